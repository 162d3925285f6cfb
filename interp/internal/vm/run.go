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

func setInt(d *object.Value, n int64) {
	if d.P != &object.IntHeader {
		d.P = &object.IntHeader
	}
	d.N = uint64(n)
}

func setFloat(d *object.Value, f float64) {
	if d.P != &object.FloatHeader {
		d.P = &object.FloatHeader
	}
	d.N = math.Float64bits(f)
}

func setBool(d *object.Value, b bool) {
	if d.P != &object.BoolHeader {
		d.P = &object.BoolHeader
	}
	if b {
		d.N = 1
	} else {
		d.N = 0
	}
}

// word is an instruction as the loop reads it: loaded at once, its operands are
// shifts of a register, and nothing has to be kept of where it came from.
type word uint64

func (w word) Op() Op   { return Op(w) }
func (w word) A() uint8 { return uint8(w >> 8) }
func (w word) B() uint8 { return uint8(w >> 16) }
func (w word) C() uint8 { return uint8(w >> 24) }
func (w word) D() int32 { return int32(w >> 32) }

// a, b and c are the registers that the operands name: a shift and a mask of the
// word is the offset in the window, for a Value has 16 bytes.
func (w word) a(regs *window) *object.Value {
	return (*object.Value)(unsafe.Add(unsafe.Pointer(regs), w>>4&0xff0))
}

func (w word) b(regs *window) *object.Value {
	return (*object.Value)(unsafe.Add(unsafe.Pointer(regs), w>>12&0xff0))
}

func (w word) c(regs *window) *object.Value {
	return (*object.Value)(unsafe.Add(unsafe.Pointer(regs), w>>20&0xff0))
}

