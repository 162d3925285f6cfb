package modules

import (
	"runtime"

	"memphis/interp/object"
)

// This file defines the modules _weakref and gc.

func weakrefModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_weakref",
		Doc:  "Weak-reference support module.",
		Methods: []object.Method{
			{Name: "getweakrefcount", Sig: "($module, object, /)", Doc: "Return the number of weak references to 'object'.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				return object.Int(len(t.Interp.Weakrefs(v))), nil
			})},
			{Name: "getweakrefs", Sig: "($module, object, /)", Doc: "Return a list of all weak reference objects pointing to 'object'.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				return object.NewList(t.Interp.Weakrefs(v)).Value(), nil
			})},
			{Name: "proxy", Sig: "(object, callback=None, /)", Doc: "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				cls := object.WeakProxyType
				if object.IsCallable(a[0]) {
					cls = object.WeakCallableProxyType
				}
				return t.NewWeakref(cls, a[0], a[1])
			})},
			{Name: "_remove_dead_weakref", Sig: "(dct, key, /)", Doc: "Atomically remove key from dict if it points to a dead weakref.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				d, ok := object.AsDict(a[0])
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "_remove_dead_weakref() argument 1 must be dict, not %s", a[0].Type().Name)
				}
				v, found, err := d.Get(t, a[1])
				if err != nil || !found {
					return object.None, err
				}
				if v.Is(object.WeakrefType) {
					if (*object.Weakref)(v.Ptr()).Get().IsNil() {
						_, _, err = d.Delete(t, a[1])
					}
				}
				return object.None, err
			})},
		},
		Init: func(t *thread, m *object.Module) error {
			d := m.Dict()
			d.SetString("ref", object.WeakrefType.Value())
			d.SetString("ReferenceType", object.WeakrefType.Value())
			d.SetString("ProxyType", object.WeakProxyType.Value())
			d.SetString("CallableProxyType", object.WeakCallableProxyType.Value())
			return nil
		},
	}
}

type gcKey struct{}

// gcState is what the module gc remembers: Go's collector has neither
// generations nor thresholds.
type gcState struct {
	disabled  bool
	debug     int
	threshold [3]int
	frozen    int
}

func gcStateOf(t *thread) *gcState {
	s, _ := t.Interp.State[gcKey{}].(*gcState)
	if s == nil {
		s = &gcState{threshold: [3]int{700, 10, 10}}
		t.Interp.State[gcKey{}] = s
	}
	return s
}

func gcModule() *object.ModuleDef {
	none := func(name, doc string, f func(t *thread) (value, error)) object.Method {
		return object.Method{Name: name, Sig: "($module, /)", Doc: doc, Fn: object.Fn0(func(t *thread, self value) (value, error) { return f(t) })}
	}
	return &object.ModuleDef{
		Name: "gc",
		Doc:  "This module provides access to the garbage collector for reference cycles.\n\nenable() -- Enable automatic garbage collection.\ndisable() -- Disable automatic garbage collection.\nisenabled() -- Returns true if automatic collection is enabled.\ncollect() -- Do a full collection right now.",
		Methods: []object.Method{
			none("enable", "Enable automatic garbage collection.", func(t *thread) (value, error) { gcStateOf(t).disabled = false; return object.None, nil }),
			none("disable", "Disable automatic garbage collection.", func(t *thread) (value, error) { gcStateOf(t).disabled = true; return object.None, nil }),
			none("isenabled", "Returns true if automatic garbage collection is enabled.", func(t *thread) (value, error) { return object.Bool(!gcStateOf(t).disabled), nil }),
			{Name: "collect", Sig: "(generation=2)", Doc: "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be an integer specifying which generation to collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				full := true
				if !a[0].IsNil() {
					n, err := t.AsIndex(a[0], object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					if n < 0 || n > 2 {
						return value{}, object.Errorf(object.ValueErrorType, "invalid generation")
					}
					full = n == 2
				}
				return object.Int(t.Interp.Host.Collect(t, full)), nil
			})},
			none("get_count", "Return a three-tuple of the current collection counts.", func(t *thread) (value, error) {
				return object.TupleOf(object.Int(0), object.Int(0), object.Int(0)), nil
			}),
			none("get_threshold", "Return the current collection thresholds.", func(t *thread) (value, error) {
				th := gcStateOf(t).threshold
				return object.TupleOf(object.Int(th[0]), object.Int(th[1]), object.Int(th[2])), nil
			}),
			{Name: "set_threshold", Sig: "(threshold0, threshold1=10, threshold2=10, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				for i, v := range a {
					if v.IsNil() {
						continue
					}
					n, err := t.AsIndex(v, object.OverflowErrorType)
					if err != nil {
						return value{}, err
					}
					gcStateOf(t).threshold[i] = n
				}
				return object.None, nil
			})},
			none("get_debug", "Get the garbage collection debugging flags.", func(t *thread) (value, error) { return object.Int(gcStateOf(t).debug), nil }),
			{Name: "set_debug", Sig: "($module, flags, /)", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				n, err := t.AsIndex(v, object.OverflowErrorType)
				gcStateOf(t).debug = n
				return object.None, err
			})},
			{Name: "get_objects", Sig: "(generation=None)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) { return object.ListOf(), nil })},
			{Name: "get_referrers", Sig: "(*objs)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) { return object.ListOf(), nil })},
			{Name: "get_referents", Sig: "(*objs)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) { return object.ListOf(), nil })},
			{Name: "is_tracked", Sig: "($module, obj, /)", Doc: "Returns true if the object is tracked by the garbage collector.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				switch v.Type() {
				case object.IntType, object.FloatType, object.BoolType, object.StrType, object.BytesType, object.NoneType, object.ComplexType:
					return object.False, nil
				}
				return object.True, nil
			})},
			{Name: "is_finalized", Sig: "($module, obj, /)", Doc: "Returns true if the object has been already finalized by the GC.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) { return object.False, nil })},
			none("get_stats", "Return a list of dictionaries containing per-generation statistics.", func(t *thread) (value, error) {
				var ms runtime.MemStats
				runtime.ReadMemStats(&ms)
				var out []value
				for i := range 3 {
					d := object.NewDict()
					n := 0
					if i == 2 {
						n = int(ms.NumGC)
					}
					d.SetString("collections", object.Int(n))
					d.SetString("collected", object.Int(0))
					d.SetString("uncollectable", object.Int(0))
					out = append(out, d.Value())
				}
				return object.NewList(out).Value(), nil
			}),
			none("freeze", "Freeze all current tracked objects and ignore them for future collections.", func(t *thread) (value, error) { return object.None, nil }),
			none("unfreeze", "Unfreeze all objects in the permanent generation.", func(t *thread) (value, error) { return object.None, nil }),
			none("get_freeze_count", "Return the number of objects in the permanent generation.", func(t *thread) (value, error) { return object.Int(0), nil }),
		},
		Init: func(t *thread, m *object.Module) error {
			d := m.Dict()
			d.SetString("garbage", object.ListOf())
			d.SetString("callbacks", object.ListOf())
			for i, n := range []string{"DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE"} {
				d.SetString(n, object.Int(1<<i))
			}
			d.SetString("DEBUG_SAVEALL", object.Int(32))
			d.SetString("DEBUG_LEAK", object.Int(38))
			return nil
		},
	}
}
