package asyncio

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines a task's steps: from one suspension of its coroutine to the next.

// step is what the loop calls to run a task's next step; exc, if any, is raised in the coroutine.
type step struct {
	object.Header
	task *task
	exc  *object.Exception
}

var stepType = &object.Type{Name: "TaskStepMethWrapper"}

// wakeMethod is called with the future that a task has waited for.
var wakeMethod = &object.Method{Name: "task_wakeup"}

func setupStep() {
	wakeMethod.Fn = object.Fn1(func(t *thread, self, fut value) (value, error) {
		return asTask(self).wakeUp(t, fut)
	})
	object.NewBuiltin(wakeMethod, object.None) // which makes it ready, before there are threads
	y := stepType
	y.CallSlot = func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
		if kw != nil && len(kw.Items) > 0 {
			return value{}, object.Errorf(object.TypeErrorType, "function takes no keyword arguments")
		}
		if len(in) > 0 {
			return value{}, object.Errorf(object.TypeErrorType, "function takes no positional arguments")
		}
		s := args.As[step](self)
		return s.task.run(t, s.exc)
	}
	object.Define(y, object.TypeSpec{
		Layout: object.NewLayout[step](y.Name, object.ObjectType.Layout),
		Flags:  object.FlagNoNew,
		GetSets: []object.GetSet{{Name: "__self__", Get: func(t *thread, self value) (value, error) {
			return args.As[step](self).task.value(), nil
		}}},
	})
}

// stepSoon has the loop run the next step.
func (k *task) stepSoon(t *thread, exc *object.Exception) error {
	// The task does not keep it: Go finalises nothing that can be reached from itself.
	next := args.Value(&step{object.Header{Type: stepType}, k, exc})
	return callSoon(t, k.loop, next, value{}, k.context)
}

// failSoon has a RuntimeError raised in the coroutine.
func (k *task) failSoon(t *thread, format string, about ...value) error {
	texts := make([]any, len(about))
	for i, v := range about {
		s, err := reprOf(t, v)
		if err != nil {
			return err
		}
		texts[i] = s
	}
	return k.stepSoon(t, object.ToException(object.Errorf(object.RuntimeErrorType, format, texts...)))
}

// wakeUp runs the next step with what became of the future fut.
func (k *task) wakeUp(t *thread, fut value) (value, error) {
	var err error
	if exact(fut) {
		f := asFuture(fut)
		if err = f.alive(); err == nil {
			_, err = f.outcome(t)
		}
	} else {
		_, err = t.CallMethod(fut, nameResult)
	}
	if err != nil {
		return k.run(t, object.ToException(err))
	}
	return k.run(t, nil)
}

// run runs the next step.
func (k *task) run(t *thread, exc *object.Exception) (value, error) {
	if err := k.st.enter(t, k.loop, k.value()); err != nil {
		return value{}, err
	}
	err := k.advance(t, exc)
	if lerr := k.st.leave(t, k.loop, k.value()); lerr != nil {
		if err != nil {
			e := object.ToException(lerr)
			e.Context = object.ToException(err)
		}
		err = lerr
	}
	return object.None, err
}

// advance resumes the coroutine, and sees to what it yields or how it ends.
func (k *task) advance(t *thread, exc *object.Exception) error {
	if k.state != pending {
		about := object.None
		if exc != nil {
			about = exc.Value()
		}
		a, err := reprOf(t, k.value())
		if err != nil {
			return err
		}
		b, err := reprOf(t, about)
		if err != nil {
			return err
		}
		return k.st.invalidState(t, "__step(): already done: "+a+" "+b)
	}
	var err error
	if k.mustCancel {
		if exc == nil || !k.st.isCancelled(t, exc) {
			if exc, err = k.cancelledError(t); err != nil {
				return err
			}
		}
		k.mustCancel = false
	}
	k.waiter = value{}
	if k.coro.IsNil() {
		return object.Errorf(object.RuntimeErrorType, "uninitialized Task object")
	}
	var (
		r    value
		done bool
	)
	if exc == nil {
		r, done, err = t.Send(k.coro, object.None)
	} else {
		r, done, err = throw(t, k.coro, exc)
	}
	switch {
	case err != nil:
		e := object.ToException(err)
		if k.st.isCancelled(t, e) {
			k.cancelled = e
			_, err = k.future.cancel(t, value{})
			return err
		}
		if err := k.setException(t, e.Value()); err != nil {
			return err
		}
		if e.Type == object.KeyboardInterruptType || e.Type == object.SystemExitType {
			return e
		}
		return nil
	case done:
		if k.mustCancel {
			// It was cancelled right before it ended.
			k.mustCancel = false
			_, err := k.future.cancel(t, k.message)
			return err
		}
		return k.setResult(t, r)
	}
	return k.await(t, r)
}

