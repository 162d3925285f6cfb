package object

import "unsafe"

// This file defines Bytes, the value of the bytes type. Its methods are in bytes.go.

// Bytes is a Python bytes object.
type Bytes struct {
	Header
	S    string // the content
	hash int64  // 0 until computed
}

// NewBytes returns the bytes with the content s.
func NewBytes(s string) Value { return Value{P: &(&Bytes{Header: Header{BytesType}, S: s}).Header} }

// NewBytesOf returns bytes that take over b, which must not be changed any more.
func NewBytesOf(b []byte) Value { return NewBytes(unsafe.String(unsafe.SliceData(b), len(b))) }

// AsBytes returns the content of v if it is a bytes object or an instance of a subclass.
func AsBytes(v Value) (string, bool) {
	if v.P != nil && (v.P.Type == BytesType || v.P.Type.IsSubtype(BytesType)) {
		return (*Bytes)(unsafe.Pointer(v.P)).S, true
	}
	return "", false
}
