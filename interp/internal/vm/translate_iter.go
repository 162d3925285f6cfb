package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file translates the steps of loops over built-in iterators. What ends a loop, and what is wrong, is left to the call-outs.

// Where things lie in iterators.
var (
	offCur      = int32(unsafe.Offsetof(object.RangeIter{}.Cur))
	offStep     = int32(unsafe.Offsetof(object.RangeIter{}.Step))
	offLeft     = int32(unsafe.Offsetof(object.RangeIter{}.Left))
	offIterList = int32(unsafe.Offsetof(object.ListIter{}.List))
	offIterPos  = int32(unsafe.Offsetof(object.ListIter{}.Pos))

	offIterTuple = int32(unsafe.Offsetof(object.TupleIter{}.Tuple))
	offTuplePos  = int32(unsafe.Offsetof(object.TupleIter{}.Pos))

	offIterDict = int32(unsafe.Offsetof(object.DictIter{}.Dict))
	offDictPos  = int32(unsafe.Offsetof(object.DictIter{}.Pos))
	offDictUsed = int32(unsafe.Offsetof(object.DictIter{}.Used))
	offDictLeft = int32(unsafe.Offsetof(object.DictIter{}.Left))

	offEnumIt  = int32(unsafe.Offsetof(object.EnumerateIter{}.It))
	offEnumN   = int32(unsafe.Offsetof(object.EnumerateIter{}.N))
	offEnumBig = int32(unsafe.Offsetof(object.EnumerateIter{}.Big))
	offZipIts  = int32(unsafe.Offsetof(object.ZipIter{}.Its))
)

// iterate does the step of a loop with the head in, at pc head: to body with the next item or to the end; to other if the
// iterator is not what is expected.
func (x *translator) iterate(in Instr, head, body int32, other native.Label) bool {
	if in.Op != FORITER {
		return false
	}
	const ax, cx, dx = native.AX, native.CX, native.DX
	typ := x.seenAt(int(head), in.B).typ
	switch typ {
	case object.RangeIterType, object.ListIterType, object.StrASCIIIterType, object.TupleIterType, object.DictKeyIterType, object.DictValueIterType,
		object.BytesIterType, object.ByteArrayIterType:
	default:
		return false
	}
	x.Load(ax, p(in.B))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(typ))))
	x.CmpMem(dx, at(ax, offType))
	x.JumpIf(native.NE, other)
	switch typ {
	case object.StrASCIIIterType:
		x.nextChar(in.A, x.exitAt(head))
	case object.RangeIterType:
		x.Load(cx, at(ax, offLeft))
		x.Test(cx, cx)
		x.JumpIf(native.LE, x.labels[in.D])
		x.AddImm(cx, -1)
		x.Store(at(ax, offLeft), cx)
		x.Load(cx, at(ax, offCur))
		x.Store(n(in.A), cx)
		x.Store(p(in.A), rInt)
		x.AddMem(cx, at(ax, offStep))
		x.Store(at(ax, offCur), cx)
		x.types[in.A] = knowNothing
	case object.DictKeyIterType:
		x.nextEntry(x.exitAt(head))
		x.copyValue(p(in.A), at(native.DI, offKey))
		x.types[in.A] = knowNothing
	case object.DictValueIterType:
		x.nextEntry(x.exitAt(head))
		x.copyValue(p(in.A), at(native.DI, offVal))
		x.types[in.A] = knowNothing
	case object.BytesIterType, object.ByteArrayIterType:
		text := offBytes
		if typ == object.ByteArrayIterType {
			text = offByteArray
		}
		x.advance(int32(object.BytesIterSeq), int32(object.BytesIterPos), text+sliceLen, x.exitAt(head))
		x.AddMem(cx, at(dx, text))
		x.Load8(cx, at(cx, 0))
		x.Store(n(in.A), cx)
		x.Store(p(in.A), rInt)
		x.types[in.A] = knowNothing
	case object.TupleIterType:
		x.advance(offIterTuple, offTuplePos, offTupItems+sliceLen, x.exitAt(head))
		x.Shl(cx, 4)
		x.AddMem(cx, at(dx, offTupItems))
		x.copyValue(p(in.A), at(cx, 0))
		x.types[in.A] = knowNothing
	default:
		x.advance(offIterList, offIterPos, offListItems+sliceLen, x.exitAt(head))
		x.Shl(cx, 4)
		x.AddMem(cx, at(dx, offListItems))
		x.copyValue(p(in.A), at(cx, 0))
		x.types[in.A] = knowNothing
	}
	if int32(x.pc)+1 != body {
		x.Jump(x.labels[body])
	}
	return true
}

// exitAt leaves to the loop at another instruction.
func (x *translator) exitAt(pc int32) native.Label {
	l := x.NewLabel()
	x.exits = append(x.exits, exit{label: l, pc: int(pc), why: leftAt, from: x.pc})
	return l
}

