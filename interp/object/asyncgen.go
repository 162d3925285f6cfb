package object

import (
	"fmt"
	"slices"
	"unsafe"
)

// This file defines asynchronous generators (PEP 525): the object, and the
// awaitables of asend, athrow and aclose.

// AsyncState is what an asynchronous generator has beyond a generator.
type AsyncState struct {
	HooksInited bool
	Finalizer   Value // of sys.set_asyncgen_hooks, when first iterated
	Closed      bool
	RunningOp   bool // an asend, athrow or aclose is under way
}

// AsyncGenWrapped marks a value that an async generator yields, to tell it from
// what an await inside it passes up to the event loop.
type AsyncGenWrapped struct {
	Header
	V Value
}

var (
	asyncGenWrappedType = &Type{Name: "async_generator_wrapped_value"}
	asyncGenASendType   = &Type{Name: "async_generator_asend"}
	asyncGenAThrowType  = &Type{Name: "async_generator_athrow"}
)

// NewAsyncGenWrapped wraps v.
func NewAsyncGenWrapped(v Value) Value {
	return Value{P: &(&AsyncGenWrapped{Header{asyncGenWrappedType}, v}).Header}
}

const (
	opInit = iota
	opIter
	opClosed
)

// asyncGenOp is the awaitable of asend (throw nil), athrow and aclose. An async for makes one for each item.
type asyncGenOp struct {
	Header
	gen   *Generator
	send  Value
	throw *[]Value
	close bool
	state uint8
}

// initHooks calls sys.set_asyncgen_hooks's firstiter once.
func (g *Generator) initHooks(t *Thread) error {
	a := g.Async
	if a.HooksInited {
		return nil
	}
	a.HooksInited = true
	a.Finalizer = t.AsyncGenFinalizer
	if f := t.AsyncGenFirstIter; f.P != nil && !f.IsNone() {
		_, err := t.Call(f, g.Value())
		return err
	}
	return nil
}

// result interprets what resuming the frame gave: a wrapped value ends the
// awaitable with it, anything else goes up to the event loop. ended says which.
func (o *asyncGenOp) result(t *Thread, r Value, done bool, err error) (_ Value, ended bool, _ error) {
	g := o.gen
	if err == nil && done {
		g.Async.Closed = true
		g.Async.RunningOp = false
		o.state = opClosed
		return Value{}, false, NewException(StopAsyncIterationType)
	}
	if err != nil {
		if ErrorIs(err, StopAsyncIterationType) || ErrorIs(err, GeneratorExitType) {
			g.Async.Closed = true
		}
		g.Async.RunningOp = false
		o.state = opClosed
		return Value{}, false, err
	}
	if r.P.Type == asyncGenWrappedType {
		g.Async.RunningOp = false
		o.state = opClosed
		return (*AsyncGenWrapped)(unsafe.Pointer(r.P)).V, true, nil
	}
	return r, false, nil
}

// stopped makes of an awaitable's end the StopIteration that its methods raise.
func stopped(v Value, ended bool, err error) (Value, error) {
	switch {
	case err != nil || !ended:
		return v, err
	case v.IsNone():
		return Value{}, NewStopIteration(v)
	}
	return Value{}, StopIterationWith(v)
}

// StopIterationWith is StopIteration(v), with v a tuple or exception kept as the one value.
func StopIterationWith(v Value) *Exception {
	e := NewException(StopIterationType, v)
	e.Data = []Value{v}
	return e
}

func (o *asyncGenOp) sendValue(t *Thread, v Value) (_ Value, ended bool, _ error) {
	g := o.gen
	if o.throw != nil || o.close {
		return o.sendThrow(t, v)
	}
	if o.state == opClosed {
		return Value{}, false, Errorf(RuntimeErrorType, "cannot reuse already awaited __anext__()/asend()")
	}
	if o.state == opInit {
		if g.Async.RunningOp {
			return Value{}, false, Errorf(RuntimeErrorType, "anext(): asynchronous generator is already running")
		}
		if v.P == nil || v.IsNone() {
			v = o.send
		}
		o.state = opIter
	}
	g.Async.RunningOp = true
	r, done, err := g.Resume(t, v, nil)
	return o.result(t, r, done, err)
}

func (o *asyncGenOp) sendThrow(t *Thread, v Value) (_ Value, ended bool, _ error) {
	g := o.gen
	what := "athrow()"
	if o.close {
		what = "aclose()"
	}
	if o.state == opClosed {
		return Value{}, false, Errorf(RuntimeErrorType, "cannot reuse already awaited aclose()/athrow()")
	}
	if g.Frame == nil {
		o.state = opClosed
		return None, true, nil
	}
	var r Value
	var done bool
	var err error
	if o.state == opInit {
		if g.Async.RunningOp {
			o.state = opClosed
			return Value{}, false, Errorf(RuntimeErrorType, "%s: asynchronous generator is already running", what)
		}
		if g.Async.Closed {
			o.state = opClosed
			if o.close {
				return None, true, nil
			}
			return Value{}, false, NewException(StopAsyncIterationType)
		}
		if v.P != nil && !v.IsNone() {
			return Value{}, false, Errorf(RuntimeErrorType, "can't send non-None value to a just-started coroutine")
		}
		o.state = opIter
		g.Async.RunningOp = true
		var exc *Exception
		if o.close {
			g.Async.Closed = true
			exc = NewException(GeneratorExitType)
		} else if exc, err = t.ThrowArgs(*o.throw); err != nil {
			g.Async.RunningOp = false
			return Value{}, false, err
		}
		if !g.Started {
			g.Started = true
			g.Finish()
			g.Async.Closed = true
			g.Async.RunningOp = false
			o.state = opClosed
			if o.close {
				return None, true, nil
			}
			return Value{}, false, exc
		}
		r, done, err = g.Resume(t, Value{}, exc)
	} else {
		r, done, err = g.Resume(t, v, nil)
	}
	return o.throwResult(t, r, done, err)
}

