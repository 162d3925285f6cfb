package object

import (
	"fmt"
	"strings"
	"unsafe"
)

// This file defines the types of built-in functions and methods and of the
// descriptors that built-in types are made of.

func setupDescriptors() {
	nameOf := func(f func(v Value) *Str) GetSet {
		return GetSet{Name: "__name__", Get: func(t *Thread, self Value) (Value, error) { return f(self).Value(), nil }}
	}
	b := func(v Value) *Builtin { return (*Builtin)(unsafe.Pointer(v.P)) }
	bt := BuiltinType
	bt.CallSlot = builtinCall
	bt.Repr = func(t *Thread, self Value) (Value, error) {
		f := b(self)
		if f.Self.P == nil || f.Self.P.Type == ModuleType {
			return StrValue("<built-in function " + f.Method.Name + ">"), nil
		}
		return StrValue(fmt.Sprintf("<built-in method %s of %s object at 0x%x>", f.Method.Name, f.Self.P.Type.Name, ID(f.Self))), nil
	}
	bt.Compare = func(t *Thread, self, other Value, op CmpOp) (Value, error) {
		if op != EQ && op != NE || other.P.Type != BuiltinType {
			return NotImplemented, nil
		}
		x, y := b(self), b(other)
		return Bool((x.Method == y.Method && x.Self == y.Self) == (op == EQ)), nil
	}
	bt.Hash = func(t *Thread, self Value) (int64, error) {
		h := int64(uintptr(unsafe.Pointer(b(self).Method)))>>4 ^ HashPointer(b(self).Self)
		if h == -1 {
			h = -2
		}
		return h, nil
	}
	Define(bt, TypeSpec{
		Layout: NewLayout[Builtin]("builtin_function_or_method", objectLayout), Flags: FlagNoNew | FlagWeakref,
		GetSets: []GetSet{
			nameOf(func(v Value) *Str { return b(v).Method.name }),
			{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) {
				return StrValue(b(self).Method.qual(qualPrefix(b(self).Self))), nil
			}},
			{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return b(self).Method.docValue(), nil }},
			{Name: "__text_signature__", Get: func(t *Thread, self Value) (Value, error) { return b(self).sigValue(), nil }},
			{Name: "__self__", Get: func(t *Thread, self Value) (Value, error) { return b(self).Self.OrNone(), nil }},
		},
		Members: []GetSet{{Name: "__module__", Get: func(t *Thread, self Value) (Value, error) { return b(self).Module.OrNone(), nil },
			Set: func(t *Thread, self, v Value) error { b(self).Module = v.OrNone(); return nil }}},
		Methods: []Method{{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			f := b(self)
			if f.Self.P == nil || f.Self.P.Type == ModuleType {
				return f.Method.name.Value(), nil
			}
			return TupleOf(t.Interp.Builtins.mustGet("getattr"), TupleOf(f.Self, f.Method.name.Value())), nil
		})}},
	})

	md := func(v Value) *MethodDescr { return (*MethodDescr)(unsafe.Pointer(v.P)) }
	for _, typ := range []*Type{MethodDescrType, ClassMethodDescrType} {
		typ.Repr = func(t *Thread, self Value) (Value, error) {
			return StrValue("<method '" + md(self).Method.Name + "' of '" + md(self).Class.FullNameC() + "' objects>"), nil
		}
		flags := FlagNoNew
		var methods []Method
		if typ == MethodDescrType {
			typ.CallSlot, typ.DescrGet = methodDescrCall, methodDescrGet
			flags |= FlagMethodDescr
			methods = []Method{{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
				return TupleOf(t.Interp.Builtins.mustGet("getattr"), TupleOf(md(self).Class.Value(), md(self).Method.name.Value())), nil
			})}}
		} else {
			typ.DescrGet = classMethodDescrGet
			typ.CallSlot = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
				d := md(self)
				if len(args) == 0 {
					return Value{}, Errorf(TypeErrorType, "unbound method %s.%s() needs an argument", d.Class.Name, d.Method.Name)
				}
				f, err := classMethodDescrGet(t, self, Value{}, args[0])
				if err != nil {
					return Value{}, err
				}
				return t.CallVec(f, args[1:], kw)
			}
		}
		Define(typ, TypeSpec{
			Flags: flags,
			GetSets: []GetSet{
				{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return md(self).Method.docValue(), nil }},
				{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) {
					return StrValue(md(self).Class.QualName + "." + md(self).Method.Name), nil
				}},
				{Name: "__text_signature__", Get: func(t *Thread, self Value) (Value, error) { return md(self).Method.sigValue(), nil }},
			},
			Members: []GetSet{
				nameOf(func(v Value) *Str { return md(v).Method.name }),
				{Name: "__objclass__", Get: func(t *Thread, self Value) (Value, error) { return md(self).Class.Value(), nil }},
			},
			Methods: methods,
		})
	}

	wd := func(v Value) *WrapperDescr { return (*WrapperDescr)(unsafe.Pointer(v.P)) }
	WrapperDescrType.CallSlot, WrapperDescrType.DescrGet = wrapperDescrCall, wrapperDescrGet
	WrapperDescrType.Repr = func(t *Thread, self Value) (Value, error) {
		return StrValue("<slot wrapper '" + wd(self).Name.s + "' of '" + wd(self).Class.FullNameC() + "' objects>"), nil
	}
	wrapperSig := func(w *WrapperDescr) Value {
		if s, ok := wrapperSigs[w.Name.s]; ok {
			return StrValue(s)
		}
		return StrValue("($self, /)")
	}
	Define(WrapperDescrType, TypeSpec{
		Flags: FlagNoNew | FlagMethodDescr,
		GetSets: []GetSet{
			{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return StrValue(wd(self).row.doc), nil }},
			{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) {
				return StrValue(wd(self).Class.QualName + "." + wd(self).Name.s), nil
			}},
			{Name: "__text_signature__", Get: func(t *Thread, self Value) (Value, error) { return wrapperSig(wd(self)), nil }},
		},
		Members: []GetSet{
			nameOf(func(v Value) *Str { return wd(v).Name }),
			{Name: "__objclass__", Get: func(t *Thread, self Value) (Value, error) { return wd(self).Class.Value(), nil }},
		},
		Methods: []Method{{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			return TupleOf(t.Interp.Builtins.mustGet("getattr"), TupleOf(wd(self).Class.Value(), wd(self).Name.Value())), nil
		})}},
	})
	mw := func(v Value) *MethodWrapper { return (*MethodWrapper)(unsafe.Pointer(v.P)) }
	MethodWrapperType.CallSlot = methodWrapperCall
	MethodWrapperType.Repr = func(t *Thread, self Value) (Value, error) {
		w := mw(self)
		return StrValue(fmt.Sprintf("<method-wrapper '%s' of %s object at 0x%x>", w.Descr.Name.s, w.Self.P.Type.Name, ID(w.Self))), nil
	}
	MethodWrapperType.Compare = func(t *Thread, self, other Value, op CmpOp) (Value, error) {
		if op != EQ && op != NE || other.P.Type != MethodWrapperType {
			return NotImplemented, nil
		}
		x, y := mw(self), mw(other)
		return Bool((x.Descr == y.Descr && x.Self == y.Self) == (op == EQ)), nil
	}
	MethodWrapperType.Hash = func(t *Thread, self Value) (int64, error) {
		h := int64(uintptr(unsafe.Pointer(mw(self).Descr)))>>4 ^ HashPointer(mw(self).Self)
		if h == -1 {
			h = -2
		}
		return h, nil
	}
	Define(MethodWrapperType, TypeSpec{
		Flags: FlagNoNew, Layout: NewLayout[MethodWrapper](MethodWrapperType.Name, objectLayout),
		GetSets: []GetSet{
			nameOf(func(v Value) *Str { return mw(v).Descr.Name }),
			{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return StrValue(mw(self).Descr.row.doc), nil }},
			{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) {
				return StrValue(mw(self).Descr.Class.QualName + "." + mw(self).Descr.Name.s), nil
			}},
			{Name: "__objclass__", Get: func(t *Thread, self Value) (Value, error) { return mw(self).Descr.Class.Value(), nil }},
			{Name: "__text_signature__", Get: func(t *Thread, self Value) (Value, error) { return wrapperSig(mw(self).Descr), nil }},
		},
		Members: []GetSet{{Name: "__self__", Get: func(t *Thread, self Value) (Value, error) { return mw(self).Self, nil }}},
		Methods: []Method{{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			return TupleOf(t.Interp.Builtins.mustGet("getattr"), TupleOf(mw(self).Self, mw(self).Descr.Name.Value())), nil
		})}},
	})

	gs := func(v Value) *GetSetDescr { return (*GetSetDescr)(unsafe.Pointer(v.P)) }
	for _, typ := range []*Type{GetSetDescrType, MemberDescrType} {
		kind := "attribute"
		if typ == MemberDescrType {
			kind = "member"
		}
		typ.DescrGet, typ.DescrSet = getSetGet, getSetSet
		typ.Repr = func(t *Thread, self Value) (Value, error) {
			return StrValue("<" + kind + " '" + gs(self).Row.Name + "' of '" + gs(self).Class.FullNameC() + "' objects>"), nil
		}
		Define(typ, TypeSpec{
			Flags: FlagNoNew,
			GetSets: []GetSet{
				{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) {
					if gs(self).Row.Doc == "" {
						return None, nil
					}
					return StrValue(gs(self).Row.Doc), nil
				}},
				{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) {
					return StrValue(gs(self).Class.QualName + "." + gs(self).Row.Name), nil
				}},
			},
			Members: []GetSet{
				{Name: "__name__", Get: func(t *Thread, self Value) (Value, error) { return StrValue(gs(self).Row.Name), nil }},
				{Name: "__objclass__", Get: func(t *Thread, self Value) (Value, error) { return gs(self).Class.Value(), nil }},
			},
		})
	}
	sd := func(v Value) *SlotDescr { return (*SlotDescr)(unsafe.Pointer(v.P)) }
	SlotDescrType.DescrGet, SlotDescrType.DescrSet = slotDescrGet, slotDescrSet
	SlotDescrType.Repr = func(t *Thread, self Value) (Value, error) {
		return StrValue("<member '" + sd(self).Name.s + "' of '" + sd(self).Class.Name + "' objects>"), nil
	}
	Define(SlotDescrType, TypeSpec{
		Base:  MemberDescrType,
		Flags: FlagNoNew,
		GetSets: []GetSet{
			{Name: "__doc__", Get: func(t *Thread, self Value) (Value, error) { return None, nil }},
			{Name: "__qualname__", Get: func(t *Thread, self Value) (Value, error) {
				return StrValue(sd(self).Class.QualName + "." + sd(self).Name.s), nil
			}},
		},
		Members: []GetSet{
			nameOf(func(v Value) *Str { return sd(v).Name }),
			{Name: "__objclass__", Get: func(t *Thread, self Value) (Value, error) { return sd(self).Class.Value(), nil }},
		},
		Methods: []Method{{Name: "__reduce__", Sig: "($self, /)", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			return TupleOf(t.Interp.Builtins.mustGet("getattr"), TupleOf(sd(self).Class.Value(), sd(self).Name.Value())), nil
		})}},
	})
	setupPyDescriptors()
}

