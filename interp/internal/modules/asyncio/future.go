package asyncio

import (
	"strings"
	"unsafe"

	"memphis/interp/internal/modules/args"
	"memphis/interp/internal/modules/contextvars"
	"memphis/interp/object"
)

// This file defines Future.

// future is a Future, and the beginning of a Task.
type future struct {
	object.Header
	loop value // the zero Value before __init__
	// fn and ctx are the first callback and its context, more the others as tuples of both: most futures have one.
	fn, ctx   value
	more      *object.List
	result    value
	exc       *object.Exception
	excTB     *object.Traceback
	cancelled *object.Exception // what _make_cancelled_error is to return
	message   value             // _cancel_message
	source    value             // _source_traceback
	attrs     object.Attrs
	st        *state
	state     uint8
	logTB     bool // the exception has not been looked at
	blocking  bool // _asyncio_future_blocking
	ownDel    bool // the class has a __del__ of its own
	noted     bool // see state.note
	finalised bool // has a finaliser
}

// The states of a future.
const (
	pending = iota
	cancelled
	finished
)

var stateNames = [...]string{pending: "PENDING", cancelled: "CANCELLED", finished: "FINISHED"}

var futureType = &object.Type{Name: "_asyncio.Future"}

func asFuture(v value) *future        { return args.As[future](v) }
func (f *future) value() value        { return object.FromPtr(&f.Header) }
func (f *future) ptr() unsafe.Pointer { return unsafe.Pointer(f) }

// exact reports whether v is a future of ours whose methods are known: no subclass's.
func exact(v value) bool { return v.Type() == futureType || v.Type() == taskType }

const errUninitialised = "Future object is not initialized."

// alive fails if __init__ was not called.
func (f *future) alive() error {
	if f.loop.IsNil() {
		return object.Errorf(object.RuntimeErrorType, "%s", errUninitialised)
	}
	return nil
}

// begin sets up what __new__ knows.
func (f *future) begin(t *thread, cls *object.Type) {
	f.st = stateOf(t)
	if cls.Flags&object.FlagHeap == 0 {
		return
	}
	if _, where := cls.LookupWhere(object.Intern("__del__")); where != nil && where.Flags&object.FlagHeap != 0 {
		f.ownDel = true
		f.finalised = true
		object.TrackFinalizer(t, f.value())
	}
}

// init is Future.__init__.
func (f *future) init(t *thread, loop value) error {
	f.loop, f.fn, f.ctx, f.more, f.result, f.exc, f.excTB = value{}, value{}, value{}, nil, value{}, nil, nil
	f.cancelled, f.message, f.source = nil, value{}, value{}
	f.state, f.logTB, f.blocking = pending, false, false
	if loop.IsNil() || loop.IsNone() {
		var err error
		if loop, err = eventLoop(t); err != nil {
			return err
		}
	}
	f.loop = loop
	if t.Interp.Finalizing {
		return nil
	}
	r, err := t.CallMethod(loop, nameGetDebug)
	if err != nil {
		return err
	}
	debug, err := t.Truth(r)
	if err != nil || !debug {
		return err
	}
	extract, err := python(t, "traceback", "extract_stack")
	if err != nil {
		return err
	}
	f.source, err = t.Call(extract)
	return err
}

var futureSig = object.NewSignature("(*, loop=None)")

func futureInit(t *thread, self value, in []value, kw *object.Tuple) error {
	f := asFuture(self)
	switch {
	case len(in) == 0:
		return f.init(t, value{})
	case kw != nil && len(in) == 1 && len(kw.Items) == 1 && kw.Items[0] == nameLoop.Value():
		return f.init(t, in[0])
	}
	a, err := futureSig.Bind(t, "Future", in, kw)
	if err != nil {
		return err
	}
	return f.init(t, a[0])
}

