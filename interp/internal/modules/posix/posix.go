// Package posix is the native module posix, the operating system's half of os
// (Library reference, "os"). It is native because start-up needs it and because
// a process that runs Go cannot fork as CPython does: see package fork.
package posix

import (
	"math"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// path is a path argument: text to show and bytes for the system, or a descriptor.
type path struct {
	arg   value
	name  string
	fd    int
	isFD  bool
	bytes bool // given as bytes, so results are bytes
}

// pathOf reads a path argument of function fname; allowFD says that it may be a
// descriptor, allowNone that None stands for ".".
func pathOf(t *thread, fname, param string, v value, allowFD, allowNone bool) (*path, error) {
	if f := t.Interp.CloseDropped; f != nil {
		f(t)
	}
	p := &path{arg: v}
	if v.IsNil() || v.IsNone() {
		if allowNone {
			p.name, p.arg = ".", object.None
			return p, nil
		}
	}
	orig := v
	if !isText(v) && (!allowFD || !v.Is(object.IntType)) {
		r, found, err := t.CallSpecial(v, object.Intern("__fspath__"))
		if err != nil {
			return nil, err
		}
		if found {
			if !isText(r) {
				return nil, object.Errorf(object.TypeErrorType, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().Name, r.Type().Name)
			}
			v = r
		}
	}
	if s, ok := object.AsStr(v); ok {
		e, err := t.Encode(s, "utf-8", "surrogateescape")
		if err != nil {
			return nil, err
		}
		p.name, _ = object.AsBytes(e)
	} else if b, ok := object.AsBytes(v); ok {
		p.name, p.bytes = b, true
	} else if allowFD && (v.Is(object.IntType) || v.Type().Index != nil) {
		fd, err := t.AsIndex(v, object.OverflowErrorType)
		if err != nil {
			return nil, err
		}
		if fd > math.MaxInt32 || fd < math.MinInt32 {
			how := "greater than maximum"
			if fd < 0 {
				how = "less than minimum"
			}
			return nil, object.Errorf(object.OverflowErrorType, "fd is %s", how)
		}
		p.fd, p.isFD = fd, true
		return p, nil
	} else {
		kinds := "string, bytes or os.PathLike"
		switch {
		case allowFD && allowNone:
			kinds = "string, bytes, os.PathLike, integer or None"
		case allowFD:
			kinds = "string, bytes, os.PathLike or integer"
		case allowNone:
			kinds = "string, bytes, os.PathLike or None"
		}
		return nil, object.Errorf(object.TypeErrorType, "%s: %s should be %s, not %s", fname, param, kinds, orig.Type().Name)
	}
	if strings.IndexByte(p.name, 0) >= 0 {
		return nil, object.Errorf(object.ValueErrorType, "%s: embedded null character in %s", fname, param)
	}
	return p, nil
}

func isText(v value) bool {
	if _, ok := object.AsStr(v); ok {
		return true
	}
	_, ok := object.AsBytes(v)
	return ok
}

// text is a name from the system as the caller gave its path: str or bytes.
func (p *path) text(t *thread, s string) (value, error) {
	if p != nil && p.bytes {
		return object.NewBytes(s), nil
	}
	return t.Decode([]byte(s), "utf-8", "surrogateescape")
}

// dirFD reads a dir_fd argument.
func dirFD(t *thread, v value) (int, error) {
	if v.IsNil() || v.IsNone() {
		return unix.AT_FDCWD, nil
	}
	if !v.Is(object.IntType) && v.Type().Index == nil {
		return 0, object.Errorf(object.TypeErrorType, "argument should be integer or None, not %s", v.Type().Name)
	}
	return t.AsIndex(v, object.OverflowErrorType)
}

// call makes a system call with the lock released, again after an interrupting signal.
func call(t *thread, f func() error) error {
	for {
		var err error
		t.Unlocked(func() { err = f() })
		if err != syscall.EINTR && !t.Pending.Load() {
			return err
		}
		if err := t.Safepoint(); err != nil {
			return err
		}
		if err != syscall.EINTR {
			return err
		}
	}
}

// fail makes the OSError of a failed call about the given paths.
func fail(err error, ps ...*path) error {
	if err == nil {
		return nil
	}
	errno, ok := err.(syscall.Errno)
	if !ok {
		return err
	}
	var names []value
	for _, p := range ps {
		if p != nil {
			names = append(names, p.arg)
		}
	}
	return object.NewOSError(errno, names...)
}

func intArg(t *thread, v value, def int) (int, error) {
	if v.IsNil() {
		return def, nil
	}
	if v.IsFloat() {
		return 0, object.Errorf(object.TypeErrorType, "'float' object cannot be interpreted as an integer")
	}
	n, err := t.AsIndex(v, object.OverflowErrorType)
	if err == nil && (n > math.MaxInt32 || n < math.MinInt32) && n != int(uint32(n)) {
		err = object.Errorf(object.OverflowErrorType, "Python int too large to convert to C int")
	}
	return n, err
}

func truth(t *thread, v value, def bool) (bool, error) {
	if v.IsNil() {
		return def, nil
	}
	return t.Truth(v)
}

func audit(t *thread, event string, args ...value) error {
	if t.Interp.Audit == nil {
		return nil
	}
	return t.Interp.Audit(t, event, args)
}

// row makes a Method of a function that gets bound arguments.
func row(name, sig, doc string, f func(t *thread, a []value) (value, error)) object.Method {
	return object.Method{Name: name, Sig: sig, Doc: doc, Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) { return f(t, a) })}
}

// Module is the table of posix.
func Module() *object.ModuleDef {
	var ms []object.Method
	for _, part := range [][]object.Method{fileMethods(), dirMethods(), fdMethods(), processMethods(), xattrMethods(), forkMethods(), systemMethods()} {
		ms = append(ms, part...)
	}
	return &object.ModuleDef{
		Name:    "posix",
		Doc:     "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.",
		Methods: ms,
		Init:    initModule,
	}
}

func initModule(t *thread, m *object.Module) error {
	runtimeFDs() // before Python opens any file
	t.Interp.ForkExec = forkExec
	d := m.Dict()
	for n, v := range constants {
		d.SetString(n, object.Int(v))
	}
	env := object.NewDict()
	for _, kv := range os.Environ() {
		k, v, ok := strings.Cut(kv, "=")
		if !ok || k == "" {
			continue
		}
		key := object.NewBytes(k)
		if _, dup, err := env.Get(t, key); err != nil {
			return err
		} else if dup {
			continue
		}
		if err := env.Set(t, key, object.NewBytes(v)); err != nil {
			return err
		}
	}
	d.SetString("environ", env.Value())
	d.SetString("error", object.OSErrorType.Value())
	setupTypes()
	for name, typ := range map[string]*object.Type{
		"stat_result": statResult(), "statvfs_result": statvfsResult(), "terminal_size": terminalSize(), "times_result": timesResult(),
		"uname_result": unameResult(), "sched_param": schedParam(), "DirEntry": dirEntryType, "waitid_result": waitidResult(),
	} {
		d.SetString(name, typ.Value())
	}
	var have []value
	for _, n := range []string{"HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR",
		"HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES",
		"HAVE_MEMFD_CREATE", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"} {
		have = append(have, object.StrValue(n))
	}
	d.SetString("_have_functions", object.NewList(have).Value())
	for n, table := range map[string]map[string]int{"sysconf_names": sysconfNames, "pathconf_names": pathconfNames, "confstr_names": confstrNames} {
		x := object.NewDict()
		for k, v := range table {
			x.SetString(k, object.Int(v))
		}
		d.SetString(n, x.Value())
	}
	return nil
}
