package bridge

import (
	"math/big"
	"strings"
	"syscall"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines the import of C modules, and the hooks by which C imports ours.

// Builtins are the names of the modules that are linked into libpython, which need not run.
func (b *Bridge) Builtins() []string {
	if b.builtinNames == nil {
		b.builtinNames = capi.BuiltinModules()
	}
	return b.builtinNames
}

// Create makes the C module that spec, a ModuleSpec, describes: one linked into libpython
// if it has no file, else that of the shared object spec.origin. libpython starts now if
// it does not run yet.
func (b *Bridge) Create(t *object.Thread, spec object.Value) (object.Value, error) {
	name, err := t.GetAttrString(spec, "name")
	if err != nil {
		return object.Value{}, err
	}
	origin, err := t.GetAttrString(spec, "origin")
	if err != nil {
		return object.Value{}, err
	}
	path := text(origin)
	if path == "built-in" {
		path = ""
	}
	m, err := b.create(t, text(name), path)
	if err != nil {
		return object.Value{}, err
	}
	return m.Value(), nil
}

// Exec runs the body of a module that Create made, for those of multi-phase
// initialisation.
func (b *Bridge) Exec(t *object.Thread, mod object.Value) error {
	m, ok := object.AsModule(mod)
	if !ok {
		return nil
	}
	ref := b.homeOf(&m.Header)
	if ref == 0 {
		return nil
	}
	c := b.begin(t)
	name, _ := m.Dict().GetString("__name__")
	c.where = text(name)
	b.running++
	_, _, err := c.run(capi.OpExecModule, ref, 0, 1, 0, 0)
	b.running--
	c.end()
	if err != nil {
		return err
	}
	if err := b.rehomed(t); err != nil {
		return err
	}
	if err := b.takeOver(t); err != nil {
		return err
	}
	if n, ok := m.Home.(*namespace); ok {
		if err := n.read(t); err != nil {
			return err
		}
	}
	b.replaceUnfit(m)
	if b.mortals >= b.mortalsAt {
		b.sweepMirrors()
	}
	return nil
}

// ImportBuiltin makes and runs a module that is linked into libpython. It is not entered
// in sys.modules.
func (b *Bridge) ImportBuiltin(t *object.Thread, name string) (*object.Module, error) {
	return b.ImportDynamic(t, name, "")
}

// ImportDynamic makes and runs a module from the shared object at path.
func (b *Bridge) ImportDynamic(t *object.Thread, name, path string) (*object.Module, error) {
	m, err := b.create(t, name, path)
	if err != nil {
		return nil, err
	}
	return m, b.Exec(t, m.Value())
}

func (b *Bridge) create(t *object.Thread, name, path string) (*object.Module, error) {
	if err := b.Start(t); err != nil {
		return nil, err
	}
	c := b.begin(t)
	defer c.end()
	op, n := capi.OpCreateBuiltin, 1
	c.out.Str(name)
	if path != "" {
		c.out.Str(path)
		op, n = capi.OpCreateDynamic, 2
	}
	b.running++
	ref, err := c.runRef(op, 0, 0, n)
	b.running--
	if err != nil {
		return nil, err
	}
	if ref == 0 {
		return nil, object.Errorf(object.ImportErrorType, "libpython has no module %s", name)
	}
	if v, ok := b.known(ref); ok {
		capi.Decref(ref)
		m, _ := object.AsModule(v)
		return m, nil
	}
	// C code may look the module up while it runs, so it is in C's sys.modules before.
	if err := b.enter(t, name, ref); err != nil {
		return nil, err
	}
	if err := b.rehomed(t); err != nil {
		return nil, err
	}
	if err := b.takeOver(t); err != nil {
		return nil, err
	}
	m := object.NewModule(name)
	b.remember(t, ref, &m.Header, headerAddr(&m.Header))
	return m, b.follows(t, m, ref)
}

// enter puts a module in libpython's sys.modules.
func (b *Bridge) enter(t *object.Thread, name string, ref capi.Ref) error {
	buf := capi.NewBuffer()
	buf.Str(name)
	r := capi.Do(capi.OpSetModule, ref, 0, 0, buf, 1, 0)
	buf.Free()
	defer r.Free()
	if r.Status == capi.Raised {
		return b.raised(t, &r.Reader)
	}
	return nil
}

// replaceUnfit takes away what cannot work in a process that runs Go: C's fork makes a child with one thread, in which Go's
// scheduler and collector hang. The C code of subprocess, which goes from fork to exec without coming back here, is fine.
// A thread's number is ours to C, too, where it is not the address that C takes it for.
func (b *Bridge) replaceUnfit(m *object.Module) {
	d := m.Dict()
	name, _ := d.GetString("__name__")
	switch text(name) {
	case "posix":
		for _, n := range []string{"fork", "forkpty"} {
			d.DelStr(object.Intern(n))
		}
	case "time":
		name := "pthread_getcpuclockid"
		f, ok := d.GetString(name)
		if !ok {
			return
		}
		d.SetString(name, object.NewBuiltin(&object.Method{Name: name, Fn: object.Fn1(func(t *object.Thread, _, v object.Value) (object.Value, error) {
			if n, ok := object.SmallInt(v); ok {
				ts := b.Lock.stateOf(uint64(n))
				if !ts.Valid() {
					return object.Value{}, object.NewOSError(syscall.ESRCH)
				}
				v = object.IntFromBig(new(big.Int).SetUint64(ts.Ident()))
			}
			return t.Call(f, v)
		})}, object.Value{}))
	case "_posixsubprocess":
		f, ok := d.GetString("fork_exec")
		if !ok {
			return
		}
		d.SetString("fork_exec", object.NewBuiltin(&object.Method{Name: "fork_exec", Fn: object.FnVec(
			func(t *object.Thread, _ object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
				// preexec_fn, the last argument but one, is Python code in the child.
				if n := len(args); n > 20 && !args[n-2].IsNone() && t.Interp.ForkExec != nil {
					return t.Interp.ForkExec(t, args)
				}
				return t.CallVec(f, args, kw)
			})}, object.Value{}))
	}
}

// hook leads C's imports, codecs, error handlers, warnings and messages to us.
func (b *Bridge) hook(t *object.Thread) error {
	fn := func(name string, f func(t *object.Thread, args []object.Value) (object.Value, error)) object.Value {
		return object.NewBuiltin(&object.Method{Name: name, Fn: object.FnVec(func(t *object.Thread, _ object.Value, args []object.Value, kw *object.Tuple) (object.Value, error) {
			return f(t, args)
		})}, object.Value{})
	}
	doImport := fn("__import__", func(t *object.Thread, args []object.Value) (object.Value, error) {
		s, ok := object.AsStr(args[0])
		if !ok {
			return object.Value{}, object.Errorf(object.TypeErrorType, "module name must be a string")
		}
		var from object.Value
		if len(args) > 3 && !args[3].IsNone() {
			from = args[3]
		}
		level := 0
		if len(args) > 4 {
			n, _ := object.SmallInt(args[4])
			level = int(n)
		}
		var globals *object.Dict
		if len(args) > 1 {
			globals, _ = object.AsDict(args[1])
		}
		return b.importFor(t, s.String(), globals, from, level)
	})
	findAndLoad := fn("_find_and_load", func(t *object.Thread, args []object.Value) (object.Value, error) {
		s, ok := object.AsStr(args[0])
		if !ok {
			return object.Value{}, object.Errorf(object.TypeErrorType, "module name must be a string")
		}
		if b.isForeign(s.String()) {
			return b.importForeign(t, s.String())
		}
		if _, err := b.importFor(t, s.String(), nil, object.Value{}, 0); err != nil {
			return object.Value{}, err
		}
		m, _ := t.Interp.Modules.GetString(s.String())
		return m.OrNone(), nil
	})
	codecs := fn("search", func(t *object.Thread, args []object.Value) (object.Value, error) {
		m, err := t.Interp.Host.Import(t, "codecs", nil, object.Value{}, 0)
		if err != nil {
			return object.Value{}, err
		}
		r, err := t.CallMethodString(m, "lookup", args[0])
		if object.ErrorIs(err, object.LookupErrorType) {
			return object.None, nil
		}
		return r, err
	})
	c := b.begin(t)
	defer c.end()
	c.keep = true
	find := fn("find", func(t *object.Thread, args []object.Value) (object.Value, error) {
		m, ok, err := t.Interp.Modules.Get(t, args[0])
		if err == nil && !ok {
			err = object.KeyError(args[0])
		}
		return m, err
	})
	var refs [4]capi.Ref
	for i, f := range []object.Value{doImport, findAndLoad, codecs, find} {
		r, err := c.refFor(f)
		if err != nil {
			return err
		}
		refs[i] = r
	}
	keep, err := c.refFor(object.ListOf(object.StrValue("sys"), object.StrValue("builtins")))
	if err != nil {
		return err
	}
	if err := capi.HookImports(refs[0], refs[1], refs[2], refs[3], keep); err != nil {
		return object.Errorf(object.SystemErrorType, "%s", err.Error())
	}
	if err := b.hookWarnings(t, fn); err != nil {
		return err
	}
	if err := t.WatchErrorHandlers(b.errorHandler); err != nil {
		return err
	}
	return b.hookSys(t, fn)
}

// errorHandler gives C's codecs f, which handles coding errors by the name it has.
func (b *Bridge) errorHandler(t *object.Thread, name string, f object.Value) error {
	c := b.begin(t)
	defer c.end()
	c.keep = true
	ref, err := c.refFor(f)
	if err == nil && !capi.RegisterErrorHandler(name, ref) {
		err = object.Errorf(object.SystemErrorType, "libpython does not take the error handler %s", name)
	}
	return err
}

// importFor imports one of our modules for C, and shows it, and the packages that it is
// in, to C's sys.modules, where C's import functions look afterwards.
func (b *Bridge) importFor(t *object.Thread, name string, globals *object.Dict, from object.Value, level int) (object.Value, error) {
	if t.Interp.Host == nil {
		return object.Value{}, object.Errorf(object.ImportErrorType, "no module named '%s'", name)
	}
	m, err := t.Interp.Host.Import(t, name, globals, from, level)
	if err != nil || level != 0 {
		return m, err
	}
	for i := range name {
		if name[i] == '.' {
			if err := b.show(t, name[:i]); err != nil {
				return object.Value{}, err
			}
		}
	}
	return m, b.show(t, name)
}

func (b *Bridge) show(t *object.Thread, name string) error {
	m, ok := t.Interp.Modules.GetString(name)
	if !ok || name == "sys" || name == "builtins" || name == "warnings" || b.shown[name].v == m {
		return nil
	}
	c := b.begin(t)
	defer c.end()
	c.keep = true
	ref, err := c.refFor(m)
	if err != nil {
		return err
	}
	if err := b.enter(t, name, ref); err != nil {
		return err
	}
	mod, ok := object.AsModule(m)
	if !ok || b.homeOf(&mod.Header) != 0 {
		b.shown[name] = shown{v: m}
		return nil
	}
	// PyModule_GetDict reads the namespace without asking.
	c.live = true
	d := mod.Dict()
	c.out.Dict(d.Len())
	for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
		if err := c.put(d.Entries[i].Key); err != nil {
			return err
		}
		if err := c.put(d.Entries[i].Val); err != nil {
			return err
		}
	}
	b.shown[name] = shown{m, ref, 0} // it may import itself
	_, _, err = c.run(capi.OpFillModule, ref, 0, 0, 1, 0)
	b.shown[name] = shown{m, ref, capi.ModuleVersion(ref)}
	return err
}

