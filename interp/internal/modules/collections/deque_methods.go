package collections

import (
	"math"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the methods of deque, and its type.

func dequeCopy(t *object.Thread, self object.Value) (object.Value, error) {
	d := asDeque(self)
	if self.Type() == dequeType {
		c := newDeque(d.maxlen)
		c.buf, c.head, c.n = append([]object.Value(nil), d.buf...), d.head, d.n
		return c.value(), nil
	}
	in := []object.Value{self}
	if d.maxlen >= 0 {
		in = append(in, object.Int(d.maxlen))
	}
	v, err := t.Call(args.ClassOf(self), in...)
	if err != nil {
		return object.Value{}, err
	}
	if !v.Is(dequeType) {
		return object.Value{}, object.Errorf(object.TypeErrorType, "%s() must return a deque, not %s", self.Type().Name, v.Type().Name)
	}
	return v, nil
}

func dequeAppend(t *object.Thread, self, v object.Value) (object.Value, error) {
	asDeque(self).push(v)
	return object.None, nil
}

func dequeAppendLeft(t *object.Thread, self, v object.Value) (object.Value, error) {
	asDeque(self).pushFirst(v)
	return object.None, nil
}

func emptyError() error {
	return object.Errorf(object.IndexErrorType, "pop from an empty deque")
}

func dequePop(t *object.Thread, self object.Value) (object.Value, error) {
	d := asDeque(self)
	if d.n == 0 {
		return object.Value{}, emptyError()
	}
	return d.popLast(), nil
}

func dequePopLeft(t *object.Thread, self object.Value) (object.Value, error) {
	d := asDeque(self)
	if d.n == 0 {
		return object.Value{}, emptyError()
	}
	return d.popFirst(), nil
}

func dequeCount(t *object.Thread, self, v object.Value) (object.Value, error) {
	d := asDeque(self)
	count, state := 0, d.state
	for i := 0; i < d.n; i++ {
		eq, err := t.EqualValues(*d.at(i), v)
		if err != nil {
			return object.Value{}, err
		}
		if eq {
			count++
		}
		if d.state != state {
			return object.Value{}, mutated()
		}
	}
	return object.Int(count), nil
}

// notIn is the error of not finding v.
func notIn(t *object.Thread, v object.Value) error {
	r, err := t.Repr(v)
	if err != nil {
		return err
	}
	return object.NewError(object.ValueErrorType, object.StrValue(r.String()+" is not in deque"))
}

// bound converts an argument that says where to begin or stop, as a slice's parts are.
func (d *deque) bound(t *object.Thread, v object.Value, def int) (int, error) {
	if v.IsNil() {
		return def, nil
	}
	if v.Type().Index == nil && !v.Is(object.IntType) {
		return 0, object.Errorf(object.TypeErrorType, "slice indices must be integers or have an __index__ method")
	}
	i, err := t.AsIndex(v, nil)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i = max(i+d.n, 0)
	}
	return min(i, d.n), nil
}

func dequeIndex(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "deque.index() takes no keyword arguments")
	}
	if err := args.Positional("index", in, 1, 3); err != nil {
		return object.Value{}, err
	}
	d := asDeque(self)
	var room [3]object.Value
	copy(room[:], in)
	from, err := d.bound(t, room[1], 0)
	if err != nil {
		return object.Value{}, err
	}
	to, err := d.bound(t, room[2], d.n)
	if err != nil {
		return object.Value{}, err
	}
	i, err := d.find(t, in[0], from, to, mutated)
	if err == nil && i < 0 {
		err = notIn(t, in[0])
	}
	return object.Int(i), err
}

func dequeInsert(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "deque.insert() takes no keyword arguments")
	}
	if err := args.Positional("insert", in, 2, 2); err != nil {
		return object.Value{}, err
	}
	d := asDeque(self)
	i, err := args.SSize(t, in[0])
	if err != nil {
		return object.Value{}, err
	}
	if d.n == d.maxlen {
		return object.Value{}, object.Errorf(object.IndexErrorType, "deque already at its maximum size")
	}
	if i < 0 {
		i = max(i+d.n, 0)
	}
	i = min(i, d.n)
	if i < d.n/2 {
		d.pushFirst(in[1])
		for k := range i {
			*d.at(k) = *d.at(k + 1)
		}
	} else {
		d.push(in[1])
		for k := d.n - 1; k > i; k-- {
			*d.at(k) = *d.at(k - 1)
		}
	}
	*d.at(i) = in[1]
	return object.None, nil
}

func dequeRemove(t *object.Thread, self, v object.Value) (object.Value, error) {
	d := asDeque(self)
	i, err := d.find(t, v, 0, d.n, func() error {
		return object.Errorf(object.IndexErrorType, "deque mutated during remove().")
	})
	if err != nil {
		return object.Value{}, err
	}
	if i < 0 {
		return object.Value{}, notIn(t, v)
	}
	d.deleteAt(i)
	return object.None, nil
}

