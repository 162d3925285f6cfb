package collections

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the two iterators over a deque.

// dequeIter gives the items of a deque, forward or backward by its type.
type dequeIter struct {
	object.Header
	deque *deque
	pos   int // items given
	left  int // items to come
	state uint64
}

var (
	dequeIterType    = &object.Type{Name: "_collections._deque_iterator"}
	dequeRevIterType = &object.Type{Name: "_collections._deque_reverse_iterator"}
)

func newDequeIter(typ *object.Type, d *deque) object.Value {
	return args.Value(&dequeIter{object.Header{Type: typ}, d, 0, d.n, d.state})
}

func dequeIterNext(t *object.Thread, self object.Value) (object.Value, error) {
	it := args.As[dequeIter](self)
	if it.deque.state != it.state {
		it.left = 0
		return object.Value{}, mutated()
	}
	if it.left == 0 {
		return object.Value{}, nil
	}
	i := it.pos
	it.pos++
	it.left--
	if it.Header.Type == dequeRevIterType {
		i = it.deque.n - 1 - i
	}
	return *it.deque.at(i), nil
}

// dequeIterMake makes the constructor of an iterator type: it takes the deque, and how many items to skip.
func dequeIterMake(typ *object.Type) func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	return func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
		in, _ = args.Split(in, kw)
		if err := args.Count(in, 1, 2); err != nil {
			return object.Value{}, err
		}
		if !in[0].Is(dequeType) {
			return object.Value{}, object.Errorf(object.TypeErrorType, "argument 1 must be collections.deque, not %s", in[0].Type().Name)
		}
		skip := 0
		if len(in) == 2 {
			var err error
			if skip, err = args.SSize(t, in[1]); err != nil {
				return object.Value{}, err
			}
		}
		v := newDequeIter(typ, asDeque(in[0]))
		it := args.As[dequeIter](v)
		skip = min(max(skip, 0), it.left)
		it.pos, it.left = skip, it.left-skip
		return v, nil
	}
}

func setupDequeIter() {
	for _, y := range []*object.Type{dequeIterType, dequeRevIterType} {
		y.New, y.Iter, y.Next = dequeIterMake(y), args.SelfIter, dequeIterNext
		object.Define(y, object.TypeSpec{
			Layout: object.NewLayout[dequeIter](y.Name, object.ObjectType.Layout),
			Methods: []object.Method{
				{Name: "__length_hint__", Doc: "Private method returning an estimate of len(list(it)).", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
					return object.Int(args.As[dequeIter](self).left), nil
				})},
				{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
					it := args.As[dequeIter](self)
					return object.Pair(args.ClassOf(self), object.Pair(it.deque.value(), object.Int(it.deque.n-it.left))), nil
				})},
			},
		})
	}
}
