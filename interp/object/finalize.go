package object

import (
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"
)

// This file defines what happens when Go's collector finds an object
// unreachable: __del__, the closing of generators, the callbacks of weak
// references. The collector's own goroutine only queues; the main thread does
// the work at its next safepoint, with the lock held, or a thread made for it
// (finalizer_thread.go) if the main thread waits for something.

// finalizerQueue holds what is due.
type finalizerQueue struct {
	// passed counts the finalisers that found nothing to do.
	passed atomic.Int64

	mu    sync.Mutex
	items []func(t *Thread)

	// attended says that a thread of their own may be made for the finalisers; see attend.
	attended atomic.Bool
}

// CountEnd counts an object that the collector has found unreachable and that does more at its end than to be freed. Any
// goroutine may call it.
func (in *Interp) CountEnd() { in.ends.Add(1) }

// pass counts the end of an object whose finaliser has found nothing to do.
func (in *Interp) pass() {
	in.finalizers.passed.Add(1)
	in.CountEnd()
}

func (in *Interp) enqueue(f func(t *Thread)) {
	in.CountEnd()
	q := &in.finalizers
	q.mu.Lock()
	q.items = append(q.items, f)
	q.mu.Unlock()
	in.collected()
}

// collected has the main thread, or one made for it, do at a safepoint what a collection has left to do.
func (in *Interp) collected() {
	if m := in.Main; m != nil {
		m.Pending.Store(true)
		in.attend()
	}
}

// finish does, with the lock held, what a collection has left to do.
func (t *Thread) finish() {
	t.RunFinalizers()
	if t.Interp.young.due.Swap(false) {
		t.Interp.settleGenerators()
	}
	if t.Interp.cyclesDue {
		t.lookForCycles()
	}
}

// RunFinalizers does what is queued and reports whether there was anything.
func (t *Thread) RunFinalizers() bool {
	q := &t.Interp.finalizers
	q.mu.Lock()
	items := q.items
	q.items = nil
	q.mu.Unlock()
	for _, f := range items {
		// A finaliser must not disturb the exception being handled.
		exc := t.Exc
		f(t)
		t.Exc = exc
	}
	return len(items) > 0
}

// onCollect queues f when v has become unreachable. f must not refer to v.
func (in *Interp) onCollect(v Value, f func(t *Thread)) {
	in.WatchRest()
	runtime.AddCleanup(v.P, func(int) { in.enqueue(f) }, 0)
}

// CollectGarbage runs Go's collector and everything that it queues, until nothing more
// comes. Each round may free what the finalisers of the one before kept: a chain of
// objects with __del__ takes a round a link, and is given five seconds. If not full, one
// round is all. forget drops what the engine's dead registers hold; it is called before
// each round. The result is the number of objects in cycles with __del__ found.
func (t *Thread) CollectGarbage(full bool, forget func(t *Thread)) int {
	var q finalizerCounts
	passed := &t.Interp.finalizers.passed
	found, cycles := 0, false
	for start := time.Now(); time.Since(start) < 5*time.Second; {
		t.Interp.settleGenerators()
		clear(t.Interp.cache[:])
		for _, w := range t.Interp.caches.list {
			if c := w.Value(); c != nil {
				c.Clear()
			}
		}
		forget(t)
		before := passed.Load()
		runtime.GC()
		q.settle()
		// What a finaliser was given lives a cycle longer.
		more := t.RunFinalizers() || passed.Load() != before
		if !more && full && !cycles {
			t.Interp.severed = true
			n := t.collectCycles()
			cycles = t.Interp.severed
			found += n
			more = n > 0
			t.RunFinalizers()
		}
		if !more || !full {
			break
		}
	}
	return found
}

// SettleFinalizers runs the finalisers of what the collector has found unreachable so far.
func (t *Thread) SettleFinalizers() {
	var q finalizerCounts
	q.settle()
	t.RunFinalizers()
}

// Caches are the inline caches of some code objects, which keep what they have seen alive.
type Caches struct {
	// Clear makes the caches forget. It is called with the lock held, while no
	// code of theirs is between two steps of an instruction.
	Clear func()
}

// AddCaches notes caches that a collection is to clear, for as long as they live.
func (in *Interp) AddCaches(c *Caches) { in.caches.add(c) }

// finalizerCounts asks the runtime how many finalisers and cleanups it has queued and how
// many of them have run, which they do in goroutines of their own.
type finalizerCounts struct{ samples [4]metrics.Sample }

