package resolve

import "memphis/interp/syntax"

// This file defines the part of the first pass that visits expressions.

func (v *visitor) expr(e syntax.Expr) {
	if !v.deeper() {
		return
	}
	defer v.undo()
	switch e := e.(type) {
	case *syntax.Name:
		v.name(e)
	case *syntax.Constant:
	case *syntax.Attribute:
		v.expr(e.Value)
	case *syntax.Call:
		v.expr(e.Func)
		v.exprs(e.Args)
		v.keywords(e.Keywords)
	case *syntax.BinOp:
		v.expr(e.Left)
		v.expr(e.Right)
	case *syntax.UnaryOp:
		v.expr(e.Operand)
	case *syntax.BoolOp:
		v.exprs(e.Values)
	case *syntax.Compare:
		v.expr(e.Left)
		v.exprs(e.Comparators)
	case *syntax.Subscript:
		v.expr(e.Value)
		v.expr(e.Slice)
	case *syntax.Slice:
		v.optional(e.Lower)
		v.optional(e.Upper)
		v.optional(e.Step)
	case *syntax.Starred:
		v.expr(e.Value)
	case *syntax.Tuple:
		v.exprs(e.Elts)
	case *syntax.List:
		v.exprs(e.Elts)
	case *syntax.Set:
		v.exprs(e.Elts)
	case *syntax.Dict:
		v.exprs(e.Keys)
		v.exprs(e.Values)
	case *syntax.IfExp:
		v.expr(e.Test)
		v.expr(e.Body)
		v.expr(e.Orelse)
	case *syntax.JoinedStr:
		v.exprs(e.Values)
	case *syntax.FormattedValue:
		v.expr(e.Value)
		v.optional(e.FormatSpec)
	case *syntax.Lambda:
		v.exprs(e.Args.Defaults)
		v.exprs(e.Args.KwDefaults)
		v.enter(e, "lambda", Function, e.Pos)
		v.parameters(e.Args)
		v.expr(e.Body)
		v.leave()
	case *syntax.NamedExpr:
		v.namedExpr(e)
	case *syntax.ListComp:
		v.comprehension(e, "listcomp", ListComp, e.Generators, e.Elt, nil)
	case *syntax.SetComp:
		v.comprehension(e, "setcomp", SetComp, e.Generators, e.Elt, nil)
	case *syntax.DictComp:
		v.comprehension(e, "dictcomp", DictComp, e.Generators, e.Key, e.Value)
	case *syntax.GeneratorExp:
		v.comprehension(e, "genexpr", GenExp, e.Generators, e.Elt, nil)
	case *syntax.Yield:
		if v.notInAnnotation("yield expression", e.Pos) {
			v.optional(e.Value)
			v.yield(e.Pos)
		}
	case *syntax.YieldFrom:
		if v.notInAnnotation("yield expression", e.Pos) {
			v.expr(e.Value)
			v.yield(e.Pos)
		}
	case *syntax.Await:
		if v.notInAnnotation("await expression", e.Pos) {
			v.expr(e.Value)
			v.cur.Coroutine = true
		}
	}
}

func (v *visitor) name(e *syntax.Name) {
	switch e.Ctx {
	case syntax.Load:
		v.def(e.Id, Use, e.Pos)
		if e.Id == "super" && v.cur.Kind == Function {
			v.def("__class__", Use, e.Pos)
		}
	case syntax.Del:
		v.def(e.Id, DefLocal|Unbinds, e.Pos)
	default:
		v.def(e.Id, DefLocal, e.Pos)
	}
}

func (v *visitor) notInAnnotation(what string, pos syntax.Pos) bool {
	if v.cur.Kind == Annotation {
		v.fail(pos, "'%s' can not be used within an annotation", what)
		return false
	}
	return true
}

var compNames = [...]string{ListComp: "list comprehension", DictComp: "dict comprehension", SetComp: "set comprehension", GenExp: "generator expression"}

func (v *visitor) yield(pos syntax.Pos) {
	v.cur.Generator = true
	if v.cur.Comp != NoComp {
		v.fail(pos, "'yield' inside %s", compNames[v.cur.Comp])
	}
}

func (v *visitor) namedExpr(e *syntax.NamedExpr) {
	if v.cur.Kind == Annotation {
		v.fail(e.Pos, "'named expression' can not be used within an annotation")
		return
	}
	if v.cur.compIterExpr > 0 {
		v.fail(e.Pos, "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	if v.cur.Comp != NoComp {
		v.bindOutside(e.Target.(*syntax.Name))
	} else {
		v.cur.HasWalrus = true
	}
	v.expr(e.Value)
	v.expr(e.Target)
}

// bindOutside makes an assignment expression in a comprehension bind its name in the nearest block that is none.
func (v *visitor) bindOutside(n *syntax.Name) {
	name := Mangle(v.class, n.Id)
	for b := v.cur; b != nil; b = b.Parent {
		if b.Comp != NoComp {
			if s := b.Lookup(name); s != nil && s.Flags&DefCompIter != 0 {
				v.fail(n.Pos, "assignment expression cannot rebind comprehension iteration variable '%s'", n.Id)
				return
			}
			continue
		}
		switch b.Kind {
		case Function:
			if s := b.Lookup(name); s != nil && s.Flags&DefGlobal != 0 {
				v.def(n.Id, DefGlobal, n.Pos)
			} else {
				v.def(n.Id, DefNonlocal, n.Pos)
			}
			v.cur.directives = append(v.cur.directives, directive{name, n.Pos})
			v.defIn(b, n.Id, DefLocal, n.Pos)
		case Module:
			v.def(n.Id, DefGlobal, n.Pos)
			v.cur.directives = append(v.cur.directives, directive{name, n.Pos})
			v.defIn(b, n.Id, DefGlobal, n.Pos)
		case Class:
			v.fail(n.Pos, "assignment expression within a comprehension cannot be used in a class body")
		}
		return
	}
}

func (v *visitor) comprehension(n syntax.Expr, name string, kind CompKind, gens []*syntax.Comprehension, elt, value syntax.Expr) {
	outer := gens[0]
	v.cur.compIterExpr++
	v.expr(outer.Iter) // runs in the block around the comprehension
	v.cur.compIterExpr--
	b := v.enter(n, name, Function, *n.Position())
	b.Comp = kind
	b.Coroutine = outer.IsAsync != 0
	b.add(".0").Flags |= DefParam
	b.Params = append(b.Params, ".0")
	v.target(outer.Target)
	v.exprs(outer.Ifs)
	for _, g := range gens[1:] {
		v.target(g.Target)
		b.compIterExpr++
		v.expr(g.Iter)
		b.compIterExpr--
		v.exprs(g.Ifs)
		if g.IsAsync != 0 {
			b.Coroutine = true
		}
	}
	v.optional(value)
	v.expr(elt)
	b.Generator = kind == GenExp
	async := b.Coroutine && kind != GenExp
	v.leave()
	if async {
		v.cur.Coroutine = true
	}
}

func (v *visitor) target(e syntax.Expr) {
	v.cur.compIterTarget = true
	v.expr(e)
	v.cur.compIterTarget = false
}
