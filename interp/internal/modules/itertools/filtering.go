package itertools

import (
	"math"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the iterators that leave items out: compress, dropwhile, takewhile, filterfalse and
// islice.

// compress gives the items of data whose selector is true.
type compress struct {
	object.Header
	data, selectors object.Value
}

// predicated is a dropwhile, a takewhile or a filterfalse: a test and a source.
type predicated struct {
	object.Header
	fn, it object.Value
	done   bool // dropwhile: the first item was given; takewhile: the test has failed
}

// islice gives some items by their position.
type islice struct {
	object.Header
	it              object.Value // the zero Value when done
	next, stop, cnt int          // the next position to give; where to stop, -1 for never; items read
	step            int
}

var (
	compressType    = &object.Type{Name: "itertools.compress"}
	dropwhileType   = &object.Type{Name: "itertools.dropwhile"}
	takewhileType   = &object.Type{Name: "itertools.takewhile"}
	filterfalseType = &object.Type{Name: "itertools.filterfalse"}
	isliceType      = &object.Type{Name: "itertools.islice"}
)

var compressSig = object.NewSignature("(data, selectors)")

func compressNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := compressSig.Bind(t, "compress", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	data, err := t.Iter(a[0])
	if err != nil {
		return object.Value{}, err
	}
	selectors, err := t.Iter(a[1])
	if err != nil {
		return object.Value{}, err
	}
	c := object.Alloc[compress](cls)
	c.data, c.selectors = data, selectors
	return value(c), nil
}

func compressNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[compress](self)
	for {
		v, err := t.Next(c.data)
		if err != nil || v.IsNil() {
			return object.Value{}, err
		}
		s, err := t.Next(c.selectors)
		if err != nil || s.IsNil() {
			return object.Value{}, err
		}
		ok, err := t.Truth(s)
		if err != nil {
			return object.Value{}, err
		}
		if ok {
			return v, nil
		}
	}
}

func compressReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[compress](self)
	return object.Pair(classOf(self), object.Pair(c.data, c.selectors)), nil
}

// predicatedNew makes the constructor of typ.
func predicatedNew(typ *object.Type, name string) func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	return func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
		in, err := args.NoKeywords(cls, typ, in, kw)
		if err != nil {
			return object.Value{}, err
		}
		if err := args.Positional(name, in, 2, 2); err != nil {
			return object.Value{}, err
		}
		it, err := t.Iter(in[1])
		if err != nil {
			return object.Value{}, err
		}
		p := object.Alloc[predicated](cls)
		p.fn, p.it = in[0], it
		return value(p), nil
	}
}

// test calls the predicate.
func (p *predicated) test(t *object.Thread, v object.Value) (bool, error) {
	r, err := t.Call(p.fn, v)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

func dropwhileNext(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[predicated](self)
	for {
		v, err := t.Next(p.it)
		if err != nil || v.IsNil() || p.done {
			return v, err
		}
		ok, err := p.test(t, v)
		if err != nil {
			return object.Value{}, err
		}
		if !ok {
			p.done = true
			return v, nil
		}
	}
}

func takewhileNext(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[predicated](self)
	if p.done {
		return object.Value{}, nil
	}
	v, err := t.Next(p.it)
	if err != nil || v.IsNil() {
		return object.Value{}, err
	}
	ok, err := p.test(t, v)
	if err != nil {
		return object.Value{}, err
	}
	if !ok {
		p.done = true
		return object.Value{}, nil
	}
	return v, nil
}

func filterfalseNext(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[predicated](self)
	plain := p.fn.IsNone() || p.fn == object.BoolType.Value()
	for {
		v, err := t.Next(p.it)
		if err != nil || v.IsNil() {
			return object.Value{}, err
		}
		var ok bool
		if plain {
			ok, err = t.Truth(v)
		} else {
			ok, err = p.test(t, v)
		}
		if err != nil {
			return object.Value{}, err
		}
		if !ok {
			return v, nil
		}
	}
}

func predicatedReduce(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[predicated](self)
	done := 0
	if p.done {
		done = 1
	}
	return tuple(classOf(self), object.Pair(p.fn, p.it), object.Int(done)), nil
}

func filterfalseReduce(t *object.Thread, self object.Value) (object.Value, error) {
	p := as[predicated](self)
	return object.Pair(classOf(self), object.Pair(p.fn, p.it)), nil
}

func predicatedSetState(t *object.Thread, self, state object.Value) error {
	done, err := t.Truth(state)
	as[predicated](self).done = done
	return err
}

// sliceBound converts an argument of islice. ok is false where it is no position at all.
func sliceBound(t *object.Thread, v object.Value) (n int, ok bool) {
	n, err := t.AsIndex(v, object.OverflowErrorType)
	return n, err == nil && n != -1
}

func isliceNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, isliceType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if err := args.Positional("islice", in, 2, 4); err != nil {
		return object.Value{}, err
	}
	start, stop, step := 0, -1, 1
	ok := true
	stopArg := in[1]
	if len(in) > 2 {
		stopArg = in[2]
		if !in[1].IsNone() {
			if start, ok = sliceBound(t, in[1]); !ok {
				start = -1
			}
		}
	}
	if !stopArg.IsNone() {
		if stop, ok = sliceBound(t, stopArg); !ok {
			return object.Value{}, object.Errorf(object.ValueErrorType, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
		}
	}
	if start < 0 || stop < -1 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
	}
	if len(in) == 4 && !in[3].IsNone() {
		if step, ok = sliceBound(t, in[3]); !ok || step < 1 {
			return object.Value{}, object.Errorf(object.ValueErrorType, "Step for islice() must be a positive integer or None.")
		}
	}
	it, err := t.Iter(in[0])
	if err != nil {
		return object.Value{}, err
	}
	s := object.Alloc[islice](cls)
	s.it, s.next, s.stop, s.step = it, start, stop, step
	return value(s), nil
}

