package treewalk

import (
	"unsafe"

	"memphis/interp/internal/compile"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds calls.

// invoke calls fn with arguments in vector form.
func (f *frame) invoke(fn object.Value, args []object.Value, names *object.Tuple) (object.Value, error) {
	t := f.t
	if t.Hooked && t.Profile.P != nil {
		return f.profiledCall(fn, args, names)
	}
	v, err := t.CallVec(fn, args, names)
	if err == nil && t.Pending.Load() {
		err = t.Safepoint()
	}
	return v, err
}

// vector builds arguments that are passed one by one, and the names of those by keyword.
func (b *builder) vector(args []syntax.Expr, keywords []*syntax.Keyword) (nodes []syntax.Expr, xs []expr, names *object.Tuple) {
	for _, a := range args {
		nodes, xs = append(nodes, a), append(xs, b.expr(a))
	}
	if len(keywords) == 0 {
		return nodes, xs, nil
	}
	list := make([]object.Value, len(keywords))
	for i, k := range keywords {
		nodes, xs = append(nodes, k.Value), append(xs, b.expr(k.Value))
		list[i] = object.Intern(k.Arg).Value()
	}
	return nodes, xs, object.NewTuple(list)
}

// lastAfter makes what follows the last of xs come to the line of p.
func (b *builder) lastAfter(p syntax.Pos, xs []expr) {
	if n := len(xs); n > 0 {
		xs[n-1] = b.after(p, xs[n-1])
	}
}

func (b *builder) call(e *syntax.Call) expr {
	if a, ok := e.Func.(*syntax.Attribute); ok && a.Ctx == syntax.Load && compile.PlainArguments(e.Args, e.Keywords) {
		return b.methodCall(e, a)
	}
	fn := b.first(*e.Func.Position(), func() expr { return b.expr(e.Func) })
	return b.callWith(e.Pos, e.Func, fn, nil, e.Args, e.Keywords)
}

// callWith builds a call of fn with the arguments first and then args.
func (b *builder) callWith(p syntax.Pos, fnNode syntax.Expr, fn expr, first []expr, args []syntax.Expr, keywords []*syntax.Keyword) expr {
	ix := b.at(p)
	if compile.PlainArguments(args, keywords) {
		nodes, xs, names := b.vector(args, keywords)
		nodes = append(append([]syntax.Expr{fnNode}, make([]syntax.Expr, len(first))...), nodes...)
		xs = append(append([]expr{fn}, first...), xs...)
		b.lastAfter(p, xs)
		return b.many(nodes, xs, func(f *frame, vs []object.Value) (object.Value, error) {
			f.at = ix
			return f.invoke(vs[0], vs[1:], names)
		})
	}
	callee := b.temp()
	nodes := []syntax.Expr{fnNode}
	xs := []expr{func(f *frame) (object.Value, error) {
		v, err := fn(f)
		if err == nil {
			f.temps[callee] = v // for the messages of what merges the keywords
		}
		return v, err
	}}
	var pos expr
	var posNode syntax.Expr
	if s, ok := onlyStarred(args); ok && len(first) == 0 {
		pos, posNode = b.expr(s.Value), s.Value
	} else {
		d := &syntax.Tuple{Elts: args}
		d.Pos = p
		pos, posNode = b.growing(d, args, tupleDisplay, first), d
	}
	kw := value(object.Value{})
	var kwNode syntax.Expr
	if len(keywords) > 0 {
		var values []syntax.Expr
		for _, k := range keywords {
			values = append(values, k.Value)
		}
		d := &syntax.Tuple{Elts: values}
		kwNode = d
		kw = b.keywords(p, keywords, values, callee)
	}
	nodes, xs = append(nodes, posNode, kwNode), append(xs, pos, kw)
	b.lastAfter(p, xs)
	return b.many(nodes, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		f.at = ix
		f.temps[callee] = object.Value{}
		if t := f.t; t.Hooked && t.Profile.P != nil && vs[0].P.Type == object.BuiltinType {
			return f.profiledEx(vs[0], vs[1], vs[2])
		}
		return engine.CallEx(f.t, vs[0], vs[1], vs[2])
	})
}

func onlyStarred(args []syntax.Expr) (*syntax.Starred, bool) {
	if len(args) != 1 {
		return nil, false
	}
	s, ok := args[0].(*syntax.Starred)
	return s, ok
}

