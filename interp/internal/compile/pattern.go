package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles match statements. A pattern works on a subject in a register and jumps to the label fail when it
// does not match. Names are bound only once the whole pattern has matched: until then the captured values stay in
// their registers.

// captured is a name with the register, or far slot, that holds its value.
type captured struct {
	name string
	reg  int
	far  int // -1 if in reg
	pos  bytecode.Pos
}

// patternState is what the patterns of one case share.
type patternState struct {
	captures []captured
	// allowIrrefutable permits a pattern that always matches, as the last case and the last alternative may have.
	allowIrrefutable bool
	last             bytecode.Pos // of the pattern compiled last, for errors
}

func (c *compiler) matchStmt(s *syntax.Match) {
	end := c.newLabel()
	mark := c.top
	subject := c.alloc()
	c.expr(s.Subject, subject)
	c.stmtTop = c.top
	last := len(s.Cases) - 1
	for i, k := range s.Cases {
		c.stmtTop = c.top
		next := c.newLabel()
		st := &patternState{allowIrrefutable: k.Guard != nil || i == last}
		c.pos = *k.Pattern.Position()
		base := c.top
		if wildcard(k.Pattern) {
			c.lineMark()
		}
		c.pattern(k.Pattern, subject, next, st)
		c.bindCaptures(st)
		c.top = base
		if k.Guard != nil {
			c.jumpIf(k.Guard, false, next)
		}
		if i == last {
			// The subject is of no more use.
			c.stmts(k.Body)
			c.bind(next)
			break
		}
		c.stmts(k.Body)
		c.pos = bytecode.Pos{}
		c.jump(bytecode.JMP, 0, 0, 0, end)
		c.bind(next)
	}
	c.bind(end)
	c.top = mark
}

func (c *compiler) bindCaptures(st *patternState) {
	for _, k := range st.captures {
		c.pos = k.pos
		r := k.reg
		mark := c.top
		if k.far >= 0 {
			r = c.alloc()
			c.emit(bytecode.LOADFAR, r, 0, 0, int32(k.far))
		}
		c.storeName(k.name, r)
		c.top = mark
	}
}

func (c *compiler) capture(name string, reg int, st *patternState) {
	if name == "__debug__" {
		c.fail("cannot assign to __debug__")
		return
	}
	for _, k := range st.captures {
		if k.name == name {
			c.fail("multiple assignments to name '%s' in pattern", name)
			return
		}
	}
	k := captured{name: name, reg: reg, far: -1, pos: c.pos}
	if c.top > spillAt {
		k.far = c.numFar
		c.numFar++
		c.emit(bytecode.STOREFAR, reg, 0, 0, int32(k.far))
	}
	st.captures = append(st.captures, k)
}

// wildcard tells whether a pattern is _ or *_.
func wildcard(p syntax.Pattern) bool {
	switch p := p.(type) {
	case *syntax.MatchAs:
		return p.Name == "" && p.Pattern == nil
	case *syntax.MatchStar:
		return p.Name == ""
	}
	return false
}

func (c *compiler) pattern(p syntax.Pattern, subject, fail int, st *patternState) {
	if c.err != nil {
		return
	}
	old := c.pos
	c.pos = *p.Position()
	st.last = c.pos
	mark, have := c.top, len(st.captures)
	switch p := p.(type) {
	case *syntax.MatchValue:
		c.patternValue(p, subject, fail)
	case *syntax.MatchSingleton:
		k := syntax.Constant{Node: p.Node, Kind: p.Value}
		c.jumpCompare(subject, syntax.Is, &k, -1, nil, false, fail)
	case *syntax.MatchSequence:
		c.patternSequence(p, subject, fail, st)
	case *syntax.MatchMapping:
		c.patternMapping(p, subject, fail, st)
	case *syntax.MatchClass:
		c.patternClass(p, subject, fail, st)
	case *syntax.MatchStar:
		if p.Name != "" {
			c.capture(p.Name, subject, st)
		}
	case *syntax.MatchAs:
		c.patternAs(p, subject, fail, st)
	case *syntax.MatchOr:
		c.patternOr(p, subject, fail, st)
	}
	if allFar(st.captures[have:]) {
		// Nothing in the registers above is needed any more.
		c.top = mark
	}
	c.pos = old
}

