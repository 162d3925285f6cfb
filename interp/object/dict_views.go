package object

import (
	"strings"
	"unsafe"
)

// This file defines the views of a dict and its iterators (Python library
// reference: dictionary view objects).

// DictView is a dict_keys, dict_values or dict_items.
type DictView struct {
	Header
	Dict *Dict
}

func newDictView(typ *Type, d *Dict) Value { return Value{P: &(&DictView{Header{typ}, d}).Header} }

// DictIter is an iterator over a dict: forward from position Pos of Entries, or
// backward from it, by its type. Used is the size that the dict must keep, -1
// once it was found changed; Left is the number of items to come.
type DictIter struct {
	Header
	Dict *Dict // nil when exhausted
	Pos  int
	Used int
	Left int
}

func newDictIter(typ *Type, d *Dict) Value {
	it := &DictIter{Header{typ}, d, int(d.head), d.Len(), d.Len()}
	if typ == DictRevKeyIterType || typ == DictRevValueIterType || typ == DictRevItemIterType {
		it.Pos = len(d.Entries) - 1
	}
	return Value{P: &it.Header}
}

// Step advances a forward iterator and returns the entry it came to, nil at the end.
func (it *DictIter) Step() (*DictEntry, error) {
	d := it.Dict
	if d == nil {
		return nil, nil
	}
	if it.Used != d.Len() {
		it.Used = -1
		return nil, Errorf(RuntimeErrorType, "dictionary changed size during iteration")
	}
	for i := it.Pos; i < len(d.Entries); i++ {
		if e := &d.Entries[i]; e.Key.P != nil {
			if it.Left == 0 {
				it.Dict = nil
				return nil, Errorf(RuntimeErrorType, "dictionary keys changed during iteration")
			}
			it.Pos = i + 1
			it.Left--
			return e, nil
		}
	}
	it.Dict = nil
	return nil, nil
}

// StepBack is Step for a backward iterator.
func (it *DictIter) StepBack() (*DictEntry, error) {
	d := it.Dict
	if d == nil {
		return nil, nil
	}
	if it.Used != d.Len() {
		it.Used = -1
		return nil, Errorf(RuntimeErrorType, "dictionary changed size during iteration")
	}
	for i := min(it.Pos, len(d.Entries)-1); i >= 0; i-- {
		if e := &d.Entries[i]; e.Key.P != nil {
			if it.Left == 0 {
				it.Dict = nil
				return nil, Errorf(RuntimeErrorType, "dictionary keys changed during iteration")
			}
			it.Pos = i - 1
			it.Left--
			return e, nil
		}
	}
	it.Dict = nil
	return nil, nil
}

func entryKey(e *DictEntry) Value  { return e.Key }
func entryVal(e *DictEntry) Value  { return e.Val }
func entryItem(e *DictEntry) Value { return Pair(e.Key, e.Val) }

// dictItems returns the dict that v, a dict or a view of one, goes over, and
// which part of the entries; nil for any other value.
func dictItems(v Value) (*Dict, func(e *DictEntry) Value) {
	switch v.P.Type {
	case DictType:
		return (*Dict)(unsafe.Pointer(v.P)), entryKey
	case DictKeysType:
		return (*DictView)(unsafe.Pointer(v.P)).Dict, entryKey
	case DictValuesType:
		return (*DictView)(unsafe.Pointer(v.P)).Dict, entryVal
	case DictItemsType:
		return (*DictView)(unsafe.Pointer(v.P)).Dict, entryItem
	}
	return nil, nil
}

// contains is the membership test of a view.
func (w *DictView) contains(t *Thread, v Value) (bool, error) {
	if w.Header.Type.IsSubtype(DictKeysType) {
		_, ok, err := w.Dict.Get(t, v)
		return ok, err
	}
	u, ok := AsTuple(v)
	if !ok || len(u.Items) != 2 {
		return false, nil
	}
	x, ok, err := w.Dict.Get(t, u.Items[0])
	if err != nil || !ok {
		return false, err
	}
	return t.EqualValues(x, u.Items[1])
}

