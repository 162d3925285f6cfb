package object

import (
	"runtime"
	"slices"
	"unsafe"
	"weak"
)

// This file finds cycles of unreachable objects with a __del__ in them. Go's
// collector does not: it keeps what an object with a finaliser refers to, and
// that is, round the cycle, the object itself.
//
// So the references between the objects of such a cycle are taken out and noted
// down as numbers, each object gets a finaliser of its own, and Go's collector
// is asked which of them somebody else refers to: a stack, a register, an object
// that is not one of them. The finaliser hands over the others, alive and at
// their addresses, the references are put back, and what cannot be reached from
// an object that somebody refers to is garbage. CPython does the same with
// reference counts. References that are not known here (see walk.go) stay where
// they are, which can keep garbage but never loses an object.

//
// Objects of a foreign heap, libpython's, take part as nodes without an object
// of ours: they refer to each other, to ours by handles, and are kept by ours
// that stand for them. Cycles that lead through them are looked for like those
// with __del__.

// ForeignHeap is another heap, whose objects and ours refer to each other.
type ForeignHeap interface {
	// Held begins a search, and returns our objects that foreign ones keep alive.
	Held() []*Header
	// Stands reports whether h stands for a foreign object and keeps it alive.
	Stands(h *Header) bool
	// Graph answers with the foreign objects that only those of ours keep alive that stand for
	// one; standing are all of these that were found.
	Graph(standing []*Header) ForeignGraph
	// Hide takes the foreign heap's references to hs, which are of those that Held returned, out.
	Hide(hs []*Header)
	// Restore puts them in again: hs are the same as Hide was given, standing those in whose
	// place weak pointers to new ones are needed.
	Restore(hs, standing []*Header)
	// Sever takes the references to hs, which nothing else refers to, out for good, and ends the search.
	Sever(hs []*Header)
	// Mend is told that h, which stands for a foreign object and has been found unreachable, is referred to again, for
	// its __del__ at least.
	Mend(h *Header)
	// Settle gives back what dead objects of ours stood for, and reports whether some must wait, since their thread is at work
	// there.
	Settle() (late bool)
	// Crossings counts the calls into the foreign heap.
	Crossings() uint64
}

// ForeignGraph is a part of a foreign heap. Its objects are numbered from 0.
type ForeignGraph struct {
	From []int32   // by object of ours that stands for one: its number, -1 if something else keeps it
	Refs [][]int32 // by foreign object: those that it refers to
	To   []*Header // by foreign object: the object of ours that it keeps alive, nil for none
}

// cycleNode is an object that can be reached from one with __del__, or from a foreign one.
type cycleNode struct {
	obj    *Header // nil while Go's collector decides, and of a foreign object
	weak   weak.Pointer[Header]
	addr   uintptr
	out    []int32
	del    bool // is tracked: TrackFinalizer, or a suspended generator
	root   bool // where the search for cycles begins: del, or held by a foreign object
	held   bool // by a foreign object that is a node
	across bool // is a foreign object, or stands for one: its references are not all in obj
	member bool // in a cycle with such an object
	fired  bool // only the cycles refer to it
	alive  bool
}

// hiddenRef is a reference from one member to another that has been taken out:
// the one that walkRefs gives as the ord-th of from.
type hiddenRef struct{ from, ord, to int32 }

// maxCycleNodes bounds the search. What lies beyond is taken to be in use.
const maxCycleNodes = 1 << 20

type cycleSearch struct {
	nodes   []cycleNode
	at      map[*Header]int32
	members []int32
	hidden  []hiddenRef
	fired   chan *Header
	foreign ForeignHeap // nil for none
	ours    int         // nodes that are not foreign objects
	held    []int32     // members that foreign members hold
}

