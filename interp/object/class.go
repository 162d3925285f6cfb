package object

import (
	"slices"
	"strings"
	"sync"
	"unsafe"
	"weak"
)

// This file defines how types come to be: static types from a TypeSpec, classes
// from type(name, bases, namespace).

// TypeSpec says what Define puts into a static type besides the slots, which are
// set on the Type itself before.
type TypeSpec struct {
	// Mortal types may be collected; who defines one tells its bases by AddSubclass.
	Mortal  bool
	Doc     string
	Base    *Type // object if nil
	Layout  *Layout
	Flags   TypeFlags
	Methods []Method
	GetSets []GetSet
	// Members are like GetSets, but show as member_descriptor.
	Members []GetSet
	// Attrs are other attributes, in order: name, value, ...
	Attrs []Attr
	// Meta is the metaclass, type if nil.
	Meta *Type
}

// Attr is a named value in a table.
type Attr struct {
	Name  string
	Value Value
}

// Define completes the static type typ, whose Name (and Module, if not
// builtins) and own slots are set. It does nothing if typ is complete.
func Define(typ *Type, spec TypeSpec) {
	if typ.MRO != nil {
		return
	}
	typ.Header.Type = spec.Meta
	if spec.Meta == nil {
		typ.Header.Type = TypeType
	}
	// A dotted name is tp_name: what messages show. __module__ and __name__ are its parts.
	dot := strings.LastIndexByte(typ.Name, '.')
	if typ.QualName == "" {
		typ.QualName = typ.Name[dot+1:]
	}
	if typ.Module == "" {
		typ.Module = "builtins"
		if dot >= 0 {
			typ.Module = typ.Name[:dot]
		}
	}
	// As in CPython, a doc string may begin with the signature of the constructor.
	if sig, doc, ok := strings.Cut(spec.Doc, "\n--\n\n"); ok && strings.HasPrefix(sig, typ.Name[dot+1:]+"(") {
		typ.textSig, spec.Doc = sig[len(typ.Name)-dot-1:], doc
	}
	typ.Doc = spec.Doc
	base := spec.Base
	if base == nil && typ != ObjectType {
		base = ObjectType
	}
	typ.Base = base
	typ.Flags |= spec.Flags | FlagImmutable
	typ.Layout = spec.Layout
	if base != nil {
		typ.Bases = []*Type{base}
		if !spec.Mortal {
			noteStatic(base, typ)
		}
		typ.MRO = append([]*Type{typ}, base.MRO...)
		if typ.Layout == nil {
			typ.Layout = base.Layout
		}
		typ.Flags |= base.Flags & (FlagSequence | FlagMapping | FlagMatchSelf | FlagDict | FlagWeakref)
	} else {
		typ.MRO = []*Type{typ}
	}
	typ.Version = nextVersion()
	d := NewDictSize(spec.size(typ))
	typ.Dict = d
	if typ.New != nil {
		d.SetStr(names.New, newMethodOf(typ))
	}
	for _, g := range slotGroups {
		if !g.filled(typ) {
			continue
		}
		for i := range g.rows {
			r := &g.rows[i]
			if r.wrap == nil {
				continue
			}
			n := g.names[i]
			if _, ok := d.GetStr(n); !ok {
				d.SetStr(n, Value{P: &(&WrapperDescr{Header{WrapperDescrType}, n, typ, g, r}).Header})
			}
		}
	}
	for i := range spec.Methods {
		AddMethod(typ, &spec.Methods[i])
	}
	for i := range spec.GetSets {
		g := &spec.GetSets[i]
		d.SetStr(Intern(g.Name), Value{P: &(&GetSetDescr{Header: Header{GetSetDescrType}, Row: g, Class: typ}).Header})
	}
	for i := range spec.Members {
		g := &spec.Members[i]
		d.SetStr(Intern(g.Name), Value{P: &(&GetSetDescr{Header: Header{MemberDescrType}, Row: g, Class: typ}).Header})
	}
	for _, a := range spec.Attrs {
		d.SetStr(Intern(a.Name), a.Value)
	}
	if _, ok := d.GetStr(names.Doc); !ok {
		if spec.Doc != "" {
			d.SetStr(names.Doc, StrValue(spec.Doc))
		} else {
			d.SetStr(names.Doc, None)
		}
	}
	if base == nil {
		typ.finishSlots()
		return
	}
	// A type that compares and does not hash is not hashable.
	if typ.Compare != nil && typ.Hash == nil {
		if _, ok := d.GetStr(names.Hash); !ok {
			d.SetStr(names.Hash, None)
		}
	}
	if !typ.inheritSlots() {
		for _, g := range slotGroups {
			if !g.filled(typ) {
				typ.resolveSlot(g)
			}
		}
	}
	if typ.New == nil && typ.Flags&FlagNoNew == 0 {
		typ.resolveNew()
	}
	if typ.Buffer == nil {
		typ.Buffer = base.Buffer
	}
	if typ.PowMod == nil {
		typ.PowMod = base.PowMod
	}
	typ.finishSlots()
}

