package modules

import (
	"math/bits"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/signals"
	"memphis/interp/object"
)

// This file defines the module _signal (Library reference, "signal"). Go's
// runtime receives the signals; the handlers run in the main thread at its next
// safepoint, and a blocking call of ours is left for them.

type signalKey struct{}

// signalState is the handlers of one interpreter and the signals that have come.
type signalState struct {
	handlers [65]value
	ch       chan os.Signal
	mu       sync.Mutex
	pending  uint64 // a signal that comes again before its handler has run comes once
	wakeFD   int
	warnFull bool  // that wakeFD takes no more is an error, too
	wakeErr  error // of writing to it, to be reported by the main thread
	waits    sigWaits
	restart  atomic.Uint64 // the signals that no system call is left for (siginterrupt)
	defInt   value
	wake     func(signum int) // ends a blocking C call of the main thread
	mainID   int              // the main thread's id, if interrupt may be used
}

func signalStateOf(t *thread) *signalState {
	s, _ := t.Interp.State[signalKey{}].(*signalState)
	if s == nil {
		s = &signalState{wakeFD: -1}
		t.Interp.State[signalKey{}] = s
	}
	return s
}

// InstallSignals makes SIGINT raise KeyboardInterrupt, as python3 starts.
func InstallSignals(t *object.Thread) {
	s := signalStateOf(t)
	if s.ch != nil {
		return
	}
	in := t.Interp
	if armWake() {
		s.mainID = unix.Gettid()
	}
	ch := make(chan os.Signal, 16)
	s.ch = ch
	go func() {
		for sig := range ch {
			if n, ok := sig.(syscall.Signal); ok {
				s.deliver(in, arrived{num: int(n)})
				if s.mainID != 0 && s.restart.Load()&bit(int(n)) == 0 {
					go s.interrupt()
				}
			}
		}
	}()
	in.Safepoints = append(in.Safepoints, s.run)
	in.OnFork(object.ForkHook{Child: s.forked})
	in.Kill = func(t *object.Thread, n int) error { return sendSelf(t, n, fromKill) }
	s.defInt = object.NewFunc("default_int_handler", "(signalnum, frame, /)", object.FnBound(func(t *thread, self value, a []value) (value, error) {
		return value{}, object.NewError(object.KeyboardInterruptType)
	}))
	for i := range s.handlers {
		s.handlers[i] = object.Int(0)
		if i > 0 && signals.Ignored(i) {
			s.handlers[i] = object.Int(1)
		}
	}
	// What the process was started with blocked stays so, but for those that Go's runtime has to get itself.
	var mask unix.Sigset_t
	if unix.PthreadSigmask(unix.SIG_BLOCK, nil, &mask) == nil {
		t.SigMask.Store(mask.Val[0])
	}
	if s.handlers[syscall.SIGINT] == object.Int(0) {
		s.handlers[syscall.SIGINT] = s.defInt
		signal.Notify(s.ch, syscall.SIGINT)
	}
	s.handlers[syscall.SIGPIPE] = object.Int(1)
	s.handlers[unix.SIGXFSZ] = object.Int(1)
	signal.Ignore(syscall.SIGPIPE)
}

// forked forgets, in a forked child, what came for its parent.
func (s *signalState) forked(t *thread) {
	s.mu.Lock()
	s.pending = 0
	if s.mainID != 0 {
		s.mainID = unix.Gettid()
	}
	s.mu.Unlock()
	s.waits.mu.Lock()
	s.waits.held, s.waits.waiters = nil, nil
	s.waits.mu.Unlock()
}

// StopSignals ends what InstallSignals began: an interpreter that is of no more use would be kept by it.
func StopSignals(t *object.Thread) {
	s := signalStateOf(t)
	if s.ch != nil {
		signal.Stop(s.ch)
		close(s.ch)
		s.ch = nil
	}
}

