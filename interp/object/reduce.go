package object

// This file defines the default of the pickle protocol.

func objectReduce(t *Thread, self Value, proto int) (Value, error) {
	return Value{}, Errorf(TypeErrorType, "cannot pickle '%s' object", self.P.Type.Name)
}

func objectReduceEx(t *Thread, self, proto Value) (Value, error) {
	return objectReduce(t, self, 2)
}

func objectGetState(t *Thread, self Value) (Value, error) { return None, nil }
