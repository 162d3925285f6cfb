package treewalk

import (
	"unsafe"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines frames, as the walker keeps them and as Python sees them.

// ctl is how a statement ended.
type ctl uint8

const (
	next     ctl = iota
	brk          // break
	cont         // continue
	ret          // return: the value is in frame.ret
	raised       // an exception, in frame.err, that does not know this frame yet
	reraised     // an exception that has the frame in its traceback
	yielded      // a yield: the value is in genFrame.out
)

type (
	// expr evaluates an expression.
	expr func(f *frame) (object.Value, error)
	// stmt runs a statement.
	stmt func(f *frame) ctl
	// store assigns a value to a target.
	store func(f *frame, v object.Value) error
)

// frame is the activation of a code object.
type frame struct {
	t    *object.Thread
	code *code
	// vars are the variables, as the compiler numbers them; those that closures capture hold Cells.
	vars  []object.Value
	temps []object.Value // what nodes keep
	// states say for each node that may be suspended in which part of it that was.
	states   []int32
	resuming bool // on the way down to where the generator was suspended
	thrown   bool // an exception was thrown into a generator that handles none: what the caller handles is not its context
	leave    bool // a hook failed: the exception leaves the frame, whatever its handlers
	at       int32
	lastLine int32 // line that the trace function was told last
	fn       *object.Function
	closure  []*object.Cell
	globals  *object.Dict
	builtins *object.Dict
	locals   object.Value // of modules, classes and exec
	scratch  []object.Value
	ret      object.Value
	err      error
	gen      *genFrame
	jump     *jump       // f_lineno was set
	link     object.Link // while the frame runs
	obj      *object.Frame
	back     *object.Frame // f_back of a frame object whose frame has ended
}

// fail is the end of a statement by err.
func (f *frame) fail(err error) ctl {
	if paused(err) {
		return yielded
	}
	f.err = err
	return raised
}

// land notes in the traceback of the exception with which a part of the frame has ended that it passed here, unless it
// is known already, and returns it.
func (f *frame) land(k ctl) *object.Exception {
	exc := object.ToException(f.err)
	f.err = nil
	if k == reraised {
		return exc
	}
	if exc.Traceback == nil && !exc.Settled && !f.thrown {
		engine.SetContext(f.t, exc)
	}
	f.thrown = false
	fo := f.FrameObject()
	exc.Traceback = object.NewTraceback(exc.Traceback, fo, int(f.at), f.code.obj.LineAt(int(f.at)))
	if f.t.Hooked && !f.leave {
		f.t.Tell(fo, object.ExceptionEvent, exc.Value())
	}
	if f.t.Hooked && !f.leave && fo.Trace.P != nil {
		exc = f.exceptionEvent(exc)
	}
	return exc
}

// pushExc begins the handling of an exception. What it returns is for popExc: the exception that the frame handled
// before, if any.
func (f *frame) pushExc(exc *object.Exception) *object.Exception {
	saved := f.t.Exc
	if g := f.gen; g != nil {
		if g.handling == 0 {
			saved = nil
		}
		g.handling++
	}
	f.t.Exc = exc
	return saved
}

func (f *frame) popExc(saved *object.Exception) {
	if g := f.gen; g != nil {
		g.handling--
		if saved == nil {
			saved = g.outer
		}
	}
	f.t.Exc = saved
}

// keepExc and keptExc store an exception, or none, among the temps.
func (f *frame) keepExc(i int, exc *object.Exception) {
	if exc == nil {
		f.temps[i] = object.Value{}
	} else {
		f.temps[i] = exc.Value()
	}
}

func (f *frame) keptExc(i int) *object.Exception {
	p := f.temps[i].P
	f.temps[i] = object.Value{}
	return (*object.Exception)(unsafe.Pointer(p))
}

// cell is the Cell in a variable's slot.
func (f *frame) cell(i int) *object.Cell { return (*object.Cell)(unsafe.Pointer(f.vars[i].P)) }

// FrameObject implements object.Activation.
func (f *frame) FrameObject() *object.Frame {
	if f.obj == nil {
		f.obj = &object.Frame{
			Header: object.Header{Type: object.FrameType}, Code: f.code.obj, Globals: f.globals, Builtins: f.builtins,
			Engine: f, TraceLines: true,
		}
		if f.code.obj.Flags&object.CoOptimized == 0 {
			f.obj.Locals = f.locals
		}
		if f.gen != nil {
			f.gen.noteSelf()
		}
	}
	return f.obj
}

// Globals implements object.Activation.
func (f *frame) Globals() *object.Dict { return f.globals }

// SuperArgs implements object.Activation.
func (f *frame) SuperArgs(t *object.Thread) (cls, obj object.Value, err error) {
	if f.fn == nil || f.code.obj.ArgCount == 0 {
		return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): no arguments")
	}
	obj = f.vars[0]
	if f.code.selfCell && obj.P != nil && obj.P.Type == object.CellType {
		obj = f.cell(0).V
	}
	if obj.P == nil {
		return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): arg[0] deleted")
	}
	if i := f.code.classFree; i >= 0 {
		cls = f.closure[i].V
		if cls.P == nil {
			return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): empty __class__ cell")
		}
		return cls, obj, nil
	}
	return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): __class__ cell not found")
}

