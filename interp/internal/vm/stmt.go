package vm

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines the slow paths of statements: with, match, import, class
// annotations, the prompt's expression statement.

var (
	enterStr, exitStr             = object.Intern("__enter__"), object.Intern("__exit__")
	aenterStr, aexitStr           = object.Intern("__aenter__"), object.Intern("__aexit__")
	annotationsStr, importStr     = object.Intern("__annotations__"), object.Intern("__import__")
	matchArgsStr, allStr, dictStr = object.Intern("__match_args__"), object.Intern("__all__"), object.Intern("__dict__")
)

// special returns the special method name of v, bound.
func (m *machine) special(v object.Value, name *object.Str) (object.Value, error) {
	f, self, err := m.t.LookupSpecial(v, name)
	if err != nil || f.P == nil || self.P == nil {
		return f, err
	}
	if f.P.Type.DescrGet == nil {
		return f, nil
	}
	return f.P.Type.DescrGet(m.t, f, v, v.P.Type.Value())
}

// withEnter returns what __enter__ gives and the bound __exit__.
func (m *machine) withEnter(mgr object.Value, async bool) (v, exit object.Value, err error) {
	in, out, proto := enterStr, exitStr, "context manager"
	if async {
		in, out, proto = aenterStr, aexitStr, "asynchronous context manager"
	}
	t := m.t
	enter, err := m.special(mgr, in)
	if err != nil {
		return v, exit, err
	}
	if enter.P == nil {
		return v, exit, object.Errorf(object.TypeErrorType, "'%s' object does not support the %s protocol", mgr.P.Type.FullNameC(), proto)
	}
	exit, err = m.special(mgr, out)
	if err != nil {
		return v, exit, err
	}
	if exit.P == nil {
		return v, exit, object.Errorf(object.TypeErrorType, "'%s' object does not support the %s protocol (missed %s method)", mgr.P.Type.FullNameC(), proto, out)
	}
	v, err = t.Call(enter)
	return v, exit, err
}

func (m *machine) setupAnnotations(f *frame) error {
	if d, ok := exactDict(f.locals); ok {
		if _, ok := d.GetStr(annotationsStr); !ok {
			d.SetStr(annotationsStr, object.NewDict().Value())
		}
		return nil
	}
	_, err := m.t.GetItem(f.locals, annotationsStr.Value())
	if err != nil && object.ErrorIs(err, object.KeyErrorType) {
		return m.t.SetItem(f.locals, annotationsStr.Value(), object.NewDict().Value())
	}
	return err
}

// matchKeys returns the values of subject for keys, or None if one is missing.
func (m *machine) matchKeys(subject, keys object.Value) (object.Value, error) {
	t := m.t
	u := (*object.Tuple)(unsafe.Pointer(keys.P))
	seen := object.NewSet()
	for _, k := range u.Items {
		dup, err := seen.Contains(t, k)
		if err != nil {
			return subject, err
		}
		if dup {
			r, err := t.Repr(k)
			if err != nil {
				return subject, err
			}
			return subject, object.Errorf(object.ValueErrorType, "mapping pattern checks duplicate key (%s)", r)
		}
		if err := seen.Add(t, k); err != nil {
			return subject, err
		}
	}
	get, err := t.GetAttrString(subject, "get")
	if err != nil {
		return subject, err
	}
	dummy := object.Value{P: &object.NewInstance(object.ObjectType).Header}
	vals := make([]object.Value, len(u.Items))
	for i, k := range u.Items {
		v, err := t.Call(get, k, dummy)
		if err != nil {
			return subject, err
		}
		if v == dummy {
			return object.None, nil
		}
		vals[i] = v
	}
	return object.NewTuple(vals).Value(), nil
}

// matchClass returns the values of the sub-patterns' subjects of a class
// pattern with npos positional and the named attributes, or None if it does not match.
func (m *machine) matchClass(subject, class, kwNames object.Value, npos int) (object.Value, error) {
	t := m.t
	c, ok := object.AsType(class)
	if !ok {
		return subject, object.Errorf(object.TypeErrorType, "called match pattern must be a type")
	}
	is, err := t.IsInstance(subject, class)
	if err != nil {
		return subject, err
	}
	if !is {
		return object.None, nil
	}
	names := (*object.Tuple)(unsafe.Pointer(kwNames.P)).Items
	seen := map[string]bool{}
	var vals []object.Value
	get := func(name object.Value) (bool, error) {
		s, ok := object.AsStr(name)
		if !ok {
			return false, object.Errorf(object.TypeErrorType, "__match_args__ elements must be strings (got %s)", name.P.Type.Name)
		}
		if seen[s.String()] {
			r, err := t.Repr(name)
			if err != nil {
				return false, err
			}
			return false, object.Errorf(object.TypeErrorType, "%s() got multiple sub-patterns for attribute %s", c.Name, r)
		}
		seen[s.String()] = true
		v, err := t.GetAttrOpt(subject, object.InternStr(s))
		if err != nil || v.P == nil {
			return false, err
		}
		vals = append(vals, v)
		return true, nil
	}
	if npos > 0 {
		var attrs []object.Value
		self := false
		ma, err := t.GetAttrOpt(class, matchArgsStr)
		if err != nil {
			return subject, err
		}
		if ma.P != nil {
			if ma.P.Type != object.TupleType {
				return subject, object.Errorf(object.TypeErrorType, "%s.__match_args__ must be a tuple (got %s)", c.Name, ma.P.Type.Name)
			}
			attrs = (*object.Tuple)(unsafe.Pointer(ma.P)).Items
		} else if c.Flags&object.FlagMatchSelf != 0 {
			self = true
		}
		allowed := len(attrs)
		if self {
			allowed = 1
		}
		if npos > allowed {
			pl := "s"
			if allowed == 1 {
				pl = ""
			}
			return subject, object.Errorf(object.TypeErrorType, "%s() accepts %d positional sub-pattern%s (%d given)", c.Name, allowed, pl, npos)
		}
		if self {
			vals = append(vals, subject)
		} else {
			for _, n := range attrs[:npos] {
				ok, err := get(n)
				if err != nil {
					return subject, err
				}
				if !ok {
					return object.None, nil
				}
			}
		}
	}
	for _, n := range names {
		ok, err := get(n)
		if err != nil {
			return subject, err
		}
		if !ok {
			return object.None, nil
		}
	}
	return object.NewTuple(vals).Value(), nil
}

