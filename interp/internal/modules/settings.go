package modules

import (
	"memphis/interp/object"
)

// This file defines what an embedding program tells the native modules, and how
// they find it.

// Settings are the facts and switches that native modules show and obey. The
// zero value is a Python without a standard library.
type Settings struct {
	// Argv is sys.argv, OrigArgv sys.orig_argv.
	Argv, OrigArgv []string
	// Executable is sys.executable.
	Executable string
	// Lib is the standard library's directory; "" for none.
	Lib string
	// Path is sys.path before site runs.
	Path []string
	// The prefixes of sys, before site runs.
	Prefix, ExecPrefix, BasePrefix, BaseExecPrefix string
	PlatLibDir, Multiarch, SysconfigData           string
	ExtensionSuffixes                              []string

	// The command line's switches, as sys.flags names them. Optimize is -O's count.
	Debug, Inspect, Interactive, Optimize, DontWriteBytecode, NoUserSite, NoSite int
	IgnoreEnvironment, Verbose, BytesWarning, Quiet, HashRandomization, Isolated int
	DevMode, UTF8Mode, WarnDefaultEncoding, SafePath                             int
	// IntMaxStrDigits is sys.flags.int_max_str_digits: -1 for the default.
	IntMaxStrDigits int
	// NoDebugRanges leaves columns out of code objects (-X no_debug_ranges).
	NoDebugRanges bool
	// HotCode is how often a loop or a function runs until it is made into machine code (MEMPHIS_JIT): 0 for
	// the usual number, -1 for never.
	HotCode int32
	// IOEncoding and IOErrors are the halves of PYTHONIOENCODING.
	IOEncoding, IOErrors string
	// Unbuffered is -u.
	Unbuffered bool
	// FrozenOff is -X frozen_modules=off, ImportTime -X importtime.
	FrozenOff, ImportTime bool
	// UserCache is the folder for compiled code that cannot lie beside its source, "" for none.
	UserCache string
	// WarnOptions is sys.warnoptions, XOptions sys._xoptions ("name" or "name=value").
	WarnOptions, XOptions []string
	// PycachePrefix is sys.pycache_prefix, "" for None.
	PycachePrefix string

	// Modules are further native modules, those of the embedding program.
	Modules []*object.ModuleDef
	// Serve says how modules are served against the table: see CheckServe.
	Serve map[string]Service
	// Extensions serves C modules; nil for none.
	Extensions Extensions
	// Frozen serves the modules that importlib is bootstrapped from.
	Frozen Frozen
	// Attach prepares a new thread to run code.
	Attach func(t *object.Thread)
}

// Extensions serves the C modules of a host Python.
type Extensions interface {
	// Builtins are the names of the modules built into libpython.
	Builtins() []string
	// Create makes the module that spec (a ModuleSpec) describes: one built into
	// libpython if it has no file, else that of the shared library spec.origin.
	Create(t *object.Thread, spec object.Value) (object.Value, error)
	// Exec runs the module's body, for multi-phase initialisation.
	Exec(t *object.Thread, mod object.Value) error
}

// Frozen serves the modules that importlib is bootstrapped from.
type Frozen interface {
	// FrozenCode is the code of a module, nil for one that is not frozen.
	FrozenCode(t *object.Thread, name string) (*object.Code, error)
	// Frozen tells whether a module is frozen, under which name its source is known, and whether it is a package.
	Frozen(name string) (orig string, pkg, ok bool)
	FrozenNames() []string
	// SetFrozenOff says whether only importlib's own modules are frozen.
	SetFrozenOff(off bool)
}

type settingsKey struct{}

// Install gives the interpreter its settings.
func Install(in *object.Interp, s *Settings) { in.State[settingsKey{}] = s }

// settingsOf returns the interpreter's settings.
func settingsOf(t *object.Thread) *Settings {
	s, _ := t.Interp.State[settingsKey{}].(*Settings)
	if s == nil {
		s = &Settings{}
		Install(t.Interp, s)
	}
	return s
}

// New makes the native module name for t's interpreter.
func New(t *object.Thread, name string) (*object.Module, error) {
	for _, row := range natives() {
		if row.name == name {
			return row.def().New(t)
		}
	}
	for _, def := range settingsOf(t).Modules {
		if def.Name == name {
			return def.New(t)
		}
	}
	return nil, object.NewImportError(object.ImportErrorType, "no native module named "+name, object.StrValue(name), object.None, object.None)
}

// Import returns the native module name, from sys.modules or made anew and put there.
func Import(t *object.Thread, name string) (object.Value, error) {
	if m, ok := t.Interp.Modules.GetString(name); ok {
		return m, nil
	}
	m, err := New(t, name)
	if err != nil {
		return object.Value{}, err
	}
	t.Interp.Modules.SetString(name, m.Value())
	return m.Value(), nil
}

// FSPath is os.fspath(v) as text. Other objects that are like bytes are accepted with a DeprecationWarning.
func FSPath(t *object.Thread, v object.Value) (string, error) {
	if s, ok := object.AsStr(v); ok {
		return s.String(), nil
	}
	if b, ok := object.AsBytes(v); ok {
		return decodeFS(b), nil
	}
	r, found, err := t.CallSpecial(v, object.Intern("__fspath__"))
	if err != nil {
		return "", err
	}
	if !found {
		if b, release, err := t.BytesLike(v); err == nil {
			s := decodeFS(string(b))
			release()
			return s, t.Warnf(object.DeprecationWarningType, 1, "path should be string, bytes, or os.PathLike, not %s", v.Type().Name)
		}
		return "", object.Errorf(object.TypeErrorType, "expected str, bytes or os.PathLike object, not %s", v.Type().Name)
	}
	if s, ok := object.AsStr(r); ok {
		return s.String(), nil
	}
	if b, ok := object.AsBytes(r); ok {
		return decodeFS(b), nil
	}
	return "", object.Errorf(object.TypeErrorType, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().Name, r.Type().Name)
}

// WarnExplicit is warnings.warn_explicit for the compiler: the module warnings
// decides what becomes of it.
func WarnExplicit(t *object.Thread, cls *object.Type, msg, filename string, line int) error {
	m, ok := t.Interp.Modules.GetString("_warnings")
	if !ok {
		return nil
	}
	f, err := t.GetAttrString(m, "warn_explicit")
	if err != nil {
		return nil
	}
	_, err = t.Call(f, object.StrValue(msg), cls.Value(), object.StrValue(filename), object.Int(line))
	return err
}
