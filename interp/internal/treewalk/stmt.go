package treewalk

import (
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/internal/engine"
	"memphis/interp/internal/resolve"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds the simple statements, and blocks of them.

// stmts builds statements in a row.
func (b *builder) stmts(list []syntax.Stmt) stmt {
	b.depth++
	b.maxDepth = max(b.maxDepth, b.depth)
	r := b.row()
	for i, s := range list {
		r.add(func() stmt { return b.stmt(s) })
		if i+1 < len(list) && compile.Joins(s) && list[i+1].Position().Line == s.Position().EndLine {
			b.line = 0
			r.parts = append(r.parts, func(f *frame) ctl {
				f.lastLine = -1 // what follows on the line counts as a line of its own
				return next
			})
		}
	}
	b.depth--
	return r.stmt()
}

// row is a block of statements being built.
type row struct {
	b     *builder
	st    int
	parts []stmt
}

func (b *builder) row() *row { return &row{b: b, st: b.place()} }

// inRow makes one statement of parts of one, which are no targets of jumps.
func (b *builder) inRow(parts []stmt) stmt {
	if len(parts) == 1 {
		return parts[0]
	}
	r := b.row()
	r.parts = parts
	return r.stmt()
}

// add builds one more statement, unless build returns nil.
func (r *row) add(build func() stmt) {
	r.b.in(r.st, int32(len(r.parts)), func() {
		if x := r.b.statement(build); x != nil {
			r.parts = append(r.parts, x)
		}
	})
}

// stmt makes one statement of them.
func (r *row) stmt() stmt {
	st, parts := r.st, r.parts
	switch len(parts) {
	case 0:
		return func(f *frame) ctl { return next }
	case 1:
		x := parts[0]
		return func(f *frame) ctl {
			if f.resuming && f.jump != nil {
				if err := f.arrived(st); err != nil {
					return f.fail(err)
				}
			}
			return x(f)
		}
	}
	return func(f *frame) ctl {
		i := 0
		if f.resuming {
			i = int(f.states[st])
			if f.jump != nil {
				if err := f.arrived(st); err != nil {
					return f.fail(err)
				}
			}
		}
		for ; i < len(parts); i++ {
			if k := parts[i](f); k != next {
				if k == yielded {
					f.states[st] = int32(i)
				}
				return k
			}
		}
		return next
	}
}

// mark builds a statement that does nothing but come to a line.
func (b *builder) mark(p syntax.Pos) stmt {
	b.line = p.Line
	b.note(p)
	ix := b.at(p)
	return func(f *frame) ctl {
		if err := f.line(ix); err != nil {
			return f.fail(err)
		}
		return next
	}
}

// markTest is mark for a statement whose test is constant.
func (b *builder) markTest(test syntax.Expr, p syntax.Pos) stmt {
	if !b.newLine(*test.Position()) || test.Position().Line == p.Line {
		return b.mark(p)
	}
	ix, end := b.at(*test.Position()), b.mark(p)
	return func(f *frame) ctl {
		if err := f.line(ix); err != nil {
			return f.fail(err)
		}
		return end(f)
	}
}

// sequence runs first, which cannot yield, before second.
func sequence(first, second stmt) stmt {
	return func(f *frame) ctl {
		if !f.resuming {
			if k := first(f); k != next {
				return k
			}
		}
		return second(f)
	}
}

// stmt builds a statement; nil if it does nothing at all.
func (b *builder) stmt(s syntax.Stmt) stmt {
	p := *s.Position()
	switch s := s.(type) {
	case *syntax.ExprStmt:
		if b.c.origin.Interactive && b.block.Kind == 2 {
			return b.show(s)
		}
		if _, ok := s.Value.(*syntax.Constant); ok {
			return b.mark(p)
		}
		if b.c.origin.Constant(s.Value) != nil {
			return nil
		}
		return run(b.expr(s.Value))
	case *syntax.Assign:
		return b.assign(s)
	case *syntax.AugAssign:
		return b.augAssign(s)
	case *syntax.AnnAssign:
		return b.annAssign(s)
	case *syntax.Return:
		return b.returnStmt(s)
	case *syntax.If:
		return b.ifStmt(s)
	case *syntax.For:
		_, x := b.iterated(s.Iter)
		return b.forStmt(p, x, s.Target, s.Body, s.Orelse, *s.Iter.Position(), false)
	case *syntax.AsyncFor:
		return b.forStmt(p, b.expr(s.Iter), s.Target, s.Body, s.Orelse, *s.Iter.Position(), true)
	case *syntax.While:
		return b.whileStmt(s)
	case *syntax.Try:
		return b.tryStmt(p, s.Body, s.Handlers, s.Orelse, s.Finalbody, false)
	case *syntax.TryStar:
		return b.tryStmt(p, s.Body, s.Handlers, s.Orelse, s.Finalbody, true)
	case *syntax.With:
		return b.with(p, s.Items, s.Body, false)
	case *syntax.AsyncWith:
		return b.with(p, s.Items, s.Body, true)
	case *syntax.FunctionDef:
		return b.functionDef(s, s.Name, s.Args, s.Returns, s.DecoratorList)
	case *syntax.AsyncFunctionDef:
		return b.functionDef(s, s.Name, s.Args, s.Returns, s.DecoratorList)
	case *syntax.ClassDef:
		return b.classDef(s)
	case *syntax.Match:
		return b.matchStmt(s)
	case *syntax.Raise:
		return b.raise(s)
	case *syntax.Assert:
		return b.assert(s)
	case *syntax.Delete:
		return b.deletion(s.Targets)
	case *syntax.Import:
		return b.importStmt(s)
	case *syntax.ImportFrom:
		return b.importFrom(s)
	case *syntax.Break:
		return sequence(b.mark(p), func(f *frame) ctl { return brk })
	case *syntax.Continue:
		return sequence(b.mark(p), func(f *frame) ctl { return cont })
	case *syntax.Pass:
		return b.mark(p)
	}
	return nil // global and nonlocal have done their work
}

// show builds an expression typed at a prompt.
func (b *builder) show(s *syntax.ExprStmt) stmt {
	x := b.expr(s.Value)
	ix := b.at(s.Pos)
	return run(b.one(s.Value, x, func(f *frame, v object.Value) (object.Value, error) {
		f.at = ix
		return v, engine.PrintExpr(f.t, v)
	}))
}

func (b *builder) interactive(body []syntax.Stmt) stmt {
	return b.namespace(body, nil, &annotated{compile.HasAnnotations(body)})
}

type annotated struct{ yes bool }

// namespace builds the body of a module or class: its annotations and docstring, then its statements behind first. At a
// prompt there are no docstrings.
func (b *builder) namespace(body []syntax.Stmt, first stmt, prompt *annotated) stmt {
	r := b.row()
	if first != nil {
		r.add(func() stmt { return first })
	}
	if compile.HasAnnotations(body) {
		p := syntax.Pos{}
		if len(body) > 0 {
			p = *body[0].Position()
		}
		ix := b.at(p)
		comes := b.block.Kind == resolve.Module
		if comes {
			b.line = p.Line
		}
		r.add(func() stmt {
			return func(f *frame) ctl {
				if comes {
					if err := f.line(ix); err != nil {
						return f.fail(err)
					}
				}
				f.at = ix
				if err := engine.SetupAnnotations(f.t, f.locals); err != nil {
					return f.fail(err)
				}
				return next
			}
		})
	}
	if doc, ok := compile.Docstring(body); ok && prompt == nil && b.c.origin.Optimize < 2 {
		r.add(func() stmt {
			x := b.expr(doc)
			set := b.storeName(doc.Pos, "__doc__")
			return run(b.one(doc, x, func(f *frame, v object.Value) (object.Value, error) { return v, set(f, v) }))
		})
		body = body[1:]
	}
	for _, s := range body {
		r.add(func() stmt { return b.stmt(s) })
	}
	return r.stmt()
}

func (b *builder) returnStmt(s *syntax.Return) stmt {
	if s.Value == nil {
		return sequence(b.mark(s.Pos), func(f *frame) ctl {
			f.ret = object.None
			return ret
		})
	}
	x := b.after(s.Pos, b.expr(s.Value))
	return func(f *frame) ctl {
		v, err := x(f)
		if err != nil {
			return f.fail(err)
		}
		f.ret = v
		return ret
	}
}

func (b *builder) raise(s *syntax.Raise) stmt {
	ix := b.at(s.Pos)
	if s.Exc == nil {
		return sequence(b.mark(s.Pos), func(f *frame) ctl {
			f.at = ix
			if f.t.Exc == nil {
				return f.fail(object.Errorf(object.RuntimeErrorType, "No active exception to reraise"))
			}
			f.err = f.t.Exc
			return reraised
		})
	}
	x := b.expr(s.Exc)
	y := value(object.Value{})
	if s.Cause != nil {
		y = b.expr(s.Cause)
	}
	y = b.after(s.Pos, y)
	return run(b.two(s.Exc, s.Cause, x, y, func(f *frame, v, cause object.Value) (object.Value, error) {
		f.at = ix
		return v, engine.Raise(f.t, v, cause)
	}))
}

func (b *builder) assert(s *syntax.Assert) stmt {
	if b.c.origin.Optimize > 0 {
		return nil
	}
	test := b.cond(s.Test, s.Pos)
	at := condPos(s.Test, s.Pos)
	ix := b.at(at)
	msg := value(object.Value{})
	if s.Msg != nil {
		msg = b.after(at, b.expr(s.Msg))
	}
	b.line = 0
	st := b.state()
	return func(f *frame) ctl {
		if !f.resuming || f.states[st] == 0 {
			ok, err := test(f)
			if err != nil {
				if err == errYield {
					f.states[st] = 0
				}
				return f.fail(err)
			}
			if ok {
				return next
			}
		}
		v, err := msg(f)
		if err == errYield {
			f.states[st] = 1
		}
		if err != nil {
			return f.fail(err)
		}
		f.at = ix
		cls := object.AssertionErrorType.Value()
		if v.P != nil {
			if cls, err = f.t.Call(cls, v); err != nil {
				return f.fail(err)
			}
		}
		return f.fail(engine.Raise(f.t, cls, object.Value{}))
	}
}

// importModule builds the import of a module.
func (b *builder) importModule(p syntax.Pos, level int, from object.Value, name string) expr {
	ix := b.at(p)
	s, n := object.Intern(name), object.Int(level)
	return b.before(p, func(f *frame) (object.Value, error) {
		f.at = ix
		return engine.ImportName(f.t, f.globals, f.builtins, f.locals, s, from, n)
	})
}

func (b *builder) importStmt(s *syntax.Import) stmt {
	r := b.row()
	ix := b.at(s.Pos)
	for _, a := range s.Names {
		r.add(func() stmt { return b.importOne(s.Pos, ix, a) })
	}
	return r.stmt()
}

// importOne builds the import of one module.
func (b *builder) importOne(p syntax.Pos, ix int32, a *syntax.Alias) stmt {
	x := b.importModule(p, 0, object.None, b.mangle(a.Name))
	var path []*object.Str
	first, rest, dotted := strings.Cut(a.Name, ".")
	bind := first
	if a.AsName != "" {
		// import a.b.c as d binds the submodule.
		bind = a.AsName
		for dotted {
			first, rest, dotted = strings.Cut(rest, ".")
			path = append(path, object.Intern(b.mangle(first)))
		}
	}
	set := b.storeName(p, bind)
	return run(b.one(nil, x, func(f *frame, v object.Value) (object.Value, error) {
		var err error
		for _, name := range path {
			f.at = ix
			if v, err = engine.ImportFrom(f.t, v, name); err != nil {
				return v, err
			}
		}
		return v, set(f, v)
	}))
}

func (b *builder) importFrom(s *syntax.ImportFrom) stmt {
	ix := b.at(s.Pos)
	names := make(bytecode.Tuple, len(s.Names))
	for i, a := range s.Names {
		names[i] = bytecode.Str(a.Name)
	}
	x := b.importModule(s.Pos, s.Level, b.constant(names), b.mangle(s.Module))
	if s.Names[0].Name == "*" {
		return run(b.one(nil, x, func(f *frame, v object.Value) (object.Value, error) {
			f.at = ix
			return v, engine.ImportStar(f.t, v, f.setName)
		}))
	}
	sets := make([]store, len(s.Names))
	list := make([]*object.Str, len(s.Names))
	for i, a := range s.Names {
		list[i] = object.Intern(b.mangle(a.Name))
		bind := a.Name
		if a.AsName != "" {
			bind = a.AsName
		}
		sets[i] = b.storeName(s.Pos, bind)
	}
	return run(b.one(nil, x, func(f *frame, mod object.Value) (object.Value, error) {
		for i, name := range list {
			f.at = ix
			v, err := engine.ImportFrom(f.t, mod, name)
			if err == nil {
				err = sets[i](f, v)
			}
			if err != nil {
				return v, err
			}
		}
		return mod, nil
	}))
}
