package object

import (
	"strings"
	"unsafe"
)

// This file defines the dict type (Python library reference: dict). Its table is
// in dict.go, its views and iterators in dict_views.go.

func dictNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if cls == DictType {
		return NewDictSize(min(kwLen(kw), dictLinear)).Value(), nil
	}
	return Alloc[Dict](cls).Value(), nil
}

// update does dict.update(*args, **kw), called name in messages.
func (d *Dict) update(t *Thread, name string, args []Value, kw *Tuple) error {
	npos := len(args) - kwLen(kw)
	if npos > 1 {
		return Errorf(TypeErrorType, "%s expected at most 1 argument, got %d", name, npos)
	}
	if npos == 1 {
		if err := d.updateArg(t, args[0]); err != nil {
			return err
		}
	}
	for i := 0; i < kwLen(kw); i++ {
		if err := d.Set(t, kw.Items[i], args[npos+i]); err != nil {
			return err
		}
	}
	return nil
}

// updateArg updates d from a mapping, which is what has keys(), or an iterable of pairs.
func (d *Dict) updateArg(t *Thread, v Value) error {
	if v.P.Type == DictType {
		return d.Merge(t, v)
	}
	f, err := t.GetAttrOpt(v, names.Keys)
	if err != nil {
		return err
	}
	if f.P != nil {
		return d.Merge(t, v)
	}
	return d.updatePairs(t, v)
}

// PlainDict returns v as a *Dict if it is a dict that iterates as dict does.
func PlainDict(v Value) (*Dict, bool) {
	typ := v.P.Type
	if typ == DictType {
		return (*Dict)(unsafe.Pointer(v.P)), true
	}
	if !typ.IsSubtype(DictType) {
		return nil, false
	}
	f, g := typ.Iter, DictType.Iter
	return (*Dict)(unsafe.Pointer(v.P)), *(*unsafe.Pointer)(unsafe.Pointer(&f)) == *(*unsafe.Pointer)(unsafe.Pointer(&g))
}

// Merge sets d[k] = m[k] for each key k of the mapping m.
func (d *Dict) Merge(t *Thread, m Value) error {
	if o, ok := PlainDict(m); ok {
		if o == d || o.used == 0 {
			return nil
		}
		if d.used == 0 {
			d.copyOf(o, 0)
			return nil
		}
		n := o.used
		for i := o.Next(0); i >= 0; i = o.Next(i + 1) {
			e := o.Entries[i]
			if err := d.SetHash(t, e.Key, e.Hash, e.Val); err != nil {
				return err
			}
			if o.used != n {
				return Errorf(RuntimeErrorType, "dict mutated during update")
			}
		}
		return nil
	}
	f, err := t.GetAttr(m, names.Keys)
	if err != nil {
		return err
	}
	keys, err := t.MappingKeys(m, f)
	if err != nil {
		return err
	}
	for _, k := range keys {
		v, err := t.GetItem(m, k)
		if err != nil {
			return err
		}
		if err := d.Set(t, k, v); err != nil {
			return err
		}
	}
	return nil
}

// MappingKeys returns the keys that the method keys of the mapping m returns.
func (t *Thread) MappingKeys(m, keys Value) ([]Value, error) {
	v, err := t.Call(keys)
	if err != nil {
		return nil, err
	}
	it, err := t.Iter(v)
	if err != nil {
		if ErrorIs(err, TypeErrorType) {
			err = Errorf(TypeErrorType, "%s.keys() returned a non-iterable (type %s)", m.P.Type.Name, v.P.Type.Name)
		}
		return nil, err
	}
	return t.Collect(it)
}

