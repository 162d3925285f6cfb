package object

import (
	"fmt"
	"strconv"
	"syscall"
	"unsafe"
)

// This file defines what the engines need of the object model beyond its doors.

// Itoa is strconv.Itoa.
func Itoa(n int) string { return strconv.Itoa(n) }

// PlainInit returns the __init__ of a class whose instances are made by
// allocating an Instance and calling that function: no __new__, no __del__, no
// abstract methods. It returns nil for other classes.
func (typ *Type) PlainInit(t *Thread) *Function {
	if !typ.plainAlloc() {
		return nil
	}
	f := typ.Lookup(t, names.Init)
	if f.P == nil || f.P.Type != FunctionType {
		return nil
	}
	return (*Function)(unsafe.Pointer(f.P))
}

// plainAlloc reports whether instances of typ are those of object, made by its
// __new__ and not to be finalised.
func (typ *Type) plainAlloc() bool {
	return typ.Flags&(FlagAbstract|FlagHasDel) == 0 && typ.Flags&FlagHeap != 0 && typ.Layout == objectLayout && sameNew(typ, ObjectType)
}

// PlainNew reports whether typ() makes an instance and calls nothing of Python's.
func (typ *Type) PlainNew(t *Thread) bool {
	if !typ.plainAlloc() {
		return false
	}
	f := typ.Lookup(t, names.Init)
	return f.P != nil && f == ObjectType.Lookup(t, names.Init)
}

// NewImportError makes an ImportError (or ModuleNotFoundError) with its name, path and name_from.
func NewImportError(cls *Type, msg string, name, path, from Value) error {
	e := NewException(cls, StrValue(msg))
	e.Data = []Value{StrValue(msg), name, path, from}
	return e
}

// Safepoint does what waits: it is called when Pending is set, between
// instructions, with the lock held.
func (t *Thread) Safepoint() error {
	t.Pending.Store(false)
	if e := t.asyncExc.Swap(nil); e != nil {
		return t.raiseAsync(*e)
	}
	for _, f := range t.Interp.Safepoints {
		if err := f(t); err != nil {
			t.Pending.Store(true) // the rest is still due
			return err
		}
	}
	// Behind the handlers of signals: an exception of theirs would be lost in a finaliser.
	if t == t.Interp.Main {
		t.finish()
	}
	if l := t.Interp.Lock; l != nil {
		l.Yield(t)
	}
	if t.Hooked {
		t.Pending.Store(true)
	}
	return nil
}

// ExceptionGroupOrBase returns the group class for one exception: ExceptionGroup
// if it is an Exception, else BaseExceptionGroup.
func ExceptionGroupOrBase(exc Value) *Type {
	if exc.P.Type.IsSubtype(ExceptionType) {
		return ExceptionGroupType
	}
	return BaseExceptionGroupType
}

// ASCII is ascii(v): repr with what is not ASCII escaped.
func ASCII(t *Thread, v Value) (Value, error) {
	r, err := t.Repr(v)
	if err != nil {
		return Value{}, err
	}
	if r.IsASCII() {
		return r.Value(), nil
	}
	var b []byte
	for s := r.s; s != ""; {
		c, n := DecodeWTF8(s)
		s = s[n:]
		switch {
		case c < 0x80:
			b = append(b, byte(c))
		case c < 0x100:
			b = fmt.Appendf(b, `\x%02x`, c)
		case c < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = fmt.Appendf(b, `\U%08x`, c)
		}
	}
	return StrValue(string(b)), nil
}

// NewSyntaxError makes a SyntaxError (or a subclass) with its details, or those of its end left out
// for a nil endLine.
func NewSyntaxError(cls *Type, msg, filename, line, col, text, endLine, endCol Value) *Exception {
	details := []Value{filename, line, col, text, endLine, endCol}
	if endLine.P == nil {
		details, endLine, endCol = details[:4], None, None
	}
	e := NewException(cls, msg, TupleOf(details...))
	e.Data = []Value{msg, filename, line, col, text, endLine, endCol, None}
	return e
}

// NewBlockingIOError makes the BlockingIOError of a buffered write that wrote so
// many bytes.
func NewBlockingIOError(msg string, written int) error {
	e := NewException(BlockingIOErrorType, Int(int(syscall.EAGAIN)), StrValue(msg), Int(written))
	e.Data = []Value{Int(int(syscall.EAGAIN)), StrValue(msg), {}, {}, Int(written)}
	return e
}

// StreamLock is the lock of a buffered stream, which a thread must not enter twice.
type StreamLock struct{ mu Mutex }

// Lock takes the lock, with the interpreter's lock released while it waits.
func (l *StreamLock) Lock(t *Thread, v Value) error {
	if l.mu.Owner() == t {
		r, err := t.Repr(v)
		if err != nil {
			return err
		}
		return Errorf(RuntimeErrorType, "reentrant call inside %s", r.s)
	}
	l.mu.Lock(t)
	return nil
}

// Unlock gives the lock up.
func (l *StreamLock) Unlock(t *Thread) { l.mu.Unlock() }

// DictGetSet is the row of __dict__ for a built-in type whose instances have one, always the same.
func DictGetSet() GetSet { return GetSet{Name: dictRow.Name, Doc: dictRow.Doc, Get: dictRow.Get} }
