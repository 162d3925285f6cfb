package numfmt

import (
	"math/big"
	"math/bits"
)

// This file defines the decimal texts of ints of a few machine words. For a number of
// a hundred digits math/big takes three times as long to write and seven to read;
// beyond maxDecimal words its algorithms, which are not quadratic, win.

// maxDecimal is the number of words up to which decimals are converted here.
const maxDecimal = 32

const (
	// chunk is the largest power of ten in a word, of chunkDigits digits.
	chunk       = 10_000_000_000_000_000_000
	chunkDigits = 19
)

// inverse is (2**128-1)/chunk - 2**64: chunk has its top bit set, so a division of two
// words by it is two multiplications (Möller and Granlund, "Improved division by
// invariant integers").
var inverse, _ = bits.Div64(^uint64(chunk), ^uint64(0), chunk)

// divChunk is (hi*2**64 + lo) / chunk and the remainder, for hi < chunk.
func divChunk(hi, lo uint64) (q, r uint64) {
	q, q0 := bits.Mul64(inverse, hi)
	q0, carry := bits.Add64(q0, lo, 0)
	q, _ = bits.Add64(q, hi+1, carry)
	r = lo - q*chunk
	if r > q0 {
		q--
		r += chunk
	}
	if r >= chunk {
		q++
		r -= chunk
	}
	return q, r
}

// AppendDecimal appends the decimal text of b.
func AppendDecimal(out []byte, b *big.Int) []byte {
	words := b.Bits()
	if len(words) == 0 || len(words) > maxDecimal || bits.UintSize != 64 {
		return b.Append(out, 10)
	}
	if b.Sign() < 0 {
		out = append(out, '-')
	}
	var x [maxDecimal]uint64
	for i, w := range words {
		x[i] = uint64(w)
	}
	// The digits are made from the last on. A word has less than 19.3.
	var text [maxDecimal*20 + chunkDigits]byte
	at := len(text)
	for n := len(words); n > 0; {
		var rem uint64
		for i := n - 1; i >= 0; i-- {
			x[i], rem = divChunk(rem, x[i])
		}
		for n > 0 && x[n-1] == 0 {
			n--
		}
		end := at - chunkDigits
		for rem >= 100 {
			d := rem % 100
			rem /= 100
			at -= 2
			text[at], text[at+1] = byte('0'+d/10), byte('0'+d%10)
		}
		for rem > 0 {
			at--
			text[at] = byte('0' + rem%10)
			rem /= 10
		}
		for n > 0 && at > end {
			at--
			text[at] = '0'
		}
	}
	return append(out, text[at:]...)
}

// parseDecimal returns the number that the decimal digits s make.
func parseDecimal(s string) *big.Int {
	x := make([]big.Word, 0, len(s)/chunkDigits+1)
	for len(s) > 0 {
		n := len(s) % chunkDigits
		if n == 0 {
			n = chunkDigits
		}
		carry := uint64(0)
		for _, c := range []byte(s[:n]) {
			carry = carry*10 + uint64(c-'0')
		}
		s = s[n:]
		for i, w := range x {
			hi, lo := bits.Mul64(uint64(w), chunk)
			lo, c := bits.Add64(lo, carry, 0)
			x[i], carry = big.Word(lo), hi+c
		}
		if carry > 0 {
			x = append(x, big.Word(carry))
		}
	}
	return new(big.Int).SetBits(x)
}
