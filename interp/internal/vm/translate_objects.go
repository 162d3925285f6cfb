package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file translates instructions on variables, attributes, items and iterators.

// Where things lie in objects.
var (
	offType    = int32(unsafe.Offsetof(object.Header{}.Type))
	offVersion = int32(unsafe.Offsetof(object.Type{}.Version))
	offCell    = int32(unsafe.Offsetof(object.Cell{}.V))

	offEntries = int32(unsafe.Offsetof(object.Dict{}.Entries))
	offKeys    = int32(unsafe.Offsetof(object.Dict{}.Keys))
	offVal     = int32(unsafe.Offsetof(object.DictEntry{}.Val))
	entrySize  = int32(unsafe.Sizeof(object.DictEntry{}))

	offShape     = int32(unsafe.Offsetof(object.Attrs{}.Shape))
	offSlots     = int32(unsafe.Offsetof(object.Attrs{}.Slots))
	offDict      = int32(unsafe.Offsetof(object.Attrs{}.Dict))
	offModAttrs  = int32(unsafe.Offsetof(object.Module{}.Attrs))
	offBytes     = int32(unsafe.Offsetof(object.Bytes{}.S))
	offByteArray = int32(unsafe.Offsetof(object.ByteArray{}.B))
	offListItems = int32(unsafe.Offsetof(object.List{}.Items))
	offTupItems  = int32(unsafe.Offsetof(object.Tuple{}.Items))

	offBody   = int32(unsafe.Offsetof(object.Code{}.Body))
	offSimple = int32(unsafe.Offsetof(linked{}.simple))

	offCode       = int32(unsafe.Offsetof(object.Function{}.Code))
	offFnGlobals  = int32(unsafe.Offsetof(object.Function{}.Globals))
	offFnBuiltins = int32(unsafe.Offsetof(object.Function{}.Builtins))
	offFnClosure  = int32(unsafe.Offsetof(object.Function{}.Closure))

	offFlags    = int32(unsafe.Offsetof(object.Type{}.Flags))
	offLayout   = int32(unsafe.Offsetof(object.Type{}.Layout))
	offAttrsOff = int32(unsafe.Offsetof(object.Layout{}.AttrsOff))

	tableLoad   = int32(unsafe.Offsetof(machine{}.also) + unsafe.Offsetof(secondCaches{}.load))
	tableStore  = int32(unsafe.Offsetof(machine{}.also) + unsafe.Offsetof(secondCaches{}.store))
	tableMethod = int32(unsafe.Offsetof(machine{}.also) + unsafe.Offsetof(secondCaches{}.method))

	icName  = int32(unsafe.Offsetof(cache{}.name))
	icKind  = int32(unsafe.Offsetof(cache{}.kind))
	icIdx   = int32(unsafe.Offsetof(cache{}.idx))
	icOff   = int32(unsafe.Offsetof(cache{}.off))
	icVer   = int32(unsafe.Offsetof(cache{}.ver))
	icVer2  = int32(unsafe.Offsetof(cache{}.ver2))
	icShape = int32(unsafe.Offsetof(cache{}.shape))
	icNext  = int32(unsafe.Offsetof(cache{}.next))
	icDict  = int32(unsafe.Offsetof(cache{}.dict))
	icBDict = int32(unsafe.Offsetof(cache{}.bdict))
	icVal   = int32(unsafe.Offsetof(cache{}.val))
	icCode  = int32(unsafe.Offsetof(cache{}.code))
	icLK    = int32(unsafe.Offsetof(cache{}.lk))
)

const (
	sliceLen = 8  // where a slice has its length
	sliceCap = 16 // and its capacity
)

func at(r native.Reg, off int32) native.Mem { return native.Mem{Base: r, Disp: off} }

// cache sets r to the address of the instruction's cache and leaves unless it is of the kind that it has now.
func (x *translator) cache(r native.Reg, ic *cache) {
	x.Imm(r, uint64(uintptr(unsafe.Pointer(ic))))
	x.CmpMemImm8(at(r, icKind), ic.kind)
	x.JumpIf(native.NE, x.slow())
}

