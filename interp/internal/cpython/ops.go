package cpython

import (
	"fmt"

	"memphis/interp/internal/bytecode"
)

// This file translates the instructions one by one: variables, names, attributes, operators.

// binary has our operation for each operator of BINARY_OP; the in-place ones are the second half.
var binary = [26]bytecode.Op{
	bytecode.ADD, bytecode.AND, bytecode.FLOORDIV, bytecode.LSHIFT, bytecode.MATMUL, bytecode.MUL, bytecode.MOD,
	bytecode.OR, bytecode.POW, bytecode.RSHIFT, bytecode.SUB, bytecode.DIV, bytecode.XOR,
	bytecode.IADD, bytecode.IAND, bytecode.IFLOORDIV, bytecode.ILSHIFT, bytecode.IMATMUL, bytecode.IMUL, bytecode.IMOD,
	bytecode.IOR, bytecode.IPOW, bytecode.IRSHIFT, bytecode.ISUB, bytecode.IDIV, bytecode.IXOR,
}

// toK leads from an operation to its form with a constant right operand.
const toK = bytecode.ADDK - bytecode.ADD

// comparisons has ours for each of COMPARE_OP: the value, and the jump.
var comparisons = [6][2]bytecode.Op{
	{bytecode.LT, bytecode.JLT}, {bytecode.LE, bytecode.JLE}, {bytecode.EQ, bytecode.JEQ},
	{bytecode.NE, bytecode.JNE}, {bytecode.GT, bytecode.JGT}, {bytecode.GE, bytecode.JGE},
}

// jumpToK leads from a comparing jump to its form with a constant.
const jumpToK = bytecode.JEQK - bytecode.JEQ

// unary has the operations that pop one object and push one.
var unary = map[opcode]bytecode.Op{
	opUnaryPositive: bytecode.POS, opUnaryNegative: bytecode.NEG, opUnaryNot: bytecode.NOT, opUnaryInvert: bytecode.INVERT,
	opGetIter: bytecode.GETITER, opGetYieldFromIter: bytecode.GETYIELDFROMITER, opGetAIter: bytecode.GETAITER,
	opAsyncGenWrap: bytecode.ASYNCGENWRAP, opListToTuple: bytecode.LISTTOTUPLE, opYieldValue: bytecode.YIELD,
}

// looks has the operations that push something about what is on top.
var looks = map[opcode]bytecode.Op{
	opGetLen: bytecode.GETLEN, opMatchMapping: bytecode.MATCHMAPPING, opMatchSequence: bytecode.MATCHSEQUENCE, opGetANext: bytecode.GETANEXT,
}

