package syntax

// This file defines the parser of expressions (Language reference, chapter 6).

// starExpressions parses star_expressions: one expression, possibly starred, or an unparenthesised tuple.
func (p *parser) starExpressions() Expr {
	start := p.here()
	e := p.starExpression()
	if p.kind != tComma {
		return e
	}
	return p.tupleFrom(start, e, (*parser).starExpression)
}

// tupleFrom parses the rest of an unparenthesised tuple whose first item is e; a comma is next.
func (p *parser) tupleFrom(start Pos, e Expr, item func(*parser) Expr) Expr {
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tComma) && startsExpr[p.kind] {
		p.exprs = append(p.exprs, item(p))
	}
	return &Tuple{Elts: p.takeExprs(n), Node: p.span(start)}
}

// expressions parses expressions: like starExpressions without stars.
func (p *parser) expressions() Expr {
	start := p.here()
	e := p.expression()
	if p.kind != tComma {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tComma) && startsExpr[p.kind] && p.kind != tStar {
		p.exprs = append(p.exprs, p.expression())
	}
	return &Tuple{Elts: p.takeExprs(n), Node: p.span(start)}
}

// starExpression parses star_expression.
func (p *parser) starExpression() Expr {
	if p.kind == tStar {
		return p.starred()
	}
	return p.expression()
}

// starred parses * and a bitwise_or.
func (p *parser) starred() Expr {
	start := p.here()
	p.next()
	v := p.bitwiseOr()
	return &Starred{Value: v, Node: p.span(start)}
}

// starNamed parses star_named_expression, the item of a display.
func (p *parser) starNamed() Expr {
	if p.kind == tStar {
		return p.starred()
	}
	return p.named()
}

// named parses named_expression.
func (p *parser) named() Expr {
	if p.kind == tName && p.peek() == tWalrus {
		return p.walrus()
	}
	e := p.expression()
	if p.kind == tWalrus {
		return p.fail()
	}
	return e
}

func (p *parser) walrus() Expr {
	start := p.here()
	t := p.name(Store)
	p.next()
	v := p.expression()
	p.need(8, "Assignment expressions are")
	return &NamedExpr{Target: t, Value: v, Node: p.span(start)}
}

// yield parses yield_expr.
func (p *parser) yield() Expr {
	start := p.here()
	p.next()
	if p.accept(tFrom) {
		v := p.expression()
		return &YieldFrom{Value: v, Node: p.span(start)}
	}
	y := &Yield{}
	if startsExpr[p.kind] {
		y.Value = p.starExpressions()
	}
	y.Node = p.span(start)
	return y
}

// yieldOrStar parses the right side of an assignment.
func (p *parser) yieldOrStar() Expr {
	if p.kind == tYield {
		return p.yield()
	}
	return p.starExpressions()
}

// expression parses expression: a lambda or a conditional expression.
func (p *parser) expression() Expr {
	if p.kind == tLambda {
		return p.lambda()
	}
	start := p.here()
	body := p.disjunction()
	if p.kind != tIf {
		return body
	}
	if !p.enter() {
		return p.bad
	}
	p.next()
	test := p.disjunction()
	p.expect(tElse)
	orelse := p.expression()
	p.leave()
	return &IfExp{Test: test, Body: body, Orelse: orelse, Node: p.span(start)}
}

func (p *parser) lambda() Expr {
	if !p.enter() {
		return p.bad
	}
	start := p.here()
	p.next()
	args := p.parameters(true)
	p.expect(tColon)
	body := p.expression()
	p.leave()
	return &Lambda{Args: args, Body: body, Node: p.span(start)}
}

func (p *parser) disjunction() Expr {
	start := p.here()
	e := p.conjunction()
	if p.kind != tOr {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tOr) {
		p.exprs = append(p.exprs, p.conjunction())
	}
	return &BoolOp{Op: Or, Values: p.takeExprs(n), Node: p.span(start)}
}

