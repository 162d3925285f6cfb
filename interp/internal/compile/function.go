package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/resolve"
	"memphis/interp/syntax"
)

// This file compiles functions, lambdas and classes.

func (c *compiler) functionDef(s syntax.Stmt, name string, args *syntax.Arguments, returns syntax.Expr, decorators []syntax.Expr, body []syntax.Stmt, kind scopeKind) {
	c.checkArgNames(args)
	pos := c.pos
	first := c.decorators(decorators)
	line := int(pos.Line)
	if len(decorators) > 0 {
		line = int(decorators[0].Position().Line)
	}
	f := c.fastTarget(&syntax.Name{Id: name})
	if f < 0 || len(decorators) > 0 {
		f = c.alloc()
	}
	base, flags := c.functionParts(args, returns)
	code := c.functionBody(s, name, args, line, kind, func() {
		var doc bytecode.Const = bytecode.NoneConst{}
		if d, ok := docstring(body); ok {
			// The docstring is the first constant; it goes under -OO.
			if c.opt.Optimize < 2 {
				doc = literal(d)
			}
		}
		c.constant(doc)
		if _, ok := docstring(body); ok {
			body = body[1:]
		}
		c.stmts(body)
	})
	c.emit(bytecode.MAKEFUNCTION, f, base, flags, code)
	c.storeName(name, c.decorate(decorators, first, f))
}

// decorators compiles decorators into registers in a row, or into a tuple if there are too many, and returns the first.
func (c *compiler) decorators(list []syntax.Expr) int {
	if len(list) <= maxRow {
		return c.row(list)
	}
	r := c.alloc()
	c.sequence(list, bytecode.BUILDTUPLE, r)
	c.top = r + 1
	return r
}

// decorate applies decorators, the last one first, to the register f, the topmost one in use if there are any. It returns
// the register of the result.
func (c *compiler) decorate(list []syntax.Expr, first, f int) int {
	pos := c.pos
	for i := len(list) - 1; i >= 0; i-- {
		c.pos = *list[i].Position()
		if len(list) <= maxRow {
			c.emit(bytecode.CALL, first+i, first+i, 1, c.callSlot())
			f = first + i
			continue
		}
		c.top = f + 1
		d := c.allocN(2)
		c.emit(bytecode.LOADK, d, 0, 0, c.constant(bytecode.Int(i)))
		c.emit(bytecode.GETITEM, d, first, d, 0)
		c.emit(bytecode.MOVE, d+1, f, 0, 0)
		c.emit(bytecode.CALL, f, d, 1, c.callSlot())
	}
	c.pos = pos
	return f
}

// functionParts compiles defaults and annotations into registers in a row, and returns the first of them and the
// flags of MAKEFUNCTION.
func (c *compiler) functionParts(args *syntax.Arguments, returns syntax.Expr) (base, flags int) {
	base = c.top
	if len(args.Defaults) > 0 {
		flags |= 1
		c.lateTuple(args.Defaults, c.alloc())
	}
	var keys bytecode.Tuple
	var values []syntax.Expr
	for i, a := range args.KwOnly {
		if i < len(args.KwDefaults) && args.KwDefaults[i] != nil {
			keys = append(keys, bytecode.Str(c.mangle(a.Arg)))
			values = append(values, args.KwDefaults[i])
		}
	}
	if len(keys) > 0 {
		flags |= 2
		c.keywordDefaults(keys, values, c.alloc())
	}
	if c.annotations(args, returns) {
		flags |= 4
	}
	return base, flags
}

// lateTuple compiles a tuple that CPython's peephole optimiser, not its tree optimiser, makes constant.
func (c *compiler) lateTuple(elts []syntax.Expr, dst int) {
	mark := c.top
	if items := c.constantsOf(elts); items != nil {
		for i, k := range items {
			c.constant(k)
			c.folded(*elts[i].Position()) // tracers see the lines of defaults
		}
		c.emit(bytecode.LOADK, dst, 0, 0, c.lateConstant(bytecode.Tuple(items)))
	} else {
		c.sequence(elts, bytecode.BUILDTUPLE, dst)
	}
	c.top = mark
}

func (c *compiler) keywordDefaults(keys bytecode.Tuple, values []syntax.Expr, dst int) {
	mark := c.top
	if len(values) <= maxRow {
		first := c.row(values)
		c.emit(bytecode.BUILDCONSTKEYMAP, dst, first, len(values), c.constant(keys))
	} else {
		c.emit(bytecode.BUILDDICT, dst, 0, 0, 0)
		k, v := c.alloc(), c.alloc()
		for i := range keys {
			c.expr(values[i], v)
			c.emit(bytecode.LOADK, k, 0, 0, c.constant(keys[i]))
			c.emit(bytecode.DICTSET, dst, k, v, 0)
		}
	}
	c.top = mark
}

