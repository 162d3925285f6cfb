package bridge

import (
	"errors"
	"math/big"
	"runtime"
	"unsafe"
	"weak"

	"memphis/bridge/internal/capi"
	"memphis/convert"
	"memphis/interp/object"
)

// This file defines the way from C: flat values, and wrappers for references.

// Object is the wrapper of a C object, and the first part of every instance of a Python
// class that derives from a C type.
type Object struct {
	object.Header
	ref capi.Ref
	// listed says that the registry knows the wrapper. One of an object that nobody in C
	// refers to need not be listed: C cannot hand it out.
	listed bool
	// The runtime keeps cleanups in one sorted list for each 8 KB of objects and walks it
	// for each new one: 16-byte wrappers cost 1.3 us each, these half of it.
	_ [5]uint64
}

// valued is an instance of a C type that derives from a built-in type T of immutable values,
// a struct sequence, say, or a numpy.float64: a T here too.
type valued[T any] struct {
	base T
	ref  capi.Ref
}

// refOf returns the C object of a value whose type has FlagForeign; zero for a class's
// instance that C has not made yet.
func refOf(v object.Value) capi.Ref {
	if v.P.Type.Flags&object.FlagForeign == 0 {
		return 0
	}
	return *refAt(v.P)
}

func refAt(h *object.Header) *capi.Ref {
	return (*capi.Ref)(unsafe.Add(unsafe.Pointer(h), h.Type.Layout.Foreign))
}

// listable reports whether the instances of typ are Objects, which need not be listed.
func listable(typ *object.Type) bool { return typ.Layout.Foreign == objectLayout.Foreign }

// get reads one value. References in it are owned by us, or borrowed for a callback.
func (b *Bridge) get(t *object.Thread, r *capi.Reader, owned bool) (object.Value, error) {
	it := r.Next()
	switch it.Kind {
	case capi.KindNone:
		return object.None, nil
	case capi.KindTrue:
		return object.True, nil
	case capi.KindFalse:
		return object.False, nil
	case capi.KindInt:
		return object.Int64(it.Int), nil
	case capi.KindFloat:
		return object.Float(it.Float), nil
	case capi.KindASCII, capi.KindStr:
		return object.StrValue(string(it.Bytes)), nil
	case capi.KindBytes:
		return object.NewBytes(string(it.Bytes)), nil
	case capi.KindRef:
		return b.wrap(t, it.Ref, it.Type, owned)
	case capi.KindProxy:
		v := b.of(it.Handle)
		if owned {
			capi.Decref(it.Ref)
		}
		return v, nil
	case capi.KindLoan:
		if owned {
			b.named++
		}
		return b.handles[it.Handle].v, nil
	case capi.KindEllipsis:
		return object.Ellipsis, nil
	case capi.KindNotImplemented:
		return object.NotImplemented, nil
	case capi.KindBigInt:
		n := new(big.Int)
		mag := make([]byte, len(it.Bytes))
		for i, c := range it.Bytes {
			mag[len(mag)-1-i] = c
		}
		n.SetBytes(mag)
		if it.Int != 0 {
			n.Neg(n)
		}
		return object.IntFromBig(n), nil
	case capi.KindComplex:
		return object.NewComplex(complex(it.Float, it.Imag)), nil
	case capi.KindTuple:
		items, err := b.getN(t, r, owned, it.Len)
		return object.NewTuple(items).Value(), err
	case capi.KindList:
		items, err := b.getN(t, r, owned, it.Len)
		return object.NewList(items).Value(), err
	case capi.KindDict:
		d := object.NewDict()
		for range it.Len {
			k, err := b.key(t, r, owned)
			if err != nil {
				return object.Value{}, err
			}
			v, err := b.get(t, r, owned)
			if err != nil {
				return object.Value{}, err
			}
			if err := d.Set(t, k, v); err != nil {
				return object.Value{}, err
			}
		}
		if n := it.Len - d.Len(); n > 0 {
			b.merged[0] += n
		}
		return d.Value(), nil
	case capi.KindSlice:
		v, err := b.getN(t, r, owned, 3)
		if err != nil {
			return object.Value{}, err
		}
		return object.NewSlice(v[0], v[1], v[2]), nil
	}
	return b.getOther(t, r, owned, it)
}

// key reads the key of a dict. Dicts of one kind have the same keys again and again, as in
// what _json reads: short ones are kept, so that they are one str.
func (b *Bridge) key(t *object.Thread, r *capi.Reader, owned bool) (object.Value, error) {
	if k := r.Peek(); k != capi.KindASCII && k != capi.KindStr {
		return b.get(t, r, owned)
	}
	s := r.Next().Bytes
	if len(s) > 32 {
		return object.StrValue(string(s)), nil
	}
	h := uint32(2166136261)
	for _, c := range s {
		h = (h ^ uint32(c)) * 16777619
	}
	at := &b.keys[h%uint32(len(b.keys))]
	if *at == nil || (*at).String() != string(s) {
		*at = object.NewStr(string(s))
	}
	return (*at).Value(), nil
}

