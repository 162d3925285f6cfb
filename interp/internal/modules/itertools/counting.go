package itertools

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the endless iterators: count, cycle and repeat.

// count gives start, start+step, ... While both are small ints it counts in n.
type count struct {
	object.Header
	n, step   int64
	slow      object.Value // the next value once it is no small int, else the zero Value
	slowStep  object.Value // the step as it was given
	smallStep bool
}

// cycle gives the items of its source, then those it saved, again and again.
type cycle struct {
	object.Header
	it    object.Value // the zero Value once the source is at its end
	saved *object.List
	index int
	first bool // in the first round after unpickling: items of it are saved already
}

// repeat gives one object, times times or, if that is negative, without end.
type repeat struct {
	object.Header
	item  object.Value
	times int
}

var (
	countType  = &object.Type{Name: "itertools.count"}
	cycleType  = &object.Type{Name: "itertools.cycle"}
	repeatType = &object.Type{Name: "itertools.repeat"}
)

var (
	countSig  = object.NewSignature("(start=0, step=1)")
	repeatSig = object.NewSignature("(object, times=None)")
)

// isNumber tells whether v is what CPython calls a number: it has __int__, __float__ or __index__.
func isNumber(v object.Value) bool {
	y := v.Type()
	return v.IsSmallInt() || v.IsFloat() || y.IntSlot != nil || y.FloatSl != nil || y.Index != nil ||
		v.Is(object.IntType) || v.Is(object.ComplexType)
}

func countNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := countSig.Bind(t, "count", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	start, step := a[0], a[1]
	if start.IsNil() {
		start = object.Int(0)
	}
	if step.IsNil() {
		step = object.Int(1)
	}
	if !isNumber(start) || !isNumber(step) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "a number is required")
	}
	c := object.Alloc[count](cls)
	c.slowStep = step
	if n, ok := object.SmallInt(start); ok && start.Is(object.IntType) {
		if by, ok := object.SmallInt(step); ok && by == 1 && step.Is(object.IntType) {
			// Counting by one gives plain ints, whatever kind of int it starts from.
			start, step = object.Int64(n), object.Int(1)
			c.slowStep = step
		}
	}
	if step.IsSmallInt() {
		c.step, c.smallStep = step.Int64(), true
	}
	c.set(start)
	return value(c), nil
}

// set makes v the next value.
func (c *count) set(v object.Value) {
	if v.IsSmallInt() && c.smallStep {
		c.n, c.slow = v.Int64(), object.Value{}
	} else {
		c.slow = v
	}
}

// next is the value that comes next.
func (c *count) next() object.Value {
	if c.slow.IsNil() {
		return object.Int64(c.n)
	}
	return c.slow
}

func countNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[count](self)
	if c.slow.IsNil() {
		n := c.n
		if sum := n + c.step; (sum > n) == (c.step > 0) || c.step == 0 {
			c.n = sum
			return object.Int64(n), nil
		}
	}
	v := c.next()
	sum, err := t.BinaryOp(object.OpAdd, v, c.slowStep)
	if err != nil {
		return object.Value{}, err
	}
	c.set(sum)
	return v, nil
}

// isOne tells whether v is the int 1.
func isOne(v object.Value) bool { return v.IsSmallInt() && v.Int64() == 1 }

func countRepr(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[count](self)
	r, err := t.Repr(c.next())
	if err != nil {
		return object.Value{}, err
	}
	text := self.Type().QualName + "(" + r.String()
	if !isOne(c.slowStep) {
		if r, err = t.Repr(c.slowStep); err != nil {
			return object.Value{}, err
		}
		text += ", " + r.String()
	}
	return object.StrValue(text + ")"), nil
}

func countReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[count](self)
	if isOne(c.slowStep) {
		return object.Pair(classOf(self), tuple(c.next())), nil
	}
	return object.Pair(classOf(self), object.Pair(c.next(), c.slowStep)), nil
}

func cycleNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	in, err := args.NoKeywords(cls, cycleType, in, kw)
	if err != nil {
		return object.Value{}, err
	}
	if err := args.Positional("cycle", in, 1, 1); err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(in[0])
	if err != nil {
		return object.Value{}, err
	}
	c := object.Alloc[cycle](cls)
	c.it, c.saved = it, object.NewList(nil)
	return value(c), nil
}

