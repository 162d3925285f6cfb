package asyncio

import (
	"fmt"

	"memphis/interp/internal/modules/args"
	"memphis/interp/internal/modules/contextvars"
	"memphis/interp/object"
)

// This file defines Task but for its steps.

// task is a Task: a future whose result a coroutine computes.
type task struct {
	future
	coro       value
	name       value // the zero Value before __init__, and while it is Task- and number
	context    value
	waiter     value // _fut_waiter
	number     uint64
	cancels    int // cancelling()
	mustCancel bool
	logDestroy bool // _log_destroy_pending
	registered bool // and not in the WeakSet
}

var taskType = &object.Type{Name: "_asyncio.Task"}

func asTask(v value) *task { return args.As[task](v) }

var taskSig = object.NewSignature("(coro, *, loop=None, name=None, context=None)")

func taskInit(t *thread, self value, in []value, kw *object.Tuple) error {
	k := asTask(self)
	coro, loop, name, context := value{}, object.None, object.None, object.None
	if kw != nil && len(in) == 2 && len(kw.Items) == 1 && kw.Items[0] == nameLoop.Value() {
		coro, loop = in[0], in[1]
	} else {
		a, err := taskSig.Bind(t, "Task", in, kw)
		if err != nil {
			return err
		}
		coro, loop, name, context = a[0], a[1], a[2].OrNone(), a[3].OrNone()
	}
	if err := k.future.init(t, loop); err != nil {
		return err
	}
	ok, err := k.st.isCoroutine(t, coro)
	if err != nil {
		return err
	}
	if !ok {
		k.logDestroy = false
		r, err := reprOf(t, coro)
		if err != nil {
			return err
		}
		return object.Errorf(object.TypeErrorType, "a coroutine was expected, got %s", r)
	}
	if context.IsNone() {
		context = contextvars.Copy(t)
	}
	k.context, k.coro, k.waiter = context, coro, value{}
	k.mustCancel, k.logDestroy, k.cancels = false, true, 0
	switch {
	case name.IsNone():
		k.st.named++
		k.name, k.number = value{}, k.st.named
	default:
		if err := k.setName(t, name); err != nil {
			return err
		}
	}
	k.st.register(t, k)
	if err := k.stepSoon(t, nil); err != nil {
		k.registered = false
		return err
	}
	return nil
}

// isCoroutine is asyncio.iscoroutine(v).
func (st *state) isCoroutine(t *thread, v value) (bool, error) {
	typ := v.Type()
	if typ == object.CoroutineType || st.coroutines[typ] {
		return true, nil
	}
	f, err := python(t, "asyncio.coroutines", "iscoroutine")
	if err != nil {
		return false, err
	}
	r, err := t.Call(f, v)
	if err != nil {
		return false, err
	}
	ok, err := t.Truth(r)
	if ok && err == nil && len(st.coroutines) < 100 {
		st.coroutines[typ] = true
	}
	return ok, err
}

// getName is get_name(): the name is made when it is asked for, since most tasks' never is.
func (k *task) getName() value {
	if k.name.IsNil() && k.number > 0 {
		k.name = object.StrValue(fmt.Sprintf("Task-%d", k.number))
	}
	return k.name.OrNone()
}

func (k *task) setName(t *thread, v value) error {
	if v.Is(object.StrType) {
		k.name = v
		return nil
	}
	s, err := t.Str(v)
	if err == nil {
		k.name = s.Value()
	}
	return err
}

// cancel is Task.cancel.
func (k *task) cancel(t *thread, msg value) (bool, error) {
	k.logTB = false
	if k.state != pending {
		return false, nil
	}
	k.cancels++
	if !k.waiter.IsNil() {
		done, err := cancelFuture(t, k.waiter, msg)
		if done || err != nil {
			return done, err
		}
	}
	k.mustCancel = true
	k.message = msg
	return true, nil
}

// cancelFuture is fut.cancel(msg=msg).
func cancelFuture(t *thread, fut, msg value) (bool, error) {
	switch fut.Type() {
	case taskType:
		return asTask(fut).cancel(t, msg)
	case futureType:
		if err := asFuture(fut).alive(); err != nil {
			return false, err
		}
		return asFuture(fut).cancel(t, msg)
	}
	f, err := t.GetAttr(fut, nameCancel)
	if err != nil {
		return false, err
	}
	a := t.PushArgs(1)
	a[0] = msg
	r, err := t.CallVec(f, a, kwMsg)
	t.PopArgs(a)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

// stack is the method name of tasks, which the function of asyncio.base_tasks implements: it is given the task and the n
// keyword arguments.
func stack(name, sig, doc, function string, n int) object.Method {
	return object.Method{Name: name, Sig: sig, Doc: doc, Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
		f, err := python(t, "asyncio.base_tasks", function)
		if err != nil {
			return value{}, err
		}
		in := []value{self}
		for _, v := range a[:n] {
			in = append(in, v.OrNone())
		}
		return t.Call(f, in...)
	})}
}