func isSetView(v Value) bool { return v.Is(DictKeysType) || v.Is(DictItemsType) }

// setLike reports whether v is a set, a frozenset or a view that acts as one.
func setLike(v Value) bool {
	return isSetView(v) || v.Is(SetType) || v.Is(FrozenSetType)
}

// containsAll reports whether every item of a is in b.
func (t *Thread) containsAll(a, b Value) (bool, error) {
	err := t.Each(a, func(x Value) error {
		in, err := t.Contains(b, x)
		if err == nil && !in {
			err = errStop
		}
		return err
	})
	if err == errStop {
		return false, nil
	}
	return err == nil, err
}

func viewCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if !setLike(b) {
		return NotImplemented, nil
	}
	n, err := t.Len(a)
	if err != nil {
		return Value{}, err
	}
	m, err := t.Len(b)
	if err != nil {
		return Value{}, err
	}
	ok := false
	switch op {
	case NE, EQ:
		if n == m {
			ok, err = t.containsAll(a, b)
		}
		if op == NE {
			ok = !ok
		}
	case LT, LE:
		if n < m || op == LE && n == m {
			ok, err = t.containsAll(a, b)
		}
	case GT, GE:
		if n > m || op == GE && n == m {
			ok, err = t.containsAll(b, a)
		}
	}
	return Bool(ok), err
}

// viewAnd is the & of views; the result has the items of the operand iterated over.
func viewAnd(t *Thread, a, b Value) (Value, error) {
	if !isSetView(a) {
		a, b = b, a
	}
	w := (*DictView)(unsafe.Pointer(a.P))
	if b.P.Type == SetType && w.Dict.Len() <= (*Set)(unsafe.Pointer(b.P)).Len() {
		return t.setIntersection((*Set)(unsafe.Pointer(b.P)), a, SetType)
	}
	if isSetView(b) && (*DictView)(unsafe.Pointer(b.P)).Dict.Len() > w.Dict.Len() {
		a, b = b, a
		w = (*DictView)(unsafe.Pointer(a.P))
	}
	out := NewSet()
	err := t.Each(b, func(x Value) error {
		in, err := w.contains(t, x)
		if err == nil && in {
			err = out.Add(t, x)
		}
		return err
	})
	return out.Value(), err
}

func viewSetOp(op func(s *Set, t *Thread, v Value) error) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		s := NewSet()
		if err := s.Update(t, a); err != nil {
			return Value{}, err
		}
		return s.Value(), op(s, t, b)
	}
}

func viewIsDisjoint(t *Thread, v, o Value) (Value, error) {
	w := (*DictView)(unsafe.Pointer(v.P))
	if v == o {
		return Bool(w.Dict.Len() == 0), nil
	}
	if setLike(o) {
		n, err := t.Len(o)
		if err != nil {
			return Value{}, err
		}
		if n > w.Dict.Len() {
			v, o = o, v
		}
	}
	disjoint := true
	err := t.Each(o, func(x Value) error {
		in, err := t.Contains(v, x)
		if err == nil && in {
			disjoint = false
			err = errStop
		}
		return err
	})
	if err == errStop {
		err = nil
	}
	return Bool(disjoint), err
}

func viewRepr(t *Thread, v Value) (Value, error) {
	if t.ReprEnter(v) {
		return StrValue("..."), nil
	}
	defer t.ReprLeave(v)
	l, err := t.Collect(v)
	if err != nil {
		return Value{}, err
	}
	var b strings.Builder
	b.WriteString(v.P.Type.Name)
	b.WriteString("([")
	if err := t.reprItems(&b, func() []Value { return l }); err != nil {
		return Value{}, err
	}
	b.WriteString("])")
	return StrValue(b.String()), nil
}

