package object

import (
	"strings"
	"unsafe"
)

// This file defines the types set and frozenset (Python library reference: set,
// frozenset).

// asSetValue returns the items of v as a Set: itself if it is one, else a new one.
func (t *Thread) asSetValue(v Value) (*Set, error) {
	if s, ok := AsSet(v); ok {
		return s, nil
	}
	s := NewSet()
	return s, s.Update(t, v)
}

// setBase is the exact type of the results of operations on s: set or frozenset.
func setBase(s *Set) *Type {
	if s.Header.Type == FrozenSetType || s.Header.Type.IsSubtype(FrozenSetType) {
		return FrozenSetType
	}
	return SetType
}

// copyAs returns a copy of s of type typ.
func (s *Set) copyAs(t *Thread, typ *Type) (*Set, error) {
	c := newSetOf(typ)
	return c, c.merge(t, s)
}

// eachHash calls f with each item of v and its hash.
func (t *Thread) eachHash(v Value, f func(x Value, hash int64) error) error {
	if s, ok := AsSet(v); ok {
		for i := 0; i < int(s.size); i++ {
			if e := s.at(i); e != nil {
				if err := f(e.key(), e.hash()); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if v.P.Type == DictType {
		d := (*Dict)(unsafe.Pointer(v.P))
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			e := d.Entries[i]
			if err := f(e.Key, e.Hash); err != nil {
				return err
			}
		}
		return nil
	}
	return t.Each(v, func(x Value) error {
		h, err := keyHash(t, x)
		if err != nil {
			return err
		}
		return f(x, h)
	})
}

// setIntersection returns the items of both s and v, as a set of type typ.
func (t *Thread) setIntersection(s *Set, v Value, typ *Type) (Value, error) {
	out := newSetOf(typ)
	if o, ok := AsSet(v); ok {
		if s == o {
			c, err := s.copyAs(t, typ)
			return c.Value(), err
		}
		if o.used > s.used {
			s, o = o, s
		}
		for i := 0; i < int(o.size); i++ {
			p := o.at(i)
			if p == nil {
				continue
			}
			e, h := *p, p.hash()
			pos, _, err := s.findEntry(t, e, h)
			if err == nil && pos >= 0 {
				err = out.addEntry(t, e, h)
			}
			if err != nil {
				return Value{}, err
			}
		}
		return out.Value(), nil
	}
	err := t.eachHash(v, func(x Value, h int64) error {
		in, err := s.containsHash(t, x, h)
		if err == nil && in {
			err = out.addHash(t, x, h)
		}
		return err
	})
	return out.Value(), err
}

func (s *Set) differenceUpdate(t *Thread, v Value) error {
	if v.P == &s.Header {
		s.Clear()
		return nil
	}
	err := t.eachHash(v, func(x Value, h int64) error {
		_, err := s.discardHash(t, x, h)
		return err
	})
	// Deleted slots in more than a quarter of the table slow searching down.
	if err == nil && (s.fill-s.used)*4 > s.size-1 {
		n := s.used * 4
		if s.used > 50000 {
			n = s.used * 2
		}
		s.resize(int(n))
	}
	return err
}

// difference returns the items of s that are not in v, as a set of type typ.
func (s *Set) difference(t *Thread, v Value, typ *Type) (Value, error) {
	o, isSet := AsSet(v)
	d, isDict := AsDict(v)
	isDict = isDict && v.P.Type == DictType
	n := 0
	switch {
	case isSet:
		n = o.Len()
	case isDict:
		n = d.Len()
	}
	// A copy less the items of the smaller other is faster than a test of each.
	if !isSet && !isDict || s.Len()>>2 > n {
		c, err := s.copyAs(t, typ)
		if err != nil {
			return Value{}, err
		}
		return c.Value(), c.differenceUpdate(t, v)
	}
	out := newSetOf(typ)
	for i := 0; i < int(s.size); i++ {
		p := s.at(i)
		if p == nil {
			continue
		}
		e, h := *p, p.hash()
		pos := -1
		var err error
		if isSet {
			pos, _, err = o.findEntry(t, e, h)
		} else {
			pos, err = d.find(t, e.key(), h)
		}
		if err == nil && pos < 0 {
			err = out.addEntry(t, e, h)
		}
		if err != nil {
			return Value{}, err
		}
	}
	return out.Value(), nil
}

func (s *Set) symmetricUpdate(t *Thread, v Value) error {
	if v.P == &s.Header {
		s.Clear()
		return nil
	}
	flip := func(x Value, h int64) error {
		found, err := s.discardHash(t, x, h)
		if err == nil && !found {
			err = s.addHash(t, x, h)
		}
		return err
	}
	if v.P.Type == DictType {
		return t.eachHash(v, flip)
	}
	o, err := t.asSetValue(v)
	if err != nil {
		return err
	}
	return t.eachHash(o.Value(), flip)
}

// subset reports whether every item of s is in o.
func (s *Set) subset(t *Thread, o *Set) (bool, error) {
	if s.used > o.used {
		return false, nil
	}
	for i := 0; i < int(s.size); i++ {
		if e := s.at(i); e != nil {
			if pos, _, err := o.findEntry(t, *e, e.hash()); err != nil || pos < 0 {
				return false, err
			}
		}
	}
	return true, nil
}

func setCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	o, ok := AsSet(b)
	if !ok {
		return NotImplemented, nil
	}
	s := (*Set)(unsafe.Pointer(a.P))
	var r bool
	var err error
	switch op {
	case EQ, NE:
		r = s.used == o.used && (s.hash == 0 || o.hash == 0 || s.hash == o.hash)
		if r {
			r, err = s.subset(t, o)
		}
		if op == NE {
			r = !r
		}
	case LE:
		r, err = s.subset(t, o)
	case GE:
		r, err = o.subset(t, s)
	case LT:
		if s.used < o.used {
			r, err = s.subset(t, o)
		}
	case GT:
		if s.used > o.used {
			r, err = o.subset(t, s)
		}
	}
	return Bool(r), err
}

// frozenHash combines the items' hashes in a way that their order does not
// matter to, as CPython does.
func frozenHash(t *Thread, v Value) (int64, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	if s.hash != 0 {
		return s.hash, nil
	}
	h := uint64(0)
	for i := range s.entries {
		if e := &s.entries[i]; e.p != nil {
			x := uint64(e.hash())
			h ^= (x ^ 89869747 ^ x<<16) * 3644798167
		}
	}
	h ^= uint64(s.used+1) * 1927868237
	h ^= h>>11 ^ h>>25
	h = h*69069 + 907133923
	if h == ^uint64(0) {
		h = 590923713
	}
	s.hash = int64(h)
	return s.hash, nil
}

func setRepr(t *Thread, v Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	name := v.P.Type.Name
	if t.ReprEnter(v) {
		return StrValue(name + "(...)"), nil
	}
	defer t.ReprLeave(v)
	if s.used == 0 {
		return StrValue(name + "()"), nil
	}
	items, err := t.Collect(v)
	if err != nil {
		return Value{}, err
	}
	var b strings.Builder
	if v.P.Type != SetType {
		b.WriteString(name)
		b.WriteByte('(')
	}
	b.WriteByte('{')
	if err := t.reprItems(&b, func() []Value { return items }); err != nil {
		return Value{}, err
	}
	b.WriteByte('}')
	if v.P.Type != SetType {
		b.WriteByte(')')
	}
	return StrValue(b.String()), nil
}

func setNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if cls == SetType {
		return NewSet().Value(), nil
	}
	return Alloc[Set](cls).Value(), nil
}

