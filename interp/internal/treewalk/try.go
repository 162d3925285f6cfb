package treewalk

import (
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds try and with.

func (b *builder) tryStmt(p syntax.Pos, body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt, star bool) stmt {
	first := b.mark(p)
	var build func() stmt
	switch {
	case len(handlers) == 0:
		build = func() stmt { return b.both(body, orelse) }
	case star:
		build = func() stmt { return b.tryStar(body, handlers, orelse) }
	default:
		build = func() stmt { return b.tryExcept(body, handlers, orelse) }
	}
	if len(final) > 0 {
		return sequence(first, b.tryFinally(build, final))
	}
	return sequence(first, build())
}

// both builds two blocks in a row.
func (b *builder) both(first, second []syntax.Stmt) stmt {
	r := b.row()
	r.add(func() stmt { return b.stmts(first) })
	r.add(func() stmt { return b.stmts(second) })
	return r.stmt()
}

// suspended notes that the frame is suspended inside try or with, so that closing it runs code.
func (f *frame) suspended(st int, part int32) ctl {
	f.states[st] = part
	if f.gen != nil {
		f.gen.cleanup = true
	}
	return yielded
}

// failed lands what ended a handler, before the exception that it handled is forgotten.
func (f *frame) failed(k ctl) ctl {
	if k == raised {
		f.err = f.land(k)
		return reraised
	}
	return k
}

func (b *builder) tryFinally(build func() stmt, final []syntax.Stmt) stmt {
	// The second state is how the statement before ended.
	st, how, tmp := b.place(), b.place(), b.temporaries(2)
	var inner, end stmt
	b.in(st, 0, func() { inner = build() })
	b.line = 0
	b.inBlock(st, 1, block{kind: finallyBlock, tmp: tmp, how: how}, func() { end = b.stmts(final) })
	last := b.lastLine(final)
	b.line = 0
	return func(f *frame) ctl {
		var k ctl
		var exc, saved *object.Exception
		var v object.Value
		if f.resuming && f.states[st] > 0 {
			k = ctl(f.states[how])
			if k == reraised {
				exc, saved = f.keptExc(tmp), f.keptExc(tmp+1)
			} else {
				v, f.temps[tmp] = f.temps[tmp], object.Value{}
			}
		} else {
			switch k = inner(f); k {
			case yielded:
				return f.suspended(st, 0)
			case raised, reraised:
				exc = f.land(k)
				saved = f.pushExc(exc)
				k = reraised
			case ret:
				v, f.ret = f.ret, object.Value{}
			}
		}
		if f.t.Hooked {
			if f.states == nil {
				f.states = make([]int32, f.code.numStates)
			}
			f.states[how] = int32(k) // a debugger may jump
		}
		k2 := end(f)
		if k2 == yielded {
			f.states[how] = int32(k)
			if k == reraised {
				f.keepExc(tmp, exc)
				f.keepExc(tmp+1, saved)
			} else {
				f.temps[tmp] = v
			}
			return f.suspended(st, 1)
		}
		if k == reraised {
			if k2 = f.failed(k2); k2 == reraised && f.t.Hooked {
				k2 = f.leaves(last)
			}
			f.popExc(saved)
		}
		if k2 != next {
			return k2
		}
		f.ret = v
		if k == reraised {
			f.err = exc
		}
		return k
	}
}

// lastLine is the position of the last of statements, if that is a simple one and no expression, else -1.
func (b *builder) lastLine(list []syntax.Stmt) int32 {
	switch s := list[len(list)-1].(type) {
	case *syntax.Assign, *syntax.AugAssign, *syntax.AnnAssign, *syntax.Delete, *syntax.Pass, *syntax.Assert, *syntax.Import, *syntax.ImportFrom:
		return b.at(*s.Position())
	}
	return -1
}

// leaves is the end of a finally body by another exception than the one that led into it: CPython comes to the line of its last
// statement then.
func (f *frame) leaves(last int32) ctl {
	if last < 0 {
		return reraised
	}
	return f.meanwhile(reraised, func(f *frame) error { return f.line(last) })
}

// meanwhile does something while control flows on as k says, which it still does unless that fails.
func (f *frame) meanwhile(k ctl, do func(f *frame) error) ctl {
	err, at := f.err, f.at
	if failure := do(f); failure != nil {
		return f.failed(f.fail(failure))
	}
	f.err, f.at = err, at
	return k
}

// handler is an except clause.
type handler struct {
	class  expr // nil for all
	at     int32
	bind   store // nil without a name
	forget func(f *frame) error
	body   stmt
}

// handler builds an except clause, whose two parts are those of the state from part on, with what is kept in its head and
// in its body.
func (b *builder) handler(h *syntax.ExceptHandler, st int, part int32, head, body block) handler {
	var out handler
	b.line = 0
	b.inBlock(st, part, head, func() {
		b.inner = &block{up: b.inner, kind: headBlock}
		out.at = b.at(h.Pos)
		b.aim(out.at)
		if h.Type == nil {
			b.mark(h.Pos)
		} else {
			out.class = b.after(h.Pos, b.expr(h.Type))
		}
	})
	if h.Name != "" {
		out.bind = b.storeName(h.Pos, h.Name)
		out.forget = b.forget(h.Pos, h.Name)
	}
	b.inBlock(st, part+1, body, func() { out.body = b.stmts(h.Body) })
	return out
}

// leave is the end of the handler's body: its name is forgotten.
func (h *handler) leave(f *frame, k ctl) ctl {
	k = f.failed(k)
	if h.forget == nil {
		return k
	}
	return f.meanwhile(k, h.forget)
}

// The parts of a try statement; behind them come two for each handler.
const (
	tryBody int32 = iota
	tryElse
	tryHandlers
)

func (b *builder) tryExcept(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse []syntax.Stmt) stmt {
	st, tmp := b.place(), b.temporaries(2)
	var run, after stmt
	b.in(st, tryBody, func() { run = b.stmts(body) })
	b.in(st, tryElse, func() { after = b.stmts(orelse) })
	hs := make([]handler, len(handlers))
	keep := block{kind: exceptBlock, tmp: tmp}
	for i, h := range handlers {
		hs[i] = b.handler(h, st, tryHandlers+2*int32(i), keep, keep)
	}
	b.line = 0
	return func(f *frame) ctl {
		part := tryBody
		if f.resuming {
			part = f.states[st]
			if f.jump != nil {
				if err := f.arrived(st); err != nil {
					return f.fail(err)
				}
			}
		}
		var exc, saved *object.Exception
		if part == tryBody {
			switch k := run(f); k {
			case next:
				part = tryElse
			case raised, reraised:
				exc = f.land(k)
				saved = f.pushExc(exc)
				part = tryHandlers
			case yielded:
				return f.suspended(st, tryBody)
			default:
				return k
			}
		} else if part >= tryHandlers {
			exc, saved = f.keptExc(tmp), f.keptExc(tmp+1)
		}
		if part == tryElse {
			k := after(f)
			if k == yielded {
				f.states[st] = tryElse
			}
			return k
		}
		suspend := func(part int32) ctl {
			f.keepExc(tmp, exc)
			f.keepExc(tmp+1, saved)
			return f.suspended(st, part)
		}
		for i := int(part-tryHandlers) / 2; i < len(hs); i++ {
			h := &hs[i]
			match := tryHandlers + 2*int32(i)
			if part <= match {
				ok, err := h.matches(f, exc)
				if paused(err) {
					return suspend(match)
				}
				if err == nil && ok && h.bind != nil {
					f.at = h.at
					err = h.bind(f, exc.Value())
				}
				if err != nil {
					k := f.failed(f.fail(err))
					f.popExc(saved)
					return k
				}
				if !ok {
					continue
				}
			}
			k := h.body(f)
			if k == yielded {
				return suspend(match + 1)
			}
			k = h.leave(f, k)
			f.popExc(saved)
			return k
		}
		f.popExc(saved)
		f.err = exc
		return reraised
	}
}

// matches decides whether the handler is for exc.
func (h *handler) matches(f *frame, exc *object.Exception) (bool, error) {
	if h.class == nil {
		if !f.resuming {
			if err := f.line(h.at); err != nil {
				return false, err
			}
		}
		return true, nil
	}
	cls, err := h.class(f)
	if err != nil {
		return false, err
	}
	f.at = h.at
	return engine.ExcMatch(f.t, exc.Value(), cls)
}

// tryStar builds try with except* clauses. Each takes its part of the exception group; what the clauses raise and what
// none of them took is put together again at the end.
func (b *builder) tryStar(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse []syntax.Stmt) stmt {
	st, tmp := b.place(), b.temporaries(6)
	var run, after stmt
	b.in(st, tryBody, func() { run = b.stmts(body) })
	b.in(st, tryElse, func() { after = b.stmts(orelse) })
	hs := make([]handler, len(handlers))
	for i, h := range handlers {
		hs[i] = b.handler(h, st, tryHandlers+2*int32(i), block{kind: starBlock, tmp: tmp}, block{kind: starBody, tmp: tmp})
	}
	b.line = 0
	return func(f *frame) ctl {
		part := tryBody
		if f.resuming {
			part = f.states[st]
		}
		var exc, saved, inner *object.Exception
		var rest, match object.Value
		var list *object.List
		if part == tryBody {
			switch k := run(f); k {
			case next:
				part = tryElse
			case raised, reraised:
				exc = f.land(k)
				saved = f.pushExc(exc)
				rest, list = exc.Value(), object.NewList(nil)
				part = tryHandlers
			case yielded:
				return f.suspended(st, tryBody)
			default:
				return k
			}
		} else if part >= tryHandlers {
			exc, saved, inner = f.keptExc(tmp), f.keptExc(tmp+1), f.keptExc(tmp+2)
			rest, match = f.temps[tmp+3], f.temps[tmp+4]
			list, _ = object.AsList(f.temps[tmp+5])
			clear(f.temps[tmp+3 : tmp+6])
		}
		if part == tryElse {
			k := after(f)
			if k == yielded {
				f.states[st] = tryElse
			}
			return k
		}
		suspend := func(part int32) ctl {
			f.keepExc(tmp, exc)
			f.keepExc(tmp+1, saved)
			f.keepExc(tmp+2, inner)
			f.temps[tmp+3], f.temps[tmp+4], f.temps[tmp+5] = rest, match, list.Value()
			return f.suspended(st, part)
		}
		giveUp := func(err error) ctl {
			k := f.failed(f.fail(err))
			f.popExc(saved)
			return k
		}
		for i := int(part-tryHandlers) / 2; i < len(hs); i++ {
			h := &hs[i]
			at := tryHandlers + 2*int32(i)
			if part <= at {
				cls, err := h.class(f)
				if paused(err) {
					return suspend(at)
				}
				if err == nil {
					f.at = h.at
					match, rest, err = engine.ExcGroupMatch(f.t, rest, cls)
				}
				if err != nil {
					return giveUp(err)
				}
				if match.IsNone() {
					continue
				}
				e, _ := object.AsException(match)
				inner = f.pushExc(e)
				if h.bind != nil {
					if err := h.bind(f, match); err != nil {
						k := f.failed(f.fail(err))
						f.popExc(inner)
						f.popExc(saved)
						return k
					}
				}
			}
			part = tryHandlers
			k := h.body(f)
			if k == yielded {
				return suspend(at + 1)
			}
			k = h.leave(f, k)
			f.popExc(inner)
			if k == reraised {
				list.Append(object.ToException(f.err).Value())
				f.err = nil
			} else if k != next {
				f.popExc(saved)
				return k
			}
		}
		list.Append(rest)
		v, err := engine.PrepReraiseStar(f.t, exc.Value(), list.Value())
		if err != nil {
			return giveUp(err)
		}
		f.popExc(saved)
		if v.IsNone() {
			return next
		}
		f.err = object.ToException(asError(v))
		return reraised
	}
}

func asError(v object.Value) error {
	e, _ := object.AsException(v)
	return e
}

// The parts of a with statement.
const (
	withManager int32 = iota
	withEntering
	withTarget
	withBody
	withLeaving
	withFailing
)

// with builds a with statement, one item inside the other.
func (b *builder) with(p syntax.Pos, items []*syntax.WithItem, body []syntax.Stmt, async bool) stmt {
	item := items[0]
	manager := b.after(p, b.expr(item.ContextExpr))
	w := &with{manager: manager, async: async, st: b.place(), how: b.place(), tmp: b.temporaries(5)}
	keep := block{kind: withBlock, tmp: w.tmp}
	b.inBlock(w.st, withTarget, keep, func() {
		w.set = func(f *frame, v object.Value) error { return nil }
		if item.OptionalVars != nil {
			w.set = b.target(item.OptionalVars)
		}
	})
	b.inBlock(w.st, withBody, keep, func() {
		if len(items) > 1 {
			w.body = b.with(p, items[1:], body, async)
		} else {
			w.body = b.stmts(body)
		}
	})
	b.line = 0
	b.in(w.how, int32(next), func() {
		b.inBlock(w.st, withLeaving, keep, func() {
			w.at = b.at(p)
			b.aim(w.at)
		})
	})
	return w.run
}

// with is a with statement. Its temps are the bound __exit__, the value of __enter__ or what was returned, an awaitable, and
// two exceptions.
type with struct {
	at      int32
	manager expr
	set     store
	body    stmt
	async   bool
	st, how int
	tmp     int
}

func (w *with) run(f *frame) ctl {
	part := withManager
	if f.resuming {
		part = f.states[w.st]
		if f.jump != nil {
			if err := f.arrived(w.st); err != nil {
				return f.fail(err)
			}
		}
	}
	t := f.t
	var v, exit object.Value
	var exc, saved *object.Exception
	var k ctl
	suspend := func(part int32) ctl {
		f.temps[w.tmp], f.temps[w.tmp+1] = exit, v
		f.keepExc(w.tmp+3, exc)
		f.keepExc(w.tmp+4, saved)
		f.states[w.how] = int32(k)
		if part > withTarget {
			return f.suspended(w.st, part)
		}
		f.states[w.st] = part
		return yielded
	}
	if part > withManager {
		exit, v = f.temps[w.tmp], f.temps[w.tmp+1]
		f.temps[w.tmp], f.temps[w.tmp+1] = object.Value{}, object.Value{}
		exc, saved = f.keptExc(w.tmp+3), f.keptExc(w.tmp+4)
		k = ctl(f.states[w.how])
	}
	if part == withManager {
		mgr, err := w.manager(f)
		if err == errYield {
			f.states[w.st] = withManager
			return yielded
		}
		if err == nil {
			f.at = w.at
			v, exit, err = engine.WithEnter(t, mgr, w.async)
		}
		if err == nil && w.async {
			v, err = engine.Awaitable(t, v, 1)
		}
		if err != nil {
			return f.fail(err)
		}
		part = withTarget
		if w.async {
			part, f.temps[w.tmp+2] = withEntering, v
		}
	}
	if part == withEntering {
		var err error
		if v, err = f.drive(w.tmp + 2); err == errYield {
			return suspend(withEntering)
		} else if err != nil {
			return f.fail(err)
		}
		part = withTarget
	}
	if part <= withBody {
		k = next
		if part == withTarget {
			if err := w.set(f, v); paused(err) {
				return suspend(withTarget)
			} else if err != nil {
				k = f.fail(err)
			}
			v = object.Value{}
		}
		if k == next {
			if k = w.body(f); k == yielded {
				return suspend(withBody)
			}
		}
		if k == raised || k == reraised {
			exc = f.land(k)
			saved = f.pushExc(exc)
			part = withFailing
		} else {
			if k == ret {
				v, f.ret = f.ret, object.Value{}
			}
			part = withLeaving
		}
	}
	if !f.resuming {
		if err := f.line(w.at); err == errJump {
			return suspend(part)
		} else if err != nil {
			return w.failed(f, err, exc, saved)
		}
	}
	r, err := w.leave(f, exit, exc)
	if err == errYield {
		return suspend(part)
	}
	if part == withLeaving {
		if err != nil {
			return f.fail(err)
		}
		f.ret = v
		return k
	}
	swallow := false
	if err == nil {
		swallow, err = t.Truth(r)
	}
	if err != nil {
		return w.failed(f, err, exc, saved)
	}
	f.popExc(saved)
	if swallow {
		return next
	}
	if tb := exc.Traceback; tb != nil && tb.Frame == f.obj {
		f.at = int32(tb.Lasti) // it leaves the frame where it was raised
	}
	f.err = exc
	return reraised
}

// failed is the end of the statement by an error of __exit__.
func (w *with) failed(f *frame, err error, exc, saved *object.Exception) ctl {
	k := f.fail(err)
	if exc != nil {
		k = f.failed(k)
		f.popExc(saved)
	}
	return k
}

// leave calls __exit__.
func (w *with) leave(f *frame, exit object.Value, exc *object.Exception) (object.Value, error) {
	if f.resuming {
		return f.drive(w.tmp + 2)
	}
	args := [3]object.Value{object.None, object.None, object.None}
	if exc != nil {
		args = [3]object.Value{exc.Header.Type.Value(), exc.Value(), exc.Traceback.Value()}
	}
	v, err := f.t.Call(exit, args[:]...)
	if err != nil || !w.async {
		return v, err
	}
	if v, err = engine.Awaitable(f.t, v, 2); err != nil {
		return v, err
	}
	f.temps[w.tmp+2] = v
	return f.drive(w.tmp + 2)
}
