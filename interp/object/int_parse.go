package object

import (
	"math/big"
	"strconv"
	"unsafe"

	"memphis/interp/internal/numfmt"
)

// This file defines the texts of ints: int() of a text, repr and the limit on
// their digits (Python library reference: int; "Integer string conversion length
// limitation").

// minCheckedDigits is the size up to which the limit never applies.
const minCheckedDigits = 640

// IntText returns the decimal text of v, an int; for a very long one it fails, by
// sys.set_int_max_str_digits.
func (t *Thread) IntText(v Value) (string, error) {
	if n, ok := SmallInt(v); ok {
		return strconv.FormatInt(n, 10), nil
	}
	b := BigInt(v)
	limit := t.Interp.MaxStrDigits
	tooLong := func() error {
		return Errorf(ValueErrorType, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", limit)
	}
	// A bit is 0.30103 digits: the clear cases are settled before the work.
	if limit > 0 && b.BitLen() > minCheckedDigits*3 && float64(b.BitLen())*0.30102 > float64(limit)+1 {
		return "", tooLong()
	}
	var room [256]byte
	s := string(numfmt.AppendDecimal(room[:0], b))
	digits := len(s)
	if s[0] == '-' {
		digits--
	}
	if limit > 0 && digits > limit && digits > minCheckedDigits {
		return "", tooLong()
	}
	return s, nil
}

// IntFromText is int(s, base) for the text of a literal; orig is what messages
// show the repr of.
func (t *Thread) IntFromText(s string, base int, orig Value) (Value, error) {
	n, b, digits, ok := numfmt.ParseInt(s, base, t.Interp.MaxStrDigits)
	if ok {
		if digits > 0 {
			return Value{}, Errorf(ValueErrorType, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit",
				t.Interp.MaxStrDigits, digits)
		}
		if b != nil {
			return IntFromBig(b), nil
		}
		return Int64(n), nil
	}
	r, err := t.Repr(orig)
	if err != nil {
		return Value{}, err
	}
	text := r.Slice(t, 0, min(r.Len(), 200))
	return Value{}, Errorf(ValueErrorType, "invalid literal for int() with base %d: %s", base, (*Str)(unsafe.Pointer(text.P)).s)
}

var intSignature = NewSignature("(x=0, /, base=10)")

func intNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if cls == IntType && kw == nil && len(args) == 1 {
		return t.IntOf(args[0])
	}
	if n := len(args); n > 2 {
		return Value{}, Errorf(TypeErrorType, "int() takes at most 2 arguments (%d given)", n)
	}
	a, err := intSignature.Bind(t, "int", args, kw)
	if err != nil {
		return Value{}, err
	}
	var v Value
	switch {
	case a[0].P == nil && a[1].P != nil:
		return Value{}, Errorf(TypeErrorType, "int() missing string argument")
	case a[0].P == nil:
		v = Int64(0)
	case a[1].P == nil:
		v, err = t.IntOf(a[0])
	default:
		v, err = t.intWithBase(a[0], a[1])
	}
	if err != nil || cls == IntType {
		return v, err
	}
	o := Alloc[IntObject](cls)
	if n, ok := SmallInt(v); ok {
		o.n = n
	} else {
		w := intObject(v).wide()
		o.setWords(w.words, w.neg)
	}
	return Value{P: &o.Header}, nil
}

func (t *Thread) intWithBase(x, base Value) (Value, error) {
	n, err := t.AsIndex(base, nil)
	if err != nil {
		return Value{}, err
	}
	if n != 0 && n < 2 || n > 36 {
		return Value{}, Errorf(ValueErrorType, "int() base must be >= 2 and <= 36, or 0")
	}
	if s, ok := AsStr(x); ok {
		return t.IntFromText(numfmt.ASCII(s.s), n, x)
	}
	if s, ok := AsBytes(x); ok {
		return t.IntFromText(s, n, NewBytes(s))
	}
	if x.P.Type.IsSubtype(ByteArrayType) {
		b, err := t.BytesCopy(x)
		if err != nil {
			return Value{}, err
		}
		return t.IntFromText(string(b), n, NewBytesOf(b))
	}
	return Value{}, Errorf(TypeErrorType, "int() can't convert non-string with explicit base")
}

