package object

import (
	"strings"
	"unsafe"

	"memphis/interp/internal/room"
)

// This file defines the list type (Python library reference: list). Sorting is
// in list_sort.go.

func listNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if cls == ListType {
		return NewList(nil).Value(), nil
	}
	return Alloc[List](cls).Value(), nil
}

func listInit(t *Thread, v Value, args []Value, kw *Tuple) error {
	if err := noInitKeywords(v.P.Type, ListType, kw); err != nil {
		return err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) > 1 {
		return Errorf(TypeErrorType, "list expected at most 1 argument, got %d", len(args))
	}
	l := (*List)(unsafe.Pointer(v.P))
	l.MoveTo(nil)
	if len(args) == 0 {
		return nil
	}
	return l.Extend(t, args[0])
}

// Extend appends what v iterates over. Items that came before an error stay.
func (l *List) Extend(t *Thread, v Value) error {
	switch v.P.Type {
	case ListType:
		l.AppendAll((*List)(unsafe.Pointer(v.P)).Items)
		return nil
	case TupleType:
		l.AppendAll((*Tuple)(unsafe.Pointer(v.P)).Items)
		return nil
	case StrType:
		s := strOf(v)
		if !room.For(s.Len(), 16) {
			return noMemory()
		}
		l.grow(s.Len())
		l.Items = s.appendChars(l.Items)
		return nil
	}
	if d, field := dictItems(v); d != nil {
		l.grow(d.Len())
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			l.Items = append(l.Items, field(&d.Entries[i]))
		}
		return nil
	}
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	if r, ok := asRangeIter(it); ok && !asksLength(v) {
		if !room.For(int(r.Left), 16) {
			return noMemory()
		}
		l.grow(int(r.Left))
		for ; r.Left > 0; r.Left-- {
			l.Items = append(l.Items, Int64(r.Cur))
			r.Cur += r.Step
		}
		return nil
	}
	n, err := t.expected(v, it, 8)
	if err != nil {
		return err
	}
	if n > maxInt-len(l.Items) {
		n = 0 // no list is so long: the hint is wrong
	}
	if !room.For(n, 16) {
		return noMemory()
	}
	l.grow(min(n, 1<<20))
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
		l.Append(x)
	}
}

// grow makes room for n more items.
func (l *List) grow(n int) {
	if cap(l.Items)-len(l.Items) < n {
		s := make([]Value, len(l.Items), len(l.Items)+n)
		copy(s, l.Items)
		l.MoveTo(s)
	}
}

// Insert puts v before position i, 0 <= i <= len.
func (l *List) Insert(i int, v Value) {
	l.Append(Value{})
	copy(l.Items[i+1:], l.Items[i:])
	l.Items[i] = v
}

// DeleteAt removes item i and returns it. Removing the first item only moves
// the start of the slice, so a list serves as a queue in constant time; the room
// comes back when the list next grows.
func (l *List) DeleteAt(i int) Value {
	v := l.Items[i]
	n := len(l.Items) - 1
	switch i {
	case n:
		l.Items[n] = Value{}
		l.Items = l.Items[:n]
	case 0:
		l.Items[0] = Value{}
		l.Items = l.Items[1:]
	default:
		copy(l.Items[i:], l.Items[i+1:])
		l.Items[n] = Value{}
		l.Items = l.Items[:n]
	}
	return v
}

// replace puts with in the place of items i to j.
func (l *List) replace(i, j int, with []Value) {
	old := l.Items
	n := len(old) - (j - i) + len(with)
	switch {
	case n == len(old):
		copy(old[i:], with)
	case n < len(old):
		copy(old[i:], with)
		copy(old[i+len(with):], old[j:])
		clear(old[n:])
		l.Items = old[:n]
	case n <= cap(old):
		l.Items = old[:n]
		copy(l.Items[i+len(with):], old[j:])
		copy(l.Items[i:], with)
	default:
		s := make([]Value, n, n+n/8)
		copy(s, old[:i])
		copy(s[i:], with)
		copy(s[i+len(with):], old[j:])
		l.MoveTo(s)
	}
}

