package pickle

import (
	"strings"

	"memphis/interp/object"
)

// This file defines what a Pickler writes for other objects: globals by name, and instances by
// what they reduce to ("Pickling Class Instances" in the library reference).

// saveObject writes an object that no instruction makes directly.
func (p *pickler) saveObject(t *thread, v value) error {
	typ := v.P.Type
	if typ.Stands != nil {
		typ = typ.Stands // a container that C shares with us
	}
	var rv value
	var err error
	if p.override.P != nil {
		if rv, err = t.Call(p.override, v); err != nil {
			return err
		}
		if rv != object.NotImplemented {
			return p.saveReduced(t, v, rv)
		}
		rv = value{}
	}
	if handled, err := p.saveStanding(t, v, typ); handled || err != nil {
		return err
	}
	switch typ {
	case object.TypeType:
		return p.saveType(t, v)
	case object.FunctionType:
		return p.saveGlobal(t, v, value{})
	}
	f, err := p.reducer(t, typ)
	if err != nil {
		return err
	}
	switch {
	case f.P != nil:
		rv, err = t.Call(f, v)
	case v.Is(object.TypeType):
		return p.saveGlobal(t, v, value{})
	default:
		if f, err = method(t, v, "__reduce_ex__"); err != nil {
			return err
		}
		if f.P != nil {
			rv, err = t.Call(f, object.Int(p.proto))
			break
		}
		if f, err = method(t, v, "__reduce__"); err != nil {
			return err
		}
		if f.P == nil {
			return picklingError("can't pickle '%s' object: %s", typ.Name, repr(t, v))
		}
		rv, err = t.Call(f)
	}
	if err != nil {
		return err
	}
	return p.saveReduced(t, v, rv)
}

// saveStanding writes a list, dict, set or bytearray that lives in C.
func (p *pickler) saveStanding(t *thread, v value, typ *object.Type) (bool, error) {
	if v.P.Type.Stands == nil {
		return false, nil
	}
	switch typ {
	case object.ListType, object.DictType:
	case object.SetType, object.ByteArrayType, object.FrozenSetType:
		c, err := t.Call(typ.Value(), v)
		if err != nil {
			return true, err
		}
		return true, p.save(t, c, false)
	default:
		return false, nil
	}
	items := v
	switch {
	case typ == object.ListType && p.bin:
		p.op(opEmptyList)
	case typ == object.ListType:
		p.op(opMark, opList)
	case p.bin:
		p.op(opEmptyDict)
	default:
		p.op(opMark, opDict)
	}
	if typ == object.DictType {
		var err error
		if items, err = t.CallMethodString(v, "items"); err != nil {
			return true, err
		}
	}
	p.put(v)
	it, err := t.Iter(items)
	if err != nil {
		return true, err
	}
	if typ == object.ListType {
		return true, p.appends(t, it)
	}
	return true, p.setItems(t, it)
}

// reducer finds the function registered for a type.
func (p *pickler) reducer(t *thread, typ *object.Type) (value, error) {
	if p.dispatch.P == nil {
		f, _, err := p.st.dispatch.Get(t, typ.Value())
		return f, err
	}
	f, err := t.GetItem(p.dispatch, typ.Value())
	if object.ErrorIs(err, object.KeyErrorType) {
		return value{}, nil
	}
	return f, err
}

func (p *pickler) saveReduced(t *thread, v, rv value) error {
	if _, ok := object.AsStr(rv); ok {
		return p.saveGlobal(t, v, rv)
	}
	u, ok := object.AsTuple(rv)
	if !ok {
		return picklingError("__reduce__ must return a string or tuple")
	}
	return p.reduce(t, u.Items, v)
}

func (p *pickler) saveType(t *thread, v value) error {
	typ, _ := object.AsType(v)
	for _, only := range []value{object.None, object.Ellipsis, object.NotImplemented} {
		if typ == only.P.Type {
			return p.reduce(t, []value{object.TypeType.Value(), object.TupleOf(only)}, v)
		}
	}
	return p.saveGlobal(t, v, value{})
}

