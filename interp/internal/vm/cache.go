package vm

import (
	"unsafe"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines the inline caches: what a miss stores, and the slow path
// behind it.

// Kinds of cache for names and attributes. For attributes ver is the Version of
// the value's type, which also proves that the type's own attributes, and so the
// absence of a data descriptor, are as they were.
const (
	cacheNone    = iota
	globalHit    // in the globals: dict, ver (its Keys), idx
	builtinHit   // not in the globals (dict, ver), in the builtins: bdict, ver2, idx
	attrShape    // instance attribute: shape, idx, off of the Attrs
	attrAdd      // store that adds an attribute: shape, next, off
	attrTuple    // field of a namedtuple: idx
	attrSlot     // __slots__ entry: idx, off
	attrClass    // attribute of the class that does not bind: val; off, shape if instances have attributes
	attrDict     // attribute in the dictionary of an instance: off, idx
	attrModule   // attribute of a module: dict, ver2 (its Keys), idx
	attrType     // attribute of a class: ver2 (its Version), val
	attrProperty // property with a simple getter: val, code, lk
	attrHook     // not found: __getattr__, val, code, lk; off, shape if instances have attributes
	methPlain    // method of a type whose instances have no attributes: val
	methType     // class method called on the class: ver2 (its Version), val the classmethod
	methStatic   // static method called on an instance: val the staticmethod; off, shape if instances have attributes
	methClass    // class method called on an instance: val the classmethod; off, shape as for methStatic
	methShape    // method, not shadowed by an instance attribute: val, shape, off
	methSuper    // super().name: val, ver of the instance's type, this
)

// secondSize is the number of entries in each table of second caches.
const secondSize = 256

// secondCaches serve the attribute instructions that see several types or shapes:
// their own cache keeps one, the others are found here by name, type and shape.
// Without it the benchmark tasks, whose methods run on four classes, spent 40 % of
// its time in misses.
type secondCaches struct {
	load, store, method [secondSize]cache
}

// secondTries is how many misses a cache lets pass before it takes what it sees:
// a class that has changed must not send an instruction here for ever.
const secondTries = 32

// second returns the entry of table for ic's name and v, which loadAttr and the
// like are to fill if it does not hit; nil if ic itself should be filled.
func (m *machine) second(table *[secondSize]cache, ic *cache, v object.Value) *cache {
	if ic.kind == cacheNone {
		return nil
	}
	if ic.misses++; ic.misses == secondTries {
		ic.misses = 0
		return nil
	}
	typ := v.P.Type
	h := uintptr(unsafe.Pointer(ic.name))>>4 ^ uintptr(typ.Version)*31
	switch {
	case typ == object.TypeType:
		h ^= uintptr((*object.Type)(unsafe.Pointer(v.P)).Version) * 7
	case typ == object.ModuleType:
		h ^= uintptr(unsafe.Pointer(v.P)) >> 5
	default:
		if off := attrsOffset(typ); off != 0 {
			h ^= uintptr(unsafe.Pointer(attrsAt(v, off).Shape)) >> 5
		}
	}
	e := &table[h%secondSize]
	if e.name != ic.name || e.ver != typ.Version {
		*e = cache{name: ic.name, second: true}
	}
	return e
}

// loadGlobal finds a global or builtin and caches where.
func (m *machine) loadGlobal(f *frame, ic *cache) (object.Value, error) {
	g := f.globals
	if g.Header.Type != object.DictType {
		// A subclass of dict may define __missing__ or __getitem__.
		v, err := m.t.GetItem(g.Value(), ic.name.Value())
		if err == nil {
			return v, nil
		}
		if !object.ErrorIs(err, object.KeyErrorType) {
			return v, err
		}
	} else if i := g.FindStr(ic.name); i >= 0 {
		ic.kind, ic.dict, ic.ver, ic.idx = globalHit, g, g.Keys, int32(i)
		return g.Entries[i].Val, nil
	}
	b := f.builtins
	if b.Header.Type != object.DictType {
		v, err := m.t.GetItem(b.Value(), ic.name.Value())
		if err != nil && object.ErrorIs(err, object.KeyErrorType) {
			err = engine.NameError(ic.name)
		}
		return v, err
	}
	if i := b.FindStr(ic.name); i >= 0 {
		if g.Header.Type == object.DictType {
			ic.kind, ic.dict, ic.ver, ic.bdict, ic.ver2, ic.idx = builtinHit, g, g.Keys, b, b.Keys, int32(i)
		}
		return b.Entries[i].Val, nil
	}
	if v, err := m.t.BuiltinsItem(g, ic.name); err != nil || v.P != nil {
		return v, err
	}
	return object.Value{}, engine.NameError(ic.name)
}

func (m *machine) storeGlobal(f *frame, ic *cache, v object.Value) {
	g := f.globals
	g.SetStr(ic.name, v)
	if i := g.FindStr(ic.name); i >= 0 {
		ic.kind, ic.dict, ic.ver, ic.idx = globalHit, g, g.Keys, int32(i)
	}
}

// needLocals gives the code of a module that runs as a function
// (types.FunctionType(code, globals)) its globals as locals.
func (f *frame) needLocals() {
	if f.locals.P == nil {
		f.locals = f.globals.Value()
	}
}

func (m *machine) loadName(f *frame, ic *cache) (object.Value, error) {
	f.needLocals()
	if f.locals.P == &f.globals.Header {
		return m.loadGlobal(f, ic)
	}
	if d, ok := exactDict(f.locals); ok {
		if v, ok := d.GetStr(ic.name); ok {
			return v, nil
		}
	} else {
		v, err := m.t.GetItem(f.locals, ic.name.Value())
		if err == nil {
			return v, nil
		}
		if !object.ErrorIs(err, object.KeyErrorType) {
			return v, err
		}
	}
	// Looked up anew each time: the cache of the name belongs to locals == globals.
	var tmp cache
	tmp.name = ic.name
	return m.loadGlobal(f, &tmp)
}

func exactDict(v object.Value) (*object.Dict, bool) {
	if v.P.Type == object.DictType {
		return (*object.Dict)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

func (m *machine) storeName(f *frame, name *object.Str, v object.Value) error {
	f.needLocals()
	if d, ok := exactDict(f.locals); ok {
		d.SetStr(name, v)
		return nil
	}
	return m.t.SetItem(f.locals, name.Value(), v)
}

func (m *machine) delName(f *frame, name *object.Str) error {
	f.needLocals()
	if d, ok := exactDict(f.locals); ok {
		v, _ := d.GetStr(name)
		if !d.DelStr(name) {
			return engine.NameError(name)
		}
		m.t.Deleted(v, f.site(), ClearStack)
		return nil
	}
	err := m.t.DelItem(f.locals, name.Value())
	if err != nil && object.ErrorIs(err, object.KeyErrorType) {
		return engine.NameError(name)
	}
	return err
}

func (m *machine) loadClassDeref(f *frame, i int) (object.Value, error) {
	name := f.lk.code.FreeVars[i]
	if d, ok := exactDict(f.locals); ok {
		if v, ok := d.GetStr(name); ok {
			return v, nil
		}
	} else {
		v, err := m.t.GetItem(f.locals, name.Value())
		if err == nil {
			return v, nil
		}
		if !object.ErrorIs(err, object.KeyErrorType) {
			return v, err
		}
	}
	v := f.closure[i].V
	if v.P == nil {
		return v, engine.UnboundFree(name.String())
	}
	return v, nil
}

// attrsOffset is the offset of the Attrs of instances of typ that have a
// __dict__, 0 if they have none.
func attrsOffset(typ *object.Type) uintptr {
	if typ.Flags&object.FlagDict == 0 || typ.Layout == nil {
		return 0
	}
	return typ.Layout.AttrsOff
}

func attrsAt(v object.Value, off uintptr) *object.Attrs {
	return (*object.Attrs)(unsafe.Add(unsafe.Pointer(v.P), off))
}

// loadAttr is v.name, and fills the cache where the default lookup rules.
func (m *machine) loadAttr(ic *cache, v object.Value) (object.Value, error) {
	t := m.t
	typ := v.P.Type
	switch {
	case typ == object.ModuleType:
		d := (*object.Module)(unsafe.Pointer(v.P)).Dict()
		if i := d.FindStr(ic.name); i >= 0 && typ.Lookup(t, ic.name).P == nil {
			ic.kind, ic.ver, ic.dict, ic.ver2, ic.idx = attrModule, typ.Version, d, d.Keys, int32(i)
			return d.Entries[i].Val, nil
		}
	case typ == object.TypeType:
		self := (*object.Type)(unsafe.Pointer(v.P))
		if typ.Lookup(t, ic.name).P == nil {
			if d := self.Lookup(t, ic.name); d.P != nil && (d.P.Type.DescrGet == nil || d.P.Type == object.FunctionType) {
				ic.kind, ic.ver, ic.ver2, ic.val = attrType, typ.Version, self.Version, d
				return d, nil
			}
		}
	case typ.HasGenericGetAttr() || typ.AttrHook(t).P != nil:
		hook := typ.AttrHook(t)
		d := typ.Lookup(t, ic.name)
		off := attrsOffset(typ)
		if d.P != nil && d.P.Type.DescrSet != nil {
			switch d.P.Type {
			case object.SlotDescrType:
				s := (*object.SlotDescr)(unsafe.Pointer(d.P))
				ic.kind, ic.ver, ic.off, ic.idx = attrSlot, typ.Version, typ.Layout.AttrsOff, int32(s.Index)
			case object.GetSetDescrType:
				if g := (*object.GetSetDescr)(unsafe.Pointer(d.P)); g.Class == object.ObjectType && ic.name == classStr {
					ic.kind, ic.ver, ic.off, ic.val = attrClass, typ.Version, 0, typ.Value()
					return ic.val, nil
				}
			case object.PropertyType:
				p := (*object.Property)(unsafe.Pointer(d.P))
				if hook.P == nil && p.Get.P != nil && p.Get.P.Type == object.FunctionType {
					fn := (*object.Function)(unsafe.Pointer(p.Get.P))
					if lk := linkedOf(fn.Code); lk != nil && lk.simple && lk.argCount == 1 {
						ic.kind, ic.ver, ic.val, ic.code, ic.lk = attrProperty, typ.Version, p.Get, fn.Code, lk
					}
				}
			default:
				if index := d.P.Type.TupleIndex; index != nil && typ.IsSubtype(object.TupleType) {
					if i := index(d); i == int(int32(i)) {
						ic.kind, ic.ver, ic.idx = attrTuple, typ.Version, int32(i)
					}
				}
			}
			break
		}
		if off != 0 {
			a := attrsAt(v, off)
			if a.Shape != nil {
				if i := a.Shape.Index(ic.name); i >= 0 {
					ic.kind, ic.ver, ic.off, ic.shape, ic.idx = attrShape, typ.Version, off, a.Shape, int32(i)
					return a.Slots[i], nil
				}
				if d.P != nil && d.P.Type.DescrGet == nil {
					ic.kind, ic.ver, ic.off, ic.shape, ic.val = attrClass, typ.Version, off, a.Shape, d
					return d, nil
				}
			} else if a.Dict != nil {
				if i := a.Dict.FindStr(ic.name); i >= 0 {
					ic.kind, ic.ver, ic.off, ic.idx = attrDict, typ.Version, off, int32(i)
					return a.Dict.Entries[i].Val, nil
				}
			}
		} else if d.P != nil && d.P.Type.DescrGet == nil {
			ic.kind, ic.ver, ic.off, ic.val = attrClass, typ.Version, 0, d
			return d, nil
		}
		if d.P == nil && hook.P != nil && hook.P.Type == object.FunctionType && (off == 0 || attrsAt(v, off).Shape != nil) {
			fn := (*object.Function)(unsafe.Pointer(hook.P))
			if lk := linkedOf(fn.Code); lk != nil && lk.simple && lk.argCount == 2 {
				ic.kind, ic.ver, ic.off, ic.val, ic.code, ic.lk = attrHook, typ.Version, off, hook, fn.Code, lk
				if off != 0 {
					ic.shape = attrsAt(v, off).Shape
				}
			}
		}
	}
	return t.GetAttr(v, ic.name)
}

// storeAttr is v.name = x, and fills the cache where the default rules.
func (m *machine) storeAttr(ic *cache, v, x object.Value) error {
	t := m.t
	typ := v.P.Type
	if !typ.HasGenericSetAttr() {
		return t.SetAttr(v, ic.name, x)
	}
	d := typ.Lookup(t, ic.name)
	if d.P != nil && d.P.Type.DescrSet != nil {
		if d.P.Type == object.SlotDescrType {
			s := (*object.SlotDescr)(unsafe.Pointer(d.P))
			if v.Is(s.Class) {
				ic.kind, ic.ver, ic.off, ic.idx = attrSlot, typ.Version, typ.Layout.AttrsOff, int32(s.Index)
			}
		}
		return d.P.Type.DescrSet(t, d, v, x)
	}
	off := attrsOffset(typ)
	if off == 0 {
		return t.SetAttr(v, ic.name, x)
	}
	a := attrsAt(v, off)
	before := a.Shape
	a.Set(ic.name, x)
	if before != nil && a.Shape != nil {
		if a.Shape == before {
			ic.kind, ic.ver, ic.off, ic.shape, ic.idx = attrShape, typ.Version, off, before, int32(before.Index(ic.name))
		} else {
			ic.kind, ic.ver, ic.off, ic.shape, ic.next = attrAdd, typ.Version, off, before, a.Shape
		}
	}
	return nil
}

// loadMethod is Thread.LoadMethod with a cache.
func (m *machine) loadMethod(ic *cache, v object.Value) (f, self object.Value, err error) {
	t := m.t
	typ := v.P.Type
	switch {
	case typ == object.SuperType:
		if d, self := (*object.Super)(unsafe.Pointer(v.P)).Method(ic.name); d.P != nil {
			return d, self, nil
		}
	case typ == object.ModuleType || typ == object.TypeType:
		if typ == object.TypeType {
			self := (*object.Type)(unsafe.Pointer(v.P))
			if d := self.Lookup(t, ic.name); d.P != nil && d.P.Type == object.ClassMethodType && typ.Lookup(t, ic.name).P == nil {
				ic.kind, ic.ver, ic.ver2, ic.val = methType, typ.Version, self.Version, d
			}
		}
		f, err = m.loadAttr(ic, v)
		return f, object.Value{}, err
	case typ.HasGenericGetAttr():
		d := typ.Lookup(t, ic.name)
		off := attrsOffset(typ)
		if off != 0 && (d.P == nil || d.P.Type.DescrSet == nil) {
			if a := attrsAt(v, off); a.Shape != nil {
				if i := a.Shape.Index(ic.name); i >= 0 {
					ic.kind, ic.ver, ic.off, ic.shape, ic.idx = attrShape, typ.Version, off, a.Shape, int32(i)
					return a.Slots[i], object.Value{}, nil
				}
			}
		}
		if d.P == nil {
			break
		}
		var kind uint8
		switch {
		case d.P.Type.Flags&object.FlagMethodDescr != 0:
			kind = methShape
		case d.P.Type == object.StaticMethodType:
			kind = methStatic
		case d.P.Type == object.ClassMethodType:
			kind = methClass
		default:
			return t.LoadMethod(v, ic.name)
		}
		if off != 0 {
			a := attrsAt(v, off)
			if a.Shape == nil || a.Shape.Index(ic.name) >= 0 {
				break
			}
			ic.shape = a.Shape
		} else if kind == methShape {
			kind = methPlain
		}
		ic.kind, ic.ver, ic.off, ic.val = kind, typ.Version, off, d
		if kind == methShape || kind == methPlain {
			return d, v, nil
		}
	}
	return t.LoadMethod(v, ic.name)
}

// plainSuper is super() in f for the commonest case, that the first argument is
// an instance of the class, and the zero Value for all others.
func (m *machine) plainSuper(f *frame) object.Value {
	i := f.lk.classFree
	if i < 0 || f.lk.argCount == 0 || f.fn == nil {
		return object.Value{}
	}
	cls, obj := f.closure[i].V, f.regs[0]
	if f.lk.selfCell {
		if obj.P == nil || obj.P.Type != object.CellType {
			return object.Value{}
		}
		obj = (*object.Cell)(unsafe.Pointer(obj.P)).V
	}
	if cls.P == nil || obj.P == nil {
		return object.Value{}
	}
	this, ok := object.AsType(cls)
	if typ := obj.P.Type; !ok || !typ.IsSubtype(this) || typ.IsSubtype(object.TypeType) {
		return object.Value{}
	}
	return object.NewSuper(this, obj, obj.P.Type)
}

// superMethod does CALL on super, without arguments, and the LOADMETHOD with the
// cache ic behind it, if what super finds is a plain method of the frame's own
// first argument: without the super object, super().m() takes 40 % of the time. ok
// is false if the instructions must be done one by one.
func (m *machine) superMethod(f *frame, ic *cache) (fn, self object.Value, ok bool) {
	lk := f.lk
	if f.fn == nil || lk.argCount == 0 || lk.classFree < 0 {
		return fn, self, false
	}
	cls := f.closure[lk.classFree].V
	self = f.regs[0]
	if lk.selfCell && self.P != nil && self.P.Type == object.CellType {
		self = (*object.Cell)(unsafe.Pointer(self.P)).V
	}
	if self.P == nil || cls.P == nil {
		return fn, self, false
	}
	typ := self.P.Type
	if ic.kind == methSuper && ic.ver == typ.Version && &ic.this.Header == cls.P {
		return ic.val, self, true
	}
	this, isType := object.AsType(cls)
	if _, class := object.AsType(self); class || !isType {
		return fn, self, false
	}
	for i, b := range typ.MRO {
		if b != this {
			continue
		}
		for _, b = range typ.MRO[i+1:] {
			if d, found := b.Dict.GetStr(ic.name); found {
				if d.P.Type.Flags&object.FlagMethodDescr == 0 {
					return fn, self, false
				}
				ic.kind, ic.ver, ic.this, ic.val = methSuper, typ.Version, this, d
				return d, self, true
			}
		}
	}
	return fn, self, false
}

// cacheCall notes in ic that functions with fn's code can be called with nargs
// positional arguments by just pushing a frame. It reports false if not so.
func (m *machine) cacheCall(ic *cache, fn *object.Function, nargs int) bool {
	lk := linkedOf(fn.Code)
	if lk == nil || !lk.simple || nargs > lk.argCount {
		return false
	}
	nd := 0
	if fn.Defaults != nil {
		nd = len(fn.Defaults.Items)
	}
	if nargs < lk.argCount-nd {
		return false
	}
	ic.code, ic.lk, ic.ver2 = fn.Code, lk, uint64(nargs)
	return true
}

// cacheInit notes that instances of typ are made by allocating and calling a
// Python __init__, or none for a call without arguments. It reports false if not so.
func (m *machine) cacheInit(ic *cache, typ *object.Type, nargs int) bool {
	fn := typ.PlainInit(m.t)
	if fn == nil {
		if nargs > 0 || !typ.PlainNew(m.t) {
			return false
		}
		ic.ver, ic.val, ic.code = typ.Version, object.Value{}, nil
		return true
	}
	ic.ver, ic.val, ic.code = typ.Version, fn.Value(), nil
	return true
}

// cachedAttr is the attribute of v that ic holds, in the kinds that are less frequent; the zero Value if it does not hold.
func cachedAttr(ic *cache, v object.Value) object.Value {
	switch ic.kind {
	case attrTuple:
		if u := (*object.Tuple)(unsafe.Pointer(v.P)); uint(ic.idx) < uint(len(u.Items)) {
			return u.Items[ic.idx]
		}
	case attrModule:
		if d := (*object.Module)(unsafe.Pointer(v.P)).Attrs.Dict; d == ic.dict && d.Keys == ic.ver2 {
			return d.Entries[ic.idx].Val
		}
	case attrDict:
		if d := attrsAt(v, ic.off).Dict; d != nil && int(ic.idx) < len(d.Entries) && d.Entries[ic.idx].Key.P == &ic.name.Header {
			return d.Entries[ic.idx].Val
		}
	case attrType:
		if (*object.Type)(unsafe.Pointer(v.P)).Version == ic.ver2 {
			return ic.val
		}
	}
	return object.Value{}
}

// cachedMethod is what ic, whose kind is not one of an instance's plain methods, holds for a call of a method of v: what to
// call and the first argument, if there is one; zero Values if it does not hold.
func cachedMethod(ic *cache, v object.Value) (fn, self object.Value) {
	same := func() bool { return ic.off == 0 || attrsAt(v, ic.off).Shape == ic.shape }
	switch ic.kind {
	case attrModule, attrType:
		return cachedAttr(ic, v), self
	case attrShape:
		if a := attrsAt(v, ic.off); a.Shape == ic.shape {
			return a.Slots[ic.idx], self
		}
	case methType:
		if fn = (*object.ClassMethodObject)(unsafe.Pointer(ic.val.P)).Func; fn.P.Type == object.FunctionType && (*object.Type)(unsafe.Pointer(v.P)).Version == ic.ver2 {
			return fn, v
		}
	case methStatic:
		if same() {
			return (*object.StaticMethodObject)(unsafe.Pointer(ic.val.P)).Func, self
		}
	case methClass:
		if fn = (*object.ClassMethodObject)(unsafe.Pointer(ic.val.P)).Func; fn.P.Type == object.FunctionType && same() {
			return fn, v.P.Type.Value()
		}
	}
	return object.Value{}, object.Value{}
}

// pushGetter makes the frame of the property's function or of the __getattr__ that ic holds for v; nil if it does not hold.
func (m *machine) pushGetter(f *frame, ic *cache, v object.Value) (*frame, error) {
	fn := (*object.Function)(unsafe.Pointer(ic.val.P))
	if fn.Code != ic.code {
		return nil, nil
	}
	n := 1
	if ic.kind == attrHook {
		if ic.off != 0 && attrsAt(v, ic.off).Shape != ic.shape {
			return nil, nil
		}
		n = 2
	}
	nf := m.pushWindow(f, ic.lk, n)
	if nf == nil {
		return nil, m.recursion()
	}
	if nf.regs[0] = v; n == 2 {
		nf.regs[1] = ic.name.Value()
	}
	nf.fn = fn
	return nf, nil
}

// callBuiltin calls the built-in function b with args.
func callBuiltin(t *object.Thread, b *object.Builtin, args []object.Value) (object.Value, error) {
	if f1 := b.Method.F1(); f1 != nil && len(args) == 1 {
		return f1(t, b.Self, args[0])
	}
	if f2 := b.Method.F2(); f2 != nil && len(args) == 2 {
		return f2(t, b.Self, args[0], args[1])
	}
	if fv := b.Method.FV(); fv != nil {
		return fv(t, b.Self, args, nil)
	}
	return t.CallVec(object.FromPtr(&b.Header), args, nil)
}

// callDescr calls the built-in method d with args, the first of which is its object.
func callDescr(t *object.Thread, d *object.MethodDescr, args []object.Value) (object.Value, error) {
	switch len(args) {
	case 1:
		if f0 := d.Method.F0(); f0 != nil {
			return f0(t, args[0])
		}
		if fo := d.Method.FO(0); fo != nil {
			return fo(t, args[0], object.Value{}, object.Value{})
		}
	case 2:
		if f1 := d.Method.F1(); f1 != nil {
			return f1(t, args[0], args[1])
		}
		if fo := d.Method.FO(1); fo != nil {
			return fo(t, args[0], args[1], object.Value{})
		}
	case 3:
		if fo := d.Method.FO(2); fo != nil {
			return fo(t, args[0], args[1], args[2])
		}
	}
	return d.Method.Call(t, d.Class.QualName, args[0], args[1:], nil)
}
