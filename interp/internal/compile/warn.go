package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file finds the code that compiles but deserves a SyntaxWarning.

// typeOf returns the name of the type that e certainly has, or "".
func (c *compiler) typeOf(e syntax.Expr) string {
	if k := c.constantOf(e); k != nil {
		return typeOfConst(k)
	}
	switch e.(type) {
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.JoinedStr, *syntax.FormattedValue:
		return "str"
	}
	return ""
}

func typeOfConst(k bytecode.Const) string {
	switch k.(type) {
	case bytecode.NoneConst:
		return "NoneType"
	case bytecode.EllipsisConst:
		return "ellipsis"
	case bytecode.Bool:
		return "bool"
	case bytecode.Int, *bytecode.BigInt:
		return "int"
	case bytecode.Float:
		return "float"
	case bytecode.Complex:
		return "complex"
	case bytecode.Str:
		return "str"
	case bytecode.Bytes:
		return "bytes"
	case bytecode.Tuple:
		return "tuple"
	}
	return "frozenset"
}

func (c *compiler) checkCallable(f syntax.Expr) {
	if c.opt.Warn == nil {
		return
	}
	if t := c.typeOf(f); t != "" && t != "function" {
		c.warn("'%s' object is not callable; perhaps you missed a comma?", t)
	}
}

func (c *compiler) checkSubscript(e *syntax.Subscript) {
	if c.opt.Warn == nil {
		return
	}
	switch t := c.typeOf(e.Value); t {
	case "NoneType", "ellipsis", "bool", "int", "float", "complex", "set", "generator", "function":
		c.warn("'%s' object is not subscriptable; perhaps you missed a comma?", t)
	case "str", "bytes", "tuple", "list":
		if _, slice := e.Slice.(*syntax.Slice); slice {
			return
		}
		if ix := c.typeOf(e.Slice); ix != "" && ix != "int" && ix != "bool" {
			c.warn("%s indices must be integers or slices, not %s; perhaps you missed a comma?", t, ix)
		}
	}
}

// checkCompare warns of is with a literal, whose identity means nothing.
func (c *compiler) checkCompare(e *syntax.Compare) {
	if c.opt.Warn == nil {
		return
	}
	left := e.Left
	for i, op := range e.Ops {
		right := e.Comparators[i]
		if (op == syntax.Is || op == syntax.IsNot) && (c.isLiteral(left) || c.isLiteral(right)) {
			if op == syntax.Is {
				c.warn(`"is" with a literal. Did you mean "=="?`)
			} else {
				c.warn(`"is not" with a literal. Did you mean "!="?`)
			}
			return
		}
		left = right
	}
}

func (c *compiler) isLiteral(e syntax.Expr) bool {
	switch c.constantOf(e).(type) {
	case nil, bytecode.NoneConst, bytecode.Bool, bytecode.EllipsisConst:
		return false
	}
	return true
}
