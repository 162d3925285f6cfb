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
	first := c.row(elts[:n])
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

func (c *compiler) dict(e *syntax.Dict, dst int) {
	n := 0
	for n < len(e.Keys) && e.Keys[n] != nil && n < maxRow/2 {
		n++
	}
	if n == len(e.Keys) {
		c.dictRun(e.Keys, e.Values, dst)
		return
	}
	acc := c.scratch(dst)
	mark := c.top
	c.dictRun(e.Keys[:n], e.Values[:n], acc)
	c.top = mark
	for i := n; i < len(e.Keys); i++ {
		if e.Keys[i] == nil {
			r := c.operand(e.Values[i], -1)
			c.emit(bytecode.DICTUPDATE, acc, r, 0, 0)
		} else {
			k := c.operand(e.Keys[i], -1, e.Values[i])
			v := c.operand(e.Values[i], -1)
			c.emit(bytecode.DICTSET, acc, k, v, 0)
		}
		c.top = mark
	}
	c.move(dst, acc)
}

// dictRun compiles a dict display that fits into registers.
func (c *compiler) dictRun(keys, values []syntax.Expr, dst int) {
	if len(keys) > 1 {
		if items := c.constantsOf(keys); items != nil {
			first := c.top
			for _, e := range values {
				c.expr(e, c.alloc())
				if 2*len(keys) > ManyItems {
					c.folded(c.pos)
				}
			}
			c.emit(bytecode.BUILDCONSTKEYMAP, dst, first, len(keys), c.constant(bytecode.Tuple(items)))
			return
		}
	}
	first := c.top
	for i := range keys {
		c.expr(keys[i], c.alloc())
		c.expr(values[i], c.alloc())
		if 2*len(keys) > ManyItems {
			c.folded(c.pos)
		}
	}
	c.emit(bytecode.BUILDDICT, dst, first, len(keys), 0)
}
