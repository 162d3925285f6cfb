package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/resolve"
	"memphis/interp/syntax"
)

// This file defines what the engine that walks the tree needs of a compilation: its code objects are the compiler's, so
// that both engines have the same names, constants, errors and warnings.

// Origins says for each code object of a compilation what it was compiled from.
type Origins map[*bytecode.Code]*Origin

// Origin is what a code object was compiled from.
type Origin struct {
	Node  syntax.AST // a module, function, class, lambda or comprehension
	Block *resolve.Block
	// Class is the class whose private names are mangled in the code.
	Class string
	// Table has the symbols of the whole program.
	Table *resolve.Table
	// Optimize is Options.Optimize.
	Optimize int
	// Interactive says that the values of expression statements are shown.
	Interactive bool
}

// note records the origin of code, if that is wanted.
func (c *compiler) note(code *bytecode.Code, n syntax.AST, b *resolve.Block, class string) {
	if c.opt.Origins != nil {
		c.opt.Origins[code] = &Origin{Node: n, Block: b, Class: class, Table: c.table, Optimize: c.opt.Optimize, Interactive: c.interactive}
	}
}

// Constant returns the value of e if it is known while compiling, else nil.
func (o *Origin) Constant(e syntax.Expr) bytecode.Const {
	c := compiler{opt: Options{Optimize: o.Optimize}}
	return c.constantOf(e)
}

// FoldIter returns what a loop over e, or a search in it, uses in its place: a tuple for a list, and for a set of
// constants nil and the frozenset.
func (o *Origin) FoldIter(e syntax.Expr) (syntax.Expr, bytecode.Const) {
	c := compiler{opt: Options{Optimize: o.Optimize}}
	e = c.foldIter(e)
	if d, ok := e.(frozenSetDisplay); ok {
		return nil, c.constantOf(d)
	}
	return e, nil
}

// PercentFields returns '...' % (...) as the f-string that it amounts to, if it is compiled so.
func (o *Origin) PercentFields(e *syntax.BinOp) (*syntax.JoinedStr, bool) {
	c := compiler{opt: Options{Optimize: o.Optimize}}
	return c.percentFields(e)
}

// CallPos is the position of the call of an attribute.
func (o *Origin) CallPos(e *syntax.Call, f *syntax.Attribute) syntax.Pos {
	return callPos(o.Table, e, f)
}

// ConstIndex returns a function that finds the place of a constant among those of a code object, -1 if it is not there.
func ConstIndex(code *bytecode.Code) func(k bytecode.Const) int {
	places := make(map[constKey]int, len(code.Consts))
	for i, k := range code.Consts {
		if _, ok := k.(*bytecode.Code); !ok {
			places[keyOf(k)] = i
		}
	}
	return func(k bytecode.Const) int {
		if i, ok := places[keyOf(k)]; ok {
			return i
		}
		return -1
	}
}

// Unparse is the text of an annotation under PEP 563.
func Unparse(e syntax.Expr) string { return unparse(e) }

// Docstring returns the string that a body begins with.
func Docstring(body []syntax.Stmt) (*syntax.Constant, bool) { return docstring(body) }

// HasAnnotations tells whether a body, not counting inner functions and classes, holds an annotated assignment.
func HasAnnotations(body []syntax.Stmt) bool { return hasAnnotations(body) }

// AttrPos is the position of an attribute access within an expression at at: where it is on a later line than its object
// begins, it starts at the name itself.
func AttrPos(at, attr syntax.Pos, name string) syntax.Pos { return attrPos(at, attr, name) }
