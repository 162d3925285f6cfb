package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines what the loop and the call-outs of machine code share: the work of the instructions that may call Python
// functions, beyond what either does by itself. Each returns the frame that it has made of such a function, with how it
// returns, or a generator's frame to go on with, or else the instruction's result.

// attribute does LOADATTR.
func (m *machine) attribute(f *frame, in word) (nf *frame, v object.Value, err error) {
	ic := &f.lk.caches[in.D()]
	o := *in.b(f.regs)
	for {
		if o.P.Type.Version == ic.ver {
			switch ic.kind {
			case attrShape:
				if a := attrsAt(o, ic.off); a.Shape == ic.shape {
					return nil, a.Slots[ic.idx], nil
				}
			case attrSlot:
				if v = attrsAt(o, ic.off).Slots[ic.idx]; v.P != nil {
					return nil, v, nil
				}
			case attrClass:
				if ic.off == 0 || attrsAt(o, ic.off).Shape == ic.shape {
					return nil, ic.val, nil
				}
			case attrProperty, attrHook:
				if nf, err = m.pushGetter(f, ic, o); nf != nil || err != nil {
					return plainly(nf, in, err)
				}
			default:
				if v = cachedAttr(ic, o); v.P != nil {
					return nil, v, nil
				}
			}
		}
		if ic.second {
			break
		}
		e := m.second(&m.also.load, ic, o)
		if e == nil {
			break
		}
		ic = e
	}
	v, err = m.loadAttr(ic, o)
	return nil, v, err
}

// plainly makes nf return to in's destination.
func plainly(nf *frame, in word, err error) (*frame, object.Value, error) {
	if nf != nil {
		nf.dest, nf.ret = in.A(), retCall
	}
	return nf, object.Value{}, err
}

// setAttribute does STOREATTR.
func (m *machine) setAttribute(f *frame, in word) error {
	ic := &f.lk.caches[in.D()]
	o, v := *in.a(f.regs), in.b(f.regs)
	for {
		if o.P.Type.Version == ic.ver {
			a := attrsAt(o, ic.off)
			switch ic.kind {
			case attrShape:
				if a.Shape == ic.shape {
					a.Slots[ic.idx] = *v
					return nil
				}
			case attrAdd:
				if a.Shape == ic.shape && len(a.Slots) < cap(a.Slots) {
					a.Slots = append(a.Slots, *v)
					a.Shape = ic.next
					return nil
				}
			case attrSlot:
				a.Slots[ic.idx] = *v
				return nil
			}
		}
		if ic.second {
			break
		}
		e := m.second(&m.also.store, ic, o)
		if e == nil {
			break
		}
		ic = e
	}
	return m.storeAttr(ic, o, *v)
}

// method does LOADMETHOD.
func (m *machine) method(f *frame, in word) error {
	ic := &f.lk.caches[in.D()]
	o := *in.b(f.regs)
	var v, self object.Value
	for {
		if o.P.Type.Version == ic.ver {
			if ic.kind == methPlain || ic.kind == methShape && attrsAt(o, ic.off).Shape == ic.shape {
				v, self = ic.val, o
				break
			}
			if v, self = cachedMethod(ic, o); v.P != nil {
				break
			}
		}
		e := ic
		if !ic.second {
			e = m.second(&m.also.method, ic, o)
		}
		if e == nil || e == ic {
			var err error
			if v, self, err = m.loadMethod(ic, o); err != nil {
				return err
			}
			break
		}
		ic = e
	}
	*in.a(f.regs) = v
	f.regs[in.A()+1] = self
	return nil
}

// item does GETITEM with the key k.
func (m *machine) item(f *frame, in word, k *object.Value) (nf *frame, v object.Value, err error) {
	o := in.b(f.regs)
	if o.P.Type.Flags&object.FlagHeap != 0 {
		if nf = m.pushSpecial(f, getItemStr, *o, *k); nf != nil {
			return plainly(nf, in, nil)
		}
	}
	v, err = m.getItem(*o, *k)
	return nil, v, err
}

// operate does the binary operator in of a and b.
func (m *machine) operate(f *frame, in word, a, b *object.Value) (nf *frame, v object.Value, err error) {
	if (a.P.Type.Flags|b.P.Type.Flags)&object.FlagHeap != 0 {
		if nf = m.pushBinary(f, in.Op(), *a, *b); nf != nil {
			nf.dest = in.A()
			return nf, v, nil
		}
	}
	v, err = m.binary(in.Op(), *a, *b)
	return nil, v, err
}