// size is how many entries the dictionary of typ will have at most.
func (spec *TypeSpec) size(typ *Type) int {
	n := len(spec.Methods) + len(spec.GetSets) + len(spec.Members) + len(spec.Attrs) + 2
	for _, g := range slotGroups {
		if g.filled(typ) {
			n += len(g.rows)
		}
	}
	return n
}

// AddMethod puts the method of row m into the dictionary of typ.
func AddMethod(typ *Type, m *Method) {
	m.setup()
	switch m.Kind {
	case StaticMethod:
		typ.Dict.SetStr(m.name, NewStaticMethod(NewBuiltin(m, typ.Value())))
	case ClassMethod:
		typ.Dict.SetStr(m.name, Value{P: &(&MethodDescr{Header{ClassMethodDescrType}, m, typ}).Header})
	default:
		typ.Dict.SetStr(m.name, Value{P: &(&MethodDescr{Header{MethodDescrType}, m, typ}).Header})
	}
}

var newMethod = &Method{
	Name: "__new__", Sig: "($type, *args, **kwargs)",
	Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
		typ := (*Type)(unsafe.Pointer(self.P))
		if len(args) == 0 || kw != nil && len(args) == len(kw.Items) {
			return Value{}, Errorf(TypeErrorType, "%s.__new__(): not enough arguments", typ.FullNameC())
		}
		cls, ok := AsType(args[0])
		if !ok {
			return Value{}, Errorf(TypeErrorType, "%s.__new__(X): X is not a type object (%s)", typ.FullNameC(), args[0].P.Type.Name)
		}
		if !cls.IsSubtype(typ) {
			return Value{}, Errorf(TypeErrorType, "%s.__new__(%s): %s is not a subtype of %s", typ.FullNameC(), cls.FullNameC(), cls.FullNameC(), typ.FullNameC())
		}
		// object.__new__(list) would make a list that list.__new__ never saw.
		st := cls
		for st != nil && (st.Flags&FlagHeap != 0 || st.newInPython()) {
			st = st.Base
		}
		if st != nil && st != typ && !sameNew(st, typ) {
			return Value{}, Errorf(TypeErrorType, "%s.__new__(%s) is not safe, use %s.__new__()", typ.FullNameC(), cls.FullNameC(), st.FullNameC())
		}
		v, err := typ.New(t, cls, args[1:], kw)
		if cls.Flags&FlagHasDel != 0 && err == nil {
			t.trackNew(cls, v)
		}
		return v, err
	}),
}

// newInPython reports whether a class that a metaclass of C's has made, from a statement of Python, has or inherits a __new__ of Python's.
func (typ *Type) newInPython() bool {
	if typ.Flags&FlagForeign == 0 {
		return false
	}
	v := typ.lookupMRO(names.New)
	return v.P != nil && (v.P.Type == StaticMethodType || v.P.Type == FunctionType)
}