func (b *Bridge) getN(t *object.Thread, r *capi.Reader, owned bool, n int) ([]object.Value, error) {
	vs := make([]object.Value, n)
	for i := range vs {
		if n, ok := r.Int(); ok {
			vs[i] = object.Int64(n)
			continue
		}
		v, err := b.get(t, r, owned)
		if err != nil {
			return nil, err
		}
		vs[i] = v
	}
	return vs, nil
}

// wrap returns our half of a C object: what it is already known as, or a new wrapper. It
// takes over the reference if owned is set.
func (b *Bridge) wrap(t *object.Thread, ref, typ capi.Ref, owned bool) (object.Value, error) {
	if v, ok := b.known(ref); ok {
		if owned {
			capi.Decref(ref)
		}
		return v, nil
	}
	if y, ok := b.types[ref]; ok {
		if owned {
			capi.Decref(ref)
		}
		return y.Value(), nil
	}
	for i := len(b.active) - 1; i >= 0; i-- { // an operand that is not listed comes back
		for _, y := range b.active[i].bodies {
			if y.ref == ref {
				if owned {
					capi.Decref(ref)
				}
				return object.FromPtr(y.h), nil
			}
		}
	}
	if v, ok := b.shadows[ref]; ok {
		if owned {
			capi.Decref(ref)
		}
		return v, nil
	}
	if !owned {
		capi.Incref(ref)
	}
	ct, err := b.ctypeOf(t, typ)
	if err != nil {
		capi.Decref(ref)
		return object.Value{}, err
	}
	switch ct.kind {
	case kindType:
		y, err := b.mirror(t, ref)
		capi.Decref(ref)
		if err != nil {
			return object.Value{}, err
		}
		return y.Value(), nil
	case kindException:
		return b.exceptionOf(t, ref)
	case kindFunction:
		return b.function(t, ref)
	case kindValued:
		return b.valued(t, ct, ref)
	case kindValue:
		return b.valueOf(t, ct, ref)
	}
	h := ct.typ.Layout.Alloc(ct.typ)
	(*Object)(unsafe.Pointer(h)).ref = ref
	if ct.typ.Flags&object.FlagHeap == 0 && ct.onlyOurs(ref) {
		runtime.AddCleanup(h, b.died, deadRef{ref: ref, by: b.user(t)})
		return object.FromPtr(h), nil
	}
	(*Object)(unsafe.Pointer(h)).listed = true
	b.remember(t, ref, h, 0)
	if ct.typ.Flags&object.FlagHeap != 0 && capi.RefCount(ref) > 1 {
		b.pin(ref, h)
	}
	finalized(t, object.FromPtr(h))
	return object.FromPtr(h), nil
}

// finalized has the __del__ of v, a new wrapper, called if a class of Python defines it. What C types have for that, C calls.
func finalized(t *object.Thread, v object.Value) {
	typ := v.P.Type
	if typ.Flags&(object.FlagHeap|object.FlagHasDel) != object.FlagHeap|object.FlagHasDel {
		return
	}
	if _, y := typ.LookupWhere(object.Intern("__del__")); y != nil && y.Flags&object.FlagHeap != 0 {
		object.TrackFinalizer(t, v)
	}
}

// list enters a wrapper in the registry, now that C refers to its object.
func (b *Bridge) list(ref capi.Ref, h *object.Header) {
	o := (*Object)(unsafe.Pointer(h))
	if o.listed {
		return
	}
	o.listed = true
	b.gen++
	b.wrappers[ref] = wrapper{w: weak.Make(h), gen: b.gen}
	runtime.AddCleanup(h, b.unlist, deadRef{ref: ref, gen: b.gen})
}

// unlist is died for a wrapper whose reference another cleanup gives back.
func (b *Bridge) unlist(d deadRef) {
	d.ref |= unlistOnly
	b.died(d)
}

// unlistOnly marks a deadRef that gives no reference back; addresses are even.
const unlistOnly = 1

// items reads the content of a C container, or the value of an instance of a subclass of
// a built-in type.
func (b *Bridge) items(t *object.Thread, ref capi.Ref) (object.Value, error) {
	r := capi.Do(capi.OpItems, ref, 0, 0, nil, 0, 0)
	defer r.Free()
	if r.Status == capi.Raised {
		return object.Value{}, b.raised(t, &r.Reader)
	}
	return b.get(t, &r.Reader, true)
}

func (b *Bridge) refresh(t *object.Thread, ref capi.Ref, v object.Value) error {
	content, err := b.items(t, ref)
	if err != nil {
		return err
	}
	return b.refill(t, v, content)
}