// comparison does EQ and the like.
func (m *machine) comparison(f *frame, in word) (nf *frame, v object.Value, err error) {
	a, b := in.b(f.regs), in.c(f.regs)
	if a.P.Type.Flags&object.FlagHeap != 0 {
		if nf = m.pushCompare(f, cmpOps[in.Op()-EQ], *a, *b); nf != nil {
			return nf, v, nil
		}
	}
	v, err = m.compare(in.Op(), *a, *b)
	return nil, v, err
}

// compareJump decides JEQ and the like of a and b; it does not jump.
func (m *machine) compareJump(f *frame, in word, a, b *object.Value) (nf *frame, ok bool, err error) {
	if a.P.Type.Flags&object.FlagHeap != 0 {
		if nf = m.pushCompare(f, jumpOps[in.Op()], *a, *b); nf != nil {
			return nf, false, nil
		}
	}
	ok, err = m.compareTruth(in.Op(), *a, *b)
	return nil, ok, err
}

// call does CALL. With super().name() it does the LOADMETHOD that follows, too, and f's pc is behind that.
func (m *machine) call(f *frame, in word) (nf *frame, v object.Value, err error) {
	regs := f.regs
	nargs, winReg := int(in.C()), int(in.B())+1
	callee := *in.b(regs)
	switch callee.P.Type {
	case object.FunctionType:
		nf, err = m.pushCall(f, in, (*object.Function)(unsafe.Pointer(callee.P)), winReg, nargs)
		return nf, v, err
	case object.BuiltinType:
		b := (*object.Builtin)(unsafe.Pointer(callee.P))
		if nargs > 0 && regs[winReg].P.Type == object.GeneratorType {
			if nf = m.pushPull(f, b.Method.Sink, regs[winReg], nargs); nf != nil {
				return nf, v, nil
			}
		}
		v, err = callBuiltin(m.t, b, args(regs, winReg, nargs))
		return nil, v, err
	case object.MethodType:
		if bm := (*object.BoundMethod)(unsafe.Pointer(callee.P)); bm.Func.P.Type == object.FunctionType {
			*in.b(regs) = bm.Self
			nf, err = m.pushCall(f, in, (*object.Function)(unsafe.Pointer(bm.Func.P)), winReg-1, nargs+1)
			return nf, v, err
		}
	case object.TypeType:
		typ := (*object.Type)(unsafe.Pointer(callee.P))
		if nargs == 1 && typ.Convert != nil {
			if (typ == object.ListType || typ == object.TupleType) && regs[winReg].P.Type == object.GeneratorType {
				if nf = m.pushPull(f, object.SinkCollect, regs[winReg], 1); nf != nil {
					return nf, v, nil
				}
			}
			v, err = typ.Convert(m.t, regs[winReg])
			return nil, v, err
		}
		if typ == object.SetType && nargs == 1 && regs[winReg].P.Type == object.GeneratorType {
			if nf = m.pushPull(f, object.SinkSet, regs[winReg], 1); nf != nil {
				return nf, v, nil
			}
		}
		if typ == object.SuperType && nargs == 0 {
			next := f.lk.at(f.pc)
			if next.Op() == LOADMETHOD && next.B() == in.A() && next.A() == in.A() && !m.t.Hooked {
				if fn, self, ok := m.superMethod(f, &f.lk.caches[next.D()]); ok {
					regs[in.A()+1] = self
					f.pc++
					return nil, fn, nil
				}
			}
			if v = m.plainSuper(f); v.P != nil {
				return nil, v, nil
			}
		}
		return m.callClass(f, in, callee, winReg, nargs)
	}
	return m.callOther(f, in, callee, winReg, nargs)
}

