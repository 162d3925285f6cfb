package object

import (
	"fmt"
	"unsafe"
	"weak"
)

// This file defines weak references (Library reference, "weakref"). They stand on
// Go's weak pointers, so a referent goes when Go's collector finds it
// unreachable; callbacks run at the next safepoint of the main thread.

// Weakref is a weakref.ref, and the core of a proxy.
type Weakref struct {
	Header
	ptr      weak.Pointer[Header]
	Callback Value // the zero Value for none
	hash     int64
	hashed   bool
}

// weakTable finds the weak references to an object. The references are held
// weakly: one that nobody holds calls nothing back.
type weakTable map[weak.Pointer[Header]]*weakEntry

type weakEntry struct {
	key  weak.Pointer[Header]
	refs []weak.Pointer[Weakref]
}

// AsWeakref returns v as a *Weakref if it is a weak reference or a proxy.
func AsWeakref(v Value) (*Weakref, bool) {
	switch v.P.Type {
	case WeakrefType, WeakProxyType, WeakCallableProxyType:
		return (*Weakref)(unsafe.Pointer(v.P)), true
	}
	if v.P.Type.Flags&FlagHeap != 0 && v.P.Type.IsSubtype(WeakrefType) {
		return (*Weakref)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// Weakrefable reports whether values of v's type can be weakly referenced.
func Weakrefable(v Value) bool { return v.P.Type.Flags&FlagWeakref != 0 }

// Get returns the referent, the zero Value if it is gone.
func (w *Weakref) Get() Value {
	if p := w.ptr.Value(); p != nil {
		return Value{P: p}
	}
	return Value{}
}

// NewWeakref makes a weak reference of class cls to v, or returns the one there
// is if it is of cls exactly and has no callback either.
func (t *Thread) NewWeakref(cls *Type, v, callback Value) (Value, error) {
	if !Weakrefable(v) {
		return Value{}, Errorf(TypeErrorType, "cannot create weak reference to '%s' object", v.P.Type.Name)
	}
	if callback.P != nil && callback.IsNone() {
		callback = Value{}
	}
	in := t.Interp
	if v.P.Type.Flags&FlagHeap != 0 {
		v.P.Type.Flags |= FlagReferred
	}
	key := weak.Make(v.P)
	e := in.weakrefs[key]
	if e == nil {
		e = &weakEntry{key: key}
		if in.weakrefs == nil {
			in.weakrefs = weakTable{}
		}
		in.weakrefs[key] = e
		in.onCollect(v, func(t *Thread) {
			if t.Interp.weakrefs[e.key] == e {
				delete(t.Interp.weakrefs, e.key)
			}
			e.callbacks(t)
		})
	}
	shared := callback.P == nil && (cls == WeakrefType || cls == WeakProxyType || cls == WeakCallableProxyType)
	if shared {
		for _, p := range e.refs {
			if w := p.Value(); w != nil && w.Header.Type == cls && w.Callback.P == nil {
				return Value{P: &w.Header}, nil
			}
		}
	}
	w := Alloc[Weakref](cls)
	w.ptr, w.Callback = key, callback
	live := e.refs[:0]
	for _, p := range e.refs {
		if p.Value() != nil {
			live = append(live, p)
		}
	}
	e.refs = append(live, weak.Make(w))
	if shared {
		// The one that is handed out again comes first.
		copy(e.refs[1:], e.refs)
		e.refs[0] = weak.Make(w)
	}
	return Value{P: &w.Header}, nil
}

// callbacks calls the callbacks of the references to an object that is gone, the
// newest first.
func (e *weakEntry) callbacks(t *Thread) {
	for i := len(e.refs) - 1; i >= 0; i-- {
		w := e.refs[i].Value()
		if w == nil || w.Callback.P == nil {
			continue
		}
		cb := w.Callback
		w.Callback = Value{}
		if _, err := t.Call(cb, Value{P: &w.Header}); err != nil {
			Unraisable(t, err, "", cb)
		}
	}
	e.refs = nil
}

// Weakrefs returns the weak references to v that are alive.
func (in *Interp) Weakrefs(v Value) []Value {
	if !Weakrefable(v) || in.weakrefs == nil {
		return nil
	}
	e := in.weakrefs[weak.Make(v.P)]
	if e == nil {
		return nil
	}
	var out []Value
	for _, p := range e.refs {
		if w := p.Value(); w != nil {
			out = append(out, Value{P: &w.Header})
		}
	}
	return out
}

func (in *Interp) firstWeakref(v Value) Value {
	if refs := in.Weakrefs(v); len(refs) > 0 {
		return refs[0]
	}
	return None
}

func setupWeakrefs() {
	w := func(v Value) *Weakref { return (*Weakref)(unsafe.Pointer(v.P)) }
	y := WeakrefType
	y.New = func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
		n := len(args) - kwLen(kw)
		if n < 1 {
			return Value{}, Errorf(TypeErrorType, "__new__ expected at least 1 argument, got %d", n)
		}
		if n > 2 && cls == WeakrefType {
			return Value{}, Errorf(TypeErrorType, "__new__ expected at most 2 arguments, got %d", n)
		}
		var cb Value
		if n > 1 {
			cb = args[1]
		}
		return t.NewWeakref(cls, args[0], cb)
	}
	y.Init = func(t *Thread, self Value, args []Value, kw *Tuple) error {
		if kwLen(kw) > 0 {
			return Errorf(TypeErrorType, "%s() takes no keyword arguments", "ref")
		}
		if n := len(args); n < 1 || n > 2 {
			return Errorf(TypeErrorType, "__init__ expected at %s, got %d", map[bool]string{true: "least 1 argument", false: "most 2 arguments"}[n < 1], n)
		}
		return nil
	}
	y.CallSlot = func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
		if len(args) > 0 {
			return Value{}, Errorf(TypeErrorType, "weakref.__call__() takes no arguments (%d given)", len(args))
		}
		return w(self).Get().OrNone(), nil
	}
	y.Hash = func(t *Thread, self Value) (int64, error) {
		r := w(self)
		if r.hashed {
			return r.hash, nil
		}
		v := r.Get()
		if v.P == nil {
			return 0, Errorf(TypeErrorType, "weak object has gone away")
		}
		h, err := t.Hash(v)
		if err == nil {
			r.hash, r.hashed = h, true
		}
		return h, err
	}
	y.Compare = func(t *Thread, self, other Value, op CmpOp) (Value, error) {
		if op != EQ && op != NE || !other.Is(WeakrefType) {
			return NotImplemented, nil
		}
		a, b := w(self).Get(), w(other).Get()
		if a.P == nil || b.P == nil {
			return Bool((self == other) == (op == EQ)), nil
		}
		return t.Compare(a, b, op)
	}
	y.Repr = func(t *Thread, self Value) (Value, error) { return weakRepr(t, self) }
	Define(y, TypeSpec{
		Layout: NewLayout[Weakref]("weakref", objectLayout), Flags: FlagBase,
		Methods: []Method{{Name: "__class_getitem__", Kind: ClassMethod, Doc: "See PEP 585", Fn: Fn1(func(t *Thread, self, arg Value) (Value, error) { return NewGenericAlias(t, self, arg) })}},
		Members: []GetSet{{Name: "__callback__", Get: func(t *Thread, self Value) (Value, error) {
			if w(self).Get().P == nil {
				return None, nil
			}
			return w(self).Callback.OrNone(), nil
		}}},
	})
	setupWeakProxies()
}

func weakRepr(t *Thread, self Value) (Value, error) {
	v := (*Weakref)(unsafe.Pointer(self.P)).Get()
	if v.P == nil {
		return StrValue(fmt.Sprintf("<weakref at 0x%x; dead>", ID(self))), nil
	}
	n, err := t.GetAttrOpt(v, names.Name)
	if err != nil {
		return Value{}, err
	}
	if n.P != nil {
		if s, ok := AsStr(n); ok {
			return StrValue(fmt.Sprintf("<weakref at 0x%x; to '%s' at 0x%x (%s)>", ID(self), v.P.Type.Name, ID(v), s.s)), nil
		}
	}
	return StrValue(fmt.Sprintf("<weakref at 0x%x; to '%s' at 0x%x>", ID(self), v.P.Type.Name, ID(v))), nil
}
