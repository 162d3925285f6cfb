package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines the call-outs of the single instructions. Each does what the loop does in the same case.

func outVariable(m *machine, f *frame, in word) uint64 {
	regs := f.regs
	switch in.Op() {
	case LOADFAR:
		*in.a(regs) = f.far[in.D()]
	case STOREFAR:
		f.far[in.D()] = *in.a(regs)
	case MAKECELL:
		*in.a(regs) = object.NewCell(*in.a(regs)).Value()
	default:
		return m.leaveTo(f)
	}
	return toNext
}

func outGlobal(m *machine, f *frame, in word) uint64 {
	ic := &f.lk.caches[in.D()]
	switch in.Op() {
	case LOADGLOBAL:
		v, err := m.loadGlobal(f, ic)
		return m.result(f, in, v, err)
	case LOADNAME:
		v, err := m.loadName(f, ic)
		return m.result(f, in, v, err)
	}
	m.storeGlobal(f, ic, *in.b(f.regs))
	return toNext
}

func outLoadAttr(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.attribute(f, in)
	return m.worked(f, in, nf, v, err)
}

func outStoreAttr(m *machine, f *frame, in word) uint64 { return m.done(m.setAttribute(f, in)) }

func outLoadMethod(m *machine, f *frame, in word) uint64 { return m.done(m.method(f, in)) }

func outGetItem(m *machine, f *frame, in word) uint64 { return m.outGetItem(f, in, in.c(f.regs)) }

func outGetItemK(m *machine, f *frame, in word) uint64 {
	o, k := in.b(f.regs), &f.lk.consts[in.C()]
	if i := hint(f, o, k); i >= 0 {
		*in.a(f.regs) = (*object.Dict)(unsafe.Pointer(o.P)).Entries[i].Val
		return toNext
	}
	return m.outGetItem(f, in, k)
}

// hint finds the constant str k in the dict o, and notes where for the code of the instruction before f's pc. It is negative
// if there is none, or they are something else.
func hint(f *frame, o, k *object.Value) int {
	if o.P.Type != object.DictType || k.P.Type != object.StrType {
		return -1
	}
	i := (*object.Dict)(unsafe.Pointer(o.P)).FindFast(*k)
	if i >= 0 {
		f.lk.hints[f.pc-1] = int64(i)
	}
	return i
}

func (m *machine) outGetItem(f *frame, in word, k *object.Value) uint64 {
	o := in.b(f.regs)
	if v := itemOf(o, k); v.P != nil {
		*in.a(f.regs) = v
		return toNext
	}
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.item(f, in, k)
	return m.worked(f, in, nf, v, err)
}

func outSetItem(m *machine, f *frame, in word) uint64 { return m.outSetItem(f, in, in.b(f.regs)) }

func outSetItemK(m *machine, f *frame, in word) uint64 {
	o, k := in.a(f.regs), &f.lk.consts[in.B()]
	if i := hint(f, o, k); i >= 0 {
		(*object.Dict)(unsafe.Pointer(o.P)).Entries[i].Val = *in.c(f.regs)
		return toNext
	}
	return m.outSetItem(f, in, k)
}

func (m *machine) outSetItem(f *frame, in word, k *object.Value) uint64 {
	o, v := in.a(f.regs), in.c(f.regs)
	if setItemOf(o, k, v) {
		return toNext
	}
	return m.done(m.setItem(*o, *k, *v))
}

func outGetSlice(m *machine, f *frame, in word) uint64 {
	v, err := m.getSlice(*in.b(f.regs), *in.c(f.regs), f.regs[in.C()+1])
	return m.result(f, in, v, err)
}

func outAdd(m *machine, f *frame, in word) uint64 {
	a, b := in.b(f.regs), in.c(f.regs)
	if a.P.Type == object.StrType && b.P.Type == object.StrType {
		*in.a(f.regs) = (*object.Str)(unsafe.Pointer(a.P)).Concat(m.t, (*object.Str)(unsafe.Pointer(b.P)))
		return toNext
	}
	return m.outBinary(f, in, a, b)
}

