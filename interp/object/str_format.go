package object

import (
	"errors"
	"math"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"memphis/interp/internal/codec"
	"memphis/interp/internal/numfmt"
)

// This file defines format() and the __format__ methods of str and the numbers.

// Format is format(v, spec): the one door of formatting, f-strings included.
// spec is a str, or the zero Value for an empty one.
func Format(t *Thread, v, spec Value) (Value, error) {
	if spec.P == nil {
		spec = emptyStr.Value()
	}
	typ := v.P.Type
	if spec.P.Type == StrType {
		empty := strOf(spec).s == ""
		switch {
		case typ == StrType:
			if empty {
				return v, nil
			}
			if f := t.plainSpec(strOf(spec), StrType, '<'); f != nil {
				s := strOf(v)
				if b, ok := f.AppendStr(t.scratch[:0], s.s, s.Len()); ok {
					t.scratch = b[:0]
					return t.copyStr(b, s.IsASCII() && len(f.Fill) == 1), nil
				}
			}
			return strDunderFormat(t, v, spec)
		case v.P == &IntHeader:
			if empty {
				return intString(t, int64(v.N)), nil
			}
			if f := t.plainSpec(strOf(spec), IntType, '>'); f != nil {
				if b, ok := f.AppendInt(t.scratch[:0], int64(v.N)); ok {
					t.scratch = b[:0]
					return t.copyStr(b, len(f.Fill) == 1), nil
				}
			}
			return intDunderFormat(t, v, spec)
		case v.P == &FloatHeader:
			if empty {
				return floatRepr(t, v)
			}
			if f := t.plainSpec(strOf(spec), FloatType, '>'); f != nil {
				if b, ok := f.AppendFloat(t.scratch[:0], v.Float64()); ok {
					t.scratch = b[:0]
					return t.copyStr(b, len(f.Fill) == 1), nil
				}
			}
			return floatDunderFormat(t, v, spec)
		}
	}
	r, found, err := t.CallSpecial(v, names.Format, spec)
	if err != nil {
		return Value{}, err
	}
	if !found {
		return Value{}, Errorf(TypeErrorType, "Type %s doesn't define __format__", typ.Name)
	}
	if _, ok := AsStr(r); !ok {
		return Value{}, Errorf(TypeErrorType, "__format__ must return a str, not %s", r.P.Type.Name)
	}
	return r, nil
}

// intString is str() of a small int.
func intString(t *Thread, n int64) Value {
	if 0 <= n && n < 10 {
		return charStrs['0'+n].Value()
	}
	var room [20]byte
	return t.copyStr(strconv.AppendInt(room[:0], n, 10), true)
}

// parsedSpec is a format specification that was parsed for a type.
type parsedSpec struct {
	text *Str
	typ  *Type
	spec numfmt.Spec
}

// plainSpec returns the specification text parsed, nil if it is wrong. A program
// has few of them, as constants, so the last ones are kept by their address.
func (t *Thread) plainSpec(text *Str, typ *Type, align byte) *numfmt.Spec {
	e := &t.specs[uintptr(unsafe.Pointer(text))>>4%uintptr(len(t.specs))]
	if e.text != text || e.typ != typ {
		f, err := numfmt.Parse(text.s, typ.Name, align)
		if err != nil {
			return nil
		}
		e.text, e.typ, e.spec = text, typ, f
	}
	return &e.spec
}

// formatArg checks the argument of a __format__ method.
func formatArg(spec Value) (string, error) {
	s, ok := AsStr(spec)
	if !ok {
		return "", Errorf(TypeErrorType, "__format__() argument must be str, not %s", typeNameOfArg(spec))
	}
	return s.s, nil
}

// formatted turns what numfmt returns into Python's terms.
func formatted(s string, err error) (Value, error) {
	if err != nil {
		return Value{}, formatError(err)
	}
	return StrValue(s), nil
}

func formatError(err error) error {
	if errors.Is(err, numfmt.ErrMemory) {
		return noMemory()
	}
	return Errorf(ValueErrorType, "%s", err.Error())
}

func strDunderFormat(t *Thread, v, spec Value) (Value, error) {
	f, plain, err := formatSpec(v, spec, '<')
	if err != nil {
		return Value{}, err
	}
	if plain {
		return t.strValue(v)
	}
	s := strOf(v)
	return formatted(f.Str(s.s, s.Len()))
}

// formatSpec reads what __format__ got for v; plain tells that it is empty, which asks for str(v).
func formatSpec(v, spec Value, align byte) (f numfmt.Spec, plain bool, err error) {
	text, err := formatArg(spec)
	if err != nil || text == "" {
		return f, true, err
	}
	if f, err = numfmt.Parse(text, v.P.Type.Name, align); err != nil {
		err = formatError(err)
	}
	return f, false, err
}