// collectCycles queues what is due for unreachable cycles of objects with
// __del__ or with foreign objects, and returns the number of objects in them. The caller holds the lock,
// so that no Python code runs meanwhile.
func (t *Thread) collectCycles() int {
	in := t.Interp
	in.settleGenerators() // a member that lives on gets its finaliser from here
	s := &cycleSearch{at: map[*Header]int32{}, foreign: in.Foreign}
	s.discover(in.tracked.list)
	s.discover(in.suspended.list)
	if s.foreign != nil {
		for _, h := range s.foreign.Held() {
			if s.walkable(h) {
				if i, ok := s.number(h); ok {
					s.nodes[i].root = true
				}
			}
		}
	}
	s.follow()
	s.cross()
	s.choose()
	if len(s.members) == 0 {
		if s.foreign != nil {
			s.foreign.Sever(nil)
		}
		return 0
	}
	s.hide()
	runtime.GC()
	s.restore()
	in.mendWeakrefs(s)
	return s.finish(t)
}

// number gives h a number, if there are some left.
func (s *cycleSearch) number(h *Header) (int32, bool) {
	if i, ok := s.at[h]; ok {
		return i, true
	}
	if len(s.nodes) >= maxCycleNodes {
		return 0, false
	}
	i := int32(len(s.nodes))
	s.at[h] = i
	s.nodes = append(s.nodes, cycleNode{obj: h})
	return i, true
}

// discover makes nodes of the objects that have something to do at their end.
func (s *cycleSearch) discover(roots []weak.Pointer[Header]) {
	for _, w := range roots {
		h := w.Value()
		if h == nil || !s.walkable(h) {
			continue
		}
		if g, ok := AsGenerator(Value{P: h}); ok && (g.Frame == nil || g.Running) {
			continue
		}
		if i, ok := s.number(h); ok {
			s.nodes[i].del, s.nodes[i].root = true, true
		}
	}
}

// walkable is the function of that name, for a search that knows what the mirrors of
// foreign objects lead to.
func (s *cycleSearch) walkable(h *Header) bool {
	return walkable(h) || s.foreign != nil && h.Type != nil && h.Type.Flags&FlagForeign != 0 && h.Type.Layout.Foreign != 0 && h.Type.Layout.Alloc != nil && s.foreign.Stands(h)
}

// cross adds the foreign objects that the nodes lead to.
func (s *cycleSearch) cross() {
	s.ours = len(s.nodes)
	if s.foreign == nil {
		return
	}
	var standing []*Header
	var ids []int32
	for i := range s.nodes {
		if s.foreign.Stands(s.nodes[i].obj) {
			standing = append(standing, s.nodes[i].obj)
			ids = append(ids, int32(i))
		}
	}
	if len(standing) == 0 {
		return
	}
	g := s.foreign.Graph(standing)
	base := int32(s.ours)
	for k, n := range g.From {
		if n >= 0 {
			x := &s.nodes[ids[k]]
			x.out = append(x.out, base+n)
			x.across = true
		}
	}
	for k, refs := range g.Refs {
		n := cycleNode{across: true}
		for _, r := range refs {
			n.out = append(n.out, base+r)
		}
		if h := g.To[k]; h != nil {
			if i, ok := s.at[h]; ok {
				n.out = append(n.out, i)
				s.nodes[i].held = true
			}
		}
		s.nodes = append(s.nodes, n)
	}
}

// follow finds the objects that can be reached from the nodes, and what each refers to.
func (s *cycleSearch) follow() {
	for i := 0; i < len(s.nodes); i++ {
		var out []int32
		walkRefs(s.nodes[i].obj, func(p *unsafe.Pointer) {
			if o := (*Header)(*p); o != nil && s.walkable(o) {
				if j, ok := s.number(o); ok {
					out = append(out, j)
				}
			}
		})
		s.nodes[i].out = out
	}
}

