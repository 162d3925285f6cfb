package compile

import (
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles the simple statements, and sends the others to their files.

func (c *compiler) stmts(list []syntax.Stmt) {
	for i, s := range list {
		c.stmt(s)
		if i+1 < len(list) && Joins(s) && list[i+1].Position().Line == s.Position().EndLine {
			c.pos = bytecode.Pos{}
			c.emit(bytecode.NOP, 0, 0, 0, 0) // what follows on the line counts as a line of its own for tracers
		}
	}
}

// Joins tells whether a statement is an expression in which two ways meet at the end: CPython drops its value there on no line.
func Joins(s syntax.Stmt) bool {
	e, ok := s.(*syntax.ExprStmt)
	if !ok {
		return false
	}
	switch v := e.Value.(type) {
	case *syntax.BoolOp:
		return true
	case *syntax.IfExp:
		_, constant := v.Test.(*syntax.Constant)
		return !constant
	case *syntax.Compare:
		return len(v.Ops) > 1
	}
	return false
}

func (c *compiler) stmt(s syntax.Stmt) {
	if c.err != nil {
		return
	}
	c.pos = *s.Position()
	mark := c.top
	c.stmtTop = mark
	switch s := s.(type) {
	case *syntax.ExprStmt:
		c.exprStmt(s)
	case *syntax.Assign:
		c.assignStmt(s)
	case *syntax.AugAssign:
		c.augAssign(s)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.Return:
		c.returnStmt(s)
	case *syntax.If:
		c.ifStmt(s)
	case *syntax.For:
		c.forStmt(s)
	case *syntax.AsyncFor:
		c.asyncFor(s)
	case *syntax.While:
		c.whileStmt(s)
	case *syntax.Try:
		c.tryStmt(s.Body, s.Handlers, s.Orelse, s.Finalbody, false)
	case *syntax.TryStar:
		c.tryStmt(s.Body, s.Handlers, s.Orelse, s.Finalbody, true)
	case *syntax.With:
		c.with(s.Items, s.Body, false)
	case *syntax.AsyncWith:
		if !c.mayAwait("async with") {
			return
		}
		c.with(s.Items, s.Body, true)
	case *syntax.FunctionDef:
		c.functionDef(s, s.Name, s.Args, s.Returns, s.DecoratorList, s.Body, functionScope)
	case *syntax.AsyncFunctionDef:
		c.functionDef(s, s.Name, s.Args, s.Returns, s.DecoratorList, s.Body, asyncFunctionScope)
	case *syntax.ClassDef:
		c.classDef(s)
	case *syntax.Match:
		c.matchStmt(s)
	case *syntax.Raise:
		c.raise(s)
	case *syntax.Assert:
		c.assert(s)
	case *syntax.Delete:
		c.deleteStmt(s.Targets)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.Break:
		c.leaveLoop(true)
	case *syntax.Continue:
		c.leaveLoop(false)
	case *syntax.Pass:
		c.lineMark()
	}
	c.top = mark
}

// lineMark gives a statement that does nothing an instruction, unless its line has one already, so that tracers see it.
func (c *compiler) lineMark() {
	if n := len(c.poss); n == 0 || c.poss[n-1].Line != c.pos.Line || c.labelHere() || c.prologue() {
		c.emit(bytecode.NOP, 0, 0, 0, 0)
	}
}

func (c *compiler) exprStmt(s *syntax.ExprStmt) {
	if c.interactive && c.kind == moduleScope {
		r := c.operand(s.Value, -1)
		c.emit(bytecode.PRINTEXPR, 0, r, 0, 0)
		return
	}
	if _, ok := s.Value.(*syntax.Constant); ok {
		c.lineMark()
		return
	}
	if c.constantOf(s.Value) != nil {
		return
	}
	c.discard(s.Value)
	c.pos = bytecode.Pos{} // what follows belongs to the line that the expression ended on
}

func (c *compiler) ifStmt(s *syntax.If) {
	end := c.newLabel()
	next := end
	if len(s.Orelse) > 0 {
		next = c.newLabel()
	}
	if k := c.constantOf(s.Test); k != nil {
		c.folded(*s.Test.Position())
		c.lineMark()
		c.jumpIfConstant(k, false, next)
	} else {
		c.jumpIf(s.Test, false, next)
	}
	c.stmts(s.Body)
	if len(s.Orelse) > 0 {
		c.pos = bytecode.Pos{}
		c.jump(bytecode.JMP, 0, 0, 0, end)
		c.bind(next)
		c.stmts(s.Orelse)
	}
	c.bind(end)
}

func (c *compiler) raise(s *syntax.Raise) {
	switch {
	case s.Exc == nil:
		c.emit(bytecode.RAISE0, 0, 0, 0, 0)
	case s.Cause == nil:
		c.emit(bytecode.RAISE1, 0, c.operand(s.Exc, -1), 0, 0)
	default:
		exc := c.operand(s.Exc, -1, s.Cause)
		cause := c.operand(s.Cause, -1)
		c.emit(bytecode.RAISE2, 0, exc, cause, 0)
	}
}

func (c *compiler) assert(s *syntax.Assert) {
	if t, ok := s.Test.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		c.warn("assertion is always true, perhaps remove parentheses?")
	}
	if c.opt.Optimize > 0 {
		return
	}
	end := c.newLabel()
	c.jumpIf(s.Test, true, end)
	r := c.alloc()
	c.emit(bytecode.LOADASSERTIONERROR, r, 0, 0, 0)
	if s.Msg != nil {
		c.expr(s.Msg, c.alloc())
		c.emit(bytecode.CALL, r, r, 1, c.callSlot())
	}
	c.emit(bytecode.RAISE1, 0, r, 0, 0)
	c.bind(end)
}

