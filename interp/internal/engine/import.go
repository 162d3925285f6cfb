package engine

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines the import statements.

var (
	importStr, nameStr = object.Intern("__import__"), object.Intern("__name__")
	allStr, dictStr    = object.Intern("__all__"), object.Intern("__dict__")
)

// ImportName is builtins.__import__ as the import statement calls it, in code with those namespaces; locals may be the
// zero Value.
func ImportName(t *object.Thread, globals, builtins *object.Dict, locals object.Value, name *object.Str, fromlist, level object.Value) (object.Value, error) {
	if name == nil {
		name = object.Intern("") // from . import x; the linker makes no str for a slot without a name
	}
	imp, ok := builtins.GetStr(importStr)
	if !ok {
		return object.Value{}, object.Errorf(object.ImportErrorType, "__import__ not found")
	}
	if imp.P.Type == object.BuiltinType {
		if b := (*object.Builtin)(unsafe.Pointer(imp.P)); b.Method.Name == "__import__" && t.Interp.Host != nil {
			return t.Interp.Host.Import(t, name.String(), globals, fromlist, int(level.Int64()))
		}
	}
	if locals.P == nil {
		locals = object.None
	}
	return t.Call(imp, name.Value(), globals.Value(), locals, fromlist, level)
}

// ImportFrom is the name of a module that from ... import binds.
func ImportFrom(t *object.Thread, mod object.Value, name *object.Str) (object.Value, error) {
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

// ImportStar gives the public names of a module to store.
func ImportStar(t *object.Thread, mod object.Value, store func(name *object.Str, v object.Value) error) error {
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
		if err := store(n, v); err != nil {
			return err
		}
	}
	return nil
}
