package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/syntax"
)

// This file compiles assignments.

func (c *compiler) assignStmt(s *syntax.Assign) {
	first := s.Targets[0]
	c.readFirst(first, s.Value)
	if len(s.Targets) == 1 {
		if slot := c.fastTarget(first); slot >= 0 {
			c.expr(s.Value, slot)
			c.bound(slot)
			c.folded(*first.Position())
			return
		}
		if c.parallel(first, s.Value) {
			return
		}
		c.assign(first, c.operand(s.Value, -1, first))
		return
	}
	// The first of several local variables receives the value, and the others copies of it.
	for _, t := range s.Targets {
		if c.fastTarget(t) < 0 {
			r := c.alloc()
			c.expr(s.Value, r)
			for i, t := range s.Targets {
				if i+1 < len(s.Targets) {
					c.folded(s.Pos) // the value is copied
				}
				c.assign(t, r)
			}
			return
		}
	}
	slot := c.fastTarget(first)
	c.expr(s.Value, slot)
	c.bound(slot)
	c.folded(s.Pos) // the value is copied
	c.folded(*first.Position())
	for i, t := range s.Targets[1:] {
		if i+2 < len(s.Targets) {
			c.folded(s.Pos)
		}
		c.assign(t, slot)
	}
}

// assign stores the register r in a target.
func (c *compiler) assign(target syntax.Expr, r int) {
	old, mark := c.pos, c.top
	c.pos = *target.Position()
	switch t := target.(type) {
	case *syntax.Name:
		c.storeName(t.Id, r)
	case *syntax.Attribute:
		obj := c.operand(t.Value, -1)
		if t.Attr == "__debug__" {
			c.fail("cannot assign to __debug__")
		}
		c.pos = attrPos(c.pos, t.Pos, t.Attr)
		c.emit(bytecode.STOREATTR, obj, r, 0, c.attrSlot(c.mangle(t.Attr)))
	case *syntax.Subscript:
		obj := c.operand(t.Value, -1, t.Slice)
		c.setItem(obj, t.Slice, r)
	case *syntax.Tuple:
		c.unpack(t.Elts, r)
	case *syntax.List:
		c.unpack(t.Elts, r)
	case *syntax.Starred:
		c.fail("starred assignment target must be in a list or tuple")
	}
	c.pos, c.top = old, mark
}

// setItem emits obj[key] = r.
func (c *compiler) setItem(obj int, key syntax.Expr, r int) {
	if k := c.smallConst(key); k >= 0 {
		c.folded(*key.Position())
		c.emit(bytecode.SETITEMK, obj, k, r, 0)
		return
	}
	k := c.operand(key, -1)
	c.keyTuple(k)
	c.emit(bytecode.SETITEM, obj, k, r, 0)
}

// parallel compiles a, b = x, y without making the tuple.
func (c *compiler) parallel(target, value syntax.Expr) bool {
	v, ok := value.(*syntax.Tuple)
	if !ok || len(v.Elts) < 2 || len(v.Elts) > maxRow {
		return false
	}
	var targets []syntax.Expr
	switch t := target.(type) {
	case *syntax.Tuple:
		targets = t.Elts
	case *syntax.List:
		targets = t.Elts
	}
	if len(targets) != len(v.Elts) {
		return false
	}
	allFast := true
	for i := range targets {
		if _, ok := targets[i].(*syntax.Starred); ok {
			return false
		}
		if _, ok := v.Elts[i].(*syntax.Starred); ok {
			return false
		}
		allFast = allFast && c.fastTarget(targets[i]) >= 0
	}
	last := len(targets) - 1
	regs := make([]int, len(targets))
	if c.constantOf(v) != nil {
		return c.parallelConstants(targets, v)
	}
	for i, e := range v.Elts {
		switch {
		case allFast && i == last:
			// The values before it are safe in temporaries, so the last one needs none.
			regs[i] = c.fastTarget(targets[i])
			for _, t := range targets[:last] {
				if c.fastTarget(t) == regs[i] {
					regs[i] = c.alloc()
					break
				}
			}
		case allFast && c.constantOf(e) != nil:
			// A constant can wait.
			regs[i] = -1
			c.constant(c.constantOf(e))
			c.folded(*e.Position())
			continue
		default:
			regs[i] = c.alloc()
		}
		c.expr(e, regs[i])
	}
	c.folded(v.Pos)
	c.folded(*target.Position())
	for i, t := range targets {
		if regs[i] >= 0 {
			c.assign(t, regs[i])
		} else {
			c.assignConstant(t, c.constantOf(v.Elts[i]))
		}
	}
	return true
}

// parallelConstants compiles a, b = 1, 2.
func (c *compiler) parallelConstants(targets []syntax.Expr, v *syntax.Tuple) bool {
	for _, e := range v.Elts {
		c.constant(c.constantOf(e))
	}
	c.folded(v.Pos)
	c.folded(c.pos)
	for i, t := range targets {
		c.assignConstant(t, c.constantOf(v.Elts[i]))
	}
	return true
}

