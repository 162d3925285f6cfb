package object

import (
	"math"
	"unsafe"
)

// This file defines Slice, the slice type, and how a slice selects items of a
// sequence (Python reference, section 3.3.7).

// Slice is a slice object. Start, Stop and Step are any objects, None where left out.
type Slice struct {
	Header
	Start, Stop, Step Value
}

// NewSlice returns slice(start, stop, step).
func NewSlice(start, stop, step Value) Value {
	return Value{P: &(&Slice{Header{SliceType}, start, stop, step}).Header}
}

// AsSlice returns v as a *Slice if it is one.
func AsSlice(v Value) (*Slice, bool) {
	if v.P.Type == SliceType {
		return (*Slice)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// sliceIndex is one of a slice's three numbers, cut to the range of int.
func (t *Thread) sliceIndex(v Value) (int, error) {
	if v.P == &IntHeader {
		return int(v.N), nil
	}
	if !v.Is(IntType) && v.P.Type.Index == nil {
		return 0, Errorf(TypeErrorType, "slice indices must be integers or None or have an __index__ method")
	}
	return t.AsIndex(v, nil)
}

// Unpack returns the slice's numbers without regard to a length.
func (s *Slice) Unpack(t *Thread) (start, stop, step int, err error) {
	step = 1
	if !s.Step.IsNone() {
		if step, err = t.sliceIndex(s.Step); err != nil {
			return
		}
		if step == 0 {
			err = Errorf(ValueErrorType, "slice step cannot be zero")
			return
		}
		// So that -step does not overflow.
		step = max(step, -math.MaxInt)
	}
	start, stop = 0, math.MaxInt
	if step < 0 {
		start, stop = math.MaxInt, math.MinInt
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

// AdjustSlice cuts a slice's numbers to a sequence of n items, and counts the
// items selected: start, start+step, ...
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
	count := 0
	if step < 0 {
		if stop < start {
			count = (start-stop-1)/(-step) + 1
		}
	} else if start < stop {
		count = (stop-start-1)/step + 1
	}
	return start, stop, count
}

// Indices returns the numbers of the slice for a sequence of n items, and how
// many items it selects.
func (s *Slice) Indices(t *Thread, n int) (start, stop, step, count int, err error) {
	start, stop, step, err = s.Unpack(t)
	if err == nil {
		start, stop, count = AdjustSlice(n, start, stop, step)
	}
	return
}

func setupSlice() {}
