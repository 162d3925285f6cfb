package object

import (
	"math"
	"math/big"
	"strconv"
	"unsafe"

	"memphis/interp/internal/libm"
	"memphis/interp/internal/numfmt"
)

// This file defines the type float (Python library reference: float). The
// hexadecimal form is in float_hex.go.

// floatArgs returns the values of two numbers, ints converted. ok is false if
// one is neither float nor int.
func floatArgs(a, b Value) (x, y float64, ok bool, err error) {
	if a.P == &FloatHeader && b.P == &FloatHeader {
		return a.Float64(), b.Float64(), true, nil
	}
	if x, ok, err = floatArg(a); ok && err == nil {
		y, ok, err = floatArg(b)
	}
	return
}

func floatArg(v Value) (float64, bool, error) {
	if v.P == &IntHeader {
		return float64(int64(v.N)), true, nil
	}
	if f, ok := AsFloat(v); ok {
		return f, true, nil
	}
	if isInt(v) {
		f, err := intToFloat(v)
		return f, true, err
	}
	return 0, false, nil
}

// floatOp makes an operator of floats.
func floatOp(f func(x, y float64) (Value, error)) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		x, y, ok, err := floatArgs(a, b)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			return NotImplemented, nil
		}
		return f(x, y)
	}
}

// floatDivMod is divmod(x, y) for y other than 0.
func floatDivMod(x, y float64) (q, m float64) {
	m = math.Mod(x, y)
	q = (x - m) / y
	if m != 0 {
		if (y < 0) != (m < 0) {
			m += y
			q--
		}
	} else {
		m = math.Copysign(0, y)
	}
	if q != 0 {
		f := math.Floor(q)
		if q-f > 0.5 {
			f++
		}
		return f, m
	}
	return math.Copysign(0, x/y), m
}

func floatMod(x, y float64) float64 {
	m := math.Mod(x, y)
	if m == 0 {
		return math.Copysign(0, y)
	}
	if (y < 0) != (m < 0) {
		m += y
	}
	return m
}

// floatPowValues is x ** y: a complex number for a negative x and a y that is
// not whole.
func floatPowValues(x, y float64) (Value, error) {
	switch {
	case x == 0 && y < 0 && !math.IsInf(y, 0):
		return Value{}, Errorf(ZeroDivisionErrorType, "0.0 cannot be raised to a negative power")
	case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y == y && y != math.Floor(y):
		return complexPow(complex(x, 0), complex(y, 0))
	}
	r := libm.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) && x != 0 {
		return Value{}, NewError(OverflowErrorType, Int(34), StrValue("Numerical result out of range"))
	}
	return Float(r), nil
}

// floatCompareInt compares a finite float with an int exactly: -1, 0 or 1.
func floatCompareInt(x float64, v Value) int {
	if n, ok := SmallInt(v); ok && -1<<53 <= n && n <= 1<<53 {
		switch y := float64(n); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	f := new(big.Float).SetFloat64(x)
	return f.Cmp(new(big.Float).SetInt(BigInt(v)))
}

func floatCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, _ := AsFloat(a)
	y, ok := AsFloat(b)
	if !ok {
		if !isInt(b) {
			return NotImplemented, nil
		}
		if !math.IsInf(x, 0) && !math.IsNaN(x) {
			return Bool(cmpOrder(floatCompareInt(x, b), op)), nil
		}
		y = 0
	}
	switch op {
	case LT:
		return Bool(x < y), nil
	case LE:
		return Bool(x <= y), nil
	case EQ:
		return Bool(x == y), nil
	case NE:
		return Bool(x != y), nil
	case GT:
		return Bool(x > y), nil
	}
	return Bool(x >= y), nil
}

// HashFloat is hash() of a float that is not NaN, which numbers of other types
// that equal it share.
func HashFloat(x float64) int64 {
	const p = 1<<61 - 1
	if math.IsInf(x, 0) {
		if x > 0 {
			return 314159
		}
		return -314159
	}
	if n := int64(x); float64(n) == x && -1<<53 <= n && n <= 1<<53 {
		return HashInt(n)
	}
	frac, exp := math.Frexp(math.Abs(x))
	// frac * 2**53 is whole; 2**61 is 1 modulo p, so the exponent is a rotation.
	m := uint64(frac * (1 << 53))
	e := uint((exp-53)%61+61) % 61
	h := (m<<e)&p | m>>(61-e)
	r := int64(h)
	if x < 0 {
		r = -r
	}
	if r == -1 {
		r = -2
	}
	return r
}

