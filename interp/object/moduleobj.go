package object

import "unsafe"

// This file defines the type module.

func setupModuleType() {
	y := ModuleType
	m := func(v Value) *Module { return (*Module)(unsafe.Pointer(v.P)) }
	sig := NewSignature("(name, doc=None)")
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		return Alloc[Module](cls).Value(), nil
	}
	y.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		a, err := sig.Bind(t, "module", args, kw)
		if err != nil {
			return err
		}
		if _, ok := AsStr(a[0]); !ok {
			return Errorf(TypeErrorType, "module() argument 'name' must be str, not %s", a[0].P.Type.Name)
		}
		d := m(self).Dict()
		d.SetStr(names.Name, a[0])
		d.SetStr(names.Doc, a[1].OrNone())
		d.SetStr(names.Package, None)
		d.SetStr(names.Loader, None)
		d.SetStr(names.Spec, None)
		return nil
	}
	y.GetAttr = moduleGetAttr
	y.SetAttr = func(t *Thread, self Value, name *Str, v Value) error {
		if err := GenericSetAttr(t, self, name, v); err != nil {
			return err
		}
		if home := m(self).Home; home != nil {
			return home.SetAttr(t, name, v)
		}
		return nil
	}
	y.Repr = func(t *Thread, self Value) (Value, error) {
		imp, ok := t.Interp.Modules.GetString("_frozen_importlib")
		if !ok {
			if imp, ok = t.Interp.Modules.GetString("importlib._bootstrap"); !ok {
				n, _ := m(self).Dict().GetStr(names.Name)
				r, err := t.Repr(n.OrNone())
				if err != nil {
					return Value{}, err
				}
				return StrValue("<module " + r.s + ">"), nil
			}
		}
		return t.CallMethodString(imp, "_module_repr", self)
	}
	Define(y, TypeSpec{
		Doc:    "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
		Layout: NewLayoutOwn[Module]("module", objectLayout, unsafe.Offsetof(Module{}.Attrs)),
		Flags:  FlagBase | FlagDict | FlagWeakref,
		Methods: []Method{{Name: "__dir__", Doc: "__dir__() -> list\nspecialized dir() implementation", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
			dv, err := t.GetAttr(self, names.Dict)
			if err != nil {
				return Value{}, err
			}
			d, ok := AnyDict(t, dv)
			if !ok {
				return Value{}, Errorf(TypeErrorType, "%s.__dict__ is not a dictionary", m(self).name())
			}
			if hook, ok := d.GetStr(names.Dir); ok {
				return t.Call(hook)
			}
			l := make([]Value, 0, d.Len())
			for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
				l = append(l, d.Entries[i].Key)
			}
			return NewList(l).Value(), nil
		})}},
		GetSets: []GetSet{{Name: "__annotations__", Get: func(t *Thread, self Value) (Value, error) {
			d := m(self).Dict()
			if v, ok := d.GetStr(names.Annotations); ok {
				return v, nil
			}
			v := NewDict().Value()
			d.SetStr(names.Annotations, v)
			return v, nil
		}, Set: func(t *Thread, self, v Value) error {
			if v.P == nil {
				if !m(self).Dict().DelStr(names.Annotations) {
					return NewAttributeError(self, names.Annotations, "__annotations__")
				}
				return nil
			}
			m(self).Dict().SetStr(names.Annotations, v)
			return nil
		}}},
		Members: []GetSet{{Name: "__dict__", Get: func(t *Thread, self Value) (Value, error) {
			if home := m(self).Home; home != nil {
				return home.Dict(t)
			}
			return m(self).Dict().Value(), nil
		}}},
	})
}

func (m *Module) name() string {
	if v, ok := m.Dict().GetStr(names.Name); ok {
		if s, ok := AsStr(v); ok {
			return s.s
		}
	}
	return "?"
}