func (o *asyncGenOp) throwResult(t *Thread, r Value, done bool, err error) (_ Value, ended bool, _ error) {
	g := o.gen
	if !o.close {
		return o.result(t, r, done, err)
	}
	if err == nil && !done {
		if r.P.Type == asyncGenWrappedType {
			g.Async.RunningOp = false
			o.state = opClosed
			return Value{}, false, Errorf(RuntimeErrorType, "async generator ignored GeneratorExit")
		}
		return r, false, nil
	}
	g.Async.RunningOp = false
	o.state = opClosed
	if err == nil || ErrorIs(err, StopAsyncIterationType) || ErrorIs(err, GeneratorExitType) {
		return None, true, nil
	}
	return Value{}, false, err
}

func (o *asyncGenOp) throwIn(t *Thread, args []Value) (_ Value, ended bool, _ error) {
	if o.state == opClosed {
		return Value{}, false, Errorf(RuntimeErrorType, "cannot reuse already awaited %s",
			map[bool]string{true: "aclose()/athrow()", false: "__anext__()/asend()"}[o.throw != nil || o.close])
	}
	exc, err := t.ThrowArgs(args)
	if err != nil {
		return Value{}, false, err
	}
	o.state = opIter
	o.gen.Async.RunningOp = true
	r, done, err := o.gen.Resume(t, Value{}, exc)
	return o.throwResult(t, r, done, err)
}

func setupAsyncGenerators() {
	g := func(v Value) *Generator { return (*Generator)(unsafe.Pointer(v.P)) }
	y := AsyncGeneratorType
	y.Repr = func(t *Thread, self Value) (Value, error) {
		return StrValue(fmt.Sprintf("<async_generator object %s at 0x%x>", g(self).QualName.s, ID(self))), nil
	}
	y.AIter = func(t *Thread, self Value) (Value, error) { return self, nil }
	y.ANext = func(t *Thread, self Value) (Value, error) {
		if err := g(self).initHooks(t); err != nil {
			return Value{}, err
		}
		return Value{P: &(&asyncGenOp{Header: Header{asyncGenASendType}, gen: g(self), send: None}).Header}, nil
	}
	attrs := genGetSets("ag", "ag_await", "async generator", "object being awaited on, or None")
	for i := range attrs {
		if attrs[i].Name == "ag_running" {
			attrs[i].Get = func(t *Thread, self Value) (Value, error) { return Bool(g(self).Async.RunningOp), nil }
		}
	}
	Define(y, TypeSpec{
		Layout: NewLayout[Generator]("async_generator", objectLayout), Flags: FlagNoNew | FlagWeakref,
		Methods: []Method{
			{Name: "asend", Doc: "asend(v) -> send 'v' in generator.", Fn: Fn1(func(t *Thread, self, v Value) (Value, error) {
				if err := g(self).initHooks(t); err != nil {
					return Value{}, err
				}
				return Value{P: &(&asyncGenOp{Header: Header{asyncGenASendType}, gen: g(self), send: v}).Header}, nil
			})},
			{Name: "athrow", Doc: "athrow(typ[,val[,tb]]) -> raise exception in generator.", Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
				if err := g(self).initHooks(t); err != nil {
					return Value{}, err
				}
				if len(args) < 1 || len(args) > 3 {
					return Value{}, Errorf(TypeErrorType, "athrow expected at least 1 argument, got %d", len(args))
				}
				args = slices.Clone(args)
				return Value{P: &(&asyncGenOp{Header: Header{asyncGenAThrowType}, gen: g(self), throw: &args}).Header}, nil
			})},
			{Name: "aclose", Doc: "aclose() -> raise GeneratorExit inside generator.", Fn: Fn0(func(t *Thread, self Value) (Value, error) {
				if err := g(self).initHooks(t); err != nil {
					return Value{}, err
				}
				return Value{P: &(&asyncGenOp{Header: Header{asyncGenAThrowType}, gen: g(self), close: true}).Header}, nil
			})},
			{Name: "__class_getitem__", Kind: ClassMethod, Doc: "See PEP 585", Fn: Fn1(func(t *Thread, self, arg Value) (Value, error) { return NewGenericAlias(t, self, arg) })},
		},
		GetSets: attrs,
	})
	setupANext()
	Define(asyncGenWrappedType, TypeSpec{Flags: FlagNoNew, Layout: NewLayout[AsyncGenWrapped](asyncGenWrappedType.Name, objectLayout)})
	op := func(v Value) *asyncGenOp { return (*asyncGenOp)(unsafe.Pointer(v.P)) }
	for _, typ := range []*Type{asyncGenASendType, asyncGenAThrowType} {
		typ.Iter = func(t *Thread, self Value) (Value, error) { return self, nil }
		typ.Await = typ.Iter
		typ.Next = func(t *Thread, self Value) (Value, error) { return stopped(op(self).sendValue(t, None)) }
		typ.Send = func(t *Thread, self, v Value) (Value, bool, error) { return op(self).sendValue(t, v) }
		Define(typ, TypeSpec{
			Flags: FlagNoNew, Layout: NewLayout[asyncGenOp](typ.Name, objectLayout),
			Methods: []Method{
				{Name: "send", Fn: Fn1(func(t *Thread, self, v Value) (Value, error) { return stopped(op(self).sendValue(t, v)) })},
				{Name: "throw", Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
					if len(args) < 1 || len(args) > 3 {
						return Value{}, Errorf(TypeErrorType, "throw expected at least 1 argument, got %d", len(args))
					}
					return stopped(op(self).throwIn(t, args))
				})},
				{Name: "close", Fn: Fn0(func(t *Thread, self Value) (Value, error) { op(self).state = opClosed; return None, nil })},
			},
		})
	}
}