func floatHash(t *Thread, v Value) (int64, error) {
	x, _ := AsFloat(v)
	if math.IsNaN(x) {
		return HashPointer(v), nil
	}
	return HashFloat(x), nil
}

// IntFromFloat is int(x): x cut to a whole number.
func IntFromFloat(x float64) (Value, error) {
	if x > -9e18 && x < 9e18 {
		return Int64(int64(x)), nil
	}
	if math.IsNaN(x) {
		return Value{}, Errorf(ValueErrorType, "cannot convert float NaN to integer")
	}
	if math.IsInf(x, 0) {
		return Value{}, Errorf(OverflowErrorType, "cannot convert float infinity to integer")
	}
	b, _ := new(big.Float).SetFloat64(x).Int(nil)
	return IntFromBig(b), nil
}

// floatRound is round(x, ndigits), correct in the last decimal.
func floatRound(t *Thread, v Value, args []Value) (Value, error) {
	x, _ := AsFloat(v)
	if args[0].P == nil || args[0].IsNone() {
		return IntFromFloat(math.RoundToEven(x))
	}
	n, err := t.AsIndex(args[0], nil)
	if err != nil {
		return Value{}, err
	}
	// 323 digits behind the point say everything; 309 in front leave nothing.
	if math.IsNaN(x) || math.IsInf(x, 0) || n > 323 {
		return Float(x), nil
	}
	if n < -308 {
		return Float(math.Copysign(0, x)), nil
	}
	r, err := RoundFloat(x, n)
	return Float(r), err
}

// RoundFloat rounds a finite x to n decimals, ties of the exact value to even.
func RoundFloat(x float64, n int) (float64, error) {
	var s string
	if n >= 0 {
		s = strconv.FormatFloat(x, 'f', n, 64)
	} else {
		// The exact value of a float is a whole number of units of 2**-1074.
		b, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
		b.SetFloat64(x)
		pow := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
		b.Quo(b, new(big.Rat).SetInt(pow))
		q, m := new(big.Int).QuoRem(b.Num(), b.Denom(), new(big.Int))
		m.Abs(m.Lsh(m, 1))
		if c := m.Cmp(b.Denom()); c > 0 || c == 0 && q.Bit(0) != 0 {
			if x < 0 {
				q.Sub(q, big.NewInt(1))
			} else {
				q.Add(q, big.NewInt(1))
			}
		}
		s = q.Mul(q, pow).String()
	}
	r, err := strconv.ParseFloat(s, 64)
	if err != nil && math.IsInf(r, 0) {
		return 0, Errorf(OverflowErrorType, "rounded value too large to represent")
	}
	return math.Copysign(r, x), nil
}

// newFloat is the float x made of v: a NaN that v does not hold is a new object.
func (t *Thread) newFloat(x float64, v Value) Value {
	if x != x && v.P.Type.FloatSl == nil {
		return t.NewNaN(math.Signbit(x))
	}
	return Float(x)
}

func floatNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if err := noKeywords(cls, FloatType, kw); err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) > 1 {
		return Value{}, Errorf(TypeErrorType, "float expected at most 1 argument, got %d", len(args))
	}
	x := 0.0
	if len(args) == 1 {
		var err error
		if x, err = t.FloatOf(args[0]); err != nil {
			return Value{}, err
		}
	}
	if cls == FloatType {
		if x != x {
			return t.newFloat(x, args[0]), nil
		}
		return Float(x), nil
	}
	o := Alloc[FloatObject](cls)
	o.F = x
	return Value{P: &o.Header}, nil
}

