package compile

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/resolve"
	"memphis/interp/syntax"
)

// This file loads, stores and deletes variables.

type access uint8

const (
	accessFast   access = iota // local variable in a register
	accessFar                  // local variable in a far slot
	accessCell                 // Cell in a slot of this frame
	accessFree                 // Cell of the closure
	accessGlobal               // global, bypassing the namespace
	accessName                 // namespace, then globals
)

// find tells how the mangled name is reached, with its slot or its place in the closure.
func (c *compiler) find(name string) (access, int) {
	ix := c.block.Index(name)
	if ix < 0 {
		if c.isFunction() {
			return accessGlobal, 0
		}
		return accessName, 0
	}
	switch c.block.Syms[ix].Scope {
	case resolve.Local:
		if !c.isFunction() {
			return accessName, 0
		}
		slot := c.slots[ix]
		if slot < 0 {
			slot = int32(len(c.varNames))
			c.slots[ix] = slot
			c.varNames = append(c.varNames, name)
			if c.block.Syms[ix].Flags&resolve.Unbinds != 0 {
				c.volatile.add(int(slot))
			}
		}
		if slot < bytecode.MaxNear {
			return accessFast, int(slot)
		}
		return accessFar, int(slot)
	case resolve.Cell:
		return accessCell, int(c.slots[ix])
	case resolve.Free:
		return accessFree, c.freeIndex(name)
	case resolve.GlobalExplicit:
		return accessGlobal, 0
	}
	if c.isFunction() {
		return accessGlobal, 0
	}
	return accessName, 0
}

func (c *compiler) freeIndex(name string) int {
	for i, f := range c.freeVars {
		if f == name {
			return i
		}
	}
	return 0
}

func (c *compiler) cellIndex(name string) int32 {
	for i, v := range c.cellVars {
		if v == name {
			return int32(i)
		}
	}
	return 0
}

// check makes sure that a local variable in a register is bound.
func (c *compiler) check(slot int) {
	if !c.dead && !c.state.has(slot) {
		c.emit(bytecode.CHECK, slot, 0, 0, int32(slot))
		c.state.add(slot)
	}
}

// cellRegister returns the register that holds the Cell in a slot.
func (c *compiler) cellRegister(slot int) int {
	if slot < bytecode.MaxNear {
		return slot
	}
	r := c.alloc()
	c.emit(bytecode.LOADFAR, r, 0, 0, int32(slot-bytecode.MaxNear))
	return r
}

func (c *compiler) loadName(name string, dst int) {
	name = c.mangle(name)
	mark := c.top
	switch acc, i := c.find(name); acc {
	case accessFast:
		c.check(i)
		if i != dst {
			c.emit(bytecode.MOVE, dst, i, 0, 0)
		}
	case accessFar:
		t := dst
		if dst < c.base {
			t = c.alloc()
		}
		c.emit(bytecode.LOADFAR, t, 0, 0, int32(i-bytecode.MaxNear))
		c.emit(bytecode.CHECK, t, 0, 0, int32(i))
		c.move(dst, t)
	case accessCell:
		c.emit(bytecode.LOADCELL, dst, c.cellRegister(i), 0, c.cellIndex(name))
	case accessFree:
		op := bytecode.LOADFREE
		if c.kind == classScope {
			op = bytecode.LOADCLASSDEREF
		}
		c.emit(op, dst, 0, 0, int32(i))
	case accessGlobal:
		c.emit(bytecode.LOADGLOBAL, dst, 0, 0, c.nameSlot(name))
	case accessName:
		c.emit(bytecode.LOADNAME, dst, 0, 0, c.nameSlot(name))
	}
	c.top = mark
}

