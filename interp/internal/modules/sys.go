package modules

import (
	"math"
	"runtime"
	"slices"
	"strings"

	"memphis/interp/object"
)

// This file defines the module sys: its constants and settings. Its functions
// are in sys_funcs.go, the hooks that print in sys_hooks.go.

// The version of Python that Memphis is, and its own.
const (
	versionMajor, versionMinor, versionMicro = 3, 11, 2
	hexVersion                               = 0x030b02f0
	// Version is Memphis's own version.
	Version = "0.1.0"
	// CacheTag names its compiled files.
	CacheTag = "memphis-311"
)

func strs(ss []string) value {
	vs := make([]value, len(ss))
	for i, s := range ss {
		vs[i] = object.StrValue(decodeFS(s))
	}
	return object.NewList(vs).Value()
}

func sysModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name:    "sys",
		Doc:     "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
		Methods: slices.Concat(sysFunctions(), sysHooks(), sysDebug()),
		Init:    initSys,
	}
}

func initSys(t *thread, m *object.Module) error {
	s := settingsOf(t)
	d := m.Dict()
	set := func(name string, v value) { d.SetString(name, v) }
	str := func(name, v string) { set(name, object.StrValue(v)) }
	set("modules", t.Interp.Modules.Value())
	set("argv", strs(s.Argv))
	set("orig_argv", strs(s.OrigArgv))
	set("path", strs(s.Path))
	for _, n := range []string{"meta_path", "path_hooks"} {
		set(n, object.ListOf())
	}
	set("path_importer_cache", object.NewDict().Value())
	str("executable", s.Executable)
	str("_base_executable", s.Executable)
	str("prefix", s.Prefix)
	str("exec_prefix", s.ExecPrefix)
	str("base_prefix", s.BasePrefix)
	str("base_exec_prefix", s.BaseExecPrefix)
	str("platlibdir", s.PlatLibDir)
	str("platform", runtime.GOOS)
	str("byteorder", "little")
	str("abiflags", "")
	str("copyright", "Copyright (c) 2001-2023 Python Software Foundation.\nAll Rights Reserved.\n\nCopyright (c) 2000 BeOpen.com.\nAll Rights Reserved.\n\nCopyright (c) 1995-2001 Corporation for National Research Initiatives.\nAll Rights Reserved.\n\nCopyright (c) 1991-1995 Stichting Mathematisch Centrum, Amsterdam.\nAll Rights Reserved.")
	str("version", "3.11.2 (memphis "+Version+") [Go "+strings.TrimPrefix(runtime.Version(), "go")+"]")
	set("hexversion", object.Int(hexVersion))
	set("api_version", object.Int(1013))
	set("maxsize", object.Int(math.MaxInt64))
	set("maxunicode", object.Int(0x10FFFF))
	str("float_repr_style", "short")
	set("warnoptions", strs(s.WarnOptions))
	set("dont_write_bytecode", object.Bool(s.DontWriteBytecode != 0))
	pfx := object.None
	if s.PycachePrefix != "" {
		pfx = object.StrValue(s.PycachePrefix)
	}
	set("pycache_prefix", pfx)
	xo := object.NewDict()
	for _, o := range s.XOptions {
		k, v, has := strings.Cut(o, "=")
		if has {
			xo.SetString(k, object.StrValue(v))
		} else {
			xo.SetString(k, object.True)
		}
	}
	set("_xoptions", xo.Value())
	str("_framework", "")
	if s.Lib != "" {
		str("_stdlib_dir", s.Lib)
	} else {
		set("_stdlib_dir", object.None)
	}
	set("_git", object.TupleOf(object.StrValue("Memphis"), object.StrValue(""), object.StrValue("")))
	names := make([]string, 0, 64)
	for _, row := range natives() {
		names = append(names, row.name)
	}
	for _, def := range s.Modules {
		names = append(names, def.Name)
	}
	if s.Extensions != nil {
		names = append(names, s.Extensions.Builtins()...)
	}
	set("builtin_module_names", sortedNames(names))
	set("stdlib_module_names", stdlibModuleNames(t))
	version := []value{object.Int(versionMajor), object.Int(versionMinor), object.Int(versionMicro), object.StrValue("final"), object.Int(0)}
	vi := newStructSeq(versionInfoType, version)
	set("version_info", vi)
	impl := object.NewDict()
	impl.SetString("name", object.StrValue("memphis"))
	impl.SetString("cache_tag", object.StrValue(CacheTag))
	impl.SetString("version", vi)
	impl.SetString("hexversion", object.Int(hexVersion))
	if s.Multiarch != "" {
		impl.SetString("_multiarch", object.StrValue(s.Multiarch))
	}
	set("implementation", object.NewSimpleNamespace(impl))
	set("flags", sysFlags(s))
	set("float_info", newStructSeq(floatInfoType, []value{
		object.Float(math.MaxFloat64), object.Int(1024), object.Int(308), object.Float(2.2250738585072014e-308), object.Int(-1021), object.Int(-307),
		object.Int(15), object.Int(53), object.Float(2.220446049250313e-16), object.Int(2), object.Int(1),
	}))
	set("int_info", newStructSeq(intInfoType, []value{object.Int(30), object.Int(4), object.Int(4300), object.Int(640)}))
	set("hash_info", newStructSeq(hashInfoType, []value{
		object.Int(64), object.Int(1<<61 - 1), object.Int(314159), object.Int(0), object.Int(1000003),
		object.StrValue("siphash13"), object.Int(64), object.Int(128), object.Int(0),
	}))
	set("thread_info", newStructSeq(threadInfoType, []value{object.StrValue("pthread"), object.StrValue("semaphore"), object.None}))
	t.Interp.DevMode, t.Interp.UTF8Mode = s.DevMode != 0, s.UTF8Mode != 0
	t.Interp.BytesWarning = s.BytesWarning > 0
	t.Interp.NoDebugRanges, t.Interp.HotCode = s.NoDebugRanges, s.HotCode
	if s.IntMaxStrDigits >= 0 {
		t.Interp.MaxStrDigits = s.IntMaxStrDigits
	}
	return nil
}

// sysFlags is sys.flags.
func sysFlags(s *Settings) value {
	i := func(n int) value { return object.Int(n) }
	return newStructSeq(flagsType, []value{
		i(s.Debug), i(s.Inspect), i(s.Interactive), i(s.Optimize), i(s.DontWriteBytecode), i(s.NoUserSite), i(s.NoSite),
		i(s.IgnoreEnvironment), i(s.Verbose), i(s.BytesWarning), i(s.Quiet), i(s.HashRandomization), i(s.Isolated),
		object.Bool(s.DevMode != 0), i(s.UTF8Mode), i(s.WarnDefaultEncoding), object.Bool(s.SafePath != 0), i(s.IntMaxStrDigits),
	})
}

func sortedNames(names []string) value {
	seen := map[string]bool{}
	var uniq []string
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			uniq = append(uniq, n)
		}
	}
	for i := 1; i < len(uniq); i++ {
		for j := i; j > 0 && uniq[j] < uniq[j-1]; j-- {
			uniq[j], uniq[j-1] = uniq[j-1], uniq[j]
		}
	}
	vs := make([]value, len(uniq))
	for i, n := range uniq {
		vs[i] = object.StrValue(n)
	}
	return object.NewTuple(vs).Value()
}
