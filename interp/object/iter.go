package object

import "unsafe"

// This file defines the iterators over sequences: those of list, tuple, of
// objects that have only __getitem__, and iter(callable, sentinel).

// SeqIter is the iterator over an object that has only __getitem__.
type SeqIter struct {
	Header
	Seq Value // the zero Value when exhausted
	Pos int
}

// NewSeqIter iterates over seq[0], seq[1], ... until IndexError.
func NewSeqIter(seq Value) Value {
	return Value{P: &(&SeqIter{Header{SeqIterType}, seq, 0}).Header}
}

// ListIter is the iterator over a list: Pos is the next position, List nil when
// it is exhausted.
type ListIter struct {
	Header
	List *List
	Pos  int
}

// ListReverseIter is the iterator of reversed(list): Pos is the next position,
// List nil when it is exhausted.
type ListReverseIter struct {
	Header
	List *List
	Pos  int
}

// TupleIter is the iterator over a tuple: Pos is the next position, Tuple nil
// when it is exhausted.
type TupleIter struct {
	Header
	Tuple *Tuple
	Pos   int
}

// CallableIter is iter(callable, sentinel).
type CallableIter struct {
	Header
	Func     Value // the zero Value when exhausted
	Sentinel Value
}

// NewCallableIter returns iter(f, sentinel).
func NewCallableIter(f, sentinel Value) Value {
	return Value{P: &(&CallableIter{Header{CallableIterType}, f, sentinel}).Header}
}

// selfIter is the Iter slot of iterators.
func selfIter(t *Thread, self Value) (Value, error) { return self, nil }

// builtinNamed returns the built-in function or type that pickles of iterators refer to.
func (t *Thread) builtinNamed(name string) (Value, error) {
	v, ok := t.Interp.Builtins.GetString(name)
	if !ok {
		return Value{}, NewAttributeError(None, Intern(name), name)
	}
	return v, nil
}

// reduceIter is the pickled form of an iterator that stands at pos of seq: the
// call iter(seq) or reversed(seq) and the state pos.
func (t *Thread) reduceIter(name string, seq Value, pos int) (Value, error) {
	f, err := t.builtinNamed(name)
	if err != nil {
		return Value{}, err
	}
	if pos < 0 {
		return Pair(f, TupleOf(seq)), nil
	}
	return TupleOf(f, TupleOf(seq), Int(pos)), nil
}

const (
	lengthHintDoc = "Private method returning an estimate of len(list(it))."
	reduceDoc     = "Return state information for pickling."
	setStateDoc   = "Set state information for unpickling."
)

// iterMethods is the table of methods common to iterators; nil leaves one out.
func iterMethods(hint func(t *Thread, v Value) (int, error), reduce func(t *Thread, v Value) (Value, error), setState func(t *Thread, v Value, n int) error) []Method {
	var ms []Method
	if hint != nil {
		ms = append(ms, Method{Name: "__length_hint__", Doc: lengthHintDoc, Fn: Fn0(func(t *Thread, v Value) (Value, error) {
			n, err := hint(t, v)
			if n < 0 && err == nil {
				return NotImplemented, nil
			}
			return Int(n), err
		})})
	}
	if reduce != nil {
		ms = append(ms, Method{Name: "__reduce__", Doc: reduceDoc, Fn: Fn0(reduce)})
	}
	if setState != nil {
		ms = append(ms, Method{Name: "__setstate__", Doc: setStateDoc, Fn: Fn1(func(t *Thread, v, state Value) (Value, error) {
			n, err := t.AsIndex(state, OverflowErrorType)
			if err != nil {
				return Value{}, err
			}
			return None, setState(t, v, n)
		})})
	}
	return ms
}

// defineIter completes an iterator type whose instances are T.
func defineIter[T any](typ *Type, next UnaryFunc, methods []Method) {
	typ.Iter = selfIter
	typ.Next = next
	Define(typ, TypeSpec{Layout: NewLayout[T](typ.Name, objectLayout), Flags: FlagNoNew, Methods: methods})
}

