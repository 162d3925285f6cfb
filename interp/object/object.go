package object

import (
	"fmt"
	"strings"
	"unsafe"
)

// This file defines object, the root of all types.

func setupObject() {
	o := ObjectType
	o.New = objectNew
	o.Init = objectInit
	o.Repr = objectRepr
	o.Str = func(t *Thread, self Value) (Value, error) {
		s, err := t.Repr(self)
		if err != nil {
			return Value{}, err
		}
		return s.Value(), nil
	}
	o.Hash = func(t *Thread, self Value) (int64, error) {
		if self.P.Type.Flags&FlagForeign != 0 {
			return hashAddress(int64(ID(self)), 0), nil
		}
		return HashPointer(self), nil
	}
	o.Compare = objectCompare
	o.GetAttr = GenericGetAttr
	o.SetAttr = GenericSetAttr
	Define(o, TypeSpec{
		Doc:    "object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
		Layout: objectLayout, Flags: FlagBase,
		Methods: []Method{
			{Name: "__format__", Sig: "($self, format_spec, /)", Doc: "Default object formatter.", Fn: Fn1(objectFormat)},
			{Name: "__sizeof__", Sig: "($self, /)", Doc: "Size of object in memory, in bytes.", Fn: Fn0(objectSizeof)},
			{Name: "__dir__", Sig: "($self, /)", Doc: "Default dir() implementation.", Fn: Fn0(objectDir)},
			{Name: "__reduce__", Sig: "($self, /)", Doc: "Helper for pickle.", Fn: Fn0(func(t *Thread, self Value) (Value, error) { return objectReduce(t, self, 0) })},
			{Name: "__reduce_ex__", Sig: "($self, protocol, /)", Doc: "Helper for pickle.", Fn: Fn1(objectReduceEx)},
			{Name: "__getstate__", Sig: "($self, /)", Doc: "Helper for pickle.", Fn: Fn0(objectGetState)},
			{Name: "__init_subclass__", Doc: "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.\n",
				Kind: ClassMethod, Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
					if kwLen(kw) > 0 {
						cls, _ := AsType(self)
						return Value{}, Errorf(TypeErrorType, "%s.__init_subclass__() takes no keyword arguments", cls.QualName)
					}
					if len(args) > 0 {
						cls, _ := AsType(self)
						return Value{}, Errorf(TypeErrorType, "%s.__init_subclass__() takes no arguments (%d given)", cls.QualName, len(args))
					}
					return None, nil
				})},
			{Name: "__subclasshook__", Doc: "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).\n",
				Kind: ClassMethod, Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) { return NotImplemented, nil })},
		},
		GetSets: []GetSet{{Name: "__class__", Doc: "the object's class", Get: func(t *Thread, self Value) (Value, error) {
			return self.P.Type.Value(), nil
		}, Set: setClass}},
	})
}

func objectNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	if len(args) > 0 {
		if !sameNew(cls, ObjectType) {
			return Value{}, Errorf(TypeErrorType, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if sameInit(cls, ObjectType) {
			return Value{}, Errorf(TypeErrorType, "%s() takes no arguments", cls.Name)
		}
	}
	if cls.Flags&FlagAbstract != 0 {
		return Value{}, t.abstractError(cls)
	}
	if cls.Flags&FlagHasDel != 0 {
		return t.allocWithDel(cls), nil
	}
	return Value{P: cls.Layout.Alloc(cls)}, nil
}

// abstractError is the error of instantiating a class with abstract methods.
func (t *Thread) abstractError(cls *Type) error {
	v, _ := cls.Dict.GetStr(names.AbstractMethods)
	var ms []*Str
	err := t.Each(v, func(x Value) error {
		s, ok := AsStr(x)
		if !ok {
			return Errorf(TypeErrorType, "sequence item 0: expected str instance, %s found", x.P.Type.Name)
		}
		ms = append(ms, s)
		return nil
	})
	if err != nil {
		return err
	}
	sortStrs(ms)
	texts := make([]string, len(ms))
	for i, m := range ms {
		texts[i] = m.s
	}
	return Errorf(TypeErrorType, "Can't instantiate abstract class %s with abstract method%s %s", cls.Name, plural(len(ms)), strings.Join(texts, ", "))
}

func sameInit(a, b *Type) bool {
	x, y := a.Init, b.Init
	return *(*unsafe.Pointer)(unsafe.Pointer(&x)) == *(*unsafe.Pointer)(unsafe.Pointer(&y))
}

func objectInit(t *Thread, self Value, args []Value, kw *Tuple) error {
	if len(args) > 0 {
		typ := self.P.Type
		if !sameInit(typ, ObjectType) {
			return Errorf(TypeErrorType, "object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if sameNew(typ, ObjectType) {
			return Errorf(TypeErrorType, "%s.__init__() takes exactly one argument (the instance to initialize)", typ.Name)
		}
	}
	return nil
}

// ID is id(v): the address of a heap object, and for a value that has none a
// number made of its bits that no address has. What stands for an object of C's has that one's address, so that both sides tell
// the same.
func ID(v Value) uint64 {
	p := uint64(uintptr(unsafe.Pointer(v.P)))
	if typ := v.P.Type; typ.Flags&(FlagForeign|FlagHeap) == FlagForeign && typ.Layout.Foreign != 0 {
		if ref := *(*uintptr)(unsafe.Add(unsafe.Pointer(v.P), typ.Layout.Foreign)); ref != 0 {
			return uint64(ref)
		}
	}
	if typ, ok := AsType(v); ok && typ.Flags&(FlagForeign|FlagHeap) == FlagForeign {
		if c, ok := typ.Foreign.(interface{ Address() uintptr }); ok {
			return uint64(c.Address())
		}
	}
	switch v.P {
	case &IntHeader, &FloatHeader, &BoolHeader:
		return v.N<<4&(1<<60-1) | 1<<60 | p&7 | 1
	}
	return p
}

func objectRepr(t *Thread, self Value) (Value, error) {
	typ := self.P.Type
	m := typ.ModuleName()
	if m == "" || m == "builtins" {
		return StrValue(fmt.Sprintf("<%s object at 0x%x>", typ.Name, ID(self))), nil
	}
	return StrValue(fmt.Sprintf("<%s.%s object at 0x%x>", m, typ.QualName, ID(self))), nil
}

func objectCompare(t *Thread, self, other Value, op CmpOp) (Value, error) {
	switch op {
	case EQ:
		if self == other {
			return True, nil
		}
	case NE:
		cmp := self.P.Type.Compare
		if cmp == nil {
			break
		}
		r, err := cmp(t, self, other, EQ)
		if err != nil || r == NotImplemented {
			return r, err
		}
		b, err := t.Truth(r)
		return Bool(!b), err
	}
	return NotImplemented, nil
}

func objectFormat(t *Thread, self, spec Value) (Value, error) {
	s, ok := AsStr(spec)
	if !ok {
		return Value{}, Errorf(TypeErrorType, "__format__() argument must be str, not %s", spec.P.Type.Name)
	}
	if s.s != "" {
		return Value{}, Errorf(TypeErrorType, "unsupported format string passed to %s.__format__", self.P.Type.Name)
	}
	r, err := t.Str(self)
	if err != nil {
		return Value{}, err
	}
	return r.Value(), nil
}

func objectSizeof(t *Thread, self Value) (Value, error) {
	n := 16
	switch {
	case self.Is(FloatType):
		n += 8
	case self.Is(ComplexType):
		n += 16
	}
	if a := AttrsOf(self); a != nil {
		n += 32 + 16*cap(a.Slots)
	}
	return Int(n), nil
}

// setClass is the setter of __class__.
func setClass(t *Thread, self, v Value) error {
	if v.P == nil {
		return Errorf(TypeErrorType, "can't delete __class__ attribute")
	}
	to, ok := AsType(v)
	if !ok {
		return Errorf(TypeErrorType, "__class__ must be set to a class, not '%s' object", v.P.Type.Name)
	}
	from := self.P.Type
	isMod := from.IsSubtype(ModuleType) && to.IsSubtype(ModuleType)
	if !isMod && (from.Flags&FlagHeap == 0 || to.Flags&FlagHeap == 0) {
		return Errorf(TypeErrorType, "__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if from.collected() != to.collected() {
		return Errorf(TypeErrorType, "__class__ assignment: '%s' deallocator differs from '%s'", to.Name, from.Name)
	}
	if from.Layout != to.Layout || from.NSlots != to.NSlots || (from.Flags^to.Flags)&(FlagDict|FlagWeakref) != 0 || !sameSlots(from, to) {
		return Errorf(TypeErrorType, "__class__ assignment: '%s' object layout differs from '%s'", to.Name, from.Name)
	}
	if a := AttrsOf(self); a != nil && a.Shape != nil {
		s := to.RootShape
		for _, n := range a.Shape.names() {
			s = s.Child(n)
		}
		a.Shape = s
	}
	self.P.Type = to
	return nil
}

// sameSlots reports whether two classes with as many __slots__ have the same.
func sameSlots(a, b *Type) bool {
	sa, sb := a.solid(), b.solid()
	if sa == sb || a.NSlots == 0 {
		return true
	}
	if sa.NSlots != sb.NSlots || sa.Base.solid() != sb.Base.solid() {
		return false
	}
	for _, e := range sa.Dict.Entries {
		if e.Key.P != nil && e.Val.P.Type == SlotDescrType {
			v, ok := sb.Dict.GetStr((*Str)(unsafe.Pointer(e.Key.P)))
			if !ok || v.P.Type != SlotDescrType {
				return false
			}
		}
	}
	return true
}

// objectDir is object.__dir__: the names in the instance's dictionary and its class's.
func objectDir(t *Thread, self Value) (Value, error) {
	var from []*Dict
	dv, err := t.GetAttrOpt(self, names.Dict)
	if err != nil {
		return Value{}, err
	}
	if dv.P != nil {
		if d, ok := AsDict(dv); ok {
			from = append(from, d)
		}
	}
	cv, err := t.GetAttrOpt(self, names.Class)
	if err != nil {
		return Value{}, err
	}
	if cls, ok := AsType(cv); ok {
		for _, b := range cls.MRO {
			from = append(from, b.Dict)
		}
	}
	return t.uniqueKeys(from)
}

// uniqueKeys lists the keys of dicts, those that stand in several of them once.
func (t *Thread) uniqueKeys(from []*Dict) (Value, error) {
	out := NewDict()
	for _, d := range from {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := out.SetHash(t, d.Entries[i].Key, d.Entries[i].Hash, None); err != nil {
				return Value{}, err
			}
		}
	}
	l := make([]Value, 0, out.Len())
	for i := out.Next(0); i >= 0; i = out.Next(i + 1) {
		l = append(l, out.Entries[i].Key)
	}
	return NewList(l).Value(), nil
}