// deliver notes a signal and wakes the main thread, unless another takes it or all block it.
func (s *signalState) deliver(in *object.Interp, a arrived) {
	if s.waits.take(in, a) {
		return
	}
	n, main := a.num, in.Main
	s.mu.Lock()
	s.pending |= bit(n)
	fd, wake := s.wakeFD, s.wake
	s.mu.Unlock()
	// Before the write: who reads it expects the handler to have run.
	switch {
	case main == nil:
	case s.restart.Load()&bit(n) != 0:
		main.Pending.Store(true)
		if main.Sleeping.Load() {
			main.Interrupt()
		}
		wake = nil
	default:
		main.Interrupt()
	}
	if fd >= 0 {
		if _, err := unix.Write(fd, []byte{byte(n)}); err != nil {
			s.mu.Lock()
			s.wakeFailed(err)
			s.mu.Unlock()
		}
	}
	if wake != nil {
		wake(n)
	}
}

// interrupts says whether a system call is left for the signal n.
func (s *signalState) interrupts(n int, on bool) {
	if on {
		s.restart.And(^bit(n))
	} else {
		s.restart.Or(bit(n))
	}
}

// OnSignal has f called, from any goroutine, for each signal that has come.
func OnSignal(t *object.Thread, f func(signum int)) {
	s := signalStateOf(t)
	s.mu.Lock()
	s.wake = f
	s.mu.Unlock()
}

// run calls the handlers of what has come.
func (s *signalState) run(t *thread) error {
	if t != t.Interp.Main {
		return nil
	}
	s.reportWake(t)
	for {
		s.mu.Lock()
		if s.pending == 0 {
			s.mu.Unlock()
			return nil
		}
		n := bits.TrailingZeros64(s.pending) + 1
		s.pending &^= bit(n)
		s.mu.Unlock()
		h := s.handlers[n]
		if !object.IsCallable(h) {
			continue
		}
		frame := object.None
		if f := t.Engine.Top(t); f != nil {
			frame = f.Value()
		}
		if _, err := t.Call(h, object.Int(n), frame); err != nil {
			s.mu.Lock()
			more := s.pending != 0
			s.mu.Unlock()
			if more {
				t.Pending.Store(true)
			}
			return err
		}
	}
}

// RunSignals runs the handlers of signals that have come: for the bridge.
func RunSignals(t *object.Thread) error { return signalStateOf(t).run(t) }

// Interrupt does what a signal of that number does (_thread.interrupt_main).
func Interrupt(t *object.Thread, n int) error {
	s := signalStateOf(t)
	if n < len(s.handlers) {
		if h := s.handlers[n]; h == object.Int(0) || h == object.Int(1) {
			return nil
		}
	}
	s.deliver(t.Interp, arrived{num: n})
	if t == t.Interp.Main {
		return s.run(t)
	}
	return nil
}

func sigArg(t *thread, v value) (int, error) {
	n, err := t.AsIndex(v, object.OverflowErrorType)
	if err == nil && (n < 1 || n > 64) {
		err = object.Errorf(object.ValueErrorType, "signal number out of range")
	}
	return n, err
}

var sigNames = map[string]int{
	"SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGILL": 4, "SIGTRAP": 5, "SIGABRT": 6, "SIGIOT": 6, "SIGBUS": 7, "SIGFPE": 8, "SIGKILL": 9, "SIGUSR1": 10,
	"SIGSEGV": 11, "SIGUSR2": 12, "SIGPIPE": 13, "SIGALRM": 14, "SIGTERM": 15, "SIGSTKFLT": 16, "SIGCHLD": 17, "SIGCLD": 17, "SIGCONT": 18, "SIGSTOP": 19,
	"SIGTSTP": 20, "SIGTTIN": 21, "SIGTTOU": 22, "SIGURG": 23, "SIGXCPU": 24, "SIGXFSZ": 25, "SIGVTALRM": 26, "SIGPROF": 27, "SIGWINCH": 28, "SIGIO": 29,
	"SIGPOLL": 29, "SIGPWR": 30, "SIGSYS": 31, "SIGRTMIN": 34, "SIGRTMAX": 64,
}