func newMethodOf(typ *Type) Value { return NewBuiltin(newMethod, typ.Value()) }

// staticSubclasses holds the static types that derive from a static type, which all interpreters share, in order of
// definition.
var staticSubclasses struct {
	sync.RWMutex
	of map[*Type][]*Type
}

func noteStatic(base, typ *Type) {
	staticSubclasses.Lock()
	defer staticSubclasses.Unlock()
	if staticSubclasses.of == nil {
		staticSubclasses.of = map[*Type][]*Type{}
	}
	staticSubclasses.of[base] = append(staticSubclasses.of[base], typ)
}

// noSurrogates complains if the str v cannot be UTF-8, which C wants of the names and
// the documentation of types.
func (t *Thread) noSurrogates(v Value) error {
	s, _ := AsStr(v)
	if s.IsASCII() {
		return nil
	}
	_, err := t.Encode(s, "utf-8", "strict")
	return err
}

// subclassList holds the direct subclasses of a type, weakly.
type subclassList struct {
	list []weak.Pointer[Type]
}

// Subclasses returns the direct subclasses of typ alive in this interpreter, in
// order of creation.
func (in *Interp) Subclasses(typ *Type) []*Type {
	var out []*Type
	if typ.Flags&FlagHeap == 0 {
		staticSubclasses.RLock()
		out = append(out, staticSubclasses.of[typ]...)
		staticSubclasses.RUnlock()
	}
	l := in.subclasses[typ]
	if l == nil {
		return out
	}
	keep := l.list[:0]
	for _, w := range l.list {
		if s := w.Value(); s != nil {
			out = append(out, s)
			keep = append(keep, w)
		}
	}
	l.list = keep
	return out
}

// AddSubclass notes that sub is a direct subclass of typ.
func (in *Interp) AddSubclass(typ, sub *Type) {
	l := in.subclasses[typ]
	if l == nil {
		l = &subclassList{}
		in.subclasses[typ] = l
	}
	l.list = append(l.list, weak.Make(sub))
}

func (in *Interp) removeSubclass(typ, sub *Type) {
	l := in.subclasses[typ]
	if l == nil {
		return
	}
	for i, w := range l.list {
		if w.Value() == sub {
			l.list = append(l.list[:i], l.list[i+1:]...)
			return
		}
	}
}

// modified invalidates what caches know of typ and its subclasses.
func (typ *Type) modified(t *Thread) {
	typ.Version = nextVersion()
	for _, s := range t.Interp.Subclasses(typ) {
		s.modified(t)
	}
}

// Modified must be called by who changes the Dict of a type from outside this package.
func (typ *Type) Modified(t *Thread) {
	typ.modified(t)
	specialChanges.Add(1)
}

// mergeMRO computes the C3 linearisation of a class.
func mergeMRO(t *Thread, typ *Type, bases []*Type) ([]*Type, error) {
	lists := make([][]*Type, 0, len(bases)+1)
	for _, b := range bases {
		lists = append(lists, b.MRO)
	}
	lists = append(lists, bases)
	out := []*Type{typ}
	for {
		done := true
		var pick *Type
	search:
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			done = false
			c := l[0]
			for _, o := range lists {
				for i := 1; i < len(o); i++ {
					if o[i] == c {
						continue search
					}
				}
			}
			pick = c
			break
		}
		if done {
			return out, nil
		}
		if pick == nil {
			seen := map[*Type]bool{}
			var ns []string
			for _, l := range lists {
				if len(l) > 0 && !seen[l[0]] {
					seen[l[0]] = true
					ns = append(ns, l[0].Name)
				}
			}
			return nil, Errorf(TypeErrorType, "Cannot create a consistent method resolution\norder (MRO) for bases %s", strings.Join(ns, ", "))
		}
		out = append(out, pick)
		for i, l := range lists {
			if len(l) > 0 && l[0] == pick {
				lists[i] = l[1:]
			}
		}
	}
}

