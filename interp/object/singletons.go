package object

// This file defines the types of None, NotImplemented and Ellipsis.

// singletonNew is the constructor of a type with one instance.
func singletonNew(v Value) func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	return func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		if len(args) > 0 {
			return Value{}, Errorf(TypeErrorType, "%s takes no arguments", cls.Name)
		}
		return v, nil
	}
}

func setupSingletons() {
	for _, r := range []struct {
		typ  *Type
		v    Value
		name string
	}{{NoneType, None, "None"}, {NotImplementedType, NotImplemented, "NotImplemented"}, {EllipsisType, Ellipsis, "Ellipsis"}} {
		name := Intern(r.name).Value()
		r.typ.New = singletonNew(r.v)
		r.typ.Repr = func(t *Thread, v Value) (Value, error) { return name, nil }
		spec := TypeSpec{Layout: NewLayout[Header](r.name, objectLayout)}
		switch r.typ {
		case NoneType:
			r.typ.BoolSlot = func(t *Thread, v Value) (bool, error) { return false, nil }
		case NotImplementedType:
			r.typ.BoolSlot = func(t *Thread, v Value) (bool, error) {
				return true, t.Warnf(DeprecationWarningType, 1, "NotImplemented should not be used in a boolean context")
			}
			fallthrough
		case EllipsisType:
			spec.Methods = []Method{{Name: "__reduce__", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return name, nil })}}
		}
		Define(r.typ, spec)
	}
}
