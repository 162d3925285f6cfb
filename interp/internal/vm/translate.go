package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file defines the translation of a code object into machine code; translate_*.go have the single instructions. Each does
// exactly what the loop's fast path does, or leaves.

// The machine registers that have a meaning throughout; see native.State.
const (
	rRegs  = native.BX
	rFrame = native.SI
	rState = native.R15
	rInt   = native.R12
	rFloat = native.R13
	rG     = native.R14
)

// known is what the translator knows of a register's type.
type known uint8

const (
	knowNothing known = iota
	knowInt
	knowFloat
	knowBool
)

type translator struct {
	native.Asm
	in      *object.Interp
	lk      *linked
	f       *frame
	plain   []Instr
	caution []uint8
	labels  []native.Label
	leader  []bool
	done    []bool // instructions that the code has, itself or as call-outs
	inCode  []bool // those that it has itself
	types   [256]known
	exits   []exit
	keep    []*object.Header
	pc      int
	left    []int64      // see translated
	backs   []exit       // where frames come back to that is no leader
	gone    native.Label // leaves to the loop, which goes on where the topmost frame stands
}

// exit is a place out of the way, where the code leaves to the loop at pc, or calls Go for the instruction there.
type exit struct {
	label native.Label
	pc    int
	why   uint64
	from  int  // the instruction that jumps here
	plain bool // leave, even if there is a call-out
	// checks are the types that the code goes on with behind a call of Go.
	checks []check
}

// run translates all instructions; false if there would be nothing to enter.
func (x *translator) run() bool {
	n := len(x.plain)
	x.labels = make([]native.Label, n+1)
	if x.lk.seen == nil {
		x.lk.seen, x.lk.hints = make([]seen, n), make([]int64, n)
	}
	x.leader, x.done, x.inCode = make([]bool, n+1), make([]bool, n+1), make([]bool, n+1)
	x.leader[0] = true
	for pc, in := range x.plain {
		x.labels[pc] = x.NewLabel()
		if Info[in.Op].D == Jump {
			x.leader[in.D] = true
		}
		switch in.Op {
		case CALL, CALLM, FORITER, JMPBACK, FORLOOP, YIELD, RETGEN:
			x.leader[pc+1] = true
		case SEND:
			x.leader[pc], x.leader[pc+1] = true, true // a frame that delegates goes on here, and there
		}
		if x.mayBeSkipped(pc) {
			x.leader[pc+2] = true
		}
	}
	x.labels[n] = x.NewLabel()
	x.gone = x.NewLabel()
	x.left = make([]int64, n)
	for _, e := range x.lk.exc {
		x.leader[e.Target] = true
	}
	some := false
	for pc, in := range x.plain {
		x.pc = pc
		if x.leader[pc] {
			x.types = [256]known{}
		} else if comesBack(x.plain[pc-1].Op) && x.done[pc-1] {
			x.backs = append(x.backs, exit{label: x.NewLabel(), pc: pc, checks: x.checks(&[256]known{})})
		}
		x.Bind(x.labels[pc])
		if s := &x.lk.seen[pc]; !s.any {
			s.observe(x.lk, x.f, in)
		}
		start, exits, types := len(x.Code), len(x.exits), x.types
		x.left[pc] = -tooOftenFor(x.in)
		if !x.counts(pc) {
			x.left[pc] = never
		}
		if x.caution[pc] < 2 && x.instr(in) {
			forgetWritten(&types, in)
			for i := exits; i < len(x.exits); i++ {
				x.exits[i].checks = x.checks(&types)
			}
			x.done[pc], x.inCode[pc] = true, true
			some = true
			continue
		}
		x.Truncate(start)
		x.exits, x.types = x.exits[:exits], types
		if x.lk.seen[pc].sure || x.caution[pc] > 0 {
			x.left[pc] = never
		} else {
			x.left[pc] = -soonFor(x.in)
		}
		if x.callOut() {
			x.done[pc] = true
			continue
		}
		x.left[pc] = never
		x.leave(pc, leftAt)
		x.leader[pc+1] = true
	}
	x.Bind(x.labels[n])
	x.leave(n, leftAt) // not reached: the last instruction ends
	for i := range x.exits {
		e := &x.exits[i]
		x.Bind(e.label)
		if e.why == leftAt && !e.plain && callOutFor(x.plain[e.pc].Op) != nil {
			x.slowPath(e)
		} else {
			x.leave(e.pc, e.why)
		}
	}
	for i := range x.backs {
		x.Bind(x.backs[i].label)
		x.comeBack(&x.backs[i])
	}
	x.Bind(x.gone)
	x.Imm(native.AX, leftGone)
	x.Ret()
	if some {
		x.Finish()
	}
	return some
}

