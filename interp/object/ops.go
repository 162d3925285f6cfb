package object

import (
	"math"
	"unsafe"
)

// This file defines the doors of the operators, of truth, comparison, hashing,
// iteration, length and items.

var binNames = [NumBinOps]struct{ sym, name, rname, iname string }{
	OpAdd:      {"+", "__add__", "__radd__", "__iadd__"},
	OpSub:      {"-", "__sub__", "__rsub__", "__isub__"},
	OpMul:      {"*", "__mul__", "__rmul__", "__imul__"},
	OpMatMul:   {"@", "__matmul__", "__rmatmul__", "__imatmul__"},
	OpTrueDiv:  {"/", "__truediv__", "__rtruediv__", "__itruediv__"},
	OpFloorDiv: {"//", "__floordiv__", "__rfloordiv__", "__ifloordiv__"},
	OpMod:      {"%", "__mod__", "__rmod__", "__imod__"},
	OpDivMod:   {"divmod()", "__divmod__", "__rdivmod__", ""},
	OpPow:      {"** or pow()", "__pow__", "__rpow__", "__ipow__"},
	OpLShift:   {"<<", "__lshift__", "__rlshift__", "__ilshift__"},
	OpRShift:   {">>", "__rshift__", "__rrshift__", "__irshift__"},
	OpAnd:      {"&", "__and__", "__rand__", "__iand__"},
	OpXor:      {"^", "__xor__", "__rxor__", "__ixor__"},
	OpOr:       {"|", "__or__", "__ror__", "__ior__"},
}

// binaryNB tries the number slots; it returns NotImplemented if none does.
func (t *Thread) binaryNB(op BinOp, a, b Value) (Value, error) {
	ta, tb := a.P.Type, b.P.Type
	fa := ta.Binary[op]
	if ta != tb {
		fb := tb.Binary[op]
		if fb != nil && (fa == nil || !sameFunc(fa, fb)) {
			if fa != nil && tb.IsSubtype(ta) {
				r, err := fb(t, a, b)
				if err != nil || r != NotImplemented {
					return r, err
				}
				fb = nil
			}
			if fa != nil {
				r, err := fa(t, a, b)
				if err != nil || r != NotImplemented {
					return r, err
				}
			}
			if fb != nil {
				return fb(t, a, b)
			}
			return NotImplemented, nil
		}
	}
	if fa == nil {
		return NotImplemented, nil
	}
	return fa(t, a, b)
}

// sameFunc compares two slot functions; closures made by one function literal
// with different variables differ, as slots of classes must.
func sameFunc(a, b BinaryFunc) bool {
	return *(*unsafe.Pointer)(unsafe.Pointer(&a)) == *(*unsafe.Pointer)(unsafe.Pointer(&b))
}

// BinaryOp computes a op b.
func (t *Thread) BinaryOp(op BinOp, a, b Value) (Value, error) {
	switch op {
	case OpAdd:
		if a.P.Type == StrType && b.P.Type == StrType {
			return (*Str)(unsafe.Pointer(a.P)).Concat(t, (*Str)(unsafe.Pointer(b.P))), nil
		}
	}
	r, err := t.binaryNB(op, a, b)
	if err != nil || r != NotImplemented {
		return r, err
	}
	return t.binarySequence(op, a, b)
}

// binarySequence is a op b after the number slots have declined.
func (t *Thread) binarySequence(op BinOp, a, b Value) (Value, error) {
	switch op {
	case OpAdd:
		if f := a.P.Type.Concat; f != nil {
			return f(t, a, b)
		}
	case OpMul:
		if f := a.P.Type.Repeat; f != nil {
			return t.repeat(f, a, b)
		}
		if f := b.P.Type.Repeat; f != nil {
			return t.repeat(f, b, a)
		}
	}
	return Value{}, t.binaryTypeError(op, binNames[op].sym, a, b)
}

// HasPyBinary reports whether the operator's slot of typ looks up a special method.
func HasPyBinary(typ *Type, op BinOp) bool {
	f := typ.Binary[op]
	return f != nil && typ.Flags&FlagHeap != 0 && sameFunc(f, pyBinary[op])
}

