package syntax

// This file defines assignment targets. A target is read as an expression and then turned into a target, which
// fails for expressions that cannot be one.

// starTargets parses star_targets, the targets of for.
func (p *parser) starTargets() Expr {
	start := p.here()
	e := p.starTarget()
	if p.kind == tComma {
		n := len(p.exprs)
		p.exprs = append(p.exprs, e)
		for p.accept(tComma) && (p.kind == tStar || startsTarget[p.kind]) {
			p.exprs = append(p.exprs, p.starTarget())
		}
		return &Tuple{Elts: p.takeExprs(n), Ctx: Store, Node: p.span(start)}
	}
	return e
}

// startsTarget says which tokens can begin a target that is not starred: those of an atom.
var startsTarget = [kindCount]bool{
	tName: true, tNumber: true, tString: true, tLParen: true, tLBrack: true, tLBrace: true, tEllipsis: true,
	tFalse: true, tNone: true, tTrue: true,
}

func (p *parser) starTarget() Expr {
	start := p.here()
	if p.accept(tStar) {
		if p.kind == tStar {
			return p.fail()
		}
		v := p.target(p.primary(), Store)
		return &Starred{Value: v, Ctx: Store, Node: p.span(start)}
	}
	return p.target(p.primary(), Store)
}

// target turns e into a target of the context given, or fails.
func (p *parser) target(e Expr, ctx ExprContext) Expr {
	switch n := e.(type) {
	case *Name:
		n.Ctx = ctx
	case *Attribute:
		n.Ctx = ctx
	case *Subscript:
		n.Ctx = ctx
	case *Starred:
		if ctx == Del {
			return p.fail()
		}
		if _, ok := n.Value.(*Starred); ok {
			return p.fail()
		}
		n.Ctx = ctx
		p.target(n.Value, ctx)
	case *Tuple:
		n.Ctx = ctx
		for _, x := range n.Elts {
			p.target(x, ctx)
		}
	case *List:
		n.Ctx = ctx
		for _, x := range n.Elts {
			p.target(x, ctx)
		}
	default:
		return p.fail()
	}
	return e
}

// singleTarget turns e into a target that is not a tuple or list.
func (p *parser) singleTarget(e Expr) Expr {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		return p.target(e, Store)
	}
	return p.fail()
}