func setupIterators() {
	list := func(v Value) *ListIter { return (*ListIter)(unsafe.Pointer(v.P)) }
	defineIter[ListIter](ListIterType, func(t *Thread, v Value) (Value, error) {
		it := list(v)
		if it.List != nil {
			if it.Pos < len(it.List.Items) {
				x := it.List.Items[it.Pos]
				it.Pos++
				return x, nil
			}
			it.List = nil
		}
		return Value{}, nil
	}, iterMethods(func(t *Thread, v Value) (int, error) {
		if it := list(v); it.List != nil {
			return max(len(it.List.Items)-it.Pos, 0), nil
		}
		return 0, nil
	}, func(t *Thread, v Value) (Value, error) {
		it := list(v)
		if it.List == nil {
			return t.reduceIter("iter", NewList(nil).Value(), -1)
		}
		return t.reduceIter("iter", it.List.Value(), it.Pos)
	}, func(t *Thread, v Value, n int) error {
		if it := list(v); it.List != nil {
			it.Pos = min(max(n, 0), len(it.List.Items))
		}
		return nil
	}))

	rev := func(v Value) *ListReverseIter { return (*ListReverseIter)(unsafe.Pointer(v.P)) }
	defineIter[ListReverseIter](ListReverseIterType, func(t *Thread, v Value) (Value, error) {
		it := rev(v)
		if it.List != nil {
			if i := it.Pos; i >= 0 && i < len(it.List.Items) {
				it.Pos--
				return it.List.Items[i], nil
			}
			it.List, it.Pos = nil, -1
		}
		return Value{}, nil
	}, iterMethods(func(t *Thread, v Value) (int, error) {
		it := rev(v)
		if it.List == nil || len(it.List.Items) < it.Pos+1 {
			return 0, nil
		}
		return it.Pos + 1, nil
	}, func(t *Thread, v Value) (Value, error) {
		it := rev(v)
		if it.List == nil {
			return t.reduceIter("iter", NewList(nil).Value(), -1)
		}
		f, err := t.builtinNamed("reversed")
		return TupleOf(f, TupleOf(it.List.Value()), Int(it.Pos)), err
	}, func(t *Thread, v Value, n int) error {
		if it := rev(v); it.List != nil {
			it.Pos = min(max(n, -1), len(it.List.Items)-1)
		}
		return nil
	}))

	tup := func(v Value) *TupleIter { return (*TupleIter)(unsafe.Pointer(v.P)) }
	defineIter[TupleIter](TupleIterType, func(t *Thread, v Value) (Value, error) {
		it := tup(v)
		if it.Tuple != nil {
			if it.Pos < len(it.Tuple.Items) {
				x := it.Tuple.Items[it.Pos]
				it.Pos++
				return x, nil
			}
			it.Tuple = nil
		}
		return Value{}, nil
	}, iterMethods(func(t *Thread, v Value) (int, error) {
		if it := tup(v); it.Tuple != nil {
			return len(it.Tuple.Items) - it.Pos, nil
		}
		return 0, nil
	}, func(t *Thread, v Value) (Value, error) {
		it := tup(v)
		if it.Tuple == nil {
			return t.reduceIter("iter", emptyTuple.Value(), -1)
		}
		return t.reduceIter("iter", it.Tuple.Value(), it.Pos)
	}, func(t *Thread, v Value, n int) error {
		if it := tup(v); it.Tuple != nil {
			it.Pos = min(max(n, 0), len(it.Tuple.Items))
		}
		return nil
	}))

	seq := func(v Value) *SeqIter { return (*SeqIter)(unsafe.Pointer(v.P)) }
	defineIter[SeqIter](SeqIterType, func(t *Thread, v Value) (Value, error) {
		it := seq(v)
		if it.Seq.P == nil {
			return Value{}, nil
		}
		if it.Pos == maxInt {
			return Value{}, Errorf(OverflowErrorType, "iter index too large")
		}
		x, err := t.GetItem(it.Seq, Int(it.Pos))
		if err != nil {
			if ErrorIs(err, IndexErrorType) || ErrorIs(err, StopIterationType) {
				it.Seq = Value{}
				return Value{}, nil
			}
			return Value{}, err
		}
		it.Pos++
		return x, nil
	}, iterMethods(func(t *Thread, v Value) (int, error) {
		it := seq(v)
		if it.Seq.P == nil {
			return 0, nil
		}
		if it.Seq.P.Type.Len == nil {
			return -1, nil
		}
		n, err := t.Len(it.Seq)
		if err != nil {
			return 0, err
		}
		return max(n-it.Pos, 0), nil
	}, func(t *Thread, v Value) (Value, error) {
		it := seq(v)
		if it.Seq.P == nil {
			return t.reduceIter("iter", emptyTuple.Value(), -1)
		}
		return t.reduceIter("iter", it.Seq, it.Pos)
	}, func(t *Thread, v Value, n int) error {
		if it := seq(v); it.Seq.P != nil {
			it.Pos = max(n, 0)
		}
		return nil
	}))

	call := func(v Value) *CallableIter { return (*CallableIter)(unsafe.Pointer(v.P)) }
	defineIter[CallableIter](CallableIterType, func(t *Thread, v Value) (Value, error) {
		it := call(v)
		if it.Func.P == nil {
			return Value{}, nil
		}
		x, err := t.Call(it.Func)
		if err != nil {
			if ErrorIs(err, StopIterationType) {
				it.Func = Value{}
				return Value{}, nil
			}
			return Value{}, err
		}
		if it.Func.P == nil {
			// The call exhausted the iterator by other ways.
			return Value{}, nil
		}
		eq, err := t.EqualValues(it.Sentinel, x)
		if err != nil {
			return Value{}, err
		}
		if eq {
			it.Func = Value{}
			return Value{}, nil
		}
		return x, nil
	}, iterMethods(nil, func(t *Thread, v Value) (Value, error) {
		it := call(v)
		if it.Func.P == nil {
			return t.reduceIter("iter", emptyTuple.Value(), -1)
		}
		f, err := t.builtinNamed("iter")
		return Pair(f, Pair(it.Func, it.Sentinel)), err
	}, nil))
}
