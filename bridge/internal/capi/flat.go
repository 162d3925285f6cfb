package capi

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"unsafe"
)

// This file defines the Go half of the flat buffers.

var le = binary.LittleEndian

// Buffer is a flat buffer under construction. A container's elements follow it.
type Buffer struct {
	B []byte
}

// Reset empties the buffer and keeps its memory.
func (b *Buffer) Reset() { b.B = b.B[:0] }

func (b *Buffer) tag64(tag byte, v uint64) {
	if n := len(b.B); cap(b.B)-n >= 9 {
		b.B = b.B[:n+9]
		b.B[n] = tag
		le.PutUint64(b.B[n+1:], v)
		return
	}
	b.B = le.AppendUint64(append(b.B, tag), v)
}
func (b *Buffer) tag32(tag byte, n int) { b.B = le.AppendUint32(append(b.B, tag), uint32(n)) }

// None writes None.
func (b *Buffer) None() { b.B = append(b.B, 'N') }

// Bool writes True or False.
func (b *Buffer) Bool(v bool) {
	if v {
		b.B = append(b.B, 'T')
	} else {
		b.B = append(b.B, 'F')
	}
}

// Ellipsis writes the Ellipsis object.
func (b *Buffer) Ellipsis() { b.B = append(b.B, '.') }

// NotImplemented writes the NotImplemented object.
func (b *Buffer) NotImplemented() { b.B = append(b.B, '!') }

// Int writes an int.
func (b *Buffer) Int(v int64) { b.tag64('i', uint64(v)) }

// BigInt writes an int of any size: its sign, and its magnitude with the least
// significant byte first.
func (b *Buffer) BigInt(negative bool, magnitude []byte) {
	b.B = append(b.B, 'I', 0)
	if negative {
		b.B[len(b.B)-1] = 1
	}
	b.B = append(le.AppendUint32(b.B, uint32(len(magnitude))), magnitude...)
}

// Grow makes room for n more bytes.
func (b *Buffer) Grow(n int) { b.B = slices.Grow(b.B, n) }

// Float writes a float.
func (b *Buffer) Float(v float64) { b.tag64('d', math.Float64bits(v)) }

// Complex writes a complex.
func (b *Buffer) Complex(v complex128) {
	b.tag64('c', math.Float64bits(real(v)))
	b.B = le.AppendUint64(b.B, math.Float64bits(imag(v)))
}

// Str writes a str in WTF-8: UTF-8 in which lone surrogates have three bytes too.
func (b *Buffer) Str(s string) {
	tag := byte('u')
	if isASCII(s) {
		tag = 'a'
	}
	b.tag32(tag, len(s))
	b.B = append(b.B, s...)
}

// Bytes writes a bytes object.
func (b *Buffer) Bytes(v []byte) { b.tag32('b', len(v)); b.B = append(b.B, v...) }

// ByteArray writes a bytearray.
func (b *Buffer) ByteArray(v []byte) { b.tag32('B', len(v)); b.B = append(b.B, v...) }

// Tuple begins a tuple of n elements.
func (b *Buffer) Tuple(n int) { b.tag32('(', n) }

// List begins a list of n elements.
func (b *Buffer) List(n int) { b.tag32('[', n) }

// Dict begins a dict of n pairs, each a key and its value.
func (b *Buffer) Dict(n int) { b.tag32('{', n) }

// Set begins a set, or a frozenset, of n elements.
func (b *Buffer) Set(frozen bool, n int) {
	if frozen {
		b.tag32('z', n)
	} else {
		b.tag32('s', n)
	}
}

// Slice begins a slice; start, stop and step follow.
func (b *Buffer) Slice() { b.B = append(b.B, ':') }

// Range begins a range; start, stop and step follow.
func (b *Buffer) Range() { b.B = append(b.B, 'r') }

// Ref writes a C object, of which C takes a reference of its own.
func (b *Buffer) Ref(r Ref) { b.tag64('P', uint64(r)) }

// Give writes a C object and hands over the reference that the caller holds.
func (b *Buffer) Give(r Ref) { b.tag64('p', uint64(r)) }

// Proxy writes a new proxy of the type (zero: the plain one) for a handle.
func (b *Buffer) Proxy(typ Ref, h Handle) {
	b.tag64('G', uint64(typ))
	b.B = le.AppendUint64(b.B, uint64(h))
}

// Lend begins a container of ours that C works on as its own, known by the handle; its
// content, a container, follows.
func (b *Buffer) Lend(h Handle) { b.tag64('L', uint64(h)) }

// Again writes a container lent before in the same buffer.
func (b *Buffer) Again(h Handle) { b.tag64('R', uint64(h)) }

// Shadow begins an instance of a class of ours, typ, derived from the built-in type base, for the object of h; its
// value follows. If C has one already, it asks for that by Handler.ShadowOf.
func (b *Buffer) Shadow(base, typ Ref, has bool, h Handle) {
	b.tag64('W', uint64(base))
	b.B = le.AppendUint64(b.B, uint64(typ))
	b.B = le.AppendUint64(b.B, uint64(h))
	b.Bool(has)
}

