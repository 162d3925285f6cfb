package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles expressions.

// spillAt is the number of registers in use from which a nested expression first moves the temporaries of those
// around it to far slots. An expression takes at most maxRow and a few more before it descends.
const (
	spillAt = 196
	maxRow  = 40
)

// expr compiles e so that its value lands in the register dst. A dst that is a local variable is written by the last
// instruction only; a temporary may serve as scratch on the way.
func (c *compiler) expr(e syntax.Expr, dst int) {
	old := c.pos
	c.pos = *e.Position()
	if k := c.constantOf(e); k != nil {
		c.emit(bytecode.LOADK, dst, 0, 0, c.constant(k))
	} else if n, ok := e.(*syntax.Name); ok {
		c.loadName(n.Id, dst)
	} else if c.top > spillAt && c.top > c.stmtTop {
		c.spill(e, dst)
	} else {
		mark := c.top
		c.compound(e, dst)
		c.top = mark
	}
	c.pos = old
}

// spill compiles e with the registers above those of the statement free, and brings them back after it.
func (c *compiler) spill(e syntax.Expr, dst int) {
	from, to := c.stmtTop, c.top
	far := c.numFar
	c.numFar += to - from + 1
	for r := from; r < to; r++ {
		c.emit(bytecode.STOREFAR, r, 0, 0, int32(far+r-from))
	}
	c.top = from
	t := c.alloc()
	c.compound(e, t)
	c.emit(bytecode.STOREFAR, t, 0, 0, int32(far+to-from))
	c.top = to
	for r := from; r < to; r++ {
		c.emit(bytecode.LOADFAR, r, 0, 0, int32(far+r-from))
	}
	c.emit(bytecode.LOADFAR, dst, 0, 0, int32(far+to-from))
}

// operand returns the register that holds the value of e: a local variable's own, or hint if that is a temporary (-1 for
// none), or a new temporary. The expressions in later are evaluated before the value is used.
func (c *compiler) operand(e syntax.Expr, hint int, later ...syntax.Expr) int {
	if n, ok := e.(*syntax.Name); ok && c.isFunction() {
		if acc, slot := c.find(c.mangle(n.Id)); acc == accessFast {
			safe := true
			for _, l := range later {
				safe = safe && !c.rebinds(l, slot)
			}
			if safe {
				old := c.pos
				c.pos = n.Pos
				c.check(slot)
				c.pos = old
				c.folded(n.Pos)
				return slot
			}
		}
	}
	if hint < c.base {
		hint = c.alloc()
	}
	c.expr(e, hint)
	return hint
}

// scratch returns dst if it is a temporary, else a new one.
func (c *compiler) scratch(dst int) int {
	if dst >= c.base {
		return dst
	}
	return c.alloc()
}

// smallConst returns the index of e's value if it is a constant that fits into an operand of 8 bits, or -1.
func (c *compiler) smallConst(e syntax.Expr) int {
	k := c.constantOf(e)
	if k == nil {
		return -1
	}
	if i := c.constant(k); i >= 0 && i < 256 {
		return int(i)
	}
	return -1
}

// discard compiles e for its effects.
func (c *compiler) discard(e syntax.Expr) {
	mark := c.top
	if n, ok := e.(*syntax.Name); ok && c.fastTarget(n) >= 0 {
		c.operand(e, -1)
	} else {
		c.expr(e, c.alloc())
	}
	c.top = mark
}

func (c *compiler) compound(e syntax.Expr, dst int) {
	switch e := e.(type) {
	case *syntax.BinOp:
		c.binary(e, dst)
	case *syntax.UnaryOp:
		c.unary(e, dst)
	case *syntax.BoolOp:
		c.boolOp(e, dst)
	case *syntax.Compare:
		c.compare(e, dst)
	case *syntax.IfExp:
		c.ifExp(e, dst)
	case *syntax.NamedExpr:
		c.namedExpr(e, dst)
	case *syntax.Call:
		c.call(e, dst)
	case *syntax.Attribute:
		r := c.operand(e.Value, dst)
		c.at(attrPos(c.pos, e.Pos, e.Attr), func() {
			c.emit(bytecode.LOADATTR, dst, r, 0, c.attrSlot(c.mangle(e.Attr)))
		})
	case *syntax.Subscript:
		c.subscript(e, dst)
	case *syntax.Slice:
		c.slice(e, dst)
	case *syntax.Tuple:
		c.sequence(e.Elts, bytecode.BUILDTUPLE, dst)
	case *syntax.List:
		c.sequence(e.Elts, bytecode.BUILDLIST, dst)
	case *syntax.Set:
		c.sequence(e.Elts, bytecode.BUILDSET, dst)
	case *syntax.Dict:
		c.dict(e, dst)
	case *syntax.JoinedStr:
		c.joinedStr(e, dst)
	case *syntax.FormattedValue:
		c.formattedValue(e, dst)
	case *syntax.Lambda:
		c.lambda(e, dst)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		c.comprehension(e, dst)
	case *syntax.Yield:
		c.yield(e, dst)
	case *syntax.YieldFrom:
		c.yieldFrom(e, dst)
	case *syntax.Await:
		c.awaitExpr(e, dst)
	case *syntax.Starred:
		if e.Ctx == syntax.Store {
			c.fail("starred assignment target must be in a list or tuple")
		} else {
			c.fail("can't use starred expression here")
		}
	}
}