// allFar tells whether no capture is in a register.
func allFar(list []captured) bool {
	for _, k := range list {
		if k.far < 0 {
			return false
		}
	}
	return true
}

func (c *compiler) patternValue(p *syntax.MatchValue, subject, fail int) {
	if c.constantOf(p.Value) == nil {
		if _, ok := p.Value.(*syntax.Attribute); !ok {
			c.fail("patterns may only match literals and attribute lookups")
			return
		}
	}
	c.jumpCompare(subject, syntax.Eq, p.Value, -1, nil, false, fail)
}

func (c *compiler) patternAs(p *syntax.MatchAs, subject, fail int, st *patternState) {
	if p.Pattern == nil {
		if !st.allowIrrefutable {
			if p.Name != "" {
				c.fail("name capture '%s' makes remaining patterns unreachable", p.Name)
			} else {
				c.fail("wildcard makes remaining patterns unreachable")
			}
			return
		}
		if p.Name != "" {
			c.capture(p.Name, subject, st)
		}
		return
	}
	c.pattern(p.Pattern, subject, fail, st)
	c.pos = p.Pos
	c.capture(p.Name, subject, st)
}

// subpattern compiles a pattern inside another, where an irrefutable one is fine.
func (c *compiler) subpattern(p syntax.Pattern, subject, fail int, st *patternState) {
	old := st.allowIrrefutable
	st.allowIrrefutable = true
	c.pattern(p, subject, fail, st)
	st.allowIrrefutable = old
}

func (c *compiler) patternSequence(p *syntax.MatchSequence, subject, fail int, st *patternState) {
	star := -1
	onlyWild, starWild := true, false
	for i, sub := range p.Patterns {
		if _, ok := sub.(*syntax.MatchStar); ok {
			if star >= 0 {
				c.fail("multiple starred names in sequence pattern")
				return
			}
			star = i
			starWild = wildcard(sub)
		}
		onlyWild = onlyWild && wildcard(sub)
	}
	n := len(p.Patterns)
	t := c.alloc()
	c.emit(bytecode.MATCHSEQUENCE, t, subject, 0, 0)
	c.jump(bytecode.JF, 0, t, 0, fail)
	if star < 0 || n > 1 {
		c.emit(bytecode.GETLEN, t, subject, 0, 0)
		if star < 0 {
			c.jumpLen(syntax.Eq, t, n, fail)
		} else {
			c.jumpLen(syntax.GtE, t, n-1, fail)
		}
	}
	c.top = t
	switch {
	case onlyWild:
	case starWild:
		c.patternItems(p.Patterns, star, subject, fail, st)
	default:
		c.patternUnpack(p.Patterns, star, subject, fail, st)
	}
}

// jumpLen jumps to fail unless the int in register t stands in the relation op to n.
func (c *compiler) jumpLen(op syntax.CmpOperator, t, n, fail int) {
	k := &syntax.Constant{Node: syntax.Node{Pos: c.pos}, Kind: syntax.ConstInt, I64: int64(n)}
	c.jumpCompare(t, op, k, -1, nil, false, fail)
}

// patternItems matches items one by one, since those that *_ takes are of no interest.
func (c *compiler) patternItems(list []syntax.Pattern, star, subject, fail int, st *patternState) {
	n := len(list)
	for i, sub := range list {
		if wildcard(sub) {
			continue
		}
		item := c.alloc()
		if i < star {
			c.emit(bytecode.LOADK, item, 0, 0, c.constant(bytecode.Int(i)))
		} else {
			size := c.alloc()
			c.emit(bytecode.GETLEN, size, subject, 0, 0)
			c.emit(bytecode.LOADK, item, 0, 0, c.constant(bytecode.Int(n-i)))
			c.emit(bytecode.SUB, item, size, item, 0)
			c.top = size
		}
		c.emit(bytecode.GETITEM, item, subject, item, 0)
		have := len(st.captures)
		c.subpattern(sub, item, fail, st)
		if allFar(st.captures[have:]) {
			c.top = item
		}
	}
}

// itemAt emits dst = obj[i], where dst and obj may be the same register.
func (c *compiler) itemAt(dst, obj, i int) {
	k := c.constant(bytecode.Int(i))
	if k >= 0 && k < 256 {
		c.emit(bytecode.GETITEMK, dst, obj, int(k), 0)
		return
	}
	t := c.alloc()
	c.emit(bytecode.LOADK, t, 0, 0, k)
	c.emit(bytecode.GETITEM, dst, obj, t, 0)
	c.top = t
}

