package vm

import (
	"slices"
	"unsafe"
	"weak"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/native"
	"memphis/interp/object"
)

// This file defines frames and the machine that holds them.

const valueSize = unsafe.Sizeof(object.Value{})

// window is a frame's registers. The memory behind the pointer is only as long
// as the frame's numRegs.
type window = [256]object.Value

// How a frame's end is handed to whoever pushed it.
const (
	retEntry = iota // to the Go code that called run
	retCall         // to the register dest of the frame below
	retInit         // __init__ called by CALL on a class: the instance is in the base register
	retNext         // generator pushed by FORITER: to dest; its end is a jump
	retNext2        // the same, pushed by FORITER2
	retSend         // generator pushed by SEND
	retSink         // generator pushed by a call of a built-in that takes all it yields: sink.go
	retPull         // generator pushed by a call of next or send: what it yields goes to the destination
	// Special methods pushed by operators: NotImplemented is not the result yet.
	retBinary    // to dest, by pushBinary; the left operand's method
	retReflected // the same, the right operand's
	retCompare   // by pushCompare: to the instruction's destination, or a jump
)

// frame is the activation of a code object. Frames of functions are kept in a
// chain and used again; those of generators belong to the generator.
type frame struct {
	lk   *linked
	regs *window
	back *frame
	// next is the frame used for calls from this one, made once.
	next *frame
	fn   *object.Function // nil for modules, classes, eval and comprehensions

	pc       int // index of the instruction after the one being run
	dest     uint8
	dest2    uint8 // with retNext2: where the second of a pair goes
	ret      uint8
	builtins *object.Dict
	globals  *object.Dict
	locals   object.Value // of modules, classes, exec
	closure  []*object.Cell
	cells    []*object.Cell // memory for the closure of a comprehension, which has no function to own it
	far      []object.Value
	limit    uintptr // end of the register chunk
	gen      *genFrame
	obj      *object.Frame     // the frame object, if somebody asked
	other    object.Activation // the frame of the other engine that this record stands for

	// While the code has traps: the instruction of the last one, and its line.
	lastPC, lastLine int32
	leave            bool // a hook failed: the exception leaves the frame, whatever its handlers
}

// machine is the VM's state for one thread: an object.Stack.
type machine struct {
	t     *object.Thread
	top   *frame // frame running now, nil outside Python code
	first *frame // root of the chain of frames
	chunk []object.Value
	also  secondCaches
	rooms []*genFrame // of generators that ended, for the next ones

	// scratch and names are for the arguments of a call while they are bound, which with exact strs for keywords
	// runs no Python code.
	scratch []object.Value
	names   object.Tuple

	// thrown says that the exception about to be unwound was thrown into a generator that handles none: what its
	// caller handles is not its context.
	thrown bool

	noTB bool // the exception being unwound has the frame in its traceback already

	native native.State
	failed error        // what machine code has failed with
	value  object.Value // what machine code has returned
}

const (
	chunkSize  = 1 << 14
	maxScratch = 256 // the most arguments that scratch is kept for
)

// Attach gives t a machine. It must be called before t runs code.
func Attach(t *object.Thread) {
	m := &machine{t: t, chunk: make([]object.Value, chunkSize)}
	m.first = &frame{lk: &linked{}, regs: (*window)(unsafe.Pointer(&m.chunk[0]))}
	m.first.limit = m.limitOf(m.chunk)
	m.setNative()
	t.Engine = m
	if t.Interp.Tracer != nil {
		t.SetTracer(t.Interp.Tracer)
	}
	t.Attached()
}

func (m *machine) limitOf(chunk []object.Value) uintptr {
	return uintptr(unsafe.Pointer(&chunk[0])) + uintptr(len(chunk))*valueSize
}

func machineOf(t *object.Thread) *machine { return t.Engine.(*machine) }

// stackTop returns the topmost frame that lives on the stack of registers (not a
// generator's), or the root.
func (m *machine) stackTop() *frame {
	f := m.top
	for f != nil && f.gen != nil {
		f = f.back
	}
	if f == nil {
		return m.first
	}
	return f
}

// nextFrame returns the frame record that follows the stack frame f.
func nextFrame(f *frame) *frame {
	n := f.next
	if n == nil {
		n = &frame{back: f}
		f.next = n
	}
	return n
}