func dequeReverse(t *object.Thread, self object.Value) (object.Value, error) {
	d := asDeque(self)
	for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
		a, b := d.at(i), d.at(j)
		*a, *b = *b, *a
	}
	return object.None, nil
}

func dequeRotate(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "deque.rotate() takes no keyword arguments")
	}
	if err := args.Positional("deque.rotate", in, 0, 1); err != nil {
		return object.Value{}, err
	}
	n := 1
	if len(in) == 1 {
		var err error
		if n, err = args.SSize(t, in[0]); err != nil {
			return object.Value{}, err
		}
	}
	asDeque(self).rotate(n)
	return object.None, nil
}

func dequeReduce(t *object.Thread, self object.Value) (object.Value, error) {
	state, err := getState(t, self)
	if err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(self)
	if err != nil {
		return object.Value{}, err
	}
	in := args.Tuple()
	if d := asDeque(self); d.maxlen >= 0 {
		in = object.Pair(args.Tuple(), object.Int(d.maxlen))
	}
	return args.Tuple(args.ClassOf(self), in, state, it), nil
}

func setupDeque() {
	setupDequeIter()
	y := dequeType
	y.New, y.Init, y.Repr, y.Compare = dequeNew, dequeInit, dequeRepr, dequeCompare
	y.Len = func(t *object.Thread, self object.Value) (int, error) { return asDeque(self).n, nil }
	y.GetItem, y.SetItem, y.Contains = dequeGetItem, dequeSetItem, dequeContains
	y.Concat, y.Repeat, y.InPlaceConcat, y.InPlaceRepeat = dequeConcat, dequeRepeat, dequeInPlaceConcat, dequeInPlaceRepeat
	y.Iter = func(t *object.Thread, self object.Value) (object.Value, error) {
		return newDequeIter(dequeIterType, asDeque(self)), nil
	}
	object.Define(y, object.TypeSpec{
		Doc:    "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
		Layout: object.NewLayout[deque](y.Name, object.ObjectType.Layout),
		Flags:  object.FlagBase | object.FlagWeakref | object.FlagSequence,
		Methods: []object.Method{
			{Name: "append", Doc: "Add an element to the right side of the deque.", Fn: object.Fn1(dequeAppend)},
			{Name: "appendleft", Doc: "Add an element to the left side of the deque.", Fn: object.Fn1(dequeAppendLeft)},
			{Name: "clear", Doc: "Remove all elements from the deque.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				asDeque(self).clear()
				return object.None, nil
			})},
			{Name: "__copy__", Doc: "Return a shallow copy of a deque.", Fn: object.Fn0(dequeCopy)},
			{Name: "copy", Doc: "Return a shallow copy of a deque.", Fn: object.Fn0(dequeCopy)},
			{Name: "count", Doc: "D.count(value) -- return number of occurrences of value", Fn: object.Fn1(dequeCount)},
			{Name: "extend", Doc: "Extend the right side of the deque with elements from the iterable", Fn: object.Fn1(func(t *object.Thread, self, v object.Value) (object.Value, error) {
				d := asDeque(self)
				return object.None, d.extend(t, v, d.push)
			})},
			{Name: "extendleft", Doc: "Extend the left side of the deque with elements from the iterable", Fn: object.Fn1(func(t *object.Thread, self, v object.Value) (object.Value, error) {
				d := asDeque(self)
				return object.None, d.extend(t, v, d.pushFirst)
			})},
			{Name: "index", Doc: "D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not present.", Fn: object.FnVec(dequeIndex)},
			{Name: "insert", Doc: "D.insert(index, object) -- insert object before index", Fn: object.FnVec(dequeInsert)},
			{Name: "pop", Doc: "Remove and return the rightmost element.", Fn: object.Fn0(dequePop)},
			{Name: "popleft", Doc: "Remove and return the leftmost element.", Fn: object.Fn0(dequePopLeft)},
			{Name: "__reduce__", Doc: "Return state information for pickling.", Fn: object.Fn0(dequeReduce)},
			{Name: "remove", Doc: "D.remove(value) -- remove first occurrence of value.", Fn: object.Fn1(dequeRemove)},
			{Name: "__reversed__", Doc: "D.__reversed__() -- return a reverse iterator over the deque", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				return newDequeIter(dequeRevIterType, asDeque(self)), nil
			})},
			{Name: "reverse", Doc: "D.reverse() -- reverse *IN PLACE*", Fn: object.Fn0(dequeReverse)},
			{Name: "rotate", Doc: "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.", Fn: object.FnVec(dequeRotate)},
			{Name: "__sizeof__", Doc: "D.__sizeof__() -- size of D in memory, in bytes", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				return object.Int(72 + 16*len(asDeque(self).buf)), nil
			})},
			classGetItem,
		},
		GetSets: []object.GetSet{{Name: "maxlen", Doc: "maximum size of a deque or None if unbounded", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
			if d := asDeque(self); d.maxlen >= 0 && d.maxlen < math.MaxInt {
				return object.Int(d.maxlen), nil
			}
			return object.None, nil
		}}},
	})
}
