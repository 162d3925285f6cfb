// Package faulthandler is the module faulthandler: tracebacks of Python frames, written straight to a file
// descriptor on demand, after a timeout, or when a signal comes ("faulthandler" in the library reference).
//
// A crash of the process is the Go runtime's to report, so enable only notes that it was called. A timeout
// or a signal cannot look at the frames of a thread that runs; it asks the thread that armed it to write
// them at its next safepoint.
package faulthandler

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"memphis/interp/internal/signals"
	"memphis/interp/object"
)

// Module is the table of the module faulthandler.
var Module = &object.ModuleDef{
	Name: "faulthandler",
	Doc:  "faulthandler module.",
	Methods: []object.Method{
		{Name: "enable", Sig: "(file=sys.stderr, all_threads=True)", Doc: "Note that fatal errors are to be reported.", Fn: object.FnBound(enable)},
		{Name: "disable", Sig: "()", Doc: "Undo enable.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
			return object.Bool(stateOf(t).enabled.Swap(false)), nil
		})},
		{Name: "is_enabled", Sig: "()", Doc: "Tell whether enable was called.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
			return object.Bool(stateOf(t).enabled.Load()), nil
		})},
		{Name: "dump_traceback", Sig: "(file=sys.stderr, all_threads=True)", Doc: "Write the traceback of the current thread.", Fn: object.FnBound(dumpTraceback)},
		{Name: "dump_traceback_later", Sig: "(timeout, repeat=False, file=sys.stderr, exit=False)", Doc: "Write the traceback after timeout seconds, again and again if repeat is true; then end the process if exit is true.", Fn: object.FnBound(dumpLater)},
		{Name: "cancel_dump_traceback_later", Sig: "()", Doc: "Cancel the last call of dump_traceback_later.", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) {
			stateOf(t).cancel()
			return object.None, nil
		})},
		{Name: "register", Sig: "(signum, file=sys.stderr, all_threads=True, chain=False)", Doc: "Write the traceback whenever the signal comes.", Fn: object.FnBound(register)},
		{Name: "unregister", Sig: "(signum, /)", Doc: "Undo register.", Fn: object.Fn1(unregister)},
	},
}

// state is what the module keeps in an interpreter.
type state struct {
	enabled atomic.Bool
	wanted  atomic.Pointer[request] // to be written at the next safepoint

	mu      sync.Mutex
	timer   *time.Timer
	signals map[int]chan os.Signal
}

// request is a traceback that is to be written to fd, after a heading.
type request struct {
	fd      int
	heading string
	exit    bool
}

type stateKey struct{}

func stateOf(t *object.Thread) *state {
	s, ok := t.Interp.State[stateKey{}].(*state)
	if !ok {
		s = &state{signals: map[int]chan os.Signal{}}
		t.Interp.State[stateKey{}] = s
		t.Interp.Safepoints = append(t.Interp.Safepoints, s.safepoint)
	}
	return s
}

// safepoint writes the traceback that a timer or a signal asked for.
func (s *state) safepoint(t *object.Thread) error {
	if r := s.wanted.Swap(nil); r != nil {
		write(r.fd, r.heading+traceback(t, true))
		if r.exit {
			os.Exit(1)
		}
	}
	return nil
}

func (s *state) cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
}

// ask makes t write r at its next safepoint.
func (s *state) ask(t *object.Thread, r *request) {
	s.wanted.Store(r)
	t.Pending.Store(true)
}

func write(fd int, text string) {
	for b := []byte(text); len(b) > 0; {
		n, err := syscall.Write(fd, b)
		if err != nil || n <= 0 {
			return
		}
		b = b[n:]
	}
}

// maxFrames is how many frames are written at most.
const maxFrames = 100

// traceback is the text of the current thread's frames, the last one first.
func traceback(t *object.Thread, all bool) string {
	var b strings.Builder
	if all {
		fmt.Fprintf(&b, "Current thread 0x%016x (most recent call first):\n", t.ID)
	} else {
		b.WriteString("Stack (most recent call first):\n")
	}
	var f *object.Frame
	if t.Engine != nil {
		f = t.Engine.Top(t)
	}
	if f == nil {
		b.WriteString("  <no Python frame>\n")
	}
	for n := 0; f != nil; n++ {
		if n == maxFrames {
			b.WriteString("  ...\n")
			break
		}
		file := "???"
		if s, ok := object.AsStr(f.Code.Filename); ok {
			file = s.String()
		}
		fmt.Fprintf(&b, "  File \"%s\", line %d in %s\n", file, f.LineNo(), f.Code.Name.String())
		f = f.Engine.Back(t)
	}
	return b.String()
}

