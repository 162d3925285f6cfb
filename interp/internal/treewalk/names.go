package treewalk

import (
	"unsafe"

	"memphis/interp/internal/engine"
	"memphis/interp/internal/resolve"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file loads, stores and deletes variables.

// access is how a variable is reached.
type access uint8

const (
	accessLocal     access = iota // a slot of the frame
	accessCell                    // a Cell in a slot
	accessFree                    // a Cell of the closure
	accessGlobal                  // global, bypassing the namespace
	accessName                    // namespace, then globals
	accessClassFree               // namespace of a class, then a Cell of the closure
)

// find tells how a mangled name is reached, with its slot or its place in the closure.
func (b *builder) find(name string) (access, int) {
	outside := accessName
	if b.isFunction() {
		outside = accessGlobal
	}
	switch b.block.Scope(name) {
	case resolve.Local:
		if !b.isFunction() {
			return accessName, 0
		}
		i, ok := b.vars[name]
		if !ok {
			// Code that cannot be reached is the only one to mention it.
			i = b.numVars
			b.numVars++
			b.vars[name] = i
		}
		return accessLocal, i
	case resolve.Cell:
		return accessCell, b.cells[name]
	case resolve.Free:
		if b.block.Kind == resolve.Class {
			return accessClassFree, b.frees[name]
		}
		return accessFree, b.frees[name]
	case resolve.GlobalExplicit:
		return accessGlobal, 0
	}
	return outside, 0
}

// name builds the value of a variable.
func (b *builder) name(p syntax.Pos, id string) expr {
	id = b.mangle(id)
	ix := b.at(p)
	s := object.Intern(id)
	switch acc, i := b.find(id); acc {
	case accessLocal:
		return func(f *frame) (object.Value, error) {
			if v := f.vars[i]; v.P != nil {
				return v, nil
			}
			f.at = ix
			return object.Value{}, engine.UnboundLocal(id)
		}
	case accessCell:
		return func(f *frame) (object.Value, error) {
			if v := f.cell(i).V; v.P != nil {
				return v, nil
			}
			f.at = ix
			return object.Value{}, engine.UnboundLocal(id)
		}
	case accessFree:
		return func(f *frame) (object.Value, error) {
			if v := f.closure[i].V; v.P != nil {
				return v, nil
			}
			f.at = ix
			return object.Value{}, engine.UnboundFree(id)
		}
	case accessClassFree:
		return func(f *frame) (object.Value, error) {
			f.at = ix
			v, err := f.fromLocals(s)
			if err != nil || v.P != nil {
				return v, err
			}
			if v = f.closure[i].V; v.P == nil {
				return v, engine.UnboundFree(id)
			}
			return v, nil
		}
	case accessGlobal:
		return func(f *frame) (object.Value, error) {
			f.at = ix
			return f.global(s)
		}
	}
	return func(f *frame) (object.Value, error) {
		f.at = ix
		if f.locals.P != &f.globals.Header {
			v, err := f.fromLocals(s)
			if err != nil || v.P != nil {
				return v, err
			}
		}
		return f.global(s)
	}
}

// fromLocals looks a name up in the frame's namespace; the zero Value if it is not there.
func (f *frame) fromLocals(name *object.Str) (object.Value, error) {
	if f.locals.P.Type == object.DictType {
		v, _ := (*object.Dict)(unsafe.Pointer(f.locals.P)).GetStr(name)
		return v, nil
	}
	return missing(f.t.GetItem(f.locals, name.Value()))
}

// missing turns a KeyError into the zero Value.
func missing(v object.Value, err error) (object.Value, error) {
	if err != nil && object.ErrorIs(err, object.KeyErrorType) {
		return object.Value{}, nil
	}
	return v, err
}

// global is a global or built-in name.
func (f *frame) global(name *object.Str) (object.Value, error) {
	if g := f.globals; g.Header.Type == object.DictType {
		if v, ok := g.GetStr(name); ok {
			return v, nil
		}
	} else if v, err := missing(f.t.GetItem(g.Value(), name.Value())); err != nil || v.P != nil {
		// A subclass of dict may define __missing__ or __getitem__.
		return v, err
	}
	if d := f.builtins; d.Header.Type == object.DictType {
		if v, ok := d.GetStr(name); ok {
			return v, nil
		}
	} else if v, err := missing(f.t.GetItem(d.Value(), name.Value())); err != nil || v.P != nil {
		return v, err
	}
	if v, err := f.t.BuiltinsItem(f.globals, name); err != nil || v.P != nil {
		return v, err
	}
	return object.Value{}, engine.NameError(name)
}

// storeName builds the assignment to a variable.
func (b *builder) storeName(p syntax.Pos, id string) store {
	id = b.mangle(id)
	s := object.Intern(id)
	switch acc, i := b.find(id); acc {
	case accessLocal:
		return func(f *frame, v object.Value) error {
			f.vars[i] = v
			return nil
		}
	case accessCell:
		return func(f *frame, v object.Value) error {
			f.cell(i).V = v
			return nil
		}
	case accessFree, accessClassFree:
		return func(f *frame, v object.Value) error {
			f.closure[i].V = v
			return nil
		}
	case accessGlobal:
		return func(f *frame, v object.Value) error {
			f.globals.SetStr(s, v)
			return nil
		}
	}
	ix := b.at(p)
	return func(f *frame, v object.Value) error {
		f.at = ix
		return f.setName(s, v)
	}
}

func (f *frame) setName(name *object.Str, v object.Value) error {
	if f.locals.P.Type == object.DictType {
		(*object.Dict)(unsafe.Pointer(f.locals.P)).SetStr(name, v)
		return nil
	}
	return f.t.SetItem(f.locals, name.Value(), v)
}

// deleteName builds the deletion of a variable.
func (b *builder) deleteName(p syntax.Pos, id string) func(f *frame) error {
	id = b.mangle(id)
	s := object.Intern(id)
	ix := b.at(p)
	site := new(int32) // its address tells the statement from others
	deleted := func(f *frame, v object.Value) {
		f.t.Deleted(v, uintptr(unsafe.Pointer(site)), func(t *object.Thread) { t.ClearStack() })
	}
	switch acc, i := b.find(id); acc {
	case accessLocal:
		return func(f *frame) error {
			f.at = ix
			v := f.vars[i]
			if v.P == nil {
				return engine.UnboundLocal(id)
			}
			f.vars[i] = object.Value{}
			deleted(f, v)
			return nil
		}
	case accessCell:
		return func(f *frame) error {
			f.at = ix
			c := f.cell(i)
			v := c.V
			if v.P == nil {
				return engine.UnboundLocal(id)
			}
			c.V = object.Value{}
			deleted(f, v)
			return nil
		}
	case accessFree, accessClassFree:
		return func(f *frame) error {
			f.at = ix
			v := f.closure[i].V
			if v.P == nil {
				return engine.UnboundFree(id)
			}
			f.closure[i].V = object.Value{}
			deleted(f, v)
			return nil
		}
	case accessGlobal:
		return func(f *frame) error {
			f.at = ix
			v, _ := f.globals.GetStr(s)
			if !f.globals.DelStr(s) {
				return engine.NameError(s)
			}
			deleted(f, v)
			return nil
		}
	}
	return func(f *frame) error {
		f.at = ix
		if f.locals.P.Type == object.DictType {
			d := (*object.Dict)(unsafe.Pointer(f.locals.P))
			v, _ := d.GetStr(s)
			if !d.DelStr(s) {
				return engine.NameError(s)
			}
			deleted(f, v)
			return nil
		}
		err := f.t.DelItem(f.locals, s.Value())
		if err != nil && object.ErrorIs(err, object.KeyErrorType) {
			return engine.NameError(s)
		}
		return err
	}
}

// forget unbinds the name of an except clause, which the body may have unbound already.
func (b *builder) forget(p syntax.Pos, id string) func(f *frame) error {
	if acc, i := b.find(b.mangle(id)); acc == accessLocal {
		return func(f *frame) error {
			f.vars[i] = object.Value{}
			return nil
		}
	}
	set, del := b.storeName(p, id), b.deleteName(p, id)
	return func(f *frame) error {
		if err := set(f, object.None); err != nil {
			return err
		}
		return del(f)
	}
}