func setInit(t *Thread, v Value, args []Value, kw *Tuple) error {
	if kwLen(kw) > 0 {
		return Errorf(TypeErrorType, "set() takes no keyword arguments")
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) > 1 {
		return Errorf(TypeErrorType, "set expected at most 1 argument, got %d", len(args))
	}
	s := (*Set)(unsafe.Pointer(v.P))
	s.Clear()
	if len(args) == 0 {
		return nil
	}
	return s.Update(t, args[0])
}

var emptyFrozenSet = &Set{Header: Header{FrozenSetType}}

func frozenNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if err := noKeywords(cls, FrozenSetType, kw); err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) > 1 {
		return Value{}, Errorf(TypeErrorType, "frozenset expected at most 1 argument, got %d", len(args))
	}
	if cls != FrozenSetType {
		s := Alloc[Set](cls)
		if len(args) == 0 {
			return s.Value(), nil
		}
		return s.Value(), s.Update(t, args[0])
	}
	if len(args) == 0 {
		return emptyFrozenSet.Value(), nil
	}
	if args[0].P.Type == FrozenSetType {
		return args[0], nil
	}
	s := newSetOf(FrozenSetType)
	if err := s.Update(t, args[0]); err != nil {
		return Value{}, err
	}
	if s.used == 0 {
		return emptyFrozenSet.Value(), nil
	}
	return s.Value(), nil
}

