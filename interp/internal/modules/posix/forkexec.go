package posix

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/signals"
	"memphis/interp/object"
)

// This file defines _posixsubprocess.fork_exec for calls with a preexec_fn: Python code that runs in the child before another
// program does.

// What forkExec gets, in this order (subprocess.Popen._execute_child).
const (
	execArgs = iota
	execFiles
	execCloseFDs
	execKeepFDs
	execCwd
	execEnv
	execInRead
	execInWrite
	execOutRead
	execOutWrite
	execErrRead
	execErrWrite
	execReportRead
	execReportWrite
	execRestoreSignals
	execSetsid
	execPgid
	execGid
	execGroups
	execUid
	execUmask
	execBefore
	execVfork
	numExecArgs
)

// execPlan is a child to be: all that can fail for its arguments has been done before it forks.
type execPlan struct {
	args, files  []string
	env          []string // nil: the process's own
	keep, groups []int
	cwd          *path
	n            [numExecArgs]int // those of the arguments that are numbers; -1 for None
	before       value
}

// stageError is an error with what subprocess is to be told beside it.
type stageError struct {
	error
	stage string
}

func (e stageError) Unwrap() error { return e.error }

func readPlan(t *thread, a []value) (p *execPlan, err error) {
	if len(a) != numExecArgs {
		return nil, object.Errorf(object.TypeErrorType, "fork_exec expected %d arguments, got %d", numExecArgs, len(a))
	}
	p = &execPlan{before: a[execBefore]}
	if p.args, err = strList(t, "fork_exec", "args", a[execArgs]); err != nil {
		return nil, err
	}
	if p.files, err = strList(t, "fork_exec", "executable_list", a[execFiles]); err != nil {
		return nil, err
	}
	if !a[execEnv].IsNone() {
		if p.env, err = strList(t, "fork_exec", "env", a[execEnv]); err != nil {
			return nil, err
		}
	}
	if !a[execCwd].IsNone() {
		if p.cwd, err = pathOf(t, "fork_exec", "cwd", a[execCwd], false, false); err != nil {
			return nil, err
		}
	}
	for _, l := range []struct {
		from int
		to   *[]int
	}{{execKeepFDs, &p.keep}, {execGroups, &p.groups}} {
		if a[l.from].IsNone() {
			continue
		}
		err := t.Each(a[l.from], func(v value) error {
			n, err := intArg(t, v, 0)
			*l.to = append(*l.to, n)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for i := execInRead; i < execBefore; i++ {
		switch {
		case i == execGroups || a[i].IsNone():
			p.n[i] = -1
		case i == execRestoreSignals || i == execSetsid:
			on, err := t.Truth(a[i])
			if err != nil {
				return nil, err
			}
			if on {
				p.n[i] = 1
			}
		default:
			if p.n[i], err = intArg(t, a[i], 0); err != nil {
				return nil, err
			}
		}
	}
	on, err := t.Truth(a[execCloseFDs])
	if on {
		p.n[execCloseFDs] = 1
	}
	if !slices.IsSorted(p.keep) || p.n[execCloseFDs] != 0 && p.n[execReportWrite] < 3 {
		return nil, object.Errorf(object.ValueErrorType, "bad value(s) in fds_to_keep")
	}
	return p, err
}

// forkExec forks, and the child calls preexec_fn and becomes another program, or tells why not through a pipe.
func forkExec(t *thread, a []value) (value, error) {
	p, err := readPlan(t, a)
	if err != nil {
		return value{}, err
	}
	pid, err := Fork(t, "os.fork")
	if err != nil || pid != 0 {
		return object.Int(pid), err
	}
	err = p.run(t)
	text := "SubprocessError:0:Exception occurred in preexec_fn."
	var stage stageError
	var errno syscall.Errno
	if errors.As(err, &stage) && errors.As(err, &errno) {
		text = fmt.Sprintf("OSError:%X:%s", int(errno), stage.stage)
	}
	_, _ = unix.Write(p.n[execReportWrite], []byte(text))
	syscall.Exit(255)
	return value{}, nil
}

// run does in the child what leads to the other program. It returns only if it fails.
func (p *execPlan) run(t *thread) error {
	if err := p.prepare(); err != nil {
		return err
	}
	if _, err := t.Call(p.before); err != nil {
		return err
	}
	if p.n[execCloseFDs] != 0 {
		if err := p.closeFDs(); err != nil {
			return stageError{err, ""}
		}
	}
	env := p.env
	if env == nil {
		env = os.Environ() // which preexec_fn may have changed
	}
	var failed error = syscall.ENOENT
	for _, file := range p.files {
		err := syscall.Exec(file, p.args, env)
		if err != syscall.ENOENT && err != syscall.ENOTDIR || failed == syscall.ENOENT {
			failed = err
		}
	}
	return stageError{failed, ""}
}

// prepare arranges descriptors, folder, signals, groups and users.
func (p *execPlan) prepare() error {
	n := &p.n
	var err error
	do := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	inherit := func(fd int) error {
		_, err := unix.FcntlInt(uintptr(fd), unix.F_SETFD, 0)
		return err
	}
	for _, fd := range p.keep {
		if fd != n[execReportWrite] {
			do(func() error { return inherit(fd) })
		}
	}
	for _, i := range []int{execInWrite, execOutRead, execErrRead, execReportRead} {
		if n[i] != -1 {
			do(func() error { return unix.Close(n[i]) })
		}
	}
	// What is to become 1 or 2 must not be lost when something else becomes 0 or 1.
	for i, low := range map[int]int{execOutWrite: 0, execErrWrite: 1} {
		for n[i] >= 0 && n[i] <= low && err == nil {
			n[i], err = unix.Dup(n[i])
		}
	}
	for to, i := range []int{execInRead, execOutWrite, execErrWrite} {
		switch n[i] {
		case -1:
		case to:
			do(func() error { return inherit(to) })
		default:
			do(func() error { return unix.Dup2(n[i], to) })
		}
	}
	if err == nil && p.cwd != nil {
		if err := unix.Chdir(p.cwd.name); err != nil {
			return stageError{err, "noexec"}
		}
	}
	if n[execUmask] >= 0 {
		unix.Umask(n[execUmask])
	}
	if n[execRestoreSignals] != 0 {
		signals.Reset(unix.SIGPIPE)
		signals.Reset(unix.SIGXFSZ)
	}
	if n[execSetsid] != 0 {
		do(func() error { _, err := unix.Setsid(); return err })
	}
	if n[execPgid] >= 0 {
		do(func() error { return unix.Setpgid(0, n[execPgid]) })
	}
	if p.groups != nil {
		do(func() error { return syscall.Setgroups(p.groups) })
	}
	if n[execGid] != -1 {
		do(func() error { return syscall.Setregid(n[execGid], n[execGid]) })
	}
	if n[execUid] != -1 {
		do(func() error { return syscall.Setreuid(n[execUid], n[execUid]) })
	}
	if err != nil {
		return stageError{err, "noexec"}
	}
	return nil
}

// closeFDs sees to it that the other program gets no descriptors but those to keep. They are not closed here and now: among
// them are those of Go's runtime.
func (p *execPlan) closeFDs() error {
	files, err := os.ReadDir("/proc/self/fd")
	for _, f := range files {
		if fd, nerr := strconv.Atoi(f.Name()); nerr == nil && fd > 2 && !slices.Contains(p.keep, fd) {
			unix.CloseOnExec(fd)
		}
	}
	return err
}
