package treewalk

import (
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
	"memphis/interp/syntax"
)

// This file builds match statements. Patterns cannot yield. Names are bound only once the whole pattern has matched: until
// then the captured values are temporaries.

// pattern decides whether a subject matches.
type pattern func(f *frame, v object.Value) (bool, error)

// captures are the names of a case with the temps of their values.
type captures struct {
	names []string
	temps []int
	pos   []syntax.Pos
}

func (c *captures) add(b *builder, name string, p syntax.Pos) int {
	for i, n := range c.names {
		if n == name {
			return c.temps[i]
		}
	}
	i := b.temp()
	c.names, c.temps, c.pos = append(c.names, name), append(c.temps, i), append(c.pos, p)
	return i
}

func (b *builder) matchStmt(s *syntax.Match) stmt {
	type branch struct {
		pattern pattern
		sets    []store
		temps   []int
		guard   cond
		body    stmt
		mark    stmt
	}
	x := b.expr(s.Subject)
	list := make([]branch, len(s.Cases))
	st, tmp := b.place(), b.temp()
	for i, k := range s.Cases {
		br := &list[i]
		b.line = 0
		p := *k.Pattern.Position()
		br.mark = b.mark(p)
		if wildcard(k.Pattern) {
			b.in(st, int32(1+2*i), func() { b.aim(b.at(p)) })
		}
		var c captures
		br.pattern = b.pattern(k.Pattern, &c)
		br.temps = c.temps
		for j, n := range c.names {
			br.sets = append(br.sets, b.lineStore(c.pos[j], b.storeName(c.pos[j], n)))
		}
		if k.Guard != nil {
			br.guard = b.cond(k.Guard, p)
		}
		b.in(st, int32(2+2*i), func() { br.body = b.stmts(k.Body) })
	}
	b.line = 0
	return func(f *frame) ctl {
		part := 0
		var v object.Value
		if f.resuming {
			part, v = int(f.states[st]), f.temps[tmp]
			if f.jump != nil {
				if err := f.arrived(st); err != nil {
					return f.fail(err)
				}
			}
		}
		suspend := func(part int) ctl {
			f.states[st], f.temps[tmp] = int32(part), v
			return yielded
		}
		if part == 0 {
			var err error
			if v, err = x(f); err != nil {
				if err == errYield {
					return suspend(0)
				}
				return f.fail(err)
			}
			part = 1
		}
		// Each case has two parts: its guard and its body.
		for i := (part - 1) / 2; i < len(list); i++ {
			br := &list[i]
			guard := 1 + 2*i
			if part <= guard {
				if !f.resuming {
					if k := br.mark(f); k != next {
						return k
					}
					ok, err := br.pattern(f, v)
					if err != nil {
						return f.fail(err)
					}
					if !ok {
						continue
					}
					for j, set := range br.sets {
						w := f.temps[br.temps[j]]
						f.temps[br.temps[j]] = object.Value{}
						if err := set(f, w); err != nil {
							return f.fail(err)
						}
					}
				}
				if br.guard != nil {
					ok, err := br.guard(f)
					if err == errYield {
						return suspend(guard)
					}
					if err != nil {
						return f.fail(err)
					}
					if !ok {
						continue
					}
				}
			}
			part = 1
			k := br.body(f)
			if k == yielded {
				return suspend(guard + 1)
			}
			if f.states != nil {
				f.temps[tmp] = object.Value{}
			}
			return k
		}
		return next
	}
}

func wildcard(p syntax.Pattern) bool {
	switch p := p.(type) {
	case *syntax.MatchAs:
		return p.Name == "" && p.Pattern == nil
	case *syntax.MatchStar:
		return p.Name == ""
	}
	return false
}

func always(f *frame, v object.Value) (bool, error) { return true, nil }

// at makes a pattern come to the line of p first, if it is another one.
func (b *builder) patternLine(p syntax.Pos, x pattern) pattern {
	if !b.newLine(p) {
		return x
	}
	ix := b.at(p)
	return func(f *frame, v object.Value) (bool, error) {
		if err := f.line(ix); err != nil {
			return false, err
		}
		return x(f, v)
	}
}

func (b *builder) pattern(p syntax.Pattern, c *captures) pattern {
	at := *p.Position()
	ix := b.at(at)
	switch p := p.(type) {
	case *syntax.MatchValue:
		x := b.expr(p.Value)
		return b.patternLine(at, func(f *frame, v object.Value) (bool, error) {
			w, err := x(f)
			if err != nil {
				return false, err
			}
			f.at = ix
			return f.t.CompareBool(v, w, object.EQ)
		})
	case *syntax.MatchSingleton:
		want := [...]object.Value{syntax.ConstNone: object.None, syntax.ConstTrue: object.True, syntax.ConstFalse: object.False}[p.Value]
		return b.patternLine(at, func(f *frame, v object.Value) (bool, error) { return v == want, nil })
	case *syntax.MatchSequence:
		return b.patternLine(at, b.patternSequence(p, ix, c))
	case *syntax.MatchMapping:
		return b.patternLine(at, b.patternMapping(p, ix, c))
	case *syntax.MatchClass:
		return b.patternLine(at, b.patternClass(p, ix, c))
	case *syntax.MatchStar:
		return b.capture(p.Name, at, c)
	case *syntax.MatchAs:
		if p.Pattern == nil {
			return b.capture(p.Name, at, c)
		}
		x := b.pattern(p.Pattern, c)
		bind := b.capture(p.Name, at, c)
		return func(f *frame, v object.Value) (bool, error) {
			ok, err := x(f, v)
			if ok && err == nil {
				return bind(f, v)
			}
			return ok, err
		}
	case *syntax.MatchOr:
		xs := make([]pattern, len(p.Patterns))
		for i, alt := range p.Patterns {
			xs[i] = b.pattern(alt, c)
		}
		return func(f *frame, v object.Value) (bool, error) {
			for _, x := range xs {
				if ok, err := x(f, v); ok || err != nil {
					return ok, err
				}
			}
			return false, nil
		}
	}
	panic("treewalk: no pattern")
}

