package object

import (
	"math/big"
	"unsafe"
)

// This file defines range and its iterators (Python library reference: range).

// Range is a range object. Small says that start, stop, step and length all fit
// in 64 bits; then Start.N and so on are their values.
type Range struct {
	Header
	Start, Stop, Step Value // exact ints
	Len               Value // an int
	Small             bool
}

// RangeIter is the iterator over a small range of Total values: Left of them are
// to come, the next of which is Cur.
type RangeIter struct {
	Header
	Cur, Step, Left, Total int64
}

// LongRangeIter is the iterator over a range that does not fit in 64 bits.
type LongRangeIter struct {
	Header
	Cur, Step, Left, Total *big.Int
}

// rangeOf computes the length of r.
func rangeOf(r *Range) Value {
	r.Small = false
	if r.Start.P == &IntHeader && r.Stop.P == &IntHeader && r.Step.P == &IntHeader {
		a, b, s := int64(r.Start.N), int64(r.Stop.N), int64(r.Step.N)
		if n := rangeLen(a, b, s); n <= 1<<63-1 {
			r.Len = Int64(int64(n))
			r.Small = true
			return Value{P: &r.Header}
		}
	}
	a, b, s := BigInt(r.Start), BigInt(r.Stop), BigInt(r.Step)
	if s.Sign() < 0 {
		a, b, s = b, a, new(big.Int).Neg(s)
	}
	n := new(big.Int).Sub(b, a)
	if n.Sign() <= 0 {
		r.Len = Int(0)
	} else {
		n.Sub(n, big.NewInt(1))
		n.Div(n, s)
		r.Len = IntFromBig(n.Add(n, big.NewInt(1)))
	}
	return Value{P: &r.Header}
}

// rangeLen is the number of values of range(a, b, s); it needs all 64 bits.
func rangeLen(a, b, s int64) uint64 {
	if s > 0 {
		if a >= b {
			return 0
		}
		return (uint64(b)-uint64(a)-1)/uint64(s) + 1
	}
	if a <= b {
		return 0
	}
	return (uint64(a)-uint64(b)-1)/(-uint64(s)) + 1
}

func asRangeIter(v Value) (*RangeIter, bool) {
	if v.P.Type == RangeIterType {
		return (*RangeIter)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// exactInt turns a bool or an instance of a subclass of int into an int.
func exactInt(v Value) Value {
	if v.P.Type == IntType {
		return v
	}
	if n, ok := SmallInt(v); ok {
		return Int64(n)
	}
	return IntFromBig(BigInt(v))
}

func rangeNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if kwLen(kw) > 0 {
		return Value{}, Errorf(TypeErrorType, "range() takes no keyword arguments")
	}
	switch n := len(args); {
	case n == 0:
		return Value{}, Errorf(TypeErrorType, "range expected at least 1 argument, got 0")
	case n > 3:
		return Value{}, Errorf(TypeErrorType, "range expected at most 3 arguments, got %d", n)
	}
	var parts [3]Value
	for i, a := range args {
		v, err := t.Index(a)
		if err != nil {
			return Value{}, err
		}
		parts[i] = exactInt(v)
	}
	r := &Range{Header: Header{RangeType}, Start: Int(0), Step: Int(1)}
	switch len(args) {
	case 1:
		r.Stop = parts[0]
	case 2:
		r.Start, r.Stop = parts[0], parts[1]
	case 3:
		r.Start, r.Stop, r.Step = parts[0], parts[1], parts[2]
		if r.Step == Int(0) {
			return Value{}, Errorf(ValueErrorType, "range() arg 3 must not be zero")
		}
	}
	return rangeOf(r), nil
}

// at returns item i of the range, 0 <= i < length.
func (r *Range) at(i *big.Int) Value {
	n := new(big.Int).Mul(i, BigInt(r.Step))
	return IntFromBig(n.Add(n, BigInt(r.Start)))
}

func rangeGetItem(t *Thread, v, key Value) (Value, error) {
	r := (*Range)(unsafe.Pointer(v.P))
	if r.Small && key.P == &IntHeader {
		i, n := int64(key.N), int64(r.Len.N)
		if i < 0 {
			i += n
		}
		if i < 0 || i >= n {
			return Value{}, Errorf(IndexErrorType, "range object index out of range")
		}
		return Int64(int64(r.Start.N) + i*int64(r.Step.N)), nil
	}
	if key.P.Type.Index != nil {
		k, err := t.Index(key)
		if err != nil {
			return Value{}, err
		}
		i, n := BigInt(k), BigInt(r.Len)
		if i.Sign() < 0 {
			i = new(big.Int).Add(i, n)
		}
		if i.Sign() < 0 || i.Cmp(n) >= 0 {
			return Value{}, Errorf(IndexErrorType, "range object index out of range")
		}
		return r.at(i), nil
	}
	s, ok := AsSlice(key)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "range indices must be integers or slices, not %s", key.P.Type.Name)
	}
	start, stop, step, err := t.sliceBig(s, BigInt(r.Len))
	if err != nil {
		return Value{}, err
	}
	return rangeOf(&Range{
		Header: Header{RangeType}, Start: r.at(start), Stop: r.at(stop),
		Step: IntFromBig(new(big.Int).Mul(step, BigInt(r.Step))),
	}), nil
}

