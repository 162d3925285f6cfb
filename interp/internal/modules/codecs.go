package modules

import (
	"strings"
	"sync"
	"unicode/utf8"

	"memphis/interp/internal/codec"
	"memphis/interp/internal/unidata"
	"memphis/interp/object"
)

// This file defines the module _codecs: the registry of codecs and error
// handlers, and the functions that do the work for the built-in encodings
// (Library reference, "codecs"). The registry itself is in object, since
// str.encode needs it.

// codecArgs are the bound arguments of a function of _codecs, behind the module.
type codecArgs struct {
	t     *object.Thread
	fname string
	args  []object.Value
}

// at returns argument i, or the zero Value if it is absent.
func (a *codecArgs) at(i int) object.Value {
	if i < len(a.args) {
		return a.args[i]
	}
	return object.Value{}
}

// errors is the argument errors, "" for None.
func (a *codecArgs) errors() (string, error) {
	v := a.at(1)
	if v.IsNil() || v.IsNone() {
		return "", nil
	}
	s, ok := object.AsStr(v)
	if !ok {
		return "", object.Errorf(object.TypeErrorType, "%s() argument 2 must be str or None, not %s", a.fname, v.Type().Name)
	}
	return noNull(s.String())
}

func noNull(s string) (string, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return "", object.Errorf(object.ValueErrorType, "embedded null character")
	}
	return s, nil
}

// str is the first argument, which must be a str.
func (a *codecArgs) str() (*object.Str, error) {
	s, ok := object.AsStr(a.args[0])
	if !ok {
		name := a.args[0].Type().Name
		if a.args[0].IsNone() {
			name = "None"
		}
		return nil, object.Errorf(object.TypeErrorType, "%s() argument 1 must be str, not %s", a.fname, name)
	}
	return s, nil
}

// flag is the optional argument i as a truth value.
func (a *codecArgs) flag(i int, def bool) (bool, error) {
	if v := a.at(i); !v.IsNil() {
		return a.t.Truth(v)
	}
	return def, nil
}

// order is the optional argument i as a byte order.
func (a *codecArgs) order(i int) (codec.Order, error) {
	v := a.at(i)
	if v.IsNil() {
		return codec.Native, nil
	}
	n, err := a.t.AsIndex(v, object.OverflowErrorType)
	return codec.Order(max(min(n, 1), -1)), err
}

// data is the first argument as bytes; with text, a str will do, in UTF-8.
func (a *codecArgs) data(text bool) (string, error) {
	v := a.args[0]
	if s, ok := object.AsBytes(v); ok {
		return s, nil
	}
	if s, ok := object.AsStr(v); ok && text {
		b, err := a.t.Encode(s, "", "")
		if err != nil {
			return "", err
		}
		r, _ := object.AsBytes(b)
		return r, nil
	}
	b, err := a.t.BytesCopy(v)
	return string(b), err
}

// encoded is the result of an encoder: the bytes and how many characters they are of.
func encoded(b []byte, s *object.Str, err error) (object.Value, error) {
	if err != nil {
		return object.Value{}, err
	}
	return object.Pair(object.NewBytesOf(b), object.Int(s.Len())), nil
}

// decoded is the result of a decoder: the text and how many bytes it is of.
func decoded(s string, n int, err error) (object.Value, error) {
	if err != nil {
		return object.Value{}, err
	}
	return object.Pair(object.StrValue(s), object.Int(n)), nil
}

// encoder makes the row of an encoding function.
func encoder(name, more string, f func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error)) object.Method {
	return object.Method{Name: name, Sig: "($module, str, errors=None" + more + ", /)",
		Fn: object.FnBound(func(t *object.Thread, _ object.Value, args []object.Value) (object.Value, error) {
			a := &codecArgs{t, name, args}
			s, err := a.str()
			if err != nil {
				return object.Value{}, err
			}
			errors, err := a.errors()
			if err != nil {
				return object.Value{}, err
			}
			b, err := f(a, s, t.EncodeHandler(s, errors))
			return encoded(b, s, err)
		})}
}

