package libm

import (
	"math"
	"math/bits"
)

// reduce writes x as j * pi/64 + r with |r| <= pi/128; j is known modulo 128.
func reduce(x float64) (j int, r dd) {
	if math.Abs(x) < 30000 {
		n := math.RoundToEven(x * (64 / math.Pi))
		// n has 20 bits, so three products are exact; the four parts have 150 bits.
		r = twoSum(x, -n*pi64Parts[0])
		r = r.addFloat(-n * pi64Parts[1])
		r = r.addFloat(-n * pi64Parts[2])
		return int(n) & 127, r.sub(twoMul(n, pi64Parts[3]))
	}
	return reduceLarge(x)
}

// reduceLarge multiplies x by the digits of 2/pi that matter for it (Payne and
// Hanek's method): those that give multiples of 4 turns of pi/2 do not.
func reduceLarge(x float64) (j int, r dd) {
	b := math.Float64bits(x)
	exp := int(b>>52&0x7FF) - 1023 - 52 // x is m * 2**exp
	m := b&(1<<52-1) | 1<<52
	// The product counts quarters of a turn; the digits of 2/pi from bit exp-3
	// on (counted behind the point) contribute less than eight of them.
	first := max(exp-3, 0)
	var w [5]uint64
	for i := range w {
		w[i] = digitsAt(first + 64*i)
	}
	// prod = m * w, most significant word first, 53 + 320 bits; its point lies
	// such that it is the fraction times 2**(first + 320 - exp).
	var prod [6]uint64
	carry := uint64(0)
	for i := 4; i >= 0; i-- {
		hi, lo := bits.Mul64(m, w[i])
		lo, c := bits.Add64(lo, carry, 0)
		prod[i+1] = lo
		carry = hi + c
	}
	prod[0] = carry
	// Bits left of the point: the value is prod / 2**(320 + first - exp).
	point := 320 + first - exp // 320 < point... the integer part is above it
	shift := 384 - point
	// Bring the point to the top of the six words, keeping three bits before it.
	q := shiftLeft(prod, shift-3)
	turns := int(q[0] >> 61)
	f := shiftLeft(q, 3)
	// f is the fraction of a quarter; its top five bits count pi/64.
	j = int(f[0] >> 59)
	g := shiftLeft(f, 5)
	n := turns*32 + j
	above := g[0]>>63 != 0
	if above {
		// 1 - fraction, while all bits are there.
		for i := range g {
			g[i] = ^g[i]
		}
		n++
	}
	r = fraction(g).mul(pi.scale(1.0 / 64))
	if above {
		r = r.neg()
	}
	if x < 0 {
		return -n & 127, r.neg()
	}
	return n & 127, r
}

// digitsAt is the 64 bits of 2/pi from the one after position pos behind the point.
func digitsAt(pos int) uint64 {
	i, s := pos/64, uint(pos%64)
	at := func(i int) uint64 {
		if i < len(twoOverPi) {
			return twoOverPi[i]
		}
		return 0
	}
	if s == 0 {
		return at(i)
	}
	return at(i)<<s | at(i+1)>>(64-s)
}

func shiftLeft(p [6]uint64, n int) (q [6]uint64) {
	w, s := n/64, uint(n%64)
	for i := range q {
		if i+w < 6 {
			q[i] = p[i+w] << s
		}
		if s > 0 && i+w+1 < 6 {
			q[i] |= p[i+w+1] >> (64 - s)
		}
	}
	return q
}

// fraction is the number 0.g as a dd.
func fraction(g [6]uint64) dd {
	// Leading zeros must not cost precision: results near zero need all bits.
	lead := 0
	for lead < 256 && g[0]>>63 == 0 {
		n := max(bits.LeadingZeros64(g[0]), 1)
		n = min(n, 63)
		g = shiftLeft(g, n)
		lead += n
	}
	h := float64(g[0]>>11) * 0x1p-53
	l := float64(g[0]<<53|g[1]>>11) * 0x1p-117
	s := fastSum(h, l)
	return s.scale(math.Ldexp(1, -lead))
}

// sinAt is sin(j*pi/64).
func sinAt(j int) dd {
	j &= 127
	sign := j >= 64
	j &= 63
	if j > 32 {
		j = 64 - j
	}
	if sign {
		return sinTable[j].neg()
	}
	return sinTable[j]
}

