package bridge

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines Lock, the interpreter's lock: a token of ours until libpython
// starts, and CPython's GIL from then on.

// switchInterval is how long a thread waits before it asks the holder to hand over, until sys.setswitchinterval
// says another; minInterval is how often the watcher looks at most.
const (
	switchInterval = 5 * time.Millisecond
	minInterval    = 100 * time.Microsecond
)

// Lock implements object.Lock. C functions that release the GIL while they block let our
// threads run, because there is no second lock.
type Lock struct {
	// token is in the channel while nobody has it. A channel serves those who wait in the order in which they
	// came; a mutex would give the lock back to the thread that yields as often as not.
	token   chan struct{}
	gil     atomic.Bool
	waiting atomic.Int32 // threads that wait for the token
	every   atomic.Int64 // the switch interval

	stateMu sync.Mutex
	states  map[*object.Thread]capi.Thread // CPython's thread states of threads that have crossed
	threads map[*object.Thread]bool        // threads that have ever taken the lock
	byState map[capi.Thread]*object.Thread
	ofC     map[*object.Thread]bool // those that C made
	watched bool
	many    atomic.Bool    // there has been a second thread
	main    *object.Thread // the first thread that took the lock

	// The last thread that called back, guarded by the lock itself.
	lastState capi.Thread
	last      *object.Thread
}

func newLock() *Lock {
	l := &Lock{token: make(chan struct{}, 1), states: map[*object.Thread]capi.Thread{}, threads: map[*object.Thread]bool{}, byState: map[capi.Thread]*object.Thread{}, ofC: map[*object.Thread]bool{}}
	l.token <- struct{}{}
	l.every.Store(int64(switchInterval))
	return l
}

// take waits for the token.
func (l *Lock) take(t *object.Thread) {
	l.waiting.Add(1)
	select {
	case <-l.token:
	case <-t.Left():
		l.waiting.Add(-1)
		t.StayIfGone()
	}
	l.waiting.Add(-1)
	if t.Gone() {
		l.token <- struct{}{}
		t.StayIfGone()
	}
}

// Acquire takes the lock for t. Once libpython runs, t's goroutine must be locked to its
// OS thread.
func (l *Lock) Acquire(t *object.Thread) {
	t.StayIfGone()
	if !l.gil.Load() {
		l.enlist(t)
		l.take(t)
		if !l.gil.Load() {
			return
		}
		l.token <- struct{}{} // libpython started while we waited
	}
	l.stateMu.Lock()
	ts, ok := l.states[t]
	l.stateMu.Unlock()
	if !ok {
		runtime.LockOSThread()
		ts = capi.NewThread()
		l.adopt(t, ts)
	}
	ts.Acquire()
	if !ok && t == l.main {
		capi.SetMainThread() // another thread started libpython, which took it for the main one
	}
}

// TryAcquire implements object.Lock.
func (l *Lock) TryAcquire(t *object.Thread, d time.Duration) bool {
	if !l.gil.Load() {
		l.enlist(t)
		l.waiting.Add(1)
		limit := time.NewTimer(d)
		defer limit.Stop()
		select {
		case <-l.token:
			l.waiting.Add(-1)
			if !l.gil.Load() {
				return true
			}
			l.token <- struct{}{} // libpython started while we waited
		case <-limit.C:
			l.waiting.Add(-1)
			l.stateMu.Lock()
			delete(l.threads, t)
			l.stateMu.Unlock()
			return false
		}
	}
	l.Acquire(t)
	return true
}

// Release gives the lock up.
func (l *Lock) Release(t *object.Thread) {
	if !l.gil.Load() {
		l.token <- struct{}{}
		return
	}
	capi.Release()
}

// Yield lets a thread run that has waited for a switch interval.
func (l *Lock) Yield(t *object.Thread) {
	if l.gil.Load() {
		if capi.DropRequested() {
			capi.Release().Acquire()
		}
		return
	}
	if l.waiting.Load() > 0 {
		l.token <- struct{}{}
		l.take(t)
		if l.gil.Load() { // libpython started meanwhile
			l.token <- struct{}{}
			l.Acquire(t)
		}
	}
}

// SetInterval implements object.Lock.
func (l *Lock) SetInterval(d time.Duration) {
	l.every.Store(int64(d))
	if l.gil.Load() {
		capi.SetSwitchInterval(d)
	}
}

