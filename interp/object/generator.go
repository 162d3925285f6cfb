package object

import (
	"fmt"
	"slices"
	"unsafe"
)

// This file defines generators and coroutines: the objects around a frame that
// an engine can suspend. Asynchronous generators are in asyncgen.go.

// Resumable is a suspended frame, as the engine keeps it.
type Resumable interface {
	// Resume runs the frame of g until it yields (done false) or ends (done true, v the
	// return value). With exc not nil, that is raised where the frame waits;
	// otherwise v0 is what the yield expression gives. A frame that delegates
	// (yield from, await) gets exc thrown into what it delegates to.
	Resume(t *Thread, g *Generator, v0 Value, exc *Exception) (v Value, done bool, err error)
	// YieldFrom is what the frame delegates to, the zero Value if nothing.
	YieldFrom() Value
	// FrameObject is the frame of g as an object.
	FrameObject(t *Thread, g *Generator) *Frame
	// Drop forgets the frame of a generator that ended.
	Drop()
	// HasCleanup reports whether the frame waits inside a try or with block, so
	// that closing it runs code.
	HasCleanup() bool
	// Revived is called when weak pointers to g have become invalid though it lives.
	Revived(g *Generator)
}

// Generator is a generator or coroutine, and the core of an asynchronous generator.
type Generator struct {
	Header
	Frame    Resumable // nil when finished
	Code     *Code
	Name     *Str
	QualName *Str
	Running  bool
	Started  bool
	tracked  bool // by TrackGenerator
	// Origin is cr_origin.
	Origin Value
	// Async is the state that only asynchronous generators have.
	Async *AsyncState
}