// decoder makes the row of a decoding function.
func decoder(name, more string, text bool, f func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error)) object.Method {
	return object.Method{Name: name, Sig: "($module, data, errors=None" + more + ", /)",
		Fn: object.FnBound(func(t *object.Thread, _ object.Value, args []object.Value) (object.Value, error) {
			a := &codecArgs{t, name, args}
			b, err := a.data(text)
			if err != nil {
				return object.Value{}, err
			}
			errors, err := a.errors()
			if err != nil {
				return object.Value{}, err
			}
			return f(a, b, t.DecodeHandler(b, errors))
		})}
}

// final makes the rest of a decoder that takes a final flag as its third argument.
func final(def bool, f func(b []byte, final bool, h codec.DecodeHandler) (string, int, error)) func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
	return func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
		last, err := a.flag(2, def)
		if err != nil {
			return object.Value{}, err
		}
		return decoded(f([]byte(b), last, h))
	}
}

type wideDecoder = func(b []byte, order codec.Order, final bool, h codec.DecodeHandler) (string, int, codec.Order, error)
type wideEncoder = func(s string, order codec.Order, h codec.EncodeHandler) ([]byte, error)

// wide makes the rows of UTF-16 or UTF-32.
func wide(name string, enc wideEncoder, dec wideDecoder) []object.Method {
	fixed := func(order codec.Order) func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
		return func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return enc(s.String(), order, h)
		}
	}
	fixedDec := func(order codec.Order) func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
		return final(false, func(b []byte, last bool, h codec.DecodeHandler) (string, int, error) {
			s, n, _, err := dec(b, order, last, h)
			return s, n, err
		})
	}
	return []object.Method{
		encoder(name+"_encode", ", byteorder=0", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			order, err := a.order(2)
			if err != nil {
				return nil, err
			}
			return enc(s.String(), order, h)
		}),
		encoder(name+"_le_encode", "", fixed(codec.Little)),
		encoder(name+"_be_encode", "", fixed(codec.Big)),
		decoder(name+"_decode", ", final=False", false, fixedDec(codec.Native)),
		decoder(name+"_le_decode", ", final=False", false, fixedDec(codec.Little)),
		decoder(name+"_be_decode", ", final=False", false, fixedDec(codec.Big)),
		decoder(name+"_ex_decode", ", byteorder=0, final=False", false, func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
			order, err := a.order(2)
			if err != nil {
				return object.Value{}, err
			}
			last, err := a.flag(3, false)
			if err != nil {
				return object.Value{}, err
			}
			s, n, found, err := dec([]byte(b), order, last, h)
			if err != nil {
				return object.Value{}, err
			}
			return object.TupleOf(object.StrValue(s), object.Int(n), object.Int(int(found))), nil
		}),
	}
}

