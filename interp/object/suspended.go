package object

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

// This file defines how generators and coroutines that nobody goes on with are found: one
// left suspended inside a try or with block is closed, and a coroutine never awaited is
// warned of.
//
// A finaliser costs more than a microsecond, several times what a short generator takes,
// and most generators run to their end. So new ones are only noted down, which keeps them
// alive, and those that have not ended when there is no more room, or when memory has been
// collected, get a finaliser.

// youngGenerators are those without a finaliser.
type youngGenerators struct {
	list []*Generator
	due  atomic.Bool // the collector has run since the first of them came
}

// MaxYoung is how many generators, and how many tasks, are noted down at most. With 256 a gather() of 500 tasks spent a
// seventh of its time on finalisers and weak references.
const MaxYoung = 2048

// TrackGenerator arranges that g is finalised when it is found unreachable.
func TrackGenerator(t *Thread, g *Generator) {
	g.tracked = true
	in := t.Interp
	y := &in.young
	switch len(y.list) {
	case 0:
		in.WatchRest()
		type sentinel struct{ _ [2]uint64 }
		runtime.AddCleanup(&sentinel{}, func(in *Interp) {
			in.young.due.Store(true)
			in.collected()
		}, in)
	case MaxYoung:
		in.settleGenerators()
	}
	y.list = append(y.list, g)
}

// settleGenerators gives finalisers to the new generators that have not ended. The
// interpreter's lock is held.
func (in *Interp) settleGenerators() {
	y := &in.young
	for i, g := range y.list {
		y.list[i] = nil
		if g.Frame != nil {
			in.setGenFinalizer(g)
			in.mayEndCycle(&in.suspended, &g.Header)
		}
	}
	y.list = y.list[:0]
	for _, f := range in.Settle {
		f(in)
	}
}

func (in *Interp) setGenFinalizer(g *Generator) {
	runtime.SetFinalizer(&g.Header, func(h *Header) {
		if g := (*Generator)(unsafe.Pointer(h)); !g.unfinished() {
			in.pass()
			return
		}
		in.enqueue(func(t *Thread) { (*Generator)(unsafe.Pointer(h)).Finalize(t) })
	})
}

// unfinished reports whether there is something to do when g is forgotten.
func (g *Generator) unfinished() bool {
	return g.Frame != nil && (!g.Started && g.Header.Type == CoroutineType || g.Started && g.Frame.HasCleanup())
}

// unfinished reports whether there is a generator with something to do at its end.
func (in *Interp) unfinished() bool {
	for _, g := range in.young.list {
		if g.unfinished() {
			return true
		}
	}
	for _, w := range in.suspended.list {
		if h := w.Value(); h != nil && (*Generator)(unsafe.Pointer(h)).unfinished() {
			return true
		}
	}
	return false
}
