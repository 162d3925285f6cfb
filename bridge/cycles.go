package bridge

import (
	"slices"
	"unsafe"
	"weak"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines what the bridge has to do with cycles of objects that lead through both
// heaps, an instance whose bound method a parser of C's has as its handler, say, and which has
// the parser as an attribute.
//
// Neither collector sees such a cycle: C's counts the reference of our wrapper, and ours has the
// instance as a root, since C has a handle of it. So C says, by trial deletion, which of its
// objects only wrappers of ours keep alive, and they become nodes of our own search for cycles
// (interp/object/cycles.go). While Go's collector decides, the bridge does not refer to what
// only those objects keep.

// heap is the bridge as the search for cycles sees it.
type heap Bridge

// keeper is how the bridge keeps an object of ours for C's sake. There may be several ways.
type keeper struct {
	proxy  capi.Handle // of its proxy
	loan   *loan       // that C has kept
	shadow capi.Ref    // a C object that holds its value
	pinned capi.Ref    // it is the wrapper of an object that C refers to
	refs   []capi.Ref  // the C objects that it is kept for
	watch  bool        // the loan's content is remembered
	busy   bool        // it takes part in a crossing under way
}

// minCrossCycles is how many handles there must be before cycles are looked for without
// gc.collect(). That is done anew when their number has doubled.
const minCrossCycles = 10_000

// search is what is known while cycles are looked for.
type search struct {
	held   map[*object.Header]*keeper
	hidden []*keeper
	byAddr map[uintptr]*keeper // of what has been hidden
}

// Held implements object.ForeignHeap.
func (p *heap) Held() []*object.Header {
	b := (*Bridge)(p)
	b.cyclesAt = max(minCrossCycles, 2*(b.alive+len(b.pinned)))
	held := map[*object.Header]*keeper{}
	of := func(h *object.Header) *keeper {
		k := held[h]
		if k == nil {
			k = &keeper{}
			held[h] = k
		}
		return k
	}
	for i := range b.handles {
		h := b.handles[i].v.P
		if h == nil || h == object.None.P {
			continue
		}
		k := of(h)
		switch l, ref := b.lentBy[h], b.proxies[h]; {
		case l != nil && l.h == capi.Handle(i):
			if k.busy = k.busy || !l.kept || l.again > 0 || l.changed(); !k.busy {
				k.loan, k.watch = l, l.last != nil
				k.refs = append(k.refs, l.ref)
			}
		case ref != 0:
			k.proxy = capi.Handle(i)
			k.refs = append(k.refs, ref)
		default:
			k.busy = true
		}
	}
	for ref, v := range b.shadows {
		k := of(v.P)
		k.shadow = ref
		k.refs = append(k.refs, ref)
	}
	for ref := range b.pinned {
		if h := b.wrappers[ref].strong; h != nil {
			k := of(h)
			k.pinned = ref
			k.refs = append(k.refs, ref)
		}
	}
	b.search = &search{held: held}
	hs := make([]*object.Header, 0, len(held))
	for h, k := range held {
		if k.busy {
			delete(held, h)
			continue
		}
		hs = append(hs, h)
	}
	return hs
}

// standsFor is the C object that h, a wrapper of any kind, keeps alive; zero for others.
func (b *Bridge) standsFor(h *object.Header) capi.Ref {
	if h.Type.Flags&object.FlagForeign != 0 {
		return *refAt(h)
	}
	if h.Type == object.BuiltinType || h.Type.IsSubtype(object.BaseExceptionType) {
		return b.homeOf(h)
	}
	return 0
}

// Stands implements object.ForeignHeap.
func (p *heap) Stands(h *object.Header) bool { return (*Bridge)(p).standsFor(h) != 0 }

// Graph implements object.ForeignHeap.
func (p *heap) Graph(standing []*object.Header) (g object.ForeignGraph) {
	b := (*Bridge)(p)
	ours := make([]uintptr, 0, 2*(len(standing)+len(b.search.held)))
	for _, h := range standing {
		ours = append(ours, uintptr(b.standsFor(h)), 1)
	}
	for _, k := range b.search.held {
		for _, r := range k.refs {
			n := uintptr(0)
			if k.loan != nil && r == k.loan.ref {
				n = 1
			}
			ours = append(ours, uintptr(r), n)
		}
	}
	objects, first, to := capi.Cycles(ours)
	ids := make(map[capi.Ref]int32, len(objects))
	for i, r := range objects {
		ids[r] = int32(i)
	}
	for _, h := range standing {
		id, ok := ids[b.standsFor(h)]
		if !ok {
			id = -1
		}
		g.From = append(g.From, id)
	}
	g.Refs = make([][]int32, len(objects))
	for i := range objects {
		g.Refs[i] = to[first[i]:first[i+1]]
	}
	g.To = make([]*object.Header, len(objects))
	for h, k := range b.search.held {
		if !slices.ContainsFunc(k.refs, func(r capi.Ref) bool { _, ok := ids[r]; return !ok }) {
			for _, r := range k.refs {
				g.To[ids[r]] = h
			}
		}
	}
	return g
}

// Hide implements object.ForeignHeap.
func (p *heap) Hide(hs []*object.Header) {
	b := (*Bridge)(p)
	s := b.search
	for _, h := range hs {
		k := s.held[h]
		s.hidden = append(s.hidden, k)
		if k.proxy != 0 {
			b.handles[k.proxy].v = object.Value{}
		}
		if l := k.loan; l != nil {
			delete(b.lentBy, h)
			b.handles[l.h].v, l.v, l.last = object.Value{}, object.Value{}, nil
		}
		delete(b.proxies, h)
		delete(b.shadows, k.shadow)
		b.hold(k.pinned, nil)
	}
	s.held = nil
}

// hold makes h what keeps the wrapper of a C object alive.
func (b *Bridge) hold(ref capi.Ref, h *object.Header) {
	if ref != 0 {
		w := b.wrappers[ref]
		w.strong = h
		b.wrappers[ref] = w
	}
}

// Restore implements object.ForeignHeap.
func (p *heap) Restore(hs, standing []*object.Header) {
	b := (*Bridge)(p)
	for _, h := range standing {
		p.Mend(h)
	}
	s := b.search
	s.byAddr = make(map[uintptr]*keeper, len(hs))
	for i, h := range hs {
		k := s.hidden[i]
		s.byAddr[uintptr(unsafe.Pointer(h))] = k
		if k.proxy != 0 {
			b.handles[k.proxy].v = object.FromPtr(h)
			b.proxies[h] = k.refs[slices.IndexFunc(k.refs, func(r capi.Ref) bool { return capi.HandleOf(r) == k.proxy })]
		}
		if l := k.loan; l != nil {
			l.v = object.FromPtr(h)
			b.handles[l.h].v = l.v
			b.lentBy[h] = l
		}
		if k.shadow != 0 {
			b.shadows[k.shadow] = object.FromPtr(h)
			b.proxies[h] = k.shadow
		}
		b.hold(k.pinned, h)
	}
	for _, k := range s.hidden {
		if k.loan != nil && k.watch {
			k.loan.remember()
		}
	}
	s.hidden = nil
}

// Mend implements object.ForeignHeap. Go's weak pointers to what had its finaliser queued are dead for ever.
func (p *heap) Mend(h *object.Header) {
	b := (*Bridge)(p)
	ref := b.standsFor(h)
	if w, ok := b.wrappers[ref]; ok && w.w.Value() == nil {
		w.w = weak.Make(h)
		b.wrappers[ref] = w
	}
}

// Settle implements object.ForeignHeap.
func (p *heap) Settle() (late bool) {
	b := (*Bridge)(p)
	if len(b.late) > 0 {
		b.swept.Store(true) // they may be due
	}
	b.drain()
	return len(b.late) > 0
}

// Crossings implements object.ForeignHeap.
func (p *heap) Crossings() uint64 { return p.taken }

// Sever implements object.ForeignHeap. Should a finaliser of C's still ask one of the objects for
// something, it finds None, as in CPython after the end of a module.
func (p *heap) Sever(hs []*object.Header) {
	b := (*Bridge)(p)
	var loans []*loan
	for _, h := range hs {
		k := b.search.byAddr[uintptr(unsafe.Pointer(h))]
		if k.proxy != 0 {
			b.handles[k.proxy].v = object.None
		}
		delete(b.proxies, h)
		delete(b.shadows, k.shadow)
		if k.pinned != 0 {
			b.hold(k.pinned, nil)
			delete(b.pinned, k.pinned)
		}
		if k.loan != nil {
			delete(b.lentBy, h)
			loans = append(loans, k.loan)
		}
	}
	b.search = nil
	if len(loans) == 0 {
		return
	}
	gone := make(map[*loan]bool, len(loans))
	for _, l := range loans {
		gone[l] = true
		b.share -= l.share
	}
	isGone := func(l *loan) bool { return gone[l] }
	b.kept, b.deaf = slices.DeleteFunc(b.kept, isGone), slices.DeleteFunc(b.deaf, isGone)
	for _, l := range loans {
		if capi.Forget(l.h) {
			b.ended(l)
		}
	}
}
