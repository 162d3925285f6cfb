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
		regs          *window
		code          unsafe.Pointer
		lk            *linked
		pc            int
		winReg, nargs int
		fn            *object.Function
		ic            *cache
		nf            *frame
		ok            bool
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
			o := in.b(regs)
			if o.P.Type.Version == ic.ver {
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
				}
			}
			f.pc = pc
			nf, v, err = m.attribute(f, in)
			goto worked

		case STOREATTR:
			ic = &lk.caches[in.D()]
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
			if err = m.setAttribute(f, in); err != nil {
				goto fail
			}

		case LOADMETHOD:
			ic = &lk.caches[in.D()]
			o := *in.b(regs)
			if o.P.Type.Version == ic.ver {
				if ic.kind == methPlain || ic.kind == methShape && attrsAt(o, ic.off).Shape == ic.shape {
					*in.a(regs) = ic.val
					regs[in.A()+1] = o
					continue
				}
			}
			f.pc = pc
			if err = m.method(f, in); err != nil {
				goto fail
			}

		case GETITEM:
			o, k := in.b(regs), in.c(regs)
			if v = itemOf(o, k); v.P != nil {
				*in.a(regs) = v
				continue
			}
			f.pc = pc
			nf, v, err = m.item(f, in, k)
			goto worked

		case GETITEMK:
			o, k := in.b(regs), &lk.consts[in.C()]
			if v = itemOf(o, k); v.P != nil {
				*in.a(regs) = v
				continue
			}
			f.pc = pc
			nf, v, err = m.item(f, in, k)
			goto worked

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
			nf, v, err = m.comparison(f, in)
			goto worked

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

		case JT, JF:
			s := in.b(regs)
			if ok = s.N != 0; s.P != &object.BoolHeader {
				f.pc = pc
				if ok, err = t.Truth(*s); err != nil {
					goto fail
				}
			}
			if ok == (in.Op() == JT) {
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
			f.pc = pc
			if callee := in.b(regs); callee.P.Type == object.FunctionType {
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				winReg, nargs = int(in.B())+1, int(in.C())
				goto callFunction
			}
			nf, v, err = m.call(f, in)
			goto worked

		case CALLM:
			f.pc = pc
			if callee := in.b(regs); callee.P.Type == object.FunctionType {
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				winReg, nargs = int(in.B())+2, int(in.C())
				if regs[winReg-1].P != nil {
					winReg--
					nargs++
				}
				goto callFunction
			}
			nf, v, err = m.callMethod(f, in)
			goto worked

		case CALLKW, CALLMKW:
			f.pc = pc
			nf, v, err = m.callKeywords(f, in)
			goto worked

		case CALLEX, WITHENTER, WITHEXIT:
			f.pc = pc
			if nf, err = m.pushFor(f, in); nf != nil || err != nil {
				nf, v, err = plainly(nf, in, err)
				goto worked
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
			if nf, err = m.forPairs(f, in); err != nil {
				goto fail
			}
			if nf != nil {
				f = nf
				goto reload
			}
			pc = f.pc

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
			if err = m.unpackPair(f, in); err != nil {
				goto fail
			}

		case UNPACK:
			f.pc = pc
			if err = m.unpack(f, in); err != nil {
				goto fail
			}

		case BUILDLIST, BUILDTUPLE, BUILDDICT, BUILDCONSTKEYMAP, BUILDSTRING:
			f.pc = pc
			if err = m.build(f, in); err != nil {
				goto fail
			}
			pc = f.pc

		case LISTAPPEND:
			(*object.List)(unsafe.Pointer(in.a(regs).P)).Append(*in.b(regs))

		case SETADD:
			f.pc = pc
			if err = (*object.Set)(unsafe.Pointer(in.a(regs).P)).Add(t, *in.b(regs)); err != nil {
				goto fail
			}

		case DICTSET:
			f.pc = pc
			if err = m.dictSet(f, in); err != nil {
				goto fail
			}

		case FORMATVALUE:
			f.pc = pc
			v, err = m.format(f, in)
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
			f.gen.at, f.gen.sent = atSend, in.C() // as machine code has it when what it sends to yields
			if lk.heat > 0 {                      // what is passed on counts as the ends of a loop do
				if lk.heat--; lk.heat == 0 {
					m.warm(f)
				}
			}
			if it.P.Type == object.GeneratorType || it.P.Type == object.CoroutineType {
				if nf, err = m.pushGen(f, it, retSend, *in.c(regs)); err != nil {
					goto fail
				}
				if nf != nil {
					f = nf
					goto reload
				}
			}
			v, ok, err = m.t.Send(it, *in.c(regs))
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
			case leftReturned, leftYielded:
				v, m.value = m.value, object.Value{}
				return v, m.native.Why == leftYielded, nil
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
		nf, v, err = m.operate(f, in, in.b(regs), in.c(regs))
		goto worked

	binaryK:
		f.pc = pc
		nf, v, err = m.operate(f, in, in.b(regs), &lk.consts[in.C()])

	worked:
		// The instruction has pushed nf, or its result is v. It may have done the next one, too.
		if nf != nil {
			if nf.gen != nil {
				f = nf
				goto reload
			}
			fn = nf.fn
			goto started
		}
		pc = f.pc

	result:
		if err != nil {
			goto fail
		}
		*in.a(regs) = v
		continue

	compareJump:
		f.pc = pc
		nf, ok, err = m.compareJump(f, in, in.b(regs), in.c(regs))
		goto compared

	compareJumpK:
		f.pc = pc
		nf, ok, err = m.compareJump(f, in, in.b(regs), &lk.consts[in.C()])

	compared:
		if nf != nil {
			fn = nf.fn
			goto started
		}

	branch:
		if err != nil {
			goto fail
		}
		if ok == (in.A() != 0) {
			pc = int(in.D())
		}
		continue

	callFunction:
		// Call fn with the nargs arguments at winReg. m.call and m.callMethod do the same, but programs that mostly call
		// functions take a tenth more time with them.
		ic = &lk.caches[in.D()]
		if fn.Code == ic.code {
			nf, err = m.pushCached(f, fn, ic, winReg, nargs)
		} else {
			nf, err = m.pushCall(f, in, fn, winReg, nargs)
		}
		if err != nil {
			goto fail
		}
		nf.dest, nf.ret = in.A(), retCall

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
		if f.ret == retNext && !t.Hooked {
			t.Depth--
			dst := f.dest
			f = m.leaveGen(f.gen, false)
			m.top = f
			f.regs[dst] = v
			goto reload
		}
		if f, yielded, err = m.yields(f, v); err != nil {
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
