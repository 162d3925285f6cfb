package vm

import (
	"math"
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file defines the loop that runs instructions. Fast paths are inline; what
// they do not cover is one call into slow.go or the object package, with f.pc
// stored before it so that tracebacks and frame objects see where we are.

// run runs f, which push has set up, until it returns, yields or fails. With err
// not nil that is raised first, where f stands. yielded says that v was yielded.
func (m *machine) run(f *frame, err error) (v object.Value, yielded bool, _ error) {
	t := m.t
	var (
		regs *window
		code unsafe.Pointer
		lk   *linked
		pc   int

		// of callFunction
		fn     *object.Function
		nargs  int
		winReg int // register at which the callee's window begins
		ic     *cache
		nf     *frame
		ok     bool
		callee object.Value
		self   object.Value
		kind   uint8
	)
	m.top = f
	if err != nil {
		pc = f.pc
		goto fail
	}
reload:
	regs, lk, pc = f.regs, f.lk, f.pc
	code = lk.base
	// One check that regs is not nil, here, serves every operand of the loop.
	_ = regs[0]
	for {
		in := *(*word)(unsafe.Add(code, pc*8))
		pc++
	dispatch:
		switch in.Op() {
		case NOP:

		case MOVE:
			*in.a(regs) = *in.b(regs)

		case LOADK:
			*in.a(regs) = lk.consts[in.D()]

		case LOADNIL:
			*in.a(regs) = object.Value{}

		case LOADFAR:
			*in.a(regs) = f.far[in.D()]

		case STOREFAR:
			f.far[in.D()] = *in.a(regs)

		case CHECK:
			if in.a(regs).P == nil {
				err = engine.UnboundLocal(lk.bc.VarNames[in.D()])
				goto fail
			}

		case MAKECELL:
			*in.a(regs) = object.NewCell(*in.a(regs)).Value()

		case LOADCELL:
			v = (*object.Cell)(unsafe.Pointer(in.b(regs).P)).V
			if v.P == nil {
				err = engine.UnboundLocal(lk.bc.CellVars[in.D()])
				goto fail
			}
			*in.a(regs) = v

		case STORECELL:
			(*object.Cell)(unsafe.Pointer(in.a(regs).P)).V = *in.b(regs)

		case LOADFREE:
			v = f.closure[in.D()].V
			if v.P == nil {
				err = engine.UnboundFree(lk.bc.FreeVars[in.D()])
				goto fail
			}
			*in.a(regs) = v

		case STOREFREE:
			f.closure[in.D()].V = *in.b(regs)

		case LOADGLOBAL:
			ic = &lk.caches[in.D()]
			if g := f.globals; g == ic.dict && g.Keys == ic.ver {
				if ic.kind == globalHit {
					*in.a(regs) = g.Entries[ic.idx].Val
					continue
				}
				if b := f.builtins; b == ic.bdict && b.Keys == ic.ver2 {
					*in.a(regs) = b.Entries[ic.idx].Val
					continue
				}
			}
			f.pc = pc
			v, err = m.loadGlobal(f, ic)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case STOREGLOBAL:
			ic = &lk.caches[in.D()]
			if g := f.globals; g == ic.dict && g.Keys == ic.ver && ic.kind == globalHit {
				g.Entries[ic.idx].Val = *in.b(regs)
				continue
			}
			m.storeGlobal(f, ic, *in.b(regs))

		case LOADNAME:
			ic = &lk.caches[in.D()]
			if g := f.globals; g == ic.dict && g.Keys == ic.ver && f.locals.P == &g.Header {
				if ic.kind == globalHit {
					*in.a(regs) = g.Entries[ic.idx].Val
					continue
				}
				if b := f.builtins; b == ic.bdict && b.Keys == ic.ver2 {
					*in.a(regs) = b.Entries[ic.idx].Val
					continue
				}
			}
			f.pc = pc
			v, err = m.loadName(f, ic)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case STORENAME:
			ic = &lk.caches[in.D()]
			if g := f.globals; f.locals.P == &g.Header {
				if g == ic.dict && g.Keys == ic.ver && ic.kind == globalHit {
					g.Entries[ic.idx].Val = *in.b(regs)
					continue
				}
				if g.Header.Type == object.DictType {
					m.storeGlobal(f, ic, *in.b(regs))
					continue
				}
			}
			f.pc = pc
			if err = m.storeName(f, ic.name, *in.b(regs)); err != nil {
				goto fail
			}

		case LOADATTR:
			ic = &lk.caches[in.D()]
		loadAttr:
			o := in.b(regs)
			typ := o.P.Type
			if typ.Version == ic.ver {
				switch ic.kind {
				case attrShape:
					if a := (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)); a.Shape == ic.shape {
						*in.a(regs) = a.Slots[ic.idx]
						continue
					}
				case attrSlot:
					if v = (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Slots[ic.idx]; v.P != nil {
						*in.a(regs) = v
						continue
					}
				case attrClass:
					if ic.off == 0 || (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Shape == ic.shape {
						*in.a(regs) = ic.val
						continue
					}
				case attrProperty, attrHook:
					f.pc = pc
					if nf, err = m.pushGetter(f, ic, *o); err != nil {
						goto fail
					}
					if nf != nil {
						goto pushed
					}
				default:
					if v = cachedAttr(ic, *o); v.P != nil {
						*in.a(regs) = v
						continue
					}
				}
			}
			f.pc = pc
			if !ic.second {
				if e := m.second(&m.also.load, ic, *o); e != nil {
					ic = e
					goto loadAttr
				}
			}
			v, err = m.loadAttr(ic, *o)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case STOREATTR:
			ic = &lk.caches[in.D()]
		storeAttr:
			o := in.a(regs)
			if o.P.Type.Version == ic.ver {
				a := (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off))
				switch ic.kind {
				case attrShape:
					if a.Shape == ic.shape {
						s, d := in.b(regs), &a.Slots[ic.idx]
						if d.P != s.P {
							d.P = s.P
						}
						d.N = s.N
						continue
					}
				case attrAdd:
					if a.Shape == ic.shape && len(a.Slots) < cap(a.Slots) {
						a.Slots = append(a.Slots, *in.b(regs))
						a.Shape = ic.next
						continue
					}
				case attrSlot:
					a.Slots[ic.idx] = *in.b(regs)
					continue
				}
			}
			f.pc = pc
			if !ic.second {
				if e := m.second(&m.also.store, ic, *o); e != nil {
					ic = e
					goto storeAttr
				}
			}
			if err = m.storeAttr(ic, *o, *in.b(regs)); err != nil {
				goto fail
			}

		case LOADMETHOD:
			ic = &lk.caches[in.D()]
		loadMethod:
			o := *in.b(regs)
			if o.P.Type.Version == ic.ver {
				switch ic.kind {
				case methPlain:
					*in.a(regs) = ic.val
					regs[in.A()+1] = o
					continue
				case methShape:
					if (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Shape == ic.shape {
						*in.a(regs) = ic.val
						regs[in.A()+1] = o
						continue
					}
				default:
					if v, self = cachedMethod(ic, o); v.P != nil {
						*in.a(regs) = v
						regs[in.A()+1] = self
						continue
					}
				}
			}
			f.pc = pc
			if !ic.second {
				if e := m.second(&m.also.method, ic, o); e != nil {
					ic = e
					goto loadMethod
				}
			}
			v, self, err = m.loadMethod(ic, o)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v
			regs[in.A()+1] = self

		case GETITEM:
			o, k := in.b(regs), in.c(regs)
			if v = itemOf(o, k); v.P != nil {
				*in.a(regs) = v
				continue
			}
			f.pc = pc
			if o.P.Type.Flags&object.FlagHeap != 0 {
				if nf = m.pushSpecial(f, getItemStr, *o, *k); nf != nil {
					goto pushed
				}
			}
			v, err = m.getItem(*o, *k)
			goto result

		case GETITEMK:
			o, k := in.b(regs), &lk.consts[in.C()]
			if v = itemOf(o, k); v.P != nil {
				*in.a(regs) = v
				continue
			}
			f.pc = pc
			if o.P.Type.Flags&object.FlagHeap != 0 {
				if nf = m.pushSpecial(f, getItemStr, *o, *k); nf != nil {
					goto pushed
				}
			}
			v, err = m.getItem(*o, *k)
			goto result

		case GETSLICE:
			f.pc = pc
			v, err = m.getSlice(*in.b(regs), *in.c(regs), regs[in.C()+1])
			goto result

		case SETITEM:
			o, k := in.a(regs), in.b(regs)
			if setItemOf(o, k, in.c(regs)) {
				continue
			}
			f.pc = pc
			if err = m.setItem(*o, *k, *in.c(regs)); err != nil {
				goto fail
			}

		case SETITEMK:
			o, k := in.a(regs), &lk.consts[in.B()]
			if setItemOf(o, k, in.c(regs)) {
				continue
			}
			f.pc = pc
			if err = m.setItem(*o, *k, *in.c(regs)); err != nil {
				goto fail
			}

		case ADD, IADD:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				s := int64(a.N) + int64(b.N)
				if (int64(a.N)^s)&(int64(b.N)^s) >= 0 {
					setInt(in.a(regs), s)
					continue
				}
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				setFloat(in.a(regs), a.Float64()+b.Float64())
				continue
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				*in.a(regs) = (*object.Str)(unsafe.Pointer(a.P)).Concat(t, (*object.Str)(unsafe.Pointer(b.P)))
				continue
			}
			goto binary

		case ADDK, IADDK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				s := int64(a.N) + int64(b.N)
				if (int64(a.N)^s)&(int64(b.N)^s) >= 0 {
					setInt(in.a(regs), s)
					continue
				}
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				setFloat(in.a(regs), a.Float64()+b.Float64())
				continue
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				*in.a(regs) = (*object.Str)(unsafe.Pointer(a.P)).Concat(t, (*object.Str)(unsafe.Pointer(b.P)))
				continue
			}
			goto binaryK

		case SUB, ISUB:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				s := int64(a.N) - int64(b.N)
				if (int64(a.N)^int64(b.N))&(int64(a.N)^s) >= 0 {
					setInt(in.a(regs), s)
					continue
				}
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				setFloat(in.a(regs), a.Float64()-b.Float64())
				continue
			}
			goto binary

		case SUBK, ISUBK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				s := int64(a.N) - int64(b.N)
				if (int64(a.N)^int64(b.N))&(int64(a.N)^s) >= 0 {
					setInt(in.a(regs), s)
					continue
				}
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				setFloat(in.a(regs), a.Float64()-b.Float64())
				continue
			}
			goto binaryK

		case MUL, IMUL:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				if small(int64(a.N)) && small(int64(b.N)) {
					setInt(in.a(regs), int64(a.N)*int64(b.N))
					continue
				}
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				setFloat(in.a(regs), a.Float64()*b.Float64())
				continue
			}
			goto binary

		case MULK, IMULK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				if small(int64(a.N)) && small(int64(b.N)) {
					setInt(in.a(regs), int64(a.N)*int64(b.N))
					continue
				}
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				setFloat(in.a(regs), a.Float64()*b.Float64())
				continue
			}
			goto binaryK

		case DIV, MOD, LSHIFT, RSHIFT, OR, XOR, AND, FLOORDIV, IDIV, IMOD, ILSHIFT, IRSHIFT, IOR, IXOR, IAND, IFLOORDIV:
			if arith(in.Op(), in.a(regs), in.b(regs), in.c(regs)) {
				continue
			}
			goto binary

		case DIVK, MODK, LSHIFTK, RSHIFTK, ORK, XORK, ANDK, FLOORDIVK, IDIVK, IMODK, ILSHIFTK, IRSHIFTK, IORK, IXORK, IANDK, IFLOORDIVK:
			if arith(in.Op(), in.a(regs), in.b(regs), &lk.consts[in.C()]) {
				continue
			}
			goto binaryK

		case MATMUL, POW, IMATMUL, IPOW:
			goto binary

		case MATMULK, POWK, IMATMULK, IPOWK:
			goto binaryK

		case NOT:
			s := in.b(regs)
			if s.P == &object.BoolHeader {
				setBool(in.a(regs), s.N == 0)
				continue
			}
			f.pc = pc
			ok, err = t.Truth(*s)
			if err != nil {
				goto fail
			}
			setBool(in.a(regs), !ok)

		case NEG:
			s := in.b(regs)
			if s.P == &object.FloatHeader {
				setFloat(in.a(regs), -s.Float64())
				continue
			}
			if s.P == &object.IntHeader && int64(s.N) != math.MinInt64 {
				setInt(in.a(regs), -int64(s.N))
				continue
			}
			f.pc = pc
			v, err = t.Neg(*s)
			goto result

		case EQ, NE, LT, LE, GT, GE:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				setBool(in.a(regs), compareInts(in.Op(), int64(a.N), int64(b.N)))
				continue
			}
			f.pc = pc
			if a.P.Type.Flags&object.FlagHeap != 0 {
				if nf = m.pushCompare(f, cmpOps[in.Op()-EQ], *a, *b); nf != nil {
					fn = nf.fn
					goto started
				}
			}
			v, err = m.compare(in.Op(), *a, *b)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case IS:
			setBool(in.a(regs), *in.b(regs) == *in.c(regs))

		case ISNOT:
			setBool(in.a(regs), *in.b(regs) != *in.c(regs))

		case IN, NOTIN:
			f.pc = pc
			ok, err = m.contains(*in.c(regs), *in.b(regs))
			if err != nil {
				goto fail
			}
			setBool(in.a(regs), ok == (in.Op() == IN))

		case JMP:
			pc = int(in.D())

		case FORLOOP:
			if t.Pending.Load() {
				f.pc = pc
				if err = t.Safepoint(); err != nil {
					goto fail
				}
			}
			if lk.heat > 0 {
				if lk.heat--; lk.heat == 0 {
					m.warm(f)
				}
			}
			// The head of the loop is here at once; other iterators go there.
			head := (*Instr)(unsafe.Add(code, uintptr(in.D())*8))
			pc = int(in.D())
			it := regs[head.B]
			switch it.P.Type {
			case object.RangeIterType:
				r := (*object.RangeIter)(unsafe.Pointer(it.P))
				if r.Left > 0 {
					setInt(&regs[head.A], r.Cur)
					r.Cur += r.Step
					r.Left--
					pc++
				} else {
					pc = int(head.D)
				}
			case object.ListIterType:
				l := (*object.ListIter)(unsafe.Pointer(it.P))
				if l.List != nil && uint(l.Pos) < uint(len(l.List.Items)) {
					regs[head.A] = l.List.Items[l.Pos]
					l.Pos++
					pc++
				}
			case object.StrASCIIIterType:
				if h := (*object.StrIter)(unsafe.Pointer(it.P)).NextASCII(); h != nil {
					regs[head.A] = object.FromPtr(h)
					pc++
				}
			}

		case JMPBACK:
			if t.Pending.Load() {
				f.pc = pc
				if err = t.Safepoint(); err != nil {
					goto fail
				}
			}
			pc = int(in.D())
			if lk.heat > 0 {
				if lk.heat--; lk.heat == 0 {
					m.warm(f)
				}
			}

		case JT:
			s := in.b(regs)
			if s.P == &object.BoolHeader {
				if s.N != 0 {
					pc = int(in.D())
				}
				continue
			}
			f.pc = pc
			ok, err = t.Truth(*s)
			if err != nil {
				goto fail
			}
			if ok {
				pc = int(in.D())
			}

		case JF:
			s := in.b(regs)
			if s.P == &object.BoolHeader {
				if s.N == 0 {
					pc = int(in.D())
				}
				continue
			}
			f.pc = pc
			ok, err = t.Truth(*s)
			if err != nil {
				goto fail
			}
			if !ok {
				pc = int(in.D())
			}

		case JTKEEP, JFKEEP:
			f.pc = pc
			ok, err = t.Truth(*in.b(regs))
			if err != nil {
				goto fail
			}
			if ok == (in.Op() == JTKEEP) {
				*in.a(regs) = *in.b(regs)
				pc = int(in.D())
			}

		case JNONE:
			if in.b(regs).IsNone() {
				pc = int(in.D())
			}

		case JNOTNONE:
			if !in.b(regs).IsNone() {
				pc = int(in.D())
			}

		case JLT, JLE, JGT, JGE:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = less(in.Op()-JLT, int64(a.N), int64(b.N))
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				ok = less(in.Op()-JLT, a.Float64(), b.Float64())
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JEQ, JNE:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = a.N == b.N
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				ok = (*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) == (in.Op() == JEQ) {
				pc = int(in.D())
			}

		case JIS:
			if (*in.b(regs) == *in.c(regs)) == (in.A() != 0) {
				pc = int(in.D())
			}

		case JIN:
			f.pc = pc
			ok, err = m.contains(*in.c(regs), *in.b(regs))
			goto branch

		case JEQK, JNEK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = a.N == b.N
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				ok = (*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) == (in.Op() == JEQK) {
				pc = int(in.D())
			}

		case JLTK, JLEK, JGTK, JGEK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = less(in.Op()-JLTK, int64(a.N), int64(b.N))
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case CALL:
			nargs = int(in.C())
			winReg = int(in.B()) + 1
			callee = *in.b(regs)
			switch callee.P.Type {
			case object.FunctionType:
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				goto callFunction
			case object.BuiltinType:
				b := (*object.Builtin)(unsafe.Pointer(callee.P))
				f.pc = pc
				if nargs > 0 && regs[winReg].P.Type == object.GeneratorType {
					if nf = m.pushPull(f, b.Method.Sink, regs[winReg], nargs); nf != nil {
						f = nf
						goto reload
					}
				}
				v, err = callBuiltin(t, b, args(regs, winReg, nargs))
				goto result
			case object.MethodType:
				bm := (*object.BoundMethod)(unsafe.Pointer(callee.P))
				if bm.Func.P.Type == object.FunctionType {
					fn = (*object.Function)(unsafe.Pointer(bm.Func.P))
					*in.b(regs) = bm.Self
					winReg--
					nargs++
					goto callFunction
				}
			case object.TypeType:
				f.pc = pc
				typ := (*object.Type)(unsafe.Pointer(callee.P))
				if nargs == 1 && typ.Convert != nil {
					if (typ == object.ListType || typ == object.TupleType) && regs[winReg].P.Type == object.GeneratorType {
						if nf = m.pushPull(f, object.SinkCollect, regs[winReg], 1); nf != nil {
							f = nf
							goto reload
						}
					}
					v, err = typ.Convert(t, regs[winReg])
					goto result
				}
				if typ == object.SuperType && nargs == 0 {
					next := *(*word)(unsafe.Add(code, pc*8))
					if next.Op() == LOADMETHOD && next.B() == in.A() && next.A() == in.A() {
						if v, self, ok = m.superMethod(f, &lk.caches[next.D()]); ok {
							*in.a(regs) = v
							regs[in.A()+1] = self
							pc++
							continue
						}
					}
					if v = m.plainSuper(f); v.P != nil {
						*in.a(regs) = v
						continue
					}
				}
				goto callClass
			}
			goto callOther

		case CALLM:
			callee = *in.b(regs)
			nargs = int(in.C())
			winReg = int(in.B()) + 2
			if regs[winReg-1].P != nil {
				winReg--
				nargs++
				switch callee.P.Type {
				case object.FunctionType:
					fn = (*object.Function)(unsafe.Pointer(callee.P))
					goto callFunction
				case object.MethodDescrType:
					d := (*object.MethodDescr)(unsafe.Pointer(callee.P))
					f.pc = pc
					if nargs == 2 && d.Method.Sink != object.NoSink {
						if nf = m.pushSink(f, d, regs[winReg], regs[winReg+1]); nf != nil {
							f = nf
							goto reload
						}
					}
					v, err = callDescr(t, d, args(regs, winReg, nargs))
					goto result
				}
				f.pc = pc
				v, err = t.CallVec(callee, args(regs, winReg, nargs), nil)
				goto result
			}
			switch callee.P.Type {
			case object.FunctionType:
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				goto callFunction
			case object.TypeType:
				f.pc = pc
				goto callClass
			}
			goto callOther

		case CALLKW, CALLMKW:
			f.pc = pc
			if nf, v, err = m.callKeywords(f, in); nf != nil {
				fn = nf.fn
				goto started
			}
			goto result

		case CALLEX, WITHENTER, WITHEXIT:
			f.pc = pc
			if nf, err = m.pushFor(f, in); err != nil {
				goto fail
			}
			if nf != nil {
				goto pushed
			}
			if err = m.outside(f, in); err != nil {
				goto fail
			}

		case RETURN:
			v = *in.b(regs)
			goto returned

		case RETURNK:
			v = lk.consts[in.D()]
			goto returned

		case GETITER:
			f.pc = pc
			v, err = m.getIter(*in.b(regs))
			goto result

		case FORITER:
			it := *in.b(regs)
			switch it.P.Type {
			case object.RangeIterType:
				r := (*object.RangeIter)(unsafe.Pointer(it.P))
				if r.Left > 0 {
					setInt(in.a(regs), r.Cur)
					r.Cur += r.Step
					r.Left--
				} else {
					pc = int(in.D())
				}
				continue
			case object.ListIterType:
				l := (*object.ListIter)(unsafe.Pointer(it.P))
				if l.List != nil && uint(l.Pos) < uint(len(l.List.Items)) {
					*in.a(regs) = l.List.Items[l.Pos]
					l.Pos++
				} else {
					l.List = nil
					pc = int(in.D())
				}
				continue
			case object.GeneratorType:
				f.pc = pc
				if nf, err = m.pushGen(f, it, retNext, object.None); err != nil {
					goto fail
				}
				if nf != nil {
					nf.dest = in.A()
					f = nf
					goto reload
				}
			}
			f.pc = pc
			v, ok, err = m.step(regs, it, *(*word)(unsafe.Add(code, pc*8)), in.A())
			if err != nil {
				goto fail
			}
			switch {
			case ok:
				pc++ // the UNPACK that follows is done
			case v.P == nil:
				pc = int(in.D())
			default:
				*in.a(regs) = v
			}

		case FORITER2:
			f.pc = pc
			it := *in.b(regs)
			if it.P.Type == object.GeneratorType {
				if nf, err = m.pushGen(f, it, retNext2, object.None); err != nil {
					goto fail
				}
				if nf != nil {
					f = nf
					goto reload
				}
			}
			if next := it.P.Type.NextPair; next != nil {
				var second object.Value
				v, second, err = next(t, it)
				if err != nil {
					goto fail
				}
				if second.P != nil {
					*in.a(regs), *in.c(regs) = v, second
					pc++
					continue
				}
			} else {
				v, err = t.Next(it)
			}
			if err != nil {
				goto fail
			}
			if v.P == nil {
				pc = int(in.D())
				continue
			}
			if pair2(regs, in, v) {
				pc++
			}

		case UNPACK2:
			s := *in.b(regs)
			if s.P.Type == object.TupleType {
				if u := (*object.Tuple)(unsafe.Pointer(s.P)); len(u.Items) == 2 {
					a, b := u.Items[0], u.Items[1]
					*in.a(regs), *in.c(regs) = a, b
					continue
				}
			}
			f.pc = pc
			var two [2]object.Value
			if err = engine.Unpack(m.t, s, two[:]); err != nil {
				goto fail
			}
			*in.a(regs), *in.c(regs) = two[0], two[1]

		case UNPACK:
			s := *in.b(regs)
			dst := args(regs, int(in.A()), int(in.C()))
			if s.P.Type == object.TupleType {
				if u := (*object.Tuple)(unsafe.Pointer(s.P)); len(u.Items) == len(dst) {
					for i := range dst {
						dst[i] = u.Items[i]
					}
					continue
				}
			} else if s.P.Type == object.ListType {
				if u := (*object.List)(unsafe.Pointer(s.P)); len(u.Items) == len(dst) {
					for i := range dst {
						dst[i] = u.Items[i]
					}
					continue
				}
			}
			f.pc = pc
			if err = engine.Unpack(m.t, s, dst); err != nil {
				goto fail
			}

		case BUILDLIST:
			if in.D() != 0 {
				*in.a(regs) = object.NewListFor(regs[0]).Value()
				continue
			}
			*in.a(regs) = object.NewListOf(args(regs, int(in.B()), int(in.C()))).Value()

		case BUILDTUPLE:
			if in.D() != 0 {
				// A key that the next instruction alone looks for need not be made.
				if to := m.useTuple(regs, in, *(*word)(unsafe.Add(code, pc*8)), pc+1); to >= 0 {
					pc = to
					continue
				}
			}
			switch n := int(in.C()); n {
			case 2:
				*in.a(regs) = object.Pair(*in.b(regs), regs[in.B()+1])
			default:
				*in.a(regs) = object.NewTupleOf(args(regs, int(in.B()), n)).Value()
			}

		case BUILDDICT:
			f.pc = pc
			v, err = m.buildDict(regs, in)
			goto result

		case BUILDCONSTKEYMAP:
			f.pc = pc
			v, err = m.buildKeyMap((*object.Tuple)(unsafe.Pointer(lk.consts[in.D()].P)).Items, args(regs, int(in.B()), int(in.C())))
			goto result

		case LISTAPPEND:
			(*object.List)(unsafe.Pointer(in.a(regs).P)).Append(*in.b(regs))

		case SETADD:
			f.pc = pc
			if err = (*object.Set)(unsafe.Pointer(in.a(regs).P)).Add(t, *in.b(regs)); err != nil {
				goto fail
			}

		case DICTSET:
			f.pc = pc
			d := (*object.Dict)(unsafe.Pointer(in.a(regs).P))
			if in.D() != 0 && len(d.Entries) == cap(d.Entries) {
				d.RoomFor(regs[0])
			}
			if d.SetFast(*in.b(regs), *in.c(regs)) {
				continue
			}
			if err = d.Set(t, *in.b(regs), *in.c(regs)); err != nil {
				goto fail
			}

		case BUILDSTRING:
			*in.a(regs) = t.ConcatFields(args(regs, int(in.B()), int(in.C())))

		case FORMATVALUE:
			f.pc = pc
			spec := object.Value{}
			if in.D() >= 0 {
				spec = regs[in.D()]
			}
			v, err = m.formatValue(*in.b(regs), in.C(), spec)
			goto result

		case PUSHEXC:
			m.pushExc(f, in.a(regs), *in.b(regs))

		case POPEXC:
			m.popExc(f, *in.a(regs))

		case EXCMATCH:
			f.pc = pc
			ok, err = engine.ExcMatch(m.t, *in.b(regs), *in.c(regs))
			if err != nil {
				goto fail
			}
			setBool(in.a(regs), ok)

		case RAISE0, RAISE1, RAISE2, RERAISE:
			f.pc = pc
			err = m.raised(f, in)
			goto fail

		case COMPREHEND:
			f.pc = pc
			if nf, v, err = m.comprehend(f, in); nf != nil {
				goto entered
			}
			goto result

		case RETGEN:
			f.pc = pc
			v = m.makeGenerator(f)
			goto returned

		case YIELD:
			v = *in.b(regs)
			if f.ret == retSink && m.absorb(f.gen, v) {
				*in.a(regs) = object.None
				continue
			}
			f.pc = pc
			f.gen.at, f.gen.sent = atYield, in.A()
			goto yield

		case SEND:
			f.pc = pc
			it := *in.b(regs)
			if it.P.Type == object.GeneratorType || it.P.Type == object.CoroutineType {
				if nf, err = m.pushGen(f, it, retSend, *in.c(regs)); err != nil {
					goto fail
				}
				if nf != nil {
					f = nf
					goto reload
				}
			}
			v, ok, err = engine.Send(m.t, it, *in.c(regs))
			if err != nil {
				goto fail
			}
			if ok {
				if t.Hooked {
					if err = m.stopEvent(f, v); err != nil {
						goto fail
					}
				}
				*in.a(regs) = v
				continue
			}
			f.pc--
			f.gen.at, f.gen.sent = atSend, in.C()
			goto yield

		case ENDASYNCFOR:
			e := (*object.Exception)(unsafe.Pointer(in.b(regs).P))
			if !e.Header.Type.IsSubtype(object.StopAsyncIterationType) {
				err = e
				m.noTB = true
				goto fail
			}

		case MATCHSEQUENCE:
			setBool(in.a(regs), in.b(regs).P.Type.Flags&object.FlagSequence != 0)

		case MATCHMAPPING:
			setBool(in.a(regs), in.b(regs).P.Type.Flags&object.FlagMapping != 0)

		case trap:
			f.pc = pc
			in, ok, err = m.trap(f)
			if err != nil {
				goto fail
			}
			pc = f.pc
			if !ok {
				goto dispatch
			}

		case nativeCode:
			m.native.Frame, m.native.Regs, m.native.Code = unsafe.Pointer(f), unsafe.Pointer(regs), lk.translated.addrs[pc-1]
			m.native.Enter()
			switch m.native.Why {
			case native.Refused:
				in = lk.at(pc - 1)
				goto dispatch
			case leftFailed:
				err, m.failed = m.failed, nil
				return object.Value{}, false, err
			case leftReturned:
				v, m.value = m.value, object.Value{}
				return v, false, nil
			}
			nf = m.top
			if nf != f || nf.lk != lk || nf.regs != regs {
				// Another frame, or another call in the same record.
				if f = nf; m.native.Why != leftGone {
					m.backInLoop(f)
				}
				goto reload
			}
			if pc = f.pc; m.native.Why != leftGone {
				in = m.backInLoop(f)
				pc++
				goto dispatch
			}

		default:
			f.pc = pc
			if err = m.outside(f, in); err != nil {
				goto fail
			}
		}
		continue

	binary:
		f.pc = pc
		if (in.b(regs).P.Type.Flags|in.c(regs).P.Type.Flags)&object.FlagHeap != 0 {
			if nf = m.pushBinary(f, in.Op(), *in.b(regs), *in.c(regs)); nf != nil {
				nf.dest = in.A()
				fn = nf.fn
				goto started
			}
		}
		v, err = m.binary(in.Op(), *in.b(regs), *in.c(regs))
		goto result

	binaryK:
		f.pc = pc
		if in.b(regs).P.Type.Flags&object.FlagHeap != 0 {
			if nf = m.pushBinary(f, in.Op(), *in.b(regs), lk.consts[in.C()]); nf != nil {
				nf.dest = in.A()
				fn = nf.fn
				goto started
			}
		}
		v, err = m.binary(in.Op(), *in.b(regs), lk.consts[in.C()])

	result:
		if err != nil {
			goto fail
		}
		*in.a(regs) = v
		continue

	compareJump:
		f.pc = pc
		if in.b(regs).P.Type.Flags&object.FlagHeap != 0 {
			if nf = m.pushCompare(f, jumpOps[in.Op()], *in.b(regs), *in.c(regs)); nf != nil {
				fn = nf.fn
				goto started
			}
		}
		ok, err = m.compareTruth(in.Op(), *in.b(regs), *in.c(regs))
		goto branch

	compareJumpK:
		f.pc = pc
		if in.b(regs).P.Type.Flags&object.FlagHeap != 0 {
			if nf = m.pushCompare(f, jumpOps[in.Op()], *in.b(regs), lk.consts[in.C()]); nf != nil {
				fn = nf.fn
				goto started
			}
		}
		ok, err = m.compareTruth(in.Op(), *in.b(regs), lk.consts[in.C()])

	branch:
		if err != nil {
			goto fail
		}
		if ok == (in.A() != 0) {
			pc = int(in.D())
		}
		continue

	callClass:
		// callee is a class; the instance goes where its __init__ wants it.
		{
			ic = &lk.caches[in.D()]
			typ := (*object.Type)(unsafe.Pointer(callee.P))
			if typ.Version == ic.ver || m.cacheInit(ic, typ, nargs) {
				fn = (*object.Function)(unsafe.Pointer(ic.val.P))
				if fn == nil {
					*in.a(regs) = object.FromPtr(&object.NewInstance(typ).Header)
					continue
				}
				if fn.Code == ic.code || m.cacheCall(ic, fn, nargs+1) {
					winReg--
					nargs++
					regs[winReg] = object.FromPtr(&object.NewInstance(typ).Header)
					kind = retInit
					goto callCached
				}
			}
		}

	callOther:
		if fn = m.callMethod(callee); fn != nil {
			winReg--
			nargs++
			regs[winReg] = callee
			goto callFunction
		}
		f.pc = pc
		v, err = t.CallVec(callee, args(regs, winReg, nargs), nil)
		goto result

	callFunction:
		// Call fn with the nargs arguments that lie at winReg.
		kind = retCall
		ic = &lk.caches[in.D()]
		if fn.Code != ic.code && !m.cacheCall(ic, fn, nargs) {
			f.pc = pc
			nf, err = m.pushFunction(f, fn, args(regs, winReg, nargs), nil)
			if err != nil {
				goto fail
			}
			nf.dest, nf.ret = in.A(), kind
			goto started
		}

	callCached:
		f.pc = pc
		if nf, err = m.pushCached(f, fn, ic, winReg, nargs); err != nil {
			goto fail
		}
		nf.dest, nf.ret = in.A(), kind
		if kind == retInit {
			nf.locals = regs[winReg]
		}
		goto started

	pushed:
		nf.dest, nf.ret = in.A(), retCall
		fn = nf.fn

	started:
		// nf has its window, its arguments and how it returns.
		nf.fn = fn
		nf.globals = fn.Globals
		nf.builtins = fn.Builtins
		nf.closure = fn.Closure

	entered:
		f = nf
		m.top = f
		if t.Pending.Load() {
			pc = 0
			if err = m.enterCall(f); err != nil {
				goto fail
			}
		}
		goto reload

	returned:
		// Here, not at the call, for now the registers show what types they hold.
		if lk.heat > 0 {
			if lk.heat--; lk.heat == 0 {
				m.warm(f)
			}
		}
		if f.obj != nil {
			f.pc = pc
			f.detach()
		}
		t.Depth--
		switch f.ret {
		case retCall:
			dst := f.dest
			f = f.back
			m.top = f
			f.regs[dst] = v
			goto reload
		case retInit:
			if !v.IsNone() {
				err = object.Errorf(object.TypeErrorType, "__init__() should return None, not '%s'", v.P.Type.Name)
				f = f.back
				m.top = f
				pc = f.pc
				goto fail
			}
			v = f.locals
			dst := f.dest
			f = f.back
			m.top = f
			f.regs[dst] = v
			goto reload
		case retNext, retNext2:
			f = m.leaveGen(f.gen, true)
			m.top = f
			if t.Hooked {
				if err = m.stopEvent(f, v); err != nil {
					pc = f.pc
					goto fail
				}
			}
			f.pc = int(f.lk.instrs[f.pc-1].D)
			goto reload
		case retEntry:
			m.top = f.back
			return v, false, nil
		}
		if f, err = m.returned(f, v); err != nil {
			pc = f.pc
			goto fail
		}
		goto reload

	yield:
		// f, a generator's, hands v to whoever resumed it.
		if f.ret == retSink && m.absorb(f.gen, v) {
			f.gen.resumeAt()
			goto reload
		}
		if t.Hooked {
			if err = m.yieldEvent(f, v); err != nil {
				pc = f.pc
				goto fail
			}
		}
		t.Depth--
		switch f.ret {
		case retNext:
			dst := f.dest
			f = m.leaveGen(f.gen, false)
			m.top = f
			f.regs[dst] = v
			goto reload
		case retSend:
			// The frame that delegates yields the same; resumed, it sends again.
			f = m.leaveGen(f.gen, false)
			f.pc--
			f.gen.at, f.gen.sent = atSend, f.lk.instrs[f.pc].C
			goto yield
		}
		if f, yielded, err = m.yielded(f, v); err != nil {
			pc = f.pc
			goto fail
		}
		if yielded {
			return v, true, nil
		}
		goto reload
	}

fail:
	f.pc = pc
	f, err = m.unwind(f, err)
	if err != nil {
		return object.Value{}, false, err
	}
	m.top = f
	goto reload
}