// keywords builds the dict of keyword arguments of a call; the callee lies among the temps.
func (b *builder) keywords(p syntax.Pos, keywords []*syntax.Keyword, values []syntax.Expr, callee int) expr {
	xs := make([]expr, len(keywords))
	for i, k := range keywords {
		run := 0 // of those by name around it
		for j := i; j >= 0 && keywords[j].Arg != ""; j-- {
			run++
		}
		for j := i + 1; run > 0 && j < len(keywords) && keywords[j].Arg != ""; j++ {
			run++
		}
		if i == 0 && k.Arg == "" || run == 1 || 2*run > compile.ManyItems {
			xs[i] = b.first(p, func() expr { return b.expr(k.Value) }) // a dict is begun, or a single pair
		} else {
			xs[i] = b.expr(k.Value)
		}
		if i+1 < len(keywords) && (k.Arg == "") != (keywords[i+1].Arg == "") || k.Arg == "" {
			xs[i] = b.after(p, xs[i]) // one dict ends and is merged, another begins
		}
	}
	ix := b.at(p)
	return b.fold(values, xs, func(f *frame) object.Value { return object.NewDict().Value() },
		func(f *frame, acc object.Value, i int, v object.Value) error {
			f.at = ix
			if keywords[i].Arg == "" {
				return engine.DictMerge(f.t, acc, v, f.temps[callee])
			}
			one := object.NewDict()
			one.SetStr(object.Intern(keywords[i].Arg), v)
			return engine.DictMerge(f.t, acc, one.Value(), f.temps[callee])
		}, nil)
}

func (b *builder) methodCall(e *syntax.Call, a *syntax.Attribute) expr {
	at := compile.AttrPos(a.Pos, a.Pos, a.Attr)
	obj := b.after(at, b.expr(a.Value))
	name := object.Intern(b.mangle(a.Attr))
	ixAttr := b.at(at)
	nodes, xs, names := b.vector(e.Args, e.Keywords)
	callAt := b.c.origin.CallPos(e, a)
	ix := b.at(callAt)
	newLine := b.newLine(callAt)
	method := func(f *frame, v object.Value) (fn, self object.Value, err error) {
		f.at = ixAttr
		if v.P.Type == object.SuperType {
			if fn, self = superMethod(v, name); fn.P != nil {
				return fn, self, nil
			}
		}
		return f.t.LoadMethod(v, name)
	}
	if !b.anyYields(nodes) {
		return func(f *frame) (object.Value, error) {
			v, err := obj(f)
			if err != nil {
				return v, err
			}
			fn, self, err := method(f, v)
			if err != nil {
				return v, err
			}
			base := len(f.scratch)
			if self.P != nil {
				f.scratch = append(f.scratch, self)
			}
			for _, x := range xs {
				w, err := x(f)
				if err != nil {
					f.drop(base)
					return w, err
				}
				f.scratch = append(f.scratch, w)
			}
			if newLine {
				if err := f.line(ix); err != nil {
					f.drop(base)
					return v, err
				}
			}
			f.at = ix
			r, err := f.invoke(fn, f.scratch[base:], names)
			f.drop(base)
			return r, err
		}
	}
	fnAt := b.temporaries(2)
	bound := func(f *frame) (object.Value, error) {
		v, err := obj(f)
		if err == nil {
			f.temps[fnAt], f.temps[fnAt+1], err = method(f, v)
		}
		return object.None, err
	}
	nodes, xs = append([]syntax.Expr{a.Value}, nodes...), append([]expr{bound}, xs...)
	return b.many(nodes, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		fn, self := f.temps[fnAt], f.temps[fnAt+1]
		f.temps[fnAt], f.temps[fnAt+1] = object.Value{}, object.Value{}
		if newLine {
			if err := f.line(ix); err != nil {
				return fn, err
			}
		}
		f.at = ix
		if vs = vs[1:]; self.P != nil {
			vs = append([]object.Value{self}, vs...)
		}
		return f.invoke(fn, vs, names)
	})
}

func superMethod(v object.Value, name *object.Str) (fn, self object.Value) {
	return (*object.Super)(unsafe.Pointer(v.P)).Method(name)
}