// solid returns the type that last added something to the instances of typ: the
// built-in base or the class whose __slots__ are not empty.
func (typ *Type) solid() *Type {
	for typ.Base != nil {
		if typ.Flags&FlagHeap == 0 {
			if typ.Layout != typ.Base.Layout {
				return typ
			}
		} else if typ.NSlots > typ.Base.NSlots {
			return typ
		}
		typ = typ.Base
	}
	return typ
}

// bestBase picks the base whose layout a class with these bases extends.
func bestBase(bases []*Type) (*Type, error) {
	var base, winner *Type
	for _, b := range bases {
		if b.Flags&FlagBase == 0 {
			return nil, Errorf(TypeErrorType, "type '%s' is not an acceptable base type", b.FullNameC())
		}
		s := b.solid()
		switch {
		case winner == nil:
			winner, base = s, b
		case winner.IsSubtype(s):
		case s.IsSubtype(winner):
			winner, base = s, b
		default:
			return nil, Errorf(TypeErrorType, "multiple bases have instance lay-out conflict")
		}
	}
	return base, nil
}

// CalculateMetaclass returns the most derived of meta and the types of bases.
func CalculateMetaclass(meta *Type, bases []Value) (*Type, error) {
	winner := meta
	for _, b := range bases {
		m := b.P.Type
		if winner.IsSubtype(m) {
			continue
		}
		if m.IsSubtype(winner) {
			winner = m
			continue
		}
		return nil, Errorf(TypeErrorType, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
	}
	return winner, nil
}

// ImplicitMethods makes of functions in d, the namespace of a class to be, what they are in a class without saying so: __new__ a static
// method, __init_subclass__ and __class_getitem__ class methods ("Customizing class creation" in the language reference).
func ImplicitMethods(d *Dict) {
	if f, ok := d.GetStr(names.New); ok && f.P.Type == FunctionType {
		d.SetStr(names.New, NewStaticMethod(f))
	}
	for _, n := range []*Str{names.InitSubclass, names.ClassGetItem} {
		if f, ok := d.GetStr(n); ok && f.P.Type == FunctionType {
			d.SetStr(n, NewClassMethod(f))
		}
	}
}

// NewClass does type.__new__(meta, name, bases, ns, **kwargs).
func (t *Thread) NewClass(meta *Type, name *Str, bases []Value, ns *Dict, kwargs *Dict) (Value, error) {
	for _, b := range bases {
		if _, ok := AsType(b); ok {
			continue
		}
		if f, err := t.GetAttrOpt(b, names.MroEntries); err != nil {
			return Value{}, err
		} else if f.P != nil {
			return Value{}, Errorf(TypeErrorType, "type() doesn't support MRO entry resolution; use types.new_class()")
		}
	}
	winner, err := CalculateMetaclass(meta, bases)
	if err != nil {
		return Value{}, err
	}
	if winner != meta {
		if winner.New != nil && !sameNew(winner, TypeType) {
			args := []Value{name.Value(), NewTuple(bases).Value(), ns.Value()}
			var kw *Tuple
			if kwargs != nil && kwargs.Len() > 0 {
				var ks []Value
				for i := kwargs.Next(0); i >= 0; i = kwargs.Next(i + 1) {
					ks = append(ks, kwargs.Entries[i].Key)
					args = append(args, kwargs.Entries[i].Val)
				}
				kw = NewTuple(ks)
			}
			return winner.New(t, winner, args, kw)
		}
		meta = winner
	}
	if len(bases) == 0 {
		bases = []Value{ObjectType.Value()}
	}
	btypes := make([]*Type, len(bases))
	for i, b := range bases {
		var ok bool
		if btypes[i], ok = AsType(b); !ok {
			return Value{}, Errorf(TypeErrorType, "bases must be types")
		}
	}
	base, err := bestBase(btypes)
	if err != nil {
		return Value{}, err
	}
	typ := (*Type)(unsafe.Pointer(meta.Layout.Alloc(meta)))
	typ.Name = name.s
	typ.QualName = name.s
	typ.Base = base
	typ.Bases = btypes
	typ.Layout = base.Layout
	typ.Flags = FlagHeap | FlagBase
	typ.NSlots = base.NSlots
	for _, b := range btypes {
		typ.Flags |= b.Flags & (FlagMatchSelf | FlagDict | FlagWeakref | FlagForeign)
		if typ.Acts == nil {
			typ.Acts = b.Acts
		}
	}
	d := ns.CopyDict()
	typ.Dict = d
	if strings.IndexByte(name.s, 0) >= 0 {
		return Value{}, Errorf(ValueErrorType, "type name must not contain null characters")
	}
	texts := []Value{name.Value()}
	if doc, ok := d.GetStr(names.Doc); ok && doc.Is(StrType) {
		texts = append(texts, doc)
	}
	for _, v := range texts {
		if err := t.noSurrogates(v); err != nil {
			return Value{}, err
		}
	}
	slots, err := t.classSlots(typ, d)
	if err != nil {
		return Value{}, err
	}
	if _, ok := d.GetStr(names.Module); !ok {
		if t.Engine != nil {
			if g := t.Engine.Globals(t); g != nil {
				if m, ok := g.GetStr(names.Name); ok {
					d.SetStr(names.Module, m)
				}
			}
		}
	}
	if q, ok := d.GetStr(names.QualName); ok {
		s, ok := AsStr(q)
		if !ok {
			return Value{}, Errorf(TypeErrorType, "type __qualname__ must be a str, not %s", q.P.Type.Name)
		}
		typ.QualName = s.s
		d.DelStr(names.QualName)
	}
	if _, ok := d.GetStr(names.Doc); !ok {
		d.SetStr(names.Doc, None)
	}
	ImplicitMethods(d)
	var cell *Cell
	if c, ok := d.GetStr(names.ClassCell); ok {
		if c.P.Type != CellType {
			text, err := t.Repr(c.P.Type.Value())
			if err != nil {
				return Value{}, err
			}
			return Value{}, Errorf(TypeErrorType, "__classcell__ must be a nonlocal cell, not %s", text.s)
		}
		cell = (*Cell)(unsafe.Pointer(c.P))
		d.DelStr(names.ClassCell)
	}
	if _, ok := d.GetStr(names.Hash); !ok {
		if _, ok := d.GetStr(names.Eq); ok {
			d.SetStr(names.Hash, None)
		}
	}
	for _, n := range slots {
		d.SetStr(n, Value{P: &(&SlotDescr{Header{SlotDescrType}, n, typ, typ.NSlots}).Header})
		typ.NSlots++
	}
	// A metaclass's mro() may use the class already.
	typ.Version = nextVersion()
	if cell != nil {
		cell.V = typ.Value()
	}
	set, err := t.computeMRO(typ)
	if err != nil {
		return Value{}, err
	}
	for _, b := range typ.MRO[1:] {
		if flag := b.Flags & (FlagSequence | FlagMapping); flag != 0 {
			typ.Flags |= flag
			break
		}
	}
	typ.Version = nextVersion()
	if !typ.Layout.Own && typ.Layout.Alloc != nil {
		typ.RootShape = newRootShape(typ, typ.NSlots)
		typ.slotHint = max(base.slotHint, typ.NSlots)
		if typ.Flags&FlagDict == 0 && typ.NSlots == 0 {
			typ.RootShape = nil
		}
	}
	typ.resolveSlots()
	if set {
		for _, b := range btypes {
			t.Interp.AddSubclass(b, typ)
		}
	}
	// __set_name__ of each value, on a copy: it may change the namespace.
	for _, e := range d.CopyDict().Entries {
		if e.Key.P == nil || e.Val.P.Type == FunctionType || e.Val.P.Type == StrType {
			continue
		}
		f, self, err := t.LookupSpecial(e.Val, names.SetName)
		if err != nil {
			return Value{}, err
		}
		if f.P == nil {
			continue
		}
		if self.P == nil {
			_, err = t.Call(f, typ.Value(), e.Key)
		} else {
			_, err = t.Call(f, self, typ.Value(), e.Key)
		}
		if err != nil {
			ks, _ := t.Repr(e.Key)
			r := Errorf(RuntimeErrorType, "Error calling __set_name__ on '%s' instance %s in '%s'", e.Val.P.Type.Name, ks, typ.Name).(*Exception)
			c := ToException(err)
			r.Cause, r.Context, r.Suppress = c.Value(), c, true
			return Value{}, r
		}
	}
	if typ.MRO[0] != typ && !slices.Contains(typ.MRO, typ) {
		return Value{}, errSuperObj()
	}
	sup := NewSuper(typ, typ.Value(), typ)
	f, err := t.GetAttr(sup, names.InitSubclass)
	if err != nil {
		return Value{}, err
	}
	if _, err := t.CallKw(f, nil, kwargs); err != nil {
		return Value{}, err
	}
	return typ.Value(), nil
}

func sameNew(a, b *Type) bool {
	x, y := a.New, b.New
	return *(*unsafe.Pointer)(unsafe.Pointer(&x)) == *(*unsafe.Pointer)(unsafe.Pointer(&y))
}

// computeMRO sets typ.MRO, by the metaclass's mro() if it overrides type's. It
// reports false if that method has set it meanwhile, by assigning to __bases__.
func (t *Thread) computeMRO(typ *Type) (bool, error) {
	meta := typ.Header.Type
	mroName := Intern("mro")
	if meta == TypeType {
		mro, err := t.ComputeMRO(typ)
		if err == nil {
			typ.MRO = mro
		}
		return true, err
	}
	f := meta.Lookup(t, mroName)
	if f.P == nil || f.P.Type == MethodDescrType {
		mro, err := t.ComputeMRO(typ)
		if err == nil {
			typ.MRO = mro
		}
		return true, err
	}
	old := typ.MRO
	r, err := t.CallMethod(typ.Value(), mroName)
	if err != nil {
		return false, err
	}
	vs, err := t.Collect(r)
	if err != nil {
		return false, err
	}
	if len(vs) == 0 {
		return false, Errorf(TypeErrorType, "type MRO must not be empty")
	}
	mro := make([]*Type, len(vs))
	for i, v := range vs {
		c, ok := AsType(v)
		if !ok {
			return false, Errorf(TypeErrorType, "mro() returned a non-class ('%s')", v.P.Type.Name)
		}
		if !typ.solid().IsSubtype(c.solid()) {
			return false, Errorf(TypeErrorType, "mro() returned base with unsuitable layout ('%s')", c.Name)
		}
		mro[i] = c
	}
	if len(typ.MRO) != len(old) || len(old) > 0 && &old[0] != &typ.MRO[0] {
		return false, nil
	}
	typ.MRO = mro
	return true, nil
}

// ComputeMRO is type.mro(): the C3 linearisation of typ over its bases.
func (t *Thread) ComputeMRO(typ *Type) ([]*Type, error) {
	for i, b := range typ.Bases {
		if b.MRO == nil {
			return nil, Errorf(TypeErrorType, "Cannot extend an incomplete type '%s'", b.Name)
		}
		for _, o := range typ.Bases[:i] {
			if o == b {
				return nil, Errorf(TypeErrorType, "duplicate base class %s", b.Name)
			}
		}
	}
	return mergeMRO(t, typ, typ.Bases)
}

// classSlots does what __slots__, or its absence, asks for, and returns the names of
// the slots to make.
func (t *Thread) classSlots(typ *Type, d *Dict) ([]*Str, error) {
	sv, ok := d.GetStr(names.Slots)
	if !ok {
		if typ.Layout != nil && typ.Base.Flags&FlagDict == 0 || typ.Flags&FlagDict == 0 {
			typ.Flags |= FlagDict
		}
		if !itemsInline(typ.Base) {
			typ.Flags |= FlagWeakref
		}
		addDictGetSet(typ, d)
		return nil, nil
	}
	var list []Value
	if _, ok := AsStr(sv); ok {
		list = []Value{sv}
	} else {
		var err error
		if list, err = t.Collect(sv); err != nil {
			return nil, err
		}
	}
	if len(list) > 0 && varSized(typ.Base) {
		return nil, Errorf(TypeErrorType, "nonempty __slots__ not supported for subtype of '%s'", typ.Base.Name)
	}
	var slots []*Str
	wantDict, wantWeak := false, false
	for _, v := range list {
		s, ok := AsStr(v)
		if !ok {
			return nil, Errorf(TypeErrorType, "__slots__ items must be strings, not '%s'", v.P.Type.Name)
		}
		if !IsIdentifier(s.s) {
			return nil, Errorf(TypeErrorType, "__slots__ must be identifiers")
		}
		switch s.s {
		case "__dict__":
			if wantDict || typ.Base.Flags&FlagDict != 0 {
				return nil, Errorf(TypeErrorType, "__dict__ slot disallowed: we already got one")
			}
			wantDict = true
			continue
		case "__weakref__":
			if wantWeak || typ.Base.Flags&FlagWeakref != 0 {
				return nil, Errorf(TypeErrorType, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0")
			}
			wantWeak = true
			continue
		}
		n := InternStr(s)
		m := mangle(typ.Name, n)
		if _, ok := d.GetStr(m); ok && n != names.QualName && n != names.ClassCell {
			return nil, Errorf(ValueErrorType, "'%s' in __slots__ conflicts with class variable", s.s)
		}
		slots = append(slots, m)
	}
	if wantDict {
		typ.Flags |= FlagDict
	}
	if wantWeak {
		typ.Flags |= FlagWeakref
	}
	addDictGetSet(typ, d)
	sortStrs(slots)
	return slots, nil
}

func sortStrs(s []*Str) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j].s < s[j-1].s; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

// varSized reports whether CPython lays instances of typ out with their items
// inline, so that slots cannot follow them.
func varSized(typ *Type) bool { return itemsInline(typ) || typ.IsSubtype(TypeType) }

// itemsInline is varSized without the types whose slots alone forbid more of them;
// such instances cannot be weakly referenced either.
func itemsInline(typ *Type) bool {
	return typ.IsSubtype(IntType) || typ.IsSubtype(TupleType) || typ.IsSubtype(BytesType)
}

// mangle gives private names their class prefix (reference, section 6.2.1).
func mangle(class string, n *Str) *Str {
	if !strings.HasPrefix(n.s, "__") || strings.HasSuffix(n.s, "__") || strings.Contains(n.s, ".") {
		return n
	}
	c := strings.TrimLeft(class, "_")
	if c == "" {
		return n
	}
	return Intern("_" + c + n.s)
}

var dictRow = GetSet{
	Name: "__dict__", Doc: "dictionary for instance variables (if defined)",
	Get: func(t *Thread, self Value) (Value, error) {
		if d := ownDict(self.P.Type); d != nil {
			return d.Get(t, self)
		}
		a := dictAttrs(self)
		if a == nil {
			return Value{}, noAttribute(self, names.Dict)
		}
		return a.Dictionary().Value(), nil
	},
	Set: func(t *Thread, self, v Value) error {
		if d := ownDict(self.P.Type); d != nil {
			if d.Set == nil {
				return NewAttributeError(self, names.Dict, "attribute '__dict__' of '"+self.P.Type.Base.Name+"' objects is not writable")
			}
			return d.Set(t, self, v)
		}
		a := dictAttrs(self)
		if a == nil {
			return noAttribute(self, names.Dict)
		}
		if v.P == nil {
			base := self.P.Type
			for base.Flags&FlagHeap != 0 {
				base = base.Base
			}
			if base.Flags&FlagDict != 0 { // whatever class of Python's is asked first
				return errKeptDict()
			}
			a.Dictionary()
			a.Dict = NewDict()
			return nil
		}
		d, ok := AsDict(v)
		if !ok {
			return Errorf(TypeErrorType, "__dict__ must be set to a dictionary, not a '%s'", v.P.Type.Name)
		}
		a.Dictionary()
		a.Dict = d
		return nil
	},
}

func errKeptDict() error { return Errorf(TypeErrorType, "cannot delete __dict__") }

// keptDictRow is dictRow for what CPython gives a dictionary by itself: it cannot be deleted.
var keptDictRow = GetSet{
	Name: dictRow.Name, Doc: dictRow.Doc, Get: dictRow.Get,
	Set: func(t *Thread, self, v Value) error {
		if v.P == nil {
			return errKeptDict()
		}
		return dictRow.Set(t, self, v)
	},
}

// ownDict returns the __dict__ of classes and modules, which are not their attributes as those of an instance are, if typ is
// derived from type or module.
func ownDict(typ *Type) *GetSet {
	for _, b := range [...]*Type{TypeType, ModuleType} {
		if typ.IsSubtype(b) {
			if d, ok := b.Dict.GetStr(names.Dict); ok && d.P.Type != SlotDescrType {
				return (*GetSetDescr)(unsafe.Pointer(d.P)).Row
			}
		}
	}
	return nil
}

var weakrefRow = GetSet{
	Name: "__weakref__", Doc: "list of weak references to the object (if defined)",
	Get: func(t *Thread, self Value) (Value, error) { return t.Interp.firstWeakref(self), nil },
}

// addDictGetSet gives the first class of a line whose instances have a __dict__
// its __dict__ and __weakref__ descriptors.
func addDictGetSet(typ *Type, d *Dict) {
	base := typ.Base
	if typ.Flags&FlagDict != 0 && (base.Flags&FlagDict == 0 || base.Flags&FlagHeap == 0 && base.Layout.Own) {
		if base.lookupMRO(names.Dict).P == nil {
			if _, ok := d.GetStr(names.Dict); !ok {
				d.SetStr(names.Dict, Value{P: &(&GetSetDescr{Header: Header{GetSetDescrType}, Row: &dictRow, Class: typ}).Header})
			}
		}
	}
	if base.Flags&FlagWeakref == 0 && typ.Flags&FlagWeakref != 0 {
		if _, ok := d.GetStr(names.Weakref); !ok {
			d.SetStr(names.Weakref, Value{P: &(&GetSetDescr{Header: Header{GetSetDescrType}, Row: &weakrefRow, Class: typ}).Header})
		}
	}
}

// typeCall is type.__call__: it makes an instance.
func typeCall(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	typ := (*Type)(unsafe.Pointer(self.P))
	if typ == TypeType {
		if len(args) == 1 && (kw == nil || len(kw.Items) == 0) {
			if y := args[0].P.Type.Stands; y != nil {
				return y.Value(), nil
			}
			return args[0].P.Type.Value(), nil
		}
		if n := len(args) - kwLen(kw); n != 3 {
			return Value{}, Errorf(TypeErrorType, "type() takes 1 or 3 arguments")
		}
	}
	if typ.New == nil {
		return Value{}, Errorf(TypeErrorType, "cannot create '%s' instances", typ.FullNameC())
	}
	v, err := typ.New(t, typ, args, kw)
	if err != nil {
		return Value{}, err
	}
	if typ.Flags&FlagHasDel != 0 && !isPyNew(typ.New) {
		t.trackNew(typ, v)
	}
	vt := v.P.Type
	if vt != typ && !vt.IsSubtype(typ) {
		return v, nil
	}
	if vt.Init != nil {
		if err := vt.Init(t, v, args, kw); err != nil {
			return Value{}, err
		}
	}
	return v, nil
}

func kwLen(kw *Tuple) int {
	if kw == nil {
		return 0
	}
	return len(kw.Items)
}

// Alloc makes a zeroed instance of cls in its layout: what the New slot of a
// built-in type begins with.
func Alloc[T any](cls *Type) *T { return (*T)(unsafe.Pointer(cls.Layout.Alloc(cls))) }
