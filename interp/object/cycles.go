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

// cycleNode is an object that can be reached from one with __del__.
type cycleNode struct {
	obj    *Header // nil while Go's collector decides
	weak   weak.Pointer[Header]
	addr   uintptr
	out    []int32
	del    bool // is tracked: TrackFinalizer, or a suspended generator
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
}

// collectCycles queues what is due for unreachable cycles of objects with
// __del__, and returns the number of objects in them. The caller holds the lock,
// so that no Python code runs meanwhile.
func (t *Thread) collectCycles() int {
	in := t.Interp
	s := &cycleSearch{at: map[*Header]int32{}}
	s.discover(in.tracked.list)
	s.discover(in.suspended.list)
	s.follow()
	s.choose()
	if len(s.members) == 0 {
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
		if h == nil || !walkable(h) {
			continue
		}
		if g, ok := AsGenerator(Value{P: h}); ok && (g.Frame == nil || g.Running) {
			continue
		}
		if i, ok := s.number(h); ok {
			s.nodes[i].del = true
		}
	}
}

// follow finds the objects that can be reached from the nodes, and what each refers to.
func (s *cycleSearch) follow() {
	for i := 0; i < len(s.nodes); i++ {
		var out []int32
		walkRefs(s.nodes[i].obj, func(p *unsafe.Pointer) {
			if o := (*Header)(*p); o != nil && walkable(o) {
				if j, ok := s.number(o); ok {
					out = append(out, j)
				}
			}
		})
		s.nodes[i].out = out
	}
}

// choose makes members of the nodes of those strongly connected components that
// are cycles and contain an object with __del__ (Tarjan's algorithm).
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
		if index[root] != 0 || !s.nodes[root].del {
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
			first := slices.Index(stack, i)
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
	if !slices.ContainsFunc(component, func(i int32) bool { return s.nodes[i].del }) {
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
	s.fired = make(chan *Header, len(s.members))
	fired := s.fired
	for _, i := range s.members {
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
	for _, i := range s.members {
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
	for _, i := range s.members {
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
	var todo []int32
	for _, i := range s.members {
		if !s.nodes[i].fired {
			s.nodes[i].alive = true
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, j := range s.nodes[i].out {
			if n := &s.nodes[j]; n.member && !n.alive {
				n.alive = true
				todo = append(todo, j)
			}
		}
	}
}

// mendWeakrefs makes the weak references to and of members that turned out to be
// alive valid again: Go's weak pointers to what had its finaliser queued are dead
// for ever.
func (in *Interp) mendWeakrefs(s *cycleSearch) {
	fresh := map[weak.Pointer[Header]]weak.Pointer[Header]{}
	for _, i := range s.members {
		n := &s.nodes[i]
		if !n.fired || !n.alive {
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
	for _, l := range []*weakList[Header]{&in.tracked, &in.suspended} {
		for i, w := range l.list {
			if now, ok := fresh[w]; ok {
				l.list[i] = now
			}
		}
	}
	for _, i := range s.members {
		n := &s.nodes[i]
		if !n.fired || !n.alive {
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
