package object

import (
	"math/bits"
	"strings"
	"unsafe"

	"memphis/interp/internal/room"
)

// This file defines the tuple type (Python library reference: tuple).

// noKeywords refuses keyword arguments of a built-in constructor; a subclass
// with an __init__ of its own may take them.
func noKeywords(cls, base *Type, kw *Tuple) error {
	if kwLen(kw) > 0 && (cls == base || sameInit(cls, base)) {
		return Errorf(TypeErrorType, "%s() takes no keyword arguments", base.Name)
	}
	return nil
}

// noInitKeywords is noKeywords for __init__: a subclass with a __new__ of its own
// may take keyword arguments.
func noInitKeywords(cls, base *Type, kw *Tuple) error {
	if kwLen(kw) > 0 && (cls == base || sameNew(cls, base)) {
		return Errorf(TypeErrorType, "%s() takes no keyword arguments", base.Name)
	}
	return nil
}

func tupleNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if err := noKeywords(cls, TupleType, kw); err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) > 1 {
		return Value{}, Errorf(TypeErrorType, "tuple expected at most 1 argument, got %d", len(args))
	}
	var items []Value
	if len(args) == 1 {
		if cls == TupleType && args[0].P.Type == TupleType {
			return args[0], nil
		}
		if cls == TupleType && args[0].P.Type == ListType {
			return NewTupleOf((*List)(unsafe.Pointer(args[0].P)).Items).Value(), nil
		}
		var err error
		if items, err = t.Collect(args[0]); err != nil {
			return Value{}, err
		}
	}
	if cls == TupleType {
		return NewTuple(items).Value(), nil
	}
	u := Alloc[Tuple](cls)
	u.Items = items
	return u.Value(), nil
}

// reprItems appends the reprs of the items, separated by commas. It asks for the
// items anew each time: the repr of one can change them.
func (t *Thread) reprItems(b *strings.Builder, items func() []Value) error {
	for i := 0; i < len(items()); i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		s, err := t.Repr(items()[i])
		if err != nil {
			return err
		}
		b.WriteString(s.s)
	}
	return nil
}

func tupleRepr(t *Thread, v Value) (Value, error) {
	u := (*Tuple)(unsafe.Pointer(v.P))
	if len(u.Items) == 0 {
		return StrValue("()"), nil
	}
	if t.ReprEnter(v) {
		return StrValue("(...)"), nil
	}
	defer t.ReprLeave(v)
	var b strings.Builder
	b.WriteByte('(')
	if err := t.reprItems(&b, func() []Value { return u.Items }); err != nil {
		return Value{}, err
	}
	if len(u.Items) == 1 {
		b.WriteByte(',')
	}
	b.WriteByte(')')
	return StrValue(b.String()), nil
}

// tupleHash is xxHash over the items' hashes, as in CPython.
func tupleHash(t *Thread, v Value) (int64, error) {
	items := (*Tuple)(unsafe.Pointer(v.P)).Items
	acc := uint64(xxPrime5)
	for _, x := range items {
		h, err := keyHash(t, x)
		if err != nil {
			return 0, err
		}
		acc = bits.RotateLeft64(acc+uint64(h)*xxPrime2, 31) * xxPrime1
	}
	return endTupleHash(acc, len(items)), nil
}

// equalTuples is x == y for tuples: keys of dicts and tokens are compared all the time.
func (t *Thread) equalTuples(x, y *Tuple) (bool, error) {
	if len(x.Items) != len(y.Items) {
		return false, t.equalParts(x.Items, y.Items)
	}
	n, differ := equalPrefix(x.Items, y.Items)
	if differ || n == len(x.Items) {
		return !differ, nil
	}
	if err := t.Enter(" in comparison"); err != nil {
		return false, err
	}
	defer t.Leave()
	for i := n; i < len(x.Items); i++ {
		eq, err := t.EqualValues(x.Items[i], y.Items[i])
		if !eq || err != nil {
			return false, err
		}
	}
	return true, nil
}

// equalPrefix returns how many items at the start of x and y are known to be equal without a call, and whether the next
// ones are known to differ.
func equalPrefix(x, y []Value) (n int, differ bool) {
	for i := range min(len(x), len(y)) {
		a, b := x[i], y[i]
		if a == b {
			continue
		}
		if a.P == &IntHeader && b.P == &IntHeader {
			return i, true
		}
		if a.P.Type != StrType || b.P.Type != StrType {
			return i, false
		}
		if (*Str)(unsafe.Pointer(a.P)).s != (*Str)(unsafe.Pointer(b.P)).s {
			return i, true
		}
	}
	return min(len(x), len(y)), false
}