// AsGenerator returns v as a generator, coroutine or asynchronous generator.
func AsGenerator(v Value) (*Generator, bool) {
	switch v.P.Type {
	case GeneratorType, CoroutineType, AsyncGeneratorType:
		return (*Generator)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// Value returns the generator as a Value.
func (g *Generator) Value() Value { return Value{P: &g.Header} }

func (g *Generator) kind() string {
	switch g.Header.Type {
	case CoroutineType:
		return "coroutine"
	case AsyncGeneratorType:
		return "async generator"
	}
	return "generator"
}

// Resume sends v (the zero Value counts as None) into the generator, or throws exc.
// When the generator ends it returns done and the return value. StopIteration
// that leaves the frame becomes RuntimeError (PEP 479).
func (g *Generator) Resume(t *Thread, v Value, exc *Exception) (r Value, done bool, err error) {
	if g.Running {
		return Value{}, false, Errorf(ValueErrorType, "%s already executing", g.kind())
	}
	if g.Frame == nil {
		if g.Header.Type == CoroutineType {
			return Value{}, true, Errorf(RuntimeErrorType, "cannot reuse already awaited coroutine")
		}
		if exc != nil {
			return Value{}, true, exc
		}
		return None, true, nil
	}
	if !g.Started && v.P != nil && !v.IsNone() && exc == nil {
		return Value{}, false, Errorf(TypeErrorType, "can't send non-None value to a just-started %s", g.kind())
	}
	g.Running = true
	g.Started = true
	r, done, err = g.Frame.Resume(t, g, v.OrNone(), exc)
	g.Running = false
	if err != nil || done {
		g.Finish()
		if err != nil {
			err = g.ConvertStop(t, err)
		}
	}
	return r, done || err != nil, err
}

// Finish marks the generator as ended: its frame will not be resumed.
func (g *Generator) Finish() {
	if g.Frame != nil {
		g.Frame.Drop()
		g.Frame = nil
	}
}

// ConvertStop applies PEP 479 to an error that leaves the frame.
func (g *Generator) ConvertStop(t *Thread, err error) error {
	msg := ""
	switch {
	case ErrorIs(err, StopIterationType):
		msg = g.kind() + " raised StopIteration"
	case g.Header.Type == AsyncGeneratorType && ErrorIs(err, StopAsyncIterationType):
		msg = "async generator raised StopAsyncIteration"
	default:
		return err
	}
	c := ToException(err)
	r := NewException(RuntimeErrorType, StrValue(msg))
	r.Cause, r.Context, r.Suppress = c.Value(), c, true
	return r
}

// Send does g.send(v).
func (g *Generator) Send(t *Thread, v Value) (Value, error) {
	r, done, err := g.Resume(t, v, nil)
	return genResult(r, done, err)
}

func genResult(r Value, done bool, err error) (Value, error) {
	if err != nil {
		return Value{}, err
	}
	if done {
		return Value{}, NewStopIteration(r)
	}
	return r, nil
}

// Send sends v to an iterator. ret says that it returned r; otherwise it yielded r.
func (t *Thread) Send(it, v Value) (r Value, ret bool, err error) {
	if g, ok := AsGenerator(it); ok {
		return g.Resume(t, v, nil)
	}
	typ := it.P.Type
	switch {
	case typ.Send != nil:
		return typ.Send(t, it, v)
	case v.IsNone() && typ.Next != nil:
		r, err = typ.Next(t, it)
		if err == nil && r.P == nil {
			return None, true, nil
		}
	default:
		r, err = t.CallMethodString(it, "send", v)
	}
	if err != nil && ErrorIs(err, StopIterationType) {
		return StopIterationValue(ToException(err)), true, nil
	}
	return r, false, err
}

// genNext is __next__: the zero Value at an end without a value.
func genNext(t *Thread, self Value) (Value, error) {
	g := (*Generator)(unsafe.Pointer(self.P))
	r, done, err := g.Resume(t, Value{}, nil)
	if err != nil {
		return Value{}, err
	}
	if done {
		if r.P == nil || r.IsNone() {
			return Value{}, nil
		}
		return Value{}, NewStopIteration(r)
	}
	return r, nil
}

// Throw does g.throw(exc).
func (g *Generator) Throw(t *Thread, exc *Exception) (Value, error) {
	r, done, err := g.Resume(t, Value{}, exc)
	return genResult(r, done, err)
}

// Close does g.close().
func (g *Generator) Close(t *Thread) error {
	if g.Frame == nil && !g.Running {
		return nil
	}
	if !g.Started {
		g.Started = true
		g.Finish()
		return nil
	}
	_, done, err := g.Resume(t, Value{}, NewException(GeneratorExitType))
	if err != nil {
		if ErrorIs(err, GeneratorExitType) || ErrorIs(err, StopIterationType) {
			return nil
		}
		return err
	}
	if !done {
		return Errorf(RuntimeErrorType, "%s ignored GeneratorExit", g.kind())
	}
	return nil
}

// ThrowArgs makes the exception of throw(type[, value[, traceback]]).
func (t *Thread) ThrowArgs(args []Value) (*Exception, error) {
	typ := args[0]
	val, tb := None, None
	if len(args) > 1 {
		val = args[1]
	}
	if len(args) > 2 {
		tb = args[2]
	}
	if !tb.IsNone() && tb.P.Type != TracebackType {
		return nil, Errorf(TypeErrorType, "throw() third argument must be a traceback object")
	}
	var exc *Exception
	if e, ok := AsException(typ); ok {
		if !val.IsNone() {
			return nil, Errorf(TypeErrorType, "instance exception may not have a separate value")
		}
		exc = e
	} else if c, ok := AsType(typ); ok && c.IsSubtype(BaseExceptionType) {
		e, err := t.MakeException(c, val)
		if err != nil {
			// What the class raises is thrown in its place.
			e = ToException(err)
		}
		exc = e
	} else {
		return nil, Errorf(TypeErrorType, "exceptions must be classes or instances deriving from BaseException, not %s", typ.P.Type.Name)
	}
	if !tb.IsNone() {
		exc.Traceback = (*Traceback)(unsafe.Pointer(tb.P))
	}
	return exc, nil
}

// MakeException instantiates the class c as raise c, val did in Python 2: val may
// be None, an instance, a tuple of arguments or one argument.
func (t *Thread) MakeException(c *Type, val Value) (*Exception, error) {
	if e, ok := AsException(val); ok && e.Header.Type.IsSubtype(c) {
		return e, nil
	}
	var args []Value
	if u, ok := AsTuple(val); ok {
		args = u.Items
	} else if !val.IsNone() {
		args = []Value{val}
	}
	v, err := t.CallVec(c.Value(), args, nil)
	if err != nil {
		return nil, err
	}
	e, ok := AsException(v)
	if !ok {
		return nil, Errorf(TypeErrorType, "calling %s should have returned an instance of BaseException, not %s", typeRepr(c), v.P.Type.Name)
	}
	return e, nil
}

func typeRepr(c *Type) string { return "<class '" + c.FullName() + "'>" }

func genThrow(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
	if len(args) < 1 || len(args) > 3 || kwLen(kw) > 0 {
		return Value{}, Errorf(TypeErrorType, "throw expected at %s, got %d",
			map[bool]string{true: "least 1 argument", false: "most 3 arguments"}[len(args) < 1], len(args))
	}
	exc, err := t.ThrowArgs(args)
	if err != nil {
		return Value{}, err
	}
	outer := t.Thrown
	t.Thrown.Exc, t.Thrown.Args = exc, slices.Clone(args)
	v, err := (*Generator)(unsafe.Pointer(self.P)).Throw(t, exc)
	t.Thrown = outer
	return v, err
}

// genGetSets are the attributes of generators with their prefix: gi or cr.
func genGetSets(prefix, from, kind, fromDoc string) []GetSet {
	g := func(v Value) *Generator { return (*Generator)(unsafe.Pointer(v.P)) }
	strAttr := func(name, doc string, f func(*Generator) **Str) GetSet {
		return GetSet{Name: name, Doc: doc, Get: func(t *Thread, self Value) (Value, error) { return (*f(g(self))).Value(), nil },
			Set: func(t *Thread, self, v Value) error {
				if v.P != nil {
					if s, ok := AsStr(v); ok {
						*f(g(self)) = s
						return nil
					}
				}
				return Errorf(TypeErrorType, "%s must be set to a string object", name)
			}}
	}
	return []GetSet{
		strAttr("__name__", "name of the "+kind, func(g *Generator) **Str { return &g.Name }),
		strAttr("__qualname__", "qualified name of the "+kind, func(g *Generator) **Str { return &g.QualName }),
		{Name: prefix + "_running", Get: func(t *Thread, self Value) (Value, error) { return Bool(g(self).Running), nil }},
		{Name: prefix + "_suspended", Get: func(t *Thread, self Value) (Value, error) {
			return Bool(g(self).Frame != nil && g(self).Started && !g(self).Running), nil
		}},
		{Name: prefix + "_frame", Get: func(t *Thread, self Value) (Value, error) {
			if f := g(self).Frame; f != nil {
				return f.FrameObject(t, g(self)).Value(), nil
			}
			return None, nil
		}},
		{Name: prefix + "_code", Get: func(t *Thread, self Value) (Value, error) { return g(self).Code.Value(), nil }},
		{Name: from, Doc: fromDoc, Get: func(t *Thread, self Value) (Value, error) {
			if f := g(self).Frame; f != nil && !g(self).Running {
				return f.YieldFrom().OrNone(), nil
			}
			return None, nil
		}},
	}
}

func setupGenerators() {
	g := func(v Value) *Generator { return (*Generator)(unsafe.Pointer(v.P)) }
	genRepr := func(t *Thread, self Value) (Value, error) {
		return StrValue(fmt.Sprintf("<%s object %s at 0x%x>", self.P.Type.Name, g(self).QualName.s, ID(self))), nil
	}
	send := Fn1(func(t *Thread, self, v Value) (Value, error) { return g(self).Send(t, v) })
	closeFn := Fn0(func(t *Thread, self Value) (Value, error) { return None, g(self).Close(t) })
	y := GeneratorType
	y.Repr = genRepr
	y.Iter = func(t *Thread, self Value) (Value, error) { return self, nil }
	y.Next = genNext
	Define(y, TypeSpec{
		Layout: NewLayout[Generator]("generator", objectLayout), Flags: FlagNoNew | FlagWeakref,
		Methods: []Method{
			{Name: "send", Doc: "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.", Fn: send, Sink: SinkSend},
			{Name: "throw", Doc: "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.", Fn: FnVec(genThrow)},
			{Name: "close", Doc: "close() -> raise GeneratorExit inside generator.", Fn: closeFn},
		},
		GetSets: genGetSets("gi", "gi_yieldfrom", "generator", "object being iterated by yield from, or None"),
	})
	c := CoroutineType
	c.Repr = genRepr
	c.Await = func(t *Thread, self Value) (Value, error) {
		return Value{P: &(&coroWrapper{Header{coroWrapperType}, g(self)}).Header}, nil
	}
	Define(c, TypeSpec{
		Layout: NewLayout[Generator]("coroutine", objectLayout), Flags: FlagNoNew | FlagWeakref,
		Methods: []Method{
			{Name: "send", Doc: "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.", Fn: send, Sink: SinkSend},
			{Name: "throw", Doc: "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.", Fn: FnVec(genThrow)},
			{Name: "close", Doc: "close() -> raise GeneratorExit inside coroutine.", Fn: closeFn},
		},
		GetSets: append(genGetSets("cr", "cr_await", "coroutine", "object being awaited on, or None"), GetSet{Name: "cr_origin", Get: func(t *Thread, self Value) (Value, error) {
			return g(self).Origin.OrNone(), nil
		}}),
	})
	wg := func(v Value) *Generator { return (*coroWrapper)(unsafe.Pointer(v.P)).coro }
	coroWrapperType.Iter = func(t *Thread, self Value) (Value, error) { return self, nil }
	coroWrapperType.Next = func(t *Thread, self Value) (Value, error) { return genNext(t, wg(self).Value()) }
	Define(coroWrapperType, TypeSpec{
		Doc: "A wrapper object implementing __await__ for coroutines.", Flags: FlagNoNew,
		Layout: NewLayout[coroWrapper](coroWrapperType.Name, objectLayout),
		Methods: []Method{
			{Name: "send", Fn: Fn1(func(t *Thread, self, v Value) (Value, error) { return wg(self).Send(t, v) })},
			{Name: "throw", Fn: FnVec(func(t *Thread, self Value, args []Value, kw *Tuple) (Value, error) {
				return genThrow(t, wg(self).Value(), args, kw)
			})},
			{Name: "close", Fn: Fn0(func(t *Thread, self Value) (Value, error) { return None, wg(self).Close(t) })},
		},
	})
	setupAsyncGenerators()
}

// coroWrapper is the iterator that a coroutine's __await__ returns.
type coroWrapper struct {
	Header
	coro *Generator
}

var coroWrapperType = &Type{Name: "coroutine_wrapper"}
