package libm

import (
	"math"
	"math/big"
)

// This file defines the sine and its family.

// reduce returns x less the nearest multiple of pi/2, and that multiple modulo 4.
func reduce(x float64) (dd, int) {
	if math.Abs(x) <= math.Pi/4 {
		return dd{x, 0}, 0
	}
	if math.Abs(x) < 1<<19 {
		k := math.RoundToEven(x * (2 / math.Pi))
		// k has at most 20 bits and the parts 33, so the first difference is exact.
		r := sum(x-k*piPart1, -k*piPart2)
		return add(r, mulf(neg(piPart3), k)), int(k) & 3
	}
	// For a large x the product with 2/pi is computed in integers: x = m * 2**e.
	frac, e := math.Frexp(math.Abs(x))
	m := new(big.Int).SetInt64(int64(frac * (1 << 53)))
	p, _ := new(big.Int).SetString(twoOverPi, 16)
	p.Mul(p, m)
	// The point of p is 1280 + 53 - e bits from its end.
	point := uint(1280 + 53 - e)
	q := new(big.Int).Rsh(p, point)
	f := p.Sub(p, new(big.Int).Lsh(q, point))
	n := int(new(big.Int).And(q, big.NewInt(3)).Int64())
	if f.Bit(int(point)-1) != 0 {
		f.Sub(f, new(big.Int).Lsh(big.NewInt(1), point))
		n++
	}
	b := new(big.Float).SetPrec(120).SetInt(f)
	b.SetMantExp(b, -int(point))
	h, _ := b.Float64()
	l, _ := b.Sub(b, new(big.Float).SetFloat64(h)).Float64()
	r := mul(dd{h, l}, halfPi)
	if x < 0 {
		return neg(r), -n & 3
	}
	return r, n & 3
}

var sinSeries = []dd{{1, 0}, neg(sixth), c120}
var cosSeries = []dd{{1, 0}, {-0.5, 0}, c24}

// sincos is the sine and cosine of x, |x| <= pi/4 and a little more.
func sincos(x dd) (s, c dd) {
	minus := x.h < 0
	if minus {
		x = neg(x)
	}
	i := int(x.h*64 + 0.5)
	t := &sinTable[i]
	x = addf(x, -float64(i)/64)
	q := mul(x, x)
	y := q.h
	// sin(x)/x and cos(x) of the rest, which is less than 1/128.
	sc := addf(sinSeries[2], y*(-1.0/5040+y*(1.0/362880-y/39916800)))
	sc = add(mul(sc, q), sinSeries[1])
	sc = mul(add(mul(sc, q), sinSeries[0]), x)
	cc := addf(cosSeries[2], y*(-1.0/720+y*(1.0/40320-y/3628800)))
	cc = add(mul(cc, q), cosSeries[1])
	cc = add(mul(cc, q), cosSeries[0])
	if i == 0 {
		s, c = sc, cc
	} else {
		s = add(mul(t.s, cc), mul(t.c, sc))
		c = add(mul(t.c, cc), neg(mul(t.s, sc)))
	}
	if minus {
		s = neg(s)
	}
	return
}

// Sin is the sine of x radians.
func Sin(x float64) float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-27 {
		return x
	}
	r, n := reduce(x)
	s, c := sincos(r)
	if n&1 != 0 {
		s = c
	}
	if n&2 != 0 {
		s = neg(s)
	}
	return s.h + s.l
}

// Cos is the cosine of x radians.
func Cos(x float64) float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return math.NaN()
	}
	r, n := reduce(x)
	s, c := sincos(r)
	if n&1 != 0 {
		c = neg(s)
	}
	if n&2 != 0 {
		c = neg(c)
	}
	return c.h + c.l
}

// Tan is the tangent of x radians.
func Tan(x float64) float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-27 {
		return x
	}
	r, n := reduce(x)
	s, c := sincos(r)
	var q dd
	if n&1 != 0 {
		q = neg(div(c, s))
	} else {
		q = div(s, c)
	}
	return q.h + q.l
}

// sincosAny is sincos for any argument near those of Go's inverse functions.
func sincosAny(x float64) (s, c dd) {
	r, n := reduce(x)
	s, c = sincos(r)
	switch n {
	case 1:
		s, c = c, neg(s)
	case 2:
		s, c = neg(s), neg(c)
	case 3:
		s, c = neg(c), s
	}
	return
}

// asindd is the arc sine of x, 0 <= x <= 0.8: Go's value and one step of Newton's method.
func asindd(x dd) dd {
	y := math.Asin(x.h)
	s, c := sincosAny(y)
	d := add(x, neg(s))
	return quick(y, (d.h+d.l)/c.h)
}

// Asin is the arc sine of x.
func Asin(x float64) float64 {
	a := math.Abs(x)
	if !(a < 1) {
		return math.Asin(x)
	}
	if a < 0x1p-27 {
		return x
	}
	var r dd
	if a <= 0.5 {
		r = asindd(dd{a, 0})
	} else {
		// asin(x) = pi/2 - 2 asin(sqrt((1-x)/2))
		h := asindd(sqrt(dd{(1 - a) / 2, 0}))
		r = add(halfPi, dd{-2 * h.h, -2 * h.l})
	}
	return math.Copysign(r.h+r.l, x)
}

// Acos is the arc cosine of x.
func Acos(x float64) float64 {
	a := math.Abs(x)
	if !(a < 1) {
		return math.Acos(x)
	}
	var r dd
	switch {
	case a <= 0.5:
		s := asindd(dd{a, 0})
		if x >= 0 {
			s = neg(s)
		}
		r = add(halfPi, s)
	default:
		h := asindd(sqrt(dd{(1 - a) / 2, 0}))
		r = dd{2 * h.h, 2 * h.l}
		if x < 0 {
			r = add(dd{2 * halfPi.h, 2 * halfPi.l}, neg(r))
		}
	}
	return r.h + r.l
}

// atandd is the angle of the point (c, s), both positive and finite.
func atandd(y, x dd) dd {
	a := math.Atan2(y.h, x.h)
	s, c := sincosAny(a)
	// tan of the difference is (y*c - x*s) / (x*c + y*s).
	n := add(mul(y, c), neg(mul(x, s)))
	m := add(mul(x, c), mul(y, s))
	return quick(a, (n.h+n.l)/m.h)
}

// Atan is the arc tangent of x.
func Atan(x float64) float64 {
	a := math.Abs(x)
	if a < 0x1p-27 || !(a < 0x1p60) {
		return math.Atan(x)
	}
	r := atandd(dd{a, 0}, dd{1, 0})
	return math.Copysign(r.h+r.l, x)
}

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	a, b := math.Abs(y), math.Abs(x)
	if !(a > 0) || !(b > 0) || math.IsInf(a, 0) || math.IsInf(b, 0) {
		return math.Atan2(y, x)
	}
	_, e := math.Frexp(a)
	_, f := math.Frexp(b)
	if e-f > 60 {
		return math.Copysign(math.Pi/2, y)
	}
	if e-f < -60 {
		if x < 0 {
			return math.Copysign(math.Pi, y)
		}
		return math.Copysign(scale(div(dd{math.Ldexp(a, -e), 0}, dd{math.Ldexp(b, -f), 0}), e-f), y)
	}
	a, b = math.Ldexp(a, -e), math.Ldexp(b, -e)
	r := atandd(dd{a, 0}, dd{b, 0})
	if x < 0 {
		r = add(dd{2 * halfPi.h, 2 * halfPi.l}, neg(r))
	}
	return math.Copysign(r.h+r.l, y)
}
