package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file translates calls, returns and handlers of exceptions.

// call translates a call of a Python function with as many arguments as it has parameters: the frame is pushed, and the
// callee's code entered.
func (x *translator) call(in Instr) bool {
	const ax, cx, dx, di = native.AX, native.CX, native.DX, native.DI
	if ok, done := x.intrinsic(in); done {
		return ok
	}
	ic := &x.lk.caches[in.D]
	if x.caution[x.pc] > 0 {
		x.callAny(in)
		return true
	}
	if ic.code == nil || ic.kind != cacheNone {
		return false
	}
	first, nargs := int32(in.B)+1, int32(in.C)
	if in.Op == CALLM {
		switch ic.ver2 {
		case uint64(nargs):
			first++
			x.CmpMemImm(p(in.B+1), 0)
			x.JumpIf(native.NE, x.slow())
		case uint64(nargs) + 1:
			nargs++
			x.CmpMemImm(p(in.B+1), 0)
			x.JumpIf(native.E, x.slow())
		default:
			return false
		}
	} else if ic.ver2 != uint64(nargs) {
		return false
	}
	// The function in AX, the cache in CX, the callee's linked code in DI.
	x.Load(ax, p(in.B))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.FunctionType))))
	x.same(dx, at(ax, offType))
	x.Imm(cx, uint64(uintptr(unsafe.Pointer(ic))))
	x.Load(dx, at(ax, offCode))
	x.same(dx, at(cx, icCode))
	x.Load(di, at(cx, icLK))
	x.enterCall(in, first, nargs)
	return true
}

// callAny is call for a place that calls several functions: each that takes just as many arguments.
func (x *translator) callAny(in Instr) {
	const ax, dx, di = native.AX, native.DX, native.DI
	first, nargs := int32(in.B)+1, int32(in.C)
	if in.Op == CALLM {
		// Which of both it is, with the object or without, is what the place has seen.
		if x.lk.caches[in.D].ver2 == uint64(nargs)+1 {
			nargs++
			x.CmpMemImm(p(in.B+1), 0)
			x.JumpIf(native.E, x.slow())
		} else {
			first++
			x.CmpMemImm(p(in.B+1), 0)
			x.JumpIf(native.NE, x.slow())
		}
	}
	x.Load(ax, p(in.B))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.FunctionType))))
	x.same(dx, at(ax, offType))
	x.Load(dx, at(ax, offCode))
	x.Load(di, at(dx, offBody+8))
	x.Load(dx, at(dx, offBody))
	body := object.Body((*linked)(nil))
	x.Imm(native.CX, *(*uint64)(unsafe.Pointer(&body)))
	x.Cmp(native.CX, dx)
	x.JumpIf(native.NE, x.slow())
	x.CmpMemImm8(at(di, offSimple), 0)
	x.JumpIf(native.E, x.slow())
	x.enterCall(in, first, nargs)
}

// enterCall goes to the code of the function in AX, whose linked code is in DI, if that takes the nargs arguments at first.
func (x *translator) enterCall(in Instr, first, nargs int32) {
	const ax, cx, dx, di, r8, r9, r10, r11 = native.AX, native.CX, native.DX, native.DI, native.R8, native.R9, native.R10, native.R11
	x.CmpMemImm(at(di, offArgCount), nargs)
	x.JumpIf(native.NE, x.slow())
	x.Load(r11, at(di, offAddrs))
	x.Test(r11, r11)
	x.JumpIf(native.E, x.slow())
	x.Load(r11, at(r11, 0))
	x.Test(r11, r11)
	x.JumpIf(native.E, x.slow())
	x.CmpMemImm(frameAt(offGen), 0)
	if x.lk.gen {
		x.JumpIf(native.E, x.slow())
	} else {
		x.JumpIf(native.NE, x.slow())
	}
	x.poll()
	x.Load(ax, p(in.B)) // poll has used AX
	// The window, which lies behind that of the frame in CX: this one, or the topmost on the stack of registers.
	x.Mov(cx, rFrame)
	if x.lk.gen {
		below := x.NewLabel()
		x.Bind(below)
		x.Load(cx, at(cx, offBack))
		x.Test(cx, cx)
		x.JumpIf(native.E, x.slow())
		x.CmpMemImm(at(cx, offGen), 0)
		x.JumpIf(native.NE, below)
		x.Load(r8, at(cx, offLK))
		x.Load(r8, at(r8, offWinBytes))
		x.AddMem(r8, at(cx, offRegs))
	} else {
		x.Lea(r8, at(rRegs, first*int32(valueSize)))
	}
	x.Load(dx, at(di, offWinBytes))
	x.Add(dx, r8)
	x.AddImm(dx, int32(valueSize))
	x.CmpMem(dx, at(cx, offLimit))
	x.JumpIf(native.A, x.slow())
	x.Load(r10, at(cx, offNext))
	x.Test(r10, r10)
	x.JumpIf(native.E, x.slow())
	x.Load(dx, at(cx, offLimit))
	x.Store(at(r10, offLimit), dx)
	// The depth.
	x.Load(r9, at(rState, offThread))
	x.Load(cx, at(r9, offInterp))
	x.Load(dx, at(r9, offDepth))
	x.CmpMem(dx, at(cx, offRecurse))
	x.JumpIf(native.GE, x.slow())
	x.AddToImm(at(r9, offDepth), 1)
	// The frame.
	x.StoreImm(frameAt(offPC), int32(x.pc)+1)
	x.Store(at(r10, offRegs), r8)
	if x.lk.gen {
		x.Mov(cx, r8)
		for i := range nargs {
			x.copyValue(at(cx, i*int32(valueSize)), at(rRegs, (first+i)*int32(valueSize)))
		}
		x.Mov(r8, cx)
	}
	x.Store(at(r10, offBack), rFrame)
	x.Store(at(r10, offLK), di)
	x.StoreImm8(at(r10, offDest), in.A)
	x.StoreImm8(at(r10, offRet), retCall)
	x.StoreImm(at(r10, offPC), 0)
	x.Store(at(r10, offFn), ax)
	for _, w := range [][2]int32{{offFnGlobals, offGlobals}, {offFnBuiltins, offBuiltins},
		{offFnClosure, offClosure}, {offFnClosure + sliceLen, offClosure + sliceLen}, {offFnClosure + sliceCap, offClosure + sliceCap}} {
		x.Load(dx, at(ax, w[0]))
		x.Store(at(r10, w[1]), dx)
	}
	x.Mov(rFrame, r10)
	x.Store(at(rState, offTop), rFrame)
	x.Mov(rRegs, r8)
	// The variables that are no parameters.
	clear, cleared := x.NewLabel(), x.NewLabel()
	x.Load(dx, at(di, offNumSlots))
	x.AddImm(dx, -nargs)
	x.JumpIf(native.LE, cleared)
	x.AddImm(r8, nargs*int32(valueSize))
	x.Bind(clear)
	x.StoreImm(at(r8, 0), 0)
	x.AddImm(r8, int32(valueSize))
	x.AddImm(dx, -1)
	x.JumpIf(native.NE, clear)
	x.Bind(cleared)
	x.JumpTo(r11)
}