func (t *translator) translate(i int) {
	in := &t.a.list[i]
	if op, ok := unary[in.op]; ok {
		d := t.dst(1, 1)
		t.emit(op, d, t.operands(1)[0], 0, 0)
		t.step(i, 1, reg(d))
		return
	}
	if op, ok := looks[in.op]; ok {
		d := t.dst(0, 1)
		t.emit(op, d, t.operands(1)[0], 0, 0)
		t.step(i, 0, reg(d))
		return
	}
	switch in.op {
	case opPopTop:
		t.step(i, 1)
	case opPushNull, opReturnGenerator:
		t.step(i, 0, place{at: nowhere})
	case opNop:
		// It is there for its line.
		if n := len(t.poss); t.pos.Line > 0 && (n == 0 || t.poss[n-1].Line != t.pos.Line) {
			t.emit(bytecode.NOP, 0, 0, 0, 0)
		}
		t.step(i, 0)
	case opResume, opPrecall, opKwNames, opCopyFreeVars:
		t.step(i, 0)
	case opLoadConst, opLoadClosure:
		t.step(i, 0, place{at: unmade})
		t.mark(i)
	case opSwap:
		n := len(t.places)
		t.places[n-1], t.places[n-in.arg] = t.places[n-in.arg], t.places[n-1]
		t.step(i, 0)
	case opCopy:
		if d := len(t.places) - in.arg; t.s.stack[d].kind == function {
			t.make(d) // two would be two functions
		}
		t.step(i, 0, t.places[len(t.places)-in.arg])
	case opLoadFast, opStoreFast, opDeleteFast:
		t.variable(i, in)
	case opMakeCell, opLoadDeref, opStoreDeref, opDeleteDeref, opLoadClassDeref:
		t.cell(i, in)
	case opLoadGlobal, opLoadName, opStoreGlobal, opStoreName, opDeleteGlobal, opDeleteName:
		t.name(i, in)
	case opLoadAttr, opStoreAttr, opDeleteAttr, opLoadMethod, opImportFrom:
		t.attribute(i, in)
	case opBinaryOp, opBinarySubscr, opStoreSubscr, opDeleteSubscr, opBuildSlice:
		t.operator(i, in)
	case opCompareOp, opIsOp, opContainsOp:
		t.compare(i, in)
	case opImportName:
		d := t.dst(2, 2)
		t.settle(len(t.places)-2, len(t.places))
		t.emit(bytecode.IMPORTNAME, d, d, 0, t.slot(t.c.Names[in.arg]))
		t.step(i, 2, reg(d))
	case opImportStar, opPrintExpr, opReturnValue:
		t.one(i, in)
	case opSetupAnnotations:
		t.emit(bytecode.SETUPANNOTATION, 0, 0, 0, 0)
		t.step(i, 0)
	case opLoadBuildClass, opLoadAssertionError:
		d := t.dst(0, 1)
		op := bytecode.LOADBUILDCLASS
		if in.op == opLoadAssertionError {
			op = bytecode.LOADASSERTIONERROR
		}
		t.emit(op, d, 0, 0, 0)
		t.step(i, 0, reg(d))
	default:
		t.control(i, in)
	}
}

// one is for instructions that take one object.
func (t *translator) one(i int, in *instr) {
	switch in.op {
	case opReturnValue:
		if d := len(t.places) - 1; t.places[d].at == unmade && t.s.stack[d].kind == constant {
			t.emit(bytecode.RETURNK, 0, 0, 0, t.s.stack[d].n)
			break
		}
		t.emit(bytecode.RETURN, 0, t.operands(1)[0], 0, 0)
	case opImportStar:
		t.emit(bytecode.IMPORTSTAR, 0, t.operands(1)[0], 0, 0)
	case opPrintExpr:
		t.emit(bytecode.PRINTEXPR, 0, t.operands(1)[0], 0, 0)
	}
	t.step(i, 1)
}

func (t *translator) variable(i int, in *instr) {
	v := in.arg
	near := v < bytecode.MaxNear
	far := int32(v - bytecode.MaxNear)
	switch in.op {
	case opLoadFast:
		p := place{inVariable, v}
		if !near {
			p = reg(t.dst(0, 1))
			t.emit(bytecode.LOADFAR, p.n, 0, 0, far)
		}
		if !t.s.isBound(v) {
			t.emit(bytecode.CHECK, p.n, 0, 0, int32(v))
		}
		t.step(i, 0, p)
		t.mark(i)
	case opStoreFast:
		if !near {
			t.emit(bytecode.STOREFAR, t.operands(1)[0], 0, 0, far)
			t.step(i, 1)
			return
		}
		t.store(i, v)
	case opDeleteFast:
		r := v
		if !near {
			r = t.temp()
			t.emit(bytecode.LOADFAR, r, 0, 0, far)
		} else {
			t.overwrite(v)
		}
		if !t.s.isBound(v) {
			t.emit(bytecode.CHECK, r, 0, 0, int32(v))
		}
		if near {
			t.emit(bytecode.DELFAST, v, 0, 0, 0)
		} else {
			t.emit(bytecode.LOADNIL, r, 0, 0, 0)
			t.emit(bytecode.STOREFAR, r, 0, 0, far)
		}
		t.step(i, 0)
	}
}

