package object

import "unsafe"

// This file defines List and Tuple, the values of list and tuple.
// Their methods are in list.go and tuple.go.

// List is a Python list.
type List struct {
	Header
	Items []Value
}

// NewList returns a list that takes over items.
func NewList(items []Value) *List { return &List{Header{ListType}, items} }

// ListOf returns a list of its arguments.
func ListOf(items ...Value) Value { return NewList(items).Value() }

// Value returns the list as a Value.
func (l *List) Value() Value { return Value{P: &l.Header} }

// AsList returns v as a *List if it is a list or an instance of a subclass.
func AsList(v Value) (*List, bool) {
	if v.P != nil && (v.P.Type == ListType || v.P.Type.IsSubtype(ListType)) {
		return (*List)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// Tuple is a Python tuple; Items must not change.
type Tuple struct {
	Header
	Items []Value
}

// NewTuple returns a tuple that takes over items.
func NewTuple(items []Value) *Tuple {
	if len(items) == 0 {
		return emptyTuple
	}
	return &Tuple{Header{TupleType}, items}
}

var emptyTuple = &Tuple{Header: Header{TupleType}}

// TupleOf returns a tuple of its arguments.
func TupleOf(items ...Value) Value { return NewTuple(items).Value() }

// tuple2 is a pair in one allocation.
type tuple2 struct {
	Tuple
	room [2]Value
}

// Pair returns the tuple (a, b).
func Pair(a, b Value) Value {
	p := &tuple2{room: [2]Value{a, b}}
	p.Header.Type = TupleType
	p.Items = p.room[:]
	return p.Tuple.Value()
}

// Value returns the tuple as a Value.
func (u *Tuple) Value() Value { return Value{P: &u.Header} }

// AsTuple returns v as a *Tuple if it is a tuple or an instance of a subclass.
func AsTuple(v Value) (*Tuple, bool) {
	if v.P != nil && (v.P.Type == TupleType || v.P.Type.IsSubtype(TupleType)) {
		return (*Tuple)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// tuple3 and tuple4 are a triple and a quadruple in one allocation.
type (
	tuple3 struct {
		Tuple
		room [3]Value
	}
	tuple4 struct {
		Tuple
		room [4]Value
	}
)

// NewTupleSize returns a tuple of n items to be filled in before it is shown to
// anyone: one allocation where NewTuple needs two, for two to four items.
func NewTupleSize(n int) *Tuple {
	var u *Tuple
	switch n {
	case 0:
		return emptyTuple
	case 2:
		p := &tuple2{}
		u, p.Items = &p.Tuple, p.room[:]
	case 3:
		p := &tuple3{}
		u, p.Items = &p.Tuple, p.room[:]
	case 4:
		p := &tuple4{}
		u, p.Items = &p.Tuple, p.room[:]
	default:
		u = &Tuple{Items: make([]Value, n)}
	}
	u.Header.Type = TupleType
	return u
}
