package collections

import (
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines OrderedDict. Every dict keeps its order here, so it is a dict that can also move items
// to either end, compares its order, and calls the methods that a subclass overrides.

// orderedDict is an OrderedDict; it has attributes, unlike a dict.
type orderedDict struct {
	object.Dict
	attrs object.Attrs
}

var (
	orderedDictType = &object.Type{Name: "collections.OrderedDict"}
	odictKeysType   = &object.Type{Name: "odict_keys"}
	odictValuesType = &object.Type{Name: "odict_values"}
	odictItemsType  = &object.Type{Name: "odict_items"}
	odictIterType   = &object.Type{Name: "odict_iterator"}
)

func asOrdered(v object.Value) *orderedDict { return args.As[orderedDict](v) }

// exactly tells whether v is an OrderedDict and of no subclass.
func exactly(v object.Value) bool { return v.Type() == orderedDictType }

// odictUpdate is the method update of mutable mappings, which sets items one by one.
func odictUpdate(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) error {
	pos, named := args.Split(in, kw)
	if len(pos) > 0 {
		if err := updateFrom(t, self, pos[0]); err != nil {
			return err
		}
	}
	for i, v := range named {
		if err := t.SetItem(self, kw.Items[i], v); err != nil {
			return err
		}
	}
	return nil
}

func updateFrom(t *object.Thread, self, other object.Value) error {
	if other.Type() == object.DictType {
		d, _ := object.AsDict(other)
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			e := d.Entries[i]
			if err := t.SetItem(self, e.Key, e.Val); err != nil {
				return err
			}
		}
		return nil
	}
	keys, err := t.GetAttrOpt(other, object.Intern("keys"))
	if err != nil {
		return err
	}
	if !keys.IsNil() {
		list, err := t.Call(keys)
		if err != nil {
			return err
		}
		return t.Each(list, func(key object.Value) error {
			v, err := t.GetItem(other, key)
			if err != nil {
				return err
			}
			return t.SetItem(self, key, v)
		})
	}
	items, err := t.GetAttrOpt(other, object.Intern("items"))
	if err != nil {
		return err
	}
	if !items.IsNil() {
		if other, err = t.Call(items); err != nil {
			return err
		}
	}
	return t.Each(other, func(pair object.Value) error {
		it, err := t.Iter(pair)
		if err != nil {
			return err
		}
		var kv [3]object.Value
		for i := range kv {
			if kv[i], err = t.Next(it); err != nil {
				return err
			}
			if kv[i].IsNil() && i < 2 {
				return object.Errorf(object.ValueErrorType, "need more than %d value%s to unpack", i, [...]string{"s", ""}[i])
			}
		}
		if !kv[2].IsNil() {
			return object.Errorf(object.ValueErrorType, "too many values to unpack (expected 2)")
		}
		return t.SetItem(self, kv[0], kv[1])
	})
}

func odictInit(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) error {
	if pos, _ := args.Split(in, kw); len(pos) > 1 {
		return object.Errorf(object.TypeErrorType, "expected at most 1 arguments, got %d", len(pos))
	}
	return odictUpdate(t, self, in, kw)
}

func odictRepr(t *object.Thread, self object.Value) (object.Value, error) {
	d := asOrdered(self)
	name, err := shortName(t, self)
	if err != nil {
		return object.Value{}, err
	}
	if d.Len() == 0 {
		return object.StrValue(name + "()"), nil
	}
	if t.ReprEnter(self) {
		return object.StrValue("..."), nil
	}
	defer t.ReprLeave(self)
	var items []object.Value
	if exactly(self) {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			items = append(items, object.Pair(d.Entries[i].Key, d.Entries[i].Val))
		}
	} else {
		view, err := t.CallMethodString(self, "items")
		if err != nil {
			return object.Value{}, err
		}
		if items, err = t.Collect(view); err != nil {
			return object.Value{}, err
		}
	}
	r, err := t.Repr(object.NewList(items).Value())
	if err != nil {
		return object.Value{}, err
	}
	return object.StrValue(name + "(" + r.String() + ")"), nil
}