func listRepr(t *Thread, v Value) (Value, error) {
	l := (*List)(unsafe.Pointer(v.P))
	if len(l.Items) == 0 {
		return StrValue("[]"), nil
	}
	if t.ReprEnter(v) {
		return StrValue("[...]"), nil
	}
	defer t.ReprLeave(v)
	var b strings.Builder
	b.WriteByte('[')
	if err := t.reprItems(&b, func() []Value { return l.Items }); err != nil {
		return Value{}, err
	}
	b.WriteByte(']')
	return StrValue(b.String()), nil
}

func listCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	y, ok := AsList(b)
	if !ok {
		return NotImplemented, nil
	}
	x := (*List)(unsafe.Pointer(a.P))
	if len(x.Items) != len(y.Items) && (op == EQ || op == NE) {
		return Bool(op == NE), nil
	}
	return t.compareItems(func() []Value { return x.Items }, func() []Value { return y.Items }, op)
}

func listGetItem(t *Thread, v, key Value) (Value, error) {
	l := (*List)(unsafe.Pointer(v.P))
	if key.P == &IntHeader {
		i := int(key.N)
		if i < 0 {
			i += len(l.Items)
		}
		if uint(i) < uint(len(l.Items)) {
			return l.Items[i], nil
		}
		return Value{}, Errorf(IndexErrorType, "list index out of range")
	}
	if key.P.Type.Index != nil {
		i, err := t.AsIndex(key, IndexErrorType)
		if err != nil {
			return Value{}, err
		}
		return listGetItem(t, v, Int(i))
	}
	s, ok := AsSlice(key)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "list indices must be integers or slices, not %s", key.P.Type.Name)
	}
	start, stop, step, err := s.Unpack(t)
	if err != nil {
		return Value{}, err
	}
	start, _, n := AdjustSlice(len(l.Items), start, stop, step)
	out := newListSize(n)
	sliceItems(out.Items, l.Items, start, step)
	return out.Value(), nil
}

