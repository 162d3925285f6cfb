package asyncio

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the iterator of await: it yields its future once if that is not done, and then returns the
// result.

type futureIter struct {
	object.Header
	future *future // nil when it has ended
}

var iterType = &object.Type{Name: "_asyncio.FutureIter"}

func newIter(t *thread, self value) (value, error) {
	f := asFuture(self)
	if err := f.alive(); err != nil {
		return value{}, err
	}
	return args.Value(&futureIter{object.Header{Type: iterType}, f}), nil
}

// iterSend is send() and next() without a StopIteration.
func iterSend(t *thread, self, _ value) (r value, done bool, err error) {
	it := args.As[futureIter](self)
	f := it.future
	if f == nil {
		return object.None, true, nil
	}
	if f.state == pending {
		if f.blocking {
			return value{}, false, object.Errorf(object.RuntimeErrorType, "await wasn't used with future")
		}
		f.blocking = true
		return f.value(), false, nil
	}
	it.future = nil
	r, err = f.outcome(t)
	return r, err == nil, err
}

func iterNext(t *thread, self value) (value, error) {
	r, done, err := iterSend(t, self, object.None)
	switch {
	case err != nil:
		return value{}, err
	case !done:
		return r, nil
	case r.IsNone():
		return value{}, nil
	}
	return value{}, object.StopIterationWith(r)
}

// iterThrow is throw(type[, value[, traceback]]).
func iterThrow(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
	if kw != nil && len(kw.Items) > 0 {
		return value{}, object.Errorf(object.TypeErrorType, "FutureIter.throw() takes no keyword arguments")
	}
	if err := args.Positional("throw", in, 1, 3); err != nil {
		return value{}, err
	}
	it := args.As[futureIter](self)
	if len(in) == 3 && !in[2].IsNone() && !in[2].Is(object.TracebackType) {
		return value{}, object.Errorf(object.TypeErrorType, "throw() third argument must be a traceback")
	}
	if _, ok := object.AsException(in[0]); !ok {
		if c, ok := object.AsType(in[0]); !ok || !c.IsSubtype(object.BaseExceptionType) {
			return value{}, object.Errorf(object.TypeErrorType, "exceptions must be classes deriving BaseException or instances of such a class")
		}
	}
	e, err := t.ThrowArgs(in)
	if err != nil {
		return value{}, err
	}
	it.future = nil
	return value{}, e
}

func setupIter() {
	y := iterType
	y.Iter, y.Next, y.Send = args.SelfIter, iterNext, iterSend
	object.Define(y, object.TypeSpec{
		Layout: object.NewLayout[futureIter](y.Name, object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
		Methods: []object.Method{
			{Name: "send", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				r, err := iterNext(t, self)
				if err == nil && r.IsNil() {
					err = object.NewStopIteration(object.None)
				}
				return r, err
			})},
			{Name: "throw", Fn: object.FnVec(iterThrow)},
			{Name: "close", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				args.As[futureIter](self).future = nil
				return object.None, nil
			})},
		},
	})
}
