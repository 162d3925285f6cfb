package object

import (
	"math/big"
	"math/bits"
	"unsafe"
)

// This file defines the arithmetic of ints that do not fit in 64 bits. Operands
// of up to maxWide words are computed on the Go stack, in plain loops: a call of
// math/big allocates the result up to three times and takes as long for two words
// as for ten. Longer ones go to math/big, whose algorithms are better than ours.

// maxWide is the number of words up to which operands are computed here.
const maxWide = 4

// maxPlain is the number of words up to which sums, and products with one word, are computed here as well: the loops are slower than
// those of math/big, but the way there takes 60 ns.
const maxPlain = 32

// numPowers is the number of powers of two that a thread keeps.
const numPowers = 260

// wide is the sign and magnitude of an int, least significant word first, without
// leading zeros.
type wide struct {
	words []big.Word
	neg   bool
}

// bitLen is the number of bits of the magnitude.
func (w wide) bitLen() int64 {
	n := len(w.words)
	if n == 0 {
		return 0
	}
	return int64(n-1)*bits.UintSize + int64(bits.Len(uint(w.words[n-1])))
}

// wideOf returns the parts of an int; one is room for the word of a small one.
func wideOf(v Value, one *[1]big.Word) wide {
	n, ok := int64(v.N), true
	if v.P != &IntHeader {
		if v.P.Type == IntType {
			return intObject(v).wide()
		}
		if n, ok = SmallInt(v); !ok {
			return intObject(v).wide()
		}
	}
	if n == 0 {
		return wide{}
	}
	if n < 0 {
		one[0] = big.Word(-n)
		return wide{one[:], true}
	}
	one[0] = big.Word(n)
	return wide{one[:], false}
}

// pair is the sign and magnitude of an int of up to 128 bits. Such operands, what most
// programs with big ints have, are computed without loops: 10 to 15 ns less an operation.
type pair struct {
	lo, hi uint
	neg    bool
}

// pairOf returns the parts of an int, if it has at most 128 bits.
func pairOf(v Value) (pair, bool) {
	n := int64(v.N)
	if v.P != &IntHeader {
		o := intObject(v)
		if v.P.Type != IntType || o.n > 2<<1|1 {
			return pair{}, false
		}
		w := (*[2]big.Word)(unsafe.Pointer(o.words))
		p := pair{lo: uint(w[0]), neg: o.n&1 != 0}
		if o.n >= 2<<1 {
			p.hi = uint(w[1])
		}
		return p, true
	}
	if n < 0 {
		return pair{lo: uint(-n), neg: true}, true
	}
	return pair{lo: uint(n)}, true
}

// pairsOf returns the parts of both ints, if they have at most 128 bits each.
func pairsOf(a, b Value) (x, y pair, ok bool) {
	if x, ok = pairOf(a); ok {
		y, ok = pairOf(b)
	}
	return
}

// ofPair returns the int p.
func (t *Thread) ofPair(p pair) Value {
	if p.hi == 0 {
		return t.intFromWords([]big.Word{big.Word(p.lo)}, p.neg)
	}
	o, room := t.newInt(2)
	room[0], room[1] = big.Word(p.lo), big.Word(p.hi)
	o.setWords(room, p.neg)
	return Value{P: &o.Header}
}

// addPairs is x+y, with false if that has more than 128 bits.
func addPairs(x, y pair) (pair, bool) {
	if x.neg == y.neg {
		lo, c := bits.Add(x.lo, y.lo, 0)
		hi, c := bits.Add(x.hi, y.hi, c)
		return pair{lo, hi, x.neg}, c == 0
	}
	lo, c := bits.Sub(x.lo, y.lo, 0)
	hi, c := bits.Sub(x.hi, y.hi, c)
	if c == 0 {
		return pair{lo, hi, x.neg}, true
	}
	lo, c = bits.Sub(0, lo, 0)
	hi, _ = bits.Sub(0, hi, c)
	return pair{lo, hi, y.neg}, true
}

// mulPairs is x*y, with false if that has more than 128 bits.
func mulPairs(x, y pair) (pair, bool) {
	if x.hi != 0 {
		x, y = y, x
	}
	if x.hi != 0 {
		return pair{}, false
	}
	hi, lo := bits.Mul(x.lo, y.lo)
	over, mid := bits.Mul(x.lo, y.hi)
	hi, c := bits.Add(hi, mid, 0)
	return pair{lo, hi, x.neg != y.neg}, over|c == 0
}

