package object

import (
	"math"
	"math/big"
	"math/bits"

	"memphis/interp/internal/room"
)

// This file defines the arithmetic of ints. Each operation has a fast path for
// two small ints that checks for overflow, and falls back on math/big.

// isInt reports whether v is an int, a bool or an instance of a subclass.
func isInt(v Value) bool {
	return v.P == &IntHeader || v.P == &BoolHeader || v.P.Type == IntType || v.P.Type.IsSubtype(IntType)
}

// smallInts returns both values if they are ints that fit in 64 bits. ok is
// false if either is not an int at all.
func smallInts(a, b Value) (x, y int64, small, ok bool) {
	if a.P == &IntHeader && b.P == &IntHeader {
		return int64(a.N), int64(b.N), true, true
	}
	if a.P.Type == IntType && b.P.Type == IntType {
		// N is 0 of those that are not small.
		return int64(a.N), int64(b.N), false, true
	}
	if !isInt(a) || !isInt(b) {
		return 0, 0, false, false
	}
	x, sx := SmallInt(a)
	y, sy := SmallInt(b)
	return x, y, sx && sy, true
}

func intAdd(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if small {
		if s := x + y; (s > x) == (y > 0) {
			return Int64(s), nil
		}
	}
	return t.addWide(a, b, false), nil
}

func intSub(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if small {
		if s := x - y; (s < x) == (y > 0) {
			return Int64(s), nil
		}
	}
	return t.addWide(a, b, true), nil
}

// mulInts returns x*y, and whether it fits.
func mulInts(x, y int64) (int64, bool) {
	if x == int64(int32(x)) && y == int64(int32(y)) {
		return x * y, true
	}
	if x == math.MinInt64 || y == math.MinInt64 {
		return x * y, x == 0 || y == 0 || x == 1 || y == 1
	}
	ux, uy := x, y
	if ux < 0 {
		ux = -ux
	}
	if uy < 0 {
		uy = -uy
	}
	hi, lo := bits.Mul64(uint64(ux), uint64(uy))
	return x * y, hi == 0 && lo <= math.MaxInt64
}

func intMul(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if small {
		if p, fits := mulInts(x, y); fits {
			return Int64(p), nil
		}
	}
	return t.mulWide(a, b), nil
}

// floorDivInts is x // y and x % y for y other than 0; MinInt64 // -1 overflows.
func floorDivInts(x, y int64) (q, m int64) {
	q, m = x/y, x%y
	if m != 0 && (m < 0) != (y < 0) {
		q--
		m += y
	}
	return
}

// floorDivBig is x // y and x % y with the sign of y.
func floorDivBig(x, y *big.Int) (q, m *big.Int) {
	q, m = new(big.Int).QuoRem(x, y, new(big.Int))
	if m.Sign() != 0 && m.Sign() != y.Sign() {
		q.Sub(q, big.NewInt(1))
		m.Add(m, y)
	}
	return
}

func intFloorDiv(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if y == 0 && intSign(b) == 0 {
		return Value{}, Errorf(ZeroDivisionErrorType, "integer division or modulo by zero")
	}
	if small && (y != -1 || x != math.MinInt64) {
		q, _ := floorDivInts(x, y)
		return Int64(q), nil
	}
	q, _ := t.divWide(a, b, true, false)
	return q, nil
}

func intMod(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if y == 0 && intSign(b) == 0 {
		return Value{}, Errorf(ZeroDivisionErrorType, "integer modulo by zero")
	}
	if small {
		if y == -1 {
			return Int64(0), nil
		}
		_, m := floorDivInts(x, y)
		return Int64(m), nil
	}
	_, m := t.divWide(a, b, false, true)
	return m, nil
}

func intDivMod(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if y == 0 && intSign(b) == 0 {
		return Value{}, Errorf(ZeroDivisionErrorType, "integer division or modulo by zero")
	}
	if small && y != -1 {
		q, m := floorDivInts(x, y)
		return Pair(Int64(q), Int64(m)), nil
	}
	q, m := t.divWide(a, b, true, true)
	return Pair(q, m), nil
}

func intTrueDiv(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	const exact = 1 << 53
	if small && y != 0 && -exact <= x && x <= exact && -exact <= y && y <= exact {
		return Float(float64(x) / float64(y)), nil
	}
	p, q := BigInt(a), BigInt(b)
	if q.Sign() == 0 {
		return Value{}, Errorf(ZeroDivisionErrorType, "division by zero")
	}
	f := divBig(p, q)
	if math.IsInf(f, 0) {
		return Value{}, Errorf(OverflowErrorType, "integer division result too large for a float")
	}
	return Float(f), nil
}

