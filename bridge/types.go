package bridge

import (
	"strings"
	"unsafe"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines mirrors: types of ours that stand for C types.

// kind says what an instance of a C type becomes here.
type kind uint8

const (
	kindObject    kind = iota // an Object
	kindType                  // the type that it is, or mirrors
	kindException             // an exception of ours
	kindFunction              // a built-in function of ours
	kindValued                // a valued
	kindValue                 // an object of ours with the value that the C object holds
	kindModule                // a module of ours
)

// ctype is what the bridge knows of a C type.
type ctype struct {
	ref  capi.Ref
	typ  *object.Type // the type of its instances here
	kind kind
	weak bool // instances can be weakly referenced by C
	// weakAt is where an instance has the list of its weak references, zero for nowhere. It is
	// negative for weak references themselves: those in such a list are known there without being
	// counted, and C hands the same one out again.
	weakAt int
	// mixed says that C derived the type from a class of ours, among others.
	mixed bool
	// dict says that instances have a __dict__ in C.
	dict bool
	// plain says that instances are proxies, memphis.objects.
	plain bool
	mask  capi.Mask
	name  string // see where
	// early says that C was at work when the mirror was made: perhaps on the type.
	early bool
	// mortal says that the type may end while the program runs. Then keeps are given up, references that the mirror has
	// beside that to the type.
	mortal bool
	keeps  []capi.Ref
}

// onlyOurs reports whether nobody but the bridge, with its one reference, knows an instance.
func (ct *ctype) onlyOurs(ref capi.Ref) bool {
	return capi.RefCount(ref) == 1 && ct.weakAt >= 0 && (ct.weakAt == 0 || !capi.WeaklyKnown(ref, ct.weakAt))
}

// Address is where C has the type: its id.
func (ct *ctype) Address() uintptr { return uintptr(ct.ref) }

// where is the type's full name, for warnings.
func (ct *ctype) where() string {
	if ct.name == "" {
		ct.name = ct.typ.FullName()
	}
	return ct.name
}

// typeInfo is the answer of OpTypeInfo.
type typeInfo struct {
	name, doc  string
	flags      int64
	mask       capi.Mask
	dict, weak int64
	meta, base capi.Ref
	bases, mro []capi.Ref
}

func readInfo(r *capi.Reader) (in typeInfo) {
	in.name = string(r.Next().Bytes)
	if it := r.Next(); it.Kind != capi.KindNone {
		in.doc = string(it.Bytes)
	}
	in.flags = r.Next().Int
	in.mask = capi.Mask(r.Next().Int)
	in.dict = r.Next().Int
	in.weak = r.Next().Int
	in.meta = r.Next().Ref
	in.base = r.Next().Ref
	for _, p := range []*[]capi.Ref{&in.bases, &in.mro} {
		for n := r.Next().Len; n > 0; n-- {
			*p = append(*p, r.Next().Ref)
		}
	}
	return in
}

// drop gives back the references that the answer came with. Types live on by their own
// means: every one that matters is in a registry.
func (in *typeInfo) drop() {
	for _, r := range append(append([]capi.Ref{in.meta, in.base}, in.bases...), in.mro...) {
		if r != 0 {
			capi.Decref(r)
		}
	}
}

// ctypeOf returns what instances of a C type become here, and makes a mirror if it is new.
func (b *Bridge) ctypeOf(t *object.Thread, ref capi.Ref) (*ctype, error) {
	if ct := b.ctypes[ref]; ct != nil {
		return ct, nil
	}
	if typ := b.types[ref]; typ != nil {
		var ct *ctype
		switch {
		case typ == object.TypeType:
			ct = &ctype{ref: ref, typ: typ, kind: kindType}
		case typ.IsSubtype(object.BaseExceptionType):
			ct = &ctype{ref: ref, typ: typ, kind: kindException}
		default:
			// An instance of one of C's built-in types that is not copied, say a list that
			// C shares: it lives in C, so its type here is a mirror with the same name.
			var err error
			if ct, err = b.newMirror(t, ref); err != nil {
				return nil, err
			}
		}
		b.ctypes[ref] = ct
		return ct, nil
	}
	if _, err := b.mirror(t, ref); err != nil {
		return nil, err
	}
	return b.ctypes[ref], nil
}

// mirror returns our type for a C type.
func (b *Bridge) mirror(t *object.Thread, ref capi.Ref) (*object.Type, error) {
	if typ := b.types[ref]; typ != nil {
		return typ, nil
	}
	ct, err := b.newMirror(t, ref)
	if err != nil {
		return nil, err
	}
	return ct.typ, nil
}

// baseMirror is mirror for a base of another C type: a container that C has a subclass of is not
// ours, whose layout instances would have to have, but the mirror that instances of C's own have.
func (b *Bridge) baseMirror(t *object.Thread, ref capi.Ref) (*object.Type, error) {
	switch b.types[ref] {
	case object.ListType, object.DictType, object.SetType, object.ByteArrayType:
		ct, err := b.ctypeOf(t, ref)
		if err != nil {
			return nil, err
		}
		return ct.typ, nil
	}
	return b.mirror(t, ref)
}

// globalsOf are the globals of the code that runs, nil for none.
func globalsOf(t *object.Thread) *object.Dict {
	if t.Engine == nil {
		return nil
	}
	return t.Engine.Globals(t)
}

// objectLayout is what all mirrors' layouts derive from, but those of the types that derive
// from a type of values: they are in valueLayouts, by that type.
var (
	objectLayout = foreign(object.NewLayout[Object]("C object", nil), unsafe.Offsetof(Object{}.ref))
	valueLayouts = map[*object.Type]*object.Layout{
		object.StrType:       valueLayout[object.Str]("C str"),
		object.BytesType:     valueLayout[object.Bytes]("C bytes"),
		object.IntType:       valueLayout[object.IntObject]("C int"),
		object.FloatType:     valueLayout[object.FloatObject]("C float"),
		object.ComplexType:   valueLayout[object.ComplexObject]("C complex"),
		object.TupleType:     valueLayout[object.Tuple]("C tuple"),
		object.FrozenSetType: valueLayout[object.Set]("C frozenset"),
	}
)

func foreign(l *object.Layout, off uintptr) *object.Layout {
	l.Foreign = off
	return l
}

func valueLayout[T any](name string) *object.Layout {
	return foreign(object.NewLayout[valued[T]](name, nil), unsafe.Offsetof(valued[T]{}.ref))
}

func (b *Bridge) newMirror(t *object.Thread, ref capi.Ref) (*ctype, error) {
	r := capi.Do(capi.OpTypeInfo, ref, 0, 0, nil, 0, 0)
	in := readInfo(&r.Reader)
	r.Free()
	defer in.drop()
	capi.Incref(ref) // until sweepMirrors finds that nobody needs the mirror
	typ := &object.Type{Doc: in.doc}
	ct := &ctype{ref: ref, typ: typ, weak: in.weak > 0, weakAt: int(in.weak), dict: in.dict != 0, mask: in.mask, early: b.user(t).depth > 0}
	typ.Foreign = ct
	typ.Name = in.name
	typ.QualName = in.name[strings.LastIndexByte(in.name, '.')+1:]
	// By the rules of type itself: a metaclass of ours, such as ABCMeta, would ask for the mirror that is being made.
	if m, err := b.attrBy(t, ref, capi.BaseMeta(), "__module__"); err == nil {
		typ.Module = text(m)
	} else if globals := globalsOf(t); globals != nil && in.flags&capi.TypeHeap != 0 {
		// A class that C makes is of the module of the running frame, and libpython has none.
		if name, ok := globals.GetString("__name__"); ok {
			typ.Module = text(name)
			out := capi.NewBuffer()
			out.Str("__module__")
			out.Str(typ.Module)
			capi.Do(capi.OpTypeSet, ref, 0, 0, out, 2, 0).Free()
			out.Free()
		}
	}
	if q, err := b.attrBy(t, ref, capi.BaseMeta(), "__qualname__"); err == nil {
		typ.QualName = text(q)
	}
	spec := object.TypeSpec{Doc: in.doc, Mortal: true}
	var bases []*object.Type
	for _, br := range in.bases {
		base, err := b.baseMirror(t, br)
		if err != nil {
			return nil, err
		}
		switch {
		case base.Flags&object.FlagHeap != 0: // C derives from a class of ours
			ct.mixed = true
			bases = append(bases, base)
		case base == object.ObjectType, base == object.TypeType, valueLayouts[base] != nil, base.IsSubtype(object.BaseExceptionType), base.Flags&object.FlagForeign != 0:
			bases = append(bases, base)
		}
	}
	if len(bases) == 0 {
		bases = []*object.Type{object.ObjectType}
	}
	spec.Base = bases[0]
	for _, base := range bases {
		if base.Flags&(object.FlagForeign|object.FlagHeap) == object.FlagForeign {
			spec.Base = base
			break
		}
	}
	if spec.Base.Flags&object.FlagHeap != 0 {
		spec.Base = object.ObjectType
	}
	var value *object.Type // the built-in type of values that it derives from
	for _, m := range in.mro {
		if y := b.types[m]; y != nil && m != ref && valueLayouts[y] != nil {
			value = y
		}
	}
	if base := b.types[in.base]; value != nil && base != nil {
		spec.Base = base
	}
	if meta, err := b.mirror(t, in.meta); err == nil && meta != object.TypeType {
		spec.Meta = meta
	}
	paired := b.types[ref] != nil
	switch {
	case in.flags&capi.TypeType != 0 && !paired:
		ct.kind = kindType
		spec.Layout = spec.Base.Layout
		typ.New = b.newClassOf(ct)
		typ.SetAttr = func(t *object.Thread, self object.Value, name *object.Str, v object.Value) error {
			return b.setClassAttr(t, ct.ref, self, name, v)
		}
	case in.flags&capi.TypeException != 0:
		ct.kind = kindException
		spec.Layout = spec.Base.Layout
		spec.Flags = object.FlagDict | object.FlagWeakref
	case !paired && value != nil:
		ct.kind = kindValued
		spec.Layout = valueLayouts[value]
		spec.Flags = object.FlagForeign
	default:
		spec.Flags = object.FlagForeign
		base := objectLayout
		if spec.Base.Flags&object.FlagForeign != 0 {
			base = spec.Base.Layout
		}
		spec.Layout = object.NewLayout[Object](typ.Name, base)
		spec.Layout.Foreign = objectLayout.Foreign
	}
	if in.flags&capi.TypeBase != 0 {
		spec.Flags |= object.FlagBase
	}
	if in.weak > 0 {
		spec.Flags |= object.FlagWeakref
	}
	if !in.mask.Has(capi.SlotNew) || in.flags&capi.TypeNoNew != 0 {
		spec.Flags |= object.FlagNoNew
	}
	if in.flags&capi.TypeSequence != 0 {
		spec.Flags |= object.FlagSequence
	}
	if in.flags&capi.TypeMapping != 0 {
		spec.Flags |= object.FlagMapping
	}
	b.ctypes[ref] = ct
	b.refs[typ] = ref
	if !paired {
		b.types[ref] = typ
	}
	if !paired && !ct.mixed && ct.kind != kindType && in.flags&capi.TypeHeap != 0 {
		ct.mortal = true
		b.mortals++
	}
	d := capi.Do(capi.OpTypeDict, ref, 0, 0, nil, 0, 0)
	defer d.Free()
	entries := readNames(&d.Reader)
	own := map[string]bool{}
	for _, e := range entries {
		own[e.name] = true
	}
	if paired { // all of it: no mirror of a base says the rest
		own = nil
	}
	b.fillSlots(ct, own, in.dict != 0)
	if spec.Flags&object.FlagNoNew == 0 && ct.kind != kindException && ct.kind != kindType && (own == nil || own["__new__"] || spec.Base == object.ObjectType) {
		typ.New = b.newOf(ct)
	}
	object.Define(typ, spec)
	// What has items has an iterator only if C says so, by positions rather than keys.
	if typ.Iter == nil && ct.mask.Has(capi.SlotGetItem) {
		typ.Iter = func(t *object.Thread, self object.Value) (object.Value, error) {
			return b.op(t, capi.OpIter, ct, self, 0)
		}
	}
	for _, base := range bases {
		if base.Acts != nil && typ.Acts == nil { // its base's __class__ says that it is a list
			typ.Acts = base.Acts
			class, _ := object.ObjectType.Dict.GetString("__class__")
			typ.Dict.SetString("__class__", class)
		}
	}
	if len(bases) > 1 || bases[0] != spec.Base {
		typ.Bases = bases
		typ.MRO = []*object.Type{typ}
		for _, m := range in.mro[1:] {
			// object comes once, at the end: memphis.object is object, too
			if y, err := b.baseMirror(t, m); err == nil && y != object.ObjectType {
				typ.MRO = append(typ.MRO, y)
			}
		}
		typ.MRO = append(typ.MRO, object.ObjectType)
		typ.Modified(t)
	}
	for _, base := range bases {
		t.Interp.AddSubclass(base, typ)
	}
	if paired { // isinstance(x, list) asks for it
		typ.Stands = b.types[ref]
		typ.Acts = typ.Stands
		cls := b.types[ref].Value()
		row := &object.GetSet{Name: "__class__", Get: func(*object.Thread, object.Value) (object.Value, error) { return cls, nil }}
		typ.Dict.SetString("__class__", object.FromPtr(&(&object.GetSetDescr{Header: object.Header{Type: object.GetSetDescrType}, Row: row, Class: typ}).Header))
	}
	for _, e := range entries {
		if err := b.addEntry(t, ct, e); err != nil {
			return nil, err
		}
	}
	return ct, nil
}

// newClassOf is __new__ of a C metatype other than type, as ctypes has: C makes the whole
// class, from a namespace in which our functions are proxies, and we mirror it.
func (b *Bridge) newClassOf(ct *ctype) func(t *object.Thread, meta *object.Type, args []object.Value, kw *object.Tuple) (object.Value, error) {
	return func(t *object.Thread, meta *object.Type, args []object.Value, kw *object.Tuple) (object.Value, error) {
		if len(args) < 3 {
			return object.Value{}, object.Errorf(object.TypeErrorType, "%s() takes 3 arguments (%d given)", meta.Name, len(args))
		}
		ns, ok := object.AsDict(args[2])
		if !ok {
			return object.Value{}, object.Errorf(object.TypeErrorType, "%s() argument 3 must be dict", meta.Name)
		}
		ns = ns.CopyDict()
		cell, _ := ns.GetString("__classcell__")
		ns.DelStr(object.Intern("__classcell__"))
		object.ImplicitMethods(ns) // C does that for functions of its own only
		ref, err := b.typeRef(t, meta)
		if err != nil {
			return object.Value{}, err
		}
		c := b.begin(t)
		defer c.end()
		c.where = ct.where()
		c.live = true
		c.out.Ref(ref)
		for _, a := range args[:2] {
			if err := c.put(a); err != nil {
				return object.Value{}, err
			}
		}
		if err := c.putContent(ns.Value()); err != nil {
			return object.Value{}, err
		}
		v, err := c.classic(capi.OpNew, ct.ref, args[3:], 3, kw)
		if err != nil {
			return v, err
		}
		if cell.P != nil && cell.P.Type == object.CellType {
			(*object.Cell)(cell.Ptr()).V = v
		}
		// __init_subclass__ and __set_name__ may have seen the class before C had it ready.
		if y, ok := object.AsType(v); ok {
			if made, ok := y.Foreign.(*ctype); ok && made.early {
				err = b.readNewEntries(t, made)
			}
		}
		return v, err
	}
}

// setClassAttr is __setattr__ of the C metatype meta: C may add descriptors, so the mirror's
// dictionary is read anew.
func (b *Bridge) setClassAttr(t *object.Thread, meta capi.Ref, self object.Value, name *object.Str, v object.Value) error {
	typ, _ := object.AsType(self)
	ct, ok := typ.Foreign.(*ctype)
	if !ok {
		return object.TypeType.SetAttr(t, self, name, v)
	}
	c := b.begin(t)
	defer c.end()
	c.live = true
	op, n, err := c.putAttr(name, v)
	if err != nil {
		return err
	}
	if _, _, err := c.run(op, ct.ref, meta, 0, n, 0); err != nil {
		return err
	}
	typ.Dict.DelStr(name)
	return b.readNewEntries(t, ct)
}

// readNewEntries takes into the mirror's dictionary what C has added to the type's since it was read.
func (b *Bridge) readNewEntries(t *object.Thread, ct *ctype) error {
	typ := ct.typ
	d := capi.Do(capi.OpTypeDict, ct.ref, 0, 0, nil, 0, 0)
	defer d.Free()
	for _, e := range readNames(&d.Reader) {
		if _, have := typ.Dict.GetString(e.name); have {
			b.dropEntry(e)
			continue
		}
		if err := b.addEntry(t, ct, e); err != nil {
			return err
		}
	}
	typ.Modified(t)
	return nil
}

// nameEntry is an entry of a C namespace: its name, its kind (see kind_of in ops.c) and
// the value, the reader standing where it begins.
type nameEntry struct {
	name string
	kind byte
	at   capi.Reader
	ref  capi.Ref
}

func readNames(r *capi.Reader) []nameEntry {
	n := r.Next().Len / 3
	out := make([]nameEntry, 0, n)
	for range n {
		e := nameEntry{name: string(r.Next().Bytes), kind: byte(r.Next().Int), at: *r}
		it := r.Next()
		e.ref = it.Ref
		skip(r, it)
		out = append(out, e)
	}
	return out
}

// skip passes over the elements of a container whose beginning has been read.
func skip(r *capi.Reader, it capi.Item) {
	n := it.Len
	switch it.Kind {
	case capi.KindDict:
		n *= 2
	case capi.KindSlice, capi.KindRange:
		n = 3
	case capi.KindTuple, capi.KindList, capi.KindSet, capi.KindFrozenSet:
	default:
		return
	}
	for range n {
		skip(r, r.Next())
	}
}

// addEntry puts an entry of a C type's dictionary into its mirror's.
func (b *Bridge) addEntry(t *object.Thread, ct *ctype, e nameEntry) error {
	typ := ct.typ
	name := object.Intern(e.name)
	// A __new__ that is no tp_new but a function, as classes have that Python code in libpython made or Cython, is found
	// by C through the class, be it one of Python's derived from it.
	if e.name == "__new__" && e.kind != 'v' || e.name == "__doc__" && e.kind != 'b' && e.kind != 'g' || e.name == "__module__" || e.name == "__qualname__" {
		b.dropEntry(e)
		return nil
	}
	if ct.kind == kindException && (e.name == "__weakref__" || e.name == "__dict__") {
		b.dropEntry(e)
		return nil
	}
	if e.kind == 'w' {
		switch e.name {
		case "__getattribute__", "__setattr__", "__delattr__":
			// Define has made them if they are the type's own; otherwise they are object's,
			// named once more in C.
			b.dropEntry(e)
			return nil
		}
		if _, ok := typ.Dict.GetStr(name); ok {
			b.dropEntry(e)
			return nil
		}
	}
	switch e.kind {
	case 'm', 'c', 'w', 'g', 'b':
		ct.keeps = append(ct.keeps, e.ref)
	}
	switch e.kind {
	case 'm', 'c', 'w':
		m := b.methodOf(t, e.ref, e.name, typ.FullName()+"."+e.name)
		header := object.Header{Type: object.MethodDescrType}
		if e.kind == 'c' {
			header.Type = object.ClassMethodDescrType
		}
		// a first call sets the row up
		object.NewBuiltin(m, object.Value{})
		d := &object.MethodDescr{Header: header, Method: m, Class: typ}
		if own, ok := b.types[ct.ref].Dict.GetStr(name); ok && typ.Stands != nil && own.P.Type == object.MethodDescrType {
			b.shadows[e.ref] = own // list.append of C's is list.append
		} else {
			b.tie(t, e.ref, &d.Header)
		}
		typ.Dict.SetStr(name, object.FromPtr(&d.Header))
	case 'g', 'b':
		ref := e.ref
		row := &object.GetSet{Name: e.name}
		where := typ.FullName() + "." + e.name
		row.Get = func(t *object.Thread, self object.Value) (object.Value, error) {
			c := b.begin(t)
			defer c.end()
			c.where = where
			v, _, err := c.do(capi.OpDescrGet, ref, 0, 1, self, object.None)
			return v, err
		}
		row.Set = func(t *object.Thread, self, v object.Value) error {
			c := b.begin(t)
			defer c.end()
			c.where = where
			var err error
			if v.P == nil {
				_, _, err = c.do(capi.OpDescrDel, ref, 0, 0, self)
			} else {
				_, _, err = c.do(capi.OpDescrSet, ref, 0, 0, self, v)
			}
			return err
		}
		if doc, err := b.attr(t, ref, "__doc__"); err == nil {
			row.Doc = text(doc)
		}
		header := object.Header{Type: object.GetSetDescrType}
		if e.kind == 'b' {
			header.Type = object.MemberDescrType
		}
		d := &object.GetSetDescr{Header: header, Row: row, Class: typ}
		b.tie(t, e.ref, &d.Header)
		typ.Dict.SetStr(name, object.FromPtr(&d.Header))
	default:
		v, err := b.get(t, &e.at, true)
		if err != nil {
			return err
		}
		if e.ref != 0 {
			if w, ok, err := b.wrappedFunction(t, v); err != nil {
				return err
			} else if ok {
				v = w
			}
		}
		typ.Dict.SetStr(name, v)
	}
	return nil
}

// tie makes a descriptor of a mirror and that of the C type one object:
// C code compares them by address.
func (b *Bridge) tie(t *object.Thread, ref capi.Ref, h *object.Header) {
	capi.Incref(ref)
	b.remember(t, ref, h, headerAddr(h))
}

func (b *Bridge) dropEntry(e nameEntry) {
	if e.ref != 0 {
		capi.Decref(e.ref)
	}
}

// wrappedFunction makes ours of C's staticmethod and classmethod objects.
func (b *Bridge) wrappedFunction(t *object.Thread, v object.Value) (object.Value, bool, error) {
	ref := refOf(v)
	if ref == 0 {
		return v, false, nil
	}
	static := v.P.Type.Name == "staticmethod" && v.P.Type.Module == "builtins"
	if !static && !(v.P.Type.Name == "classmethod" && v.P.Type.Module == "builtins") {
		return v, false, nil
	}
	f, err := b.attr(t, ref, "__func__")
	if err != nil {
		return v, false, err
	}
	if static {
		return object.NewStaticMethod(f), true, nil
	}
	return object.NewClassMethod(f), true, nil
}

// methodOf makes the row of a C method descriptor, which the mirror keeps.
func (b *Bridge) methodOf(t *object.Thread, ref capi.Ref, name, where string) *object.Method {
	m := &object.Method{Name: name}
	if doc, err := b.attr(t, ref, "__doc__"); err == nil {
		m.Doc = text(doc)
	}
	if sig, err := b.attr(t, ref, "__text_signature__"); err == nil {
		m.Sig = text(sig)
	}
	m.Fn = object.FnVec(func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
		return b.callRef(t, where, ref, 0, self, args, kw)
	})
	return m
}