// divPairs is x//y and x%y, rounded down, y not 0: 25 ns where math/big takes 130.
func divPairs(x, y pair) (q, m pair) {
	if y.hi == 0 {
		q.hi = x.hi / y.lo
		q.lo, m.lo = bits.Div(x.hi%y.lo, x.lo, y.lo)
	} else {
		// Half the dividend divided by the top 64 bits of the divisor gives a quotient, of one word, that is right or 1 too large
		// (Hacker's Delight, 9-5).
		s := uint(bits.LeadingZeros(y.hi))
		top := y.hi<<s | y.lo>>(bits.UintSize-s)
		q.lo, _ = bits.Div(x.hi>>1, x.hi<<(bits.UintSize-1)|x.lo>>1, top)
		if q.lo >>= bits.UintSize - 1 - s; q.lo != 0 {
			q.lo--
		}
		hi, lo := bits.Mul(q.lo, y.lo)
		var c uint
		m.lo, c = bits.Sub(x.lo, lo, 0)
		m.hi, _ = bits.Sub(x.hi, hi+q.lo*y.hi, c)
		if m.hi > y.hi || m.hi == y.hi && m.lo >= y.lo {
			q.lo++
			m.lo, c = bits.Sub(m.lo, y.lo, 0)
			m.hi, _ = bits.Sub(m.hi, y.hi, c)
		}
	}
	if q.neg = x.neg != y.neg; q.neg && m.lo|m.hi != 0 {
		var c uint
		q.lo, c = bits.Add(q.lo, 1, 0)
		q.hi += c
		m.lo, c = bits.Sub(y.lo, m.lo, 0)
		m.hi, _ = bits.Sub(y.hi, m.hi, c)
	}
	m.neg = y.neg
	return q, m
}