// same leaves unless r and the word at m are equal.
func (x *translator) same(r native.Reg, m native.Mem) {
	x.CmpMem(r, m)
	x.JumpIf(native.NE, x.slow())
}

func (x *translator) cell(in Instr) {
	const ax = native.AX
	a, b := in.A, in.B
	free := func() native.Mem {
		x.Load(ax, frameAt(offClosure))
		x.Load(ax, at(ax, in.D*8))
		return at(ax, offCell)
	}
	switch in.Op {
	case LOADCELL, LOADFREE:
		var content native.Mem
		if in.Op == LOADCELL {
			x.Load(ax, p(b))
			content = at(ax, offCell)
		} else {
			content = free()
		}
		x.Load(native.R8, content)
		x.Test(native.R8, native.R8)
		x.JumpIf(native.E, x.slow())
		x.Load(native.R9, at(ax, content.Disp+8))
		x.putValue(p(a))
		x.types[a] = knowNothing
	case STORECELL:
		x.Load(ax, p(a))
		x.copyValue(at(ax, offCell), p(b))
	case STOREFREE:
		x.copyValue(free(), p(b))
	}
}

// entry sets DX to the entry that the cache in AX names, of the dictionary in CX.
func (x *translator) entry() {
	x.Load32(native.DX, at(native.AX, icIdx))
	x.IMulImm(native.DX, native.DX, entrySize)
	x.AddMem(native.DX, at(native.CX, offEntries))
}

// inGlobals leaves CX with the globals, unless they or their keys are not those of the cache in AX, or locals are others.
func (x *translator) inGlobals(name bool) {
	x.Load(native.CX, frameAt(offGlobals))
	x.same(native.CX, at(native.AX, icDict))
	if name {
		x.same(native.CX, frameAt(offLocals))
	}
	x.Load(native.DX, at(native.CX, offKeys))
	x.same(native.DX, at(native.AX, icVer))
}

func (x *translator) loadGlobal(in Instr) bool {
	ic := &x.lk.caches[in.D]
	if ic.kind != globalHit && ic.kind != builtinHit {
		return false
	}
	x.cache(native.AX, ic)
	x.inGlobals(in.Op == LOADNAME)
	if ic.kind == builtinHit {
		x.Load(native.CX, frameAt(offBuiltins))
		x.same(native.CX, at(native.AX, icBDict))
		x.Load(native.DX, at(native.CX, offKeys))
		x.same(native.DX, at(native.AX, icVer2))
	}
	x.entry()
	x.copyValue(p(in.A), at(native.DX, offVal))
	x.types[in.A] = knowNothing
	return true
}

func (x *translator) storeGlobal(in Instr) bool {
	ic := &x.lk.caches[in.D]
	if ic.kind != globalHit {
		return false
	}
	x.cache(native.AX, ic)
	x.inGlobals(in.Op == STORENAME)
	x.entry()
	x.copyValue(at(native.DX, offVal), p(in.B))
	return true
}

