package treewalk

import (
	"unsafe"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds conditions and loops.

// cond decides a condition.
type cond func(f *frame) (bool, error)

// constantTruth tells whether e is a constant, and its truth.
func (b *builder) constantTruth(e syntax.Expr) (isConst, truth bool) {
	k := b.c.origin.Constant(e)
	if k == nil {
		return false, false
	}
	truth, err := b.c.unit.t.Truth(b.constant(k))
	return err == nil, truth
}

// condPos is the position that deciding a condition leaves as the current one: that of the last comparison in it, which is
// what a failing assert underlines.
func condPos(e syntax.Expr, p syntax.Pos) syntax.Pos {
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			return condPos(e.Operand, p)
		}
	case *syntax.BoolOp:
		for _, v := range e.Values {
			p = condPos(v, p)
		}
	case *syntax.IfExp:
		return condPos(e.Orelse, condPos(e.Body, condPos(e.Test, p)))
	case *syntax.Compare:
		return e.Pos
	}
	return p
}

// cond builds a condition of a statement at p. Unlike the value of the same expression, each operand of and, or and not is
// asked for its truth once.
func (b *builder) cond(e syntax.Expr, p syntax.Pos) cond {
	if isConst, truth := b.constantTruth(e); isConst {
		x := b.after(p, b.expr(e))
		return func(f *frame) (bool, error) {
			_, err := x(f)
			return truth, err
		}
	}
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			x := b.cond(e.Operand, p)
			return func(f *frame) (bool, error) {
				v, err := x(f)
				return !v, err
			}
		}
	case *syntax.BoolOp:
		return b.boolCond(e, p)
	case *syntax.IfExp:
		test := b.cond(e.Test, p)
		line := b.line
		p = condPos(e.Test, p)
		body := b.cond(e.Body, p)
		b.line = line
		orelse := b.cond(e.Orelse, condPos(e.Body, p))
		b.line = 0
		return b.ifCond(test, body, orelse)
	case *syntax.Compare:
		if len(e.Ops) > 1 {
			return b.chainCond(e)
		}
		p = e.Pos
	}
	x := b.after(p, b.expr(e))
	ix := b.at(p)
	return func(f *frame) (bool, error) {
		v, err := x(f)
		if err != nil {
			return false, err
		}
		if v.P.Type == object.BoolType {
			return v == object.True, nil
		}
		f.at = ix
		return f.t.Truth(v)
	}
}

func (b *builder) boolCond(e *syntax.BoolOp, p syntax.Pos) cond {
	xs := make([]cond, len(e.Values))
	for i, v := range e.Values {
		xs[i] = b.cond(v, p)
		p = condPos(v, p)
	}
	b.line = 0
	or, st := e.Op == syntax.Or, b.state()
	return func(f *frame) (bool, error) {
		i := 0
		if f.resuming {
			i = int(f.states[st])
		}
		for ; i < len(xs); i++ {
			v, err := xs[i](f)
			if err == errYield {
				f.states[st] = int32(i)
			}
			if err != nil || v == or {
				return v, err
			}
		}
		return !or, nil
	}
}

func (b *builder) ifCond(test, body, orelse cond) cond {
	st := b.state()
	return func(f *frame) (bool, error) {
		part := int32(0)
		if f.resuming {
			part = f.states[st]
		}
		if part == 0 {
			v, err := test(f)
			if err == errYield {
				f.states[st] = 0
			}
			if err != nil {
				return v, err
			}
			if part = 2; v {
				part = 1
			}
		}
		x := orelse
		if part == 1 {
			x = body
		}
		v, err := x(f)
		if err == errYield {
			f.states[st] = part
		}
		return v, err
	}
}

// chainCond builds a chain of comparisons as a condition.
func (b *builder) chainCond(e *syntax.Compare) cond {
	ix := b.at(e.Pos)
	x := b.expr(e.Left)
	ops := make([]func(f *frame, v, w object.Value) (object.Value, error), len(e.Ops))
	xs := make([]expr, len(e.Ops))
	for i, op := range e.Ops {
		_, xs[i] = b.searched(op, e.Comparators[i])
		xs[i] = b.after(e.Pos, xs[i])
		ops[i] = comparison(op, ix)
	}
	b.line = 0
	st, tmp := b.state(), b.temp()
	return func(f *frame) (bool, error) {
		var left object.Value
		var err error
		i := 0
		if f.resuming && f.states[st] > 0 {
			i, left = int(f.states[st])-1, f.temps[tmp]
		} else if left, err = x(f); err != nil {
			if st >= 0 {
				f.states[st] = 0
			}
			return false, err
		}
		for ; i < len(ops); i++ {
			right, err := xs[i](f)
			if err == errYield {
				f.states[st], f.temps[tmp] = int32(i)+1, left
			}
			if err != nil {
				return false, err
			}
			v, err := ops[i](f, left, right)
			if err != nil {
				return false, err
			}
			f.at = ix
			if t, err := f.t.Truth(v); err != nil || !t {
				return false, err
			}
			left = right
		}
		return true, nil
	}
}