// FloatOf is float(v).
func (t *Thread) FloatOf(v Value) (float64, error) {
	if v.P == &FloatHeader {
		return v.Float64(), nil
	}
	typ := v.P.Type
	if typ == StrType {
		if x, ok := numfmt.PlainFloat(strOf(v).s); ok {
			return x, nil
		}
	}
	if f := typ.FloatSl; f != nil {
		r, err := f(t, v)
		if err != nil {
			return 0, err
		}
		x, ok := AsFloat(r)
		if !ok {
			return 0, Errorf(TypeErrorType, "%s.__float__ returned non-float (type %s)", typ.Name, r.P.Type.Name)
		}
		if r.P != &FloatHeader {
			err = t.Warnf(DeprecationWarningType, 1, "%s.__float__ returned non-float (type %s).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.", typ.Name, r.P.Type.Name)
		}
		return x, err
	}
	if typ.Index != nil {
		n, err := t.Index(v)
		if err != nil {
			return 0, err
		}
		return intToFloat(n)
	}
	if s, ok := AsStr(v); ok {
		return t.floatFromText(numfmt.ASCII(s.s), v)
	}
	if typ.Buffer != nil {
		b, err := t.BytesCopy(v)
		if err != nil {
			return 0, err
		}
		return t.floatFromText(string(b), v)
	}
	return 0, Errorf(TypeErrorType, "float() argument must be a string or a real number, not '%s'", typ.Name)
}

func (t *Thread) floatFromText(s string, orig Value) (float64, error) {
	x, err := numfmt.ParseFloat(s)
	if err == nil {
		return x, nil
	}
	r, err := t.Repr(orig)
	if err != nil {
		return 0, err
	}
	return 0, Errorf(ValueErrorType, "could not convert string to float: %s", r.s)
}

// floatRatio is float.as_integer_ratio.
func floatRatio(t *Thread, v Value) (Value, error) {
	x, _ := AsFloat(v)
	if math.IsInf(x, 0) {
		return Value{}, Errorf(OverflowErrorType, "cannot convert Infinity to integer ratio")
	}
	if math.IsNaN(x) {
		return Value{}, Errorf(ValueErrorType, "cannot convert NaN to integer ratio")
	}
	r := new(big.Rat).SetFloat64(x)
	return Pair(IntFromBig(new(big.Int).Set(r.Num())), IntFromBig(new(big.Int).Set(r.Denom()))), nil
}

