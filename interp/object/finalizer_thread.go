package object

import (
	"time"
	"weak"
)

// This file defines the thread that runs finalisers in place of the main thread, which may wait for a lock, a socket or the
// end of a thread for as long as the program runs.

const (
	// mainPatience is how long finalisers wait for the main thread: one that runs comes to a safepoint within microseconds.
	mainPatience = 20 * time.Millisecond
	// lockPatience is how long their thread then waits for the lock. It is handed over within a switch interval, but for an
	// interpreter whose program has ended, or is one of many calls of a Go program that holds the lock between them.
	lockPatience = 50 * time.Millisecond
	// maxPatience is how long it lets pass, at most, between two times that it waits.
	maxPatience = time.Second
)

// attend sees to it that what a collection has left to do is done, by the main thread or by another.
func (in *Interp) attend() {
	if in.Lock != nil && in.AttachEngine != nil && in.finalizers.attended.CompareAndSwap(false, true) {
		attendAfter(in, mainPatience)
	}
}

// attendAfter looks after d whether the main thread has come to a safepoint, and makes a thread if not. Waiting for it keeps
// no interpreter alive.
func attendAfter(in *Interp, d time.Duration) {
	w := weak.Make(in)
	time.AfterFunc(d, func() {
		in := w.Value()
		switch {
		case in == nil:
		case !in.Main.Pending.Load():
			in.finalizers.attended.Store(false)
			if in.Main.Pending.Load() {
				in.attend() // something came between the two
			}
		case in.elsewhere((*Thread).finish):
			in.finalizers.attended.Store(false)
		default:
			attendAfter(in, min(2*d, maxPatience))
		}
	})
}

// elsewhere calls f on a thread made for it, and reports whether that got the lock. To Python code it is
// the main thread, as if that had come to a safepoint: threading knows no other.
func (in *Interp) elsewhere(f func(t *Thread)) bool {
	t := in.NewThread()
	t.ID = in.Main.ID
	if !in.Lock.TryAcquire(t, lockPatience) {
		return false
	}
	in.AttachEngine(t)
	t.Trace, t.Profile = Value{}, Value{}
	if !in.Finalizing {
		if err := t.Guard(func() error { f(t); return nil }); err != nil {
			Unraisable(t, err, "in finalisers", None)
		}
		if r := in.rest.Load(); r != nil {
			r.late.Store(in.Foreign != nil && in.Foreign.Settle())
		}
	}
	t.End()
	if l, ok := in.Lock.(interface{ Exit(t *Thread) }); ok {
		l.Exit(t) // frees what libpython keeps for the thread
	} else {
		in.Lock.Release(t)
	}
	return true
}