// BinaryRest goes on with a op b, or a op= b, where a special method has been
// called and has answered NotImplemented: that of a, or that of b if reflected.
func (t *Thread) BinaryRest(op BinOp, a, b Value, reflected, inPlace bool) (Value, error) {
	tb := b.P.Type
	if fb := tb.Binary[op]; !reflected && a.P.Type != tb && fb != nil {
		var r Value
		var err error
		if sameFunc(fb, pyBinary[op]) {
			r, err = t.callOr(b, Intern(binNames[op].rname), a)
		} else {
			r, err = fb(t, a, b)
		}
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if inPlace {
		return t.inPlaceSequence(op, a, b)
	}
	return t.binarySequence(op, a, b)
}

func (t *Thread) binaryTypeError(op BinOp, sym string, a, b Value) error {
	if op == OpRShift && a.P.Type == BuiltinType && (*Builtin)(unsafe.Pointer(a.P)).Method.Name == "print" && sym == ">>" {
		return Errorf(TypeErrorType, "unsupported operand type(s) for %s: '%s' and '%s'. Did you mean \"print(<message>, file=<output_stream>)\"?",
			sym, a.P.Type.Name, b.P.Type.Name)
	}
	return Errorf(TypeErrorType, "unsupported operand type(s) for %s: '%s' and '%s'", sym, a.P.Type.Name, b.P.Type.Name)
}

func (t *Thread) repeat(f func(t *Thread, self Value, n int) (Value, error), seq, n Value) (Value, error) {
	if n.P.Type.Index == nil {
		return Value{}, Errorf(TypeErrorType, "can't multiply sequence by non-int of type '%s'", n.P.Type.Name)
	}
	k, err := t.AsIndex(n, OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	return f(t, seq, k)
}

// InPlaceOp computes a op= b and returns the new value of a.
func (t *Thread) InPlaceOp(op BinOp, a, b Value) (Value, error) {
	if op == OpAdd && a.P.Type == StrType && b.P.Type == StrType {
		return (*Str)(unsafe.Pointer(a.P)).Concat(t, (*Str)(unsafe.Pointer(b.P))), nil
	}
	if f := a.P.Type.InPlace[op]; f != nil {
		r, err := f(t, a, b)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	r, err := t.binaryNB(op, a, b)
	if err != nil || r != NotImplemented {
		return r, err
	}
	return t.inPlaceSequence(op, a, b)
}

// inPlaceSequence is a op= b after the number slots have declined.
func (t *Thread) inPlaceSequence(op BinOp, a, b Value) (Value, error) {
	switch op {
	case OpAdd:
		f := a.P.Type.InPlaceConcat
		if f == nil {
			f = a.P.Type.Concat
		}
		if f != nil {
			return f(t, a, b)
		}
	case OpMul:
		f := a.P.Type.InPlaceRepeat
		if f == nil {
			f = a.P.Type.Repeat
		}
		if f != nil {
			return t.repeat(f, a, b)
		}
		if f := b.P.Type.Repeat; f != nil {
			return t.repeat(f, b, a)
		}
	}
	sym := binNames[op].sym + "="
	if op == OpPow {
		sym = "**="
	}
	return Value{}, t.binaryTypeError(op, sym, a, b)
}

var powName = Intern("__pow__")

// Pow computes pow(a, b, mod); mod is None for a ** b.
func (t *Thread) Pow(a, b, mod Value) (Value, error) {
	if mod.IsNone() {
		return t.BinaryOp(OpPow, a, b)
	}
	if f := a.P.Type.Binary[OpPow]; f != nil && sameFunc(f, pyBinary[OpPow]) {
		r, found, err := t.CallSpecial(a, powName, b, mod)
		if err != nil || found && r != NotImplemented {
			return r, err
		}
	}
	for _, v := range []Value{a, b, mod} {
		if f := v.P.Type.PowMod; f != nil {
			r, err := f(t, a, b, mod)
			if err != nil || r != NotImplemented {
				return r, err
			}
		}
	}
	return Value{}, Errorf(TypeErrorType, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
		a.P.Type.Name, b.P.Type.Name, mod.P.Type.Name)
}

func (t *Thread) unary(f UnaryFunc, v Value, what string) (Value, error) {
	if f == nil {
		return Value{}, Errorf(TypeErrorType, "bad operand type for %s: '%s'", what, v.P.Type.Name)
	}
	return f(t, v)
}

// Neg computes -v.
func (t *Thread) Neg(v Value) (Value, error) { return t.unary(v.P.Type.Neg, v, "unary -") }

// Pos computes +v.
func (t *Thread) Pos(v Value) (Value, error) { return t.unary(v.P.Type.Pos, v, "unary +") }

// Invert computes ~v.
func (t *Thread) Invert(v Value) (Value, error) { return t.unary(v.P.Type.Invert, v, "unary ~") }

// Abs computes abs(v).
func (t *Thread) Abs(v Value) (Value, error) { return t.unary(v.P.Type.Abs, v, "abs()") }

// Truth is the truth value of v.
func (t *Thread) Truth(v Value) (bool, error) {
	switch v.P {
	case &BoolHeader, &IntHeader:
		return v.N != 0, nil
	case &noneHeader:
		return false, nil
	case &FloatHeader:
		return v.Float64() != 0, nil
	}
	typ := v.P.Type
	if typ.BoolSlot != nil {
		return typ.BoolSlot(t, v)
	}
	if typ.Len != nil {
		n, err := typ.Len(t, v)
		return n != 0, err
	}
	return true, nil
}

var swapped = [...]CmpOp{LT: GT, LE: GE, EQ: EQ, NE: NE, GT: LT, GE: LE}
var cmpSyms = [...]string{LT: "<", LE: "<=", EQ: "==", NE: "!=", GT: ">", GE: ">="}

// Compare computes a op b; the result need not be a bool.
func (t *Thread) Compare(a, b Value, op CmpOp) (Value, error) {
	ta, tb := a.P.Type, b.P.Type
	if err := t.Enter(" in comparison"); err != nil {
		return Value{}, err
	}
	defer t.Leave()
	tried := false
	if ta != tb && tb.Compare != nil && tb.IsSubtype(ta) {
		tried = true
		r, err := tb.Compare(t, b, a, swapped[op])
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if ta.Compare != nil {
		r, err := ta.Compare(t, a, b, op)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if tried {
		return compareDefault(a, b, op)
	}
	return t.CompareRest(a, b, op)
}

// CompareRest goes on with a op b where a's method has answered NotImplemented.
func (t *Thread) CompareRest(a, b Value, op CmpOp) (Value, error) {
	if tb := b.P.Type; tb.Compare != nil {
		r, err := tb.Compare(t, b, a, swapped[op])
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	return compareDefault(a, b, op)
}

func compareDefault(a, b Value, op CmpOp) (Value, error) {
	switch op {
	case EQ:
		return Bool(a == b), nil
	case NE:
		return Bool(a != b), nil
	}
	return Value{}, Errorf(TypeErrorType, "'%s' not supported between instances of '%s' and '%s'", cmpSyms[op], a.P.Type.Name, b.P.Type.Name)
}

// CompareBool is the truth of a op b, without the shortcut of identity.
func (t *Thread) CompareBool(a, b Value, op CmpOp) (bool, error) {
	if a.P == &IntHeader && b.P == &IntHeader {
		return CompareInts(int64(a.N), int64(b.N), op), nil
	}
	if a.P.Type == IntType && b.P.Type == IntType {
		return cmpOrder(cmpWide(a, b), op), nil
	}
	if a.P.Type == StrType && b.P.Type == StrType {
		return CompareStrs((*Str)(unsafe.Pointer(a.P)), (*Str)(unsafe.Pointer(b.P)), op), nil
	}
	r, err := t.Compare(a, b, op)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

// CompareInts is a comparison of two ints.
func CompareInts(a, b int64, op CmpOp) bool {
	switch op {
	case LT:
		return a < b
	case LE:
		return a <= b
	case EQ:
		return a == b
	case NE:
		return a != b
	case GT:
		return a > b
	}
	return a >= b
}

// cmpOrder turns a three-way result into that of op.
func cmpOrder(c int, op CmpOp) bool { return CompareInts(int64(c), 0, op) }

// EqualValues is a is b or a == b: the equality of containers.
func (t *Thread) EqualValues(a, b Value) (bool, error) {
	if a == b {
		return true, nil
	}
	if a.P.Type == TupleType && b.P.Type == TupleType {
		return t.equalTuples((*Tuple)(unsafe.Pointer(a.P)), (*Tuple)(unsafe.Pointer(b.P)))
	}
	return t.CompareBool(a, b, EQ)
}

// Hash is hash(v); never -1.
func (t *Thread) Hash(v Value) (int64, error) {
	switch v.P.Type {
	case StrType:
		return (*Str)(unsafe.Pointer(v.P)).Hash(), nil
	case IntType:
		if v.P == &IntHeader {
			return HashInt(int64(v.N)), nil
		}
	}
	f := v.P.Type.Hash
	if f == nil {
		return 0, Errorf(TypeErrorType, "unhashable type: '%s'", v.P.Type.Name)
	}
	return f(t, v)
}

// HashInt is hash() of a small int.
func HashInt(n int64) int64 {
	const p = 1<<61 - 1
	if n > -p && n < p {
		if n == -1 {
			return -2
		}
		return n
	}
	h := n % p
	if h == -1 {
		return -2
	}
	return h
}

// HashPointer is the hash of an object by identity.
func HashPointer(v Value) int64 { return hashAddress(int64(uintptr(unsafe.Pointer(v.P))), int64(v.N)) }

// hashAddress is the hash of what lies at an address, with n mixed in.
func hashAddress(at, n int64) int64 {
	h := (at>>4 | at<<60) ^ n
	if h == -1 {
		return -2
	}
	return h
}

// Repr is repr(v).
func (t *Thread) Repr(v Value) (*Str, error) {
	if v.P == &IntHeader {
		return strOf(intString(t, int64(v.N))), nil
	}
	if err := t.Enter(" while getting the repr of an object"); err != nil {
		return nil, err
	}
	r, err := v.P.Type.Repr(t, v)
	t.Leave()
	if err != nil {
		return nil, err
	}
	s, ok := AsStr(r)
	if !ok {
		return nil, Errorf(TypeErrorType, "__repr__ returned non-string (type %s)", r.P.Type.Name)
	}
	return s, nil
}

// Str is str(v).
func (t *Thread) Str(v Value) (*Str, error) {
	if v.P.Type == StrType {
		return (*Str)(unsafe.Pointer(v.P)), nil
	}
	if v.P == &IntHeader {
		return strOf(intString(t, int64(v.N))), nil
	}
	f := v.P.Type.Str
	if f == nil {
		return t.Repr(v)
	}
	if err := t.Enter(" while getting the str of an object"); err != nil {
		return nil, err
	}
	defer t.Leave()
	r, err := f(t, v)
	if err != nil {
		return nil, err
	}
	s, ok := AsStr(r)
	if !ok {
		return nil, Errorf(TypeErrorType, "__str__ returned non-string (type %s)", r.P.Type.Name)
	}
	return s, nil
}

// Iter is iter(v).
func (t *Thread) Iter(v Value) (Value, error) {
	typ := v.P.Type
	if typ.Iter != nil {
		r, err := typ.Iter(t, v)
		if err != nil {
			return Value{}, err
		}
		if r.P.Type.Next == nil {
			return Value{}, Errorf(TypeErrorType, "iter() returned non-iterator of type '%s'", r.P.Type.Name)
		}
		return r, nil
	}
	if typ.GetItem != nil && typ.Lookup(t, names.GetItem).P != nil && !typ.IsSubtype(DictType) {
		return NewSeqIter(v), nil
	}
	return Value{}, Errorf(TypeErrorType, "'%s' object is not iterable", typ.Name)
}

// Next returns the next value of an iterator, or the zero Value at its end; a
// StopIteration that the iterator raises counts as the end.
func (t *Thread) Next(it Value) (Value, error) {
	if it.P.Type == ListIterType {
		return t.nextOf(it)
	}
	next := it.P.Type.Next
	if next == nil {
		return Value{}, Errorf(TypeErrorType, "'%s' object is not an iterator", it.P.Type.Name)
	}
	v, err := next(t, it)
	if err != nil && ErrorIs(err, StopIterationType) {
		return Value{}, nil
	}
	return v, err
}

// Each calls f with each value that v iterates over.
func (t *Thread) Each(v Value, f func(x Value) error) error {
	switch v.P.Type {
	case ListType:
		l := (*List)(unsafe.Pointer(v.P))
		for i := 0; i < len(l.Items); i++ {
			if err := f(l.Items[i]); err != nil {
				return err
			}
		}
		return nil
	case TupleType:
		for _, x := range (*Tuple)(unsafe.Pointer(v.P)).Items {
			if err := f(x); err != nil {
				return err
			}
		}
		return nil
	}
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	return t.drain(it, f)
}

// drain calls f with what is left of an iterator.
func (t *Thread) drain(it Value, f func(x Value) error) error {
	next := it.P.Type.Next
	for {
		x, err := next(t, it)
		if err != nil {
			if ErrorIs(err, StopIterationType) {
				return nil
			}
			return err
		}
		if x.P == nil {
			return nil
		}
		if err := f(x); err != nil {
			return err
		}
	}
}

// Collect returns what v iterates over, as a slice of its own.
func (t *Thread) Collect(v Value) ([]Value, error) {
	switch v.P.Type {
	case ListType:
		return append([]Value(nil), (*List)(unsafe.Pointer(v.P)).Items...), nil
	case TupleType:
		return append([]Value(nil), (*Tuple)(unsafe.Pointer(v.P)).Items...), nil
	case StrType:
		s := strOf(v)
		return s.appendChars(make([]Value, 0, s.Len())), nil
	}
	if d, field := dictItems(v); d != nil {
		out := make([]Value, 0, d.Len())
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			out = append(out, field(&d.Entries[i]))
		}
		return out, nil
	}
	// Asked in this order, as list() does: the iterator first, then the hint.
	it, err := t.Iter(v)
	if err != nil {
		return nil, err
	}
	n, err := t.expected(v, it, 0)
	if err != nil {
		return nil, err
	}
	out := make([]Value, 0, min(n, 1<<20))
	next := it.P.Type.Next
	for {
		x, err := next(t, it)
		if err != nil {
			if ErrorIs(err, StopIterationType) {
				return out, nil
			}
			return nil, err
		}
		if x.P == nil {
			return out, nil
		}
		out = append(out, x)
	}
}

// LengthHint is operator.length_hint(v, def).
func (t *Thread) LengthHint(v Value, def int) (int, error) {
	if f := v.P.Type.Len; f != nil {
		n, err := f(t, v)
		if err == nil {
			return n, nil
		}
		if !ErrorIs(err, TypeErrorType) {
			return 0, err
		}
	}
	r, found, err := t.CallSpecial(v, names.LengthHint)
	if err != nil {
		if ErrorIs(err, TypeErrorType) {
			return def, nil
		}
		return 0, err
	}
	if !found || r == NotImplemented {
		return def, nil
	}
	if !r.Is(IntType) {
		return 0, Errorf(TypeErrorType, "__length_hint__ must be an integer, not %s", r.P.Type.Name)
	}
	n, err := t.AsIndex(r, OverflowErrorType)
	if err != nil {
		return 0, err
	}
	if n < 0 {
		return 0, Errorf(ValueErrorType, "__length_hint__() should return >= 0")
	}
	return n, nil
}

// Len is len(v).
func (t *Thread) Len(v Value) (int, error) {
	f := v.P.Type.Len
	if f == nil {
		return 0, Errorf(TypeErrorType, "object of type '%s' has no len()", v.P.Type.Name)
	}
	return f(t, v)
}

// GetItem is v[key].
func (t *Thread) GetItem(v, key Value) (Value, error) {
	if f := v.P.Type.GetItem; f != nil {
		return f(t, v, key)
	}
	if typ, ok := AsType(v); ok {
		if typ == TypeType {
			return NewGenericAlias(t, v, key)
		}
		f, err := t.GetAttrOpt(v, names.ClassGetItem)
		if err != nil {
			return Value{}, err
		}
		if f.P != nil && !f.IsNone() {
			return t.Call(f, key)
		}
		return Value{}, Errorf(TypeErrorType, "type '%s' is not subscriptable", typ.FullNameC())
	}
	return Value{}, Errorf(TypeErrorType, "'%s' object is not subscriptable", v.P.Type.Name)
}

// SetItem is v[key] = x.
func (t *Thread) SetItem(v, key, x Value) error {
	f := v.P.Type.SetItem
	if f == nil {
		return Errorf(TypeErrorType, "'%s' object does not support item assignment", v.P.Type.Name)
	}
	return f(t, v, key, x)
}

// DelItem is del v[key].
func (t *Thread) DelItem(v, key Value) error {
	f := v.P.Type.SetItem
	if f == nil {
		if typ := v.P.Type; key.P.Type.Index == nil || typ.Flags&FlagHeap == 0 && typ.Len == nil {
			return Errorf(TypeErrorType, "'%s' object does not support item deletion", typ.Name) // nor is it a sequence
		}
		return Errorf(TypeErrorType, "'%s' object doesn't support item deletion", v.P.Type.Name)
	}
	return f(t, v, key, Value{})
}

// Contains is x in v.
func (t *Thread) Contains(v, x Value) (bool, error) {
	if f := v.P.Type.Contains; f != nil {
		return f(t, v, x)
	}
	it, err := t.Iter(v)
	if err != nil {
		if ErrorIs(err, TypeErrorType) {
			err = Errorf(TypeErrorType, "argument of type '%s' is not iterable", v.P.Type.Name)
		}
		return false, err
	}
	found := false
	err = t.drain(it, func(e Value) error {
		eq, err := t.EqualValues(e, x)
		if err != nil {
			return err
		}
		if eq {
			found = true
			return errStop
		}
		return nil
	})
	if err == errStop {
		err = nil
	}
	return found, err
}

type stopEach struct{}

func (stopEach) Error() string { return "stop" }

var errStop error = stopEach{}

// Index is operator.index(v): an exact int or an instance of a subclass.
func (t *Thread) Index(v Value) (Value, error) {
	if v.P == &IntHeader || v.Is(IntType) {
		return v, nil
	}
	f := v.P.Type.Index
	if f == nil {
		return Value{}, Errorf(TypeErrorType, "'%s' object cannot be interpreted as an integer", v.P.Type.Name)
	}
	r, err := f(t, v)
	if err != nil {
		return Value{}, err
	}
	if r.P.Type == IntType {
		return r, nil
	}
	if !r.Is(IntType) {
		return Value{}, Errorf(TypeErrorType, "__index__ returned non-int (type %s)", r.P.Type.Name)
	}
	err = t.Warnf(DeprecationWarningType, 1, "__index__ returned non-int (type %s).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", r.P.Type.Name)
	return exactInt(r), err
}

// AsIndex returns v as a Go int through __index__. An int that does not fit
// raises an error of class overflow, or, with nil, is cut to the nearest.
func (t *Thread) AsIndex(v Value, overflow *Type) (int, error) {
	if v.P == &IntHeader {
		return int(v.N), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := SmallInt(r)
	if ok {
		return int(n), nil
	}
	if overflow != nil {
		return 0, Errorf(overflow, "cannot fit '%s' into an index-sized integer", v.P.Type.Name)
	}
	if intSign(r) < 0 {
		return math.MinInt64, nil
	}
	return math.MaxInt64, nil
}

// IsInstance is isinstance(v, cls); cls may be a tuple or a union.
func (t *Thread) IsInstance(v, cls Value) (bool, error) {
	if v.P.Type.Value() == cls {
		return true, nil
	}
	if cls.P.Type == TypeType {
		return t.isInstanceReal(v, (*Type)(unsafe.Pointer(cls.P)))
	}
	if u, ok := AsTuple(cls); ok {
		if err := t.Enter(" in __instancecheck__"); err != nil {
			return false, err
		}
		defer t.Leave()
		for _, c := range u.Items {
			var ok bool
			var err error
			if c.P.Type == TypeType {
				ok, err = t.isInstanceReal(v, (*Type)(unsafe.Pointer(c.P)))
			} else {
				ok, err = t.IsInstance(v, c)
			}
			if ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	r, found, err := t.CallSpecial(cls, names.InstanceCheck, v)
	if err != nil {
		return false, err
	}
	if found {
		return t.Truth(r)
	}
	return t.RealIsInstance(v, cls)
}

func (t *Thread) isInstanceReal(v Value, c *Type) (bool, error) {
	if v.P.Type.ActsAs(c) {
		return true, nil
	}
	// An object may claim another class by __class__ (proxies do).
	if v.P.Type.genericGetAttr && v.P.Type.Lookup(t, names.Class) == ObjectType.Lookup(t, names.Class) {
		return false, nil
	}
	k, err := t.GetAttrOpt(v, names.Class)
	if err != nil || k.P == nil {
		return false, err
	}
	if kc, ok := AsType(k); ok && kc != v.P.Type {
		return kc.IsSubtype(c), nil
	}
	return false, nil
}

// RealIsInstance is type.__instancecheck__: isinstance without the hook.
func (t *Thread) RealIsInstance(v, cls Value) (bool, error) {
	if c, ok := AsType(cls); ok {
		return t.isInstanceReal(v, c)
	}
	b, err := t.abstractBases(cls)
	if err != nil {
		return false, err
	}
	if b == nil {
		return false, Errorf(TypeErrorType, "isinstance() arg 2 must be a type, a tuple of types, or a union")
	}
	k, err := t.GetAttrOpt(v, names.Class)
	if err != nil || k.P == nil {
		return false, err
	}
	return t.abstractIsSubclass(k, cls)
}

// IsSubclass is issubclass(sub, cls); cls may be a tuple or a union.
func (t *Thread) IsSubclass(sub, cls Value) (bool, error) {
	if cls.P.Type == TypeType {
		if sub == cls {
			return true, nil
		}
		return t.RealIsSubclass(sub, cls)
	}
	if u, ok := AsTuple(cls); ok {
		if err := t.Enter(" in __subclasscheck__"); err != nil {
			return false, err
		}
		defer t.Leave()
		for _, c := range u.Items {
			ok, err := t.IsSubclass(sub, c)
			if ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	r, found, err := t.CallSpecial(cls, names.SubclassCheck, sub)
	if err != nil {
		return false, err
	}
	if found {
		return t.Truth(r)
	}
	return t.RealIsSubclass(sub, cls)
}

// RealIsSubclass is type.__subclasscheck__: issubclass without the hook.
func (t *Thread) RealIsSubclass(sub, cls Value) (bool, error) {
	c, ok := AsType(cls)
	s, ok2 := AsType(sub)
	if ok && ok2 {
		return s.ActsAs(c), nil
	}
	if !ok2 {
		if b, err := t.abstractBases(sub); err != nil {
			return false, err
		} else if b == nil {
			return false, Errorf(TypeErrorType, "issubclass() arg 1 must be a class")
		}
	}
	if !ok && cls.P.Type != UnionType {
		if b, err := t.abstractBases(cls); err != nil {
			return false, err
		} else if b == nil {
			return false, Errorf(TypeErrorType, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
		}
	}
	return t.abstractIsSubclass(sub, cls)
}

func (t *Thread) abstractBases(v Value) (*Tuple, error) {
	b, err := t.GetAttrOpt(v, names.Bases)
	if err != nil || b.P == nil {
		return nil, err
	}
	u, ok := AsTuple(b)
	if !ok {
		return nil, nil
	}
	if u == nil {
		u = emptyTuple
	}
	return u, nil
}

func (t *Thread) abstractIsSubclass(sub, cls Value) (bool, error) {
	if sub == cls {
		return true, nil
	}
	if err := t.Enter(" in __issubclass__"); err != nil {
		return false, err
	}
	defer t.Leave()
	bases, err := t.abstractBases(sub)
	if err != nil || bases == nil {
		return false, err
	}
	for _, b := range bases.Items {
		ok, err := t.abstractIsSubclass(b, cls)
		if ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}
