package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles try and with. A handler finds the exception in a register above those that the statement had in
// use; PUSHEXC makes it the exception being handled, and POPEXC, on every way out, the one before.

func (c *compiler) tryStmt(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt, star bool) {
	c.lineMark()
	inner := func() {
		switch {
		case len(handlers) == 0:
			c.stmts(body)
			c.stmts(orelse)
		case star:
			c.tryStar(body, handlers, orelse)
		default:
			c.tryExcept(body, handlers, orelse)
		}
	}
	if len(final) == 0 {
		inner()
		return
	}
	pos := c.pos
	if c.inFinally == nil {
		c.inFinally = make(map[syntax.AST]int32)
	}
	handler, end := c.newLabel(), c.newLabel()
	exc := c.top
	c.push(frameBlock{kind: finallyBlock, handler: handler, reg: exc, body: final})
	inner()
	c.pop()
	c.stmts(final)
	c.pos = bytecode.Pos{}
	c.jump(bytecode.JMP, 0, 0, 0, end)

	c.pos = pos
	c.handle(handler, finallyEndBlock, func(exc, save int) {
		c.stmts(final)
		c.outside(func() {
			c.settle(0)
			pos := c.pos
			if c.labelHere() {
				c.pos = bytecode.Pos{} // it leaves from where it came
			}
			c.emit(bytecode.POPEXC, save, 0, 0, 0)
			c.emit(bytecode.RERAISE, 0, exc, 0, 0)
			c.pos = pos
		})
	})
	c.bind(end)
}

// handle emits a handler: the exception and the one handled before lie in registers, and an exception raised by what f
// emits takes the handled one back before it goes on.
func (c *compiler) handle(label int, kind blockKind, f func(exc, save int)) {
	c.bind(label)
	mark := c.top
	exc, save := c.alloc(), c.alloc()
	c.stmtTop = c.top
	pos := c.pos
	if kind != withEndBlock {
		c.pos = bytecode.Pos{} // it is not on the line of the statement: nothing of the program happens here
	}
	c.emit(bytecode.PUSHEXC, save, exc, 0, 0)
	c.pos = pos
	cleanup := c.newLabel()
	c.push(frameBlock{kind: kind, handler: cleanup, reg: c.top, save: save})
	f(exc, save)
	c.pop()
	if kind != finallyEndBlock {
		c.pos = bytecode.Pos{} // what a finally body raises leaves from the line of its last statement
	}
	c.bind(cleanup)
	x := c.alloc()
	c.emit(bytecode.POPEXC, save, 0, 0, 0)
	where := 0
	if kind == finallyEndBlock {
		where = 1
	}
	c.emit(bytecode.RERAISE, 0, x, where, 0)
	c.top = mark
}

func (c *compiler) tryExcept(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse []syntax.Stmt) {
	handler, end := c.newLabel(), c.newLabel()
	c.push(frameBlock{kind: tryBlock, handler: handler, reg: c.top})
	c.stmts(body)
	c.pop()
	c.stmts(orelse)
	c.pos = bytecode.Pos{}
	c.jump(bytecode.JMP, 0, 0, 0, end)
	c.handle(handler, handlerBlock, func(exc, save int) {
		for i, h := range handlers {
			c.pos = h.Pos
			if h.Type == nil && i < len(handlers)-1 {
				c.fail("default 'except:' must be last")
				return
			}
			next := c.newLabel()
			if h.Type != nil {
				mark := c.top
				t := c.alloc()
				r := c.operand(h.Type, t)
				c.emit(bytecode.EXCMATCH, t, exc, r, 0)
				c.jump(bytecode.JF, 0, t, 0, next)
				c.top = mark
			} else {
				c.lineMark()
			}
			c.exceptBody(h, exc)
			c.pos = bytecode.Pos{}
			c.outside(func() {
				c.emit(bytecode.POPEXC, save, 0, 0, 0)
				c.jump(bytecode.JMP, 0, 0, 0, end)
			})
			c.bind(next)
		}
		c.pos = handlers[len(handlers)-1].Pos
		c.outside(func() {
			c.emit(bytecode.POPEXC, save, 0, 0, 0)
			c.emit(bytecode.RERAISE, 0, exc, 0, 0)
		})
	})
	c.bind(end)
}

// exceptBody compiles the body of an except clause, and forgets its name after it.
func (c *compiler) exceptBody(h *syntax.ExceptHandler, exc int) {
	if h.Name == "" {
		c.stmts(h.Body)
		return
	}
	c.storeName(h.Name, exc)
	cleanup, done := c.newLabel(), c.newLabel()
	reg := c.top
	c.push(frameBlock{kind: nameBlock, handler: cleanup, reg: reg, name: h.Name})
	c.stmts(h.Body)
	c.pop()
	c.pos = bytecode.Pos{}
	c.forgetName(h.Name)
	c.jump(bytecode.JMP, 0, 0, 0, done)
	c.bind(cleanup)
	x := c.alloc()
	c.forgetName(h.Name)
	c.emit(bytecode.RERAISE, 0, x, 0, 0)
	c.top = reg
	c.bind(done)
}

// forgetName unbinds the name of an except clause, which the body may have unbound already.
func (c *compiler) forgetName(name string) {
	mangled := c.mangle(name)
	if acc, slot := c.find(mangled); acc == accessFast {
		c.emit(bytecode.LOADNIL, slot, 0, 0, 0)
		if !c.dead {
			c.state.drop(slot)
		}
		return
	}
	r := c.alloc()
	c.emit(bytecode.LOADK, r, 0, 0, c.constant(bytecode.NoneConst{}))
	c.storeName(name, r)
	c.top = r
	c.deleteName(name)
}