// callMethod does CALLM.
func (m *machine) callMethod(f *frame, in word) (nf *frame, v object.Value, err error) {
	regs := f.regs
	nargs, winReg := int(in.C()), int(in.B())+2
	callee := *in.b(regs)
	bound := regs[winReg-1].P != nil
	if bound {
		winReg--
		nargs++
	}
	switch callee.P.Type {
	case object.FunctionType:
		nf, err = m.pushCall(f, in, (*object.Function)(unsafe.Pointer(callee.P)), winReg, nargs)
		return nf, v, err
	case object.MethodDescrType:
		if !bound {
			break
		}
		d := (*object.MethodDescr)(unsafe.Pointer(callee.P))
		if nargs == 2 && d.Method.Sink != object.NoSink {
			if nf = m.pushSink(f, d, regs[winReg], regs[winReg+1]); nf != nil {
				return nf, v, nil
			}
		}
		v, err = callDescr(m.t, d, args(regs, winReg, nargs))
		return nil, v, err
	case object.TypeType:
		if !bound {
			return m.callClass(f, in, callee, winReg, nargs)
		}
	}
	if !bound {
		return m.callOther(f, in, callee, winReg, nargs)
	}
	v, err = m.t.CallVec(callee, args(regs, winReg, nargs), nil)
	return nil, v, err
}

// callClass calls the class callee with the nargs arguments at winReg; the instance goes where its __init__ wants it.
func (m *machine) callClass(f *frame, in word, callee object.Value, winReg, nargs int) (nf *frame, v object.Value, err error) {
	ic := &f.lk.caches[in.D()]
	typ := (*object.Type)(unsafe.Pointer(callee.P))
	if typ.Version == ic.ver || m.cacheInit(ic, typ, nargs) {
		fn := (*object.Function)(unsafe.Pointer(ic.val.P))
		if fn == nil {
			return nil, object.FromPtr(&object.NewInstance(typ).Header), nil
		}
		if fn.Code == ic.code || m.cacheCall(ic, fn, nargs+1) {
			self := object.FromPtr(&object.NewInstance(typ).Header)
			f.regs[winReg-1] = self
			if nf, err = m.pushCached(f, fn, ic, winReg-1, nargs+1); err == nil {
				nf.fn, nf.dest, nf.ret, nf.locals = fn, in.A(), retInit, self
			}
			return nf, v, err
		}
	}
	return m.callOther(f, in, callee, winReg, nargs)
}

// callOther calls callee, which is neither a function nor a class that is made simply.
func (m *machine) callOther(f *frame, in word, callee object.Value, winReg, nargs int) (nf *frame, v object.Value, err error) {
	if fn := m.callSpecial(callee); fn != nil {
		f.regs[winReg-1] = callee
		nf, err = m.pushCall(f, in, fn, winReg-1, nargs+1)
		return nf, v, err
	}
	v, err = m.t.CallVec(callee, args(f.regs, winReg, nargs), nil)
	return nil, v, err
}

// pushCall makes the frame of fn for the call in with the nargs arguments at winReg.
func (m *machine) pushCall(f *frame, in word, fn *object.Function, winReg, nargs int) (nf *frame, err error) {
	ic := &f.lk.caches[in.D()]
	if fn.Code != ic.code && !m.cacheCall(ic, fn, nargs) {
		nf, err = m.pushFunction(f, fn, args(f.regs, winReg, nargs), nil)
	} else {
		nf, err = m.pushCached(f, fn, ic, winReg, nargs)
	}
	if err == nil {
		nf.fn, nf.dest, nf.ret = fn, in.A(), retCall
	}
	return nf, err
}

// pushCached makes the frame of fn, whose code ic holds, for a call with the nargs arguments in f's registers from winReg.
func (m *machine) pushCached(f *frame, fn *object.Function, ic *cache, winReg, nargs int) (nf *frame, err error) {
	t, regs, lk := m.t, f.regs, ic.lk
	n := lk.argCount
	if nargs != int(ic.ver2) || nargs < n && (fn.Defaults == nil || len(fn.Defaults.Items) < n-nargs) {
		return m.pushFunction(f, fn, args(regs, winReg, nargs), nil)
	}
	w := unsafe.Add(unsafe.Pointer(regs), uintptr(winReg)*valueSize)
	if f.gen != nil || uintptr(w)+lk.winBytes+valueSize > f.limit {
		if nf = m.pushWindow(f, lk, nargs); nf == nil {
			return nil, m.recursion()
		}
		copy(nf.regs[:nargs], args(regs, winReg, nargs))
	} else {
		if t.Depth >= t.Interp.RecursionLimit {
			return nil, m.recursion()
		}
		t.Depth++
		if nf = f.next; nf == nil {
			nf = nextFrame(f)
		}
		nf.regs = (*window)(w)
		nf.limit = f.limit
		nf.back = f
		nf.lk = lk
		for i := nargs; i < lk.numSlots; i++ {
			nf.regs[i].P = nil
		}
	}
	if nargs < n {
		d := fn.Defaults.Items
		copy(nf.regs[nargs:n], d[len(d)-(n-nargs):])
	}
	nf.pc = 0
	return nf, nil
}

