package object

import (
	"math"
	"math/big"
	"unsafe"
)

// This file defines the built-in iterators over iterators: enumerate, zip, map,
// filter and reversed (Python library reference: built-in functions).

// EnumerateIter is an enumerate object: N is the next number, or Big is, once it
// does not fit.
type EnumerateIter struct {
	Header
	It  Value
	N   int64
	Big *big.Int
}

// ZipIter is a zip object.
type ZipIter struct {
	Header
	Its    []Value `refs:"own"`
	Strict bool
}

// MapIter is a map object.
type MapIter struct {
	Header
	Func Value
	Its  []Value `refs:"own"`
}

// FilterIter is a filter object; Func is the zero Value for None and bool.
type FilterIter struct {
	Header
	Func Value
	It   Value
	orig Value
}

// ReversedIter is a reversed object: Pos is the next position of Seq, which is
// the zero Value when it is exhausted.
type ReversedIter struct {
	Header
	Seq Value
	Pos int
}

// nextOf is Next for an iterator type known to have the slot.
func (t *Thread) nextOf(it Value) (Value, error) {
	if it.P.Type == ListIterType {
		// Most go over a list; without a call that takes half the time.
		if l := (*ListIter)(unsafe.Pointer(it.P)); l.List != nil && uint(l.Pos) < uint(len(l.List.Items)) {
			v := l.List.Items[l.Pos]
			l.Pos++
			return v, nil
		}
	}
	v, err := it.P.Type.Next(t, it)
	if err != nil && ErrorIs(err, StopIterationType) {
		return Value{}, nil
	}
	return v, err
}

var enumerateSignature = NewSignature("(iterable, start=0)")

func enumerateNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if n := len(args); n > 2 {
		return Value{}, Errorf(TypeErrorType, "enumerate() takes at most 2 arguments (%d given)", n)
	}
	if len(args) == 0 {
		return Value{}, Errorf(TypeErrorType, "enumerate() missing required argument 'iterable'")
	}
	a, err := enumerateSignature.Bind(t, "enumerate", args, kw)
	if err != nil {
		return Value{}, err
	}
	var n int64
	var large *big.Int
	if a[1].P != nil {
		start, err := t.Index(a[1])
		if err != nil {
			return Value{}, err
		}
		small, ok := SmallInt(start)
		if n = small; !ok {
			large = BigInt(start)
		}
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return Value{}, err
	}
	e := Alloc[EnumerateIter](cls)
	e.It, e.N, e.Big = it, n, large
	return Value{P: &e.Header}, nil
}

// number is the next number of an enumerate object.
func (e *EnumerateIter) number() Value {
	if e.Big != nil {
		return IntFromBig(e.Big)
	}
	return Int64(e.N)
}

func enumerateNext(t *Thread, v Value) (Value, error) {
	n, x, err := enumeratePair(t, v)
	if err != nil || n.P == nil {
		return Value{}, err
	}
	return Pair(n, x), nil
}

func enumeratePair(t *Thread, v Value) (n, x Value, err error) {
	e := (*EnumerateIter)(unsafe.Pointer(v.P))
	x, err = t.nextOf(e.It)
	if err != nil || x.P == nil {
		return Value{}, Value{}, err
	}
	n = e.number()
	switch {
	case e.Big != nil:
		e.Big = new(big.Int).Add(e.Big, big.NewInt(1))
	case e.N == math.MaxInt64:
		e.Big = new(big.Int).Add(big.NewInt(e.N), big.NewInt(1))
	default:
		e.N++
	}
	return n, x, nil
}

// iterAll returns iterators over vs.
func (t *Thread) iterAll(vs []Value) ([]Value, error) {
	its := make([]Value, len(vs))
	for i, v := range vs {
		var err error
		if its[i], err = t.Iter(v); err != nil {
			return nil, err
		}
	}
	return its, nil
}

func zipNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	strict := false
	if n := kwLen(kw); n > 0 {
		if n > 1 {
			return Value{}, Errorf(TypeErrorType, "zip() takes at most 1 keyword argument (%d given)", n)
		}
		if s, _ := AsStr(kw.Items[0]); s.s != "strict" {
			return Value{}, Errorf(TypeErrorType, "'%s' is an invalid keyword argument for zip()", s.s)
		}
		var err error
		if strict, err = t.Truth(args[len(args)-1]); err != nil {
			return Value{}, err
		}
		args = args[:len(args)-1]
	}
	its, err := t.iterAll(args)
	if err != nil {
		return Value{}, err
	}
	z := Alloc[ZipIter](cls)
	z.Its, z.Strict = its, strict
	return Value{P: &z.Header}, nil
}

func zipNext(t *Thread, v Value) (Value, error) {
	z := (*ZipIter)(unsafe.Pointer(v.P))
	switch len(z.Its) {
	case 0:
		return Value{}, nil
	case 2:
		a, b, err := zipPair(t, v)
		if err != nil || a.P == nil {
			return Value{}, err
		}
		return Pair(a, b), nil
	}
	u := NewTupleSize(len(z.Its))
	if ok, err := z.fill(t, u.Items); !ok || err != nil {
		return Value{}, err
	}
	return u.Value(), nil
}

