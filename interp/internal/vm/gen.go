package vm

import (
	"unsafe"
	"weak"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines generators and coroutines as the VM suspends them.

// Where a generator's frame waits.
const (
	atStart = iota
	atYield
	atSend
	atJump // at a yield that a debugger moved elsewhere
)

// genFrame is the frame of a generator, which owns its registers.
type genFrame struct {
	frame
	// g is nil while the generator is suspended: what Go's collector is to finalise
	// must not be reachable from itself. self is set when there is a frame object.
	g    *object.Generator
	self weak.Pointer[object.Generator]
	at   uint8
	room []object.Value
	// exc is the exception that the generator was handling when it yielded, and
	// outer the one its caller handled when it was resumed.
	exc, outer *object.Exception
	// handling counts the except and finally blocks that the frame is in: the
	// exception it handles may be the very one that its caller handles.
	handling int
	entering bool // resumed, and the hooks are yet to be told
}

// genBlock is a generator with nothing to finalise and few registers, in one
// allocation where others take three.
type genBlock struct {
	object.Generator
	genFrame
	regs [10]object.Value
}

// makeGenerator moves the frame f of a generator function into a generator.
func (m *machine) makeGenerator(f *frame) object.Value {
	lk := f.lk
	var gf *genFrame
	var g *object.Generator
	plain := len(lk.exc) == 0 && lk.code.Flags&(object.CoCoroutine|object.CoAsyncGenerator) == 0
	if plain && lk.numRegs < len(genBlock{}.regs) {
		b := &genBlock{}
		g, gf = &b.Generator, &b.genFrame
		gf.room = b.regs[:lk.numRegs+1]
	} else {
		g, gf = &object.Generator{}, &genFrame{room: make([]object.Value, lk.numRegs+1)}
	}
	copy(gf.room[:lk.numSlots], args(f.regs, 0, lk.numSlots))
	gf.frame = frame{
		lk: lk, regs: (*window)(unsafe.Pointer(&gf.room[0])), fn: f.fn, pc: f.pc, builtins: f.builtins, globals: f.globals,
		locals: f.locals, closure: f.closure, far: f.far,
	}
	gf.gen = gf
	typ := object.GeneratorType
	switch {
	case lk.code.Flags&object.CoCoroutine != 0:
		typ = object.CoroutineType
	case lk.code.Flags&object.CoAsyncGenerator != 0:
		typ = object.AsyncGeneratorType
	}
	g.Header.Type, g.Frame, g.Code, g.Name, g.QualName = typ, gf, lk.code, lk.code.Name, lk.code.QualName
	if f.fn != nil {
		g.Name, g.QualName = f.fn.Name, f.fn.QualName
	}
	if typ == object.AsyncGeneratorType {
		g.Async = &object.AsyncState{}
	}
	if typ == object.CoroutineType && m.t.OriginDepth > 0 {
		g.Origin = m.origin(f.back)
	}
	if !plain {
		object.TrackGenerator(m.t, g)
	}
	return g.Value()
}

// origin is cr_origin: where a coroutine was created.
func (m *machine) origin(f *frame) object.Value {
	var out []object.Value
	for n := 0; f != nil && f.lk.bc != nil && n < m.t.OriginDepth; n++ {
		out = append(out, object.TupleOf(f.lk.code.Filename, object.Int(f.lk.lineOf(f.pc-1)), f.lk.code.Name.Value()))
		f = f.back
	}
	return object.NewTuple(out).Value()
}

// enterGen makes gf the frame above back, and puts v, which is sent, to where the
// waiting instruction wants it.
func (m *machine) enterGen(g *object.Generator, gf *genFrame, back *frame, ret uint8, v object.Value) {
	switch gf.at {
	case atYield:
		gf.regs[(*word)(unsafe.Add(gf.lk.base, (gf.pc-1)*8)).A()] = v
	case atSend:
		gf.regs[(*word)(unsafe.Add(gf.lk.base, gf.pc*8)).C()] = v
	}
	m.enterThrown(g, gf, back, ret)
}

// enterThrown is enterGen without anything sent.
func (m *machine) enterThrown(g *object.Generator, gf *genFrame, back *frame, ret uint8) {
	t := m.t
	t.Depth++
	gf.g = g
	g.Running = true
	g.Started = true
	gf.back = back
	gf.ret = ret
	if gf.outer != t.Exc {
		gf.outer = t.Exc
	}
	if gf.entering = t.Hooked; gf.entering {
		gf.watchResumed()
	}
	if gf.exc != nil {
		t.Exc = gf.exc
		gf.exc = nil
	}
	m.top = &gf.frame
}

// leaveGen undoes enterGen when gf yields or ends, and returns the frame that had
// resumed it: a frame that ended has dropped it.
func (m *machine) leaveGen(gf *genFrame, done bool) *frame {
	t := m.t
	back := gf.back
	g := gf.g
	g.Running = false
	gf.g, gf.back = nil, nil
	if !done && gf.handling > 0 {
		gf.exc = t.Exc
	}
	if t.Exc != gf.outer {
		t.Exc = gf.outer
	}
	if gf.outer != nil {
		gf.outer = nil
	}
	if done {
		g.Finish()
	}
	return back
}

// Resume implements object.Resumable.
func (gf *genFrame) Resume(t *object.Thread, g *object.Generator, v object.Value, exc *object.Exception) (r object.Value, done bool, err error) {
	m := machineOf(t)
	if t.Depth >= t.Interp.RecursionLimit || t.Nested >= object.MaxNested {
		return r, false, m.recursion()
	}
	if exc != nil {
		return m.throw(gf, g, exc)
	}
	m.enterGen(g, gf, m.top, retEntry, v)
	return m.runGen(gf, nil)
}

// throw resumes gf by raising exc in it.
func (m *machine) throw(gf *genFrame, g *object.Generator, exc *object.Exception) (r object.Value, done bool, err error) {
	t := m.t
	var raise error = exc
	if gf.at == atSend {
		in := gf.lk.instrs[gf.pc]
		sub := gf.regs[in.B]
		m.enterThrown(g, gf, m.top, retEntry)
		r, ret, err := engine.ThrowInto(m.t, sub, exc)
		if err == nil && !ret {
			t.Depth--
			m.top = m.leaveGen(gf, false)
			return r, false, nil
		}
		// The delegate ended: go on behind the SEND, or raise there.
		gf.pc++
		gf.at = atYield
		if err == nil {
			gf.regs[in.A] = r
			raise = nil
		} else {
			raise = err
			if e := object.ToException(err); e.Traceback != nil && gf.handling > 0 {
				engine.SetContext(t, e)
			}
		}
		return m.runGen(gf, raise)
	}
	m.enterThrown(g, gf, m.top, retEntry)
	if gf.handling > 0 {
		engine.SetContext(t, exc)
	}
	m.thrown = true
	return m.runGen(gf, raise)
}

func (m *machine) runGen(gf *genFrame, raise error) (object.Value, bool, error) {
	m.t.Nested++
	r, yielded, err := m.run(&gf.frame, raise)
	m.t.Nested--
	if err != nil {
		return r, true, err
	}
	if !yielded {
		// run's yield leaves the generator by itself.
		m.t.Exc = gf.outer
		gf.outer = nil
	}
	return r, !yielded, nil
}

// YieldFrom implements object.Resumable.
func (gf *genFrame) YieldFrom() object.Value {
	if gf.at == atSend {
		return gf.regs[gf.lk.instrs[gf.pc].B]
	}
	return object.Value{}
}

// FrameObject implements object.Resumable.
func (gf *genFrame) FrameObject(t *object.Thread, g *object.Generator) *object.Frame {
	gf.self = weak.Make(g)
	return gf.frame.object()
}

// Drop implements object.Resumable.
func (gf *genFrame) Drop() {
	if gf.obj != nil {
		gf.detach()
	}
	clear(gf.room)
	gf.closure, gf.far, gf.back, gf.exc, gf.g = nil, nil, nil, nil, nil
}

// Revived implements object.Resumable.
func (gf *genFrame) Revived(g *object.Generator) {
	if gf.obj != nil {
		gf.self = weak.Make(g)
	}
}

// WalkRefs implements object.RefHolder, for a frame that belongs to its generator
// alone and waits.
func (gf *genFrame) WalkRefs(visit func(p *unsafe.Pointer)) {
	if gf.obj != nil || gf.g != nil {
		return
	}
	for i := range gf.room {
		visit((*unsafe.Pointer)(unsafe.Pointer(&gf.room[i].P)))
	}
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.exc)))
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.fn)))
}

// HasCleanup implements object.Resumable.
func (gf *genFrame) HasCleanup() bool {
	if gf.at == atStart {
		return false
	}
	pc := int32(gf.pc - 1)
	if gf.at == atSend {
		pc++
	}
	for _, e := range gf.lk.exc {
		if pc >= e.Start && pc < e.End {
			return true
		}
	}
	return gf.at == atSend
}