func odictCompare(t *object.Thread, self, other object.Value, op object.CmpOp) (object.Value, error) {
	r, err := object.DictType.Compare(t, self, other, object.EQ)
	if err != nil || r == object.NotImplemented || op != object.EQ && op != object.NE {
		if err == nil {
			r = object.NotImplemented
		}
		return r, err
	}
	eq := r == object.True
	if eq && other.Is(orderedDictType) {
		a, b := asOrdered(self), asOrdered(other)
		for i, j := a.Next(0), b.Next(0); eq && i >= 0 && j >= 0; i, j = a.Next(i+1), b.Next(j+1) {
			if eq, err = t.EqualValues(a.Entries[i].Key, b.Entries[j].Key); err != nil {
				return object.Value{}, err
			}
		}
	}
	return object.Bool(eq == (op == object.EQ)), nil
}

func odictOr(t *object.Thread, left, right object.Value) (object.Value, error) {
	self, other := left, right
	if !left.Is(orderedDictType) {
		self, other = right, left
	}
	if !other.Is(object.DictType) {
		return object.NotImplemented, nil
	}
	r, err := t.Call(args.ClassOf(self), left)
	if err != nil {
		return object.Value{}, err
	}
	return r, updateFrom(t, r, right)
}

func odictFromKeys(t *object.Thread, self object.Value, in []object.Value) (object.Value, error) {
	r, err := t.Call(self)
	if err != nil {
		return object.Value{}, err
	}
	return r, t.Each(in[0], func(key object.Value) error { return t.SetItem(r, key, in[1].OrNone()) })
}

func odictSetDefault(t *object.Thread, self object.Value, in []object.Value) (object.Value, error) {
	key, def := in[0], in[1].OrNone()
	if exactly(self) {
		return asOrdered(self).SetDefault(t, key, def)
	}
	has, err := t.Contains(self, key)
	if err != nil {
		return object.Value{}, err
	}
	if has {
		return t.GetItem(self, key)
	}
	return def, t.SetItem(self, key, def)
}

// pop takes the item of key out. It asks no method of a subclass, as CPython's does not.
func pop(t *object.Thread, self, key, def object.Value) (object.Value, error) {
	v, ok, err := asOrdered(self).Delete(t, key)
	if ok || err != nil {
		return v, err
	}
	if def.IsNil() {
		return object.Value{}, object.KeyError(key)
	}
	return def, nil
}

// lastArg reads the argument last=True.
func lastArg(t *object.Thread, v object.Value) (bool, error) {
	if v.IsNil() {
		return true, nil
	}
	return t.Truth(v)
}

func odictPopItem(t *object.Thread, self object.Value, in []object.Value) (object.Value, error) {
	last, err := lastArg(t, in[0])
	if err != nil {
		return object.Value{}, err
	}
	d := asOrdered(self)
	if d.Len() == 0 {
		return object.Value{}, object.KeyError(object.StrValue("dictionary is empty"))
	}
	take := d.PopFirst
	if last {
		take = d.PopItem
	}
	k, v, _ := take()
	return object.Pair(k, v), nil
}

func odictMoveToEnd(t *object.Thread, self object.Value, in []object.Value) (object.Value, error) {
	last, err := lastArg(t, in[1])
	if err != nil {
		return object.Value{}, err
	}
	ok, err := asOrdered(self).MoveToEnd(t, in[0], last)
	if err == nil && !ok {
		err = object.KeyError(in[0])
	}
	return object.None, err
}

func odictCopy(t *object.Thread, self object.Value) (object.Value, error) {
	d := asOrdered(self)
	r, err := t.Call(args.ClassOf(self))
	if err != nil {
		return object.Value{}, err
	}
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		key, v := d.Entries[i].Key, d.Entries[i].Val
		if !exactly(self) {
			if v, err = t.GetItem(self, key); err != nil {
				return object.Value{}, err
			}
		}
		if err := t.SetItem(r, key, v); err != nil {
			return object.Value{}, err
		}
	}
	return r, nil
}