// asKey returns the frozenset to look for in the place of v, a set that is not
// hashable: sets of sets can be asked with sets.
func asKey(v Value, err error) (Value, bool) {
	if !ErrorIs(err, TypeErrorType) || !v.Is(SetType) {
		return Value{}, false
	}
	s := *(*Set)(unsafe.Pointer(v.P))
	s.hash = 0
	return NewFrozenSet(&s), true
}

func setContains(t *Thread, v, x Value) (bool, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	in, err := s.Contains(t, x)
	if err != nil {
		if k, ok := asKey(x, err); ok {
			return s.Contains(t, k)
		}
	}
	return in, err
}

func setDiscard(t *Thread, v, x Value) (bool, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	was, err := s.Discard(t, x)
	if err != nil {
		if k, ok := asKey(x, err); ok {
			return s.Discard(t, k)
		}
	}
	return was, err
}

// setBinary makes an operator of sets, which both operands must be.
func setBinary(op func(t *Thread, a, b *Set) (Value, error)) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		x, ok := AsSet(a)
		if !ok {
			return NotImplemented, nil
		}
		y, ok := AsSet(b)
		if !ok {
			return NotImplemented, nil
		}
		return op(t, x, y)
	}
}

// setInPlace makes an in-place operator of set.
func setInPlace(op func(s *Set, t *Thread, v Value) error) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		if _, ok := AsSet(b); !ok {
			return NotImplemented, nil
		}
		return a, op((*Set)(unsafe.Pointer(a.P)), t, b)
	}
}

// takeOver gives s the items of o.
func (s *Set) takeOver(o *Set) {
	s.moveEntries(o.entries)
	s.index, s.size, s.free, s.fill, s.used = o.index, o.size, o.free, o.fill, o.used
	s.keys++
}

func (s *Set) intersectionUpdate(t *Thread, v Value) error {
	r, err := t.setIntersection(s, v, SetType)
	if err == nil {
		s.takeOver((*Set)(unsafe.Pointer(r.P)))
	}
	return err
}

// setFn makes a method without keyword arguments of f, called name in messages.
func setFn(name string, f func(t *Thread, v Value, args []Value) (Value, error)) FnVec {
	return func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
		if kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "%s.%s() takes no keyword arguments", v.P.Type.Name, name)
		}
		return f(t, v, args)
	}
}

func setUnion(t *Thread, v Value, args []Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	out, err := s.copyAs(t, setBase(s))
	for _, a := range args {
		if err == nil {
			err = out.Update(t, a)
		}
	}
	return out.Value(), err
}

func setIntersectAll(t *Thread, v Value, args []Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	typ := setBase(s)
	if len(args) == 0 {
		return setUnion(t, v, nil)
	}
	for _, a := range args {
		r, err := t.setIntersection(s, a, typ)
		if err != nil {
			return Value{}, err
		}
		s = (*Set)(unsafe.Pointer(r.P))
	}
	return s.Value(), nil
}

func setDifferenceAll(t *Thread, v Value, args []Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	typ := setBase(s)
	if len(args) == 0 {
		return setUnion(t, v, nil)
	}
	r, err := s.difference(t, args[0], typ)
	for _, a := range args[1:] {
		if err == nil {
			err = (*Set)(unsafe.Pointer(r.P)).differenceUpdate(t, a)
		}
	}
	return r, err
}

func setSymmetric(t *Thread, v, o Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	out := newSetOf(setBase(s))
	if err := out.Update(t, o); err != nil {
		return Value{}, err
	}
	return out.Value(), out.symmetricUpdate(t, v)
}