// schedule asks the loop to call the callbacks.
func (f *future) schedule(t *thread) error {
	fn, ctx, more := f.fn, f.ctx, f.more
	if fn.IsNil() && more == nil {
		return nil
	}
	f.fn, f.ctx, f.more = value{}, value{}, nil
	if !fn.IsNil() {
		if err := callSoon(t, f.loop, fn, f.value(), ctx); err != nil {
			return err
		}
	}
	if more == nil {
		return nil
	}
	for _, v := range more.Items {
		u, _ := object.AsTuple(v)
		if err := callSoon(t, f.loop, u.Items[0], f.value(), u.Items[1]); err != nil {
			return err
		}
	}
	return nil
}

func (f *future) setResult(t *thread, v value) error {
	if err := f.alive(); err != nil {
		return err
	}
	if f.state != pending {
		return f.st.invalidState(t, "invalid state")
	}
	f.result = v
	f.state = finished
	return f.schedule(t)
}

func (f *future) setException(t *thread, v value) error {
	if err := f.alive(); err != nil {
		return err
	}
	if f.state != pending {
		return f.st.invalidState(t, "invalid state")
	}
	if c, ok := object.AsType(v); ok && c.IsSubtype(object.BaseExceptionType) {
		var err error
		if v, err = t.Call(v); err != nil {
			return err
		}
		if f.state != pending {
			return f.st.invalidState(t, "invalid state")
		}
	}
	e, ok := object.AsException(v)
	if !ok {
		return object.Errorf(object.TypeErrorType, "invalid exception object")
	}
	if v.Is(object.StopIterationType) {
		return object.Errorf(object.TypeErrorType, "StopIteration interacts badly with generators and cannot be raised into a Future")
	}
	f.exc, f.excTB = e, e.Traceback
	f.state = finished
	if err := f.schedule(t); err != nil {
		return err
	}
	f.logTB = true
	if !f.finalised {
		f.st.note(t, f)
	}
	return nil
}

// cancel is Future.cancel.
func (f *future) cancel(t *thread, msg value) (bool, error) {
	f.logTB = false
	if f.state != pending {
		return false, nil
	}
	f.state = cancelled
	f.message = msg
	return true, f.schedule(t)
}

// cancelledError is _make_cancelled_error.
func (f *future) cancelledError(t *thread) (*object.Exception, error) {
	if e := f.cancelled; e != nil {
		f.cancelled = nil
		return e, nil
	}
	c, err := f.st.cancelled(t)
	if err != nil {
		return nil, err
	}
	if f.message.IsNil() || f.message.IsNone() {
		return object.NewException(c), nil
	}
	return object.NewException(c, f.message), nil
}

// outcome gives the result, or raises the exception, of a future that is done.
func (f *future) outcome(t *thread) (value, error) {
	switch f.state {
	case cancelled:
		e, err := f.cancelledError(t)
		if err == nil {
			err = e
		}
		return value{}, err
	case pending:
		return value{}, f.st.invalidState(t, "Result is not set.")
	}
	f.logTB = false
	if f.exc != nil {
		f.exc.Traceback, f.excTB = f.excTB, nil
		return value{}, f.exc
	}
	return f.result, nil
}

// addCallback is add_done_callback, with a context.
func (f *future) addCallback(t *thread, fn, ctx value) error {
	switch {
	case f.loop.IsNil():
		return object.Errorf(object.RuntimeErrorType, "uninitialized Future object")
	case f.state != pending:
		return callSoon(t, f.loop, fn, f.value(), ctx)
	case f.fn.IsNil() && f.more == nil:
		f.fn, f.ctx = fn, ctx
	case f.more == nil:
		f.more = object.NewList([]value{object.Pair(fn, ctx)})
	default:
		f.more.Items = append(f.more.Items, object.Pair(fn, ctx))
	}
	return nil
}

