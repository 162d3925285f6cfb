package object

import (
	"math/big"
	"unsafe"
)

// This file defines slice objects and the arithmetic of slices (Python
// reference, section 3.3.7; builtins: slice).

// Slice is a slice object; an absent part is None.
type Slice struct {
	Header
	Start, Stop, Step Value
}

// NewSlice returns slice(start, stop, step).
func NewSlice(start, stop, step Value) Value {
	return Value{P: &(&Slice{Header{SliceType}, start.OrNone(), stop.OrNone(), step.OrNone()}).Header}
}

// AsSlice returns v as a *Slice if it is one.
func AsSlice(v Value) (*Slice, bool) {
	if v.P != nil && v.P.Type == SliceType {
		return (*Slice)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// sliceIndex converts a part of a slice to a Go int, cutting big values to the nearest.
func (t *Thread) sliceIndex(v Value) (int, error) {
	if v.P == &IntHeader {
		return int(v.N), nil
	}
	if v.P.Type.Index == nil {
		return 0, Errorf(TypeErrorType, "slice indices must be integers or None or have an __index__ method")
	}
	return t.AsIndex(v, nil)
}

// SliceBound converts the start or stop argument of index(), find() and the like
// for a sequence of length n: def if v is absent or None, counted from the end
// if negative, and never below 0.
func (t *Thread) SliceBound(v Value, n, def int) (int, error) {
	if v.P == nil || v.IsNone() {
		return def, nil
	}
	if v.P != &IntHeader && v.P.Type.Index == nil {
		return 0, Errorf(TypeErrorType, "slice indices must be integers or None or have an __index__ method")
	}
	i, err := t.AsIndex(v, nil)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i = max(i+n, 0)
	}
	return i, nil
}

// seqBound is SliceBound for list.index and tuple.index, which do not take None.
func (t *Thread) seqBound(v Value, n, def int) (int, error) {
	if v.P == nil {
		return def, nil
	}
	if v.P != &IntHeader && v.P.Type.Index == nil {
		return 0, Errorf(TypeErrorType, "slice indices must be integers or have an __index__ method")
	}
	return t.SliceBound(v, n, def)
}

// Indices applies the slice to a sequence of length n: the positions are start,
// start+step, ..., count of them.
func (s *Slice) Indices(t *Thread, n int) (start, stop, step, count int, err error) {
	start, stop, step, err = s.Unpack(t)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	start, stop, count = AdjustSlice(n, start, stop, step)
	return start, stop, step, count, nil
}

const (
	maxInt = int(^uint(0) >> 1)
	minInt = -maxInt - 1
)

// Unpack converts the parts to Go ints; an absent start or stop becomes an
// extreme that AdjustSlice cuts. The length of the sequence is asked for after
// it, since an __index__ method can change the sequence.
func (s *Slice) Unpack(t *Thread) (start, stop, step int, err error) {
	step = 1
	if !s.Step.IsNone() {
		if step, err = t.sliceIndex(s.Step); err != nil {
			return
		}
		if step == 0 {
			return 0, 0, 0, Errorf(ValueErrorType, "slice step cannot be zero")
		}
		step = max(step, -maxInt)
	}
	start, stop = 0, maxInt
	if step < 0 {
		start, stop = maxInt, minInt
	}
	if !s.Start.IsNone() {
		if start, err = t.sliceIndex(s.Start); err != nil {
			return
		}
	}
	if !s.Stop.IsNone() {
		stop, err = t.sliceIndex(s.Stop)
	}
	return
}

// AdjustSlice cuts the numbers of a slice to a sequence of n items: those selected are
// start, start+step, ..., count of them.
func AdjustSlice(n, start, stop, step int) (int, int, int) {
	clip := func(i int) int {
		if i < 0 {
			i += n
			if i < 0 {
				if step < 0 {
					return -1
				}
				return 0
			}
		} else if i >= n {
			if step < 0 {
				return n - 1
			}
			return n
		}
		return i
	}
	start, stop = clip(start), clip(stop)
	switch {
	case step > 0 && start < stop:
		return start, stop, (stop-start-1)/step + 1
	case step < 0 && stop < start:
		return start, stop, (start-stop-1)/-step + 1
	}
	return start, stop, 0
}

// sliceBig computes slice.indices for a length of any size.
func (t *Thread) sliceBig(s *Slice, length *big.Int) (start, stop, step *big.Int, err error) {
	get := func(v Value) (*big.Int, error) {
		if v.P.Type.Index == nil {
			return nil, Errorf(TypeErrorType, "slice indices must be integers or None or have an __index__ method")
		}
		i, err := t.Index(v)
		if err != nil {
			return nil, err
		}
		return BigInt(i), nil
	}
	step = big.NewInt(1)
	if !s.Step.IsNone() {
		if step, err = get(s.Step); err != nil {
			return
		}
		if step.Sign() == 0 {
			return nil, nil, nil, Errorf(ValueErrorType, "slice step cannot be zero")
		}
	}
	neg := step.Sign() < 0
	lower, upper := new(big.Int), length
	if neg {
		lower, upper = big.NewInt(-1), new(big.Int).Sub(length, big.NewInt(1))
	}
	part := func(v Value, def *big.Int) (*big.Int, error) {
		if v.IsNone() {
			return def, nil
		}
		i, err := get(v)
		if err != nil {
			return nil, err
		}
		if i.Sign() < 0 {
			i = new(big.Int).Add(i, length)
			if i.Cmp(lower) < 0 {
				i = lower
			}
		} else if i.Cmp(upper) > 0 {
			i = upper
		}
		return i, nil
	}
	d1, d2 := lower, upper
	if neg {
		d1, d2 = upper, lower
	}
	if start, err = part(s.Start, d1); err != nil {
		return
	}
	stop, err = part(s.Stop, d2)
	return
}

func (s *Slice) tuple() Value { return TupleOf(s.Start, s.Stop, s.Step) }

func setupSlice() {
	self := func(v Value) *Slice { return (*Slice)(unsafe.Pointer(v.P)) }
	y := SliceType
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		if kwLen(kw) > 0 {
			return Value{}, Errorf(TypeErrorType, "slice() takes no keyword arguments")
		}
		switch len(args) {
		case 0:
			return Value{}, Errorf(TypeErrorType, "slice expected at least 1 argument, got 0")
		case 1:
			return NewSlice(None, args[0], None), nil
		case 2:
			return NewSlice(args[0], args[1], None), nil
		case 3:
			return NewSlice(args[0], args[1], args[2]), nil
		}
		return Value{}, Errorf(TypeErrorType, "slice expected at most 3 arguments, got %d", len(args))
	}
	y.Repr = func(t *Thread, v Value) (Value, error) {
		s := self(v)
		a, err := t.Repr(s.Start)
		if err != nil {
			return Value{}, err
		}
		b, err := t.Repr(s.Stop)
		if err != nil {
			return Value{}, err
		}
		c, err := t.Repr(s.Step)
		if err != nil {
			return Value{}, err
		}
		return StrValue("slice(" + a.s + ", " + b.s + ", " + c.s + ")"), nil
	}
	y.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
		if b.P.Type != SliceType {
			return NotImplemented, nil
		}
		if a == b {
			return Bool(op == EQ || op == LE || op == GE), nil
		}
		return tupleCompare(t, self(a).tuple(), self(b).tuple(), op)
	}
	Define(y, TypeSpec{
		Doc:    "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
		Layout: NewLayout[Slice]("slice", objectLayout),
		Methods: []Method{
			{Name: "indices", Doc: "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.", Fn: Fn1(func(t *Thread, v, length Value) (Value, error) {
				n, err := t.Index(length)
				if err != nil {
					return Value{}, err
				}
				if intSign(n) < 0 {
					return Value{}, Errorf(ValueErrorType, "length should not be negative")
				}
				start, stop, step, err := t.sliceBig(self(v), BigInt(n))
				if err != nil {
					return Value{}, err
				}
				return TupleOf(IntFromBig(start), IntFromBig(stop), IntFromBig(step)), nil
			})},
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return Pair(SliceType.Value(), self(v).tuple()), nil
			})},
		},
		Members: []GetSet{
			{Name: "start", Get: func(t *Thread, v Value) (Value, error) { return self(v).Start, nil }},
			{Name: "stop", Get: func(t *Thread, v Value) (Value, error) { return self(v).Stop, nil }},
			{Name: "step", Get: func(t *Thread, v Value) (Value, error) { return self(v).Step, nil }},
		},
	})
}
