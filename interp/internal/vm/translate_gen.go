package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file translates how generators and coroutines are resumed and yield: a change of frames, as calls are, but that nothing is
// copied. What has to do with exceptions that are being handled is left to the call-outs. A value from a generator to a for loop takes
// 5 ns where two call-outs took 16.

// Where things lie in generators and their frames, of which frame is the first field.
var (
	offGenObj   = int32(unsafe.Offsetof(genFrame{}.g))
	offAt       = int32(unsafe.Offsetof(genFrame{}.at))
	offSent     = int32(unsafe.Offsetof(genFrame{}.sent))
	offGenExc   = int32(unsafe.Offsetof(genFrame{}.exc))
	offOuter    = int32(unsafe.Offsetof(genFrame{}.outer))
	offHandling = int32(unsafe.Offsetof(genFrame{}.handling))
	offEntering = int32(unsafe.Offsetof(genFrame{}.entering))
	offValue    = int32(unsafe.Offsetof(machine{}.value)) - int32(unsafe.Offsetof(machine{}.native))
	offDest2    = int32(unsafe.Offsetof(frame{}.dest2))

	offGenFrame = int32(unsafe.Offsetof(object.Generator{}.Frame))
	offRunning  = int32(unsafe.Offsetof(object.Generator{}.Running))
	offStarted  = int32(unsafe.Offsetof(object.Generator{}.Started))
)

// resume goes on in the generator in register it, of type typ, which is left as ret says, with the value in register sent, or None
// if that is it, too. From other it is done otherwise, if it is not of that type.
func (x *translator) resume(in Instr, typ *object.Type, ret uint8, sent uint8, other native.Label) {
	const ax, cx, dx, di, r10, r11 = native.AX, native.CX, native.DX, native.DI, native.R10, native.R11
	it := in.B
	x.Load(ax, p(it))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(typ))))
	x.CmpMem(dx, at(ax, offType))
	x.JumpIf(native.NE, other)
	other = x.rarely()
	resumable := object.Resumable((*genFrame)(nil))
	x.Imm(dx, *(*uint64)(unsafe.Pointer(&resumable)))
	x.CmpMem(dx, at(ax, offGenFrame))
	x.JumpIf(native.NE, other)
	x.CmpMemImm8(at(ax, offRunning), 0)
	x.JumpIf(native.NE, other)
	x.Load(di, at(ax, offGenFrame+8))
	// Where it goes on.
	x.Load(dx, at(di, offLK))
	x.Load(r11, at(dx, offAddrs))
	x.Test(r11, r11)
	x.JumpIf(native.E, other)
	x.Load(cx, at(di, offPC))
	x.Shl(cx, 3)
	x.Add(r11, cx)
	x.Load(r11, at(r11, 0))
	x.Test(r11, r11)
	x.JumpIf(native.E, other)
	// No exception is being handled, here or there, and there is room.
	x.Load(r10, at(rState, offThread))
	x.CmpMemImm(at(r10, offExc), 0)
	x.JumpIf(native.NE, other)
	x.CmpMemImm(at(di, offGenExc), 0)
	x.JumpIf(native.NE, other)
	x.Load(cx, at(r10, offInterp))
	x.Load(dx, at(r10, offDepth))
	x.CmpMem(dx, at(cx, offRecurse))
	x.JumpIf(native.GE, other)
	// What is sent goes to where the yield wants it.
	begun, sending := x.NewLabel(), x.NewLabel()
	if sent == it {
		x.Imm(r8, addr(object.None.P))
		x.Imm(r9, object.None.N)
	} else {
		x.Load(r8, p(sent))
		x.Load(r9, n(sent))
	}
	x.Load8(cx, at(di, offAt))
	x.CmpImm(cx, atStart)
	x.JumpIf(native.NE, begun)
	if sent != it {
		x.Imm(dx, addr(object.None.P))
		x.Cmp(r8, dx)
		x.JumpIf(native.NE, other)
	}
	x.Load(dx, at(di, offRegs))
	x.Jump(sending)
	x.Bind(begun)
	x.CmpImm(cx, atJump)
	x.JumpIf(native.E, other)
	x.Load(dx, at(di, offRegs))
	x.Load8(cx, at(di, offSent))
	x.Shl(cx, 4)
	x.Add(cx, dx)
	x.putValue(at(cx, 0))
	x.Bind(sending)
	x.AddToImm(at(r10, offDepth), 1)
	x.Store(at(di, offGenObj), ax)
	x.StoreImm8(at(ax, offRunning), 1)
	x.StoreImm8(at(ax, offStarted), 1)
	x.Store(at(di, offBack), rFrame)
	x.StoreImm8(at(di, offRet), ret)
	x.StoreImm8(at(di, offDest), in.A)
	x.StoreImm8(at(di, offDest2), in.C)
	x.StoreImm8(at(di, offEntering), 0)
	x.Mov(rFrame, di)
	x.Mov(rRegs, dx)
	x.Store(at(rState, offTop), rFrame)
	x.JumpTo(r11)
}