// wrapperSigs are the text signatures of special methods that take arguments.
var wrapperSigs = func() map[string]string {
	m := map[string]string{
		"__getattribute__": "($self, name, /)", "__setattr__": "($self, name, value, /)", "__delattr__": "($self, name, /)",
		"__get__": "($self, instance, owner=None, /)", "__set__": "($self, instance, value, /)", "__delete__": "($self, instance, /)",
		"__init__": "($self, /, *args, **kwargs)", "__call__": "($self, /, *args, **kwargs)",
		"__getitem__": "($self, key, /)", "__setitem__": "($self, key, value, /)", "__delitem__": "($self, key, /)",
		"__contains__": "($self, key, /)", "__pow__": "($self, value, mod=None, /)", "__rpow__": "($self, value, mod=None, /)",
		"__lt__": "($self, value, /)", "__le__": "($self, value, /)", "__eq__": "($self, value, /)",
		"__ne__": "($self, value, /)", "__gt__": "($self, value, /)", "__ge__": "($self, value, /)",
	}
	for _, b := range binNames {
		for _, n := range []string{b.name, b.rname, b.iname} {
			if _, ok := m[n]; !ok {
				m[n] = "($self, value, /)"
			}
		}
	}
	return m
}()

func qualPrefix(self Value) string {
	if self.P == nil || self.P.Type == ModuleType {
		return ""
	}
	if typ, ok := AsType(self); ok {
		return typ.QualName
	}
	return self.P.Type.QualName
}