func (f *future) removeCallback(t *thread, fn value) (int, error) {
	if err := f.alive(); err != nil {
		return 0, err
	}
	removed := 0
	if !f.fn.IsNil() {
		same, err := t.EqualValues(f.fn, fn)
		if err != nil {
			return 0, err
		}
		if same {
			f.fn, f.ctx = value{}, value{}
			removed = 1
		}
	}
	if f.more == nil {
		return removed, nil
	}
	var keep []value
	// A comparison may change the list.
	for i := 0; f.more != nil && i < len(f.more.Items); i++ {
		item := f.more.Items[i]
		u, _ := object.AsTuple(item)
		same, err := t.EqualValues(u.Items[0], fn)
		if err != nil {
			return 0, err
		}
		if same {
			removed++
		} else {
			keep = append(keep, item)
		}
	}
	switch {
	case f.more == nil:
	case len(keep) == 0:
		f.more = nil
	default:
		f.more.Items = keep
	}
	return removed, nil
}

// callbacks is _callbacks: a list of tuples, or None.
func (f *future) callbacks(t *thread) (value, error) {
	if err := f.alive(); err != nil {
		return value{}, err
	}
	if f.fn.IsNil() {
		if f.more == nil {
			return object.None, nil
		}
		return f.more.Value(), nil
	}
	list := []value{object.Pair(f.fn, f.ctx)}
	if f.more != nil {
		list = append(list, f.more.Items...)
	}
	return object.NewList(list).Value(), nil
}

// spent reports whether the end of a future or task, which nobody refers to, goes unnoticed.
func spent(h *object.Header) bool {
	f := (*future)(unsafe.Pointer(h))
	if f.ownDel || f.logTB {
		return false
	}
	return f.state != pending || !f.isTask() || !(*task)(f.ptr()).logDestroy
}

func (f *future) isTask() bool { return f.Type == taskType || f.Type.IsSubtype(taskType) }

// finalise is __del__ of futures and tasks.
func finalise(t *thread, self value) (value, error) {
	f := asFuture(self)
	if f.loop.IsNil() {
		return object.None, nil
	}
	if f.isTask() && f.state == pending && (*task)(f.ptr()).logDestroy {
		f.report(t, "Task was destroyed but it is pending!", "task", value{})
	}
	if f.logTB {
		f.logTB = false
		name := f.Type.Name
		f.report(t, name[strings.LastIndexByte(name, '.')+1:]+" exception was never retrieved", "future", f.exc.Value())
	}
	return object.None, nil
}

// report calls the loop's exception handler about f, under the name what.
func (f *future) report(t *thread, msg, what string, exc value) {
	handled := t.Exc
	defer func() { t.Exc = handled }()
	d := object.NewDict()
	d.SetString("message", object.StrValue(msg))
	if !exc.IsNil() {
		d.SetString("exception", exc)
	}
	d.SetString(what, f.value())
	if !f.source.IsNil() {
		d.SetString("source_traceback", f.source)
	}
	handler, err := t.GetAttr(f.loop, nameCallHandler)
	if err != nil {
		object.Unraisable(t, err, "", f.value())
		return
	}
	if _, err := t.Call(handler, d.Value()); err != nil {
		object.Unraisable(t, err, "", handler)
	}
}

// futureRepr makes the repr by a function of Python's.
func futureRepr(module, name string) object.UnaryFunc {
	return func(t *thread, self value) (value, error) {
		if err := asFuture(self).alive(); err != nil {
			return value{}, err
		}
		f, err := python(t, module, name)
		if err != nil {
			return value{}, err
		}
		return t.Call(f, self)
	}
}

