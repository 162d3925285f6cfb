package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file defines how machine code calls Go for what it cannot do itself.
//
// A call-out does one instruction whole, as the loop does it, and says where machine code goes on. It finds f.pc behind the
// instruction, as the loop has it there, and leaves m.top and that frame's pc so that the loop could go on just as well: the
// collector may have begun to mark.

// callOut does the instruction in of f and returns what is native.Enter's to go on: how, or where, or 0 to leave.
type callOut func(m *machine, f *frame, in word) uint64

// Where machine code goes on after a call-out. Frames' pcs say the same.
const (
	toNext     = 1 + iota // behind the instruction
	toJump                // where the instruction jumps
	toSkip                // behind the instruction that follows
	toSkipJump            // where the instruction that follows jumps
)

// leaveTo makes the loop run the instruction of f that a call-out was called for and that it has not begun.
func (m *machine) leaveTo(f *frame) uint64 {
	f.pc--
	m.native.Why = leftAt
	return 0
}

// leaveFailed raises err where the topmost frame stands: it goes on at the handler, or leaves the loop.
func (m *machine) leaveFailed(err error) uint64 {
	f, err := m.unwind(m.top, err)
	if err != nil {
		m.failed = err
		m.native.Why = leftFailed
		return 0
	}
	m.top = f
	return m.goOn(f)
}

// result ends an instruction whose destination gets v.
func (m *machine) result(f *frame, in word, v object.Value, err error) uint64 {
	if err != nil {
		return m.leaveFailed(err)
	}
	*in.a(f.regs) = v
	return toNext
}

// done ends an instruction that has no result.
func (m *machine) done(err error) uint64 {
	if err != nil {
		return m.leaveFailed(err)
	}
	return toNext
}

// branch ends an instruction that jumps if ok is what it wants.
func (m *machine) branch(f *frame, in word, ok bool, err error) uint64 {
	if err != nil {
		return m.leaveFailed(err)
	}
	if ok == (in.A() != 0) {
		f.pc = int(in.D())
		return toJump
	}
	return toNext
}

// goOn goes on in the frame f, which is another one than before, in machine code if it has some there.
func (m *machine) goOn(f *frame) uint64 {
	if f.lk.addrs != nil {
		if at := *(*uint64)(unsafe.Add(f.lk.addrs, uintptr(f.pc)*8)); at != 0 {
			m.native.Frame, m.native.Regs = unsafe.Pointer(f), unsafe.Pointer(f.regs)
			return at
		}
	}
	m.native.Why = leftGone
	return 0
}

// start begins nf, which has its window, its arguments and how it returns.
func (m *machine) start(nf *frame, fn *object.Function) uint64 {
	nf.fn = fn
	nf.globals = fn.Globals
	nf.builtins = fn.Builtins
	nf.closure = fn.Closure
	m.top = nf
	return m.goOn(nf)
}

// worked ends an instruction that has pushed nf, or whose result is v.
func (m *machine) worked(f *frame, in word, nf *frame, v object.Value, err error) uint64 {
	switch {
	case err != nil:
		return m.leaveFailed(err)
	case nf == nil:
		*in.a(f.regs) = v
		return toNext
	case nf.gen != nil:
		return m.goOn(nf)
	}
	return m.start(nf, nf.fn)
}

// stopping reports whether the loop is to begin the next call, for it does what is pending.
func (m *machine) stopping() bool { return m.t.Pending.Load() || m.t.Hooked }

// entryOf is the address of the machine code of a function.
func entryOf(c callOut) uint64 { return uint64(**(**uintptr)(unsafe.Pointer(&c))) }