// indexOf returns the position of v, an exact int or bool, or nil.
func (r *Range) indexOf(v Value) *big.Int {
	if n, ok := SmallInt(v); ok && r.Small {
		a, s, l := int64(r.Start.N), int64(r.Step.N), int64(r.Len.N)
		diff := n - a
		// The difference may need 65 bits; then the slow way decides.
		if (n >= a) == (diff >= 0) {
			if diff%s != 0 || diff/s < 0 || diff/s >= l {
				return nil
			}
			return big.NewInt(diff / s)
		}
	}
	d := new(big.Int).Sub(BigInt(v), BigInt(r.Start))
	q, m := d.QuoRem(d, BigInt(r.Step), new(big.Int))
	if m.Sign() != 0 || q.Sign() < 0 || q.Cmp(BigInt(r.Len)) >= 0 {
		return nil
	}
	return q
}

func rangeContains(t *Thread, v, x Value) (bool, error) {
	r := (*Range)(unsafe.Pointer(v.P))
	if x.P.Type == IntType || x.P == &BoolHeader {
		return r.indexOf(x) != nil, nil
	}
	found := false
	err := t.Each(v, func(e Value) error {
		eq, err := t.CompareBool(e, x, EQ)
		if err == nil && eq {
			found = true
			err = errStop
		}
		return err
	})
	if err == errStop {
		err = nil
	}
	return found, err
}

// key is what two equal ranges have in common.
func (r *Range) key() Value {
	switch {
	case r.Len == Int(0):
		return TupleOf(r.Len, None, None)
	case r.Len == Int(1):
		return TupleOf(r.Len, r.Start, None)
	}
	return TupleOf(r.Len, r.Start, r.Step)
}

// iter iterates over n values from start.
func rangeIter(start, step, n *big.Int) Value {
	if start.IsInt64() && step.IsInt64() && n.IsInt64() {
		last := new(big.Int).Mul(step, n)
		if last.Add(last, start).IsInt64() {
			return Value{P: &(&RangeIter{Header{RangeIterType}, start.Int64(), step.Int64(), n.Int64(), n.Int64()}).Header}
		}
	}
	return Value{P: &(&LongRangeIter{Header{LongRangeIterType}, start, step, n, n}).Header}
}

