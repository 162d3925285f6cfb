package resolve

import (
	"fmt"

	"memphis/interp/syntax"
)

// This file defines the first pass: what each block does with each name.

// Options says how to resolve.
type Options struct {
	Filename string
	// FutureAnnotations says that annotations are not evaluated (from __future__ import annotations).
	FutureAnnotations bool
	// TopLevelAwait allows asynchronous comprehensions and await outside functions.
	TopLevelAwait bool
}

// MaxDepth is how deeply statements and expressions may nest: three times the default recursion limit, as in CPython.
const MaxDepth = 3000

// Resolve computes the symbol tables of a program. A failure is a *syntax.Error without text.
func Resolve(mod syntax.Mod, opt Options) (*Table, error) {
	t := &Table{blocks: make(map[syntax.AST]*Block)}
	v := &visitor{t: t, opt: opt}
	v.enter(mod, "top", Module, syntax.Pos{})
	t.Top = v.cur
	switch m := mod.(type) {
	case *syntax.Module:
		v.stmts(m.Body)
	case *syntax.Interactive:
		v.stmts(m.Body)
	case *syntax.Expression:
		v.expr(m.Body)
	case *syntax.FunctionType:
		return nil, &syntax.Error{Kind: syntax.RecursionError, Msg: "this compiler does not handle FunctionTypes", Filename: opt.Filename}
	}
	if v.err == nil {
		v.analyze(t.Top)
	}
	if v.err != nil {
		return nil, v.err
	}
	return t, nil
}

type visitor struct {
	t     *Table
	opt   Options
	cur   *Block
	class string // the class whose private names are mangled
	depth int
	err   error // the first error; the walk goes on harmlessly
}

func (v *visitor) fail(p syntax.Pos, format string, args ...any) {
	if v.err == nil {
		v.err = &syntax.Error{Kind: syntax.SyntaxError, Msg: fmt.Sprintf(format, args...), Filename: v.opt.Filename,
			Line: int(p.Line), Col: int(p.Col) + 1, EndLine: int(p.EndLine), EndCol: int(p.EndCol) + 1, Late: true}
	}
}

// deeper counts a level of nesting, and reports whether there is room for it.
func (v *visitor) deeper() bool {
	v.depth++
	if v.depth > MaxDepth {
		if v.err == nil {
			v.err = &syntax.Error{Kind: syntax.RecursionError, Msg: "maximum recursion depth exceeded during compilation", Filename: v.opt.Filename}
		}
		v.depth--
		return false
	}
	return v.err == nil || v.undo()
}

func (v *visitor) undo() bool { v.depth--; return false }

func (v *visitor) enter(n syntax.AST, name string, kind BlockKind, pos syntax.Pos) *Block {
	b := &Block{Kind: kind, Name: name, Pos: pos, Parent: v.cur}
	if v.cur != nil {
		b.Nested = v.cur.Nested || v.cur.Kind == Function
		b.compIterExpr = v.cur.compIterExpr
		if kind != Annotation {
			v.cur.Children = append(v.cur.Children, b)
		}
	}
	if kind != Annotation {
		v.t.blocks[n] = b
	}
	v.cur = b
	return b
}

func (v *visitor) leave() { v.cur = v.cur.Parent }

func (v *visitor) def(name string, f Flags, pos syntax.Pos) { v.defIn(v.cur, name, f, pos) }

func (v *visitor) defIn(b *Block, name string, f Flags, pos syntax.Pos) {
	name = Mangle(v.class, name)
	s := b.add(name)
	if f&DefParam != 0 && s.Flags&DefParam != 0 {
		v.fail(pos, "duplicate argument '%s' in function definition", name)
		return
	}
	if b.compIterTarget && f&DefParam == 0 {
		// Names bound while a comprehension's target is visited are its iteration variables.
		if s.Flags&(DefGlobal|DefNonlocal) != 0 {
			v.fail(pos, "comprehension inner loop cannot rebind assignment expression target '%s'", name)
			return
		}
		f |= DefCompIter
	}
	s.Flags |= f
	if f&DefParam != 0 {
		b.Params = append(b.Params, name)
	} else if f&DefGlobal != 0 && b != v.t.Top {
		// A global statement makes the module know the name.
		v.t.Top.add(name).Flags |= DefGlobal
	}
}

func (v *visitor) stmts(list []syntax.Stmt) {
	for _, s := range list {
		v.stmt(s)
	}
}

func (v *visitor) exprs(list []syntax.Expr) {
	for _, e := range list {
		if e != nil {
			v.expr(e)
		}
	}
}