// instance sets AX to the cache, or, where it is not the right one, to the entry of table, one of the machine's second caches,
// that is; CX to the object in register r, and DX to its attributes. It leaves unless type and shape are those seen. Where
// instructions do not expect several types it is typed and attrs.
func (x *translator) instance(r uint8, ic *cache, table int32) {
	if x.caution[x.pc] == 0 {
		x.typed(r, ic)
		x.attrs()
		return
	}
	const ax, cx, dx, di, r8, r9 = native.AX, native.CX, native.DX, native.DI, native.R8, native.R9
	hit := x.NewLabel()
	second := x.NewLabel()
	x.Imm(ax, uint64(uintptr(unsafe.Pointer(ic))))
	x.Load(cx, p(r))
	x.Load(r9, at(cx, offType))
	x.Load(di, at(r9, offVersion))
	// The attributes are where the type has them.
	x.Load32(dx, at(r9, offFlags))
	x.AndImm(dx, int32(object.FlagDict))
	x.JumpIf(native.E, x.slow())
	x.Load(dx, at(r9, offLayout))
	x.Test(dx, dx)
	x.JumpIf(native.E, x.slow())
	x.Load(dx, at(dx, offAttrsOff))
	x.Test(dx, dx)
	x.JumpIf(native.E, x.slow())
	x.Add(dx, cx)
	x.Load(r8, at(dx, offShape))
	x.CmpMemImm8(at(ax, icKind), ic.kind)
	x.JumpIf(native.NE, second)
	x.CmpMem(di, at(ax, icVer))
	x.JumpIf(native.NE, second)
	x.CmpMem(r8, at(ax, icShape))
	x.JumpIf(native.E, hit)
	x.Bind(second)
	// As machine.second finds it.
	x.IMulImm(r9, di, 31)
	x.Imm(ax, uint64(uintptr(unsafe.Pointer(ic.name))>>4))
	x.Logic(0x33, r9, ax)
	x.Mov(ax, r8)
	x.Sar(ax, 5)
	x.Logic(0x33, ax, r9)
	x.AndImm(ax, secondSize-1)
	x.IMulImm(ax, ax, int32(unsafe.Sizeof(cache{})))
	x.Add(ax, rState)
	x.AddImm(ax, table-int32(unsafe.Offsetof(machine{}.native)))
	x.Imm(r9, uint64(uintptr(unsafe.Pointer(ic.name))))
	x.same(r9, at(ax, icName))
	x.same(di, at(ax, icVer))
	x.same(r8, at(ax, icShape))
	x.CmpMemImm8(at(ax, icKind), ic.kind)
	x.JumpIf(native.NE, x.slow())
	x.Bind(hit)
}

// typed sets AX to the cache, CX to the object in register r, and leaves unless its type is the one the cache has seen.
func (x *translator) typed(r uint8, ic *cache) {
	x.cache(native.AX, ic)
	x.Load(native.CX, p(r))
	x.Load(native.DX, at(native.CX, offType))
	x.Load(native.DX, at(native.DX, offVersion))
	x.same(native.DX, at(native.AX, icVer))
}

// attrs sets DX to the attributes of the object in CX, and leaves unless their shape is the one the cache in AX has seen.
func (x *translator) attrs() {
	x.Load(native.DX, at(native.AX, icOff))
	x.Add(native.DX, native.CX)
	x.Load(native.R8, at(native.DX, offShape))
	x.same(native.R8, at(native.AX, icShape))
}

// attrSlot sets DX to the slot that the cache in AX names, of the attributes at DX.
func (x *translator) attrSlot() {
	x.Load32(native.CX, at(native.AX, icIdx))
	x.Shl(native.CX, 4)
	x.Load(native.DX, at(native.DX, offSlots))
	x.Add(native.DX, native.CX)
}

// moduleEntry sets DX to the entry of the cache's name in the module in CX.
func (x *translator) moduleEntry() {
	x.Load(native.CX, at(native.CX, offModAttrs+offDict))
	x.same(native.CX, at(native.AX, icDict))
	x.Load(native.DX, at(native.CX, offKeys))
	x.same(native.DX, at(native.AX, icVer2))
	x.entry()
}

func (x *translator) loadAttr(in Instr) bool {
	ic := &x.lk.caches[in.D]
	var from native.Mem
	switch ic.kind {
	case attrShape:
		x.instance(in.B, ic, tableLoad)
		x.attrSlot()
		from = at(native.DX, 0)
	case attrSlot:
		x.typed(in.B, ic)
		x.Load(native.DX, at(native.AX, icOff))
		x.Add(native.DX, native.CX)
		x.attrSlot()
		x.CmpMemImm(at(native.DX, 0), 0)
		x.JumpIf(native.E, x.slow())
		from = at(native.DX, 0)
	case attrTuple:
		x.typed(in.B, ic)
		x.Load32(native.DX, at(native.AX, icIdx))
		x.CmpMem(native.DX, at(native.CX, offTupItems+sliceLen))
		x.JumpIf(native.AE, x.slow())
		x.Shl(native.DX, 4)
		x.AddMem(native.DX, at(native.CX, offTupItems))
		from = at(native.DX, 0)
	case attrClass:
		x.typed(in.B, ic)
		if ic.off != 0 {
			x.attrs()
		} else {
			x.CmpMemImm(at(native.AX, icOff), 0)
			x.JumpIf(native.NE, x.slow())
		}
		from = at(native.AX, icVal)
	case attrModule:
		x.typed(in.B, ic)
		x.moduleEntry()
		from = at(native.DX, offVal)
	case attrType:
		x.typed(in.B, ic)
		x.Load(native.DX, at(native.CX, offVersion))
		x.same(native.DX, at(native.AX, icVer2))
		from = at(native.AX, icVal)
	default:
		return false
	}
	x.copyValue(p(in.A), from)
	x.types[in.A] = knowNothing
	return true
}

