package syntax

// This file defines the parser of match statements (Language reference, 8.6).

// isWord says whether the current token is a name spelled w: match, case and _ are keywords only where they
// act as such.
func (p *parser) isWord(w string) bool { return p.kind == tName && string(p.text()) == w }

// matchStmt parses a match statement, or goes back and returns nil where match is just a name. It is one when
// a subject, a colon and a block that begins with case follow.
func (p *parser) matchStmt() Stmt {
	if k := p.peek(); !startsExpr[k] {
		return nil
	}
	m := p.mark()
	start := p.here()
	p.next()
	subject := p.subject()
	if !p.accept(tColon) || !p.accept(tNewline) || !p.accept(tIndent) || !p.isWord("case") {
		p.reset(m)
		return nil
	}
	s := &Match{Subject: subject}
	for p.isWord("case") {
		p.next()
		c := &MatchCase{Pattern: p.patterns()}
		if p.accept(tIf) {
			c.Guard = p.named()
		}
		c.Body = p.suite()
		s.Cases = append(s.Cases, c)
	}
	p.expect(tDedent)
	p.need(10, "Pattern matching is")
	s.Node = p.spanBlock(start)
	return s
}

// subject parses subject_expr.
func (p *parser) subject() Expr {
	start := p.here()
	e := p.starNamed()
	if p.kind == tComma {
		return p.tupleFrom(start, e, (*parser).starNamed)
	}
	if _, ok := e.(*Starred); ok {
		return p.fail()
	}
	return e
}

// patterns parses what follows case: a pattern or an open sequence.
func (p *parser) patterns() Pattern {
	start := p.here()
	first := p.maybeStar()
	if p.kind != tComma {
		if _, ok := first.(*MatchStar); ok {
			p.fail()
		}
		return first
	}
	list := []Pattern{first}
	for p.accept(tComma) && p.kind != tColon && p.kind != tIf && !p.failed {
		list = append(list, p.maybeStar())
	}
	return &MatchSequence{Patterns: list, Node: p.span(start)}
}

// maybeStar parses maybe_star_pattern.
func (p *parser) maybeStar() Pattern {
	if p.kind != tStar {
		return p.pattern()
	}
	start := p.here()
	p.next()
	name := p.capture(true)
	return &MatchStar{Name: name, Node: p.span(start)}
}

// capture parses the name that a pattern binds; "" is the wildcard, where that may stand.
func (p *parser) capture(wildcard bool) string {
	if p.isWord("_") {
		if !wildcard {
			p.fail()
		}
		p.next()
		return ""
	}
	name := p.ident()
	switch p.kind {
	case tDot, tLParen, tAssign:
		p.fail()
	}
	return name
}

// pattern parses as_pattern or or_pattern.
func (p *parser) pattern() Pattern {
	if !p.enter() {
		return &MatchAs{}
	}
	defer p.leave()
	start := p.here()
	e := p.closedPattern()
	if p.kind == tPipe {
		list := []Pattern{e}
		for p.accept(tPipe) {
			list = append(list, p.closedPattern())
		}
		e = &MatchOr{Patterns: list, Node: p.span(start)}
	}
	if p.accept(tAs) {
		name := p.capture(false)
		return &MatchAs{Pattern: e, Name: name, Node: p.span(start)}
	}
	return e
}

func (p *parser) closedPattern() Pattern {
	start := p.here()
	switch p.kind {
	case tNumber, tMinus, tString:
		v := p.literal()
		return &MatchValue{Value: v, Node: p.span(start)}
	case tNone, tTrue, tFalse:
		k := map[kind]ConstKind{tNone: ConstNone, tTrue: ConstTrue, tFalse: ConstFalse}[p.kind]
		p.next()
		return &MatchSingleton{Value: k, Node: p.span(start)}
	case tName:
		return p.namePattern()
	case tLParen:
		return p.groupPattern()
	case tLBrack:
		p.next()
		list := p.sequence(tRBrack)
		p.expect(tRBrack)
		return &MatchSequence{Patterns: list, Node: p.span(start)}
	case tLBrace:
		return p.mappingPattern()
	}
	p.fail()
	return &MatchAs{}
}

// sequence parses patterns, separated by commas, up to the closing bracket.
func (p *parser) sequence(closing kind) []Pattern {
	var list []Pattern
	for p.kind != closing && !p.failed {
		list = append(list, p.maybeStar())
		if !p.accept(tComma) {
			break
		}
	}
	return list
}

