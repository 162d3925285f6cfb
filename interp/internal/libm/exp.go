package libm

import "math"

// exp1 is exp(x) - 1 for |x| < 0.003, to within 2**-78.
func exp1(x dd) dd {
	r := x.h
	sq := r * r
	lo := math.FMA(r, r, -sq)
	// The cubic term is below 2**-27, so a float holds it well enough.
	tail := sq * r * (1.0/6 + r*(1.0/24+r*(1.0/120+r*(1.0/720+r*(1.0/5040)))))
	s := fastSum(r, 0.5*sq)
	return dd{s.h, s.l + (0.5*lo + r*x.l + x.l + tail)}
}

// exp is exp(x) as a * 2**k; |x| < 1e5.
func (x dd) exp() (a dd, k int) {
	n := math.RoundToEven(x.h * (128 * 1.4426950408889634))
	// The first part of ln2/128 has 34 bits, n no more than 18: the product is exact, and
	// so near x that the difference is exact, too.
	r := fastSum(x.h-n*ln2by128[0], -n*ln2by128[1])
	p := exp1(dd{r.h, r.l + (x.l - n*ln2by128[2])})
	i := int(n)
	t := &pow2[i&127]
	// t * (1 + p)
	m := t.h * p.h
	e := math.FMA(t.h, p.h, -m)
	s := fastSum(t.h, m)
	return fastSum(s.h, s.l+(e+t.h*p.l+t.l+t.l*p.h)), i >> 7
}

// Exp is e**x.
func Exp(x float64) float64 {
	switch {
	case x != x || x > 710 || x < -746:
		return math.Exp(x)
	case math.Abs(x) < 1e-17:
		return 1
	}
	a, k := dd{x, 0}.exp()
	return a.ldexp(k)
}

// Exp2 is 2**x.
func Exp2(x float64) float64 {
	if x != x || x >= 1024 || x < -1076 {
		return math.Exp2(x)
	}
	n := math.RoundToEven(x)
	a, k := ln2.mulFloat(x - n).exp()
	return a.ldexp(k + int(n))
}

// logParts writes a positive x as 2**k * (1 + r) / inv, with inv and its
// logarithm in the table.
func logParts(x float64) (j int, r dd, k int) {
	if x < 0x1p-1022 {
		x *= 0x1p60
		k = -60
	}
	b := math.Float64bits(x)
	k += int(b>>52) - 1023
	m := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	j = int(b >> 45 & 127)
	if j >= 53 {
		m *= 0.5
		k++
	}
	p := twoMul(m, logTable[j].inv)
	// p.h is so near one that the difference is exact.
	return j, fastSum(p.h-1, p.l), k
}

// logOf is the natural logarithm of a positive finite x, to 75 bits or better.
func logOf(x float64) dd {
	j, r, k := logParts(x)
	s := log1(r).add(logTable[j].log)
	if k == 0 {
		return s
	}
	n := float64(k)
	return dd{n * ln2Parts[0], 0}.addFloat(n * ln2Parts[1]).addFloat(n * ln2Parts[2]).add(s)
}

// log1 is log(1 + x) for |x| < 0.008.
func log1(x dd) dd {
	r := x.h
	sq := x.mul(x)
	fourth := sq.h * sq.h
	tail := fourth * r * (1.0/5 - r*(1.0/6-r*(1.0/7-r*(1.0/8-r*(1.0/9-r*(1.0/10-r*(1.0/11)))))))
	quartic := sq.mul(sq).scale(-0.25)
	cubic := sq.mul(x).mul(third)
	return x.add(sq.scale(-0.5).add(cubic.add(quartic.addFloat(tail))))
}

func positive(x float64) bool { return x > 0 && x <= math.MaxFloat64 }

