package posix

import (
	"errors"
	"slices"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/fork"
	"memphis/interp/object"
)

// This file defines fork and forkpty, and what programs have done around them (os.register_at_fork).

type atForkKey struct{}

// atFork is what a program has registered.
type atFork struct{ before, child, parent []value }

func atForkOf(t *thread) *atFork {
	s, _ := t.Interp.State[atForkKey{}].(*atFork)
	if s == nil {
		s = &atFork{}
		t.Interp.State[atForkKey{}] = s
	}
	return s
}

func runAtFork(t *thread, fs []value) {
	for _, f := range slices.Clone(fs) {
		if _, err := t.Call(f); err != nil {
			object.Unraisable(t, err, "", object.None)
		}
	}
}

func registerAtFork(t *thread, a []value) (value, error) {
	s := atForkOf(t)
	lists := []*[]value{&s.before, &s.child, &s.parent}
	some := false
	for i, name := range []string{"before", "after_in_child", "after_in_parent"} {
		if a[i].IsNil() {
			continue
		}
		some = true
		if !object.IsCallable(a[i]) {
			return value{}, object.Errorf(object.TypeErrorType, "'%s' must be callable, not %s", name, a[i].Type().Name)
		}
	}
	if !some {
		return value{}, object.Errorf(object.TypeErrorType, "At least one argument is required.")
	}
	for i, l := range lists {
		if !a[i].IsNil() {
			*l = append(*l, a[i])
		}
	}
	return object.None, nil
}

// Fork forks as os.fork does, with all that has been registered for it. what is the function's name for errors.
func Fork(t *object.Thread, what string) (pid int, err error) {
	s := atForkOf(t)
	before := slices.Clone(s.before)
	slices.Reverse(before)
	runAtFork(t, before)
	pid, err = t.Fork(func() (int, error) {
		pid, _, err := fork.Fork()
		return pid, err
	})
	if err == nil && pid == 0 {
		runAtFork(t, s.child)
		return 0, nil
	}
	runAtFork(t, s.parent)
	if errors.Is(err, fork.ErrUnsupported) {
		return 0, object.Errorf(object.NotImplementedErrorType,
			"%s() is not available here (%s); use subprocess, os.posix_spawn or multiprocessing's spawn method", what, err)
	}
	return pid, fail(err)
}

func posixFork(name string) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) {
		if err := audit(t, "os."+name); err != nil {
			return value{}, err
		}
		pid, err := Fork(t, "os."+name)
		return object.Int(pid), err
	}
}

// openpty opens both ends of a new pseudo-terminal.
func openpty(flags int) (master, slave int, err error) {
	master, err = unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|flags, 0)
	if err != nil {
		return 0, 0, err
	}
	n, err := unix.IoctlGetInt(master, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(master, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		slave, err = unix.Open("/dev/pts/"+strconv.Itoa(n), unix.O_RDWR|unix.O_NOCTTY|flags, 0)
	}
	if err != nil {
		unix.Close(master)
	}
	return master, slave, err
}

// forkpty forks with a new pseudo-terminal, which controls the child and is its standard streams.
func forkpty(t *thread, a []value) (value, error) {
	if err := audit(t, "os.forkpty"); err != nil {
		return value{}, err
	}
	master, slave, err := openpty(0)
	if err != nil {
		return value{}, fail(err)
	}
	pid, ferr := Fork(t, "os.forkpty")
	switch {
	case ferr != nil:
		unix.Close(master)
		unix.Close(slave)
		return value{}, ferr
	case pid != 0:
		unix.Close(slave)
		return object.TupleOf(object.Int(pid), object.Int(master)), nil
	}
	unix.Close(master)
	if _, err = unix.Setsid(); err == nil {
		err = unix.IoctlSetInt(slave, unix.TIOCSCTTY, 0)
	}
	if err != nil {
		syscall.Exit(1) // as glibc's forkpty
	}
	for fd := range 3 {
		_ = unix.Dup2(slave, fd)
	}
	if slave > 2 {
		unix.Close(slave)
	}
	return object.TupleOf(object.Int(0), object.Int(-1)), nil
}

func forkMethods() []object.Method {
	return []object.Method{
		row("fork", "()", "Fork a child process.\n\nReturn 0 to child process and PID of child to parent process.", posixFork("fork")),
		row("forkpty", "()", "Fork a new process with a new pseudo-terminal as controlling tty.\n\nReturns a tuple of (pid, master_fd).\nLike fork(), return pid of 0 to the child process,\nand pid of child to the parent process.\nTo both, return fd of newly opened pseudo-terminal.", forkpty),
		row("register_at_fork", "(*, before=None, after_in_child=None, after_in_parent=None)", "Register callables to be called when forking a new process.\n\n  before\n    A callable to be called in the parent before the fork() syscall.\n  after_in_child\n    A callable to be called in the child after fork().\n  after_in_parent\n    A callable to be called in the parent after fork().\n\n'before' callbacks are called in reverse order.\n'after_in_child' and 'after_in_parent' callbacks are called in order.", registerAtFork),
	}
}