// worthEntering reports whether the loop should enter the code at pc. To enter and leave costs about as much as the loop needs
// for three instructions, so there must be more than a few to run that are no call-outs, or a jump back, call or return, behind
// which there are more.
func (x *translator) worthEntering(pc int) bool {
	if !x.leader[pc] || !x.done[pc] {
		return false
	}
	have := 0
	for n := range enoughInstrs {
		if pc+n >= len(x.plain) || !x.done[pc+n] {
			break
		}
		if x.inCode[pc+n] {
			have++
		}
		switch x.plain[pc+n].Op {
		case JMPBACK, FORLOOP, CALL, CALLM, RETURN, RETURNK:
			return n >= 1
		}
	}
	return have >= 3
}

const enoughInstrs = 10

// leave ends the code: the loop is to run the instruction at pc.
func (x *translator) leave(pc int, why uint64) {
	x.StoreImm(frameAt(offPC), int32(pc))
	x.Imm(native.AX, why)
	x.Ret()
}

// slow is where to go when the instruction cannot do its work.
func (x *translator) slow() native.Label { return x.exitFor(leftAt) }

// rarely is slow for what does not say that the code should be made anew, however often it is.
func (x *translator) rarely() native.Label {
	l := x.NewLabel()
	x.exits = append(x.exits, exit{label: l, pc: x.pc, why: leftAt, from: -1})
	return l
}

func (x *translator) exitFor(why uint64) native.Label {
	for _, e := range x.exits {
		if e.pc == x.pc && e.why == why {
			return e.label
		}
	}
	l := x.NewLabel()
	x.exits = append(x.exits, exit{label: l, pc: x.pc, why: why, from: x.pc})
	return l
}

// Where things lie.
var (
	offPC       = int32(unsafe.Offsetof(frame{}.pc))
	offRegs     = int32(unsafe.Offsetof(frame{}.regs))
	offLK       = int32(unsafe.Offsetof(frame{}.lk))
	offBack     = int32(unsafe.Offsetof(frame{}.back))
	offNext     = int32(unsafe.Offsetof(frame{}.next))
	offFn       = int32(unsafe.Offsetof(frame{}.fn))
	offDest     = int32(unsafe.Offsetof(frame{}.dest))
	offRet      = int32(unsafe.Offsetof(frame{}.ret))
	offBuiltins = int32(unsafe.Offsetof(frame{}.builtins))
	offGlobals  = int32(unsafe.Offsetof(frame{}.globals))
	offLocals   = int32(unsafe.Offsetof(frame{}.locals))
	offClosure  = int32(unsafe.Offsetof(frame{}.closure))
	offLimit    = int32(unsafe.Offsetof(frame{}.limit))
	offGen      = int32(unsafe.Offsetof(frame{}.gen))
	offObj      = int32(unsafe.Offsetof(frame{}.obj))

	offTop    = int32(unsafe.Offsetof(machine{}.top)) - int32(unsafe.Offsetof(machine{}.native))
	offThread = int32(unsafe.Offsetof(machine{}.t)) - int32(unsafe.Offsetof(machine{}.native))

	offExc     = int32(unsafe.Offsetof(object.Thread{}.Exc))
	offDepth   = int32(unsafe.Offsetof(object.Thread{}.Depth))
	offPending = int32(unsafe.Offsetof(object.Thread{}.Pending))
	offInterp  = int32(unsafe.Offsetof(object.Thread{}.Interp))
	offRecurse = int32(unsafe.Offsetof(object.Interp{}.RecursionLimit))

	offAddrs    = int32(unsafe.Offsetof(linked{}.addrs))
	offNumSlots = int32(unsafe.Offsetof(linked{}.numSlots))
	offArgCount = int32(unsafe.Offsetof(linked{}.argCount))
	offWinBytes = int32(unsafe.Offsetof(linked{}.winBytes))
)

const (
	// offGuard is where a g has the stack limit that its goroutine compares with, and stopWanted what that is when Go
	// wants to stop the goroutine: the runtime's g.stackguard0 and stackPreempt.
	offGuard   = 16
	stopWanted = -1314
)

func frameAt(off int32) native.Mem { return native.Mem{Base: rFrame, Disp: off} }

// p and n are the two words of the VM's register r.
func p(r uint8) native.Mem { return native.Mem{Base: rRegs, Disp: int32(r) * int32(valueSize)} }
func n(r uint8) native.Mem { return native.Mem{Base: rRegs, Disp: int32(r)*int32(valueSize) + 8} }

func addr(h *object.Header) uint64 { return uint64(uintptr(unsafe.Pointer(h))) }

// copyValue moves a value from one pair of words to another, by words: what has just been written in two parts cannot be read
// at once without waiting.
func (x *translator) copyValue(to, from native.Mem) {
	x.Load(native.R8, from)
	x.Load(native.R9, native.Mem{Base: from.Base, Disp: from.Disp + 8})
	x.putValue(to)
}