// fill sets items to the next value of each iterator; it returns false at the end of one.
func (z *ZipIter) fill(t *Thread, items []Value) (bool, error) {
	for i, it := range z.Its {
		x, err := t.nextOf(it)
		if err != nil {
			return false, err
		}
		if x.P == nil {
			return false, z.checkEnd(t, i)
		}
		items[i] = x
	}
	return true, nil
}

// NextInto is the next tuple's items, for dst, which must be as many as z has iterators and stays as it is at the end:
// unpacked at once, a tuple need not be made.
func (z *ZipIter) NextInto(t *Thread, dst []Value) (bool, error) {
	items := t.pushArgs(len(dst))
	ok, err := z.fill(t, items)
	if ok && err == nil {
		copy(dst, items)
	}
	t.popArgs(items)
	return ok, err
}

// zipPair is zipNext for two iterators; for another number of them it returns
// the one tuple as first, with no second.
func zipPair(t *Thread, v Value) (a, b Value, err error) {
	z := (*ZipIter)(unsafe.Pointer(v.P))
	if len(z.Its) != 2 {
		a, err = zipNext(t, v)
		return a, Value{}, err
	}
	a, err = t.nextOf(z.Its[0])
	if err != nil {
		return Value{}, Value{}, err
	}
	if a.P == nil {
		return Value{}, Value{}, z.checkEnd(t, 0)
	}
	b, err = t.nextOf(z.Its[1])
	if err != nil {
		return Value{}, Value{}, err
	}
	if b.P == nil {
		return Value{}, Value{}, z.checkEnd(t, 1)
	}
	return a, b, nil
}

// checkEnd complains, if the zip is strict, that not all iterators end with
// iterator i.
func (z *ZipIter) checkEnd(t *Thread, i int) error {
	if !z.Strict {
		return nil
	}
	complain := func(i int, how string) error {
		if i == 1 {
			return Errorf(ValueErrorType, "zip() argument 2 is %s than argument 1", how)
		}
		return Errorf(ValueErrorType, "zip() argument %d is %s than arguments 1-%d", i+1, how, i)
	}
	if i > 0 {
		return complain(i, "shorter")
	}
	for k := 1; k < len(z.Its); k++ {
		x, err := t.nextOf(z.Its[k])
		if err != nil {
			return err
		}
		if x.P != nil {
			return complain(k, "longer")
		}
	}
	return nil
}

func mapNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if err := noKeywords(cls, MapType, kw); err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) < 2 {
		return Value{}, Errorf(TypeErrorType, "map() must have at least two arguments.")
	}
	its, err := t.iterAll(args[1:])
	if err != nil {
		return Value{}, err
	}
	m := Alloc[MapIter](cls)
	m.Func, m.Its = args[0], its
	return Value{P: &m.Header}, nil
}

func mapNext(t *Thread, v Value) (Value, error) {
	m := (*MapIter)(unsafe.Pointer(v.P))
	args := t.pushArgs(len(m.Its))
	for i, it := range m.Its {
		x, err := t.nextOf(it)
		if err != nil || x.P == nil {
			t.popArgs(args)
			return Value{}, err
		}
		args[i] = x
	}
	v, err := t.CallVec(m.Func, args, nil)
	t.popArgs(args)
	return v, err
}

func filterNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if err := noKeywords(cls, FilterType, kw); err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) != 2 {
		return Value{}, Errorf(TypeErrorType, "filter expected 2 arguments, got %d", len(args))
	}
	it, err := t.Iter(args[1])
	if err != nil {
		return Value{}, err
	}
	f := Alloc[FilterIter](cls)
	f.It, f.orig = it, args[0]
	if !args[0].IsNone() && args[0] != BoolType.Value() {
		f.Func = args[0]
	}
	return Value{P: &f.Header}, nil
}

func filterNext(t *Thread, v Value) (Value, error) {
	f := (*FilterIter)(unsafe.Pointer(v.P))
	for {
		x, err := t.nextOf(f.It)
		if err != nil || x.P == nil {
			return Value{}, err
		}
		test := x
		if f.Func.P != nil {
			if test, err = t.Call(f.Func, x); err != nil {
				return Value{}, err
			}
		}
		ok, err := t.Truth(test)
		if err != nil {
			return Value{}, err
		}
		if ok {
			return x, nil
		}
	}
}

func reversedNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if err := noKeywords(cls, ReversedType, kw); err != nil {
		return Value{}, err
	}
	args = args[:len(args)-kwLen(kw)]
	if len(args) != 1 {
		return Value{}, Errorf(TypeErrorType, "reversed expected 1 argument, got %d", len(args))
	}
	seq := args[0]
	typ := seq.P.Type
	if f, self, err := t.LookupSpecial(seq, names.Reversed); err != nil {
		return Value{}, err
	} else if f.P != nil && !f.IsNone() {
		if self.P != nil {
			return t.Call(f, self)
		}
		return t.Call(f)
	} else if f.P != nil || typ.GetItem == nil || typ.IsSubtype(DictType) || typ == MappingProxyType || typ == GenericAliasType {
		return Value{}, Errorf(TypeErrorType, "'%s' object is not reversible", typ.Name)
	}
	n, err := t.Len(seq)
	if err != nil {
		return Value{}, err
	}
	r := Alloc[ReversedIter](cls)
	r.Seq, r.Pos = seq, n-1
	return Value{P: &r.Header}, nil
}

