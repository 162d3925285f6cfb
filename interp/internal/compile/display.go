package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles tuple, list, set and dict displays. Long ones, and those with starred items, grow in place.

// sequence compiles a display; op is the one that builds it from registers.
func (c *compiler) sequence(elts []syntax.Expr, op bytecode.Op, dst int) {
	starred := false
	for _, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			starred = true
		}
	}
	if !starred {
		if c.constantDisplay(elts, op, dst) {
			return
		}
		if len(elts) <= maxRow {
			if len(elts) > ManyItems {
				c.folded(c.pos)
			}
			first := c.top
			for _, e := range elts {
				c.expr(e, c.alloc())
				if len(elts) > ManyItems {
					c.folded(c.pos)
				}
			}
			c.emit(op, dst, first, len(elts), 0)
			return
		}
	}
	c.growing(elts, op, dst)
}

// ManyItems is the number of items above which CPython makes the container first and then puts each item into it, which tracers see.
const ManyItems = 30

// row compiles expressions into new registers in a row.
func (c *compiler) row(elts []syntax.Expr) int {
	first := c.top
	for _, e := range elts {
		c.expr(e, c.alloc())
	}
	return first
}

// constantDisplay compiles a list or set of three or more constants from a tuple or frozenset of them.
func (c *compiler) constantDisplay(elts []syntax.Expr, op bytecode.Op, dst int) bool {
	if op == bytecode.BUILDTUPLE || len(elts) < 3 {
		return false
	}
	items := c.constantsOf(elts)
	if items == nil {
		return false
	}
	acc := c.scratch(dst)
	t := c.alloc()
	c.emit(op, acc, 0, 0, 0)
	if op == bytecode.BUILDLIST {
		c.emit(bytecode.LOADK, t, 0, 0, c.constant(bytecode.Tuple(items)))
		c.emit(bytecode.LISTEXTEND, acc, t, 0, 0)
	} else {
		c.emit(bytecode.LOADK, t, 0, 0, c.constant(frozenSet(items)))
		c.emit(bytecode.SETUPDATE, acc, t, 0, 0)
	}
	c.move(dst, acc)
	return true
}

// growing compiles a display item by item.
func (c *compiler) growing(elts []syntax.Expr, op bytecode.Op, dst int) {
	build, add, extend := bytecode.BUILDLIST, bytecode.LISTAPPEND, bytecode.LISTEXTEND
	if op == bytecode.BUILDSET {
		build, add, extend = bytecode.BUILDSET, bytecode.SETADD, bytecode.SETUPDATE
	}
	if len(elts) > ManyItems {
		c.folded(c.pos)
	}
	acc := c.scratch(dst)
	// Items before the first starred one come from registers at once.
	n := 0
	for n < len(elts) && n < maxRow {
		if _, ok := elts[n].(*syntax.Starred); ok {
			break
		}
		n++
	}
	mark := c.top
	first := c.top
	for _, e := range elts[:n] {
		c.expr(e, c.alloc())
		c.foldedIf(len(elts) > ManyItems)
	}
	c.emit(build, acc, first, n, 0)
	c.top = mark
	for _, e := range elts[n:] {
		if s, ok := e.(*syntax.Starred); ok {
			r := c.operand(s.Value, -1)
			c.emit(extend, acc, r, 0, 0)
		} else {
			r := c.operand(e, -1)
			c.emit(add, acc, r, 0, 0)
		}
		c.top = mark
	}
	if op == bytecode.BUILDTUPLE {
		c.emit(bytecode.LISTTOTUPLE, dst, acc, 0, 0)
	} else {
		c.move(dst, acc)
	}
}

// PairLines says which lines tracers see around one pair of a dict display.
type PairLines struct {
	// Key: the key's own. It has none in a run of pairs whose keys are a constant tuple.
	Key bool
	// Before and After: the display's, where a dict is begun, or takes the pair or the run that the pair ends.
	Before, After bool
}

// DictLines says how CPython makes a dict display: in runs of at most 17 pairs, of which those with more than ManyItems keys and
// values grow one by one.
func (o *Origin) DictLines(keys []syntax.Expr) []PairLines {
	c := compiler{opt: Options{Optimize: o.Optimize}}
	return c.dictLines(keys)
}

func (c *compiler) dictLines(keys []syntax.Expr) []PairLines {
	lines := make([]PairLines, len(keys))
	run := func(begin, end int) {
		if begin == end {
			return
		}
		big := 2*(end-begin) > ManyItems
		constant := !big && end-begin > 1 && c.constantsOf(keys[begin:end]) != nil
		for i := begin; i < end; i++ {
			lines[i] = PairLines{Key: !constant, Before: big, After: big || i+1 == end}
		}
	}
	begin := 0
	for i, k := range keys {
		switch {
		case k == nil:
			run(begin, i)
			lines[i] = PairLines{Before: true, After: true}
			begin = i + 1
		case 2*(i-begin) > ManyItems:
			run(begin, i+1)
			begin = i + 1
		}
	}
	run(begin, len(keys))
	return lines
}

func (c *compiler) dict(e *syntax.Dict, dst int) {
	lines := c.dictLines(e.Keys)
	n := 0
	for n < len(e.Keys) && e.Keys[n] != nil && n < maxRow/2 {
		n++
	}
	if n == len(e.Keys) {
		c.dictRun(e.Keys, e.Values, lines, dst)
		return
	}
	acc := c.scratch(dst)
	mark := c.top
	c.dictRun(e.Keys[:n], e.Values[:n], lines, acc)
	c.top = mark
	for i := n; i < len(e.Keys); i++ {
		c.foldedIf(lines[i].Before)
		switch {
		case e.Keys[i] == nil:
			r := c.operand(e.Values[i], -1)
			c.emit(bytecode.DICTUPDATE, acc, r, 0, 0)
		default:
			k := -1
			if lines[i].Key {
				k = c.operand(e.Keys[i], -1, e.Values[i])
			} else {
				k = c.alloc()
				c.at(bytecode.Pos{}, func() { c.emit(bytecode.LOADK, k, 0, 0, c.constant(c.constantOf(e.Keys[i]))) })
			}
			v := c.operand(e.Values[i], -1)
			pos := c.pos
			if !lines[i].After {
				pos = bytecode.Pos{}
			}
			c.at(pos, func() { c.emit(bytecode.DICTSET, acc, k, v, 0) })
		}
		c.top = mark
	}
	c.move(dst, acc)
}

// foldedIf is folded at the current position, if something happens there.
func (c *compiler) foldedIf(yes bool) {
	if yes {
		c.folded(c.pos)
	}
}

// dictRun compiles a dict display that fits into registers.
func (c *compiler) dictRun(keys, values []syntax.Expr, lines []PairLines, dst int) {
	first := c.top
	var items []bytecode.Const
	if len(keys) > 1 {
		items = c.constantsOf(keys)
	}
	for i := range keys {
		c.foldedIf(lines[i].Before)
		switch {
		case items == nil:
			c.expr(keys[i], c.alloc())
		case lines[i].Key:
			c.folded(*keys[i].Position())
		}
		c.expr(values[i], c.alloc())
		c.foldedIf(lines[i].After)
	}
	if items != nil {
		c.emit(bytecode.BUILDCONSTKEYMAP, dst, first, len(keys), c.constant(bytecode.Tuple(items)))
	} else {
		c.emit(bytecode.BUILDDICT, dst, first, len(keys), 0)
	}
}
