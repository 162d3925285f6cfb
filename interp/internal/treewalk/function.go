package treewalk

import (
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds functions, lambdas and classes.

var nameStr = object.Intern("__name__")

// makeFunction makes a function of a code object within the frame's.
func (f *frame) makeFunction(obj *object.Code) *object.Function {
	bc := obj.Body.(*code).bc
	var closure []*object.Cell
	if n := len(bc.Captures); n > 0 {
		closure = make([]*object.Cell, n)
		for i, c := range bc.Captures {
			if c >= 0 {
				closure[i] = f.cell(int(c))
			} else {
				closure[i] = f.closure[^c]
			}
		}
	}
	fn := &object.Function{
		Header: object.Header{Type: object.FunctionType}, Code: obj, Globals: f.globals, Builtins: f.builtins, Closure: closure,
		Name: obj.Name, QualName: obj.QualName,
	}
	if v, ok := f.globals.GetStr(nameStr); ok {
		fn.Module = v
	}
	if obj.Flags&object.CoOptimized != 0 && len(obj.Consts) > 0 && obj.Consts[0].P.Type == object.StrType {
		fn.Doc = obj.Consts[0]
	}
	return fn
}

// defaults builds the tuple of defaults. If it is constant its items have lines all the same.
func (b *builder) defaults(d *syntax.Tuple) expr {
	if b.c.origin.Constant(d) == nil {
		return b.expr(d)
	}
	var lines []int32
	for _, e := range d.Elts {
		if p := *e.Position(); b.newLine(p) {
			lines = append(lines, b.at(p))
		}
	}
	x := b.expr(d)
	if len(lines) == 0 {
		return x
	}
	return func(f *frame) (object.Value, error) {
		for _, ix := range lines {
			if err := f.line(ix); err != nil {
				return object.Value{}, err
			}
		}
		return x(f)
	}
}

// functionValue builds a function with its defaults and annotations.
func (b *builder) functionValue(n syntax.AST, p syntax.Pos, args *syntax.Arguments, returns syntax.Expr) (syntax.Expr, expr) {
	inner := b.c.inner[n]
	nodes := make([]syntax.Expr, 3)
	xs := []expr{value(object.Value{}), value(object.Value{}), value(object.Value{})}
	if len(args.Defaults) > 0 {
		d := &syntax.Tuple{Elts: args.Defaults}
		d.Pos = p
		nodes[0], xs[0] = d, b.defaults(d)
	}
	var keys []object.Value
	var values []syntax.Expr
	for i, a := range args.KwOnly {
		if i < len(args.KwDefaults) && args.KwDefaults[i] != nil {
			keys = append(keys, object.Intern(b.mangle(a.Arg)).Value())
			values = append(values, args.KwDefaults[i])
		}
	}
	if len(keys) > 0 {
		d := &syntax.Tuple{Elts: values}
		each := make([]expr, len(values))
		for i, v := range values {
			each[i] = b.expr(v)
		}
		nodes[1], xs[1] = d, b.many(values, each, func(f *frame, vs []object.Value) (object.Value, error) {
			d := object.NewDictSize(len(vs))
			for i, v := range vs {
				if err := d.Set(f.t, keys[i], v); err != nil {
					return v, err
				}
			}
			return d.Value(), nil
		})
	}
	nodes[2], xs[2] = b.annotations(p, args, returns)
	b.lastAfter(p, xs)
	all := &syntax.Tuple{}
	for _, e := range nodes {
		if e != nil {
			all.Elts = append(all.Elts, e)
		}
	}
	all.Pos = p
	ix := b.at(p)
	return all, b.many(nodes, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		f.at = ix
		fn := f.makeFunction(inner)
		if vs[0].P != nil {
			fn.Defaults = (*object.Tuple)(unsafe.Pointer(vs[0].P))
		}
		if vs[1].P != nil {
			fn.KwDefaults = (*object.Dict)(unsafe.Pointer(vs[1].P))
		}
		fn.Annotations = vs[2]
		return fn.Value(), nil
	})
}

// annotations builds the tuple of names and annotations, the zero Value for none.
func (b *builder) annotations(p syntax.Pos, args *syntax.Arguments, returns syntax.Expr) (syntax.Expr, expr) {
	var nodes []syntax.Expr
	var xs []expr
	add := func(name string, e syntax.Expr) {
		nodes = append(nodes, nil, e)
		xs = append(xs, b.before(p, value(object.Intern(name).Value())), b.annotation(e))
	}
	for _, list := range [][]*syntax.Arg{args.Args, args.PosOnly, {args.Vararg}, args.KwOnly, {args.Kwarg}} {
		for _, a := range list {
			if a != nil && a.Annotation != nil {
				add(b.mangle(a.Arg), a.Annotation)
			}
		}
	}
	if returns != nil {
		add("return", returns)
	}
	if len(xs) == 0 {
		return nil, value(object.Value{})
	}
	all := &syntax.Tuple{}
	for _, e := range nodes {
		if e != nil && !b.future {
			all.Elts = append(all.Elts, e)
		}
	}
	all.Pos = p
	if b.future {
		clear(nodes)
	}
	return all, b.many(nodes, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		return object.NewTupleOf(vs).Value(), nil
	})
}

