package modules

import (
	"math"
	"math/cmplx"

	"memphis/interp/internal/libm"
	"memphis/interp/internal/numfmt"
	"memphis/interp/object"
)

// This file defines the module cmath (library reference: cmath). The formulas
// for the inverse functions are Kahan's ("Branch cuts for complex elementary
// functions"), which keep the signs of zeros right on both sides of a cut.
// Infinities and NaNs follow C99, Annex G, through math/cmplx.

const (
	// Above cLarge squares overflow, above cLogLarge the exponential does.
	cLarge     = math.MaxFloat64 / 4
	cSqrtLarge = 0x1p510
	cLogLarge  = 709.0
	cTiny      = 0x1p-1022
)

func cFinite(z complex128) bool { return isFinite(real(z)) && isFinite(imag(z)) }

// cmath1 makes a function of one complex number.
func cmath1(f func(z complex128) (complex128, error), special func(z complex128) complex128) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		z, err := t.ToComplex(v)
		if err != nil {
			return object.Value{}, err
		}
		if !cFinite(z) && special != nil {
			return object.NewComplex(special(z)), nil
		}
		r, err := f(z)
		if err != nil {
			return object.Value{}, err
		}
		if cFinite(z) && (math.IsInf(real(r), 0) || math.IsInf(imag(r), 0)) {
			return object.Value{}, errRange()
		}
		return object.NewComplex(r), nil
	}
}

// total is a function without errors of its own.
func total(f func(z complex128) complex128) func(z complex128) (complex128, error) {
	return func(z complex128) (complex128, error) { return f(z), nil }
}

// turning guards a function that turns by the part of z that angle gives: there
// an infinity has no place, unless the other part is NaN, or shrinks the result
// to nothing: minus infinity does, to exp.
func turning(angle, other func(z complex128) float64, f object.Fn1) object.Fn1 {
	return guarded(angle, func(z complex128) bool { return math.IsNaN(other(z)) }, f)
}

func guarded(angle func(z complex128) float64, allowed func(z complex128) bool, f object.Fn1) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		z, err := t.ToComplex(v)
		if err != nil {
			return object.Value{}, err
		}
		if math.IsInf(angle(z), 0) && !allowed(z) {
			return object.Value{}, errDomain()
		}
		return f(t, self, object.NewComplex(z))
	}
}

func realPart(z complex128) float64 { return real(z) }
func imagPart(z complex128) float64 { return imag(z) }

// timesI is i*z, and overI is z/i, without rounding.
func timesI(z complex128) complex128 { return complex(-imag(z), real(z)) }
func overI(z complex128) complex128  { return complex(imag(z), -real(z)) }

func cSqrt(z complex128) complex128 {
	if z == 0 {
		return complex(0, imag(z))
	}
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	var s float64
	if x < cTiny && y < cTiny && (x > 0 || y > 0) {
		x = math.Ldexp(x, 53)
		s = math.Ldexp(math.Sqrt(x+libm.Hypot(x, math.Ldexp(y, 53))), -27)
	} else {
		x /= 8
		s = 2 * math.Sqrt(x+libm.Hypot(x, y/8))
	}
	d := y / (2 * s)
	if real(z) >= 0 {
		return complex(s, math.Copysign(d, imag(z)))
	}
	return complex(d, math.Copysign(s, imag(z)))
}

func cHuge(z complex128) bool { return math.Abs(real(z)) > cLarge || math.Abs(imag(z)) > cLarge }

func logHuge(z complex128) float64 {
	return libm.Log(libm.Hypot(real(z)/2, imag(z)/2)) + 2*math.Ln2
}

func cAcos(z complex128) complex128 {
	if cHuge(z) {
		im := -math.Copysign(logHuge(z), imag(z))
		return complex(libm.Atan2(math.Abs(imag(z)), real(z)), im)
	}
	p, q := cSqrt(complex(1-real(z), -imag(z))), cSqrt(complex(1+real(z), imag(z)))
	return complex(2*libm.Atan2(real(p), real(q)), libm.Asinh(real(q)*imag(p)-imag(q)*real(p)))
}

func cAcosh(z complex128) complex128 {
	if cHuge(z) {
		return complex(logHuge(z), libm.Atan2(imag(z), real(z)))
	}
	p, q := cSqrt(complex(real(z)-1, imag(z))), cSqrt(complex(real(z)+1, imag(z)))
	return complex(libm.Asinh(real(p)*real(q)+imag(p)*imag(q)), 2*libm.Atan2(imag(p), real(q)))
}

func cAsinh(z complex128) complex128 {
	if cHuge(z) {
		re := math.Copysign(logHuge(z), real(z))
		return complex(re, libm.Atan2(imag(z), math.Abs(real(z))))
	}
	p, q := cSqrt(complex(1+imag(z), -real(z))), cSqrt(complex(1-imag(z), real(z)))
	return complex(libm.Asinh(real(p)*imag(q)-real(q)*imag(p)), libm.Atan2(imag(z), real(p)*real(q)-imag(p)*imag(q)))
}

