package vm

import (
	"encoding/binary"
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file translates comparisons and searches of strs, and items of dicts with constant keys.

var (
	strText   = int32(object.StrText)
	offKey    = int32(unsafe.Offsetof(object.DictEntry{}.Key))
	offKeyPtr = offKey + int32(unsafe.Offsetof(object.Value{}.P))
)

// Bounds of what is done in code: the length of a constant that is compared, and how far a text or a tuple is searched.
const (
	maxCompared = 32
	maxSearched = 64
)

func strOf(v object.Value) *object.Str {
	if v.P != nil && v.P.Type == object.StrType {
		return (*object.Str)(unsafe.Pointer(v.P))
	}
	return nil
}

// mustBeStr leaves unless r points at an exact str. It uses DI.
func (x *translator) mustBeStr(r native.Reg) {
	x.Imm(native.DI, uint64(uintptr(unsafe.Pointer(object.StrType))))
	x.same(native.DI, at(r, offType))
}

// outcome is where a comparison jumps; verdict emits what is behind the comparison, for an instruction that jumps or for one
// that has a bool as its result.
type outcome struct{ yes, no native.Label }

func (x *translator) newOutcome() outcome { return outcome{x.NewLabel(), x.NewLabel()} }

// verdict ends in, which a comparison has decided by jumping to o's labels.
func (x *translator) verdict(in Instr, o outcome) {
	if Info[in.Op].D == Jump {
		if in.A == 0 {
			o.yes, o.no = o.no, o.yes
		}
		x.Bind(o.yes)
		x.Jump(x.labels[in.D])
		x.Bind(o.no)
		return
	}
	end := x.NewLabel()
	x.Bind(o.yes)
	x.Imm(native.AX, 1)
	x.Jump(end)
	x.Bind(o.no)
	x.Imm(native.AX, 0)
	x.Bind(end)
	x.setBool(in.A)
}

// sameStr translates == and != with a constant str, or of two strs.
func (x *translator) sameStr(in Instr, k *object.Str, differ bool) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	o := x.newOutcome()
	yes, no := o.yes, o.no
	x.Load(ax, p(in.B))
	if k != nil {
		x.Imm(dx, addr(&k.Header))
	} else {
		x.Load(dx, p(in.C))
		x.mustBeStr(ax)
	}
	x.Cmp(ax, dx)
	equal := x.NewLabel()
	x.JumpIf(native.E, equal)
	if k != nil {
		x.mustBeStr(ax)
		text := k.String()
		x.CmpMemImm(at(ax, strText+sliceLen), int32(len(text)))
		x.JumpIf(native.NE, no)
		x.Load(cx, at(ax, strText))
		x.equalText(cx, text, no)
	} else {
		x.mustBeStr(dx)
		x.Load(cx, at(ax, strText+sliceLen))
		x.CmpMem(cx, at(dx, strText+sliceLen))
		x.JumpIf(native.NE, no)
		x.Test(cx, cx)
		x.JumpIf(native.E, yes)
		x.Load(ax, at(ax, strText))
		x.Load(dx, at(dx, strText))
		x.Load8(ax, at(ax, 0))
		x.Load8(dx, at(dx, 0))
		x.Cmp(ax, dx)
		x.JumpIf(native.NE, no)
		x.CmpImm(cx, 1)
		x.JumpIf(native.NE, x.slow())
	}
	x.Bind(equal)
	x.Jump(yes)
	if differ {
		o = outcome{no, yes}
	}
	x.verdict(in, o)
}

// equalText compares the bytes at r, as many as in text, with text.
func (x *translator) equalText(r native.Reg, text string, no native.Label) {
	wide := func(i int) {
		x.Imm(native.DX, binary.LittleEndian.Uint64([]byte(text[i:i+8])))
		x.CmpMem(native.DX, at(r, int32(i)))
		x.JumpIf(native.NE, no)
	}
	half := func(i int) {
		x.CmpMemImm32(at(r, int32(i)), int32(binary.LittleEndian.Uint32([]byte(text[i:i+4]))))
		x.JumpIf(native.NE, no)
	}
	// The last part may overlap the one before.
	n := len(text)
	switch {
	case n >= 8:
		for i := 0; i+8 <= n; i += 8 {
			wide(i)
		}
		if n%8 != 0 {
			wide(n - 8)
		}
	case n >= 4:
		half(0)
		if n > 4 {
			half(n - 4)
		}
	default:
		for i := range n {
			x.CmpMemImm8(at(r, int32(i)), text[i])
			x.JumpIf(native.NE, no)
		}
	}
}

