package vm

import (
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines calls from Go: object.Body, and the binding of arguments.

// Call implements object.Body.
func (lk *linked) Call(t *object.Thread, fn *object.Function, args []object.Value, kw *object.Tuple) (object.Value, error) {
	m := machineOf(t)
	if t.Depth >= t.Interp.RecursionLimit || t.Nested >= object.MaxNested {
		return object.Value{}, m.recursion()
	}
	f := m.push(lk)
	if lk.simple && kw == nil && len(args) == lk.argCount {
		// A copy of the slice would go through the runtime, for the collector's sake: 5 ns.
		for i, a := range args {
			f.regs[i] = a
		}
	} else if err := m.bind(fn, lk, args, kw, f); err != nil {
		return object.Value{}, err
	}
	f.enter(lk)
	f.fn, f.globals, f.builtins, f.closure = fn, fn.Globals, fn.Builtins, fn.Closure
	t.Depth++
	t.Nested++
	var v object.Value
	var err error
	if t.Hooked || t.Pending.Load() {
		// A function that Go or C calls again and again, in map or sort, has no other place to be interrupted.
		m.top = f
		v, _, err = m.run(f, m.enterCall(f))
	} else {
		v, _, err = m.begin(f)
	}
	t.Nested--
	return v, err
}

// Exec implements object.Body.
func (lk *linked) Exec(t *object.Thread, code *object.Code, globals *object.Dict, locals object.Value, closure []*object.Cell) (object.Value, error) {
	m := machineOf(t)
	if t.Depth >= t.Interp.RecursionLimit || t.Nested >= object.MaxNested {
		return object.Value{}, m.recursion()
	}
	f := m.push(lk)
	f.enter(lk)
	f.fn, f.globals, f.builtins, f.closure = nil, globals, t.Interp.BuiltinsOf(globals), closure
	f.locals = locals
	if locals.P == nil {
		f.locals = globals.Value()
	}
	t.Depth++
	t.Nested++
	var herr error
	if t.Hooked {
		herr = m.enterWatched(f)
	}
	v, _, err := m.run(f, herr)
	t.Nested--
	return v, err
}

// pushFunction makes the frame of a call of fn from f, with its arguments bound
// and copied; it does not make it the top.
func (m *machine) pushFunction(f *frame, fn *object.Function, args []object.Value, kw *object.Tuple) (*frame, error) {
	lk := linkedOf(fn.Code)
	if lk == nil {
		return nil, unreadable(fn.Code)
	}
	t := m.t
	if t.Depth >= t.Interp.RecursionLimit {
		return nil, m.recursion()
	}
	nf := m.push(lk)
	if err := m.bind(fn, lk, args, kw, nf); err != nil {
		return nil, err
	}
	nf.enter(lk)
	t.Depth++
	return nf, nil
}

// pushWindow makes the frame of a call from f with a window that is not in f's,
// nargs arguments being put there by the caller. It returns nil if the recursion
// limit is reached.
func (m *machine) pushWindow(f *frame, lk *linked, nargs int) *frame {
	t := m.t
	if t.Depth >= t.Interp.RecursionLimit {
		return nil
	}
	nf := m.push(lk)
	for i := nargs; i < lk.numSlots; i++ {
		nf.regs[i] = object.Value{}
	}
	t.Depth++
	return nf
}

// bind binds a call's arguments to the parameters of fn, in nf's slots.
func (m *machine) bind(fn *object.Function, lk *linked, args []object.Value, kw *object.Tuple, nf *frame) error {
	if lk.numParams <= bytecode.MaxNear {
		if lk.numFar > 0 {
			nf.far = make([]object.Value, lk.numFar)
		}
		return engine.Bind(m.t, fn, args, kw, nf.regs[:lk.numParams])
	}
	all := make([]object.Value, lk.numParams)
	err := engine.Bind(m.t, fn, args, kw, all)
	nf.far = make([]object.Value, lk.numFar)
	copy(nf.regs[:bytecode.MaxNear], all)
	copy(nf.far, all[bytecode.MaxNear:])
	return err
}

// closure2 is a function with a small closure in the same allocation.
type closure2 struct {
	object.Function
	cells [2]*object.Cell
}

// makeFunction does MAKEFUNCTION: the optional parts lie at r[base...].
func (m *machine) makeFunction(f *frame, code *object.Code, base int, flags uint8) object.Value {
	var captures []int32
	if lk, ok := code.Body.(*linked); ok {
		captures = lk.captures
	} else {
		captures = code.Body.(*unread).captures
	}
	var fn *object.Function
	switch n := len(captures); {
	case n == 0:
		fn = &object.Function{}
	case n <= len(closure2{}.cells):
		c := &closure2{}
		fn = &c.Function
		fn.Closure = c.cells[:n:n]
	default:
		fn = &object.Function{Closure: make([]*object.Cell, n)}
	}
	for i, c := range captures {
		if c >= 0 {
			fn.Closure[i] = (*object.Cell)(unsafe.Pointer(f.slot(int(c)).P))
		} else {
			fn.Closure[i] = f.closure[^c]
		}
	}
	fn.Header.Type, fn.Code, fn.Globals, fn.Builtins, fn.Name, fn.QualName = object.FunctionType, code, f.globals, f.builtins, code.Name, code.QualName
	if v, ok := f.globals.GetStr(nameStr); ok {
		fn.Module = v
	}
	if flags&1 != 0 {
		fn.Defaults = (*object.Tuple)(unsafe.Pointer(f.regs[base].P))
		base++
	}
	if flags&2 != 0 {
		fn.KwDefaults = (*object.Dict)(unsafe.Pointer(f.regs[base].P))
		base++
	}
	if flags&4 != 0 {
		fn.Annotations = f.regs[base]
	}
	return fn.Value()
}

var nameStr = object.Intern("__name__")