func setCopy(t *Thread, v Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	if v.P.Type == FrozenSetType {
		return v, nil
	}
	c, err := s.copyAs(t, setBase(s))
	return c.Value(), err
}

func setIsDisjoint(t *Thread, v, o Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	if x, ok := AsSet(o); ok {
		if x == s {
			return Bool(s.used == 0), nil
		}
		if x.used > s.used {
			s, o = x, v
		}
	}
	err := t.eachHash(o, func(x Value, h int64) error {
		in, err := s.containsHash(t, x, h)
		if err == nil && in {
			err = errStop
		}
		return err
	})
	if err == errStop {
		return False, nil
	}
	return True, err
}

func setIsSubset(t *Thread, v, o Value) (Value, error) {
	x, err := t.asSetValue(o)
	if err != nil {
		return Value{}, err
	}
	r, err := (*Set)(unsafe.Pointer(v.P)).subset(t, x)
	return Bool(r), err
}

func setIsSuperset(t *Thread, v, o Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	if x, ok := AsSet(o); ok {
		r, err := x.subset(t, s)
		return Bool(r), err
	}
	err := t.eachHash(o, func(x Value, h int64) error {
		in, err := s.containsHash(t, x, h)
		if err == nil && !in {
			err = errStop
		}
		return err
	})
	if err == errStop {
		return False, nil
	}
	return True, err
}

func setReduce(t *Thread, v Value) (Value, error) {
	l, err := t.Collect(v)
	if err != nil {
		return Value{}, err
	}
	state := None
	if a := AttrsOf(v); a != nil {
		if state, err = t.CallMethod(v, names.GetState); err != nil {
			return Value{}, err
		}
	}
	return TupleOf(v.P.Type.Value(), TupleOf(NewList(l).Value()), state), nil
}

func setSizeof(t *Thread, v Value) (Value, error) {
	s := (*Set)(unsafe.Pointer(v.P))
	n := 200
	if s.size > setMinSize {
		n += 16 * int(s.size)
	}
	return Int(n), nil
}