// nextEntry sets DI to the next entry of the dict that the iterator in AX goes over, and goes to end if there may be none.
func (x *translator) nextEntry(end native.Label) {
	const ax, cx, dx, di = native.AX, native.CX, native.DX, native.DI
	x.Load(dx, at(ax, offIterDict))
	x.Test(dx, dx)
	x.JumpIf(native.E, end)
	x.Load32(cx, at(dx, int32(object.DictUsed)))
	x.CmpMem(cx, at(ax, offDictUsed))
	x.JumpIf(native.NE, end)
	x.CmpMemImm(at(ax, offDictLeft), 0)
	x.JumpIf(native.E, end)
	x.Load(di, at(ax, offDictPos))
	x.CmpMem(di, at(dx, offEntries+sliceLen))
	x.JumpIf(native.AE, end)
	x.IMulImm(di, di, entrySize)
	x.AddMem(di, at(dx, offEntries))
	x.CmpMemImm(at(di, offKeyPtr), 0)
	x.JumpIf(native.E, end)
	x.AddToImm(at(ax, offDictPos), 1)
	x.AddToImm(at(ax, offDictLeft), -1)
}

// advance sets DX to what the iterator in AX goes over and CX to the index of the next item there, and advances it; seq and pos are the
// offsets of the two in the iterator, length that of the length in what it goes over. At its end it goes to end.
func (x *translator) advance(seq, pos, length int32, end native.Label) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	x.Load(dx, at(ax, seq))
	x.Test(dx, dx)
	x.JumpIf(native.E, end)
	x.Load(cx, at(ax, pos))
	x.CmpMem(cx, at(dx, length))
	x.JumpIf(native.AE, end)
	x.AddToImm(at(ax, pos), 1)
}

// nextOfList sets r to the next item of the list iterator in it, which it does not advance, and goes to end if there may be none. It
// uses DI.
func (x *translator) nextOfList(r, it native.Reg, end native.Label) {
	const di = native.DI
	x.Imm(di, uint64(uintptr(unsafe.Pointer(object.ListIterType))))
	x.CmpMem(di, at(it, offType))
	x.JumpIf(native.NE, end)
	x.Load(di, at(it, offIterList))
	x.Test(di, di)
	x.JumpIf(native.E, end)
	x.Load(r, at(it, offIterPos))
	x.CmpMem(r, at(di, offListItems+sliceLen))
	x.JumpIf(native.AE, end)
	x.Shl(r, 4)
	x.AddMem(r, at(di, offListItems))
}

// iteratePairs translates FORITER2 over the items of a dict, and over enumerate and zip of lists: a pair takes 2 ns where a call-out took 15.
func (x *translator) iteratePairs(in Instr) bool {
	const ax, cx, dx, di, r10, r11 = native.AX, native.CX, native.DX, native.DI, native.R10, native.R11
	typ := x.typeNow(in.B)
	if typ != object.DictItemIterType && typ != object.EnumerateType && typ != object.ZipType {
		return false
	}
	x.Load(ax, p(in.B))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(typ))))
	x.same(dx, at(ax, offType))
	slow := x.rarely() // loops end
	switch typ {
	case object.DictItemIterType:
		x.nextEntry(slow)
		x.copyValue(p(in.A), at(di, offKey))
		x.copyValue(p(in.C), at(di, offVal))
	case object.EnumerateType:
		x.CmpMemImm(at(ax, offEnumBig), 0)
		x.JumpIf(native.NE, slow)
		x.Load(r10, at(ax, offEnumN))
		x.Mov(r11, r10)
		x.AddImm(r11, 1)
		x.JumpIf(native.O, slow)
		x.Load(dx, at(ax, offEnumIt))
		x.nextOfList(cx, dx, slow)
		x.AddToImm(at(dx, offIterPos), 1)
		x.Store(at(ax, offEnumN), r11)
		x.copyValue(p(in.C), at(cx, 0))
		x.Store(p(in.A), rInt)
		x.Store(n(in.A), r10)
	default:
		x.CmpMemImm(at(ax, offZipIts+sliceLen), 2)
		x.JumpIf(native.NE, slow)
		x.Load(ax, at(ax, offZipIts))
		x.Load(dx, at(ax, 0))
		x.Load(ax, at(ax, int32(valueSize)))
		x.Cmp(ax, dx)
		x.JumpIf(native.E, slow) // zip(it, it)
		x.nextOfList(r10, dx, slow)
		x.nextOfList(r11, ax, slow)
		x.AddToImm(at(dx, offIterPos), 1)
		x.AddToImm(at(ax, offIterPos), 1)
		x.copyValue(p(in.A), at(r10, 0))
		x.copyValue(p(in.C), at(r11, 0))
	}
	x.types[in.A], x.types[in.C] = knowNothing, knowNothing
	x.Jump(x.labels[x.pc+2])
	return true
}