// anextAwaitable is the awaitable of anext(it, default): it ends with the default
// in place of StopAsyncIteration.
type anextAwaitable struct {
	Header
	wrapped, def, iter Value
}

var anextAwaitableType = &Type{Name: "anext_awaitable"}

// NewANextAwaitable wraps the awaitable aw of an __anext__.
func NewANextAwaitable(aw, def Value) Value {
	return Value{P: &(&anextAwaitable{Header: Header{anextAwaitableType}, wrapped: aw, def: def}).Header}
}

// inner is the iterator of the wrapped awaitable.
func (a *anextAwaitable) inner(t *Thread) (Value, error) {
	if a.iter.P != nil {
		return a.iter, nil
	}
	it, err := t.AwaitIter(a.wrapped)
	if err != nil {
		return Value{}, err
	}
	a.iter = it
	return it, nil
}

// AwaitIter returns the iterator that await v drives: v itself if it is a coroutine, by async def or by types.coroutine.
func (t *Thread) AwaitIter(v Value) (Value, error) {
	if isCoroutine(v) {
		return v, nil
	}
	aw := v.P.Type.Await
	if aw == nil {
		return v, Errorf(TypeErrorType, "object %s can't be used in 'await' expression", v.P.Type.Name)
	}
	r, err := aw(t, v)
	if err != nil {
		return r, err
	}
	if isCoroutine(r) {
		return r, Errorf(TypeErrorType, "__await__() returned a coroutine")
	}
	if r.P.Type.Next == nil {
		return r, Errorf(TypeErrorType, "__await__() returned non-iterator of type '%s'", r.P.Type.Name)
	}
	return r, nil
}

func isCoroutine(v Value) bool {
	return v.P.Type == CoroutineType || v.P.Type == GeneratorType && (*Generator)(unsafe.Pointer(v.P)).Code.Flags&CoIterableCoroutine != 0
}

func (a *anextAwaitable) result(v Value, err error) (Value, error) {
	if err != nil && ErrorIs(err, StopAsyncIterationType) {
		return Value{}, NewStopIteration(a.def)
	}
	return v, err
}

func setupANext() {
	self := func(v Value) *anextAwaitable { return (*anextAwaitable)(unsafe.Pointer(v.P)) }
	typ := anextAwaitableType
	typ.Iter = func(t *Thread, v Value) (Value, error) { return v, nil }
	typ.Await = typ.Iter
	send := func(t *Thread, v, x Value) (Value, error) {
		it, err := self(v).inner(t)
		if err != nil {
			return Value{}, err
		}
		if g, ok := AsGenerator(it); ok {
			return self(v).result(g.Send(t, x))
		}
		if x.IsNone() && it.P.Type.Next != nil {
			r, err := it.P.Type.Next(t, it)
			if err == nil && r.P == nil {
				err = NewStopIteration(None)
			}
			return self(v).result(r, err)
		}
		return self(v).result(t.CallMethodString(it, "send", x))
	}
	typ.Next = func(t *Thread, v Value) (Value, error) { return send(t, v, None) }
	call := func(name string) FnVec {
		return func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
			it, err := self(v).inner(t)
			if err != nil {
				return Value{}, err
			}
			return self(v).result(t.CallMethodString(it, name, args...))
		}
	}
	Define(typ, TypeSpec{Flags: FlagNoNew, Layout: NewLayout[anextAwaitable](typ.Name, objectLayout), Methods: []Method{
		{Name: "send", Fn: Fn1(send)},
		{Name: "throw", Fn: call("throw")},
		{Name: "close", Fn: call("close")},
	}})
}