func (c *compiler) binary(e *syntax.BinOp, dst int) {
	if e.Op == syntax.Modulo && c.percentFormat(e, dst) {
		return
	}
	l := c.operand(e.Left, dst, e.Right)
	op := bytecode.ADD + bytecode.Op(e.Op)
	if k := c.smallConst(e.Right); k >= 0 {
		c.folded(*e.Right.Position())
		c.emit(op-bytecode.ADD+bytecode.ADDK, dst, l, k, 0)
		return
	}
	r := c.operand(e.Right, -1)
	c.emit(op, dst, l, r, 0)
}

func (c *compiler) unary(e *syntax.UnaryOp, dst int) {
	if e.Op == syntax.Not {
		if cmp, ok := e.Operand.(*syntax.Compare); ok && len(cmp.Ops) == 1 {
			if op := negated(cmp.Ops[0]); op >= 0 {
				c.at(*cmp.Position(), func() { c.compareOnce(cmp.Left, syntax.CmpOperator(op), cmp.Comparators[0], dst) })
				return
			}
		}
	}
	r := c.operand(e.Operand, dst)
	op := [...]bytecode.Op{syntax.Invert: bytecode.INVERT, syntax.Not: bytecode.NOT, syntax.UAdd: bytecode.POS, syntax.USub: bytecode.NEG}[e.Op]
	c.emit(op, dst, r, 0, 0)
}

// negated returns the opposite of an operator whose result is always a bool, or -1.
func negated(op syntax.CmpOperator) int {
	switch op {
	case syntax.Is:
		return int(syntax.IsNot)
	case syntax.IsNot:
		return int(syntax.Is)
	case syntax.In:
		return int(syntax.NotIn)
	case syntax.NotIn:
		return int(syntax.In)
	}
	return -1
}

func (c *compiler) boolOp(e *syntax.BoolOp, dst int) {
	op := bytecode.JFKEEP
	if e.Op == syntax.Or {
		op = bytecode.JTKEEP
	}
	end := c.newLabel()
	last := len(e.Values) - 1
	for _, v := range e.Values[:last] {
		mark := c.top
		r := c.operand(v, dst)
		if r == dst {
			// The value is where it is wanted already.
			plain := bytecode.JF
			if e.Op == syntax.Or {
				plain = bytecode.JT
			}
			c.jump(plain, 0, r, 0, end)
		} else {
			c.jump(op, dst, r, 0, end)
		}
		c.top = mark
	}
	c.expr(e.Values[last], dst)
	c.bind(end)
}

func (c *compiler) ifExp(e *syntax.IfExp, dst int) {
	orelse, end := c.newLabel(), c.newLabel()
	c.jumpIf(e.Test, false, orelse)
	c.expr(e.Body, dst)
	c.at(bytecode.Pos{}, func() { c.jump(bytecode.JMP, 0, 0, 0, end) })
	c.bind(orelse)
	c.expr(e.Orelse, dst)
	c.bind(end)
}

func (c *compiler) namedExpr(e *syntax.NamedExpr, dst int) {
	if slot := c.fastTarget(e.Target); slot >= 0 {
		c.expr(e.Value, slot)
		c.bound(slot)
		c.folded(e.Pos) // the value is copied
		c.folded(*e.Target.Position())
		c.move(dst, slot)
		return
	}
	t := c.scratch(dst)
	c.expr(e.Value, t)
	c.folded(e.Pos)
	c.assign(e.Target, t)
	c.move(dst, t)
}

func (c *compiler) subscript(e *syntax.Subscript, dst int) {
	c.checkSubscript(e)
	obj := c.operand(e.Value, dst, e.Slice)
	if s, ok := e.Slice.(*syntax.Slice); ok && s.Step == nil {
		r := c.sliceBounds(s, 2)
		c.folded(s.Pos)
		c.emit(bytecode.GETSLICE, dst, obj, r, 0)
		return
	}
	if k := c.smallConst(e.Slice); k >= 0 {
		c.folded(*e.Slice.Position())
		c.emit(bytecode.GETITEMK, dst, obj, k, 0)
		return
	}
	key := c.operand(e.Slice, -1)
	c.keyTuple(key)
	c.emit(bytecode.GETITEM, dst, obj, key, 0)
}

