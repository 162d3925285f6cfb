package vm

import (
	"unsafe"

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
	if !noTB && exc.Traceback == nil && !m.thrown {
		setContext(t, exc)
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
		// What raises an exception on without a line of its own leaves the frame where it was raised first.
		if tb := exc.Traceback; again && tb != nil && tb.Frame == f.obj && !f.lk.hasLine(pc) {
			f.pc = tb.Lasti + 1
		}
		again = false
		if t.Hooked && !leave {
			if err := m.returnEvent(f, object.Value{}); err != nil {
				exc, f.leave = object.ToException(err), false
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

// setContext makes the exception being handled the context of exc.
func setContext(t *object.Thread, exc *object.Exception) {
	h := t.Exc
	if h == nil || h == exc {
		return
	}
	// If exc is in the chain already, cut the chain there: it must not be a ring.
	slow := h
	for o, n := h, 0; o.Context != nil; o, n = o.Context, n+1 {
		if o.Context == exc {
			o.Context = nil
			break
		}
		if n&1 == 1 {
			slow = slow.Context
			if slow == o {
				break
			}
		}
	}
	exc.Context = h
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

// raise returns the exception of raise v from cause.
func (m *machine) raise(v, cause object.Value) error {
	t := m.t
	var exc *object.Exception
	if c, ok := object.AsType(v); ok && c.IsSubtype(object.BaseExceptionType) {
		r, err := t.Call(v)
		if err != nil {
			return err
		}
		e, ok := object.AsException(r)
		if !ok {
			cr, err := t.Repr(v)
			if err != nil {
				return err
			}
			return object.Errorf(object.TypeErrorType, "calling %s should have returned an instance of BaseException, not %s", cr, r.P.Type.Name)
		}
		exc = e
	} else if e, ok := object.AsException(v); ok {
		exc = e
	} else {
		return object.Errorf(object.TypeErrorType, "exceptions must derive from BaseException")
	}
	if cause.P != nil {
		switch c, isClass := object.AsType(cause); {
		case cause.IsNone():
			exc.Cause = object.Value{}
		case isClass && c.IsSubtype(object.BaseExceptionType):
			r, err := t.Call(cause)
			if err != nil {
				return err
			}
			if _, ok := object.AsException(r); !ok {
				return object.Errorf(object.TypeErrorType, "calling %s should have returned an instance of BaseException, not %s", c.Name, r.P.Type.Name)
			}
			exc.Cause = r
		default:
			if _, ok := object.AsException(cause); !ok {
				return object.Errorf(object.TypeErrorType, "exception causes must derive from BaseException")
			}
			exc.Cause = cause
		}
		exc.Suppress = true
	}
	setContext(t, exc)
	return exc
}

const catchMsg = "catching classes that do not inherit from BaseException is not allowed"

// excMatch decides an except clause.
func (m *machine) excMatch(exc, class object.Value) (bool, error) {
	if c, ok := object.AsType(class); ok {
		if !c.IsSubtype(object.BaseExceptionType) {
			return false, object.Errorf(object.TypeErrorType, catchMsg)
		}
		return exc.P.Type.IsSubtype(c), nil
	}
	u, ok := object.AsTuple(class)
	if !ok {
		return false, object.Errorf(object.TypeErrorType, catchMsg)
	}
	for _, x := range u.Items {
		if c, ok := object.AsType(x); !ok || !c.IsSubtype(object.BaseExceptionType) {
			return false, object.Errorf(object.TypeErrorType, catchMsg)
		}
	}
	for _, x := range u.Items {
		if exc.P.Type.IsSubtype((*object.Type)(unsafe.Pointer(x.P))) {
			return true, nil
		}
	}
	return false, nil
}

// excGroupMatch decides an except* clause (PEP 654).
func (m *machine) excGroupMatch(exc, class object.Value) (match, rest object.Value, err error) {
	t := m.t
	check := func(v object.Value) error {
		c, ok := object.AsType(v)
		if !ok || !c.IsSubtype(object.BaseExceptionType) {
			return object.Errorf(object.TypeErrorType, catchMsg)
		}
		if c.IsSubtype(object.BaseExceptionGroupType) {
			return object.Errorf(object.TypeErrorType, "catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
		return nil
	}
	if u, ok := object.AsTuple(class); ok {
		for _, x := range u.Items {
			if err := check(x); err != nil {
				return match, rest, err
			}
		}
	} else if err := check(class); err != nil {
		return match, rest, err
	}
	if exc.IsNone() {
		return object.None, object.None, nil
	}
	ok, err := m.excMatch(exc, class)
	if err != nil {
		return match, rest, err
	}
	isGroup := exc.P.Type.IsSubtype(object.BaseExceptionGroupType)
	if ok {
		if isGroup {
			return exc, object.None, nil
		}
		// A naked exception is wrapped in a group of one, with its traceback.
		g, err := t.Call(object.ExceptionGroupOrBase(exc).Value(), object.StrValue(""), object.TupleOf(exc))
		if err != nil {
			return match, rest, err
		}
		ge, _ := object.AsException(g)
		e, _ := object.AsException(exc)
		ge.Traceback = e.Traceback
		return g, object.None, nil
	}
	if isGroup {
		r, err := t.CallMethodString(exc, "split", class)
		if err != nil {
			return match, rest, err
		}
		u, isTuple := object.AsTuple(r)
		if !isTuple {
			return match, rest, object.Errorf(object.TypeErrorType, "%s.split must return a tuple, not %s", exc.P.Type.Name, r.P.Type.Name)
		}
		if len(u.Items) < 2 {
			return match, rest, object.Errorf(object.TypeErrorType, "%s.split must return a 2-tuple, got tuple of size %d", exc.P.Type.Name, len(u.Items))
		}
		return u.Items[0], u.Items[1], nil
	}
	return object.None, exc, nil
}

// prepReraiseStar returns what a try statement raises behind its except*
// clauses: list holds what the clauses raised and what none matched.
func (m *machine) prepReraiseStar(orig, list object.Value) (object.Value, error) {
	l, _ := object.AsList(list)
	return object.PrepReraiseStar(m.t, orig, l.Items)
}