func cAtanh(z complex128) (complex128, error) {
	if real(z) < 0 || real(z) == 0 && math.Signbit(real(z)) {
		r, err := cAtanh(-z)
		return -r, err
	}
	x, y := real(z), math.Abs(imag(z))
	switch {
	case x > cSqrtLarge || y > cSqrtLarge:
		h := libm.Hypot(x/2, imag(z)/2)
		return complex(x/4/h/h, -math.Copysign(math.Pi/2, -imag(z))), nil
	case x == 1 && y < 0x1p-511:
		if y == 0 {
			return 0, errDomain()
		}
		return complex(-libm.Log(math.Sqrt(y)/math.Sqrt(libm.Hypot(y, 2))), math.Copysign(libm.Atan2(2, -y)/2, imag(z))), nil
	}
	return complex(math.Log1p(4*x/((1-x)*(1-x)+y*y))/4, -libm.Atan2(-2*imag(z), (1-x)*(1+x)-y*y)/2), nil
}

func cExp(z complex128) complex128 {
	s, c := libm.Sin(imag(z)), libm.Cos(imag(z))
	if real(z) > cLogLarge {
		l := libm.Exp(real(z) - 1)
		return complex(l*c*math.E, l*s*math.E)
	}
	l := libm.Exp(real(z))
	return complex(l*c, l*s)
}

func cCosh(z complex128) complex128 {
	s, c := libm.Sin(imag(z)), libm.Cos(imag(z))
	if math.Abs(real(z)) > cLogLarge {
		x := real(z) - math.Copysign(1, real(z))
		return complex(c*libm.Cosh(x)*math.E, s*libm.Sinh(x)*math.E)
	}
	return complex(c*libm.Cosh(real(z)), s*libm.Sinh(real(z)))
}

func cSinh(z complex128) complex128 {
	s, c := libm.Sin(imag(z)), libm.Cos(imag(z))
	if math.Abs(real(z)) > cLogLarge {
		x := real(z) - math.Copysign(1, real(z))
		return complex(c*libm.Sinh(x)*math.E, s*libm.Cosh(x)*math.E)
	}
	return complex(c*libm.Sinh(real(z)), s*libm.Cosh(real(z)))
}

// atanSpecial and sinhSpecial are the functions of what is not finite, with the signs that
// CPython gives where the C standard leaves them open: beside an infinity and a NaN.
func atanSpecial(z complex128) complex128 {
	r := cmplx.Atan(z)
	if math.IsInf(real(z), 0) && math.IsNaN(imag(z)) {
		return complex(real(r), math.Copysign(0, -1))
	}
	return r
}

func sinhSpecial(z complex128) complex128 {
	if math.IsInf(real(z), 0) && math.IsNaN(imag(z)) {
		return complex(math.Inf(1), math.NaN())
	}
	return cmplx.Sinh(z)
}

func cTanh(z complex128) complex128 {
	if math.Abs(real(z)) > cLogLarge {
		return complex(math.Copysign(1, real(z)), 4*libm.Sin(imag(z))*libm.Cos(imag(z))*libm.Exp(-2*math.Abs(real(z))))
	}
	tx, ty := libm.Tanh(real(z)), libm.Tan(imag(z))
	cx := 1 / libm.Cosh(real(z))
	p := tx * ty
	d := 1 + p*p
	return complex(tx*(1+ty*ty)/d, ty/d*cx*cx)
}

func cLog(z complex128) (complex128, error) {
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	angle := libm.Atan2(imag(z), real(z))
	switch {
	case x > cLarge || y > cLarge:
		return complex(libm.Log(libm.Hypot(x/2, y/2))+math.Ln2, angle), nil
	case x < cTiny && y < cTiny:
		if x == 0 && y == 0 {
			return 0, errDomain()
		}
		return complex(libm.Log(libm.Hypot(math.Ldexp(x, 53), math.Ldexp(y, 53)))-53*math.Ln2, angle), nil
	}
	h := libm.Hypot(x, y)
	if h < 0.71 || h > 1.73 {
		return complex(libm.Log(h), angle), nil
	}
	// Near 1 the logarithm is that of 1 plus little.
	if x < y {
		x, y = y, x
	}
	return complex(math.Log1p((x-1)*(x+1)+y*y)/2, angle), nil
}