// annotations compiles the annotations of a function into a tuple of names and values in a new register, if there are
// any.
func (c *compiler) annotations(args *syntax.Arguments, returns syntax.Expr) bool {
	type annotated struct {
		name string
		e    syntax.Expr
	}
	var list []annotated
	add := func(args ...*syntax.Arg) {
		for _, a := range args {
			if a != nil && a.Annotation != nil {
				list = append(list, annotated{c.mangle(a.Arg), a.Annotation})
			}
		}
	}
	add(args.Args...)
	add(args.PosOnly...)
	add(args.Vararg)
	add(args.KwOnly...)
	add(args.Kwarg)
	if returns != nil {
		list = append(list, annotated{"return", returns})
	}
	if len(list) == 0 {
		return false
	}
	dst := c.alloc()
	var consts bytecode.Tuple
	for _, a := range list {
		k := bytecode.Const(nil)
		if c.flags&bytecode.FutureAnnotations != 0 {
			k = bytecode.Str(unparse(a.e))
		} else {
			k = c.constantOf(a.e)
		}
		if k == nil {
			consts = nil
			break
		}
		consts = append(consts, bytecode.Str(a.name), k)
	}
	if consts != nil {
		for i, k := range consts {
			c.constant(k)
			if i%2 == 0 || c.flags&bytecode.FutureAnnotations != 0 {
				c.folded(c.pos)
			} else {
				c.folded(*list[i/2].e.Position())
			}
		}
		c.emit(bytecode.LOADK, dst, 0, 0, c.lateConstant(consts))
		return true
	}
	long := 2*len(list) > maxRow
	if long {
		c.emit(bytecode.BUILDLIST, dst, 0, 0, 0)
	}
	first := c.top
	for _, a := range list {
		mark := c.top
		k, v := c.alloc(), c.alloc()
		c.emit(bytecode.LOADK, k, 0, 0, c.constant(bytecode.Str(a.name)))
		c.annotation(a.e, v)
		if long {
			c.emit(bytecode.LISTAPPEND, dst, k, 0, 0)
			c.emit(bytecode.LISTAPPEND, dst, v, 0, 0)
			c.top = mark
		}
	}
	if long {
		c.emit(bytecode.LISTTOTUPLE, dst, dst, 0, 0)
	} else {
		c.emit(bytecode.BUILDTUPLE, dst, first, 2*len(list), 0)
	}
	c.top = dst + 1
	return true
}

// functionBody compiles the inner code object of a node that opens a block, and returns its place among the constants.
func (c *compiler) functionBody(n syntax.AST, name string, args *syntax.Arguments, line int, kind scopeKind, body func()) int32 {
	if i, ok := c.inFinally[n]; ok {
		return i
	}
	pos := c.pos
	c.enter(kind, c.table.Block(n), name, line)
	if args != nil {
		c.posOnly = len(args.PosOnly)
		c.argCount = len(args.PosOnly) + len(args.Args)
		c.kwOnly = len(args.KwOnly)
	}
	body()
	code := c.leave()
	c.pos = pos
	c.note(code, n, c.table.Block(n), c.class)
	return c.addCode(n, code)
}

// addCode puts an inner code object among the constants, and tells it where this unit has the Cells of its free variables.
func (c *compiler) addCode(n syntax.AST, code *bytecode.Code) int32 {
	for _, name := range code.FreeVars {
		if i := c.cellSlot(name); i >= 0 {
			code.Captures = append(code.Captures, i)
		} else {
			code.Captures = append(code.Captures, ^int32(c.freeIndex(name)))
		}
	}
	i := c.constant(code)
	if c.inFinally != nil {
		c.inFinally[n] = i
	}
	return i
}

// cellSlot returns the slot of a cell variable, or -1.
func (u *unit) cellSlot(name string) int32 {
	for i, v := range u.cellVars {
		if v == name {
			return u.cellSlots[i]
		}
	}
	return -1
}

func (c *compiler) checkArgNames(args *syntax.Arguments) {
	check := func(list ...*syntax.Arg) {
		for _, a := range list {
			if a != nil && a.Arg == "__debug__" {
				c.fail("cannot assign to __debug__")
			}
		}
	}
	check(args.PosOnly...)
	check(args.Args...)
	check(args.Vararg)
	check(args.KwOnly...)
	check(args.Kwarg)
}

