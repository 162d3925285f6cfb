package treewalk

import (
	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines what trace and profile functions are told. Where the compiler would begin another line, the builder
// puts a call of line; all other events come from the places where what they tell of happens.

// Watch implements object.Activation.
func (f *frame) Watch(t *object.Thread) { f.watch() }

// watch makes the line that the frame is on the one told last.
func (f *frame) watch() {
	f.lastLine = -1
	if f.at >= 0 {
		f.lastLine = int32(f.code.pos[f.at].Line)
	}
}

// line is where the walker comes to another line.
func (f *frame) line(ix int32) error {
	f.at = ix
	if !f.t.Hooked {
		return nil
	}
	return f.lineEvent(ix)
}

// again is where the walker comes to a line that counts even if it was there before.
func (f *frame) again(ix int32) error {
	f.lastLine = -1
	return f.line(ix)
}

// round is the begin of a loop's round after the first: its line counts again.
func (f *frame) round() error {
	f.lastLine = -1
	if f.t.Pending.Load() {
		return f.t.Safepoint()
	}
	return nil
}

func (f *frame) lineEvent(ix int32) error {
	line := int32(f.code.pos[ix].Line)
	last := f.lastLine
	f.lastLine = line
	fo := f.obj
	if line == last || line <= 0 {
		return nil
	}
	if f.t.Tracer != nil {
		f.t.Tell(f.FrameObject(), object.LineEvent, object.None)
	}
	if fo == nil || fo.Trace.P == nil || !fo.TraceLines {
		return nil
	}
	if err := f.t.TraceEvent(fo, object.LineEvent, object.None); err != nil || f.jump == nil {
		return err
	}
	return errJump
}

// callEvent tells the hooks that the frame begins or goes on. With an error it is left, whatever handlers it has.
func (f *frame) callEvent() error {
	t, fo := f.t, f.FrameObject()
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

// returnEvent tells the hooks that the frame returns or yields v, the zero Value if it fails.
func (f *frame) returnEvent(v object.Value) error {
	t, fo := f.t, f.FrameObject()
	t.Tell(fo, object.ReturnEvent, v)
	v = v.OrNone()
	err := t.TraceEvent(fo, object.ReturnEvent, v)
	if err == nil {
		err = t.ProfileEvent(fo, object.ReturnEvent, v)
	}
	f.leave = err != nil
	return err
}

// exceptionEvent tells the trace function of an exception, and returns the one to go on with.
func (f *frame) exceptionEvent(exc *object.Exception) *object.Exception {
	arg := object.TupleOf(exc.Header.Type.Value(), exc.Value(), exc.Traceback.Value())
	if err := f.t.TraceEvent(f.obj, object.ExceptionEvent, arg); err != nil {
		return object.ToException(err)
	}
	return exc
}

// stopEvent tells the trace function of the StopIteration with which what the frame delegates to returns v. A generator
// that returns None just ends.
func (f *frame) stopEvent(from, v object.Value) error {
	if v.IsNone() && engine.EndsSilently(f.t, from) || f.obj == nil || f.obj.Trace.P == nil {
		return nil
	}
	exc := object.NewException(object.StopIterationType)
	if !v.IsNone() {
		exc = object.NewException(object.StopIterationType, v)
	}
	exc.Data = []object.Value{v}
	if e := f.exceptionEvent(exc); e != exc {
		return e
	}
	return nil
}

// tracedNext is the step of a loop whose iterator may be written in Python: the trace function is told of its StopIteration.
func (f *frame) tracedNext(it object.Value) (object.Value, error) {
	t := f.t
	if t.Trace.P == nil {
		return t.Next(it)
	}
	if it.P.Type == object.GeneratorType {
		g, _ := object.AsGenerator(it)
		v, done, err := g.Resume(t, object.Value{}, nil)
		if done && err == nil {
			return object.Value{}, f.stopEvent(it, v)
		}
		return v, err
	}
	if it.P.Type.Flags&object.FlagHeap == 0 {
		return t.Next(it)
	}
	v, err := t.CallMethodString(it, "__next__")
	if err == nil || !object.ErrorIs(err, object.StopIterationType) {
		return v, err
	}
	if f.obj != nil && f.obj.Trace.P != nil {
		exc := object.ToException(err)
		if e := f.exceptionEvent(exc); e != exc {
			return v, e
		}
	}
	return object.Value{}, nil
}

// profiledCall is a call of something native between the events that a profile function gets of it.
func (f *frame) profiledCall(fn object.Value, args []object.Value, names *object.Tuple) (object.Value, error) {
	t := f.t
	if fn.P.Type == object.MethodDescrType && len(args) > 0 {
		m, err := t.GetAttr(args[0], object.MethodName(fn))
		if err != nil {
			return m, err
		}
		if m.P.Type == object.BuiltinType {
			fn, args = m, args[1:]
		}
	}
	if fn.P.Type != object.BuiltinType {
		return t.CallVec(fn, args, names)
	}
	fo := f.FrameObject()
	if err := t.ProfileEvent(fo, object.CCallEvent, fn); err != nil {
		return object.Value{}, err
	}
	v, err := t.CallVec(fn, args, names)
	if err != nil {
		if perr := t.ProfileEvent(fo, object.CExceptionEvent, fn); perr != nil {
			return v, perr
		}
		return v, err
	}
	return v, t.ProfileEvent(fo, object.CReturnEvent, fn)
}

// profiledEx is profiledCall of fn(*args, **kwargs).
func (f *frame) profiledEx(fn, args, kwargs object.Value) (object.Value, error) {
	t, fo := f.t, f.FrameObject()
	if err := t.ProfileEvent(fo, object.CCallEvent, fn); err != nil {
		return object.Value{}, err
	}
	v, err := engine.CallEx(t, fn, args, kwargs)
	if err != nil {
		if perr := t.ProfileEvent(fo, object.CExceptionEvent, fn); perr != nil {
			return v, perr
		}
		return v, err
	}
	return v, t.ProfileEvent(fo, object.CReturnEvent, fn)
}
