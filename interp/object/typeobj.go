package object

import (
	"slices"
	"strings"
	"sync/atomic"
	"unsafe"
)

// This file defines type: the constructor, the attributes and the methods of classes.

func setupType() {
	y := TypeType
	y.New = typeNew
	y.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		if n := len(args) - kwLen(kw); n != 1 && n != 3 {
			return Errorf(TypeErrorType, "type.__init__() takes 1 or 3 arguments")
		}
		return nil
	}
	y.CallSlot = typeCall
	y.GetAttr = typeGetAttr
	y.SetAttr = typeSetAttr
	y.Repr = func(t *Thread, self Value) (Value, error) {
		typ := (*Type)(unsafe.Pointer(self.P))
		return StrValue("<class '" + typ.FullName() + "'>"), nil
	}
	y.Binary[OpOr] = func(t *Thread, a, b Value) (Value, error) { return NewUnion(t, a, b) }
	get := func(f func(t *Thread, typ *Type) (Value, error)) func(t *Thread, self Value) (Value, error) {
		return func(t *Thread, self Value) (Value, error) { return f(t, (*Type)(unsafe.Pointer(self.P))) }
	}
	self := func(v Value) *Type { return (*Type)(unsafe.Pointer(v.P)) }
	mutable := func(typ *Type, what string) error {
		if typ.Flags&FlagHeap == 0 || typ.Flags&FlagImmutable != 0 {
			return Errorf(TypeErrorType, "cannot set '%s' attribute of immutable type '%s'", what, typ.FullNameC())
		}
		return nil
	}
	Define(y, TypeSpec{
		Doc:    "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
		Layout: NewLayout[Type]("type", objectLayout), Flags: FlagBase | FlagWeakref,
		Methods: []Method{
			{Name: "mro", Sig: "($self, /)", Doc: "Return a type's method resolution order.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				mro, err := t.ComputeMRO(self(v))
				if err != nil {
					return Value{}, err
				}
				return typesValue(mro, false), nil
			})},
			{Name: "__subclasses__", Sig: "($self, /)", Doc: "Return a list of immediate subclasses.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return typesValue(t.Interp.Subclasses(self(v)), false), nil
			})},
			{Name: "__instancecheck__", Sig: "($self, instance, /)", Doc: "Check if an object is an instance.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				b, err := t.RealIsInstance(x, v)
				return Bool(b), err
			})},
			{Name: "__subclasscheck__", Sig: "($self, subclass, /)", Doc: "Check if a class is a subclass.", Fn: Fn1(func(t *Thread, v, x Value) (Value, error) {
				b, err := t.RealIsSubclass(x, v)
				return Bool(b), err
			})},
			{Name: "__prepare__", Doc: "__prepare__() -> dict\nused to create the namespace for the class statement", Kind: ClassMethod,
				Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) { return NewDict().Value(), nil })},
			{Name: "__dir__", Sig: "($self, /)", Doc: "Specialized __dir__ implementation for types.", Fn: Fn0(typeDir)},
			{Name: "__sizeof__", Sig: "($self, /)", Doc: "Return memory consumption of the type object.", Fn: Fn0(func(t *Thread, v Value) (Value, error) {
				return Int(int(unsafe.Sizeof(Type{}))), nil
			})},
		},
		GetSets: []GetSet{
			{Name: "__name__", Get: get(func(t *Thread, typ *Type) (Value, error) { return keptStr(&typ.nameStr, typ.shortName()), nil }),
				Set: func(t *Thread, v, x Value) error {
					typ := self(v)
					if err := mutable(typ, "__name__"); err != nil {
						return err
					}
					if x.P == nil {
						return Errorf(TypeErrorType, "cannot delete '__name__' attribute of immutable type '%s'", typ.Name)
					}
					s, ok := AsStr(x)
					if !ok {
						return Errorf(TypeErrorType, "can only assign string to %s.__name__, not '%s'", typ.Name, x.P.Type.Name)
					}
					for i := range len(s.s) {
						if s.s[i] == 0 {
							return Errorf(ValueErrorType, "type name must not contain null characters")
						}
					}
					if err := t.noSurrogates(x); err != nil {
						return err
					}
					typ.Name = s.s
					return nil
				}},
			{Name: "__qualname__", Get: get(func(t *Thread, typ *Type) (Value, error) { return keptStr(&typ.qualStr, typ.QualName), nil }),
				Set: func(t *Thread, v, x Value) error {
					typ := self(v)
					if err := mutable(typ, "__qualname__"); err != nil {
						return err
					}
					if x.P == nil {
						return Errorf(TypeErrorType, "cannot delete '__qualname__' attribute of immutable type '%s'", typ.Name)
					}
					s, ok := AsStr(x)
					if !ok {
						return Errorf(TypeErrorType, "can only assign string to %s.__qualname__, not '%s'", typ.Name, x.P.Type.Name)
					}
					typ.QualName = s.s
					return nil
				}},
			{Name: "__module__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.Flags&FlagHeap == 0 {
					return StrValue(typ.Module), nil
				}
				if v, ok := typ.Dict.GetStr(names.Module); ok {
					return v, nil
				}
				return Value{}, noAttribute(typ.Value(), names.Module)
			}), Set: func(t *Thread, v, x Value) error {
				typ := self(v)
				if err := mutable(typ, "__module__"); err != nil {
					return err
				}
				if x.P == nil {
					typ.Dict.DelStr(names.Module)
				} else {
					typ.Dict.SetStr(names.Module, x)
				}
				return nil
			}},
			{Name: "__bases__", Get: get(func(t *Thread, typ *Type) (Value, error) { return typesValue(shownTypes(typ.Bases), true), nil }), Set: setBases},
			{Name: "__dict__", Get: get(func(t *Thread, typ *Type) (Value, error) { return NewMappingProxy(typ.Dict.Value()), nil })},
			{Name: "__doc__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				d, ok := typ.Dict.GetStr(names.Doc)
				if !ok {
					return None, nil
				}
				if f := d.P.Type.DescrGet; f != nil {
					return f(t, d, Value{}, typ.Value())
				}
				return d, nil
			}), Set: func(t *Thread, v, x Value) error {
				typ := self(v)
				if err := mutable(typ, "__doc__"); err != nil {
					return err
				}
				if x.P == nil {
					return Errorf(TypeErrorType, "cannot delete '__doc__' attribute of immutable type '%s'", typ.Name)
				}
				typ.Dict.SetStr(names.Doc, x)
				return nil
			}},
			{Name: "__text_signature__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.textSig == "" {
					return None, nil
				}
				return StrValue(typ.textSig), nil
			})},
			{Name: "__annotations__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.Flags&FlagHeap == 0 {
					return Value{}, noAttribute(typ.Value(), names.Annotations)
				}
				if v, ok := typ.Dict.GetStr(names.Annotations); ok {
					if f := v.P.Type.DescrGet; f != nil {
						return f(t, v, Value{}, typ.Value())
					}
					return v, nil
				}
				d := NewDict().Value()
				typ.Dict.SetStr(names.Annotations, d)
				return d, nil
			}), Set: func(t *Thread, v, x Value) error {
				typ := self(v)
				if err := mutable(typ, "__annotations__"); err != nil {
					return err
				}
				if x.P == nil {
					if !typ.Dict.DelStr(names.Annotations) {
						return NewAttributeError(v, names.Annotations, "__annotations__")
					}
					return nil
				}
				typ.Dict.SetStr(names.Annotations, x)
				return nil
			}},
			{Name: "__abstractmethods__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ != TypeType {
					if v, ok := typ.Dict.GetStr(names.AbstractMethods); ok {
						return v, nil
					}
				}
				return Value{}, NewAttributeError(typ.Value(), names.AbstractMethods, "__abstractmethods__")
			}), Set: func(t *Thread, v, x Value) error {
				typ := self(v)
				if x.P == nil {
					if !typ.Dict.DelStr(names.AbstractMethods) {
						return NewAttributeError(v, names.AbstractMethods, "__abstractmethods__")
					}
					typ.Flags &^= FlagAbstract
					return nil
				}
				b, err := t.Truth(x)
				if err != nil {
					return err
				}
				typ.Dict.SetStr(names.AbstractMethods, x)
				if b {
					typ.Flags |= FlagAbstract
				} else {
					typ.Flags &^= FlagAbstract
				}
				return nil
			}},
		},
		Members: []GetSet{
			{Name: "__mro__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.MRO == nil {
					return None, nil // while the metaclass's mro() runs for the first time
				}
				return typesValue(shownTypes(typ.MRO), true), nil
			})},
			{Name: "__base__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.Base == nil {
					return None, nil
				}
				return shownTypes([]*Type{typ.Base})[0].Value(), nil
			})},
			{Name: "__basicsize__", Get: get(func(t *Thread, typ *Type) (Value, error) { return Int(16 + 8*typ.NSlots), nil })},
			{Name: "__itemsize__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				switch {
				case typ.IsSubtype(TypeType):
					return Int(40), nil
				case varSized(typ), typ == MemoryViewType, typ == GeneratorType, typ == CoroutineType, typ == AsyncGeneratorType, typ == FrameType:
					return Int(8), nil
				}
				return Int(0), nil
			})},
			{Name: "__flags__", Get: get(typeFlags)},
			{Name: "__dictoffset__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.Flags&FlagDict != 0 {
					return Int(16), nil
				}
				return Int(0), nil
			})},
			{Name: "__weakrefoffset__", Get: get(func(t *Thread, typ *Type) (Value, error) {
				if typ.Flags&FlagWeakref != 0 {
					return Int(24), nil
				}
				return Int(0), nil
			})},
		},
	})
}