// newOf is __new__ of a mirror: C makes the instance, of the class's twin if it is one of
// ours.
func (b *Bridge) newOf(ct *ctype) func(t *object.Thread, cls *object.Type, args []object.Value, kw *object.Tuple) (object.Value, error) {
	return func(t *object.Thread, cls *object.Type, args []object.Value, kw *object.Tuple) (object.Value, error) {
		ref, err := b.typeRef(t, cls)
		if err != nil {
			return object.Value{}, err
		}
		c := b.begin(t)
		defer c.end()
		c.where = ct.where()
		c.out.Ref(ref)
		return c.classic(capi.OpNew, ct.ref, args, 0, kw)
	}
}

func (b *Bridge) initOf(ct *ctype) func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) error {
	return func(t *object.Thread, self object.Value, args []object.Value, kw *object.Tuple) error {
		c := b.begin(t)
		defer c.end()
		c.where = ct.where()
		if err := c.put(self); err != nil {
			return err
		}
		_, err := c.classic(capi.OpInit, ct.ref, args, 0, kw)
		return err
	}
}

// classic writes args and kw behind what is there already, a class or an instance and
// further arguments, and runs op on o.
func (c *call) classic(op capi.Op, o capi.Ref, args []object.Value, further int, kw *object.Tuple) (object.Value, error) {
	for _, a := range args {
		if err := c.put(a); err != nil {
			return object.Value{}, err
		}
	}
	nk := 0
	if kw != nil {
		nk = len(kw.Items)
		c.putNames(kw)
	}
	v, _, err := c.run(op, o, 0, 0, len(args)+1+further-nk, nk)
	return v, err
}

func headerAddr(h *object.Header) uintptr { return uintptr(unsafe.Pointer(h)) }
