package object

import (
	"strings"
	"unsafe"
)

// This file defines the doors of attribute access and the default lookup
// (Python reference, section 3.3.2).

// GetAttr returns v.name. The name must be interned.
func (t *Thread) GetAttr(v Value, name *Str) (Value, error) {
	r, err := v.P.Type.GetAttr(t, v, name)
	if err != nil {
		noteAttribute(err, v, name)
	}
	return r, err
}

// noteAttribute tells an AttributeError that says nothing of itself which attribute of what was asked for.
func noteAttribute(err error, v Value, name *Str) {
	if !ErrorIs(err, AttributeErrorType) {
		return
	}
	if e := ToException(err); e.field(attrName_).P == nil && e.field(attrObj).P == nil {
		e.setField(attrName_, name.Value())
		e.setField(attrObj, v)
	}
}

// GetAttrString is GetAttr for a Go string.
func (t *Thread) GetAttrString(v Value, name string) (Value, error) {
	return t.GetAttr(v, Intern(name))
}

// GetAttrOpt returns v.name, or the zero Value where GetAttr would raise
// AttributeError; in the usual case it makes no exception for that.
func (t *Thread) GetAttrOpt(v Value, name *Str) (Value, error) {
	typ := v.P.Type
	if typ.genericGetAttr {
		r, err := genericLookup(t, v, name)
		if err != nil && ErrorIs(err, AttributeErrorType) {
			return Value{}, nil
		}
		return r, err
	}
	var r Value
	var err error
	switch typ {
	case TypeType:
		r, err = typeFindAttr(t, v, name)
	case ModuleType:
		m := (*Module)(unsafe.Pointer(v.P))
		if r, ok := m.Dict().GetStr(name); ok {
			return r, nil
		}
		fallthrough
	default:
		r, err = typ.GetAttr(t, v, name)
	}
	if err != nil && ErrorIs(err, AttributeErrorType) {
		return Value{}, nil
	}
	return r, err
}

// SetAttr does v.name = x. The name must be interned.
func (t *Thread) SetAttr(v Value, name *Str, x Value) error {
	set := v.P.Type.SetAttr
	if set == nil {
		return t.noSetAttr(v, name, "assign to")
	}
	return set(t, v, name, x)
}

// DelAttr does del v.name. The name must be interned.
func (t *Thread) DelAttr(v Value, name *Str) error {
	set := v.P.Type.SetAttr
	if set == nil {
		return t.noSetAttr(v, name, "del")
	}
	return set(t, v, name, Value{})
}

func (t *Thread) noSetAttr(v Value, name *Str, what string) error {
	return Errorf(TypeErrorType, "'%s' object has only read-only attributes (%s .%s)", v.P.Type.Name, what, name.s)
}

// GenericGetAttr is object.__getattribute__.
func GenericGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	r, err := genericLookup(t, v, name)
	if err == nil && r.P == nil {
		return Value{}, noAttribute(v, name)
	}
	return r, err
}

// genericLookup is GenericGetAttr that returns the zero Value for a missing attribute.
func genericLookup(t *Thread, v Value, name *Str) (Value, error) {
	typ := v.P.Type
	d := typ.Lookup(t, name)
	var get func(t *Thread, self, obj, owner Value) (Value, error)
	if d.P != nil {
		get = d.P.Type.DescrGet
		if get != nil && d.P.Type.DescrSet != nil {
			return get(t, d, v, typ.Value())
		}
	}
	if a := dictAttrs(v); a != nil {
		if r := a.Get(name); r.P != nil {
			return r, nil
		}
	}
	if get != nil {
		return get(t, d, v, typ.Value())
	}
	return d, nil
}

// GenericSetAttr is object.__setattr__ and, for the zero Value, object.__delattr__.
func GenericSetAttr(t *Thread, v Value, name *Str, x Value) error {
	typ := v.P.Type
	d := typ.Lookup(t, name)
	if d.P != nil {
		if set := d.P.Type.DescrSet; set != nil {
			return set(t, d, v, x)
		}
	}
	a := dictAttrs(v)
	if a == nil {
		if d.P == nil {
			return noAttribute(v, name)
		}
		return NewAttributeError(v, name, "'"+typ.Name+"' object attribute '"+name.s+"' is read-only")
	}
	if x.P == nil {
		if !a.Delete(name) {
			return noAttribute(v, name)
		}
		return nil
	}
	a.Set(name, x)
	return nil
}