// pushExc and popExc begin and end a handler of a frame that is no generator's.
func (x *translator) pushExc(a, b uint8) bool {
	if x.lk.gen {
		return false
	}
	x.Load(native.AX, at(rState, offThread))
	x.Load(native.CX, p(b))
	x.Load(native.DX, at(native.AX, offExc))
	x.Store(p(a), native.DX)
	x.StoreImm(n(a), 0)
	x.Store(at(native.AX, offExc), native.CX)
	x.types[a] = knowNothing
	return true
}

func (x *translator) popExc(a uint8) bool {
	if x.lk.gen {
		return false
	}
	x.Load(native.AX, at(rState, offThread))
	x.Load(native.CX, p(a))
	x.Store(at(native.AX, offExc), native.CX)
	return true
}

// excMatch translates except C where the exception is of just the class C.
func (x *translator) excMatch(a, b, c uint8) {
	x.Load(native.AX, p(b))
	x.Load(native.CX, p(c))
	x.Load(native.AX, at(native.AX, offType))
	x.Cmp(native.AX, native.CX)
	x.JumpIf(native.NE, x.slow())
	x.Imm(native.AX, 1)
	x.setBool(a)
}

// ret returns the value in R8, R9 to the frame below, and goes on there if it has machine code.
func (x *translator) ret() {
	const ax, cx, dx = native.AX, native.CX, native.DX
	slow := x.slow()
	x.CmpMemImm(frameAt(offObj), 0)
	x.JumpIf(native.NE, slow)
	plain := x.NewLabel()
	x.Load8(ax, frameAt(offRet))
	x.CmpImm(ax, retCall)
	x.JumpIf(native.E, plain)
	operator := x.NewLabel()
	x.CmpImm(ax, retInit)
	x.JumpIf(native.NE, operator)
	x.Imm(dx, addr(object.None.P))
	x.Cmp(r8, dx)
	x.JumpIf(native.NE, slow)
	x.Load(r8, frameAt(offLocals))
	x.Load(r9, frameAt(offLocals+8))
	x.Bind(plain)
	x.Load(ax, at(rState, offThread))
	x.AddToImm(at(ax, offDepth), -1)
	x.Load8(cx, frameAt(offDest))
	x.Load(rFrame, frameAt(offBack))
	x.Store(at(rState, offTop), rFrame)
	x.Load(rRegs, frameAt(offRegs))
	x.Shl(cx, 4)
	x.Add(cx, rRegs)
	x.putValue(at(cx, 0))
	x.goBack()
	x.Bind(operator)
	// To Go.
	within := x.NewLabel()
	x.CmpImm(ax, retEntry)
	x.JumpIf(native.NE, within)
	x.Load(ax, at(rState, offThread))
	x.AddToImm(at(ax, offDepth), -1)
	x.Load(dx, frameAt(offBack))
	x.Store(at(rState, offTop), dx)
	x.toGo(leftReturned)
	x.Bind(within)
	x.CmpImm(ax, retBinary)
	x.JumpIf(native.B, slow)
	x.CmpImm(ax, retReflected)
	x.JumpIf(native.A, slow)
	x.Imm(dx, addr(object.NotImplemented.P))
	x.Cmp(r8, dx)
	x.JumpIf(native.NE, plain)
	x.Jump(slow)
}

// goBack goes on in the frame that has been returned to.
func (x *translator) goBack() {
	const ax, cx, dx = native.AX, native.CX, native.DX
	gone := x.NewLabel()
	x.Load(dx, frameAt(offLK))
	x.Load(dx, at(dx, offAddrs))
	x.Test(dx, dx)
	x.JumpIf(native.E, gone)
	x.Load(cx, frameAt(offPC))
	x.Shl(cx, 3)
	x.Add(dx, cx)
	x.Load(dx, at(dx, 0))
	x.Test(dx, dx)
	x.JumpIf(native.E, gone)
	x.JumpTo(dx)
	x.Bind(gone)
	x.Imm(ax, leftGone)
	x.Ret()
}