func (c *compiler) patternUnpack(list []syntax.Pattern, star, subject, fail int, st *patternState) {
	n := len(list)
	if n > maxRow {
		c.patternLong(list, star, subject, fail, st)
		return
	}
	first := c.allocN(n)
	if star >= 0 {
		c.emit(bytecode.UNPACKEX, first, subject, star, int32(n-star-1))
	} else {
		c.emit(bytecode.UNPACK, first, subject, n, 0)
	}
	for i, sub := range list {
		c.subpattern(sub, first+i, fail, st)
	}
}

// patternLong unpacks into a list, since so many items do not fit into registers.
func (c *compiler) patternLong(list []syntax.Pattern, star, subject, fail int, st *patternState) {
	n := len(list)
	items := c.alloc()
	if star >= 0 {
		if star >= 256 {
			c.fail("too many expressions in star-unpacking sequence pattern")
			return
		}
		c.emit(bytecode.UNPACKEXLIST, items, subject, star, int32(n-star-1))
	} else {
		c.emit(bytecode.UNPACKLIST, items, subject, 0, int32(n))
	}
	for i, sub := range list {
		if wildcard(sub) {
			continue
		}
		item := c.alloc()
		c.itemAt(item, items, i)
		have := len(st.captures)
		c.subpattern(sub, item, fail, st)
		if allFar(st.captures[have:]) {
			c.top = item
		}
	}
}

func (c *compiler) patternMapping(p *syntax.MatchMapping, subject, fail int, st *patternState) {
	size := len(p.Keys)
	t := c.alloc()
	c.emit(bytecode.MATCHMAPPING, t, subject, 0, 0)
	c.jump(bytecode.JF, 0, t, 0, fail)
	if size == 0 && p.Rest == "" {
		return
	}
	if size > 0 {
		c.emit(bytecode.GETLEN, t, subject, 0, 0)
		c.jumpLen(syntax.GtE, t, size, fail)
	}
	if !c.checkMappingKeys(p) {
		return
	}
	c.top = t
	keys := c.alloc()
	c.expr(&syntax.Tuple{Node: p.Node, Elts: p.Keys}, keys)
	values := keys
	if p.Rest != "" {
		values = c.alloc()
	}
	c.emit(bytecode.MATCHKEYS, values, subject, keys, 0)
	c.jump(bytecode.JNONE, 0, values, 0, fail)
	if p.Rest == "" {
		c.patternValues(p.Patterns, values, fail, st)
		return
	}
	rest := c.alloc()
	c.patternValues(p.Patterns, values, fail, st)
	// A copy of the subject without the keys.
	mark := c.top
	c.emit(bytecode.BUILDDICT, rest, 0, 0, 0)
	c.emit(bytecode.DICTUPDATE, rest, subject, 0, 0)
	key := c.alloc()
	for i := range p.Keys {
		c.itemAt(key, keys, i)
		c.emit(bytecode.DELITEM, rest, key, 0, 0)
	}
	c.top = mark
	c.capture(p.Rest, rest, st)
}

func (c *compiler) checkMappingKeys(p *syntax.MatchMapping) bool {
	seen := make(map[constKey]bool)
	for _, e := range p.Keys {
		k := c.constantOf(e)
		if k == nil {
			if _, ok := e.(*syntax.Attribute); !ok {
				c.fail("mapping pattern keys may only match literals and attribute lookups")
				return false
			}
			continue
		}
		if key := equalityKey(k); seen[key] {
			c.fail("mapping pattern checks duplicate key (%s)", reprConst(k))
			return false
		} else {
			seen[key] = true
		}
	}
	return true
}

// equalityKey is the same for constants that are equal in Python: 1, 1.0 and True.
func equalityKey(k bytecode.Const) constKey {
	if z, ok := k.(bytecode.Complex); ok && imag(complex128(z)) == 0 {
		k = bytecode.Float(real(complex128(z)))
	}
	switch v := k.(type) {
	case bytecode.Bool:
		if v {
			return keyOf(bytecode.Int(1))
		}
		return keyOf(bytecode.Int(0))
	case bytecode.Float:
		if n := int64(v); float64(n) == float64(v) {
			return keyOf(bytecode.Int(n))
		}
	}
	return keyOf(k)
}