// groupPattern parses a parenthesised pattern: one in a group, or a sequence.
func (p *parser) groupPattern() Pattern {
	start := p.here()
	p.next()
	list := p.sequence(tRParen)
	comma := p.toks[p.pos-1].kind == tComma
	p.expect(tRParen)
	if len(list) == 1 && !comma {
		if _, ok := list[0].(*MatchStar); ok {
			p.fail()
		}
		return list[0]
	}
	return &MatchSequence{Patterns: list, Node: p.span(start)}
}

// namePattern parses a capture, the wildcard, a value or a class pattern.
func (p *parser) namePattern() Pattern {
	start := p.here()
	if p.isWord("_") {
		p.next()
		return &MatchAs{Node: p.span(start)}
	}
	n := p.name(Load)
	if p.kind != tDot && p.kind != tLParen {
		if p.kind == tAssign {
			p.fail()
		}
		return &MatchAs{Name: n.Id, Node: p.span(start)}
	}
	e := p.attrs(start, n)
	if p.kind == tLParen {
		return p.classPattern(start, e)
	}
	if p.kind == tAssign {
		p.fail()
	}
	return &MatchValue{Value: e, Node: p.span(start)}
}

// attrs parses the attributes after a name.
func (p *parser) attrs(start Pos, e Expr) Expr {
	for p.accept(tDot) {
		a := &Attribute{Value: e, Attr: p.ident()}
		if p.failed {
			return p.bad
		}
		a.Node = p.span(start)
		e = a
	}
	return e
}

func (p *parser) classPattern(start Pos, cls Expr) Pattern {
	p.next()
	c := &MatchClass{Cls: cls}
	for p.kind != tRParen && !p.failed {
		if p.kind == tName && p.peek() == tAssign {
			c.KwdAttrs = append(c.KwdAttrs, p.ident())
			p.next()
			c.KwdPatterns = append(c.KwdPatterns, p.pattern())
		} else {
			if len(c.KwdAttrs) > 0 {
				p.fail()
			}
			c.Patterns = append(c.Patterns, p.pattern())
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(tRParen)
	c.Node = p.span(start)
	return c
}

func (p *parser) mappingPattern() Pattern {
	start := p.here()
	p.next()
	m := &MatchMapping{}
	for p.kind != tRBrace && !p.failed {
		if p.accept(tDoubleStar) {
			m.Rest = p.capture(false)
			p.accept(tComma)
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		p.expect(tColon)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(tRBrace)
	m.Node = p.span(start)
	return m
}

// mappingKey parses a literal or an attribute.
func (p *parser) mappingKey() Expr {
	switch p.kind {
	case tNone:
		return p.constant(ConstNone)
	case tTrue:
		return p.constant(ConstTrue)
	case tFalse:
		return p.constant(ConstFalse)
	case tName:
		start := p.here()
		n := p.name(Load)
		if p.kind != tDot {
			return p.fail()
		}
		return p.attrs(start, n)
	}
	return p.literal()
}

// literal parses a string, or a number with a sign and an imaginary part.
func (p *parser) literal() Expr {
	if p.kind == tString {
		return p.strings()
	}
	start := p.here()
	e := p.signedNumber()
	var op Operator
	switch p.kind {
	case tPlus:
		op = Add
	case tMinus:
		op = Sub
	default:
		return e
	}
	if p.failed {
		return e
	}
	if isComplex(e) {
		return p.abort(&patternNumberError{"real number required in complex literal", e})
	}
	p.next()
	if p.kind != tNumber {
		return p.fail()
	}
	imag := p.number()
	if !p.failed && !isComplex(imag) {
		return p.abort(&patternNumberError{"imaginary number required in complex literal", imag})
	}
	return &BinOp{Left: e, Op: op, Right: imag, Node: p.span(start)}
}

// patternNumberError is a complex literal in a pattern whose parts are the wrong way round.
type patternNumberError struct {
	msg string
	at  Expr
}

func (e *patternNumberError) Error() string { return e.msg }

func (p *parser) signedNumber() Expr {
	start := p.here()
	neg := p.accept(tMinus)
	if p.kind != tNumber {
		return p.fail()
	}
	e := p.number()
	if neg {
		e = &UnaryOp{Op: USub, Operand: e, Node: p.span(start)}
	}
	return e
}

// isComplex says whether a literal is imaginary, with a sign or without.
func isComplex(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*Constant)
	return ok && c.Kind == ConstComplex
}
