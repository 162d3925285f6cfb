package itertools

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines tee: several iterators over one source. What was read and is still wanted by one of
// them lies in a list of blocks; each iterator points into a block, and blocks that none points to any
// more are collected.

// teeBlock is the number of items in a block. It shows in pickles, so it is CPython's.
const teeBlock = 57

// teeData is a block, an itertools._tee_dataobject.
type teeData struct {
	object.Header
	it      object.Value
	values  []object.Value
	next    *teeData
	running bool
}

// teeIter is one of the iterators, an itertools._tee.
type teeIter struct {
	object.Header
	data  *teeData
	index int
}

var (
	teeType     = &object.Type{Name: "itertools._tee"}
	teeDataType = &object.Type{Name: "itertools._tee_dataobject"}
)

// at gives item i of the block, which is read now if it is the next; the zero Value at the end.
func (d *teeData) at(t *object.Thread, i int) (object.Value, error) {
	if i < len(d.values) {
		return d.values[i], nil
	}
	if d.running {
		return object.Value{}, object.Errorf(object.RuntimeErrorType, "cannot re-enter the tee iterator")
	}
	d.running = true
	v, err := t.Next(d.it)
	d.running = false
	if err != nil || v.IsNil() {
		return object.Value{}, err
	}
	d.values = append(d.values, v)
	return v, nil
}

func (d *teeData) link() *teeData {
	if d.next == nil {
		d.next = &teeData{Header: object.Header{Type: teeDataType}, it: d.it}
	}
	return d.next
}

func teeNext(t *object.Thread, self object.Value) (object.Value, error) {
	it := as[teeIter](self)
	if it.index >= teeBlock {
		it.data, it.index = it.data.link(), 0
	}
	v, err := it.data.at(t, it.index)
	if err == nil && !v.IsNil() {
		it.index++
	}
	return v, err
}

func teeCopy(t *object.Thread, self object.Value) (object.Value, error) {
	it := as[teeIter](self)
	return value(&teeIter{object.Header{Type: teeType}, it.data, it.index}), nil
}

// newTee makes the first iterator over an iterable.
func newTee(t *object.Thread, iterable object.Value) (object.Value, error) {
	it, err := t.Iter(iterable)
	if err != nil {
		return object.Value{}, err
	}
	if it.Is(teeType) {
		return teeCopy(t, it)
	}
	d := &teeData{Header: object.Header{Type: teeDataType}, it: it}
	return value(&teeIter{object.Header{Type: teeType}, d, 0}), nil
}

func teeNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "_tee() takes no keyword arguments")
	}
	if err := args.Positional("_tee", in, 1, 1); err != nil {
		return object.Value{}, err
	}
	return newTee(t, in[0])
}

func teeReduce(t *object.Thread, self object.Value) (object.Value, error) {
	it := as[teeIter](self)
	return tuple(classOf(self), tuple(tuple()), object.Pair(value(it.data), object.Int(it.index))), nil
}

func teeSetState(t *object.Thread, self, state object.Value) error {
	parts, err := stateTuple(state)
	if err != nil {
		return err
	}
	if err := args.Count(parts, 2, 2); err != nil {
		return err
	}
	if !parts[0].Is(teeDataType) {
		return object.Errorf(object.TypeErrorType, "argument 1 must be itertools._tee_dataobject, not %s", parts[0].Type().Name)
	}
	i, err := t.AsIndex(parts[1], object.OverflowErrorType)
	if err != nil {
		return err
	}
	d := as[teeData](parts[0])
	if i < 0 || i > teeBlock || i > len(d.values) {
		return object.Errorf(object.ValueErrorType, "Index out of range")
	}
	it := as[teeIter](self)
	it.data, it.index = d, i
	return nil
}

func teeDataNew(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "teedataobject() takes no keyword arguments")
	}
	if err := args.Positional("teedataobject", in, 3, 3); err != nil {
		return object.Value{}, err
	}
	values, ok := object.AnyList(t, in[1])
	if !ok {
		return object.Value{}, object.Errorf(object.TypeErrorType, "teedataobject() argument 2 must be list, not %s", in[1].Type().Name)
	}
	d := &teeData{Header: object.Header{Type: teeDataType}, it: in[0]}
	n := len(values.Items)
	next := in[2]
	if n > teeBlock || n < teeBlock && !next.IsNone() || !next.IsNone() && !next.Is(teeDataType) {
		return object.Value{}, object.Errorf(object.ValueErrorType, "Invalid arguments")
	}
	d.values = append(d.values, values.Items...)
	if !next.IsNone() {
		d.next = as[teeData](next)
	}
	return value(d), nil
}

func teeDataReduce(t *object.Thread, self object.Value) (object.Value, error) {
	d := as[teeData](self)
	next := object.None
	if d.next != nil {
		next = value(d.next)
	}
	values := object.NewList(append([]object.Value(nil), d.values...)).Value()
	return object.Pair(classOf(self), tuple(d.it, values, next)), nil
}

// tee is the function itertools.tee(iterable, n=2).
func tee(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return object.Value{}, object.Errorf(object.TypeErrorType, "itertools.tee() takes no keyword arguments")
	}
	if err := args.Positional("tee", in, 1, 2); err != nil {
		return object.Value{}, err
	}
	n := 2
	if len(in) == 2 {
		var err error
		if n, err = args.SSize(t, in[1]); err != nil {
			return object.Value{}, err
		}
	}
	if n < 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "n must be >= 0")
	}
	if n == 0 {
		return tuple(), nil
	}
	it, err := t.Iter(in[0])
	if err != nil {
		return object.Value{}, err
	}
	name := object.Intern("__copy__")
	copier, err := t.GetAttrOpt(it, name)
	if err != nil {
		return object.Value{}, err
	}
	if copier.IsNil() {
		if it, err = newTee(t, it); err != nil {
			return object.Value{}, err
		}
		if copier, err = t.GetAttr(it, name); err != nil {
			return object.Value{}, err
		}
	}
	out := []object.Value{it}
	for len(out) < n {
		c, err := t.Call(copier)
		if err != nil {
			return object.Value{}, err
		}
		out = append(out, c)
	}
	return object.NewTuple(out).Value(), nil
}

func setupTee() {
	teeType.New, teeType.Next = teeNew, teeNext
	define[teeIter](teeType, "Iterator wrapped to make it copyable.", object.FlagWeakref,
		object.Method{Name: "__copy__", Sig: "()", Doc: "Returns an independent iterator.", Fn: object.Fn0(teeCopy)},
		reduce(teeReduce), setstate(teeSetState))
	teeDataType.New = teeDataNew
	object.Define(teeDataType, object.TypeSpec{Doc: "Data container common to multiple tee objects.", Layout: object.NewLayout[teeData](teeDataType.Name, object.ObjectType.Layout),
		Methods: []object.Method{reduce(teeDataReduce)}})
}
