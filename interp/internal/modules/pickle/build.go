package pickle

import (
	"strings"

	"memphis/interp/object"
)

// This file defines the instructions that find classes and make instances.

// stepObject does one instruction about globals and instances.
func (u *unpickler) stepObject(t *thread, op byte) error {
	switch op {
	case opGlobal:
		module, err := u.line(t)
		if err != nil {
			return err
		}
		name, err := u.line(t)
		if err != nil {
			return err
		}
		v, err := u.find(t, object.StrValue(module), object.StrValue(name))
		if err == nil {
			u.push(v)
		}
		return err
	case opStackGlobal:
		module, name, err := u.pop2()
		if err != nil {
			return err
		}
		if name.P.Type != object.StrType || module.P.Type != object.StrType {
			return unpicklingError("STACK_GLOBAL requires str")
		}
		v, err := u.find(t, module, name)
		if err == nil {
			u.push(v)
		}
		return err
	case opExt1, opExt2, opExt4:
		return u.loadExtension(t, op)
	case opReduce:
		f, args, err := u.pop2()
		if err != nil {
			return err
		}
		a, ok := object.AsTuple(args)
		if !ok {
			return object.Errorf(object.TypeErrorType, "argument list must be a tuple, not %s", args.P.Type.Name)
		}
		v, err := t.Call(f, a.Items...)
		if err == nil {
			u.push(v)
		}
		return err
	case opNewObj, opNewObjEx:
		return u.loadNewObj(t, op)
	case opObj, opInst:
		return u.loadInstance(t, op)
	case opBuild:
		return u.loadBuild(t)
	}
	if op >= ' ' && op < 0x7f && op != '\'' && op != '\\' {
		return unpicklingError("invalid load key, '%c'.", op)
	}
	return unpicklingError("invalid load key, '\\x%02x'.", op)
}

// find is find_class, that of the subclass if there is one.
func (u *unpickler) find(t *thread, module, name value) (value, error) {
	if u.self.P != nil {
		return t.CallMethodString(u.self, "find_class", module, name)
	}
	return u.findClass(t, module, name)
}

func (u *unpickler) findClass(t *thread, module, name value) (value, error) {
	if u.proto < 3 && u.fixImports {
		pair, ok, err := u.st.nameMap.Get(t, object.Pair(module, name))
		if err != nil {
			return value{}, err
		}
		if x, isTuple := object.AsTuple(pair.OrNone()); ok && isTuple && len(x.Items) == 2 {
			module, name = x.Items[0], x.Items[1]
		} else if m, ok, err := u.st.importMap.Get(t, module); err != nil {
			return value{}, err
		} else if ok {
			module = m
		}
	}
	m, err := importModule(t, str(module))
	if err != nil {
		return value{}, err
	}
	v, path := m, []string{str(name)}
	if u.proto >= 4 {
		path = strings.Split(path[0], ".")
	}
	for _, part := range path {
		if part == "<locals>" {
			return value{}, object.Errorf(object.AttributeErrorType, "Can't get local attribute %s on %s", repr(t, name), repr(t, m))
		}
		if v, err = t.GetAttrString(v, part); err != nil {
			if object.ErrorIs(err, object.AttributeErrorType) {
				err = object.Errorf(object.AttributeErrorType, "Can't get attribute %s on %s", repr(t, name), repr(t, m))
			}
			return value{}, err
		}
	}
	return v, nil
}

func (u *unpickler) loadExtension(t *thread, op byte) error {
	n, err := u.number(t, map[byte]int{opExt1: 1, opExt2: 2, opExt4: 4}[op])
	if err != nil {
		return err
	}
	if n <= 0 || n > 0x7fffffff {
		return unpicklingError("EXT specifies code <= 0")
	}
	code := object.Int(n)
	if v, ok, err := u.st.cache.Get(t, code); ok || err != nil {
		u.push(v)
		return err
	}
	pair, ok, err := u.st.inverted.Get(t, code)
	if err != nil {
		return err
	}
	if !ok {
		return object.Errorf(object.ValueErrorType, "unregistered extension code %d", n)
	}
	x, isTuple := object.AsTuple(pair)
	if !isTuple || len(x.Items) != 2 {
		return object.Errorf(object.ValueErrorType, "_inverted_registry[%d] isn't a 2-tuple of strings", n)
	}
	v, err := u.find(t, x.Items[0], x.Items[1])
	if err != nil {
		return err
	}
	u.push(v)
	return u.st.cache.Set(t, code, v)
}