func outAddK(m *machine, f *frame, in word) uint64 {
	a, b := in.b(f.regs), &f.lk.consts[in.C()]
	if a.P.Type == object.StrType && b.P.Type == object.StrType {
		*in.a(f.regs) = (*object.Str)(unsafe.Pointer(a.P)).Concat(m.t, (*object.Str)(unsafe.Pointer(b.P)))
		return toNext
	}
	return m.outBinary(f, in, a, b)
}

func outBinary(m *machine, f *frame, in word) uint64 {
	return m.outBinary(f, in, in.b(f.regs), in.c(f.regs))
}

func outBinaryK(m *machine, f *frame, in word) uint64 {
	return m.outBinary(f, in, in.b(f.regs), &f.lk.consts[in.C()])
}

func (m *machine) outBinary(f *frame, in word, a, b *object.Value) uint64 {
	if a.P.Type == object.IntType && b.P.Type == object.IntType && a.P != b.P {
		// One at least has more than 64 bits: of a product of such ints this saves a sixth of the time.
		if op := binOps[(in.Op()-ADD)%13]; op != object.OpMatMul && op != object.OpTrueDiv {
			v, err := object.IntType.Binary[op](m.t, *a, *b)
			return m.result(f, in, v, err)
		}
	}
	if (a.P.Type.Flags|b.P.Type.Flags)&object.FlagHeap == 0 {
		d, ok := in.a(f.regs), false
		switch op := binOps[(in.Op()-ADD)%13]; {
		case op != object.OpAdd && op != object.OpSub && op != object.OpMul:
			ok = arith(in.Op(), d, a, b)
		case a.P == &object.FloatHeader && b.P == &object.FloatHeader:
			x, y := a.Float64(), b.Float64()
			switch ok = true; op {
			case object.OpAdd:
				x += y
			case object.OpSub:
				x -= y
			default:
				x *= y
			}
			setFloat(d, x)
		}
		if ok {
			return toNext
		}
	} else if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.operate(f, in, a, b)
	return m.worked(f, in, nf, v, err)
}

func outUnary(m *machine, f *frame, in word) uint64 {
	if in.Op() == NEG {
		v, err := m.t.Neg(*in.b(f.regs))
		return m.result(f, in, v, err)
	}
	ok, err := m.t.Truth(*in.b(f.regs))
	return m.result(f, in, object.Bool(!ok), err)
}

func outCompare(m *machine, f *frame, in word) uint64 {
	a, b := in.b(f.regs), in.c(f.regs)
	if a.P == &object.IntHeader && b.P == &object.IntHeader {
		setBool(in.a(f.regs), compareInts(in.Op(), int64(a.N), int64(b.N)))
		return toNext
	}
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.comparison(f, in)
	return m.worked(f, in, nf, v, err)
}

func outIn(m *machine, f *frame, in word) uint64 {
	ok, err := m.contains(*in.c(f.regs), *in.b(f.regs))
	return m.result(f, in, object.Bool(ok == (in.Op() == IN)), err)
}

func outJumpIn(m *machine, f *frame, in word) uint64 {
	ok, err := m.contains(*in.c(f.regs), *in.b(f.regs))
	return m.branch(f, in, ok, err)
}

func outTruth(m *machine, f *frame, in word) uint64 {
	v := in.b(f.regs)
	ok, err := m.t.Truth(*v)
	if err != nil {
		return m.leaveFailed(err)
	}
	if ok != (in.Op() == JT || in.Op() == JTKEEP) {
		return toNext
	}
	if in.Op() == JTKEEP || in.Op() == JFKEEP {
		*in.a(f.regs) = *v
	}
	f.pc = int(in.D())
	return toJump
}

