package object

import (
	"math"
	"math/big"
)

// This file defines how ints beyond 64 bits are made.

// Ints of up to 2,048 bits have their words in the object: one allocation where an
// IntObject that points to a big.Int that points to its words takes three, which
// was two thirds of the time of arithmetic on such ints.
type (
	int128 struct {
		IntObject
		room [2]big.Word
	}
	int256 struct {
		IntObject
		room [4]big.Word
	}
	int512 struct {
		IntObject
		room [8]big.Word
	}
	int1024 struct {
		IntObject
		room [16]big.Word
	}
	int2048 struct {
		IntObject
		room [32]big.Word
	}
)

// intRoom is the ints that a thread has in stock, as strRoom is of strs.
type intRoom struct {
	of128      *[stockSize]int128
	of256      *[stockSize]int256
	n128, n256 int // how many of them are left
}

// newInt returns a new int, which must not stay one that fits in 64 bits, and room for n words.
func (t *Thread) newInt(n int) (*IntObject, []big.Word) {
	var o *IntObject
	var words []big.Word
	switch k := &t.ints; {
	case n <= 2:
		if k.n128 == 0 {
			k.of128, k.n128 = new([stockSize]int128), stockSize
		}
		k.n128--
		i := &k.of128[k.n128&(stockSize-1)]
		o, words = &i.IntObject, i.room[:]
	case n <= 4:
		if k.n256 == 0 {
			k.of256, k.n256 = new([stockSize]int256), stockSize
		}
		k.n256--
		i := &k.of256[k.n256&(stockSize-1)]
		o, words = &i.IntObject, i.room[:]
	case n <= 8:
		i := &int512{}
		o, words = &i.IntObject, i.room[:]
	case n <= 16:
		i := &int1024{}
		o, words = &i.IntObject, i.room[:]
	case n <= 32:
		i := &int2048{}
		o, words = &i.IntObject, i.room[:]
	default:
		o, words = &IntObject{}, make([]big.Word, n)
	}
	o.Header.Type = IntType
	return o, words[:n]
}

// compute returns the int that f computes in z of two operands, with room for n words.
func (t *Thread) compute(n int, a, b Value, f func(z, x, y *big.Int)) Value {
	o, room := t.newInt(n)
	z := t.bigs[2].SetBits(room[:0])
	f(z, t.bigOperand(a, 0), t.bigOperand(b, 1))
	w, neg := z.Bits(), z.Sign() < 0
	t.forgetBigs()
	if len(w) > 1 {
		o.setWords(w, neg)
		return Value{P: &o.Header}
	}
	return t.intFromWords(w, neg)
}

// intFromWords returns the int with the magnitude words, least significant first,
// which it copies.
func (t *Thread) intFromWords(words []big.Word, neg bool) Value {
	n := len(words)
	for n > 0 && words[n-1] == 0 {
		n--
	}
	if n <= 1 {
		switch {
		case n == 0:
			return Int64(0)
		case words[0] <= math.MaxInt64:
			if neg {
				return Int64(-int64(words[0]))
			}
			return Int64(int64(words[0]))
		case neg && words[0] == 1<<63:
			return Int64(math.MinInt64)
		}
	}
	o, room := t.newInt(n)
	copy(room, words)
	o.setWords(room, neg)
	return Value{P: &o.Header}
}
