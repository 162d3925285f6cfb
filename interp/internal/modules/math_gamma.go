package modules

import (
	"math"

	"memphis/interp/internal/libm"
)

// This file defines the gamma function by Lanczos's approximation, in the form
// and with the coefficients that CPython's documentation names (N=13,
// g=6.024680040776729583740234375).

const lanczosG = 6.024680040776729583740234375

var lanczosNum = [...]float64{
	23531376880.410759688572007674451636754734846804940,
	42919803642.649098768957899047001988850926355848959,
	35711959237.355668049440185451547166705960488635843,
	17921034426.037209699919755754458931112671403265390,
	6039542586.3520280050642916443072979210699388420708,
	1439720407.3117216736632230727949123939715485786372,
	248874557.86205415651146038641322942321632125127801,
	31426415.585400194380614231628318205362874684987640,
	2876370.6289353724412254090516208496135991145378768,
	186056.26539522349504029498971604569928220784236328,
	8071.6720023658162106380029022722506138218516325024,
	210.82427775157934587250973392071336271166969580291,
	2.5066282746310002701649081771338373386264310793408,
}

// lanczosDen are the coefficients of x*(x+1)*...*(x+11).
var lanczosDen = [...]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1}

// lanczosSum is the quotient of the two polynomials; for a larger x in powers of
// 1/x, so that nothing overflows.
func lanczosSum(x float64) float64 {
	num, den := 0.0, 0.0
	if x < 5 {
		for i := len(lanczosNum) - 1; i >= 0; i-- {
			num = float64(num*x) + lanczosNum[i]
			den = float64(den*x) + lanczosDen[i]
		}
	} else {
		for i := range lanczosNum {
			num = num/x + lanczosNum[i]
			den = den/x + lanczosDen[i]
		}
	}
	return num / den
}

// sinPi is sin(pi*x), exact at multiples of 1/2.
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	var r float64
	switch int(math.Round(2 * y)) {
	case 0:
		r = libm.Sin(math.Pi * y)
	case 1:
		r = libm.Cos(math.Pi * (y - 0.5))
	case 2:
		// sin(pi - z) keeps more digits near 1.
		r = libm.Sin(math.Pi * (1 - y))
	case 3:
		r = -libm.Cos(math.Pi * (y - 1.5))
	case 4:
		r = libm.Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// gammaFn is the gamma function.
func gammaFn(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 1) {
		return x
	}
	if x == math.Floor(x) {
		if x <= 0 {
			return math.NaN()
		}
		if x <= 23 {
			f := 1.0
			for i := 2.0; i < x; i++ {
				f *= i
			}
			return f
		}
	}
	a := math.Abs(x)
	if a < 1e-20 {
		return 1 / x
	}
	if a > 200 {
		if x < 0 {
			return 0 / sinPi(x)
		}
		return math.Inf(1)
	}
	// z is what rounding y loses, to be put right at the end.
	const shift = lanczosG - 0.5
	y := a + shift
	var z float64
	if a > shift {
		z = (y - a) - shift
	} else {
		z = (y - shift) - a
	}
	z = z * lanczosG / y
	var r float64
	if x < 0 {
		r = -math.Pi / sinPi(a) / a * libm.Exp(y) / lanczosSum(a)
		r -= float64(z * r)
		if a < 140 {
			r /= libm.Pow(y, a-0.5)
		} else {
			s := libm.Pow(y, a/2-0.25)
			r /= s
			r /= s
		}
	} else {
		r = lanczosSum(a) / libm.Exp(y)
		r += float64(z * r)
		if a < 140 {
			r *= libm.Pow(y, a-0.5)
		} else {
			s := libm.Pow(y, a/2-0.25)
			r *= s
			r *= s
		}
	}
	return r
}

// lgammaFn is the logarithm of the absolute value of the gamma function.
func lgammaFn(x float64) float64 {
	if math.IsNaN(x) {
		return x
	}
	if math.IsInf(x, 0) {
		return math.Inf(1)
	}
	if x == math.Floor(x) && x <= 2 {
		if x <= 0 {
			return math.NaN()
		}
		return 0
	}
	a := math.Abs(x)
	if a < 1e-20 {
		return -libm.Log(a)
	}
	r := libm.Log(lanczosSum(a)) - lanczosG
	r += float64((a - 0.5) * (libm.Log(a+lanczosG-0.5) - 1))
	if x < 0 {
		const logPi = 1.144729885849400174143427351353058711647
		r = logPi - libm.Log(math.Abs(sinPi(a))) - libm.Log(a) - r
	}
	return r
}