// importModule emits the import of a module into the register dst.
func (c *compiler) importModule(dst, level int, from bytecode.Const, name string) {
	args := c.allocN(2)
	c.emit(bytecode.LOADK, args, 0, 0, c.constant(bytecode.Int(level)))
	c.emit(bytecode.LOADK, args+1, 0, 0, c.constant(from))
	c.emit(bytecode.IMPORTNAME, dst, args, 0, c.nameSlot(c.mangle(name)))
}

func (c *compiler) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		mark := c.top
		r := c.alloc()
		c.importModule(r, 0, bytecode.NoneConst{}, a.Name)
		if a.AsName == "" {
			name, _, _ := strings.Cut(a.Name, ".")
			c.storeName(name, r)
		} else {
			// import a.b.c as d binds the submodule.
			if _, rest, dotted := strings.Cut(a.Name, "."); dotted {
				for part := range strings.SplitSeq(rest, ".") {
					c.emit(bytecode.IMPORTFROM, r, r, 0, c.nameSlot(c.mangle(part)))
				}
			}
			c.storeName(a.AsName, r)
		}
		c.top = mark
	}
}

func (c *compiler) importFrom(s *syntax.ImportFrom) {
	names := make(bytecode.Tuple, len(s.Names))
	for i, a := range s.Names {
		names[i] = bytecode.Str(a.Name)
	}
	if s.Module == "__future__" && s.Level == 0 && s.Line > c.futureLine {
		c.fail("from __future__ imports must occur at the beginning of the file")
		return
	}
	r := c.alloc()
	c.importModule(r, s.Level, names, s.Module)
	for i, a := range s.Names {
		if i == 0 && a.Name == "*" {
			c.emit(bytecode.IMPORTSTAR, 0, r, 0, 0)
			return
		}
		mark := c.top
		v := c.alloc()
		c.emit(bytecode.IMPORTFROM, v, r, 0, c.nameSlot(c.mangle(a.Name)))
		if a.AsName != "" {
			c.storeName(a.AsName, v)
		} else {
			c.storeName(a.Name, v)
		}
		c.top = mark
	}
}

// mayAwait reports an asynchronous statement outside an asynchronous function.
func (c *compiler) mayAwait(what string) bool {
	if c.kind != asyncFunctionScope && !c.topLevelAwait() {
		c.fail("'%s' outside async function", what)
		return false
	}
	return true
}
