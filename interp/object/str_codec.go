package object

import (
	"strings"
	"unicode/utf8"

	"memphis/interp/internal/codec"
)

// This file defines the ways from str to bytes and back: str.encode,
// bytes.decode, and the encodings that are known without the codec registry.

// decodeObject is str(obj, encoding, errors).
func (t *Thread) decodeObject(obj Value, encoding, errors string) (*Str, error) {
	if _, ok := AsStr(obj); ok {
		return nil, Errorf(TypeErrorType, "decoding str is not supported")
	}
	var v Value
	var err error
	if s, ok := AsBytes(obj); ok {
		v, err = t.decodeText(s, encoding, errors)
	} else {
		b, release, berr := t.BytesLike(obj)
		if berr != nil {
			if obj.P.Type.Buffer == nil {
				berr = Errorf(TypeErrorType, "decoding to str: need a bytes-like object, %s found", obj.P.Type.Name)
			}
			return nil, berr
		}
		defer release()
		v, err = t.Decode(b, encoding, errors)
	}
	if err != nil {
		return nil, err
	}
	return strOf(v), nil
}

// encodingName is the normal form of an encoding's name: lower case, with one
// underscore for what is neither a letter nor a digit nor a point.
func encodingName(name string) string {
	b := make([]byte, 0, len(name))
	punct := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '.' {
			if punct && len(b) > 0 {
				b = append(b, '_')
			}
			punct = false
			b = append(b, c)
		} else {
			punct = true
		}
	}
	return string(b)
}

// builtinEncoding is an encoding that needs no registry.
type builtinEncoding uint8

const (
	encOther builtinEncoding = iota
	encUTF8
	encASCII
	encLatin1
	encUTF16
	encUTF32
)

func lookupBuiltin(name string) (builtinEncoding, codec.Order) {
	switch name {
	case "", "utf-8", "utf8", "UTF-8":
		return encUTF8, 0
	case "ascii":
		return encASCII, 0
	case "latin-1", "latin1":
		return encLatin1, 0
	}
	switch encodingName(name) {
	case "utf_8", "utf8":
		return encUTF8, 0
	case "ascii", "us_ascii":
		return encASCII, 0
	case "latin1", "latin_1", "iso_8859_1", "iso8859_1":
		return encLatin1, 0
	case "utf_16", "utf16":
		return encUTF16, codec.Native
	case "utf_16_le":
		return encUTF16, codec.Little
	case "utf_16_be":
		return encUTF16, codec.Big
	case "utf_32", "utf32":
		return encUTF32, codec.Native
	case "utf_32_le":
		return encUTF32, codec.Little
	case "utf_32_be":
		return encUTF32, codec.Big
	}
	return encOther, 0
}

// directCodec is lookupBuiltin for a conversion that does without the codec. The codecs of one byte order are
// functions of encodings, which are named in what a handler of the program's raises.
func directCodec(encoding, errors string) (builtinEncoding, codec.Order) {
	enc, order := lookupBuiltin(encoding)
	if order != codec.Native && builtinHandler(errors) == nil {
		return encOther, order
	}
	return enc, order
}

// checkCodec complains of names that do not exist, which otherwise shows only when
// the codec or the handler is needed.
func (t *Thread) checkCodec(encoding, errors string) error {
	if enc, _ := lookupBuiltin(encoding); enc == encOther {
		if _, err := t.LookupCodec(encoding); err != nil {
			return err
		}
	}
	_, err := t.LookupError(errors)
	return err
}

// Decode is bytes.decode: "" stands for the default encoding and errors.
func (t *Thread) Decode(b []byte, encoding, errors string) (Value, error) {
	return t.decodeText(string(b), encoding, errors)
}

