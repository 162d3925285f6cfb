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

// list2 and so on are short lists with room for their items in one allocation, until they grow. With the list they are
// as long as blocks of Go's allocator are.
type (
	list2 struct {
		List
		room [2]Value
	}
	list4 struct {
		List
		room [4]Value
	}
	list8 struct {
		List
		room [8]Value
	}
	list12 struct {
		List
		room [12]Value
	}
	list16 struct {
		List
		room [16]Value
	}
	list24 struct {
		List
		room [24]Value
	}
	list32 struct {
		List
		room [32]Value
	}
)

// ListOf returns a list of its arguments.
func ListOf(items ...Value) Value { return NewListOf(items).Value() }

// NewListOf returns a list of items, which it copies.
func NewListOf(items []Value) *List {
	l := newListRoom(len(items))
	l.Items = l.Items[:len(items)]
	copy(l.Items, items)
	return l
}

// listRoomMax is the length up to which a list has its items in its own allocation.
const listRoomMax = 32

// newListSize returns a list of n items to be filled in before it is shown to anyone.
func newListSize(n int) *List {
	l := newListRoom(n)
	l.Items = l.Items[:n]
	return l
}

// newListRoom returns an empty list with room for n items.
func newListRoom(n int) *List {
	var l *List
	switch {
	case n == 0:
		return NewList(nil)
	case n <= 2:
		p := &list2{}
		l, p.Items = &p.List, p.room[:0]
	case n <= 4:
		p := &list4{}
		l, p.Items = &p.List, p.room[:0]
	case n <= 8:
		p := &list8{}
		l, p.Items = &p.List, p.room[:0]
	case n <= 12:
		p := &list12{}
		l, p.Items = &p.List, p.room[:0]
	case n <= 16:
		p := &list16{}
		l, p.Items = &p.List, p.room[:0]
	case n <= 24:
		p := &list24{}
		l, p.Items = &p.List, p.room[:0]
	case n <= 32:
		p := &list32{}
		l, p.Items = &p.List, p.room[:0]
	default:
		l = &List{Items: make([]Value, 0, n)}
	}
	l.Header.Type = ListType
	return l
}

// NewListFor returns an empty list with room for what the iterator it will yield,
// as far as that is known and not too much.
func NewListFor(it Value) *List {
	if n := yetToCome(it); n > 0 {
		return newListRoom(min(n, 1<<22))
	}
	return NewList(nil)
}

// NewDictFor is NewListFor for a dict, whose keys may turn out to be few; see RoomFor.
func NewDictFor(it Value) *Dict { return NewDictSize(min(yetToCome(it), 1<<10)) }

// RoomFor makes room in a full dict for what the iterator will yield, but for no more than four times the items that
// there are: growing by doubling, a dict of 600,000 items would touch 80 MB instead of 38.
func (d *Dict) RoomFor(it Value) {
	n := len(d.Entries)
	if int(d.used) < n {
		return
	}
	if to := min(n+1+yetToCome(it), 4*n); to > n {
		d.moveEntries(to)
		if size := tableSize(to); size > int(d.size) {
			d.reindex(size)
		}
	}
}

// yetToCome is how many items an iterator of a built-in type will yield; 0 if unknown.
func yetToCome(it Value) int {
	if it.P == nil {
		return 0
	}
	switch it.P.Type {
	case ListIterType:
		if l := (*ListIter)(unsafe.Pointer(it.P)); l.List != nil {
			return max(len(l.List.Items)-l.Pos, 0)
		}
	case TupleIterType:
		if u := (*TupleIter)(unsafe.Pointer(it.P)); u.Tuple != nil {
			return max(len(u.Tuple.Items)-u.Pos, 0)
		}
	case RangeIterType:
		return int((*RangeIter)(unsafe.Pointer(it.P)).Left)
	case DictKeyIterType, DictValueIterType, DictItemIterType:
		return (*DictIter)(unsafe.Pointer(it.P)).Left
	case SetIterType:
		return (*SetIter)(unsafe.Pointer(it.P)).Left
	case ListReverseIterType:
		if l := (*ListReverseIter)(unsafe.Pointer(it.P)); l.List != nil && l.Pos < len(l.List.Items) {
			return l.Pos + 1
		}
	case EnumerateType:
		return yetToCome((*EnumerateIter)(unsafe.Pointer(it.P)).It)
	case ZipType:
		return leastToCome((*ZipIter)(unsafe.Pointer(it.P)).Its)
	case MapType:
		return leastToCome((*MapIter)(unsafe.Pointer(it.P)).Its)
	}
	return 0
}

// expected is how many items the iterator it of the iterable v will probably yield, otherwise when nobody says.
func (t *Thread) expected(v, it Value, otherwise int) (int, error) {
	if !asksLength(v) {
		if n := yetToCome(it); n > 0 {
			return n, nil
		}
	}
	return t.LengthHint(v, otherwise)
}

