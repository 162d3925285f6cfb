package modules

import "memphis/interp/object"

// This file defines the module atexit (Library reference, "atexit").

type atexitKey struct{}

type atexitEntry struct {
	f    value
	args []value
	kw   *object.Tuple
}

type atexitState struct{ entries []*atexitEntry }

func atexitStateOf(t *thread) *atexitState {
	s, _ := t.Interp.State[atexitKey{}].(*atexitState)
	if s == nil {
		s = &atexitState{}
		t.Interp.State[atexitKey{}] = s
	}
	return s
}

// RunAtExit calls the registered functions, the last one first. An exception is
// reported and does not stop the others.
func RunAtExit(t *object.Thread) {
	s := atexitStateOf(t)
	for len(s.entries) > 0 {
		e := s.entries[len(s.entries)-1]
		s.entries = s.entries[:len(s.entries)-1]
		if _, err := t.CallVec(e.f, e.args, e.kw); err != nil {
			object.Unraisable(t, err, "in atexit callback", e.f)
		}
	}
}

func atexitModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "atexit",
		Doc:  "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n",
		Methods: []object.Method{
			{Name: "register", Doc: "register(func, *args, **kwargs) -> func\n\nRegister a function to be executed upon normal program termination", Fn: object.FnVec(func(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
				if len(args) == 0 || kw != nil && len(args) == len(kw.Items) {
					return value{}, object.Errorf(object.TypeErrorType, "register() takes at least 1 argument (0 given)")
				}
				if !object.IsCallable(args[0]) {
					return value{}, object.Errorf(object.TypeErrorType, "the first argument must be callable")
				}
				s := atexitStateOf(t)
				s.entries = append(s.entries, &atexitEntry{args[0], append([]value(nil), args[1:]...), kw})
				return args[0], nil
			})},
			{Name: "unregister", Doc: "unregister(func) -> None\n\nUnregister an exit function which was previously registered using\natexit.register", Fn: object.Fn1(func(t *thread, self, f value) (value, error) {
				s := atexitStateOf(t)
				var keep []*atexitEntry
				for _, e := range s.entries {
					eq, err := t.EqualValues(e.f, f)
					if err != nil {
						return value{}, err
					}
					if !eq {
						keep = append(keep, e)
					}
				}
				s.entries = keep
				return object.None, nil
			})},
			{Name: "_clear", Fn: object.Fn0(func(t *thread, self value) (value, error) { atexitStateOf(t).entries = nil; return object.None, nil })},
			{Name: "_run_exitfuncs", Fn: object.Fn0(func(t *thread, self value) (value, error) { RunAtExit(t); return object.None, nil })},
			{Name: "_ncallbacks", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				return object.Int(len(atexitStateOf(t).entries)), nil
			})},
		},
	}
}