// storeName binds a name to the value in register r.
func (c *compiler) storeName(name string, r int) {
	if name == "__debug__" {
		c.fail("cannot assign to __debug__")
	}
	name = c.mangle(name)
	mark := c.top
	switch acc, i := c.find(name); acc {
	case accessFast:
		c.move(i, r)
		c.bound(i)
	case accessFar:
		c.emit(bytecode.STOREFAR, r, 0, 0, int32(i-bytecode.MaxNear))
	case accessCell:
		c.emit(bytecode.STORECELL, c.cellRegister(i), r, 0, 0)
	case accessFree:
		c.emit(bytecode.STOREFREE, 0, r, 0, int32(i))
	case accessGlobal:
		c.emit(bytecode.STOREGLOBAL, 0, r, 0, c.nameSlot(name))
	case accessName:
		c.emit(bytecode.STORENAME, 0, r, 0, c.nameSlot(name))
	}
	c.top = mark
}

func (c *compiler) deleteName(name string) {
	if name == "__debug__" {
		c.fail("cannot delete __debug__")
	}
	name = c.mangle(name)
	mark := c.top
	switch acc, i := c.find(name); acc {
	case accessFast:
		c.check(i)
		c.emit(bytecode.DELFAST, i, 0, 0, 0)
		if !c.dead {
			c.state.drop(i)
		}
	case accessFar:
		t := c.alloc()
		c.emit(bytecode.LOADFAR, t, 0, 0, int32(i-bytecode.MaxNear))
		c.emit(bytecode.CHECK, t, 0, 0, int32(i))
		c.emit(bytecode.LOADNIL, t, 0, 0, 0)
		c.emit(bytecode.STOREFAR, t, 0, 0, int32(i-bytecode.MaxNear))
	case accessCell:
		c.emit(bytecode.DELCELL, c.cellRegister(i), 0, 0, c.cellIndex(name))
	case accessFree:
		c.emit(bytecode.DELFREE, 0, 0, 0, int32(i))
	case accessGlobal:
		c.emit(bytecode.DELGLOBAL, 0, 0, 0, c.nameSlot(name))
	case accessName:
		c.emit(bytecode.DELNAME, 0, 0, 0, c.nameSlot(name))
	}
	c.top = mark
}

// bound notes that a local variable in a register has got a value.
func (c *compiler) bound(slot int) {
	if !c.dead {
		c.state.add(slot)
	}
}

func (c *compiler) move(dst, src int) {
	if dst != src {
		c.emit(bytecode.MOVE, dst, src, 0, 0)
	}
}

// fastTarget returns the register of a target that is a local variable in a register, or -1.
func (c *compiler) fastTarget(e syntax.Expr) int {
	if n, ok := e.(*syntax.Name); ok && n.Id != "__debug__" {
		if acc, slot := c.find(c.mangle(n.Id)); acc == accessFast {
			return slot
		}
	}
	return -1
}

// readFirst numbers the local variables that value reads before target, if that is one which has not been seen, as the order of
// co_varnames wants: in a loop, what is bound further below may be read.
func (c *compiler) readFirst(target, value syntax.Expr) {
	n, ok := target.(*syntax.Name)
	if !ok || !c.isFunction() {
		return
	}
	if ix := c.block.Index(c.mangle(n.Id)); ix < 0 || c.block.Syms[ix].Scope != resolve.Local || c.slots[ix] >= 0 {
		return
	}
	syntax.Inspect(value, func(n syntax.AST) bool {
		switch n := n.(type) {
		case *syntax.Name:
			c.fastTarget(n)
		case *syntax.Lambda, *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
			return false
		}
		return true
	})
}

// rebinds tells whether evaluating e binds the local variable in the register slot, by an assignment expression.
func (c *compiler) rebinds(e syntax.Expr, slot int) bool {
	if e == nil || !c.block.HasWalrus {
		return false
	}
	found := false
	syntax.Inspect(e, func(n syntax.AST) bool {
		switch n := n.(type) {
		case *syntax.NamedExpr:
			found = found || c.fastTarget(n.Target) == slot
		case *syntax.Lambda:
			return false
		}
		return !found
	})
	return found
}