// typeFlags is __flags__, in CPython's bits (Include/object.h) as far as ours say.
func typeFlags(t *Thread, typ *Type) (Value, error) {
	f := 1<<12 | 1<<18
	if typ.Flags&FlagHeap != 0 {
		f |= 1<<9 | 1<<14
	}
	if typ.Flags&FlagBase != 0 {
		f |= 1 << 10
	}
	if typ.Flags&FlagImmutable != 0 {
		f |= 1 << 8
	}
	if typ.Flags&FlagAbstract != 0 {
		f |= 1 << 20
	}
	if typ.Flags&FlagSequence != 0 {
		f |= 1 << 5
	}
	if typ.Flags&FlagMapping != 0 {
		f |= 1 << 6
	}
	for bit, b := range map[int]*Type{24: IntType, 25: ListType, 26: TupleType, 27: BytesType, 28: StrType, 29: DictType, 30: BaseExceptionType, 31: TypeType} {
		if typ.IsSubtype(b) {
			f |= 1 << bit
		}
	}
	return Int(f), nil
}

// keptStr returns s as the same str each time.
func keptStr(keep *atomic.Pointer[Str], s string) Value {
	if k := keep.Load(); k != nil && k.s == s {
		return k.Value()
	}
	v := StrValue(s)
	keep.Store((*Str)(unsafe.Pointer(v.P)))
	return v
}

