// Package signals is os/signal for a process in which signals do by default what they do in any other: python3's, where an
// alarm that nobody handles ends the program. Go's runtime handles them all, and drops or dumps those that nobody asked for.
package signals

import (
	"os"
	"os/signal"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// WakeSignal is SIGRTMAX-3, by which an interpreter ends a system call of its main thread. Go's runtime handles it and
// drops it.
const WakeSignal = 61

// Action is the kernel's struct sigaction.
type Action struct {
	Handler  uintptr
	Flags    uint64
	Restorer uintptr
	Mask     uint64
}

// table is what is known of the signals of this process.
var table dispositions

// dispositions are what the kernel and the runtime do with signals. They are the process's, not an interpreter's.
type dispositions struct {
	sync.Mutex
	gos  [65]Action // the runtime's handlers of the signals in ours
	ours [65]bool   // those that do by default what the kernel does
	told [65][]chan<- os.Signal
	mute uint64 // those that the process was started with ignored, if anybody knows
}

// Swap gives a signal a new action, if that is not nil, and returns the one before.
func Swap(n int, to *Action) (was Action, ok bool) {
	_, _, errno := syscall.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(n), uintptr(unsafe.Pointer(to)), uintptr(unsafe.Pointer(&was)), unsafe.Sizeof(was.Mask), 0, 0)
	return was, errno == 0
}

// usual is what becomes of a signal that nobody handles: the end of the process, unless it was started with it ignored.
func (d *dispositions) usual(n int) *Action { return &Action{Handler: uintptr(d.mute >> (n - 1) & 1)} }

// Own has the signals that end a process by default end this one, as signal(7) says. It is for a program that is an
// interpreter; one that embeds interpreters has its own way with signals. What the runtime itself needs stays with it:
// SIGSEGV, SIGBUS and SIGFPE, by which it finds nil pointers, and what is in keep. Those that the process was started with
// ignored, where bit n-1 is signal n, go on being ignored.
func Own(ignored uint64, keep ...syscall.Signal) {
	table.Lock()
	defer table.Unlock()
	table.mute = ignored
	ending := []syscall.Signal{syscall.SIGQUIT, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGABRT, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGALRM,
		syscall.SIGSTKFLT, syscall.SIGXCPU, syscall.SIGVTALRM, syscall.SIGPROF, syscall.SIGIO, syscall.SIGPWR, syscall.SIGSYS}
	for n := range table.ours {
		table.ours[n] = n >= 34 && n < WakeSignal
	}
	for _, s := range ending {
		table.ours[s] = true
	}
	for _, s := range keep {
		table.ours[s] = false
	}
	for n := range table.ours {
		if !table.ours[n] {
			continue
		}
		var ok bool
		if table.gos[n], ok = Swap(n, table.usual(n)); !ok || table.gos[n].Handler <= 1 { // the runtime leaves it alone
			table.ours[n] = false
		}
	}
}

// Notify is signal.Notify.
func Notify(c chan<- os.Signal, sig syscall.Signal) {
	table.Lock()
	if n := int(sig); table.ours[n] {
		if len(table.told[n]) == 0 {
			Swap(n, &table.gos[n])
		}
		if !slices.Contains(table.told[n], c) {
			table.told[n] = append(table.told[n], c)
		}
	}
	table.Unlock()
	signal.Notify(c, sig)
}

// Stop is signal.Stop for a channel that is told of nothing but sig.
func Stop(c chan<- os.Signal, sig syscall.Signal) {
	signal.Stop(c)
	table.Lock()
	defer table.Unlock()
	n := int(sig)
	table.told[n] = slices.DeleteFunc(table.told[n], func(x chan<- os.Signal) bool { return x == c })
	if table.ours[n] && len(table.told[n]) == 0 {
		Swap(n, table.usual(n))
	}
}

// Reset is signal.Reset.
func Reset(sig syscall.Signal) {
	signal.Reset(sig)
	table.Lock()
	defer table.Unlock()
	n := int(sig)
	table.told[n] = nil
	if table.ours[n] {
		Swap(n, &Action{})
	}
}

// Ignored reports whether the process was started with a signal ignored.
func Ignored(n int) bool { return table.mute>>(n-1)&1 != 0 }

// Die ends the process as a signal does that nobody handles. It returns if the signal does not end a process.
func Die(sig syscall.Signal) {
	Swap(int(sig), &Action{})
	_ = Raise(sig)
}

// Raise sends the process a signal that has done its work when Raise returns, as kill does in a process of one thread. Sent to
// the process, one that dumps core ends another thread first, while the caller goes on and may exit. If this thread blocks it,
// it comes to another at some time.
func Raise(sig syscall.Signal) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var mask unix.Sigset_t
	if sig > 0 && unix.PthreadSigmask(unix.SIG_BLOCK, nil, &mask) == nil && mask.Val[0]>>(sig-1)&1 != 0 {
		return unix.Kill(unix.Getpid(), sig)
	}
	return unix.Tgkill(unix.Getpid(), unix.Gettid(), sig)
}