func codecsModule() *object.ModuleDef {
	rows := []object.Method{
		{Name: "register", Sig: "($module, search_function, /)", Doc: "Register a codec search function.\n\nSearch functions are expected to take one argument, the encoding name in\nall lower case letters, and either return None, or a tuple of functions\n(encoder, decoder, stream_reader, stream_writer) (or a CodecInfo object).",
			Fn: object.Fn1(func(t *object.Thread, _, f object.Value) (object.Value, error) {
				return object.None, t.CodecRegister(f)
			})},
		{Name: "unregister", Sig: "($module, search_function, /)", Doc: "Unregister a codec search function and clear the registry's cache.\n\nIf the search function is not registered, do nothing.",
			Fn: object.Fn1(func(t *object.Thread, _, f object.Value) (object.Value, error) {
				t.CodecUnregister(f)
				return object.None, nil
			})},
		{Name: "lookup", Sig: "($module, encoding, /)", Doc: "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.",
			Fn: object.Fn1(func(t *object.Thread, _, name object.Value) (object.Value, error) {
				s, err := nameArg("lookup", name)
				if err != nil {
					return object.Value{}, err
				}
				return t.LookupCodec(s)
			})},
		{Name: "encode", Sig: "($module, /, obj, encoding='utf-8', errors='strict')", Doc: "Encodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'.  errors may be given to set a\ndifferent error handling scheme.  Default is 'strict' meaning that encoding\nerrors raise a ValueError.  Other possible values are 'ignore', 'replace'\nand 'backslashreplace' as well as any other name registered with\ncodecs.register_error that can handle ValueErrors.",
			Fn: object.FnBound(func(t *object.Thread, _ object.Value, args []object.Value) (object.Value, error) {
				encoding, errors, err := namesArgs("encode", args)
				if err != nil {
					return object.Value{}, err
				}
				return t.CodecEncode(args[0], encoding, errors)
			})},
		{Name: "decode", Sig: "($module, /, obj, encoding='utf-8', errors='strict')", Doc: "Decodes obj using the codec registered for encoding.\n\nDefault encoding is 'utf-8'.  errors may be given to set a\ndifferent error handling scheme.  Default is 'strict' meaning that encoding\nerrors raise a ValueError.  Other possible values are 'ignore', 'replace'\nand 'backslashreplace' as well as any other name registered with\ncodecs.register_error that can handle ValueErrors.",
			Fn: object.FnBound(func(t *object.Thread, _ object.Value, args []object.Value) (object.Value, error) {
				encoding, errors, err := namesArgs("decode", args)
				if err != nil {
					return object.Value{}, err
				}
				return t.CodecDecode(args[0], encoding, errors)
			})},
		{Name: "escape_encode", Sig: "($module, data, errors=None, /)", Fn: object.FnBound(escapeEncode)},
		decoder("escape_decode", "", true, escapeDecode),
		encoder("utf_8_encode", "", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return codec.EncodeUTF8(s.String(), h)
		}),
		decoder("utf_8_decode", ", final=False", false, final(false, codec.DecodeUTF8)),
		encoder("utf_7_encode", "", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return codec.EncodeUTF7(s.String()), nil
		}),
		decoder("utf_7_decode", ", final=False", false, final(false, codec.DecodeUTF7)),
	}
	rows = append(rows, wide("utf_16", codec.EncodeUTF16, codec.DecodeUTF16)...)
	rows = append(rows, wide("utf_32", codec.EncodeUTF32, codec.DecodeUTF32)...)
	rows = append(rows,
		encoder("unicode_escape_encode", "", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return codec.EncodeUnicodeEscape(s.String()), nil
		}),
		decoder("unicode_escape_decode", ", final=True", true, unicodeEscapeDecode),
		encoder("raw_unicode_escape_encode", "", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return codec.EncodeRawUnicodeEscape(s.String()), nil
		}),
		decoder("raw_unicode_escape_decode", ", final=True", true, final(true, codec.DecodeRawUnicodeEscape)),
		encoder("latin_1_encode", "", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return codec.EncodeLatin1(s.String(), h)
		}),
		decoder("latin_1_decode", "", false, func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
			return decoded(codec.DecodeLatin1([]byte(b)), len(b), nil)
		}),
		encoder("ascii_encode", "", func(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
			return codec.EncodeASCII(s.String(), h)
		}),
		decoder("ascii_decode", "", false, func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
			s, err := codec.DecodeASCII([]byte(b), h)
			return decoded(s, len(b), err)
		}),
		encoder("charmap_encode", ", mapping=None", charmapEncode),
		decoder("charmap_decode", ", mapping=None", false, charmapDecode),
		object.Method{Name: "charmap_build", Sig: "($module, map, /)", Fn: object.Fn1(charmapBuild)},
		decoder("readbuffer_encode", "", true, func(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
			return object.Pair(object.NewBytes(b), object.Int(len(b))), nil
		}),
		object.Method{Name: "register_error", Sig: "($module, errors, handler, /)", Doc: "Register the specified error handler under the name errors.\n\nhandler must be a callable object, that will be called with an exception\ninstance containing information about the location of the encoding/decoding\nerror and must return a (replacement, new position) tuple.",
			Fn: object.Fn2(func(t *object.Thread, _, name, f object.Value) (object.Value, error) {
				s, ok := object.AsStr(name)
				if !ok {
					return object.Value{}, object.Errorf(object.TypeErrorType, "register_error() argument 1 must be str, not %s", name.Type().Name)
				}
				return object.None, t.RegisterError(s.String(), f)
			})},
		object.Method{Name: "lookup_error", Sig: "($module, name, /)", Doc: "lookup_error(errors) -> handler\n\nReturn the error handler for the specified error handling name or raise a\nLookupError, if no handler exists under this name.",
			Fn: object.Fn1(func(t *object.Thread, _, name object.Value) (object.Value, error) {
				s, err := nameArg("lookup_error", name)
				if err != nil {
					return object.Value{}, err
				}
				return t.LookupError(s)
			})},
	)
	return &object.ModuleDef{Name: "_codecs", Methods: rows, Init: func(t *object.Thread, m *object.Module) error {
		defineEncodingMap()
		return nil
	}}
}