// typeGetAttr is type.__getattribute__.
func typeGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	r, err := typeFindAttr(t, v, name)
	if err == nil && r.P == nil {
		err = noAttribute(v, name)
	}
	return r, err
}

// typeFindAttr is typeGetAttr that says by the zero Value that there is none: asyncio asks each object whether its class has
// a future's attribute.
func typeFindAttr(t *Thread, v Value, name *Str) (Value, error) {
	typ := (*Type)(unsafe.Pointer(v.P))
	meta := v.P.Type
	md := meta.Lookup(t, name)
	var mget func(t *Thread, self, obj, owner Value) (Value, error)
	if md.P != nil {
		mget = md.P.Type.DescrGet
		if mget != nil && md.P.Type.DescrSet != nil {
			return mget(t, md, v, meta.Value())
		}
	}
	if d := typ.Lookup(t, name); d.P != nil {
		if get := d.P.Type.DescrGet; get != nil {
			return get(t, d, Value{}, v)
		}
		return d, nil
	}
	if mget != nil {
		return mget(t, md, v, meta.Value())
	}
	return md, nil
}

// typeSetAttr is type.__setattr__: it also renews the slots that depend on name.
func typeSetAttr(t *Thread, v Value, name *Str, x Value) error {
	typ := (*Type)(unsafe.Pointer(v.P))
	if typ.Flags&FlagHeap == 0 || typ.Flags&FlagImmutable != 0 {
		return Errorf(TypeErrorType, "cannot set '%s' attribute of immutable type '%s'", name.s, typ.FullNameC())
	}
	meta := v.P.Type
	if d := meta.Lookup(t, name); d.P != nil {
		if set := d.P.Type.DescrSet; set != nil {
			err := set(t, d, v, x)
			if err == nil {
				typ.modified(t)
				specialChanges.Add(1)
			}
			return err
		}
	}
	if x.P == nil {
		if !typ.Dict.DelStr(name) {
			return noAttribute(v, name)
		}
	} else {
		typ.Dict.SetStr(name, x)
	}
	typ.modified(t)
	if isDunder(name.s) {
		specialChanges.Add(1)
		typ.updateSlots(t, name)
	}
	return nil
}

func isDunder(s string) bool {
	return len(s) > 4 && s[0] == '_' && s[1] == '_' && s[len(s)-1] == '_' && s[len(s)-2] == '_'
}

// FullNameC is the name in messages of C code: tp_name, which for static types
// has the module and for classes does not.
func (typ *Type) FullNameC() string {
	if typ.Flags&(FlagHeap|FlagForeign) != 0 || typ.Module == "" || typ.Module == "builtins" || strings.Contains(typ.Name, ".") {
		return typ.Name
	}
	return typ.Module + "." + typ.Name
}

// moduleGetAttr is module.__getattribute__ with the __getattr__ hook of PEP 562.
func moduleGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	r, err := genericLookup(t, v, name)
	if err != nil || r.P != nil {
		return r, err
	}
	m := (*Module)(unsafe.Pointer(v.P))
	d := m.Dict()
	if hook, ok := d.GetStr(names.GetAttr); ok {
		return t.Call(hook, name.Value())
	}
	modName := ""
	if nv, ok := d.GetStr(names.Name); ok {
		if s, ok := AsStr(nv); ok {
			modName = s.s
			if sv, ok := d.GetStr(names.Spec); ok && !sv.IsNone() {
				if iv, err := t.GetAttrOpt(sv, names.Initializing); err == nil && iv.P != nil {
					if b, _ := t.Truth(iv); b {
						return Value{}, NewAttributeError(v, name, "partially initialized module '"+modName+
							"' has no attribute '"+name.s+"' (most likely due to a circular import)")
					}
				}
				if vs, err := t.GetAttrOpt(sv, names.UninitSubmodules); err == nil && vs.P != nil {
					if in, err := t.Contains(vs, name.Value()); err == nil && in {
						return Value{}, NewAttributeError(v, name, "cannot access submodule '"+name.s+"' of module '"+modName+
							"' (most likely due to a circular import)")
					}
				}
			}
			return Value{}, NewAttributeError(v, name, "module '"+modName+"' has no attribute '"+name.s+"'")
		}
	}
	return Value{}, NewAttributeError(v, name, "module has no attribute '"+name.s+"'")
}