func (b *builder) ifStmt(s *syntax.If) stmt {
	if isConst, truth := b.constantTruth(s.Test); isConst {
		first := b.markTest(s.Test, s.Pos)
		if truth {
			return sequence(first, b.stmts(s.Body))
		}
		return sequence(first, b.stmts(s.Orelse))
	}
	test := b.cond(s.Test, s.Pos)
	line := b.line
	st := b.place()
	var body, orelse stmt
	b.in(st, 1, func() { body = b.stmts(s.Body) })
	b.line = line
	b.in(st, 2, func() { orelse = b.stmts(s.Orelse) })
	b.line = 0
	return func(f *frame) ctl {
		part := int32(0)
		if f.resuming {
			part = f.states[st]
		}
		if part == 0 {
			v, err := test(f)
			if err != nil {
				if err == errYield {
					f.states[st] = 0
				}
				return f.fail(err)
			}
			if part = 2; v {
				part = 1
			}
		}
		x := orelse
		if part == 1 {
			x = body
		}
		k := x(f)
		if k == yielded {
			f.states[st] = part
		}
		return k
	}
}

func (b *builder) whileStmt(s *syntax.While) stmt {
	isConst, truth := b.constantTruth(s.Test)
	first := func(f *frame) ctl { return next }
	ix := b.at(s.Pos)
	if isConst {
		first = b.markTest(s.Test, s.Pos)
		if !truth {
			return sequence(first, b.stmts(s.Orelse))
		}
	}
	test := func(f *frame) (bool, error) { return true, nil }
	if !isConst {
		b.line = 0
		test = b.cond(s.Test, s.Pos)
	}
	line := b.line
	st := b.place()
	var body, orelse stmt
	b.in(st, 1, func() {
		b.line = 0
		body = b.stmts(s.Body)
	})
	b.line = line
	b.in(st, 2, func() { orelse = b.stmts(s.Orelse) })
	b.line = 0
	loop := func(f *frame) ctl {
		part, again := int32(0), false
		if f.resuming {
			part = f.states[st]
		}
		for {
			if part == 0 {
				v, err := test(f)
				if err != nil {
					if err == errYield {
						f.states[st] = 0
					}
					return f.fail(err)
				}
				if part = 1; !v {
					part = 2
				} else if again && !isConst {
					f.lastLine = -1 // the body counts again in each round, even on the line of the test
				}
			}
			if part == 2 {
				k := orelse(f)
				if k == yielded {
					f.states[st] = 2
				}
				return k
			}
			switch k := body(f); k {
			case next, cont:
			case brk:
				return next
			default:
				if k == yielded {
					f.states[st] = 1
				}
				return k
			}
			part = 0
			if f.t.Pending.Load() {
				if err := f.t.Safepoint(); err != nil {
					return f.fail(err)
				}
			}
			if again = true; isConst {
				if err := f.again(ix); err != nil {
					return f.fail(err)
				}
			}
		}
	}
	return sequence(first, loop)
}

// step is the next item of an iterator, the zero Value at its end.
func (f *frame) step(it object.Value) (object.Value, error) {
	switch it.P.Type {
	case object.RangeIterType:
		r := (*object.RangeIter)(unsafe.Pointer(it.P))
		if r.Left > 0 {
			v := object.Int64(r.Cur)
			r.Cur += r.Step
			r.Left--
			return v, nil
		}
		return object.Value{}, nil
	case object.ListIterType:
		l := (*object.ListIter)(unsafe.Pointer(it.P))
		if l.List != nil && uint(l.Pos) < uint(len(l.List.Items)) {
			l.Pos++
			return l.List.Items[l.Pos-1], nil
		}
		l.List = nil
		return object.Value{}, nil
	}
	if f.t.Hooked {
		return f.tracedNext(it)
	}
	return f.t.Next(it)
}

func (b *builder) forStmt(p syntax.Pos, x expr, target syntax.Expr, body, orelse []syntax.Stmt, iterPos syntax.Pos, async bool) stmt {
	ix := b.at(p)
	iter := func(f *frame) (object.Value, error) {
		v, err := x(f)
		if err != nil {
			return v, err
		}
		f.at = ix
		if async {
			return engine.AIter(f.t, v)
		}
		return f.t.Iter(v)
	}
	st := b.place()
	var loop, after stmt
	b.in(st, 0, func() {
		loop = b.loop(p, iter, target, func() stmt { return b.stmts(body) }, iterPos, async)
	})
	line := b.line
	b.in(st, 1, func() { after = b.stmts(orelse) })
	if b.line = 0; len(orelse) == 0 {
		b.line = line
		return func(f *frame) ctl {
			if k := loop(f); k != brk {
				return k
			}
			return next
		}
	}
	return func(f *frame) ctl {
		if !f.resuming || f.states[st] == 0 {
			switch k := loop(f); k {
			case next:
			case brk:
				return next
			default:
				if k == yielded {
					f.states[st] = 0
				}
				return k
			}
		}
		k := after(f)
		if k == yielded {
			f.states[st] = 1
		}
		return k
	}
}

