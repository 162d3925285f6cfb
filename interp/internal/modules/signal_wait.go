package modules

import (
	"errors"
	"math"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/fork"
	"memphis/interp/internal/signals"
	"memphis/interp/object"
)

// This file defines blocked signals and those who wait for them (pthread_sigmask, sigpending, sigwait and its kin). The kernel
// hands a signal to any thread that does not block it, and of those Go's runtime always has one. So what a program's threads
// block is kept here as well (object.Thread.SigMask): a signal that all of them block is held until one asks for it.

// arrived is a signal that has come, with what is known of its sender.
type arrived struct {
	num, code, pid, uid int
}

// What arrived.code is (SI_USER, SI_TKILL).
const (
	fromKill  = 0
	fromRaise = -6
)

// sigWaiter is a thread in sigwait.
type sigWaiter struct {
	set  uint64
	ch   chan arrived // of one
	gone bool         // has left, or has got its signal
}

// sigWaits are the signals held, and who waits for one. It has a mutex of its own.
type sigWaits struct {
	mu      sync.Mutex
	held    []arrived // at most one a number
	waiters []*sigWaiter
}

func bit(n int) uint64 { return 1 << (n - 1) }

// blocked reports whether all threads block the signal n.
func blocked(in *object.Interp, n int) bool {
	if in.Main != nil && in.Main.SigMask.Load()&bit(n) == 0 {
		return false
	}
	for _, t := range in.Threads() {
		if t.SigMask.Load()&bit(n) == 0 {
			return false
		}
	}
	return in.Main != nil
}

// take hands a signal to who waits for it, or holds it if it is blocked. It reports whether it has.
func (w *sigWaits) take(in *object.Interp, a arrived) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, x := range w.waiters {
		if !x.gone && x.set&bit(a.num) != 0 {
			x.gone = true
			x.ch <- a
			return true
		}
	}
	if !blocked(in, a.num) {
		return false
	}
	if !slices.ContainsFunc(w.held, func(h arrived) bool { return h.num == a.num }) {
		w.held = append(w.held, a)
	}
	return true
}

// drop returns the held signals of a set, the lowest first, and holds them no longer; the first only, if one.
func (w *sigWaits) drop(set uint64, one bool) (out []arrived) {
	w.mu.Lock()
	defer w.mu.Unlock()
	slices.SortFunc(w.held, func(a, b arrived) int { return a.num - b.num })
	w.held = slices.DeleteFunc(w.held, func(a arrived) bool {
		if set&bit(a.num) == 0 || one && len(out) == 1 {
			return false
		}
		out = append(out, a)
		return true
	})
	return out
}

// heldSet is the set of signals held.
func (w *sigWaits) heldSet() (set uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.held {
		set |= bit(a.num)
	}
	return set
}

// arrange tells Go's runtime what to do with a signal that comes.
func (s *signalState) arrange(in *object.Interp, n int) {
	h := s.handlers[n]
	sig := syscall.Signal(n)
	switch {
	case h == object.Int(1):
		signal.Ignore(sig)
	case object.IsCallable(h), h == object.Int(0) && blocked(in, n) && !synchronous(n):
		signals.Notify(s.ch, sig)
	case h == object.Int(0):
		signals.Reset(sig)
	}
}

// synchronous reports whether a signal tells of what the thread itself has done wrong, or is Go's own.
func synchronous(n int) bool {
	switch syscall.Signal(n) {
	case syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGKILL, syscall.SIGSTOP, syscall.SIGPROF, syscall.SIGURG:
		return true
	}
	return n == signals.WakeSignal || n == 32 || n == 33
}

// sendSelf does what a signal to this process does, at once where that is up to us: what goes through the kernel comes at some
// time later.
func sendSelf(t *thread, n, code int) error {
	s := signalStateOf(t)
	if n > 0 && n < len(s.handlers) && s.ch != nil && s.handlers[n] != object.Int(1) && (object.IsCallable(s.handlers[n]) || blocked(t.Interp, n)) {
		s.deliver(t.Interp, arrived{n, code, unix.Getpid(), unix.Getuid()})
		return s.run(t)
	}
	if sig := syscall.Signal(n); s.handlers[max(0, min(n, 64))] == object.Int(0) && (sig == syscall.SIGSEGV || sig == syscall.SIGBUS || sig == syscall.SIGFPE) {
		signals.Die(sig) // Go's runtime would take it for a bug of ours
	}
	if err := signals.Raise(unix.Signal(n)); err != nil {
		return object.OSErrorOf(err)
	}
	return s.run(t)
}

// sigSet reads a set of signals, as pthread_sigmask takes it.
func sigSet(t *thread, v value) (set uint64, err error) {
	err = t.Each(v, func(x value) error {
		i, err := t.Index(x)
		if err != nil {
			return err
		}
		n, ok := object.SmallInt(i)
		if !ok {
			n = -1
		}
		switch {
		case n < 1 || n > 64:
			return object.Errorf(object.ValueErrorType, "signal number %d out of range [1; 64]", n)
		case n == 32 || n == 33:
			return t.Warnf(object.RuntimeWarningType, 1, "invalid signal number %d, please use valid_signals()", n)
		}
		set |= bit(int(n))
		return nil
	})
	return set, err
}

