package object

import "unsafe"

// This file defines ByteArray, the value of the bytearray type.

// ByteArray is a bytearray. While Exports is not zero its length must not
// change: a Buffer of it is out.
type ByteArray struct {
	Header
	B       []byte
	Exports int
}

// NewByteArray returns a bytearray that takes over b.
func NewByteArray(b []byte) *ByteArray { return &ByteArray{Header: Header{ByteArrayType}, B: b} }

// Value returns the bytearray as a Value.
func (b *ByteArray) Value() Value { return Value{P: &b.Header} }

// AsByteArray returns v as a *ByteArray if it is one or an instance of a subclass.
func AsByteArray(v Value) (*ByteArray, bool) {
	if v.P != nil && (v.P.Type == ByteArrayType || v.P.Type.IsSubtype(ByteArrayType)) {
		return (*ByteArray)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

func setupByteArray() {
	Define(ByteArrayType, TypeSpec{Layout: NewLayout[ByteArray]("bytearray", objectLayout), Flags: FlagBase | FlagMatchSelf})
}