func odictReduce(t *object.Thread, self object.Value) (object.Value, error) {
	state, err := getState(t, self)
	if err != nil {
		return object.Value{}, err
	}
	items, err := t.CallMethodString(self, "items")
	if err != nil {
		return object.Value{}, err
	}
	it, err := t.Iter(items)
	if err != nil {
		return object.Value{}, err
	}
	return args.Tuple(args.ClassOf(self), args.Tuple(), state, object.None, it), nil
}

// odictIter is an iterator over an OrderedDict or over one of its views.
type odictIter struct {
	object.Header
	dict *object.Dict // nil when exhausted
	view *object.Type // odictKeysType, odictValuesType or odictItemsType
	back bool
	pos  int
	left int
	keys uint64 // dict.Keys, which must not change
}

func newOdictIter(d *object.Dict, view *object.Type, back bool) object.Value {
	it := &odictIter{Header: object.Header{Type: odictIterType}, dict: d, view: view, back: back, keys: d.Keys, left: d.Len()}
	if back {
		it.pos = len(d.Entries) - 1
	}
	return args.Value(it)
}

func odictIterNext(t *object.Thread, self object.Value) (object.Value, error) {
	it := args.As[odictIter](self)
	d := it.dict
	if d == nil {
		return object.Value{}, nil
	}
	if d.Keys != it.keys {
		it.dict = nil
		return object.Value{}, object.Errorf(object.RuntimeErrorType, "OrderedDict mutated during iteration")
	}
	i := it.pos
	if it.back {
		for i >= 0 && d.Entries[i].Key.IsNil() {
			i--
		}
		it.pos = i - 1
	} else {
		i = d.Next(i)
		it.pos = i + 1
	}
	if i < 0 {
		it.dict = nil
		return object.Value{}, nil
	}
	it.left--
	e := &d.Entries[i]
	switch it.view {
	case odictKeysType:
		return e.Key, nil
	case odictValuesType:
		return e.Val, nil
	}
	return object.Pair(e.Key, e.Val), nil
}

func odictIterReduce(t *object.Thread, self object.Value) (object.Value, error) {
	c := *args.As[odictIter](self)
	items, err := t.Collect(args.Value(&c))
	if err != nil {
		return object.Value{}, err
	}
	iter, _ := t.Interp.Builtins.GetString("iter")
	return object.Pair(iter, args.Tuple(object.NewList(items).Value())), nil
}

// setupViews defines odict_keys and its like, which are views of a dict with iterators of their own.
func setupViews() {
	odictIterType.Iter, odictIterType.Next = args.SelfIter, odictIterNext
	object.Define(odictIterType, object.TypeSpec{
		Layout: object.NewLayout[odictIter](odictIterType.Name, object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
		Methods: []object.Method{
			{Name: "__reduce__", Doc: "Return state information for pickling", Fn: object.Fn0(odictIterReduce)},
			{Name: "__length_hint__", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				it := args.As[odictIter](self)
				if it.dict == nil {
					return object.Int(0), nil
				}
				return object.Int(it.left), nil
			})},
		},
	})
	for typ, base := range map[*object.Type]*object.Type{odictKeysType: object.DictKeysType, odictValuesType: object.DictValuesType, odictItemsType: object.DictItemsType} {
		typ.Iter = func(t *object.Thread, self object.Value) (object.Value, error) {
			return newOdictIter(args.As[object.DictView](self).Dict, typ, false), nil
		}
		object.Define(typ, object.TypeSpec{Base: base, Flags: object.FlagNoNew, Methods: []object.Method{
			{Name: "__reversed__", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				return newOdictIter(args.As[object.DictView](self).Dict, typ, true), nil
			})},
		}})
	}
}

