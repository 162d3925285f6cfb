package modules

import (
	"math"

	"memphis/interp/internal/libm"
	"memphis/interp/internal/numfmt"
	"memphis/interp/object"
)

// This file defines the module math (library reference: math). What works on ints
// is in math_int.go, what works on several numbers in math_sums.go, the gamma
// function in math_gamma.go.

func errDomain() error { return object.Errorf(object.ValueErrorType, "math domain error") }
func errRange() error  { return object.Errorf(object.OverflowErrorType, "math range error") }

// math1 makes a function of one float. A NaN that did not come in, and an
// infinity from a finite number, are errors: of range if the function grows over
// all bounds, else of domain.
func math1(f func(x float64) float64, grows bool) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		x, err := t.ToFloat(v)
		if err != nil {
			return object.Value{}, err
		}
		r := f(x)
		if r-r != 0 {
			if math.IsNaN(r) && !math.IsNaN(x) {
				return object.Value{}, errDomain()
			}
			if math.IsInf(r, 0) && !math.IsInf(x, 0) {
				if grows {
					return object.Value{}, errRange()
				}
				return object.Value{}, errDomain()
			}
		}
		return object.Float(r), nil
	}
}

func mathErfc(t *object.Thread, self, v object.Value) (object.Value, error) {
	x, err := t.ToFloat(v)
	if err != nil {
		return object.Value{}, err
	}
	if f := t.Interp.Erfc; f != nil {
		return object.Float(f(x)), nil
	}
	return object.Float(math.Erfc(x)), nil
}

func mathCbrt(t *object.Thread, self, v object.Value) (object.Value, error) {
	x, err := t.ToFloat(v)
	if err != nil {
		return object.Value{}, err
	}
	if f := t.Interp.Cbrt; f != nil {
		return object.Float(f(x)), nil
	}
	return object.Float(libm.Cbrt(x)), nil
}

// math2 makes a function of two floats.
func math2(f func(x, y float64) (float64, error)) object.Fn2 {
	return func(t *object.Thread, self, a, b object.Value) (object.Value, error) {
		x, err := t.ToFloat(a)
		if err != nil {
			return object.Value{}, err
		}
		y, err := t.ToFloat(b)
		if err != nil {
			return object.Value{}, err
		}
		r, err := f(x, y)
		return object.Float(r), err
	}
}

// mathTest makes a predicate of a float.
func mathTest(f func(x float64) bool) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		x, err := t.ToFloat(v)
		return object.Bool(f(x)), err
	}
}

func isFinite(x float64) bool { return x-x == 0 }

func mathPow(x, y float64) (float64, error) {
	r := libm.Pow(x, y)
	if isFinite(r) || !isFinite(x) || !isFinite(y) {
		return r, nil
	}
	if math.IsNaN(r) || x == 0 {
		return 0, errDomain()
	}
	return 0, errRange()
}

func mathFmod(x, y float64) (float64, error) {
	if math.IsInf(y, 0) && isFinite(x) {
		return x, nil
	}
	r := math.Mod(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
		return 0, errDomain()
	}
	return r, nil
}

func mathRemainder(x, y float64) (float64, error) {
	r := math.Remainder(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
		return 0, errDomain()
	}
	if r == 0 {
		r = math.Copysign(0, x)
	}
	return r, nil
}

// rounding makes floor or ceil: the special method name, and f for floats.
func rounding(name string, f func(x float64) float64) object.Fn1 {
	special := object.Intern(name)
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		if !v.IsFloat() {
			r, found, err := t.CallSpecial(v, special)
			if err != nil || found {
				return r, err
			}
		}
		x, err := t.ToFloat(v)
		if err != nil {
			return object.Value{}, err
		}
		return object.IntFromFloat(f(x))
	}
}

func mathTrunc(t *object.Thread, self, v object.Value) (object.Value, error) {
	if v.IsFloat() {
		return object.IntFromFloat(v.Float64())
	}
	r, found, err := t.CallSpecial(v, object.Intern("__trunc__"))
	if err == nil && !found {
		err = object.Errorf(object.TypeErrorType, "type %s doesn't define __trunc__ method", v.Type().Name)
	}
	return r, err
}

