package object

import (
	"math/big"
	"math/bits"
)

// This file defines the types int and bool (Python library reference: int, bool).
// Arithmetic is in int_arith.go, the conversion of texts in int_parse.go.

func intRepr(t *Thread, v Value) (Value, error) {
	if n, ok := SmallInt(v); ok {
		return intString(t, n), nil
	}
	s, err := t.IntText(v)
	if err != nil {
		return Value{}, err
	}
	return StrValue(s), nil
}

// intRound rounds v to a multiple of 10**-ndigits, ties to even.
func intRound(t *Thread, v Value, args []Value) (Value, error) {
	if args[0].P == nil {
		return exactInt(v), nil
	}
	nd, err := t.Index(args[0])
	if err != nil {
		return Value{}, err
	}
	if intSign(nd) >= 0 {
		return exactInt(v), nil
	}
	n, ok := SmallInt(nd)
	b := BigInt(v)
	// 10**n beyond twice the number rounds it to zero.
	if !ok || -n > int64(b.BitLen()) {
		return Int64(0), nil
	}
	pow := new(big.Int).Exp(big.NewInt(10), big.NewInt(-n), nil)
	q, m := floorDivBig(b, pow)
	m.Lsh(m, 1)
	if c := m.Cmp(pow); c > 0 || c == 0 && q.Bit(0) != 0 {
		q.Add(q, big.NewInt(1))
	}
	return IntFromBig(q.Mul(q, pow)), nil
}

func setupInt() {
	y := IntType
	setIntArith(y)
	y.New = intNew
	y.Convert = (*Thread).IntOf
	y.Repr = intRepr
	self := func(t *Thread, v Value) (Value, error) { return exactInt(v), nil }
	Define(y, TypeSpec{
		Doc:    "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  For floating point\nnumbers, this truncates towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
		Layout: NewLayout[IntObject]("int", objectLayout), Flags: FlagBase | FlagMatchSelf,
		Methods: []Method{
			{Name: "conjugate", Doc: "Returns self, the complex conjugate of any int.", Fn: Fn0(self)},
			{Name: "bit_length", Sig: "($self, /)", Doc: "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return Int(t.bigOperand(v, 0).BitLen()), nil })},
			{Name: "bit_count", Sig: "($self, /)", Doc: "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				n := 0
				for _, w := range t.bigOperand(v, 0).Bits() {
					n += bits.OnesCount(uint(w))
				}
				return Int(n), nil
			})},
			{Name: "to_bytes", Sig: "($self, /, length=1, byteorder='big', *, signed=False)", Doc: "Return an array of bytes representing an integer.\n\n  length\n    Length of bytes object to use.  An OverflowError is raised if the\n    integer is not representable with the given number of bytes.  Default\n    is length 1.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request the native byte order of the host system, use\n    `sys.byteorder' as the byte order value.  Default is to use 'big'.\n  signed\n    Determines whether two's complement is used to represent the integer.\n    If signed is False and a negative integer is given, an OverflowError\n    is raised.", Fn: FnBound(intToBytes)},
			{Name: "from_bytes", Sig: "($type, /, bytes, byteorder='big', *, signed=False)", Doc: "Return the integer represented by the given array of bytes.\n\n  bytes\n    Holds the array of bytes to convert.  The argument must either\n    support the buffer protocol or be an iterable object producing bytes.\n    Bytes and bytearray are examples of built-in objects that support the\n    buffer protocol.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request the native byte order of the host system, use\n    `sys.byteorder' as the byte order value.  Default is to use 'big'.\n  signed\n    Indicates whether two's complement is used to represent the integer.", Kind: ClassMethod, Fn: FnBound(intFromBytes)},
			{Name: "as_integer_ratio", Sig: "($self, /)", Doc: "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original int\nand with a positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> (0).as_integer_ratio()\n(0, 1)", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return Pair(exactInt(v), Int(1)), nil })},
			{Name: "__trunc__", Doc: "Truncating an Integral returns itself.", Fn: Fn0(self)},
			{Name: "__floor__", Doc: "Flooring an Integral returns itself.", Fn: Fn0(self)},
			{Name: "__ceil__", Doc: "Ceiling of an Integral returns itself.", Fn: Fn0(self)},
			{Name: "__round__", Sig: "($self, ndigits=<unrepresentable>, /)", Doc: "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.", Fn: FnBound(intRound)},
			{Name: "__getnewargs__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return TupleOf(exactInt(v)), nil })},
			{Name: "__format__", Sig: "($self, format_spec, /)", Fn: Fn1(intDunderFormat)},
			{Name: "__sizeof__", Sig: "($self, /)", Doc: "Returns size in memory, in bytes.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return Int(24 + 4*max((BigInt(v).BitLen()+29)/30, 1)), nil
			})},
		},
		GetSets: []GetSet{
			{Name: "real", Doc: "the real part of a complex number", Get: self},
			{Name: "imag", Doc: "the imaginary part of a complex number", Get: func(t *Thread, v Value) (Value, error) { return Int(0), nil }},
			{Name: "numerator", Doc: "the numerator of a rational number in lowest terms", Get: self},
			{Name: "denominator", Doc: "the denominator of a rational number in lowest terms", Get: func(t *Thread, v Value) (Value, error) { return Int(1), nil }},
		},
	})
	setupBool()
}

func setupBool() {
	y := BoolType
	y.Convert = func(t *Thread, v Value) (Value, error) {
		b, err := t.Truth(v)
		return Bool(b), err
	}
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		if kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "bool() takes no keyword arguments")
		}
		switch len(args) {
		case 0:
			return False, nil
		case 1:
			b, err := t.Truth(args[0])
			return Bool(b), err
		}
		return Value{}, Errorf(TypeErrorType, "bool expected at most 1 argument, got %d", len(args))
	}
	y.Repr = func(t *Thread, v Value) (Value, error) {
		if v.N != 0 {
			return trueStr.Value(), nil
		}
		return falseStr.Value(), nil
	}
	y.Binary[OpAnd] = boolBits(IntType.Binary[OpAnd])
	y.Binary[OpOr] = boolBits(IntType.Binary[OpOr])
	y.Binary[OpXor] = boolBits(IntType.Binary[OpXor])
	Define(y, TypeSpec{Doc: "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.", Base: IntType})
}

var trueStr, falseStr = Intern("True"), Intern("False")
