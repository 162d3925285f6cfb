package asyncio

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines what is known of all tasks: which run, which there are, and which futures have something to say at
// their end.
//
// A weak reference and a finaliser cost a microsecond each, several times what a short task takes, and most tasks run to
// their end before anybody asks for all of them. So new tasks are only noted down, which keeps them alive, until memory
// has been collected or there are many; those that are not done then get a finaliser. The WeakSet that Python sees is given
// them when it is looked at.

// note has f settled later.
func (st *state) note(t *thread, f *future) {
	if f.noted {
		return
	}
	if len(st.fresh) >= object.MaxYoung {
		st.settle(t.Interp)
	}
	f.noted = true
	st.fresh = append(st.fresh, f)
}

// settle gives a finaliser to each future noted down that would have something to say now or later.
func (st *state) settle(in *object.Interp) {
	for i, f := range st.fresh {
		st.fresh[i] = nil
		f.noted = false
		if !f.finalised && (!spent(&f.Header) || f.isTask() && f.state == pending) {
			f.finalised = true
			object.TrackFinalizer(in.Main, f.value())
		}
	}
	st.fresh = st.fresh[:0]
}

// publish puts all tasks that are not done into the WeakSet whose own method add is given.
func (st *state) publish(t *thread, add value) error {
	st.settle(t.Interp)
	var err error
	for v := range t.Interp.Tracked {
		if !v.Is(taskType) {
			continue
		}
		if k := asTask(v); k.registered && k.st == st {
			k.registered = false
			if k.state != pending {
				continue
			}
			if _, err = t.Call(add, st.tasks, v); err != nil {
				break
			}
		}
	}
	return err
}

// newTaskSet makes _all_tasks: a WeakSet whose methods that look at its content first put those tasks in that have only been
// noted down.
func newTaskSet(t *thread, st *state) (value, error) {
	base, err := python(t, "_weakrefset", "WeakSet")
	if err != nil {
		return value{}, err
	}
	weakSet, ok := object.AsType(base)
	if !ok {
		return value{}, object.Errorf(object.TypeErrorType, "_weakrefset.WeakSet is no class")
	}
	add := weakSet.Lookup(t, object.Intern("add"))
	ns := object.NewDict()
	ns.SetString("__module__", object.StrValue("_weakrefset"))
	cv, err := t.NewClass(object.TypeType, object.Intern("WeakSet"), []value{base}, ns, nil)
	if err != nil {
		return value{}, err
	}
	class, _ := object.AsType(cv)
	for _, e := range weakSet.Dict.Entries {
		name, ok := object.AsStr(e.Key)
		if e.Key.IsNil() || !ok || e.Val.Type() != object.FunctionType {
			continue
		}
		switch name.String() {
		case "__init__", "add", "_commit_removals":
			continue
		}
		f := e.Val
		m := &object.Method{Name: name.String(), Fn: object.FnVec(func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
			if self == st.tasks {
				if err := st.publish(t, add); err != nil {
					return value{}, err
				}
			}
			return t.CallVec(f, append([]value{self}, in...), kw)
		})}
		if err := t.SetAttr(cv, name, object.NewMethod(class, m)); err != nil {
			return value{}, err
		}
	}
	return t.Call(cv)
}

func registerTask(t *thread, self value, a []value) (value, error) {
	st := stateOf(t)
	if a[0].Is(taskType) {
		if k := args.As[task](a[0]); k.state == pending {
			st.register(t, k)
			return object.None, nil
		}
	}
	return t.CallMethodString(st.tasks, "add", a[0])
}

func (st *state) register(t *thread, k *task) {
	k.registered = true
	if !k.finalised {
		st.note(t, &k.future)
	}
}

func unregisterTask(t *thread, self value, a []value) (value, error) {
	st := stateOf(t)
	if _, err := t.CallMethodString(st.tasks, "discard", a[0]); err != nil {
		return value{}, err
	}
	if a[0].Is(taskType) {
		args.As[task](a[0]).registered = false
	}
	return object.None, nil
}

// running is the task that runs in loop, if found, and the loop's hash.
func (st *state) running(t *thread, loop value) (hash int64, now value, found bool, err error) {
	if hash, err = t.Hash(loop); err == nil {
		now, found, err = st.current.GetHash(t, loop, hash)
	}
	return hash, now, found, err
}

// enter makes task the one that runs in loop.
func (st *state) enter(t *thread, loop, task value) error {
	hash, now, found, err := st.running(t, loop)
	if err != nil {
		return err
	}
	if found {
		return entered(t, "Cannot enter into task %s while another task %s is being executed.", task, now)
	}
	return st.current.SetHash(t, loop, hash, task)
}

// leave undoes enter.
func (st *state) leave(t *thread, loop, task value) error {
	hash, now, found, err := st.running(t, loop)
	if err != nil {
		return err
	}
	if !found || now != task {
		return entered(t, "Leaving task %s does not match the current task %s.", task, now.OrNone())
	}
	_, _, err = st.current.DeleteHash(t, loop, hash)
	return err
}

// entered is the RuntimeError about a task and the one that runs.
func entered(t *thread, format string, task, now value) error {
	a, err := reprOf(t, task)
	if err != nil {
		return err
	}
	b, err := reprOf(t, now)
	if err != nil {
		return err
	}
	return object.Errorf(object.RuntimeErrorType, format, a, b)
}
