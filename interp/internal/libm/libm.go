// Package libm computes the elementary functions of floats, rounded correctly in
// all but a few cases in 2**20: the results that people print must be those of
// the C library, from which Go's math differs in the last bit for half of all
// powers and a quarter of all sines. glibc's own error is below 0.52 units of the
// last place for exp, log and pow and 0.55 for the sine and its like, so that a
// correctly rounded result is nearly always glibc's.
//
// The method: double-double arithmetic (two floats whose sum is the value, about
// 105 bits), tables that make the argument small, and a short series. Where a
// function has a good first value, one step of Newton's method in double-double
// does the rest.
package libm

import (
	"math"
	"math/big"
)

// dd is the sum h+l, with l less than half a unit of h's last place.
type dd struct{ h, l float64 }

// quick is a+b exactly, for |a| >= |b|.
func quick(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// sum is a+b exactly.
func sum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// prod is a*b exactly.
func prod(a, b float64) dd {
	p := a * b
	return dd{p, math.FMA(a, b, -p)}
}

func add(a, b dd) dd {
	s := sum(a.h, b.h)
	t := sum(a.l, b.l)
	s = quick(s.h, s.l+t.h)
	return quick(s.h, s.l+t.l)
}

func addf(a dd, b float64) dd {
	s := sum(a.h, b)
	return quick(s.h, s.l+a.l)
}

func neg(a dd) dd { return dd{-a.h, -a.l} }

func mul(a, b dd) dd {
	p := prod(a.h, b.h)
	return quick(p.h, p.l+(a.h*b.l+a.l*b.h))
}

func mulf(a dd, b float64) dd {
	p := prod(a.h, b)
	return quick(p.h, math.FMA(a.l, b, p.l))
}

func div(a, b dd) dd {
	q := a.h / b.h
	r := add(a, neg(mulf(b, q)))
	q2 := r.h / b.h
	r = add(r, neg(mulf(b, q2)))
	d := quick(q, q2)
	return quick(d.h, d.l+r.h/b.h)
}

// sqrt is the root of a >= 0.
func sqrt(a dd) dd {
	if a.h == 0 {
		return dd{}
	}
	s := math.Sqrt(a.h)
	r := addf(add(a, neg(prod(s, s))), 0)
	return quick(s, r.h/(2*s))
}

// scale is a*2**k rounded once, also where the result is subnormal.
func scale(a dd, k int) float64 {
	if k > -1000 && k < 1000 && math.Abs(a.h) < 4 && math.Abs(a.h) > 0.125 {
		return (a.h + a.l) * math.Float64frombits(uint64(k+1023)<<52)
	}
	if _, e := math.Frexp(a.h); e+k > -1020 && e+k < 1024 {
		return math.Ldexp(a.h+a.l, k)
	} else if e+k > 1025 {
		return math.Inf(int(math.Copysign(1, a.h)))
	} else if e+k < -1080 {
		return math.Copysign(0, a.h)
	}
	f := new(big.Float).SetPrec(200).SetFloat64(a.h)
	f.Add(f, new(big.Float).SetFloat64(a.l))
	r, _ := f.SetMantExp(f, k).Float64()
	return r
}

// horner evaluates c[0] + c[1]*x + ... with dd coefficients.
func horner(x dd, c []dd) dd {
	s := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		s = add(mul(s, x), c[i])
	}
	return s
}

// Coefficients of the series, those of the first terms in double-double: the
// reciprocals of 3, 5, 6, ... are not floats.
var (
	third     = div(dd{1, 0}, dd{3, 0})
	fifth     = div(dd{1, 0}, dd{5, 0})
	sixth     = div(dd{1, 0}, dd{6, 0})
	c24       = div(dd{1, 0}, dd{24, 0})
	c120      = div(dd{1, 0}, dd{120, 0})
	logSeries = []dd{{1, 0}, {-0.5, 0}, third, {-0.25, 0}, fifth}
	expSeries = []dd{{1, 0}, {1, 0}, {0.5, 0}, sixth, c24}
)

// log1p is ln(1+r) for |r| < 2**-6.8.
func log1p(r dd) dd {
	x := r.h
	// The terms from r**6 on need no more than a float.
	tail := x * (-1.0/6 + x*(1.0/7+x*(-1.0/8+x*(1.0/9+x*(-1.0/10+x*(1.0/11+x*(-1.0/12+x/13)))))))
	s := addf(logSeries[4], tail)
	for i := 3; i >= 0; i-- {
		s = add(mul(s, r), logSeries[i])
	}
	return mul(s, r)
}

