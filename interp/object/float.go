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