// patternValues matches the items of the tuple in a register, of known length.
func (c *compiler) patternValues(list []syntax.Pattern, tuple, fail int, st *patternState) {
	for i, sub := range list {
		if wildcard(sub) {
			continue
		}
		item := tuple
		if i < len(list)-1 || c.top > tuple+1 {
			item = c.alloc()
		}
		c.itemAt(item, tuple, i)
		have := len(st.captures)
		c.subpattern(sub, item, fail, st)
		if allFar(st.captures[have:]) && item != tuple {
			c.top = item
		}
	}
}

func (c *compiler) patternClass(p *syntax.MatchClass, subject, fail int, st *patternState) {
	for i, a := range p.KwdAttrs {
		if a == "__debug__" {
			c.fail("cannot assign to __debug__")
			return
		}
		for j := i + 1; j < len(p.KwdAttrs); j++ {
			if p.KwdAttrs[j] == a {
				c.failAt(*p.KwdPatterns[j].Position(), "attribute name repeated in class pattern: %s", a)
				return
			}
		}
	}
	cls := c.allocN(2)
	c.expr(p.Cls, cls)
	names := make(bytecode.Tuple, len(p.KwdAttrs))
	for i, a := range p.KwdAttrs {
		names[i] = bytecode.Str(a)
	}
	c.emit(bytecode.LOADK, cls+1, 0, 0, c.constant(names))
	c.emit(bytecode.MATCHCLASS, cls, subject, cls, int32(len(p.Patterns)))
	c.jump(bytecode.JNONE, 0, cls, 0, fail)
	c.top = cls + 1
	c.patternValues(append(append([]syntax.Pattern{}, p.Patterns...), p.KwdPatterns...), cls, fail, st)
}

// patternOr compiles alternatives. All of them bind the same names, whose values they leave in the same registers.
func (c *compiler) patternOr(p *syntax.MatchOr, subject, fail int, st *patternState) {
	outer := st.captures
	done := c.newLabel()
	var names []string
	var regs []int
	last := len(p.Patterns) - 1
	if list := c.boundNames(p.Patterns[0]); len(list) > 0 {
		names = list
		for range names {
			regs = append(regs, c.alloc())
		}
	}
	for i, alt := range p.Patterns {
		next := fail
		if i < last {
			next = c.newLabel()
		}
		mark := c.top
		inner := &patternState{allowIrrefutable: i == last && st.allowIrrefutable}
		c.pos = *alt.Position()
		c.pattern(alt, subject, next, inner)
		if c.err != nil {
			return
		}
		st.last = inner.last
		if len(inner.captures) != len(names) {
			c.failAt(st.last, "alternative patterns bind different names")
			return
		}
		c.pos = *alt.Position()
		for j, name := range names {
			found := false
			for _, k := range inner.captures {
				if k.name != name {
					continue
				}
				found = true
				if k.far >= 0 {
					c.emit(bytecode.LOADFAR, regs[j], 0, 0, int32(k.far))
				} else {
					c.move(regs[j], k.reg)
				}
			}
			if !found {
				c.failAt(st.last, "alternative patterns bind different names")
				return
			}
		}
		c.top = mark
		if i < last {
			c.jump(bytecode.JMP, 0, 0, 0, done)
			c.bind(next)
		}
	}
	c.bind(done)
	st.captures = outer
	c.pos = p.Pos
	for j, name := range names {
		c.capture(name, regs[j], st)
	}
}

// boundNames returns the names that a pattern binds, in order.
func (c *compiler) boundNames(p syntax.Pattern) []string {
	var out []string
	add := func(name string) {
		if name != "" {
			out = append(out, name)
		}
	}
	syntax.Inspect(p, func(n syntax.AST) bool {
		switch n := n.(type) {
		case *syntax.MatchOr:
			// All alternatives bind the same names.
			out = append(out, c.boundNames(n.Patterns[0])...)
			return false
		case *syntax.MatchAs:
			add(n.Name)
		case *syntax.MatchStar:
			add(n.Name)
		case *syntax.MatchMapping:
			add(n.Rest)
		}
		return true
	})
	return out
}
