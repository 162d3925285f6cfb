package syntax

// This file defines the parser of statements (Language reference, chapters 7 and 8).

// statement parses one compound statement or one line of simple ones onto the stack of statements.
func (p *parser) statement() {
	if !p.compound() {
		p.simpleLine()
	}
}

// compound parses a compound statement, if one is next, onto the stack of statements.
func (p *parser) compound() bool {
	var s Stmt
	switch p.kind {
	case tIf:
		s = p.ifStmt()
	case tDef:
		s = p.funcDef(p.here(), nil, false)
	case tClass:
		s = p.classDef(nil)
	case tFor:
		s = p.forStmt(p.here(), false)
	case tWhile:
		s = p.whileStmt()
	case tTry:
		s = p.tryStmt()
	case tWith:
		s = p.withStmt(p.here(), false)
	case tAt:
		s = p.decorated()
	case tAsync:
		s = p.asyncStmt()
	case tName:
		if string(p.text()) != "match" {
			return false
		}
		if s = p.matchStmt(); s == nil {
			return false
		}
	default:
		return false
	}
	p.stmts = append(p.stmts, s)
	return true
}

// simpleLine parses simple_stmts.
func (p *parser) simpleLine() {
	for {
		p.stmts = append(p.stmts, p.simple())
		if !p.accept(tSemi) {
			p.expect(tNewline)
			return
		}
		if p.accept(tNewline) {
			return
		}
	}
}

// block parses the body of a compound statement, from after its colon on.
func (p *parser) block() []Stmt {
	n := len(p.stmts)
	if p.kind != tNewline {
		p.simpleLine()
		return p.takeStmts(n)
	}
	p.next()
	p.expect(tIndent)
	p.statement()
	for p.kind != tDedent && p.kind != tEOF && p.kind != tError {
		p.statement()
	}
	p.expect(tDedent)
	return p.takeStmts(n)
}

// suite parses a colon and a block.
func (p *parser) suite() []Stmt {
	p.expect(tColon)
	return p.block()
}

// simple parses a simple statement.
func (p *parser) simple() Stmt {
	start := p.here()
	switch p.kind {
	case tPass:
		p.next()
		return &Pass{Node: p.span(start)}
	case tBreak:
		p.next()
		return &Break{Node: p.span(start)}
	case tContinue:
		p.next()
		return &Continue{Node: p.span(start)}
	case tReturn:
		p.next()
		s := &Return{}
		if startsExpr[p.kind] {
			s.Value = p.starExpressions()
		}
		s.Node = p.span(start)
		return s
	case tRaise:
		p.next()
		s := &Raise{}
		if startsExpr[p.kind] && p.kind != tStar {
			s.Exc = p.expression()
			if p.accept(tFrom) {
				s.Cause = p.expression()
			}
		}
		s.Node = p.span(start)
		return s
	case tGlobal:
		names := p.names()
		return &Global{Names: names, Node: p.span(start)}
	case tNonlocal:
		names := p.names()
		return &Nonlocal{Names: names, Node: p.span(start)}
	case tDel:
		return p.delStmt()
	case tAssert:
		p.next()
		s := &Assert{Test: p.expression()}
		if p.accept(tComma) {
			s.Msg = p.expression()
		}
		s.Node = p.span(start)
		return s
	case tImport:
		return p.importStmt()
	case tFrom:
		return p.importFrom()
	}
	return p.exprStmt()
}

// names parses the names of a global or nonlocal statement.
func (p *parser) names() []string {
	p.next()
	names := []string{p.ident()}
	for p.accept(tComma) {
		names = append(names, p.ident())
	}
	return names
}

// exprStmt parses an expression statement or an assignment of any kind.
func (p *parser) exprStmt() Stmt {
	start := p.here()
	paren := p.kind == tLParen
	e := p.yieldOrStar()
	switch {
	case p.kind == tNewline || p.kind == tSemi:
		s := p.exprSlab.new()
		s.Value, s.Node = e, p.span(start)
		return s
	case p.kind == tAssign:
		n := len(p.exprs)
		for p.accept(tAssign) {
			p.exprs = append(p.exprs, p.target(e, Store))
			e = p.yieldOrStar()
		}
		targets := p.takeExprs(n)
		comment := p.typeComment()
		return &Assign{Targets: targets, Value: e, TypeComment: comment, Node: p.span(start)}
	case p.kind == tColon:
		s := &AnnAssign{}
		if _, ok := e.(*Name); ok && !paren {
			s.Simple = 1
		}
		s.Target = p.singleTarget(e)
		p.next()
		s.Annotation = p.expression()
		if p.accept(tAssign) {
			s.Value = p.yieldOrStar()
		}
		if s.Simple == 1 {
			p.need(6, "Variable annotation syntax is")
		} else {
			p.need(6, "Variable annotations syntax is")
		}
		s.Node = p.span(start)
		return s
	}
	if a := augmented[p.kind]; a.ok {
		t := p.singleTarget(e)
		if a.op == MatMult {
			p.need(5, "The '@' operator is")
		}
		p.next()
		v := p.yieldOrStar()
		return &AugAssign{Target: t, Op: a.op, Value: v, Node: p.span(start)}
	}
	s := p.exprSlab.new()
	s.Value, s.Node = e, p.span(start)
	return s
}

