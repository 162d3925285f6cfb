package object

import "unsafe"

// This file defines the door of all calls.

// CallVec calls f with arguments in vector form: positional, then the values of
// the keywords named by kw (nil for none).
func (t *Thread) CallVec(f Value, args []Value, kw *Tuple) (Value, error) {
	switch f.P.Type {
	case FunctionType:
		fn := (*Function)(unsafe.Pointer(f.P))
		return fn.Code.Body.Call(t, fn, args, kw)
	case BuiltinType:
		b := (*Builtin)(unsafe.Pointer(f.P))
		if fv := b.Method.fv; fv != nil {
			return fv(t, b.Self, args, kw)
		}
		return b.Method.Call(t, b.where(), b.Self, args, kw)
	case MethodType:
		m := (*BoundMethod)(unsafe.Pointer(f.P))
		return t.callPrepend(m.Func, m.Self, args, kw)
	}
	if f.P.Type == TypeType && len(args) == 1 && kw == nil {
		if c := (*Type)(unsafe.Pointer(f.P)).Convert; c != nil {
			return c(t, args[0])
		}
	}
	call := f.P.Type.CallSlot
	if call == nil {
		return Value{}, Errorf(TypeErrorType, "'%s' object is not callable", f.P.Type.Name)
	}
	if err := t.Enter(" while calling a Python object"); err != nil {
		return Value{}, err
	}
	r, err := call(t, f, args, kw)
	t.Leave()
	return r, err
}

// pushArgs returns room for n values on the thread's stack of arguments, which
// popArgs gives back. Arguments put in a Go array would escape to the heap, since
// the callee is not known: a sort by key would allocate for every item.
func (t *Thread) pushArgs(n int) []Value {
	top := len(t.argStack)
	if top+n > cap(t.argStack) {
		// Whoever holds room in the old array goes on using that.
		t.argStack = make([]Value, top, 2*cap(t.argStack)+n+64)
	}
	t.argStack = t.argStack[:top+n]
	return t.argStack[top : top+n : top+n]
}

func (t *Thread) popArgs(args []Value) {
	switch len(args) {
	case 0:
	case 1:
		args[0] = Value{}
	case 2: // where clear takes 5 ns, to look for the collector and to call
		args[0], args[1] = Value{}, Value{}
	default:
		clear(args)
	}
	t.argStack = t.argStack[:len(t.argStack)-len(args)]
}

// PushArgs returns room for n values on the thread's stack of arguments, which PopArgs gives
// back, in the opposite order: an array of the caller's would be on the heap, since the
// callee is not known.
func (t *Thread) PushArgs(n int) []Value { return t.pushArgs(n) }

// PopArgs gives back what PushArgs returned.
func (t *Thread) PopArgs(args []Value) { t.popArgs(args) }

func (t *Thread) callPrepend(f, self Value, args []Value, kw *Tuple) (Value, error) {
	a := t.pushArgs(len(args) + 1)
	a[0] = self
	copy(a[1:], args)
	r, err := t.CallVec(f, a, kw)
	t.popArgs(a)
	return r, err
}

// Call calls f with positional arguments.
func (t *Thread) Call(f Value, args ...Value) (Value, error) {
	a := t.pushArgs(len(args))
	copy(a, args)
	r, err := t.CallVec(f, a, nil)
	t.popArgs(a)
	return r, err
}

// CallKw calls f with a tuple of positional arguments and a dict of keyword
// arguments, either of which may be nil. The dict's keys must be strs.
func (t *Thread) CallKw(f Value, args *Tuple, kwargs *Dict) (Value, error) {
	var pos []Value
	if args != nil {
		pos = args.Items
	}
	if kwargs == nil || kwargs.Len() == 0 {
		return t.CallVec(f, pos, nil)
	}
	vec := make([]Value, len(pos), len(pos)+kwargs.Len())
	copy(vec, pos)
	kw := make([]Value, 0, kwargs.Len())
	for i := kwargs.Next(0); i >= 0; i = kwargs.Next(i + 1) {
		e := &kwargs.Entries[i]
		if _, ok := AsStr(e.Key); !ok {
			return Value{}, Errorf(TypeErrorType, "keywords must be strings")
		}
		kw = append(kw, e.Key)
		vec = append(vec, e.Val)
	}
	return t.CallVec(f, vec, NewTuple(kw))
}

// CallMethod calls v's method name (interned).
func (t *Thread) CallMethod(v Value, name *Str, args ...Value) (Value, error) {
	f, self, err := t.LoadMethod(v, name)
	if err != nil {
		return Value{}, err
	}
	if self.P == nil {
		return t.Call(f, args...)
	}
	return t.callPrepend(f, self, args, nil)
}

// CallMethodString is CallMethod for a Go string.
func (t *Thread) CallMethodString(v Value, name string, args ...Value) (Value, error) {
	return t.CallMethod(v, Intern(name), args...)
}

// LoadMethod looks up v.name for a call. If what it finds is a plain function or
// method descriptor on v's type, it returns that unbound with self = v;
// otherwise the attribute itself and the zero Value.
func (t *Thread) LoadMethod(v Value, name *Str) (f, self Value, err error) {
	typ := v.P.Type
	if typ.GetAttr == nil || !typ.genericGetAttr {
		f, err = t.GetAttr(v, name)
		return f, Value{}, err
	}
	d := typ.Lookup(t, name)
	if d.P == nil || d.P.Type.Flags&FlagMethodDescr == 0 {
		f, err = t.GetAttr(v, name)
		return f, Value{}, err
	}
	if a := dictAttrs(v); a != nil {
		if w := a.Get(name); w.P != nil {
			return w, Value{}, nil
		}
	}
	return d, v, nil
}

// CallSpecial looks the special method name up on v's type, as the interpreter
// does implicitly, and calls it; found is false if the type has none.
func (t *Thread) CallSpecial(v Value, name *Str, args ...Value) (r Value, found bool, err error) {
	f, self, err := t.LookupSpecial(v, name)
	if err != nil || f.P == nil {
		return Value{}, f.P != nil, err
	}
	if self.P == nil {
		r, err = t.Call(f, args...)
	} else {
		r, err = t.callPrepend(f, self, args, nil)
	}
	return r, true, err
}

// LookupSpecial looks the special method name up on v's type and binds it,
// leaving plain functions unbound with self = v. f is the zero Value if there is none.
func (t *Thread) LookupSpecial(v Value, name *Str) (f, self Value, err error) {
	d := v.P.Type.Lookup(t, name)
	if d.P == nil {
		return Value{}, Value{}, nil
	}
	dt := d.P.Type
	if dt.Flags&FlagMethodDescr != 0 {
		return d, v, nil
	}
	if dt.DescrGet != nil {
		d, err = dt.DescrGet(t, d, v, v.P.Type.Value())
	}
	return d, Value{}, err
}
