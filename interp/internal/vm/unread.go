package vm

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines the code of functions that have not been called yet. `import flask` makes 9,000 functions and calls
// a fifth of them; to read and link the others took a quarter of the time and a third of the memory.

// source is what a code object is read from.
type source interface {
	Head() bytecode.Head
	Load() (*bytecode.Code, error)
}

// held is a code object that is there, but not linked.
type held struct{ *bytecode.Code }

func (h held) Load() (*bytecode.Code, error) { return h.Code, nil }

// LinkLater makes the code object of bc for t's interpreter; it is linked when it is called or looked at, and not if it
// becomes a constant of another.
func LinkLater(t *object.Thread, bc *bytecode.Code) *object.Code {
	u := &unit{}
	u.caches.Clear = u.clear
	code := &object.Code{Header: object.Header{Type: object.CodeType}, Filename: object.StrValue(bc.Filename)}
	setHead(code, bc.Head())
	code.Body = &unread{source: held{bc}, in: t.Interp, unit: u, captures: bc.Captures}
	return code
}

// unread is the Body of a code object that came from a cache, until it is called or looked at.
type unread struct {
	source
	in       *object.Interp
	unit     *unit
	captures []int32
	err      error // why it cannot be read
}

// linkedOf returns the body of a code object of this package, which it reads if need be. It is nil if code cannot be
// read: calls of it then say why.
func linkedOf(code *object.Code) *linked {
	if lk, ok := code.Body.(*linked); ok {
		return lk
	}
	return linkNow(code)
}

func linkNow(code *object.Code) *linked {
	u, ok := code.Body.(*unread)
	if !ok {
		return nil
	}
	u.Whole(code)
	lk, _ := code.Body.(*linked)
	return lk
}

// unreadable is why there is no linkedOf code.
func unreadable(code *object.Code) error {
	if u, ok := code.Body.(*unread); ok && u.err != nil {
		return u.err
	}
	return errNotOurs
}

// Whole implements object.Unread.
func (u *unread) Whole(code *object.Code) {
	if u.err != nil {
		return
	}
	bc, err := u.Load()
	if err != nil {
		u.err = object.Errorf(object.ValueErrorType, "bad marshal data (code of %s)", code.QualName)
		code.ArgCount, code.PosOnlyArgCount, code.KwOnlyArgCount, code.Flags = 0, 0, 0, 0
		return
	}
	// code.replace cannot have changed the head: it makes whole what it copies.
	u.unit.add(u.in, u.unit.link(u.in, code, bc))
}

// Docstring implements object.Unread.
func (u *unread) Docstring() object.Value {
	if h := u.Head(); h.HasDoc {
		return object.StrValue(h.Doc)
	}
	return object.Value{}
}

// body is the body of a code object that is to be run.
func (u *unread) body(code *object.Code) (object.Body, error) {
	u.Whole(code)
	return code.Body, u.err
}

// Call implements object.Body.
func (u *unread) Call(t *object.Thread, fn *object.Function, args []object.Value, kw *object.Tuple) (object.Value, error) {
	b, err := u.body(fn.Code)
	if err != nil {
		return object.Value{}, err
	}
	return b.Call(t, fn, args, kw)
}

// Exec implements object.Body.
func (u *unread) Exec(t *object.Thread, code *object.Code, globals *object.Dict, locals object.Value, closure []*object.Cell) (object.Value, error) {
	b, err := u.body(code)
	if err != nil {
		return object.Value{}, err
	}
	return b.Exec(t, code, globals, locals, closure)
}

// Positions implements object.Body.
func (u *unread) Positions(code *object.Code) []object.Position {
	b, err := u.body(code)
	if err != nil {
		return nil
	}
	return b.Positions(code)
}

// View implements object.Body.
func (u *unread) View(code *object.Code) *object.CodeView {
	b, err := u.body(code)
	if err != nil {
		return &object.CodeView{}
	}
	return b.View(code)
}

// Clone implements object.Body, for what cannot be read: code.replace makes the others whole first.
func (u *unread) Clone(code *object.Code) object.Body { return u }
