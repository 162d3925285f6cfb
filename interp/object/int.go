package object

import (
	"math"
	"math/big"
	"unsafe"
)

// This file defines the int type's values. An int that fits in 64 bits is carried
// in the Value; others, and instances of subclasses, are an IntObject.

// IntObject is an int that is not carried in the Value: a big one, or an
// instance of a subclass of int. It takes 24 bytes and its words: a big.Int in it would
// make an int of two words 64 bytes instead of 40, and making ints is mostly touching memory.
type IntObject struct {
	Header
	// n is the value if it fits in 64 bits, and then words is nil; else the number of
	// words, shifted by one, and 1 if the value is negative.
	n int64
	// words is the first word of the magnitude of a value outside the range of int64,
	// least significant first and without leading zeros. It must not be changed.
	words *big.Word
}

// intObject returns v, which must be an int or an instance of a subclass that is no small one in itself.
func intObject(v Value) *IntObject { return (*IntObject)(unsafe.Pointer(v.P)) }

// wide returns the sign and magnitude of an int that does not fit in 64 bits.
func (o *IntObject) wide() wide {
	return wide{unsafe.Slice(o.words, int(o.n>>1)), o.n&1 != 0}
}

// setWords makes o the int with the magnitude words, which it takes over.
func (o *IntObject) setWords(words []big.Word, neg bool) {
	o.words = unsafe.SliceData(words)
	o.n = int64(len(words)) << 1
	if neg {
		o.n |= 1
	}
}

// into makes z the int w, sharing the words.
func (w wide) into(z *big.Int) *big.Int {
	z.SetBits(w.words)
	if w.neg {
		z.Neg(z)
	}
	return z
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
	o := intObject(v)
	return o.n, o.words == nil
}

// BigInt returns the value of v, an int or an instance of a subclass. The result
// must not be changed.
func BigInt(v Value) *big.Int {
	if n, ok := SmallInt(v); ok {
		return big.NewInt(n)
	}
	return intObject(v).wide().into(new(big.Int))
}

// IntFromBig returns the int b, which it takes over.
func IntFromBig(b *big.Int) Value {
	if b.IsInt64() {
		return Int64(b.Int64())
	}
	o := &IntObject{Header: Header{IntType}}
	o.setWords(b.Bits(), b.Sign() < 0)
	return Value{P: &o.Header}
}

// Uint64 returns the int n.
func Uint64(n uint64) Value {
	if n <= math.MaxInt64 {
		return Int64(int64(n))
	}
	o := &int128{IntObject: IntObject{Header: Header{IntType}}, room: [2]big.Word{big.Word(n)}}
	o.setWords(o.room[:1], false)
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
	if intObject(v).n&1 != 0 {
		return -1
	}
	return 1
}
