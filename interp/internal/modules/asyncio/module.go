// Package asyncio is the module _asyncio: the futures and tasks of asyncio, and what it knows of the running event
// loop and the tasks there are ("Futures" and "Coroutines and Tasks" in the library reference).
//
// Types are shared by all interpreters; what one interpreter knows is its state, and which event loop runs is the
// thread's. What asyncio has in Python (exceptions, reprs, policies) is looked up when it is first needed, since asyncio
// imports this module while it is itself being imported.
package asyncio

import (
	"sync"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Module returns the table of the module _asyncio.
func Module() *object.ModuleDef {
	setupOnce.Do(setup)
	return &object.ModuleDef{
		Name: "_asyncio",
		Doc:  "Accelerator module for asyncio",
		Methods: []object.Method{
			{Name: "_get_running_loop", Sig: "($module, /)", Doc: "Return the running event loop or None.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				return runningLoop(t).OrNone(), nil
			})},
			{Name: "get_running_loop", Sig: "($module, /)", Doc: "Return the running event loop.  Raise a RuntimeError if there is none.\n\nThis function is thread-specific.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				loop := runningLoop(t)
				if loop.IsNil() {
					return value{}, object.Errorf(object.RuntimeErrorType, "no running event loop")
				}
				return loop, nil
			})},
			{Name: "_set_running_loop", Sig: "($module, loop, /)", Doc: "Set the running event loop.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.", Fn: object.Fn1(setRunningLoop)},
			{Name: "get_event_loop", Sig: "($module, /)", Doc: "Return an asyncio event loop.\n\nWhen called from a coroutine or a callback (e.g. scheduled with\ncall_soon or similar API), this function will always return the\nrunning event loop.\n\nIf there is no running event loop set, the function will return\nthe result of `get_event_loop_policy().get_event_loop()` call.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				return eventLoop(t)
			})},
			{Name: "_get_event_loop", Sig: "($module, /, stacklevel=3)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				if !a[0].IsNil() {
					if _, err := args.SSize(t, a[0]); err != nil {
						return value{}, err
					}
				}
				return eventLoop(t)
			})},
			{Name: "_register_task", Sig: "($module, /, task)", Doc: "Register a new task in asyncio as executed by loop.\n\nReturns None.", Fn: object.FnBound(registerTask)},
			{Name: "_unregister_task", Sig: "($module, /, task)", Doc: "Unregister a task.\n\nReturns None.", Fn: object.FnBound(unregisterTask)},
			{Name: "_enter_task", Sig: "($module, /, loop, task)", Doc: "Enter into task execution or resume suspended task.\n\nTask belongs to loop.\n\nReturns None.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return object.None, stateOf(t).enter(t, a[0], a[1])
			})},
			{Name: "_leave_task", Sig: "($module, /, loop, task)", Doc: "Leave task execution or suspend a task.\n\nTask belongs to loop.\n\nReturns None.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return object.None, stateOf(t).leave(t, a[0], a[1])
			})},
		},
		Init: func(t *thread, m *object.Module) error {
			st := stateOf(t)
			tasks, err := newTaskSet(t, st)
			if err != nil {
				return err
			}
			st.tasks = tasks
			d := m.Dict()
			d.SetString("Future", futureType.Value())
			d.SetString("Task", taskType.Value())
			d.SetString("_all_tasks", tasks)
			d.SetString("_current_tasks", st.current.Value())
			return nil
		},
	}
}

var setupOnce sync.Once

func setup() {
	setupFuture()
	setupIter()
	setupTask()
	setupStep()
}

// The names that are looked up all the time.
var (
	nameLoop         = object.Intern("loop")
	nameName         = object.Intern("name")
	nameContext      = object.Intern("context")
	nameMsg          = object.Intern("msg")
	nameCallSoon     = object.Intern("call_soon")
	nameGetDebug     = object.Intern("get_debug")
	nameGetLoop      = object.Intern("get_loop")
	nameOwnLoop      = object.Intern("_loop")
	nameBlocking     = object.Intern("_asyncio_future_blocking")
	nameAddCallback  = object.Intern("add_done_callback")
	nameCancel       = object.Intern("cancel")
	nameResult       = object.Intern("result")
	nameThrow        = object.Intern("throw")
	nameCallHandler  = object.Intern("call_exception_handler")
	kwContext, kwMsg = object.NewTupleOf([]value{nameContext.Value()}), object.NewTupleOf([]value{nameMsg.Value()})
)

// state is what the module knows in one interpreter.
type state struct {
	tasks   value        // _all_tasks
	current *object.Dict // _current_tasks: the running task by event loop
	fresh   []*future    // noted down, and kept, until settle
	named   uint64       // tasks with names of ours

	cancelledError, invalidStateError *object.Type
	// coroutines are the types, other than that of coroutines, known to be coroutines'.
	coroutines map[*object.Type]bool
}