// throw raises exc in a coroutine. done says that it returned r; otherwise it yielded r.
func throw(t *thread, coro value, exc *object.Exception) (r value, done bool, err error) {
	if g, ok := object.AsGenerator(coro); ok {
		return g.Resume(t, value{}, exc)
	}
	r, err = t.CallMethod(coro, nameThrow, exc.Value())
	if err != nil && object.ErrorIs(err, object.StopIterationType) {
		return object.StopIterationValue(object.ToException(err)), true, nil
	}
	return r, false, err
}

// await has the task go on when it may, after the coroutine has yielded v.
func (k *task) await(t *thread, v value) error {
	switch {
	case v == k.value():
		return k.failSoon(t, "Task cannot await on itself: %s", v)
	case v.IsNone():
		// A bare yield lets others run once.
		return k.stepSoon(t, nil)
	case exact(v):
		f := asFuture(v)
		if f.loop != k.loop {
			return k.otherLoop(t, v)
		}
		if !f.blocking {
			return k.bareYield(t, v)
		}
		f.blocking = false
		if err := f.addCallback(t, k.waker(), k.context); err != nil {
			return err
		}
		return k.waitFor(t, v)
	}
	blocks, err := t.GetAttrOpt(v, nameBlocking)
	if err != nil {
		return err
	}
	if blocks.IsNil() || blocks.IsNone() {
		if v.Is(object.GeneratorType) {
			return k.failSoon(t, "yield was used instead of yield from for generator in task %s with %s", k.value(), v)
		}
		return k.failSoon(t, "Task got bad yield: %s", v)
	}
	blocking, err := t.Truth(blocks)
	if err != nil {
		return err
	}
	loop, err := loopOf(t, v)
	if err != nil {
		return err
	}
	if loop != k.loop {
		return k.otherLoop(t, v)
	}
	if !blocking {
		return k.bareYield(t, v)
	}
	if err := t.SetAttr(v, nameBlocking, object.False); err != nil {
		return err
	}
	add, err := t.GetAttr(v, nameAddCallback)
	if err != nil {
		return err
	}
	a := t.PushArgs(2)
	a[0], a[1] = k.waker(), k.context
	_, err = t.CallVec(add, a, kwContext)
	t.PopArgs(a)
	if err != nil {
		return err
	}
	return k.waitFor(t, v)
}

// waker is the callback for the future that the task waits for.
func (k *task) waker() value { return object.NewBuiltin(wakeMethod, k.value()) }

// waitFor notes the future that the task waits for, and cancels it if the task was cancelled meanwhile.
func (k *task) waitFor(t *thread, fut value) error {
	k.waiter = fut
	if !k.mustCancel {
		return nil
	}
	done, err := cancelFuture(t, fut, k.message.OrNone())
	if done {
		k.mustCancel = false
	}
	return err
}

func (k *task) otherLoop(t *thread, fut value) error {
	return k.failSoon(t, "Task %s got Future %s attached to a different loop", k.value(), fut)
}

func (k *task) bareYield(t *thread, fut value) error {
	return k.failSoon(t, "yield was used instead of yield from in task %s with %s", k.value(), fut)
}

// loopOf is the event loop of something like a future.
func loopOf(t *thread, fut value) (value, error) {
	get, err := t.GetAttrOpt(fut, nameGetLoop)
	if err != nil {
		return value{}, err
	}
	if !get.IsNil() {
		return t.Call(get)
	}
	return t.GetAttr(fut, nameOwnLoop)
}
