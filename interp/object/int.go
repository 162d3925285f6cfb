package object

import (
	"math"
	"math/big"
	"unsafe"
)

// This file defines the int type's values and arithmetic. An int that fits in
// 64 bits is carried in the Value; others, and instances of subclasses, are an
// IntObject.

// IntObject is an int that is not carried in the Value: a big one, or an
// instance of a subclass of int.
type IntObject struct {
	Header
	// Small is the value if Big is nil.
	Small int64
	// Big is a value outside the range of int64, and must not be changed.
	Big *big.Int
}

// SmallInt returns the value of v, an int or an instance of a subclass (bool
// too), if it fits in an int64.
func SmallInt(v Value) (int64, bool) {
	if v.P == &IntHeader || v.P == &BoolHeader {
		return int64(v.N), true
	}
	if !v.P.Type.IsSubtype(IntType) {
		return 0, false
	}
	o := (*IntObject)(unsafe.Pointer(v.P))
	return o.Small, o.Big == nil
}

// BigInt returns the value of v, an int or an instance of a subclass. The result
// must not be changed.
func BigInt(v Value) *big.Int {
	if n, ok := SmallInt(v); ok {
		return big.NewInt(n)
	}
	return (*IntObject)(unsafe.Pointer(v.P)).Big
}

// IntFromBig returns the int b, which it takes over.
func IntFromBig(b *big.Int) Value {
	if b.IsInt64() {
		return Int64(b.Int64())
	}
	return Value{P: &(&IntObject{Header: Header{IntType}, Big: b}).Header}
}

// Uint64 returns the int n.
func Uint64(n uint64) Value {
	if n <= math.MaxInt64 {
		return Int64(int64(n))
	}
	return IntFromBig(new(big.Int).SetUint64(n))
}

func intSign(v Value) int {
	if n, ok := SmallInt(v); ok {
		switch {
		case n < 0:
			return -1
		case n > 0:
			return 1
		}
		return 0
	}
	return (*IntObject)(unsafe.Pointer(v.P)).Big.Sign()
}
