package vm

import (
	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines arithmetic and comparisons of machine numbers that the loop calls rather than has: those of + - * and
// of calls, loops and frequent kinds of attributes stand in it, for a call costs 10 to 20 % of what a loop around one does.

// arith computes the operators but + - *, with a constant right operand or in place too. It reports false, with nothing
// done, where the operands are something else or the result does not fit.
func arith(op Op, dst, a, b *object.Value) bool {
	bop := binOps[(op-ADD)%13]
	if bop == object.OpTrueDiv {
		if a.P != &object.FloatHeader || b.P != &object.FloatHeader || b.Float64() == 0 {
			return false
		}
		setFloat(dst, a.Float64()/b.Float64())
		return true
	}
	if a.P != &object.IntHeader || b.P != &object.IntHeader {
		return false
	}
	x, y := int64(a.N), int64(b.N)
	switch bop {
	case object.OpFloorDiv:
		if y <= 0 {
			return false
		}
		q := x / y
		if x%y < 0 {
			q--
		}
		setInt(dst, q)
	case object.OpMod:
		if y <= 0 {
			return false
		}
		r := x % y
		if r < 0 {
			r += y
		}
		setInt(dst, r)
	case object.OpLShift:
		if uint64(y) >= 32 || !small(x) {
			return false
		}
		setInt(dst, x<<uint(y))
	case object.OpRShift:
		if uint64(y) >= 64 {
			return false
		}
		setInt(dst, x>>uint(y))
	case object.OpAnd:
		setInt(dst, x&y)
	case object.OpOr:
		setInt(dst, x|y)
	case object.OpXor:
		setInt(dst, x^y)
	default:
		return false
	}
	return true
}

// less compares as the jump at distance k from JLT, or the comparison at distance k from LT, does: <, <=, >, >=.
func less[T int64 | float64](k Op, a, b T) bool {
	switch k {
	case 0:
		return a < b
	case 1:
		return a <= b
	case 2:
		return a > b
	default:
		return a >= b
	}
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
