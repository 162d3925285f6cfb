package bridge

import (
	"memphis/bridge/internal/capi"
	"memphis/convert"
	"memphis/interp/object"
)

// This file defines twins: C types that stand for classes and types of ours.

// typeRef returns the C type that stands for typ as an object: the same built-in type,
// the one that it mirrors, or its twin.
func (b *Bridge) typeRef(t *object.Thread, typ *object.Type) (capi.Ref, error) {
	if ref := b.refs[typ]; ref != 0 {
		return ref, nil
	}
	ref, ct, err := b.makeTwin(t, typ, false)
	if err != nil {
		return 0, err
	}
	b.refs[typ] = ref
	b.types[ref] = typ
	b.ctypes[ref] = ct
	if y := b.twinFor(ct); y != nil {
		if err := b.tellAttrs(t, y); err != nil {
			return 0, err
		}
	}
	return ref, nil
}

// untold are the attributes of classes that C is not told of: what makes slots, and what the twin has of its own.
var untold = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range []string{"__new__", "__init__", "__del__", "__dict__", "__weakref__", "__slots__", "__module__", "__qualname__", "__doc__",
		"__class__", "__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__init_subclass__", "__class_getitem__", "__set_name__",
		"__subclasshook__", "__classcell__", "__abstractmethods__", "_abc_impl", "__mro_entries__", "__prepare__"} {
		m[n] = true
	}
	for _, n := range specials {
		m[n] = true
	}
	for _, s := range slotNames {
		for _, n := range s.names {
			m[n] = true
		}
	}
	for _, n := range binaryNames {
		m["__"+n+"__"], m["__r"+n+"__"], m["__i"+n+"__"] = true, true, true
	}
	return m
}()

// twinFor is the twin that has just been made, if it stands for a class of Python that derives from a C type.
func (b *Bridge) twinFor(ct *ctype) *twin {
	if n := len(b.twins); n > 0 && b.twins[n-1].ct == ct && ct.typ.Flags&object.FlagForeign != 0 {
		return b.twins[n-1]
	}
	return nil
}

