package modules

import (
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// This file defines how a system call that blocks the main thread is ended for a
// signal's handler. Go's runtime asks the kernel to restart calls that its signals
// interrupt, and the kernel may hand a signal to any thread. So the main thread is
// sent another signal, whose calls are not restarted: the call fails with EINTR.

// wakeSignal is SIGRTMAX-3. Go's runtime handles it and drops it.
const wakeSignal = 61

// saRestart is SA_RESTART.
const saRestart = 0x10000000

// sigaction is the kernel's struct sigaction.
type sigaction struct {
	handler  uintptr
	flags    uint64
	restorer uintptr
	mask     uint64
}

// armWake takes SA_RESTART off the handler of wakeSignal, and reports whether it could.
func armWake() bool {
	var act sigaction
	const setSize = unsafe.Sizeof(act.mask)
	_, _, errno := syscall.RawSyscall6(unix.SYS_RT_SIGACTION, wakeSignal, 0, uintptr(unsafe.Pointer(&act)), setSize, 0, 0)
	if errno != 0 || act.handler <= 1 {
		return false // nobody handles it: it would end the process
	}
	act.flags &^= saRestart
	_, _, errno = syscall.RawSyscall6(unix.SYS_RT_SIGACTION, wakeSignal, uintptr(unsafe.Pointer(&act)), 0, setSize, 0, 0)
	return errno == 0
}

// interrupt ends the system call that the main thread may be in. It tries again, for 5 s
// at most, until the handlers run: the thread may just be about to enter the call.
func (s *signalState) interrupt() {
	for wait, total := time.Millisecond, time.Duration(0); total < 5*time.Second; total += wait {
		s.mu.Lock()
		due := len(s.pending) > 0
		s.mu.Unlock()
		if !due {
			return
		}
		_ = unix.Tgkill(unix.Getpid(), s.mainID, wakeSignal)
		time.Sleep(wait)
		wait = min(2*wait, 50*time.Millisecond)
	}
}
