package object

import (
	"math"
	"unsafe"

	"memphis/interp/internal/libm"
	"memphis/interp/internal/numfmt"
)

// This file defines the type complex (Python library reference: complex).

// AsComplex returns the value of v if it is a complex number or an instance of a subclass.
func AsComplex(v Value) (complex128, bool) {
	if v.P.Type == ComplexType || v.P.Type.IsSubtype(ComplexType) {
		return (*ComplexObject)(unsafe.Pointer(v.P)).C, true
	}
	return 0, false
}

func complexArg(v Value) (complex128, bool, error) {
	if c, ok := AsComplex(v); ok {
		return c, true, nil
	}
	f, ok, err := floatArg(v)
	return complex(f, 0), ok, err
}

func complexOp(f func(x, y complex128) (Value, error)) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		x, ok, err := complexArg(a)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			return NotImplemented, nil
		}
		y, ok, err := complexArg(b)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			return NotImplemented, nil
		}
		return f(x, y)
	}
}

// mulComplex is x*y by the school formula; Go's own operator is that too, but
// may fuse the multiplications with the additions on other machines.
func mulComplex(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	return complex(float64(a*c)-float64(b*d), float64(a*d)+float64(b*c))
}

// DivComplex is x/y for y other than 0, scaled so that it seldom overflows
// (Smith's method).
func DivComplex(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	switch {
	case math.Abs(c) >= math.Abs(d):
		r := d / c
		den := c + float64(d*r)
		return complex((a+float64(b*r))/den, (b-float64(a*r))/den)
	case math.Abs(d) >= math.Abs(c):
		r := c / d
		den := float64(c*r) + d
		return complex((float64(a*r)+b)/den, (float64(b*r)-a)/den)
	}
	return complex(math.NaN(), math.NaN())
}

func complexDiv(x, y complex128) (Value, error) {
	if y == 0 {
		return Value{}, Errorf(ZeroDivisionErrorType, "complex division by zero")
	}
	return NewComplex(DivComplex(x, y)), nil
}

// complexPow is x ** y; small whole exponents are repeated multiplications.
func complexPow(x, y complex128) (Value, error) {
	var r complex128
	switch n := real(y); {
	case y == 0:
		r = 1
	case x == 0:
		if imag(y) != 0 || n < 0 {
			return Value{}, Errorf(ZeroDivisionErrorType, "0.0 to a negative or complex power")
		}
	case imag(y) == 0 && n == math.Floor(n) && math.Abs(n) <= 100:
		p, base := complex128(1), x
		for k := int(math.Abs(n)); k > 0; k >>= 1 {
			if k&1 != 0 {
				p = mulComplex(p, base)
			}
			base = mulComplex(base, base)
		}
		if n < 0 {
			p = DivComplex(1, p)
		}
		r = p
	default:
		size := libm.Hypot(real(x), imag(x))
		length := libm.Pow(size, n)
		at := libm.Atan2(imag(x), real(x))
		phase := at * n
		if imag(y) != 0 {
			length /= libm.Exp(at * imag(y))
			phase += imag(y) * libm.Log(size)
		}
		if math.IsInf(phase, 0) {
			// What C's cos reports as an error of the domain is shown like this.
			return Value{}, Errorf(ZeroDivisionErrorType, "0.0 to a negative or complex power")
		}
		r = complex(length*libm.Cos(phase), length*libm.Sin(phase))
	}
	if (math.IsInf(real(r), 0) || math.IsInf(imag(r), 0)) && finite(x) && finite(y) {
		return Value{}, Errorf(OverflowErrorType, "complex exponentiation")
	}
	return NewComplex(r), nil
}

func finite(c complex128) bool { return !math.IsInf(real(c)-real(c), 0) && c-c == 0 }

// complexText is repr: without the real part if that is +0.
func complexText(c complex128) string {
	im := numfmt.Repr(imag(c))
	if len(im) > 2 && im[len(im)-2:] == ".0" {
		im = im[:len(im)-2]
	}
	if real(c) == 0 && !math.Signbit(real(c)) {
		return im + "j"
	}
	re := numfmt.Repr(real(c))
	if len(re) > 2 && re[len(re)-2:] == ".0" {
		re = re[:len(re)-2]
	}
	if im[0] != '-' {
		im = "+" + im
	}
	return "(" + re + im + "j)"
}

func complexCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != EQ && op != NE {
		return NotImplemented, nil
	}
	x, _ := AsComplex(a)
	var eq bool
	if y, ok := AsComplex(b); ok {
		eq = x == y
	} else if f, ok := AsFloat(b); ok {
		eq = real(x) == f && imag(x) == 0
	} else if isInt(b) {
		eq = imag(x) == 0 && !math.IsNaN(real(x)) && !math.IsInf(real(x), 0) && floatCompareInt(real(x), b) == 0
	} else {
		return NotImplemented, nil
	}
	return Bool(eq == (op == EQ)), nil
}

