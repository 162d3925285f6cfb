package engine

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines raising and matching exceptions.

// SetContext makes the exception being handled the context of exc.
func SetContext(t *object.Thread, exc *object.Exception) {
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

// Raise returns the exception of raise v from cause.
func Raise(t *object.Thread, v, cause object.Value) error {
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
			got, err := t.Repr(r.P.Type.Value())
			if err != nil {
				return err
			}
			return object.Errorf(object.TypeErrorType, "calling %s should have returned an instance of BaseException, not %s", cr, got)
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
	SetContext(t, exc)
	return exc
}

const catchMsg = "catching classes that do not inherit from BaseException is not allowed"

// ExcMatch decides an except clause.
func ExcMatch(t *object.Thread, exc, class object.Value) (bool, error) {
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

// ExcGroupMatch decides an except* clause (PEP 654).
func ExcGroupMatch(t *object.Thread, exc, class object.Value) (match, rest object.Value, err error) {
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
	ok, err := ExcMatch(t, exc, class)
	if err != nil {
		return match, rest, err
	}
	isGroup := exc.P.Type.IsSubtype(object.BaseExceptionGroupType)
	if ok {
		if isGroup {
			return exc, object.None, nil
		}
		// A naked exception is wrapped in a group of one, which has no traceback of its own.
		g, err := t.Call(object.ExceptionGroupOrBase(exc).Value(), object.StrValue(""), object.TupleOf(exc))
		if err != nil {
			return match, rest, err
		}
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
		for _, part := range u.Items[:2] {
			if _, isExc := object.AsException(part); !isExc && !part.IsNone() {
				return match, rest, object.Errorf(object.TypeErrorType, "%s.split must return exceptions or None, not %s", exc.P.Type.Name, part.P.Type.Name)
			}
		}
		return u.Items[0], u.Items[1], nil
	}
	return object.None, exc, nil
}

// PrepReraiseStar returns what a try statement raises behind its except*
// clauses: list holds what the clauses raised and what none matched.
func PrepReraiseStar(t *object.Thread, orig, list object.Value) (object.Value, error) {
	l, _ := object.AsList(list)
	return object.PrepReraiseStar(t, orig, l.Items)
}
