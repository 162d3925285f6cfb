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

// Ints of up to 128 and 256 bits have their words in the object: one allocation
// where an IntObject that points to a big.Int that points to its words takes
// three, which was two thirds of the time of arithmetic on such ints.
type (
	int128 struct {
		IntObject
		words [2]big.Word
	}
	int256 struct {
		IntObject
		words [4]big.Word
	}
)

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

// intFromWords returns the int with the magnitude words, least significant first,
// which it copies.
func intFromWords(words []big.Word, neg bool) Value {
	n := len(words)
	for n > 0 && words[n-1] == 0 {
		n--
	}
	words = words[:n]
	var o *IntObject
	switch {
	case n == 0:
		return Int64(0)
	case n == 1 && words[0] <= math.MaxInt64:
		if neg {
			return Int64(-int64(words[0]))
		}
		return Int64(int64(words[0]))
	case n == 1 && neg && words[0] == 1<<63:
		return Int64(math.MinInt64)
	case n <= 2:
		w := &int128{IntObject: IntObject{Header: Header{IntType}}}
		copy(w.words[:], words)
		o = &w.IntObject
		o.big.SetBits(w.words[:n:n])
	case n <= 4:
		w := &int256{IntObject: IntObject{Header: Header{IntType}}}
		copy(w.words[:], words)
		o = &w.IntObject
		o.big.SetBits(w.words[:n:n])
	default:
		o = &IntObject{Header: Header{IntType}}
		o.big.SetBits(append([]big.Word(nil), words...))
	}
	if neg {
		o.big.Neg(&o.big)
	}
	return Value{P: &o.Header}
}

// Uint64 returns the int n.
func Uint64(n uint64) Value {
	if n <= math.MaxInt64 {
		return Int64(int64(n))
	}
	return intFromWords([]big.Word{big.Word(n)}, false)
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