func small(n int64) bool { return n == int64(int32(n)) }

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
				case attrTuple:
					if u := (*object.Tuple)(unsafe.Pointer(o.P)); uint(ic.idx) < uint(len(u.Items)) {
						*in.a(regs) = u.Items[ic.idx]
						continue
					}
				case attrClass:
					if ic.off == 0 || (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Shape == ic.shape {
						*in.a(regs) = ic.val
						continue
					}
				case attrModule:
					if d := (*object.Module)(unsafe.Pointer(o.P)).Attrs.Dict; d == ic.dict && d.Keys == ic.ver2 {
						*in.a(regs) = d.Entries[ic.idx].Val
						continue
					}
				case attrDict:
					if d := (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Dict; d != nil && int(ic.idx) < len(d.Entries) && d.Entries[ic.idx].Key.P == &ic.name.Header {
						*in.a(regs) = d.Entries[ic.idx].Val
						continue
					}
				case attrType:
					if (*object.Type)(unsafe.Pointer(o.P)).Version == ic.ver2 {
						*in.a(regs) = ic.val
						continue
					}
				case attrProperty:
					fn = (*object.Function)(unsafe.Pointer(ic.val.P))
					if fn.Code == ic.code {
						f.pc = pc
						if nf = m.pushWindow(f, ic.lk, 1); nf == nil {
							err = m.recursion()
							goto fail
						}
						nf.regs[0] = *o
						nf.dest, nf.ret = in.A(), retCall
						goto started
					}
				case attrHook:
					fn = (*object.Function)(unsafe.Pointer(ic.val.P))
					if fn.Code == ic.code && (ic.off == 0 || (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Shape == ic.shape) {
						f.pc = pc
						if nf = m.pushWindow(f, ic.lk, 2); nf == nil {
							err = m.recursion()
							goto fail
						}
						nf.regs[0], nf.regs[1] = *o, ic.name.Value()
						nf.dest, nf.ret = in.A(), retCall
						goto started
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
				case attrModule:
					if d := (*object.Module)(unsafe.Pointer(o.P)).Attrs.Dict; d == ic.dict && d.Keys == ic.ver2 {
						*in.a(regs) = d.Entries[ic.idx].Val
						regs[in.A()+1] = object.Value{}
						continue
					}
				case attrType:
					if (*object.Type)(unsafe.Pointer(o.P)).Version == ic.ver2 {
						*in.a(regs) = ic.val
						regs[in.A()+1] = object.Value{}
						continue
					}
				case methType:
					if v = (*object.ClassMethodObject)(unsafe.Pointer(ic.val.P)).Func; v.P.Type == object.FunctionType && (*object.Type)(unsafe.Pointer(o.P)).Version == ic.ver2 {
						*in.a(regs) = v
						regs[in.A()+1] = o
						continue
					}
				case attrShape:
					if a := (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)); a.Shape == ic.shape {
						*in.a(regs) = a.Slots[ic.idx]
						regs[in.A()+1] = object.Value{}
						continue
					}
				case methStatic:
					if ic.off == 0 || (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Shape == ic.shape {
						*in.a(regs) = (*object.StaticMethodObject)(unsafe.Pointer(ic.val.P)).Func
						regs[in.A()+1] = object.Value{}
						continue
					}
				case methClass:
					if v = (*object.ClassMethodObject)(unsafe.Pointer(ic.val.P)).Func; v.P.Type == object.FunctionType &&
						(ic.off == 0 || (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.P), ic.off)).Shape == ic.shape) {
						*in.a(regs) = v
						regs[in.A()+1] = o.P.Type.Value()
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
			if k.P == &object.IntHeader {
				switch o.P.Type {
				case object.ListType:
					l := (*object.List)(unsafe.Pointer(o.P))
					i := int(k.N)
					if i < 0 {
						i += len(l.Items)
					}
					if uint(i) < uint(len(l.Items)) {
						*in.a(regs) = l.Items[i]
						continue
					}
				case object.TupleType:
					l := (*object.Tuple)(unsafe.Pointer(o.P))
					i := int(k.N)
					if i < 0 {
						i += len(l.Items)
					}
					if uint(i) < uint(len(l.Items)) {
						*in.a(regs) = l.Items[i]
						continue
					}
				case object.StrType:
					if h := (*object.Str)(unsafe.Pointer(o.P)).ASCIIAt(int(k.N)); h != nil {
						*in.a(regs) = object.FromPtr(h)
						continue
					}
				}
			}
			if o.P.Type == object.DictType || object.GetsAsDict(o.P.Type) {
				d := (*object.Dict)(unsafe.Pointer(o.P))
				if i := d.FindFast(*k); i >= 0 {
					*in.a(regs) = d.Entries[i].Val
					continue
				}
			}
			f.pc = pc
			if o.P.Type.Flags&object.FlagHeap != 0 {
				if nf = m.pushSpecial(f, getItemStr, *o, *k); nf != nil {
					fn = nf.fn
					nf.dest, nf.ret = in.A(), retCall
					goto started
				}
			}
			v, err = m.getItem(*o, *k)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case GETITEMK:
			o, k := in.b(regs), &lk.consts[in.C()]
			if k.P == &object.IntHeader {
				switch o.P.Type {
				case object.ListType:
					l := (*object.List)(unsafe.Pointer(o.P))
					i := int(k.N)
					if i < 0 {
						i += len(l.Items)
					}
					if uint(i) < uint(len(l.Items)) {
						*in.a(regs) = l.Items[i]
						continue
					}
				case object.TupleType:
					l := (*object.Tuple)(unsafe.Pointer(o.P))
					i := int(k.N)
					if i < 0 {
						i += len(l.Items)
					}
					if uint(i) < uint(len(l.Items)) {
						*in.a(regs) = l.Items[i]
						continue
					}
				case object.StrType:
					if h := (*object.Str)(unsafe.Pointer(o.P)).ASCIIAt(int(k.N)); h != nil {
						*in.a(regs) = object.FromPtr(h)
						continue
					}
				}
			}
			if o.P.Type == object.DictType || object.GetsAsDict(o.P.Type) {
				d := (*object.Dict)(unsafe.Pointer(o.P))
				if i := d.FindFast(*k); i >= 0 {
					*in.a(regs) = d.Entries[i].Val
					continue
				}
			}
			f.pc = pc
			if o.P.Type.Flags&object.FlagHeap != 0 {
				if nf = m.pushSpecial(f, getItemStr, *o, *k); nf != nil {
					fn = nf.fn
					nf.dest, nf.ret = in.A(), retCall
					goto started
				}
			}
			v, err = m.getItem(*o, *k)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case GETSLICE:
			f.pc = pc
			v, err = m.getSlice(*in.b(regs), *in.c(regs), regs[in.C()+1])
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case SETITEM:
			o, k := in.a(regs), in.b(regs)
			if o.P.Type == object.ListType && k.P == &object.IntHeader {
				l := (*object.List)(unsafe.Pointer(o.P))
				i := int(k.N)
				if i < 0 {
					i += len(l.Items)
				}
				if uint(i) < uint(len(l.Items)) {
					l.Items[i] = *in.c(regs)
					continue
				}
			}
			if (o.P.Type == object.DictType || object.SetsAsDict(o.P.Type)) && (*object.Dict)(unsafe.Pointer(o.P)).SetFast(*k, *in.c(regs)) {
				continue
			}
			f.pc = pc
			if err = m.setItem(*o, *k, *in.c(regs)); err != nil {
				goto fail
			}

		case SETITEMK:
			o, k := in.a(regs), &lk.consts[in.B()]
			if o.P.Type == object.ListType && k.P == &object.IntHeader {
				l := (*object.List)(unsafe.Pointer(o.P))
				i := int(k.N)
				if i < 0 {
					i += len(l.Items)
				}
				if uint(i) < uint(len(l.Items)) {
					l.Items[i] = *in.c(regs)
					continue
				}
			}
			if (o.P.Type == object.DictType || object.SetsAsDict(o.P.Type)) && (*object.Dict)(unsafe.Pointer(o.P)).SetFast(*k, *in.c(regs)) {
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

		case DIV, IDIV:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.FloatHeader && b.P == &object.FloatHeader && b.Float64() != 0 {
				setFloat(in.a(regs), a.Float64()/b.Float64())
				continue
			}
			goto binary

		case DIVK, IDIVK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.FloatHeader && b.P == &object.FloatHeader && b.Float64() != 0 {
				setFloat(in.a(regs), a.Float64()/b.Float64())
				continue
			}
			goto binaryK

		case FLOORDIV, IFLOORDIV:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader && int64(b.N) > 0 {
				x, y := int64(a.N), int64(b.N)
				q := x / y
				if x%y < 0 {
					q--
				}
				setInt(in.a(regs), q)
				continue
			}
			goto binary

		case FLOORDIVK, IFLOORDIVK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader && int64(b.N) > 0 {
				x, y := int64(a.N), int64(b.N)
				q := x / y
				if x%y < 0 {
					q--
				}
				setInt(in.a(regs), q)
				continue
			}
			goto binaryK

		case MOD, IMOD:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader && int64(b.N) > 0 {
				r := int64(a.N) % int64(b.N)
				if r < 0 {
					r += int64(b.N)
				}
				setInt(in.a(regs), r)
				continue
			}
			goto binary

		case MODK, IMODK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader && int64(b.N) > 0 {
				r := int64(a.N) % int64(b.N)
				if r < 0 {
					r += int64(b.N)
				}
				setInt(in.a(regs), r)
				continue
			}
			goto binaryK

		case LSHIFT, ILSHIFT:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader && b.N < 32 && small(int64(a.N)) {
				setInt(in.a(regs), int64(a.N)<<b.N)
				continue
			}
			goto binary

		case LSHIFTK, ILSHIFTK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader && b.N < 32 && small(int64(a.N)) {
				setInt(in.a(regs), int64(a.N)<<b.N)
				continue
			}
			goto binaryK

		case RSHIFT, IRSHIFT:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader && b.N < 64 {
				setInt(in.a(regs), int64(a.N)>>b.N)
				continue
			}
			goto binary

		case RSHIFTK, IRSHIFTK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader && b.N < 64 {
				setInt(in.a(regs), int64(a.N)>>b.N)
				continue
			}
			goto binaryK

		case AND, IAND:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				setInt(in.a(regs), int64(a.N&b.N))
				continue
			}
			goto binary

		case ANDK, IANDK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				setInt(in.a(regs), int64(a.N&b.N))
				continue
			}
			goto binaryK

		case OR, IOR:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				setInt(in.a(regs), int64(a.N|b.N))
				continue
			}
			goto binary

		case XOR, IXOR:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				setInt(in.a(regs), int64(a.N^b.N))
				continue
			}
			goto binary

		case MATMUL, POW, IMATMUL, IPOW:
			goto binary

		case MATMULK, POWK, IMATMULK, IPOWK, ORK, IORK, XORK, IXORK:
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
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

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

		case IN:
			f.pc = pc
			ok, err = m.contains(*in.c(regs), *in.b(regs))
			if err != nil {
				goto fail
			}
			setBool(in.a(regs), ok)

		case NOTIN:
			f.pc = pc
			ok, err = m.contains(*in.c(regs), *in.b(regs))
			if err != nil {
				goto fail
			}
			setBool(in.a(regs), !ok)

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

		case JTKEEP:
			f.pc = pc
			ok, err = t.Truth(*in.b(regs))
			if err != nil {
				goto fail
			}
			if ok {
				*in.a(regs) = *in.b(regs)
				pc = int(in.D())
			}

		case JFKEEP:
			f.pc = pc
			ok, err = t.Truth(*in.b(regs))
			if err != nil {
				goto fail
			}
			if !ok {
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

		case JLT:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) < int64(b.N)
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				ok = a.Float64() < b.Float64()
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JLE:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) <= int64(b.N)
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				ok = a.Float64() <= b.Float64()
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JGT:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) > int64(b.N)
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				ok = a.Float64() > b.Float64()
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JGE:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) >= int64(b.N)
			} else if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
				ok = a.Float64() >= b.Float64()
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JEQ:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = a.N == b.N
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				ok = (*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JNE:
			a, b := in.b(regs), in.c(regs)
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = a.N != b.N
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				ok = !(*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
			} else {
				goto compareJump
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JIS:
			if (*in.b(regs) == *in.c(regs)) == (in.A() != 0) {
				pc = int(in.D())
			}

		case JIN:
			f.pc = pc
			ok, err = m.contains(*in.c(regs), *in.b(regs))
			if err != nil {
				goto fail
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JEQK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = a.N == b.N
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				ok = (*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JNEK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = a.N != b.N
			} else if a.P.Type == object.StrType && b.P.Type == object.StrType {
				ok = !(*object.Str)(unsafe.Pointer(a.P)).Equal((*object.Str)(unsafe.Pointer(b.P)))
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JLTK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) < int64(b.N)
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JLEK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) <= int64(b.N)
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JGTK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) > int64(b.N)
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case JGEK:
			a, b := in.b(regs), &lk.consts[in.C()]
			if a.P == &object.IntHeader && b.P == &object.IntHeader {
				ok = int64(a.N) >= int64(b.N)
			} else {
				goto compareJumpK
			}
			if ok == (in.A() != 0) {
				pc = int(in.D())
			}

		case CALL:
			nargs = int(in.C())
			winReg = int(in.B()) + 1
			callee := *in.b(regs)
			switch callee.P.Type {
			case object.FunctionType:
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				goto callFunction
			case object.BuiltinType:
				b := (*object.Builtin)(unsafe.Pointer(callee.P))
				f.pc = pc
				if nargs > 0 && regs[winReg].P.Type == object.GeneratorType {
					v, kind = regs[winReg], uint8(b.Method.Sink)
					if nargs == 1 && kind != uint8(object.SinkSend) || nargs == 2 && kind == uint8(object.SinkNext) {
						if gf := m.sinkOf(object.Sink(kind), v); gf != nil {
							m.enterGen((*object.Generator)(unsafe.Pointer(v.P)), gf, f, sinkRet(gf.sink), object.None)
							f = &gf.frame
							goto reload
						}
					}
				}
				if f1 := b.Method.F1(); f1 != nil && nargs == 1 {
					v, err = f1(t, b.Self, regs[winReg])
				} else if f2 := b.Method.F2(); f2 != nil && nargs == 2 {
					v, err = f2(t, b.Self, regs[winReg], regs[winReg+1])
				} else if fv := b.Method.FV(); fv != nil {
					v, err = fv(t, b.Self, args(regs, winReg, nargs), nil)
				} else {
					v, err = t.CallVec(callee, args(regs, winReg, nargs), nil)
				}
				if err != nil {
					goto fail
				}
				*in.a(regs) = v
				continue
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
				ic = &lk.caches[in.D()]
				typ := (*object.Type)(unsafe.Pointer(callee.P))
				if nargs == 1 && typ.Convert != nil {
					if (typ == object.ListType || typ == object.TupleType) && regs[winReg].P.Type == object.GeneratorType {
						if gf := m.sinkOf(object.SinkCollect, regs[winReg]); gf != nil {
							m.enterGen((*object.Generator)(unsafe.Pointer(regs[winReg].P)), gf, f, retSink, object.None)
							f = &gf.frame
							goto reload
						}
					}
					if v, err = typ.Convert(t, regs[in.B()+1]); err != nil {
						goto fail
					}
					*in.a(regs) = v
					continue
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
				}
				if typ.Version == ic.ver || m.cacheInit(ic, typ, nargs) {
					fn = (*object.Function)(unsafe.Pointer(ic.val.P))
					if fn == nil {
						*in.a(regs) = object.FromPtr(&object.NewInstance(typ).Header)
						continue
					}
					if fn.Code == ic.code || m.cacheCall(ic, fn, nargs+1) {
						*in.b(regs) = object.FromPtr(&object.NewInstance(typ).Header)
						winReg--
						nargs++
						kind = retInit
						goto callCached
					}
				} else if typ == object.SuperType && nargs == 0 {
					if v = m.plainSuper(f); v.P != nil {
						*in.a(regs) = v
						continue
					}
				}
			}
			if fn = m.callMethod(callee); fn != nil {
				// The instance lies where its method wants it.
				winReg--
				nargs++
				goto callFunction
			}
			f.pc = pc
			v, err = t.CallVec(callee, args(regs, winReg, nargs), nil)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case CALLM:
			callee := *in.b(regs)
			nargs = int(in.C())
			winReg = int(in.B()) + 2
			if regs[in.B()+1].P != nil {
				winReg--
				nargs++
				switch callee.P.Type {
				case object.FunctionType:
					fn = (*object.Function)(unsafe.Pointer(callee.P))
					goto callFunction
				case object.MethodDescrType:
					d := (*object.MethodDescr)(unsafe.Pointer(callee.P))
					f.pc = pc
					switch nargs {
					case 1:
						if f0 := d.Method.F0(); f0 != nil {
							v, err = f0(t, regs[winReg])
							if err != nil {
								goto fail
							}
							*in.a(regs) = v
							continue
						}
						if fo := d.Method.FO(0); fo != nil {
							v, err = fo(t, regs[winReg], object.Value{}, object.Value{})
							if err != nil {
								goto fail
							}
							*in.a(regs) = v
							continue
						}
					case 2:
						if d.Method.Sink != object.NoSink {
							if nf = m.pushSink(f, d, regs[winReg], regs[winReg+1]); nf != nil {
								f = nf
								goto reload
							}
						}
						if f1 := d.Method.F1(); f1 != nil {
							v, err = f1(t, regs[winReg], regs[winReg+1])
							if err != nil {
								goto fail
							}
							*in.a(regs) = v
							continue
						}
						if fo := d.Method.FO(1); fo != nil {
							v, err = fo(t, regs[winReg], regs[winReg+1], object.Value{})
							if err != nil {
								goto fail
							}
							*in.a(regs) = v
							continue
						}
					case 3:
						if fo := d.Method.FO(2); fo != nil {
							v, err = fo(t, regs[winReg], regs[winReg+1], regs[winReg+2])
							if err != nil {
								goto fail
							}
							*in.a(regs) = v
							continue
						}
					}
					v, err = d.Method.Call(t, d.Class.Name, regs[winReg], args(regs, winReg+1, nargs-1), nil)
					if err != nil {
						goto fail
					}
					*in.a(regs) = v
					continue
				}
			} else if callee.P.Type == object.FunctionType {
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				goto callFunction
			} else if callee.P.Type == object.TypeType {
				f.pc = pc
				ic = &lk.caches[in.D()]
				typ := (*object.Type)(unsafe.Pointer(callee.P))
				if typ.Version == ic.ver || m.cacheInit(ic, typ, nargs) {
					fn = (*object.Function)(unsafe.Pointer(ic.val.P))
					if fn == nil {
						*in.a(regs) = object.FromPtr(&object.NewInstance(typ).Header)
						continue
					}
					if fn.Code == ic.code || m.cacheCall(ic, fn, nargs+1) {
						regs[in.B()+1] = object.FromPtr(&object.NewInstance(typ).Header)
						winReg--
						nargs++
						kind = retInit
						goto callCached
					}
				}
			}
			if regs[in.B()+1].P == nil {
				if fn = m.callMethod(callee); fn != nil {
					regs[in.B()+1] = callee
					winReg--
					nargs++
					goto callFunction
				}
			}
			f.pc = pc
			v, err = t.CallVec(callee, args(regs, winReg, nargs), nil)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case CALLKW, CALLMKW:
			f.pc = pc
			kc := &lk.kwCalls[in.D()]
			callee := *in.b(regs)
			nargs = int(in.C())
			winReg = int(in.B()) + 1
			if in.Op() == CALLMKW {
				winReg++
				if regs[in.B()+1].P != nil {
					winReg--
					nargs++
				}
			}
			if callee.P.Type == object.MethodType {
				if bm := (*object.BoundMethod)(unsafe.Pointer(callee.P)); bm.Func.P.Type == object.FunctionType && winReg == int(in.B())+1 && in.Op() == CALLKW {
					callee = bm.Func
					*in.b(regs) = bm.Self
					winReg--
					nargs++
				}
			}
			kind = retCall
			if callee.P.Type == object.TypeType {
				typ := (*object.Type)(unsafe.Pointer(callee.P))
				if fn = kc.initOf(t, typ); fn != nil {
					callee = fn.Value()
					winReg--
					nargs++
					regs[winReg] = object.FromPtr(&object.NewInstance(typ).Header)
					kind = retInit
				}
			}
			if callee.P.Type == object.FunctionType {
				fn = (*object.Function)(unsafe.Pointer(callee.P))
				v = regs[winReg] // the instance, if this is a class's __init__
				if fn.Code == kc.code && nargs-len(kc.to) == kc.npos {
					if nf = m.pushKeywords(f, fn, kc, winReg); nf != nil {
						nf.dest, nf.ret = in.A(), kind
						if kind == retInit {
							nf.locals = v
						}
						goto started
					}
				} else {
					kc.learn(fn, nargs-len(kc.names.Items))
				}
				nf, err = m.pushFunction(f, fn, args(regs, winReg, nargs), kc.names)
				if err != nil {
					goto fail
				}
				if nf != nil {
					nf.dest, nf.ret = in.A(), kind
					if kind == retInit {
						nf.locals = v
					}
					goto started
				}
			}
			v, err = t.CallVec(callee, args(regs, winReg, nargs), kc.names)
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

		case CALLEX:
			f.pc = pc
			nf, err = m.pushUnpacked(f, *in.b(regs), regs[in.B()+1], regs[in.B()+2])
			if err != nil {
				goto fail
			}
			if nf != nil {
				fn = nf.fn
				nf.dest, nf.ret = in.A(), retCall
				goto started
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
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

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
				g := (*object.Generator)(unsafe.Pointer(it.P))
				if gf, isVM := g.Frame.(*genFrame); isVM && !g.Running {
					f.pc = pc
					if t.Depth >= t.Interp.RecursionLimit {
						err = m.recursion()
						goto fail
					}
					gf.dest = in.A()
					m.enterGen(g, gf, f, retNext, object.None)
					f = &gf.frame
					goto reload
				}
			}
			f.pc = pc
			switch it.P.Type {
			case object.DictKeyIterType, object.DictValueIterType:
				var e *object.DictEntry
				e, err = (*object.DictIter)(unsafe.Pointer(it.P)).Step()
				if err != nil {
					goto fail
				}
				switch {
				case e == nil:
					pc = int(in.D())
				case it.P.Type == object.DictKeyIterType:
					*in.a(regs) = e.Key
				default:
					*in.a(regs) = e.Val
				}
				continue
			case object.ZipType:
				z := (*object.ZipIter)(unsafe.Pointer(it.P))
				if next := *(*word)(unsafe.Add(code, pc*8)); next.Op() == UNPACK && next.B() == in.A() && len(z.Its) == int(next.C()) {
					ok, err = z.NextInto(t, args(regs, int(next.A()), len(z.Its)))
					if err != nil {
						goto fail
					}
					pc++
					if !ok {
						pc = int(in.D())
					}
					continue
				}
			}
			next := it.P.Type.Next
			if next == nil {
				next = (*object.Thread).Next
			}
			v, err = next(t, it)
			if err != nil {
				if !object.ErrorIs(err, object.StopIterationType) {
					goto fail
				}
				v = object.Value{}
			}
			if v.P == nil {
				pc = int(in.D())
				continue
			}
			*in.a(regs) = v

		case FORITER2:
			f.pc = pc
			it := *in.b(regs)
			if it.P.Type == object.GeneratorType {
				g := (*object.Generator)(unsafe.Pointer(it.P))
				if gf, isVM := g.Frame.(*genFrame); isVM && !g.Running {
					if t.Depth >= t.Interp.RecursionLimit {
						err = m.recursion()
						goto fail
					}
					m.enterGen(g, gf, f, retNext2, object.None)
					f = &gf.frame
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
				next := *(*word)(unsafe.Add(code, pc*8))
				if i := m.findTuple(regs, in, next); i >= -1 {
					switch next.Op() {
					case GETITEM:
						if i >= 0 {
							*next.a(regs) = (*object.Dict)(unsafe.Pointer(next.b(regs).P)).Entries[i].Val
							pc++
							continue
						}
					case SETITEM:
						if i >= 0 {
							(*object.Dict)(unsafe.Pointer(next.a(regs).P)).Entries[i].Val = *next.c(regs)
							pc++
							continue
						}
					case IN, NOTIN:
						setBool(next.a(regs), i >= 0 == (next.Op() == IN))
						pc++
						continue
					case JIN:
						pc++
						if i >= 0 == (next.A() != 0) {
							pc = int(next.D())
						}
						continue
					}
				}
			}
			switch n := int(in.C()); n {
			case 2:
				*in.a(regs) = object.Pair(*in.b(regs), regs[in.B()+1])
			default:
				*in.a(regs) = object.NewTupleOf(args(regs, int(in.B()), n)).Value()
			}

		case BUILDDICT:
			if in.D() != 0 {
				*in.a(regs) = object.NewDictFor(regs[0]).Value()
				continue
			}
			f.pc = pc
			d := object.NewDictSize(int(in.C()))
			for i := 0; i < int(in.C()); i++ {
				if err = d.Set(t, regs[int(in.B())+2*i], regs[int(in.B())+2*i+1]); err != nil {
					goto fail
				}
			}
			*in.a(regs) = d.Value()

		case BUILDCONSTKEYMAP:
			f.pc = pc
			keys := (*object.Tuple)(unsafe.Pointer(lk.consts[in.D()].P)).Items
			d := object.NewDictOf(keys, args(regs, int(in.B()), int(in.C())))
			if d != nil {
				*in.a(regs) = d.Value()
				continue
			}
			d = object.NewDictSize(int(in.C()))
			for i := 0; i < int(in.C()); i++ {
				if err = d.Set(t, keys[i], regs[int(in.B())+i]); err != nil {
					goto fail
				}
			}
			*in.a(regs) = d.Value()

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
			if err != nil {
				goto fail
			}
			*in.a(regs) = v

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

		case RAISE0:
			f.pc = pc
			err, m.noTB = m.raise0()
			goto fail

		case RAISE1:
			f.pc = pc
			err = engine.Raise(m.t, *in.b(regs), object.Value{})
			goto fail

		case RAISE2:
			f.pc = pc
			err = engine.Raise(m.t, *in.b(regs), *in.c(regs))
			goto fail

		case RERAISE:
			err = (*object.Exception)(unsafe.Pointer(in.b(regs).P))
			m.noTB = true
			goto fail

		case WITHENTER:
			f.pc = pc
			nf, err = m.pushEnter(f, in)
			if err != nil {
				goto fail
			}
			if nf != nil {
				fn = nf.fn
				nf.dest, nf.ret = in.A(), retCall
				goto started
			}
			if err = m.outside(f, in); err != nil {
				goto fail
			}

		case WITHEXIT:
			f.pc = pc
			nf, err = m.pushExit(f, *in.b(regs), regs[in.B()+1])
			if err != nil {
				goto fail
			}
			if nf != nil {
				fn = nf.fn
				nf.dest, nf.ret = in.A(), retCall
				goto started
			}
			if err = m.outside(f, in); err != nil {
				goto fail
			}

		case COMPREHEND:
			f.pc = pc
			{
				code := (*object.Code)(unsafe.Pointer(lk.consts[in.D()].P))
				clk := linkedOf(code)
				if clk == nil {
					err = unreadable(code)
					goto fail
				}
				if clk.gen && clk.code.Flags&(object.CoCoroutine|object.CoAsyncGenerator) == 0 {
					*in.a(regs) = m.makeGenExpr(f, clk, *in.b(regs))
					continue
				}
				if nf = m.pushComprehension(f, clk, int(in.B())); nf == nil {
					err = m.recursion()
					goto fail
				}
			}
			nf.dest, nf.ret = in.A(), retCall
			goto entered

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
				g := (*object.Generator)(unsafe.Pointer(it.P))
				if gf, isVM := g.Frame.(*genFrame); isVM && !g.Running && (g.Started || in.c(regs).IsNone()) {
					if t.Depth >= t.Interp.RecursionLimit {
						err = m.recursion()
						goto fail
					}
					m.enterGen(g, gf, f, retSend, *in.c(regs))
					f = &gf.frame
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
			nf = (*frame)(m.native.Frame)
			if m.native.Why == native.Refused {
				in = lk.at(pc - 1)
				goto dispatch
			}
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
				fn = nf.fn
				nf.dest = in.A()
				goto started
			}
		}
		v, err = m.binary(in.Op(), *in.b(regs), *in.c(regs))
		if err != nil {
			goto fail
		}
		*in.a(regs) = v
		continue

	binaryK:
		f.pc = pc
		if in.b(regs).P.Type.Flags&object.FlagHeap != 0 {
			if nf = m.pushBinary(f, in.Op(), *in.b(regs), lk.consts[in.C()]); nf != nil {
				fn = nf.fn
				nf.dest = in.A()
				goto started
			}
		}
		v, err = m.binary(in.Op(), *in.b(regs), lk.consts[in.C()])
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
		if err != nil {
			goto fail
		}
		if ok == (in.A() != 0) {
			pc = int(in.D())
		}
		continue

	compareJumpK:
		f.pc = pc
		if in.b(regs).P.Type.Flags&object.FlagHeap != 0 {
			if nf = m.pushCompare(f, jumpOps[in.Op()], *in.b(regs), lk.consts[in.C()]); nf != nil {
				fn = nf.fn
				goto started
			}
		}
		ok, err = m.compareTruth(in.Op(), *in.b(regs), lk.consts[in.C()])
		if err != nil {
			goto fail
		}
		if ok == (in.A() != 0) {
			pc = int(in.D())
		}
		continue

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
			nf.dest, nf.ret = in.A(), retCall
			goto started
		}

	callCached:
		f.pc = pc
		{
			clk := ic.lk
			if n := clk.argCount; nargs != int(ic.ver2) || nargs < n && (fn.Defaults == nil || len(fn.Defaults.Items) < n-nargs) {
				nf, err = m.pushFunction(f, fn, args(regs, winReg, nargs), nil)
				if err != nil {
					goto fail
				}
				nf.dest, nf.ret = in.A(), kind
				if kind == retInit {
					nf.locals = regs[winReg]
				}
				goto started
			}
			w := unsafe.Add(unsafe.Pointer(regs), uintptr(winReg)*valueSize)
			if f.gen != nil || uintptr(w)+clk.winBytes+valueSize > f.limit {
				if nf = m.pushWindow(f, clk, nargs); nf == nil {
					err = m.recursion()
					goto fail
				}
				copy(nf.regs[:nargs], args(regs, winReg, nargs))
			} else {
				if t.Depth >= t.Interp.RecursionLimit {
					err = m.recursion()
					goto fail
				}
				t.Depth++
				nf = f.next
				if nf == nil {
					nf = nextFrame(f)
				}
				nf.regs = (*window)(w)
				nf.limit = f.limit
				nf.back = f
				nf.lk = clk
				for i := nargs; i < clk.numSlots; i++ {
					nf.regs[i].P = nil
				}
			}
			if nargs < clk.argCount {
				d := fn.Defaults.Items
				copy(nf.regs[nargs:clk.argCount], d[len(d)-(clk.argCount-nargs):])
			}
			nf.dest, nf.ret = in.A(), kind
			nf.pc = 0
			if kind == retInit {
				nf.locals = nf.regs[0]
			}
		}

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
		case retBinary, retReflected:
			reflected, dst := f.ret == retReflected, f.dest
			f = f.back
			m.top = f
			if v == object.NotImplemented {
				if v, err = m.binaryRest(f, reflected); err != nil {
					pc = f.pc
					goto fail
				}
			}
			f.regs[dst] = v
			goto reload
		case retCompare:
			f = f.back
			m.top = f
			if err = m.compareDone(f, v); err != nil {
				pc = f.pc
				goto fail
			}
			goto reload
		case retSend:
			f = m.leaveGen(f.gen, true)
			m.top = f
			if t.Hooked {
				if err = m.stopEvent(f, v); err != nil {
					pc = f.pc
					goto fail
				}
			}
			f.regs[f.lk.instrs[f.pc-1].A] = v
			goto reload
		case retSink:
			{
				s, acc := f.gen.sink, f.gen.acc
				f = m.leaveGen(f.gen, true)
				m.top = f
				if v, err = m.sinkEnd(f, s, acc); err != nil {
					pc = f.pc
					goto fail
				}
			}
			f.regs[f.lk.instrs[f.pc-1].A] = v
			goto reload
		case retPull:
			f = m.leaveGen(f.gen, true)
			m.top = f
			if v, err = f.pullEnd(v); err != nil {
				pc = f.pc
				goto fail
			}
			f.regs[f.lk.instrs[f.pc-1].A] = v
			goto reload
		}
		m.top = f.back
		return v, false, nil

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
		ret, dst := f.ret, f.dest
		if ret == retSink {
			if f, err = m.sinkYielded(f.gen, v); err != nil {
				pc = f.pc
				goto fail
			}
			goto reload
		}
		f = m.leaveGen(f.gen, false)
		switch ret {
		case retNext:
			m.top = f
			f.regs[dst] = v
			goto reload
		case retNext2:
			m.top = f
			if pair2(f.regs, *(*word)(unsafe.Add(f.lk.base, (f.pc-1)*8)), v) {
				f.pc++
			}
			goto reload
		case retSend:
			// The frame that delegates yields the same; resumed, it sends again.
			f.pc--
			f.gen.at, f.gen.sent = atSend, f.lk.instrs[f.pc].C
			goto yield
		case retPull:
			m.top = f
			f.regs[f.lk.instrs[f.pc-1].A] = v
			goto reload
		}
		m.top = f
		return v, true, nil
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

// args is the slice of n registers from register i.
func args(regs *window, i, n int) []object.Value {
	return unsafe.Slice((*object.Value)(unsafe.Add(unsafe.Pointer(regs), uintptr(i)*valueSize)), n)
}

// pair2 does FORITER2's work on a pair, and reports whether v was one; if not, v
// is left for UNPACK2.
func pair2(regs *window, in word, v object.Value) bool {
	if v.P.Type == object.TupleType {
		if u := (*object.Tuple)(unsafe.Pointer(v.P)); len(u.Items) == 2 {
			a, b := u.Items[0], u.Items[1]
			regs[in.A()], regs[in.C()] = a, b
			return true
		}
	} else if v.P.Type == object.ListType {
		if u := (*object.List)(unsafe.Pointer(v.P)); len(u.Items) == 2 {
			a, b := u.Items[0], u.Items[1]
			regs[in.A()], regs[in.C()] = a, b
			return true
		}
	}
	regs[in.B()+1] = v
	return false
}

func compareInts(op Op, a, b int64) bool {
	switch op {
	case EQ:
		return a == b
	case NE:
		return a != b
	case LT:
		return a < b
	case LE:
		return a <= b
	case GT:
		return a > b
	}
	return a >= b
}
