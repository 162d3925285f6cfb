package object

import (
	"math"
	"unsafe"
)

// This file defines the float type. An exact float is carried in the Value;
// instances of subclasses are a FloatObject.

// FloatObject is an instance of a subclass of float.
type FloatObject struct {
	Header
	F float64
}

// Two calls of float('nan') make two objects in Python, and what looks for an
// object by identity (list.index, in, dict lookups) tells them apart. A float here
// is its 64 bits, so a NaN that a program asks for by name is numbered in the bits
// that IEEE 754 leaves free. plainNaN is what C has for all of them.
const (
	plainNaN   = 0x7ff8000000000000
	namedNaN   = plainNaN | 0x5a7<<40
	nanNumbers = 1<<40 - 1
)

// NewNaN returns a NaN that is another object than those made before it.
func (t *Thread) NewNaN(negative bool) Value {
	t.Interp.nans++
	n := namedNaN | t.Interp.nans&nanNumbers
	if negative {
		n |= 1 << 63
	}
	return Value{&FloatHeader, n}
}

// PlainFloat returns f as the outside world may see it: without the number that
// NewNaN puts into a NaN.
func PlainFloat(f float64) float64 {
	if f != f {
		if n := math.Float64bits(f); n&^(1<<63|nanNumbers) == namedNaN {
			return math.Float64frombits(n&(1<<63) | plainNaN)
		}
	}
	return f
}

// AsFloat returns the value of v if it is a float or an instance of a subclass.
func AsFloat(v Value) (float64, bool) {
	if v.P == &FloatHeader {
		return math.Float64frombits(v.N), true
	}
	if v.P.Type.IsSubtype(FloatType) {
		return (*FloatObject)(unsafe.Pointer(v.P)).F, true
	}
	return 0, false
}