// Exit forgets a thread that has ended; it holds the lock, which is free afterwards.
func (l *Lock) Exit(t *object.Thread) {
	l.stateMu.Lock()
	ts, ok := l.states[t]
	delete(l.states, t)
	delete(l.byState, ts)
	delete(l.threads, t)
	l.stateMu.Unlock()
	if ok {
		l.last, l.lastState = nil, capi.Thread{}
		forgetContext(t)
		ts.Drop()
		return
	}
	l.Release(t)
}

// Forked forgets all threads but t, the one that forked, in the child.
func (l *Lock) Forked(t *object.Thread) {
	l.stateMu.Lock()
	defer l.stateMu.Unlock()
	for x, ts := range l.states {
		if x != t {
			delete(l.states, x)
			delete(l.byState, ts)
			forgetContext(x)
		}
	}
	clear(l.threads)
	l.threads[t] = true
	l.main = t
	l.last, l.lastState = nil, capi.Thread{}
	if l.gil.Load() {
		capi.AfterForkChild()
	}
}

// enlist notes a thread, and starts the watcher when there are two.
func (l *Lock) enlist(t *object.Thread) {
	l.stateMu.Lock()
	l.threads[t] = true
	if l.main == nil {
		l.main = t
	}
	if len(l.threads) > 1 {
		l.many.Store(true)
	}
	if len(l.threads) > 1 && !l.watched {
		l.watched = true
		go l.watch()
	}
	l.stateMu.Unlock()
}

func (l *Lock) adopt(t *object.Thread, ts capi.Thread) {
	l.stateMu.Lock()
	l.states[t] = ts
	l.byState[ts] = t
	l.stateMu.Unlock()
	l.enlist(t)
}

// stateOf is the state of the thread that Python knows by the number id, zero if there is none.
func (l *Lock) stateOf(id uint64) capi.Thread {
	l.stateMu.Lock()
	defer l.stateMu.Unlock()
	for t, ts := range l.states {
		if t.ID == id {
			return ts
		}
	}
	return capi.Thread{}
}

// started is called by the thread that has just started libpython and so holds the GIL,
// and our token, unless it is a single-threaded embedding that takes no lock.
func (l *Lock) started(t *object.Thread) {
	l.adopt(t, capi.Here())
	l.gil.Store(true)
	capi.SetSwitchInterval(time.Duration(l.every.Load()))
	select {
	case l.token <- struct{}{}:
	default:
	}
}

// watch sets Pending on the threads when one of them has waited for an interval; the
// holder yields at its next safepoint. A thread that waits inside C is seen too, because
// CPython's own flag is read.
func (l *Lock) watch() {
	for {
		time.Sleep(max(minInterval, time.Duration(l.every.Load())))
		l.stateMu.Lock()
		if len(l.threads) <= 1 {
			l.watched = false
			l.stateMu.Unlock()
			return
		}
		if l.gil.Load() && capi.DropRequested() || l.waiting.Load() > 0 {
			for t := range l.threads {
				t.Pending.Store(true)
			}
		}
		l.stateMu.Unlock()
	}
}

// threadOf finds our thread of a CPython thread state, for a callback. A thread that C
// made gets one now.
func (b *Bridge) threadOf(ts capi.Thread) *object.Thread {
	l := b.Lock
	if ts == l.lastState {
		return l.last
	}
	l.stateMu.Lock()
	t := l.byState[ts]
	l.stateMu.Unlock()
	if t == nil {
		if b.cfg.NewThread != nil {
			t = b.cfg.NewThread(b.interp)
		} else {
			t = b.interp.NewThread()
		}
		t.ID = ts.Watch()
		l.adopt(t, ts)
		l.stateMu.Lock()
		l.ofC[t] = true
		l.stateMu.Unlock()
	}
	l.last, l.lastState = t, ts
	return t
}

// madeByC reports whether C made t.
func (l *Lock) madeByC(t *object.Thread) bool {
	l.stateMu.Lock()
	defer l.stateMu.Unlock()
	return l.ofC[t]
}

// ThreadEnded implements capi.Handler. C's next thread may have the same address.
func (s *side) ThreadEnded(ts capi.Thread) {
	l := s.Lock
	l.stateMu.Lock()
	t := l.byState[ts]
	delete(l.byState, ts)
	delete(l.states, t)
	delete(l.threads, t)
	delete(l.ofC, t)
	l.stateMu.Unlock()
	if ts == l.lastState {
		l.last, l.lastState = nil, capi.Thread{}
	}
	if t != nil {
		forgetContext(t)
		t.End()
	}
}