// Abandon implements object.Activation.
func (f *frame) Abandon() {
	f.link = nil
	if g := f.gen; g != nil && g.g != nil {
		g.g.Running = false
		g.g.Finish()
	}
}

// Back implements object.FrameState.
func (f *frame) Back(t *object.Thread) *object.Frame {
	if f.link != nil {
		return f.link.Back(t)
	}
	return f.back
}

// Lasti implements object.FrameState.
func (f *frame) Lasti() int { return int(f.at) }

// Running implements object.FrameState.
func (f *frame) Running() bool { return f.link != nil }

// variables calls visit with each variable of a function: its name, its slot or nil, and its Cell or nil.
func (f *frame) variables(visit func(name *object.Str, slot *object.Value, cell *object.Cell)) {
	c := f.code
	if f.vars == nil {
		return
	}
	at := func(i int) (*object.Value, *object.Cell) {
		if c.isCell[i] {
			return nil, f.cell(i)
		}
		return &f.vars[i], nil
	}
	for i, n := range c.obj.VarNames {
		slot, cell := at(i)
		visit(n, slot, cell)
	}
	for i, n := range c.obj.CellVars {
		if s := int(c.bc.CellSlots[i]); s >= len(c.obj.VarNames) {
			_, cell := at(s)
			visit(n, nil, cell)
		}
	}
	for i, n := range c.obj.FreeVars {
		if i < len(f.closure) {
			visit(n, nil, f.closure[i])
		}
	}
}

// FastLocals implements object.FrameState.
func (f *frame) FastLocals(yield func(name *object.Str, v object.Value)) {
	f.variables(func(name *object.Str, slot *object.Value, cell *object.Cell) {
		var v object.Value
		switch {
		case slot != nil:
			v = *slot
		case cell != nil:
			v = cell.V
		}
		if v.P != nil {
			yield(name, v)
		}
	})
}

// SetFastLocals implements object.FrameState.
func (f *frame) SetFastLocals(get func(name *object.Str) object.Value) {
	f.variables(func(name *object.Str, slot *object.Value, cell *object.Cell) {
		switch {
		case slot != nil:
			*slot = get(name)
		case cell != nil:
			cell.V = get(name)
		}
	})
}

// LiveRefs visits what the frame refers to while it is on the stack: for sys.getrefcount.
func (f *frame) LiveRefs(visit func(p *unsafe.Pointer)) {
	for _, list := range [3][]object.Value{f.vars, f.temps, f.scratch} {
		for i := range list {
			visit((*unsafe.Pointer)(unsafe.Pointer(&list[i].P)))
		}
	}
	for i := range f.closure {
		visit((*unsafe.Pointer)(unsafe.Pointer(&f.closure[i])))
	}
	visit((*unsafe.Pointer)(unsafe.Pointer(&f.locals.P)))
	visit((*unsafe.Pointer)(unsafe.Pointer(&f.globals)))
	visit((*unsafe.Pointer)(unsafe.Pointer(&f.fn)))
}

// WalkRefs implements object.RefHolder, for the frame of a frame object that has ended, or waits in a generator.
func (f *frame) WalkRefs(visit func(p *unsafe.Pointer)) {
	if f.gen != nil {
		if f.gen.g == nil {
			f.gen.walk(visit)
			visit((*unsafe.Pointer)(unsafe.Pointer(&f.obj)))
		}
		return
	}
	if f.link != nil {
		return
	}
	for _, list := range [2][]object.Value{f.vars, f.temps} {
		for i := range list {
			visit((*unsafe.Pointer)(unsafe.Pointer(&list[i].P)))
		}
	}
	visit((*unsafe.Pointer)(unsafe.Pointer(&f.back)))
	visit((*unsafe.Pointer)(unsafe.Pointer(&f.obj)))
	visit((*unsafe.Pointer)(unsafe.Pointer(&f.locals.P)))
	object.WalkFunction(visit, &f.fn, &f.closure)
}

// Clear implements object.FrameState.
func (f *frame) Clear(t *object.Thread) error {
	if f.gen != nil {
		if g := f.gen.self.Value(); g != nil {
			g.Finalize(t)
		}
	}
	clear(f.vars)
	f.vars, f.closure = nil, nil
	return nil
}