// assignConstant stores a constant in a target.
func (c *compiler) assignConstant(target syntax.Expr, k bytecode.Const) {
	if slot := c.fastTarget(target); slot >= 0 {
		c.at(*target.Position(), func() { c.emit(bytecode.LOADK, slot, 0, 0, c.constant(k)) })
		c.bound(slot)
		return
	}
	mark := c.top
	r := c.alloc()
	c.at(bytecode.Pos{}, func() { c.emit(bytecode.LOADK, r, 0, 0, c.constant(k)) })
	c.assign(target, r)
	c.top = mark
}

// unpack assigns the items of the register r to targets.
func (c *compiler) unpack(elts []syntax.Expr, r int) {
	star := -1
	for i, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			if star >= 0 {
				c.fail("multiple starred expressions in assignment")
				return
			}
			if i >= 256 || len(elts)-i-1 >= 1<<24 {
				c.fail("too many expressions in star-unpacking assignment")
				return
			}
			star = i
		}
	}
	n := len(elts)
	if n > maxRow {
		c.unpackLong(elts, star, r)
		return
	}
	if star >= 0 {
		first := c.allocN(n)
		c.emit(bytecode.UNPACKEX, first, r, star, int32(n-star-1))
		c.assignRow(elts, first)
		return
	}
	oneLine := onLine(elts, c.pos.Line)
	if first := c.consecutive(elts); first >= 0 && n > 0 && oneLine {
		if n == 2 {
			c.emit(bytecode.UNPACK2, first, r, first+1, 0)
		} else {
			c.emit(bytecode.UNPACK, first, r, n, 0)
		}
		for i := range elts {
			c.bound(first + i)
		}
		return
	}
	if n == 2 && oneLine {
		a, b := c.pairRegisters(elts)
		c.emit(bytecode.UNPACK2, a, r, b, 0)
		c.assignPair(elts, a, b)
		return
	}
	first := c.allocN(n)
	c.emit(bytecode.UNPACK, first, r, n, 0)
	c.assignRow(elts, first)
}

// pairRegisters chooses the registers for the items of two targets: those of local variables where the order of the
// assignments cannot be told.
func (c *compiler) pairRegisters(elts []syntax.Expr) (a, b int) {
	if a = c.fastTarget(elts[0]); a < 0 {
		return c.alloc(), c.alloc()
	}
	if b = c.fastTarget(elts[1]); b < 0 {
		b = c.alloc()
	}
	return a, b
}

// assignPair stores what UNPACK2 left in the registers that pairRegisters chose.
func (c *compiler) assignPair(elts []syntax.Expr, a, b int) {
	for i, r := range [2]int{a, b} {
		if r < c.base {
			c.bound(r)
		} else {
			c.assign(elts[i], r)
		}
	}
}

// assignRow stores registers in a row in targets.
func (c *compiler) assignRow(elts []syntax.Expr, first int) {
	for i, e := range elts {
		if s, ok := e.(*syntax.Starred); ok {
			e = s.Value
		}
		c.assign(e, first+i)
	}
}

// consecutive returns the first register of targets that are local variables in a row, or -1.
func (c *compiler) consecutive(elts []syntax.Expr) int {
	first := -1
	for i, e := range elts {
		slot := c.fastTarget(e)
		if slot < 0 || i > 0 && slot != first+i {
			return -1
		}
		if i == 0 {
			first = slot
		}
	}
	return first
}

// unpackLong unpacks into a list first, since so many items do not fit into registers.
func (c *compiler) unpackLong(elts []syntax.Expr, star, r int) {
	list := c.alloc()
	if star >= 0 {
		after := len(elts) - star - 1
		c.emit(bytecode.UNPACKEXLIST, list, r, star, int32(after))
	} else {
		c.emit(bytecode.UNPACKLIST, list, r, 0, int32(len(elts)))
	}
	item := c.alloc()
	for i, e := range elts {
		if s, ok := e.(*syntax.Starred); ok {
			e = s.Value
		}
		c.at(bytecode.Pos{}, func() { c.itemAt(item, list, i) }) // on no line: CPython unpacks all at once
		c.assign(e, item)
	}
}