// strValue is str(v) as a Value.
func (t *Thread) strValue(v Value) (Value, error) {
	s, err := t.Str(v)
	if err != nil {
		return Value{}, err
	}
	return s.Value(), nil
}

// intDunderFormat is int.__format__.
func intDunderFormat(t *Thread, v, spec Value) (Value, error) {
	f, plain, err := formatSpec(v, spec, '>')
	if err != nil {
		return Value{}, err
	}
	if plain {
		return t.strValue(v)
	}
	isInt, err := f.CheckInt()
	if err != nil {
		return Value{}, formatError(err)
	}
	if !isInt {
		x, err := intToFloat(v)
		if err != nil {
			return Value{}, err
		}
		return formatted(f.Float(x))
	}
	if f.Type == 'c' {
		n, ok := SmallInt(v)
		if !ok {
			return Value{}, Errorf(OverflowErrorType, "Python int too large to convert to C long")
		}
		if n < 0 || n > utf8.MaxRune {
			return Value{}, Errorf(OverflowErrorType, "%s", "%c arg not in range(0x110000)")
		}
		return formatted(f.Char(strOf(RuneStr(rune(n))).s))
	}
	digits, err := t.intDigits(v, f.Base())
	if err != nil {
		return Value{}, err
	}
	neg := digits[0] == '-'
	if neg {
		digits = digits[1:]
	}
	return formatted(f.Int(neg, digits))
}

// intDigits is the text of an int in a base, lower case and without prefix.
func (t *Thread) intDigits(v Value, base int) (string, error) {
	if n, ok := SmallInt(v); ok {
		return strconv.FormatInt(n, base), nil
	}
	if base == 10 {
		// The limit on the number of digits is checked there.
		r, err := IntType.Repr(t, v)
		if err != nil {
			return "", err
		}
		return strOf(r).s, nil
	}
	return BigInt(v).Text(base), nil
}

// intToFloat is float() of an int.
func intToFloat(v Value) (float64, error) {
	if n, ok := SmallInt(v); ok {
		return float64(n), nil
	}
	x, _ := BigInt(v).Float64()
	if math.IsInf(x, 0) {
		return 0, Errorf(OverflowErrorType, "int too large to convert to float")
	}
	return x, nil
}

// floatDunderFormat is float.__format__.
func floatDunderFormat(t *Thread, v, spec Value) (Value, error) {
	f, plain, err := formatSpec(v, spec, '>')
	if err != nil {
		return Value{}, err
	}
	if plain {
		return t.strValue(v)
	}
	x, _ := AsFloat(v)
	return formatted(f.Float(x))
}

// complexDunderFormat is complex.__format__.
func complexDunderFormat(t *Thread, v, spec Value) (Value, error) {
	f, plain, err := formatSpec(v, spec, '>')
	if err != nil {
		return Value{}, err
	}
	if plain {
		return t.strValue(v)
	}
	return formatted(f.Complex((*ComplexObject)(unsafe.Pointer(v.P)).C))
}

// ToFloat is float(v) for a number: what C code calls for "a real number".
func (t *Thread) ToFloat(v Value) (float64, error) {
	if x, ok := AsFloat(v); ok {
		return x, nil
	}
	if f := v.P.Type.FloatSl; f != nil {
		r, err := f(t, v)
		if err != nil {
			return 0, err
		}
		x, ok := AsFloat(r)
		if !ok {
			return 0, Errorf(TypeErrorType, "%s.__float__ returned non-float (type %s)", v.P.Type.Name, r.P.Type.Name)
		}
		return x, nil
	}
	if v.Is(IntType) {
		return intToFloat(v)
	}
	if v.P.Type.Index != nil {
		n, err := t.Index(v)
		if err != nil {
			return 0, err
		}
		return intToFloat(n)
	}
	return 0, Errorf(TypeErrorType, "must be real number, not %s", v.P.Type.Name)
}

// ASCII is ascii(v): repr(v) with all beyond ASCII escaped.
func (t *Thread) ASCII(v Value) (*Str, error) {
	s, err := t.Repr(v)
	if err != nil || s.IsASCII() {
		return s, err
	}
	b := make([]byte, 0, len(s.s)+16)
	for rest := s.s; rest != ""; {
		r, w := DecodeWTF8(rest)
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
		} else {
			b = codec.AppendEscape(b, r)
		}
		rest = rest[w:]
	}
	return strOf(t.bytesToStr(b, true)), nil
}
