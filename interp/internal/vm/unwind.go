package vm

import (
	"unsafe"

	"memphis/interp/internal/engine"
	"memphis/interp/object"
)

// This file defines what happens when an instruction fails.

// unwind looks for the handler of err in f and the frames below, up to the one
// that Go code entered by. It returns the frame to go on with, or the error with
// all of them popped. m.noTB says that f is in the traceback already.
func (m *machine) unwind(f *frame, err error) (*frame, error) {
	t := m.t
	exc := object.ToException(err)
	noTB := m.noTB
	m.noTB = false
	if !noTB && exc.Traceback == nil && !exc.Settled && !m.thrown {
		engine.SetContext(t, exc)
	}
	m.thrown = false
	again := noTB
	for {
		if t.Hooked && f.gen != nil && f.gen.entering {
			if err := m.resumeEvent(f); err != nil {
				exc, noTB = object.ToException(err), false
			}
		}
		pc := f.pc - 1
		leave := f.leave
		f.leave = false
		if !noTB {
			exc.Traceback = object.NewTraceback(exc.Traceback, f.object(), pc, f.lk.lineOf(pc))
			if t.Hooked && !leave {
				t.Tell(f.obj, object.ExceptionEvent, exc.Value())
				exc = m.exceptionEvent(f, exc)
			}
		}
		noTB = false
		for i := range f.lk.exc {
			e := &f.lk.exc[i]
			if int32(pc) >= e.Start && int32(pc) < e.End && !leave {
				f.regs[e.Reg] = exc.Value()
				f.pc = int(e.Target)
				return f, nil
			}
		}
		// What raises an exception on without a line of its own leaves the frame where it was raised first or, behind the
		// body of an except or finally clause, where that ended.
		if tb := exc.Traceback; again && tb != nil && tb.Frame == f.obj && (!f.lk.hasLine(pc) || f.lk.bc.Instrs[pc].C == 1) {
			if w := f.lk.watched; t.Hooked && w != nil && f.lastPC >= 0 && w.plain[pc].C == 0 {
				f.pc = int(f.lastPC) + 1
			} else {
				f.pc = tb.Lasti + 1
			}
		}
		again = false
		if t.Hooked && !leave {
			if err := m.returnEvent(f, object.Value{}); err != nil {
				exc, f.leave = object.ToException(err), false
			}
		}
		if lk := f.lk; lk.heat > 0 {
			// As where a frame returns: what always fails is to be machine code, too.
			if lk.heat--; lk.heat == 0 {
				m.warm(f)
			}
		}
		// The caller is in the traceback next, so it is the frame's f_back.
		back := f.back
		if back != nil && back.lk.bc != nil && f.obj != nil {
			back.object()
		}
		if f.obj != nil && f.gen == nil {
			f.detach()
		}
		t.Depth--
		ret := f.ret
		if f.gen != nil {
			if ret == retEntry {
				t.Exc = f.gen.outer
				f.gen.outer = nil
				m.top = back
				return nil, exc
			}
			g := f.gen.g
			m.leaveGen(f.gen, true)
			if e := g.ConvertStop(t, exc); e != error(exc) {
				exc = object.ToException(e)
			}
		}
		m.top = back
		if ret == retEntry {
			return nil, exc
		}
		f = back
	}
}

// pushExc begins an except or finally block: save gets the frame's exception
// being handled, nothing if the frame handles none.
func (m *machine) pushExc(f *frame, save *object.Value, exc object.Value) {
	t := m.t
	if t.Exc == nil || f.gen != nil && f.gen.handling == 0 {
		*save = object.Value{}
	} else {
		*save = t.Exc.Value()
	}
	if f.gen != nil {
		f.gen.handling++
	}
	t.Exc = (*object.Exception)(unsafe.Pointer(exc.P))
}

func (m *machine) popExc(f *frame, saved object.Value) {
	if f.gen != nil {
		f.gen.handling--
	}
	switch {
	case saved.P != nil:
		m.t.Exc = (*object.Exception)(unsafe.Pointer(saved.P))
	case f.gen != nil:
		m.t.Exc = f.gen.outer
	default:
		m.t.Exc = nil
	}
}

func (m *machine) recursion() error {
	return object.Errorf(object.RecursionErrorType, "maximum recursion depth exceeded")
}

// raise0 is a raise statement without an exception.
func (m *machine) raise0() (err error, again bool) {
	if m.t.Exc == nil {
		return object.Errorf(object.RuntimeErrorType, "No active exception to reraise"), false
	}
	return m.t.Exc, true
}