func (c *compiler) lambda(e *syntax.Lambda, dst int) {
	c.checkArgNames(e.Args)
	base, flags := c.functionParts(e.Args, nil)
	code := c.functionBody(e, "<lambda>", e.Args, int(e.Line), lambdaScope, func() {
		// None comes first, so that a string in the body is no docstring.
		c.constant(bytecode.NoneConst{})
		r := c.operand(e.Body, -1)
		c.pos = e.Pos
		c.emit(bytecode.RETURN, 0, r, 0, 0)
	})
	c.emit(bytecode.MAKEFUNCTION, dst, base, flags, code)
}

func (c *compiler) classDef(s *syntax.ClassDef) {
	pos := c.pos
	first := c.decorators(s.DecoratorList)
	line := int(pos.Line)
	if len(s.DecoratorList) > 0 {
		line = int(s.DecoratorList[0].Position().Line)
	}
	c.pos = pos
	base := c.alloc()
	code := c.classBody(s, line)
	c.emit(bytecode.LOADBUILDCLASS, base, 0, 0, 0)
	c.emit(bytecode.MAKEFUNCTION, c.alloc(), 0, 0, code)
	c.emit(bytecode.LOADK, c.alloc(), 0, 0, c.constant(bytecode.Str(s.Name)))
	c.checkKeywords(s.Keywords)
	c.arguments(base, base, 2, s.Bases, s.Keywords)
	c.top = base + 1
	c.storeName(s.Name, c.decorate(s.DecoratorList, first, base))
}

func (c *compiler) classBody(s *syntax.ClassDef, line int) int32 {
	if i, ok := c.inFinally[s]; ok {
		return i
	}
	pos := c.pos
	c.enter(classScope, c.table.Block(s), s.Name, line)
	c.class = s.Name
	r := c.alloc()
	c.loadName("__name__", r)
	c.storeName("__module__", r)
	c.emit(bytecode.LOADK, r, 0, 0, c.constant(bytecode.Str(c.qualName)))
	c.storeName("__qualname__", r)
	c.top = r
	c.body(s.Body)
	if c.block.NeedsClassClosure && c.err == nil {
		// type.__new__ finds the cell under this name and puts the class into it.
		c.pos = bytecode.Pos{}
		cell := c.cellRegister(int(c.cellSlot("__class__")))
		c.storeName("__classcell__", cell)
		c.emit(bytecode.RETURN, 0, cell, 0, 0)
	}
	code := c.leave()
	c.pos = pos
	c.note(code, s, c.table.Block(s), s.Name)
	return c.addCode(s, code)
}

// comprehension compiles a comprehension: a function of its own, called with the outermost iterator.
func (c *compiler) comprehension(e syntax.Expr, dst int) {
	b := c.table.Block(e)
	name := [...]string{resolve.ListComp: "<listcomp>", resolve.SetComp: "<setcomp>", resolve.DictComp: "<dictcomp>", resolve.GenExp: "<genexpr>"}[b.Comp]
	var gens []*syntax.Comprehension
	var elt, value syntax.Expr
	build := bytecode.NOP
	switch e := e.(type) {
	case *syntax.ListComp:
		gens, elt, build = e.Generators, e.Elt, bytecode.BUILDLIST
	case *syntax.SetComp:
		gens, elt, build = e.Generators, e.Elt, bytecode.BUILDSET
	case *syntax.DictComp:
		gens, elt, value, build = e.Generators, e.Key, e.Value, bytecode.BUILDDICT
	case *syntax.GeneratorExp:
		gens, elt = e.Generators, e.Elt
	}
	async := b.Coroutine && b.Comp != resolve.GenExp
	if async && c.kind != asyncFunctionScope && c.kind != comprehensionScope && !c.topLevelAwait() {
		c.fail("asynchronous comprehension outside of an asynchronous function")
		return
	}
	code := c.functionBody(e, name, nil, int(e.Position().Line), comprehensionScope, func() {
		c.argCount = 1
		c.pos = *e.Position()
		c.comprehensionBody(gens, elt, value, build)
	})
	base := c.callBase(dst)
	c.folded(c.pos)
	r := c.operand(c.foldIter(gens[0].Iter), base)
	c.top = base + 1
	if gens[0].IsAsync != 0 {
		c.emit(bytecode.GETAITER, base, r, 0, 0)
	} else {
		c.emit(bytecode.GETITER, base, r, 0, 0)
	}
	if !async {
		c.emit(bytecode.COMPREHEND, dst, base, 0, code)
		return
	}
	c.emit(bytecode.COMPREHEND, base, base, 0, code)
	c.emit(bytecode.GETAWAITABLE, base, base, 0, 0)
	c.top = base + 1
	c.send(dst, base)
}

