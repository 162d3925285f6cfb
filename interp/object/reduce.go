package object

import "unsafe"

// This file defines the default of the pickle protocol: object.__reduce_ex__,
// __reduce__ and __getstate__ (library reference, "Pickling Class Instances").

// objectReduceEx is object.__reduce_ex__(protocol).
func objectReduceEx(t *Thread, self, proto Value) (Value, error) {
	n, err := t.AsIndex(proto, OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	if self.P.Type == FunctionType {
		// A pickler stores functions by name without asking, but the one in C sees no
		// function of its own in ours.
		return StrValue((*Function)(unsafe.Pointer(self.P)).QualName.s), nil
	}
	name := Intern("__reduce__")
	if d := self.P.Type.Lookup(t, name); d != ObjectType.Lookup(t, name) {
		reduce, err := t.GetAttr(self, name)
		if err != nil {
			return Value{}, err
		}
		return t.Call(reduce)
	}
	return objectReduce(t, self, n)
}

// copyregFunc is a function of the module copyreg.
func (t *Thread) copyregFunc(name string) (Value, error) {
	m, ok := t.Interp.Modules.GetString("copyreg")
	if !ok {
		var err error
		if m, err = t.Interp.Host.Import(t, "copyreg", nil, Value{}, 0); err != nil {
			return Value{}, err
		}
	}
	return t.GetAttrString(m, name)
}

func cannotPickle(v Value) error {
	switch v.P.Type {
	case MemoryViewType, CodeType: // CPython's are of variable size
		return Errorf(TypeErrorType, "cannot pickle %s objects", v.P.Type.Name)
	}
	return Errorf(TypeErrorType, "cannot pickle '%s' object", v.P.Type.Name)
}

// objectReduce is what object.__reduce__ gives for a protocol. Up to 1 that is
// the work of copyreg; from 2 on it is how to call __new__ again, the state, and
// the items of a list or dict.
func objectReduce(t *Thread, self Value, proto int) (Value, error) {
	if proto < 2 {
		f, err := t.copyregFunc("_reduce_ex")
		if err != nil {
			return Value{}, err
		}
		return t.Call(f, self, Int(proto))
	}
	typ := self.P.Type
	if typ.New == nil || typ.Flags&FlagNoNew != 0 {
		return Value{}, cannotPickle(self)
	}
	args, kwargs, err := t.newArguments(self)
	if err != nil {
		return Value{}, err
	}
	isList, isDict := typ.ActsAs(ListType), typ.ActsAs(DictType)
	var f, in Value
	if kwargs == nil || kwargs.Len() == 0 {
		f, err = t.copyregFunc("__newobj__")
		items := []Value{typ.Value()}
		if args != nil {
			items = append(items, args.Items...)
		}
		in = NewTuple(items).Value()
	} else {
		f, err = t.copyregFunc("__newobj_ex__")
		in = TupleOf(typ.Value(), args.Value(), kwargs.Value())
	}
	if err != nil {
		return Value{}, err
	}
	state, err := t.getState(self, args == nil && !isList && !isDict)
	if err != nil {
		return Value{}, err
	}
	listItems, dictItems := None, None
	if isList {
		if listItems, err = t.Iter(self); err != nil {
			return Value{}, err
		}
	}
	if isDict {
		items, err := t.CallMethodString(self, "items")
		if err != nil {
			return Value{}, err
		}
		if dictItems, err = t.Iter(items); err != nil {
			return Value{}, err
		}
	}
	return TupleOf(f, in, state, listItems, dictItems), nil
}

// newArguments asks self what arguments __new__ is to get; args is nil where it does not say.
func (t *Thread) newArguments(self Value) (args *Tuple, kwargs *Dict, err error) {
	f, bound, err := t.LookupSpecial(self, Intern("__getnewargs_ex__"))
	if err != nil {
		return nil, nil, err
	}
	if f.P != nil {
		r, err := t.callBound(f, bound)
		if err != nil {
			return nil, nil, err
		}
		u, ok := AsTuple(r)
		if !ok {
			return nil, nil, Errorf(TypeErrorType, "__getnewargs_ex__ should return a tuple, not '%s'", r.P.Type.Name)
		}
		if len(u.Items) != 2 {
			return nil, nil, Errorf(ValueErrorType, "__getnewargs_ex__ should return a tuple of length 2, not %d", len(u.Items))
		}
		if args, ok = AsTuple(u.Items[0]); !ok {
			return nil, nil, Errorf(TypeErrorType, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", u.Items[0].P.Type.Name)
		}
		if kwargs, ok = AsDict(u.Items[1]); !ok {
			return nil, nil, Errorf(TypeErrorType, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", u.Items[1].P.Type.Name)
		}
		return args, kwargs, nil
	}
	f, bound, err = t.LookupSpecial(self, Intern("__getnewargs__"))
	if err != nil || f.P == nil {
		return nil, nil, err
	}
	r, err := t.callBound(f, bound)
	if err != nil {
		return nil, nil, err
	}
	args, ok := AsTuple(r)
	if !ok {
		return nil, nil, Errorf(TypeErrorType, "__getnewargs__ should return a tuple, not '%s'", r.P.Type.Name)
	}
	return args, nil, nil
}

// callBound calls what LookupSpecial gave.
func (t *Thread) callBound(f, self Value) (Value, error) {
	if self.P == nil {
		return t.CallVec(f, nil, nil)
	}
	return t.CallVec(f, []Value{self}, nil)
}

// getState is self's state by its __getstate__. required says that the state must
// be all there is, so that an object with more than attributes cannot be pickled.
func (t *Thread) getState(self Value, required bool) (Value, error) {
	name := Intern("__getstate__")
	if self.P.Type.Lookup(t, name) == ObjectType.Lookup(t, name) {
		return t.defaultState(self, required)
	}
	return t.CallMethod(self, name)
}

func objectGetState(t *Thread, self Value) (Value, error) { return t.defaultState(self, false) }

// defaultState is object.__getstate__: the instance's __dict__, or None, and with
// slots a pair of that and the dict of the slots that are set.
func (t *Thread) defaultState(self Value, required bool) (Value, error) {
	typ := self.P.Type
	if required && typ.Layout != objectLayout {
		return Value{}, cannotPickle(self)
	}
	state := None
	if a := dictAttrs(self); a != nil && a.Len() > 0 {
		d, err := t.GetAttr(self, names.Dict)
		if err != nil {
			return Value{}, err
		}
		state = d
	}
	slotNames, err := t.slotNames(typ)
	if err != nil || len(slotNames) == 0 {
		return state, err
	}
	slots := NewDict()
	for _, n := range slotNames {
		s, ok := AsStr(n)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "__slots__ items must be strings, not '%s'", n.P.Type.Name)
		}
		v, err := t.GetAttrOpt(self, InternStr(s))
		if err != nil {
			return Value{}, err
		}
		if v.P != nil {
			if err := slots.Set(t, n, v); err != nil {
				return Value{}, err
			}
		}
	}
	if slots.Len() > 0 {
		return Pair(state, slots.Value()), nil
	}
	return state, nil
}

// slotNames are the names of the slots that copyreg finds in typ and its bases.
func (t *Thread) slotNames(typ *Type) ([]Value, error) {
	if v, ok := typ.Dict.GetString("__slotnames__"); ok {
		l, ok := AsList(v)
		if !ok && !v.IsNone() {
			return nil, Errorf(TypeErrorType, "%s.__slotnames__ should be a list or None, not %s", typ.Name, v.P.Type.Name)
		}
		if ok {
			return append([]Value(nil), l.Items...), nil
		}
		return nil, nil
	}
	if typ.NSlots == 0 {
		return nil, nil
	}
	f, err := t.copyregFunc("_slotnames")
	if err != nil {
		return nil, err
	}
	r, err := t.Call(f, typ.Value())
	if err != nil || r.IsNone() {
		return nil, err
	}
	l, ok := AsList(r)
	if !ok {
		return nil, Errorf(TypeErrorType, "copyreg._slotnames didn't return a list or None")
	}
	return append([]Value(nil), l.Items...), nil
}
