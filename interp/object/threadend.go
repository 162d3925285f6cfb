package object

import (
	"slices"
	"sync"
)

// This file defines the list of threads, what a thread does at its end, how it is woken while it
// blocks, and what becomes of exceptions that nobody can catch.

// threadList has the threads of an interpreter that have not ended. Threads that C
// makes come to it without the interpreter's lock.
type threadList struct {
	mu   sync.Mutex
	list []*Thread
}

func (l *threadList) add(t *Thread) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, t)
}

func (l *threadList) remove(t *Thread) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.Index(l.list, t); i >= 0 {
		l.list = slices.Delete(l.list, i, i+1)
	}
}

// Attached puts t, which has an engine now, among the threads that Threads returns.
func (t *Thread) Attached() { t.Interp.threads.add(t) }

// Threads returns the threads that have not ended, the latest first.
func (in *Interp) Threads() []*Thread {
	in.threads.mu.Lock()
	defer in.threads.mu.Unlock()
	out := slices.Clone(in.threads.list)
	slices.Reverse(out)
	return out
}

// OnEnd calls f, with the lock held, when the thread ends.
func (t *Thread) OnEnd(f func()) { t.onEnd = append(t.onEnd, f) }

// End is called when a thread has run its function.
func (t *Thread) End() {
	for i := len(t.onEnd) - 1; i >= 0; i-- {
		t.onEnd[i]()
	}
	t.onEnd = nil
	t.Interp.threads.remove(t)
	t.SetTrace(Value{})
	t.SetProfile(Value{})
	t.forgetLocals()
	t.Native = nil
	// Nothing that its registers hold outlives the thread, however long the goroutine
	// takes to end: whoever joined it may count what is left.
	t.Engine = nil
	t.Exc = nil
}

// Wake returns a channel that gets a token when the thread should leave a
// blocking call to run what is pending.
func (t *Thread) Wake() <-chan struct{} { return t.wake }

// Interrupt makes the thread stop at its next safepoint, out of a blocking call
// of ours too. It may be called from any goroutine.
func (t *Thread) Interrupt() {
	t.Pending.Store(true)
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// RaiseIn has exc, a class or an instance, raised in the threads with that ident at their next safepoint, in place of
// what was to be raised there; nothing, for the zero Value. It returns the number of such threads, as
// PyThreadState_SetAsyncExc does (C API, "Thread State and the Global Interpreter Lock").
func (in *Interp) RaiseIn(id uint64, exc Value) (n int) {
	for _, t := range in.Threads() {
		if t.ID != id {
			continue
		}
		n++
		if exc.P == nil {
			t.asyncExc.Store(nil)
			continue
		}
		t.asyncExc.Store(&exc)
		t.Pending.Store(true)
	}
	return n
}

// raiseAsync is the error that exc, which another thread chose, is in this one.
func (t *Thread) raiseAsync(exc Value) error {
	cls, ok := AsType(exc)
	if !ok || !cls.IsSubtype(BaseExceptionType) {
		if e, ok := AsException(exc); ok {
			return e
		}
		r, err := t.Repr(exc)
		if err != nil {
			return err
		}
		return Errorf(SystemErrorType, "_PyErr_SetObject: exception %s is not a BaseException subclass", r.String())
	}
	v, err := t.Call(exc)
	if err != nil {
		return err
	}
	return ToErr(v)
}

// Unraisable reports an exception that cannot be raised to anyone, through
// sys.unraisablehook: "Exception ignored in: obj", or with msg in place of "in".
func Unraisable(t *Thread, err error, msg string, obj Value) {
	if t.Interp.Unraisable != nil {
		t.Interp.Unraisable(t, ToException(err), msg, obj)
	}
}

// SameInit reports whether two types have the same Init slot.
func SameInit(a, b *Type) bool { return sameInit(a, b) }