func setupFloat() {
	self := func(v Value) float64 {
		if v.P == &FloatHeader {
			return v.Float64()
		}
		return (*FloatObject)(unsafe.Pointer(v.P)).F
	}
	y := FloatType
	y.New = floatNew
	y.Convert = func(t *Thread, v Value) (Value, error) {
		x, err := t.FloatOf(v)
		if err != nil {
			return Value{}, err
		}
		return t.newFloat(x, v), nil
	}
	y.Repr = floatRepr
	y.Hash = floatHash
	y.Compare = floatCompare
	y.Binary[OpAdd] = floatOp(func(x, y float64) (Value, error) { return Float(x + y), nil })
	y.Binary[OpSub] = floatOp(func(x, y float64) (Value, error) { return Float(x - y), nil })
	y.Binary[OpMul] = floatOp(func(x, y float64) (Value, error) { return Float(x * y), nil })
	y.Binary[OpTrueDiv] = floatOp(func(x, y float64) (Value, error) {
		if y == 0 {
			return Value{}, Errorf(ZeroDivisionErrorType, "float division by zero")
		}
		return Float(x / y), nil
	})
	y.Binary[OpFloorDiv] = floatOp(func(x, y float64) (Value, error) {
		if y == 0 {
			return Value{}, Errorf(ZeroDivisionErrorType, "float floor division by zero")
		}
		q, _ := floatDivMod(x, y)
		return Float(q), nil
	})
	y.Binary[OpMod] = floatOp(func(x, y float64) (Value, error) {
		if y == 0 {
			return Value{}, Errorf(ZeroDivisionErrorType, "float modulo")
		}
		return Float(floatMod(x, y)), nil
	})
	y.Binary[OpDivMod] = floatOp(func(x, y float64) (Value, error) {
		if y == 0 {
			return Value{}, Errorf(ZeroDivisionErrorType, "float divmod()")
		}
		q, m := floatDivMod(x, y)
		return Pair(Float(q), Float(m)), nil
	})
	y.Binary[OpPow] = floatOp(floatPowValues)
	y.PowMod = func(t *Thread, a, b, mod Value) (Value, error) {
		return Value{}, Errorf(TypeErrorType, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	y.Neg = func(t *Thread, v Value) (Value, error) { return Float(-self(v)), nil }
	y.Pos = func(t *Thread, v Value) (Value, error) { return Float(self(v)), nil }
	y.Abs = func(t *Thread, v Value) (Value, error) { return Float(math.Abs(self(v))), nil }
	y.BoolSlot = func(t *Thread, v Value) (bool, error) { return self(v) != 0, nil }
	y.IntSlot = func(t *Thread, v Value) (Value, error) { return IntFromFloat(self(v)) }
	y.FloatSl = y.Pos
	Define(y, TypeSpec{
		Doc:    "float(x=0, /)\n--\n\nConvert a string or number to a floating point number, if possible.",
		Layout: NewLayout[FloatObject]("float", objectLayout), Flags: FlagBase | FlagMatchSelf,
		Methods: []Method{
			{Name: "conjugate", Sig: "($self, /)", Doc: "Return self, the complex conjugate of any float.", Fn: Fn0(y.Pos)},
			{Name: "__trunc__", Sig: "($self, /)", Doc: "Return the Integral closest to x between 0 and x.", Fn: Fn0(y.IntSlot)},
			{Name: "__floor__", Sig: "($self, /)", Doc: "Return the floor as an Integral.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return IntFromFloat(math.Floor(self(v))) })},
			{Name: "__ceil__", Sig: "($self, /)", Doc: "Return the ceiling as an Integral.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return IntFromFloat(math.Ceil(self(v))) })},
			{Name: "__round__", Sig: "($self, ndigits=None, /)", Doc: "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).", Fn: FnBound(floatRound)},
			{Name: "as_integer_ratio", Sig: "($self, /)", Doc: "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original float\nand with a positive denominator.\n\nRaise OverflowError on infinities and a ValueError on NaNs.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> (0.0).as_integer_ratio()\n(0, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)", Fn: Fn0(floatRatio)},
			{Name: "fromhex", Sig: "($type, string, /)", Doc: "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n>>> float.fromhex('-0x1p-1074')\n-5e-324", Kind: ClassMethod, Fn: Fn1(floatFromHex)},
			{Name: "hex", Sig: "($self, /)", Doc: "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return StrValue(hexFloat(self(v))), nil })},
			{Name: "is_integer", Sig: "($self, /)", Doc: "Return True if the float is an integer.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				x := self(v)
				return Bool(x == math.Floor(x) && !math.IsInf(x, 0)), nil
			})},
			{Name: "__getnewargs__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return TupleOf(Float(self(v))), nil })},
			{Name: "__getformat__", Sig: "($type, typestr, /)", Doc: "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or 'float'.\n\nIt exists mainly to be used in Python's test suite.\n\nThis function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,\nlittle-endian' best describes the format of floating point numbers used by the\nC type named by typestr.", Kind: ClassMethod, Fn: Fn1(func(t *Thread, cls, kind Value) (Value, error) {
				s, ok := AsStr(kind)
				if !ok {
					return Value{}, Errorf(TypeErrorType, "__getformat__() argument must be str, not %s", kind.P.Type.Name)
				}
				if s.s != "double" && s.s != "float" {
					return Value{}, Errorf(ValueErrorType, "__getformat__() argument 1 must be 'double' or 'float'")
				}
				return StrValue("IEEE, little-endian"), nil
			})},
			{Name: "__format__", Sig: "($self, format_spec, /)", Doc: "Formats the float according to format_spec.", Fn: Fn1(floatDunderFormat)},
		},
		GetSets: []GetSet{
			{Name: "real", Doc: "the real part of a complex number", Get: y.Pos},
			{Name: "imag", Doc: "the imaginary part of a complex number", Get: func(t *Thread, v Value) (Value, error) { return Float(0), nil }},
		},
	})
}

func floatRepr(t *Thread, v Value) (Value, error) {
	x, _ := AsFloat(v)
	var room [32]byte
	return t.copyStr(numfmt.AppendRepr(room[:0], x), true), nil
}