var truncName = Intern("__trunc__")

// IntOf is int(x): an exact int.
func (t *Thread) IntOf(x Value) (Value, error) {
	typ := x.P.Type
	switch {
	case x.P == &IntHeader:
		return x, nil
	case typ == StrType:
		if n, ok := numfmt.PlainInt(strOf(x).s); ok {
			return Int64(n), nil
		}
	case typ.IntSlot != nil:
		r, err := typ.IntSlot(t, x)
		if err != nil {
			return Value{}, err
		}
		if r.P.Type == IntType {
			return r, nil
		}
		if !isInt(r) {
			return Value{}, Errorf(TypeErrorType, "__int__ returned non-int (type %s)", r.P.Type.Name)
		}
		err = t.Warnf(DeprecationWarningType, 1, "__int__ returned non-int (type %s).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", r.P.Type.Name)
		return exactInt(r), err
	case typ.Index != nil:
		r, err := t.Index(x)
		if err != nil {
			return Value{}, err
		}
		return exactInt(r), nil
	}
	if r, found, err := t.CallSpecial(x, truncName); err != nil {
		return Value{}, err
	} else if found {
		if err := t.Warnf(DeprecationWarningType, 1, "The delegation of int() to __trunc__ is deprecated."); err != nil {
			return Value{}, err
		}
		if isInt(r) {
			return exactInt(r), nil
		}
		if r.P.Type.Index == nil {
			return Value{}, Errorf(TypeErrorType, "__trunc__ returned non-Integral (type %s)", r.P.Type.Name)
		}
		if r, err = t.Index(r); err != nil {
			return Value{}, err
		}
		return exactInt(r), nil
	}
	if s, ok := AsStr(x); ok {
		return t.IntFromText(numfmt.ASCII(s.s), 10, x)
	}
	if s, ok := AsBytes(x); ok {
		return t.IntFromText(s, 10, NewBytes(s))
	}
	if typ.Buffer != nil {
		b, err := t.BytesCopy(x)
		if err != nil {
			return Value{}, err
		}
		return t.IntFromText(string(b), 10, NewBytesOf(b))
	}
	return Value{}, Errorf(TypeErrorType, "int() argument must be a string, a bytes-like object or a real number, not '%s'", typ.Name)
}

// intFromBytes is int.from_bytes.
func intFromBytes(t *Thread, cls Value, args []Value) (Value, error) {
	little, err := byteOrder("from_bytes", args[1])
	if err != nil {
		return Value{}, err
	}
	signed := false
	if args[2].P != nil {
		if signed, err = t.Truth(args[2]); err != nil {
			return Value{}, err
		}
	}
	bv, err := t.bytesOf(args[0])
	if err != nil {
		return Value{}, err
	}
	s, _ := AsBytes(bv)
	var few [8]byte // stays here if it suffices
	be := append(few[:0], s...)
	if little {
		for i, j := 0, len(be)-1; i < j; i, j = i+1, j-1 {
			be[i], be[j] = be[j], be[i]
		}
	}
	if len(be) <= 8 && cls == IntType.Value() {
		var n uint64
		for _, c := range be {
			n = n<<8 | uint64(c)
		}
		if unused := 64 - 8*len(be); signed && len(be) > 0 {
			return Int64(int64(n<<unused) >> unused), nil
		}
		return Uint64(n), nil
	}
	n := new(big.Int).SetBytes(be)
	if signed && len(be) > 0 && be[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(be))))
	}
	v := IntFromBig(n)
	if cls == IntType.Value() {
		return v, nil
	}
	return t.Call(cls, v)
}