// turn is sin(a + r), given the sine s and the cosine c of a and |r| <= pi/128.
func turn(s, c, r dd) dd {
	x := r.h
	sq := x * x
	lo := math.FMA(x, x, -sq) + 2*x*r.l
	// cos(r) = 1 - sq/2 + c4, sin(r) = r + s3: c4 is below 2**-25, s3 below 2**-18.
	c4 := sq * sq * (1.0/24 - sq*(1.0/720-sq*(1.0/40320)))
	s3 := -sq * x * (1.0/6 - sq*(1.0/120-sq*(1.0/5040-sq*(1.0/362880))))
	if s.h == 0 {
		return fastSum(c.h*x, c.h*(r.l+s3))
	}
	p := twoMul(c.h, x)
	q := twoMul(s.h, -0.5*sq)
	u := twoSum(s.h, p.h)
	v := twoSum(u.h, q.h)
	return fastSum(v.h, v.l+(u.l+(s.l+(p.l+q.l+c.h*(r.l+s3)+c.l*x+s.h*(c4-0.5*lo)))))
}

// sinCos is sin and cos of x, finite.
func sinCos(x float64) (s, c dd) {
	j, r := reduce(x)
	sj, cj := sinAt(j), sinAt(j+32)
	return turn(sj, cj, r), turn(cj, sj.neg(), r)
}

func finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }

// Sin is the sine.
func Sin(x float64) float64 {
	if !finite(x) || math.Abs(x) < 1e-150 {
		return math.Sin(x)
	}
	j, r := reduce(x)
	return turn(sinAt(j), sinAt(j+32), r).value()
}

// Cos is the cosine.
func Cos(x float64) float64 {
	if !finite(x) {
		return math.NaN()
	}
	j, r := reduce(x)
	return turn(sinAt(j+32), sinAt(j+64), r).value()
}

// Tan is the tangent.
func Tan(x float64) float64 {
	if !finite(x) || math.Abs(x) < 1e-150 {
		return math.Tan(x)
	}
	s, c := sinCos(x)
	return s.div(c).value()
}

// atan is the arc tangent of x >= 0.
func (x dd) atan() dd {
	if x.h > 1 {
		return halfPi.sub(dd{1, 0}.div(x).atan())
	}
	j := int(x.h*64 + 0.5)
	if j > 0 {
		c := float64(j) / 64
		x = x.addFloat(-c).div(x.mulFloat(c).addFloat(1))
	}
	sq := x.mul(x)
	z := sq.h
	cube := sq.mul(x)
	tail := cube.h * z * (1.0/5 - z*(1.0/7-z*(1.0/9-z*(1.0/11-z*(1.0/13)))))
	r := x.add(cube.mul(third).neg().addFloat(tail))
	if j > 0 {
		r = r.add(atanTable[j])
	}
	return r
}

// Atan is the arc tangent.
func Atan(x float64) float64 {
	a := math.Abs(x)
	if !(a >= 1e-150 && a <= 1e20) {
		return math.Atan(x)
	}
	return math.Copysign(dd{a, 0}.atan().value(), x)
}

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	if !finite(x) || !finite(y) || x == 0 || y == 0 {
		return math.Atan2(y, x)
	}
	ym, ye := math.Frexp(math.Abs(y))
	xm, xe := math.Frexp(math.Abs(x))
	k := ye - xe
	var r dd
	switch q := (dd{ym, 0}).div(dd{xm, 0}); {
	case k > 80:
		r = halfPi
	case k < -80 && x > 0:
		return math.Copysign(q.ldexp(k), y)
	case k < -80:
		r = pi
	default:
		r = q.scale(math.Ldexp(1, k)).atan()
		if x < 0 {
			r = pi.sub(r)
		}
	}
	return math.Copysign(r.value(), y)
}

// Asin is the arc sine.
func Asin(x float64) float64 {
	a := math.Abs(x)
	if !(a < 1) || a < 1e-150 {
		return math.Asin(x)
	}
	r := dd{a, 0}.div(cosOf(a)).atan()
	return math.Copysign(r.value(), x)
}

// cosOf is sqrt(1 - a*a).
func cosOf(a float64) dd {
	return twoSum(1, -a).mul(twoSum(1, a)).sqrt()
}

// Acos is the arc cosine.
func Acos(x float64) float64 {
	a := math.Abs(x)
	if !(a < 1) || x == 0 {
		return math.Acos(x)
	}
	var r dd
	if a < 1e-30 {
		r = halfPi
	} else {
		r = cosOf(a).div(dd{a, 0}).atan()
		if x < 0 {
			r = pi.sub(r)
		}
	}
	return r.value()
}