// divBig is p/q correctly rounded. It divides so that the quotient has at least
// 66 bits, whose last stands for all that follow.
func divBig(p, q *big.Int) float64 {
	shift := p.BitLen() - q.BitLen() - 66
	n, d := new(big.Int).Abs(p), new(big.Int).Abs(q)
	if shift < 0 {
		n.Lsh(n, uint(-shift))
	} else {
		d.Lsh(d, uint(shift))
	}
	n.QuoRem(n, d, d)
	if d.Sign() != 0 {
		n.SetBit(n, 0, 1)
	}
	r := new(big.Float).SetInt(n)
	r.SetMantExp(r, shift)
	f, _ := r.Float64()
	if (p.Sign() < 0) != (q.Sign() < 0) {
		f = -f
	}
	return f
}

// maxIntBits bounds the size of an int, in bits: Go ends the process when memory
// runs out, where Python raises MemoryError.
var maxIntBits = 8 * int64(room.Bytes)

func intPow(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if intSign(b) < 0 {
		f, err := intToFloat(a)
		if err != nil {
			return Value{}, err
		}
		g, err := intToFloat(b)
		if err != nil {
			return Value{}, err
		}
		return floatPowValues(f, g)
	}
	if small && x == 2 {
		if y < 63 {
			return Int64(1 << y), nil
		}
		if y < numPowers {
			// Masks and moduli are written so, in loops, too.
			p := &t.powers[y]
			if p.P == nil {
				*p = t.shlWide(Int64(1), uint(y))
			}
			return *p, nil
		}
		if y <= maxIntBits {
			return t.shlWide(Int64(1), uint(y)), nil
		}
	}
	if small {
		if r, fits := powInts(x, y); fits {
			return Int64(r), nil
		}
	}
	p := BigInt(a)
	if !p.IsInt64() || p.Int64() < -1 || p.Int64() > 1 {
		n, ok := SmallInt(b)
		if !ok || float64(n)*float64(p.BitLen()) > float64(maxIntBits) {
			return Value{}, NewError(MemoryErrorType)
		}
		// 2**n and its like are a shift.
		if tz := p.TrailingZeroBits(); p.Sign() > 0 && int(tz) == p.BitLen()-1 {
			return t.shlWide(Int64(1), uint(n)*tz), nil
		}
		return IntFromBig(new(big.Int).Exp(p, big.NewInt(n), nil)), nil
	}
	if p.Sign() < 0 && BigInt(b).Bit(0) == 0 {
		return Int64(1), nil
	}
	if intSign(b) == 0 {
		return Int64(1), nil
	}
	return Int64(p.Int64()), nil
}

// powInts is x**y for y >= 0, and whether it fits.
func powInts(x, y int64) (int64, bool) {
	r := int64(1)
	for {
		var ok bool
		if y&1 != 0 {
			if r, ok = mulInts(r, x); !ok {
				return 0, false
			}
		}
		if y >>= 1; y == 0 {
			return r, true
		}
		if x, ok = mulInts(x, x); !ok {
			return 0, false
		}
	}
}

// powModInts is x**y % m for y >= 0 and m > 0.
func powModInts(x, y, m int64) int64 {
	_, x = floorDivInts(x, m)
	mod, b, r := uint64(m), uint64(x), uint64(1)%uint64(m)
	times := func(p, q uint64) uint64 {
		if mod <= math.MaxUint32 {
			return p * q % mod
		}
		hi, lo := bits.Mul64(p, q)
		return bits.Rem64(hi, lo, mod)
	}
	for ; y > 0; y >>= 1 {
		if y&1 != 0 {
			r = times(r, b)
		}
		b = times(b, b)
	}
	return int64(r)
}

func intPowMod(t *Thread, a, b, mod Value) (Value, error) {
	if !isInt(a) || !isInt(b) || !isInt(mod) {
		return NotImplemented, nil
	}
	if x, ok := SmallInt(a); ok {
		if y, ok := SmallInt(b); ok && y >= 0 {
			if m, ok := SmallInt(mod); ok && m > 0 {
				return Int64(powModInts(x, y, m)), nil
			}
		}
	}
	x, y, m := BigInt(a), BigInt(b), BigInt(mod)
	if m.Sign() == 0 {
		return Value{}, Errorf(ValueErrorType, "pow() 3rd argument cannot be 0")
	}
	abs := new(big.Int).Abs(m)
	if abs.IsInt64() && abs.Int64() == 1 {
		return Int64(0), nil
	}
	x = new(big.Int).Mod(x, abs)
	if y.Sign() < 0 {
		x = x.ModInverse(x, abs)
		if x == nil {
			return Value{}, Errorf(ValueErrorType, "base is not invertible for the given modulus")
		}
		y = new(big.Int).Neg(y)
	}
	r := new(big.Int).Exp(x, y, abs)
	if m.Sign() < 0 && r.Sign() != 0 {
		r.Add(r, m)
	}
	return IntFromBig(r), nil
}

