package treewalk

import (
	"memphis/interp/internal/compile"
	"unsafe"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds displays. Those with starred items grow item by item.

// displayKind is what a display makes.
type displayKind uint8

const (
	tupleDisplay displayKind = iota
	listDisplay
	setDisplay
)

// maxRow is how many items, or half as many pairs, are evaluated before the display is made, as in the compiler.
const maxRow = 40

// constants tells whether all of elts are.
func (b *builder) constants(elts []syntax.Expr) bool {
	for _, e := range elts {
		if b.c.origin.Constant(e) == nil {
			return false
		}
	}
	return true
}

func starred(elts []syntax.Expr) bool {
	for _, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			return true
		}
	}
	return false
}

func (b *builder) display(e syntax.Expr, elts []syntax.Expr, kind displayKind) expr {
	p := *e.Position()
	if starred(elts) || len(elts) > maxRow {
		return b.growing(e, elts, kind, nil)
	}
	ix := b.at(p)
	xs := make([]expr, len(elts))
	switch {
	case kind != tupleDisplay && len(elts) >= 3 && b.constants(elts):
		// A list of constants is made of a tuple of them: its items have no lines.
		for i, elt := range elts {
			xs[i] = value(b.constant(b.c.origin.Constant(elt)))
		}
		xs[0] = b.from(p, xs[0])
	case len(elts) > compile.ManyItems:
		for i, elt := range elts {
			if i == 0 {
				b.line = 0
			}
			xs[i] = b.after(p, b.expr(elt))
		}
		xs[0] = b.from(p, xs[0])
	default:
		for i, elt := range elts {
			xs[i] = b.expr(elt)
		}
	}
	if len(xs) == 0 {
		return b.before(p, func(f *frame) (object.Value, error) { return make1(f, kind, nil) })
	}
	b.lastAfter(p, xs)
	return b.many(elts, xs, func(f *frame, vs []object.Value) (object.Value, error) {
		f.at = ix
		return make1(f, kind, vs)
	})
}

// make1 makes a display of items.
func make1(f *frame, kind displayKind, vs []object.Value) (object.Value, error) {
	switch kind {
	case tupleDisplay:
		return object.NewTupleOf(vs).Value(), nil
	case listDisplay:
		return object.NewListOf(vs).Value(), nil
	}
	return engine.BuildSet(f.t, vs)
}

// fold builds what grows by one value after the other: add takes the i-th into what begin made, and end, if there is
// one, makes the result of it.
func (b *builder) fold(nodes []syntax.Expr, xs []expr, begin func(f *frame) object.Value,
	add func(f *frame, acc object.Value, i int, v object.Value) error, end func(f *frame, acc object.Value) object.Value) expr {
	yields := b.anyYields(nodes)
	st, tmp := -1, -1
	if yields {
		st, tmp = b.state(), b.temp()
	}
	return func(f *frame) (object.Value, error) {
		i, acc := 0, object.Value{}
		if f.resuming {
			i, acc = int(f.states[st]), f.temps[tmp]
		} else {
			acc = begin(f)
		}
		for ; i < len(xs); i++ {
			v, err := xs[i](f)
			if err == errYield {
				f.states[st], f.temps[tmp] = int32(i), acc
				return v, err
			}
			if err == nil {
				err = add(f, acc, i, v)
			}
			if err != nil {
				return v, err
			}
		}
		if yields {
			f.temps[tmp] = object.Value{}
		}
		if end != nil {
			acc = end(f, acc)
		}
		return acc, nil
	}
}

// growing builds a display that has the values of first and then those of elts.
func (b *builder) growing(e syntax.Expr, elts []syntax.Expr, kind displayKind, first []expr) expr {
	made := len(first)+len(elts) > compile.ManyItems
	if (made || len(elts) > 0 && starred(elts[:1])) && len(first) == 0 {
		return b.first(*e.Position(), func() expr { return b.grown(e, elts, kind, first, made) })
	}
	return b.grown(e, elts, kind, first, made)
}

