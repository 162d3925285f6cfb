package cpython

import (
	"fmt"

	"memphis/interp/internal/bytecode"
)

// Magic begins the .pyc files of CPython 3.11: its number 3495 and "\r\n".
const Magic uint32 = 0x0A0D_0DA7

// Code is a code object as CPython 3.11 stores it, its constants translated already.
type Code struct {
	Name, QualName, Filename                             string
	ArgCount, PosOnlyArgCount, KwOnlyArgCount, StackSize int
	Flags                                                bytecode.Flags
	FirstLine                                            int
	Code                                                 []byte // co_code with its inline caches
	Consts                                               []bytecode.Const
	Names                                                []string
	// LocalsPlusNames are the names of the variables: local ones, then cells that are not among these, then free
	// ones; LocalsPlusKinds has the bits of each.
	LocalsPlusNames []string
	LocalsPlusKinds []byte
	LineTable       []byte
	ExceptionTable  []byte
}

// The bits of a variable's kind.
const (
	kindLocal = 0x20
	kindCell  = 0x40
	kindFree  = 0x80
)

// generators are the flags of code whose call makes a generator or the like.
const generators = bytecode.Generator | bytecode.Coroutine | bytecode.AsyncGenerator

// layout is how the variables lie: first the locals, then the cells that are not locals, then the free ones.
type layout struct {
	locals, slots, all int
	cellOf             []int // for each slot, its index among the cell variables, -1 for none
	varNames           []string
	cellVars, freeVars []string
	cellSlots          []int32
}

func (c *Code) layout() (*layout, error) {
	if len(c.LocalsPlusNames) != len(c.LocalsPlusKinds) {
		return nil, fmt.Errorf("%d variables, %d kinds", len(c.LocalsPlusNames), len(c.LocalsPlusKinds))
	}
	l := &layout{all: len(c.LocalsPlusNames)}
	const (
		locals = iota
		cells
		free
	)
	part := locals
	for i, k := range c.LocalsPlusKinds {
		p := locals
		switch k &^ 0x1F {
		case kindLocal, kindLocal | kindCell:
		case kindCell:
			p = cells
		case kindFree:
			p = free
		default:
			return nil, fmt.Errorf("variable %d is of the unknown kind %#x", i, k)
		}
		if p < part {
			return nil, fmt.Errorf("variable %d is out of order", i)
		}
		part = p
		name := c.LocalsPlusNames[i]
		switch p {
		case locals:
			l.locals++
			l.varNames = append(l.varNames, name)
		case free:
			l.freeVars = append(l.freeVars, name)
			continue
		}
		l.slots++
		cell := -1
		if k&kindCell != 0 {
			cell = len(l.cellVars)
			l.cellVars = append(l.cellVars, name)
			l.cellSlots = append(l.cellSlots, int32(i))
		}
		l.cellOf = append(l.cellOf, cell)
	}
	return l, nil
}

// numParams is the number of parameters.
func (c *Code) numParams() int {
	n := c.ArgCount + c.KwOnlyArgCount
	if c.Flags&bytecode.VarArgs != 0 {
		n++
	}
	if c.Flags&bytecode.VarKeywords != 0 {
		n++
	}
	return n
}

// header checks the numbers that stand beside the code.
func (c *Code) header(l *layout) error {
	g := c.Flags & generators
	switch {
	case c.ArgCount < 0 || c.PosOnlyArgCount < 0 || c.KwOnlyArgCount < 0 || c.StackSize < 0 || c.FirstLine < 0:
		return fmt.Errorf("a number is negative")
	case c.PosOnlyArgCount > c.ArgCount || c.ArgCount > l.locals || c.KwOnlyArgCount > l.locals || c.numParams() > l.locals:
		return fmt.Errorf("%d parameters, %d variables", c.numParams(), l.locals)
	case g&(g-1) != 0:
		return fmt.Errorf("a generator of two kinds")
	case len(c.Code)%2 != 0:
		return fmt.Errorf("half an instruction at the end")
	}
	return nil
}
