//go:build linux && amd64 && cgo

package fork

// #include "fork.h"
import "C"

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"syscall"
	"time"

	"memphis/interp/internal/native"
)

// stopSignal is the first real-time signal that the C library leaves to programs. It is one of the few that Go's runtime does
// not block in the thread that waits for signals, nor handle itself. Its handler is ours only while a fork is under way.
const stopSignal = 34

// timeout is how long threads may take to stop: one may be in a system call that cannot be interrupted, as when it waits for
// a disk.
const timeout = 10 * time.Second

var forking sync.Mutex

// Signal is the signal that threads are stopped with. A thread that blocks it keeps every fork waiting, and failing at last.
const Signal = stopSignal

// prepare finds what has to be known of the C library and of Go's runtime.
var prepare = sync.OnceValue(func() error {
	// The first timer makes the runtime's epoll instance.
	time.AfterFunc(time.Hour, func() {}).Stop()
	text, etext := bounds()
	if step := C.find_layout(C.uintptr_t(native.Goroutine()), goid(), C.uintptr_t(text), C.uintptr_t(etext)); step != 0 {
		return fmt.Errorf("fork: Go's runtime or the C library is not as expected (%d)", step)
	}
	step := make(chan C.int)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		step <- C.check_layout(C.uintptr_t(native.Goroutine()), goid())
	}()
	if s := <-step; s != 0 {
		return fmt.Errorf("fork: Go's runtime or the C library is not as expected (%d)", s)
	}
	return nil
})

// goid is the number of the goroutine that calls, as tracebacks show it.
func goid() C.uint64_t {
	var buf [64]byte
	var n C.uint64_t
	for _, c := range bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine ")) {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + C.uint64_t(c-'0')
	}
	return n
}

// bounds returns where the code of Go lies.
func bounds() (text, etext uintptr) {
	inside := reflect.ValueOf(bounds).Pointer()
	edge := func(step func(at, by uintptr) uintptr) uintptr {
		at, by := inside, uintptr(1)
		for runtime.FuncForPC(step(at, by)) != nil {
			at, by = step(at, by), by*2
		}
		for ; by > 0; by /= 2 {
			if runtime.FuncForPC(step(at, by)) != nil {
				at = step(at, by)
			}
		}
		return at
	}
	return edge(func(at, by uintptr) uintptr { return at - by }), edge(func(at, by uintptr) uintptr { return at + by }) + 1
}

// Fork makes a copy of the process and returns its id, or 0 in the copy. The error is ErrUnsupported, or a syscall.Errno: EAGAIN
// if a thread could not be stopped.
func Fork() (pid int, r Report, err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	forking.Lock()
	defer forking.Unlock()
	if err := prepare(); err != nil {
		return 0, r, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	release := native.Hold()
	var rep C.struct_report
	n := int(C.fork_process(stopSignal, C.long(timeout.Milliseconds()), &rep))
	release(n == 0)
	r = Report{Tries: int(rep.tries), Resumed: int(rep.resumed), Lost: int(rep.lost), Stopped: time.Duration(rep.stopped_ns)}
	if n < 0 {
		return 0, r, syscall.Errno(-n)
	}
	return n, r, nil
}
