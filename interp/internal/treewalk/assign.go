package treewalk

import (
	"memphis/interp/internal/compile"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds assignments and deletions.

// target builds the assignment to a target.
func (b *builder) target(e syntax.Expr) store {
	p := *e.Position()
	switch e := e.(type) {
	case *syntax.Name:
		return b.lineStore(p, b.storeName(p, e.Id))
	case *syntax.Attribute:
		at := compile.AttrPos(p, e.Pos, e.Attr)
		obj := b.after(at, b.expr(e.Value))
		ix, name := b.at(at), object.Intern(b.mangle(e.Attr))
		return b.kept(e, func(f *frame, v object.Value) error {
			o, err := obj(f)
			if err != nil {
				return err
			}
			f.at = ix
			return f.t.SetAttr(o, name, v)
		})
	case *syntax.Subscript:
		obj := b.expr(e.Value)
		key := b.after(p, b.expr(e.Slice))
		ix, tmp := b.at(p), b.temp()
		set := b.two(e.Value, e.Slice, obj, key, func(f *frame, o, k object.Value) (object.Value, error) {
			v := f.temps[tmp]
			f.temps[tmp] = object.Value{}
			f.at = ix
			return o, f.t.SetItem(o, k, v)
		})
		return func(f *frame, v object.Value) error {
			if !f.resuming {
				f.temps[tmp] = v
			}
			_, err := set(f)
			return err
		}
	case *syntax.Tuple:
		return b.unpack(e, e.Elts)
	case *syntax.List:
		return b.unpack(e, e.Elts)
	}
	panic("treewalk: no target")
}

// lineStoreOf makes what build builds come to the line of p first, if it is another one than that of what came before.
func (b *builder) lineStoreOf(p syntax.Pos, build func() store) store {
	if !b.newLine(p) {
		return build()
	}
	ix, set := b.at(p), build()
	return func(f *frame, v object.Value) error {
		if !f.resuming {
			if err := f.line(ix); err != nil {
				return err
			}
		}
		return set(f, v)
	}
}

// lineStore makes set come to the line of p first, if it is another one.
func (b *builder) lineStore(p syntax.Pos, set store) store {
	if !b.newLine(p) {
		return set
	}
	ix := b.at(p)
	return func(f *frame, v object.Value) error {
		if err := f.line(ix); err != nil {
			return err
		}
		return set(f, v)
	}
}

// kept keeps the value for a target with a yield inside.
func (b *builder) kept(e syntax.Expr, set store) store {
	if !b.yields(e) {
		return set
	}
	tmp := b.temp()
	return func(f *frame, v object.Value) error {
		if f.resuming {
			v = f.temps[tmp]
		}
		err := set(f, v)
		if f.temps[tmp] = (object.Value{}); err == errYield {
			f.temps[tmp] = v
		}
		return err
	}
}

// unpack builds the assignment of a value's items to targets.
func (b *builder) unpack(e syntax.Expr, elts []syntax.Expr) store {
	star := -1
	n := len(elts)
	mark := b.lineStore(*e.Position(), func(f *frame, v object.Value) error { return nil })
	sets := make([]store, n)
	for i, elt := range elts {
		if s, ok := elt.(*syntax.Starred); ok {
			star, elt = i, s.Value
		}
		sets[i] = b.target(elt)
	}
	ix := b.at(*e.Position())
	items := func(f *frame, v object.Value, dst []object.Value) error {
		if err := mark(f, v); err != nil {
			return err
		}
		f.at = ix
		if star >= 0 {
			return engine.UnpackEx(f.t, v, star, n-star-1, dst)
		}
		return engine.Unpack(f.t, v, dst)
	}
	if !b.yields(e) {
		return func(f *frame, v object.Value) error {
			base := len(f.scratch)
			for range n {
				f.scratch = append(f.scratch, object.Value{})
			}
			dst := f.scratch[base:]
			err := items(f, v, dst)
			for i := 0; i < n && err == nil; i++ {
				err = sets[i](f, dst[i])
			}
			f.drop(base)
			return err
		}
	}
	st, tmp := b.state(), b.temporaries(n)
	return func(f *frame, v object.Value) error {
		i, dst := 0, f.temps[tmp:tmp+n]
		if f.resuming {
			i = int(f.states[st])
		} else if err := items(f, v, dst); err != nil {
			return err
		}
		for ; i < n; i++ {
			if err := sets[i](f, dst[i]); err != nil {
				if err == errYield {
					f.states[st] = int32(i)
				} else {
					clear(dst)
				}
				return err
			}
		}
		clear(dst)
		return nil
	}
}

func (b *builder) assign(s *syntax.Assign) stmt {
	x := b.expr(s.Value)
	sets := make([]store, len(s.Targets))
	for i, t := range s.Targets {
		if i+1 == len(s.Targets) {
			sets[i] = b.target(t)
			break
		}
		// The value is copied first.
		sets[i] = b.lineStoreOf(s.Pos, func() store { return b.target(t) })
	}
	if len(sets) == 1 && !b.yields(s) {
		set := sets[0]
		return func(f *frame) ctl {
			v, err := x(f)
			if err == nil {
				err = set(f, v)
			}
			if err != nil {
				return f.fail(err)
			}
			return next
		}
	}
	st, tmp := b.state(), b.temp()
	return func(f *frame) ctl {
		var v object.Value
		i := 0
		if f.resuming && f.states[st] > 0 {
			i, v = int(f.states[st])-1, f.temps[tmp]
		} else {
			var err error
			if v, err = x(f); err != nil {
				if st >= 0 {
					f.states[st] = 0
				}
				return f.fail(err)
			}
		}
		for ; i < len(sets); i++ {
			if err := sets[i](f, v); err != nil {
				if err == errYield {
					f.states[st], f.temps[tmp] = int32(i)+1, v
				}
				return f.fail(err)
			}
		}
		f.temps[tmp] = object.Value{}
		return next
	}
}

// run makes a statement of an expression.
func run(x expr) stmt {
	return func(f *frame) ctl {
		if _, err := x(f); err != nil {
			return f.fail(err)
		}
		return next
	}
}

func (b *builder) augAssign(s *syntax.AugAssign) stmt {
	op := operators[s.Op]
	ix := b.at(s.Pos)
	inPlace := func(f *frame, v, w object.Value) (object.Value, error) {
		f.at = ix
		return f.t.InPlaceOp(op, v, w)
	}
	switch t := s.Target.(type) {
	case *syntax.Name:
		x := b.before(t.Pos, b.name(t.Pos, t.Id))
		y := b.after(s.Pos, b.expr(s.Value))
		set := b.lineStore(t.Pos, b.storeName(t.Pos, t.Id))
		return run(b.two(t, s.Value, x, y, func(f *frame, v, w object.Value) (object.Value, error) {
			r, err := inPlace(f, v, w)
			if err == nil {
				err = set(f, r)
			}
			return r, err
		}))
	case *syntax.Attribute:
		at := compile.AttrPos(t.Pos, t.Pos, t.Attr)
		objAt := b.temp()
		obj := b.keep(objAt, b.after(at, b.expr(t.Value)))
		ixAttr, name := b.at(at), object.Intern(b.mangle(t.Attr))
		x := func(f *frame) (object.Value, error) {
			f.at = ixAttr
			return f.t.GetAttr(f.temps[objAt], name)
		}
		y := b.after(s.Pos, b.expr(s.Value))
		mark := b.lineStore(at, func(f *frame, v object.Value) error { return nil })
		return run(b.many([]syntax.Expr{t.Value, nil, s.Value}, []expr{obj, x, y}, func(f *frame, vs []object.Value) (object.Value, error) {
			o := vs[0]
			f.temps[objAt] = object.Value{}
			r, err := inPlace(f, vs[1], vs[2])
			if err == nil {
				err = mark(f, r)
			}
			if err != nil {
				return r, err
			}
			f.at = ixAttr
			return r, f.t.SetAttr(o, name, r)
		}))
	}
	t := s.Target.(*syntax.Subscript)
	objAt := b.temporaries(2)
	obj := b.keep(objAt, b.expr(t.Value))
	key := b.keep(objAt+1, b.after(t.Pos, b.expr(t.Slice)))
	ixItem := b.at(t.Pos)
	x := func(f *frame) (object.Value, error) {
		f.at = ixItem
		return f.t.GetItem(f.temps[objAt], f.temps[objAt+1])
	}
	y := b.after(s.Pos, b.expr(s.Value))
	mark := b.lineStore(t.Pos, func(f *frame, v object.Value) error { return nil })
	return run(b.many([]syntax.Expr{t.Value, t.Slice, nil, s.Value}, []expr{obj, key, x, y}, func(f *frame, vs []object.Value) (object.Value, error) {
		o, k := vs[0], vs[1]
		f.temps[objAt], f.temps[objAt+1] = object.Value{}, object.Value{}
		r, err := inPlace(f, vs[2], vs[3])
		if err == nil {
			err = mark(f, r)
		}
		if err != nil {
			return r, err
		}
		f.at = ixItem
		return r, f.t.SetItem(o, k, r)
	}))
}

// keep puts the value of x among the temps too.
func (b *builder) keep(i int, x expr) expr {
	return func(f *frame) (object.Value, error) {
		v, err := x(f)
		if err == nil {
			f.temps[i] = v
		}
		return v, err
	}
}

func (b *builder) annAssign(s *syntax.AnnAssign) stmt {
	var parts []stmt
	if s.Value != nil {
		parts = append(parts, b.assign(&syntax.Assign{Node: s.Node, Targets: []syntax.Expr{s.Target}, Value: s.Value}))
	}
	evaluated := !b.isFunction()
	switch t := s.Target.(type) {
	case *syntax.Name:
		if s.Simple != 0 && evaluated {
			x := b.after(s.Pos, b.annotation(s.Annotation))
			dict := b.name(s.Pos, "__annotations__")
			ix, key := b.at(s.Pos), object.Intern(b.mangle(t.Id)).Value()
			parts = append(parts, run(b.one(s.Annotation, x, func(f *frame, v object.Value) (object.Value, error) {
				d, err := dict(f)
				if err != nil {
					return d, err
				}
				f.at = ix
				return d, f.t.SetItem(d, key, v)
			})))
		}
	case *syntax.Attribute:
		if s.Value == nil {
			parts = append(parts, run(b.after(s.Pos, b.expr(t.Value))))
		}
	case *syntax.Subscript:
		if s.Value == nil {
			parts = append(parts, run(b.after(s.Pos, b.expr(t.Value))))
			parts = b.discardSlice(s.Pos, parts, t.Slice)
		}
	}
	if s.Simple == 0 && evaluated && !b.future {
		parts = append(parts, run(b.after(s.Pos, b.expr(s.Annotation))))
	}
	return b.inRow(parts)
}

// discardSlice evaluates the parts of a subscript for their effects.
func (b *builder) discardSlice(p syntax.Pos, parts []stmt, e syntax.Expr) []stmt {
	switch e := e.(type) {
	case *syntax.Slice:
		for _, part := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
			if part != nil {
				parts = append(parts, run(b.after(p, b.expr(part))))
			}
		}
	case *syntax.Tuple:
		for _, elt := range e.Elts {
			parts = b.discardSlice(p, parts, elt)
		}
	default:
		parts = append(parts, run(b.after(p, b.expr(e))))
	}
	return parts
}

