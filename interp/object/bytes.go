package object

import "unsafe"

// This file defines Bytes, the value of the bytes type.

// Bytes is a bytes object. It is immutable, so its content is a Go string.
type Bytes struct {
	Header
	s    string
	hash int64
}

// NewBytes returns a bytes object that takes over b, which must not change any more.
func NewBytes(b []byte) Value { return BytesString(unsafe.String(unsafe.SliceData(b), len(b))) }

// BytesString returns a bytes object with the bytes of s.
func BytesString(s string) Value {
	return Value{P: &(&Bytes{Header: Header{BytesType}, s: s}).Header}
}

// Value returns the bytes as a Value.
func (b *Bytes) Value() Value { return Value{P: &b.Header} }

// String returns the bytes as a Go string.
func (b *Bytes) String() string { return b.s }

// Bytes returns the content, which must not be changed.
func (b *Bytes) Bytes() []byte { return unsafe.Slice(unsafe.StringData(b.s), len(b.s)) }

// AsBytes returns v as a *Bytes if it is a bytes object or an instance of a subclass.
func AsBytes(v Value) (*Bytes, bool) {
	if v.P != nil && (v.P.Type == BytesType || v.P.Type.IsSubtype(BytesType)) {
		return (*Bytes)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

func setupBytes() {
	Define(BytesType, TypeSpec{Layout: NewLayout[Bytes]("bytes", objectLayout), Flags: FlagBase | FlagMatchSelf})
}