func cycleNext(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[cycle](self)
	if !c.it.IsNil() {
		v, err := t.Next(c.it)
		if err != nil {
			return object.Value{}, err
		}
		if !v.IsNil() {
			if !c.first {
				c.saved.Items = append(c.saved.Items, v)
			}
			return v, nil
		}
		c.it = object.Value{}
	}
	if len(c.saved.Items) == 0 {
		return object.Value{}, nil
	}
	if c.index >= len(c.saved.Items) {
		c.index = 0
	}
	v := c.saved.Items[c.index]
	c.index++
	return v, nil
}

func cycleReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := as[cycle](self)
	if !c.it.IsNil() {
		return tuple(classOf(self), tuple(c.it), object.Pair(c.saved.Value(), object.Bool(c.first))), nil
	}
	it, err := t.Iter(c.saved.Value())
	if err != nil {
		return object.Value{}, err
	}
	if c.index > 0 {
		if _, err := t.CallMethodString(it, "__setstate__", object.Int(c.index)); err != nil {
			return object.Value{}, err
		}
	}
	return tuple(classOf(self), tuple(it), object.Pair(c.saved.Value(), object.True)), nil
}

func cycleSetState(t *object.Thread, self, state object.Value) error {
	c := as[cycle](self)
	parts, err := stateTuple(state)
	if err != nil {
		return err
	}
	if err := args.Count(parts, 2, 2); err != nil {
		return err
	}
	saved, ok := object.AnyList(t, parts[0])
	if !ok {
		return object.Errorf(object.TypeErrorType, "argument 1 must be list, not %s", parts[0].Type().Name)
	}
	first, err := t.AsIndex(parts[1], object.OverflowErrorType)
	if err != nil {
		return err
	}
	c.saved, c.first, c.index = saved, first != 0, 0
	return nil
}

func repeatNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	a, err := repeatSig.Bind(t, "repeat", in, kw)
	if err != nil {
		return object.Value{}, err
	}
	times := -1
	if !a[1].IsNil() {
		if times, err = args.SSize(t, a[1]); err != nil {
			return object.Value{}, err
		}
		times = max(times, 0)
	}
	r := object.Alloc[repeat](cls)
	r.item, r.times = a[0], times
	return value(r), nil
}

func repeatNext(t *object.Thread, self object.Value) (object.Value, error) {
	r := as[repeat](self)
	if r.times == 0 {
		return object.Value{}, nil
	}
	if r.times > 0 {
		r.times--
	}
	return r.item, nil
}

func repeatRepr(t *object.Thread, self object.Value) (object.Value, error) {
	r := as[repeat](self)
	s, err := t.Repr(r.item)
	if err != nil {
		return object.Value{}, err
	}
	text := self.Type().QualName + "(" + s.String()
	if r.times >= 0 {
		if s, err = t.Repr(object.Int(r.times)); err != nil {
			return object.Value{}, err
		}
		text += ", " + s.String()
	}
	return object.StrValue(text + ")"), nil
}

func repeatReduce(t *object.Thread, self object.Value) (object.Value, error) {
	r := as[repeat](self)
	if r.times >= 0 {
		return object.Pair(classOf(self), object.Pair(r.item, object.Int(r.times))), nil
	}
	return object.Pair(classOf(self), tuple(r.item)), nil
}

func repeatHint(t *object.Thread, self object.Value) (object.Value, error) {
	r := as[repeat](self)
	if r.times < 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "len() of unsized object")
	}
	return object.Int(r.times), nil
}

func setupCounting() {
	countType.New, countType.Next, countType.Repr = countNew, countNext, countRepr
	define[count](countType, "An endless iterator over start, start+step, start+2*step, ...", object.FlagBase, reduce(countReduce))
	cycleType.New, cycleType.Next = cycleNew, cycleNext
	define[cycle](cycleType, "The items of an iterable, endlessly again and again.", object.FlagBase, reduce(cycleReduce), setstate(cycleSetState))
	repeatType.New, repeatType.Next, repeatType.Repr = repeatNew, repeatNext, repeatRepr
	define[repeat](repeatType, "repeat(object [,times]): an iterator that gives object times times, endlessly by default.", object.FlagBase, reduce(repeatReduce),
		object.Method{Name: "__length_hint__", Sig: "()", Doc: "Private method returning an estimate of len(list(it)).", Fn: object.Fn0(repeatHint)})
}
