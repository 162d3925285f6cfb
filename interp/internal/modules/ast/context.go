package ast

import (
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file checks that expressions of a tree made by a program have the context
// (load, store, delete) of the place they stand in, which the front end's own
// trees have by construction.

// checkContexts returns the ValueError of the first expression below mod that does
// not have the context of its place.
func checkContexts(mod syntax.Mod) error {
	// Only what is stored to or deleted is listed; everything else is loaded.
	want := map[syntax.Expr]syntax.ExprContext{}
	place := func(ctx syntax.ExprContext, es ...syntax.Expr) {
		for _, e := range es {
			if e != nil {
				want[e] = ctx
			}
		}
	}
	var err error
	syntax.Inspect(mod, func(n syntax.AST) bool {
		if err != nil || n == nil {
			return false
		}
		if e, ok := n.(syntax.Expr); ok {
			if err = checkContext(e, want[e]); err != nil {
				return false
			}
		}
		switch n := n.(type) {
		case *syntax.Assign:
			place(syntax.Store, n.Targets...)
		case *syntax.AugAssign:
			place(syntax.Store, n.Target)
		case *syntax.AnnAssign:
			place(syntax.Store, n.Target)
		case *syntax.For:
			place(syntax.Store, n.Target)
		case *syntax.AsyncFor:
			place(syntax.Store, n.Target)
		case *syntax.Delete:
			place(syntax.Del, n.Targets...)
		case *syntax.WithItem:
			place(syntax.Store, n.OptionalVars)
		case *syntax.Comprehension:
			place(syntax.Store, n.Target)
		case *syntax.NamedExpr:
			place(syntax.Store, n.Target)
		case *syntax.Starred:
			place(want[n], n.Value)
		case *syntax.List:
			place(want[n], n.Elts...)
		case *syntax.Tuple:
			place(want[n], n.Elts...)
		}
		return true
	})
	return err
}

func checkContext(e syntax.Expr, want syntax.ExprContext) error {
	var has syntax.ExprContext
	switch e := e.(type) {
	case *syntax.Name:
		switch e.Id {
		case "None", "True", "False":
			return object.Errorf(object.ValueErrorType, "identifier field can't represent '%s' constant", e.Id)
		}
		has = e.Ctx
	case *syntax.Attribute:
		has = e.Ctx
	case *syntax.Subscript:
		has = e.Ctx
	case *syntax.Starred:
		has = e.Ctx
	case *syntax.List:
		has = e.Ctx
	case *syntax.Tuple:
		has = e.Ctx
	default:
		if want != syntax.Load {
			return object.Errorf(object.ValueErrorType, "expression which can't be assigned to in %s context", want)
		}
		return nil
	}
	if has != want {
		return object.Errorf(object.ValueErrorType, "expression must have %s context but has %s instead", want, has)
	}
	return nil
}