func setupTask() {
	y := taskType
	y.New = func(t *thread, cls *object.Type, in []value, kw *object.Tuple) (value, error) {
		k := object.Alloc[task](cls)
		k.begin(t, cls)
		return k.value(), nil
	}
	y.Init, y.Repr, y.Del, y.Spent = taskInit, futureRepr("asyncio.base_tasks", "_task_repr"), finalise, spent
	y.Iter, y.Await = newIter, newIter
	unsupported := func(what string) object.Method {
		return object.Method{Name: what, Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
			return value{}, object.Errorf(object.RuntimeErrorType, "Task does not support %s operation", what)
		})}
	}
	setResult, setException := unsupported("set_result"), unsupported("set_exception")
	setResult.Sig, setException.Sig = "($self, result, /)", "($self, exception, /)"
	object.Define(y, object.TypeSpec{
		Doc:    "Task(coro, *, loop=None, name=None, context=None)\n--\n\nA coroutine wrapped in a Future.",
		Base:   futureType,
		Layout: object.NewLayoutOwn[task](y.Name, futureType.Layout, futureType.Layout.AttrsOff),
		Flags:  object.FlagBase | object.FlagDict | object.FlagWeakref,
		Methods: append(futureMethods(), setResult, setException,
			object.Method{Name: "cancel", Sig: "($self, /, msg=None)", Doc: "Request that this task cancel itself.\n\nThis arranges for a CancelledError to be thrown into the\nwrapped coroutine on the next cycle through the event loop.\nThe coroutine then has a chance to clean up or even deny\nthe request using try/except/finally.\n\nUnlike Future.cancel, this does not guarantee that the\ntask will be cancelled: the exception might be caught and\nacted upon, delaying cancellation of the task or preventing\ncancellation completely.  The task may also return a value or\nraise a different exception.\n\nImmediately after this method is called, Task.cancelled() will\nnot return True (unless the task was already cancelled).  A\ntask will be marked as cancelled when the wrapped coroutine\nterminates with a CancelledError exception (even if cancel()\nwas not called).\n\nThis also increases the task's count of cancellation requests.", Fn: object.FnOpt(func(t *thread, self, msg, _ value) (value, error) {
				done, err := asTask(self).cancel(t, msg.OrNone())
				return object.Bool(done), err
			})},
			object.Method{Name: "cancelling", Sig: "($self, /)", Doc: "Return the count of the task's cancellation requests.\n\nThis count is incremented when .cancel() is called\nand may be decremented using .uncancel().", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				return object.Int(asTask(self).cancels), nil
			})},
			object.Method{Name: "uncancel", Sig: "($self, /)", Doc: "Decrement the task's count of cancellation requests.\n\nThis should be used by tasks that catch CancelledError\nand wish to continue indefinitely until they are cancelled again.\n\nReturns the remaining number of cancellation requests.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				k := asTask(self)
				k.cancels = max(k.cancels-1, 0)
				return object.Int(k.cancels), nil
			})},
			stack("get_stack", "($self, /, *, limit=None)", "Return the list of stack frames for this task's coroutine.\n\nIf the coroutine is not done, this returns the stack where it is\nsuspended.  If the coroutine has completed successfully or was\ncancelled, this returns an empty list.  If the coroutine was\nterminated by an exception, this returns the list of traceback\nframes.\n\nThe frames are always ordered from oldest to newest.\n\nThe optional limit gives the maximum number of frames to\nreturn; by default all available frames are returned.  Its\nmeaning differs depending on whether a stack or a traceback is\nreturned: the newest frames of a stack are returned, but the\noldest frames of a traceback are returned.  (This matches the\nbehavior of the traceback module.)\n\nFor reasons beyond our control, only one stack frame is\nreturned for a suspended coroutine.", "_task_get_stack", 1),
			stack("print_stack", "($self, /, *, limit=None, file=None)", "Print the stack or traceback for this task's coroutine.\n\nThis produces output similar to that of the traceback module,\nfor the frames retrieved by get_stack().  The limit argument\nis passed to get_stack().  The file argument is an I/O stream\nto which the output is written; by default output is written\nto sys.stderr.", "_task_print_stack", 2),
			makeCancelledError("Task"),
			object.Method{Name: "get_name", Sig: "($self, /)", Fn: object.Fn0(func(t *thread, self value) (value, error) { return asTask(self).getName(), nil })},
			object.Method{Name: "set_name", Sig: "($self, value, /)", Fn: object.Fn1(func(t *thread, self, v value) (value, error) { return object.None, asTask(self).setName(t, v) })},
			object.Method{Name: "get_coro", Sig: "($self, /)", Fn: object.Fn0(func(t *thread, self value) (value, error) { return asTask(self).coro.OrNone(), nil })},
		),
		GetSets: append(futureAttributes(),
			flag("_log_destroy_pending", func(self value) *bool { return &asTask(self).logDestroy }, nil),
			object.GetSet{Name: "_must_cancel", Get: func(t *thread, self value) (value, error) { return object.Bool(asTask(self).mustCancel), nil }},
			object.GetSet{Name: "_coro", Get: func(t *thread, self value) (value, error) { return asTask(self).coro.OrNone(), nil }},
			object.GetSet{Name: "_fut_waiter", Get: func(t *thread, self value) (value, error) { return asTask(self).waiter.OrNone(), nil }},
		),
	})
}