func fromSigSet(t *thread, set uint64) (value, error) {
	out := object.NewSet()
	for n := 1; n <= 64; n++ {
		if set&bit(n) != 0 {
			if err := out.Add(t, object.Int(n)); err != nil {
				return value{}, err
			}
		}
	}
	return out.Value(), nil
}

// pthreadSigmask sets the mask of the kernel, which children inherit, and ours, which it returns: the kernel's is that of the
// system's thread, on which the next call need not run.
func pthreadSigmask(t *thread, self, how, mask value) (value, error) {
	h, err := t.AsIndex(how, object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	bits, err := sigSet(t, mask)
	if err != nil {
		return value{}, err
	}
	kernel := bits
	if fork.Signal != 0 {
		kernel &^= bit(fork.Signal) // a thread that cannot be stopped keeps the process from forking
	}
	set := unix.Sigset_t{Val: [16]uint64{kernel}}
	if serr := unix.PthreadSigmask(h, &set, nil); serr != nil {
		return value{}, object.OSErrorOf(serr)
	}
	was := t.SigMask.Load()
	now := bits
	switch h {
	case unix.SIG_BLOCK:
		now = was | bits
	case unix.SIG_UNBLOCK:
		now = was &^ bits
	}
	t.SigMask.Store(now)
	s := signalStateOf(t)
	for n := 1; n <= 64; n++ {
		if (was^now)&bit(n) != 0 && s.handlers[n] == object.Int(0) {
			s.arrange(t.Interp, n)
		}
	}
	for _, a := range s.waits.drop(was&^now, false) {
		if object.IsCallable(s.handlers[a.num]) {
			s.deliver(t.Interp, a)
		} else if s.handlers[a.num] == object.Int(0) {
			_ = signals.Raise(unix.Signal(a.num))
		}
	}
	if err := s.run(t); err != nil {
		return value{}, err
	}
	return fromSigSet(t, was)
}

func sigpending(t *thread, self value) (value, error) {
	var set uint64
	if _, _, errno := syscall.RawSyscall(syscall.SYS_RT_SIGPENDING, uintptr(unsafe.Pointer(&set)), 8, 0); errno != 0 {
		return value{}, object.NewOSError(errno)
	}
	return fromSigSet(t, set|signalStateOf(t).waits.heldSet())
}

// waitFor waits for a signal of the set, for limit if that is not negative; ok is false when that is over. Handlers of other
// signals run meanwhile.
func waitFor(t *thread, set uint64, limit time.Duration) (a arrived, ok bool, err error) {
	s := signalStateOf(t)
	if got := s.waits.drop(set, true); len(got) > 0 {
		return got[0], true, nil
	}
	if limit == 0 {
		return a, false, nil
	}
	x := &sigWaiter{set: set, ch: make(chan arrived, 1)}
	s.waits.mu.Lock()
	s.waits.waiters = append(s.waits.waiters, x)
	s.waits.mu.Unlock()
	defer func() {
		s.waits.mu.Lock()
		x.gone = true
		s.waits.waiters = slices.DeleteFunc(s.waits.waiters, func(w *sigWaiter) bool { return w == x })
		s.waits.mu.Unlock()
	}()
	for n := 1; n <= 64; n++ {
		if set&bit(n) != 0 && s.handlers[n] == object.Int(0) && !synchronous(n) {
			// Go drops what nobody is to be told of.
			signals.Notify(s.ch, syscall.Signal(n))
			defer s.arrange(t.Interp, n)
		}
	}
	var over <-chan time.Time
	if limit > 0 {
		timer := time.NewTimer(limit)
		defer timer.Stop()
		over = timer.C
	}
	for {
		late := false
		t.Unlocked(func() {
			select {
			case a = <-x.ch:
				ok = true
			case <-over:
				late = true
			case <-t.Wake():
			}
		})
		if ok {
			return a, true, nil
		}
		if err := t.Safepoint(); err != nil || late {
			return a, false, err
		}
	}
}

var siginfoType = sync.OnceValue(func() *object.Type {
	return object.NewStructSeqType("signal", "struct_siginfo", "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.",
		7, []object.StructField{
			{Name: "si_signo", Doc: "signal number"}, {Name: "si_code", Doc: "signal code"}, {Name: "si_errno", Doc: "errno associated with this signal"},
			{Name: "si_pid", Doc: "sending process ID"}, {Name: "si_uid", Doc: "real user ID of sending process"},
			{Name: "si_status", Doc: "exit value or signal"}, {Name: "si_band", Doc: "band event for SIGPOLL"},
		})
})

// siginfo describes a signal. Of one that another process has sent, Go's runtime does not tell the sender.
func siginfo(a arrived) value {
	out := []value{object.Int(a.num), object.Int(a.code), object.Int(0), object.Int(a.pid), object.Int(a.uid), object.Int(0), object.Int(0)}
	return object.NewStructSeq(siginfoType(), out)
}

func waitMethods() []object.Method {
	return []object.Method{
		{Name: "pthread_sigmask", Sig: "($module, how, mask, /)", Doc: "Fetch and/or change the signal mask of the calling thread.", Fn: object.Fn2(pthreadSigmask)},
		{Name: "sigpending", Sig: "($module, /)", Doc: "Examine pending signals.\n\nReturns a set of signal numbers that are pending for delivery to\nthe calling thread.", Fn: object.Fn0(sigpending)},
		{Name: "sigwait", Sig: "($module, sigset, /)", Doc: "Wait for a signal.\n\nSuspend execution of the calling thread until the delivery of one of the\nsignals specified in the signal set sigset.  The function accepts the signal\nand returns the signal number.",
			Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				set, err := sigSet(t, v)
				if err != nil {
					return value{}, err
				}
				a, _, err := waitFor(t, set, -1)
				return object.Int(a.num), err
			})},
		{Name: "sigwaitinfo", Sig: "($module, sigset, /)", Doc: "Wait synchronously until one of the signals in *sigset* is delivered.\n\nReturns a struct_siginfo containing information about the signal.",
			Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
				set, err := sigSet(t, v)
				if err != nil {
					return value{}, err
				}
				a, _, err := waitFor(t, set, -1)
				return siginfo(a), err
			})},
		{Name: "sigtimedwait", Sig: "($module, sigset, timeout, /)", Doc: "Like sigwaitinfo(), but with a timeout.\n\nThe timeout is specified in seconds, with floating point numbers allowed.",
			Fn: object.Fn2(func(t *thread, self, v, limit value) (value, error) {
				sec, err := t.ToFloat(limit)
				if err != nil {
					return value{}, err
				}
				set, err := sigSet(t, v)
				if err != nil {
					return value{}, err
				}
				if sec < 0 {
					return value{}, object.Errorf(object.ValueErrorType, "timeout must be non-negative")
				}
				a, ok, err := waitFor(t, set, time.Duration(min(sec*1e9, math.MaxInt64/2)))
				if err != nil || !ok {
					return object.None, err
				}
				return siginfo(a), nil
			})},
		{Name: "pthread_kill", Sig: "($module, thread_id, signalnum, /)", Doc: "Send a signal to a thread.", Fn: object.Fn2(func(t *thread, self, id, sig value) (value, error) {
			n, err := t.AsIndex(sig, object.OverflowErrorType)
			if err != nil || n == 0 {
				return object.None, err
			}
			return object.None, sendSelf(t, n, fromRaise)
		})},
		{Name: "pidfd_send_signal", Sig: "($module, pidfd, signalnum, siginfo=None, flags=0, /)", Doc: "Send a signal to a process referred to by a pid file descriptor.", Fn: object.FnBound(pidfdSendSignal)},
	}
}

