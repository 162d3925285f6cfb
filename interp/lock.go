package interp

import (
	"sync/atomic"
	"time"

	"memphis/interp/object"
)

// This file defines the interpreter's lock as long as libpython does not run.

// switchInterval is how long a waiting thread lets the holder run (sys.getswitchinterval).
const switchInterval = 5 * time.Millisecond // until sys.setswitchinterval says another

// lock is a token that goes from thread to thread. Waiting threads get it in the
// order they came, since a channel serves its receivers so.
type lock struct {
	token   chan struct{}
	waiting atomic.Int32
	holder  atomic.Pointer[object.Thread]
	every   atomic.Int64 // the switch interval
}

func newLock() *lock {
	l := &lock{token: make(chan struct{}, 1)}
	l.token <- struct{}{}
	l.SetInterval(switchInterval)
	return l
}

// Acquire implements object.Lock.
func (l *lock) Acquire(t *object.Thread) {
	t.StayIfGone()
	select {
	case <-l.token:
		l.holder.Store(t)
		return
	default:
	}
	l.waiting.Add(1)
	timer := time.NewTimer(l.interval())
	defer timer.Stop()
	for {
		select {
		case <-l.token:
			l.waiting.Add(-1)
			if t.Gone() {
				l.token <- struct{}{}
				t.StayIfGone()
			}
			l.holder.Store(t)
			if l.waiting.Load() > 0 {
				// Others wait on: let the new holder be asked after its interval.
				time.AfterFunc(l.interval(), l.ask)
			}
			return
		case <-t.Left():
			l.waiting.Add(-1)
			t.StayIfGone()
		case <-timer.C:
			l.ask()
			timer.Reset(l.interval())
		}
	}
}

// TryAcquire implements object.Lock.
func (l *lock) TryAcquire(t *object.Thread, d time.Duration) bool {
	l.waiting.Add(1)
	defer l.waiting.Add(-1)
	limit := time.NewTimer(d)
	defer limit.Stop()
	every := time.NewTicker(l.interval())
	defer every.Stop()
	for {
		select {
		case <-l.token:
			l.holder.Store(t)
			return true
		case <-every.C:
			l.ask()
		case <-limit.C:
			return false
		}
	}
}

// SetInterval implements object.Lock.
func (l *lock) SetInterval(d time.Duration) { l.every.Store(int64(d)) }

func (l *lock) interval() time.Duration { return time.Duration(l.every.Load()) }

// ask makes the holder yield at its next safepoint, if a thread waits.
func (l *lock) ask() {
	if h := l.holder.Load(); h != nil && l.waiting.Load() > 0 {
		h.Pending.Store(true)
	}
}

// Release implements object.Lock.
func (l *lock) Release(t *object.Thread) {
	l.holder.Store(nil)
	l.token <- struct{}{}
}

// Yield implements object.Lock.
func (l *lock) Yield(t *object.Thread) {
	if l.waiting.Load() == 0 {
		return
	}
	l.Release(t)
	l.Acquire(t)
}
