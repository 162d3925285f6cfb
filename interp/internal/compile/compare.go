package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles comparisons and conditions.

func (c *compiler) compare(e *syntax.Compare, dst int) {
	c.checkCompare(e)
	if len(e.Ops) == 1 {
		c.compareOnce(e.Left, e.Ops[0], e.Comparators[0], dst)
		return
	}
	end := c.newLabel()
	t := c.scratch(dst)
	pair := c.allocN(2)
	left := c.operand(e.Left, pair, e.Comparators...)
	for i, op := range e.Ops {
		right := c.operand(c.inOperand(op, e.Comparators[i]), pair+1-i%2, e.Comparators[i+1:]...)
		if i == len(e.Ops)-1 {
			c.emit(bytecode.EQ+bytecode.Op(op), dst, left, right, 0)
			break
		}
		c.emit(bytecode.EQ+bytecode.Op(op), t, left, right, 0)
		if t == dst {
			c.jump(bytecode.JF, 0, t, 0, end)
		} else {
			c.jump(bytecode.JFKEEP, dst, t, 0, end)
		}
		left = right
	}
	c.bind(end)
}

func (c *compiler) compareOnce(left syntax.Expr, op syntax.CmpOperator, right syntax.Expr, dst int) {
	right = c.inOperand(op, right)
	l := c.operand(left, dst, right)
	r := c.operand(right, -1)
	c.emit(bytecode.EQ+bytecode.Op(op), dst, l, r, 0)
}

// inOperand turns the list or set of constants on the right of in into a tuple or frozenset.
func (c *compiler) inOperand(op syntax.CmpOperator, e syntax.Expr) syntax.Expr {
	if op != syntax.In && op != syntax.NotIn {
		return e
	}
	return c.foldIter(e)
}

// jumpIf jumps to a label if the truth value of e is want, and goes on behind otherwise. A comparison leaves its position
// as the current one, as it does in CPython: a failing assert underlines it.
func (c *compiler) jumpIf(e syntax.Expr, want bool, l int) {
	if k := c.constantOf(e); k != nil {
		c.folded(*e.Position())
		c.folded(c.pos)
		c.jumpIfConstant(k, want, l)
		return
	}
	mark := c.top
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			c.jumpIf(e.Operand, !want, l)
			return
		}
		c.jumpOnValue(e, want, l)
	case *syntax.BoolOp:
		c.jumpIfBool(e, want, l)
	case *syntax.IfExp:
		orelse, end := c.newLabel(), c.newLabel()
		c.jumpIf(e.Test, false, orelse)
		c.jumpIf(e.Body, want, l)
		c.jump(bytecode.JMP, 0, 0, 0, end)
		c.bind(orelse)
		c.jumpIf(e.Orelse, want, l)
		c.bind(end)
	case *syntax.Compare:
		c.pos = e.Pos
		c.jumpIfCompare(e, want, l)
	default:
		c.jumpOnValue(e, want, l)
	}
	c.top = mark
}

func (c *compiler) jumpIfConstant(k bytecode.Const, want bool, l int) {
	c.constant(k)
	if truth(k) == want {
		c.jump(bytecode.JMP, 0, 0, 0, l)
	}
}

func (c *compiler) jumpOnValue(e syntax.Expr, want bool, l int) {
	op := bytecode.JF
	if want {
		op = bytecode.JT
	}
	r := c.operand(e, -1)
	c.jump(op, 0, r, 0, l)
}

func (c *compiler) jumpIfBool(e *syntax.BoolOp, want bool, l int) {
	// The value that decides early: False for and, True for or.
	decides := e.Op == syntax.Or
	last := len(e.Values) - 1
	if decides == want {
		for _, v := range e.Values {
			c.jumpIf(v, want, l)
		}
		return
	}
	skip := c.newLabel()
	for _, v := range e.Values[:last] {
		c.jumpIf(v, decides, skip)
	}
	c.jumpIf(e.Values[last], want, l)
	c.bind(skip)
}

func (c *compiler) jumpIfCompare(e *syntax.Compare, want bool, l int) {
	c.checkCompare(e)
	if len(e.Ops) == 1 {
		right := c.inOperand(e.Ops[0], e.Comparators[0])
		c.jumpCompare(c.operand(e.Left, -1, right), e.Ops[0], right, -1, nil, want, l)
		return
	}
	// In a chain, the first comparison that fails decides.
	fail := l
	if want {
		fail = c.newLabel()
	}
	pair := c.allocN(2)
	left := c.operand(e.Left, pair, e.Comparators...)
	last := len(e.Ops) - 1
	for i, op := range e.Ops[:last] {
		// Two registers take turns.
		left = c.jumpCompare(left, op, c.inOperand(op, e.Comparators[i]), pair+1-i%2, e.Comparators[i+1:], false, fail)
	}
	c.jumpCompare(left, e.Ops[last], c.inOperand(e.Ops[last], e.Comparators[last]), -1, nil, want, l)
	if want {
		c.bind(fail)
	}
}

// jumpCompare compares the register left with the value of right, jumps if the truth of that is want, and returns the
// register of the right value if later operands follow.
func (c *compiler) jumpCompare(left int, op syntax.CmpOperator, right syntax.Expr, hint int, later []syntax.Expr, want bool, l int) int {
	switch op {
	case syntax.IsNot:
		op, want = syntax.Is, !want
	case syntax.NotIn:
		op, want = syntax.In, !want
	}
	cond := 0
	if want {
		cond = 1
	}
	if len(later) == 0 {
		if k := c.constantOf(right); k != nil {
			if _, none := k.(bytecode.NoneConst); none && op == syntax.Is {
				c.folded(*right.Position())
				c.constant(k)
				if want {
					c.jump(bytecode.JNONE, 0, left, 0, l)
				} else {
					c.jump(bytecode.JNOTNONE, 0, left, 0, l)
				}
				return -1
			}
			if ix := c.smallConst(right); ix >= 0 && op <= syntax.GtE {
				c.folded(*right.Position())
				c.jump(bytecode.JEQK+bytecode.Op(op), cond, left, ix, l)
				return -1
			}
		}
	}
	r := c.operand(right, hint, later...)
	jop := bytecode.JIS
	switch {
	case op <= syntax.GtE:
		jop = bytecode.JEQ + bytecode.Op(op)
	case op == syntax.In:
		jop = bytecode.JIN
		c.keyTuple(left)
	}
	c.jump(jop, cond, left, r, l)
	return r
}