// Log is the natural logarithm.
func Log(x float64) float64 {
	if !positive(x) {
		return math.Log(x)
	}
	// As logOf, but to 67 bits: what follows the square of r fits in a float.
	j, r, k := logParts(x)
	t := &logTable[j]
	n := float64(k)
	sq := r.h * r.h
	lo := math.FMA(r.h, r.h, -sq)
	z := r.h
	tail := sq * z * (1.0/3 - z*(1.0/4-z*(1.0/5-z*(1.0/6-z*(1.0/7-z*(1.0/8-z*(1.0/9)))))))
	s := twoSum(n*ln2Parts[0], t.log.h)
	u := twoSum(s.h, z)
	v := twoSum(u.h, -0.5*sq)
	return v.h + (v.l + (u.l + (s.l + (t.log.l + n*ln2Parts[1] + (r.l - 0.5*lo - z*r.l + tail)))))
}

// Log2 is the logarithm to base 2.
func Log2(x float64) float64 {
	if !positive(x) {
		return math.Log2(x)
	}
	if m, e := math.Frexp(x); m == 0.5 {
		return float64(e - 1)
	}
	return logOf(x).mul(invLn2).value()
}

// log10of2 is log10(2) in two parts, the first of 40 bits.
var log10of2 = [2]float64{0x1.34413509f6p-2, 0x1.9fef311f12b36p-42}

// Log10 is the logarithm to base 10. C's is not correctly rounded: it splits off
// the exponent and multiplies the rounded logarithm of the rest, as here.
func Log10(x float64) float64 {
	if !positive(x) {
		return math.Log10(x)
	}
	m, e := math.Frexp(x)
	if e--; e < 0 {
		e++
	} else {
		m *= 2
	}
	n := float64(e)
	z := float64(n*log10of2[1]) + float64(Log(m)*invLn10.h)
	return z + float64(n*log10of2[0])
}

// Pow is x**y.
func Pow(x, y float64) float64 {
	a := math.Abs(x)
	if y == 0 || x != x || y != y || a == 0 || a > math.MaxFloat64 || math.Abs(y) > math.MaxFloat64 || a == 1 {
		return math.Pow(x, y)
	}
	sign := 1.0
	if x < 0 {
		if y != math.Trunc(y) {
			return math.NaN()
		}
		if math.Abs(y) < 1<<53 && int64(y)&1 != 0 {
			sign = -1
		}
	}
	if n := 2 * math.Abs(y); n <= 128 && n == math.Trunc(n) {
		return sign * halfPow(a, int(n), y < 0)
	}
	l := logOf(a)
	// Beyond these the result is infinite or zero, whatever the last bits.
	if p := l.h * y; p > 710 || p < -746 {
		if p > 0 {
			return sign * math.Inf(1)
		}
		return sign * 0
	}
	r, k := l.mulFloat(y).exp()
	return sign * r.ldexp(k)
}

// halfPow is a**(n/2), or its inverse, for small n > 0: exact as long as the power
// has 106 bits, so that ties are seen as what they are. It takes 40 ns for
// x ** 1.5, where the logarithm takes 170.
func halfPow(a float64, n int, inverse bool) float64 {
	m, e := math.Frexp(a)
	k := e * (n >> 1)
	r, b := dd{1, 0}, dd{m, 0}
	if n&1 != 0 {
		if e&1 != 0 {
			m *= 2
			e--
		}
		r = dd{m, 0}.sqrt()
		k += e >> 1
	}
	for i := n >> 1; i > 0; {
		if i&1 != 0 {
			r = r.mul(b)
		}
		if i >>= 1; i > 0 {
			b = b.mul(b)
		}
	}
	if inverse {
		return dd{1, 0}.div(r).ldexp(-k)
	}
	return r.ldexp(k)
}

// Cbrt is the cube root.
func Cbrt(x float64) float64 {
	if x == 0 || x != x || math.IsInf(x, 0) {
		return x
	}
	// One step of Newton's method in double-double from Go's result.
	m, e := math.Frexp(x)
	k := e / 3
	m = math.Ldexp(m, e-3*k)
	c := math.Cbrt(m)
	d := dd{m, 0}.sub(twoMul(c, c).mulFloat(c))
	return math.Ldexp(c+d.h/(3*c*c), k)
}
