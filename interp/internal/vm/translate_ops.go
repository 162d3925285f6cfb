package vm

import (
	"math"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file translates arithmetic, comparisons and jumps.

// operand is the right operand of an instruction: a register or a constant.
type operand struct {
	reg   uint8
	k     object.Value
	isReg bool
}

func (x *translator) expectOperand(o operand) known {
	if o.isReg {
		return x.expect(o.reg)
	}
	return kindOf(o.k)
}

// plainOp is the operation on two registers that a binary operation in place, or with a constant, does.
func plainOp(op Op) Op {
	if op >= IADD && op <= IFLOORDIVK {
		op -= IADD - ADD
	}
	if op >= ADDK && op <= FLOORDIVK {
		op -= ADDK - ADD
	}
	return op
}

func hasConstant(op Op) bool {
	return op >= ADDK && op <= FLOORDIVK || op >= IADDK && op <= IFLOORDIVK || op >= JEQK && op <= JGEK
}

// binary translates a binary operation for ints, for floats, or for both.
func (x *translator) binary(in Instr) bool {
	op := plainOp(in.Op)
	o := operand{reg: in.C, isReg: true}
	if hasConstant(in.Op) {
		o = operand{k: x.lk.consts[in.C]}
	}
	kb, kc := x.guess(in.B), x.expectOperand(o)
	if o.isReg {
		kc = x.guess(in.C)
	}
	if kb == knowBool || kc == knowBool || !o.isReg && kc == knowNothing {
		return false
	}
	_, floats := floatOps[op]
	if x.caution[x.pc] == 0 {
		switch {
		case kb == knowNothing || kc == knowNothing:
			return false // of what the registers hold it is not arithmetic
		case kb == knowInt && kc == knowInt:
			return x.ints(op, in.A, in.B, o)
		case !floats:
			return false
		}
		x.floats(op, in.A, in.B, kb, o, kc)
		return true
	}
	if kb == knowFloat || !o.isReg && kc == knowFloat {
		if !floats {
			return false
		}
		if kc == knowNothing {
			kc = knowFloat
		}
		x.floats(op, in.A, in.B, knowFloat, o, kc)
		return true
	}
	if !floats {
		return x.ints(op, in.A, in.B, o)
	}
	notInt, end := x.NewLabel(), x.NewLabel()
	types := x.types
	x.compareKind(in.B, knowInt)
	x.JumpIf(native.NE, notInt)
	x.types[in.B] = knowInt
	if !x.ints(op, in.A, in.B, o) {
		return false
	}
	x.Jump(end)
	x.Bind(notInt)
	x.types = types
	if kc == knowNothing {
		kc = knowFloat
	}
	x.floats(op, in.A, in.B, knowFloat, o, kc)
	x.Bind(end)
	x.types = types
	x.types[in.A] = knowNothing
	return true
}

// guess is expect, but for a register that has never been written it is an int.
func (x *translator) guess(r uint8) known {
	k := x.expect(r)
	if k == knowNothing && x.caution[x.pc] == 0 && x.typeNow(r) == nil {
		return knowInt
	}
	return k
}

// ints translates an operation on ints: a = b op o.
func (x *translator) ints(op Op, a, b uint8, o operand) bool {
	const ax, cx, dx, r8 = native.AX, native.CX, native.DX, native.R8
	if !o.isReg && kindOf(o.k) != knowInt {
		return false
	}
	k := int64(o.k.N)
	switch op {
	case MOD, FLOORDIV:
		if !o.isReg && k <= 0 {
			return false
		}
	case LSHIFT:
		if !o.isReg && (k < 0 || k >= 32) {
			return false
		}
	case RSHIFT:
		if !o.isReg && (k < 0 || k >= 64) {
			return false
		}
	case DIV:
		if !o.isReg && (k == 0 || k != int64(int32(k))) {
			return false
		}
	}
	x.mustBe(b, knowInt)
	if o.isReg {
		x.mustBe(o.reg, knowInt)
	}
	x.Load(ax, n(b))
	right := n(o.reg)
	if !o.isReg && op != MOD && op != FLOORDIV && op != LSHIFT && op != RSHIFT {
		x.Imm(cx, uint64(k))
	}
	slow := x.slow()
	switch op {
	case ADD:
		if o.isReg {
			x.AddMem(ax, right)
		} else {
			x.Add(ax, cx)
		}
		x.JumpIf(native.O, slow)
	case SUB:
		if o.isReg {
			x.SubMem(ax, right)
		} else {
			x.Sub(ax, cx)
		}
		x.JumpIf(native.O, slow)
	case MUL:
		if o.isReg {
			x.IMulMem(ax, right)
		} else {
			x.IMul(ax, cx)
		}
		x.JumpIf(native.O, slow)
	case AND, OR, XOR:
		if !o.isReg {
			// Through memory of its own there is none: the constant is in CX.
			x.Logic(logicOps[op], ax, cx)
		} else if op == AND {
			x.AndMem(ax, right)
		} else if op == OR {
			x.OrMem(ax, right)
		} else {
			x.XorMem(ax, right)
		}
	case LSHIFT:
		x.fits32(ax, dx)
		if o.isReg {
			x.Load(cx, right)
			x.CmpImm(cx, 32)
			x.JumpIf(native.AE, slow)
			x.ShlCX(ax)
		} else {
			x.Shl(ax, byte(k))
		}
	case RSHIFT:
		if o.isReg {
			x.Load(cx, right)
			x.CmpImm(cx, 64)
			x.JumpIf(native.AE, slow)
			x.SarCX(ax)
		} else {
			x.Sar(ax, byte(k))
		}
	case MOD, FLOORDIV:
		if !o.isReg && k&(k-1) == 0 {
			if op == MOD && k-1 <= math.MaxInt32 {
				x.AndImm(ax, int32(k-1))
				break
			}
			if op == FLOORDIV {
				s := byte(0)
				for k>>s > 1 {
					s++
				}
				x.Sar(ax, s)
				break
			}
		}
		if o.isReg {
			x.Load(cx, right)
			x.Test(cx, cx)
			x.JumpIf(native.LE, slow)
		} else {
			x.Imm(cx, uint64(k))
		}
		x.Cqo()
		x.Idiv(cx)
		x.Mov(r8, dx)
		x.Sar(r8, 63)
		if op == FLOORDIV {
			x.Add(ax, r8)
		} else {
			x.And(r8, cx)
			x.Add(dx, r8)
			x.Mov(ax, dx)
		}
	case DIV:
		// Both are exact as floats, so that the quotient is rounded once.
		if o.isReg {
			x.Load(cx, right)
			x.Test(cx, cx)
			x.JumpIf(native.E, slow)
			x.fits53(cx, dx)
		}
		x.fits53(ax, dx)
		x.FloatOfInt(native.X0, ax)
		x.FloatOfInt(native.X1, cx)
		x.ArithF(0x5e, native.X0, native.X1)
		x.setFloat(a, native.X0)
		return true
	default:
		return false
	}
	x.setInt(a, ax)
	return true
}

var logicOps = map[Op]byte{AND: 0x23, OR: 0x0b, XOR: 0x33}

// fits32 leaves unless r fits 32 bits, fits53 unless it is exact as a float.
func (x *translator) fits32(r, scratch native.Reg) {
	x.Mov(scratch, r)
	x.Shl(scratch, 32)
	x.Sar(scratch, 32)
	x.Cmp(scratch, r)
	x.JumpIf(native.NE, x.slow())
}

func (x *translator) fits53(r, scratch native.Reg) {
	x.Mov(scratch, r)
	x.Sar(scratch, 53)
	x.AddImm(scratch, 1)
	x.CmpImm(scratch, 1)
	x.JumpIf(native.A, x.slow())
}

// The machine's operations on floats.
var floatOps = map[Op]byte{ADD: 0x58, MUL: 0x59, SUB: 0x5c, DIV: 0x5e}

// floats translates an operation on two numbers, one of them a float.
func (x *translator) floats(op Op, a, b uint8, kb known, o operand, kc known) {
	x.toFloat(native.X0, operand{reg: b, isReg: true}, kb)
	x.toFloat(native.X1, o, kc)
	if op == DIV {
		if !o.isReg {
			if floatOf(o.k) == 0 {
				x.Jump(x.slow())
				return
			}
		} else {
			x.ZeroF(2)
			x.CompareF(native.X1, 2)
			notZero := x.NewLabel()
			x.JumpIf(native.P, notZero)
			x.JumpIf(native.E, x.slow())
			x.Bind(notZero)
		}
	}
	x.ArithF(floatOps[op], native.X0, native.X1)
	x.setFloat(a, native.X0)
}

// exact reports whether a constant is an int that a float has exactly: ints and floats are compared by their values.
func exact(v object.Value) bool {
	k := int64(v.N)
	return v.P == &object.IntHeader && -1<<53 <= k && k <= 1<<53
}

func floatOf(v object.Value) float64 {
	if v.P == &object.IntHeader {
		return float64(int64(v.N))
	}
	return v.Float64()
}

// toFloat loads an operand as a float.
func (x *translator) toFloat(d native.Reg, o operand, k known) {
	switch {
	case !o.isReg:
		x.Imm(native.AX, math.Float64bits(floatOf(o.k)))
		x.FloatOfBits(d, native.AX)
	case k == knowInt:
		x.mustBe(o.reg, knowInt)
		x.Load(native.AX, n(o.reg))
		x.FloatOfInt(d, native.AX)
	default:
		x.mustBe(o.reg, knowFloat)
		x.LoadF(d, n(o.reg))
	}
}

func (x *translator) neg(a, b uint8) bool {
	switch x.expect(b) {
	case knowInt:
		x.mustBe(b, knowInt)
		x.Load(native.AX, n(b))
		x.Neg(native.AX)
		x.JumpIf(native.O, x.slow())
		x.setInt(a, native.AX)
	case knowFloat:
		x.mustBe(b, knowFloat)
		x.Load(native.AX, n(b))
		x.Imm(native.CX, 1<<63)
		x.Logic(0x33, native.AX, native.CX)
		x.Store(n(a), native.AX)
		x.setKind(a, knowFloat)
	default:
		return false
	}
	return true
}

// setBool writes the bool in AX to register r.
func (x *translator) setBool(r uint8) {
	x.Store(n(r), native.AX)
	x.setKind(r, knowBool)
}

// The conditions of comparisons, by operation from EQ on: of ints, and of floats whose operands are compared as b with c, or
// for less as c with b, so that what is not a number compares false.
var (
	intConds   = [6]native.Cond{native.E, native.NE, native.L, native.LE, native.G, native.GE}
	floatConds = [6]native.Cond{native.E, native.NE, native.A, native.AE, native.A, native.AE}
)

// compare translates comparisons of numbers, to a bool or with a jump.
func (x *translator) compare(in Instr) bool {
	jumps := in.Op >= JEQ
	o := operand{reg: in.C, isReg: true}
	which := int(in.Op) - int(EQ)
	if jumps {
		which = int(in.Op) - int(JEQ)
	}
	if hasConstant(in.Op) {
		o = operand{k: x.lk.consts[in.C]}
		which = int(in.Op) - int(JEQK)
	}
	kb, kc := x.guess(in.B), x.expectOperand(o)
	if o.isReg {
		kc = x.guess(in.C)
	}
	if x.compareStrs(in, which, o.k) {
		return true
	}
	var cond native.Cond
	switch {
	case kb == knowInt && kc == knowInt, x.caution[x.pc] > 0 && (kb == knowInt || kc == knowInt):
		if !o.isReg && int64(o.k.N) != int64(int32(o.k.N)) {
			return false
		}
		x.mustBe(in.B, knowInt)
		if o.isReg {
			x.mustBe(o.reg, knowInt)
			x.Load(native.AX, n(in.B))
			x.CmpMem(native.AX, n(o.reg))
		} else {
			x.CmpMemImm(n(in.B), int32(o.k.N))
		}
		cond = intConds[which]
	case (kb == knowFloat && (kc == knowFloat || !o.isReg && exact(o.k))) && which >= 2:
		x.toFloat(native.X0, operand{reg: in.B, isReg: true}, kb)
		x.toFloat(native.X1, o, kc)
		if which == 2 || which == 3 {
			x.CompareF(native.X1, native.X0)
		} else {
			x.CompareF(native.X0, native.X1)
		}
		cond = floatConds[which]
	default:
		return false
	}
	if jumps {
		if in.A == 0 {
			cond = cond.Not()
		}
		x.jump(cond, in.D)
		return true
	}
	x.SetCond(cond, native.AX)
	x.setBool(in.A)
	return true
}

// identical translates IS, ISNOT and JIS: both words are the same.
func (x *translator) identical(in Instr) {
	differ, end := x.NewLabel(), x.NewLabel()
	x.Load(native.R8, p(in.B))
	x.Load(native.R9, n(in.B))
	if in.Op == JIS {
		target := x.labels[in.D]
		other := end
		if in.A == 0 {
			other = target
		}
		x.CmpMem(native.R8, p(in.C))
		x.JumpIf(native.NE, other)
		x.CmpMem(native.R9, n(in.C))
		if in.A == 0 {
			x.JumpIf(native.NE, target)
		} else {
			x.JumpIf(native.E, target)
		}
		x.Bind(differ)
		x.Bind(end)
		return
	}
	x.Imm(native.AX, 0)
	x.CmpMem(native.R8, p(in.C))
	x.JumpIf(native.NE, differ)
	x.CmpMem(native.R9, n(in.C))
	x.JumpIf(native.NE, differ)
	x.Imm(native.AX, 1)
	x.Bind(differ)
	if in.Op == ISNOT {
		x.Imm(native.CX, 1)
		x.Logic(0x33, native.AX, native.CX)
	}
	x.Bind(end)
	x.setBool(in.A)
}

// truth compares the truth of register r, a bool, an int or None, with 0: equal if it is false. None jumps to ifNone.
func (x *translator) truth(r uint8, ifNone native.Label) {
	if k := x.types[r]; k != knowBool && k != knowInt {
		number := x.NewLabel()
		x.Load(native.AX, p(r))
		x.Imm(native.DX, addr(&object.BoolHeader))
		x.Cmp(native.AX, native.DX)
		x.JumpIf(native.E, number)
		x.Cmp(native.AX, rInt)
		x.JumpIf(native.E, number)
		x.Imm(native.DX, addr(object.None.P))
		x.Cmp(native.AX, native.DX)
		x.JumpIf(native.E, ifNone)
		x.Jump(x.slow())
		x.Bind(number)
	}
	x.CmpMemImm(n(r), 0)
}

func (x *translator) truthJump(in Instr) {
	next := x.NewLabel()
	if in.Op == JT {
		x.truth(in.B, next)
		x.jump(native.NE, in.D)
	} else {
		x.truth(in.B, x.labels[in.D])
		x.jump(native.E, in.D)
	}
	x.Bind(next)
}

func (x *translator) keepJump(in Instr) {
	next, keep := x.NewLabel(), x.NewLabel()
	if in.Op == JTKEEP {
		x.truth(in.B, next)
		x.JumpIf(native.E, next)
	} else {
		x.truth(in.B, keep)
		x.JumpIf(native.NE, next)
	}
	x.Bind(keep)
	x.copyValue(p(in.A), p(in.B))
	x.Jump(x.labels[in.D])
	x.Bind(next)
}
