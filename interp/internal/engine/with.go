package engine

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines what with, class bodies and the prompt do.

var (
	enterStr, exitStr   = object.Intern("__enter__"), object.Intern("__exit__")
	aenterStr, aexitStr = object.Intern("__aenter__"), object.Intern("__aexit__")
	annotationsStr      = object.Intern("__annotations__")
)

// Special returns the special method name of v, bound.
func Special(t *object.Thread, v object.Value, name *object.Str) (object.Value, error) {
	f, self, err := t.LookupSpecial(v, name)
	if err != nil || f.P == nil || self.P == nil {
		return f, err
	}
	if f.P.Type.DescrGet == nil {
		return f, nil
	}
	return f.P.Type.DescrGet(t, f, v, v.P.Type.Value())
}

// WithEnter returns what __enter__ gives and the bound __exit__.
func WithEnter(t *object.Thread, mgr object.Value, async bool) (v, exit object.Value, err error) {
	in, out, proto := enterStr, exitStr, "context manager"
	if async {
		in, out, proto = aenterStr, aexitStr, "asynchronous context manager"
	}
	enter, err := Special(t, mgr, in)
	if err != nil {
		return v, exit, err
	}
	if enter.P == nil {
		return v, exit, object.Errorf(object.TypeErrorType, "'%s' object does not support the %s protocol", mgr.P.Type.FullNameC(), proto)
	}
	exit, err = Special(t, mgr, out)
	if err != nil {
		return v, exit, err
	}
	if exit.P == nil {
		return v, exit, object.Errorf(object.TypeErrorType, "'%s' object does not support the %s protocol (missed %s method)", mgr.P.Type.FullNameC(), proto, out)
	}
	v, err = t.Call(enter)
	return v, exit, err
}

// SetupAnnotations gives a namespace an __annotations__ if it has none.
func SetupAnnotations(t *object.Thread, locals object.Value) error {
	if locals.P.Type == object.DictType {
		d := (*object.Dict)(unsafe.Pointer(locals.P))
		if _, ok := d.GetStr(annotationsStr); !ok {
			d.SetStr(annotationsStr, object.NewDict().Value())
		}
		return nil
	}
	_, err := t.GetItem(locals, annotationsStr.Value())
	if err != nil && object.ErrorIs(err, object.KeyErrorType) {
		return t.SetItem(locals, annotationsStr.Value(), object.NewDict().Value())
	}
	return err
}

// PrintExpr calls sys.displayhook, as expressions typed at a prompt do.
func PrintExpr(t *object.Thread, v object.Value) error {
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