type stateKey struct{}

func stateOf(t *thread) *state {
	st, _ := t.Interp.State[stateKey{}].(*state)
	if st == nil {
		st = &state{current: object.NewDict(), coroutines: map[*object.Type]bool{}}
		t.Interp.State[stateKey{}] = st
		t.Interp.Settle = append(t.Interp.Settle, st.settle)
		// The loop runs in the process that forked.
		t.Interp.OnFork(object.ForkHook{Child: func(t *thread) { delete(t.Native, runningKey{}) }})
	}
	return st
}

// python returns an attribute of a module of Python's.
func python(t *thread, module, name string) (value, error) {
	m, ok := t.Interp.Modules.GetString(module)
	if !ok {
		if _, err := t.Interp.Host.Import(t, module, nil, object.TupleOf(object.Intern(name).Value()), 0); err != nil {
			return value{}, err
		}
		if m, ok = t.Interp.Modules.GetString(module); !ok {
			return value{}, object.Errorf(object.ImportErrorType, "no module named %s", module)
		}
	}
	return t.GetAttrString(m, name)
}

// errorClass returns a class of asyncio.exceptions, keeping it in *typ.
func errorClass(t *thread, typ **object.Type, name string) (*object.Type, error) {
	if *typ != nil {
		return *typ, nil
	}
	v, err := python(t, "asyncio.exceptions", name)
	if err != nil {
		return nil, err
	}
	c, ok := object.AsType(v)
	if !ok || !c.IsSubtype(object.BaseExceptionType) {
		return nil, object.Errorf(object.TypeErrorType, "asyncio.exceptions.%s is no exception class", name)
	}
	*typ = c
	return c, nil
}

// cancelled returns the class CancelledError.
func (st *state) cancelled(t *thread) (*object.Type, error) {
	return errorClass(t, &st.cancelledError, "CancelledError")
}

// isCancelled reports whether e is a CancelledError. If nobody has imported that class yet, it is none.
func (st *state) isCancelled(t *thread, e *object.Exception) bool {
	if st.cancelledError == nil {
		if _, ok := t.Interp.Modules.GetString("asyncio.exceptions"); !ok {
			return false
		}
		if _, err := st.cancelled(t); err != nil {
			return false
		}
	}
	return e.Type.IsSubtype(st.cancelledError)
}

// invalidState returns InvalidStateError(msg).
func (st *state) invalidState(t *thread, msg string) error {
	c, err := errorClass(t, &st.invalidStateError, "InvalidStateError")
	if err != nil {
		return err
	}
	return object.NewError(c, object.StrValue(msg))
}

type runningKey struct{}

// running holds the event loop that runs in a thread, the zero Value if none does.
type running struct{ loop value }

func runningLoop(t *thread) value {
	if r, ok := t.Native[runningKey{}].(*running); ok {
		return r.loop
	}
	return value{}
}

func setRunningLoop(t *thread, self, loop value) (value, error) {
	r, ok := t.Native[runningKey{}].(*running)
	if !ok {
		if t.Native == nil {
			t.Native = map[any]any{}
		}
		r = &running{}
		t.Native[runningKey{}] = r
	}
	if r.loop = loop; loop.IsNone() {
		r.loop = value{}
	}
	return object.None, nil
}

// eventLoop is asyncio.get_event_loop(): the running loop, or the policy's.
func eventLoop(t *thread) (value, error) {
	if loop := runningLoop(t); !loop.IsNil() {
		return loop, nil
	}
	get, err := python(t, "asyncio.events", "get_event_loop_policy")
	if err != nil {
		return value{}, err
	}
	policy, err := t.Call(get)
	if err != nil {
		return value{}, err
	}
	return t.CallMethodString(policy, "get_event_loop")
}

// callSoon is loop.call_soon(fn[, arg], context=ctx).
func callSoon(t *thread, loop, fn, arg, ctx value) error {
	f, self, err := t.LoadMethod(loop, nameCallSoon)
	if err != nil {
		return err
	}
	room := t.PushArgs(4)
	a := room[:0]
	if !self.IsNil() {
		a = append(a, self)
	}
	a = append(a, fn)
	if !arg.IsNil() {
		a = append(a, arg)
	}
	a = append(a, ctx)
	_, err = t.CallVec(f, a, kwContext)
	t.PopArgs(room)
	return err
}

// reprOf is repr(v) for a message.
func reprOf(t *thread, v value) (string, error) {
	s, err := t.Repr(v)
	if err != nil {
		return "", err
	}
	return s.String(), nil
}