// equalParts compares tuples of different lengths: they differ, but the comparisons
// up to the first items that do are made.
func (t *Thread) equalParts(x, y []Value) error {
	for i := range min(len(x), len(y)) {
		if eq, err := t.EqualValues(x[i], y[i]); !eq || err != nil {
			return err
		}
	}
	return nil
}

func tupleCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	y, ok := AsTuple(b)
	if !ok {
		return NotImplemented, nil
	}
	x := (*Tuple)(unsafe.Pointer(a.P))
	if op == EQ || op == NE {
		eq, err := t.equalTuples(x, y)
		return Bool(eq == (op == EQ)), err
	}
	return t.compareItems(func() []Value { return x.Items }, func() []Value { return y.Items }, op)
}

// compareItems compares two sequences item by item. It asks for the items anew
// after each comparison: that can change a list.
func (t *Thread) compareItems(x, y func() []Value, op CmpOp) (Value, error) {
	i, differ := equalPrefix(x(), y())
	for ; !differ; i++ {
		a, b := x(), y()
		if i >= len(a) || i >= len(b) {
			break
		}
		if a[i] == b[i] {
			continue
		}
		eq, err := t.CompareBool(a[i], b[i], EQ)
		if err != nil {
			return Value{}, err
		}
		if !eq {
			break
		}
	}
	a, b := x(), y()
	if i >= len(a) || i >= len(b) {
		return Bool(CompareInts(int64(len(a)), int64(len(b)), op)), nil
	}
	switch op {
	case EQ:
		return False, nil
	case NE:
		return True, nil
	}
	return t.Compare(a[i], b[i], op)
}

// findItem returns the position of v in items, or -1.
func (t *Thread) findItem(items func() []Value, v Value, from, to int) (int, error) {
	for i := from; i < to; i++ {
		s := items()
		if i >= len(s) {
			break
		}
		x := s[i]
		if x == v {
			return i, nil
		}
		if x.P == &IntHeader && v.P == &IntHeader {
			continue
		}
		eq, err := t.CompareBool(x, v, EQ)
		if err != nil {
			return -1, err
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func (t *Thread) countItems(items func() []Value, v Value) (int, error) {
	n := 0
	for i := 0; ; i++ {
		s := items()
		if i >= len(s) {
			return n, nil
		}
		eq, err := t.EqualValues(s[i], v)
		if err != nil {
			return 0, err
		}
		if eq {
			n++
		}
	}
}

// itemIndex converts the index of an item of a sequence called what, of length n.
func (t *Thread) itemIndex(key Value, n int, what, outOfRange string) (int, error) {
	i, err := t.AsIndex(key, IndexErrorType)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, Errorf(IndexErrorType, "%s", outOfRange)
	}
	return i, nil
}

// sliceItems fills out with items start, start+step, ...
func sliceItems(out, items []Value, start, step int) {
	if step == 1 {
		copy(out, items[start:])
		return
	}
	for i := range out {
		out[i] = items[start]
		start += step
	}
}

func tupleGetItem(t *Thread, v, key Value) (Value, error) {
	items := (*Tuple)(unsafe.Pointer(v.P)).Items
	if key.P == &IntHeader || key.P.Type.Index != nil {
		i, err := t.itemIndex(key, len(items), "tuple", "tuple index out of range")
		if err != nil {
			return Value{}, err
		}
		return items[i], nil
	}
	s, ok := AsSlice(key)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "tuple indices must be integers or slices, not %s", key.P.Type.Name)
	}
	start, _, step, n, err := s.Indices(t, len(items))
	if err != nil {
		return Value{}, err
	}
	if n == len(items) && step == 1 && v.P.Type == TupleType {
		return v, nil
	}
	if n == 0 {
		return emptyTuple.Value(), nil
	}
	u := NewTupleSize(n)
	sliceItems(u.Items, items, start, step)
	return u.Value(), nil
}

