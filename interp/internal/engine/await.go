package engine

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines what generators and coroutines delegate to.

// ThrowInto throws exc into what a frame delegates to. ret says that the
// delegate returned r; otherwise it yielded r.
func ThrowInto(t *object.Thread, sub object.Value, exc *object.Exception) (r object.Value, ret bool, err error) {
	g, isGen := object.AsGenerator(sub)
	if object.ErrorIs(exc, object.GeneratorExitType) {
		if isGen {
			err = g.Close(t)
		} else {
			c, cerr := t.GetAttrOpt(sub, object.Intern("close"))
			if cerr != nil {
				object.Unraisable(t, cerr, "", sub)
			} else if c.P != nil {
				_, err = t.Call(c)
			}
		}
		if err != nil {
			return r, false, err
		}
		return r, false, exc
	}
	if isGen {
		r, ret, err = g.Resume(t, object.Value{}, exc)
		return r, ret, err
	}
	f, err := t.GetAttrOpt(sub, object.Intern("throw"))
	if err != nil {
		return r, false, err
	}
	if f.P == nil {
		return r, false, exc
	}
	args := []object.Value{exc.Value()}
	if t.Thrown.Exc == exc {
		args = t.Thrown.Args
	}
	r, err = t.CallVec(f, args, nil)
	if err != nil && object.ErrorIs(err, object.StopIterationType) {
		return object.StopIterationValue(object.ToException(err)), true, nil
	}
	return r, false, err
}

// YieldFromIter returns the iterator of yield from v in code with those flags.
func YieldFromIter(t *object.Thread, flags object.CodeFlags, v object.Value) (object.Value, error) {
	if v.P.Type == object.CoroutineType || v.P.Type == object.GeneratorType && isIterableCoroutine(v) {
		if flags&(object.CoCoroutine|object.CoIterableCoroutine) == 0 {
			return v, object.Errorf(object.TypeErrorType, "cannot 'yield from' a coroutine object in a non-coroutine generator")
		}
		return v, nil
	}
	if v.P.Type == object.GeneratorType {
		return v, nil
	}
	return t.Iter(v)
}

// Awaitable returns the iterator of await v; kind 1 says that v is from __aenter__, 2 from __aexit__.
func Awaitable(t *object.Thread, v object.Value, kind uint8) (object.Value, error) {
	if v.P.Type == object.CoroutineType {
		g := (*object.Generator)(unsafe.Pointer(v.P))
		if g.Frame != nil && g.Frame.YieldFrom().P != nil {
			return v, object.Errorf(object.RuntimeErrorType, "coroutine is being awaited already")
		}
	} else if v.P.Type.Await == nil {
		switch kind {
		case 1:
			return v, object.Errorf(object.TypeErrorType, "'async with' received an object from __aenter__ that does not implement __await__: %s", v.P.Type.Name)
		case 2:
			return v, object.Errorf(object.TypeErrorType, "'async with' received an object from __aexit__ that does not implement __await__: %s", v.P.Type.Name)
		}
	}
	return t.AwaitIter(v)
}

// AIter returns the asynchronous iterator of async for over v.
func AIter(t *object.Thread, v object.Value) (object.Value, error) {
	f := v.P.Type.AIter
	if f == nil {
		return v, object.Errorf(object.TypeErrorType, "'async for' requires an object with __aiter__ method, got %s", v.P.Type.Name)
	}
	r, err := f(t, v)
	if err != nil {
		return r, err
	}
	if r.P.Type.ANext == nil {
		return r, object.Errorf(object.TypeErrorType, "'async for' received an object from __aiter__ that does not implement __anext__: %s", r.P.Type.Name)
	}
	return r, nil
}

// ANext returns the iterator of the next item of an asynchronous iterator.
func ANext(t *object.Thread, v object.Value) (object.Value, error) {
	f := v.P.Type.ANext
	if f == nil {
		return v, object.Errorf(object.TypeErrorType, "'async for' requires an iterator with __anext__ method, got %s", v.P.Type.Name)
	}
	a, err := f(t, v)
	if err != nil {
		return a, err
	}
	r, err := Awaitable(t, a, 0)
	if err != nil {
		e := object.Errorf(object.TypeErrorType, "'async for' received an invalid object from __anext__: %s", a.P.Type.Name).(*object.Exception)
		c := object.ToException(err)
		e.Cause, e.Context, e.Suppress = c.Value(), c, true
		return r, e
	}
	return r, nil
}

func isIterableCoroutine(v object.Value) bool {
	g := (*object.Generator)(unsafe.Pointer(v.P))
	return g.Code.Flags&object.CoIterableCoroutine != 0
}

// EndsSilently tells whether iter, when it is done and has no result, says so without a StopIteration: trace functions see
// none then. What can be sent to raises one, but for generators.
func EndsSilently(t *object.Thread, iter object.Value) bool {
	typ := iter.P.Type
	if typ == object.GeneratorType {
		return true
	}
	return typ.Flags&object.FlagHeap == 0 && typ.Lookup(t, sendName).P == nil
}

var sendName = object.Intern("send")