func secondsPair(tv unix.Itimerval) value {
	s := func(x unix.Timeval) value { return object.Float(float64(x.Sec) + float64(x.Usec)/1e6) }
	return object.TupleOf(s(tv.Value), s(tv.Interval))
}

func toTimeval(f float64) unix.Timeval { return unix.NsecToTimeval(int64(f * 1e9)) }

func signalModule() *object.ModuleDef {
	fn1 := func(name string, f func(t *thread, v value) (value, error)) object.Method {
		return object.Method{Name: name, Sig: "($module, signalnum, /)", Fn: object.Fn1(func(t *thread, self, v value) (value, error) { return f(t, v) })}
	}
	return &object.ModuleDef{
		Name: "_signal",
		Doc:  "This module provides mechanisms to use signal handlers in Python.",
		Methods: append(waitMethods(), []object.Method{
			{Name: "signal", Sig: "(signalnum, handler, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				if t != t.Interp.Main {
					return value{}, object.Errorf(object.ValueErrorType, "signal only works in main thread of the main interpreter")
				}
				n, err := sigArg(t, a[0])
				if err != nil {
					return value{}, err
				}
				InstallSignals(t)
				s := signalStateOf(t)
				h := a[1]
				if !object.IsCallable(h) {
					k, ok := object.SmallInt(h)
					if !ok || k != 0 && k != 1 {
						return value{}, object.Errorf(object.TypeErrorType, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
					}
					h = object.Int64(k)
				}
				if n == 9 || n == 19 {
					return value{}, object.NewOSError(syscall.EINVAL)
				}
				old := s.handlers[n]
				s.handlers[n] = h
				s.interrupts(n, true)
				s.arrange(t.Interp, n)
				return old, s.run(t)
			})},
			fn1("getsignal", func(t *thread, v value) (value, error) {
				n, err := sigArg(t, v)
				if err != nil {
					return value{}, err
				}
				InstallSignals(t)
				return signalStateOf(t).handlers[n], nil
			}),
			fn1("raise_signal", func(t *thread, v value) (value, error) {
				n, err := t.AsIndex(v, object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				return object.None, sendSelf(t, n, fromRaise)
			}),
			fn1("strsignal", func(t *thread, v value) (value, error) {
				n, err := sigArg(t, v)
				if err != nil {
					return value{}, err
				}
				s := syscall.Signal(n).String()
				if len(s) == 0 || s[:min(6, len(s))] == "signal" {
					return object.None, nil
				}
				return object.StrValue(string(s[0]-32) + s[1:]), nil
			}),
			{Name: "pause", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				t.Unlocked(func() { <-t.Wake() })
				return object.None, t.Safepoint()
			})},
			fn1("alarm", func(t *thread, v value) (value, error) {
				n, err := t.AsIndex(v, object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				old, serr := unix.Setitimer(unix.ITIMER_REAL, unix.Itimerval{Value: unix.Timeval{Sec: int64(n)}})
				if serr != nil {
					return value{}, object.OSErrorOf(serr)
				}
				left := old.Value.Sec
				if old.Value.Usec > 0 {
					left++
				}
				return object.Int64(left), nil
			}),
			{Name: "setitimer", Sig: "(which, seconds, interval=0.0, /)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				which, err := t.AsIndex(a[0], object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				sec, err := t.ToFloat(a[1])
				if err != nil {
					return value{}, err
				}
				iv := 0.0
				if !a[2].IsNil() {
					if iv, err = t.ToFloat(a[2]); err != nil {
						return value{}, err
					}
				}
				old, serr := unix.Setitimer(unix.ItimerWhich(which), unix.Itimerval{Value: toTimeval(sec), Interval: toTimeval(iv)})
				if serr != nil {
					return value{}, itimerError(t, serr)
				}
				return secondsPair(old), nil
			})},
			fn1("getitimer", func(t *thread, v value) (value, error) {
				which, err := t.AsIndex(v, object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				tv, serr := unix.Getitimer(unix.ItimerWhich(which))
				if serr != nil {
					return value{}, itimerError(t, serr)
				}
				return secondsPair(tv), nil
			}),
			{Name: "set_wakeup_fd", Sig: "(fd, /, *, warn_on_full_buffer=True)", Fn: object.FnBound(func(t *thread, self value, a []value) (value, error) {
				fd, err := t.AsIndex(a[0], object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				warn := true
				if !a[1].IsNil() {
					if warn, err = t.Truth(a[1]); err != nil {
						return value{}, err
					}
				}
				if t != t.Interp.Main {
					return value{}, object.Errorf(object.ValueErrorType, "set_wakeup_fd only works in main thread of the main interpreter")
				}
				if fd != -1 {
					fl, ferr := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
					if ferr != nil {
						return value{}, object.OSErrorOf(ferr)
					}
					if fl&unix.O_NONBLOCK == 0 {
						return value{}, object.Errorf(object.ValueErrorType, "the fd %d must be in non-blocking mode", fd)
					}
				}
				s := signalStateOf(t)
				s.mu.Lock()
				old := s.wakeFD
				s.wakeFD, s.warnFull = fd, warn
				s.mu.Unlock()
				return object.Int(old), nil
			})},
			{Name: "siginterrupt", Sig: "($module, signalnum, flag, /)", Doc: "Change system call restart behaviour.\n\nIf flag is False, system calls will be restarted when interrupted by\nsignal sig, else system calls will be interrupted.", Fn: object.Fn2(func(t *thread, self, sig, flag value) (value, error) {
				n, err := sigArg(t, sig)
				if err != nil {
					return value{}, err
				}
				on, err := t.AsIndex(flag, object.OverflowErrorType)
				if err != nil {
					return value{}, err
				}
				if n == 9 || n == 19 || n == 32 || n == 33 {
					return value{}, object.NewOSError(syscall.EINVAL)
				}
				signalStateOf(t).interrupts(n, on != 0)
				return object.None, nil
			})},
			{Name: "valid_signals", Fn: object.Fn0(func(t *thread, self value) (value, error) {
				out := object.NewSet()
				for n := 1; n <= 64; n++ {
					if n == 32 || n == 33 {
						continue
					}
					if err := out.Add(t, object.Int(n)); err != nil {
						return value{}, err
					}
				}
				return out.Value(), nil
			})},
		}...),
		Init: func(t *thread, m *object.Module) error {
			InstallSignals(t)
			d := m.Dict()
			for n, v := range sigNames {
				d.SetString(n, object.Int(v))
			}
			for n, v := range map[string]int{"SIG_DFL": 0, "SIG_IGN": 1, "SIG_BLOCK": 0, "SIG_UNBLOCK": 1, "SIG_SETMASK": 2, "NSIG": 65, "ITIMER_REAL": 0, "ITIMER_VIRTUAL": 1, "ITIMER_PROF": 2} {
				d.SetString(n, object.Int(v))
			}
			d.SetString("default_int_handler", signalStateOf(t).defInt)
			d.SetString("struct_siginfo", siginfoType().Value())
			ns := object.NewDict()
			ns.SetString("__module__", object.StrValue("signal"))
			e, err := t.NewClass(object.TypeType, object.Intern("itimer_error"), []value{object.OSErrorType.Value()}, ns, nil)
			if err != nil {
				return err
			}
			d.SetString("ItimerError", e)
			t.Interp.State[itimerKey{}] = e
			return nil
		},
	}
}

type itimerKey struct{}

func itimerError(t *thread, err error) error {
	cls, _ := t.Interp.State[itimerKey{}].(value)
	errno, ok := err.(syscall.Errno)
	if cls.IsNil() || !ok {
		return object.OSErrorOf(err)
	}
	e, cerr := t.Call(cls, object.Int(int(errno)), object.StrValue(object.ErrnoText(errno)))
	if cerr != nil {
		return cerr
	}
	return object.ToErr(e)
}
