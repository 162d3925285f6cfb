package object

import "slices"

// This file defines what becomes of threads when the process forks: in the child only the thread that forked goes on.

// ForkHook is what a part of the interpreter has to do when the process forks. All functions run with the lock held, in the
// thread that forks; any may be nil. Child runs before any Python code does in the child.
type ForkHook struct {
	Before, Parent, Child func(t *Thread)
}

// OnFork adds a hook. The Before functions are called in the opposite order of the others.
func (in *Interp) OnFork(h ForkHook) { in.forkHooks = append(in.forkHooks, h) }

// Fork makes the copy of the process that fork, a function of the operating system's half, makes, and does what must be done
// before and after it in the parent and in the child, but for what the program has registered. It returns what fork does.
func (t *Thread) Fork(fork func() (pid int, err error)) (pid int, err error) {
	in := t.Interp
	importing := in.importLock.Owner() == t
	if !importing {
		in.importLock.Lock(t)
	}
	for _, h := range slices.Backward(in.forkHooks) {
		if h.Before != nil {
			h.Before(t)
		}
	}
	pid, err = fork()
	child := err == nil && pid == 0
	if child {
		t.forked()
	}
	for _, h := range in.forkHooks {
		if f := h.Parent; !child && f != nil {
			f(t)
		}
		if f := h.Child; child && f != nil {
			f(t)
		}
	}
	if !importing {
		in.importLock.Unlock()
	}
	return pid, err
}

// forked makes t the only thread, in the child. The goroutines of the others are there, but for those that were in a system
// call: they leave what they wait for and stay for ever where they would take the lock.
func (t *Thread) forked() {
	in := t.Interp
	in.threads.mu.Lock()
	others := slices.DeleteFunc(in.threads.list, func(x *Thread) bool { return x == t })
	if len(others) < len(in.threads.list) {
		in.threads.list = []*Thread{t}
	} else {
		in.threads.list = nil
	}
	in.threads.mu.Unlock()
	if in.Main != t && !slices.Contains(others, in.Main) {
		others = append(others, in.Main)
	}
	for _, x := range others {
		x.gone.Store(true)
		close(x.left)
		x.Interrupt()
	}
	in.Main = t
	in.finalizers.attended.Store(false)
	if in.rest.Swap(nil) != nil {
		in.WatchRest()
	}
	if l, ok := in.Lock.(interface{ Forked(t *Thread) }); ok {
		l.Forked(t)
	}
}

// Gone reports whether t is a thread of the process that this one was forked from.
func (t *Thread) Gone() bool { return t.gone.Load() }

// Left returns a channel that is closed when the thread is Gone. What waits for another thing than the lock, and takes it from
// others, waits for this too.
func (t *Thread) Left() <-chan struct{} { return t.left }

// StayIfGone does not return if t is Gone. A Lock calls it when t asks for the lock, and once more when it got it.
func (t *Thread) StayIfGone() {
	if t.gone.Load() {
		select {}
	}
}

// Mutex is a mutex between the threads of one interpreter, guarded by its lock. In a forked child it is free if its owner was
// another thread. It is not reentrant.
type Mutex struct {
	owner   *Thread
	waiting []mutexWaiter
}

type mutexWaiter struct {
	t     *Thread
	ready chan struct{}
}

// Owner is the thread that has the mutex, nil for none.
func (m *Mutex) Owner() *Thread {
	if m.owner != nil && m.owner.Gone() {
		return nil
	}
	return m.owner
}

// Lock takes the mutex, with the interpreter's lock released while it waits.
func (m *Mutex) Lock(t *Thread) {
	for m.Owner() != nil {
		w := mutexWaiter{t, make(chan struct{})}
		m.waiting = append(m.waiting, w)
		t.Unlocked(func() {
			select {
			case <-w.ready:
			case <-t.Left():
			}
		})
	}
	m.owner = t
}

// Unlock gives the mutex up.
func (m *Mutex) Unlock() {
	m.owner = nil
	for len(m.waiting) > 0 {
		w := m.waiting[0]
		m.waiting = slices.Delete(m.waiting, 0, 1)
		if !w.t.Gone() {
			close(w.ready)
			return
		}
	}
}

// ImportLock is the lock of _imp.acquire_lock.
func (in *Interp) ImportLock() *Mutex { return &in.importLock }