// callOutFor is the call-out of an operation, nil if it is left to the loop.
func callOutFor(op Op) callOut {
	switch op {
	case LOADFAR, STOREFAR, MAKECELL:
		return outVariable
	case LOADGLOBAL, LOADNAME, STOREGLOBAL:
		return outGlobal
	case LOADATTR:
		return outLoadAttr
	case STOREATTR:
		return outStoreAttr
	case LOADMETHOD:
		return outLoadMethod
	case GETITEM:
		return outGetItem
	case GETITEMK:
		return outGetItemK
	case SETITEM:
		return outSetItem
	case SETITEMK:
		return outSetItemK
	case GETSLICE:
		return outGetSlice
	case ADD, IADD:
		return outAdd
	case ADDK, IADDK:
		return outAddK
	case NOT, NEG:
		return outUnary
	case EQ, NE, LT, LE, GT, GE:
		return outCompare
	case IN, NOTIN:
		return outIn
	case JIN:
		return outJumpIn
	case JT, JF, JTKEEP, JFKEEP:
		return outTruth
	case JEQ, JNE, JLT, JLE, JGT, JGE:
		return outCompareJump
	case JEQK, JNEK, JLTK, JLEK, JGTK, JGEK:
		return outCompareJumpK
	case CALL:
		return outCall
	case CALLM:
		return outCallMethod
	case CALLKW, CALLMKW:
		return outCallKeywords
	case CALLEX, WITHENTER, WITHEXIT:
		return outCallFor
	case RETURN, RETURNK, RETGEN:
		return outReturn
	case YIELD:
		return outYield
	case SEND:
		return outSend
	case GETITER:
		return outGetIter
	case FORITER:
		return outForIter
	case FORITER2:
		return outForIter2
	case UNPACK:
		return outUnpack
	case UNPACK2:
		return outUnpack2
	case BUILDLIST, BUILDTUPLE, BUILDDICT, BUILDCONSTKEYMAP, BUILDSTRING:
		return outBuild
	case LISTAPPEND:
		return outListAppend
	case DICTSET:
		return outDictSet
	case SETADD:
		return outSetAdd
	case FORMATVALUE:
		return outFormat
	case PUSHEXC, POPEXC, EXCMATCH:
		return outException
	case COMPREHEND:
		return outComprehend
	case MATCHSEQUENCE, MATCHMAPPING:
		return outMatch
	case RAISE0, RAISE1, RAISE2, RERAISE:
		return outRaise
	case ENDASYNCFOR, STORENAME, CHECK, LOADCELL, LOADFREE, STORECELL, STOREFREE,
		NOP, MOVE, LOADK, LOADNIL, JMP, JMPBACK, FORLOOP, JNONE, JNOTNONE, JIS, IS, ISNOT:
		return nil
	}
	if op >= ADD && op <= IFLOORDIVK {
		if k := int(op-ADD) % 26; k >= 13 {
			return outBinaryK
		}
		return outBinary
	}
	if int(op) >= NumOps {
		return nil
	}
	return outOther
}

// writes reports which registers an instruction done by a call-out may write: register a, none, or any.
func writes(in Instr) (a, any bool) {
	switch in.Op {
	case LOADMETHOD, UNPACK, UNPACK2, UNPACKEX, FORITER, FORITER2, WITHENTER, AWITHENTER, EXCGROUPMATCH, SEND, YIELD, DELFAST, COMPREHEND:
		return true, true
	case BUILDTUPLE:
		return true, in.D != 0
	case MAKECELL, JTKEEP, JFKEEP, PUSHEXC:
		return true, false
	}
	return Info[in.Op].A == Dst, false
}

// callGo ends the code: the Go function of the instruction at pc is called, and the code goes on at cont.
func (x *translator) callGo(pc int, cont native.Label) {
	in := x.plain[pc]
	x.StoreImm(frameAt(offPC), int32(pc)+1)
	x.Imm(native.AX, entryOf(callOutFor(in.Op)))
	x.Imm(native.CX, *(*uint64)(unsafe.Pointer(&in)))
	x.LeaLabel(native.R10, cont)
	x.Ret()
}

// afterGo goes where the call-out of the instruction at pc has said, but for toNext. If the code has been taken away
// meanwhile, for there are hooks now, it leaves.
func (x *translator) afterGo(pc int) {
	in := x.plain[pc]
	x.Imm(native.DX, uint64(uintptr(unsafe.Pointer(&x.lk.addrs))))
	x.CmpMemImm(at(native.DX, 0), 0)
	x.JumpIf(native.E, x.gone)
	to := func(how int32, pc int32) {
		x.CmpImm(native.AX, how)
		x.JumpIf(native.E, x.labels[pc])
	}
	if Info[in.Op].D == Jump {
		to(toJump, in.D)
	}
	if x.mayBeSkipped(pc) {
		to(toSkip, int32(pc)+2)
		if next := x.plain[pc+1]; next.Op == JIN && in.Op == BUILDTUPLE {
			to(toSkipJump, next.D)
		}
	}
}