func (x *translator) storeAttr(in Instr) bool {
	ic := &x.lk.caches[in.D]
	switch ic.kind {
	case attrShape:
		x.instance(in.A, ic, tableStore)
		x.attrSlot()
		x.copyValue(at(native.DX, 0), p(in.B))
	case attrAdd:
		x.typed(in.A, ic)
		x.attrs()
		x.Load(native.CX, at(native.DX, offSlots+sliceLen))
		x.CmpMem(native.CX, at(native.DX, offSlots+sliceCap))
		x.JumpIf(native.GE, x.slow())
		x.AddToImm(at(native.DX, offSlots+sliceLen), 1)
		x.Load(native.R8, at(native.AX, icNext))
		x.Store(at(native.DX, offShape), native.R8)
		x.Shl(native.CX, 4)
		x.AddMem(native.CX, at(native.DX, offSlots))
		x.copyValue(at(native.CX, 0), p(in.B))
	case attrSlot:
		x.typed(in.A, ic)
		x.Load(native.DX, at(native.AX, icOff))
		x.Add(native.DX, native.CX)
		x.attrSlot()
		x.copyValue(at(native.DX, 0), p(in.B))
	default:
		return false
	}
	return true
}

func (x *translator) loadMethod(in Instr) bool {
	ic := &x.lk.caches[in.D]
	if x.pc > 0 {
		if before := x.plain[x.pc-1]; before.Op == CALL && before.C == 0 && before.A == in.A && in.A == in.B {
			return false // CALL looks ahead to see super().name()
		}
	}
	self := true
	var from native.Mem
	switch ic.kind {
	case methPlain:
		x.typed(in.B, ic)
		from = at(native.AX, icVal)
	case methShape:
		x.instance(in.B, ic, tableMethod)
		from = at(native.AX, icVal)
	case attrModule:
		x.typed(in.B, ic)
		x.moduleEntry()
		from, self = at(native.DX, offVal), false
	case attrType:
		x.typed(in.B, ic)
		x.Load(native.DX, at(native.CX, offVersion))
		x.same(native.DX, at(native.AX, icVer2))
		from, self = at(native.AX, icVal), false
	case attrShape:
		x.typed(in.B, ic)
		x.attrs()
		x.attrSlot()
		from, self = at(native.DX, 0), false
	default:
		return false
	}
	if self {
		// The object before the function: they may be the same register.
		x.Load(native.R10, n(in.B))
	}
	x.copyValue(p(in.A), from)
	if self {
		x.Store(p(in.A+1), native.CX)
		x.Store(n(in.A+1), native.R10)
	} else {
		x.StoreImm(p(in.A+1), 0)
		x.StoreImm(n(in.A+1), 0)
	}
	x.types[in.A], x.types[in.A+1] = knowNothing, knowNothing
	return true
}

// item sets DX to the item of the list or tuple in register o whose index is put into CX by index.
func (x *translator) item(o uint8, index func(native.Reg), typ *object.Type, off int32) {
	index(native.CX)
	x.Load(native.AX, p(o))
	x.Imm(native.DX, uint64(uintptr(unsafe.Pointer(typ))))
	x.same(native.DX, at(native.AX, offType))
	x.withinLength(at(native.AX, off+sliceLen))
	x.Shl(native.CX, 4)
	x.Mov(native.DX, native.CX)
	x.AddMem(native.DX, at(native.AX, off))
}

