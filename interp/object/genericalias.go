package object

func setupGenericAlias() {}

// NewGenericAlias is types.GenericAlias(origin, args).
func NewGenericAlias(t *Thread, origin, args Value) (Value, error) {
	return Value{}, Errorf(TypeErrorType, "GenericAlias")
}

// NewUnion is a | b for types.
func NewUnion(t *Thread, a, b Value) (Value, error) {
	return NotImplemented, nil
}
