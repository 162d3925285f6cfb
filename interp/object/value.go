// Package object is Memphis's object model: values, types and their slots,
// attribute lookup, calls, exceptions, and every built-in type.
//
// # Values
//
// A [Value] is two words: a pointer to an object's [Header], and 64 bits of
// payload. An int that fits in 64 bits, a float, a bool and None carry their
// payload in the second word and point at a static header, so arithmetic does
// not allocate. For every other object the payload is zero. Two Values are the
// same object (Python's "is") exactly when they are equal as Go structs.
//
// # Types
//
// A [Type] is a table of slots, one Go function for each operation that the
// language can ask of a value (the "special method names" of the Python
// reference, section 3.3). Built-in types fill the slots in Go; a class made in
// Python gets slots that look the special method up and call it. Each operation
// has one door in this package ([Thread.GetAttr], [Thread.Call], [Thread.Add],
// ...), and nothing else reads the slots but the engines' shortcuts.
//
// # Errors
//
// A Python exception is an [*Exception], which is an object and a Go error at
// once. Functions return it as their last result. A Go panic is a bug of ours.
package object

import (
	"math"
	"unsafe"
)

// Header is the first field of every object: it says what type the object has.
type Header struct {
	Type *Type
}

// Value is a reference to a Python object. The zero Value is "no object": an
// unbound variable, an absent argument, an exhausted iterator.
type Value struct {
	P *Header
	N uint64
}

// The static headers of the types whose values live in the Value itself.
var (
	IntHeader            = Header{IntType}
	FloatHeader          = Header{FloatType}
	BoolHeader           = Header{BoolType}
	noneHeader           = Header{NoneType}
	notImplementedHeader = Header{NotImplementedType}
	ellipsisHeader       = Header{EllipsisType}
)

// The singletons.
var (
	None           = Value{P: &noneHeader}
	NotImplemented = Value{P: &notImplementedHeader}
	Ellipsis       = Value{P: &ellipsisHeader}
	True           = Value{P: &BoolHeader, N: 1}
	False          = Value{P: &BoolHeader, N: 0}
)

// Int returns the int n.
func Int(n int) Value { return Value{&IntHeader, uint64(n)} }

// Int64 returns the int n.
func Int64(n int64) Value { return Value{&IntHeader, uint64(n)} }

// Float returns the float f.
func Float(f float64) Value { return Value{&FloatHeader, math.Float64bits(f)} }

// Bool returns True or False.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// FromPtr returns the Value of a heap object, given the address of its header.
func FromPtr(h *Header) Value { return Value{P: h} }

// Type returns the type of v, which must not be the zero Value.
func (v Value) Type() *Type { return v.P.Type }

// IsNil reports whether v is the zero Value.
func (v Value) IsNil() bool { return v.P == nil }

// IsNone reports whether v is None.
func (v Value) IsNone() bool { return v.P == &noneHeader }

// IsSmallInt reports whether v is an exact int carried in the Value.
func (v Value) IsSmallInt() bool { return v.P == &IntHeader }

// IsFloat reports whether v is an exact float.
func (v Value) IsFloat() bool { return v.P == &FloatHeader }

// IsBool reports whether v is True or False.
func (v Value) IsBool() bool { return v.P == &BoolHeader }

// Int64 is the payload of a small int or bool.
func (v Value) Int64() int64 { return int64(v.N) }

// Float64 is the payload of an exact float.
func (v Value) Float64() float64 { return math.Float64frombits(v.N) }

// Ptr is the address of the object, to be cast to the struct of its layout.
func (v Value) Ptr() unsafe.Pointer { return unsafe.Pointer(v.P) }

// Is reports whether v's type is typ or a subtype of it, by the MRO.
func (v Value) Is(typ *Type) bool {
	return v.P.Type == typ || v.P.Type.IsSubtype(typ)
}

// OrNone returns v, or None for the zero Value.
func (v Value) OrNone() Value {
	if v.P == nil {
		return None
	}
	return v
}