// mayBeSkipped reports whether the call-out of the instruction at pc may do the next one too.
func (x *translator) mayBeSkipped(pc int) bool {
	switch in := x.plain[pc]; in.Op {
	case FORITER:
		return x.plain[pc+1].Op == UNPACK
	case FORITER2:
		return true
	case BUILDTUPLE:
		return in.D != 0
	case CALL:
		next := x.plain[pc+1]
		return in.C == 0 && next.Op == LOADMETHOD && next.B == in.A && next.A == in.A
	}
	return false
}

// callOut translates the instruction at x.pc into a call-out, and reports false if there is none for it.
func (x *translator) callOut() bool {
	in := x.plain[x.pc]
	if callOutFor(in.Op) == nil {
		return false
	}
	if x.left[x.pc] != never {
		l := x.NewLabel()
		x.exits = append(x.exits, exit{label: l, pc: x.pc, why: leftAt, from: x.pc, plain: true})
		x.countUp(x.pc)
		x.JumpIf(native.E, l)
	}
	cont := x.NewLabel()
	x.callGo(x.pc, cont)
	x.Bind(cont)
	x.afterGo(x.pc)
	clear(x.types[x.lk.numSlots:]) // a call-out may clear temporaries that are dead
	forgetWritten(&x.types, in)
	return true
}

// forgetWritten drops from types those of the registers that a call-out of in may write.
func forgetWritten(types *[256]known, in Instr) {
	switch a, all := writes(in); {
	case all:
		*types = [256]known{}
	case a:
		types[in.A] = knowNothing
	}
}

// check is a register's type that the code expects behind a call-out.
type check struct {
	r uint8
	k known
}

// checks are what the code at the next instruction expects, but for what no call-out changes: the types that variables had
// before this one, which does not write them.
func (x *translator) checks(before *[256]known) (out []check) {
	for r, k := range x.types {
		if k != knowNothing && (k != before[r] || r >= x.lk.numSlots) {
			out = append(out, check{uint8(r), k})
		}
	}
	return out
}

// comesBack reports whether the call-out of an instruction may push a frame that returns behind it, where there need not be a
// leader.
func comesBack(op Op) bool {
	switch op {
	case LOADATTR, GETITEM, GETITEMK, CALLKW, CALLMKW, CALLEX, WITHENTER, WITHEXIT, COMPREHEND, FORITER2:
		return true
	}
	return op >= ADD && op <= IFLOORDIVK || op >= EQ && op <= GE || op >= JEQ && op <= JGEK
}

// comeBack is the code that frames return to which end at pc, unless types are others than those with which the code goes on
// there: the loop may have run what is before.
func (x *translator) comeBack(e *exit) {
	x.jumpIfExpected(e.checks, e.pc)
}

// jumpIfExpected goes on at pc if the registers have the types of checks, and leaves to the loop there if not.
func (x *translator) jumpIfExpected(checks []check, pc int) {
	differ := x.NewLabel()
	for _, c := range checks {
		x.compareKind(c.r, c.k)
		x.JumpIf(native.NE, differ)
	}
	x.Jump(x.labels[pc])
	if len(checks) > 0 {
		x.Bind(differ)
		x.leave(pc, leftGone)
	}
}

// slowPath is the code of an exit that calls Go for the instruction there.
func (x *translator) slowPath(e *exit) {
	if e.pc == e.from && x.counts(e.pc) {
		x.countUp(e.pc)
		often := x.NewLabel()
		x.JumpIf(native.NE, often)
		x.leave(e.pc, leftAt)
		x.Bind(often)
	}
	cont := x.NewLabel()
	x.callGo(e.pc, cont)
	x.Bind(cont)
	x.afterGo(e.pc)
	if e.pc == e.from {
		x.jumpIfExpected(e.checks, e.pc+1)
	} else {
		x.Jump(x.labels[e.pc+1])
	}
}

// countUp counts an exit of the instruction at pc; equal says that it was the last to count.
func (x *translator) countUp(pc int) {
	x.Imm(native.DX, uint64(uintptr(unsafe.Pointer(&x.left[pc]))))
	x.AddToImm(at(native.DX, 0), 1)
}

// counts reports whether the slow path of the instruction at pc is counted, for with less expected it may get better.
func (x *translator) counts(pc int) bool {
	switch x.plain[pc].Op {
	case LISTAPPEND, RETURN, RETURNK, YIELD, BUILDTUPLE:
		return false
	case CALL, CALLM:
		return x.caution[pc] == 0
	}
	// Numbers of both kinds in turn are still mostly done in code.
	op := x.plain[pc].Op
	return op < ADD || op > IFLOORDIVK || x.caution[pc] == 0
}
