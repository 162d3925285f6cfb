package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines the call-outs of calls.

func outCall(m *machine, f *frame, in word) uint64 {
	regs, t := f.regs, m.t
	nargs, winReg := int(in.C()), int(in.B())+1
	callee := *in.b(regs)
	switch callee.P.Type {
	case object.FunctionType:
		return m.outFunction(f, in, (*object.Function)(unsafe.Pointer(callee.P)), winReg, nargs)
	case object.BuiltinType:
		b := (*object.Builtin)(unsafe.Pointer(callee.P))
		if nargs > 0 && regs[winReg].P.Type == object.GeneratorType {
			if m.stopping() {
				return m.leaveTo(f)
			}
			if nf := m.pushPull(f, b.Method.Sink, regs[winReg], nargs); nf != nil {
				return m.goOn(nf)
			}
		}
		v, err := callBuiltin(t, b, args(regs, winReg, nargs))
		return m.result(f, in, v, err)
	case object.MethodType:
		if bm := (*object.BoundMethod)(unsafe.Pointer(callee.P)); bm.Func.P.Type == object.FunctionType {
			if m.stopping() {
				return m.leaveTo(f)
			}
			*in.b(regs) = bm.Self
			return m.callFunction(f, in, (*object.Function)(unsafe.Pointer(bm.Func.P)), winReg-1, nargs+1)
		}
	case object.TypeType:
		typ := (*object.Type)(unsafe.Pointer(callee.P))
		if nargs == 1 && typ.Convert != nil {
			if (typ == object.ListType || typ == object.TupleType) && regs[winReg].P.Type == object.GeneratorType {
				return m.leaveTo(f)
			}
			v, err := typ.Convert(t, regs[winReg])
			return m.result(f, in, v, err)
		}
		if typ == object.SuperType && nargs == 0 {
			next := f.lk.at(f.pc)
			if next.Op() == LOADMETHOD && next.B() == in.A() && next.A() == in.A() {
				if v, self, ok := m.superMethod(f, &f.lk.caches[next.D()]); ok {
					*in.a(regs) = v
					regs[in.A()+1] = self
					f.pc++
					return toSkip
				}
			}
			if v := m.plainSuper(f); v.P != nil {
				*in.a(regs) = v
				return toNext
			}
		}
		return m.outClass(f, in, callee, winReg, nargs)
	}
	return m.outOtherCall(f, in, callee, winReg, nargs)
}

func outCallMethod(m *machine, f *frame, in word) uint64 {
	regs := f.regs
	nargs, winReg := int(in.C()), int(in.B())+2
	callee := *in.b(regs)
	if regs[winReg-1].P != nil {
		winReg--
		nargs++
		switch callee.P.Type {
		case object.FunctionType:
			return m.outFunction(f, in, (*object.Function)(unsafe.Pointer(callee.P)), winReg, nargs)
		case object.MethodDescrType:
			d := (*object.MethodDescr)(unsafe.Pointer(callee.P))
			if nargs == 2 && d.Method.Sink != object.NoSink {
				if m.stopping() {
					return m.leaveTo(f)
				}
				if nf := m.pushSink(f, d, regs[winReg], regs[winReg+1]); nf != nil {
					return m.goOn(nf)
				}
			}
			v, err := callDescr(m.t, d, args(regs, winReg, nargs))
			return m.result(f, in, v, err)
		}
		v, err := m.t.CallVec(callee, args(regs, winReg, nargs), nil)
		return m.result(f, in, v, err)
	}
	switch callee.P.Type {
	case object.FunctionType:
		return m.outFunction(f, in, (*object.Function)(unsafe.Pointer(callee.P)), winReg, nargs)
	case object.TypeType:
		return m.outClass(f, in, callee, winReg, nargs)
	}
	return m.outOtherCall(f, in, callee, winReg, nargs)
}

// outFunction calls fn with the nargs arguments that lie at winReg.
func (m *machine) outFunction(f *frame, in word, fn *object.Function, winReg, nargs int) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	return m.callFunction(f, in, fn, winReg, nargs)
}

func (m *machine) callFunction(f *frame, in word, fn *object.Function, winReg, nargs int) uint64 {
	ic := &f.lk.caches[in.D()]
	var nf *frame
	var err error
	if fn.Code != ic.code && !m.cacheCall(ic, fn, nargs) {
		nf, err = m.pushFunction(f, fn, args(f.regs, winReg, nargs), nil)
	} else {
		nf, err = m.pushCached(f, fn, ic, winReg, nargs)
	}
	if err != nil {
		return m.leaveFailed(err)
	}
	nf.dest, nf.ret = in.A(), retCall
	return m.start(nf, fn)
}

// outClass calls the class callee with the nargs arguments at winReg.
func (m *machine) outClass(f *frame, in word, callee object.Value, winReg, nargs int) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	ic := &f.lk.caches[in.D()]
	typ := (*object.Type)(unsafe.Pointer(callee.P))
	if typ.Version == ic.ver || m.cacheInit(ic, typ, nargs) {
		fn := (*object.Function)(unsafe.Pointer(ic.val.P))
		if fn == nil {
			*in.a(f.regs) = object.FromPtr(&object.NewInstance(typ).Header)
			return toNext
		}
		if fn.Code == ic.code || m.cacheCall(ic, fn, nargs+1) {
			self := object.FromPtr(&object.NewInstance(typ).Header)
			f.regs[winReg-1] = self
			nf, err := m.pushCached(f, fn, ic, winReg-1, nargs+1)
			if err != nil {
				return m.leaveFailed(err)
			}
			nf.dest, nf.ret, nf.locals = in.A(), retInit, self
			return m.start(nf, fn)
		}
	}
	return m.outOtherCall(f, in, callee, winReg, nargs)
}

// outOtherCall calls callee, which is neither a function nor a class that is made simply.
func (m *machine) outOtherCall(f *frame, in word, callee object.Value, winReg, nargs int) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	if fn := m.callMethod(callee); fn != nil {
		f.regs[winReg-1] = callee
		return m.callFunction(f, in, fn, winReg-1, nargs+1)
	}
	v, err := m.t.CallVec(callee, args(f.regs, winReg, nargs), nil)
	return m.result(f, in, v, err)
}

func outCallKeywords(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.callKeywords(f, in)
	if nf != nil {
		return m.start(nf, nf.fn)
	}
	return m.result(f, in, v, err)
}

func outCallFor(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, err := m.pushFor(f, in)
	if nf != nil || err != nil {
		return m.pushed(nf, in, err)
	}
	return m.done(m.outside(f, in))
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