// decodeText is Decode for bytes that will not change: valid UTF-8 is not copied.
func (t *Thread) decodeText(s string, encoding, errors string) (Value, error) {
	if t.Interp.DevMode {
		if err := t.checkCodec(encoding, errors); err != nil {
			return Value{}, err
		}
	}
	enc, order := directCodec(encoding, errors)
	var r string
	var err error
	b := bytesView(s)
	switch enc {
	case encUTF8:
		if utf8.ValidString(s) {
			return StrValue(s), nil
		}
		r, _, err = codec.DecodeUTF8(b, true, t.DecodeHandler(s, errors))
	case encASCII:
		if codec.ASCIIPrefix(b) == len(b) {
			return asciiValue(s), nil
		}
		r, err = codec.DecodeASCII(b, t.DecodeHandler(s, errors))
	case encLatin1:
		r = codec.DecodeLatin1(b)
	case encUTF16:
		r, _, _, err = codec.DecodeUTF16(b, order, true, t.DecodeHandler(s, errors))
	case encUTF32:
		r, _, _, err = codec.DecodeUTF32(b, order, true, t.DecodeHandler(s, errors))
	default:
		return t.decodeText2(NewBytes(s), encoding, errors)
	}
	if err != nil {
		return Value{}, err
	}
	return StrValue(r), nil
}

// decodeText2 decodes with a codec of the registry, which must give text.
func (t *Thread) decodeText2(v Value, encoding, errors string) (Value, error) {
	r, err := t.codecCall(v, encoding, errors, codecDecoder, "decoding", true)
	if err != nil {
		return Value{}, err
	}
	if _, ok := AsStr(r); !ok {
		return Value{}, Errorf(TypeErrorType, "'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types",
			encoding, r.P.Type.Name)
	}
	return r, nil
}

// Encode is str.encode: "" stands for the default encoding and errors.
func (t *Thread) Encode(s *Str, encoding, errors string) (Value, error) {
	if t.Interp.DevMode {
		if err := t.checkCodec(encoding, errors); err != nil {
			return Value{}, err
		}
	}
	enc, order := directCodec(encoding, errors)
	var b []byte
	var err error
	switch enc {
	case encUTF8:
		if s.meta&strASCII != 0 || !codec.HasSurrogate(s.s) {
			return t.bytesPart(s.s), nil
		}
		b, err = codec.EncodeUTF8(s.s, t.EncodeHandler(s, errors))
	case encASCII, encLatin1:
		if s.IsASCII() {
			return t.bytesPart(s.s), nil
		}
		f := codec.EncodeASCII
		if enc == encLatin1 {
			f = codec.EncodeLatin1
		}
		b, err = f(s.s, t.EncodeHandler(s, errors))
	case encUTF16:
		b, err = codec.EncodeUTF16(s.s, order, t.EncodeHandler(s, errors))
	case encUTF32:
		b, err = codec.EncodeUTF32(s.s, order, t.EncodeHandler(s, errors))
	default:
		return t.encodeText(s, encoding, errors)
	}
	if err != nil {
		return Value{}, err
	}
	return NewBytesOf(b), nil
}

// encodeText encodes with a codec of the registry, which must give bytes.
func (t *Thread) encodeText(s *Str, encoding, errors string) (Value, error) {
	r, err := t.codecCall(s.Value(), encoding, errors, codecEncoder, "encoding", true)
	if err != nil {
		return Value{}, err
	}
	if _, ok := AsBytes(r); ok {
		return r, nil
	}
	if a, ok := AsByteArray(r); ok {
		return NewBytes(string(a.B)), nil
	}
	return Value{}, Errorf(TypeErrorType, "'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
		encoding, r.P.Type.Name)
}

// codecArgs reads the arguments encoding and errors of encode and decode.
func codecArgs(fname string, args []Value) (encoding, errors string, err error) {
	var out [2]string
	for i, v := range args[:2] {
		if v.P == nil {
			continue
		}
		s, ok := AsStr(v)
		if !ok {
			return "", "", Errorf(TypeErrorType, "%s() argument '%s' must be str, not %s", fname, [2]string{"encoding", "errors"}[i], typeNameOfArg(v))
		}
		if strings.IndexByte(s.s, 0) >= 0 {
			return "", "", Errorf(ValueErrorType, "embedded null character")
		}
		out[i] = s.s
	}
	return out[0], out[1], nil
}

func strEncode(t *Thread, v, encArg, errArg Value) (Value, error) {
	if s := strOf(v); encArg.P == nil && errArg.P == nil && s.IsASCII() {
		return t.bytesPart(s.s), nil
	}
	encoding, errors, err := codecArgs("encode", []Value{encArg, errArg})
	if err != nil {
		return Value{}, err
	}
	return t.Encode(strOf(v), encoding, errors)
}
