package object

// This file defines shapes: the hidden classes through which instances of one
// Python class share the layout of their attributes.

// Shape maps attribute names to indexes in Attrs.Slots. Instances that got the
// same attributes in the same order share a shape, so an inline cache can
// compare one pointer and load one slot. A class owns the root of a tree of
// shapes; each added name is an edge to a child.
type Shape struct {
	Class  *Type
	Parent *Shape
	Name   *Str // the name this shape adds to its parent; nil at the root
	Len    int  // slots in use, those of __slots__ included
	base   int  // slots that __slots__ took, before the first attribute

	index map[*Str]int // every name of the chain, made on first use
	next  map[*Str]*Shape
	last  *Shape // most recent child: most shapes have one
}

// maxShapeLen is the number of attributes past which an instance is given a
// dictionary of its own: such an instance is used as a mapping, and a chain of
// shapes for it would cost a map each.
const maxShapeLen = 64

// Attrs holds the attributes of an instance. With a Shape the values are in
// Slots; without one they are in Dict (nil for an empty dictionary). The slots
// of __slots__ come first in Slots in both modes.
type Attrs struct {
	Shape *Shape
	Slots []Value
	Dict  *Dict
}

func newRootShape(cls *Type, nslots int) *Shape {
	return &Shape{Class: cls, Len: nslots, base: nslots}
}

// Index returns the slot of name, or -1. The name must be interned.
func (s *Shape) Index(name *Str) int {
	if s.Len-s.base <= 6 {
		for p := s; p.Name != nil; p = p.Parent {
			if p.Name == name {
				return p.Len - 1
			}
		}
		return -1
	}
	if s.index == nil {
		m := make(map[*Str]int, s.Len-s.base)
		for p := s; p.Name != nil; p = p.Parent {
			m[p.Name] = p.Len - 1
		}
		s.index = m
	}
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// Child returns the shape with name added.
func (s *Shape) Child(name *Str) *Shape {
	if s.last != nil && s.last.Name == name {
		return s.last
	}
	c := s.next[name]
	if c == nil {
		c = &Shape{Class: s.Class, Parent: s, Name: name, Len: s.Len + 1, base: s.base}
		if s.next == nil {
			s.next = map[*Str]*Shape{}
		}
		s.next[name] = c
		s.Class.shapes++
		if c.Len > s.Class.slotHint {
			s.Class.slotHint = c.Len
		}
	}
	s.last = c
	return c
}

// names returns the attribute names of the shape in order of insertion.
func (s *Shape) names() []*Str {
	out := make([]*Str, s.Len-s.base)
	for p := s; p.Name != nil; p = p.Parent {
		out[p.Len-1-s.base] = p.Name
	}
	return out
}

// Get returns the attribute name (interned), or the zero Value.
func (a *Attrs) Get(name *Str) Value {
	if a.Shape != nil {
		if i := a.Shape.Index(name); i >= 0 {
			return a.Slots[i]
		}
		return Value{}
	}
	if a.Dict == nil {
		return Value{}
	}
	v, _ := a.Dict.GetStr(name)
	return v
}

// Set binds the attribute name (interned).
func (a *Attrs) Set(name *Str, v Value) {
	if s := a.Shape; s != nil {
		if i := s.Index(name); i >= 0 {
			a.Slots[i] = v
			return
		}
		if s.Len-s.base < maxShapeLen {
			a.Append(s.Child(name), v)
			return
		}
		a.Dictionary()
	}
	if a.Dict == nil {
		a.Dict = NewDict()
	}
	a.Dict.SetStr(name, v)
}

// Append adds v as the one attribute that shape has over the present one.
func (a *Attrs) Append(shape *Shape, v Value) {
	if cap(a.Slots) == len(a.Slots) {
		n := shape.Class.slotHint
		if n <= len(a.Slots) {
			n = 2*len(a.Slots) + 2
		}
		s := make([]Value, len(a.Slots), n)
		copy(s, a.Slots)
		clear(a.Slots) // they may lie in the object itself, and live as long
		a.Slots = s
	}
	a.Slots = append(a.Slots, v)
	a.Shape = shape
}

// Bounds of instances that lose attributes and keep a shape: how many attributes they may have, so that finding the shape
// takes no longer than a dictionary, and how many shapes a class may have of which such are made.
const (
	maxDeletable = 12
	maxShapes    = 64
)

// without is the shape of an instance with s that loses the attribute name; nil if it is to go over to a dictionary.
func (s *Shape) without(name *Str) *Shape {
	if s.Len-s.base > maxDeletable {
		return nil
	}
	if s.Name == name {
		return s.Parent
	}
	p := s.Parent.without(name)
	if p == nil || p.next[s.Name] == nil && s.Class.shapes >= maxShapes {
		return nil
	}
	return p.Child(s.Name)
}

// Delete unbinds the attribute name and reports whether it was bound. An instance goes over to the shape that it would have
// without the attribute, as those of contextlib do in each with statement, or else to a dictionary.
func (a *Attrs) Delete(name *Str) bool {
	if s := a.Shape; s != nil {
		i := s.Index(name)
		if i < 0 {
			return false
		}
		if p := s.without(name); p != nil {
			n := len(a.Slots) - 1
			copy(a.Slots[i:], a.Slots[i+1:])
			a.Slots[n] = Value{}
			a.Slots, a.Shape = a.Slots[:n], p
			return true
		}
		a.Dictionary()
	}
	return a.Dict != nil && a.Dict.DelStr(name)
}

// Dictionary returns the attributes as a dictionary that is theirs from now on:
// what obj.__dict__ gives.
func (a *Attrs) Dictionary() *Dict {
	if s := a.Shape; s != nil {
		d := NewDict()
		for i, name := range s.names() {
			d.SetStr(name, a.Slots[s.base+i])
		}
		clear(a.Slots[s.base:])
		a.Slots = a.Slots[:s.base]
		a.Shape = nil
		a.Dict = d
	}
	if a.Dict == nil {
		a.Dict = NewDict()
	}
	return a.Dict
}

// Len is the number of attributes, __slots__ not counted.
func (a *Attrs) Len() int {
	if a.Shape != nil {
		return a.Shape.Len - a.Shape.base
	}
	if a.Dict == nil {
		return 0
	}
	return a.Dict.Len()
}