func (p *parser) delStmt() Stmt {
	start := p.here()
	p.next()
	n := len(p.exprs)
	p.exprs = append(p.exprs, p.target(p.primary(), Del))
	for p.accept(tComma) && startsTarget[p.kind] {
		p.exprs = append(p.exprs, p.target(p.primary(), Del))
	}
	if p.kind != tSemi && p.kind != tNewline {
		p.fail()
	}
	targets := p.takeExprs(n)
	return &Delete{Targets: targets, Node: p.span(start)}
}

// dotted parses a dotted name.
func (p *parser) dotted() string {
	name := p.ident()
	for p.accept(tDot) {
		name += "." + p.ident()
	}
	return name
}

func (p *parser) importStmt() Stmt {
	start := p.here()
	s := &Import{}
	for {
		p.next()
		at := p.here()
		a := &Alias{Name: p.dotted()}
		if p.accept(tAs) {
			a.AsName = p.ident()
		}
		if p.failed {
			return s
		}
		a.Node = p.span(at)
		s.Names = append(s.Names, a)
		if p.kind != tComma {
			break
		}
	}
	s.Node = p.span(start)
	return s
}

func (p *parser) importFrom() Stmt {
	start := p.here()
	s := &ImportFrom{}
	p.next()
	for {
		if p.kind == tDot {
			s.Level++
		} else if p.kind == tEllipsis {
			s.Level += 3
		} else {
			break
		}
		p.next()
	}
	if p.kind != tImport || s.Level == 0 {
		s.Module = p.dotted()
	}
	p.expect(tImport)
	switch p.kind {
	case tStar:
		at := p.here()
		p.next()
		s.Names = []*Alias{{Name: "*", Node: p.span(at)}}
	case tLParen:
		p.next()
		s.Names = p.importNames(true)
		p.expect(tRParen)
	default:
		s.Names = p.importNames(false)
	}
	s.Node = p.span(start)
	return s
}

func (p *parser) importNames(paren bool) []*Alias {
	var names []*Alias
	for {
		at := p.here()
		a := &Alias{Name: p.ident()}
		if p.accept(tAs) {
			a.AsName = p.ident()
		}
		if p.failed {
			return nil
		}
		a.Node = p.span(at)
		names = append(names, a)
		if p.kind != tComma {
			return names
		}
		p.next()
		if paren && p.kind == tRParen {
			return names
		}
	}
}

// ifStmt parses an if statement. Its elifs nest in the tree; a loop reads them, so that thousands do not nest
// on the stack.
func (p *parser) ifStmt() Stmt {
	first := &If{}
	chain := []*If{first}
	for last := first; ; {
		last.Line, last.Col = p.here().Line, p.here().Col
		p.next()
		last.Test = p.named()
		last.Body = p.suite()
		if p.kind != tElif {
			last.Orelse = p.elseBlock()
			break
		}
		n := &If{}
		last.Orelse = []Stmt{n}
		chain = append(chain, n)
		last = n
	}
	if p.failed {
		return first
	}
	for _, n := range chain {
		n.Node = p.spanBlock(n.Pos)
	}
	return first
}

func (p *parser) elseBlock() []Stmt {
	if !p.accept(tElse) {
		return nil
	}
	return p.suite()
}

func (p *parser) whileStmt() Stmt {
	start := p.here()
	p.next()
	s := &While{Test: p.named()}
	s.Body = p.suite()
	s.Orelse = p.elseBlock()
	s.Node = p.spanBlock(start)
	return s
}

func (p *parser) forStmt(start Pos, async bool) Stmt {
	p.next()
	target := p.starTargets()
	p.expect(tIn)
	iter := p.starExpressions()
	p.expect(tColon)
	comment := p.typeComment()
	body := p.block()
	orelse := p.elseBlock()
	if async {
		p.need(5, "Async for loops are")
		return &AsyncFor{Target: target, Iter: iter, Body: body, Orelse: orelse, TypeComment: comment, Node: p.spanBlock(start)}
	}
	return &For{Target: target, Iter: iter, Body: body, Orelse: orelse, TypeComment: comment, Node: p.spanBlock(start)}
}

func (p *parser) asyncStmt() Stmt {
	start := p.here()
	p.next()
	switch p.kind {
	case tDef:
		return p.funcDef(start, nil, true)
	case tFor:
		return p.forStmt(start, true)
	case tWith:
		return p.withStmt(start, true)
	}
	p.fail()
	return &Pass{}
}