func (u *unpickler) loadNewObj(t *thread, op byte) error {
	what := "NEWOBJ"
	var kw *object.Dict
	if op == opNewObjEx {
		what = "NEWOBJ_EX"
		k, err := u.pop()
		if err != nil {
			return err
		}
		var ok bool
		if kw, ok = object.AsDict(k); !ok {
			return unpicklingError("NEWOBJ_EX expected a kwargs dict, got %s", k.P.Type.Name)
		}
	}
	c, a, err := u.pop2()
	if err != nil {
		return err
	}
	cls, ok := object.AsType(c)
	if !ok {
		return unpicklingError("%s class argument must be a type, not %s", what, c.P.Type.Name)
	}
	args, ok := object.AsTuple(a)
	if !ok {
		return unpicklingError("%s args argument must be a tuple, not %s", what, a.P.Type.Name)
	}
	if cls.New == nil || cls.Flags&object.FlagNoNew != 0 {
		return unpicklingError("%s class argument '%s' doesn't have __new__", what, cls.Name)
	}
	vec := args.Items
	var names *tuple
	if kw != nil && kw.Len() > 0 {
		vec = append([]value(nil), vec...)
		var keys []value
		for i := kw.Next(0); i >= 0; i = kw.Next(i + 1) {
			keys = append(keys, kw.Entries[i].Key)
			vec = append(vec, kw.Entries[i].Val)
		}
		names = object.NewTuple(keys)
	}
	v, err := cls.New(t, cls, vec, names)
	if err == nil {
		u.push(v)
	}
	return err
}

// loadInstance makes an instance as protocol 0 and 1 have them.
func (u *unpickler) loadInstance(t *thread, op byte) error {
	items, err := u.popMark()
	if err != nil {
		return err
	}
	var cls value
	if op == opInst {
		module, err := u.line(t)
		if err != nil {
			return err
		}
		name, err := u.line(t)
		if err != nil {
			return err
		}
		if cls, err = u.find(t, object.StrValue(module), object.StrValue(name)); err != nil {
			return err
		}
	} else {
		if len(items) < 1 {
			return u.underflow()
		}
		cls, items = items[0], items[1:]
	}
	var v value
	if len(items) == 0 && cls.Is(object.TypeType) {
		f, err := method(t, cls, "__getinitargs__")
		if err != nil {
			return err
		}
		if f.P == nil {
			if v, err = t.CallMethodString(cls, "__new__", cls); err != nil {
				return err
			}
		}
	}
	if v.P == nil {
		if v, err = t.Call(cls, items...); err != nil {
			return err
		}
	}
	u.push(v)
	return nil
}

func (u *unpickler) loadBuild(t *thread) error {
	if err := u.need(2); err != nil {
		return err
	}
	state, err := u.pop()
	if err != nil {
		return err
	}
	inst, err := u.top()
	if err != nil {
		return err
	}
	set, err := method(t, inst, "__setstate__")
	if err != nil {
		return err
	}
	if set.P != nil {
		_, err := t.Call(set, state)
		return err
	}
	slots := object.None
	if x, ok := object.AsTuple(state); ok && len(x.Items) == 2 {
		state, slots = x.Items[0], x.Items[1]
	}
	if !state.IsNone() {
		d, ok := object.AsDict(state)
		if !ok {
			return unpicklingError("state is not a dictionary")
		}
		attrs, err := t.GetAttrString(inst, "__dict__")
		if err != nil {
			return err
		}
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			e := d.Entries[i]
			key := e.Key
			if s, ok := object.AsStr(key); ok && key.P.Type == object.StrType {
				key = object.InternStr(s).Value() // names of attributes are
			}
			if err := t.SetItem(attrs, key, e.Val); err != nil {
				return err
			}
		}
	}
	if slots.IsNone() {
		return nil
	}
	d, ok := object.AsDict(slots)
	if !ok {
		return unpicklingError("slot state is not a dictionary")
	}
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		e := d.Entries[i]
		name, ok := object.AsStr(e.Key)
		if !ok {
			return object.Errorf(object.TypeErrorType, "attribute name must be string, not '%s'", e.Key.P.Type.Name)
		}
		if err := t.SetAttr(inst, object.InternStr(name), e.Val); err != nil {
			return err
		}
	}
	return nil
}
