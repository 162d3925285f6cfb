package modules

import "memphis/interp/object"

// This file defines the module _tracemalloc. Memory here is Go's, whose collector
// does not say which Python line asked for it: tracing cannot be started, and
// everything else answers as CPython does while it is off.

func tracemallocModule() *object.ModuleDef {
	none := func(name string, f func() (value, error)) object.Method {
		return object.Method{Name: name, Fn: object.Fn0(func(t *thread, self value) (value, error) { return f() })}
	}
	return &object.ModuleDef{
		Name: "_tracemalloc",
		Doc:  "Debug module to trace memory blocks allocated by Python.",
		Methods: []object.Method{
			none("is_tracing", func() (value, error) { return object.False, nil }),
			none("clear_traces", func() (value, error) { return object.None, nil }),
			none("stop", func() (value, error) { return object.None, nil }),
			none("_get_traces", func() (value, error) { return object.ListOf(), nil }),
			{Name: "_get_object_traceback", Sig: "($module, obj, /)", Fn: object.Fn1(func(t *thread, self, v value) (value, error) { return object.None, nil })},
			{Name: "start", Sig: "(nframe=1, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				return value{}, object.Errorf(object.NotImplementedErrorType, "tracemalloc cannot trace: memory is allocated by Go, which does not know the Python line")
			})},
			none("get_traceback_limit", func() (value, error) { return object.Int(1), nil }),
			none("get_tracemalloc_memory", func() (value, error) { return object.Int(0), nil }),
			none("get_traced_memory", func() (value, error) { return object.TupleOf(object.Int(0), object.Int(0)), nil }),
			none("reset_peak", func() (value, error) { return object.None, nil }),
		},
	}
}