// logdd is ln(x) for a finite x > 0.
func logdd(x float64) dd {
	m, e := math.Frexp(x)
	if m < 0.6875 {
		m *= 2
		e--
	}
	t := &logTable[int(m*128+0.5)-88]
	p := prod(m, t.c)
	s := log1p(quick(p.h-1, p.l))
	s = add(t.l, s)
	if e == 0 {
		return s
	}
	k := float64(e)
	base := add(sum(k*ln2Part1, k*ln2Part2), mulf(ln2Part3, k))
	return add(base, s)
}

// expdd is e**x for |x| < 800 as a value and a power of two.
func expdd(x dd) (dd, int) {
	k := math.RoundToEven(x.h * (128 * invLn2.h))
	r := add(sum(-k*expPart1, x.h), addf(mulf(neg(expPart3), k), -k*expPart2))
	r = addf(r, x.l)
	t := r.h
	tail := t * (1.0/120 + t*(1.0/720+t*(1.0/5040+t*(1.0/40320+t/362880))))
	s := addf(expSeries[4], tail)
	for i := 3; i >= 0; i-- {
		s = add(mul(s, r), expSeries[i])
	}
	n := int(k)
	return mul(s, expTable[n&127]), n >> 7
}

// quickLog is logdd with an error of up to 2**-66 of the value, or of 2**-75 if
// that is more.
func quickLog(x float64) dd {
	m, e := math.Frexp(x)
	if m < 0.6875 {
		m *= 2
		e--
	}
	k := float64(e)
	t := &logTable[int(m*128+0.5)-88]
	p := prod(m, t.c)
	r := p.h - 1
	// ln(1+r) = r - r*r/2 + ..., the first two terms exact.
	q := prod(r, -0.5*r)
	cube := r * r * r * (1.0/3 + r*(-1.0/4+r*(1.0/5+r*(-1.0/6+r*(1.0/7+r*(-1.0/8+r*(1.0/9-r*(1.0/10))))))))
	a := sum(k*ln2Part1, t.l.h)
	b := sum(a.h, r)
	c := quick(b.h, q.h)
	return quick(c.h, k*ln2Part2+t.l.l+(p.l-r*p.l)+a.l+b.l+c.l+q.l+cube)
}

// quickExp is expdd with an error of up to 2**-66 of the value.
func quickExp(x dd) (dd, int) {
	k := math.RoundToEven(x.h * (128 * invLn2.h))
	a := math.FMA(-k, expPart1, x.h)
	r := a - k*expPart2
	rest := math.FMA(-k, expPart2, a-r) + x.l - k*expPart3.h
	z := rest + r*rest + r*r*(0.5+r*(1.0/6+r*(1.0/24+r*(1.0/120+r*(1.0/720)))))
	n := int(k)
	t := &expTable[n&127]
	q := prod(t.h, r)
	s := quick(t.h, q.h)
	return quick(s.h, s.l+q.l+t.h*z+t.l*(1+r)), n >> 7
}

// settled reports whether a, known up to the fraction eps of it, rounds one way only.
func settled(a dd, eps float64) bool {
	e := a.h * eps
	return a.h+(a.l-e) == a.h+(a.l+e)
}

// Exp is e**x.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	case math.Abs(x) < 0x1p-60:
		return 1 + x
	}
	r, k := quickExp(dd{x, 0})
	if !settled(r, 0x1p-65) {
		r, k = expdd(dd{x, 0})
	}
	return scale(r, k)
}

// Exp2 is 2**x.
func Exp2(x float64) float64 {
	if math.IsNaN(x) || math.Abs(x) > 1100 || x == math.Floor(x) {
		return math.Exp2(x)
	}
	r, k := expdd(mulf(ln2, x))
	return scale(r, k)
}

// Log is ln(x), for x > 0.
func Log(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	r := quickLog(x)
	if !settled(r, 0x1p-65) || math.Abs(r.h) < 0x1p-8 {
		r = logdd(x)
	}
	return r.h + r.l
}

// Log2 is the logarithm of x > 0 to the base 2.
func Log2(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log2(x)
	}
	m, e := math.Frexp(x)
	if m < 0.6875 {
		m *= 2
		e--
	}
	r := addf(mul(logdd(m), invLn2), float64(e))
	return r.h + r.l
}

// Log10 is the logarithm of x > 0 to the base 10, put together from three parts
// as the C library does, which is not quite correctly rounded.
func Log10(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log10(x)
	}
	const (
		ivLn10   = 4.34294481903251816668e-01
		log10of2 = 3.01029995663611771306e-01
		rest     = 3.69423907715893078616e-13
	)
	m, e := math.Frexp(x)
	m *= 2
	e--
	if e < 0 {
		// The fraction is then taken between 1/2 and 1.
		m /= 2
		e++
	}
	y := float64(e)
	z := float64(y*rest) + float64(ivLn10*Log(m))
	return z + float64(y*log10of2)
}

