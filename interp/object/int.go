package object

import (
	"math"
	"math/big"
	"unsafe"
)

// This file defines the int type's values. An int that fits in 64 bits is carried
// in the Value; others, and instances of subclasses, are an IntObject.

// IntObject is an int that is not carried in the Value: a big one, or an
// instance of a subclass of int.
type IntObject struct {
	Header
	// Small is the value if it fits in 64 bits, and then big is zero.
	Small int64
	// big is a value outside the range of int64, and must not be changed.
	big big.Int
}

// SmallInt returns the value of v, an int or an instance of a subclass (bool
// too), if it fits in an int64.
func SmallInt(v Value) (int64, bool) {
	if v.P == &IntHeader || v.P == &BoolHeader {
		return int64(v.N), true
	}
	if v.P.Type != IntType && !v.P.Type.IsSubtype(IntType) {
		return 0, false
	}
	o := (*IntObject)(unsafe.Pointer(v.P))
	return o.Small, len(o.big.Bits()) == 0
}

// BigInt returns the value of v, an int or an instance of a subclass. The result
// must not be changed.
func BigInt(v Value) *big.Int {
	if n, ok := SmallInt(v); ok {
		return big.NewInt(n)
	}
	return &(*IntObject)(unsafe.Pointer(v.P)).big
}

// IntFromBig returns the int b, which it takes over.
func IntFromBig(b *big.Int) Value {
	if b.IsInt64() {
		return Int64(b.Int64())
	}
	o := &IntObject{Header: Header{IntType}}
	o.setBig(b)
	return Value{P: &o.Header}
}

// setBig makes o the int b, whose words it shares.
func (o *IntObject) setBig(b *big.Int) {
	o.big.SetBits(b.Bits())
	if b.Sign() < 0 {
		o.big.Neg(&o.big)
	}
}

// Uint64 returns the int n.
func Uint64(n uint64) Value {
	if n <= math.MaxInt64 {
		return Int64(int64(n))
	}
	o := &int128{IntObject: IntObject{Header: Header{IntType}}, words: [2]big.Word{big.Word(n)}}
	o.big.SetBits(o.words[:1])
	return Value{P: &o.Header}
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
	return (*IntObject)(unsafe.Pointer(v.P)).big.Sign()
}