func complexHash(t *Thread, v Value) (int64, error) {
	c, _ := AsComplex(v)
	part := func(x float64) int64 {
		if math.IsNaN(x) {
			return HashPointer(v)
		}
		return HashFloat(x)
	}
	h := part(real(c)) + 1000003*part(imag(c))
	if h == -1 {
		h = -2
	}
	return h, nil
}

var complexSignature = NewSignature("(real=0, imag=0)")

var complexName = Intern("__complex__")

// special is what v.__complex__() returns; found is false if there is none.
func (t *Thread) specialComplex(v Value) (c complex128, found bool, err error) {
	if c, ok := AsComplex(v); ok && v.P.Type == ComplexType {
		return c, true, nil
	}
	r, found, err := t.CallSpecial(v, complexName)
	if err != nil || !found {
		return 0, false, err
	}
	c, ok := AsComplex(r)
	if !ok {
		return 0, false, Errorf(TypeErrorType, "__complex__ returned non-complex (type %s)", r.P.Type.Name)
	}
	if r.P.Type != ComplexType {
		err = t.Warnf(DeprecationWarningType, 1, "__complex__ returned non-complex (type %s).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.", r.P.Type.Name)
	}
	return c, true, err
}

// ToComplex converts v for a function that takes complex numbers.
func (t *Thread) ToComplex(v Value) (complex128, error) {
	c, found, err := t.specialComplex(v)
	if err != nil || found {
		return c, err
	}
	f, err := t.ToFloat(v)
	return complex(f, 0), err
}

func isNumber(v Value) bool {
	_, ok := AsComplex(v)
	return ok || v.P.Type.FloatSl != nil || v.P.Type.Index != nil
}

func complexNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if n := len(args); n > 2 {
		return Value{}, Errorf(TypeErrorType, "complex() takes at most 2 arguments (%d given)", n)
	}
	a, err := complexSignature.Bind(t, "complex", args, kw)
	if err != nil {
		return Value{}, err
	}
	re, im := a[0], a[1]
	if re.P != nil && im.P == nil && re.P.Type == ComplexType && cls == ComplexType {
		return re, nil
	}
	if re.P != nil {
		if s, ok := AsStr(re); ok {
			if im.P != nil {
				return Value{}, Errorf(TypeErrorType, "complex() can't take second arg if first is a string")
			}
			c, ok := parseComplex(numfmt.ASCII(s.s))
			if !ok {
				if _, placed := numfmt.StripNumber(s.s); !placed && s.s != "" {
					r, err := t.Repr(re)
					if err != nil {
						return Value{}, err
					}
					return Value{}, Errorf(ValueErrorType, "could not convert string to complex: %s", r.s)
				}
				return Value{}, Errorf(ValueErrorType, "complex() arg is a malformed string")
			}
			return complexOf(cls, c), nil
		}
	}
	if im.P != nil {
		if _, ok := AsStr(im); ok {
			return Value{}, Errorf(TypeErrorType, "complex() second arg can't be a string")
		}
	}
	var x, y complex128
	if re.P != nil {
		c, found, err := t.specialComplex(re)
		if err != nil {
			return Value{}, err
		}
		if !found {
			if !isNumber(re) {
				return Value{}, Errorf(TypeErrorType, "complex() first argument must be a string or a number, not '%s'", re.P.Type.Name)
			}
			if im.P != nil && !isNumber(im) {
				return Value{}, Errorf(TypeErrorType, "complex() second argument must be a number, not '%s'", im.P.Type.Name)
			}
			f, err := t.ToFloat(re)
			if err != nil {
				return Value{}, err
			}
			c = complex(f, 0)
		}
		x = c
	}
	if im.P == nil {
		return complexOf(cls, x), nil
	}
	if !isNumber(im) {
		return Value{}, Errorf(TypeErrorType, "complex() second argument must be a number, not '%s'", im.P.Type.Name)
	}
	if c, ok := AsComplex(im); ok {
		y = c
		return complexOf(cls, complex(real(x)-imag(y), imagSum(re, x, real(y)))), nil
	}
	f, err := t.ToFloat(im)
	if err != nil {
		return Value{}, err
	}
	return complexOf(cls, complex(real(x), imagSum(re, x, f))), nil
}

// imagSum adds the imaginary part of the first argument, if that was a complex
// number: adding 0 would lose the sign of -0.
func imagSum(re Value, x complex128, f float64) float64 {
	if imag(x) == 0 && (re.P == nil || !re.Is(ComplexType)) {
		return f
	}
	return imag(x) + f
}