// logOf applies the logarithm f to v; ints too large for a float are taken apart.
func logOf(t *object.Thread, v object.Value, f func(x float64) float64) (float64, error) {
	if v.Is(object.IntType) {
		if _, small := object.SmallInt(v); !small {
			b := object.BigInt(v)
			if b.Sign() <= 0 {
				return 0, errDomain()
			}
			if x, _ := b.Float64(); isFinite(x) {
				return f(x), nil
			}
			m, e := bigFrexp(b)
			return f(m) + f(2)*float64(e), nil
		}
	}
	x, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, errDomain()
	}
	return f(x), nil
}

func mathLog(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "math.log() takes no keyword arguments")
	}
	if len(args) < 1 || len(args) > 2 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "math.log requires 1 to 2 arguments")
	}
	x, err := logOf(t, args[0], libm.Log)
	if err != nil || len(args) == 1 {
		return object.Float(x), err
	}
	y, err := logOf(t, args[1], libm.Log)
	if err != nil {
		return object.Value{}, err
	}
	return t.BinaryOp(object.OpTrueDiv, object.Float(x), object.Float(y))
}

func logFn(f func(x float64) float64) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		x, err := logOf(t, v, f)
		return object.Float(x), err
	}
}

func mathFrexp(t *object.Thread, self, v object.Value) (object.Value, error) {
	x, err := t.ToFloat(v)
	if err != nil {
		return object.Value{}, err
	}
	m, e := math.Frexp(x)
	return object.Pair(object.Float(m), object.Int(e)), nil
}

func mathModf(t *object.Thread, self, v object.Value) (object.Value, error) {
	x, err := t.ToFloat(v)
	if err != nil {
		return object.Value{}, err
	}
	if math.IsInf(x, 0) {
		return object.Pair(object.Float(math.Copysign(0, x)), object.Float(x)), nil
	}
	whole := math.Trunc(x)
	return object.Pair(object.Float(math.Copysign(x-whole, x)), object.Float(whole)), nil
}

func mathLdexp(t *object.Thread, self, a, b object.Value) (object.Value, error) {
	x, err := t.ToFloat(a)
	if err != nil {
		return object.Value{}, err
	}
	if !b.Is(object.IntType) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "Expected an int as second argument to ldexp.")
	}
	n, err := t.AsIndex(b, nil)
	if err != nil {
		return object.Value{}, err
	}
	if x == 0 || !isFinite(x) {
		return object.Float(x), nil
	}
	r := math.Ldexp(x, max(min(n, 1<<20), -1<<20))
	if math.IsInf(r, 0) {
		return object.Value{}, errRange()
	}
	return object.Float(r), nil
}

func mathUlp(x float64) float64 {
	x = math.Abs(x)
	if !isFinite(x) {
		return x
	}
	if y := math.Nextafter(x, math.Inf(1)); !math.IsInf(y, 0) {
		return y - x
	}
	return x - math.Nextafter(x, 0)
}

func mathIsClose(t *object.Thread, self object.Value, args []object.Value) (object.Value, error) {
	n := [4]float64{2: 1e-9}
	for i, a := range args {
		if a.IsNil() {
			continue
		}
		var err error
		if n[i], err = t.ToFloat(a); err != nil {
			return object.Value{}, err
		}
	}
	a, b, rel, abs := n[0], n[1], n[2], n[3]
	if rel < 0 || abs < 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "tolerances must be non-negative")
	}
	if a == b {
		return object.True, nil
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return object.False, nil
	}
	diff := math.Abs(b - a)
	return object.Bool(diff <= math.Abs(rel*b) || diff <= math.Abs(rel*a) || diff <= abs), nil
}

func plain2(f func(x, y float64) float64) object.Fn2 {
	return math2(func(x, y float64) (float64, error) { return f(x, y), nil })
}

func mathModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "math",
		Doc:  "This module provides access to the mathematical functions\ndefined by the C standard.",
		Methods: []object.Method{
			{Name: "acos", Sig: "($module, x, /)", Doc: "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi.", Fn: math1(libm.Acos, false)},
			{Name: "acosh", Sig: "($module, x, /)", Doc: "Return the inverse hyperbolic cosine of x.", Fn: math1(libm.Acosh, false)},
			{Name: "asin", Sig: "($module, x, /)", Doc: "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.", Fn: math1(libm.Asin, false)},
			{Name: "asinh", Sig: "($module, x, /)", Doc: "Return the inverse hyperbolic sine of x.", Fn: math1(libm.Asinh, false)},
			{Name: "atan", Sig: "($module, x, /)", Doc: "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.", Fn: math1(libm.Atan, false)},
			{Name: "atan2", Sig: "($module, y, x, /)", Doc: "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.", Fn: plain2(libm.Atan2)},
			{Name: "atanh", Sig: "($module, x, /)", Doc: "Return the inverse hyperbolic tangent of x.", Fn: math1(math.Atanh, false)},
			{Name: "cbrt", Sig: "($module, x, /)", Doc: "Return the cube root of x.", Fn: object.Fn1(mathCbrt)},
			{Name: "ceil", Sig: "($module, x, /)", Doc: "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x.", Fn: rounding("__ceil__", math.Ceil)},
			{Name: "copysign", Sig: "($module, x, y, /)", Doc: "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n", Fn: plain2(math.Copysign)},
			{Name: "cos", Sig: "($module, x, /)", Doc: "Return the cosine of x (measured in radians).", Fn: math1(libm.Cos, false)},
			{Name: "cosh", Sig: "($module, x, /)", Doc: "Return the hyperbolic cosine of x.", Fn: math1(libm.Cosh, true)},
			{Name: "degrees", Sig: "($module, x, /)", Doc: "Convert angle x from radians to degrees.", Fn: math1(func(x float64) float64 { return x * (180 / math.Pi) }, false)},
			{Name: "dist", Sig: "($module, p, q, /)", Doc: "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))", Fn: object.Fn2(mathDist)},
			{Name: "erf", Sig: "($module, x, /)", Doc: "Error function at x.", Fn: math1(math.Erf, false)},
			{Name: "erfc", Sig: "($module, x, /)", Doc: "Complementary error function at x.", Fn: object.Fn1(mathErfc)},
			{Name: "exp", Sig: "($module, x, /)", Doc: "Return e raised to the power of x.", Fn: math1(libm.Exp, true)},
			{Name: "exp2", Sig: "($module, x, /)", Doc: "Return 2 raised to the power of x.", Fn: math1(libm.Exp2, true)},
			{Name: "expm1", Sig: "($module, x, /)", Doc: "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.", Fn: math1(math.Expm1, true)},
			{Name: "fabs", Sig: "($module, x, /)", Doc: "Return the absolute value of the float x.", Fn: math1(math.Abs, false)},
			{Name: "factorial", Sig: "($module, n, /)", Doc: "Find n!.\n\nRaise a ValueError if x is negative or non-integral.", Fn: object.Fn1(mathFactorial)},
			{Name: "floor", Sig: "($module, x, /)", Doc: "Return the floor of x as an Integral.\n\nThis is the largest integer <= x.", Fn: rounding("__floor__", math.Floor)},
			{Name: "fmod", Sig: "($module, x, y, /)", Doc: "Return fmod(x, y), according to platform C.\n\nx % y may differ.", Fn: math2(mathFmod)},
			{Name: "frexp", Sig: "($module, x, /)", Doc: "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.", Fn: object.Fn1(mathFrexp)},
			{Name: "fsum", Sig: "($module, seq, /)", Doc: "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating point arithmetic.", Fn: object.Fn1(mathFsum)},
			{Name: "gamma", Sig: "($module, x, /)", Doc: "Gamma function at x.", Fn: math1(gammaFn, true)},
			{Name: "gcd", Sig: "($module, *integers)", Doc: "Greatest Common Divisor.", Fn: object.FnBound(mathGcd)},
			{Name: "hypot", Doc: "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\nFor a two dimensional point (x, y), gives the hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + y*y).\n\nFor example, the hypotenuse of a 3/4/5 right triangle is:\n\n    >>> hypot(3.0, 4.0)\n    5.0\n", Fn: object.FnVec(mathHypot)},
			{Name: "isclose", Sig: "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: "Determine whether two floating point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, even itself.  inf and -inf are\nonly close to themselves.", Fn: object.FnBound(mathIsClose)},
			{Name: "isfinite", Sig: "($module, x, /)", Doc: "Return True if x is neither an infinity nor a NaN, and False otherwise.", Fn: mathTest(isFinite)},
			{Name: "isinf", Sig: "($module, x, /)", Doc: "Return True if x is a positive or negative infinity, and False otherwise.", Fn: mathTest(func(x float64) bool { return math.IsInf(x, 0) })},
			{Name: "isnan", Sig: "($module, x, /)", Doc: "Return True if x is a NaN (not a number), and False otherwise.", Fn: mathTest(math.IsNaN)},
			{Name: "isqrt", Sig: "($module, n, /)", Doc: "Return the integer part of the square root of the input.", Fn: object.Fn1(mathIsqrt)},
			{Name: "lcm", Sig: "($module, *integers)", Doc: "Least Common Multiple.", Fn: object.FnBound(mathLcm)},
			{Name: "ldexp", Sig: "($module, x, i, /)", Doc: "Return x * (2**i).\n\nThis is essentially the inverse of frexp().", Fn: object.Fn2(mathLdexp)},
			{Name: "lgamma", Sig: "($module, x, /)", Doc: "Natural logarithm of absolute value of Gamma function at x.", Fn: math1(lgammaFn, true)},
			{Name: "log", Doc: "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base not specified, returns the natural logarithm (base e) of x.", Fn: object.FnVec(mathLog)},
			{Name: "log1p", Sig: "($module, x, /)", Doc: "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero.", Fn: math1(math.Log1p, false)},
			{Name: "log10", Sig: "($module, x, /)", Doc: "Return the base 10 logarithm of x.", Fn: logFn(libm.Log10)},
			{Name: "log2", Sig: "($module, x, /)", Doc: "Return the base 2 logarithm of x.", Fn: logFn(libm.Log2)},
			{Name: "modf", Sig: "($module, x, /)", Doc: "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.", Fn: object.Fn1(mathModf)},
			{Name: "pow", Sig: "($module, x, y, /)", Doc: "Return x**y (x to the power of y).", Fn: math2(mathPow)},
			{Name: "radians", Sig: "($module, x, /)", Doc: "Convert angle x from degrees to radians.", Fn: math1(func(x float64) float64 { return x * (math.Pi / 180) }, false)},
			{Name: "remainder", Sig: "($module, x, y, /)", Doc: "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact.", Fn: math2(mathRemainder)},
			{Name: "sin", Sig: "($module, x, /)", Doc: "Return the sine of x (measured in radians).", Fn: math1(libm.Sin, false)},
			{Name: "sinh", Sig: "($module, x, /)", Doc: "Return the hyperbolic sine of x.", Fn: math1(libm.Sinh, true)},
			{Name: "sqrt", Sig: "($module, x, /)", Doc: "Return the square root of x.", Fn: math1(math.Sqrt, false)},
			{Name: "tan", Sig: "($module, x, /)", Doc: "Return the tangent of x (measured in radians).", Fn: math1(libm.Tan, false)},
			{Name: "tanh", Sig: "($module, x, /)", Doc: "Return the hyperbolic tangent of x.", Fn: math1(libm.Tanh, false)},
			{Name: "trunc", Sig: "($module, x, /)", Doc: "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.", Fn: object.Fn1(mathTrunc)},
			{Name: "prod", Sig: "($module, iterable, /, *, start=1)", Doc: "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types.", Fn: object.FnBound(mathProd)},
			{Name: "perm", Sig: "($module, n, k=None, /)", Doc: "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.", Fn: object.FnBound(mathPerm)},
			{Name: "comb", Sig: "($module, n, k, /)", Doc: "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.", Fn: object.Fn2(mathComb)},
			{Name: "nextafter", Sig: "($module, x, y, /)", Doc: "Return the next floating-point value after x towards y.", Fn: plain2(nextAfter)},
			{Name: "ulp", Sig: "($module, x, /)", Doc: "Return the value of the least significant bit of the float x.", Fn: math1(mathUlp, false)},
		},
		Init: func(t *object.Thread, m *object.Module) error {
			d := m.Dict()
			d.SetString("pi", object.Float(math.Pi))
			d.SetString("e", object.Float(math.E))
			d.SetString("tau", object.Float(2*math.Pi))
			d.SetString("inf", object.Float(math.Inf(1)))
			d.SetString("nan", object.Float(numfmt.NaN))
			return nil
		},
	}
}

// nextAfter is math.nextafter: y itself where the arguments are equal, so that zeros change their sign.
func nextAfter(x, y float64) float64 {
	if x == y {
		return y
	}
	return math.Nextafter(x, y)
}