// forPairs does FORITER2. Without a generator to resume f's pc is where to go on: behind the instruction, if v is left for UNPACK2, or
// behind that, or where it jumps.
func (m *machine) forPairs(f *frame, in word) (nf *frame, err error) {
	regs := f.regs
	it := *in.b(regs)
	if it.P.Type == object.GeneratorType {
		if nf, err = m.pushGen(f, it, retNext2, object.None); err != nil {
			return nil, err
		}
		if nf != nil {
			nf.dest, nf.dest2 = in.A(), in.C()
			return nf, nil
		}
	}
	var v, second object.Value
	if next := it.P.Type.NextPair; next != nil {
		v, second, err = next(m.t, it)
	} else {
		v, err = m.t.Next(it)
	}
	switch {
	case err != nil:
		return nil, err
	case second.P != nil:
		*in.a(regs), *in.c(regs) = v, second
	case v.P == nil:
		f.pc = int(in.D())
		return nil, nil
	case !pair2(regs, in, v):
		return nil, nil
	}
	f.pc++
	return nil, nil
}

// build does the instructions that make displays and texts. A key that the next instruction alone looks for need not be made:
// that is then done, too, and f's pc is behind it or where it jumps.
func (m *machine) build(f *frame, in word) (err error) {
	regs, d := f.regs, in.a(f.regs)
	items := args(regs, int(in.B()), int(in.C()))
	switch in.Op() {
	case BUILDLIST:
		if in.D() != 0 {
			*d = object.NewListFor(regs[0]).Value()
		} else {
			*d = object.NewListOf(items).Value()
		}
	case BUILDTUPLE:
		if in.D() != 0 {
			if to := m.useTuple(regs, in, f.lk.at(f.pc), f.pc+1); to >= 0 {
				f.pc = to
				return nil
			}
		}
		if len(items) == 2 {
			*d = object.Pair(items[0], items[1])
		} else {
			*d = object.NewTupleOf(items).Value()
		}
	case BUILDDICT:
		v, err := m.buildDict(regs, in)
		if err != nil {
			return err
		}
		*d = v
	case BUILDCONSTKEYMAP:
		v, err := m.buildKeyMap((*object.Tuple)(unsafe.Pointer(f.lk.consts[in.D()].P)).Items, items)
		if err != nil {
			return err
		}
		*d = v
	default:
		*d = m.t.ConcatFields(items)
	}
	return nil
}

// format does FORMATVALUE.
func (m *machine) format(f *frame, in word) (object.Value, error) {
	spec := object.Value{}
	if in.D() >= 0 {
		spec = f.regs[in.D()]
	}
	return m.formatValue(*in.b(f.regs), in.C(), spec)
}

// dictSet does DICTSET.
func (m *machine) dictSet(f *frame, in word) error {
	d := (*object.Dict)(unsafe.Pointer(in.a(f.regs).P))
	if in.D() != 0 && len(d.Entries) == cap(d.Entries) {
		d.RoomFor(f.regs[0])
	}
	if d.SetFast(*in.b(f.regs), *in.c(f.regs)) {
		return nil
	}
	return d.Set(m.t, *in.b(f.regs), *in.c(f.regs))
}

// unpack does UNPACK.
func (m *machine) unpack(f *frame, in word) error {
	s := *in.b(f.regs)
	dst := args(f.regs, int(in.A()), int(in.C()))
	var items []object.Value
	switch s.P.Type {
	case object.TupleType:
		items = (*object.Tuple)(unsafe.Pointer(s.P)).Items
	case object.ListType:
		items = (*object.List)(unsafe.Pointer(s.P)).Items
	}
	if len(items) == len(dst) && len(dst) > 0 {
		copy(dst, items)
		return nil
	}
	return engine.Unpack(m.t, s, dst)
}

// unpackPair does UNPACK2.
func (m *machine) unpackPair(f *frame, in word) error {
	var two [2]object.Value
	if err := engine.Unpack(m.t, *in.b(f.regs), two[:]); err != nil {
		return err
	}
	*in.a(f.regs), *in.c(f.regs) = two[0], two[1]
	return nil
}