// descriptor gives the file descriptor of a file argument: a file object, a descriptor, or sys.stderr if
// there is none.
func descriptor(t *object.Thread, v object.Value) (int, error) {
	if v.IsNil() || v.IsNone() {
		stderr, ok := t.Interp.Sys.GetString("stderr")
		if !ok {
			return 0, object.Errorf(object.RuntimeErrorType, "unable to get sys.stderr")
		}
		if stderr.IsNone() {
			return 0, object.Errorf(object.RuntimeErrorType, "sys.stderr is None")
		}
		v = stderr
	} else if v.Is(object.IntType) {
		fd, err := t.AsIndex(v, object.OverflowErrorType)
		if err == nil && fd < 0 {
			err = object.Errorf(object.ValueErrorType, "file is not a valid file descripter")
		}
		return fd, err
	}
	r, err := t.CallMethodString(v, "fileno")
	if err != nil {
		return 0, err
	}
	fd, ok := object.SmallInt(r)
	if !r.Is(object.IntType) || !ok || fd < 0 {
		return 0, object.Errorf(object.RuntimeErrorType, "file.fileno() is not a valid file descriptor")
	}
	_, err = t.CallMethodString(v, "flush")
	if err != nil && !object.ErrorIs(err, object.ExceptionType) {
		return 0, err
	}
	return int(fd), nil
}

func enable(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
	if _, err := descriptor(t, a[0]); err != nil {
		return object.Value{}, err
	}
	stateOf(t).enabled.Store(true)
	return object.None, nil
}

// truth is an optional flag.
func truth(t *object.Thread, v object.Value, def bool) (bool, error) {
	if v.IsNil() {
		return def, nil
	}
	return t.Truth(v)
}

func dumpTraceback(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
	all, err := truth(t, a[1], true)
	if err != nil {
		return object.Value{}, err
	}
	fd, err := descriptor(t, a[0])
	if err != nil {
		return object.Value{}, err
	}
	write(fd, traceback(t, all))
	return object.None, nil
}

func dumpLater(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
	var seconds float64
	switch {
	case a[0].IsFloat():
		seconds = a[0].Float64()
	case a[0].Is(object.IntType):
		n, err := t.AsIndex(a[0], object.OverflowErrorType)
		if err != nil {
			return object.Value{}, err
		}
		seconds = float64(n)
	default:
		return object.Value{}, object.Errorf(object.TypeErrorType, "'%s' object cannot be interpreted as an integer", a[0].Type().Name)
	}
	if seconds <= 0 {
		return object.Value{}, object.Errorf(object.ValueErrorType, "timeout must be greater than 0")
	}
	if seconds > float64(1<<62)/1e9 {
		return object.Value{}, object.Errorf(object.OverflowErrorType, "timeout value is too large")
	}
	repeat, err := truth(t, a[1], false)
	if err != nil {
		return object.Value{}, err
	}
	exit, err := truth(t, a[3], false)
	if err != nil {
		return object.Value{}, err
	}
	fd, err := descriptor(t, a[2])
	if err != nil {
		return object.Value{}, err
	}
	s := stateOf(t)
	s.cancel()
	d := time.Duration(seconds * 1e9)
	micros := d.Microseconds()
	heading := fmt.Sprintf("Timeout (%d:%02d:%02d", micros/3600e6, micros/60e6%60, micros/1e6%60)
	if micros%1e6 != 0 {
		heading += fmt.Sprintf(".%06d", micros%1e6)
	}
	heading += ")!\n"
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timer = time.AfterFunc(d, func() {
		s.ask(t, &request{fd, heading, exit})
		s.mu.Lock()
		defer s.mu.Unlock()
		if repeat && s.timer != nil {
			s.timer.Reset(d)
		}
	})
	return object.None, nil
}

// signalNumber checks a signal that may be watched.
func signalNumber(t *object.Thread, v object.Value) (int, error) {
	n, err := t.AsIndex(v, object.OverflowErrorType)
	if err != nil {
		return 0, err
	}
	switch syscall.Signal(n) {
	case syscall.SIGSEGV, syscall.SIGFPE, syscall.SIGABRT, syscall.SIGBUS, syscall.SIGILL:
		return 0, object.Errorf(object.RuntimeErrorType, "signal %d cannot be registered, use enable() instead", n)
	}
	if n < 1 || n > 64 {
		return 0, object.Errorf(object.ValueErrorType, "signal number out of range")
	}
	return n, nil
}

func register(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
	n, err := signalNumber(t, a[0])
	if err != nil {
		return object.Value{}, err
	}
	fd, err := descriptor(t, a[1])
	if err != nil {
		return object.Value{}, err
	}
	s := stateOf(t)
	s.stop(n)
	ch := make(chan os.Signal, 1)
	s.mu.Lock()
	s.signals[n] = ch
	s.mu.Unlock()
	signals.Notify(ch, syscall.Signal(n))
	go func() {
		for range ch {
			s.ask(t, &request{fd: fd})
		}
	}()
	return object.None, nil
}

// stop ends the watch for a signal, and tells whether there was one.
func (s *state) stop(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, ok := s.signals[n]
	if ok {
		signals.Stop(ch, syscall.Signal(n))
		close(ch)
		delete(s.signals, n)
	}
	return ok
}

func unregister(t *object.Thread, self, v object.Value) (object.Value, error) {
	n, err := signalNumber(t, v)
	if err != nil {
		return object.Value{}, err
	}
	return object.Bool(stateOf(t).stop(n)), nil
}
