package compile

import (
	"slices"

	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file defines frame blocks: the statements around the current one that need work when control leaves them.

type blockKind uint8

const (
	loopBlock       blockKind = iota
	tryBlock                  // body of try with except clauses
	finallyBlock              // body of try with a finally clause
	withEndBlock              // the call of __exit__ for an exception
	finallyEndBlock           // the finally body that runs for an exception
	handlerBlock              // except clauses
	nameBlock                 // body of except ... as name
	starBlock                 // body of an except* clause
	withBlock                 // body of with
)

// maxBlocks is how deeply blocks nest at most, as in CPython.
const maxBlocks = 20

// frameBlock is one such statement. Its range of instructions may have gaps, where finally bodies are emitted in place.
type frameBlock struct {
	kind    blockKind
	handler int // label of the handler for exceptions in the range, -1 for none
	reg     int // register for the exception
	start   int32
	exit    int // loop: labels of break and continue
	cont    int
	body    []syntax.Stmt // finally
	save    int           // register with the exception handled before, or with the bound __exit__
	name    string
	pos     bytecode.Pos // with: the statement's; loop: the same, if it has no test
	async   bool
}

func (c *compiler) push(b frameBlock) {
	if len(c.blocks) >= maxBlocks {
		c.fail("too many statically nested blocks")
		return
	}
	if b.handler >= 0 {
		c.labels[b.handler].state = c.state
		c.labels[b.handler].state.remove(c.volatile)
	}
	c.blocks = append(c.blocks, b)
	c.openRange(len(c.blocks) - 1)
}

func (c *compiler) pop() {
	if n := len(c.blocks); n > 0 {
		c.closeRange(n - 1)
		c.blocks = c.blocks[:n-1]
	}
}

func (c *compiler) openRange(i int) {
	c.settle(0)
	c.blocks[i].start = int32(len(c.ins))
	c.barrier = len(c.ins)
}

func (c *compiler) closeRange(i int) {
	c.settle(0)
	b := &c.blocks[i]
	c.barrier = len(c.ins)
	if b.handler < 0 || b.start == int32(len(c.ins)) {
		return
	}
	c.labels[b.handler].refs++
	c.entries = append(c.entries, rangeEntry{b.start, int32(len(c.ins)), b.handler, uint8(b.reg), i})
}

// outside runs f, which emits code that the innermost block does not protect.
func (c *compiler) outside(f func()) {
	i := len(c.blocks) - 1
	if i < 0 {
		f()
		return
	}
	c.closeRange(i)
	f()
	c.openRange(i)
}

// unwind emits what must run when control leaves the blocks from the innermost down to number to, calls jump to
// leave, and then goes on as if nothing had happened, for the code behind.
func (c *compiler) unwind(to int, jump func()) {
	all := slices.Clone(c.blocks)
	pos := c.pos
	for i := len(all) - 1; i >= to; i-- {
		b := all[i]
		c.closeRange(i)
		c.blocks = slices.Clone(all[:i])
		switch b.kind {
		case finallyBlock:
			mark := c.top
			c.stmts(b.body)
			c.top = mark
			c.pos = pos
		case finallyEndBlock, withEndBlock, handlerBlock:
			c.emit(bytecode.POPEXC, b.save, 0, 0, 0)
		case nameBlock:
			c.forgetName(b.name)
		case starBlock:
			c.fail("'break', 'continue' and 'return' cannot appear in an except* block")
		case withBlock:
			c.pos = b.pos
			c.exitWith(b)
			c.pos = pos
		}
	}
	jump()
	c.blocks = all
	for i := to; i < len(all); i++ {
		c.openRange(i)
	}
}

// needsWork tells whether leaving the blocks from number to on runs code of the program's.
func (c *compiler) needsWork(to int) bool {
	for _, b := range c.blocks[to:] {
		if b.kind == finallyBlock || b.kind == withBlock || b.kind == nameBlock {
			return true
		}
	}
	return false
}

func (c *compiler) returnStmt(s *syntax.Return) {
	if !c.isFunction() {
		c.fail("'return' outside function")
		return
	}
	if s.Value != nil && c.codeFlags&bytecode.AsyncGenerator != 0 {
		c.fail("'return' with value in async generator")
		return
	}
	var k bytecode.Const = bytecode.NoneConst{}
	if s.Value != nil {
		k = c.constantOf(s.Value)
	}
	if k != nil {
		if s.Value != nil {
			c.folded(*s.Value.Position())
		}
		work := c.needsWork(0)
		if work {
			c.lineMark()
		}
		c.unwind(0, func() {
			// Its position is the statement's: that of a constant is of no use to anyone.
			if work {
				c.pos = bytecode.Pos{}
			}
			c.emit(bytecode.RETURNK, 0, 0, 0, c.constant(k))
		})
		return
	}
	r := c.operand(s.Value, -1)
	c.folded(s.Pos)
	work := c.needsWork(0)
	if r < c.base && work {
		// A finally body could change the variable, and except E as e deletes e.
		t := c.alloc()
		c.emit(bytecode.MOVE, t, r, 0, 0)
		r = t
	}
	c.unwind(0, func() {
		if work {
			c.pos = bytecode.Pos{} // it returns from where that work ended
		}
		c.emit(bytecode.RETURN, 0, r, 0, 0)
	})
}

// leaveLoop compiles break (or continue).
func (c *compiler) leaveLoop(isBreak bool) {
	for i := len(c.blocks) - 1; i >= 0; i-- {
		b := c.blocks[i]
		if b.kind == starBlock {
			c.fail("'break', 'continue' and 'return' cannot appear in an except* block")
			return
		}
		if b.kind != loopBlock {
			continue
		}
		op, to := bytecode.JMPBACK, b.cont
		if isBreak {
			op, to = bytecode.JMP, b.exit
		}
		if i+1 == len(c.blocks) {
			if !isBreak && b.pos.Line > 0 {
				c.lineMark() // a loop without a test comes to its line by each jump back
				c.pos = b.pos
			}
			c.jump(op, 0, 0, 0, to)
			return
		}
		c.lineMark() // the line comes before what runs on the way out
		c.unwind(i+1, func() {
			c.pos = bytecode.Pos{}
			c.jump(op, 0, 0, 0, to)
		})
		return
	}
	if isBreak {
		c.fail("'break' outside loop")
	} else {
		c.fail("'continue' not properly in loop")
	}
}

func (c *compiler) whileStmt(s *syntax.While) {
	loop, orelse, end := c.newLabel(), c.newLabel(), c.newLabel()
	b := frameBlock{kind: loopBlock, handler: -1, exit: end, cont: loop}
	if k := c.constantOf(s.Test); k != nil {
		c.folded(*s.Test.Position())
		c.lineMark() // once; for the rounds after the first the jump back has the line
		c.bindLoop(loop)
		c.jumpIfConstant(k, false, orelse)
		b.pos = s.Pos
	} else {
		c.bindLoop(loop)
		c.jumpIf(s.Test, false, orelse)
	}
	c.push(b)
	c.stmts(s.Body)
	c.pop()
	c.pos = s.Pos
	if at := c.labels[loop].at; b.pos.Line == 0 && at < int32(len(c.poss)) {
		c.pos = c.poss[at] // tracers see the test, which may begin on another line
	}
	c.jump(bytecode.JMPBACK, 0, 0, 0, loop)
	c.bind(orelse)
	c.stmts(s.Orelse)
	c.bind(end)
}

func (c *compiler) forStmt(s *syntax.For) {
	loop, orelse, end := c.newLabel(), c.newLabel(), c.newLabel()
	it := c.alloc()
	c.stmtTop = c.top
	r := c.operand(c.foldIter(s.Iter), it)
	c.emit(bytecode.GETITER, it, r, 0, 0)
	c.bindLoop(loop)
	c.push(frameBlock{kind: loopBlock, handler: -1, exit: end, cont: loop})
	c.forTarget(s.Target, it, orelse)
	c.stmts(s.Body)
	c.pop()
	c.pos = s.Pos
	c.jump(bytecode.JMPBACK, 0, 0, 0, loop)
	c.pos = bytecode.Pos{}
	c.bind(orelse)
	c.stmts(s.Orelse)
	c.bind(end)
}

// forTarget emits the step of a loop over the iterator in register it, which must be the topmost one in use.
func (c *compiler) forTarget(target syntax.Expr, it, end int) {
	mark := c.top
	if slot := c.fastTarget(target); slot >= 0 {
		c.jump(bytecode.FORITER, slot, it, 0, end)
		c.bound(slot)
		c.folded(*target.Position())
		return
	}
	item := c.alloc()
	var elts []syntax.Expr
	switch t := target.(type) {
	case *syntax.Tuple:
		elts = t.Elts
	case *syntax.List:
		elts = t.Elts
	}
	if len(elts) == 2 && !isStarred(elts[0]) && !isStarred(elts[1]) && item == it+1 && onLine(elts, c.pos.Line) {
		a, b := c.pairRegisters(elts)
		c.jump(bytecode.FORITER2, a, it, b, end)
		c.at(*target.Position(), func() {
			c.emit(bytecode.UNPACK2, a, item, b, 0)
			c.assignPair(elts, a, b)
		})
	} else {
		c.jump(bytecode.FORITER, item, it, 0, end)
		c.assign(target, item)
	}
	c.top = mark
}

// onLine tells whether all of elts begin on a line: else each has a line event of its own.
func onLine(elts []syntax.Expr, line int32) bool {
	for _, e := range elts {
		if e.Position().Line != line {
			return false
		}
	}
	return true
}

func isStarred(e syntax.Expr) bool {
	_, ok := e.(*syntax.Starred)
	return ok
}

func (c *compiler) asyncFor(s *syntax.AsyncFor) {
	if !c.mayAwait("async for") {
		return
	}
	loop, end, done := c.newLabel(), c.newLabel(), c.newLabel()
	it := c.alloc()
	c.stmtTop = c.top
	r := c.operand(s.Iter, it)
	c.emit(bytecode.GETAITER, it, r, 0, 0)
	c.bindLoop(loop)
	c.push(frameBlock{kind: loopBlock, handler: -1, exit: end, cont: loop})
	c.asyncStep(s.Target, it, done)
	c.stmts(s.Body)
	c.pos = s.Pos
	c.jump(bytecode.JMPBACK, 0, 0, 0, loop)
	c.pop()
	c.bind(done)
	c.at(*s.Iter.Position(), func() { c.emit(bytecode.ENDASYNCFOR, 0, it+1, 0, 0) })
	c.stmts(s.Orelse)
	c.bind(end)
}

// asyncStep emits the step of a loop over the asynchronous iterator in register it, the topmost one in use. Its end is an
// exception, which goes to the label done with the exception in the register it+1.
func (c *compiler) asyncStep(target syntax.Expr, it, done int) {
	mark := c.top
	next := c.alloc()
	i := len(c.blocks)
	c.labels[done].state = c.state
	c.labels[done].state.remove(c.volatile)
	start := int32(len(c.ins))
	c.emit(bytecode.GETANEXT, next, it, 0, 0)
	c.send(next, next)
	if n := int32(len(c.ins)); n > start {
		c.labels[done].refs++
		c.entries = append(c.entries, rangeEntry{start, n, done, uint8(it + 1), i})
	}
	c.barrier = len(c.ins)
	c.assign(target, next)
	c.top = mark
}
