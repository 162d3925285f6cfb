package vm

import (
	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines how frames of the other engine stand on the VM's stack: each has a frame record of the VM's, without
// registers, that leads to it.

// foreign is the code of such records.
var foreign = &linked{bc: &bytecode.Code{}}

// Enter implements object.Stack.
func (m *machine) Enter(t *object.Thread, a object.Activation) object.Link {
	f := m.push(foreign)
	f.other, f.fn, f.globals, f.gen = a, nil, a.Globals(), nil
	m.top = f
	return f
}

// Leave implements object.Stack.
func (m *machine) Leave(t *object.Thread) {
	f := m.top
	m.top = f.back
	f.other, f.globals = nil, nil
}