func (b *builder) deletion(targets []syntax.Expr) stmt {
	var parts []stmt
	for _, target := range targets {
		p := *target.Position()
		switch t := target.(type) {
		case *syntax.Name:
			del := b.deleteName(p, t.Id)
			parts = append(parts, run(b.before(p, func(f *frame) (object.Value, error) { return object.None, del(f) })))
		case *syntax.Attribute:
			at := compile.AttrPos(p, t.Pos, t.Attr)
			x := b.after(at, b.expr(t.Value))
			ix, name := b.at(at), object.Intern(b.mangle(t.Attr))
			parts = append(parts, run(b.one(t.Value, x, func(f *frame, v object.Value) (object.Value, error) {
				f.at = ix
				return v, f.t.DelAttr(v, name)
			})))
		case *syntax.Subscript:
			x := b.expr(t.Value)
			k := b.after(p, b.expr(t.Slice))
			ix := b.at(p)
			parts = append(parts, run(b.two(t.Value, t.Slice, x, k, func(f *frame, v, k object.Value) (object.Value, error) {
				f.at = ix
				return v, f.t.DelItem(v, k)
			})))
		case *syntax.Tuple:
			parts = append(parts, b.deletion(t.Elts))
		case *syntax.List:
			parts = append(parts, b.deletion(t.Elts))
		}
	}
	return b.inRow(parts)
}