func (d *Dict) updatePairs(t *Thread, v Value) error {
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	if d.Entries == nil {
		d.reserve(min(yetToCome(it), 1<<10))
	}
	next := pairNext(it)
	if next != nil {
		return d.updateNext(t, it, next)
	}
	for i := 0; ; i++ {
		x, err := t.Next(it)
		if err != nil || x.P == nil {
			return err
		}
		if len(d.Entries) == cap(d.Entries) {
			d.RoomFor(it)
		}
		var pair []Value
		if x.P.Type == TupleType {
			pair = (*Tuple)(unsafe.Pointer(x.P)).Items
		} else if pair, err = t.Collect(x); err != nil {
			if ErrorIs(err, TypeErrorType) {
				return Errorf(TypeErrorType, "cannot convert dictionary update sequence element #%d to a sequence", i)
			}
			return err
		}
		if len(pair) != 2 {
			return Errorf(ValueErrorType, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
		}
		if err := d.Set(t, pair[0], pair[1]); err != nil {
			return err
		}
	}
}

// pairNext is what gives the next two values of an iterator that yields pairs of its own making, which then need not be
// made; nil for another iterator.
func pairNext(it Value) func(t *Thread, v Value) (a, b Value, err error) {
	switch it.P.Type {
	case ZipType:
		if len((*ZipIter)(unsafe.Pointer(it.P)).Its) == 2 {
			return zipPair
		}
	case EnumerateType:
		return enumeratePair
	}
	return nil
}

// updateNext is updatePairs for an iterator that pairNext knows.
func (d *Dict) updateNext(t *Thread, it Value, next func(t *Thread, v Value) (a, b Value, err error)) error {
	for {
		a, b, err := next(t, it)
		if err != nil || a.P == nil {
			return err
		}
		if len(d.Entries) == cap(d.Entries) {
			d.RoomFor(it)
		}
		if err := d.Set(t, a, b); err != nil {
			return err
		}
	}
}

func dictRepr(t *Thread, v Value) (Value, error) {
	d := (*Dict)(unsafe.Pointer(v.P))
	if d.used == 0 {
		return StrValue("{}"), nil
	}
	if t.ReprEnter(v) {
		return StrValue("{...}"), nil
	}
	defer t.ReprLeave(v)
	var b strings.Builder
	b.WriteByte('{')
	first := true
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		if !first {
			b.WriteString(", ")
		}
		first = false
		e := d.Entries[i]
		s, err := t.Repr(e.Key)
		if err != nil {
			return Value{}, err
		}
		b.WriteString(s.s)
		b.WriteString(": ")
		if s, err = t.Repr(e.Val); err != nil {
			return Value{}, err
		}
		b.WriteString(s.s)
	}
	b.WriteByte('}')
	return StrValue(b.String()), nil
}

// equal reports whether d and o have the same keys with equal values.
func (d *Dict) equal(t *Thread, o *Dict) (bool, error) {
	if d.used != o.used {
		return false, nil
	}
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		e := d.Entries[i]
		v, ok, err := o.GetHash(t, e.Key, e.Hash)
		if err != nil || !ok {
			return false, err
		}
		eq, err := t.EqualValues(e.Val, v)
		if err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

func dictCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	o, ok := AsDict(b)
	if !ok || op != EQ && op != NE {
		return NotImplemented, nil
	}
	eq, err := (*Dict)(unsafe.Pointer(a.P)).equal(t, o)
	return Bool(eq == (op == EQ)), err
}

func dictGetItem(t *Thread, v, key Value) (Value, error) {
	d := (*Dict)(unsafe.Pointer(v.P))
	x, ok, err := d.Get(t, key)
	if ok || err != nil {
		return x, err
	}
	if v.P.Type != DictType {
		r, found, err := t.CallSpecial(v, names.Missing, key)
		if err != nil || found {
			return r, err
		}
	}
	return Value{}, KeyError(key)
}

func dictSetItem(t *Thread, v, key, x Value) error {
	d := (*Dict)(unsafe.Pointer(v.P))
	if x.P != nil {
		return d.Set(t, key, x)
	}
	_, ok, err := d.Delete(t, key)
	if err == nil && !ok {
		err = KeyError(key)
	}
	return err
}

// SetDefault returns d[key], which it sets to def if there is none.
func (d *Dict) SetDefault(t *Thread, key, def Value) (Value, error) {
	hash, err := keyHash(t, key)
	if err != nil {
		return Value{}, err
	}
	i, place, err := d.lookup(t, key, hash)
	if err != nil {
		return Value{}, err
	}
	if i >= 0 {
		return d.Entries[i].Val, nil
	}
	d.insertAt(key, hash, def, place)
	return def, nil
}

// PopItem removes the last item and returns it; ok is false for an empty dict.
func (d *Dict) PopItem() (key, val Value, ok bool) {
	for i := len(d.Entries) - 1; i >= 0; i-- {
		if e := d.Entries[i]; e.Key.P != nil {
			d.deleteAt(i)
			// The holes at the end go, so that the next one is found at once.
			d.Entries = d.Entries[:i]
			d.head = min(d.head, int32(i))
			return e.Key, e.Val, true
		}
	}
	return Value{}, Value{}, false
}

func dictFromKeys(t *Thread, cls Value, args []Value) (Value, error) {
	r, err := t.Call(cls)
	if err != nil {
		return Value{}, err
	}
	val := args[1].OrNone()
	if r.P.Type == DictType {
		d := (*Dict)(unsafe.Pointer(r.P))
		if y := args[0].P.Type; y == SetType || y == FrozenSetType || y == DictType {
			return r, t.eachHash(args[0], func(k Value, hash int64) error { return d.SetHash(t, k, hash, val) })
		}
		return r, t.Each(args[0], func(k Value) error { return d.Set(t, k, val) })
	}
	return r, t.Each(args[0], func(k Value) error { return t.SetItem(r, k, val) })
}