// tryStar compiles try with except* clauses. Each clause takes its part of the exception group; what the clauses
// raise and what none of them took is put together again at the end.
func (c *compiler) tryStar(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse []syntax.Stmt) {
	handler, good, end := c.newLabel(), c.newLabel(), c.newLabel()
	c.push(frameBlock{kind: tryBlock, handler: handler, reg: c.top})
	c.stmts(body)
	c.pop()
	c.pos = bytecode.Pos{}
	c.jump(bytecode.JMP, 0, 0, 0, good)
	c.handle(handler, handlerBlock, func(exc, save int) {
		list := c.alloc()
		match := c.allocN(2)
		rest := match + 1
		c.stmtTop = c.top
		// The register for exceptions raised between clauses lies above those the clauses use.
		c.blocks[len(c.blocks)-1].reg = c.top
		c.emit(bytecode.BUILDLIST, list, 0, 0, 0)
		c.emit(bytecode.MOVE, rest, exc, 0, 0)
		for _, h := range handlers {
			c.starClause(h, list, match)
		}
		c.pos = bytecode.Pos{}
		c.emit(bytecode.LISTAPPEND, list, rest, 0, 0)
		c.emit(bytecode.PREPRERAISESTAR, match, exc, list, 0)
		c.outside(func() {
			c.emit(bytecode.POPEXC, save, 0, 0, 0)
			c.jump(bytecode.JNONE, 0, match, 0, end)
			c.emit(bytecode.RERAISE, 0, match, 0, 0)
		})
	})
	c.bind(good)
	c.stmts(orelse)
	c.bind(end)
}

func (c *compiler) starClause(h *syntax.ExceptHandler, list, match int) {
	c.pos = h.Pos
	next, raised := c.newLabel(), c.newLabel()
	mark := c.top
	r := c.operand(h.Type, -1)
	c.emit(bytecode.EXCGROUPMATCH, match, match+1, r, 0)
	c.top = mark
	c.jump(bytecode.JNONE, 0, match, 0, next)
	save := c.alloc()
	c.emit(bytecode.PUSHEXC, save, match, 0, 0)
	c.stmtTop = c.top
	c.push(frameBlock{kind: starBlock, handler: raised, reg: c.top})
	c.exceptBody(h, match)
	c.pop()
	c.pos = bytecode.Pos{}
	c.emit(bytecode.POPEXC, save, 0, 0, 0)
	c.jump(bytecode.JMP, 0, 0, 0, next)
	c.bind(raised)
	x := c.alloc()
	c.emit(bytecode.POPEXC, save, 0, 0, 0)
	c.emit(bytecode.LISTAPPEND, list, x, 0, 0)
	c.top = mark
	c.bind(next)
}

// with compiles a with statement, one item inside the other.
func (c *compiler) with(items []*syntax.WithItem, body []syntax.Stmt, async bool) {
	pos := c.pos
	mark := c.top
	item := items[0]
	exit := c.allocN(2)
	c.stmtTop = c.top
	res := c.alloc()
	mgr := c.operand(item.ContextExpr, res)
	op := bytecode.WITHENTER
	if async {
		op = bytecode.AWITHENTER
	}
	c.emit(op, res, mgr, exit, 0)
	if async {
		c.emit(bytecode.GETAWAITABLE, res, res, 1, 0)
		c.send(res, res)
	}
	c.top = res + 1
	handler, end := c.newLabel(), c.newLabel()
	b := frameBlock{kind: withBlock, handler: handler, reg: exit + 2, save: exit, pos: pos, async: async}
	c.push(b)
	if item.OptionalVars != nil {
		c.assign(item.OptionalVars, res)
	}
	c.top = exit + 2
	if len(items) > 1 {
		c.with(items[1:], body, async)
	} else {
		c.stmts(body)
	}
	c.pop()
	c.pos = pos
	c.exitWith(b)
	c.jump(bytecode.JMP, 0, 0, 0, end)
	c.handle(handler, withEndBlock, func(exc, save int) {
		c.pos = pos
		t := c.alloc()
		c.emit(bytecode.WITHEXITEXC, t, exit, exc, 0)
		if async {
			c.emit(bytecode.GETAWAITABLE, t, t, 2, 0)
			c.send(t, t)
		}
		swallow := c.newLabel()
		c.jump(bytecode.JT, 0, t, 0, swallow)
		c.top = t
		c.outside(func() {
			c.pos = bytecode.Pos{}
			c.emit(bytecode.POPEXC, save, 0, 0, 0)
			c.emit(bytecode.RERAISE, 0, exc, 1, 0)
			c.bind(swallow)
			c.pos = pos
			c.emit(bytecode.POPEXC, save, 0, 0, 0)
			c.jump(bytecode.JMP, 0, 0, 0, end)
		})
	})
	c.bind(end)
	c.top = mark
}

// exitWith emits the call of __exit__ without an exception.
func (c *compiler) exitWith(b frameBlock) {
	t := c.alloc()
	c.constant(bytecode.NoneConst{})
	c.emit(bytecode.WITHEXIT, t, b.save, 0, 0)
	if b.async {
		c.emit(bytecode.GETAWAITABLE, t, t, 2, 0)
		c.send(t, t)
	}
	c.top = t
}