// importName is builtins.__import__ as the import statement calls it.
func (m *machine) importName(f *frame, name *object.Str, fromlist, level object.Value) (object.Value, error) {
	t := m.t
	if name == nil {
		name = object.Intern("") // from . import x; the linker makes no str for a slot without a name
	}
	imp, ok := f.builtins.GetStr(importStr)
	if !ok {
		return object.Value{}, object.Errorf(object.ImportErrorType, "__import__ not found")
	}
	if imp.P.Type == object.BuiltinType {
		if b := (*object.Builtin)(unsafe.Pointer(imp.P)); b.Method.Name == "__import__" && t.Interp.Host != nil {
			return t.Interp.Host.Import(t, name.String(), f.globals, fromlist, int(level.Int64()))
		}
	}
	locals := f.locals
	if locals.P == nil {
		locals = object.None
	}
	return t.Call(imp, name.Value(), f.globals.Value(), locals, fromlist, level)
}

// importFrom is the name of a module that from ... import binds.
func (m *machine) importFrom(mod object.Value, name *object.Str) (object.Value, error) {
	t := m.t
	v, err := t.GetAttrOpt(mod, name)
	if err != nil || v.P != nil {
		return v, err
	}
	// A submodule under way of being imported is not an attribute yet.
	pkgName := "<unknown module name>"
	known := false
	if nv, err := t.GetAttrOpt(mod, nameStr); err == nil && nv.P != nil {
		if s, ok := object.AsStr(nv); ok {
			pkgName, known = s.String(), true
			if sub, ok, err := t.Interp.Modules.Get(t, object.StrValue(pkgName+"."+name.String())); err != nil {
				return v, err
			} else if ok {
				return sub, nil
			}
		}
	}
	path := object.None
	if known {
		if fv, err := t.GetAttrOpt(mod, object.Intern("__file__")); err == nil && fv.P != nil {
			if _, ok := object.AsStr(fv); ok {
				path = fv
			}
		}
	}
	where := "unknown location"
	if s, ok := object.AsStr(path); ok {
		where = s.String()
	}
	msg := "cannot import name '" + name.String() + "' from '" + pkgName + "' (" + where + ")"
	if !path.IsNone() {
		if spec, err := t.GetAttrOpt(mod, object.Intern("__spec__")); err == nil && spec.P != nil && !spec.IsNone() {
			if iv, err := t.GetAttrOpt(spec, object.Intern("_initializing")); err == nil && iv.P != nil {
				if b, _ := t.Truth(iv); b {
					msg = "cannot import name '" + name.String() + "' from partially initialized module '" + pkgName +
						"' (most likely due to a circular import) (" + where + ")"
				}
			}
		}
	}
	return v, object.NewImportError(object.ImportErrorType, msg, object.StrValue(pkgName), path, name.Value())
}

// importStar copies the public names of a module into the frame's namespace.
func (m *machine) importStar(f *frame, mod object.Value) error {
	t := m.t
	all, err := t.GetAttrOpt(mod, allStr)
	if err != nil {
		return err
	}
	skip := false
	if all.P == nil {
		d, err := t.GetAttrOpt(mod, dictStr)
		if err != nil {
			return err
		}
		if d.P == nil {
			return object.Errorf(object.ImportErrorType, "from-import-* object has no __dict__ and no __all__")
		}
		if all, err = t.CallMethodString(d, "keys"); err != nil {
			return err
		}
		skip = true
	}
	names, err := t.Collect(all)
	if err != nil {
		return err
	}
	for _, nv := range names {
		s, ok := object.AsStr(nv)
		if !ok {
			modName := "?"
			if v, err := t.GetAttrOpt(mod, nameStr); err == nil && v.P != nil {
				if s, ok := object.AsStr(v); ok {
					modName = s.String()
				}
			}
			if skip {
				return object.Errorf(object.TypeErrorType, "Key in %s.__dict__ must be str, not %s", modName, nv.P.Type.Name)
			}
			return object.Errorf(object.TypeErrorType, "Item in %s.__all__ must be str, not %s", modName, nv.P.Type.Name)
		}
		if skip && len(s.String()) > 0 && s.String()[0] == '_' {
			continue
		}
		n := object.InternStr(s)
		v, err := t.GetAttr(mod, n)
		if err != nil {
			return err
		}
		if err := m.storeName(f, n, v); err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) printExpr(v object.Value) error {
	t := m.t
	if t.Interp.Sys == nil {
		return object.Errorf(object.RuntimeErrorType, "lost sys.displayhook")
	}
	hook, ok := t.Interp.Sys.GetString("displayhook")
	if !ok {
		return object.Errorf(object.RuntimeErrorType, "lost sys.displayhook")
	}
	_, err := t.Call(hook, v)
	return err
}