func setupDictViews() {
	iter := func(v Value) *DictIter { return (*DictIter)(unsafe.Pointer(v.P)) }
	for _, r := range []struct {
		typ  *Type
		get  func(e *DictEntry) Value
		back bool
	}{
		{DictKeyIterType, entryKey, false}, {DictValueIterType, entryVal, false}, {DictItemIterType, entryItem, false},
		{DictRevKeyIterType, entryKey, true}, {DictRevValueIterType, entryVal, true}, {DictRevItemIterType, entryItem, true},
	} {
		get := r.get
		next := func(t *Thread, v Value) (Value, error) {
			e, err := iter(v).Step()
			if e == nil {
				return Value{}, err
			}
			return get(e), nil
		}
		if r.back {
			next = func(t *Thread, v Value) (Value, error) {
				e, err := iter(v).StepBack()
				if e == nil {
					return Value{}, err
				}
				return get(e), nil
			}
		}
		defineIter[DictIter](r.typ, next, iterMethods(func(t *Thread, v Value) (int, error) {
			it := iter(v)
			if it.Dict == nil || it.Used != it.Dict.Len() {
				return 0, nil
			}
			return it.Left, nil
		}, func(t *Thread, v Value) (Value, error) {
			c := *iter(v)
			l, err := t.Collect(Value{P: &c.Header})
			if err != nil {
				return Value{}, err
			}
			return t.reduceIter("iter", NewList(l).Value(), -1)
		}, nil))
	}

	DictItemIterType.NextPair = func(t *Thread, v Value) (Value, Value, error) {
		e, err := iter(v).Step()
		if e == nil {
			return Value{}, Value{}, err
		}
		return e.Key, e.Val, nil
	}

	view := func(v Value) *DictView { return (*DictView)(unsafe.Pointer(v.P)) }
	mapping := []GetSet{{Name: "mapping", Doc: "dictionary that this view refers to", Get: func(t *Thread, v Value) (Value, error) {
		return NewMappingProxy(view(v).Dict.Value()), nil
	}}}
	for _, r := range []struct {
		typ, iter, rev *Type
		methods        []Method
	}{
		{DictKeysType, DictKeyIterType, DictRevKeyIterType, []Method{
			{Name: "isdisjoint", Doc: "Return True if the view and the given iterable have a null intersection.", Fn: Fn1(viewIsDisjoint)},
			{Name: "__reversed__", Doc: "Return a reverse iterator over the dict keys.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictIter(DictRevKeyIterType, view(v).Dict), nil })},
		}},
		{DictItemsType, DictItemIterType, DictRevItemIterType, []Method{
			{Name: "isdisjoint", Doc: "Return True if the view and the given iterable have a null intersection.", Fn: Fn1(viewIsDisjoint)},
			{Name: "__reversed__", Doc: "Return a reverse iterator over the dict items.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictIter(DictRevItemIterType, view(v).Dict), nil })},
		}},
		{DictValuesType, DictValueIterType, DictRevValueIterType, []Method{
			{Name: "__reversed__", Doc: "Return a reverse iterator over the dict values.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictIter(DictRevValueIterType, view(v).Dict), nil })},
		}},
	} {
		y, it := r.typ, r.iter
		y.Repr = viewRepr
		y.Len = func(t *Thread, v Value) (int, error) { return view(v).Dict.Len(), nil }
		y.Iter = func(t *Thread, v Value) (Value, error) { return newDictIter(it, view(v).Dict), nil }
		if y != DictValuesType {
			y.Contains = func(t *Thread, v, x Value) (bool, error) { return view(v).contains(t, x) }
			y.Compare = viewCompare
			y.Binary[OpAnd] = viewAnd
			y.Binary[OpOr] = viewSetOp((*Set).Update)
			y.Binary[OpSub] = viewSetOp((*Set).differenceUpdate)
			y.Binary[OpXor] = viewSetOp((*Set).symmetricUpdate)
		}
		Define(y, TypeSpec{Layout: NewLayout[DictView](y.Name, objectLayout), Flags: FlagNoNew, Methods: r.methods, GetSets: mapping})
	}
}
