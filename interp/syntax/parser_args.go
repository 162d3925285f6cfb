package syntax

// This file defines the parser of call arguments and of function parameters.

// callArgs parses the arguments of a call or class statement from the opening bracket to the closing one.
// genexp says whether a bare generator expression may be the only argument.
func (p *parser) callArgs(args *[]Expr, keywords *[]*Keyword, genexp bool) {
	open := p.here()
	p.next()
	if p.accept(tRParen) {
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	n := len(p.exprs)
	const (
		positional = iota
		afterKeyword
		afterDoubleStar
	)
	state := positional
	var kws []*Keyword
	for !p.failed {
		start := p.here()
		switch {
		case p.kind == tStar:
			if state == afterDoubleStar {
				p.fail()
			}
			p.next()
			v := p.expression()
			p.exprs = append(p.exprs, &Starred{Value: v, Node: p.span(start)})
		case p.kind == tDoubleStar:
			p.next()
			v := p.expression()
			kws = append(kws, &Keyword{Value: v, Node: p.span(start)})
			state = afterDoubleStar
		case p.kind == tName && p.peek() == tAssign:
			name := p.ident()
			p.next()
			v := p.expression()
			kws = append(kws, &Keyword{Arg: name, Value: v, Node: p.span(start)})
			state = max(state, afterKeyword)
		default:
			if state != positional {
				p.fail()
			}
			v := p.named()
			if (p.kind == tFor || p.kind == tAsync) && genexp && len(p.exprs) == n {
				gens := p.comprehensions()
				p.expect(tRParen)
				*args = []Expr{&GeneratorExp{Elt: v, Generators: gens, Node: p.span(open)}}
				return
			}
			p.exprs = append(p.exprs, v)
		}
		if !p.accept(tComma) || p.kind == tRParen {
			break
		}
	}
	p.expect(tRParen)
	*args, *keywords = p.takeExprs(n), kws
}

// parameters parses the parameters of a lambda up to its colon, or of a function up to the closing bracket.
func (p *parser) parameters(lambda bool) *Arguments {
	closing := tRParen
	if lambda {
		closing = tColon
	}
	a := &Arguments{}
	star, slash := false, false
	for p.kind != closing && !p.failed {
		var arg *Arg // whose type comment may follow
		switch p.kind {
		case tName:
			arg = p.parameter(lambda, false)
			switch {
			case star:
				a.KwOnly = append(a.KwOnly, arg)
				var v Expr
				if p.accept(tAssign) {
					v = p.expression()
				}
				a.KwDefaults = append(a.KwDefaults, v)
			case p.accept(tAssign):
				a.Args = append(a.Args, arg)
				a.Defaults = append(a.Defaults, p.expression())
			default:
				if len(a.Defaults) > 0 {
					p.fail()
				}
				a.Args = append(a.Args, arg)
			}
		case tSlash:
			if slash || star || len(a.Args) == 0 {
				p.fail()
			}
			slash = true
			p.next()
			p.need(8, "Positional-only parameters are")
			a.PosOnly, a.Args = a.Args, nil
		case tStar:
			if star {
				p.fail()
			}
			star = true
			p.next()
			if p.kind == tComma {
				if next := p.peek(); next == tTypeComment {
					p.abort(&commentError{"bare * has associated type comment", p.pos + 1})
				} else if next != tName {
					p.next()
					p.fail()
				}
			} else {
				arg = p.parameter(lambda, true)
				a.Vararg = arg
			}
		case tDoubleStar:
			p.next()
			a.Kwarg = p.parameter(lambda, false)
			a.Kwarg.TypeComment = p.typeComment()
			if p.accept(tComma) && a.Kwarg.TypeComment == "" {
				a.Kwarg.TypeComment = p.typeComment()
			}
			if p.kind != closing {
				p.fail()
			}
			return a
		default:
			p.fail()
		}
		if arg != nil {
			arg.TypeComment = p.typeComment()
		}
		if p.kind != closing && p.expect(tComma) && arg != nil && arg.TypeComment == "" {
			arg.TypeComment = p.typeComment()
		}
	}
	return a
}

// parameter parses a parameter's name and annotation; that of *args may be starred.
func (p *parser) parameter(lambda, star bool) *Arg {
	start := p.here()
	a := &Arg{Arg: p.ident()}
	if !lambda && p.accept(tColon) {
		if star {
			a.Annotation = p.starExpression()
		} else {
			a.Annotation = p.expression()
		}
	}
	if !p.failed {
		a.Node = p.span(start)
	}
	return a
}