// putValue writes R8, R9.
func (x *translator) putValue(to native.Mem) {
	x.Store(to, native.R8)
	x.Store(native.Mem{Base: to.Base, Disp: to.Disp + 8}, native.R9)
}

// expect is what the register r is likely to hold: what is known, or else what the frame's register holds now.
func (x *translator) expect(r uint8) known {
	if k := x.types[r]; k != knowNothing {
		return k
	}
	if x.caution[x.pc] > 0 {
		return knowNothing
	}
	return x.seenAt(x.pc, r).kind
}

func kindOf(v object.Value) known {
	switch v.P {
	case &object.IntHeader:
		return knowInt
	case &object.FloatHeader:
		return knowFloat
	case &object.BoolHeader:
		return knowBool
	}
	return knowNothing
}

// typeNow is the type of what register r is likely to hold, nil if nothing.
func (x *translator) typeNow(r uint8) *object.Type { return x.seenAt(x.pc, r).typ }

// seenAt is what register r, an operand of the instruction at pc, is likely to hold.
func (x *translator) seenAt(pc int, r uint8) seenReg {
	s := &x.lk.seen[pc]
	switch in := x.plain[pc]; r {
	case in.B:
		return s.b
	case in.C:
		return s.c
	case in.A:
		return s.a
	}
	return seenReg{}
}

// mustBe leaves unless register r holds a value of kind k.
func (x *translator) mustBe(r uint8, k known) {
	if x.types[r] == k {
		return
	}
	x.compareKind(r, k)
	x.JumpIf(native.NE, x.slow())
	x.types[r] = k
}

// compareKind compares register r's header with k's.
func (x *translator) compareKind(r uint8, k known) {
	switch k {
	case knowInt:
		x.CmpMem(rInt, p(r))
	case knowFloat:
		x.CmpMem(rFloat, p(r))
	default:
		x.Imm(native.DX, addr(&object.BoolHeader))
		x.CmpMem(native.DX, p(r))
	}
}

// setKind gives register r, whose second word has been written, its header.
func (x *translator) setKind(r uint8, k known) {
	if x.types[r] == k {
		return
	}
	switch k {
	case knowInt:
		x.Store(p(r), rInt)
	case knowFloat:
		x.Store(p(r), rFloat)
	default:
		x.Imm(native.DX, addr(&object.BoolHeader))
		x.Store(p(r), native.DX)
	}
	x.types[r] = k
}

// setInt writes the int in s to register r.
func (x *translator) setInt(r uint8, s native.Reg) {
	x.Store(n(r), s)
	x.setKind(r, knowInt)
}

func (x *translator) setFloat(r uint8, s native.Reg) {
	x.StoreF(n(r), s)
	x.setKind(r, knowFloat)
}

// poll leaves if the thread or the goroutine is to stop.
func (x *translator) poll() {
	x.Load(native.AX, native.Mem{Base: rState, Disp: offThread})
	x.CmpMemImm8(native.Mem{Base: native.AX, Disp: offPending}, 0)
	x.JumpIf(native.NE, x.exitFor(leftFor))
	x.CmpMemImm(native.Mem{Base: rG, Disp: offGuard}, stopWanted)
	x.JumpIf(native.E, x.exitFor(leftFor))
}

// jump goes to instruction pc if c holds.
func (x *translator) jump(c native.Cond, pc int32) { x.JumpIf(c, x.labels[pc]) }