func (b *builder) capture(name string, p syntax.Pos, c *captures) pattern {
	if name == "" {
		return always
	}
	tmp := c.add(b, name, p)
	return func(f *frame, v object.Value) (bool, error) {
		f.temps[tmp] = v
		return true, nil
	}
}

func (b *builder) patternSequence(p *syntax.MatchSequence, ix int32, c *captures) pattern {
	star, onlyWild, starWild := -1, true, false
	xs := make([]pattern, len(p.Patterns))
	wild := make([]bool, len(p.Patterns))
	for i, sub := range p.Patterns {
		wild[i] = wildcard(sub)
		if _, ok := sub.(*syntax.MatchStar); ok {
			star, starWild = i, wild[i]
		}
		onlyWild = onlyWild && wild[i]
		xs[i] = b.pattern(sub, c)
	}
	n := len(xs)
	return func(f *frame, v object.Value) (bool, error) {
		f.at = ix
		t := f.t
		if v.P.Type.Flags&object.FlagSequence == 0 {
			return false, nil
		}
		size := 0
		if star < 0 || n > 1 {
			var err error
			if size, err = t.Len(v); err != nil {
				return false, err
			}
			if star < 0 && size != n || star >= 0 && size < n-1 {
				return false, nil
			}
		}
		switch {
		case onlyWild:
			return true, nil
		case starWild:
			// Items one by one, since those that *_ takes are of no interest.
			for i, x := range xs {
				if wild[i] {
					continue
				}
				at := i
				if i > star {
					f.at = ix
					var err error
					if size, err = t.Len(v); err != nil {
						return false, err
					}
					at = size - (n - i)
				}
				f.at = ix
				item, err := t.GetItem(v, object.Int(at))
				if err != nil {
					return false, err
				}
				if ok, err := x(f, item); !ok || err != nil {
					return ok, err
				}
			}
			return true, nil
		}
		items := make([]object.Value, n)
		var err error
		if star >= 0 {
			err = engine.UnpackEx(t, v, star, n-star-1, items)
		} else {
			err = engine.Unpack(t, v, items)
		}
		return each(f, xs, wild, items, err)
	}
}

// each matches items against patterns.
func each(f *frame, xs []pattern, wild []bool, items []object.Value, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	for i, x := range xs {
		if wild[i] {
			continue
		}
		if ok, err := x(f, items[i]); !ok || err != nil {
			return ok, err
		}
	}
	return true, nil
}

func (b *builder) patternMapping(p *syntax.MatchMapping, ix int32, c *captures) pattern {
	keys := b.expr(&syntax.Tuple{Node: p.Node, Elts: p.Keys})
	xs := make([]pattern, len(p.Patterns))
	wild := make([]bool, len(p.Patterns))
	for i, sub := range p.Patterns {
		xs[i], wild[i] = b.pattern(sub, c), wildcard(sub)
	}
	var bind pattern
	if p.Rest != "" {
		bind = b.capture(p.Rest, p.Pos, c)
	}
	return func(f *frame, v object.Value) (bool, error) {
		f.at = ix
		t := f.t
		if v.P.Type.Flags&object.FlagMapping == 0 {
			return false, nil
		}
		if len(xs) == 0 && bind == nil {
			return true, nil
		}
		if len(xs) > 0 {
			if size, err := t.Len(v); err != nil || size < len(xs) {
				return false, err
			}
		}
		ks, err := keys(f)
		if err != nil {
			return false, err
		}
		f.at = ix
		values, err := engine.MatchKeys(t, v, ks)
		if err != nil || values.IsNone() {
			return false, err
		}
		u, _ := object.AsTuple(values)
		if ok, err := each(f, xs, wild, u.Items, nil); !ok || err != nil || bind == nil {
			return ok, err
		}
		// A copy of the subject without the keys.
		f.at = ix
		rest := object.NewDict()
		if err := engine.DictUpdate(t, rest.Value(), v); err != nil {
			return false, err
		}
		for _, k := range (*object.Tuple)(unsafe.Pointer(ks.P)).Items {
			if err := t.DelItem(rest.Value(), k); err != nil {
				return false, err
			}
		}
		return bind(f, rest.Value())
	}
}

func (b *builder) patternClass(p *syntax.MatchClass, ix int32, c *captures) pattern {
	cls := b.expr(p.Cls)
	names := make(bytecode.Tuple, len(p.KwdAttrs))
	for i, a := range p.KwdAttrs {
		names[i] = bytecode.Str(a)
	}
	kw := b.constant(names)
	n := len(p.Patterns)
	var xs []pattern
	var wild []bool
	for _, list := range [2][]syntax.Pattern{p.Patterns, p.KwdPatterns} {
		for _, sub := range list {
			xs, wild = append(xs, b.pattern(sub, c)), append(wild, wildcard(sub))
		}
	}
	return func(f *frame, v object.Value) (bool, error) {
		class, err := cls(f)
		if err != nil {
			return false, err
		}
		f.at = ix
		values, err := engine.MatchClass(f.t, v, class, kw, n)
		if err != nil || values.IsNone() {
			return false, err
		}
		u, _ := object.AsTuple(values)
		return each(f, xs, wild, u.Items, nil)
	}
}