func outCompareJump(m *machine, f *frame, in word) uint64 {
	return m.outCompareJump(f, in, in.b(f.regs), in.c(f.regs))
}

func outCompareJumpK(m *machine, f *frame, in word) uint64 {
	return m.outCompareJump(f, in, in.b(f.regs), &f.lk.consts[in.C()])
}

func (m *machine) outCompareJump(f *frame, in word, a, b *object.Value) uint64 {
	c := jumpOps[in.Op()]
	if a.P.Type == object.StrType && b.P.Type == object.StrType && (c == object.EQ || c == object.NE) {
		ok := (*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
		return m.branch(f, in, ok == (c == object.EQ), nil)
	}
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, ok, err := m.compareJump(f, in, a, b)
	if nf != nil {
		return m.start(nf, nf.fn)
	}
	return m.branch(f, in, ok, err)
}

func outReturn(m *machine, f *frame, in word) uint64 {
	if m.t.Hooked {
		return m.leaveTo(f)
	}
	v := *in.b(f.regs)
	switch in.Op() {
	case RETURNK:
		v = f.lk.consts[in.D()]
	case RETGEN:
		v = m.makeGenerator(f)
	}
	if f.obj != nil {
		f.detach()
	}
	m.t.Depth--
	switch f.ret {
	case retEntry:
		m.top = f.back
		m.value = v
		m.native.Why = leftReturned
		return 0
	case retInit:
		if !v.IsNone() {
			break
		}
		v = f.locals
		fallthrough
	case retCall:
		dst := f.dest
		f = f.back
		m.top = f
		f.regs[dst] = v
		return m.goOn(f)
	}
	f, err := m.returned(f, v)
	if err != nil {
		return m.leaveFailed(err)
	}
	return m.goOn(f)
}

func outYield(m *machine, f *frame, in word) uint64 {
	v := *in.b(f.regs)
	if f.ret == retSink && m.absorb(f.gen, v) {
		*in.a(f.regs) = object.None
		return toNext
	}
	if m.t.Hooked {
		return m.leaveTo(f)
	}
	f.gen.at, f.gen.sent = atYield, in.A()
	return m.passOn(f, v)
}

func outSend(m *machine, f *frame, in word) uint64 {
	if m.t.Hooked {
		return m.leaveTo(f)
	}
	it := *in.b(f.regs)
	f.gen.at, f.gen.sent = atSend, in.C()
	if it.P.Type == object.GeneratorType || it.P.Type == object.CoroutineType {
		nf, err := m.pushGen(f, it, retSend, *in.c(f.regs))
		if err != nil {
			return m.leaveFailed(err)
		}
		if nf != nil {
			return m.goOn(nf)
		}
	}
	v, ended, err := m.t.Send(it, *in.c(f.regs))
	if err == nil && ended && m.t.Hooked {
		err = m.stopEvent(f, v)
	}
	if err != nil || ended {
		return m.result(f, in, v, err)
	}
	f.pc--
	return m.passOn(f, v)
}

// passOn hands v, which f, a generator's frame, yields, to what resumed that, through the frames that delegate, and goes on there.
func (m *machine) passOn(f *frame, v object.Value) uint64 {
	f, out, err := m.yields(f, v)
	switch {
	case err != nil:
		return m.leaveFailed(err)
	case out:
		m.value = v
		m.native.Why = leftYielded
		return 0
	}
	return m.goOn(f)
}

func outGetIter(m *machine, f *frame, in word) uint64 {
	v, err := m.getIter(*in.b(f.regs))
	return m.result(f, in, v, err)
}

func outForIter(m *machine, f *frame, in word) uint64 {
	it := *in.b(f.regs)
	switch it.P.Type {
	case object.RangeIterType:
		if r := (*object.RangeIter)(unsafe.Pointer(it.P)); r.Left > 0 {
			setInt(in.a(f.regs), r.Cur)
			r.Cur += r.Step
			r.Left--
			return toNext
		}
		f.pc = int(in.D())
		return toJump
	case object.ListIterType:
		l := (*object.ListIter)(unsafe.Pointer(it.P))
		if l.List != nil && uint(l.Pos) < uint(len(l.List.Items)) {
			*in.a(f.regs) = l.List.Items[l.Pos]
			l.Pos++
			return toNext
		}
		l.List = nil
		f.pc = int(in.D())
		return toJump
	case object.GeneratorType:
		if m.stopping() {
			return m.leaveTo(f)
		}
		nf, err := m.pushGen(f, it, retNext, object.None)
		if err != nil {
			return m.leaveFailed(err)
		}
		if nf != nil {
			nf.dest = in.A()
			return m.goOn(nf)
		}
	}
	v, unpacked, err := m.step(f.regs, it, f.lk.at(f.pc), in.A())
	switch {
	case err != nil:
		return m.leaveFailed(err)
	case unpacked:
		f.pc++
		return toSkip
	case v.P == nil:
		f.pc = int(in.D())
		return toJump
	}
	*in.a(f.regs) = v
	return toNext
}

func outForIter2(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	pc := f.pc
	nf, err := m.forPairs(f, in)
	switch {
	case err != nil:
		return m.leaveFailed(err)
	case nf != nil:
		return m.goOn(nf)
	case f.pc == pc:
		return toNext
	case f.pc == pc+1:
		return toSkip
	}
	return toJump
}

func outUnpack(m *machine, f *frame, in word) uint64 { return m.done(m.unpack(f, in)) }

func outUnpack2(m *machine, f *frame, in word) uint64 { return m.done(m.unpackPair(f, in)) }

func outBuild(m *machine, f *frame, in word) uint64 {
	pc := f.pc
	if err := m.build(f, in); err != nil {
		return m.leaveFailed(err)
	}
	switch f.pc {
	case pc:
		return toNext
	case pc + 1:
		return toSkip
	}
	return toSkipJump
}

func outListAppend(m *machine, f *frame, in word) uint64 {
	(*object.List)(unsafe.Pointer(in.a(f.regs).P)).Append(*in.b(f.regs))
	return toNext
}

func outDictSet(m *machine, f *frame, in word) uint64 { return m.done(m.dictSet(f, in)) }

func outSetAdd(m *machine, f *frame, in word) uint64 {
	return m.done((*object.Set)(unsafe.Pointer(in.a(f.regs).P)).Add(m.t, *in.b(f.regs)))
}

func outFormat(m *machine, f *frame, in word) uint64 {
	v, err := m.format(f, in)
	return m.result(f, in, v, err)
}

func outException(m *machine, f *frame, in word) uint64 {
	regs := f.regs
	switch in.Op() {
	case PUSHEXC:
		m.pushExc(f, in.a(regs), *in.b(regs))
	case POPEXC:
		m.popExc(f, *in.a(regs))
	default:
		ok, err := engine.ExcMatch(m.t, *in.b(regs), *in.c(regs))
		return m.result(f, in, object.Bool(ok), err)
	}
	return toNext
}

func outRaise(m *machine, f *frame, in word) uint64 { return m.leaveFailed(m.raised(f, in)) }

func outComprehend(m *machine, f *frame, in word) uint64 {
	if m.stopping() {
		return m.leaveTo(f)
	}
	nf, v, err := m.comprehend(f, in)
	if nf == nil {
		return m.result(f, in, v, err)
	}
	m.top = nf
	return m.goOn(nf)
}

func outMatch(m *machine, f *frame, in word) uint64 {
	flag := object.FlagSequence
	if in.Op() == MATCHMAPPING {
		flag = object.FlagMapping
	}
	setBool(in.a(f.regs), in.b(f.regs).P.Type.Flags&flag != 0)
	return toNext
}

func outOther(m *machine, f *frame, in word) uint64 { return m.done(m.outside(f, in)) }
