package modules

import (
	"time"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/signals"
)

// This file defines how a system call that blocks the main thread is ended for a
// signal's handler. Go's runtime asks the kernel to restart calls that its signals
// interrupt, and the kernel may hand a signal to any thread. So the main thread is
// sent another signal, whose calls are not restarted: the call fails with EINTR.

// saRestart is SA_RESTART.
const saRestart = 0x10000000

// armWake takes SA_RESTART off the handler of the signal that wakes, and reports whether it could.
func armWake() bool {
	act, ok := signals.Swap(signals.WakeSignal, nil)
	if !ok || act.Handler <= 1 {
		return false // nobody handles it: it would end the process
	}
	act.Flags &^= saRestart
	_, ok = signals.Swap(signals.WakeSignal, &act)
	return ok
}

// interrupt ends the system call that the main thread may be in. It tries again, for 5 s
// at most, until the handlers run: the thread may just be about to enter the call.
func (s *signalState) interrupt() {
	for wait, total := time.Millisecond, time.Duration(0); total < 5*time.Second; total += wait {
		s.mu.Lock()
		due := s.pending != 0
		s.mu.Unlock()
		if !due {
			return
		}
		_ = unix.Tgkill(unix.Getpid(), s.mainID, signals.WakeSignal)
		time.Sleep(wait)
		wait = min(2*wait, 50*time.Millisecond)
	}
}