// choose makes members of the nodes of those strongly connected components that
// are cycles and contain an object with __del__ or a foreign one (Tarjan's algorithm).
func (s *cycleSearch) choose() {
	type visit struct {
		node int32
		next int // position in out
	}
	n := len(s.nodes)
	index, low := make([]int32, n), make([]int32, n) // 0: not visited, -1: done
	var path []visit
	var stack []int32
	count := int32(0)
	enter := func(i int32) {
		count++
		index[i], low[i] = count, count
		stack = append(stack, i)
		path = append(path, visit{node: i})
	}
	for root := range s.nodes {
		if index[root] != 0 || !s.nodes[root].root {
			continue
		}
		enter(int32(root))
		for len(path) > 0 {
			v := &path[len(path)-1]
			i := v.node
			if v.next < len(s.nodes[i].out) {
				j := s.nodes[i].out[v.next]
				v.next++
				if index[j] == 0 {
					enter(j)
				} else if index[j] > 0 {
					low[i] = min(low[i], index[j])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				up := path[len(path)-1].node
				low[up] = min(low[up], low[i])
			}
			if low[i] != index[i] {
				continue
			}
			first := len(stack) - 1
			for stack[first] != i {
				first--
			}
			s.take(stack[first:])
			for _, j := range stack[first:] {
				index[j] = -1
			}
			stack = stack[:first]
		}
	}
	slices.Sort(s.members)
}

// take makes members of a component's nodes if it is one that is looked for.
func (s *cycleSearch) take(component []int32) {
	if len(component) == 1 && !slices.Contains(s.nodes[component[0]].out, component[0]) {
		return
	}
	if !slices.ContainsFunc(component, func(i int32) bool { return s.nodes[i].del || int(i) >= s.ours }) {
		return
	}
	for _, i := range component {
		s.nodes[i].member = true
	}
	s.members = append(s.members, component...)
}

// hide takes the references between members out and lets go of the members, each
// with a finaliser that sends it to fired.
func (s *cycleSearch) hide() {
	for _, i := range s.members {
		if int(i) >= s.ours {
			break // sorted
		}
		ord := int32(0)
		walkRefs(s.nodes[i].obj, func(p *unsafe.Pointer) {
			if *p != nil {
				if j, ok := s.at[(*Header)(*p)]; ok && s.nodes[j].member {
					s.hidden = append(s.hidden, hiddenRef{i, ord, j})
					*p = nil
				}
			}
			ord++
		})
	}
	if s.foreign != nil {
		var hs []*Header
		for _, i := range s.members {
			if n := &s.nodes[i]; n.held {
				s.held = append(s.held, i)
				hs = append(hs, n.obj)
			}
		}
		s.foreign.Hide(hs)
	}
	s.fired = make(chan *Header, len(s.members))
	fired := s.fired
	for _, i := range s.members {
		if int(i) >= s.ours {
			break
		}
		n := &s.nodes[i]
		n.weak, n.addr = weak.Make(n.obj), uintptr(unsafe.Pointer(n.obj))
		runtime.SetFinalizer(n.obj, nil)
		runtime.SetFinalizer(n.obj, func(h *Header) { fired <- h })
	}
	s.at = nil
	for i := range s.nodes {
		s.nodes[i].obj = nil
	}
}

// restore gets the members back and puts the references in again.
func (s *cycleSearch) restore() {
	gone := map[uintptr]*cycleNode{}
	ours := s.members
	for k, i := range s.members {
		if int(i) >= s.ours {
			ours = s.members[:k]
			break
		}
	}
	for _, i := range ours {
		n := &s.nodes[i]
		// Go clears weak pointers when it queues the finaliser.
		if n.obj = n.weak.Value(); n.obj == nil {
			gone[n.addr] = n
			n.fired = true
		}
	}
	for range gone {
		h := <-s.fired
		gone[uintptr(unsafe.Pointer(h))].obj = h
	}
	rest := s.hidden
	for _, i := range ours {
		n := &s.nodes[i]
		runtime.SetFinalizer(n.obj, nil)
		ord := int32(0)
		walkRefs(n.obj, func(p *unsafe.Pointer) {
			if len(rest) > 0 && rest[0].from == i && rest[0].ord == ord {
				*p = unsafe.Pointer(s.nodes[rest[0].to].obj)
				rest = rest[1:]
			}
			ord++
		})
	}
	if len(rest) > 0 {
		panic("object: a cycle changed while it was examined")
	}
	if s.foreign != nil {
		var standing []*Header
		for _, i := range ours {
			if n := &s.nodes[i]; n.fired && n.across {
				standing = append(standing, n.obj)
			}
		}
		s.foreign.Restore(s.objects(s.held), standing)
	}
	var todo []int32
	reach := func(i int32) {
		if n := &s.nodes[i]; (n.member || int(i) >= s.ours) && !n.alive {
			n.alive = true
			todo = append(todo, i)
		}
	}
	for _, i := range ours {
		if !s.nodes[i].fired {
			reach(i)
		}
	}
	// Go's collector does not see what leads through foreign objects: those kept by an object
	// that is in no cycle are taken to be in use.
	for i := range s.nodes[:s.ours] {
		if n := &s.nodes[i]; n.across && !n.member {
			for _, j := range n.out {
				reach(j)
			}
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, j := range s.nodes[i].out {
			reach(j)
		}
	}
}

func (s *cycleSearch) objects(is []int32) []*Header {
	hs := make([]*Header, len(is))
	for k, i := range is {
		hs[k] = s.nodes[i].obj
	}
	return hs
}

// mendWeakrefs makes the weak references to and of members that turned out to be
// alive valid again: Go's weak pointers to what had its finaliser queued are dead
// for ever.
func (in *Interp) mendWeakrefs(s *cycleSearch) {
	fresh := map[weak.Pointer[Header]]weak.Pointer[Header]{}
	for _, i := range s.members {
		n := &s.nodes[i]
		if !n.fired || !n.alive || n.obj == nil {
			continue
		}
		now := weak.Make(n.obj)
		fresh[n.weak] = now
		if e := in.weakrefs[n.weak]; e != nil {
			delete(in.weakrefs, n.weak)
			e.key = now
			in.weakrefs[now] = e
			for _, p := range e.refs {
				if w := p.Value(); w != nil {
					w.ptr = now
				}
			}
		}
	}
	for _, l := range []*weakList[Header]{&in.tracked, &in.suspended, &in.locals} {
		for i, w := range l.list {
			if now, ok := fresh[w]; ok {
				l.list[i] = now
			}
		}
	}
	for _, i := range s.members {
		n := &s.nodes[i]
		if !n.fired || !n.alive || n.obj == nil {
			continue
		}
		if w, ok := AsWeakref(Value{P: n.obj}); ok {
			if now, ok := fresh[w.ptr]; ok {
				w.ptr = now
			}
			if e := in.weakrefs[w.ptr]; e != nil {
				e.refs = append(e.refs, weak.Make(w))
			}
		}
		if g, ok := AsGenerator(Value{P: n.obj}); ok && g.Frame != nil {
			g.Frame.Revived(g)
		}
	}
}

// finish gives living members their finalisers again and queues those of dead
// ones: first the callbacks of weak references to them, then __del__.
func (s *cycleSearch) finish(t *Thread) int {
	in := t.Interp
	var entries []*weakEntry
	var del []Value
	dead := 0
	for _, i := range s.members {
		n := &s.nodes[i]
		if n.obj == nil {
			break
		}
		v := Value{P: n.obj}
		g, isGen := AsGenerator(v)
		switch {
		case n.alive && isGen && g.tracked:
			in.setGenFinalizer(g)
		case n.alive && n.del && !isGen:
			in.setFinalizer(v)
		case n.alive:
		default:
			dead++
			if e := in.weakrefs[n.weak]; e != nil {
				delete(in.weakrefs, n.weak)
				entries = append(entries, e)
			}
			if n.del || isGen && g.tracked {
				del = append(del, v)
			}
		}
	}
	if s.foreign != nil && dead > 0 {
		// A __del__ may make something of it live again: the next search will tell.
		if in.severed = len(del) == 0; in.severed {
			s.foreign.Sever(s.objects(slices.DeleteFunc(s.held, func(i int32) bool { return s.nodes[i].alive })))
		}
	}
	if dead > 0 {
		in.enqueue(func(t *Thread) {
			for _, e := range entries {
				e.callbacks(t)
			}
			for _, v := range del {
				if g, ok := AsGenerator(v); ok {
					g.Finalize(t)
				} else {
					t.runDel(v)
				}
			}
		})
	}
	return dead
}
