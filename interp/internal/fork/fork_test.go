//go:build linux && amd64 && cgo

package fork

import (
	"math/rand"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

var sink atomic.Pointer[[]byte]

// busy starts goroutines that do what threads of a Go process do: they allocate, sleep, wait for the network poller, stand in
// system calls, hand tokens to each other, and run without ever calling anything.
func busy(t *testing.T) (stop func()) {
	var done atomic.Bool
	for range 3 {
		go func() {
			for !done.Load() {
				b := make([]byte, rand.Intn(50_000))
				sink.Store(&b)
				time.Sleep(time.Duration(rand.Intn(100)) * time.Microsecond)
			}
		}()
	}
	a, b := make(chan int), make(chan int)
	go func() {
		runtime.LockOSThread()
		for x := range a {
			b <- x
		}
		close(b)
	}()
	go func() {
		for !done.Load() {
			a <- 1
			<-b
			time.Sleep(10 * time.Microsecond)
		}
		close(a)
	}()
	go func() {
		for x := 0; !done.Load(); x++ {
			for i := 0; i < 1_000_000; i++ {
				x ^= i
			}
			time.Sleep(time.Millisecond)
		}
	}()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		buf := make([]byte, 10)
		for {
			if _, err := r.Read(buf); err != nil {
				return
			}
		}
	}()
	go func() {
		for !done.Load() {
			_, _ = w.Write([]byte("x"))
			time.Sleep(100 * time.Microsecond)
		}
		w.Close()
	}()
	go func() {
		for !done.Load() {
			runtime.GC()
			time.Sleep(2 * time.Millisecond)
		}
	}()
	var p [2]int
	if err := syscall.Pipe(p[:]); err != nil {
		t.Fatal(err)
	}
	go func() {
		buf := make([]byte, 1)
		for {
			if n, err := syscall.Read(p[0], buf); n == 0 && err == nil {
				return
			}
		}
	}()
	return func() {
		done.Store(true)
		syscall.Close(p[1])
	}
}

// child is what a child does: everything that needs the runtime whole.
func child(code int) {
	time.AfterFunc(20*time.Second, func() { syscall.Exit(99) })
	done := make(chan int)
	for i := range 4 {
		go func() {
			if i%2 == 0 {
				runtime.LockOSThread()
			}
			b := make([]byte, 100_000)
			sink.Store(&b)
			time.Sleep(200 * time.Microsecond)
			done <- i
		}()
	}
	runtime.GC()
	for range 4 {
		<-done
	}
	r, w, err := os.Pipe()
	if err != nil {
		syscall.Exit(98)
	}
	go func() {
		time.Sleep(100 * time.Microsecond)
		_, _ = w.Write([]byte("hello"))
	}()
	var b [5]byte
	if n, _ := r.Read(b[:]); n != 5 {
		syscall.Exit(97)
	}
	syscall.Exit(code)
}

func TestFork(t *testing.T) {
	n := 200
	if s := os.Getenv("FORKS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	defer busy(t)()
	var total, stopped time.Duration
	var resumed, lost, tries int
	for i := range n {
		begun := time.Now()
		pid, r, err := Fork()
		if pid == 0 && err == nil {
			child(i % 50)
		}
		if err != nil {
			t.Fatal(err)
		}
		total += time.Since(begun)
		stopped += r.Stopped
		resumed, lost, tries = resumed+r.Resumed, lost+r.Lost, tries+r.Tries
		var st syscall.WaitStatus
		for {
			if _, err = syscall.Wait4(pid, &st, 0, nil); err != syscall.EINTR {
				break
			}
		}
		if err != nil || st.ExitStatus() != i%50 {
			t.Fatalf("fork %d (%+v): %v, status %x", i, r, err, st)
		}
	}
	t.Logf("%d forks, %v each, stopped %v, %d resumed and %d lost, %d stops", n, total/time.Duration(n), stopped/time.Duration(n), resumed/n, lost/n, tries)
}
