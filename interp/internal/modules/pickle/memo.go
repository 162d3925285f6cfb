package pickle

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the memos: which objects a pickle has named already, and what a Pickler's
// or an Unpickler's attribute memo shows of them.

// memo numbers the objects that have been pickled, by identity; it keeps them alive.
type memo struct {
	index map[*object.Header]int
	objs  []value
}

func (m *memo) get(v value) (int, bool) {
	i, ok := m.index[v.P]
	return i, ok
}

func (m *memo) put(v value) int {
	if m.index == nil {
		m.index = map[*object.Header]int{}
	}
	i := len(m.objs)
	m.index[v.P] = i
	m.objs = append(m.objs, v)
	return i
}

func (m *memo) clear() { m.index, m.objs = nil, nil }

// dict is {id: (index, object)}.
func (m *memo) dict(t *thread) (value, error) {
	d := object.NewDict()
	for i, v := range m.objs {
		if err := d.Set(t, object.Uint64(object.ID(v)), object.Pair(object.Int(i), v)); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

// found is the memo of an Unpickler: numbers are small and dense, unless the pickle is odd.
type found struct {
	dense  []value
	sparse map[int]value
	n      int
}

func (f *found) get(i int) value {
	if i < len(f.dense) {
		return f.dense[i]
	}
	return f.sparse[i]
}

func (f *found) put(i int, v value) {
	if f.get(i).P == nil {
		f.n++
	}
	switch {
	case i < len(f.dense):
		f.dense[i] = v
	case i == len(f.dense):
		f.dense = append(f.dense, v)
	default:
		if f.sparse == nil {
			f.sparse = map[int]value{}
		}
		f.sparse[i] = v
	}
}

func (f *found) clear() { *f = found{} }

func (f *found) dict(t *thread) (value, error) {
	d := object.NewDict()
	for i, v := range f.dense {
		if v.P != nil {
			if err := d.Set(t, object.Int(i), v); err != nil {
				return value{}, err
			}
		}
	}
	for i, v := range f.sparse {
		if err := d.Set(t, object.Int(i), v); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

// proxy is what the attribute memo shows.
type proxy struct {
	object.Header
	owner value
	clear func()
	dict  func(t *thread) (value, error)
}

var (
	picklerMemoType   = &object.Type{Name: "_pickle.PicklerMemoProxy"}
	unpicklerMemoType = &object.Type{Name: "_pickle.UnpicklerMemoProxy"}
)

func setupMemo() {
	for _, y := range []*object.Type{picklerMemoType, unpicklerMemoType} {
		object.Define(y, object.TypeSpec{
			Layout: object.NewLayout[proxy](y.Name, object.ObjectType.Layout), Flags: object.FlagNoNew,
			Methods: []object.Method{
				{Name: "clear", Sig: "($self, /)", Doc: "Remove all items from memo.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					args.As[proxy](v).clear()
					return object.None, nil
				})},
				{Name: "copy", Sig: "($self, /)", Doc: "Copy the memo to a new object.", Fn: object.Fn0(func(t *thread, v value) (value, error) { return args.As[proxy](v).dict(t) })},
				{Name: "__reduce__", Sig: "($self, /)", Doc: "Implement pickle support.", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					d, err := args.As[proxy](v).dict(t)
					if err != nil {
						return value{}, err
					}
					return object.Pair(object.DictType.Value(), object.TupleOf(d)), nil
				})},
			},
		})
	}
}

func newProxy(typ *object.Type, owner value, clear func(), dict func(t *thread) (value, error)) value {
	p := object.Alloc[proxy](typ)
	p.owner, p.clear, p.dict = owner, clear, dict
	return args.Value(p)
}

func picklerMemo(t *thread, v value) (value, error) {
	p := args.As[pickler](v)
	return newProxy(picklerMemoType, v, p.memo.clear, p.memo.dict), nil
}

func setPicklerMemo(t *thread, v, x value) error {
	p := args.As[pickler](v)
	if x.P == nil {
		return object.Errorf(object.TypeErrorType, "attribute deletion is not supported")
	}
	if x.P.Type == picklerMemoType {
		from := &args.As[pickler](args.As[proxy](x).owner).memo
		objs := append([]value(nil), from.objs...)
		p.memo.clear()
		for _, o := range objs {
			p.memo.put(o)
		}
		return nil
	}
	d, ok := object.AsDict(x)
	if !ok {
		return object.Errorf(object.TypeErrorType, "'memo' attribute must be a PicklerMemoProxy object or dict, not %s", x.P.Type.Name)
	}
	objs := make([]value, d.Len())
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		u, ok := object.AsTuple(d.Entries[i].Val)
		if !ok || len(u.Items) != 2 {
			return object.Errorf(object.TypeErrorType, "'memo' values must be 2-item tuples")
		}
		n, ok := object.SmallInt(u.Items[0])
		if !ok || n < 0 || int(n) >= len(objs) {
			return object.Errorf(object.ValueErrorType, "the numbers in a memo must run from 0")
		}
		objs[n] = u.Items[1]
	}
	p.memo.clear()
	for _, o := range objs {
		if o.P != nil {
			p.memo.put(o)
		}
	}
	return nil
}

func unpicklerMemo(t *thread, v value) (value, error) {
	u := args.As[unpickler](v)
	return newProxy(unpicklerMemoType, v, u.memo.clear, u.memo.dict), nil
}

func setUnpicklerMemo(t *thread, v, x value) error {
	u := args.As[unpickler](v)
	if x.P == nil {
		return object.Errorf(object.TypeErrorType, "attribute deletion is not supported")
	}
	if x.P.Type == unpicklerMemoType {
		from := &args.As[unpickler](args.As[proxy](x).owner).memo
		var copied found
		copied.n = from.n
		copied.dense = append([]value(nil), from.dense...)
		for i, o := range from.sparse {
			copied.put(i, o)
		}
		u.memo = copied
		return nil
	}
	d, ok := object.AsDict(x)
	if !ok {
		return object.Errorf(object.TypeErrorType, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %s", x.P.Type.Name)
	}
	var fresh found
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		n, ok := object.SmallInt(d.Entries[i].Key)
		if !ok {
			return object.Errorf(object.TypeErrorType, "memo key must be integers")
		}
		if n < 0 {
			return object.Errorf(object.ValueErrorType, "memo key must be positive integers.")
		}
		fresh.put(int(n), d.Entries[i].Val)
	}
	u.memo = fresh
	return nil
}