// char sets register a to the character of an ASCII str.
func (x *translator) char(a, o uint8, index func(native.Reg)) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	text := int32(object.StrText)
	index(cx)
	x.Load(ax, p(o))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.StrType))))
	x.same(dx, at(ax, offType))
	x.Load(dx, at(ax, int32(object.StrMeta)))
	x.AndImm(dx, int32(object.StrPlain))
	x.CmpImm(dx, int32(object.StrPlain))
	x.JumpIf(native.NE, x.slow())
	x.withinLength(at(ax, text+sliceLen))
	x.AddMem(cx, at(ax, text))
	x.charOf(a, cx)
}

// withinLength makes the index in CX one from the start, where length is that of what it is in. It leaves if there is no such item.
func (x *translator) withinLength(length native.Mem) {
	positive := x.NewLabel()
	x.Test(native.CX, native.CX)
	x.JumpIf(native.NS, positive)
	x.AddMem(native.CX, length)
	x.Bind(positive)
	x.CmpMem(native.CX, length)
	x.JumpIf(native.AE, x.slow())
}

// byteAt sets CX to the address of the byte in the bytes or bytearray in register o whose index is put into CX by index. off is where
// the object has its text or slice.
func (x *translator) byteAt(o uint8, index func(native.Reg), typ *object.Type, off int32) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	index(cx)
	x.Load(ax, p(o))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(typ))))
	x.same(dx, at(ax, offType))
	x.withinLength(at(ax, off+sliceLen))
	x.AddMem(cx, at(ax, off))
}

func (x *translator) getItem(a, o uint8, index func(native.Reg)) bool {
	switch x.typeNow(o) {
	case object.StrType:
		x.char(a, o, index)
		return true
	case object.ListType:
		x.item(o, index, object.ListType, offListItems)
	case object.TupleType:
		x.item(o, index, object.TupleType, offTupItems)
	case object.BytesType:
		x.byteAt(o, index, object.BytesType, offBytes)
		x.Load8(native.AX, at(native.CX, 0))
		x.setInt(a, native.AX)
		return true
	case object.ByteArrayType:
		x.byteAt(o, index, object.ByteArrayType, offByteArray)
		x.Load8(native.AX, at(native.CX, 0))
		x.setInt(a, native.AX)
		return true
	default:
		return false
	}
	x.copyValue(p(a), at(native.DX, 0))
	x.types[a] = knowNothing
	return true
}

func (x *translator) setItem(o, v uint8, index func(native.Reg)) bool {
	if x.typeNow(o) == object.ByteArrayType {
		x.mustBe(v, knowInt)
		x.byteAt(o, index, object.ByteArrayType, offByteArray)
		x.Load(native.DX, n(v))
		x.CmpImm(native.DX, 255)
		x.JumpIf(native.A, x.slow())
		x.Store8(at(native.CX, 0), native.DX)
		return true
	}
	if x.typeNow(o) != object.ListType {
		return false
	}
	x.item(o, index, object.ListType, offListItems)
	x.copyValue(at(native.DX, 0), p(v))
	return true
}

// listAppend appends to a list of our own that has room.
func (x *translator) listAppend(o, v uint8) {
	x.Load(native.AX, p(o))
	x.Load(native.CX, at(native.AX, offListItems+sliceLen))
	x.CmpMem(native.CX, at(native.AX, offListItems+sliceCap))
	x.JumpIf(native.GE, x.slow())
	x.AddToImm(at(native.AX, offListItems+sliceLen), 1)
	x.Shl(native.CX, 4)
	x.AddMem(native.CX, at(native.AX, offListItems))
	x.copyValue(at(native.CX, 0), p(v))
}

