package vm

import (
	"errors"
	"slices"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines how code objects are stored and come back: for __pycache__ and marshal.

// errNotOurs is the error of storing a code object of the other engine.
var errNotOurs = errors.New("vm: the code object has no bytecode")

// Marshal returns the stored form of a code object, with the names, numbers and file that code.replace may have changed.
func Marshal(code *object.Code) ([]byte, error) {
	bc := Bytecode(code)
	if bc == nil {
		return nil, errNotOurs
	}
	c := *bc
	if file, ok := object.AsStr(code.Filename); ok && file.String() != c.Filename {
		renamed(&c, c.Filename, file.String())
	}
	c.Name, c.QualName = code.Name.String(), code.QualName.String()
	c.FirstLine, c.Flags = code.FirstLine, bytecode.Flags(code.Flags)
	return bytecode.Encode(&c), nil
}

// renamed gives c and the code objects in it that came from the file old the name new; shared parts are copied.
func renamed(c *bytecode.Code, old, new string) {
	c.Filename = new
	consts := append([]bytecode.Const(nil), c.Consts...)
	for i, k := range consts {
		if inner, ok := k.(*bytecode.Code); ok && inner.Filename == old {
			copied := *inner
			renamed(&copied, old, new)
			consts[i] = &copied
		}
	}
	c.Consts = consts
}

// Unmarshal makes a code object, for t's interpreter, of what Marshal returned.
func Unmarshal(t *object.Thread, data []byte) (*object.Code, error) {
	bc, err := bytecode.Decode(data)
	if err != nil {
		return nil, err
	}
	return Link(t, bc), nil
}

// SameCode reports whether two bodies have the same instructions, tables and positions; constants are compared as objects.
func (lk *linked) SameCode(other object.Body) bool {
	o, ok := other.(*linked)
	if !ok {
		return false
	}
	x, y := lk.bc, o.bc
	return x == y || x.NumRegs == y.NumRegs && x.NumSlots == y.NumSlots && slices.Equal(x.Instrs, y.Instrs) && slices.Equal(x.ExcTable, y.ExcTable) &&
		slices.Equal(x.CacheNames, y.CacheNames) && slices.Equal(x.CellSlots, y.CellSlots) && slices.Equal(x.Captures, y.Captures) && slices.Equal(x.Positions, y.Positions)
}