// The parts of a loop in which it may be suspended.
const (
	loopIter int32 = iota
	loopNext
	loopTarget
	loopBody
)

// loop builds a for loop without else; it ends by brk if its body does.
func (b *builder) loop(p syntax.Pos, iter expr, target syntax.Expr, build func() stmt, endPos syntax.Pos, async bool) stmt {
	end := b.at(endPos)
	b.line = p.Line
	st, at := b.place(), b.temporaries(2)
	var ix int32
	var set store
	var body stmt
	keep := block{kind: loopBlock, tmp: at}
	b.inBlock(st, loopNext, keep, func() {
		ix = b.at(p)
		set = b.target(target)
	})
	b.inBlock(st, loopBody, keep, func() { body = build() })
	b.line = p.Line
	return func(f *frame) ctl {
		part := loopIter
		var it, v object.Value
		var err error
		suspend := func(part int32) ctl {
			f.states[st], f.temps[at] = part, it
			return yielded
		}
		if f.resuming {
			part, it = f.states[st], f.temps[at]
			if f.jump != nil {
				if err := f.arrived(st); err != nil {
					return f.fail(err)
				}
			}
		}
		if part == loopIter {
			if it, err = iter(f); err != nil {
				if err == errYield {
					return suspend(loopIter)
				}
				return f.fail(err)
			}
			part = loopNext
		}
		for {
			if part == loopNext {
				if !f.resuming {
					if err := f.line(ix); err != nil {
						if err == errJump {
							return suspend(loopNext)
						}
						return f.fail(err)
					}
				}
				if async {
					if v, err = f.asyncStep(it, at+1); err == errYield {
						return suspend(loopNext)
					}
					if err != nil {
						f.err, f.at = err, ix
						exc := f.land(raised)
						if !object.ErrorIs(exc, object.StopAsyncIterationType) {
							f.err = exc
							return reraised
						}
						f.at = end
						return next
					}
				} else if v, err = f.step(it); err != nil {
					return f.fail(err)
				} else if v.P == nil {
					return next
				}
				part = loopTarget
			}
			if part == loopTarget {
				if err := set(f, v); err != nil {
					if paused(err) {
						return suspend(loopTarget)
					}
					return f.fail(err)
				}
			}
			switch k := body(f); k {
			case next, cont:
			case yielded:
				return suspend(loopBody)
			default:
				if f.states != nil {
					f.temps[at] = object.Value{}
				}
				return k
			}
			part = loopNext
			if err := f.round(); err != nil {
				return f.fail(err)
			}
		}
	}
}

// asyncStep is the next item of an asynchronous iterator.
func (f *frame) asyncStep(it object.Value, tmp int) (object.Value, error) {
	if !f.resuming {
		a, err := engine.ANext(f.t, it)
		if err != nil {
			return a, err
		}
		f.temps[tmp] = a
	}
	return f.drive(tmp)
}

// comprehension builds the call of a comprehension's code with the outermost iterator.
func (b *builder) comprehension(e syntax.Expr) expr {
	p := *e.Position()
	inner := b.c.inner[e]
	gens := generators(e)
	x := b.first(p, func() expr {
		_, x := b.iterated(gens[0].Iter)
		return b.after(p, x)
	})
	ix, async := b.at(p), gens[0].IsAsync != 0
	call := b.one(gens[0].Iter, x, func(f *frame, v object.Value) (object.Value, error) {
		f.at = ix
		var err error
		if async {
			v, err = engine.AIter(f.t, v)
		} else {
			v, err = f.t.Iter(v)
		}
		if err != nil {
			return v, err
		}
		fn := f.makeFunction(inner)
		base := len(f.scratch)
		f.scratch = append(f.scratch, v)
		r, err := inner.Body.Call(f.t, fn, f.scratch[base:], nil)
		f.drop(base)
		return r, err
	})
	if _, isGen := e.(*syntax.GeneratorExp); isGen || inner == nil || inner.Flags&object.CoCoroutine == 0 {
		return call
	}
	return b.await(gens[0].Iter, call, p)
}