func (q *finalizerCounts) read() {
	if q.samples[0].Name == "" {
		for i, name := range []string{
			"/gc/finalizers/executed:finalizers", "/gc/finalizers/queued:finalizers",
			"/gc/cleanups/executed:cleanups", "/gc/cleanups/queued:cleanups",
		} {
			q.samples[i].Name = name
		}
	}
	metrics.Read(q.samples[:])
}

// settle waits, 50 ms at most, until all that is queued has run.
func (q *finalizerCounts) settle() {
	for start := time.Now(); time.Since(start) < 50*time.Millisecond; {
		q.read()
		done := true
		for i := 0; i < len(q.samples); i += 2 {
			done = done && q.samples[i].Value.Uint64() >= q.samples[i+1].Value.Uint64()
		}
		if done {
			return
		}
		runtime.Gosched()
	}
}

// allocWithDel makes an instance of a class that has __del__.
func (t *Thread) allocWithDel(cls *Type) Value {
	v := Value{P: cls.Layout.Alloc(cls)}
	TrackFinalizer(t, v)
	return v
}

// isPyNew reports whether f calls a __new__ written in Python.
func isPyNew(f func(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error)) bool {
	g := pyNew
	return **(**uintptr)(unsafe.Pointer(&f)) == **(**uintptr)(unsafe.Pointer(&g))
}

// trackNew tracks an instance of a class with __del__ that the constructor of a
// built-in base has just made: that of object does so itself, and so do those
// whose own instances have something to close.
func (t *Thread) trackNew(cls *Type, v Value) {
	if v.P.Type != cls || cls.Layout == objectLayout || cls.Flags&FlagForeign != 0 || cls.IsSubtype(TypeType) {
		return
	}
	base := cls
	for base.Flags&FlagHeap != 0 {
		base = base.Base
	}
	if base.Del == nil {
		TrackFinalizer(t, v)
	}
}

// TrackFinalizer arranges that v's Del slot is called when v is found
// unreachable: by Go's collector, or in a cycle by collectCycles.
func TrackFinalizer(t *Thread, v Value) {
	in := t.Interp
	in.mayEndCycle(&in.tracked, v.P)
	in.setFinalizer(v)
}

// Tracked gives the objects that TrackFinalizer was called for and that live.
func (in *Interp) Tracked(yield func(v Value) bool) {
	for _, w := range slices.Clone(in.tracked.list) {
		if h := w.Value(); h != nil && !yield(Value{P: h}) {
			return
		}
	}
}

// mayEndCycle notes an object whose end, if it is part of a cycle, only collectCycles finds.
func (in *Interp) mayEndCycle(l *weakList[Header], h *Header) {
	in.WatchRest()
	if !l.add(h) {
		return
	}
	n := len(in.tracked.list) + len(in.suspended.list)
	if n >= in.cyclesAt && (n >= cyclesHaste*in.cyclesAt || time.Now().After(in.cyclesNext)) {
		in.LookForCycles()
	}
}

const (
	// cyclesShare is the part of the time that looking for cycles may take: one in so many. A gather() of 10,000 tasks, all
	// in one cycle, spent a quarter of its time there.
	cyclesShare = 20
	// cyclesHaste is how many times as many objects as are due for it make it urgent, whatever it takes.
	cyclesHaste = 4
)

// minCycles is how many objects with __del__ and suspended generators must live before cycles of them are
// looked for, which is done anew when their number has doubled.
const minCycles = 1000

// lookForCycles collects cycles between two calls of gc.collect(), so that a
// program that never calls it does not leak them.
func (t *Thread) lookForCycles() {
	in := t.Interp
	start := time.Now()
	defer func() { in.cyclesNext = time.Now().Add(cyclesShare * time.Since(start)) }()
	in.cyclesDue = false
	in.severed = true
	n := t.collectCycles()
	t.RunFinalizers()
	if !in.severed {
		t.collectCycles()
	}
	if n > 0 && in.Foreign != nil && in.Host != nil {
		in.Host.Collect(t, false) // the foreign heap learns of its part only now
	}
	in.tracked.prune()
	in.suspended.prune()
	in.cyclesAt = max(minCycles, 2*(len(in.tracked.list)+len(in.suspended.list)))
}

// LookForCycles has cycles looked for at the next safepoint.
func (in *Interp) LookForCycles() {
	if in.Main != nil {
		in.cyclesDue = true
		in.collected()
	}
}

func (in *Interp) setFinalizer(v Value) {
	runtime.SetFinalizer(v.P, func(h *Header) {
		if spent(h) {
			in.pass()
			return
		}
		in.enqueue(func(t *Thread) { t.runDel(Value{P: h}) })
	})
}

