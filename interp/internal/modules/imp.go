package modules

import (
	"encoding/binary"

	"memphis/interp/internal/pyhash"
	"memphis/interp/object"
)

// This file defines the module _imp: what importlib needs of the interpreter.

// importLock is the lock of _imp.acquire_lock: reentrant, of one thread.
type importLock struct {
	mu    *object.Mutex
	count int
}

type importLockKey struct{}

func importLockOf(t *thread) *importLock {
	l, _ := t.Interp.State[importLockKey{}].(*importLock)
	if l == nil {
		l = &importLock{mu: t.Interp.ImportLock()}
		t.Interp.State[importLockKey{}] = l
	}
	return l
}

func impModule() *object.ModuleDef {
	nameArg := func(v value) string {
		s, ok := object.AsStr(v)
		if !ok {
			return ""
		}
		return s.String()
	}
	noFrozen := func(name string) error {
		return object.NewImportError(object.ImportErrorType, "No such frozen object named "+name, object.StrValue(name), object.None, object.None)
	}
	fn1 := func(name, doc string, f func(t *thread, v value) (value, error)) object.Method {
		return object.Method{Name: name, Doc: doc, Fn: object.Fn1(func(t *thread, self, v value) (value, error) { return f(t, v) })}
	}
	return &object.ModuleDef{
		Name: "_imp",
		Doc:  "(Extremely) low-level import machinery bits as used by importlib.",
		Methods: []object.Method{
			{Name: "lock_held", Doc: "Return True if the import lock is currently held, else False.\n\nOn platforms without threads, return False.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				return object.Bool(importLockOf(t).mu.Owner() != nil), nil
			})},
			{Name: "acquire_lock", Doc: "Acquires the interpreter's import lock for the current thread.\n\nThis lock should be used by import hooks to ensure thread-safety when importing\nmodules. On platforms without threads, this function does nothing.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				l := importLockOf(t)
				if l.mu.Owner() == t {
					l.count++
					return object.None, nil
				}
				l.mu.Lock(t)
				l.count = 1
				return object.None, nil
			})},
			{Name: "release_lock", Doc: "Release the interpreter's import lock.\n\nOn platforms without threads, this function does nothing.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				l := importLockOf(t)
				if l.mu.Owner() != t {
					return value{}, object.Errorf(object.RuntimeErrorType, "not holding the import lock")
				}
				if l.count--; l.count == 0 {
					l.mu.Unlock()
				}
				return object.None, nil
			})},
			{Name: "extension_suffixes", Doc: "Returns the list of file suffixes used to identify extension modules.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				s := settingsOf(t)
				if s.Extensions == nil {
					return object.ListOf(), nil
				}
				var vs []value
				for _, x := range s.ExtensionSuffixes {
					vs = append(vs, object.StrValue(x))
				}
				return object.NewList(vs).Value(), nil
			})},
			fn1("is_builtin", "Returns True if the module name corresponds to a built-in module.", func(t *thread, v value) (value, error) {
				if isNative(t, nameArg(v)) || isForeignBuiltin(t, nameArg(v)) {
					return object.Int(1), nil
				}
				return object.Int(0), nil
			}),
			fn1("create_builtin", "Create an extension module.", func(t *thread, spec value) (value, error) {
				nv, err := t.GetAttrString(spec, "name")
				if err != nil {
					return value{}, err
				}
				name := nameArg(nv)
				if m, ok := t.Interp.Modules.GetString(name); ok && isNative(t, name) && !m.IsNone() {
					return m, nil
				}
				if isNative(t, name) {
					m, err := New(t, name)
					if err != nil {
						return value{}, err
					}
					return m.Value(), nil
				}
				if isForeignBuiltin(t, name) {
					return settingsOf(t).Extensions.Create(t, spec)
				}
				return object.None, nil
			}),
			fn1("exec_builtin", "Initialize a built-in module.", execModule),
			{Name: "create_dynamic", Sig: "(spec, file=None, /)", Doc: "Create an extension module.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				ext := settingsOf(t).Extensions
				if ext == nil {
					return value{}, object.NewImportError(object.ImportErrorType, "extension modules need libpython", object.None, object.None, object.None)
				}
				nv, err := t.GetAttrString(a[0], "name")
				if err != nil {
					return value{}, err
				}
				if why := keptOut(t, nameArg(nv)); why != "" {
					return value{}, object.NewImportError(object.ImportErrorType, nameArg(nv)+" is not taken from libpython: "+why, nv, object.None, object.None)
				}
				return ext.Create(t, a[0])
			})},
			fn1("exec_dynamic", "Initialize an extension module.", execModule),
			{Name: "find_frozen", Sig: "(name, /, *, withdata=False)", Doc: "Return info about the corresponding frozen module (if there is one) or None.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				fr := settingsOf(t).Frozen
				name := nameArg(a[0])
				if fr == nil {
					return object.None, nil
				}
				orig, pkg, ok := fr.Frozen(name)
				if !ok {
					return object.None, nil
				}
				return object.TupleOf(object.None, object.Bool(pkg), object.StrValue(orig)), nil
			})},
			{Name: "get_frozen_object", Sig: "(name, data=None, /)", Doc: "Create a code object for a frozen module.", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				name := nameArg(a[0])
				if fr := settingsOf(t).Frozen; fr != nil {
					c, err := fr.FrozenCode(t, name)
					if err != nil {
						return value{}, err
					}
					if c != nil {
						return c.Value(), nil
					}
				}
				return value{}, noFrozen(name)
			})},
			fn1("init_frozen", "Initializes a frozen module.", func(t *thread, v value) (value, error) {
				name := nameArg(v)
				if m, ok := t.Interp.Modules.GetString(name); ok {
					return m, nil
				}
				return object.None, nil
			}),
			fn1("is_frozen", "Returns True if the module name corresponds to a frozen module.", func(t *thread, v value) (value, error) {
				fr := settingsOf(t).Frozen
				if fr == nil {
					return object.False, nil
				}
				_, _, ok := fr.Frozen(nameArg(v))
				return object.Bool(ok), nil
			}),
			fn1("is_frozen_package", "Returns True if the module name is of a frozen package.", func(t *thread, v value) (value, error) {
				if fr := settingsOf(t).Frozen; fr != nil {
					if _, pkg, ok := fr.Frozen(nameArg(v)); ok {
						return object.Bool(pkg), nil
					}
				}
				return value{}, noFrozen(nameArg(v))
			}),
			{Name: "_frozen_module_names", Doc: "Returns the list of available frozen modules.", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				var vs []value
				if fr := settingsOf(t).Frozen; fr != nil {
					for _, n := range fr.FrozenNames() {
						vs = append(vs, object.StrValue(n))
					}
				}
				return object.NewList(vs).Value(), nil
			})},
			fn1("_override_frozen_modules_for_tests", "(internal-only) Override PyConfig.use_frozen_modules.", func(t *thread, v value) (value, error) {
				n, err := t.AsIndex(v, object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				if s := settingsOf(t); s.Frozen != nil {
					off := s.FrozenOff
					if n != 0 {
						off = n < 0
					}
					s.Frozen.SetFrozenOff(off)
				}
				return object.None, nil
			}),
			{Name: "_fix_co_filename", Doc: "Changes code.co_filename to specify the passed-in file path.", Fn: object.Fn2(func(t *thread, self, code, path value) (value, error) {
				c, ok := object.AsCode(code)
				if !ok {
					return value{}, object.Errorf(object.TypeErrorType, "_fix_co_filename() argument 1 must be code, not %s", code.Type().Name)
				}
				c.SetFilename(path)
				return object.None, nil
			})},
			{Name: "source_hash", Sig: "(key, source)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				key, err := t.AsIndex(a[0], object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				b, release, err := t.BytesLike(a[1])
				if err != nil {
					return value{}, err
				}
				defer release()
				h := sourceHash(uint64(key), b)
				out := make([]byte, 8)
				for i := range out {
					out[i] = byte(h >> (8 * i))
				}
				return object.NewBytesOf(out), nil
			})},
		},
		Init: func(t *thread, m *object.Module) error {
			m.Dict().SetString("check_hash_based_pycs", object.StrValue("default"))
			return nil
		},
	}
}

func execModule(t *thread, mod value) (value, error) {
	if m, ok := object.AsModule(mod); ok && m.Def != nil {
		return object.Int(0), nil
	}
	if ext := settingsOf(t).Extensions; ext != nil {
		return object.Int(0), ext.Exec(t, mod)
	}
	return object.Int(0), nil
}

// sourceHash is the hash that hash-based .pyc files hold: SipHash-1-3 keyed by the magic number.
func sourceHash(key uint64, b []byte) uint64 { return pyhash.Source(key, string(b)) }

// FinishImport makes importlib's external half ours: the magic number that begins its caches.
func FinishImport(t *thread, external *object.Dict, magic uint32) {
	if external == nil {
		return
	}
	external.SetString("MAGIC_NUMBER", object.NewBytesOf(binary.LittleEndian.AppendUint32(nil, magic)))
	external.SetString("_RAW_MAGIC_NUMBER", object.Int(int(magic)))
}