func dictOr(t *Thread, a, b Value) (Value, error) {
	x, ok := AsDict(a)
	if !ok {
		return NotImplemented, nil
	}
	if _, ok := AsDict(b); !ok {
		return NotImplemented, nil
	}
	n := 0
	if b.P.Type == DictType {
		n = (*Dict)(unsafe.Pointer(b.P)).Len()
	}
	d := x.copyRoom(n)
	return d.Value(), d.updateArg(t, b)
}

func setupDict() {
	self := func(v Value) *Dict { return (*Dict)(unsafe.Pointer(v.P)) }
	y := DictType
	y.New = dictNew
	y.Init = func(t *Thread, v Value, args []Value, kw *Tuple) error { return self(v).update(t, "dict", args, kw) }
	y.Repr = dictRepr
	y.Compare = dictCompare
	y.Len = func(t *Thread, v Value) (int, error) { return self(v).Len(), nil }
	y.GetItem = dictGetItem
	y.SetItem = dictSetItem
	y.Contains = func(t *Thread, v, key Value) (bool, error) {
		_, ok, err := self(v).Get(t, key)
		return ok, err
	}
	y.Iter = func(t *Thread, v Value) (Value, error) { return newDictIter(DictKeyIterType, self(v)), nil }
	y.Binary[OpOr] = dictOr
	y.InPlace[OpOr] = func(t *Thread, a, b Value) (Value, error) { return a, self(a).updateArg(t, b) }
	Define(y, TypeSpec{
		Doc:    "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
		Layout: NewLayout[Dict]("dict", objectLayout), Flags: FlagBase | FlagMapping | FlagMatchSelf,
		Methods: []Method{
			{Name: "__getitem__", Doc: "x.__getitem__(y) <==> x[y]", Fn: Fn1(dictGetItem)},
			{Name: "__contains__", Sig: "($self, key, /)", Doc: "True if the dictionary has the specified key, else False.", Fn: Fn1(func(t *Thread, v, key Value) (Value, error) {
				_, ok, err := self(v).Get(t, key)
				return Bool(ok), err
			})},
			{Name: "__sizeof__", Doc: "D.__sizeof__() -> size of D in memory, in bytes", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				d := self(v)
				return Int(48 + 24*cap(d.Entries) + 4*int(d.size)), nil
			})},
			{Name: "get", Sig: "($self, key, default=None, /)", Doc: "Return the value for key if key is in the dictionary, else default.", Fn: FnOpt(func(t *Thread, v, key, def Value) (Value, error) {
				x, ok, err := self(v).Get(t, key)
				if !ok && err == nil {
					return def.OrNone(), nil
				}
				return x, err
			})},
			{Name: "setdefault", Sig: "($self, key, default=None, /)", Doc: "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.", Fn: FnOpt(func(t *Thread, v, key, def Value) (Value, error) {
				return self(v).SetDefault(t, key, def.OrNone())
			})},
			{Name: "pop", Sig: "($self, key, default=<unrepresentable>, /)", Doc: "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.", Fn: FnOpt(func(t *Thread, v, key, def Value) (Value, error) {
				d := self(v)
				if d.used > 0 {
					x, ok, err := d.Delete(t, key)
					if ok || err != nil {
						return x, err
					}
				}
				if def.P != nil {
					return def, nil
				}
				return Value{}, KeyError(key)
			})},
			{Name: "popitem", Sig: "($self, /)", Doc: "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				k, x, ok := self(v).PopItem()
				if !ok {
					return Value{}, KeyError(StrValue("popitem(): dictionary is empty"))
				}
				return Pair(k, x), nil
			})},
			{Name: "keys", Doc: "D.keys() -> a set-like object providing a view on D's keys", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictView(DictKeysType, self(v)), nil })},
			{Name: "items", Doc: "D.items() -> a set-like object providing a view on D's items", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictView(DictItemsType, self(v)), nil })},
			{Name: "values", Doc: "D.values() -> an object providing a view on D's values", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictView(DictValuesType, self(v)), nil })},
			{Name: "update", Doc: "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]", Fn: FnVec(func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
				return None, self(v).update(t, "update", args, kw)
			})},
			{Name: "fromkeys", Sig: "($type, iterable, value=None, /)", Doc: "Create a new dictionary with keys from iterable and values set to value.", Kind: ClassMethod, Fn: FnBound(dictFromKeys)},
			{Name: "clear", Doc: "D.clear() -> None.  Remove all items from D.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				self(v).Clear()
				return None, nil
			})},
			{Name: "copy", Doc: "D.copy() -> a shallow copy of D", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return self(v).CopyDict().Value(), nil })},
			{Name: "__reversed__", Sig: "($self, /)", Doc: "Return a reverse iterator over the dict keys.", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return newDictIter(DictRevKeyIterType, self(v)), nil })},
			{Name: "__class_getitem__", Doc: "See PEP 585", Kind: ClassMethod, Fn: Fn1(NewGenericAlias)},
		},
	})
}