// shortName is __name__: a static type's Name may be dotted.
func (typ *Type) shortName() string {
	if typ.Flags&FlagHeap != 0 {
		return typ.Name
	}
	return typ.Name[strings.LastIndexByte(typ.Name, '.')+1:]
}

// shownTypes are the types as programs see them: a type that stands for a built-in one is that.
func shownTypes(ts []*Type) []*Type {
	for i, b := range ts {
		if b.Stands != nil {
			ts = slices.Clone(ts)
			for j := range ts[i:] {
				if y := ts[i+j].Stands; y != nil {
					ts[i+j] = y
				}
			}
			return ts
		}
	}
	return ts
}

func typesValue(ts []*Type, tuple bool) Value {
	vs := make([]Value, len(ts))
	for i, b := range ts {
		vs[i] = b.Value()
	}
	if tuple {
		return NewTuple(vs).Value()
	}
	return NewList(vs).Value()
}

func typeNew(t *Thread, meta *Type, args []Value, kw *Tuple) (Value, error) {
	n := len(args) - kwLen(kw)
	if n != 3 {
		return Value{}, Errorf(TypeErrorType, "type.__new__() takes exactly 3 arguments (%d given)", n)
	}
	name, ok := AsStr(args[0])
	if !ok {
		return Value{}, Errorf(TypeErrorType, "type.__new__() argument 1 must be str, not %s", args[0].P.Type.Name)
	}
	bases, ok := AsTuple(args[1])
	if !ok {
		return Value{}, Errorf(TypeErrorType, "type.__new__() argument 2 must be tuple, not %s", args[1].P.Type.Name)
	}
	ns, ok := AnyDict(t, args[2])
	if !ok {
		return Value{}, Errorf(TypeErrorType, "type.__new__() argument 3 must be dict, not %s", args[2].P.Type.Name)
	}
	var kwargs *Dict
	for i := 0; i < kwLen(kw); i++ {
		if kwargs == nil {
			kwargs = NewDict()
		}
		s, _ := AsStr(kw.Items[i])
		kwargs.SetStr(s, args[3+i])
	}
	return t.NewClass(meta, name, append([]Value(nil), bases.Items...), ns, kwargs)
}