func (c *compiler) augAssign(s *syntax.AugAssign) {
	op := bytecode.IADD + bytecode.Op(s.Op)
	apply := func(dst, left int) {
		if k := c.smallConst(s.Value); k >= 0 {
			c.folded(*s.Value.Position())
			c.emit(op-bytecode.IADD+bytecode.IADDK, dst, left, k, 0)
			return
		}
		r := c.operand(s.Value, -1)
		c.emit(op, dst, left, r, 0)
	}
	switch t := s.Target.(type) {
	case *syntax.Name:
		if slot := c.fastTarget(t); slot >= 0 {
			c.at(t.Pos, func() { c.check(slot) })
			c.folded(t.Pos)
			left := slot
			if c.rebinds(s.Value, slot) {
				left = c.alloc()
				c.emit(bytecode.MOVE, left, slot, 0, 0)
			}
			apply(slot, left)
			c.bound(slot)
			return
		}
		r := c.alloc()
		c.at(t.Pos, func() { c.loadName(t.Id, r) })
		apply(r, r)
		c.at(t.Pos, func() { c.storeName(t.Id, r) })
	case *syntax.Attribute:
		obj := c.operand(t.Value, -1, s.Value)
		r := c.alloc()
		name := c.mangle(t.Attr)
		pos := attrPos(t.Pos, t.Pos, t.Attr)
		c.at(pos, func() { c.emit(bytecode.LOADATTR, r, obj, 0, c.attrSlot(name)) })
		apply(r, r)
		c.at(pos, func() { c.emit(bytecode.STOREATTR, obj, r, 0, c.attrSlot(name)) })
	case *syntax.Subscript:
		obj := c.operand(t.Value, -1, t.Slice, s.Value)
		r := -1
		if k := c.smallConst(t.Slice); k >= 0 {
			r = c.alloc()
			c.folded(*t.Slice.Position())
			c.at(t.Pos, func() { c.emit(bytecode.GETITEMK, r, obj, k, 0) })
			apply(r, r)
			c.at(t.Pos, func() { c.emit(bytecode.SETITEMK, obj, k, r, 0) })
			return
		}
		key := c.operand(t.Slice, -1, s.Value)
		r = c.alloc()
		c.at(t.Pos, func() { c.emit(bytecode.GETITEM, r, obj, key, 0) })
		apply(r, r)
		c.at(t.Pos, func() { c.emit(bytecode.SETITEM, obj, key, r, 0) })
	}
}

func (c *compiler) annAssign(s *syntax.AnnAssign) {
	if s.Value != nil {
		if slot := c.fastTarget(s.Target); slot >= 0 {
			c.expr(s.Value, slot)
			c.bound(slot)
		} else {
			c.assign(s.Target, c.operand(s.Value, -1, s.Target))
		}
	}
	evaluated := !c.isFunction()
	mark := c.top
	switch t := s.Target.(type) {
	case *syntax.Name:
		if t.Id == "__debug__" {
			c.fail("cannot assign to __debug__")
			return
		}
		if s.Simple != 0 && evaluated {
			r := c.alloc()
			c.annotation(s.Annotation, r)
			d := c.alloc()
			c.emit(bytecode.LOADNAME, d, 0, 0, c.nameSlot("__annotations__"))
			k := c.alloc()
			c.emit(bytecode.LOADK, k, 0, 0, c.constant(bytecode.Str(c.mangle(t.Id))))
			c.emit(bytecode.SETITEM, d, k, r, 0)
		}
	case *syntax.Attribute:
		if t.Attr == "__debug__" {
			c.fail("cannot assign to __debug__")
			return
		}
		if s.Value == nil {
			c.lineMark()
			c.discard(t.Value)
			c.folded(s.Pos)
		}
	case *syntax.Subscript:
		if s.Value == nil {
			c.discard(t.Value)
			c.discardSlice(t.Slice)
			c.folded(s.Pos)
		}
	}
	c.top = mark
	if s.Simple == 0 && evaluated && c.flags&bytecode.FutureAnnotations == 0 {
		c.discard(s.Annotation)
		c.folded(s.Pos)
	}
}

// discardSlice evaluates the parts of a subscript for their effects.
func (c *compiler) discardSlice(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Slice:
		for _, part := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
			if part != nil {
				c.discard(part)
			}
		}
	case *syntax.Tuple:
		for _, elt := range e.Elts {
			c.discardSlice(elt)
		}
	default:
		c.discard(e)
	}
}

// annotation compiles an annotation; under PEP 563 it is its own text.
func (c *compiler) annotation(e syntax.Expr, dst int) {
	if c.flags&bytecode.FutureAnnotations != 0 {
		c.emit(bytecode.LOADK, dst, 0, 0, c.constant(bytecode.Str(unparse(e))))
		return
	}
	if s, ok := e.(*syntax.Starred); ok {
		// *args: *Ts is the one item of Ts.
		r := c.operand(s.Value, dst)
		list := c.alloc()
		c.at(s.Pos, func() {
			c.emit(bytecode.UNPACK, list, r, 1, 0)
			c.emit(bytecode.MOVE, dst, list, 0, 0)
		})
		c.top = list
		return
	}
	c.expr(e, dst)
}

func (c *compiler) deleteStmt(targets []syntax.Expr) {
	for _, target := range targets {
		old, mark := c.pos, c.top
		c.pos = *target.Position()
		switch t := target.(type) {
		case *syntax.Name:
			c.deleteName(t.Id)
		case *syntax.Attribute:
			obj := c.operand(t.Value, -1)
			c.pos = attrPos(c.pos, t.Pos, t.Attr)
			c.emit(bytecode.DELATTR, obj, 0, 0, c.attrSlot(c.mangle(t.Attr)))
		case *syntax.Subscript:
			obj := c.operand(t.Value, -1, t.Slice)
			key := c.operand(t.Slice, -1)
			c.emit(bytecode.DELITEM, obj, key, 0, 0)
		case *syntax.Tuple:
			c.deleteStmt(t.Elts)
		case *syntax.List:
			c.deleteStmt(t.Elts)
		}
		c.pos, c.top = old, mark
	}
}