// optional is v, or the zero Value for None or nothing.
func optional(items []value, i int) value {
	if i < len(items) && !items[i].IsNone() {
		return items[i]
	}
	return value{}
}

// reduce writes the instructions that remake an object from what it reduces to.
func (p *pickler) reduce(t *thread, r []value, obj value) error {
	if len(r) < 2 || len(r) > 6 {
		return picklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
	}
	callable, state, setter := r[0], optional(r, 2), optional(r, 5)
	if !object.IsCallable(callable) {
		return picklingError("first item of the tuple returned by __reduce__ must be callable")
	}
	argtup, ok := object.AsTuple(r[1])
	if !ok {
		return picklingError("second item of the tuple returned by __reduce__ must be a tuple")
	}
	listItems, dictItems := optional(r, 3), optional(r, 4)
	for i, it := range []value{listItems, dictItems} {
		if it.P != nil && it.P.Type.Next == nil {
			return picklingError("%s element of the tuple returned by __reduce__ must be an iterator, not %s", []string{"fourth", "fifth"}[i], it.P.Type.Name)
		}
	}
	if setter.P != nil && !object.IsCallable(setter) {
		return picklingError("sixth element of the tuple returned by __reduce__ must be a function, not %s", setter.P.Type.Name)
	}
	name := ""
	if p.proto >= 2 {
		n, err := method(t, callable, "__name__")
		if err != nil {
			return err
		}
		if n.P != nil {
			name = str(n)
		}
	}
	var err error
	switch name {
	case "__newobj_ex__":
		err = p.newObjEx(t, argtup.Items)
	case "__newobj__":
		err = p.newObj(t, argtup.Items, obj)
	default:
		if err = p.save(t, callable, false); err == nil {
			if err = p.save(t, r[1], false); err == nil {
				p.op(opReduce)
			}
		}
	}
	if err != nil {
		return err
	}
	if obj.P != nil {
		if i, ok := p.memo.get(obj); ok {
			// It refers to itself by way of its arguments.
			p.op(opPop)
			p.get(i)
			return nil
		}
		p.put(obj)
	}
	if listItems.P != nil {
		if err := p.appends(t, listItems); err != nil {
			return err
		}
	}
	if dictItems.P != nil {
		if err := p.setItems(t, dictItems); err != nil {
			return err
		}
	}
	if state.P == nil {
		return nil
	}
	if setter.P == nil {
		if err := p.save(t, state, false); err != nil {
			return err
		}
		p.op(opBuild)
		return nil
	}
	for _, x := range []value{setter, obj, state} {
		if err := p.save(t, x, false); err != nil {
			return err
		}
	}
	p.op(opTuple2, opReduce, opPop)
	return nil
}

func (p *pickler) newObjEx(t *thread, a []value) error {
	if len(a) != 3 {
		return picklingError("length of the NEWOBJ_EX argument tuple must be exactly 3, not %d", len(a))
	}
	cls, ok := object.AsType(a[0])
	if !ok {
		return picklingError("first item from NEWOBJ_EX argument tuple must be a class, not %s", a[0].P.Type.Name)
	}
	pos, ok := object.AsTuple(a[1])
	if !ok {
		return picklingError("second item from NEWOBJ_EX argument tuple must be a tuple, not %s", a[1].P.Type.Name)
	}
	kw, ok := object.AsDict(a[2])
	if !ok {
		return picklingError("third item from NEWOBJ_EX argument tuple must be a dict, not %s", a[2].P.Type.Name)
	}
	if p.proto >= 4 {
		for _, x := range a {
			if err := p.save(t, x, false); err != nil {
				return err
			}
		}
		p.op(opNewObjEx)
		return nil
	}
	create, err := t.GetAttrString(cls.Value(), "__new__")
	if err != nil {
		return err
	}
	all := append([]value{create, cls.Value()}, pos.Items...)
	partial, err := t.CallKw(p.st.partial, object.NewTuple(all), kw)
	if err != nil {
		return err
	}
	if err := p.save(t, partial, false); err != nil {
		return err
	}
	if err := p.save(t, object.TupleOf(), false); err != nil {
		return err
	}
	p.op(opReduce)
	return nil
}

