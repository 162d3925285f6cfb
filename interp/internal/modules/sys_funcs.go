package modules

import (
	"math"
	"runtime/metrics"
	"time"

	"memphis/interp/object"
)

// This file defines the functions of sys that read and change the interpreter's
// state.

func sysFunctions() []object.Method {
	none := func(name, doc string, f func(t *thread) (value, error)) object.Method {
		return object.Method{Name: name, Sig: "($module, /)", Doc: doc, Fn: object.Fn0(func(t *thread, self value) (value, error) { return f(t) })}
	}
	one := func(name, sig, doc string, f func(t *thread, v value) (value, error)) object.Method {
		return object.Method{Name: name, Sig: sig, Doc: doc, Fn: object.Fn1(func(t *thread, self, v value) (value, error) { return f(t, v) })}
	}
	return []object.Method{
		none("exc_info", "Return current exception information: (type, value, traceback).\n\nReturn information about the most recent exception caught by an except\nclause in the current stack frame or in an older stack frame.", func(t *thread) (value, error) {
			e := t.Exc
			if e == nil {
				return object.TupleOf(object.None, object.None, object.None), nil
			}
			return object.TupleOf(e.Header.Type.Value(), e.Value(), e.Traceback.Value()), nil
		}),
		none("exception", "Return the current exception.\n\nReturn the most recent exception caught by an except clause\nin the current stack frame or in an older stack frame, or None\nif no such clause exists.", func(t *thread) (value, error) {
			if t.Exc == nil {
				return object.None, nil
			}
			return t.Exc.Value(), nil
		}),
		{Name: "exit", Sig: "(status=None, /)", Doc: "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults to zero (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf it is another kind of object, it will be printed and the system\nexit status will be one (i.e., failure).", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			// The status is to the exception what a raised value is: None is no argument, a tuple all of them.
			var args []value
			if tup, ok := object.AsTuple(a[0]); ok {
				args = tup.Items
			} else if !a[0].IsNil() && !a[0].IsNone() {
				args = a[:1]
			}
			r, err := t.Call(object.SystemExitType.Value(), args...)
			if err != nil {
				return value{}, err
			}
			return value{}, object.ToException(asError(r))
		})},
		{Name: "_getframe", Sig: "(depth=0, /)", Doc: "Return a frame object from the call stack.\n\nIf optional integer depth is given, return the frame object that many\ncalls below the top of the stack.  If that is deeper than the call\nstack, ValueError is raised.  The default for depth is zero, returning\nthe frame at the top of the call stack.\n\nThis function should be used for internal and specialized purposes\nonly.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			n := 0
			if !a[0].IsNil() {
				var err error
				if n, err = t.AsIndex(a[0], object.OverflowErrorType); err != nil {
					return value{}, err
				}
			}
			f := t.Engine.Top(t)
			for ; n > 0 && f != nil; n-- {
				f = f.Engine.Back(t)
			}
			if f == nil {
				return value{}, object.Errorf(object.ValueErrorType, "call stack is not deep enough")
			}
			return f.Value(), nil
		})},
		one("intern", "($module, string, /)", "``Intern'' the given string.\n\nThis enters the string in the (global) table of interned strings whose\npurpose is to speed up dictionary lookups. Return the string itself or\nthe previously interned string object with the same value.", func(t *thread, v value) (value, error) {
			if v.Type() != object.StrType {
				if v.Is(object.StrType) {
					return value{}, object.Errorf(object.TypeErrorType, "can't intern %s", v.Type().Name)
				}
				return value{}, object.Errorf(object.TypeErrorType, "intern() argument must be str, not %s", v.Type().Name)
			}
			s, _ := object.AsStr(v)
			return object.InternStr(s).Value(), nil
		}),
		none("getrecursionlimit", "Return the current value of the recursion limit.\n\nThe recursion limit is the maximum depth of the Python interpreter\nstack.  This limit prevents infinite recursion from causing an overflow\nof the C stack and crashing Python.", func(t *thread) (value, error) { return object.Int(recursionLimit(t)), nil }),
		one("setrecursionlimit", "($module, limit, /)", "Set the maximum depth of the Python interpreter stack to n.\n\nThis limit prevents infinite recursion from causing an overflow of the C\nstack and crashing Python.  The highest possible limit is platform-\ndependent.", func(t *thread, v value) (value, error) {
			n, err := t.AsIndex(v, object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n < 1 {
				return value{}, object.Errorf(object.ValueErrorType, "recursion limit must be greater or equal than 1")
			}
			if n > 1<<31-1 {
				return value{}, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C int")
			}
			if depth := t.Depth + 1; depth >= n { // this call counts as well
				return value{}, object.Errorf(object.RecursionErrorType, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, depth)
			}
			t.Interp.State[recursionKey{}] = n
			t.Interp.RecursionLimit = min(n, object.MaxDepth)
			return object.None, nil
		}),
		none("get_int_max_str_digits", "Return the maximum string digits limit for non-binary int<->str conversions.", func(t *thread) (value, error) { return object.Int(t.Interp.MaxStrDigits), nil }),
		{Name: "set_int_max_str_digits", Sig: "(maxdigits)", Doc: "Set the maximum string digits limit for non-binary int<->str conversions.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			n, err := t.AsIndex(a[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n != 0 && n < 640 {
				return value{}, object.Errorf(object.ValueErrorType, "maxdigits must be 0 or larger than 640")
			}
			t.Interp.MaxStrDigits = n
			return object.None, nil
		})},
		{Name: "getsizeof", Sig: "(object, default=0)", Doc: "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			r, found, err := t.CallSpecial(a[0], object.Intern("__sizeof__"))
			if err == nil && !found {
				err = object.Errorf(object.TypeErrorType, "Type %s doesn't define __sizeof__", a[0].Type().Name)
			}
			if err != nil {
				if !a[1].IsNil() && object.ErrorIs(err, object.TypeErrorType) {
					return a[1], nil
				}
				return value{}, err
			}
			n, err := t.AsIndex(r, object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n < 0 {
				return value{}, object.Errorf(object.ValueErrorType, "__sizeof__() should return >= 0")
			}
			return r, nil
		})},
		one("getrefcount", "($module, object, /)", "Return the reference count of object.\n\nThere are no reference counts here: the references are looked for.", func(t *thread, v value) (value, error) {
			return object.Int(t.RefCount(v)), nil
		}),
		none("getdefaultencoding", "Return the current default encoding used by the Unicode implementation.", func(t *thread) (value, error) { return object.StrValue("utf-8"), nil }),
		none("getfilesystemencoding", "Return the encoding used to convert Unicode filenames to OS filenames.", func(t *thread) (value, error) { return object.StrValue("utf-8"), nil }),
		none("getfilesystemencodeerrors", "Return the error mode used for Unicode to OS filename conversion.", func(t *thread) (value, error) { return object.StrValue("surrogateescape"), nil }),
		none("is_finalizing", "Return True if Python is exiting.", func(t *thread) (value, error) { return object.Bool(t.Interp.Finalizing), nil }),
		none("getallocatedblocks", "Return the number of memory blocks currently allocated.", func(t *thread) (value, error) {
			s := []metrics.Sample{{Name: "/gc/heap/objects:objects"}}
			metrics.Read(s)
			return object.Int(int(s[0].Value.Uint64())), nil
		}),
		none("_clear_type_cache", "Clear the internal type lookup cache.", func(t *thread) (value, error) { return object.None, nil }),
		none("gettrace", "Return the global debug tracing function set with sys.settrace.\n\nSee the debugger chapter in the library manual.", func(t *thread) (value, error) { return t.Trace.OrNone(), nil }),
		none("getprofile", "Return the profiling function set with sys.setprofile.\n\nSee the profiler chapter in the library manual.", func(t *thread) (value, error) { return t.Profile.OrNone(), nil }),
		one("settrace", "", "settrace(function)\n\nSet the global debug tracing function.  It will be called on each\nfunction call.  See the debugger chapter in the library manual.", func(t *thread, v value) (value, error) {
			t.SetTrace(v)
			return object.None, nil
		}),
		one("setprofile", "", "setprofile(function)\n\nSet the profiling function.  It will be called on each function call\nand return.  See the profiler chapter in the library manual.", func(t *thread, v value) (value, error) {
			t.SetProfile(v)
			return object.None, nil
		}),
		none("get_coroutine_origin_tracking_depth", "Check status of origin tracking for coroutine objects in this thread.", func(t *thread) (value, error) { return object.Int(t.OriginDepth), nil }),
		{Name: "set_coroutine_origin_tracking_depth", Sig: "(depth)", Doc: "Enable or disable origin tracking for coroutine objects in this thread.\n\nCoroutine objects will track 'depth' frames of traceback information\nabout where they came from, available in their cr_origin attribute.\n\nSet a depth of 0 to disable.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			n, err := t.AsIndex(a[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n < 0 {
				return value{}, object.Errorf(object.ValueErrorType, "depth must be >= 0")
			}
			t.OriginDepth = n
			return object.None, nil
		})},
		none("get_asyncgen_hooks", "Return the installed asynchronous generators hooks.\n\nThis returns a namedtuple of the form (firstiter, finalizer).", func(t *thread) (value, error) {
			return newStructSeq(hooksType, []value{t.AsyncGenFirstIter.OrNone(), t.AsyncGenFinalizer.OrNone()}), nil
		}),
		{Name: "set_asyncgen_hooks", Sig: "(firstiter=None, finalizer=None)", Doc: "set_asyncgen_hooks(* [, firstiter] [, finalizer])\n\nSet a finalizer for async generators objects.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			for i, n := range []string{"firstiter", "finalizer"} {
				if !a[i].IsNil() && !a[i].IsNone() && !object.IsCallable(a[i]) {
					return value{}, object.Errorf(object.TypeErrorType, "callable %s expected, got %s", n, a[i].Type().Name)
				}
			}
			if !a[0].IsNil() {
				t.AsyncGenFirstIter = a[0]
			}
			if !a[1].IsNil() {
				t.AsyncGenFinalizer = a[1]
			}
			return object.None, nil
		})},
		{Name: "audit", Doc: "audit(event, *args)\n\nPasses the event to any hooks that are attached.", Fn: object.FnVec(sysAudit)},
		{Name: "addaudithook", Sig: "(hook)", Doc: "Adds a new audit hook callback.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
			hooks, _ := t.Interp.State[auditKey{}].([]value)
			t.Interp.State[auditKey{}] = append(hooks, a[0])
			t.Interp.Audit = func(t *thread, event string, args []value) error {
				_, err := sysAudit(t, value{}, append([]value{object.StrValue(event)}, args...), nil)
				return err
			}
			return object.None, nil
		})},
		none("getswitchinterval", "Return the current thread switch interval; see sys.setswitchinterval().", func(t *thread) (value, error) {
			v, ok := t.Interp.State[switchIntervalKey{}].(float64)
			if !ok {
				v = 0.005
			}
			return object.Float(v), nil
		}),
		one("setswitchinterval", "($module, interval, /)", "Set the ideal thread switching delay inside the Python interpreter.\n\nThe actual frequency of switching threads can be lower if the\ninterpreter executes long sequences of uninterruptible code\n(this is implementation-specific and workload-dependent).\n\nThe parameter must represent the desired switching delay in seconds\nA typical value is 0.005 (5 milliseconds).", func(t *thread, v value) (value, error) {
			f, err := t.ToFloat(v)
			if err != nil {
				return value{}, err
			}
			if f <= 0 {
				return value{}, object.Errorf(object.ValueErrorType, "switch interval must be strictly positive")
			}
			t.Interp.State[switchIntervalKey{}] = 1e-6 * math.Trunc(1e6*f) // it counts microseconds
			if l := t.Interp.Lock; l != nil {
				l.SetInterval(time.Duration(f * 1e9))
			}
			return object.None, nil
		}),
	}
}

type (
	auditKey          struct{}
	switchIntervalKey struct{}
)

// asError is the exception v as a Go error.
func asError(v value) error {
	e, ok := object.AsException(v)
	if !ok {
		return object.Errorf(object.SystemErrorType, "not an exception")
	}
	return e
}

func sysAudit(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	if len(args) == 0 {
		return value{}, object.Errorf(object.TypeErrorType, "audit() missing 1 required positional argument: 'event'")
	}
	if _, ok := object.AsStr(args[0]); !ok {
		return value{}, object.Errorf(object.TypeErrorType, "expected str for argument 'event', not %s", args[0].Type().Name)
	}
	hooks, _ := t.Interp.State[auditKey{}].([]value)
	for _, h := range hooks {
		rest := object.NewTuple(append([]value(nil), args[1:]...)).Value()
		if _, err := t.Call(h, args[0], rest); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

// recursionKey is the key of what sys.setrecursionlimit was given last, an int.
type recursionKey struct{}

func recursionLimit(t *thread) int {
	if n, ok := t.Interp.State[recursionKey{}].(int); ok {
		return n
	}
	return t.Interp.RecursionLimit
}