func isliceNext(t *object.Thread, self object.Value) (object.Value, error) {
	v, _, err := isliceStep(t, self, nil)
	return v, err
}

// islicePair is the NextPair of islice: that of what it slices, if that has one.
func islicePair(t *object.Thread, self object.Value) (a, b object.Value, err error) {
	s := as[islice](self)
	if s.it.IsNil() {
		return object.Value{}, object.Value{}, nil
	}
	return isliceStep(t, self, s.it.Type().NextPair)
}

// isliceStep returns the next item, or pair if the iterator is asked for those.
func isliceStep(t *object.Thread, self object.Value, pair func(*object.Thread, object.Value) (a, b object.Value, err error)) (v, second object.Value, err error) {
	s := as[islice](self)
	if s.it.IsNil() {
		return object.Value{}, object.Value{}, nil
	}
	it := s.it
	for s.cnt < s.next {
		v, err := t.Next(it)
		if err != nil || v.IsNil() {
			s.it = object.Value{}
			return object.Value{}, object.Value{}, err
		}
		s.cnt++
	}
	if s.stop != -1 && s.cnt >= s.stop {
		s.it = object.Value{}
		return object.Value{}, object.Value{}, nil
	}
	if pair != nil {
		v, second, err = pair(t, it)
	} else {
		v, err = t.Next(it)
	}
	if err != nil || v.IsNil() {
		s.it = object.Value{}
		return object.Value{}, object.Value{}, err
	}
	s.cnt++
	if s.next > math.MaxInt-s.step || s.stop != -1 && s.next+s.step > s.stop {
		s.next = s.stop
		if s.stop == -1 {
			s.next = math.MaxInt
		}
	} else {
		s.next += s.step
	}
	return v, second, nil
}

func isliceReduce(t *object.Thread, self object.Value) (object.Value, error) {
	s := as[islice](self)
	if s.it.IsNil() {
		it, err := t.Iter(object.NewList(nil).Value())
		if err != nil {
			return object.Value{}, err
		}
		return tuple(classOf(self), object.Pair(it, object.Int(0)), object.Int(0)), nil
	}
	stop := object.None
	if s.stop != -1 {
		stop = object.Int(s.stop)
	}
	return tuple(classOf(self), tuple(s.it, object.Int(s.next), stop, object.Int(s.step)), object.Int(s.cnt)), nil
}

func isliceSetState(t *object.Thread, self, state object.Value) error {
	n, err := args.Int(t, state)
	if err == nil {
		as[islice](self).cnt = n
	}
	return err
}

func setupFiltering() {
	compressType.New, compressType.Next = compressNew, compressNext
	define[compress](compressType, "The items of data whose corresponding selector is true.", object.FlagBase, reduce(compressReduce))
	dropwhileType.New, dropwhileType.Next = predicatedNew(dropwhileType, "dropwhile"), dropwhileNext
	define[predicated](dropwhileType, "The items of an iterable from the first on for which the predicate is false.", object.FlagBase, reduce(predicatedReduce), setstate(predicatedSetState))
	takewhileType.New, takewhileType.Next = predicatedNew(takewhileType, "takewhile"), takewhileNext
	define[predicated](takewhileType, "The items of an iterable as long as the predicate is true.", object.FlagBase, reduce(predicatedReduce), setstate(predicatedSetState))
	filterfalseType.New, filterfalseType.Next = predicatedNew(filterfalseType, "filterfalse"), filterfalseNext
	define[predicated](filterfalseType, "The items for which the function is false, or the false ones if the function is None.", object.FlagBase, reduce(filterfalseReduce))
	isliceType.New, isliceType.Next, isliceType.NextPair = isliceNew, isliceNext, islicePair
	define[islice](isliceType, "islice(iterable, stop) or islice(iterable, start, stop[, step]): the items at these positions, as a slice of a list has them.", object.FlagBase, reduce(isliceReduce), setstate(isliceSetState))
}
