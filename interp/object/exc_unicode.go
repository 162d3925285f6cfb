package object

import "fmt"

// This file defines UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError.

func setupUnicodeErrors() {
	init := func(typ *Type, hasEncoding bool) {
		typ.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
			if err := excInit(t, self, args, kw); err != nil {
				return err
			}
			want := 4
			if hasEncoding {
				want = 5
			}
			if len(args) != want {
				return Errorf(TypeErrorType, "function takes exactly %d arguments (%d given)", want, len(args))
			}
			a := args
			e := excOf(self)
			pos := 1
			strArg := func(v Value) error {
				if _, ok := AsStr(v); !ok {
					return Errorf(TypeErrorType, "argument %d must be str, not %s", pos, v.P.Type.Name)
				}
				pos++
				return nil
			}
			if hasEncoding {
				if err := strArg(a[0]); err != nil {
					return err
				}
				e.setField(uniEncoding, a[0])
				a = a[1:]
			}
			if typ == UnicodeDecodeErrorType {
				if _, ok := AsBytes(a[0]); !ok {
					b, release, err := t.BytesLike(a[0])
					if err != nil {
						return err
					}
					a[0] = NewBytes(string(b))
					release()
				}
				pos++
			} else if err := strArg(a[0]); err != nil {
				return err
			}
			e.setField(uniObject, a[0])
			for i := 1; i <= 2; i++ {
				n, err := t.AsIndex(a[i], OverflowErrorType)
				if err != nil {
					return err
				}
				e.setField(uniStart+i-1, Int(n))
				pos++
			}
			if err := strArg(a[3]); err != nil {
				return err
			}
			e.setField(uniReason, a[3])
			return nil
		}
		typ.Str = func(t *Thread, self Value) (Value, error) { return unicodeStr(t, self, typ) }
	}
	init(UnicodeEncodeErrorType, true)
	init(UnicodeDecodeErrorType, true)
	init(UnicodeTranslateErrorType, false)
}

func unicodeStr(t *Thread, self Value, typ *Type) (Value, error) {
	e := excOf(self)
	obj := e.field(uniObject)
	if obj.P == nil {
		return StrValue(""), nil
	}
	reason, err := t.Str(e.Field(uniReason))
	if err != nil {
		return Value{}, err
	}
	enc := ""
	if typ != UnicodeTranslateErrorType {
		s, err := t.Str(e.Field(uniEncoding))
		if err != nil {
			return Value{}, err
		}
		enc = s.s
	}
	start, _ := SmallInt(e.Field(uniStart))
	end, _ := SmallInt(e.Field(uniEnd))
	if typ == UnicodeDecodeErrorType {
		b, _ := AsBytes(obj)
		if end == start+1 && start >= 0 && int(start) < len(b) {
			return StrValue(fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", enc, b[start], start, reason.s)), nil
		}
		return StrValue(fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", enc, start, end-1, reason.s)), nil
	}
	verb := "encode"
	prefix := "'" + enc + "' codec can't "
	if typ == UnicodeTranslateErrorType {
		verb, prefix = "translate", "can't "
	}
	s, ok := AsStr(obj)
	if ok && end == start+1 && start >= 0 && int(start) < s.Len() {
		r := s.Rune(int(start))
		var c string
		switch {
		case r < 0x100:
			c = fmt.Sprintf("\\x%02x", r)
		case r < 0x10000:
			c = fmt.Sprintf("\\u%04x", r)
		default:
			c = fmt.Sprintf("\\U%08x", r)
		}
		return StrValue(fmt.Sprintf("%s%s character '%s' in position %d: %s", prefix, verb, c, start, reason.s)), nil
	}
	return StrValue(fmt.Sprintf("%s%s characters in position %d-%d: %s", prefix, verb, start, end-1, reason.s)), nil
}