func generators(e syntax.Expr) []*syntax.Comprehension {
	switch e := e.(type) {
	case *syntax.ListComp:
		return e.Generators
	case *syntax.SetComp:
		return e.Generators
	case *syntax.DictComp:
		return e.Generators
	}
	return e.(*syntax.GeneratorExp).Generators
}

// comprehensionBody builds what the code of a comprehension runs.
func (b *builder) comprehensionBody(e syntax.Expr) stmt {
	p := *e.Position()
	acc := b.temp()
	end := endOf(generators(e), p)
	var begin func(f *frame) object.Value
	var item func() stmt
	add := func(node syntax.Expr, op func(f *frame, v object.Value) (object.Value, error)) func() stmt {
		return func() stmt { return run(b.one(node, b.after(end, b.expr(node)), op)) }
	}
	ix := b.at(end)
	switch e := e.(type) {
	case *syntax.ListComp:
		begin = func(f *frame) object.Value { return object.NewListFor(f.vars[0]).Value() }
		item = add(e.Elt, func(f *frame, v object.Value) (object.Value, error) {
			(*object.List)(unsafe.Pointer(f.temps[acc].P)).Append(v)
			return v, nil
		})
	case *syntax.SetComp:
		begin = func(f *frame) object.Value { return object.NewSet().Value() }
		item = add(e.Elt, func(f *frame, v object.Value) (object.Value, error) {
			f.at = ix
			return v, (*object.Set)(unsafe.Pointer(f.temps[acc].P)).Add(f.t, v)
		})
	case *syntax.DictComp:
		begin = func(f *frame) object.Value { return object.NewDictFor(f.vars[0]).Value() }
		item = func() stmt {
			k, v := b.expr(e.Key), b.after(end, b.expr(e.Value))
			return run(b.two(e.Key, e.Value, k, v, func(f *frame, k, v object.Value) (object.Value, error) {
				f.at = ix
				return v, (*object.Dict)(unsafe.Pointer(f.temps[acc].P)).Set(f.t, k, v)
			}))
		}
	case *syntax.GeneratorExp:
		item = func() stmt { return run(b.yieldValue(end, b.after(end, b.expr(e.Elt)))) }
	}
	gens := generators(e)
	loops := b.comprehensionLoop(p, gens, 0, item)
	if begin == nil {
		return loops
	}
	b.line = 0
	last := b.at(end)
	return func(f *frame) ctl {
		if !f.resuming {
			f.temps[acc] = begin(f)
		}
		if k := loops(f); k != next {
			return k
		}
		if err := f.line(last); err != nil {
			return f.fail(err)
		}
		f.ret = f.temps[acc]
		return ret
	}
}

// endOf is where a comprehension at p yields and returns: at the last comparison in its conditions, which CPython's compiler
// leaves as the current position.
func endOf(gens []*syntax.Comprehension, p syntax.Pos) syntax.Pos {
	for _, g := range gens {
		for _, e := range g.Ifs {
			p = condPos(e, p)
		}
	}
	return p
}

func (b *builder) comprehensionLoop(p syntax.Pos, gens []*syntax.Comprehension, i int, item func() stmt) stmt {
	g := gens[i]
	ix := b.at(p)
	iter := func(f *frame) (object.Value, error) { return f.vars[0], nil }
	if i > 0 {
		_, x := b.iterated(g.Iter)
		iter = func(f *frame) (object.Value, error) {
			v, err := x(f)
			if err != nil {
				return v, err
			}
			f.at = ix
			if g.IsAsync != 0 {
				return engine.AIter(f.t, v)
			}
			return f.t.Iter(v)
		}
	}
	return b.loop(p, iter, g.Target, func() stmt {
		var tests []cond
		back := p
		for _, e := range g.Ifs {
			tests = append(tests, b.cond(e, back))
			back = condPos(e, back)
		}
		var inner stmt
		if i+1 < len(gens) {
			inner = b.comprehensionLoop(back, gens, i+1, item)
			back = endOf(gens[i+1:], back)
		} else {
			inner = item()
		}
		if len(tests) == 0 && back.Line == p.Line {
			return inner
		}
		st := b.state()
		b.line = 0
		jump := b.at(back)
		return func(f *frame) ctl {
			n := 0
			if f.resuming {
				n = int(f.states[st])
			}
			for ; n < len(tests); n++ {
				v, err := tests[n](f)
				if err != nil {
					if err == errYield {
						f.states[st] = int32(n)
					}
					return f.fail(err)
				}
				if !v {
					if err := f.line(jump); err != nil {
						return f.fail(err)
					}
					return next
				}
			}
			k := inner(f)
			if k == yielded && st >= 0 {
				f.states[st] = int32(len(tests))
			} else if k == next {
				if err := f.line(jump); err != nil {
					return f.fail(err)
				}
			}
			return k
		}
	}, p, g.IsAsync != 0)
}