// mark gives what instruction i has pushed a register at once if nothing else is on its line, which tracers then see.
func (t *translator) mark(i int) {
	n, line := len(t.ins), t.pos.Line
	if line <= 0 || n > t.barrier && t.poss[n-1].Line == line || i+1 < len(t.a.list) && t.posOf(i+1).Line == line {
		return
	}
	if top := len(t.places) - 1; t.s.stack[top].kind != cell {
		t.make(top)
	}
}

// store is STORE_FAST to the variable in register v. Where the instruction before it made the value, it makes it there.
func (t *translator) store(i, v int) {
	top := len(t.places) - 1
	p := t.places[top]
	if p.at == inVariable && p.n == v {
		t.step(i, 1)
		return
	}
	if x := t.s.stack[top]; p.at == unmade && x.kind == constant && t.follows(i+1, opDeleteFast) && t.a.list[i+1].arg == v {
		if _, isNone := t.c.Consts[x.n].(bytecode.NoneConst); isNone {
			// The name of an except clause is forgotten: nobody asks that objects end with it, as del does.
			t.overwrite(v)
			t.emit(bytecode.LOADNIL, v, 0, 0, 0)
			t.step(i, 1)
			t.step(i+1, 0)
			return
		}
	}
	if p.at == inRegister && t.retarget(p.n, v) {
		t.step(i, 1)
		return
	}
	t.takeInto(v)
	t.step(i, 1)
}

// takeInto emits what puts the topmost thing into the variable in register v.
func (t *translator) takeInto(v int) {
	t.overwrite(v)
	top := len(t.places) - 1
	p := t.places[top]
	x := t.s.stack[top]
	switch {
	case p.at == unmade && x.kind == constant:
		t.emit(bytecode.LOADK, v, 0, 0, x.n)
	case p.at == unmade && x.kind == function:
		t.emit(bytecode.MAKEFUNCTION, v, 0, 0, int32(p.n))
	case p.at == unmade:
		t.emit(bytecode.MOVE, v, t.operands(1)[0], 0, 0)
	default:
		t.emit(bytecode.MOVE, v, p.n, 0, 0)
	}
}

// retarget makes the last instruction, if register r is what it writes and nobody else wants that, write to variable v.
func (t *translator) retarget(r, v int) bool {
	k := len(t.ins) - 1
	if k < t.barrier {
		return false
	}
	in := &t.ins[k]
	if int(in.A) != r || bytecode.Info[in.Op].A != bytecode.Dst {
		return false
	}
	switch in.Op {
	case bytecode.LOADMETHOD, bytecode.EXCGROUPMATCH, bytecode.UNPACK, bytecode.UNPACK2, bytecode.UNPACKEX, bytecode.FORITER2, bytecode.PUSHEXC,
		bytecode.JTKEEP, bytecode.JFKEEP, bytecode.SEND, bytecode.LOADNIL:
		return false
	}
	for d, p := range t.places[:len(t.places)-1] {
		if p.at == inVariable && p.n == v || p.at == inRegister && p.n <= r && p.n+t.width(d) > r {
			return false
		}
	}
	in.A = uint8(v)
	return true
}

func (t *translator) cell(i int, in *instr) {
	v := in.arg
	free := int32(v - t.l.slots)
	if free < 0 {
		t.ownCell(i, in)
		return
	}
	switch in.op {
	case opLoadDeref, opLoadClassDeref:
		op := bytecode.LOADFREE
		if in.op == opLoadClassDeref {
			op = bytecode.LOADCLASSDEREF
		}
		d := t.dst(0, 1)
		t.emit(op, d, 0, 0, free)
		t.step(i, 0, reg(d))
	case opStoreDeref:
		t.emit(bytecode.STOREFREE, 0, t.operands(1)[0], 0, free)
		t.step(i, 1)
	case opDeleteDeref:
		t.emit(bytecode.DELFREE, 0, 0, 0, free)
		t.step(i, 0)
	}
}