func nameArg(fname string, v object.Value) (string, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return "", object.Errorf(object.TypeErrorType, "%s() argument must be str, not %s", fname, v.Type().Name)
	}
	return noNull(s.String())
}

// namesArgs reads the arguments encoding and errors, behind the object.
func namesArgs(fname string, args []object.Value) (encoding, errors string, err error) {
	var out [2]string
	for i, v := range args[1:3] {
		if v.IsNil() {
			continue
		}
		s, ok := object.AsStr(v)
		if !ok {
			return "", "", object.Errorf(object.TypeErrorType, "%s() argument '%s' must be str, not %s", fname, [2]string{"encoding", "errors"}[i], v.Type().Name)
		}
		if out[i], err = noNull(s.String()); err != nil {
			return "", "", err
		}
	}
	return out[0], out[1], nil
}

func escapeEncode(t *object.Thread, _ object.Value, args []object.Value) (object.Value, error) {
	b, ok := object.AsBytes(args[0])
	if !ok {
		return object.Value{}, object.Errorf(object.TypeErrorType, "escape_encode() argument 1 must be bytes, not %s", args[0].Type().Name)
	}
	return object.Pair(object.NewBytesOf(codec.EncodeEscape([]byte(b))), object.Int(len(b))), nil
}

// warnEscape warns of a backslash before a character that it means nothing to, or of an
// octal escape over 0o377.
func warnEscape(t *object.Thread, odd rune) error {
	switch {
	case odd == 0:
		return nil
	case odd > 0o377:
		return t.Warnf(object.DeprecationWarningType, 1, "invalid octal escape sequence '\\%o'", odd)
	}
	return t.Warnf(object.DeprecationWarningType, 1, "invalid escape sequence '\\%c'", odd)
}

func escapeDecode(a *codecArgs, b string, _ codec.DecodeHandler) (object.Value, error) {
	errors, _ := a.errors()
	out, odd, trailing, err := codec.DecodeEscape([]byte(b), func(at int) (string, error) {
		switch errors {
		case "", "strict":
			return "", object.Errorf(object.ValueErrorType, "invalid \\x escape at position %d", at)
		case "replace":
			return "?", nil
		case "ignore":
			return "", nil
		}
		return "", object.Errorf(object.ValueErrorType, "decoding error; unknown error handling code: %s", errors)
	})
	if err == nil && trailing {
		err = object.Errorf(object.ValueErrorType, "Trailing \\ in string")
	}
	if err == nil {
		err = warnEscape(a.t, odd)
	}
	if err != nil {
		return object.Value{}, err
	}
	return object.Pair(object.NewBytesOf(out), object.Int(len(b))), nil
}

func unicodeEscapeDecode(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
	last, err := a.flag(2, true)
	if err != nil {
		return object.Value{}, err
	}
	s, n, odd, err := codec.DecodeUnicodeEscape([]byte(b), last, unidata.LookupName, h)
	if err == nil {
		err = warnEscape(a.t, odd)
	}
	return decoded(s, n, err)
}

// encodingMap is what charmap_build makes of a decoding table: the way back.
type encodingMap struct {
	object.Header
	bytes map[rune]byte
}

var encodingMapType = &object.Type{Name: "EncodingMap"}

var defineEncodingMap = sync.OnceFunc(func() {
	object.Define(encodingMapType, object.TypeSpec{Layout: object.NewLayout[encodingMap]("EncodingMap", object.ObjectType.Layout), Flags: object.FlagNoNew,
		Methods: []object.Method{{Name: "size", Sig: "($self, /)", Doc: "Return the size (in bytes) of this object.",
			Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				return object.Int(16 + 8*len((*encodingMap)(self.Ptr()).bytes)), nil
			})}}})
})