// forGenerator translates FORITER and FORITER2 over a generator.
func (x *translator) forGenerator(in Instr, ret uint8) bool {
	if x.typeNow(in.B) != object.GeneratorType {
		return false
	}
	x.StoreImm(frameAt(offPC), int32(x.pc)+1)
	x.resume(in, object.GeneratorType, ret, in.B, x.slow())
	return true
}

// send translates SEND to a generator or coroutine: this frame waits at the instruction, and goes on there.
func (x *translator) send(in Instr) bool {
	typ := x.typeNow(in.B)
	if typ != object.GeneratorType && typ != object.CoroutineType || in.B == in.C {
		return false
	}
	x.StoreImm(frameAt(offPC), int32(x.pc)+1)
	x.StoreImm8(frameAt(offAt), atSend)
	x.StoreImm8(frameAt(offSent), in.C)
	x.resume(in, typ, retSend, in.C, x.slow())
	return true
}

// getAwaitable translates GETAWAITABLE of a coroutine, unless that is being awaited.
func (x *translator) getAwaitable(in Instr) bool {
	const ax, cx, dx = native.AX, native.CX, native.DX
	if x.typeNow(in.B) != object.CoroutineType {
		return false
	}
	x.Load(ax, p(in.B))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.CoroutineType))))
	x.same(dx, at(ax, offType))
	other := x.rarely()
	resumable := object.Resumable((*genFrame)(nil))
	x.Imm(dx, *(*uint64)(unsafe.Pointer(&resumable)))
	x.CmpMem(dx, at(ax, offGenFrame))
	x.JumpIf(native.NE, other)
	x.Load(cx, at(ax, offGenFrame+8))
	x.Load8(cx, at(cx, offAt))
	x.CmpImm(cx, atSend)
	x.JumpIf(native.E, other)
	if in.A != in.B {
		x.copyValue(p(in.A), p(in.B))
		x.types[in.A] = knowNothing
	}
	return true
}

// yield translates YIELD where a for loop has resumed the generator, or one that delegates to this one.
func (x *translator) yield(in Instr) bool {
	x.Load(r8, p(in.B))
	x.Load(r9, n(in.B))
	x.giveBack(in, x.pc, x.slow(), false)
	return true
}