// annotation builds an annotation; under PEP 563 it is its own text.
func (b *builder) annotation(e syntax.Expr) expr {
	if b.future {
		return value(b.constant(bytecode.Str(compile.Unparse(e))))
	}
	if s, ok := e.(*syntax.Starred); ok {
		// *args: *Ts is the one item of Ts.
		ix := b.at(s.Pos)
		return b.one(s.Value, b.expr(s.Value), func(f *frame, v object.Value) (object.Value, error) {
			f.at = ix
			var one [1]object.Value
			err := engine.Unpack(f.t, v, one[:])
			return one[0], err
		})
	}
	return b.expr(e)
}

func (b *builder) lambda(e *syntax.Lambda) expr {
	_, x := b.functionValue(e, e.Pos, e.Args, nil)
	return x
}

func (b *builder) functionDef(s syntax.Stmt, name string, args *syntax.Arguments, returns syntax.Expr, decorators []syntax.Expr) stmt {
	p := *s.Position()
	nodes, xs := b.decorators(decorators)
	node, x := b.functionValue(s, p, args, returns)
	if b.c.inner[s] == nil {
		return nil // it cannot be reached
	}
	return b.decorated(p, name, decorators, append(nodes, node), append(xs, x))
}

func (b *builder) decorators(list []syntax.Expr) (nodes []syntax.Expr, xs []expr) {
	for _, d := range list {
		nodes, xs = append(nodes, d), append(xs, b.expr(d))
	}
	return nodes, xs
}

// decorated builds the call of decorators, whose values come before that of what they decorate, and binds the result.
func (b *builder) decorated(p syntax.Pos, name string, decorators []syntax.Expr, nodes []syntax.Expr, xs []expr) stmt {
	set := b.storeName(p, name)
	ix := b.at(p)
	at := make([]int32, len(decorators))
	for i, d := range decorators {
		at[i] = b.at(*d.Position())
	}
	return run(b.many(nodes, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		v := vs[len(at)]
		for i := len(at) - 1; i >= 0; i-- {
			if err := f.line(at[i]); err != nil {
				return v, err
			}
			var one [1]object.Value
			one[0] = v
			var err error
			if v, err = f.invoke(vs[i], one[:], nil); err != nil {
				return v, err
			}
		}
		if len(at) > 0 {
			if err := f.line(ix); err != nil {
				return v, err
			}
		}
		return v, set(f, v)
	}))
}

func (b *builder) classDef(s *syntax.ClassDef) stmt {
	nodes, xs := b.decorators(s.DecoratorList)
	inner := b.c.inner[s]
	if inner == nil {
		return nil // it cannot be reached
	}
	ix := b.at(s.Pos)
	build := b.before(s.Pos, func(f *frame) (object.Value, error) {
		f.at = ix
		v, ok := f.builtins.GetString("__build_class__")
		if !ok {
			return v, object.Errorf(object.NameErrorType, "__build_class__ not found")
		}
		return v, nil
	})
	body := func(f *frame) (object.Value, error) { return f.makeFunction(inner).Value(), nil }
	name := value(b.constant(bytecode.Str(s.Name)))
	call := b.callWith(s.Pos, nil, build, []expr{body, name}, s.Bases, s.Keywords)
	args := &syntax.Tuple{Elts: append([]syntax.Expr{}, s.Bases...)}
	for _, k := range s.Keywords {
		args.Elts = append(args.Elts, k.Value)
	}
	args.Pos = s.Pos
	return b.decorated(s.Pos, s.Name, s.DecoratorList, append(nodes, args), append(xs, call))
}

// classBody builds the body of a class, which ends with the cell of __class__ if methods use it.
func (b *builder) classBody(s *syntax.ClassDef) stmt {
	p := syntax.Pos{Line: int32(b.c.bc.FirstLine), EndLine: int32(b.c.bc.FirstLine), Col: -1, EndCol: -1}
	load := b.before(p, b.name(p, "__name__"))
	module, qual := b.storeName(p, "__module__"), b.storeName(p, "__qualname__")
	name := b.constant(bytecode.Str(b.c.bc.QualName))
	first := run(b.one(nil, load, func(f *frame, v object.Value) (object.Value, error) {
		err := module(f, v)
		if err == nil {
			err = qual(f, name)
		}
		return v, err
	}))
	body := b.namespace(s.Body, first, nil)
	if !b.block.NeedsClassClosure {
		return body
	}
	slot := b.cells["__class__"]
	cell := b.storeName(p, "__classcell__")
	return func(f *frame) ctl {
		if k := body(f); k != next {
			return k
		}
		f.ret = f.vars[slot]
		at := f.at
		if err := cell(f, f.ret); err != nil {
			return f.fail(err)
		}
		f.at = at // it returns from its last statement
		return ret
	}
}