// asksLength reports that an iterable's class can tell its __len__ from not being asked.
func asksLength(v Value) bool { return v.P.Type.Flags&FlagHeap != 0 }

// leastToCome is yetToCome for the iterator that ends first, as far as known.
func leastToCome(its []Value) int {
	n := 0
	for _, it := range its {
		if k := yetToCome(it); k > 0 && (n == 0 || k < n) {
			n = k
		}
	}
	return n
}

// Append appends v.
func (l *List) Append(v Value) {
	if n := len(l.Items); n < cap(l.Items) {
		l.Items = l.Items[:n+1]
		l.Items[n] = v
		return
	}
	l.appendSlow(v)
}

// appendSlow makes room first: Go would let a long slice grow by a quarter, and copy it twice as often.
func (l *List) appendSlow(v Value) {
	n := len(l.Items)
	// Go would begin with room for one item, and then for two.
	to := max(2*n, 4)
	if n > 1<<17 {
		to = n + n/2
	}
	s := make([]Value, n+1, to)
	copy(s, l.Items)
	s[n] = v
	l.MoveTo(s)
}

// AppendAll appends items.
func (l *List) AppendAll(items []Value) { l.MoveTo(append(l.Items, items...)) }

// MoveTo gives l the items s, which may lie where its items lay.
func (l *List) MoveTo(s []Value) {
	if unsafe.SliceData(s) != unsafe.SliceData(l.Items) {
		leaveRoom(unsafe.Pointer(l), l.Items, unsafe.Sizeof(list32{}))
	}
	l.Items = s
}

// leaveRoom empties the place that the contents of the object at p have moved out of, if that is the room in the
// object's own allocation, of size bytes at most: it lives as long as the object, and what it refers to would, too.
func leaveRoom[T any](p unsafe.Pointer, old []T, size uintptr) {
	if uintptr(unsafe.Pointer(unsafe.SliceData(old)))-uintptr(p) < size {
		clear(old)
	}
}

// Value returns the list as a Value.
func (l *List) Value() Value { return Value{P: &l.Header} }

// AnyList is AsList that also takes a list which C code shares with us: of that it returns a copy.
func AnyList(t *Thread, v Value) (*List, bool) {
	if l, ok := AsList(v); ok || v.P == nil {
		return l, ok
	}
	if y := v.P.Type.Acts; y == nil || !y.IsSubtype(ListType) {
		return nil, false
	}
	c, err := t.Call(ListType.Value(), v)
	if err != nil {
		return nil, false
	}
	return AsList(c)
}

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
func TupleOf(items ...Value) Value { return NewTupleOf(items).Value() }

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

// tuple1 and so on are tuples of so many items in one allocation.
type (
	tuple1 struct {
		Tuple
		room [1]Value
	}
	tuple3 struct {
		Tuple
		room [3]Value
	}
	tuple4 struct {
		Tuple
		room [4]Value
	}
	tuple6 struct {
		Tuple
		room [6]Value
	}
	tuple8 struct {
		Tuple
		room [8]Value
	}
	tuple12 struct {
		Tuple
		room [12]Value
	}
	tuple16 struct {
		Tuple
		room [16]Value
	}
)

// NewTupleOf returns a tuple of items, which it copies.
func NewTupleOf(items []Value) *Tuple {
	u := NewTupleSize(len(items))
	copy(u.Items, items)
	return u
}

// NewTupleSize returns a tuple of n items to be filled in before it is shown to
// anyone: one allocation where NewTuple needs two, for up to 16 items.
func NewTupleSize(n int) *Tuple {
	var u *Tuple
	switch n {
	case 0:
		return emptyTuple
	case 1:
		p := &tuple1{}
		u, p.Items = &p.Tuple, p.room[:]
	case 2:
		p := &tuple2{}
		u, p.Items = &p.Tuple, p.room[:]
	case 3:
		p := &tuple3{}
		u, p.Items = &p.Tuple, p.room[:]
	case 4:
		p := &tuple4{}
		u, p.Items = &p.Tuple, p.room[:]
	case 5, 6:
		p := &tuple6{}
		u, p.Items = &p.Tuple, p.room[:n:n]
	case 7, 8:
		p := &tuple8{}
		u, p.Items = &p.Tuple, p.room[:n:n]
	case 9, 10, 11, 12:
		p := &tuple12{}
		u, p.Items = &p.Tuple, p.room[:n:n]
	case 13, 14, 15, 16:
		p := &tuple16{}
		u, p.Items = &p.Tuple, p.room[:n:n]
	default:
		u = &Tuple{Items: make([]Value, n)}
	}
	u.Header.Type = TupleType
	return u
}