func (x *translator) unpack2(a, c, b uint8) {
	const ax, dx = native.AX, native.DX
	x.Load(ax, p(b))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.TupleType))))
	x.same(dx, at(ax, offType))
	x.CmpMemImm(at(ax, offTupItems+sliceLen), 2)
	x.JumpIf(native.NE, x.slow())
	x.Load(dx, at(ax, offTupItems))
	x.copyValue(p(a), at(dx, 0))
	x.copyValue(p(c), at(dx, int32(valueSize)))
	x.types[a], x.types[c] = knowNothing, knowNothing
}

// loaded is the object that was last loaded, as a global or a method, into register r, as far as that is seen in the
// instructions before and their caches.
func (x *translator) loaded(r uint8) *object.Header {
	for pc := x.pc - 1; pc >= 0; pc-- {
		in := x.plain[pc]
		switch {
		case in.A == r && in.Op == LOADGLOBAL:
			ic := &x.lk.caches[in.D]
			if ic.kind == builtinHit && ic.bdict.Keys == ic.ver2 {
				return ic.bdict.Entries[ic.idx].Val.P
			}
			return nil
		case in.A == r && in.Op == LOADMETHOD:
			if ic := &x.lk.caches[in.D]; ic.kind == methPlain {
				return ic.val.P
			}
			return nil
		case in.A == r && Info[in.Op].A == Dst:
			return nil
		}
	}
	return nil
}

// intrinsic translates calls of len, and of list.append. done is false if in is another call.
func (x *translator) intrinsic(in Instr) (ok, done bool) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	h := x.loaded(in.B)
	if h == nil || in.C != 1 {
		return false, false
	}
	isLen := in.Op == CALL && h.Type == object.BuiltinType && (*object.Builtin)(unsafe.Pointer(h)).Method.Name == "len"
	isAppend := in.Op == CALLM && h.Type == object.MethodDescrType && (*object.MethodDescr)(unsafe.Pointer(h)).Method.Name == "append" &&
		(*object.MethodDescr)(unsafe.Pointer(h)).Class == object.ListType
	if !isLen && !isAppend {
		return false, false
	}
	x.keep = append(x.keep, h)
	x.Imm(dx, addr(h))
	x.same(dx, p(in.B))
	x.Load(ax, p(in.B+1))
	if isAppend {
		x.Test(ax, ax)
		x.JumpIf(native.E, x.slow())
		x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.ListType))))
		x.same(dx, at(ax, offType))
		x.listAppend(in.B+1, in.B+2)
		x.constant(in.A, object.None)
		return true, true
	}
	x.length(in.A)
	return true, true
}

// length sets register a to the length of the list, tuple, ASCII str or dict in AX.
func (x *translator) length(a uint8) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	found := x.NewLabel()
	x.Load(dx, at(ax, offType))
	for _, c := range []struct {
		typ *object.Type
		off int32
	}{{object.ListType, offListItems + sliceLen}, {object.TupleType, offTupItems + sliceLen}} {
		other := x.NewLabel()
		x.Imm(cx, uint64(uintptr(unsafe.Pointer(c.typ))))
		x.Cmp(dx, cx)
		x.JumpIf(native.NE, other)
		x.Load(ax, at(ax, c.off))
		x.Jump(found)
		x.Bind(other)
	}
	x.Imm(cx, uint64(uintptr(unsafe.Pointer(object.StrType))))
	x.Cmp(dx, cx)
	other := x.NewLabel()
	x.JumpIf(native.NE, other)
	x.Load(dx, at(ax, int32(object.StrMeta)))
	x.AndImm(dx, int32(object.StrPlain))
	x.CmpImm(dx, int32(object.StrPlain))
	x.JumpIf(native.NE, x.slow())
	x.Load(ax, at(ax, int32(object.StrText)+sliceLen))
	x.Jump(found)
	x.Bind(other)
	x.Imm(cx, uint64(uintptr(unsafe.Pointer(object.DictType))))
	x.Cmp(dx, cx)
	x.JumpIf(native.NE, x.slow())
	x.Load32(ax, at(ax, int32(object.DictUsed)))
	x.Bind(found)
	x.types[a] = knowNothing
	x.setInt(a, ax)
}

const (
	r8 = native.R8
	r9 = native.R9
)