// instr translates one instruction. It reports false, having written anything, if it cannot.
func (x *translator) instr(in Instr) bool {
	a, b, c := in.A, in.B, in.C
	switch in.Op {
	case NOP:

	case MOVE:
		x.copyValue(p(a), p(b))
		x.types[a] = x.types[b]

	case LOADK:
		x.constant(a, x.lk.consts[in.D])

	case LOADNIL:
		x.StoreImm(p(a), 0)
		x.StoreImm(n(a), 0)
		x.types[a] = knowNothing

	case CHECK:
		if x.types[a] == knowNothing {
			x.CmpMemImm(p(a), 0)
			x.JumpIf(native.E, x.slow())
		}

	case LOADCELL, STORECELL, LOADFREE, STOREFREE:
		x.cell(in)

	case LOADGLOBAL, LOADNAME:
		return x.loadGlobal(in)

	case STOREGLOBAL, STORENAME:
		return x.storeGlobal(in)

	case LOADATTR:
		return x.loadAttr(in)

	case STOREATTR:
		return x.storeAttr(in)

	case LOADMETHOD:
		return x.loadMethod(in)

	case GETITEM:
		return x.getItem(a, b, func(d native.Reg) { x.mustBe(c, knowInt); x.Load(d, n(c)) })

	case GETITEMK:
		k := x.lk.consts[c]
		if x.dictItem(a, b, k) {
			return true
		}
		return kindOf(k) == knowInt && x.getItem(a, b, func(d native.Reg) { x.Imm(d, k.N) })

	case SETITEM:
		return x.setItem(a, c, func(d native.Reg) { x.mustBe(b, knowInt); x.Load(d, n(b)) })

	case SETITEMK:
		k := x.lk.consts[b]
		if x.setDictItem(a, c, k) {
			return true
		}
		return kindOf(k) == knowInt && x.setItem(a, c, func(d native.Reg) { x.Imm(d, k.N) })

	case LISTAPPEND:
		x.listAppend(a, b)

	case ADD, SUB, MUL, DIV, MOD, LSHIFT, RSHIFT, OR, XOR, AND, FLOORDIV,
		ADDK, SUBK, MULK, DIVK, MODK, LSHIFTK, RSHIFTK, ORK, XORK, ANDK, FLOORDIVK,
		IADD, ISUB, IMUL, IDIV, IMOD, ILSHIFT, IRSHIFT, IOR, IXOR, IAND, IFLOORDIV,
		IADDK, ISUBK, IMULK, IDIVK, IMODK, ILSHIFTK, IRSHIFTK, IORK, IXORK, IANDK, IFLOORDIVK:
		return x.binary(in)

	case NEG:
		return x.neg(a, b)

	case NOT:
		x.mustBe(b, knowBool)
		x.CmpMemImm(n(b), 0)
		x.SetCond(native.E, native.AX)
		x.setBool(a)

	case EQ, NE, LT, LE, GT, GE, JEQ, JNE, JLT, JLE, JGT, JGE, JEQK, JNEK, JLTK, JLEK, JGTK, JGEK:
		return x.compare(in)

	case IN, NOTIN, JIN:
		return x.contains(in)

	case MATCHSEQUENCE:
		x.hasFlag(a, b, int32(object.FlagSequence))

	case MATCHMAPPING:
		x.hasFlag(a, b, int32(object.FlagMapping))

	case GETLEN:
		x.Load(native.AX, p(b))
		x.length(a)

	case UNPACK:
		return x.unpack(a, b, int32(c))

	case IS, ISNOT, JIS:
		x.identical(in)

	case JMP:
		x.Jump(x.labels[in.D])

	case JMPBACK:
		x.poll()
		x.Jump(x.labels[in.D])

	case FORLOOP:
		x.poll()
		if !x.iterate(x.plain[in.D], in.D, in.D+1, x.labels[in.D]) {
			x.Jump(x.labels[in.D])
		}

	case FORITER:
		if x.forGenerator(in, retNext) {
			return true
		}
		return x.iterate(in, int32(x.pc), int32(x.pc)+1, x.slow())

	case FORITER2:
		return x.forGenerator(in, retNext2) || x.iteratePairs(in)

	case YIELD:
		return x.yield(in)

	case SEND:
		return x.send(in)

	case GETAWAITABLE:
		return x.getAwaitable(in)

	case BUILDTUPLE:
		return x.yieldPair(in)

	case JT, JF:
		x.truthJump(in)

	case JTKEEP, JFKEEP:
		x.keepJump(in)

	case JNONE, JNOTNONE:
		x.Imm(native.DX, addr(object.None.P))
		x.CmpMem(native.DX, p(b))
		if in.Op == JNONE {
			x.jump(native.E, in.D)
		} else {
			x.jump(native.NE, in.D)
		}

	case CALL, CALLM:
		return x.call(in)

	case RETURN:
		x.Load(native.R8, p(b))
		x.Load(native.R9, n(b))
		x.ret()

	case RETURNK:
		k := x.lk.consts[in.D]
		x.Imm(native.R8, addr(k.P))
		x.Imm(native.R9, k.N)
		x.ret()

	case PUSHEXC:
		return x.pushExc(a, b)

	case POPEXC:
		return x.popExc(a)

	case EXCMATCH:
		x.excMatch(a, b, c)

	case UNPACK2:
		x.unpack2(a, c, b)

	default:
		return false
	}
	return true
}

// constant writes a constant to register r.
func (x *translator) constant(r uint8, v object.Value) {
	if int64(v.N) == int64(int32(v.N)) {
		x.StoreImm(n(r), int32(v.N))
	} else {
		x.Imm(native.AX, v.N)
		x.Store(n(r), native.AX)
	}
	if k := kindOf(v); k != knowNothing {
		x.setKind(r, k)
		return
	}
	x.Imm(native.AX, addr(v.P))
	x.Store(p(r), native.AX)
	x.types[r] = knowNothing
}
