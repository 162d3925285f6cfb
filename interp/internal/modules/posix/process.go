package posix

import (
	"crypto/rand"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/signals"
	"memphis/interp/object"
)

// This file defines the functions of posix on processes, users and the system.

// strList reads a sequence of str, bytes or paths as bytes for the system.
func strList(t *thread, fname, what string, v value) ([]string, error) {
	items, err := t.Collect(v)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, x := range items {
		p, err := pathOf(t, fname, what, x, false, false)
		if err != nil {
			return nil, err
		}
		out[i] = p.name
	}
	return out, nil
}

// envList reads a mapping as NAME=value strings.
func envList(t *thread, v value) ([]string, error) {
	keys, err := t.CallMethodString(v, "keys")
	if err != nil {
		return nil, err
	}
	var out []string
	err = t.Each(keys, func(k value) error {
		x, err := t.GetItem(v, k)
		if err != nil {
			return err
		}
		kv, err := strList(t, "exec", "env", object.ListOf(k, x))
		if err == nil && (kv[0] == "" || strings.Contains(kv[0][1:], "=")) {
			err = object.Errorf(object.ValueErrorType, "illegal environment variable name")
		}
		if err == nil {
			out = append(out, kv[0]+"="+kv[1])
		}
		return err
	})
	return out, err
}

func exec(t *thread, a []value, env []string) (value, error) {
	p, err := pathOf(t, "execv", "path", a[0], false, false)
	if err != nil {
		return value{}, err
	}
	args, err := strList(t, "execv", "argv", a[1])
	if err != nil {
		return value{}, err
	}
	if len(args) == 0 {
		return value{}, object.Errorf(object.ValueErrorType, "execv() arg 2 must not be empty")
	}
	if args[0] == "" {
		return value{}, object.Errorf(object.ValueErrorType, "execv() arg 2 first element cannot be empty")
	}
	return value{}, fail(syscall.Exec(p.name, args, env))
}

func status(name, doc string, f func(ws syscall.WaitStatus) value) object.Method {
	return row(name, "(status)", doc, func(t *thread, a []value) (value, error) {
		n, err := intArg(t, a[0], 0)
		return f(syscall.WaitStatus(n)), err
	})
}

func number(name, doc string, f func() int) object.Method {
	return row(name, "()", doc, func(t *thread, a []value) (value, error) { return object.Int(f()), nil })
}

// setter makes a function that passes its int arguments to f.
func setter(name, sig, doc string, n int, f func(x []int) error) object.Method {
	return row(name, sig, doc, func(t *thread, a []value) (value, error) {
		x := make([]int, n)
		for i := range x {
			v, err := intArg(t, a[i], 0)
			if err != nil {
				return value{}, err
			}
			x[i] = v
		}
		return object.None, fail(call(t, func() error { return f(x) }))
	})
}

// waitUsage waits for a child and tells what it used, too.
func waitUsage(t *thread, pid, options value) (value, error) {
	p, err := intArg(t, pid, 0)
	if err != nil {
		return value{}, err
	}
	opts, err := intArg(t, options, 0)
	if err != nil {
		return value{}, err
	}
	var ws unix.WaitStatus
	var u unix.Rusage
	got := 0
	if err := call(t, func() (err error) { got, err = unix.Wait4(p, &ws, opts, &u); return }); err != nil {
		return value{}, fail(err)
	}
	m, err := t.Interp.Host.Import(t, "resource", nil, value{}, 0)
	if err != nil {
		return value{}, err
	}
	seconds := func(v unix.Timeval) value { return object.Float(float64(v.Sec) + float64(v.Usec)*1e-6) }
	fields := []value{seconds(u.Utime), seconds(u.Stime)}
	for _, n := range []int64{u.Maxrss, u.Ixrss, u.Idrss, u.Isrss, u.Minflt, u.Majflt, u.Nswap, u.Inblock, u.Oublock, u.Msgsnd, u.Msgrcv, u.Nsignals, u.Nvcsw, u.Nivcsw} {
		fields = append(fields, object.Int(int(n)))
	}
	usage, err := t.CallMethodString(m, "struct_rusage", object.NewTuple(fields).Value())
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(object.Int(got), object.Int(int(ws)), usage), nil
}

