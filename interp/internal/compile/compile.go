package compile

import (
	"errors"
	"fmt"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/resolve"
	"memphis/interp/syntax"
)

// Options says how to compile. The zero value compiles as python3 does without options.
type Options struct {
	Filename string
	// Optimize is 0, 1 (-O: no assert, __debug__ is False) or 2 (-OO: no docstrings either).
	Optimize int
	// Flags are the __future__ features that are on from the start.
	Flags bytecode.Flags
	// TopLevelAwait allows await outside functions (PyCF_ALLOW_TOP_LEVEL_AWAIT).
	TopLevelAwait bool
	// Warn receives SyntaxWarnings. An error it returns ends the compilation; syntax.ErrWarningRaised makes
	// the warning a SyntaxError.
	Warn func(syntax.Warning) error
	// Origins, if not nil, receives where the code objects come from.
	Origins Origins
	// Line returns a line of the source, with its line end, for the text of errors. Nil leaves the text out.
	Line func(n int) (string, bool)
}

// Compile compiles a tree. A program that is wrong yields a *syntax.Error; other errors are Warn's.
func Compile(mod syntax.Mod, opt Options) (*bytecode.Code, error) {
	code, err := compileMod(mod, opt)
	opt.addLine(err)
	return code, err
}

// Symbols returns the symbol tables of a tree, with the __future__ imports it has. Errors are as Compile's.
func Symbols(mod syntax.Mod, opt Options) (*resolve.Table, error) {
	c := &compiler{opt: opt, flags: opt.Flags & bytecode.FutureMask}
	c.future(mod)
	err := c.err
	var table *resolve.Table
	if err == nil {
		table, err = c.resolve(mod)
	}
	opt.addLine(err)
	return table, err
}

// addLine gives an error that has none the text of its line.
func (opt *Options) addLine(err error) {
	var se *syntax.Error
	if errors.As(err, &se) && se.Line > 0 && opt.Line != nil && !se.HasText {
		se.Text, se.HasText = opt.Line(se.Line)
	}
}

func (c *compiler) resolve(mod syntax.Mod) (*resolve.Table, error) {
	return resolve.Resolve(mod, resolve.Options{
		Filename:          c.opt.Filename,
		FutureAnnotations: c.flags&bytecode.FutureAnnotations != 0,
		TopLevelAwait:     c.opt.TopLevelAwait,
	})
}

func compileMod(mod syntax.Mod, opt Options) (*bytecode.Code, error) {
	c := &compiler{opt: opt, flags: opt.Flags & bytecode.FutureMask}
	c.future(mod)
	if c.err != nil {
		return nil, c.err
	}
	table, err := c.resolve(mod)
	if err != nil {
		return nil, err
	}
	c.table = table
	c.enter(moduleScope, table.Top, "<module>", 1)
	switch m := mod.(type) {
	case *syntax.Module:
		c.body(m.Body)
	case *syntax.Interactive:
		c.interactive = true
		if hasAnnotations(m.Body) {
			c.emit(bytecode.SETUPANNOTATION, 0, 0, 0, 0)
		}
		c.stmts(m.Body)
	case *syntax.Expression:
		r := c.operand(m.Body, -1)
		c.emit(bytecode.RETURN, 0, r, 0, 0)
	}
	code := c.leave()
	if c.err != nil {
		return nil, c.err
	}
	c.note(code, mod, table.Top, "")
	return code, nil
}

// compiler is the state of one compilation. The embedded unit is the code object being written.
type compiler struct {
	*unit
	opt         Options
	flags       bytecode.Flags
	table       *resolve.Table
	futureLine  int32 // last line of a __future__ import at the top of the file
	interactive bool
	err         error // the first error; the walk goes on harmlessly
	spare       []*unit
}

// fail notes an error at the current position.
func (c *compiler) fail(format string, args ...any) { c.failAt(c.pos, format, args...) }

func (c *compiler) failAt(p bytecode.Pos, format string, args ...any) {
	if c.err == nil {
		c.err = &syntax.Error{Kind: syntax.SyntaxError, Msg: fmt.Sprintf(format, args...), Filename: c.opt.Filename,
			Line: int(p.Line), Col: int(p.Col) + 1, EndLine: int(p.EndLine), EndCol: int(p.EndCol) + 1}
	}
}

// warn issues a SyntaxWarning at the current position.
func (c *compiler) warn(format string, args ...any) {
	if c.opt.Warn == nil || c.err != nil {
		return
	}
	msg := fmt.Sprintf(format, args...)
	err := c.opt.Warn(syntax.Warning{Kind: syntax.SyntaxWarning, Msg: msg, Line: int(c.pos.Line)})
	if errors.Is(err, syntax.ErrWarningRaised) {
		c.fail("%s", msg)
	} else if err != nil {
		c.err = err
	}
}

// at runs f with the current position at p.
func (c *compiler) at(p bytecode.Pos, f func()) {
	old := c.pos
	c.pos = p
	f()
	c.pos = old
}

// body compiles the statements of a module or class.
func (c *compiler) body(stmts []syntax.Stmt) {
	if c.kind == moduleScope && len(stmts) > 0 {
		c.pos = *stmts[0].Position()
	}
	if hasAnnotations(stmts) {
		c.emit(bytecode.SETUPANNOTATION, 0, 0, 0, 0)
	}
	if len(stmts) == 0 {
		return
	}
	if c.opt.Optimize < 2 {
		if doc, ok := docstring(stmts); ok {
			mark := c.top
			c.stmtTop = mark
			r := c.operand(doc, -1)
			c.pos = bytecode.Pos{}
			c.storeName("__doc__", r)
			c.top = mark
			stmts = stmts[1:]
		}
	}
	c.stmts(stmts)
}

// docstring returns the string that a body begins with.
func docstring(stmts []syntax.Stmt) (*syntax.Constant, bool) {
	if len(stmts) == 0 {
		return nil, false
	}
	if s, ok := stmts[0].(*syntax.ExprStmt); ok {
		if k, ok := s.Value.(*syntax.Constant); ok && k.Kind == syntax.ConstStr {
			return k, true
		}
	}
	return nil, false
}

// hasAnnotations tells whether a body, not counting inner functions and classes, holds an annotated assignment.
func hasAnnotations(stmts []syntax.Stmt) bool {
	for _, s := range stmts {
		found := false
		switch s := s.(type) {
		case *syntax.AnnAssign:
			found = true
		case *syntax.For:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *syntax.AsyncFor:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *syntax.While:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *syntax.If:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *syntax.With:
			found = hasAnnotations(s.Body)
		case *syntax.AsyncWith:
			found = hasAnnotations(s.Body)
		case *syntax.Match:
			for _, k := range s.Cases {
				found = found || hasAnnotations(k.Body)
			}
		case *syntax.Try:
			found = tryHasAnnotations(s.Body, s.Handlers, s.Orelse, s.Finalbody)
		case *syntax.TryStar:
			found = tryHasAnnotations(s.Body, s.Handlers, s.Orelse, s.Finalbody)
		}
		if found {
			return true
		}
	}
	return false
}

func tryHasAnnotations(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) bool {
	for _, h := range handlers {
		if hasAnnotations(h.Body) {
			return true
		}
	}
	return hasAnnotations(body) || hasAnnotations(orelse) || hasAnnotations(final)
}
