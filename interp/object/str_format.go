package object

// This file defines format().

// Format is format(v, spec): the one door of formatting, f-strings included.
// spec is a str, or the zero Value for an empty one.
func Format(t *Thread, v, spec Value) (Value, error) {
	if spec.P == nil {
		spec = emptyStr.Value()
	}
	if s, ok := AsStr(spec); ok && s.s == "" {
		if v.P.Type == StrType {
			return v, nil
		}
		if v.P == &IntHeader {
			s, err := t.Str(v)
			if err != nil {
				return Value{}, err
			}
			return s.Value(), nil
		}
	}
	r, found, err := t.CallSpecial(v, names.Format, spec)
	if err != nil {
		return Value{}, err
	}
	if !found {
		return Value{}, Errorf(TypeErrorType, "Type %s doesn't define __format__", v.P.Type.Name)
	}
	if _, ok := AsStr(r); !ok {
		return Value{}, Errorf(TypeErrorType, "__format__ must return a str, not %s", r.P.Type.Name)
	}
	return r, nil
}