// repeatItems returns items n times over.
func (t *Thread) repeatItems(items []Value, n int) ([]Value, error) {
	if n <= 0 || len(items) == 0 {
		return nil, nil
	}
	if !room.For(n, 16*len(items)) {
		return nil, NewError(MemoryErrorType)
	}
	out := make([]Value, n*len(items))
	fillRepeat(out, items)
	return out, nil
}

// fillRepeat fills out with items, over and over.
func fillRepeat(out, items []Value) {
	k := copy(out, items)
	if k == 1 {
		for k < len(out) && k < 16 {
			out[k] = items[0]
			k++
		}
	}
	// What is copied stays in the nearest cache.
	for k < len(out) {
		k += copy(out[k:], out[:min(k, len(items)<<8)])
	}
}

func setupTuple() {
	self := func(v Value) *Tuple { return (*Tuple)(unsafe.Pointer(v.P)) }
	y := TupleType
	y.New = tupleNew
	y.Convert = func(t *Thread, v Value) (Value, error) {
		if v.P.Type == TupleType {
			return v, nil
		}
		if v.P.Type == ListType {
			return NewTupleOf((*List)(unsafe.Pointer(v.P)).Items).Value(), nil
		}
		items, err := t.Collect(v)
		if err != nil {
			return Value{}, err
		}
		return NewTuple(items).Value(), nil
	}
	y.Repr = tupleRepr
	y.Hash = tupleHash
	y.Compare = tupleCompare
	y.Len = func(t *Thread, v Value) (int, error) { return len(self(v).Items), nil }
	y.GetItem = tupleGetItem
	y.Contains = func(t *Thread, v, x Value) (bool, error) {
		u := self(v)
		i, err := t.findItem(func() []Value { return u.Items }, x, 0, len(u.Items))
		return i >= 0, err
	}
	y.Iter = func(t *Thread, v Value) (Value, error) {
		return Value{P: &(&TupleIter{Header{TupleIterType}, self(v), 0}).Header}, nil
	}
	y.Concat = func(t *Thread, a, b Value) (Value, error) {
		o, ok := AsTuple(b)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "can only concatenate tuple (not \"%s\") to tuple", b.P.Type.Name)
		}
		x := self(a)
		if len(x.Items) == 0 && b.P.Type == TupleType {
			return b, nil
		}
		if len(o.Items) == 0 && a.P.Type == TupleType {
			return a, nil
		}
		u := NewTupleSize(len(x.Items) + len(o.Items))
		copy(u.Items[copy(u.Items, x.Items):], o.Items)
		return u.Value(), nil
	}
	y.Repeat = func(t *Thread, v Value, n int) (Value, error) {
		u := self(v)
		if v.P.Type == TupleType && (n == 1 || len(u.Items) == 0) {
			return v, nil
		}
		out, err := t.repeatItems(u.Items, n)
		if err != nil {
			return Value{}, err
		}
		return NewTuple(out).Value(), nil
	}
	Define(y, TypeSpec{
		Doc:    "tuple(iterable=(), /)\n--\n\nBuilt-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
		Layout: tupleLayout, Flags: FlagBase | FlagSequence | FlagMatchSelf,
		Methods: []Method{
			{Name: "__getnewargs__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return TupleOf(NewTuple(append([]Value(nil), self(v).Items...)).Value()), nil
			})},
			{Name: "index", Sig: "($self, value, start=0, stop=sys.maxsize, /)", Doc: "Return first index of value.\n\nRaises ValueError if the value is not present.", Fn: FnBound(func(t *Thread, v Value, args []Value) (Value, error) {
				u := self(v)
				from, err := t.seqBound(args[1], len(u.Items), 0)
				if err != nil {
					return Value{}, err
				}
				to, err := t.seqBound(args[2], len(u.Items), maxInt)
				if err != nil {
					return Value{}, err
				}
				i, err := t.findItem(func() []Value { return u.Items }, args[0], from, to)
				if err == nil && i < 0 {
					err = Errorf(ValueErrorType, "tuple.index(x): x not in tuple")
				}
				return Int(i), err
			})},
			{Name: "count", Sig: "($self, value, /)", Doc: "Return number of occurrences of value.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				u := self(v)
				n, err := t.countItems(func() []Value { return u.Items }, x)
				return Int(n), err
			})},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: ClassMethod, Fn: Fn1(NewGenericAlias)},
		},
	})
}

var tupleLayout = NewLayout[Tuple]("tuple", objectLayout)