// ownCell is cell for a variable of this function.
func (t *translator) ownCell(i int, in *instr) {
	v := in.arg
	name := int32(t.l.cellOf[v])
	d := 0
	if in.op == opLoadDeref {
		d = t.dst(0, 1)
	}
	r := v
	var value int
	if in.op == opStoreDeref {
		value = t.operands(1)[0]
	}
	if v >= bytecode.MaxNear {
		r = t.temp()
		t.emit(bytecode.LOADFAR, r, 0, 0, int32(v-bytecode.MaxNear))
	}
	switch in.op {
	case opMakeCell:
		t.emit(bytecode.MAKECELL, r, 0, 0, 0)
		if r != v {
			t.emit(bytecode.STOREFAR, r, 0, 0, int32(v-bytecode.MaxNear))
		}
		t.step(i, 0)
	case opLoadDeref:
		t.emit(bytecode.LOADCELL, d, r, 0, name)
		t.step(i, 0, reg(d))
	case opStoreDeref:
		t.emit(bytecode.STORECELL, r, value, 0, 0)
		t.step(i, 1)
	case opDeleteDeref:
		t.emit(bytecode.DELCELL, r, 0, 0, name)
		t.step(i, 0)
	}
}

func (t *translator) name(i int, in *instr) {
	switch in.op {
	case opLoadGlobal:
		if in.arg&1 == 0 {
			d := t.dst(0, 1)
			t.emit(bytecode.LOADGLOBAL, d, 0, 0, t.nameSlot(in.arg>>1))
			t.step(i, 0, reg(d))
			return
		}
		d := t.dst(0, 1)
		t.emit(bytecode.LOADGLOBAL, d, 0, 0, t.nameSlot(in.arg>>1))
		t.step(i, 0, place{at: nowhere}, reg(d))
	case opLoadName:
		d := t.dst(0, 1)
		t.emit(bytecode.LOADNAME, d, 0, 0, t.nameSlot(in.arg))
		t.step(i, 0, reg(d))
	case opStoreGlobal, opStoreName:
		op := bytecode.STOREGLOBAL
		if in.op == opStoreName {
			op = bytecode.STORENAME
		}
		t.emit(op, 0, t.operands(1)[0], 0, t.nameSlot(in.arg))
		t.step(i, 1)
	case opDeleteGlobal:
		t.emit(bytecode.DELGLOBAL, 0, 0, 0, t.nameSlot(in.arg))
		t.step(i, 0)
	case opDeleteName:
		t.emit(bytecode.DELNAME, 0, 0, 0, t.nameSlot(in.arg))
		t.step(i, 0)
	}
}

func (t *translator) attribute(i int, in *instr) {
	name := t.c.Names[in.arg]
	switch in.op {
	case opLoadAttr:
		d := t.dst(1, 1)
		t.emit(bytecode.LOADATTR, d, t.operands(1)[0], 0, t.slot(name))
		t.step(i, 1, reg(d))
	case opImportFrom:
		d := t.dst(0, 1)
		t.emit(bytecode.IMPORTFROM, d, t.operands(1)[0], 0, t.slot(name))
		t.step(i, 0, reg(d))
	case opLoadMethod:
		d := t.dst(1, 2)
		t.emit(bytecode.LOADMETHOD, d, t.operands(1)[0], 0, t.slot(name))
		t.step(i, 1, reg(d), reg(d+1))
	case opStoreAttr:
		r := t.operands(2)
		t.emit(bytecode.STOREATTR, r[1], r[0], 0, t.slot(name))
		t.step(i, 2)
	case opDeleteAttr:
		t.emit(bytecode.DELATTR, t.operands(1)[0], 0, 0, t.slot(name))
		t.step(i, 1)
	}
}

