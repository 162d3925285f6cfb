package object

import (
	"runtime/metrics"
	"sync/atomic"
	"time"
	"weak"
)

// This file defines what happens while a program is at rest: all its threads wait, so nothing is allocated, and Go's collector
// does not run. What they wait for may be the end of an object that nobody refers to any more, as of a socket whose other end
// is being read. CPython ends it when the last reference goes.

const (
	// firstRest is how long hardly anything must have been allocated before a program is taken to be at rest, and lastRest how
	// long at most it takes to find that out.
	firstRest = 100 * time.Millisecond
	lastRest  = 2 * time.Second
	// restAllocs is how many objects it, timers and Go's runtime may allocate meanwhile.
	restAllocs = 64
	// restShare is the part of the time that collecting at rest may take: one in so many. A server with a large heap comes to
	// rest after each request.
	restShare = 20
)

// rest is what is known of a program at rest.
type rest struct {
	// late says that the foreign heap has references that it could not give back yet.
	late atomic.Bool

	// Of the watch alone:

	allocs uint64        // objects that have ever been allocated, when last looked at
	moves  uint64        // see Interp.moved, when last collected
	wait   time.Duration // until the next look
	next   time.Time     // not to collect before
	sample [1]metrics.Sample
}

// WatchRest has memory collected whenever the program has come to rest. It is called when there is something that does
// more at its end than to be freed. The lock is held.
func (in *Interp) WatchRest() {
	if in.rest.Load() != nil || in.Lock == nil || in.AttachEngine == nil || in.Finalizing {
		return
	}
	r := &rest{wait: firstRest}
	r.sample[0].Name = "/gc/heap/allocs:objects"
	if in.rest.CompareAndSwap(nil, r) {
		r.watch(weak.Make(in))
	}
}

// watch looks after a while, and so on. It keeps no interpreter alive, and ends with the program, and in the child of a fork, which has
// its own.
func (r *rest) watch(w weak.Pointer[Interp]) {
	time.AfterFunc(r.wait, func() {
		if in := w.Value(); in != nil && in.rest.Load() == r {
			r.look(in)
			r.watch(w)
		}
	})
}

// look has memory collected if the program is at rest.
func (r *rest) look(in *Interp) {
	r.wait = min(2*r.wait, lastRest)
	if r.count() > restAllocs || time.Now().Before(r.next) {
		r.wait = firstRest
		return
	}
	in.elsewhere(r.collect)
	r.count() // without what this took
}

// collect collects memory if the program has done anything since it last did. Where something ended, that may have been the last
// to refer to another, or have set the program going meanwhile.
func (r *rest) collect(t *Thread) {
	in := t.Interp
	moves := in.moved()
	if moves == r.moves {
		if r.late.Load() {
			t.finish()
			r.wait = firstRest
		}
		return
	}
	start, ends := time.Now(), in.ends.Load()
	in.Host.Collect(t, false)
	if in.ends.Load() == ends {
		r.moves = moves
	}
	r.wait = firstRest
	r.next = time.Now().Add(restShare * time.Since(start))
}

// moved counts how often threads have begun to do what they may wait in. The lock is held.
func (in *Interp) moved() uint64 {
	if in.Foreign == nil {
		return in.waits
	}
	return in.waits + in.Foreign.Crossings()
}

// count is the number of objects allocated since it was called last.
func (r *rest) count() uint64 {
	metrics.Read(r.sample[:])
	was := r.allocs
	r.allocs = r.sample[0].Value.Uint64()
	return r.allocs - was
}