func (v *visitor) keywords(list []*syntax.Keyword) {
	for _, k := range list {
		v.expr(k.Value)
	}
}

func (v *visitor) optional(e syntax.Expr) {
	if e != nil {
		v.expr(e)
	}
}

func (v *visitor) stmt(s syntax.Stmt) {
	if !v.deeper() {
		return
	}
	defer v.undo()
	switch s := s.(type) {
	case *syntax.FunctionDef:
		v.function(s, s.Name, s.Args, s.Returns, s.DecoratorList, s.Body, false)
	case *syntax.AsyncFunctionDef:
		v.function(s, s.Name, s.Args, s.Returns, s.DecoratorList, s.Body, true)
	case *syntax.ClassDef:
		v.def(s.Name, DefLocal, s.Pos)
		v.exprs(s.Bases)
		v.keywords(s.Keywords)
		v.exprs(s.DecoratorList)
		v.enter(s, s.Name, Class, s.Pos)
		outer := v.class
		v.class = s.Name
		v.stmts(s.Body)
		v.class = outer
		v.leave()
	case *syntax.Return:
		if s.Value != nil {
			v.expr(s.Value)
			v.cur.ReturnsValue = true
		}
	case *syntax.Delete:
		v.exprs(s.Targets)
	case *syntax.Assign:
		v.exprs(s.Targets)
		v.expr(s.Value)
	case *syntax.AugAssign:
		v.expr(s.Target)
		v.expr(s.Value)
	case *syntax.AnnAssign:
		v.annAssign(s)
	case *syntax.For:
		v.expr(s.Target)
		v.expr(s.Iter)
		v.stmts(s.Body)
		v.stmts(s.Orelse)
	case *syntax.AsyncFor:
		v.cur.Coroutine = true
		v.expr(s.Target)
		v.expr(s.Iter)
		v.stmts(s.Body)
		v.stmts(s.Orelse)
	case *syntax.While:
		v.expr(s.Test)
		v.stmts(s.Body)
		v.stmts(s.Orelse)
	case *syntax.If:
		v.expr(s.Test)
		v.stmts(s.Body)
		v.stmts(s.Orelse)
	case *syntax.Match:
		v.expr(s.Subject)
		for _, c := range s.Cases {
			v.pattern(c.Pattern)
			v.optional(c.Guard)
			v.stmts(c.Body)
		}
	case *syntax.Raise:
		v.optional(s.Exc)
		v.optional(s.Cause)
	case *syntax.Try:
		v.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.TryStar:
		v.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.Assert:
		v.expr(s.Test)
		v.optional(s.Msg)
	case *syntax.Import:
		for _, a := range s.Names {
			v.alias(a)
		}
	case *syntax.ImportFrom:
		for _, a := range s.Names {
			v.alias(a)
		}
	case *syntax.Global:
		v.declare(s.Names, DefGlobal, "global", s.Pos)
	case *syntax.Nonlocal:
		v.declare(s.Names, DefNonlocal, "nonlocal", s.Pos)
	case *syntax.ExprStmt:
		v.expr(s.Value)
	case *syntax.With:
		v.with(s.Items, s.Body)
	case *syntax.AsyncWith:
		v.cur.Coroutine = true
		v.with(s.Items, s.Body)
	}
}

func (v *visitor) with(items []*syntax.WithItem, body []syntax.Stmt) {
	for _, it := range items {
		v.expr(it.ContextExpr)
		v.optional(it.OptionalVars)
	}
	v.stmts(body)
}

func (v *visitor) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	v.stmts(body)
	v.stmts(orelse)
	for _, h := range handlers {
		v.optional(h.Type)
		if h.Name != "" {
			v.def(h.Name, DefLocal|Unbinds, h.Pos)
		}
		v.stmts(h.Body)
	}
	v.stmts(final)
}

func (v *visitor) annAssign(s *syntax.AnnAssign) {
	if n, ok := s.Target.(*syntax.Name); ok {
		if sym := v.cur.Lookup(Mangle(v.class, n.Id)); sym != nil && sym.Flags&(DefGlobal|DefNonlocal) != 0 && v.cur.Kind != Module && s.Simple != 0 {
			word := "nonlocal"
			if sym.Flags&DefGlobal != 0 {
				word = "global"
			}
			v.fail(s.Pos, "annotated name '%s' can't be %s", n.Id, word)
			return
		}
		if s.Simple != 0 {
			v.def(n.Id, DefAnnot|DefLocal, n.Pos)
		} else if s.Value != nil {
			v.def(n.Id, DefLocal, n.Pos)
		}
	} else {
		v.expr(s.Target)
	}
	v.annotation(s.Annotation)
	v.optional(s.Value)
}