func intLShift(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if intSign(b) < 0 {
		return Value{}, Errorf(ValueErrorType, "negative shift count")
	}
	if small && y < 63 {
		if s := x << uint(y); s>>uint(y) == x {
			return Int64(s), nil
		}
	}
	if intSign(a) == 0 {
		return Int64(0), nil
	}
	if y, ok := SmallInt(b); !ok || y > maxIntBits {
		const digitBits = 30
		if !ok && BigInt(b).Cmp(new(big.Int).Mul(big.NewInt(digitBits), big.NewInt(math.MaxInt64))) > 0 {
			return Value{}, Errorf(OverflowErrorType, "too many digits in integer")
		}
		return Value{}, noMemory()
	}
	return t.shlWide(a, uint(y)), nil
}

func intRShift(t *Thread, a, b Value) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if intSign(b) < 0 {
		return Value{}, Errorf(ValueErrorType, "negative shift count")
	}
	if small {
		return Int64(x >> uint(min(y, 63))), nil
	}
	if y, ok = SmallInt(b); !ok {
		y = math.MaxInt64
	}
	p := wideOf(a, new([1]big.Word))
	if y >= p.bitLen() {
		if p.neg {
			return Int64(-1), nil
		}
		return Int64(0), nil
	}
	return t.shrWide(a, uint(y)), nil
}

// intBits makes a bitwise operator.
func intBits(op BinOp, small func(x, y int64) int64) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		x, y, s, ok := smallInts(a, b)
		if !ok {
			return NotImplemented, nil
		}
		if s {
			return Int64(small(x, y)), nil
		}
		return t.bitsWide(op, a, b), nil
	}
}

// boolBits makes a bitwise operator of bool, that of int where an operand is not a bool.
func boolBits(op BinaryFunc) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		r, err := op(t, a, b)
		if a.P == &BoolHeader && b.P == &BoolHeader {
			r.P = &BoolHeader
		}
		return r, err
	}
}

func intCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, y, small, ok := smallInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if small {
		return Bool(CompareInts(x, y, op)), nil
	}
	return Bool(cmpOrder(cmpWide(a, b), op)), nil
}

// hashWide is the hash of an int: its value modulo 2**61-1, with its sign.
func hashWide(x wide) int64 {
	const p = 1<<61 - 1
	words := x.words
	h := uint64(0)
	for i := len(words) - 1; i >= 0; i-- {
		// h * 2**64 is h * 8 modulo p: a rotation of 61 bits.
		h = (h<<3)&p | h>>58
		w := uint64(words[i])
		h += w&p + w>>61
		h = h&p + h>>61
		if h >= p {
			h -= p
		}
	}
	r := int64(h)
	if x.neg {
		r = -r
	}
	if r == -1 {
		r = -2
	}
	return r
}

func intHash(t *Thread, v Value) (int64, error) {
	if n, ok := SmallInt(v); ok {
		return HashInt(n), nil
	}
	return hashWide(intObject(v).wide()), nil
}

func intNeg(t *Thread, v Value) (Value, error) {
	if n, ok := SmallInt(v); ok && n != math.MinInt64 {
		return Int64(-n), nil
	}
	w := wideOf(v, new([1]big.Word))
	return t.intFromWords(w.words, !w.neg), nil
}

func intAbs(t *Thread, v Value) (Value, error) {
	if intSign(v) < 0 {
		return intNeg(t, v)
	}
	return exactInt(v), nil
}

func intInvert(t *Thread, v Value) (Value, error) {
	if n, ok := SmallInt(v); ok {
		return Int64(^n), nil
	}
	return IntFromBig(new(big.Int).Not(BigInt(v))), nil
}

// setIntArith fills the number slots of int.
func setIntArith(y *Type) {
	y.Binary[OpAdd] = intAdd
	y.Binary[OpSub] = intSub
	y.Binary[OpMul] = intMul
	y.Binary[OpTrueDiv] = intTrueDiv
	y.Binary[OpFloorDiv] = intFloorDiv
	y.Binary[OpMod] = intMod
	y.Binary[OpDivMod] = intDivMod
	y.Binary[OpPow] = intPow
	y.PowMod = intPowMod
	y.Binary[OpLShift] = intLShift
	y.Binary[OpRShift] = intRShift
	y.Binary[OpAnd] = intBits(OpAnd, func(x, y int64) int64 { return x & y })
	y.Binary[OpOr] = intBits(OpOr, func(x, y int64) int64 { return x | y })
	y.Binary[OpXor] = intBits(OpXor, func(x, y int64) int64 { return x ^ y })
	y.Compare = intCompare
	y.Hash = intHash
	y.Neg = intNeg
	y.Pos = func(t *Thread, v Value) (Value, error) { return exactInt(v), nil }
	y.Abs = intAbs
	y.Invert = intInvert
	y.BoolSlot = func(t *Thread, v Value) (bool, error) { return intSign(v) != 0, nil }
	y.IntSlot = y.Pos
	y.Index = y.Pos
	y.FloatSl = func(t *Thread, v Value) (Value, error) {
		f, err := intToFloat(v)
		return Float(f), err
	}
}