// bytesOf is bytes(v) for what is not an int or a str.
func (t *Thread) bytesOf(v Value) (Value, error) {
	if v.P.Type == BytesType {
		return v, nil
	}
	if r, found, err := t.CallSpecial(v, names.Bytes); err != nil {
		return Value{}, err
	} else if found {
		if _, ok := AsBytes(r); !ok {
			return Value{}, Errorf(TypeErrorType, "__bytes__ returned non-bytes (type %s)", r.P.Type.Name)
		}
		return r, nil
	}
	if v.P.Type.Buffer != nil {
		b, err := t.BytesCopy(v)
		if err != nil {
			return Value{}, err
		}
		return NewBytesOf(b), nil
	}
	if _, ok := AsStr(v); ok || v.P.Type.Iter == nil && v.P.Type.GetItem == nil {
		return Value{}, Errorf(TypeErrorType, "cannot convert '%s' object to bytes", v.P.Type.Name)
	}
	var b []byte
	err := t.Each(v, func(x Value) error {
		n, err := t.AsIndex(x, nil)
		if err == nil && (n < 0 || n > 255) {
			err = Errorf(ValueErrorType, "bytes must be in range(0, 256)")
		}
		b = append(b, byte(n))
		return err
	})
	return NewBytesOf(b), err
}

// byteOrder reads the byteorder argument of the method name.
func byteOrder(name string, v Value) (little bool, err error) {
	if v.P == nil {
		return false, nil
	}
	s, ok := AsStr(v)
	switch {
	case !ok:
		return false, Errorf(TypeErrorType, "%s() argument 'byteorder' must be str, not %s", name, v.P.Type.Name)
	case s.s == "little":
		return true, nil
	case s.s == "big":
		return false, nil
	}
	return false, Errorf(ValueErrorType, "byteorder must be either 'little' or 'big'")
}

// intToBytes is int.to_bytes.
func intToBytes(t *Thread, v Value, args []Value) (Value, error) {
	length := 1
	if args[0].P != nil {
		n, err := t.Index(args[0])
		if err != nil {
			return Value{}, err
		}
		small, ok := SmallInt(n)
		if !ok {
			return Value{}, Errorf(OverflowErrorType, "Python int too large to convert to C ssize_t")
		}
		length = int(small)
	}
	little, err := byteOrder("to_bytes", args[1])
	if err != nil {
		return Value{}, err
	}
	signed := false
	if args[2].P != nil {
		if signed, err = t.Truth(args[2]); err != nil {
			return Value{}, err
		}
	}
	if length < 0 {
		return Value{}, Errorf(ValueErrorType, "length argument must be non-negative")
	}
	if n, ok := SmallInt(v); ok && 0 < length && length <= 16 && (n >= 0 || signed) {
		bitsOf := 8 * length
		if signed {
			bitsOf--
		}
		if bitsOf < 63 && n>>bitsOf != n>>63 {
			return Value{}, Errorf(OverflowErrorType, "int too big to convert")
		}
		r, b := t.newBytes(length)
		for i := range b {
			c := byte(n >> min(8*i, 63))
			if little {
				b[i] = c
			} else {
				b[length-1-i] = c
			}
		}
		return r, nil
	}
	n := BigInt(v)
	if n.Sign() < 0 {
		if !signed {
			return Value{}, Errorf(OverflowErrorType, "can't convert negative int to unsigned")
		}
		// A negative number of k bits fits if its complement has less than k.
		if new(big.Int).Not(n).BitLen() > 8*length-1 {
			return Value{}, Errorf(OverflowErrorType, "int too big to convert")
		}
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*length)))
	} else {
		limit := 8 * length
		if signed {
			limit--
		}
		if n.BitLen() > max(limit, 0) {
			return Value{}, Errorf(OverflowErrorType, "int too big to convert")
		}
	}
	b := n.FillBytes(make([]byte, length))
	if little {
		for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
			b[i], b[j] = b[j], b[i]
		}
	}
	return NewBytesOf(b), nil
}