func charmapBuild(t *object.Thread, _, v object.Value) (object.Value, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return object.Value{}, object.Errorf(object.TypeErrorType, "charmap_build() argument must be str, not %s", v.Type().Name)
	}
	m := &encodingMap{Header: object.Header{Type: encodingMapType}, bytes: make(map[rune]byte, 256)}
	for i := range min(s.Len(), 256) {
		if r := s.Rune(i); r != 0xFFFE {
			m.bytes[r] = byte(i)
		}
	}
	return object.FromPtr(&m.Header), nil
}

// charmapLookup asks a mapping about a number; a LookupError means None.
func charmapLookup(t *object.Thread, mapping object.Value, n int) (object.Value, error) {
	v, err := t.GetItem(mapping, object.Int(n))
	if err != nil && object.ErrorIs(err, object.LookupErrorType) {
		return object.None, nil
	}
	return v, err
}

func charmapEncode(a *codecArgs, s *object.Str, h codec.EncodeHandler) ([]byte, error) {
	mapping := a.at(2)
	if mapping.IsNil() || mapping.IsNone() {
		return codec.EncodeLatin1(s.String(), h)
	}
	if mapping.Type() == encodingMapType {
		m := (*encodingMap)(mapping.Ptr())
		return codec.EncodeCharmap(s.String(), func(dst []byte, r rune) ([]byte, bool, error) {
			c, ok := m.bytes[r]
			return append(dst, c), ok, nil
		}, h)
	}
	return codec.EncodeCharmap(s.String(), func(dst []byte, r rune) ([]byte, bool, error) {
		v, err := charmapLookup(a.t, mapping, int(r))
		switch {
		case err != nil:
			return nil, false, err
		case v.IsNone():
			return dst, false, nil
		}
		if b, ok := object.AsBytes(v); ok {
			return append(dst, b...), true, nil
		}
		if !v.Is(object.IntType) {
			return nil, false, object.Errorf(object.TypeErrorType, "character mapping must return integer, bytes or None, not %s", v.Type().Name)
		}
		n, ok := object.SmallInt(v)
		if !ok || n < 0 || n > 255 {
			return nil, false, object.Errorf(object.TypeErrorType, "character mapping must be in range(256)")
		}
		return append(dst, byte(n)), true, nil
	}, h)
}

func charmapDecode(a *codecArgs, b string, h codec.DecodeHandler) (object.Value, error) {
	mapping := a.at(2)
	if mapping.IsNil() || mapping.IsNone() {
		return decoded(codec.DecodeLatin1([]byte(b)), len(b), nil)
	}
	const undefined = "\uFFFE"
	if table, ok := object.AsStr(mapping); ok {
		n := table.Len()
		s, err := codec.DecodeCharmap([]byte(b), func(c byte) (string, error) {
			if int(c) >= n {
				return codec.Undefined, nil
			}
			r := table.Rune(int(c))
			if r == 0xFFFE {
				return codec.Undefined, nil
			}
			return string(object.AppendWTF8(nil, r)), nil
		}, h)
		return decoded(s, len(b), err)
	}
	s, err := codec.DecodeCharmap([]byte(b), func(c byte) (string, error) {
		v, err := charmapLookup(a.t, mapping, int(c))
		switch {
		case err != nil:
			return "", err
		case v.IsNone():
			return codec.Undefined, nil
		}
		if s, ok := object.AsStr(v); ok {
			if s.String() == undefined {
				return codec.Undefined, nil
			}
			return s.String(), nil
		}
		if !v.Is(object.IntType) {
			return "", object.Errorf(object.TypeErrorType, "character mapping must return integer, None or str")
		}
		n, ok := object.SmallInt(v)
		switch {
		case !ok || n < 0 || n > utf8.MaxRune:
			return "", object.Errorf(object.TypeErrorType, "character mapping must be in range(0x110000)")
		case n == 0xFFFE:
			return codec.Undefined, nil
		}
		return string(object.AppendWTF8(nil, rune(n))), nil
	}, h)
	return decoded(s, len(b), err)
}