func pidfdSendSignal(t *thread, self value, a []value) (value, error) {
	fd, err := t.AsIndex(a[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	n, err := t.AsIndex(a[1], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if !a[2].IsNil() && !a[2].IsNone() {
		return value{}, object.Errorf(object.TypeErrorType, "siginfo must be None")
	}
	flags := 0
	if !a[3].IsNil() {
		if flags, err = t.AsIndex(a[3], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	if n > 0 && ownPidfd(fd) {
		return object.None, sendSelf(t, n, fromKill)
	}
	if serr := unix.PidfdSendSignal(fd, unix.Signal(n), nil, flags); serr != nil {
		return value{}, object.OSErrorOf(serr)
	}
	return object.None, signalStateOf(t).run(t)
}

// ownPidfd reports whether a descriptor, which is that of a folder of /proc or comes from pidfd_open, stands for this process.
func ownPidfd(fd int) bool {
	self := strconv.Itoa(unix.Getpid())
	buf := make([]byte, 64)
	if n, err := unix.Readlink("/proc/self/fd/"+strconv.Itoa(fd), buf); err == nil && string(buf[:n]) == "/proc/"+self {
		return true
	}
	f, err := unix.Open("/proc/self/fdinfo/"+strconv.Itoa(fd), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer unix.Close(f)
	info := make([]byte, 1024)
	n, _ := unix.Read(f, info)
	return strings.Contains(string(info[:max(n, 0)]), "\nPid:\t"+self+"\n")
}

// wakeFailed notes that the wakeup file descriptor could not be written to.
func (s *signalState) wakeFailed(err error) {
	if errors.Is(err, unix.EAGAIN) && !s.warnFull {
		return
	}
	s.wakeErr = err
}

// reportWake prints the error of the wakeup file descriptor, if there was one.
func (s *signalState) reportWake(t *thread) {
	s.mu.Lock()
	err := s.wakeErr
	s.wakeErr = nil
	s.mu.Unlock()
	if err == nil {
		return
	}
	if out, ok := t.Interp.Sys.GetString("stderr"); ok && !out.IsNone() {
		_, _ = t.CallMethodString(out, "write", object.StrValue("Exception ignored when trying to write to the signal wakeup fd:\n"))
	}
	object.Unraisable(t, object.OSErrorOf(err), "", object.None)
}