func cmathLog(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	one := func(v object.Value) (complex128, error) {
		z, err := t.ToComplex(v)
		if err != nil {
			return 0, err
		}
		if !cFinite(z) {
			return cmplx.Log(z), nil
		}
		return cLog(z)
	}
	r, err := one(args[0])
	if err != nil {
		return object.Value{}, err
	}
	if !args[1].IsNil() {
		b, err := one(args[1])
		if err != nil {
			return object.Value{}, err
		}
		if b == 0 {
			return object.Value{}, errDomain()
		}
		r = object.DivComplex(r, b)
	}
	return object.NewComplex(r), nil
}

func cmathPolar(t *object.Thread, self, v object.Value) (object.Value, error) {
	z, err := t.ToComplex(v)
	if err != nil {
		return object.Value{}, err
	}
	r := libm.Hypot(real(z), imag(z))
	if cFinite(z) && math.IsInf(r, 0) {
		return object.Value{}, errRange()
	}
	return object.Pair(object.Float(r), object.Float(libm.Atan2(imag(z), real(z)))), nil
}

func cmathRect(t *object.Thread, self, rv, phiv object.Value) (object.Value, error) {
	r, err := t.ToFloat(rv)
	if err != nil {
		return object.Value{}, err
	}
	phi, err := t.ToFloat(phiv)
	if err != nil {
		return object.Value{}, err
	}
	switch {
	case math.IsInf(phi, 0) && r != 0 && !math.IsNaN(r):
		return object.Value{}, errDomain()
	case phi == 0:
		im := r * phi
		switch {
		case math.IsNaN(r):
			im = 0
		case math.IsInf(r, 0):
			im = math.Copysign(phi, r*math.Copysign(1, phi))
		}
		return object.NewComplex(complex(r, im)), nil
	case math.IsInf(r, 0) && math.IsNaN(phi):
		return object.NewComplex(complex(math.Abs(r), phi)), nil
	case r == 0 && !isFinite(phi):
		return object.NewComplex(complex(0, 0)), nil
	}
	return object.NewComplex(complex(r*libm.Cos(phi), r*libm.Sin(phi))), nil
}

func cmathIsClose(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	a, err := t.ToComplex(args[0])
	if err != nil {
		return object.Value{}, err
	}
	b, err := t.ToComplex(args[1])
	if err != nil {
		return object.Value{}, err
	}
	tol := [2]float64{1e-9, 0}
	for i, v := range args[2:] {
		if !v.IsNil() {
			if tol[i], err = t.ToFloat(v); err != nil {
				return object.Value{}, err
			}
		}
	}
	if tol[0] < 0 || tol[1] < 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "tolerances must be non-negative")
	}
	if a == b {
		return object.True, nil
	}
	if cmplx.IsInf(a) || cmplx.IsInf(b) {
		return object.False, nil
	}
	diff := cmplx.Abs(a - b)
	return object.Bool(diff <= tol[0]*cmplx.Abs(b) || diff <= tol[0]*cmplx.Abs(a) || diff <= tol[1]), nil
}

func cmathTest(f func(z complex128) bool) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		z, err := t.ToComplex(v)
		return object.Bool(f(z)), err
	}
}