func (p *parser) conjunction() Expr {
	start := p.here()
	e := p.inversion()
	if p.kind != tAnd {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tAnd) {
		p.exprs = append(p.exprs, p.inversion())
	}
	return &BoolOp{Op: And, Values: p.takeExprs(n), Node: p.span(start)}
}

func (p *parser) inversion() Expr {
	if p.kind != tNot {
		return p.comparison()
	}
	if !p.enter() {
		return p.bad
	}
	start := p.here()
	p.next()
	e := p.inversion()
	p.leave()
	return &UnaryOp{Op: Not, Operand: e, Node: p.span(start)}
}

// comparisonOp returns the comparison operator at hand, consuming it.
func (p *parser) comparisonOp() (CmpOperator, bool) {
	var op CmpOperator
	switch p.kind {
	case tEqual:
		op = Eq
	case tNotEqual:
		// Under barry_as_FLUFL the operator is <>, otherwise it is !=.
		if (p.text()[0] == '<') != (p.future&BarryAsBDFL != 0) {
			p.fail()
			return 0, false
		}
		op = NotEq
	case tLess:
		op = Lt
	case tLessEq:
		op = LtE
	case tGreater:
		op = Gt
	case tGreaterEq:
		op = GtE
	case tIn:
		op = In
	case tIs:
		p.next()
		if p.accept(tNot) {
			return IsNot, true
		}
		return Is, true
	case tNot:
		if p.peek() != tIn {
			return 0, false
		}
		p.next()
		op = NotIn
	default:
		return 0, false
	}
	p.next()
	return op, true
}

func (p *parser) comparison() Expr {
	start := p.here()
	left := p.bitwiseOr()
	op, ok := p.comparisonOp()
	if !ok {
		return left
	}
	n := len(p.exprs)
	ops := make([]CmpOperator, 0, 1)
	for ok {
		ops = append(ops, op)
		p.exprs = append(p.exprs, p.bitwiseOr())
		op, ok = p.comparisonOp()
	}
	return &Compare{Left: left, Ops: ops, Comparators: p.takeExprs(n), Node: p.span(start)}
}

func (p *parser) bitwiseOr() Expr { return p.binary(1) }

// binary parses a chain of binary operators of at least the precedence given. Operators of one precedence are
// taken in a loop, so that a long sum nests in the tree but not on the stack.
func (p *parser) binary(prec uint8) Expr {
	start := p.here()
	left := p.factor()
	for {
		b := binary[p.kind]
		if b.prec < prec || b.prec == 0 {
			return left
		}
		if b.op == MatMult {
			p.need(5, "The '@' operator is")
		}
		p.next()
		right := p.binary(b.prec + 1)
		left = &BinOp{Left: left, Op: b.op, Right: right, Node: p.span(start)}
	}
}

func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.kind {
	case tPlus:
		op = UAdd
	case tMinus:
		op = USub
	case tTilde:
		op = Invert
	default:
		return p.power()
	}
	if !p.enter() {
		return p.bad
	}
	start := p.here()
	p.next()
	e := p.factor()
	p.leave()
	return &UnaryOp{Op: op, Operand: e, Node: p.span(start)}
}

func (p *parser) power() Expr {
	start := p.here()
	var e Expr
	if p.kind == tAwait {
		p.need(5, "Await expressions are")
		p.next()
		v := p.primary()
		e = &Await{Value: v, Node: p.span(start)}
	} else {
		e = p.primary()
	}
	if p.kind != tDoubleStar {
		return e
	}
	if !p.enter() {
		return p.bad
	}
	p.next()
	right := p.factor()
	p.leave()
	return &BinOp{Left: e, Op: Pow, Right: right, Node: p.span(start)}
}

// primary parses primary: an atom with attribute references, calls and subscripts.
func (p *parser) primary() Expr {
	start := p.here()
	e := p.atom()
	for {
		switch p.kind {
		case tDot:
			p.next()
			a := p.attrSlab.new()
			a.Value, a.Attr = e, p.ident()
			a.Node = p.span(start)
			e = a
		case tLParen:
			c := p.callSlab.new()
			c.Func = e
			p.callArgs(&c.Args, &c.Keywords, true)
			c.Node = p.span(start)
			e = c
		case tLBrack:
			p.next()
			s := p.slices()
			p.expect(tRBrack)
			e = &Subscript{Value: e, Slice: s, Node: p.span(start)}
		default:
			return e
		}
	}
}

