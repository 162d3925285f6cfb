package object

import (
	"unicode/utf8"
)

// This file defines the ways from str to bytes and back.

// decodeObject is str(obj, encoding, errors).
func (t *Thread) decodeObject(obj Value, encoding, errors string) (*Str, error) {
	if _, ok := AsStr(obj); ok {
		return nil, Errorf(TypeErrorType, "decoding str is not supported")
	}
	b, release, err := t.BytesLike(obj)
	if err != nil {
		if obj.P.Type.Buffer == nil {
			err = Errorf(TypeErrorType, "decoding to str: need a bytes-like object, %s found", obj.P.Type.Name)
		}
		return nil, err
	}
	defer release()
	v, err := t.Decode(b, encoding, errors)
	if err != nil {
		return nil, err
	}
	s, _ := AsStr(v)
	return s, nil
}

// Decode is bytes.decode: "" stands for the default encoding and errors.
func (t *Thread) Decode(b []byte, encoding, errors string) (Value, error) {
	if utf8.Valid(b) {
		return StrValue(string(b)), nil
	}
	return Value{}, Errorf(UnicodeDecodeErrorType, "invalid utf-8")
}