// viewMethod makes the method that gives a view.
func viewMethod(name string, typ *object.Type) object.Method {
	return object.Method{Name: name, Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
		return args.Value(&object.DictView{Header: object.Header{Type: typ}, Dict: &asOrdered(self).Dict}), nil
	})}
}

func setupOrderedDict() {
	setupViews()
	y := orderedDictType
	y.New = func(t *object.Thread, cls *object.Type, in []object.Value, kw *object.Tuple) (object.Value, error) {
		return args.Value(object.Alloc[orderedDict](cls)), nil
	}
	y.Init, y.Repr, y.Compare = odictInit, odictRepr, odictCompare
	y.Iter = func(t *object.Thread, self object.Value) (object.Value, error) {
		return newOdictIter(&asOrdered(self).Dict, odictKeysType, false), nil
	}
	y.Binary[object.OpOr] = odictOr
	y.InPlace[object.OpOr] = func(t *object.Thread, a, b object.Value) (object.Value, error) {
		return a, updateFrom(t, a, b)
	}
	popSig := object.NewSignature("(key, default=None)")
	object.Define(y, object.TypeSpec{
		Doc:    "Dictionary that remembers insertion order",
		Base:   object.DictType,
		Layout: object.NewLayoutOwn[orderedDict](y.Name, object.DictType.Layout, unsafe.Offsetof(orderedDict{}.attrs)),
		Flags:  object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: []object.Method{
			{Name: "fromkeys", Sig: "(iterable, value=None)", Doc: "Create a new ordered dictionary with keys from iterable and values set to value.", Kind: object.ClassMethod, Fn: object.FnBound(odictFromKeys)},
			{Name: "__sizeof__", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				d := asOrdered(self)
				return object.Int(112 + 32*cap(d.Entries)), nil
			})},
			{Name: "__reduce__", Doc: "Return state information for pickling", Fn: object.Fn0(odictReduce)},
			{Name: "setdefault", Sig: "(key, default=None)", Doc: "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.", Fn: object.FnBound(odictSetDefault)},
			{Name: "pop", Sig: "(key, default=<unrepresentable>)", Doc: "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.", Fn: object.FnVec(func(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
				a, err := popSig.Bind(t, "pop", in, kw)
				if err != nil {
					return object.Value{}, err
				}
				return pop(t, self, a[0], a[1])
			})},
			{Name: "popitem", Sig: "(last=True)", Doc: "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.", Fn: object.FnBound(odictPopItem)},
			viewMethod("keys", odictKeysType),
			viewMethod("values", odictValuesType),
			viewMethod("items", odictItemsType),
			{Name: "clear", Doc: "od.clear() -> None.  Remove all items from od.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				asOrdered(self).Clear()
				return object.None, nil
			})},
			{Name: "update", Fn: object.FnVec(func(t *object.Thread, self object.Value, in []object.Value, kw *object.Tuple) (object.Value, error) {
				if pos, _ := args.Split(in, kw); len(pos) > 1 {
					return object.Value{}, object.Errorf(object.TypeErrorType, "update() takes at most 1 positional argument (%d given)", len(pos))
				}
				return object.None, odictUpdate(t, self, in, kw)
			})},
			{Name: "copy", Doc: "od.copy() -> a shallow copy of od", Fn: object.Fn0(odictCopy)},
			{Name: "__reversed__", Doc: "od.__reversed__() <==> reversed(od)", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
				return newOdictIter(&asOrdered(self).Dict, odictKeysType, true), nil
			})},
			{Name: "move_to_end", Sig: "(key, last=True)", Doc: "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.", Fn: object.FnBound(odictMoveToEnd)},
		},
		GetSets: []object.GetSet{{Name: "__dict__", Get: func(t *object.Thread, self object.Value) (object.Value, error) {
			return asOrdered(self).attrs.Dictionary().Value(), nil
		}}},
	})
}