// push makes the frame of a call from Go: its window lies behind that of the
// topmost stack frame, and it returns to its caller's Go code.
func (m *machine) push(lk *linked) *frame {
	s := m.stackTop()
	f := nextFrame(s)
	start := uintptr(unsafe.Pointer(s.regs)) + s.lk.winBytes
	if start+lk.winBytes+valueSize > s.limit {
		m.grow(f, lk)
	} else {
		f.regs = (*window)(unsafe.Add(unsafe.Pointer(s.regs), s.lk.winBytes))
		f.limit = s.limit
	}
	f.lk = lk
	f.back = m.top
	f.ret = retEntry
	f.pc = 0
	f.obj = nil
	f.far = nil
	f.locals = object.Value{}
	return f
}

// grow gives f a window at the start of a new chunk of registers.
func (m *machine) grow(f *frame, lk *linked) {
	n := max(chunkSize, lk.numRegs+1)
	chunk := make([]object.Value, n)
	f.regs = (*window)(unsafe.Pointer(&chunk[0]))
	f.limit = m.limitOf(chunk)
}

// enter clears the variables that are not parameters and makes far slots.
func (f *frame) enter(lk *linked) {
	for i := lk.numParams; i < lk.numSlots; i++ {
		f.regs[i].P = nil
	}
	if lk.numFar > 0 && f.far == nil {
		f.far = make([]object.Value, lk.numFar)
	}
}

// Mark implements object.Stack.
func (m *machine) Mark() any { return m.top }

// Unwind implements object.Stack.
func (m *machine) Unwind(mark any) {
	to, _ := mark.(*frame)
	for f := m.top; f != nil && f != to; {
		back := f.back
		if f.gen != nil && f.gen.g != nil {
			g := f.gen.g
			g.Running = false
			g.Finish()
		} else if f.other != nil {
			f.other.Abandon()
			f.other = nil
		} else if f.obj != nil {
			f.detach()
		}
		f = back
	}
	m.top = to
	m.thrown = false
}

// ClearStack drops what dead registers hold, so that a garbage collection finds
// the objects in them. It is called with the lock held, from the thread that
// owns t or while that thread waits for the lock.
func ClearStack(t *object.Thread) {
	m, ok := t.Engine.(*machine)
	if !ok {
		return
	}
	t.ClearStack()
	m.also, m.rooms = secondCaches{}, nil
	s := m.stackTop()
	p := unsafe.Add(unsafe.Pointer(s.regs), s.lk.winBytes)
	if s.limit > uintptr(p) {
		clear(unsafe.Slice((*object.Value)(p), (s.limit-uintptr(p))/valueSize))
	}
	// The window of a frame on the stack ends where that of the next one begins.
	end := p
	for f := m.top; f != nil && f.lk.bc != nil; f = f.back {
		if f.other != nil {
			end = unsafe.Pointer(f.regs)
			continue
		}
		f.clearDead(end)
		f.lk.clearCaches()
		if f.ret != retInit && f.lk.code.Flags&object.CoOptimized != 0 {
			f.locals = object.Value{} // of an __init__ that the record served before
		}
		if f.gen == nil {
			end = unsafe.Pointer(f.regs)
		}
	}
	for f := s.next; f != nil; f = f.next {
		f.fn, f.builtins, f.globals, f.locals, f.closure, f.cells, f.far, f.obj = nil, nil, nil, object.Value{}, nil, nil, nil, nil
	}
}

// WalkRefs implements object.RefHolder: it visits what the frames under way refer to. The
// lock is held.
func (m *machine) WalkRefs(visit func(p *unsafe.Pointer)) {
	ClearStack(m.t)
	s := m.stackTop()
	end := unsafe.Add(unsafe.Pointer(s.regs), s.lk.winBytes)
	for f := m.top; f != nil && f.lk.bc != nil; f = f.back {
		if o, ok := f.other.(interface {
			LiveRefs(visit func(p *unsafe.Pointer))
		}); ok {
			o.LiveRefs(visit)
		}
		for i := range f.lk.numRegs {
			r := &f.regs[i]
			if f.gen == nil && i >= f.lk.numSlots && uintptr(unsafe.Pointer(r)) >= uintptr(end) && uintptr(end) >= uintptr(unsafe.Pointer(f.regs)) {
				break
			}
			visit((*unsafe.Pointer)(unsafe.Pointer(&r.P)))
		}
		for i := range f.far {
			visit((*unsafe.Pointer)(unsafe.Pointer(&f.far[i].P)))
		}
		for i := range f.closure {
			visit((*unsafe.Pointer)(unsafe.Pointer(&f.closure[i])))
		}
		visit((*unsafe.Pointer)(unsafe.Pointer(&f.locals.P)))
		visit((*unsafe.Pointer)(unsafe.Pointer(&f.globals)))
		visit((*unsafe.Pointer)(unsafe.Pointer(&f.fn)))
		if f.gen == nil {
			end = unsafe.Pointer(f.regs)
		}
	}
}