// orderStr translates <, <=, > and >= of strs whose first bytes differ: characters are in the order of their bytes.
func (x *translator) orderStr(in Instr, k *object.Str, which int) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	o := x.newOutcome()
	first := func(d, r native.Reg) {
		x.mustBeStr(r)
		x.CmpMemImm(at(r, strText+sliceLen), 0)
		x.JumpIf(native.E, x.slow())
		x.Load(d, at(r, strText))
		x.Load8(d, at(d, 0))
	}
	x.Load(ax, p(in.B))
	one := k != nil && len(k.String()) == 1
	if one {
		x.Mov(cx, ax)
	}
	first(ax, ax)
	if k != nil {
		x.CmpImm(ax, int32(k.String()[0]))
	} else {
		x.Load(dx, p(in.C))
		first(cx, dx)
		x.Cmp(ax, cx)
	}
	if one {
		// Of two that begin with the same character, one of which is that, the longer is greater.
		differ := x.NewLabel()
		x.JumpIf(native.NE, differ)
		x.CmpMemImm(at(cx, strText+sliceLen), 1)
		yes := intConds[which]
		x.JumpIf(yes, o.yes)
		x.Jump(o.no)
		x.Bind(differ)
		x.CmpImm(ax, int32(k.String()[0]))
	} else {
		x.JumpIf(native.E, x.slow())
	}
	if which < 4 {
		x.JumpIf(native.B, o.yes)
	} else {
		x.JumpIf(native.A, o.yes)
	}
	x.Jump(o.no)
	x.verdict(in, o)
}

// compareStrs translates comparisons of strs; which is the place of the comparison from EQ on. It reports false where strs
// are not expected.
func (x *translator) compareStrs(in Instr, which int, k object.Value) bool {
	var text *object.Str
	if hasConstant(in.Op) {
		if text = strOf(k); text == nil || len(text.String()) > maxCompared {
			return false
		}
	} else if x.typeNow(in.B) != object.StrType || x.typeNow(in.C) != object.StrType {
		return false
	}
	if which < 2 {
		x.sameStr(in, text, which == 1)
		return true
	}
	if text != nil && text.String() == "" {
		return false
	}
	x.orderStr(in, text, which)
	return true
}

// contains translates IN, NOTIN and JIN for a character in a text, and for a tuple of strs or ints.
func (x *translator) contains(in Instr) bool {
	const ax, cx, dx, r8, r9, r10 = native.AX, native.CX, native.DX, native.R8, native.R9, native.R10
	o := x.newOutcome()
	loop := x.NewLabel()
	x.Load(ax, p(in.B))
	x.Load(dx, p(in.C))
	switch x.typeNow(in.C) {
	case object.StrType:
		x.mustBeStr(ax)
		x.mustBeStr(dx)
		x.CmpMemImm(at(ax, strText+sliceLen), 1)
		x.JumpIf(native.NE, x.slow())
		x.Load(ax, at(ax, strText))
		x.Load8(ax, at(ax, 0))
		x.Load(cx, at(dx, strText+sliceLen))
		x.CmpImm(cx, maxSearched)
		x.JumpIf(native.A, x.slow())
		x.Load(dx, at(dx, strText))
		x.Add(cx, dx)
		x.Bind(loop)
		x.Cmp(dx, cx)
		x.JumpIf(native.E, o.no)
		x.Load8(r8, at(dx, 0))
		x.AddImm(dx, 1)
		x.Cmp(r8, ax)
		x.JumpIf(native.NE, loop)
		x.Jump(o.yes)
	case object.TupleType:
		other := x.NewLabel()
		x.Imm(cx, uint64(uintptr(unsafe.Pointer(object.TupleType))))
		x.same(cx, at(dx, offType))
		x.Load(cx, at(dx, offTupItems+sliceLen))
		x.CmpImm(cx, maxSearched)
		x.JumpIf(native.A, x.slow())
		x.Load(dx, at(dx, offTupItems))
		x.Shl(cx, 4)
		x.Add(cx, dx)
		x.Load(r9, n(in.B))
		x.Bind(loop)
		x.Cmp(dx, cx)
		x.JumpIf(native.E, o.no)
		x.Load(r8, at(dx, 0))
		x.Load(r10, at(dx, 8))
		x.AddImm(dx, int32(valueSize))
		x.Cmp(r8, ax)
		x.JumpIf(native.NE, other)
		x.Cmp(r9, r10)
		x.JumpIf(native.E, o.yes)
		// Of two ints, which have one header, both words are the same, or they differ.
		x.Cmp(ax, rInt)
		x.JumpIf(native.E, loop)
		x.Jump(x.slow())
		// Two strs differ if their lengths or their first bytes do.
		x.Bind(other)
		x.mustBeStr(r8)
		x.Imm(native.DI, addr(object.None.P)) // which is no str
		x.Cmp(ax, native.DI)
		x.JumpIf(native.E, loop)
		x.mustBeStr(ax)
		x.Load(r10, at(ax, strText+sliceLen))
		x.CmpMem(r10, at(r8, strText+sliceLen))
		x.JumpIf(native.NE, loop)
		x.Test(r10, r10)
		x.JumpIf(native.E, o.yes)
		x.Load(r10, at(ax, strText))
		x.Load8(r10, at(r10, 0))
		x.Load(r8, at(r8, strText))
		x.Load8(r8, at(r8, 0))
		x.Cmp(r8, r10)
		x.JumpIf(native.NE, loop)
		x.Jump(x.slow())
	default:
		return false
	}
	if in.Op == NOTIN {
		o.yes, o.no = o.no, o.yes
	}
	x.verdict(in, o)
	return true
}