func cmathModule() *object.ModuleDef {
	asin := func(z complex128) complex128 { return overI(cAsinh(timesI(z))) }
	atan := func(z complex128) (complex128, error) {
		r, err := cAtanh(timesI(z))
		return overI(r), err
	}
	sin := func(z complex128) complex128 { return overI(cSinh(timesI(z))) }
	tan := func(z complex128) complex128 { return overI(cTanh(timesI(z))) }
	cos := func(z complex128) complex128 { return cCosh(timesI(z)) }
	log10 := func(z complex128) (complex128, error) {
		r, err := cLog(z)
		return complex(real(r)/math.Ln10, imag(r)/math.Ln10), err
	}
	return &object.ModuleDef{
		Name: "cmath",
		Doc:  "This module provides access to mathematical functions for complex\nnumbers.",
		Methods: []object.Method{
			{Name: "acos", Sig: "($module, z, /)", Doc: "Return the arc cosine of z.", Fn: cmath1(total(cAcos), cmplx.Acos)},
			{Name: "acosh", Sig: "($module, z, /)", Doc: "Return the inverse hyperbolic cosine of z.", Fn: cmath1(total(cAcosh), acoshSpecial)},
			{Name: "asin", Sig: "($module, z, /)", Doc: "Return the arc sine of z.", Fn: cmath1(total(asin), cmplx.Asin)},
			{Name: "asinh", Sig: "($module, z, /)", Doc: "Return the inverse hyperbolic sine of z.", Fn: cmath1(total(cAsinh), cmplx.Asinh)},
			{Name: "atan", Sig: "($module, z, /)", Doc: "Return the arc tangent of z.", Fn: cmath1(atan, atanSpecial)},
			{Name: "atanh", Sig: "($module, z, /)", Doc: "Return the inverse hyperbolic tangent of z.", Fn: cmath1(cAtanh, cmplx.Atanh)},
			{Name: "cos", Sig: "($module, z, /)", Doc: "Return the cosine of z.", Fn: turning(realPart, imagPart, cmath1(total(cos), cmplx.Cos))},
			{Name: "cosh", Sig: "($module, z, /)", Doc: "Return the hyperbolic cosine of z.", Fn: turning(imagPart, realPart, cmath1(total(cCosh), cmplx.Cosh))},
			{Name: "exp", Sig: "($module, z, /)", Doc: "Return the exponential value e**z.", Fn: guarded(imagPart, func(z complex128) bool { return math.IsNaN(real(z)) || math.IsInf(real(z), -1) }, cmath1(total(cExp), cmplx.Exp))},
			{Name: "isclose", Sig: "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them must be\nsmaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is\nnot close to anything, even itself. inf and -inf are only close to themselves.", Fn: object.FnBound(cmathIsClose)},
			{Name: "isfinite", Sig: "($module, z, /)", Doc: "Return True if both the real and imaginary parts of z are finite, else False.", Fn: cmathTest(cFinite)},
			{Name: "isinf", Sig: "($module, z, /)", Doc: "Checks if the real or imaginary part of z is infinite.", Fn: cmathTest(func(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) })},
			{Name: "isnan", Sig: "($module, z, /)", Doc: "Checks if the real or imaginary part of z not a number (NaN).", Fn: cmathTest(func(z complex128) bool { return math.IsNaN(real(z)) || math.IsNaN(imag(z)) })},
			{Name: "log", Sig: "($module, z, base=<unrepresentable>, /)", Doc: "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base not specified, returns the natural logarithm (base e) of z.", Fn: object.FnBound(cmathLog)},
			{Name: "log10", Sig: "($module, z, /)", Doc: "Return the base-10 logarithm of z.", Fn: cmath1(log10, cmplx.Log10)},
			{Name: "phase", Sig: "($module, z, /)", Doc: "Return argument, also known as the phase angle, of a complex.", Fn: object.Fn1(func(t *object.Thread, self, v object.Value) (object.Value, error) {
				z, err := t.ToComplex(v)
				return object.Float(libm.Atan2(imag(z), real(z))), err
			})},
			{Name: "polar", Sig: "($module, z, /)", Doc: "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle.", Fn: object.Fn1(cmathPolar)},
			{Name: "rect", Sig: "($module, r, phi, /)", Doc: "Convert from polar coordinates to rectangular coordinates.", Fn: object.Fn2(cmathRect)},
			{Name: "sin", Sig: "($module, z, /)", Doc: "Return the sine of z.", Fn: turning(realPart, imagPart, cmath1(total(sin), cmplx.Sin))},
			{Name: "sinh", Sig: "($module, z, /)", Doc: "Return the hyperbolic sine of z.", Fn: turning(imagPart, realPart, cmath1(total(cSinh), sinhSpecial))},
			{Name: "sqrt", Sig: "($module, z, /)", Doc: "Return the square root of z.", Fn: cmath1(total(cSqrt), sqrtSpecial)},
			{Name: "tan", Sig: "($module, z, /)", Doc: "Return the tangent of z.", Fn: guarded(realPart, func(z complex128) bool { return math.IsNaN(imag(z)) || math.IsInf(imag(z), 0) }, cmath1(total(tan), cmplx.Tan))},
			{Name: "tanh", Sig: "($module, z, /)", Doc: "Return the hyperbolic tangent of z.", Fn: guarded(imagPart, func(z complex128) bool { return math.IsNaN(real(z)) || math.IsInf(real(z), 0) }, cmath1(total(cTanh), cmplx.Tanh))},
		},
		Init: func(t *object.Thread, m *object.Module) error {
			d := m.Dict()
			d.SetString("pi", object.Float(math.Pi))
			d.SetString("e", object.Float(math.E))
			d.SetString("tau", object.Float(2*math.Pi))
			d.SetString("inf", object.Float(math.Inf(1)))
			d.SetString("infj", object.NewComplex(complex(0, math.Inf(1))))
			d.SetString("nan", object.Float(numfmt.NaN))
			d.SetString("nanj", object.NewComplex(complex(0, numfmt.NaN)))
			return nil
		},
	}
}

// sqrtSpecial is the root of a number that is not finite.
func sqrtSpecial(z complex128) complex128 {
	if math.IsNaN(real(z)) && !math.IsInf(imag(z), 0) {
		return cmplx.NaN()
	}
	return cmplx.Sqrt(z)
}

// acoshSpecial is the inverse hyperbolic cosine of a number that is not finite.
func acoshSpecial(z complex128) complex128 {
	if real(z) == 0 && math.IsNaN(imag(z)) {
		return cmplx.NaN()
	}
	return cmplx.Acosh(z)
}