// valued makes an instance of a C type that derives from a built-in type of values.
func (b *Bridge) valued(t *object.Thread, ct *ctype, ref capi.Ref) (object.Value, error) {
	content, err := b.items(t, ref)
	if err != nil {
		return object.Value{}, err
	}
	v, err := convert.Base(ct.typ).New(t, ct.typ, []object.Value{content}, nil)
	if err != nil {
		return object.Value{}, err
	}
	*refAt(v.P) = ref
	b.remember(t, ref, v.P, 0)
	finalized(t, v)
	return v, nil
}

// valueOf makes an instance of one of our classes that derives from a built-in type, for
// an instance of its twin that C made.
func (b *Bridge) valueOf(t *object.Thread, ct *ctype, ref capi.Ref) (object.Value, error) {
	base := convert.Base(ct.typ)
	if base == object.ListType || base == object.DictType || base == object.SetType {
		// Known before its content is read, which may lead back to it.
		v, err := base.New(t, ct.typ, nil, nil)
		if err != nil {
			return object.Value{}, err
		}
		b.shadows[ref] = v
		b.proxies[v.P] = ref
		err = b.refresh(t, ref, v)
		capi.Decref(ref)
		return v, err
	}
	content, err := b.items(t, ref)
	if err != nil {
		return object.Value{}, err
	}
	v, err := base.New(t, ct.typ, []object.Value{content}, nil)
	if err != nil {
		return object.Value{}, err
	}
	b.shadows[ref] = v
	b.proxies[v.P] = ref
	capi.Decref(ref)
	return v, nil
}

// function makes a built-in function of ours of a C function: it is called in one
// crossing, and everything that looks at functions knows it.
func (b *Bridge) function(t *object.Thread, ref capi.Ref) (object.Value, error) {
	name, err := b.attr(t, ref, "__name__")
	if err != nil {
		return object.Value{}, err
	}
	doc, _ := b.attr(t, ref, "__doc__")
	self, _ := b.attr(t, ref, "__self__")
	if self.P != nil && self.P.Type.Stands == object.ModuleType {
		self = object.Value{} // a function of a module that is a wrapper
	}
	sig, _ := b.attr(t, ref, "__text_signature__")
	module, _ := b.attr(t, ref, "__module__")
	m := &object.Method{Name: text(name), Doc: text(doc), Sig: text(sig)}
	where := m.Name
	if s := text(module); s != "" {
		where = s + "." + where
	}
	var v object.Value
	m.Fn = object.FnVec(func(t *object.Thread, _ object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
		if kw == nil {
			if r, ok, err := b.callQuick(t, where, ref, object.Value{}, args); ok && (err == nil || !b.closeViews(t, err)) {
				runtime.KeepAlive(v.P) // with it the function would go
				return r, err
			}
		}
		r, err := b.callSlow(t, where, ref, 0, object.Value{}, args, kw)
		runtime.KeepAlive(v.P)
		return r, err
	})
	v = object.NewBuiltin(m, self)
	f := (*object.Builtin)(v.Ptr())
	if module.P != nil && !module.IsNone() {
		f.Module = module
	}
	b.remember(t, ref, v.P, uintptr(unsafe.Pointer(v.P)))
	return v, nil
}

func text(v object.Value) string {
	if s, ok := object.AsStr(v); ok {
		return s.String()
	}
	return ""
}

// errNoAttr says that a C object lacks an attribute. It never becomes an exception, which
// would name the object, perhaps a type of which a mirror is being made just now.
var errNoAttr = errors.New("no such attribute")

// attr reads an attribute of a C object by C's own rules.
func (b *Bridge) attr(t *object.Thread, ref capi.Ref, name string) (object.Value, error) {
	return b.attrBy(t, ref, 0, name)
}

// attrBy is attr by the rules of typ, 0 for the object's own type.
func (b *Bridge) attrBy(t *object.Thread, ref, typ capi.Ref, name string) (object.Value, error) {
	c := b.begin(t)
	defer c.end()
	c.out.Ref(capi.Name(name))
	v, st, err := c.run(capi.OpGetAttr, ref, typ, 1, 1, 0)
	if err == nil && st == capi.Absent {
		err = errNoAttr
	}
	return v, err
}

// readLine reads a line from the terminal with the editing of C's readline module, if that has been imported.
func (b *Bridge) readLine(t *object.Thread, prompt string) (line string, ok bool, err error) {
	if !capi.Started() {
		return "", false, nil
	}
	c := b.begin(t)
	defer c.end()
	c.out.Bytes([]byte(prompt))
	v, st, err := c.run(capi.OpReadLine, 0, 0, 0, 1, 0)
	if err != nil || st == capi.Absent {
		return "", err != nil, err
	}
	return (*object.Bytes)(v.Ptr()).S, true, nil
}

// builtin reads one of libpython's builtins.
func (b *Bridge) builtin(t *object.Thread, name string) (object.Value, error) {
	c := b.begin(t)
	defer c.end()
	c.out.Str(name)
	v, _, err := c.run(capi.OpBuiltin, 0, 0, 0, 1, 0)
	return v, err
}