// Function writes a new proxy that is a descriptor as functions are.
func (b *Buffer) Function(h Handle) { b.tag64('f', uint64(h)) }

func isASCII(s string) bool {
	i := 0
	p := unsafe.Pointer(unsafe.StringData(s))
	for ; i+8 <= len(s); i += 8 {
		if *(*uint64)(unsafe.Add(p, i))&0x8080808080808080 != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Kind says what an [Item] is; it is the tag byte.
type Kind byte

// The kinds. The comment names the fields of Item that count.
const (
	KindNone           Kind = 'N'
	KindTrue           Kind = 'T'
	KindFalse          Kind = 'F'
	KindEllipsis       Kind = '.'
	KindNotImplemented Kind = '!'
	KindInt            Kind = 'i' // Int
	KindBigInt         Kind = 'I' // Bytes: magnitude, little end first; Int: 1 if negative
	KindFloat          Kind = 'd' // Float
	KindComplex        Kind = 'c' // Float, Imag
	KindASCII          Kind = 'a' // Bytes
	KindStr            Kind = 'u' // Bytes, WTF-8
	KindBytes          Kind = 'b' // Bytes
	KindByteArray      Kind = 'B' // Bytes
	KindTuple          Kind = '(' // Len: elements follow
	KindList           Kind = '[' // Len
	KindDict           Kind = '{' // Len: pairs follow
	KindSet            Kind = 's' // Len
	KindFrozenSet      Kind = 'z' // Len
	KindSlice          Kind = ':' // three values follow
	KindRange          Kind = 'r' // three values follow
	KindRef            Kind = 'P' // Ref, Type
	KindProxy          Kind = 'G' // Ref, Handle
	KindLoan           Kind = 'H' // Handle
	KindChanged        Kind = 'C' // Handle: the content follows
	KindKept           Kind = 'K' // Handle, Ref
	KindMerged         Kind = 'M' // Int: how many keys; Len: of a dict (0), a set (1) or a frozenset (2)
	KindAdopt          Kind = 'A' // Ref: its content, a container, follows
)

// Item is one value read from a flat buffer, or the beginning of a container. Bytes
// points into the buffer: copy what must outlive it.
type Item struct {
	Kind   Kind
	Int    int64
	Float  float64
	Imag   float64
	Bytes  []byte
	Len    int
	Ref    Ref
	Type   Ref
	Handle Handle
}

// Reader reads a flat buffer.
type Reader struct {
	b []byte
}

// NewReader returns a reader of b.
func NewReader(b []byte) *Reader { return &Reader{b} }

// More reports whether anything is left.
func (r *Reader) More() bool { return len(r.b) > 0 }

// Len is how many bytes are left.
func (r *Reader) Len() int { return len(r.b) }

func (r *Reader) u64() uint64 {
	v := le.Uint64(r.b)
	r.b = r.b[8:]
	return v
}

func (r *Reader) u32() int {
	v := le.Uint32(r.b)
	r.b = r.b[4:]
	return int(v)
}

// Int reads the next value if it is an int of 64 bits.
func (r *Reader) Int() (int64, bool) {
	if len(r.b) < 9 || r.b[0] != byte(KindInt) {
		return 0, false
	}
	v := int64(le.Uint64(r.b[1:]))
	r.b = r.b[9:]
	return v, true
}

// Peek returns the kind of the next value.
func (r *Reader) Peek() Kind { return Kind(r.b[0]) }

// Next reads one value, or the beginning of a container.
func (r *Reader) Next() (it Item) {
	it.Kind = Kind(r.b[0])
	r.b = r.b[1:]
	switch it.Kind {
	case KindNone, KindTrue, KindFalse, KindEllipsis, KindNotImplemented, KindSlice, KindRange:
	case KindInt:
		it.Int = int64(r.u64())
	case KindFloat:
		it.Float = math.Float64frombits(r.u64())
	case KindComplex:
		it.Float = math.Float64frombits(r.u64())
		it.Imag = math.Float64frombits(r.u64())
	case KindBigInt:
		it.Int = int64(r.b[0])
		r.b = r.b[1:]
		it.Bytes = r.take()
	case KindASCII, KindStr, KindBytes, KindByteArray:
		it.Bytes = r.take()
	case KindTuple, KindList, KindDict, KindSet, KindFrozenSet:
		it.Len = r.u32()
	case KindRef:
		it.Ref = Ref(r.u64())
		it.Type = Ref(r.u64())
	case KindChanged, KindLoan:
		it.Handle = Handle(r.u64())
	case KindKept:
		it.Handle = Handle(r.u64())
		it.Ref = Ref(r.u64())
	case KindMerged:
		it.Int = int64(r.u64())
		it.Len = int(r.u64())
	case KindAdopt:
		it.Ref = Ref(r.u64())
	case KindProxy:
		it.Ref = Ref(r.u64())
		it.Handle = Handle(r.u64())
	default:
		panic(fmt.Sprintf("capi: bad tag %q in a flat buffer", byte(it.Kind)))
	}
	return it
}

func (r *Reader) take() []byte {
	n := r.u32()
	v := r.b[:n:n]
	r.b = r.b[n:]
	return v
}
