package modules

import (
	"os"
	"strings"

	"memphis/interp/object"
)

// This file defines the functions of sys that debuggers use, and the flags of dlopen.

// dlopenKey is where sys.setdlopenflags keeps its flags in Interp.State.
type dlopenKey struct{}

// rtldNow is RTLD_NOW, the flags that C modules are loaded with by default.
const rtldNow = 2

func sysDebug() []object.Method {
	doc := "breakpointhook(*args, **kws)\n\nThis hook function is called by built-in breakpoint().\n"
	return []object.Method{
		{Name: "breakpointhook", Doc: doc, Fn: object.FnVec(breakpointHook)},
		{Name: "__breakpointhook__", Doc: doc, Fn: object.FnVec(breakpointHook)},
		{Name: "_debugmallocstats", Sig: "($module, /)", Doc: "Print debug info to stderr about the state of pymalloc and structmember allocators.\n\nMemory is Go's here, so there is nothing to print.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			return object.None, nil
		})},
		{Name: "_current_frames", Sig: "($module, /)", Doc: "Return a dict mapping each thread's thread id to its current stack frame.\n\nThis function should be used for specialized purposes only.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			d := object.NewDict()
			for _, x := range t.Interp.Threads() {
				if f := x.Engine.Top(x); f != nil {
					if err := d.Set(t, object.Int(int(x.ID)), f.Value()); err != nil {
						return value{}, err
					}
				}
			}
			return d.Value(), nil
		})},
		{Name: "_current_exceptions", Sig: "($module, /)", Doc: "Return a dict mapping each thread's identifier to its current raised exception.\n\nThis function should be used for specialized purposes only.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			d := object.NewDict()
			for _, x := range t.Interp.Threads() {
				if x.Engine.Top(x) == nil {
					continue
				}
				info := object.TupleOf(object.None, object.None, object.None)
				if e := x.Exc; e != nil {
					info = object.TupleOf(e.Header.Type.Value(), e.Value(), e.Traceback.Value())
				}
				if err := d.Set(t, object.Int(int(x.ID)), info); err != nil {
					return value{}, err
				}
			}
			return d.Value(), nil
		})},
		{Name: "getdlopenflags", Sig: "($module, /)", Doc: "Return the current value of the flags that are used for dlopen calls.\n\nThe flag constants are defined in the os module.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
			if n, ok := t.Interp.State[dlopenKey{}].(int); ok {
				return object.Int(n), nil
			}
			return object.Int(rtldNow), nil
		})},
		{Name: "setdlopenflags", Sig: "($module, flags, /)", Doc: "Set the flags used by the interpreter for dlopen calls.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
			n, err := t.AsIndex(v, object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			t.Interp.State[dlopenKey{}] = n
			return object.None, nil
		})},
	}
}

// breakpointHook calls what PYTHONBREAKPOINT names, pdb.set_trace by default.
func breakpointHook(t *thread, self value, args []value, kw *object.Tuple) (value, error) {
	name := ""
	if settingsOf(t).IgnoreEnvironment == 0 {
		name = os.Getenv("PYTHONBREAKPOINT")
	}
	switch name {
	case "":
		name = "pdb.set_trace"
	case "0":
		return object.None, nil
	}
	warn := func() error {
		return t.Warnf(object.RuntimeWarningType, 0, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", name)
	}
	ignore := func(err error, cls *object.Type) (value, error) {
		if !object.ErrorIs(err, cls) {
			return value{}, err
		}
		return object.None, warn()
	}
	mod, attr := "builtins", name
	switch i := strings.LastIndexByte(name, '.'); {
	case i == 0:
		return object.None, warn()
	case i > 0:
		mod, attr = name[:i], name[i+1:]
	}
	m, err := t.Interp.Host.Import(t, mod, nil, object.TupleOf(object.StrValue(attr)), 0)
	if err != nil {
		return ignore(err, object.ImportErrorType)
	}
	f, err := t.GetAttrString(m, attr)
	if err != nil {
		return ignore(err, object.AttributeErrorType)
	}
	return t.CallVec(f, args, kw)
}