func complexOf(cls *Type, c complex128) Value {
	if cls == ComplexType {
		return NewComplex(c)
	}
	o := Alloc[ComplexObject](cls)
	o.C = c
	return Value{P: &o.Header}
}

// parseComplex reads a complex number: a real part, an imaginary one with j, or
// both, in parentheses or not.
func parseComplex(s string) (complex128, bool) {
	s, ok := numfmt.StripNumber(s)
	if !ok {
		return 0, false
	}
	if len(s) > 0 && s[0] == '(' {
		if s[len(s)-1] != ')' {
			return 0, false
		}
		if s, ok = numfmt.StripNumber(s[1 : len(s)-1]); !ok {
			return 0, false
		}
	}
	// unit is a sign without digits, before j.
	unit := func(s string) (float64, int) {
		f := 1.0
		n := 0
		if n < len(s) && (s[n] == '+' || s[n] == '-') {
			if s[n] == '-' {
				f = -1
			}
			n++
		}
		if n < len(s) && s[n]|0x20 == 'j' {
			return f, n
		}
		return 0, -1
	}
	isJ := func(s string) bool { return len(s) == 1 && s[0]|0x20 == 'j' }
	x, n := numfmt.ScanFloat(s)
	if n == 0 {
		f, n := unit(s)
		return complex(0, f), n >= 0 && isJ(s[n:])
	}
	rest := s[n:]
	switch {
	case rest == "":
		return complex(x, 0), true
	case isJ(rest):
		return complex(0, x), true
	case rest[0] != '+' && rest[0] != '-':
		return 0, false
	}
	y, n := numfmt.ScanFloat(rest)
	if n == 0 {
		if y, n = unit(rest); n < 0 {
			return 0, false
		}
	}
	return complex(x, y), isJ(rest[n:])
}

func setupComplex() {
	self := func(v Value) complex128 { return (*ComplexObject)(unsafe.Pointer(v.P)).C }
	y := ComplexType
	y.New = complexNew
	y.Repr = func(t *Thread, v Value) (Value, error) { return StrValue(complexText(self(v))), nil }
	y.Hash = complexHash
	y.Compare = complexCompare
	y.Binary[OpAdd] = complexOp(func(x, y complex128) (Value, error) { return NewComplex(x + y), nil })
	y.Binary[OpSub] = complexOp(func(x, y complex128) (Value, error) { return NewComplex(x - y), nil })
	y.Binary[OpMul] = complexOp(func(x, y complex128) (Value, error) { return NewComplex(mulComplex(x, y)), nil })
	y.Binary[OpTrueDiv] = complexOp(complexDiv)
	y.Binary[OpPow] = complexOp(complexPow)
	y.PowMod = func(t *Thread, a, b, mod Value) (Value, error) {
		return Value{}, Errorf(ValueErrorType, "complex modulo")
	}
	y.Neg = func(t *Thread, v Value) (Value, error) { return NewComplex(-self(v)), nil }
	y.Pos = func(t *Thread, v Value) (Value, error) { return NewComplex(self(v)), nil }
	y.Abs = func(t *Thread, v Value) (Value, error) {
		c := self(v)
		r := libm.Hypot(real(c), imag(c))
		if math.IsInf(r, 0) && finite(c) {
			return Value{}, Errorf(OverflowErrorType, "absolute value too large")
		}
		return Float(r), nil
	}
	y.BoolSlot = func(t *Thread, v Value) (bool, error) { return self(v) != 0, nil }
	Define(y, TypeSpec{
		Doc:    "complex(real=0, imag=0)\n--\n\nCreate a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where imag defaults to 0.",
		Layout: NewLayout[ComplexObject]("complex", objectLayout), Flags: FlagBase,
		Methods: []Method{
			{Name: "conjugate", Sig: "($self, /)", Doc: "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				c := self(v)
				return NewComplex(complex(real(c), -imag(c))), nil
			})},
			{Name: "__complex__", Sig: "($self, /)", Doc: "Convert this value to exact type complex.", Fn: Fn0(y.Pos)},
			{Name: "__getnewargs__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				c := self(v)
				return Pair(Float(real(c)), Float(imag(c))), nil
			})},
			{Name: "__format__", Sig: "($self, format_spec, /)", Doc: "Convert to a string according to format_spec.", Fn: Fn1(complexDunderFormat)},
		},
		Members: []GetSet{
			{Name: "real", Doc: "the real part of a complex number", Get: func(t *Thread, v Value) (Value, error) { return Float(real(self(v))), nil }},
			{Name: "imag", Doc: "the imaginary part of a complex number", Get: func(t *Thread, v Value) (Value, error) { return Float(imag(self(v))), nil }},
		},
	})
}