func (t *translator) operator(i int, in *instr) {
	switch in.op {
	case opBinaryOp, opBinarySubscr:
		op, k := bytecode.GETITEM, bytecode.GETITEMK
		if in.op == opBinaryOp {
			op = binary[in.arg]
			k = op + toK
		}
		d := t.dst(2, 1)
		if n, ok := t.constant(1); ok {
			for range 2 {
				t.operand(2)
			}
			t.emit(k, d, t.operand(2), n, 0)
		} else {
			r := t.operands(2)
			t.emit(op, d, r[0], r[1], 0)
		}
		t.step(i, 2, reg(d))
	case opStoreSubscr:
		if n, ok := t.constant(1); ok {
			for range 2 {
				t.operand(3)
				t.operand(2)
			}
			t.emit(bytecode.SETITEMK, t.operand(2), n, t.operand(3), 0)
		} else {
			r := t.operands(3)
			t.emit(bytecode.SETITEM, r[1], r[2], r[0], 0)
		}
		t.step(i, 3)
	case opDeleteSubscr:
		r := t.operands(2)
		t.emit(bytecode.DELITEM, r[0], r[1], 0, 0)
		t.step(i, 2)
	case opBuildSlice:
		n := len(t.places)
		if in.arg == 2 && t.follows(i+1, opBinarySubscr) && t.s.stack[n-3].isObject() {
			d := t.dst(3, 3)
			t.settle(n-2, n)
			t.operand(3)
			t.pos = t.posOf(i + 1)
			t.emit(bytecode.GETSLICE, d, t.operand(3), t.home(n-2), 0)
			t.step(i, 2, reg(d))
			t.step(i+1, 2, reg(d))
			return
		}
		d := t.dst(in.arg, in.arg)
		t.settle(n-in.arg, n)
		t.emit(bytecode.BUILDSLICE, d, d, in.arg, 0)
		t.step(i, in.arg, reg(d))
	}
}

// posOf is the position of instruction i.
func (t *translator) posOf(i int) bytecode.Pos { return t.all[t.a.list[i].unit] }

// compare translates a comparison, with the jump that depends on it if that comes next.
func (t *translator) compare(i int, in *instr) {
	op, j := bytecode.IS, bytecode.JIS
	truth := 1
	switch in.op {
	case opCompareOp:
		op, j = comparisons[in.arg][0], comparisons[in.arg][1]
	case opContainsOp:
		op, j = bytecode.IN, bytecode.JIN
	}
	if in.op != opCompareOp && in.arg == 1 {
		op++
		truth = 0
	}
	for _, next := range []opcode{opPopJumpForwardIfTrue, opPopJumpForwardIfFalse, opPopJumpBackIfTrue, opPopJumpBackIfFalse} {
		if !t.follows(i+1, next) {
			continue
		}
		if next == opPopJumpForwardIfFalse || next == opPopJumpBackIfFalse {
			truth ^= 1
		}
		n, isConst := t.constant(1)
		isConst = isConst && in.op == opCompareOp
		t.settleBelow(2)
		to := &t.a.list[i+1]
		if isConst {
			for range 2 {
				t.operand(2)
			}
			t.branch(to, j+jumpToK, truth, t.operand(2), n)
		} else {
			r := t.operands(2)
			t.branch(to, j, truth, r[0], r[1])
		}
		d := t.home(len(t.places) - 2)
		t.step(i, 2, reg(d))
		t.step(i+1, 1)
		return
	}
	d := t.dst(2, 1)
	r := t.operands(2)
	t.emit(op, d, r[0], r[1], 0)
	t.step(i, 2, reg(d))
}

// needs fails for more of something than an operand can say.
func (t *translator) needs(n int) {
	if n > 255 {
		t.fail(fmt.Errorf("%d registers in a row", n))
	}
}