// three makes a function that returns three numbers.
func three(name, doc string, f func() [3]int) object.Method {
	return row(name, "()", doc, func(t *thread, a []value) (value, error) {
		x := f()
		return object.TupleOf(object.Int(x[0]), object.Int(x[1]), object.Int(x[2])), nil
	})
}

func processMethods() []object.Method {
	return []object.Method{
		row("_exit", "(status)", "Exit to the system with specified status, without normal exit processing.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			syscall.Exit(n & 0xFF)
			return object.None, nil
		}),
		row("abort", "()", "Abort the interpreter immediately.", func(t *thread, a []value) (value, error) {
			signals.Die(unix.SIGABRT)
			select {}
		}),
		row("execv", "(path, argv, /)", "Execute an executable path with arguments, replacing current process.", func(t *thread, a []value) (value, error) { return exec(t, a, os.Environ()) }),
		row("execve", "(path, argv, env)", "Execute an executable path with arguments, replacing current process.", func(t *thread, a []value) (value, error) {
			env, err := envList(t, a[2])
			if err != nil {
				return value{}, err
			}
			return exec(t, a, env)
		}),
		row("posix_spawn", "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)", "Execute the program specified by path in a new process.", spawn),
		row("posix_spawnp", "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)", "Execute the program specified by path in a new process.", spawn),
		row("system", "(command)", "Execute the command in a subshell.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "system", "command", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			var ws syscall.WaitStatus
			err = call(t, func() error {
				pid, err := syscall.ForkExec("/bin/sh", []string{"sh", "-c", p.name}, &syscall.ProcAttr{Env: os.Environ(), Files: []uintptr{0, 1, 2}})
				if err != nil {
					return err
				}
				for {
					if _, err = syscall.Wait4(pid, &ws, 0, nil); err != syscall.EINTR {
						return err
					}
				}
			})
			return object.Int(int(ws)), fail(err)
		}),
		row("pidfd_open", "($module, /, pid, flags=0)", "Return a file descriptor referring to the process *pid*.\n\nThe descriptor can be used to perform process management without races and\nsignals.", func(t *thread, a []value) (value, error) {
			pid, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			flags, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			fd, err := unix.PidfdOpen(pid, flags)
			if err != nil {
				return value{}, fail(err)
			}
			return object.Int(fd), nil
		}),
		row("waitpid", "(pid, options, /)", "Wait for completion of a given child process.", func(t *thread, a []value) (value, error) {
			pid, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			opts, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			var ws unix.WaitStatus
			got := 0
			err = call(t, func() (err error) { got, err = unix.Wait4(pid, &ws, opts, nil); return })
			return object.TupleOf(object.Int(got), object.Int(int(ws))), fail(err)
		}),
		row("wait", "()", "Wait for completion of a child process.", func(t *thread, a []value) (value, error) {
			var ws unix.WaitStatus
			got := 0
			err := call(t, func() (err error) { got, err = unix.Wait4(-1, &ws, 0, nil); return })
			return object.TupleOf(object.Int(got), object.Int(int(ws))), fail(err)
		}),
		row("wait3", "(options)", "Wait for completion of a child process.\n\nReturns a tuple of information about the child process:\n  (pid, status, rusage)", func(t *thread, a []value) (value, error) {
			return waitUsage(t, object.Int(-1), a[0])
		}),
		row("wait4", "(pid, options)", "Wait for completion of a specific child process.\n\nReturns a tuple of information about the child process:\n  (pid, status, rusage)", func(t *thread, a []value) (value, error) {
			return waitUsage(t, a[0], a[1])
		}),
		row("waitstatus_to_exitcode", "(status)", "Convert a wait status to an exit code.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			ws := syscall.WaitStatus(n)
			switch {
			case ws.Exited():
				return object.Int(ws.ExitStatus()), nil
			case ws.Signaled():
				return object.Int(-int(ws.Signal())), nil
			case ws.Stopped():
				return value{}, object.Errorf(object.ValueErrorType, "process stopped by delivery of signal %d", int(ws.StopSignal()))
			}
			return value{}, object.Errorf(object.ValueErrorType, "invalid wait status: %d", n)
		}),
		status("WIFEXITED", "Return True if the process returning status exited via the exit() system call.", func(ws syscall.WaitStatus) value { return object.Bool(ws.Exited()) }),
		status("WEXITSTATUS", "Return the process return code from status.", func(ws syscall.WaitStatus) value { return object.Int(int(ws) >> 8 & 0xFF) }),
		status("WIFSIGNALED", "Return True if the process returning status was terminated by a signal.", func(ws syscall.WaitStatus) value { return object.Bool(ws.Signaled()) }),
		status("WTERMSIG", "Return the signal that terminated the process that provided the status value.", func(ws syscall.WaitStatus) value { return object.Int(int(ws) & 0x7F) }),
		status("WIFSTOPPED", "Return True if the process returning status was stopped.", func(ws syscall.WaitStatus) value { return object.Bool(ws.Stopped()) }),
		status("WSTOPSIG", "Return the signal that stopped the process that provided the status value.", func(ws syscall.WaitStatus) value { return object.Int(int(ws) >> 8 & 0xFF) }),
		status("WIFCONTINUED", "Return True if a particular process was continued from a job control stop.", func(ws syscall.WaitStatus) value { return object.Bool(ws.Continued()) }),
		status("WCOREDUMP", "Return True if the process returning status was dumped to a core file.", func(ws syscall.WaitStatus) value { return object.Bool(ws.CoreDump()) }),
		row("kill", "(pid, signal, /)", "Kill a process with a signal.", func(t *thread, a []value) (value, error) {
			pid, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			n, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			if pid == unix.Getpid() && n > 0 && t.Interp.Kill != nil {
				return object.None, t.Interp.Kill(t, n)
			}
			return object.None, fail(unix.Kill(pid, unix.Signal(n)))
		}),
		setter("killpg", "(pgid, signal, /)", "Kill a process group with a signal.", 2, func(x []int) error { return unix.Kill(-x[0], unix.Signal(x[1])) }),
		number("getpid", "Return the current process id.", unix.Getpid), number("getppid", "Return the parent's process id.", unix.Getppid),
		number("getuid", "Return the current process's user id.", unix.Getuid), number("geteuid", "Return the current process's effective user id.", unix.Geteuid),
		number("getgid", "Return the current process's group id.", unix.Getgid), number("getegid", "Return the current process's effective group id.", unix.Getegid),
		number("getpgrp", "Return the current process group id.", unix.Getpgrp),
		row("getpgid", "(pid)", "Call the system call getpgid(), and return the result.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			g, gerr := unix.Getpgid(n)
			return object.Int(g), fail(gerr)
		}),
		row("getsid", "(pid, /)", "Call the system call getsid(pid) and return the result.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			g, gerr := unix.Getsid(n)
			return object.Int(g), fail(gerr)
		}),
		row("setsid", "()", "Call the system call setsid().", func(t *thread, a []value) (value, error) {
			_, err := unix.Setsid()
			return object.None, fail(err)
		}),
		setter("setpgid", "(pid, pgrp, /)", "Call the system call setpgid(pid, pgrp).", 2, func(x []int) error { return unix.Setpgid(x[0], x[1]) }),
		setter("setuid", "(uid, /)", "Set the current process's user id.", 1, func(x []int) error { return syscall.Setuid(x[0]) }),
		setter("setgid", "(gid, /)", "Set the current process's group id.", 1, func(x []int) error { return syscall.Setgid(x[0]) }),
		setter("seteuid", "(euid, /)", "Set the current process's effective user id.", 1, func(x []int) error { return syscall.Seteuid(x[0]) }),
		setter("setegid", "(egid, /)", "Set the current process's effective group id.", 1, func(x []int) error { return syscall.Setegid(x[0]) }),
		setter("setreuid", "(ruid, euid, /)", "Set the current process's real and effective user ids.", 2, func(x []int) error { return syscall.Setreuid(x[0], x[1]) }),
		setter("setregid", "(rgid, egid, /)", "Set the current process's real and effective group ids.", 2, func(x []int) error { return syscall.Setregid(x[0], x[1]) }),
		setter("setresuid", "(ruid, euid, suid, /)", "Set the current process's real, effective, and saved user ids.", 3,
			func(x []int) error { return syscall.Setresuid(x[0], x[1], x[2]) }),
		setter("setresgid", "(rgid, egid, sgid, /)", "Set the current process's real, effective, and saved group ids.", 3,
			func(x []int) error { return syscall.Setresgid(x[0], x[1], x[2]) }),
		three("getresuid", "Return a tuple of the current process's real, effective, and saved user ids.", func() (x [3]int) { x[0], x[1], x[2] = unix.Getresuid(); return }),
		three("getresgid", "Return a tuple of the current process's real, effective, and saved group ids.", func() (x [3]int) { x[0], x[1], x[2] = unix.Getresgid(); return }),
		setter("setpgrp", "()", "Make the current process the leader of its process group.", 0, func([]int) error { return unix.Setpgid(0, 0) }),
		row("tcgetpgrp", "(fd, /)", "Return the process group associated with the terminal specified by fd.", func(t *thread, a []value) (value, error) {
			fd, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			g, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
			return object.Int(g), fail(err)
		}),
		setter("tcsetpgrp", "(fd, pgid, /)", "Set the process group associated with the terminal specified by fd.", 2,
			func(x []int) error { return unix.IoctlSetPointerInt(x[0], unix.TIOCSPGRP, x[1]) }),
		row("getpriority", "(which, who)", "Return program scheduling priority.", func(t *thread, a []value) (value, error) {
			which, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			who, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			n, err := unix.Getpriority(which, who) // 1 to 40, as the kernel has it
			return object.Int(20 - n), fail(err)
		}),
		setter("setpriority", "(which, who, priority)", "Set program scheduling priority.", 3, func(x []int) error { return unix.Setpriority(x[0], x[1], x[2]) }),
		row("getgroups", "()", "Return list of supplemental group IDs for the process.", func(t *thread, a []value) (value, error) {
			gs, err := unix.Getgroups()
			var out []value
			for _, g := range gs {
				out = append(out, object.Int(g))
			}
			return object.NewList(out).Value(), fail(err)
		}),
		row("getlogin", "()", "Return the actual login name.", func(t *thread, a []value) (value, error) {
			if b, err := os.ReadFile("/proc/self/loginuid"); err != nil || strings.TrimSpace(string(b)) == "4294967295" {
				return value{}, object.NewOSError(syscall.ENXIO)
			}
			return object.StrValue(os.Getenv("LOGNAME")), nil
		}),
		row("umask", "(mask, /)", "Set the current numeric umask and return the previous umask.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			return object.Int(unix.Umask(n)), nil
		}),
		row("nice", "(increment, /)", "Add increment to the priority of process and return the new priority.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			cur, perr := unix.Getpriority(unix.PRIO_PROCESS, 0)
			if perr != nil {
				return value{}, fail(perr)
			}
			// The raw system call returns 20 minus the niceness.
			want := min(max(20-cur+n, -20), 19)
			return object.Int(want), fail(unix.Setpriority(unix.PRIO_PROCESS, 0, want))
		}),
	}
}

