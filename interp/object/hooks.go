package object

// This file defines what sys.settrace and sys.setprofile set, and how the
// functions they set are called (Library reference, "sys"). The engine decides
// when; it has to look at Thread.Hooked only.

// Event names what a trace or profile function is told.
type Event uint8

// The events. LineEvent and ExceptionEvent go to trace functions only, those of
// calls into C (here: Go) to profile functions only.
const (
	NoEvent Event = iota
	CallEvent
	LineEvent
	ReturnEvent
	ExceptionEvent
	CCallEvent
	CReturnEvent
	CExceptionEvent
	// OpcodeEvent goes to trace functions of frames whose f_trace_opcodes is set.
	OpcodeEvent
)

var eventNames = [...]*Str{
	CallEvent: Intern("call"), LineEvent: Intern("line"), ReturnEvent: Intern("return"), ExceptionEvent: Intern("exception"),
	CCallEvent: Intern("c_call"), CReturnEvent: Intern("c_return"), CExceptionEvent: Intern("c_exception"), OpcodeEvent: Intern("opcode"),
}

// SetTrace is sys.settrace(f).
func (t *Thread) SetTrace(f Value) {
	if f.P != nil && f.IsNone() {
		f = Value{}
	}
	t.Trace = f
	t.hooksChanged()
}

// SetProfile is sys.setprofile(f).
func (t *Thread) SetProfile(f Value) {
	if f.P != nil && f.IsNone() {
		f = Value{}
	}
	t.Profile, t.profiler = f, nil
	t.hooksChanged()
}

// SetProfiler makes a native function the profile function; sys.getprofile gives
// self for it.
func (t *Thread) SetProfiler(self Value, f func(t *Thread, fr *Frame, e Event, arg Value)) {
	t.Profile, t.profiler = self, f
	t.hooksChanged()
}

// Tracer is a trace function in Go. A ReturnEvent's v is the zero Value if the frame fails; an ExceptionEvent's is the
// exception. It must run no Python code.
type Tracer func(t *Thread, f *Frame, e Event, v Value)

// SetTracer makes f the tracer of the thread, beside its trace function in Python; nil is none.
func (t *Thread) SetTracer(f Tracer) {
	t.Tracer = f
	t.hooksChanged()
}

// Tell gives the tracer an event.
func (t *Thread) Tell(f *Frame, e Event, v Value) {
	if t.Tracer == nil || t.inHook > 0 {
		return
	}
	t.inHook++
	t.Hooked = false
	t.Tracer(t, f, e, v)
	t.inHook--
	t.Hooked = t.hasHooks && t.inHook == 0
}

// hooksChanged brings Hooked and the interpreter's count up to date, and tells
// the engine that frames under way are to be watched.
func (t *Thread) hooksChanged() {
	on := t.Trace.P != nil || t.Profile.P != nil || t.Tracer != nil
	if on != t.hasHooks {
		t.hasHooks = on
		if on {
			t.Interp.HookedThreads++
		} else {
			t.Interp.HookedThreads--
		}
	}
	t.Hooked = on && t.inHook == 0
	if t.Hooked {
		// A call looks at Hooked only when Pending is set: see Safepoint.
		t.Pending.Store(true)
		t.Engine.Watch(t)
	}
}

// CallTracing is sys.call_tracing: it calls f as if no trace function were
// running, so that f may set one that works. As in CPython 3.11, the one that is
// set already does not see the call.
func (t *Thread) CallTracing(f Value, args []Value) (Value, error) {
	depth, event := t.inHook, t.Event
	t.inHook, t.Event = 0, NoEvent
	v, err := t.CallVec(f, args, nil)
	t.inHook, t.Event = depth, event
	t.hooksChanged()
	return v, err
}

// TraceEvent tells the trace function of what happens in f: the thread's for
// CallEvent, the frame's own for all else. An error is the trace function's; then
// the thread has none any more.
func (t *Thread) TraceEvent(f *Frame, e Event, arg Value) error {
	fn := f.Trace
	if e == CallEvent {
		fn = t.Trace
	}
	if fn.P == nil || t.inHook > 0 {
		return nil
	}
	r, err := t.callHook(fn, f, e, arg)
	if err != nil {
		t.SetTrace(Value{})
		f.Trace = Value{}
		return err
	}
	if !r.IsNone() {
		f.Trace = r
	}
	return nil
}

// ProfileEvent is TraceEvent for the profile function.
func (t *Thread) ProfileEvent(f *Frame, e Event, arg Value) error {
	if t.Profile.P == nil || t.inHook > 0 {
		return nil
	}
	if t.profiler != nil {
		t.inHook++
		t.Hooked = false
		t.profiler(t, f, e, arg)
		t.inHook--
		t.Hooked = t.hasHooks && t.inHook == 0
		return nil
	}
	if _, err := t.callHook(t.Profile, f, e, arg); err != nil {
		t.SetProfile(Value{})
		return err
	}
	return nil
}

// callHook calls a trace or profile function, during which there are no events.
// What it changes in f_locals becomes the frame's variables.
func (t *Thread) callHook(fn Value, f *Frame, e Event, arg Value) (Value, error) {
	outer, outerFrame := t.Event, t.eventFrame
	t.inHook++
	t.Hooked, t.Event, t.eventFrame = false, e, f
	defer func() {
		t.inHook--
		t.Event, t.eventFrame = outer, outerFrame
		t.Hooked = t.hasHooks && t.inHook == 0
		if t.Hooked {
			t.Pending.Store(true)
		}
	}()
	function := f.Code.Flags&CoOptimized != 0
	if function && f.Locals.P != nil {
		if _, err := f.LocalsDict(t); err != nil {
			return Value{}, err
		}
	}
	v, err := t.Call(fn, f.Value(), eventNames[e].Value(), arg)
	if d, ok := AsDict(f.Locals); function && ok {
		f.Engine.SetFastLocals(func(name *Str) Value {
			v, _ := d.GetStr(name)
			return v
		})
	}
	if err != nil && e != ReturnEvent {
		// The traced frame is in the traceback twice, as the one that called the function and, unless it has left, as the one
		// that it fails in.
		exc := ToException(err)
		exc.Traceback = NewTraceback(exc.Traceback, f, f.Engine.Lasti(), f.LineNo())
		err = exc
	}
	return v, err
}