// clearDead drops the temporaries of a frame that no instruction reads any more. The memory from end on is another
// frame's, if f is on the stack.
func (f *frame) clearDead(end unsafe.Pointer) {
	pc := f.pc - 1
	if pc < 0 || pc >= len(f.lk.bc.Instrs) {
		return
	}
	f.lk.liveOnce.Do(func() { f.lk.live = f.lk.bc.LiveBefore() })
	live := f.lk.live[pc]
	if f.pc < len(f.lk.live) {
		live.Union(&f.lk.live[f.pc]) // a frame that delegates stands before its SEND, not behind it
	}
	for i := f.lk.numSlots; i < f.lk.numRegs; i++ {
		r := &f.regs[i]
		if f.gen == nil && uintptr(unsafe.Pointer(r)) >= uintptr(end) && uintptr(end) >= uintptr(unsafe.Pointer(f.regs)) {
			return
		}
		if !live.Has(i) {
			*r = object.Value{}
		}
	}
}

// Top implements object.Stack.
func (m *machine) Top(t *object.Thread) *object.Frame {
	if m.top == nil {
		return nil
	}
	return m.top.object()
}

// Globals implements object.Stack.
func (m *machine) Globals(t *object.Thread) *object.Dict {
	if m.top == nil {
		return nil
	}
	return m.top.globals
}

// SuperArgs implements object.Stack.
func (m *machine) SuperArgs(t *object.Thread) (cls, obj object.Value, err error) {
	f := m.top
	if f != nil && f.other != nil {
		return f.other.SuperArgs(t)
	}
	if f == nil || f.lk.code.Flags&object.CoOptimized == 0 {
		return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): no arguments")
	}
	if f.lk.bc.ArgCount == 0 {
		return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): no arguments")
	}
	obj = *f.slot(0)
	if f.lk.selfCell && obj.P != nil && obj.P.Type == object.CellType {
		obj = (*object.Cell)(unsafe.Pointer(obj.P)).V
	}
	if obj.P == nil {
		return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): arg[0] deleted")
	}
	if i := f.lk.classFree; i >= 0 {
		cls = f.closure[i].V
		if cls.P == nil {
			return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): empty __class__ cell")
		}
		return cls, obj, nil
	}
	return cls, obj, object.Errorf(object.RuntimeErrorType, "super(): __class__ cell not found")
}

// slot is the memory of variable slot i.
func (f *frame) slot(i int) *object.Value {
	if i < bytecode.MaxNear {
		return &f.regs[i]
	}
	return &f.far[i-bytecode.MaxNear]
}

// object returns the frame object of f, making it on first use.
func (f *frame) object() *object.Frame {
	if f.other != nil {
		return f.other.FrameObject()
	}
	if f.obj == nil {
		if f.gen != nil && f.gen.g != nil {
			f.gen.self = weak.Make(f.gen.g)
		}
		o := &frameObject{Frame: object.Frame{
			Header: object.Header{Type: object.FrameType}, Code: f.lk.code, Globals: f.globals, Builtins: f.builtins,
			Engine: f, TraceLines: true,
		}}
		f.obj = &o.Frame
		if f.lk.code.Flags&object.CoOptimized == 0 {
			f.obj.Locals = f.locals
		}
	}
	return f.obj
}

// Back implements object.FrameState.
func (f *frame) Back(t *object.Thread) *object.Frame {
	if f.back == nil || f.back.lk.bc == nil {
		return nil
	}
	return f.back.object()
}

// site is the address of the instruction being run.
func (f *frame) site() uintptr { return uintptr(unsafe.Pointer(&f.lk.bc.Instrs[f.pc-1])) }

// Lasti implements object.FrameState.
func (f *frame) Lasti() int { return f.pc - 1 }

// Running implements object.FrameState.
func (f *frame) Running() bool { return f.gen == nil || f.gen.g != nil && f.gen.g.Running }

// FastLocals implements object.FrameState.
func (f *frame) FastLocals(yield func(name *object.Str, v object.Value)) {
	fastLocals(f.lk, f.slot, f.closure, yield)
}