func setupSet() {
	self := func(v Value) *Set { return (*Set)(unsafe.Pointer(v.P)) }
	for _, y := range []*Type{SetType, FrozenSetType} {
		y.Repr = setRepr
		y.Compare = setCompare
		y.Len = func(t *Thread, v Value) (int, error) { return self(v).Len(), nil }
		y.Contains = setContains
		y.Iter = func(t *Thread, v Value) (Value, error) { return newSetIter(v), nil }
		y.Binary[OpAnd] = setBinary(func(t *Thread, a, b *Set) (Value, error) { return t.setIntersection(a, b.Value(), setBase(a)) })
		y.Binary[OpOr] = setBinary(func(t *Thread, a, b *Set) (Value, error) { return setUnion(t, a.Value(), []Value{b.Value()}) })
		y.Binary[OpSub] = setBinary(func(t *Thread, a, b *Set) (Value, error) { return a.difference(t, b.Value(), setBase(a)) })
		y.Binary[OpXor] = setBinary(func(t *Thread, a, b *Set) (Value, error) { return setSymmetric(t, a.Value(), b.Value()) })
	}
	SetType.New = setNew
	SetType.Init = setInit
	FrozenSetType.New = frozenNew
	FrozenSetType.Hash = frozenHash
	SetType.InPlace[OpOr] = setInPlace((*Set).Update)
	SetType.InPlace[OpAnd] = setInPlace((*Set).intersectionUpdate)
	SetType.InPlace[OpSub] = setInPlace((*Set).differenceUpdate)
	SetType.InPlace[OpXor] = setInPlace((*Set).symmetricUpdate)

	updater := func(f func(s *Set, t *Thread, v Value) error) func(t *Thread, v Value, args []Value) (Value, error) {
		return func(t *Thread, v Value, args []Value) (Value, error) {
			for _, a := range args {
				if err := f(self(v), t, a); err != nil {
					return Value{}, err
				}
			}
			return None, nil
		}
	}
	common := []Method{
		{Name: "__contains__", Doc: "x.__contains__(y) <==> y in x.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
			in, err := setContains(t, v, x)
			return Bool(in), err
		})},
		{Name: "copy", Doc: "Return a shallow copy of a set.", Fn: Fn0(setCopy)},
		{Name: "difference", Doc: "Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are in this set but not the others.)", Fn: FnVec(setFn("difference", setDifferenceAll))},
		{Name: "intersection", Doc: "Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in both sets.)", Fn: FnVec(setFn("intersection", setIntersectAll))},
		{Name: "isdisjoint", Doc: "Return True if two sets have a null intersection.", Fn: Fn1(setIsDisjoint)},
		{Name: "issubset", Doc: "Report whether another set contains this set.", Fn: Fn1(setIsSubset)},
		{Name: "issuperset", Doc: "Report whether this set contains another set.", Fn: Fn1(setIsSuperset)},
		{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(setReduce)},
		{Name: "__sizeof__", Doc: "S.__sizeof__() -> size of S in memory, in bytes", Fn: Fn0(setSizeof)},
		{Name: "symmetric_difference", Doc: "Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that are in exactly one of the sets.)", Fn: Fn1(setSymmetric)},
		{Name: "union", Doc: "Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)", Fn: FnVec(setFn("union", setUnion))},
		{Name: "__class_getitem__", Doc: "See PEP 585", Kind: ClassMethod, Fn: Fn1(NewGenericAlias)},
	}
	layout := NewLayout[Set]("set", objectLayout)
	Define(FrozenSetType, TypeSpec{
		Doc:    "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of unique elements.",
		Layout: NewLayout[Set]("frozenset", objectLayout), Flags: FlagBase | FlagWeakref | FlagMatchSelf,
		Methods: append([]Method(nil), common...),
	})
	Define(SetType, TypeSpec{
		Doc:    "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.",
		Layout: layout, Flags: FlagBase | FlagWeakref | FlagMatchSelf,
		Methods: append([]Method{
			{Name: "add", Doc: "Add an element to a set.\n\nThis has no effect if the element is already present.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) { return None, self(v).Add(t, x) })},
			{Name: "clear", Doc: "Remove all elements from this set.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				self(v).Clear()
				return None, nil
			})},
			{Name: "discard", Doc: "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				_, err := setDiscard(t, v, x)
				return None, err
			})},
			{Name: "difference_update", Doc: "Remove all elements of another set from this set.", Fn: FnVec(setFn("difference_update", updater((*Set).differenceUpdate)))},
			{Name: "intersection_update", Doc: "Update a set with the intersection of itself and another.", Fn: FnVec(setFn("intersection_update", func(t *Thread, v Value, args []Value) (Value, error) {
				r, err := setIntersectAll(t, v, args)
				if err == nil && r != v {
					self(v).takeOver(self(r))
				}
				return None, err
			}))},
			{Name: "pop", Doc: "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				x := self(v).Pop()
				if x.P == nil {
					return Value{}, KeyError(StrValue("pop from an empty set"))
				}
				return x, nil
			})},
			{Name: "remove", Doc: "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				was, err := setDiscard(t, v, x)
				if err == nil && !was {
					err = KeyError(x)
				}
				return None, err
			})},
			{Name: "symmetric_difference_update", Doc: "Update a set with the symmetric difference of itself and another.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) { return None, self(v).symmetricUpdate(t, x) })},
			{Name: "update", Doc: "Update a set with the union of itself and others.", Fn: FnVec(setFn("update", updater((*Set).Update)))},
		}, common...),
	})

	it := func(v Value) *SetIter { return (*SetIter)(unsafe.Pointer(v.P)) }
	defineIter[SetIter](SetIterType, func(t *Thread, v Value) (Value, error) { return it(v).Step() },
		iterMethods(func(t *Thread, v Value) (int, error) {
			i := it(v)
			if i.Set == nil || i.Used != i.Set.Len() {
				return 0, nil
			}
			return i.Left, nil
		}, func(t *Thread, v Value) (Value, error) {
			c := *it(v)
			l, err := t.Collect(Value{P: &c.Header})
			if err != nil {
				return Value{}, err
			}
			return t.reduceIter("iter", NewList(l).Value(), -1)
		}, nil))
}