// cmpWords compares two magnitudes.
func cmpWords(x, y []big.Word) int {
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			if x[i] < y[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// bigOperand is BigInt without an allocation, in the thread's register k, which holds it
// until the next operation. forgetBigs should follow, lest the register keep a large int alive.
func (t *Thread) bigOperand(v Value, k int) *big.Int {
	if n, ok := SmallInt(v); ok {
		return t.bigs[k].SetInt64(n)
	}
	return intObject(v).wide().into(&t.views[k])
}

// forgetBigs makes the registers let go of the words of ints.
func (t *Thread) forgetBigs() {
	t.views[0].SetBits(nil)
	t.views[1].SetBits(nil)
	t.bigs[2].SetBits(nil)
}

// maxKept is the size in words beyond which a register is given back.
const maxKept = 1 << 12

// bigResult copies the result of an operation out of the register k.
func (t *Thread) bigResult(k int) Value {
	z := &t.bigs[k]
	w := z.Bits()
	if cap(w) > maxKept {
		v := IntFromBig(z)
		*z = big.Int{}
		return v
	}
	return t.intFromWords(w, z.Sign() < 0)
}

// addWide is a+b, or a-b.
func (t *Thread) addWide(a, b Value, sub bool) Value {
	if x, y, ok := pairsOf(a, b); ok {
		y.neg = y.neg != sub
		if z, ok := addPairs(x, y); ok {
			return t.ofPair(z)
		}
	}
	var wa, wb [1]big.Word
	x, y := wideOf(a, &wa), wideOf(b, &wb)
	if len(x.words) > maxWide || len(y.words) > maxWide {
		if x.neg == (y.neg != sub) && max(len(x.words), len(y.words)) <= maxPlain {
			return t.addMagnitudes(x.words, y.words, x.neg)
		}
		n := max(len(x.words), len(y.words)) + 1
		if sub {
			return t.compute(n, a, b, func(z, x, y *big.Int) { z.Sub(x, y) })
		}
		return t.compute(n, a, b, func(z, x, y *big.Int) { z.Add(x, y) })
	}
	if sub {
		y.neg = !y.neg
	}
	var z [maxWide + 1]big.Word
	if x.neg == y.neg {
		if len(x.words) < len(y.words) {
			x, y = y, x
		}
		n := addWords(&z, x.words, y.words)
		return t.intFromWords(z[:n], x.neg)
	}
	c := cmpWords(x.words, y.words)
	if c == 0 {
		return Int64(0)
	}
	if c < 0 {
		x, y = y, x
	}
	var borrow uint
	for i, w := range x.words {
		var v uint
		if i < len(y.words) {
			v = uint(y.words[i])
		}
		var d uint
		d, borrow = bits.Sub(uint(w), v, borrow)
		z[i] = big.Word(d)
	}
	return t.intFromWords(z[:len(x.words)], x.neg)
}

// addMagnitudes is the int of the magnitude x+y, longer than a word.
func (t *Thread) addMagnitudes(x, y []big.Word, neg bool) Value {
	if len(x) < len(y) {
		x, y = y, x
	}
	o, room := t.newInt(len(x) + 1)
	var s, carry uint
	for i, v := range y {
		s, carry = bits.Add(uint(x[i]), uint(v), carry)
		room[i] = big.Word(s)
	}
	for i := len(y); i < len(x); i++ {
		s, carry = bits.Add(uint(x[i]), 0, carry)
		room[i] = big.Word(s)
	}
	return o.withCarry(room, carry, neg)
}

// mulByWord is the int of the magnitude x*y, longer than a word.
func (t *Thread) mulByWord(x []big.Word, y uint, neg bool) Value {
	o, room := t.newInt(len(x) + 1)
	var carry uint
	for i, w := range x {
		hi, lo := bits.Mul(uint(w), y)
		lo, c := bits.Add(lo, carry, 0)
		carry = hi + c
		room[i] = big.Word(lo)
	}
	return o.withCarry(room, carry, neg)
}

// withCarry makes o the int of the words in room, of which the last is carry.
func (o *IntObject) withCarry(room []big.Word, carry uint, neg bool) Value {
	room[len(room)-1] = big.Word(carry)
	if carry == 0 {
		room = room[:len(room)-1]
	}
	o.setWords(room, neg)
	return Value{P: &o.Header}
}

// addWords puts x+y into z; x is not shorter than y.
func addWords(z *[maxWide + 1]big.Word, x, y []big.Word) int {
	var carry uint
	for i, w := range x {
		var v uint
		if i < len(y) {
			v = uint(y[i])
		}
		var s uint
		s, carry = bits.Add(uint(w), v, carry)
		z[i] = big.Word(s)
	}
	z[len(x)] = big.Word(carry)
	return len(x) + 1
}

// mulWide is a*b.
func (t *Thread) mulWide(a, b Value) Value {
	if x, y, ok := pairsOf(a, b); ok {
		if z, ok := mulPairs(x, y); ok {
			return t.ofPair(z)
		}
	}
	var wa, wb [1]big.Word
	x, y := wideOf(a, &wa), wideOf(b, &wb)
	if len(x.words) > maxWide || len(y.words) > maxWide {
		if len(x.words) < len(y.words) {
			x, y = y, x
		}
		if len(y.words) == 1 && len(x.words) <= maxPlain {
			return t.mulByWord(x.words, uint(y.words[0]), x.neg != y.neg)
		}
		return t.compute(len(x.words)+len(y.words), a, b, func(z, x, y *big.Int) { z.Mul(x, y) })
	}
	var z [2 * maxWide]big.Word
	for i, v := range y.words {
		var carry uint
		for j, w := range x.words {
			hi, lo := bits.Mul(uint(w), uint(v))
			var c uint
			lo, c = bits.Add(lo, carry, 0)
			hi += c
			lo, c = bits.Add(lo, uint(z[i+j]), 0)
			carry = hi + c
			z[i+j] = big.Word(lo)
		}
		z[i+len(x.words)] = big.Word(carry)
	}
	return t.intFromWords(z[:len(x.words)+len(y.words)], x.neg != y.neg)
}

// divWide is a // b and a % b of which it returns those asked for; b is not zero.
func (t *Thread) divWide(a, b Value, wantQ, wantM bool) (q, m Value) {
	if x, y, ok := pairsOf(a, b); ok {
		zq, zm := divPairs(x, y)
		if wantQ {
			q = t.ofPair(zq)
		}
		if wantM {
			m = t.ofPair(zm)
		}
		return q, m
	}
	var wa, wb [1]big.Word
	x, y := wideOf(a, &wa), wideOf(b, &wb)
	if !x.neg && !y.neg && len(x.words) <= 2*maxWide {
		if len(y.words) == 1 {
			var z [2 * maxWide]big.Word
			d := uint(y.words[0])
			var rem uint
			for i := len(x.words) - 1; i >= 0; i-- {
				var w uint
				w, rem = bits.Div(rem, uint(x.words[i]), d)
				z[i] = big.Word(w)
			}
			if wantQ {
				q = t.intFromWords(z[:len(x.words)], false)
			}
			if wantM {
				m = t.intFromWords([]big.Word{big.Word(rem)}, false)
			}
			return q, m
		}
		// The remainder by a power of two, as programs compute modulo 2**64, is the low bits.
		top := len(y.words) - 1
		if !wantQ && powerOfTwo(y.words) {
			if len(x.words) <= top {
				return q, exactInt(a)
			}
			var z [2 * maxWide]big.Word
			copy(z[:], x.words[:top+1])
			z[top] &= y.words[top] - 1
			return q, t.intFromWords(z[:top+1], false)
		}
	}
	p, d := t.bigOperand(a, 0), t.bigOperand(b, 1)
	zq, zm := &t.bigs[3], &t.bigs[4]
	zq.QuoRem(p, d, zm)
	if zm.Sign() != 0 && zm.Sign() != d.Sign() {
		if wantQ {
			zq.Sub(zq, bigOne)
		}
		zm.Add(zm, d)
	}
	if wantQ {
		q = t.bigResult(3)
	}
	if wantM {
		m = t.bigResult(4)
	}
	t.forgetBigs()
	return q, m
}

var bigOne = big.NewInt(1)

// powerOfTwo reports whether the magnitude x, not zero, has one bit.
func powerOfTwo(x []big.Word) bool {
	top := x[len(x)-1]
	if top&(top-1) != 0 {
		return false
	}
	for _, w := range x[:len(x)-1] {
		if w != 0 {
			return false
		}
	}
	return true
}

// shlWide is a << n, n >= 0.
func (t *Thread) shlWide(a Value, n uint) Value {
	var wa [1]big.Word
	x := wideOf(a, &wa)
	k, s := int(n/bits.UintSize), n%bits.UintSize
	if len(x.words)+k+1 > 2*maxWide {
		return t.compute(len(x.words)+k+1, a, a, func(z, x, _ *big.Int) { z.Lsh(x, n) })
	}
	var z [2 * maxWide]big.Word
	var carry big.Word
	for i, w := range x.words {
		z[k+i] = w<<s | carry
		carry = w >> (bits.UintSize - s)
	}
	z[k+len(x.words)] = carry
	return t.intFromWords(z[:k+len(x.words)+1], x.neg)
}

// shrWide is a >> n, 0 <= n, for an int that is not small.
func (t *Thread) shrWide(a Value, n uint) Value {
	if p, ok := pairOf(a); ok && !p.neg {
		// The bits of hi that get into lo; Go's shifts by more than 63 give 0.
		low := p.lo>>n | p.hi<<(bits.UintSize-n)
		if n >= bits.UintSize {
			low = p.hi >> (n - bits.UintSize)
		}
		return t.ofPair(pair{lo: low, hi: p.hi >> n})
	}
	var wa [1]big.Word
	x := wideOf(a, &wa)
	k, s := int(n/bits.UintSize), n%bits.UintSize
	if x.neg || len(x.words)-k > 2*maxWide {
		return t.compute(max(len(x.words)-k, 0)+1, a, a, func(z, x, _ *big.Int) { z.Rsh(x, n) })
	}
	var z [2 * maxWide]big.Word
	in := x.words[k:]
	for i, w := range in {
		z[i] = w >> s
		if i+1 < len(in) {
			z[i] |= in[i+1] << (bits.UintSize - s)
		}
	}
	return t.intFromWords(z[:len(in)], false)
}

// bitsWide computes a bitwise operator.
func (t *Thread) bitsWide(op BinOp, a, b Value) Value {
	if x, y, ok := pairsOf(a, b); ok && !x.neg && !y.neg {
		switch op {
		case OpAnd:
			x.lo, x.hi = x.lo&y.lo, x.hi&y.hi
		case OpOr:
			x.lo, x.hi = x.lo|y.lo, x.hi|y.hi
		default:
			x.lo, x.hi = x.lo^y.lo, x.hi^y.hi
		}
		return t.ofPair(x)
	}
	var wa, wb [1]big.Word
	x, y := wideOf(a, &wa), wideOf(b, &wb)
	if len(x.words) < len(y.words) {
		x, y = y, x
	}
	if x.neg || y.neg || len(x.words) > 2*maxWide {
		n := len(x.words) + 1
		if op == OpAnd && !x.neg && !y.neg {
			n = len(y.words)
		}
		return t.compute(n, a, b, func(z, x, y *big.Int) {
			switch op {
			case OpAnd:
				z.And(x, y)
			case OpOr:
				z.Or(x, y)
			default:
				z.Xor(x, y)
			}
		})
	}
	var z [2 * maxWide]big.Word
	n := copy(z[:], x.words)
	switch op {
	case OpAnd:
		n = len(y.words)
		for i, w := range y.words {
			z[i] &= w
		}
	case OpOr:
		for i, w := range y.words {
			z[i] |= w
		}
	default:
		for i, w := range y.words {
			z[i] ^= w
		}
	}
	return t.intFromWords(z[:n], false)
}

// cmpWide compares two ints of which at least one is not small.
func cmpWide(a, b Value) int {
	var wa, wb [1]big.Word
	x, y := wideOf(a, &wa), wideOf(b, &wb)
	switch {
	case x.neg && y.neg:
		return cmpWords(y.words, x.words)
	case x.neg:
		return -1
	case y.neg:
		return 1
	}
	return cmpWords(x.words, y.words)
}
