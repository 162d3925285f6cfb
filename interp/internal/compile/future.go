package compile

import (
	"fmt"

	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file reads the __future__ imports at the top of a file.

var futureFlags = map[string]bytecode.Flags{
	"nested_scopes":    0,
	"generators":       0,
	"division":         0,
	"absolute_import":  0,
	"with_statement":   0,
	"print_function":   0,
	"unicode_literals": 0,
	"generator_stop":   0,
	"barry_as_FLUFL":   bytecode.FutureBarry,
	"annotations":      bytecode.FutureAnnotations,
}

// NoEnd as the EndCol of an error says that its end is not known: end_offset is None.
const NoEnd = -2

// failFuture notes an error whose end column CPython leaves as None.
func (c *compiler) failFuture(p bytecode.Pos, msg string) {
	if c.err == nil {
		c.err = &syntax.Error{Kind: syntax.SyntaxError, Msg: msg, Filename: c.opt.Filename,
			Line: int(p.Line), Col: int(p.Col) + 1, EndLine: int(p.Line), EndCol: NoEnd, Late: true}
	}
}

func (c *compiler) future(mod syntax.Mod) {
	c.unit = &unit{}
	var body []syntax.Stmt
	switch m := mod.(type) {
	case *syntax.Module:
		body = m.Body
	case *syntax.Interactive:
		body = m.Body
	}
	if _, ok := docstring(body); ok {
		c.futureLine = body[0].Position().EndLine
		body = body[1:]
	}
	for _, s := range body {
		imp, ok := s.(*syntax.ImportFrom)
		if !ok || imp.Module != "__future__" || imp.Level != 0 {
			return
		}
		for _, a := range imp.Names {
			flag, known := futureFlags[a.Name]
			switch {
			case known:
				c.flags |= flag
			case a.Name == "braces":
				c.failFuture(imp.Pos, "not a chance")
			default:
				c.failFuture(imp.Pos, fmt.Sprintf("future feature %s is not defined", a.Name))
			}
		}
		c.futureLine = imp.EndLine
	}
}