// annotation visits an annotation; what it mentions does not count when it is not evaluated.
func (v *visitor) annotation(e syntax.Expr) {
	if e == nil {
		return
	}
	if v.opt.FutureAnnotations {
		v.enter(e, "_annotation", Annotation, *e.Position())
		defer v.leave()
	}
	v.expr(e)
}

func (v *visitor) declare(names []string, flag Flags, word string, pos syntax.Pos) {
	for _, name := range names {
		if sym := v.cur.Lookup(Mangle(v.class, name)); sym != nil && sym.Flags&(DefParam|DefLocal|Use|DefAnnot) != 0 {
			switch {
			case sym.Flags&DefParam != 0:
				v.fail(pos, "name '%s' is parameter and %s", name, word)
			case sym.Flags&Use != 0:
				v.fail(pos, "name '%s' is used prior to %s declaration", name, word)
			case sym.Flags&DefAnnot != 0:
				v.fail(pos, "annotated name '%s' can't be %s", name, word)
			default:
				v.fail(pos, "name '%s' is assigned to before %s declaration", name, word)
			}
			return
		}
		v.def(name, flag, pos)
		v.cur.directives = append(v.cur.directives, directive{Mangle(v.class, name), pos})
	}
}

func (v *visitor) alias(a *syntax.Alias) {
	name := a.AsName
	if name == "" {
		name = a.Name
		for i := range len(name) {
			if name[i] == '.' {
				name = name[:i]
				break
			}
		}
	}
	if name == "*" {
		if v.cur.Kind != Module {
			v.fail(a.Pos, "import * only allowed at module level")
		}
		return
	}
	v.def(name, DefImport, a.Pos)
}

func (v *visitor) function(n syntax.Stmt, name string, args *syntax.Arguments, returns syntax.Expr, decorators []syntax.Expr, body []syntax.Stmt, async bool) {
	pos := *n.Position()
	v.def(name, DefLocal, pos)
	v.exprs(args.Defaults)
	v.exprs(args.KwDefaults)
	v.argAnnotations(args)
	v.annotation(returns)
	v.exprs(decorators)
	v.enter(n, name, Function, pos).Coroutine = async
	v.parameters(args)
	v.stmts(body)
	v.leave()
}

func (v *visitor) argAnnotations(args *syntax.Arguments) {
	for _, list := range [][]*syntax.Arg{args.PosOnly, args.Args} {
		for _, a := range list {
			v.annotation(a.Annotation)
		}
	}
	if args.Vararg != nil {
		v.annotation(args.Vararg.Annotation)
	}
	if args.Kwarg != nil {
		v.annotation(args.Kwarg.Annotation)
	}
	for _, a := range args.KwOnly {
		v.annotation(a.Annotation)
	}
}

func (v *visitor) parameters(args *syntax.Arguments) {
	for _, list := range [][]*syntax.Arg{args.PosOnly, args.Args, args.KwOnly} {
		for _, a := range list {
			v.def(a.Arg, DefParam, a.Pos)
		}
	}
	if a := args.Vararg; a != nil {
		v.def(a.Arg, DefParam, a.Pos)
		v.cur.VarArgs = true
	}
	if a := args.Kwarg; a != nil {
		v.def(a.Arg, DefParam, a.Pos)
		v.cur.VarKeywords = true
	}
}

func (v *visitor) pattern(p syntax.Pattern) {
	if !v.deeper() {
		return
	}
	defer v.undo()
	switch p := p.(type) {
	case *syntax.MatchValue:
		v.expr(p.Value)
	case *syntax.MatchSequence:
		v.patterns(p.Patterns)
	case *syntax.MatchStar:
		if p.Name != "" {
			v.def(p.Name, DefLocal, p.Pos)
		}
	case *syntax.MatchMapping:
		v.exprs(p.Keys)
		v.patterns(p.Patterns)
		if p.Rest != "" {
			v.def(p.Rest, DefLocal, p.Pos)
		}
	case *syntax.MatchClass:
		v.expr(p.Cls)
		v.patterns(p.Patterns)
		v.patterns(p.KwdPatterns)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			v.pattern(p.Pattern)
		}
		if p.Name != "" {
			v.def(p.Name, DefLocal, p.Pos)
		}
	case *syntax.MatchOr:
		v.patterns(p.Patterns)
	}
}

func (v *visitor) patterns(list []syntax.Pattern) {
	for _, p := range list {
		v.pattern(p)
	}
}