// shown is a module of ours that is in C's sys.modules, and so lives for ever.
type shown struct {
	v       object.Value
	ref     capi.Ref
	version uint64 // of the namespace that C sees
}

// takeOver takes over what the body of a C module has put into the namespaces of modules of
// ours, as psycopg2 does with its errors.
func (b *Bridge) takeOver(t *object.Thread) error {
	for name, s := range b.shown {
		if s.ref == 0 || s.version == 0 || capi.ModuleVersion(s.ref) == s.version {
			continue
		}
		s.version = capi.ModuleVersion(s.ref)
		b.shown[name] = s
		m, _ := object.AsModule(s.v)
		r := capi.Do(capi.OpModuleDict, s.ref, 0, 0, nil, 0, 0)
		for _, e := range readNames(&r.Reader) {
			if _, ok := m.Dict().GetString(e.name); ok {
				b.dropEntry(e)
				continue
			}
			v, err := b.get(t, &e.at, true)
			if err != nil {
				r.Free()
				return err
			}
			m.Dict().SetString(e.name, v)
		}
		r.Free()
	}
	return nil
}

type goFunc = func(name string, f func(t *object.Thread, args []object.Value) (object.Value, error)) object.Value

// hookWarnings gives C a module warnings that hands every warning of C code to ours,
// which knows the line of Python that called. Filters are left to ours too.
func (b *Bridge) hookWarnings(t *object.Thread, fn goFunc) error {
	m := object.NewModule("warnings")
	d := m.Dict()
	always := object.TupleOf(object.StrValue("always"), object.None, object.WarningType.Value(), object.None, object.Int(0))
	d.SetString("filters", object.ListOf(always))
	d.SetString("_defaultaction", object.StrValue("always"))
	d.SetString("onceregistry", object.NewDict().Value())
	d.SetString("_filters_mutated", fn("_filters_mutated", func(t *object.Thread, args []object.Value) (object.Value, error) { return object.None, nil }))
	d.SetString("WarningMessage", fn("WarningMessage", func(t *object.Thread, args []object.Value) (object.Value, error) {
		return object.NewTuple(append([]object.Value(nil), args...)).Value(), nil
	}))
	d.SetString("_showwarnmsg", fn("_showwarnmsg", func(t *object.Thread, args []object.Value) (object.Value, error) {
		u, ok := object.AsTuple(args[0])
		if !ok || len(u.Items) < 2 {
			return object.None, nil
		}
		w, err := t.Interp.Host.Import(t, "warnings", nil, object.Value{}, 0)
		if err != nil {
			return object.Value{}, err
		}
		source := object.None
		if len(u.Items) > 6 {
			source = u.Items[6]
		}
		return t.CallMethodString(w, "warn", u.Items[0], u.Items[1], object.Int(1), source)
	}))
	d.SetString("__getattr__", fn("__getattr__", func(t *object.Thread, args []object.Value) (object.Value, error) {
		w, err := t.Interp.Host.Import(t, "warnings", nil, object.Value{}, 0)
		if err != nil {
			return object.Value{}, err
		}
		s, _ := object.AsStr(args[0])
		return t.GetAttr(w, object.InternStr(s))
	}))
	c := b.begin(t)
	defer c.end()
	ref, err := c.refFor(m.Value())
	if err != nil {
		return err
	}
	return b.enter(t, "warnings", ref)
}