// spawn is posix_spawn with the file actions that a Go program can do.
func spawn(t *thread, a []value) (value, error) {
	p, err := pathOf(t, "posix_spawn", "path", a[0], false, false)
	if err != nil {
		return value{}, err
	}
	args, err := strList(t, "posix_spawn", "argv", a[1])
	if err != nil {
		return value{}, err
	}
	if len(args) == 0 {
		return value{}, object.Errorf(object.ValueErrorType, "posix_spawn: argv must not be empty")
	}
	env := os.Environ()
	if !a[2].IsNone() {
		if env, err = envList(t, a[2]); err != nil {
			return value{}, err
		}
	}
	files := []uintptr{0, 1, 2}
	var opened []int
	defer func() {
		for _, fd := range opened {
			unix.Close(fd)
		}
	}()
	set := func(fd int, to uintptr) {
		for len(files) <= fd {
			files = append(files, ^uintptr(0))
		}
		files[fd] = to
	}
	if !a[3].IsNil() && !a[3].IsNone() {
		err := t.Each(a[3], func(x value) error {
			u, ok := object.AsTuple(x)
			if !ok || len(u.Items) < 2 {
				return object.Errorf(object.TypeErrorType, "Each file_actions element must be a non-empty tuple")
			}
			n := make([]int, 0, 5)
			for i, v := range u.Items {
				if i == 2 && len(u.Items) == 5 {
					n = append(n, 0)
					continue
				}
				k, err := intArg(t, v, 0)
				if err != nil {
					return err
				}
				n = append(n, k)
			}
			switch {
			case n[0] == 0 && len(n) == 5:
				q, err := pathOf(t, "posix_spawn", "path", u.Items[2], false, false)
				if err != nil {
					return err
				}
				fd, oerr := unix.Open(q.name, n[3]|unix.O_CLOEXEC, uint32(n[4]))
				if oerr != nil {
					return fail(oerr, q)
				}
				opened = append(opened, fd)
				set(n[1], uintptr(fd))
			case n[0] == 1:
				set(n[1], ^uintptr(0))
			case n[0] == 2 && len(n) == 3:
				set(n[2], uintptr(n[1]))
			default:
				return object.Errorf(object.TypeErrorType, "Unknown file_actions identifier")
			}
			return nil
		})
		if err != nil {
			return value{}, err
		}
	}
	attr := &syscall.ProcAttr{Env: env, Files: files, Sys: &syscall.SysProcAttr{}}
	if b, err := truth(t, a[6], false); err != nil {
		return value{}, err
	} else if b {
		attr.Sys.Setsid = true
	}
	if !a[4].IsNil() && !a[4].IsNone() {
		if attr.Sys.Pgid, err = intArg(t, a[4], 0); err != nil {
			return value{}, err
		}
		attr.Sys.Setpgid = true
	}
	pid := 0
	err = call(t, func() (err error) { pid, err = syscall.ForkExec(p.name, args, attr); return })
	return object.Int(pid), fail(err, p)
}