func typeDir(t *Thread, self Value) (Value, error) {
	var from []*Dict
	for _, b := range (*Type)(unsafe.Pointer(self.P)).MRO {
		from = append(from, b.Dict)
	}
	return t.uniqueKeys(from)
}

// setBases is the setter of __bases__.
func setBases(t *Thread, self, v Value) error {
	typ := (*Type)(unsafe.Pointer(self.P))
	if typ.Flags&FlagHeap == 0 || typ.Flags&FlagImmutable != 0 {
		return Errorf(TypeErrorType, "cannot set '__bases__' attribute of immutable type '%s'", typ.FullNameC())
	}
	if v.P == nil {
		return Errorf(TypeErrorType, "cannot delete '__bases__' attribute of type '%s'", typ.Name)
	}
	u, ok := AsTuple(v)
	if !ok {
		return Errorf(TypeErrorType, "can only assign tuple to %s.__bases__, not %s", typ.Name, v.P.Type.Name)
	}
	if len(u.Items) == 0 {
		return Errorf(TypeErrorType, "can only assign non-empty tuple to %s.__bases__, not ()", typ.Name)
	}
	bases := make([]*Type, len(u.Items))
	for i, b := range u.Items {
		c, ok := AsType(b)
		if !ok {
			return Errorf(TypeErrorType, "%s.__bases__ must be tuple of classes, not '%s'", typ.Name, b.P.Type.Name)
		}
		if c.IsSubtype(typ) || c.extends(typ) {
			return Errorf(TypeErrorType, "a __bases__ item causes an inheritance cycle")
		}
		bases[i] = c
	}
	base, err := bestBase(bases)
	if err != nil {
		return err
	}
	if base.collected() != typ.Base.collected() {
		return Errorf(TypeErrorType, "__bases__ assignment: '%s' deallocator differs from '%s'", base.Name, typ.Base.Name)
	}
	if base.Layout != typ.Base.Layout || base.NSlots != typ.Base.NSlots || !sameSlots(base, typ.Base) || (base.Flags^typ.Base.Flags)&FlagDict != 0 && base.Flags&FlagHeap != 0 && typ.Base.Flags&FlagHeap != 0 {
		return Errorf(TypeErrorType, "__bases__ assignment: '%s' object layout differs from '%s'", base.Name, typ.Base.Name)
	}
	oldBases, oldBase := typ.Bases, typ.Base
	typ.Bases, typ.Base = bases, base
	var done []mroChange
	err = t.remro(typ, &done)
	// A metaclass's mro() may have assigned to __bases__ too: the assignment that came last holds.
	ours := &typ.Bases[0] == &bases[0]
	if err != nil {
		for _, c := range done {
			if &c.typ.MRO[0] == &c.mro[0] {
				c.typ.MRO = c.old
				c.typ.Version = nextVersion()
				c.typ.resolveSlots()
			}
		}
		if ours {
			typ.Bases, typ.Base = oldBases, oldBase
		}
		return err
	}
	if ours {
		for _, b := range oldBases {
			t.Interp.removeSubclass(b, typ)
		}
		for _, b := range bases {
			t.Interp.AddSubclass(b, typ)
		}
	}
	return nil
}

// mroChange is a new MRO of a class and the one before.
type mroChange struct {
	typ      *Type
	mro, old []*Type
}

// collected reports whether CPython's collector would look after instances of typ: one that can refer to others.
func (typ *Type) collected() bool {
	for ; typ.Flags&FlagHeap != 0; typ = typ.Base {
		if typ.NSlots > typ.Base.NSlots || (typ.Flags&^typ.Base.Flags)&(FlagDict|FlagWeakref) != 0 {
			return true
		}
	}
	switch typ {
	case ObjectType, IntType, BoolType, FloatType, ComplexType, StrType, BytesType, ByteArrayType, RangeType:
		return false
	}
	return true
}

// remro recomputes the MRO and the slots of typ and its subclasses, and notes in done what it has changed.
func (t *Thread) remro(typ *Type, done *[]mroChange) error {
	old := typ.MRO
	set, err := t.computeMRO(typ)
	if err != nil || !set {
		return err
	}
	if old != nil {
		*done = append(*done, mroChange{typ, typ.MRO, old})
	}
	typ.Version = nextVersion()
	specialChanges.Add(1)
	typ.resolveSlots()
	for _, s := range t.Interp.Subclasses(typ) {
		if err := t.remro(s, done); err != nil {
			return err
		}
	}
	return nil
}
