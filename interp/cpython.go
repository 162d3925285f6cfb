package interp

import (
	"encoding/binary"
	"fmt"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/cpython"
	"memphis/interp/internal/modules/marshal"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
)

// This file defines how code that CPython compiled comes in: its code objects by way of marshal, its .pyc files as programs
// and modules.

// TranslateCode implements marshal.CodeHost.
func (h *host) TranslateCode(t *object.Thread, c *marshal.StackCode) (*object.Code, error) {
	consts := make([]bytecode.Const, len(c.Consts))
	for i, v := range c.Consts {
		k, ok := vm.StoredConst(v)
		if !ok {
			return nil, fmt.Errorf("code object %s: constant %d is a %s", c.QualName, i, v.Type().Name)
		}
		consts[i] = k
	}
	bc, err := cpython.Translate(&cpython.Code{
		Name: c.Name, QualName: c.QualName, Filename: c.Filename,
		ArgCount: c.ArgCount, PosOnlyArgCount: c.PosOnlyArgCount, KwOnlyArgCount: c.KwOnlyArgCount, StackSize: c.StackSize,
		Flags: bytecode.Flags(c.Flags), FirstLine: c.FirstLine,
		Code: []byte(c.Code), Consts: consts, Names: c.Names,
		LocalsPlusNames: c.LocalsPlusNames, LocalsPlusKinds: []byte(c.Kinds),
		LineTable: []byte(c.LineTable), ExceptionTable: []byte(c.ExceptionTable),
	})
	if err != nil {
		return nil, err
	}
	return vm.LinkLater(t, bc), nil
}

// pycHeader is the length of what stands before the code object in a .pyc file (PEP 552).
const pycHeader = 16

// knows reports whether .pyc files that begin with this number hold code that can be run.
func (p *Interpreter) knows(magic uint32) bool { return magic == p.imp.Magic || magic == p.imp.Foreign }

// IsCompiled reports whether a file begins as a .pyc file does, whatever its name is.
func (p *Interpreter) IsCompiled(data []byte) bool {
	if len(data) < 2 {
		return false
	}
	half := uint32(binary.LittleEndian.Uint16(data))
	return half == p.imp.Magic&0xFFFF || half == p.imp.Foreign&0xFFFF
}