func setupRange() {
	self := func(v Value) *Range { return (*Range)(unsafe.Pointer(v.P)) }
	y := RangeType
	y.New = rangeNew
	y.Repr = func(t *Thread, v Value) (Value, error) {
		r := self(v)
		a, err := t.Repr(r.Start)
		if err != nil {
			return Value{}, err
		}
		b, err := t.Repr(r.Stop)
		if err != nil {
			return Value{}, err
		}
		if r.Step == Int(1) {
			return StrValue("range(" + a.s + ", " + b.s + ")"), nil
		}
		c, err := t.Repr(r.Step)
		if err != nil {
			return Value{}, err
		}
		return StrValue("range(" + a.s + ", " + b.s + ", " + c.s + ")"), nil
	}
	y.Hash = func(t *Thread, v Value) (int64, error) { return t.Hash(self(v).key()) }
	y.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
		if b.P.Type != RangeType || op != EQ && op != NE {
			return NotImplemented, nil
		}
		return tupleCompare(t, self(a).key(), self(b).key(), op)
	}
	y.Len = func(t *Thread, v Value) (int, error) {
		if n, ok := SmallInt(self(v).Len); ok {
			return int(n), nil
		}
		return 0, Errorf(OverflowErrorType, "Python int too large to convert to C ssize_t")
	}
	y.BoolSlot = func(t *Thread, v Value) (bool, error) { return self(v).Len != Int(0), nil }
	y.GetItem = rangeGetItem
	y.Contains = rangeContains
	y.Iter = func(t *Thread, v Value) (Value, error) {
		r := self(v)
		a, step, n := int64(r.Start.N), int64(r.Step.N), int64(r.Len.N)
		// What would come after the last value must fit, too.
		last := a + (n-1)*step
		if r.Small && (n == 0 || (last+step > last) == (step > 0)) {
			return Value{P: &(&RangeIter{Header{RangeIterType}, a, step, n, n}).Header}, nil
		}
		return rangeIter(BigInt(r.Start), BigInt(r.Step), BigInt(r.Len)), nil
	}
	Define(y, TypeSpec{
		Doc:    "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
		Layout: NewLayout[Range]("range", objectLayout), Flags: FlagSequence,
		Methods: []Method{
			{Name: "__reversed__", Doc: "Return a reverse iterator.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				r := self(v)
				n, step := BigInt(r.Len), BigInt(r.Step)
				last := new(big.Int).Sub(n, big.NewInt(1))
				last.Add(last.Mul(last, step), BigInt(r.Start))
				return rangeIter(last, new(big.Int).Neg(step), n), nil
			})},
			{Name: "__reduce__", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				r := self(v)
				return Pair(RangeType.Value(), TupleOf(r.Start, r.Stop, r.Step)), nil
			})},
			{Name: "count", Doc: "rangeobject.count(value) -> integer -- return number of occurrences of value", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				if x.P.Type == IntType || x.P == &BoolHeader {
					if self(v).indexOf(x) != nil {
						return Int(1), nil
					}
					return Int(0), nil
				}
				n := 0
				err := t.Each(v, func(e Value) error {
					eq, err := t.CompareBool(e, x, EQ)
					if eq {
						n++
					}
					return err
				})
				return Int(n), err
			})},
			{Name: "index", Doc: "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				if x.P.Type == IntType || x.P == &BoolHeader {
					if i := self(v).indexOf(x); i != nil {
						return IntFromBig(i), nil
					}
					s, err := t.Repr(x)
					if err != nil {
						return Value{}, err
					}
					return Value{}, Errorf(ValueErrorType, "%s is not in range", s.s)
				}
				i, found := 0, false
				err := t.Each(v, func(e Value) error {
					eq, err := t.CompareBool(e, x, EQ)
					if err == nil && eq {
						found = true
						return errStop
					}
					i++
					return err
				})
				if err != nil && err != errStop {
					return Value{}, err
				}
				if !found {
					return Value{}, Errorf(ValueErrorType, "sequence.index(x): x not in sequence")
				}
				return Int(i), nil
			})},
		},
		Members: []GetSet{
			{Name: "start", Get: func(t *Thread, v Value) (Value, error) { return self(v).Start, nil }},
			{Name: "stop", Get: func(t *Thread, v Value) (Value, error) { return self(v).Stop, nil }},
			{Name: "step", Get: func(t *Thread, v Value) (Value, error) { return self(v).Step, nil }},
		},
	})

	it := func(v Value) *RangeIter { return (*RangeIter)(unsafe.Pointer(v.P)) }
	defineIter[RangeIter](RangeIterType, func(t *Thread, v Value) (Value, error) {
		r := it(v)
		if r.Left == 0 {
			return Value{}, nil
		}
		r.Left--
		n := r.Cur
		r.Cur += r.Step
		return Int64(n), nil
	}, iterMethods(func(t *Thread, v Value) (int, error) { return int(it(v).Left), nil },
		func(t *Thread, v Value) (Value, error) {
			r := it(v)
			// The arithmetic may wrap around on the way, which does not matter.
			done := r.Total - r.Left
			start := r.Cur - done*r.Step
			stop := new(big.Int).Mul(big.NewInt(r.Total), big.NewInt(r.Step))
			stop.Add(stop, big.NewInt(start))
			all := rangeOf(&Range{Header: Header{RangeType}, Start: Int64(start), Stop: IntFromBig(stop), Step: Int64(r.Step)})
			return t.reduceIter("iter", all, int(done))
		}, func(t *Thread, v Value, n int) error {
			r := it(v)
			left := r.Total - min(max(int64(n), 0), r.Total)
			r.Cur += (r.Left - left) * r.Step
			r.Left = left
			return nil
		}))

	long := func(v Value) *LongRangeIter { return (*LongRangeIter)(unsafe.Pointer(v.P)) }
	ms := iterMethods(func(t *Thread, v Value) (int, error) {
		return t.AsIndex(IntFromBig(long(v).Left), OverflowErrorType)
	}, func(t *Thread, v Value) (Value, error) {
		r := long(v)
		done := new(big.Int).Sub(r.Total, r.Left)
		start := new(big.Int).Sub(r.Cur, new(big.Int).Mul(done, r.Step))
		stop := new(big.Int).Mul(r.Total, r.Step)
		f, err := t.builtinNamed("iter")
		all := rangeOf(&Range{Header: Header{RangeType}, Start: IntFromBig(start), Stop: IntFromBig(stop.Add(stop, start)), Step: IntFromBig(r.Step)})
		return TupleOf(f, TupleOf(all), IntFromBig(done)), err
	}, nil)
	ms[0].Fn = Fn0(func(t *Thread, v Value) (Value, error) { return IntFromBig(long(v).Left), nil })
	ms = append(ms, Method{Name: "__setstate__", Doc: setStateDoc, Fn: Fn1(func(t *Thread, v, state Value) (Value, error) {
		k, err := t.Index(state)
		if err != nil {
			return Value{}, err
		}
		r := long(v)
		n := BigInt(k)
		if n.Sign() < 0 {
			n = new(big.Int)
		} else if n.Cmp(r.Total) > 0 {
			n = r.Total
		}
		left := new(big.Int).Sub(r.Total, n)
		moved := new(big.Int).Sub(r.Left, left)
		r.Cur = new(big.Int).Add(r.Cur, moved.Mul(moved, r.Step))
		r.Left = left
		return None, nil
	})})
	defineIter[LongRangeIter](LongRangeIterType, func(t *Thread, v Value) (Value, error) {
		r := long(v)
		if r.Left.Sign() == 0 {
			return Value{}, nil
		}
		n := r.Cur
		r.Cur = new(big.Int).Add(n, r.Step)
		r.Left = new(big.Int).Sub(r.Left, big.NewInt(1))
		return IntFromBig(n), nil
	}, ms)
}
