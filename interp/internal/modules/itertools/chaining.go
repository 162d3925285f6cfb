package itertools

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the iterators that join others: chain, accumulate, pairwise, starmap, zip_longest.

// chain gives the items of each iterable that source gives.
type chain struct {
	object.Header
	source object.Value // the zero Value when done
	active object.Value // the iterator under way, or the zero Value
}

// accumulate gives running totals.
type accumulate struct {
	object.Header
	it      object.Value
	binop   object.Value // the zero Value for addition
	total   object.Value // the zero Value before the first
	initial object.Value // None when there is none, or when it has been given
}

// pairwise gives each item with the one before it.
type pairwise struct {
	object.Header
	it  object.Value // the zero Value when done
	old object.Value
}

// starmap calls a function with each item as its arguments.
type starmap struct {
	object.Header
	fn, it object.Value
}

// zipLongest gives tuples until all its iterators are at their ends.
type zipLongest struct {
	object.Header
	its    []object.Value `refs:"own"` // the zero Value where one has ended
	active int
	fill   object.Value
}

var (
	chainType      = &object.Type{Name: "itertools.chain"}
	accumulateType = &object.Type{Name: "itertools.accumulate"}
	pairwiseType   = &object.Type{Name: "itertools.pairwise"}
	starmapType    = &object.Type{Name: "itertools.starmap"}
	zipLongestType = &object.Type{Name: "itertools.zip_longest"}
)

var accumulateSig = object.NewSignature("(iterable, func=None, *, initial=None)")

func newChain(cls *object.Type, source object.Value) object.Value {
	c := object.Alloc[chain](cls)
	c.source = source
	return value(c)
}

func chainNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, chainType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(object.NewTuple(append([]object.Value(nil), in...)).Value())
	if err != nil {
		return object.Value{}, err
	}
	return newChain(cls, it), nil
}

func chainFromIterable(t *object.Thread, self, iterable object.Value) (object.Value, error) {
	it, err := t.Iter(iterable)
	if err != nil {
		return object.Value{}, err
	}
	cls, _ := object.AsType(self)
	return newChain(cls, it), nil
}

func chainNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[chain](self)
	for !c.source.IsNil() {
		if c.active.IsNil() {
			next, err := t.Next(c.source)
			if err == nil && !next.IsNil() {
				c.active, err = t.Iter(next)
			}
			if err != nil || next.IsNil() {
				c.source = object.Value{}
				return object.Value{}, err
			}
		}
		v, err := t.Next(c.active)
		if err != nil || !v.IsNil() {
			return v, err
		}
		c.active = object.Value{}
	}
	return object.Value{}, nil
}

func chainReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[chain](self)
	empty := tuple()
	switch {
	case c.source.IsNil():
		return object.Pair(classOf(self), empty), nil
	case c.active.IsNil():
		return tuple(classOf(self), empty, tuple(c.source)), nil
	}
	return tuple(classOf(self), empty, object.Pair(c.source, c.active)), nil
}

func chainSetState(t *object.Thread, self, state object.Value) error {
	parts, err := stateTuple(state)
	if err != nil {
		return err
	}
	if err := args.Count(parts, 1, 2); err != nil {
		return err
	}
	for _, p := range parts {
		if p.Type().Next == nil {
			return object.Errorf(object.TypeErrorType, "Arguments must be iterators.")
		}
	}
	c := as[chain](self)
	c.source, c.active = parts[0], object.Value{}
	if len(parts) == 2 {
		c.active = parts[1]
	}
	return nil
}

func accumulateNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := accumulateSig.Bind(t, "accumulate", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return object.Value{}, err
	}
	c := object.Alloc[accumulate](cls)
	c.it, c.initial = it, a[2].OrNone()
	if !a[1].IsNil() && !a[1].IsNone() {
		c.binop = a[1]
	}
	return value(c), nil
}

func accumulateNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[accumulate](self)
	if !c.initial.IsNone() {
		c.total, c.initial = c.initial, object.None
		return c.total, nil
	}
	v, err := t.Next(c.it)
	if err != nil || v.IsNil() {
		return object.Value{}, err
	}
	switch {
	case c.total.IsNil():
	case c.binop.IsNil():
		v, err = t.BinaryOp(object.OpAdd, c.total, v)
	default:
		v, err = t.Call(c.binop, c.total, v)
	}
	if err != nil {
		return object.Value{}, err
	}
	c.total = v
	return v, nil
}

func accumulateReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[accumulate](self)
	joined := func(first object.Value) (object.Value, error) {
		it, err := t.Iter(object.Pair(tuple(first), c.it))
		return newChain(chainType, it), err
	}
	if !c.initial.IsNone() {
		it, err := joined(c.initial)
		if err != nil {
			return object.Value{}, err
		}
		return tuple(classOf(self), object.Pair(it, c.binop.OrNone()), object.None), nil
	}
	if !c.total.IsNil() && c.total.IsNone() {
		// A state of None would say that nothing was given yet: begin with it, and drop it again.
		it, err := joined(c.total)
		if err != nil {
			return object.Value{}, err
		}
		inner, err := t.Call(classOf(self), it, c.binop.OrNone())
		if err != nil {
			return object.Value{}, err
		}
		return object.Pair(isliceType.Value(), tuple(inner, object.Int(1), object.None)), nil
	}
	return tuple(classOf(self), object.Pair(c.it, c.binop.OrNone()), c.total.OrNone()), nil
}

func accumulateSetState(t *object.Thread, self, state object.Value) error {
	c := as[accumulate](self)
	c.total = state
	if state.IsNone() {
		c.total = object.Value{}
	}
	return nil
}

func pairwiseNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, pairwiseType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if err := args.Positional("pairwise", in, 1, 1); err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(in[0])
	if err != nil {
		return object.Value{}, err
	}
	p := object.Alloc[pairwise](cls)
	p.it = it
	return value(p), nil
}

func pairwiseNext(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[pairwise](self)
	if p.it.IsNil() {
		return object.Value{}, nil
	}
	step := func() (object.Value, error) {
		v, err := t.Next(p.it)
		if err != nil || v.IsNil() {
			p.it, p.old = object.Value{}, object.Value{}
		}
		return v, err
	}
	if p.old.IsNil() {
		v, err := step()
		if err != nil || v.IsNil() {
			return object.Value{}, err
		}
		p.old = v
		if p.it.IsNil() {
			return object.Value{}, nil // ended by a call from within
		}
	}
	v, err := step()
	if err != nil || v.IsNil() {
		return object.Value{}, err
	}
	old := p.old
	p.old = v
	if old.IsNil() {
		return object.Value{}, nil
	}
	return object.Pair(old, v), nil
}

func starmapNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, starmapType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if err := args.Positional("starmap", in, 2, 2); err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(in[1])
	if err != nil {
		return object.Value{}, err
	}
	s := object.Alloc[starmap](cls)
	s.fn, s.it = in[0], it
	return value(s), nil
}

func starmapNext(t *object.Thread, self object.Value) (object.Value, error) {
	s := as[starmap](self)
	v, err := t.Next(s.it)
	if err != nil || v.IsNil() {
		return object.Value{}, err
	}
	if u, ok := object.AsTuple(v); ok {
		return t.CallVec(s.fn, u.Items, nil)
	}
	in, err := t.Collect(v)
	if err != nil {
		return object.Value{}, err
	}
	return t.CallVec(s.fn, in, nil)
}

func starmapReduce(t *object.Thread, self object.Value) (object.Value, error) {
	s := as[starmap](self)
	return object.Pair(classOf(self), object.Pair(s.fn, s.it)), nil
}

func zipLongestNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	fill := object.None
	if kw != nil && len(kw.Items) > 0 {
		n := len(in) - len(kw.Items)
		name, _ := object.AsStr(kw.Items[0])
		if len(kw.Items) > 1 || name.String() != "fillvalue" {
			return object.Value{}, object.Errorf(object.TypeErrorType, "zip_longest() got an unexpected keyword argument")
		}
		fill, in = in[n], in[:n]
	}
	its := make([]object.Value, len(in))
	for i, a := range in {
		it, err := t.Iter(a)
		if err != nil {
			return object.Value{}, err
		}
		its[i] = it
	}
	z := object.Alloc[zipLongest](cls)
	z.its, z.active, z.fill = its, len(its), fill
	return value(z), nil
}

func zipLongestNext(t *object.Thread, self object.Value) (object.Value, error) {
	z := as[zipLongest](self)
	if len(z.its) == 0 || z.active == 0 {
		return object.Value{}, nil
	}
	out := object.NewTupleSize(len(z.its))
	for i, it := range z.its {
		if it.IsNil() {
			out.Items[i] = z.fill
			continue
		}
		v, err := t.Next(it)
		if err != nil {
			z.active = 0
			return object.Value{}, err
		}
		if v.IsNil() {
			if z.active--; z.active <= 0 {
				z.active = 0
				return object.Value{}, nil
			}
			v, z.its[i] = z.fill, object.Value{}
		}
		out.Items[i] = v
	}
	return out.Value(), nil
}

func zipLongestReduce(t *object.Thread, self object.Value) (object.Value, error) {
	z := as[zipLongest](self)
	in := make([]object.Value, len(z.its))
	for i, it := range z.its {
		in[i] = it
		if it.IsNil() {
			in[i] = tuple()
		}
	}
	return tuple(classOf(self), object.NewTuple(in).Value(), z.fill), nil
}

func zipLongestSetState(t *object.Thread, self, state object.Value) error {
	as[zipLongest](self).fill = state
	return nil
}

func setupChaining() {
	chainType.New, chainType.Next = chainNew, chainNext
	define[chain](chainType, "chain(*iterables): the items of the first iterable until it is exhausted, then those of the next, until all are.", object.FlagBase,
		object.Method{Name: "from_iterable", Sig: "(iterable, /)", Doc: "chain.from_iterable(iterable): as chain(), with the iterables taken from one iterable, lazily.", Kind: object.ClassMethod, Fn: object.Fn1(chainFromIterable)},
		reduce(chainReduce), setstate(chainSetState),
		object.Method{Name: "__class_getitem__", Doc: "See PEP 585", Kind: object.ClassMethod, Fn: object.Fn1(object.NewGenericAlias)})
	accumulateType.New, accumulateType.Next = accumulateNew, accumulateNext
	define[accumulate](accumulateType, "Running totals, or the running results of a function of two arguments.", object.FlagBase, reduce(accumulateReduce), setstate(accumulateSetState))
	pairwiseType.New, pairwiseType.Next = pairwiseNew, pairwiseNext
	define[pairwise](pairwiseType, "Overlapping pairs of successive items: (s[0], s[1]), (s[1], s[2]), ...", object.FlagBase)
	starmapType.New, starmapType.Next = starmapNew, starmapNext
	define[starmap](starmapType, "The results of a function called with each item of an iterable as its arguments.", object.FlagBase, reduce(starmapReduce))
	zipLongestType.New, zipLongestType.Next = zipLongestNew, zipLongestNext
	define[zipLongest](zipLongestType, "zip_longest(*iterables, fillvalue=None): tuples with one item of each iterable, until the longest is exhausted; fillvalue stands in for the items of the others.", object.FlagBase, reduce(zipLongestReduce), setstate(zipLongestSetState))
}