// keyTuple notes of a tuple that the last instruction made in the register r that the next one is all that uses it.
func (c *compiler) keyTuple(r int) {
	if n := len(c.ins); !c.dead && n > 0 && r >= c.base {
		if in := &c.ins[n-1]; in.Op == bytecode.BUILDTUPLE && int(in.A) == r {
			in.D = 1
		}
	}
}

// sliceBounds puts n parts of a slice into new registers in a row.
func (c *compiler) sliceBounds(s *syntax.Slice, n int) int {
	first := c.top
	for _, part := range []syntax.Expr{s.Lower, s.Upper, s.Step}[:n] {
		r := c.alloc()
		if part == nil {
			c.at(s.Pos, func() { c.emit(bytecode.LOADK, r, 0, 0, c.constant(bytecode.NoneConst{})) })
		} else {
			c.expr(part, r)
		}
	}
	return first
}

func (c *compiler) slice(s *syntax.Slice, dst int) {
	n := 2
	if s.Step != nil {
		n = 3
	}
	r := c.sliceBounds(s, n)
	c.emit(bytecode.BUILDSLICE, dst, r, n, 0)
}

func (c *compiler) joinedStr(e *syntax.JoinedStr, dst int) {
	switch len(e.Values) {
	case 0:
		c.emit(bytecode.LOADK, dst, 0, 0, c.constant(bytecode.Str("")))
		return
	case 1:
		c.expr(e.Values[0], dst)
		return
	}
	first := c.top
	n := 0
	for _, v := range e.Values {
		if n == maxRow {
			// A long string grows piece by piece.
			c.emit(bytecode.BUILDSTRING, first, first, n, 0)
			c.top, n = first+1, 1
		}
		c.expr(v, c.alloc())
		if k := len(c.ins) - 1; k >= 0 && c.ins[k].Op == bytecode.FORMATVALUE && !c.dead {
			c.ins[k].C |= bytecode.InJoined
		}
		n++
	}
	c.emit(bytecode.BUILDSTRING, dst, first, n, 0)
}

func (c *compiler) formattedValue(e *syntax.FormattedValue, dst int) {
	r := c.operand(e.Value, dst, e.FormatSpec)
	spec := -1
	if e.FormatSpec != nil {
		spec = c.operand(e.FormatSpec, -1)
	}
	conv := 0
	switch e.Conversion {
	case 's':
		conv = 1
	case 'r':
		conv = 2
	case 'a':
		conv = 3
	}
	c.emit(bytecode.FORMATVALUE, dst, r, conv, int32(spec))
}

func (c *compiler) yield(e *syntax.Yield, dst int) {
	if !c.isFunction() {
		c.fail("'yield' outside function")
		return
	}
	t := c.scratch(dst)
	r := t
	if e.Value != nil {
		r = c.operand(e.Value, t)
	} else {
		c.emit(bytecode.LOADK, t, 0, 0, c.constant(bytecode.NoneConst{}))
	}
	c.yieldValue(dst, r)
}

// yieldValue yields the register r and puts what is sent into dst.
func (c *compiler) yieldValue(dst, r int) {
	if c.codeFlags&bytecode.AsyncGenerator != 0 {
		t := c.alloc()
		c.emit(bytecode.ASYNCGENWRAP, t, r, 0, 0)
		r = t
	}
	c.emit(bytecode.YIELD, dst, r, 0, 0)
}

func (c *compiler) yieldFrom(e *syntax.YieldFrom, dst int) {
	if !c.isFunction() {
		c.fail("'yield' outside function")
		return
	}
	if c.kind == asyncFunctionScope {
		c.fail("'yield from' inside async function")
		return
	}
	it := c.alloc()
	r := c.operand(e.Value, it)
	c.emit(bytecode.GETYIELDFROMITER, it, r, 0, 0)
	c.send(dst, it)
}

// send drives the iterator in the register it to its end.
func (c *compiler) send(dst, it int) {
	s := c.alloc()
	c.emit(bytecode.LOADK, s, 0, 0, c.constant(bytecode.NoneConst{}))
	c.emit(bytecode.SEND, dst, it, s, 0)
}

func (c *compiler) awaitExpr(e *syntax.Await, dst int) {
	if !c.topLevelAwait() {
		if !c.isFunction() {
			c.fail("'await' outside function")
			return
		}
		if c.kind != asyncFunctionScope && c.kind != comprehensionScope {
			c.fail("'await' outside async function")
			return
		}
	}
	it := c.alloc()
	r := c.operand(e.Value, it)
	c.emit(bytecode.GETAWAITABLE, it, r, 0, 0)
	c.send(dst, it)
}

// topLevelAwait tells whether await is allowed here though this is no function.
func (c *compiler) topLevelAwait() bool { return c.opt.TopLevelAwait && c.kind == moduleScope }
