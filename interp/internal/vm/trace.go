package vm

import (
	"slices"
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines how the VM serves trace and profile functions.
//
// Nothing of it is on the path of code that is not watched. A code object whose
// frames are watched gets traps: the instructions at which an event may be due
// have their operation replaced by trap, in place, so that frames under way are
// watched at once. A trap gives the events and then lets the loop run the
// instruction that it stands for. Calls see Thread.Pending, which stays set as
// long as there are hooks. The first trap that is reached when no thread has
// hooks any more removes all of its code's.

// trap is the operation of a trap; its operands are those of the instruction.
const trap = bytecode.Op(bytecode.NumOps)

// watched is what a code object has while it has traps.
type watched struct {
	plain  []bytecode.Instr // the instructions without traps
	lines  []int32          // the line of each instruction, -1 for none
	stops  []int32          // where the traps are
	whiles []oneLine        // while loops on one line
	all    bool             // each instruction has a trap
	// counts is set while the code is counted: it keeps its traps.
	counts *counts
}

// oneLine is a while loop whose body begins on its line. A round after the first begins, for tracers, where its body does, behind the test.
type oneLine struct{ head, body, back int32 }

// oneLines finds the while loops whose bodies begin on their lines, and so are simple statements: what leaves the loop is in
// their tests.
func (w *watched) oneLines() {
	for i, in := range w.plain {
		if in.Op != bytecode.JMPBACK || w.plain[in.D].Op == bytecode.FORITER || w.plain[in.D].Op == bytecode.FORITER2 || w.lines[in.D] != w.lines[i] {
			continue
		}
		loop := oneLine{in.D, in.D, int32(i)}
		for j := in.D; j < int32(i); j++ {
			if w.lines[j] != w.lines[i] {
				break
			}
			if t := &w.plain[j]; bytecode.Info[t.Op].D == bytecode.Jump && t.D > int32(i) && t.Op != bytecode.JMP {
				loop.body = j + 1
			}
		}
		if w.lines[loop.body] == w.lines[i] {
			w.whiles = append(w.whiles, loop)
		}
	}
}

// testing reports whether an instruction is in the test of a while loop on one line, reached from the loop's body.
func (w *watched) testing(pc, last int32) bool {
	for _, l := range w.whiles {
		if l.head <= pc && pc < l.body && l.body <= last && last <= l.back {
			return true
		}
	}
	return false
}

// watch puts traps into the code.
func (lk *linked) watch() {
	if lk.watched != nil || lk.bc == nil {
		return
	}
	lk.dropNative()
	w := &watched{plain: slices.Clone(lk.instrs), lines: make([]int32, len(lk.instrs))}
	ps := lk.Positions(lk.code)
	stop := make([]bool, len(lk.instrs)+1)
	target := make([]bool, len(lk.instrs)+1) // without a line of its own, what is jumped to has that from where the jump comes
	for _, in := range lk.instrs {
		if bytecode.Info[in.Op].D == bytecode.Jump {
			target[in.D] = true
		}
	}
	prologue := true
	for i, in := range lk.instrs {
		w.lines[i] = int32(ps[i].Line)
		if prologue = prologue && (in.Op == bytecode.MAKECELL || in.Op == bytecode.RETGEN); prologue {
			w.lines[i] = -1 // the function has not begun
		}
		if w.lines[i] < 0 && i > 0 && !target[i] && in.Op != bytecode.PUSHEXC && !bytecode.Info[lk.instrs[i-1].Op].Ends {
			w.lines[i] = w.lines[i-1] // what has no line belongs to the one before
		}
		if i == 0 || w.lines[i] != w.lines[i-1] {
			stop[i] = true
		}
		if bytecode.Info[in.Op].D == bytecode.Jump {
			stop[in.D] = true
		}
		switch in.Op {
		case bytecode.RETURN, bytecode.RETURNK, bytecode.SEND, bytecode.CALL, bytecode.CALLM, bytecode.CALLKW, bytecode.CALLMKW, bytecode.CALLEX:
			stop[i] = true
		case bytecode.FORLOOP, bytecode.FORITER, bytecode.FORITER2:
			stop[i] = true
		case bytecode.YIELD, bytecode.RETGEN:
			stop[i+1] = true
		}
	}
	for _, e := range lk.exc {
		stop[e.Target] = true
	}
	w.oneLines()
	for _, l := range w.whiles {
		stop[l.body] = true
	}
	for i := range lk.instrs {
		if stop[i] {
			w.stops = append(w.stops, int32(i))
			lk.instrs[i].Op = trap
		}
	}
	lk.watched = w
}

// unwatch takes the traps away.
func (lk *linked) unwatch() {
	for _, i := range lk.watched.stops {
		lk.instrs[i].Op = lk.watched.plain[i].Op
	}
	lk.watched = nil
}

// at is instruction pc as the loop is to run it, without a trap.
func (lk *linked) at(pc int) word {
	in := lk.instrs[pc]
	if lk.watched != nil {
		in = lk.watched.plain[pc]
	} else if lk.translated != nil {
		in = lk.translated.plain[pc]
	}
	return *(*word)(unsafe.Pointer(&in))
}

// Watch implements object.Stack: the code of all frames under way gets traps, and
// each frame stands on the line that it is running.
func (m *machine) Watch(t *object.Thread) {
	for f := m.top; f != nil && f.lk.bc != nil; f = f.back {
		if f.other != nil {
			f.other.Watch(t)
			continue
		}
		f.watchFrom(f.pc - 1)
	}
}

func (f *frame) watchFrom(pc int) {
	f.lk.watch()
	f.lastPC, f.lastLine = int32(pc), -1
	if pc >= 0 {
		f.lastLine = f.lk.watched.lines[pc]
	}
}

// watchResumed watches a generator that goes on where it waits.
func (gf *genFrame) watchResumed() {
	switch gf.at {
	case atStart:
		gf.watchFrom(-1)
	case atSend:
		gf.watchFrom(gf.pc)
	default:
		gf.watchFrom(gf.pc - 1)
	}
}

// enterCall is what a call does when the thread has something pending.
func (m *machine) enterCall(f *frame) error {
	if err := m.t.Safepoint(); err != nil {
		return err
	}
	if m.t.Hooked {
		return m.enterWatched(f)
	}
	return nil
}

// enterWatched gives the call event of a frame that begins.
func (m *machine) enterWatched(f *frame) error {
	f.lk.watch()
	f.lastPC, f.lastLine = -1, -1
	if f.lk.gen && f.gen == nil {
		return nil // making a generator is not a call; its first resumption is
	}
	m.top = f
	return m.callEvent(f)
}

// callEvent tells the hooks that f begins or goes on. With an error f is left,
// whatever handlers it has.
func (m *machine) callEvent(f *frame) error {
	t := m.t
	fo := f.object()
	var err error
	t.Tell(fo, object.CallEvent, object.None)
	if t.Trace.P != nil {
		err = t.TraceEvent(fo, object.CallEvent, object.None)
	}
	if err == nil {
		err = t.ProfileEvent(fo, object.CallEvent, object.None)
	}
	f.leave = err != nil
	return err
}

// returnEvent tells the hooks that f returns or yields v, nil if it fails.
func (m *machine) returnEvent(f *frame, v object.Value) error {
	t := m.t
	fo := f.object()
	t.Tell(fo, object.ReturnEvent, v)
	v = v.OrNone()
	err := t.TraceEvent(fo, object.ReturnEvent, v)
	if err == nil {
		err = t.ProfileEvent(fo, object.ReturnEvent, v)
	}
	f.leave = err != nil
	return err
}

// returnHere is returnEvent at an instruction: if that has no line, f stands where it was last.
func (m *machine) returnHere(f *frame, v object.Value) error {
	pc := f.pc
	if !f.lk.hasLine(pc-1) && f.lastPC >= 0 {
		f.pc = int(f.lastPC) + 1
	}
	err := m.returnEvent(f, v)
	f.pc = pc
	return err
}

// yieldEvent is returnEvent at a yield. A frame that delegates stands before its
// SEND, which is what it is running.
func (m *machine) yieldEvent(f *frame, v object.Value) error {
	m.top = f // what f delegates to has yielded before
	m.t.Yielding = true
	defer func() { m.t.Yielding = false }()
	if f.gen.at != atSend {
		return m.returnEvent(f, v)
	}
	f.pc++
	err := m.returnEvent(f, v)
	if f.gen.at == atSend {
		f.pc--
	}
	return err
}

// exceptionEvent tells the trace function of an exception in f, and returns the
// one to go on with.
func (m *machine) exceptionEvent(f *frame, exc *object.Exception) *object.Exception {
	if f.obj == nil || f.obj.Trace.P == nil {
		return exc
	}
	arg := object.TupleOf(exc.Header.Type.Value(), exc.Value(), exc.Traceback.Value())
	if err := m.t.TraceEvent(f.obj, object.ExceptionEvent, arg); err != nil {
		return object.ToException(err)
	}
	return exc
}

// trap gives the events due at f's current instruction, a trap. It returns the
// instruction to run, or done if it has been run here, or the error with which
// the instruction fails.
func (m *machine) trap(f *frame) (in word, done bool, err error) {
	t := m.t
	var c *counts
	if w := f.lk.watched; w != nil {
		c = w.counts
	}
	if c != nil {
		m.count(f, c)
	}
	if !t.Hooked {
		in = f.lk.at(f.pc - 1)
		switch {
		case c != nil && in.Op() == bytecode.FORLOOP:
			in = in&^0xff | word(bytecode.JMPBACK) // or it would run the head of the loop uncounted
		case c == nil && t.Interp.HookedThreads == 0 && f.lk.watched != nil:
			f.lk.unwatch()
		}
		return in, false, nil
	}
	if f.gen != nil && f.gen.entering {
		pc := f.pc
		if f.gen.at != atSend {
			f.pc-- // at the yield
		}
		err := m.resumeEvent(f)
		f.pc = pc
		if err != nil {
			return in, false, err
		}
	}
	if f.lk.watched != nil {
		if err := m.lineEvent(f); err != nil {
			return in, false, err
		}
		if err := m.opcodeEvent(f); err != nil {
			return in, false, err
		}
	}
	in = f.lk.at(f.pc - 1)
	switch in.Op() {
	case bytecode.FORLOOP:
		// It would run the head of the loop without its trap.
		in = in&^0xff | word(bytecode.JMPBACK)
	case bytecode.RETURN:
		r := &f.regs[in.B()]
		v := *r
		err = m.returnHere(f, v)
		*r = v // what is returned is settled, even if it is a variable that a debugger has changed
	case bytecode.RETURNK:
		err = m.returnHere(f, f.lk.consts[in.D()])
	case bytecode.FORITER, bytecode.FORITER2:
		return m.nextEvent(f, in)
	case bytecode.CALL, bytecode.CALLM, bytecode.CALLKW, bytecode.CALLMKW, bytecode.CALLEX:
		if t.Profile.P != nil {
			done, err = m.profileCall(f, in)
		}
	}
	return in, done, err
}

// resumeEvent gives the call event of a generator that goes on.
func (m *machine) resumeEvent(f *frame) error {
	f.gen.entering = false
	return m.callEvent(f)
}

// lineEvent tells the trace function when f comes to a line, or to the same one
// by a jump back.
func (m *machine) lineEvent(f *frame) error {
	w := f.lk.watched
	pc := int32(f.pc - 1)
	if in := &w.plain[pc]; bytecode.Info[in.Op].D == bytecode.Jump && (w.lines[pc] < 0 || in.D < pc && w.lines[in.D] == w.lines[pc]) {
		return nil // the end of a loop: its head, to which it jumps, is what counts
	}
	line, last, lastPC := w.lines[pc], f.lastLine, f.lastPC
	testing := len(w.whiles) > 0 && w.testing(pc, f.lastPC)
	if testing && line == last {
		return nil
	}
	if line >= 0 && !testing {
		f.lastPC = pc
	}
	if line >= 0 || w.plain[pc].Op == bytecode.PUSHEXC || w.plain[pc].Op == bytecode.NOP {
		f.lastLine = line
	}
	fo := f.obj
	traced := fo != nil && fo.Trace.P != nil && fo.TraceLines
	if line < 0 || !traced && m.t.Tracer == nil {
		return nil
	}
	if line == last && (pc > lastPC || w.plain[pc].Op == bytecode.SEND) {
		return nil
	}
	if m.t.Tracer != nil {
		m.t.Tell(f.object(), object.LineEvent, object.None)
	}
	if !traced {
		return nil
	}
	err := m.t.TraceEvent(fo, object.LineEvent, object.None)
	if at := int32(f.pc - 1); at != pc && f.lk.watched != nil {
		f.lastPC, f.lastLine = at, f.lk.watched.lines[at] // f_lineno was set
	}
	return err
}

// opcodeEvent tells the trace function of the instruction that f comes to, if its frame wants that.
func (m *machine) opcodeEvent(f *frame) error {
	fo := f.obj
	if fo == nil || !fo.TraceOpcodes || fo.Trace.P == nil {
		return nil
	}
	if w := f.lk.watched; !w.all {
		w.all = true
		w.stops = w.stops[:0]
		for i := range f.lk.instrs {
			w.stops = append(w.stops, int32(i))
			f.lk.instrs[i].Op = trap
		}
	}
	return m.t.TraceEvent(fo, object.OpcodeEvent, object.None)
}

// nextEvent does the step of a for loop over an iterator written in Python whose
// __next__ raises StopIteration: the trace function is told of that exception.
func (m *machine) nextEvent(f *frame, in word) (word, bool, error) {
	t := m.t
	it := f.regs[in.B()]
	if t.Trace.P == nil || it.P.Type.Flags&object.FlagHeap == 0 {
		return in, false, nil
	}
	v, err := t.CallMethodString(it, "__next__")
	if err != nil {
		if !object.ErrorIs(err, object.StopIterationType) {
			return in, false, err
		}
		exc := object.ToException(err)
		if e := m.exceptionEvent(f, exc); e != exc {
			return in, false, e
		}
		f.pc = int(in.D())
		return in, true, nil
	}
	if in.Op() == bytecode.FORITER {
		f.regs[in.A()] = v
	} else if pair2(f.regs, in, v) {
		f.pc++
	}
	return in, true, nil
}

// stopEvent tells the trace function of the StopIteration with which what f
// delegates to, or loops over, returns v. A generator that returns None just ends.
func (m *machine) stopEvent(f *frame, v object.Value) error {
	if v.IsNone() && engine.EndsSilently(m.t, f.regs[f.lk.instrs[f.pc-1].B]) {
		return nil
	}
	exc := object.NewException(object.StopIterationType)
	if !v.IsNone() {
		exc = object.NewException(object.StopIterationType, v)
	}
	exc.Data = []object.Value{v}
	if e := m.exceptionEvent(f, exc); e != exc {
		return e
	}
	return nil
}

// profileCall makes the call in, if what is called is native, between the events
// that a profile function gets of it.
func (m *machine) profileCall(f *frame, in word) (done bool, err error) {
	t := m.t
	base := int(in.B())
	callee := f.regs[base]
	var argv []object.Value
	var names *object.Tuple
	switch in.Op() {
	case bytecode.CALLEX:
	case bytecode.CALL, bytecode.CALLKW:
		argv = args(f.regs, base+1, int(in.C()))
	default:
		if f.regs[base+1].P == nil {
			argv = args(f.regs, base+2, int(in.C()))
		} else {
			argv = args(f.regs, base+1, int(in.C())+1)
		}
	}
	switch callee.P.Type {
	case object.BuiltinType:
	case object.MethodDescrType:
		if len(argv) == 0 {
			return false, nil
		}
		if callee, err = t.GetAttr(argv[0], object.MethodName(callee)); err != nil {
			return false, err
		}
		if callee.P.Type != object.BuiltinType {
			return false, nil
		}
		argv = argv[1:]
	default:
		return false, nil
	}
	if op := in.Op(); op == bytecode.CALLKW || op == bytecode.CALLMKW {
		names = f.lk.kwCalls[in.D()].names
	}
	fo := f.object()
	if err := t.ProfileEvent(fo, object.CCallEvent, callee); err != nil {
		return false, err
	}
	var v object.Value
	if in.Op() == bytecode.CALLEX {
		v, err = engine.CallEx(m.t, callee, f.regs[base+1], f.regs[base+2])
	} else {
		v, err = t.CallVec(callee, argv, names)
	}
	if err != nil {
		if perr := t.ProfileEvent(fo, object.CExceptionEvent, callee); perr != nil {
			return false, perr
		}
		return false, err
	}
	if err := t.ProfileEvent(fo, object.CReturnEvent, callee); err != nil {
		return false, err
	}
	f.regs[in.A()] = v
	return true, nil
}