// Pow is x**y, with the special cases of C99.
func Pow(x, y float64) float64 {
	switch y {
	case 1:
		return x
	case 2:
		return x * x
	case -1:
		return 1 / x
	}
	if !(x > 0) || math.IsInf(x, 0) || y == 0 || x == 1 || math.IsInf(y, 0) || math.IsNaN(y) {
		if x < 0 && !math.IsInf(x, 0) && y == math.Floor(y) && !math.IsInf(y, 0) {
			r := Pow(-x, y)
			if math.Mod(y, 2) != 0 {
				return -r
			}
			return r
		}
		return math.Pow(x, y)
	}
	p := quickLog(x)
	e := p.h * y
	if e > 720 {
		return math.Inf(1)
	} else if e < -760 {
		return 0
	}
	// The quick way takes a sixth of the time, and leaves one case in 500 open.
	r, k := quickExp(mulf(p, y))
	if !settled(r, (1+math.Abs(e))*0x1p-65) || math.Abs(p.h) < 0x1p-8 {
		r, k = expdd(mulf(logdd(x), y))
	}
	return scale(r, k)
}

// Hypot is the root of x*x + y*y.
func Hypot(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	if math.IsInf(x, 1) || math.IsInf(y, 1) {
		return math.Inf(1)
	}
	if x < y {
		x, y = y, x
	}
	if !(y > 0) {
		return x + y
	}
	_, e := math.Frexp(x)
	x, y = math.Ldexp(x, -e), math.Ldexp(y, -e)
	return scale(sqrt(add(prod(x, x), prod(y, y))), e)
}

// Sinh is the hyperbolic sine, by the formulas and limits of the C library.
func Sinh(x float64) float64 {
	a, h := math.Abs(x), math.Copysign(0.5, x)
	switch {
	case !(a < 22):
		if a < 709 {
			return h * Exp(a)
		}
		if a > 711 || math.IsNaN(a) {
			return math.Sinh(x)
		}
		w := Exp(0.5 * a)
		return h * w * w
	case a < 0x1p-28:
		return x
	}
	t := math.Expm1(a)
	if a < 1 {
		return h * (2*t - t*t/(t+1))
	}
	return h * (t + t/(t+1))
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a < 0.5*math.Ln2:
		t := math.Expm1(a)
		w := 1 + t
		if a < 0x1p-55 {
			return w
		}
		return 1 + t*t/(w+w)
	case a < 22:
		t := Exp(a)
		return 0.5*t + 0.5/t
	case a < 709:
		return 0.5 * Exp(a)
	case a < 711:
		w := Exp(0.5 * a)
		return 0.5 * w * w
	}
	return math.Cosh(x)
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	var z float64
	switch {
	case math.IsNaN(x):
		return x
	case a >= 22:
		z = 1
	case a < 0x1p-55:
		return x
	case a >= 1:
		z = 1 - 2/(math.Expm1(2*a)+2)
	default:
		t := math.Expm1(-2 * a)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}

// Asinh is the inverse hyperbolic sine, by the C library's formulas.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	var w float64
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x) || a < 0x1p-28:
		return x
	case a > 0x1p28:
		w = Log(a) + math.Ln2
	case a > 2:
		w = Log(2*a + 1/(math.Sqrt(a*a+1)+a))
	default:
		t := a * a
		w = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

// Acosh is the inverse hyperbolic cosine of x >= 1.
func Acosh(x float64) float64 {
	switch {
	case !(x > 1) || math.IsInf(x, 1):
		return math.Acosh(x)
	case x > 0x1p28:
		return Log(x) + math.Ln2
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(x*x-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+t*t))
}

// Cbrt is the cube root of x.
func Cbrt(x float64) float64 {
	y := math.Cbrt(x)
	if y == 0 || math.IsInf(y, 0) || math.IsNaN(y) {
		return y
	}
	// One step of Newton's method from the residue x - y**3.
	_, e := math.Frexp(y)
	s, z := math.Ldexp(y, -e), math.Ldexp(math.Ldexp(x, -e), -2*e)
	d := addf(neg(mulf(prod(s, s), s)), z)
	return math.Ldexp(s+d.h/(3*s*s), e)
}

// Norm is the root of the sum of the squares of xs.
func Norm(xs []float64) float64 {
	m := 0.0
	nan := false
	for _, x := range xs {
		x = math.Abs(x)
		if math.IsInf(x, 1) {
			return x
		}
		nan = nan || math.IsNaN(x)
		m = math.Max(m, x)
	}
	if nan {
		return math.NaN()
	}
	if m == 0 || len(xs) == 1 {
		return m
	}
	_, e := math.Frexp(m)
	var s dd
	for _, x := range xs {
		x = math.Ldexp(x, -e)
		s = add(s, prod(x, x))
	}
	return scale(sqrt(s), e)
}