// spent reports whether the Del of h's built-in type is all there is to call, and would do nothing.
func spent(h *Header) bool {
	typ := h.Type
	for typ.Flags&FlagHeap != 0 {
		typ = typ.Base
	}
	return typ.Spent != nil && typ.Spent(h)
}

func (t *Thread) runDel(v Value) {
	if del := v.P.Type.Del; del != nil {
		if v.P.Type.Flags&FlagForeign != 0 {
			t.Interp.Foreign.Mend(v.P)
		}
		if _, err := del(t, v); err != nil {
			f, _, lerr := t.LookupSpecial(v, names.Del)
			if lerr != nil || f.P == nil {
				f = v
			}
			Unraisable(t, err, "", f)
		}
	}
}

// weakList holds pointers weakly, in the order in which they were added.
type weakList[T any] struct {
	list []weak.Pointer[T]
	room int // the length at which the dead are taken out
}

// add reports whether it has taken the dead out.
func (o *weakList[T]) add(p *T) (pruned bool) {
	if len(o.list) >= o.room {
		o.prune()
		o.room = max(64, 2*len(o.list))
		pruned = true
	}
	o.list = append(o.list, weak.Make(p))
	return pruned
}

func (o *weakList[T]) prune() {
	o.list = slices.DeleteFunc(o.list, func(w weak.Pointer[T]) bool { return w.Value() == nil })
}

// FinalizeAll finalises, at the end of the program, what is still alive: the
// generators and coroutines of the module __main__, objects with __del__ in the order
// of their creation, and the files last, newest first, so that a text layer is
// flushed before what it writes to is closed. Those in keep stay as they are.
func (t *Thread) FinalizeAll(keep []Value) {
	if t.Interp.unfinished() {
		t.Interp.Host.Collect(t, false)
	}
	for _, f := range t.Interp.Settle {
		f(t.Interp)
	}
	t.Interp.Finalizing = true
	t.Interp.rest.Store(nil)
	t.RunFinalizers()
	if v, ok := t.Interp.Modules.GetString("__main__"); ok {
		if m, ok := AsModule(v); ok {
			t.finalizeGenerators(m.Dict())
		}
	}
	list := t.Interp.tracked.list
	t.Interp.tracked = weakList[Header]{}
	var own []Value
	for _, w := range list {
		h := w.Value()
		if h == nil || slices.Contains(keep, Value{P: h}) {
			continue
		}
		runtime.SetFinalizer(h, nil)
		base := h.Type
		for base.Flags&FlagHeap != 0 {
			base = base.Base
		}
		if base.Del != nil {
			own = append(own, Value{P: h})
		} else {
			t.runDel(Value{P: h})
		}
	}
	for _, v := range slices.Backward(own) {
		t.runDel(v)
	}
	t.RunFinalizers()
}

func (t *Thread) finalizeGenerators(d *Dict) {
	var list []*Generator
	for _, e := range d.Entries {
		if v := e.Val; v.P != nil && (v.P.Type == GeneratorType || v.P.Type == CoroutineType) {
			if g := (*Generator)(v.Ptr()); g.Frame != nil && (!g.Started || g.Frame.HasCleanup()) {
				list = append(list, g)
			}
		}
	}
	for _, g := range list {
		g.Finalize(t)
	}
}

// warnUnawaited warns of a coroutine that was never awaited, through the module warnings, which tells where it was made.
func (t *Thread) warnUnawaited(g *Generator) error {
	mod, err := t.Interp.Host.Import(t, "warnings", nil, Value{}, 0)
	if err == nil {
		f, err := t.GetAttrOpt(mod, Intern("_warn_unawaited_coroutine"))
		if err != nil {
			return err
		}
		if f.P != nil {
			_, err := t.Call(f, g.Value())
			if err == nil || ErrorIs(err, RuntimeWarningType) {
				return err
			}
			Unraisable(t, err, "", g.Value())
		}
	}
	return t.Warnf(RuntimeWarningType, 1, "coroutine '%s' was never awaited", g.QualName.s)
}

// Finalize does what is due before a generator is forgotten.
func (g *Generator) Finalize(t *Thread) {
	if g.Frame == nil || g.Running {
		return
	}
	if g.Async != nil {
		if f := g.Async.Finalizer; f.P != nil && !f.IsNone() && !g.Async.Closed && g.Started {
			if _, err := t.Call(f, g.Value()); err != nil {
				Unraisable(t, err, "", g.Value())
			}
			return
		}
	}
	if g.Header.Type == CoroutineType && !g.Started {
		if err := t.warnUnawaited(g); err != nil {
			Unraisable(t, err, "", g.Value())
		}
	}
	if err := g.Close(t); err != nil {
		Unraisable(t, err, "", g.Value())
	}
}
