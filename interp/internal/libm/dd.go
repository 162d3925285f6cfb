// Package libm computes the elementary functions of C's math library, correctly
// rounded in practice. Go's math package differs from C in the last bit of the
// result for many inputs (pow for half of them), which shows in what a Python
// program prints; glibc's functions are within 0.5 and a few hundredths of a
// unit in the last place, so the correctly rounded result agrees with nearly all.
//
// Every function computes in double-double arithmetic: a number is the
// unevaluated sum of two floats, some 100 bits together. A table brings the
// argument near a point where the function is known, a short series does the
// rest, and the sum is rounded once, at the end.
//
// Domain and range errors are the caller's: results are what IEEE 754 says,
// infinities and NaNs.
package libm

import "math"

//go:generate /usr/bin/python3 gen.py

// dd is the sum of two floats; l is at most half a unit in the last place of h.
type dd struct{ h, l float64 }

// twoSum is a + b, exactly.
func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// fastSum is a + b, exactly, where a is the larger or zero.
func fastSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoMul is a * b, exactly.
func twoMul(a, b float64) dd {
	p := a * b
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) neg() dd { return dd{-a.h, -a.l} }

func (a dd) add(b dd) dd {
	s := twoSum(a.h, b.h)
	t := twoSum(a.l, b.l)
	s = fastSum(s.h, s.l+t.h)
	return fastSum(s.h, s.l+t.l)
}

func (a dd) addFloat(b float64) dd {
	s := twoSum(a.h, b)
	return fastSum(s.h, s.l+a.l)
}

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p := a.h * b.h
	e := math.FMA(a.h, b.h, -p)
	e = math.FMA(a.h, b.l, e)
	e = math.FMA(a.l, b.h, e)
	return fastSum(p, e)
}

func (a dd) mulFloat(b float64) dd {
	p := a.h * b
	return fastSum(p, math.FMA(a.l, b, math.FMA(a.h, b, -p)))
}

// scale multiplies by a power of two.
func (a dd) scale(f float64) dd { return dd{a.h * f, a.l * f} }

func (a dd) div(b dd) dd {
	q := a.h / b.h
	r := a.sub(b.mulFloat(q))
	q2 := r.h / b.h
	r = r.sub(b.mulFloat(q2))
	return fastSum(q, q2).addFloat(r.h / b.h)
}

func (a dd) sqrt() dd {
	if a.h == 0 {
		return dd{}
	}
	s := math.Sqrt(a.h)
	return fastSum(s, a.sub(twoMul(s, s)).h/(2*s))
}

// value rounds a to a float.
func (a dd) value() float64 { return a.h + a.l }

// ldexp rounds a * 2**k to a float, once, subnormal results too.
func (a dd) ldexp(k int) float64 {
	_, e := math.Frexp(a.h)
	switch e += k; {
	case e > 1024:
		return math.Inf(int(math.Copysign(1, a.h)))
	case e < -1080:
		return math.Copysign(0, a.h)
	case e > -1020:
		return math.Ldexp(a.h+a.l, k)
	}
	// Adding a float whose last place is the smallest there is rounds at that place.
	big := math.Copysign(math.Ldexp(1, -1022-k), a.h)
	s := twoSum(big, a.h)
	return math.Ldexp(s.h+(s.l+a.l)-big, k)
}