func (p *pickler) newObj(t *thread, a []value, obj value) error {
	if len(a) < 1 {
		return picklingError("__newobj__ arglist is empty")
	}
	create, err := method(t, a[0], "__new__")
	if err != nil {
		return err
	}
	if create.P == nil {
		return picklingError("args[0] from __newobj__ args has no __new__")
	}
	if obj.P != nil {
		class, err := t.GetAttrString(obj, "__class__")
		if err != nil {
			return err
		}
		if class != a[0] {
			return picklingError("args[0] from __newobj__ args has the wrong class")
		}
	}
	if err := p.save(t, a[0], false); err != nil {
		return err
	}
	if err := p.save(t, object.TupleOf(a[1:]...), false); err != nil {
		return err
	}
	p.op(opNewObj)
	return nil
}

// appends writes the items of an iterator behind a list.
func (p *pickler) appends(t *thread, it value) error {
	return p.batches(t, it, opAppend, opAppends, func(v value) error { return p.save(t, v, false) })
}

// setItems writes the pairs of an iterator behind a dict.
func (p *pickler) setItems(t *thread, it value) error {
	return p.batches(t, it, opSetItem, opSetItems, func(v value) error {
		u, ok := object.AsTuple(v)
		if !ok || len(u.Items) != 2 {
			return object.Errorf(object.TypeErrorType, "dict items iterator must return 2-tuples")
		}
		if err := p.save(t, u.Items[0], false); err != nil {
			return err
		}
		return p.save(t, u.Items[1], false)
	})
}

func (p *pickler) batches(t *thread, it value, one, many byte, save func(v value) error) error {
	next := func() (value, error) { return t.Next(it) }
	v, err := next()
	for err == nil && v.P != nil {
		if !p.bin {
			if err = save(v); err != nil {
				return err
			}
			p.op(one)
			v, err = next()
			continue
		}
		first := v
		if v, err = next(); err != nil {
			return err
		}
		if v.P == nil { // a single one
			if err := save(first); err != nil {
				return err
			}
			p.op(one)
			return nil
		}
		p.op(opMark)
		if err := save(first); err != nil {
			return err
		}
		for n := 1; v.P != nil && n < batchSize; n++ {
			if err := save(v); err != nil {
				return err
			}
			if v, err = next(); err != nil {
				return err
			}
		}
		p.op(many)
	}
	return err
}

// deep follows a dotted path from v, and returns the last but one object too.
func deep(t *thread, v value, path []string) (x, parent value, err error) {
	for _, name := range path {
		parent = v
		if v, err = t.GetAttrString(v, name); err != nil {
			return value{}, parent, err
		}
	}
	return v, parent, nil
}