// futureMethods are the methods that tasks have, too.
func futureMethods() []object.Method {
	return []object.Method{
		{Name: "result", Sig: "($self, /)", Doc: "Return the result this future represents.\n\nIf the future has been cancelled, raises CancelledError.  If the\nfuture's result isn't yet available, raises InvalidStateError.  If\nthe future is done and has an exception set, this exception is raised.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			f := asFuture(self)
			if f.loop.IsNil() {
				return value{}, stateOf(t).invalidState(t, errUninitialised)
			}
			return f.outcome(t)
		})},
		{Name: "exception", Sig: "($self, /)", Doc: "Return the exception that was set on this future.\n\nThe exception (or None if no exception was set) is returned only if\nthe future is done.  If the future has been cancelled, raises\nCancelledError.  If the future isn't done yet, raises\nInvalidStateError.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			f := asFuture(self)
			switch {
			case f.loop.IsNil():
				return value{}, stateOf(t).invalidState(t, errUninitialised)
			case f.state == cancelled:
				return f.outcome(t)
			case f.state == pending:
				return value{}, f.st.invalidState(t, "Exception is not set.")
			}
			f.logTB = false
			if f.exc == nil {
				return object.None, nil
			}
			return f.exc.Value(), nil
		})},
		{Name: "add_done_callback", Sig: "($self, fn, /, *, context=<unrepresentable>)", Doc: "Add a callback to be run when the future becomes done.\n\nThe callback is called with a single argument - the future object. If\nthe future is already done when this is called, the callback is\nscheduled with call_soon.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			ctx := a[1]
			if ctx.IsNil() {
				ctx = contextvars.Copy(t)
			}
			return object.None, asFuture(self).addCallback(t, a[0], ctx)
		})},
		{Name: "remove_done_callback", Sig: "($self, fn, /)", Doc: "Remove all instances of a callback from the \"call when done\" list.\n\nReturns the number of callbacks removed.", Fn: object.Fn1(func(t *thread, self, fn value) (value, error) {
			n, err := asFuture(self).removeCallback(t, fn)
			return object.Int(n), err
		})},
		{Name: "cancelled", Sig: "($self, /)", Doc: "Return True if the future was cancelled.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			f := asFuture(self)
			return object.Bool(f.state == cancelled), nil
		})},
		{Name: "done", Sig: "($self, /)", Doc: "Return True if the future is done.\n\nDone means either that a result / exception are available, or that the\nfuture was cancelled.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			f := asFuture(self)
			return object.Bool(f.state != pending), nil
		})},
		{Name: "__class_getitem__", Doc: "See PEP 585", Kind: object.ClassMethod, Fn: object.Fn1(object.NewGenericAlias)},
	}
}

// makeCancelledError is the method _make_cancelled_error, of what the documentation calls what.
func makeCancelledError(what string) object.Method {
	return object.Method{Name: "_make_cancelled_error", Sig: "($self, /)", Doc: "Create the CancelledError to raise if the " + what + " is cancelled.\n\nThis should only be called once when handling a cancellation since\nit erases the context exception value.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
		f := asFuture(self)
		if f.st == nil {
			f.st = stateOf(t)
		}
		e, err := f.cancelledError(t)
		if err != nil {
			return value{}, err
		}
		return e.Value(), nil
	})}
}

// flag is a boolean attribute that can be set but not deleted.
func flag(name string, get func(self value) *bool, check func(self value, on bool) error) object.GetSet {
	return object.GetSet{Name: name,
		Get: func(t *thread, self value) (value, error) {
			return object.Bool(*get(self)), nil
		},
		Set: func(t *thread, self, v value) error {
			if v.IsNil() {
				return object.Errorf(object.AttributeErrorType, "cannot delete attribute")
			}
			on, err := t.Truth(v)
			if err != nil {
				return err
			}
			if check != nil {
				if err := check(self, on); err != nil {
					return err
				}
			}
			*get(self) = on
			return nil
		}}
}

// shown is an attribute that is not writable; it is None if f gives the zero Value. If live, the future must be
// initialised.
func shown(name string, live bool, get func(f *future) value) object.GetSet {
	return object.GetSet{Name: name, Get: func(t *thread, self value) (value, error) {
		f := asFuture(self)
		if live {
			if err := f.alive(); err != nil {
				return value{}, err
			}
		}
		return get(f).OrNone(), nil
	}}
}