// slices parses what stands within the brackets of a subscript.
func (p *parser) slices() Expr {
	start := p.here()
	e := p.slice()
	_, star := e.(*Starred)
	if p.kind != tComma && !star {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tComma) && p.kind != tRBrack {
		p.exprs = append(p.exprs, p.slice())
	}
	return &Tuple{Elts: p.takeExprs(n), Node: p.span(start)}
}

func (p *parser) slice() Expr {
	start := p.here()
	var lower Expr
	switch p.kind {
	case tColon:
	case tStar:
		p.next()
		v := p.expression()
		return &Starred{Value: v, Node: p.span(start)}
	case tName:
		if p.peek() == tWalrus {
			return p.walrus()
		}
		fallthrough
	default:
		lower = p.expression()
		if p.kind != tColon {
			if p.kind == tWalrus {
				return p.fail()
			}
			return lower
		}
	}
	p.next()
	s := &Slice{Lower: lower}
	if p.kind != tColon && p.kind != tRBrack && p.kind != tComma {
		s.Upper = p.expression()
	}
	if p.accept(tColon) && p.kind != tRBrack && p.kind != tComma {
		s.Step = p.expression()
	}
	s.Node = p.span(start)
	return s
}

// name consumes a name as an expression.
func (p *parser) name(ctx ExprContext) *Name {
	n := p.nameSlab.new()
	start := p.here()
	n.Id, n.Ctx = p.ident(), ctx
	if !p.failed {
		n.Node = p.span(start)
	}
	return n
}

func (p *parser) constant(k ConstKind) Expr {
	c := p.constSlab.new()
	start := p.here()
	p.next()
	c.Kind, c.Node = k, p.span(start)
	return c
}

func (p *parser) number() Expr {
	c := p.constSlab.new()
	start := p.here()
	if err := numberValue(c, p.text(), p.opt.MaxIntDigits); err != nil {
		return p.abort(err)
	}
	if p.opt.FeatureVersion != 0 && p.opt.FeatureVersion < 6 {
		for _, b := range p.text() {
			if b == '_' {
				p.need(6, "Underscores in numeric literals are")
			}
		}
	}
	p.next()
	if !p.failed {
		c.Node = p.span(start)
	}
	return c
}

// atom parses atom.
func (p *parser) atom() Expr {
	switch p.kind {
	case tName:
		return p.name(Load)
	case tNumber:
		return p.number()
	case tString:
		return p.strings()
	case tNone:
		return p.constant(ConstNone)
	case tTrue:
		return p.constant(ConstTrue)
	case tFalse:
		return p.constant(ConstFalse)
	case tEllipsis:
		return p.constant(ConstEllipsis)
	case tLParen, tLBrack, tLBrace:
		if !p.enter() {
			return p.bad
		}
		var e Expr
		switch p.kind {
		case tLParen:
			e = p.paren()
		case tLBrack:
			e = p.list()
		default:
			e = p.brace()
		}
		p.leave()
		return e
	}
	return p.fail()
}

// paren parses what an opening parenthesis begins: a tuple, a group or a generator expression.
func (p *parser) paren() Expr {
	start := p.here()
	p.next()
	switch p.kind {
	case tRParen:
		p.next()
		return &Tuple{Node: p.span(start)}
	case tYield:
		e := p.yield()
		p.expect(tRParen)
		return e
	}
	e := p.starNamed()
	switch p.kind {
	case tComma:
		elts := p.displayRest(e, tRParen)
		p.expect(tRParen)
		return &Tuple{Elts: elts, Node: p.span(start)}
	case tFor, tAsync:
		if _, ok := e.(*Starred); ok {
			return p.fail()
		}
		gens := p.comprehensions()
		p.expect(tRParen)
		return &GeneratorExp{Elt: e, Generators: gens, Node: p.span(start)}
	}
	if _, ok := e.(*Starred); ok {
		return p.fail()
	}
	p.expect(tRParen)
	return e
}