func fastLocals(lk *linked, slot func(int) *object.Value, closure []*object.Cell, yield func(name *object.Str, v object.Value)) {
	content := func(v object.Value) object.Value {
		if v.P != nil && v.P.Type == object.CellType {
			return (*object.Cell)(unsafe.Pointer(v.P)).V
		}
		return v
	}
	isCell := map[int32]bool{}
	for _, s := range lk.cellSlots {
		isCell[s] = true
	}
	for i, n := range lk.code.VarNames {
		v := *slot(i)
		if isCell[int32(i)] {
			v = content(v)
		}
		if v.P != nil {
			yield(n, v)
		}
	}
	for i, n := range lk.code.CellVars {
		if int(lk.cellSlots[i]) < len(lk.code.VarNames) {
			continue
		}
		if v := content(*slot(int(lk.cellSlots[i]))); v.P != nil {
			yield(n, v)
		}
	}
	for i, n := range lk.code.FreeVars {
		if i < len(closure) && closure[i].V.P != nil {
			yield(n, closure[i].V)
		}
	}
}

// SetFastLocals implements object.FrameState.
func (f *frame) SetFastLocals(get func(name *object.Str) object.Value) {
	set := func(s *object.Value, isCell bool, v object.Value) {
		if isCell {
			if s.P != nil {
				(*object.Cell)(unsafe.Pointer(s.P)).V = v
			}
			return
		}
		*s = v
	}
	lk := f.lk
	for i, n := range lk.code.VarNames {
		set(f.slot(i), slices.Contains(lk.cellSlots, int32(i)), get(n))
	}
	for i, n := range lk.code.CellVars {
		if s := int(lk.cellSlots[i]); s >= len(lk.code.VarNames) {
			set(f.slot(s), true, get(n))
		}
	}
	for i, n := range lk.code.FreeVars {
		if i < len(f.closure) {
			f.closure[i].V = get(n)
		}
	}
}

// Clear implements object.FrameState.
func (f *frame) Clear(t *object.Thread) error {
	if f.gen != nil {
		if g := f.gen.self.Value(); g != nil {
			g.Finalize(t)
		}
	}
	return nil
}

// deadFrame is the state of a frame object whose frame has ended.
type deadFrame struct {
	lk      *linked
	pc      int
	slots   []object.Value
	fn      *object.Function
	closure []*object.Cell // without fn, which may have its cells within itself
	back    *object.Frame
}

// frameObject is a frame object, as frame.object makes them all, with room for what
// it needs when the frame has ended: one allocation where an exception that leaves
// a function took three.
type frameObject struct {
	object.Frame
	dead deadFrame
	room [6]object.Value
}

// detach leaves the frame object of an ended frame with what it needs.
func (f *frame) detach() {
	o := (*frameObject)(unsafe.Pointer(f.obj))
	f.obj = nil
	n := f.lk.bc.NumSlots
	d := &o.dead
	d.lk, d.pc, d.fn = f.lk, f.pc, f.fn
	if f.fn == nil {
		d.closure = slices.Clone(f.closure)
	}
	if n <= len(o.room) {
		d.slots = o.room[:n]
		copy(d.slots, f.regs[:n])
	} else {
		d.slots = make([]object.Value, n)
		for i := range n {
			d.slots[i] = *f.slot(i)
		}
	}
	if f.gen == nil && f.back != nil && f.back.lk.bc != nil { // generators' have none
		d.back = f.back.object()
	}
	o.Engine = d
}

func (d *deadFrame) Back(t *object.Thread) *object.Frame { return d.back }
func (d *deadFrame) Lasti() int                          { return d.pc - 1 }
func (d *deadFrame) Running() bool                       { return false }
func (d *deadFrame) FastLocals(yield func(name *object.Str, v object.Value)) {
	if d.slots != nil {
		closure := d.closure
		if d.fn != nil {
			closure = d.fn.Closure
		}
		fastLocals(d.lk, func(i int) *object.Value { return &d.slots[i] }, closure, yield)
	}
}

// SetFastLocals implements object.FrameState: the variables of an ended frame are not read any more.
func (d *deadFrame) SetFastLocals(get func(name *object.Str) object.Value) {}

// WalkRefs implements object.RefHolder.
func (d *deadFrame) WalkRefs(visit func(p *unsafe.Pointer)) {
	for i := range d.slots {
		visit((*unsafe.Pointer)(unsafe.Pointer(&d.slots[i].P)))
	}
	visit((*unsafe.Pointer)(unsafe.Pointer(&d.back)))
	object.WalkFunction(visit, &d.fn, &d.closure)
}

func (d *deadFrame) SetLine(t *object.Thread, line int) error {
	return object.Errorf(object.ValueErrorType, "f_lineno can only be set by a trace function")
}
func (d *deadFrame) Clear(t *object.Thread) error {
	clear(d.slots)
	d.slots, d.fn, d.closure = nil, nil, nil
	return nil
}