func (c *compiler) comprehensionBody(gens []*syntax.Comprehension, elt, value syntax.Expr, build bytecode.Op) {
	acc := -1
	if build != bytecode.NOP {
		acc = c.alloc()
		c.emit(build, acc, 0, 0, presized(gens, build))
	}
	c.comprehensionLoop(gens, 0, elt, value, build, acc)
	if acc >= 0 {
		c.emit(bytecode.RETURN, 0, acc, 0, 0)
	}
}

// presized is 1 if the comprehension makes a list or dict with as many items as its iterator yields, in the first
// register: room can be made for them at once. Else it is 0.
func presized(gens []*syntax.Comprehension, build bytecode.Op) int32 {
	if build != bytecode.BUILDSET && len(gens) == 1 && len(gens[0].Ifs) == 0 && gens[0].IsAsync == 0 {
		return 1
	}
	return 0
}

func (c *compiler) comprehensionLoop(gens []*syntax.Comprehension, i int, elt, value syntax.Expr, build bytecode.Op, acc int) {
	g := gens[i]
	loop, next, end := c.newLabel(), c.newLabel(), c.newLabel()
	mark := c.top
	single := c.singleItem(g, i)
	if single != nil {
		// for y in [x] is an assignment.
		if slot := c.fastTarget(g.Target); slot >= 0 {
			c.expr(single, slot)
			c.bound(slot)
		} else {
			c.assign(g.Target, c.operand(single, -1))
		}
		c.top = mark
	} else {
		it := c.alloc()
		c.stmtTop = c.top
		if i == 0 {
			c.emit(bytecode.MOVE, it, 0, 0, 0)
		} else {
			r := c.operand(c.foldIter(g.Iter), it)
			if g.IsAsync != 0 {
				c.emit(bytecode.GETAITER, it, r, 0, 0)
			} else {
				c.emit(bytecode.GETITER, it, r, 0, 0)
			}
		}
		c.bindLoop(loop)
		if g.IsAsync != 0 {
			c.asyncStep(g.Target, it, end)
		} else {
			c.forTarget(g.Target, it, end)
		}
	}
	for _, cond := range g.Ifs {
		c.jumpIf(cond, false, next)
	}
	if i+1 < len(gens) {
		c.comprehensionLoop(gens, i+1, elt, value, build, acc)
	} else {
		c.comprehensionItem(gens, elt, value, build, acc)
	}
	c.bind(next)
	if single != nil {
		return
	}
	c.jump(bytecode.JMPBACK, 0, 0, 0, loop)
	c.bind(end)
	if g.IsAsync != 0 {
		c.emit(bytecode.ENDASYNCFOR, 0, mark+1, 0, 0)
	}
	c.top = mark
}

// singleItem returns the only item of the display that an inner for clause goes over, or nil.
func (c *compiler) singleItem(g *syntax.Comprehension, i int) syntax.Expr {
	if i == 0 || g.IsAsync != 0 {
		return nil
	}
	var elts []syntax.Expr
	switch d := g.Iter.(type) {
	case *syntax.List:
		elts = d.Elts
	case *syntax.Tuple:
		elts = d.Elts
	}
	if len(elts) == 1 && !isStarred(elts[0]) {
		return elts[0]
	}
	return nil
}

func (c *compiler) comprehensionItem(gens []*syntax.Comprehension, elt, value syntax.Expr, build bytecode.Op, acc int) {
	mark := c.top
	c.stmtTop = mark
	switch build {
	case bytecode.BUILDLIST:
		r := c.operand(elt, -1)
		c.emit(bytecode.LISTAPPEND, acc, r, 0, 0)
	case bytecode.BUILDSET:
		r := c.operand(elt, -1)
		c.emit(bytecode.SETADD, acc, r, 0, 0)
	case bytecode.BUILDDICT:
		k := c.operand(elt, -1, value)
		v := c.operand(value, -1)
		c.emit(bytecode.DICTSET, acc, k, v, presized(gens, build))
	default:
		r := c.operand(elt, -1)
		c.yieldValue(c.alloc(), r)
	}
	c.top = mark
}