func reversedNext(t *Thread, v Value) (Value, error) {
	r := (*ReversedIter)(unsafe.Pointer(v.P))
	if r.Seq.P == nil {
		return Value{}, nil
	}
	if r.Pos >= 0 {
		x, err := t.GetItem(r.Seq, Int(r.Pos))
		if err == nil {
			r.Pos--
			return x, nil
		}
		if !ErrorIs(err, IndexErrorType) && !ErrorIs(err, StopIterationType) {
			return Value{}, err
		}
	}
	r.Seq, r.Pos = Value{}, -1
	return Value{}, nil
}

func setupEnumerate() {
	enum := func(v Value) *EnumerateIter { return (*EnumerateIter)(unsafe.Pointer(v.P)) }
	y := EnumerateType
	y.New, y.Iter, y.Next = enumerateNew, selfIter, enumerateNext
	y.NextPair = enumeratePair
	Define(y, TypeSpec{
		Doc:    "enumerate(iterable, start=0)\n--\n\nReturn an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
		Layout: NewLayout[EnumerateIter]("enumerate", objectLayout), Flags: FlagBase,
		Methods: []Method{
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return Pair(v.P.Type.Value(), Pair(enum(v).It, enum(v).number())), nil
			})},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: ClassMethod, Fn: Fn1(NewGenericAlias)},
		},
	})

	zip := func(v Value) *ZipIter { return (*ZipIter)(unsafe.Pointer(v.P)) }
	y = ZipType
	y.New, y.Iter, y.Next = zipNew, selfIter, zipNext
	y.NextPair = zipPair
	Define(y, TypeSpec{
		Doc:    "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]\n\nThe zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
		Layout: NewLayout[ZipIter]("zip", objectLayout), Flags: FlagBase,
		Methods: []Method{
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				its := NewTuple(append([]Value(nil), zip(v).Its...)).Value()
				if zip(v).Strict {
					return TupleOf(v.P.Type.Value(), its, True), nil
				}
				return Pair(v.P.Type.Value(), its), nil
			})},
			{Name: "__setstate__", Doc: "Set state information for unpickling.", Fn: Fn1(func(t *Thread, v, state Value) (Value, error) {
				b, err := t.Truth(state)
				zip(v).Strict = b
				return None, err
			})},
		},
	})

	maps := func(v Value) *MapIter { return (*MapIter)(unsafe.Pointer(v.P)) }
	y = MapType
	y.New, y.Iter, y.Next = mapNew, selfIter, mapNext
	Define(y, TypeSpec{
		Doc:    "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.",
		Layout: NewLayout[MapIter]("map", objectLayout), Flags: FlagBase,
		Methods: []Method{
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return Pair(v.P.Type.Value(), NewTuple(append([]Value{maps(v).Func}, maps(v).Its...)).Value()), nil
			})},
		},
	})

	filter := func(v Value) *FilterIter { return (*FilterIter)(unsafe.Pointer(v.P)) }
	y = FilterType
	y.New, y.Iter, y.Next = filterNew, selfIter, filterNext
	Define(y, TypeSpec{
		Doc:    "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
		Layout: NewLayout[FilterIter]("filter", objectLayout), Flags: FlagBase,
		Methods: []Method{
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return Pair(v.P.Type.Value(), Pair(filter(v).orig, filter(v).It)), nil
			})},
		},
	})

	rev := func(v Value) *ReversedIter { return (*ReversedIter)(unsafe.Pointer(v.P)) }
	y = ReversedType
	y.New, y.Iter, y.Next = reversedNew, selfIter, reversedNext
	Define(y, TypeSpec{
		Doc:    "reversed(sequence, /)\n--\n\nReturn a reverse iterator over the values of the given sequence.",
		Layout: NewLayout[ReversedIter]("reversed", objectLayout), Flags: FlagBase,
		Methods: iterMethods(func(t *Thread, v Value) (int, error) {
			r := rev(v)
			if r.Seq.P == nil {
				return 0, nil
			}
			n, err := t.Len(r.Seq)
			if err != nil {
				return 0, err
			}
			if n < r.Pos+1 {
				return 0, nil
			}
			return r.Pos + 1, nil
		}, func(t *Thread, v Value) (Value, error) {
			r := rev(v)
			if r.Seq.P == nil {
				return Pair(v.P.Type.Value(), TupleOf(emptyTuple.Value())), nil
			}
			return TupleOf(v.P.Type.Value(), TupleOf(r.Seq), Int(r.Pos)), nil
		}, func(t *Thread, v Value, n int) error {
			r := rev(v)
			if r.Seq.P == nil {
				return nil
			}
			size, err := t.Len(r.Seq)
			r.Pos = min(max(n, -1), size-1)
			return err
		}),
	})
}