// displayRest parses the items after the first one of a tuple, list or set display, up to the closing bracket.
func (p *parser) displayRest(first Expr, closing kind) []Expr {
	n := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tComma) && p.kind != closing {
		p.exprs = append(p.exprs, p.starNamed())
	}
	return p.takeExprs(n)
}

func (p *parser) list() Expr {
	start := p.here()
	p.next()
	if p.accept(tRBrack) {
		return &List{Node: p.span(start)}
	}
	e := p.starNamed()
	if p.kind == tFor || p.kind == tAsync {
		if _, ok := e.(*Starred); ok {
			return p.fail()
		}
		gens := p.comprehensions()
		p.expect(tRBrack)
		return &ListComp{Elt: e, Generators: gens, Node: p.span(start)}
	}
	elts := p.displayRest(e, tRBrack)
	p.expect(tRBrack)
	return &List{Elts: elts, Node: p.span(start)}
}

// brace parses a dict or set, display or comprehension.
func (p *parser) brace() Expr {
	start := p.here()
	p.next()
	switch p.kind {
	case tRBrace:
		p.next()
		return &Dict{Node: p.span(start)}
	case tDoubleStar:
		return p.dict(start, nil)
	case tStar:
		elts := p.displayRest(p.starred(), tRBrace)
		p.expect(tRBrace)
		return &Set{Elts: elts, Node: p.span(start)}
	}
	walrus := p.peek() == tWalrus
	e := p.named()
	switch p.kind {
	case tColon:
		if walrus {
			return p.fail()
		}
		return p.dict(start, e)
	case tFor, tAsync:
		gens := p.comprehensions()
		p.expect(tRBrace)
		return &SetComp{Elt: e, Generators: gens, Node: p.span(start)}
	}
	elts := p.displayRest(e, tRBrace)
	p.expect(tRBrace)
	return &Set{Elts: elts, Node: p.span(start)}
}

// dict parses the rest of a dict whose first key has been read, or none of it.
func (p *parser) dict(start Pos, key Expr) Expr {
	n := len(p.exprs)
	for !p.failed {
		switch {
		case key == nil && p.accept(tDoubleStar):
			p.exprs = append(p.exprs, nil, p.bitwiseOr())
		default:
			if key == nil {
				key = p.expression()
			}
			p.expect(tColon)
			v := p.expression()
			if len(p.exprs) == n && (p.kind == tFor || p.kind == tAsync) {
				gens := p.comprehensions()
				p.expect(tRBrace)
				return &DictComp{Key: key, Value: v, Generators: gens, Node: p.span(start)}
			}
			p.exprs = append(p.exprs, key, v)
			key = nil
		}
		if !p.accept(tComma) || p.kind == tRBrace {
			break
		}
	}
	p.expect(tRBrace)
	count := (len(p.exprs) - n) / 2
	both := make([]Expr, 2*count)
	d := &Dict{Keys: both[:count:count], Values: both[count:], Node: p.span(start)}
	for i := range count {
		d.Keys[i], d.Values[i] = p.exprs[n+2*i], p.exprs[n+2*i+1]
	}
	p.exprs = p.exprs[:n]
	return d
}

// comprehensions parses for_if_clauses.
func (p *parser) comprehensions() []*Comprehension {
	var list []*Comprehension
	for p.kind == tFor || p.kind == tAsync {
		c := &Comprehension{}
		if p.accept(tAsync) {
			c.IsAsync = 1
			p.need(6, "Async comprehensions are")
		}
		p.expect(tFor)
		c.Target = p.starTargets()
		p.expect(tIn)
		c.Iter = p.disjunction()
		n := len(p.exprs)
		for p.accept(tIf) {
			p.exprs = append(p.exprs, p.disjunction())
		}
		c.Ifs = p.takeExprs(n)
		list = append(list, c)
	}
	return list
}