// dictEntry sets CX to the entry of the constant key k in the dict in register o, which is where it was found last here.
func (x *translator) dictEntry(o uint8, k object.Value) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	x.Load(ax, p(o))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(object.DictType))))
	x.same(dx, at(ax, offType))
	x.Imm(dx, uint64(uintptr(unsafe.Pointer(&x.lk.hints[x.pc]))))
	x.Load(cx, at(dx, 0))
	x.CmpMem(cx, at(ax, offEntries+sliceLen))
	x.JumpIf(native.AE, x.slow())
	x.IMulImm(cx, cx, entrySize)
	x.AddMem(cx, at(ax, offEntries))
	x.Imm(dx, addr(k.P))
	x.same(dx, at(cx, offKeyPtr))
}

// dictItem translates d[k] for a constant str k; setDictItem d[k] = v where the key is there.
func (x *translator) dictItem(a, o uint8, k object.Value) bool {
	if x.typeNow(o) != object.DictType || strOf(k) == nil {
		return false
	}
	x.dictEntry(o, k)
	x.copyValue(p(a), at(native.CX, offVal))
	x.types[a] = knowNothing
	return true
}

func (x *translator) setDictItem(o, v uint8, k object.Value) bool {
	if x.typeNow(o) != object.DictType || strOf(k) == nil {
		return false
	}
	x.dictEntry(o, k)
	x.copyValue(at(native.CX, offVal), p(v))
	return true
}

// nextChar does the step of a loop over the characters of an ASCII str, whose iterator is in AX: the next goes to register a;
// at the end it goes to end.
func (x *translator) nextChar(a uint8, end native.Label) {
	const ax, cx, dx = native.AX, native.CX, native.DX
	x.Load(dx, at(ax, int32(object.StrIterText)))
	x.Test(dx, dx)
	x.JumpIf(native.E, end)
	x.Load(cx, at(ax, int32(object.StrIterPos)))
	x.CmpMem(cx, at(dx, strText+sliceLen))
	x.JumpIf(native.AE, end)
	x.AddToImm(at(ax, int32(object.StrIterPos)), 1)
	x.AddMem(cx, at(dx, strText))
	x.charOf(a, cx)
}

// charOf sets register a to the str of the ASCII character at r.
func (x *translator) charOf(a uint8, r native.Reg) {
	x.Load8(native.AX, at(r, 0))
	x.IMulImm(native.AX, native.AX, int32(unsafe.Sizeof(object.Str{})))
	x.Imm(native.DX, addr(&object.CharStr(0).Header))
	x.Add(native.AX, native.DX)
	x.Store(p(a), native.AX)
	x.StoreImm(n(a), 0)
	x.types[a] = knowNothing
}

// unpack copies the n items of a tuple.
func (x *translator) unpack(a, b uint8, n int32) bool {
	typ, off := object.TupleType, offTupItems
	if x.typeNow(b) == object.ListType {
		typ, off = object.ListType, offListItems
	}
	if n == 0 || n > 8 {
		return false
	}
	x.Load(native.AX, p(b))
	x.Imm(native.DX, uint64(uintptr(unsafe.Pointer(typ))))
	x.same(native.DX, at(native.AX, offType))
	x.CmpMemImm(at(native.AX, off+sliceLen), n)
	x.JumpIf(native.NE, x.slow())
	x.Load(native.DX, at(native.AX, off))
	for i := range n {
		x.copyValue(p(a+uint8(i)), at(native.DX, i*int32(valueSize)))
		x.types[a+uint8(i)] = knowNothing
	}
	return true
}

// hasFlag translates MATCHSEQUENCE and MATCHMAPPING.
func (x *translator) hasFlag(a, b uint8, flag int32) {
	x.Load(native.AX, p(b))
	x.Load(native.AX, at(native.AX, offType))
	x.Load32(native.AX, at(native.AX, offFlags))
	x.AndImm(native.AX, flag)
	x.SetCond(native.NE, native.AX)
	x.setBool(a)
}
