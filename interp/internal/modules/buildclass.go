package modules

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines __build_class__, what the class statement calls (reference,
// section 3.3.3).

func buildClass(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	npos := len(args)
	if kw != nil {
		npos -= len(kw.Items)
	}
	if npos < 2 {
		return value{}, object.Errorf(object.TypeErrorType, "__build_class__: not enough arguments")
	}
	fn, ok := object.AsFunction(args[0])
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "__build_class__: func must be a function")
	}
	name, ok := object.AsStr(args[1])
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "__build_class__: name is not a string")
	}
	orig := append([]value(nil), args[2:npos]...)
	bases, err := resolveBases(t, orig)
	if err != nil {
		return value{}, err
	}
	var kwargs *object.Dict
	meta := value{}
	for i := npos; i < len(args); i++ {
		k, _ := object.AsStr(kw.Items[i-npos])
		if k.String() == "metaclass" {
			meta = args[i]
			continue
		}
		if kwargs == nil {
			kwargs = object.NewDict()
		}
		kwargs.SetStr(k, args[i])
	}
	if meta.IsNil() {
		meta = object.TypeType.Value()
		if len(bases) > 0 {
			meta = bases[0].Type().Value()
		}
	}
	if mt, ok := object.AsType(meta); ok {
		winner, err := object.CalculateMetaclass(mt, bases)
		if err != nil {
			return value{}, err
		}
		meta = winner.Value()
	}
	bt := object.NewTuple(bases).Value()
	var ns value
	if meta == object.TypeType.Value() {
		ns = object.NewDict().Value()
	} else {
		prep, err := t.GetAttrOpt(meta, object.Intern("__prepare__"))
		if err != nil {
			return value{}, err
		}
		if prep.IsNil() {
			ns = object.NewDict().Value()
		} else {
			if ns, err = t.CallKw(prep, object.NewTuple([]value{name.Value(), bt}), kwargs); err != nil {
				return value{}, err
			}
			if ns.Type().GetItem == nil {
				mn := "<metaclass>"
				if mt, ok := object.AsType(meta); ok {
					mn = mt.Name
				}
				return value{}, object.Errorf(object.TypeErrorType, "%s.__prepare__() must return a mapping, not %s", mn, ns.Type().Name)
			}
		}
	}
	cell, err := fn.Code.Body.Exec(t, fn.Code, fn.Globals, ns, fn.Closure)
	if err != nil {
		return value{}, err
	}
	if !same(bases, orig) {
		if err := t.SetItem(ns, object.StrValue("__orig_bases__"), object.NewTuple(orig).Value()); err != nil {
			return value{}, err
		}
	}
	cls, err := t.CallKw(meta, object.NewTuple([]value{name.Value(), bt, ns}), kwargs)
	if err != nil {
		return value{}, err
	}
	if _, isType := object.AsType(cls); isType && cell.Type() == object.CellType {
		c := (*object.Cell)(unsafe.Pointer(cell.P))
		if c.V.IsNil() {
			return value{}, object.Errorf(object.RuntimeErrorType, "__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?", name, reprOf(t, cls))
		}
		if c.V != cls {
			return value{}, object.Errorf(object.TypeErrorType, "__class__ set to %s defining '%s' as %s", reprOf(t, c.V), name, reprOf(t, cls))
		}
	}
	return cls, nil
}

func reprOf(t *thread, v value) string {
	s, err := t.Repr(v)
	if err != nil {
		return "<" + v.Type().Name + ">"
	}
	return s.String()
}

func same(a, b []value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// resolveBases replaces each base that is no class and has __mro_entries__ by
// what that returns (PEP 560).
func resolveBases(t *thread, orig []value) ([]value, error) {
	var out []value
	for i, b := range orig {
		if _, ok := object.AsType(b); ok {
			if out != nil {
				out = append(out, b)
			}
			continue
		}
		f, err := t.GetAttrOpt(b, object.Intern("__mro_entries__"))
		if err != nil {
			return nil, err
		}
		if f.IsNil() {
			if out != nil {
				out = append(out, b)
			}
			continue
		}
		r, err := t.Call(f, object.NewTuple(orig).Value())
		if err != nil {
			return nil, err
		}
		u, ok := object.AsTuple(r)
		if !ok {
			return nil, object.Errorf(object.TypeErrorType, "__mro_entries__ must return a tuple")
		}
		if out == nil {
			out = append(make([]value, 0, len(orig)), orig[:i]...)
		}
		out = append(out, u.Items...)
	}
	if out == nil {
		return orig, nil
	}
	return out, nil
}