// unraisable reports what C cannot raise, which args describes as sys.unraisablehook gets it from C.
func (b *Bridge) unraisable(t *object.Thread, args object.Value) error {
	var part [4]object.Value
	for i, name := range []string{"exc_type", "exc_value", "err_msg", "object"} {
		var err error
		if part[i], err = t.GetAttrString(args, name); err != nil {
			return err
		}
	}
	e, ok := object.AsException(part[1])
	if !ok {
		v, err := t.Call(part[0])
		if err != nil {
			return err
		}
		if e, ok = object.AsException(v); !ok {
			return object.Errorf(object.SystemErrorType, "bridge: an unraisable exception is a %s", v.Type().Name)
		}
	}
	object.Unraisable(t, e, strings.TrimPrefix(text(part[2]), "Exception ignored "), part[3])
	return nil
}

// hookSys makes C's own messages go the way that ours go.
func (b *Bridge) hookSys(t *object.Thread, fn goFunc) error {
	hook := fn("unraisablehook", func(t *object.Thread, args []object.Value) (object.Value, error) {
		if t.Interp.Sys == nil {
			return object.None, nil
		}
		return object.None, b.unraisable(t, args[0])
	})
	c := b.begin(t)
	defer c.end()
	set := func(name string, v object.Value) error {
		ref, err := c.refFor(v)
		if err == nil && !setSys(name, ref) {
			err = object.Errorf(object.SystemErrorType, "libpython's sys.%s cannot be set", name)
		}
		return err
	}
	if err := set("unraisablehook", hook); err != nil || t.Interp.Sys == nil {
		return err
	}
	// sys.stdout may be replaced at any time, so C gets streams that look it up.
	for _, n := range []string{"stdout", "stderr"} {
		m := object.NewModule(n)
		m.Dict().SetString("__getattr__", fn("__getattr__", func(t *object.Thread, args []object.Value) (object.Value, error) {
			f, ok := t.Interp.Sys.GetString(n)
			if !ok {
				return object.Value{}, object.Errorf(object.AttributeErrorType, "lost sys.%s", n)
			}
			s, _ := object.AsStr(args[0])
			return t.GetAttr(f, object.InternStr(s))
		}))
		if err := set(n, m.Value()); err != nil {
			return err
		}
	}
	return nil
}

// Interrupt makes a signal that has come known to a blocking C call of the main thread,
// which then runs Config.Signals. Any thread may call it. C knows one signal only, whatever
// came: the handlers are ours.
func (b *Bridge) Interrupt(signum int) {
	if b.armed.Load() {
		capi.Interrupt(int(syscall.SIGINT))
	}
}

// arm gives C the handler that runs ours.
func (b *Bridge) arm(t *object.Thread) error {
	f := object.NewBuiltin(&object.Method{Name: "run_signals", Fn: object.FnVec(func(t *object.Thread, _ object.Value, _ []object.Value, _ *object.Tuple) (object.Value, error) {
		return object.None, b.cfg.Signals(t)
	})}, object.Value{})
	c := b.begin(t)
	defer c.end()
	ref, err := c.refFor(f)
	if err != nil {
		return err
	}
	if !capi.ArmSignal(int(syscall.SIGINT), ref) {
		return object.Errorf(object.SystemErrorType, "libpython takes no signal handler")
	}
	b.armed.Store(true)
	return nil
}

var _ capi.Handler = (*side)(nil)