// futureAttributes are the attributes that tasks have, too.
func futureAttributes() []object.GetSet {
	logTraceback := flag("_log_traceback", func(self value) *bool { return &asFuture(self).logTB }, func(self value, on bool) error {
		if on {
			return object.Errorf(object.ValueErrorType, "_log_traceback can only be set to False")
		}
		return nil
	})
	getLog := logTraceback.Get
	logTraceback.Get = func(t *thread, self value) (value, error) {
		if err := asFuture(self).alive(); err != nil {
			return value{}, err
		}
		return getLog(t, self)
	}
	return []object.GetSet{
		shown("_state", true, func(f *future) value { return object.Intern(stateNames[f.state]).Value() }),
		flag("_asyncio_future_blocking", func(self value) *bool { return &asFuture(self).blocking }, func(self value, on bool) error {
			return asFuture(self).alive()
		}),
		shown("_loop", false, func(f *future) value { return f.loop }),
		{Name: "_callbacks", Get: func(t *thread, self value) (value, error) { return asFuture(self).callbacks(t) }},
		shown("_result", true, func(f *future) value { return f.result }),
		shown("_exception", true, func(f *future) value {
			if f.exc == nil {
				return value{}
			}
			return f.exc.Value()
		}),
		logTraceback,
		shown("_source_traceback", false, func(f *future) value { return f.source }),
		{Name: "_cancel_message",
			Get: func(t *thread, self value) (value, error) { return asFuture(self).message.OrNone(), nil },
			Set: func(t *thread, self, v value) error {
				if v.IsNil() {
					return object.Errorf(object.AttributeErrorType, "cannot delete attribute")
				}
				asFuture(self).message = v
				return nil
			}},
	}
}

func setupFuture() {
	y := futureType
	y.New = func(t *thread, cls *object.Type, in []value, kw *object.Tuple) (value, error) {
		f := object.Alloc[future](cls)
		f.begin(t, cls)
		return f.value(), nil
	}
	y.Init, y.Repr, y.Del, y.Spent = futureInit, futureRepr("asyncio.base_futures", "_future_repr"), finalise, spent
	y.Iter, y.Await = newIter, newIter
	object.Define(y, object.TypeSpec{
		Doc:    "Future(*, loop=None)\n--\n\nThis class is *almost* compatible with concurrent.futures.Future.\n\n    Differences:\n\n    - result() and exception() do not take a timeout argument and\n      raise an exception when the future isn't done yet.\n\n    - Callbacks registered with add_done_callback() are always called\n      via the event loop's call_soon_threadsafe().\n\n    - This class is not compatible with the wait() and as_completed()\n      methods in the concurrent.futures package.",
		Layout: object.NewLayoutOwn[future](y.Name, object.ObjectType.Layout, unsafe.Offsetof(future{}.attrs)),
		Flags:  object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: append(futureMethods(),
			object.Method{Name: "set_result", Sig: "($self, result, /)", Doc: "Mark the future done and set its result.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				return object.None, asFuture(self).setResult(t, v)
			})},
			object.Method{Name: "set_exception", Sig: "($self, exception, /)", Doc: "Mark the future done and set an exception.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				return object.None, asFuture(self).setException(t, v)
			})},
			object.Method{Name: "cancel", Sig: "($self, /, msg=None)", Doc: "Cancel the future and schedule callbacks.\n\nIf the future is already done or cancelled, return False.  Otherwise,\nchange the future's state to cancelled, schedule the callbacks and\nreturn True.", Fn: object.FnOpt(func(t *thread, self, msg, _ value) (value, error) {
				f := asFuture(self)
				if err := f.alive(); err != nil {
					return value{}, err
				}
				done, err := f.cancel(t, msg.OrNone())
				return object.Bool(done), err
			})},
			object.Method{Name: "get_loop", Sig: "($self, /)", Doc: "Return the event loop the Future is bound to.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				f := asFuture(self)
				return f.loop, f.alive()
			})},
			makeCancelledError("Future"),
		),
		GetSets: futureAttributes(),
	})
}