func (p *parser) withStmt(start Pos, async bool) Stmt {
	p.next()
	items, ok := p.parenItems()
	comment := ""
	if !ok {
		items = p.withItems(false)
		p.expect(tColon)
		comment = p.typeComment()
	} else if !async {
		p.need(9, "Parenthesized context managers are")
	}
	body := p.block()
	if async {
		p.need(5, "Async with statements are")
		return &AsyncWith{Items: items, Body: body, TypeComment: comment, Node: p.spanBlock(start)}
	}
	return &With{Items: items, Body: body, TypeComment: comment, Node: p.spanBlock(start)}
}

// parenItems parses the items of a with statement in parentheses and the colon after them, which no type comment may
// follow. Where what follows is not that but an expression that begins with a parenthesis, it goes back.
func (p *parser) parenItems() ([]*WithItem, bool) {
	if p.kind != tLParen {
		return nil, false
	}
	m := p.mark()
	p.next()
	items := p.withItems(true)
	p.expect(tRParen)
	if p.accept(tColon) && p.kind != tTypeComment {
		return items, true
	}
	p.reset(m)
	return nil, false
}

func (p *parser) withItems(paren bool) []*WithItem {
	var items []*WithItem
	for {
		item := &WithItem{ContextExpr: p.expression()}
		if p.accept(tAs) {
			item.OptionalVars = p.starTarget()
		}
		items = append(items, item)
		if p.failed || !p.accept(tComma) || paren && p.kind == tRParen {
			return items
		}
	}
}

func (p *parser) tryStmt() Stmt {
	start := p.here()
	p.next()
	t := Try{Body: p.suite()}
	star := p.kind == tExcept && p.peek() == tStar
	for p.kind == tExcept {
		if star {
			p.need(11, "Exception groups are")
		}
		h := &ExceptHandler{}
		at := p.here()
		p.next()
		if star {
			p.expect(tStar)
		}
		if p.kind != tColon || star {
			h.Type = p.expression()
			if p.accept(tAs) {
				h.Name = p.ident()
			}
		}
		h.Body = p.suite()
		if p.failed {
			return &Pass{}
		}
		h.Node = p.spanBlock(at)
		t.Handlers = append(t.Handlers, h)
	}
	if len(t.Handlers) > 0 {
		t.Orelse = p.elseBlock()
	}
	if p.accept(tFinally) {
		t.Finalbody = p.suite()
	} else if len(t.Handlers) == 0 {
		p.fail()
	}
	t.Node = p.spanBlock(start)
	if star {
		return &TryStar{Node: t.Node, Body: t.Body, Handlers: t.Handlers, Orelse: t.Orelse, Finalbody: t.Finalbody}
	}
	return &t
}

func (p *parser) decorated() Stmt {
	n := len(p.exprs)
	for p.accept(tAt) {
		p.exprs = append(p.exprs, p.named())
		p.expect(tNewline)
	}
	list := p.takeExprs(n)
	start := p.here()
	switch p.kind {
	case tDef:
		return p.funcDef(start, list, false)
	case tClass:
		return p.classDef(list)
	case tAsync:
		p.next()
		if p.kind == tDef {
			return p.funcDef(start, list, true)
		}
	}
	p.fail()
	return &Pass{}
}

func (p *parser) funcDef(start Pos, decorators []Expr, async bool) Stmt {
	p.next()
	f := FunctionDef{Name: p.ident(), DecoratorList: decorators}
	p.expect(tLParen)
	f.Args = p.parameters(false)
	p.expect(tRParen)
	if p.accept(tArrow) {
		f.Returns = p.expression()
	}
	p.expect(tColon)
	f.TypeComment = p.functionComment()
	f.Body = p.block()
	f.Node = p.spanBlock(start)
	if async {
		p.need(5, "Async functions are")
		return &AsyncFunctionDef{Node: f.Node, Name: f.Name, Args: f.Args, Body: f.Body, DecoratorList: f.DecoratorList, Returns: f.Returns,
			TypeComment: f.TypeComment}
	}
	return &f
}

// functionComment parses the type comment of a function: behind its head, or on the first line of its body.
func (p *parser) functionComment() string {
	first := func() bool { // a line that is nothing but a type comment, and then the body
		return p.kind == tNewline && p.peek() == tTypeComment && p.toks[p.pos+2].kind == tNewline && p.toks[p.pos+3].kind == tIndent
	}
	if first() {
		p.next()
		return p.typeComment()
	}
	comment := p.typeComment()
	if comment != "" && first() {
		p.abort(&commentError{"Cannot have two type comments on def", p.pos + 3})
	}
	return comment
}

func (p *parser) classDef(decorators []Expr) Stmt {
	start := p.here()
	p.next()
	c := &ClassDef{Name: p.ident(), DecoratorList: decorators}
	if p.kind == tLParen {
		p.callArgs(&c.Bases, &c.Keywords, false)
	}
	c.Body = p.suite()
	c.Node = p.spanBlock(start)
	return c
}