// grown builds a display whose container is made before its first item, or for one that is starred.
func (b *builder) grown(e syntax.Expr, elts []syntax.Expr, kind displayKind, first []expr, made bool) expr {
	ix := b.at(*e.Position())
	xs := append([]expr{}, first...)
	nodes := make([]syntax.Expr, len(first), len(first)+len(elts))
	star := make([]bool, len(first), len(first)+len(elts))
	for i, elt := range elts {
		s, ok := elt.(*syntax.Starred)
		if ok {
			elt = s.Value
		}
		x := b.expr(elt)
		if made = made || ok; made || i+1 < len(elts) && starred(elts[i+1:i+2]) {
			x = b.after(*e.Position(), x) // the container is made, or takes the item
		}
		nodes, xs, star = append(nodes, elt), append(xs, x), append(star, ok)
	}
	if kind == setDisplay {
		return b.fold(nodes, xs, func(f *frame) object.Value { return object.NewSet().Value() },
			func(f *frame, acc object.Value, i int, v object.Value) error {
				f.at = ix
				if star[i] {
					return engine.SetUpdate(f.t, acc, v)
				}
				return (*object.Set)(unsafe.Pointer(acc.P)).Add(f.t, v)
			}, nil)
	}
	var end func(f *frame, acc object.Value) object.Value
	if kind == tupleDisplay {
		end = func(f *frame, acc object.Value) object.Value {
			return object.NewTuple(append([]object.Value(nil), (*object.List)(unsafe.Pointer(acc.P)).Items...)).Value()
		}
	}
	return b.fold(nodes, xs, func(f *frame) object.Value { return object.NewList(nil).Value() },
		func(f *frame, acc object.Value, i int, v object.Value) error {
			f.at = ix
			if star[i] {
				return engine.ListExtend(f.t, acc, v)
			}
			(*object.List)(unsafe.Pointer(acc.P)).Append(v)
			return nil
		}, end)
}

// pair builds a key and a value of a dict display.
func (b *builder) pair(e *syntax.Dict, i int, lines compile.PairLines) (k, v expr) {
	parts := func() expr {
		if lines.Key {
			k = b.expr(e.Keys[i])
		} else {
			k = value(b.constant(b.c.origin.Constant(e.Keys[i])))
		}
		if v = b.expr(e.Values[i]); lines.After {
			v = b.after(e.Pos, v)
		}
		return k
	}
	if !lines.Before {
		parts()
		return k, v
	}
	return b.first(e.Pos, parts), v
}

func (b *builder) dict(e *syntax.Dict) expr {
	ix := b.at(e.Pos)
	n := 0
	for n < len(e.Keys) && e.Keys[n] != nil && n < maxRow/2 {
		n++
	}
	lines := b.c.origin.DictLines(e.Keys)
	var nodes []syntax.Expr
	var xs []expr
	for i := range n {
		k, v := b.pair(e, i, lines[i])
		nodes, xs = append(nodes, e.Keys[i], e.Values[i]), append(xs, k, v)
	}
	set := func(f *frame, d object.Value, k, v object.Value) error {
		f.at = ix
		return (*object.Dict)(unsafe.Pointer(d.P)).Set(f.t, k, v)
	}
	head := func(f *frame, vs []object.Value) (object.Value, error) {
		d := object.NewDictSize(len(vs) / 2).Value()
		for i := 0; i < len(vs); i += 2 {
			if err := set(f, d, vs[i], vs[i+1]); err != nil {
				return d, err
			}
		}
		return d, nil
	}
	if n == len(e.Keys) {
		if n == 0 {
			return b.before(e.Pos, func(f *frame) (object.Value, error) { return object.NewDict().Value(), nil })
		}
		return b.many(nodes, xs, head)
	}
	// Each step of the fold is a value: the first pairs as a dict, a further pair as a tuple, or what follows **.
	front := &syntax.Tuple{Elts: nodes}
	steps, stepNodes := []expr{b.many(nodes, xs, head)}, []syntax.Expr{front}
	for i := n; i < len(e.Keys); i++ {
		if e.Keys[i] == nil {
			x := b.first(e.Pos, func() expr { return b.after(e.Pos, b.expr(e.Values[i])) })
			steps, stepNodes = append(steps, x), append(stepNodes, e.Values[i])
			continue
		}
		pair := &syntax.Tuple{Elts: []syntax.Expr{e.Keys[i], e.Values[i]}}
		k, v := b.pair(e, i, lines[i])
		steps = append(steps, b.two(e.Keys[i], e.Values[i], k, v, func(f *frame, k, v object.Value) (object.Value, error) {
			return object.TupleOf(k, v), nil
		}))
		stepNodes = append(stepNodes, pair)
	}
	return b.fold(stepNodes, steps, func(f *frame) object.Value { return object.NewDict().Value() },
		func(f *frame, acc object.Value, i int, v object.Value) error {
			f.at = ix
			if i > 0 && e.Keys[n+i-1] != nil {
				pair, _ := object.AsTuple(v)
				return set(f, acc, pair.Items[0], pair.Items[1])
			}
			return engine.DictUpdate(f.t, acc, v)
		}, nil)
}