// tellAttrs gives a twin that derives from a C type the attributes that classes of Python define, for C code that looks
// into types without asking (object.__getattribute__, say, or _PyType_Lookup). The special methods are its slots.
func (b *Bridge) tellAttrs(t *object.Thread, y *twin) error {
	b.told = true
	typ := y.ct.typ
	now := map[string]object.Value{}
	for i := len(typ.MRO) - 1; i >= 0; i-- {
		base := typ.MRO[i]
		d := base.Dict
		for j := d.Next(0); j >= 0; j = d.Next(j + 1) {
			name := text(d.Entries[j].Key)
			if untold[name] {
				continue
			}
			if base.Flags&object.FlagHeap != 0 {
				now[name] = d.Entries[j].Val
			} else {
				delete(now, name)
			}
		}
	}
	set := func(name string, v object.Value) error {
		c := b.begin(t)
		defer c.end()
		c.live = true
		c.out.Str(name)
		n := 1
		if v.P != nil {
			if err := c.put(v); err != nil {
				return err
			}
			n = 2
		}
		r := capi.Do(capi.OpTypeSet, y.ct.ref, 0, 0, c.out, n, 0)
		defer r.Free()
		if r.Status == capi.Raised {
			return b.raised(t, &r.Reader)
		}
		return nil
	}
	for name := range y.attrs {
		if _, ok := now[name]; !ok {
			if err := set(name, object.Value{}); err != nil {
				return err
			}
		}
	}
	old := y.attrs
	y.attrs = now
	for name, v := range now {
		if was, ok := old[name]; !ok || was != v {
			if err := set(name, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// twinOf returns the C type of proxies of instances of typ. It is not typeRef for a
// built-in type whose C namesake has a layout of its own.
func (b *Bridge) twinOf(t *object.Thread, typ *object.Type) (capi.Ref, error) {
	if typ == object.ObjectType {
		return capi.ObjectType(), nil
	}
	ref := b.refs[typ]
	if ref == 0 {
		return b.typeRef(t, typ)
	}
	if ct := b.ctypes[ref]; ct != nil && ct.plain {
		return ref, nil
	}
	if ref := b.proxyTypes[typ]; ref != 0 {
		return ref, nil
	}
	ref, ct, err := b.makeTwin(t, typ, true)
	if err != nil {
		return 0, err
	}
	b.proxyTypes[typ] = ref
	b.types[ref] = typ
	b.ctypes[ref] = ct
	return ref, nil
}

// specials are the methods that C looks for on a type by name and that have no slot.
var specials = []string{
	"__length_hint__", "__reversed__", "__fspath__", "__format__", "__round__", "__trunc__", "__floor__", "__ceil__", "__bytes__", "__complex__",
	"__missing__", "__dir__", "__sizeof__", "__enter__", "__exit__", "__aenter__", "__aexit__",
}

// makeTwin makes a heap type for typ. If proxy is set it derives from memphis.object
// whatever typ derives from.
func (b *Bridge) makeTwin(t *object.Thread, typ *object.Type, proxy bool) (capi.Ref, *ctype, error) {
	ct := &ctype{typ: typ}
	var bases []capi.Ref
	add := func(want func(y *object.Type) bool, ref func(t *object.Thread, typ *object.Type) (capi.Ref, error)) error {
		for _, y := range typ.Bases {
			if want(y) {
				r, err := ref(t, y)
				if err != nil {
					return err
				}
				bases = append(bases, r)
			}
		}
		return nil
	}
	var err error
	python := true // slots from Python classes only: the rest is the C base's
	switch {
	case proxy:
		python = false
	case typ.Flags&object.FlagForeign != 0:
		err = add(func(y *object.Type) bool { return y.Flags&object.FlagForeign != 0 }, b.typeRef)
		if !listable(typ) {
			ct.kind = kindValued
		}
	case typ.IsSubtype(object.BaseExceptionType):
		ct.kind = kindException
		err = add(func(y *object.Type) bool { return y.IsSubtype(object.BaseExceptionType) }, b.typeRef)
	case typ.IsSubtype(object.TypeType):
		ct.kind = kindType
		// The classes of a metaclass of ours have the metatype of all twins: that it derives from it makes it the
		// winner where a class statement in C names both.
		err = add(func(y *object.Type) bool { return y.IsSubtype(object.TypeType) }, func(t *object.Thread, y *object.Type) (capi.Ref, error) {
			if y == object.TypeType {
				return capi.MetaType(), nil
			}
			return b.typeRef(t, y)
		})
	case convert.Base(typ) != nil:
		ct.kind = kindValue
		err = add(func(y *object.Type) bool { return convert.Base(y) != nil }, b.typeRef)
	default:
		python = false
		err = add(func(y *object.Type) bool { return y != object.ObjectType }, b.twinOf)
	}
	if err != nil {
		return 0, nil, err
	}
	if !python {
		ct.plain = true
		if len(bases) == 0 {
			bases = []capi.Ref{capi.ObjectType()}
		}
	}
	c := b.begin(t)
	defer c.end()
	out := c.out
	out.Str(typ.Name)
	out.Tuple(len(bases))
	for _, r := range bases {
		out.Ref(r)
	}
	type entry struct {
		name string
		f    object.Value
	}
	var extra []entry
	for _, n := range specials {
		v, where := typ.LookupWhere(object.Intern(n))
		if v.P == nil || v.IsNone() || where == object.ObjectType || python && where.Flags&object.FlagHeap == 0 {
			continue
		}
		extra = append(extra, entry{n, v})
	}
	out.Dict(4 + len(extra))
	out.Str("__module__")
	out.Str(typ.ModuleName())
	out.Str("__qualname__")
	out.Str(typ.QualName)
	out.Str("__doc__")
	out.None()
	out.Str("__slots__")
	if python && ct.kind == kindObject && typ.Flags&object.FlagWeakref != 0 && !b.weakBase(typ) {
		out.Tuple(1)
		out.Str("__weakref__")
		ct.weak = true
	} else {
		out.Tuple(0)
	}
	for _, e := range extra {
		out.Str(e.name)
		out.Function(b.newHandle(e.f))
	}
	meta := capi.MetaType()
	mask := b.maskOf(typ, python)
	r := capi.Do(capi.OpMakeClass, meta, 0, int64(mask), out, 3, 0)
	defer r.Free()
	if r.Status == capi.Raised {
		return 0, nil, b.raised(t, &r.Reader)
	}
	ct.ref = r.Next().Ref
	if typ.Flags&object.FlagHeap != 0 {
		y := &twin{ct: ct, python: python, mask: mask, version: typ.Version, specials: map[string]object.Value{}}
		for _, e := range extra {
			y.specials[e.name] = e.f
		}
		b.twins = append(b.twins, y)
	}
	if b.running > 0 {
		b.fresh = append(b.fresh, ct)
	}
	return ct.ref, ct, nil
}

// rehomed takes over the __module__ that the body of a C module wrote into the dictionary of
// a class of ours, as _decimal does with the named tuple that it has made.
func (b *Bridge) rehomed(t *object.Thread) error {
	for _, ct := range b.fresh {
		d := capi.Do(capi.OpTypeDict, ct.ref, 0, 0, nil, 0, 0)
		for _, e := range readNames(&d.Reader) {
			if e.name == "__module__" && e.ref == 0 && ct.typ.Flags&object.FlagHeap != 0 {
				v, err := b.get(t, &e.at, true)
				if err != nil {
					return err
				}
				if text(v) != ct.typ.ModuleName() {
					ct.typ.Dict.SetString(e.name, v)
					ct.typ.Modified(t)
				}
				continue
			}
			b.dropEntry(e)
		}
		d.Free()
	}
	b.fresh = nil
	return nil
}

// weakBase reports whether a C type that typ derives from, or the twin of a base, allows
// weak references.
func (b *Bridge) weakBase(typ *object.Type) bool {
	for _, y := range typ.MRO[1:] {
		if ct := b.ctypes[b.refs[y]]; ct != nil && ct.weak {
			return true
		}
	}
	return false
}

// foreignMeta reports whether typ derives from a C metatype other than type.
func (b *Bridge) foreignMeta(typ *object.Type) bool {
	for _, y := range typ.MRO[1:] {
		if _, ok := y.Foreign.(*ctype); ok {
			return true
		}
	}
	return false
}

// maskOf says which slots the twin of typ gets: those of its special methods, or only
// those that a Python class defines.
func (b *Bridge) maskOf(typ *object.Type, python bool) capi.Mask {
	m := capi.Mask(1)<<capi.SlotGetAttr | 1<<capi.SlotSetAttr
	if python && attrsInC(typ) {
		m = 0 // C finds all attributes by itself, but for what the class says of them
		for _, n := range []struct {
			name string
			slot capi.Slot
		}{{"__getattribute__", capi.SlotGetAttr}, {"__getattr__", capi.SlotGetAttr}, {"__setattr__", capi.SlotSetAttr}, {"__delattr__", capi.SlotSetAttr}} {
			if _, where := typ.LookupWhere(object.Intern(n.name)); where != nil && where.Flags&object.FlagHeap != 0 {
				m |= 1 << n.slot
			}
		}
	}
	defined := func(n string) bool {
		v, where := typ.LookupWhere(object.Intern(n))
		return v.P != nil && !v.IsNone() && where != object.ObjectType && (!python || where.Flags&object.FlagHeap != 0)
	}
	for _, s := range slotNames {
		for _, n := range s.names {
			if defined(n) {
				m |= 1 << s.slot
				break
			}
		}
	}
	for i, n := range binaryNames {
		if defined("__"+n+"__") || defined("__r"+n+"__") {
			m |= 1 << (capi.MaskBinary + i)
		}
		if defined("__i" + n + "__") {
			m |= 1 << (capi.MaskInPlace + i)
		}
	}
	if m.Has(capi.SlotGetItem) && typ.Flags&object.FlagMapping == 0 {
		m |= 1 << capi.SlotSeqItem
	}
	if !python && typ.Buffer != nil {
		m |= 1 << capi.SlotBuffer
	}
	if !python && (typ.IsSubtype(object.GeneratorType) || typ.IsSubtype(object.CoroutineType)) {
		m |= 1 << capi.SlotSend
	}
	if python && defined("__new__") {
		m |= 1 << capi.SlotNew
	}
	if python && defined("__init__") {
		m |= 1 << capi.SlotInit
	}
	switch {
	case !typ.IsSubtype(object.TypeType):
	case typ.Flags&object.FlagForeign == 0 && !b.foreignMeta(typ):
		m = 0
	default: // a Python class derived from a C metatype: what it overrides
		m &^= 1<<capi.SlotNew | 1<<capi.SlotInit | 1<<capi.SlotGetAttr
		if !defined("__setattr__") && !defined("__delattr__") {
			m &^= 1 << capi.SlotSetAttr
		}
	}
	return m
}

// attrsInC reports whether the instances of a class that derives from a C type have their attributes there.
func attrsInC(typ *object.Type) bool {
	if typ.Flags&object.FlagForeign == 0 || !listable(typ) {
		return false
	}
	for _, y := range typ.MRO {
		if ct, ok := y.Foreign.(*ctype); ok && ct.dict {
			return true
		}
	}
	return false
}

// twin is what the bridge remembers of the twin of a class of Python, to see what changes.
type twin struct {
	ct       *ctype
	python   bool
	mask     capi.Mask
	version  uint64
	specials map[string]object.Value
	attrs    map[string]object.Value // that C was told of, see tellAttrs
}

// changes counts the changes of classes that matter to twins: all, once C has been told of plain attributes.
func (b *Bridge) changes() uint64 {
	if b.told {
		return object.TypeVersions()
	}
	return object.SpecialChanges()
}

// follow gives the twins of classes that have changed the slots of special methods that were
// added. A slot whose method was deleted stays: it answers as any object without the method.
func (b *Bridge) follow(t *object.Thread) {
	b.versions = b.changes()
	for _, y := range b.twins {
		typ := y.ct.typ
		if typ.Version == y.version {
			continue
		}
		y.version = typ.Version
		if mask := b.maskOf(typ, y.python) | y.mask; mask != y.mask {
			y.mask = mask
			capi.Do(capi.OpPatch, y.ct.ref, 0, int64(mask), nil, 0, 0).Free()
		}
		for _, n := range specials {
			v, where := typ.LookupWhere(object.Intern(n))
			if v.P == nil || v.IsNone() || where == object.ObjectType || y.python && where.Flags&object.FlagHeap == 0 {
				v = object.Value{}
			}
			if v == y.specials[n] {
				continue
			}
			out := capi.NewBuffer()
			out.Str(n)
			args := 1
			if v.P != nil {
				out.Function(b.newHandle(v))
				args = 2
			}
			capi.Do(capi.OpTypeSet, y.ct.ref, 0, 0, out, args, 0).Free()
			out.Free()
			y.specials[n] = v
		}
		if y.attrs != nil {
			if err := b.tellAttrs(t, y); err != nil {
				object.Unraisable(t, err, "while telling C of a class that has changed", object.None)
			}
		}
	}
}
