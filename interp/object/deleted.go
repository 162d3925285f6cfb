package object

import (
	"time"
	"unsafe"
	"weak"
)

// This file defines what the statement del does beyond unbinding a name. Who deletes a
// file, a suspended generator, an object of C's, one with __del__ or one that is weakly referenced
// often goes on to look at what its end has done, which under CPython, that counts
// references, has happened by then. So garbage is collected there and then. It makes no
// program wrong, as a collection may happen at any time, but it takes milliseconds where
// unbinding takes nanoseconds, so the share of the time that goes there is bounded.

const (
	// deletedShare is the part of the time that such collections may take: one in so many.
	deletedShare = 20
	// deletedRoom is how much of it a program may save up, and begins with.
	deletedRoom = 250 * time.Millisecond
	// deletedDebt is how much more the first runs of statements may take: a loop that has
	// spent all there was should not change what a del elsewhere does.
	deletedDebt = time.Second
	// deletedSites bounds the statements that are remembered.
	deletedSites = 4096
)

// deletions is the account of the time for collections at del.
type deletions struct {
	credit  time.Duration
	at      time.Time // when credit was reckoned
	running bool
	sites   map[uintptr]*deletedSite
}

// deletedSite is a del statement. Where the object lives on, further collections wait for
// twice as many runs each time: the loop of a thread pool's workers deletes its reference
// to the executor again and again.
type deletedSite struct{ skip, wait int }

func (d *deletions) reckon() {
	now := time.Now()
	if d.at.IsZero() {
		d.credit = deletedRoom
	} else {
		d.credit = min(d.credit+now.Sub(d.at)/deletedShare, deletedRoom)
	}
	d.at = now
}

// charge takes the time since the account was reckoned from it.
func (d *deletions) charge() {
	now := time.Now()
	d.credit -= now.Sub(d.at)
	d.at = now
}

// Deleted is called when the statement del at the address site has unbound a name that
// was bound to v. It finalises v, if there is something to do and if nothing else refers
// to it. forget is as for CollectGarbage.
func (t *Thread) Deleted(v Value, site uintptr, forget func(t *Thread)) {
	if v.P == nil {
		return
	}
	typ := v.P.Type
	if typ.Del == nil && typ.Flags&(FlagReferred|FlagForeign) == 0 && !typ.generates() {
		return
	}
	t.collectDeleted(v, site, forget)
}

// generates reports whether instances are generators, coroutines or the like.
func (typ *Type) generates() bool {
	return typ == GeneratorType || typ == CoroutineType || typ == AsyncGeneratorType
}

func (t *Thread) collectDeleted(v Value, at uintptr, forget func(t *Thread)) {
	in := t.Interp
	d := &in.deleted
	if d.running || in.Finalizing {
		return
	}
	typ := v.P.Type
	switch {
	case typ.generates():
		g := (*Generator)(v.Ptr())
		if !g.tracked || g.Running || g.Frame == nil || g.Started && !g.Frame.HasCleanup() || !g.Started && typ != CoroutineType {
			return // one that has not begun has nothing to end, but for the warning of a coroutine
		}
	case typ.Flags&FlagForeign != 0:
		// What a C object gives up at its end is not known: a statement of sqlite3's cursor locks its table.
		if typ.CallSlot != nil {
			return // it is a function
		}
	case typ.Del == nil || spent(v.P):
		if in.weakrefs[weak.Make(v.P)] == nil {
			return
		}
	}
	s := d.sites[at]
	first := s == nil
	if first {
		if len(d.sites) >= deletedSites || d.sites == nil {
			d.sites = map[uintptr]*deletedSite{}
		}
		s = &deletedSite{}
		d.sites[at] = s
	}
	if s.skip > 0 {
		s.skip--
		return
	}
	if reachesItself(v.P) {
		return
	}
	d.reckon()
	if d.credit < 0 && (!first || d.credit < -deletedDebt) {
		return
	}
	w := weak.Make(v.P)
	v = Value{}
	d.running = true
	t.CollectGarbage(false, forget)
	if typ.Flags&FlagForeign != 0 && in.Foreign != nil {
		in.Foreign.Settle()
	}
	d.running = false
	if w.Value() != nil {
		s.wait = min(2*s.wait+1, 1<<16)
		s.skip = s.wait
	}
	d.charge()
}

// CollectDropped collects garbage for the sake of something of which only its end shows that it was dropped, and finalises it. It does
// nothing, and says so, if collections for such reasons have taken all of the time that they may take, which is more for
// those that have not been in vain.
func (t *Thread) CollectDropped(useful bool) bool {
	d := &t.Interp.deleted
	if d.running || t.Interp.Finalizing {
		return false
	}
	if d.reckon(); d.credit < 0 && (!useful || d.credit < -deletedDebt) {
		return false
	}
	d.running = true
	t.Interp.Host.Collect(t, false)
	d.running = false
	d.charge()
	return true
}

// wayBack bounds how many objects are searched for a way back: 100 us.
const wayBack = 1000

// reachesItself reports whether references lead from h back to it. Such an object outlives the end of its last name, as what
// keeps it is kept by it; only a collection asked for finds it.
func reachesItself(h *Header) bool {
	if !walkable(h) {
		return false
	}
	found := false
	seen := map[*Header]struct{}{}
	todo := []*Header{h}
	visit := func(p *unsafe.Pointer) {
		to := (*Header)(*p)
		switch {
		case to == h:
			found = true
		case to == nil || len(seen) >= wayBack || !walkable(to):
		default:
			if _, ok := seen[to]; !ok {
				seen[to] = struct{}{}
				todo = append(todo, to)
			}
		}
	}
	for len(todo) > 0 && !found {
		next := todo[0]
		todo = todo[1:]
		walkRefs(next, visit)
	}
	return found
}
