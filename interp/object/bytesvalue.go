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

// Short bytes objects have their content in the object: see str16.
type (
	bytes16 struct {
		Bytes
		text [16]byte
	}
	bytes32 struct {
		Bytes
		text [32]byte
	}
	bytes64 struct {
		Bytes
		text [64]byte
	}
)

// bytesRoom is the bytes objects that a thread has in stock.
type bytesRoom struct {
	of16 *[stockSize]bytes16
	n16  int // how many of them are left
}

// newBytes returns a new bytes object of n bytes, to be filled at once.
func (t *Thread) newBytes(n int) (Value, []byte) {
	var o *Bytes
	var b []byte
	switch k := &t.bytes; {
	case n <= 16:
		if k.n16 == 0 {
			k.of16, k.n16 = new([stockSize]bytes16), stockSize
		}
		k.n16--
		r := &k.of16[k.n16&(stockSize-1)]
		o, b = &r.Bytes, r.text[:n]
	case n <= 32:
		r := &bytes32{}
		o, b = &r.Bytes, r.text[:n]
	case n <= 64:
		r := &bytes64{}
		o, b = &r.Bytes, r.text[:n]
	default:
		o, b = &Bytes{}, uncleared(n)
	}
	o.Header.Type = BytesType
	o.S = unsafe.String(unsafe.SliceData(b), n)
	return Value{P: &o.Header}, b
}

// bytesPart returns a bytes object of s, a part of another one's content: a short one is copied.
func (t *Thread) bytesPart(s string) Value {
	if len(s) > 64 {
		return NewBytes(s)
	}
	v, b := t.newBytes(len(s))
	copy(b, s)
	return v
}

// NewBytesOf returns bytes that take over b, which must not be changed any more.
func NewBytesOf(b []byte) Value { return NewBytes(unsafe.String(unsafe.SliceData(b), len(b))) }

// AsBytes returns the content of v if it is a bytes object or an instance of a subclass.
func AsBytes(v Value) (string, bool) {
	if v.P != nil && (v.P.Type == BytesType || v.P.Type.IsSubtype(BytesType)) {
		return (*Bytes)(unsafe.Pointer(v.P)).S, true
	}
	return "", false
}