func (m *Method) docValue() Value {
	if m.Doc == "" {
		return None
	}
	return StrValue(m.Doc)
}

// sigValue is __text_signature__ of a built-in, which for a function of a module
// names the module in the place of self.
func (b *Builtin) sigValue() Value {
	v := b.Method.sigValue()
	if s, ok := AsStr(v); ok && b.Self.P != nil && b.Self.P.Type == ModuleType {
		return StrValue(strings.Replace(s.s, "($self", "($module", 1))
	}
	return v
}

// sigValue is __text_signature__: Sig with $self in front if it lacks it.
func (m *Method) sigValue() Value {
	s := m.Sig
	if s == "" {
		if m.f0 != nil {
			return StrValue("($self, /)")
		}
		return None
	}
	if !strings.HasPrefix(s, "($") {
		first := "$self, "
		switch m.Kind {
		case ClassMethod:
			first = "$type, "
		case StaticMethod:
			return StrValue(s)
		}
		rest := s[1:]
		if rest == ")" {
			return StrValue("(" + strings.TrimSuffix(first, ", ") + ", /)")
		}
		if !strings.Contains(rest, "/") {
			first += "/, "
		}
		s = "(" + first + rest
	}
	return StrValue(s)
}

func (d *Dict) mustGet(name string) Value {
	v, _ := d.GetString(name)
	return v.OrNone()
}
