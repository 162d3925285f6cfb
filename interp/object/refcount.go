package object

import "unsafe"

// This file counts the references to one object for sys.getrefcount. Nothing keeps such a
// count, so the objects that the program can reach are searched: those of the modules and of
// the frames under way, and what they refer to. It takes 100 ns an object, some
// milliseconds in a program that has imported little.

type refCount struct {
	target *Header
	n      int
	seen   map[*Header]struct{}
	todo   []*Header
}

// RefCount returns the number of references to v from objects and frames. References from
// native code, and from inside C, are not seen. Of an object that refers to no other and has
// no attributes (int, str, ...) copies may stand for one another, so their number says
// nothing: it is that of a variable and an argument.
func (t *Thread) RefCount(v Value) int {
	if y, ok := AsType(v); !ok && !walkable(v.P) && v.P.Type.Flags&FlagHeap == 0 || ok && y.Flags&FlagHeap == 0 {
		return 2
	}
	c := &refCount{target: v.P, seen: map[*Header]struct{}{}}
	in := t.Interp
	for _, d := range []*Dict{in.Modules, in.Builtins, in.Sys} {
		if d != nil {
			c.enter(&d.Header)
		}
	}
	for _, th := range in.Threads() {
		c.value(th.Trace)
		c.value(th.Profile)
		if th.Context != nil {
			c.header(&th.Context.Header)
		}
		if th.Exc != nil {
			c.header(&th.Exc.Header)
		}
		if e, ok := th.Engine.(RefHolder); ok {
			e.WalkRefs(c.place)
		}
	}
	for len(c.todo) > 0 {
		h := c.todo[len(c.todo)-1]
		c.todo = c.todo[:len(c.todo)-1]
		c.follow(h)
	}
	return max(c.n, 1)
}

func (c *refCount) place(p *unsafe.Pointer) { c.header((*Header)(*p)) }

func (c *refCount) value(v Value) { c.header(v.P) }

func (c *refCount) header(h *Header) {
	if h == c.target && h != nil {
		c.n++
	}
	c.enter(h)
}

// enter has h searched, if that was not done before.
func (c *refCount) enter(h *Header) {
	if h == nil {
		return
	}
	switch h.Type {
	case nil, StrType, IntType, FloatType, BoolType, NoneType, BytesType:
		return
	}
	if _, ok := c.seen[h]; !ok {
		c.seen[h] = struct{}{}
		c.todo = append(c.todo, h)
	}
}

// follow counts the references that h holds.
func (c *refCount) follow(h *Header) {
	v := Value{P: h}
	if h.Type.Flags&FlagHeap != 0 {
		c.header(&h.Type.Header)
	}
	if y, ok := AsType(v); ok {
		if y.Dict != nil {
			c.enter(&y.Dict.Header)
		}
		for _, base := range y.Bases {
			c.header(&base.Header)
		}
		for _, base := range y.MRO {
			c.header(&base.Header)
		}
	} else if m, ok := AsModule(v); ok {
		c.enter(&m.Dict().Header)
	} else if walkable(h) {
		walkRefs(h, c.place)
		if f, ok := AsFunction(v); ok && f.Globals != nil {
			c.header(&f.Globals.Header)
		}
		return
	}
	if h.Type.Flags&FlagHeap == 0 {
		return
	}
	if a := AttrsOf(v); a != nil {
		walkFields(unsafe.Pointer(a), attrsRefs(), c.place)
	}
}