// giveBack hands the value in R8, R9, or with two the two values at R10, to what the frame has been resumed by, and goes on there. The
// frame waits at the YIELD in, which stands at pc. From other it is done otherwise.
func (x *translator) giveBack(in Instr, pc int, other native.Label, two bool) {
	const ax, cx, dx, di, r10, r11 = native.AX, native.CX, native.DX, native.DI, native.R10, native.R11
	ready, pair, out := x.NewLabel(), x.NewLabel(), x.NewLabel()
	x.Load(ax, at(rState, offThread))
	x.CmpMemImm(at(ax, offExc), 0)
	x.JumpIf(native.NE, other)
	if two {
		x.Load8(cx, frameAt(offRet))
		x.CmpImm(cx, retNext2)
		x.JumpIf(native.NE, other)
	}
	// All frames up to the loop's are simple.
	check := x.NewLabel()
	x.Mov(di, rFrame)
	x.Bind(check)
	x.CmpMemImm(at(di, offOuter), 0)
	x.JumpIf(native.NE, other)
	x.CmpMemImm(at(di, offHandling), 0)
	x.JumpIf(native.NE, other)
	if !two {
		up := x.NewLabel()
		x.Load8(cx, at(di, offRet))
		x.CmpImm(cx, retNext)
		x.JumpIf(native.E, ready)
		x.CmpImm(cx, retPull)
		x.JumpIf(native.E, ready)
		x.CmpImm(cx, retNext2)
		x.JumpIf(native.NE, up)
		x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.TupleType))))
		x.CmpMem(dx, at(r8, offType))
		x.JumpIf(native.NE, other)
		x.CmpMemImm(at(r8, offTupItems+sliceLen), 2)
		x.JumpIf(native.NE, other)
		x.Load(r10, at(r8, offTupItems))
		x.Jump(ready)
		x.Bind(up)
		x.CmpImm(cx, retEntry)
		x.JumpIf(native.E, ready)
		x.CmpImm(cx, retSend)
		x.JumpIf(native.NE, other)
		x.Load(di, at(di, offBack))
		x.Jump(check)
	}
	x.Bind(ready)
	x.StoreImm(frameAt(offPC), int32(pc)+1)
	x.StoreImm8(frameAt(offAt), atYield)
	x.StoreImm8(frameAt(offSent), in.A)
	leave := x.NewLabel()
	x.Bind(leave)
	x.AddToImm(at(ax, offDepth), -1)
	x.Load(dx, frameAt(offGenObj))
	x.StoreImm8(at(dx, offRunning), 0)
	x.StoreImm(frameAt(offGenObj), 0)
	x.Load(di, frameAt(offBack))
	x.StoreImm(frameAt(offBack), 0)
	x.Load8(cx, frameAt(offRet))
	x.Load8(dx, frameAt(offDest))
	x.Load8(r11, frameAt(offDest2))
	if !two {
		x.CmpImm(cx, retSend)
		x.JumpIf(native.NE, out)
		// The frame that delegates yields the same; resumed, it sends again.
		x.Mov(rFrame, di)
		x.AddToImm(frameAt(offPC), -1)
		x.Jump(leave)
		x.Bind(out)
	}
	x.Mov(rFrame, di)
	x.Store(at(rState, offTop), rFrame)
	if !two {
		within := x.NewLabel()
		x.CmpImm(cx, retEntry)
		x.JumpIf(native.NE, within)
		x.toGo(leftYielded)
		x.Bind(within)
	}
	x.Load(rRegs, frameAt(offRegs))
	x.Shl(dx, 4)
	x.Add(dx, rRegs)
	if !two {
		x.CmpImm(cx, retNext2)
		x.JumpIf(native.E, pair)
		x.putValue(at(dx, 0))
		x.goBack()
		x.Bind(pair)
	}
	x.Shl(r11, 4)
	x.Add(r11, rRegs)
	x.copyValue(at(dx, 0), at(r10, 0))
	x.copyValue(at(r11, 0), at(r10, int32(valueSize)))
	x.AddToImm(frameAt(offPC), 1)
	x.goBack()
}

// toGo leaves to the Go code that has begun, with the value in R8, R9.
func (x *translator) toGo(why uint64) {
	x.putValue(at(rState, offValue))
	x.Imm(native.AX, why)
	x.Ret()
}

// yieldPair translates BUILDTUPLE where the pair is yielded to a for loop that unpacks it: there need not be a tuple.
func (x *translator) yieldPair(in Instr) bool {
	next := x.plain[x.pc+1]
	if !x.lk.gen || in.C != 2 || in.D != 0 || next.Op != YIELD || next.B != in.A || x.leader[x.pc+1] {
		return false
	}
	x.Lea(native.R10, p(in.B))
	x.giveBack(next, x.pc+1, x.slow(), true)
	x.types[in.A] = knowNothing
	return true
}