func systemMethods() []object.Method {
	return []object.Method{
		row("fspath", "(path)", "Return the file system path representation of the object.", func(t *thread, a []value) (value, error) {
			if isText(a[0]) {
				return a[0], nil
			}
			r, found, err := t.CallSpecial(a[0], object.Intern("__fspath__"))
			if err != nil {
				return value{}, err
			}
			if !found {
				return value{}, object.Errorf(object.TypeErrorType, "expected str, bytes or os.PathLike object, not %s", a[0].Type().Name)
			}
			if !isText(r) {
				return value{}, object.Errorf(object.TypeErrorType, "expected %s.__fspath__() to return str or bytes, not %s", a[0].Type().Name, r.Type().Name)
			}
			return r, nil
		}),
		row("putenv", "(name, value, /)", "Change or add an environment variable.", func(t *thread, a []value) (value, error) {
			kv, err := strList(t, "putenv", "name", object.ListOf(a[0], a[1]))
			if err != nil {
				return value{}, err
			}
			if strings.IndexByte(kv[0], '=') >= 0 {
				return value{}, object.Errorf(object.ValueErrorType, "illegal environment variable name")
			}
			return object.None, fail(syscall.Setenv(kv[0], kv[1]))
		}),
		row("unsetenv", "(name, /)", "Delete an environment variable.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "unsetenv", "name", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			if p.name == "" || strings.IndexByte(p.name, '=') >= 0 {
				return value{}, object.NewOSError(syscall.EINVAL)
			}
			return object.None, fail(syscall.Unsetenv(p.name))
		}),
		row("strerror", "(code, /)", "Translate an error code to a message string.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			return object.StrValue(object.ErrnoText(syscall.Errno(n))), err
		}),
		row("urandom", "(size, /)", "Return a bytes object containing random bytes suitable for cryptographic use.", func(t *thread, a []value) (value, error) {
			n, err := t.AsIndex(a[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n < 0 {
				return value{}, object.Errorf(object.ValueErrorType, "negative argument not allowed")
			}
			b := make([]byte, n)
			rand.Read(b)
			return object.NewBytesOf(b), nil
		}),
		row("getrandom", "(size, flags=0)", "Obtain a series of random bytes.", func(t *thread, a []value) (value, error) {
			n, err := t.AsIndex(a[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if n < 0 {
				return value{}, object.NewOSError(syscall.EINVAL)
			}
			b := make([]byte, n)
			rand.Read(b)
			return object.NewBytesOf(b), nil
		}),
		row("cpu_count", "()", "Return the number of CPUs in the system; return None if indeterminable.", func(t *thread, a []value) (value, error) { return object.Int(runtime.NumCPU()), nil }),
		row("sched_yield", "()", "Voluntarily relinquish the CPU.", func(t *thread, a []value) (value, error) {
			t.Unlocked(runtime.Gosched)
			return object.None, nil
		}),
		row("sched_getaffinity", "(pid, /)", "Return the affinity of the process identified by pid.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			var set unix.CPUSet
			if err := unix.SchedGetaffinity(n, &set); err != nil {
				return value{}, fail(err)
			}
			out := object.NewSet()
			for i := range 1024 {
				if set.IsSet(i) {
					if err := out.Add(t, object.Int(i)); err != nil {
						return value{}, err
					}
				}
			}
			return out.Value(), nil
		}),
		row("sched_setaffinity", "(pid, mask, /)", "Set the CPU affinity of the process identified by pid to mask.\n\nmask should be an iterable of integers identifying CPUs.", func(t *thread, a []value) (value, error) {
			n, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			var set unix.CPUSet
			if err := t.Each(a[1], func(v value) error {
				if !v.Is(object.IntType) && v.Type().Index == nil {
					r, err := t.Repr(v.Type().Value())
					if err == nil {
						err = object.Errorf(object.TypeErrorType, "expected an iterator of ints, but iterator yielded %s", r.String())
					}
					return err
				}
				cpu, err := intArg(t, v, 0)
				if err == nil && cpu < 0 {
					err = object.Errorf(object.ValueErrorType, "negative CPU number")
				}
				if err == nil {
					set.Set(cpu)
				}
				return err
			}); err != nil {
				return value{}, err
			}
			return object.None, fail(unix.SchedSetaffinity(n, &set))
		}),
		row("getloadavg", "()", "Return average recent system load information.", func(t *thread, a []value) (value, error) {
			b, err := os.ReadFile("/proc/loadavg")
			f := strings.Fields(string(b))
			if err != nil || len(f) < 3 {
				return value{}, object.Errorf(object.OSErrorType, "Load averages are unobtainable")
			}
			var out []value
			for _, s := range f[:3] {
				x, _ := strconv.ParseFloat(s, 64)
				out = append(out, object.Float(x))
			}
			return object.NewTuple(out).Value(), nil
		}),
		row("uname", "()", "Return an object identifying the current operating system.", func(t *thread, a []value) (value, error) {
			var u unix.Utsname
			if err := unix.Uname(&u); err != nil {
				return value{}, fail(err)
			}
			var out []value
			for _, f := range [][65]byte{u.Sysname, u.Nodename, u.Release, u.Version, u.Machine} {
				out = append(out, object.StrValue(unix.ByteSliceToString(f[:])))
			}
			return object.NewStructSeq(unameResult(), out), nil
		}),
		row("times", "()", "Return a collection containing process timing information.", func(t *thread, a []value) (value, error) {
			var tms unix.Tms
			ticks, err := unix.Times(&tms)
			if err != nil {
				return value{}, fail(err)
			}
			s := func(n int64) value { return object.Float(float64(n) / 100) }
			return object.NewStructSeq(timesResult(), []value{s(tms.Utime), s(tms.Stime), s(tms.Cutime), s(tms.Cstime), s(int64(ticks))}), nil
		}),
		row("sysconf", "(name, /)", "Return an integer-valued system configuration variable.", func(t *thread, a []value) (value, error) {
			n, err := confName(t, a[0], sysconfNames)
			if err != nil {
				return value{}, err
			}
			switch n {
			case sysconfNames["SC_PAGE_SIZE"]:
				return object.Int(os.Getpagesize()), nil
			case sysconfNames["SC_NPROCESSORS_ONLN"], sysconfNames["SC_NPROCESSORS_CONF"]:
				return object.Int(runtime.NumCPU()), nil
			case sysconfNames["SC_CLK_TCK"]:
				return object.Int(100), nil
			case sysconfNames["SC_OPEN_MAX"]:
				return limit(unix.RLIMIT_NOFILE)
			case sysconfNames["SC_ARG_MAX"]:
				return object.Int(2097152), nil
			case sysconfNames["SC_MINSIGSTKSZ"]:
				return object.Int(minSigStack()), nil
			case sysconfNames["SC_CHILD_MAX"]:
				return limit(unix.RLIMIT_NPROC)
			case sysconfNames["SC_SIGQUEUE_MAX"]:
				return limit(rlimitSigpending)
			case sysconfNames["SC_PHYS_PAGES"]:
				var si unix.Sysinfo_t
				err := unix.Sysinfo(&si)
				return object.Int(int(si.Totalram) * int(si.Unit) / os.Getpagesize()), fail(err)
			case sysconfNames["SC_AVPHYS_PAGES"]:
				var si unix.Sysinfo_t
				err := unix.Sysinfo(&si)
				return object.Int(int(si.Freeram) * int(si.Unit) / os.Getpagesize()), fail(err)
			}
			for name, v := range sysconfFixed {
				if sysconfNames[name] == n {
					return object.Int(v), nil
				}
			}
			return value{}, object.NewOSError(syscall.EINVAL)
		}),
		row("pathconf", "(path, name)", "Return the configuration limit name for the file or directory path.", func(t *thread, a []value) (value, error) {
			n, err := confName(t, a[1], pathconfNames)
			if err != nil {
				return value{}, err
			}
			switch n {
			case pathconfNames["PC_NAME_MAX"]:
				return object.Int(255), nil
			case pathconfNames["PC_PATH_MAX"]:
				return object.Int(4096), nil
			case pathconfNames["PC_PIPE_BUF"]:
				return object.Int(4096), nil
			case pathconfNames["PC_LINK_MAX"]:
				return object.Int(127), nil
			}
			return value{}, object.NewOSError(syscall.EINVAL)
		}),
		row("confstr", "(name, /)", "Return a string-valued system configuration variable.", func(t *thread, a []value) (value, error) {
			n, err := confName(t, a[0], confstrNames)
			if err != nil {
				return value{}, err
			}
			if n == confstrNames["CS_PATH"] {
				return object.StrValue("/bin:/usr/bin"), nil
			}
			return object.None, nil
		}),
		row("ctermid", "()", "Return the name of the controlling terminal for this process.", func(t *thread, a []value) (value, error) { return object.StrValue("/dev/tty"), nil }),
		row("ttyname", "(fd, /)", "Return the name of the terminal device connected to 'fd'.", fdFn(func(t *thread, fd int, a []value) (value, error) {
			if _, err := unix.IoctlGetTermios(fd, unix.TCGETS); err != nil {
				return value{}, fail(err)
			}
			s, err := os.Readlink("/proc/self/fd/" + strconv.Itoa(fd))
			return object.StrValue(s), fail(unwrap(err))
		})),
		row("openpty", "()", "Open a pseudo-terminal.", func(t *thread, a []value) (value, error) {
			m, s, err := openpty(unix.O_CLOEXEC)
			return object.TupleOf(object.Int(m), object.Int(s)), fail(err)
		}),
		row("device_encoding", "(fd)", "Return a string describing the encoding of a terminal's file descriptor.", func(t *thread, a []value) (value, error) {
			fd, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			if _, err := unix.IoctlGetTermios(fd, unix.TCGETS); err != nil {
				return object.None, nil
			}
			return object.StrValue("utf-8"), nil
		}),
		row("major", "(device, /)", "Extracts a device major number from a raw device number.", func(t *thread, a []value) (value, error) {
			n, err := t.AsIndex(a[0], object.OverflowErrorType)
			return object.Int(int(unix.Major(uint64(n)))), err
		}),
		row("minor", "(device, /)", "Extracts a device minor number from a raw device number.", func(t *thread, a []value) (value, error) {
			n, err := t.AsIndex(a[0], object.OverflowErrorType)
			return object.Int(int(unix.Minor(uint64(n)))), err
		}),
		row("makedev", "(major, minor, /)", "Composes a raw device number from the major and minor device numbers.", func(t *thread, a []value) (value, error) {
			x, err := t.AsIndex(a[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			y, err := t.AsIndex(a[1], object.OverflowErrorType)
			return object.Uint64(unix.Mkdev(uint32(x), uint32(y))), err
		}),
	}
}

func confName(t *thread, v value, names map[string]int) (int, error) {
	if s, ok := object.AsStr(v); ok {
		n, ok := names[s.String()]
		if !ok {
			return 0, object.Errorf(object.ValueErrorType, "unrecognized configuration name")
		}
		return n, nil
	}
	if !v.Is(object.IntType) {
		return 0, object.Errorf(object.TypeErrorType, "configuration names must be strings or integers")
	}
	return intArg(t, v, 0)
}