func listSetItem(t *Thread, v, key, x Value) error {
	l := (*List)(unsafe.Pointer(v.P))
	if key.P == &IntHeader || key.P.Type.Index != nil {
		i, err := t.AsIndex(key, IndexErrorType)
		if err != nil {
			return err
		}
		if i < 0 {
			i += len(l.Items)
		}
		if uint(i) >= uint(len(l.Items)) {
			return Errorf(IndexErrorType, "list assignment index out of range")
		}
		if x.P == nil {
			l.DeleteAt(i)
		} else {
			l.Items[i] = x
		}
		return nil
	}
	s, ok := AsSlice(key)
	if !ok {
		return Errorf(TypeErrorType, "list indices must be integers or slices, not %s", key.P.Type.Name)
	}
	start, stop, step, err := s.Unpack(t)
	if err != nil {
		return err
	}
	start0, stop0 := start, stop
	start, stop, n := AdjustSlice(len(l.Items), start, stop, step)
	if x.P == nil {
		l.deleteSlice(start, stop, step, n)
		return nil
	}
	if step == 1 {
		items, err := t.fastItems(l, x, "can only assign an iterable")
		if err != nil {
			return err
		}
		if stop < start {
			stop = start
		}
		// Iterating may have changed the list.
		stop = min(stop, len(l.Items))
		start = min(start, stop)
		l.replace(start, stop, items)
		return nil
	}
	items, err := t.fastItems(l, x, "must assign iterable to extended slice")
	if err != nil {
		return err
	}
	start, _, n = AdjustSlice(len(l.Items), start0, stop0, step)
	if len(items) != n {
		return Errorf(ValueErrorType, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	for _, y := range items {
		l.Items[start] = y
		start += step
	}
	return nil
}

// fastItems is what v iterates over, to be put into l at once, so that nothing is copied but l itself. For what is not
// iterable msg is the error.
func (t *Thread) fastItems(l *List, v Value, msg string) ([]Value, error) {
	switch {
	case v.P == &l.Header:
		return t.Collect(v)
	case v.P.Type == ListType:
		return (*List)(unsafe.Pointer(v.P)).Items, nil
	case v.P.Type != TupleType:
		it, err := t.Iter(v)
		if err != nil {
			if ErrorIs(err, TypeErrorType) {
				return nil, Errorf(TypeErrorType, "%s", msg)
			}
			return nil, err
		}
		out := NewList(nil)
		if err := out.Extend(t, it); err != nil {
			return nil, err
		}
		return out.Items, nil
	}
	return (*Tuple)(unsafe.Pointer(v.P)).Items, nil
}

func (l *List) deleteSlice(start, stop, step, n int) {
	if n == 0 {
		return
	}
	if step < 0 {
		start, step = start+step*(n-1), -step
	}
	if step == 1 {
		if start == 0 {
			clear(l.Items[:n])
			l.Items = l.Items[n:]
			return
		}
		l.replace(start, start+n, nil)
		return
	}
	w := start
	for i, next := start, start; i < len(l.Items); i++ {
		if i == next && n > 0 {
			next += step
			n--
			continue
		}
		l.Items[w] = l.Items[i]
		w++
	}
	clear(l.Items[w:])
	l.Items = l.Items[:w]
}

func listPop(t *Thread, v, at, _ Value) (Value, error) {
	l := (*List)(unsafe.Pointer(v.P))
	i := -1
	if at.P != nil {
		var err error
		if i, err = t.AsIndex(at, OverflowErrorType); err != nil {
			return Value{}, err
		}
	}
	if len(l.Items) == 0 {
		return Value{}, Errorf(IndexErrorType, "pop from empty list")
	}
	if i < 0 {
		i += len(l.Items)
	}
	if uint(i) >= uint(len(l.Items)) {
		return Value{}, Errorf(IndexErrorType, "pop index out of range")
	}
	return l.DeleteAt(i), nil
}

func setupList() {
	self := func(v Value) *List { return (*List)(unsafe.Pointer(v.P)) }
	y := ListType
	y.Convert = func(t *Thread, v Value) (Value, error) {
		l := NewList(nil)
		if err := l.Extend(t, v); err != nil {
			return Value{}, err
		}
		return l.Value(), nil
	}
	y.New = listNew
	y.Init = listInit
	y.Repr = listRepr
	y.Compare = listCompare
	y.Len = func(t *Thread, v Value) (int, error) { return len(self(v).Items), nil }
	y.GetItem = listGetItem
	y.SetItem = listSetItem
	y.Contains = func(t *Thread, v, x Value) (bool, error) {
		l := self(v)
		i, err := t.findItem(func() []Value { return l.Items }, x, 0, maxInt)
		return i >= 0, err
	}
	y.Iter = func(t *Thread, v Value) (Value, error) {
		return Value{P: &(&ListIter{Header{ListIterType}, self(v), 0}).Header}, nil
	}
	y.Concat = func(t *Thread, a, b Value) (Value, error) {
		o, ok := AnyList(t, b)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "can only concatenate list (not \"%s\") to list", b.P.Type.Name)
		}
		x := self(a)
		l := newListSize(len(x.Items) + len(o.Items))
		copy(l.Items[copy(l.Items, x.Items):], o.Items)
		return l.Value(), nil
	}
	y.InPlaceConcat = func(t *Thread, a, b Value) (Value, error) { return a, self(a).Extend(t, b) }
	y.Repeat = func(t *Thread, v Value, n int) (Value, error) {
		items := self(v).Items
		if n > 0 && len(items) > 0 && n <= listRoomMax/len(items) {
			l := newListSize(n * len(items))
			fillRepeat(l.Items, items)
			return l.Value(), nil
		}
		out, err := t.repeatItems(items, n)
		if err != nil {
			return Value{}, err
		}
		return NewList(out).Value(), nil
	}
	y.InPlaceRepeat = func(t *Thread, v Value, n int) (Value, error) {
		l := self(v)
		if n == 1 {
			return v, nil
		}
		out, err := t.repeatItems(l.Items, n)
		if err != nil {
			return Value{}, err
		}
		l.MoveTo(out)
		return v, nil
	}
	Define(y, TypeSpec{
		Doc:    "list(iterable=(), /)\n--\n\nBuilt-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
		Layout: NewLayout[List]("list", objectLayout), Flags: FlagBase | FlagSequence | FlagMatchSelf,
		Methods: []Method{
			{Name: "__getitem__", Doc: "x.__getitem__(y) <==> x[y]", Fn: Fn1(listGetItem)},
			{Name: "__reversed__", Sig: "($self, /)", Doc: "Return a reverse iterator over the list.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				l := self(v)
				return Value{P: &(&ListReverseIter{Header{ListReverseIterType}, l, len(l.Items) - 1}).Header}, nil
			})},
			{Name: "__sizeof__", Sig: "($self, /)", Doc: "Return the size of the list in memory, in bytes.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return Int(40 + 8*cap(self(v).Items)), nil })},
			{Name: "clear", Sig: "($self, /)", Doc: "Remove all items from list.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				self(v).MoveTo(nil)
				return None, nil
			})},
			{Name: "copy", Sig: "($self, /)", Doc: "Return a shallow copy of the list.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return NewListOf(self(v).Items).Value(), nil
			})},
			{Name: "append", Sig: "($self, object, /)", Doc: "Append object to the end of the list.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				self(v).Append(x)
				return None, nil
			})},
			{Name: "insert", Sig: "($self, index, object, /)", Doc: "Insert object before index.", Fn: Fn2(func(t *Thread, v, at, x Value) (Value, error) {
				i, err := t.AsIndex(at, OverflowErrorType)
				if err != nil {
					return Value{}, err
				}
				l := self(v)
				if i < 0 {
					i = max(i+len(l.Items), 0)
				}
				l.Insert(min(i, len(l.Items)), x)
				return None, nil
			})},
			{Name: "extend", Sig: "($self, iterable, /)", Doc: "Extend list by appending elements from the iterable.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) { return None, self(v).Extend(t, x) })},
			{Name: "pop", Sig: "($self, index=-1, /)", Doc: "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.", Fn: FnOpt(listPop)},
			{Name: "remove", Sig: "($self, value, /)", Doc: "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				l := self(v)
				i, err := t.findItem(func() []Value { return l.Items }, x, 0, maxInt)
				if err != nil {
					return Value{}, err
				}
				if i < 0 {
					return Value{}, Errorf(ValueErrorType, "list.remove(x): x not in list")
				}
				// Comparing may have made the list shorter.
				if i < len(l.Items) {
					l.DeleteAt(i)
				}
				return None, nil
			})},
			{Name: "index", Sig: "($self, value, start=0, stop=sys.maxsize, /)", Doc: "Return first index of value.\n\nRaises ValueError if the value is not present.", Fn: FnBound(func(t *Thread, v Value, args []Value) (Value, error) {
				l := self(v)
				from, err := t.seqBound(args[1], len(l.Items), 0)
				if err != nil {
					return Value{}, err
				}
				to, err := t.seqBound(args[2], len(l.Items), maxInt)
				if err != nil {
					return Value{}, err
				}
				x := args[0]
				i, err := t.findItem(func() []Value { return l.Items }, x, from, to)
				if err != nil {
					return Value{}, err
				}
				if i < 0 {
					s, err := t.Repr(x)
					if err != nil {
						return Value{}, err
					}
					return Value{}, Errorf(ValueErrorType, "%s is not in list", s.s)
				}
				return Int(i), nil
			})},
			{Name: "count", Sig: "($self, value, /)", Doc: "Return number of occurrences of value.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				l := self(v)
				n, err := t.countItems(func() []Value { return l.Items }, x)
				return Int(n), err
			})},
			{Name: "reverse", Sig: "($self, /)", Doc: "Reverse *IN PLACE*.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				reverseItems(self(v).Items)
				return None, nil
			})},
			{Name: "sort", Sig: "($self, /, *, key=None, reverse=False)", Doc: "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.", Fn: FnBound(listSort)},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: ClassMethod, Fn: Fn1(NewGenericAlias)},
		},
	})
}

func reverseItems(s []Value) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

// Items are the values of a list or tuple, or of an instance of a subclass; ok is false for anything else.
func Items(v Value) (items []Value, ok bool) {
	if l, ok := AsList(v); ok {
		return l.Items, true
	}
	if u, ok := AsTuple(v); ok {
		return u.Items, true
	}
	return nil, false
}
