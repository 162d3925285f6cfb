package vm

import (
	"slices"
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
	sent uint8 // atYield, atSend: the register for what is sent
	room []object.Value
	// exc is the exception that the generator was handling when it yielded, and
	// outer the one its caller handled when it was resumed.
	exc, outer *object.Exception
	// handling counts the except and finally blocks that the frame is in: the
	// exception it handles may be the very one that its caller handles.
	handling int
	entering bool // resumed, and the hooks are yet to be told
	// With retSink: what is done with the values, and the result so far.
	sink object.Sink
	acc  object.Value
}

// genRoom is a generator's frame and registers for most generators, in one
// allocation. Those of generators that have ended serve again: with a pool a
// recursive generator takes two thirds of the time, for the first touch of 512 bytes
// costs more than all else.
type genRoom struct {
	genFrame
	regs [roomRegs]object.Value
}

const (
	roomRegs = 12
	maxRooms = 512 // that a thread keeps: asyncio.gather has hundreds at once
)

// newGenFrame returns a frame for a suspended run of lk, with empty registers.
func (m *machine) newGenFrame(lk *linked) *genFrame {
	n := lk.numRegs + 1
	var gf *genFrame
	if k := len(m.rooms) - 1; n <= roomRegs && k >= 0 {
		gf = m.rooms[k]
		m.rooms = m.rooms[:k]
		gf.room = gf.room[:n]
	} else {
		if n <= roomRegs {
			r := &genRoom{}
			gf = &r.genFrame
			gf.room = r.regs[:n]
		} else {
			gf = &genFrame{room: make([]object.Value, n)}
		}
		gf.regs = (*window)(unsafe.Pointer(&gf.room[0]))
		gf.gen = gf
	}
	gf.lk = lk
	return gf
}

// endGen ends g, whose frame gf has left the stack, and keeps the frame for
// another generator if nobody can know it.
func (m *machine) endGen(g *object.Generator, gf *genFrame) {
	keep := g.Frame != nil && gf.obj == nil && cap(gf.room) == roomRegs && len(m.rooms) < maxRooms
	g.Finish()
	if keep {
		gf.fn, gf.globals, gf.builtins, gf.locals = nil, nil, nil, object.Value{}
		gf.at, gf.handling, gf.entering, gf.leave = atStart, 0, false, false
		m.rooms = append(m.rooms, gf)
	}
}

// makeGenerator moves the frame f of a generator function into a generator.
func (m *machine) makeGenerator(f *frame) object.Value {
	lk := f.lk
	gf := m.newGenFrame(lk)
	for i := range lk.numSlots { // not copy, as in linked.Call
		gf.regs[i] = f.regs[i]
	}
	gf.fn, gf.pc, gf.builtins, gf.globals, gf.far = f.fn, f.pc, f.builtins, f.globals, f.far
	if lk.code.Flags&object.CoOptimized == 0 {
		gf.locals = f.locals // else what the record had before
	}
	if gf.closure = f.closure; f.fn == nil {
		gf.closure = slices.Clone(f.closure)
	}
	g := &object.Generator{}
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
	if len(lk.exc) > 0 || typ != object.GeneratorType {
		object.TrackGenerator(m.t, g)
	}
	return g.Value()
}

// origin is cr_origin: where a coroutine was created.
func (m *machine) origin(f *frame) object.Value {
	var out []object.Value
	for n := 0; f != nil && f.lk.bc != nil && n < m.t.OriginDepth; n++ {
		o := f.object()
		out = append(out, object.TupleOf(o.Code.Filename, object.Int(o.LineNo()), o.Code.Name.Value()))
		f = f.back
	}
	return object.NewTuple(out).Value()
}

// enterGen makes gf the frame above back, and puts v, which is sent, to where the
// waiting instruction wants it.
func (m *machine) enterGen(g *object.Generator, gf *genFrame, back *frame, ret uint8, v object.Value) {
	if gf.at == atYield || gf.at == atSend {
		gf.regs[gf.sent] = v
	}
	t := m.t
	if t.Hooked || t.Exc != nil || gf.exc != nil {
		m.enterThrown(g, gf, back, ret)
		return
	}
	t.Depth++
	gf.g = g
	g.Running = true
	g.Started = true
	gf.back = back
	gf.ret = ret
	gf.entering = false
	m.top = &gf.frame
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
		m.endGen(g, gf)
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
	var r object.Value
	var yielded bool
	var err error
	m.t.Nested++
	if raise == nil {
		r, yielded, err = m.begin(&gf.frame)
	} else {
		r, yielded, err = m.run(&gf.frame, raise)
	}
	m.t.Nested--
	if err != nil {
		return r, true, err
	}
	if !yielded {
		// run's yield leaves the generator by itself.
		m.t.Exc = gf.outer
		gf.outer = nil
		m.endGen(gf.g, gf)
	}
	return r, !yielded, nil
}

// YieldFrom implements object.Resumable.
func (gf *genFrame) YieldFrom() object.Value {
	if gf.at == atSend && gf.g == nil {
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
	for i := range gf.room { // not clear, which goes through the runtime, too
		gf.room[i].P = nil
	}
	clear(gf.cells)
	gf.closure, gf.far, gf.back, gf.exc, gf.g, gf.acc = nil, nil, nil, nil, nil, object.Value{}
}

// Revived implements object.Resumable.
func (gf *genFrame) Revived(g *object.Generator) {
	if gf.obj != nil {
		gf.self = weak.Make(g)
	}
}

// WalkRefs implements object.RefHolder, for a frame that waits. If there is a frame object, what the frame refers to
// belongs to that: others may know it.
func (gf *genFrame) WalkRefs(visit func(p *unsafe.Pointer)) {
	if gf.g != nil {
		return
	}
	shown := gf.obj != nil
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.obj)))
	if shown = shown || gf.obj != nil; !shown { // it may have been taken out, or put in
		gf.walk(visit)
	}
}

// WalkRefs implements object.RefHolder for the frame object of a generator's frame that waits.
func (f *frame) WalkRefs(visit func(p *unsafe.Pointer)) {
	if f.gen != nil && f.gen.g == nil {
		f.gen.walk(visit)
		visit((*unsafe.Pointer)(unsafe.Pointer(&f.gen.obj)))
	}
}

func (gf *genFrame) walk(visit func(p *unsafe.Pointer)) {
	for i := range gf.room {
		visit((*unsafe.Pointer)(unsafe.Pointer(&gf.room[i].P)))
	}
	visit((*unsafe.Pointer)(unsafe.Pointer(&gf.exc)))
	object.WalkFunction(visit, &gf.fn, &gf.closure)
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

// pushGen resumes the generator or coroutine it for f, sending v. It returns nil if that has no frame of the VM's which can
// run now.
func (m *machine) pushGen(f *frame, it object.Value, ret uint8, v object.Value) (*frame, error) {
	g := (*object.Generator)(unsafe.Pointer(it.P))
	gf, ok := g.Frame.(*genFrame)
	if !ok || g.Running || !g.Started && !v.IsNone() {
		return nil, nil
	}
	if m.t.Depth >= m.t.Interp.RecursionLimit {
		return nil, m.recursion()
	}
	m.enterGen(g, gf, f, ret, v)
	return &gf.frame, nil
}