// saveGlobal writes an object by its module and name.
func (p *pickler) saveGlobal(t *thread, v, name value) error {
	if name.P == nil {
		var err error
		if name, err = method(t, v, "__qualname__"); err != nil {
			return err
		}
		if name.P == nil {
			if name, err = t.GetAttrString(v, "__name__"); err != nil {
				return err
			}
		}
	}
	full := str(name)
	path := strings.Split(full, ".")
	for _, part := range path {
		if part == "<locals>" {
			return object.Errorf(object.AttributeErrorType, "Can't pickle local object %s", repr(t, name))
		}
	}
	moduleName, err := whichModule(t, v, path)
	if err != nil {
		return err
	}
	if s, ok := object.AsStr(moduleName); ok && v.Is(object.TypeType) {
		moduleName = object.InternStr(s).Value() // one str, so that it is written once
	}
	module, err := importModule(t, str(moduleName))
	if err != nil {
		if !object.ErrorIs(err, object.ExceptionType) {
			return err
		}
		return picklingError("Can't pickle %s: import of module %s failed", repr(t, v), repr(t, moduleName))
	}
	found, parent, err := deep(t, module, path)
	if err != nil {
		return picklingError("Can't pickle %s: attribute lookup %s on %s failed", repr(t, v), full, str(moduleName))
	}
	if found != v {
		return picklingError("Can't pickle %s: it's not the same object as %s.%s", repr(t, v), str(moduleName), full)
	}
	if p.proto >= 2 {
		if done, err := p.saveExtension(t, moduleName, name); done || err != nil {
			return err
		}
	}
	switch last := object.StrValue(path[len(path)-1]); {
	case p.proto >= 4:
		if parent == module {
			name = last
		}
		if err := p.save(t, moduleName, false); err != nil {
			return err
		}
		if err := p.save(t, name, false); err != nil {
			return err
		}
		p.op(opStackGlobal)
	case parent != module:
		return p.reduce(t, []value{p.st.getattr, object.Pair(parent, last)}, v)
	default:
		if p.fixImports {
			if moduleName, last, err = p.oldName(t, moduleName, last); err != nil {
				return err
			}
		}
		m, n := str(moduleName), str(last)
		if p.proto < 3 && !(isASCII(m) && isASCII(n)) {
			return picklingError("can't pickle global identifier '%s.%s' using pickle protocol %d", m, n, p.proto)
		}
		p.op(opGlobal)
		p.text(m + "\n" + n + "\n")
	}
	p.put(v)
	return nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// oldName is what a global of Python 3 was called in Python 2.
func (p *pickler) oldName(t *thread, module, name value) (value, value, error) {
	pair, ok, err := p.st.reverseNameMap.Get(t, object.Pair(module, name))
	if err != nil {
		return value{}, value{}, err
	}
	if ok {
		u, isTuple := object.AsTuple(pair)
		if !isTuple || len(u.Items) != 2 {
			return value{}, value{}, object.Errorf(object.RuntimeErrorType, "_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not %s", pair.P.Type.Name)
		}
		return u.Items[0], u.Items[1], nil
	}
	if old, ok, err := p.st.reverseImportMap.Get(t, module); ok || err != nil {
		return old, name, err
	}
	return module, name, nil
}

// saveExtension writes a global that copyreg has a number for.
func (p *pickler) saveExtension(t *thread, module, name value) (bool, error) {
	code, ok, err := p.st.extensions.Get(t, object.Pair(module, name))
	if err != nil || !ok {
		return false, err
	}
	n, small := object.SmallInt(code)
	if !small || n <= 0 || n > 0x7fffffff {
		return true, object.Errorf(object.RuntimeErrorType, "extension code %s is out of range", repr(t, code))
	}
	switch {
	case n < 1<<8:
		p.op(opExt1, byte(n))
	case n < 1<<16:
		p.op(opExt2, byte(n), byte(n>>8))
	default:
		p.op(head4(opExt4, int(n))...)
	}
	return true, nil
}

// importModule imports a module and returns it as sys.modules has it.
func importModule(t *thread, name string) (value, error) {
	if m, ok := t.Interp.Modules.GetString(name); ok && !m.IsNone() {
		return m, nil
	}
	if _, err := t.Interp.Host.Import(t, name, nil, value{}, 0); err != nil {
		return value{}, err
	}
	m, ok := t.Interp.Modules.GetString(name)
	if !ok {
		return value{}, object.KeyError(object.StrValue(name))
	}
	return m, nil
}

// whichModule finds the module of a global: what it says itself, or where it is found.
func whichModule(t *thread, v value, path []string) (value, error) {
	name, err := method(t, v, "__module__")
	if err != nil {
		return value{}, err
	}
	if name.P != nil && !name.IsNone() {
		return name, nil
	}
	mods := t.Interp.Modules.CopyDict()
	for i := mods.Next(0); i >= 0; i = mods.Next(i + 1) {
		e := mods.Entries[i]
		if s := str(e.Key); s == "__main__" || s == "__mp_main__" || e.Val.IsNone() {
			continue
		}
		if x, _, err := deep(t, e.Val, path); err == nil && x == v {
			return e.Key, nil
		}
	}
	return object.StrValue("__main__"), nil
}
