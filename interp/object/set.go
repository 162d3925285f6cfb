package object

import (
	"math"
	"unsafe"
)

// This file defines Set, the value of set and frozenset, and its table. Their
// methods are in set_methods.go.

// setEntry is an item of a Set: a key, in which the hash of an object of the heap takes the place of the payload
// that such a Value has no use for.
type setEntry struct {
	p *Header
	n uint64
}

func newSetEntry(key Value, hash int64) setEntry {
	if inlineValue(key.P) {
		return setEntry{key.P, key.N}
	}
	return setEntry{key.P, uint64(hash)}
}

// inlineValue reports whether the Values with the header p have a payload.
func inlineValue(p *Header) bool { return p == &IntHeader || p == &FloatHeader || p == &BoolHeader }

func (e *setEntry) key() Value {
	if inlineValue(e.p) {
		return Value{e.p, e.n}
	}
	return Value{P: e.p}
}

func (e *setEntry) hash() int64 {
	if e.p == &IntHeader || e.p == &FloatHeader {
		return e.numberHash()
	}
	return int64(e.n)
}

func (e *setEntry) numberHash() int64 {
	if e.p == &FloatHeader {
		if x := math.Float64frombits(e.n); !math.IsNaN(x) {
			return HashFloat(x)
		}
		return HashPointer(e.key())
	}
	return HashInt(int64(e.n))
}

// Set is a set or frozenset: an open-addressing table. Iteration goes through
// the table in order, and programs see that order; so the probe sequence and the
// growth are those of CPython, and sets of ints print alike. The table is sparse, from a sixth to three fifths full; it
// holds positions in entries, which take a quarter of the place of items, are not looked at by Go's collector, and
// move when the table grows while the items stay.
type Set struct {
	Header
	// entries are the items in no order that matters. A free one has no p, and in n the position of the next one plus 1.
	entries []setEntry
	// index points at size int32: 0 free, -1 deleted, else a position in entries plus 1. It is nil while a set
	// without room of its own is empty.
	index  unsafe.Pointer
	size   int32 // a power of two
	free   int32 // the first free position in entries plus 1
	fill   int32 // used and deleted places of the index
	used   int32
	finger int32 // where pop goes on searching
	// keys counts changes, so that a search notices when a comparison changes the set.
	keys uint32
	hash int64 // of a frozenset, 0 until computed
}

const (
	setMinSize = 8
	// setRoom is how many items an index of setMinSize places holds before it grows, the one that makes it grow included.
	setRoom = 5
	// setProbes is how many neighbouring slots are tried before the next jump.
	setProbes = 9
)

// set8 is a set whose first items and index lie in the same allocation.
type set8 struct {
	Set
	places [setMinSize]int32
	room   [setRoom]setEntry
}

// NewSet returns an empty set.
func NewSet() *Set { return newSetOf(SetType) }

// newSetOf returns an empty set of type typ, which is set or frozenset.
func newSetOf(typ *Type) *Set {
	p := &set8{}
	p.Header.Type = typ
	p.entries = p.room[:0]
	p.index, p.size = unsafe.Pointer(&p.places), setMinSize
	return &p.Set
}

// NewFrozenSet returns a frozenset that takes over the items of s.
func NewFrozenSet(s *Set) Value {
	f := *s
	f.Header.Type = FrozenSetType
	return f.Value()
}

// Value returns the set as a Value.
func (s *Set) Value() Value { return Value{P: &s.Header} }

// AsSet returns v as a *Set if it is a set or frozenset or an instance of a subclass.
func AsSet(v Value) (*Set, bool) {
	if v.P == nil {
		return nil, false
	}
	if y := v.P.Type; y == SetType || y == FrozenSetType || y.IsSubtype(SetType) || y.IsSubtype(FrozenSetType) {
		return (*Set)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// Len is the number of items.
func (s *Set) Len() int { return int(s.used) }

// slot is place i of the index.
func (s *Set) slot(i uint64) *int32 { return (*int32)(unsafe.Add(s.index, i*4)) }

// at is the item at place i of the index, nil if there is none.
func (s *Set) at(i int) *setEntry {
	if x := *s.slot(uint64(i)); x > 0 {
		return &s.entries[x-1]
	}
	return nil
}

// Next iterates: it returns the position of the first item at or after pos, or
// -1; Item gives the item.
func (s *Set) Next(pos int) int {
	for ; pos < int(s.size); pos++ {
		if *s.slot(uint64(pos)) > 0 {
			return pos
		}
	}
	return -1
}

// Item is the item at a position that Next gave.
func (s *Set) Item(pos int) Value { return s.at(pos).key() }

// find returns the place of key in the index, or -1, and then the free or
// deleted place where it would go, if there is an index.
func (s *Set) find(t *Thread, key Value, hash int64) (pos, free int, err error) {
	return s.findEntry(t, newSetEntry(key, hash), hash)
}

// findEntry is find for an entry of another set.
func (s *Set) findEntry(t *Thread, want setEntry, hash int64) (pos, free int, err error) {
restart:
	free = -1
	if s.index == nil {
		return -1, free, nil
	}
	mask := uint64(s.size - 1)
	perturb := uint64(hash)
	i := perturb & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			x := *s.slot(j)
			if x <= 0 {
				if x < 0 {
					free = int(j)
					continue
				}
				if free < 0 {
					free = int(j)
				}
				return -1, free, nil
			}
			e := &s.entries[x-1]
			if *e == want {
				return int(j), 0, nil
			}
			if e.p == want.p && e.p == &IntHeader {
				continue
			}
			if e.hash() == hash {
				n := s.keys
				eq, err := keysEqual(t, e.key(), want.key())
				if err != nil {
					return -1, 0, err
				}
				if s.keys != n {
					goto restart
				}
				if eq {
					return int(j), 0, nil
				}
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// insertClean notes the entry at position x-1, which is not there, in an index without deleted places.
func (s *Set) insertClean(x int32, hash int64) {
	mask := uint64(s.size - 1)
	perturb := uint64(hash)
	i := perturb & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			if p := s.slot(j); *p == 0 {
				*p = x
				return
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// newIndex gives s a new index of size places, all free.
func (s *Set) newIndex(size int) {
	s.index, s.size = unsafe.Pointer(unsafe.SliceData(make([]int32, size))), int32(size)
}

// resize makes the index larger than n.
func (s *Set) resize(n int) {
	size := setMinSize
	for size <= n {
		size *= 2
	}
	old := Set{index: s.index, size: s.size}
	s.newIndex(size)
	s.indexAll(&old)
}

// indexAll puts what the index of o holds, of entries that s has as well, into that of s.
func (s *Set) indexAll(o *Set) {
	for i := range uint64(o.size) {
		if x := *o.slot(i); x > 0 {
			s.insertClean(x, s.entries[x-1].hash())
		}
	}
	s.fill = s.used
	s.keys++
}

// reserve makes room for n entries in all.
func (s *Set) reserve(n int) {
	if n <= cap(s.entries) {
		return
	}
	to := make([]setEntry, len(s.entries), n)
	copy(to, s.entries)
	s.moveEntries(to)
}

// moveEntries gives s the entries to.
func (s *Set) moveEntries(to []setEntry) {
	leaveRoom(unsafe.Pointer(s), s.entries, unsafe.Sizeof(set8{}))
	s.entries = to
}

// keep puts v into entries and returns its position plus 1.
func (s *Set) keep(v setEntry) int32 {
	if x := s.free; x > 0 {
		e := &s.entries[x-1]
		s.free = int32(e.n)
		*e = v
		return x
	}
	n := len(s.entries)
	if n == cap(s.entries) {
		// The next index has room for four times as many.
		to := max(2*n, 4*setRoom)
		if n < 1<<8 {
			to = max(4*n, to)
		}
		s.reserve(to)
	}
	s.entries = s.entries[:n+1]
	s.entries[n] = v
	return int32(n + 1)
}

// Add adds v.
func (s *Set) Add(t *Thread, v Value) error {
	switch pos, hash, free := s.findFast(v); {
	case pos >= 0:
		return nil
	case pos == -1:
		s.addAt(free, newSetEntry(v, hash), hash)
		return nil
	}
	hash, err := keyHash(t, v)
	if err != nil {
		return err
	}
	return s.addHash(t, v, hash)
}

func (s *Set) addHash(t *Thread, v Value, hash int64) error {
	return s.addEntry(t, newSetEntry(v, hash), hash)
}

// addEntry is addHash for an entry of another set.
func (s *Set) addEntry(t *Thread, v setEntry, hash int64) error {
	pos, free, err := s.findEntry(t, v, hash)
	if err == nil && pos < 0 {
		s.addAt(free, v, hash)
	}
	return err
}

// addAt adds an entry that is not there, where findEntry says that it goes.
func (s *Set) addAt(free int, v setEntry, hash int64) {
	if s.index == nil {
		s.newIndex(setMinSize)
		free = int(uint64(hash) & (setMinSize - 1))
	}
	x := s.keep(v)
	p := s.slot(uint64(free))
	reused := *p != 0
	*p = x
	s.used++
	s.keys++
	if reused {
		return
	}
	s.fill++
	if s.fill*5 >= (s.size-1)*3 {
		n := s.used * 4
		if s.used > 50000 {
			n = s.used * 2
		}
		s.resize(int(n))
	}
}

// Contains reports whether v is in s.
func (s *Set) Contains(t *Thread, v Value) (bool, error) {
	hash, err := keyHash(t, v)
	if err != nil {
		return false, err
	}
	return s.containsHash(t, v, hash)
}

func (s *Set) containsHash(t *Thread, v Value, hash int64) (bool, error) {
	pos, _, err := s.find(t, v, hash)
	return pos >= 0, err
}

// Discard removes v and reports whether it was there.
func (s *Set) Discard(t *Thread, v Value) (bool, error) {
	hash, err := keyHash(t, v)
	if err != nil {
		return false, err
	}
	return s.discardHash(t, v, hash)
}

func (s *Set) discardHash(t *Thread, v Value, hash int64) (bool, error) {
	pos, _, err := s.find(t, v, hash)
	if err != nil || pos < 0 {
		return false, err
	}
	s.deleteAt(pos)
	return true, nil
}

func (s *Set) deleteAt(pos int) {
	p := s.slot(uint64(pos))
	s.entries[*p-1] = setEntry{n: uint64(s.free)}
	s.free = *p
	*p = -1
	s.used--
	s.keys++
}

// Pop removes an item and returns it, the zero Value if there is none.
func (s *Set) Pop() Value {
	if s.used == 0 {
		return Value{}
	}
	i := int(s.finger & (s.size - 1))
	for *s.slot(uint64(i)) <= 0 {
		i++
		if i == int(s.size) {
			i = 0
		}
	}
	v := s.Item(i)
	s.deleteAt(i)
	s.finger = int32(i + 1)
	return v
}

// Clear removes every item.
func (s *Set) Clear() {
	s.keys++
	if s.fill == 0 && s.size <= setMinSize && len(s.entries) == 0 {
		return
	}
	s.moveEntries(nil)
	s.index, s.size = nil, 0
	s.fill, s.used, s.finger, s.free = 0, 0, 0, 0
}

// maxSetRoom is how many items room is made for before they are seen to differ.
const maxSetRoom = 1 << 10

// Update adds what v iterates over.
func (s *Set) Update(t *Thread, v Value) error {
	if o, ok := AsSet(v); ok {
		return s.merge(t, o)
	}
	if v.P.Type == DictType {
		d := (*Dict)(unsafe.Pointer(v.P))
		if (int(s.fill)+d.Len())*5 >= (max(int(s.size), setMinSize)-1)*3 {
			s.resize((s.Len() + d.Len()) * 2)
		}
		s.reserve(len(s.entries) + min(d.Len(), maxSetRoom))
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := s.addHash(t, d.Entries[i].Key, d.Entries[i].Hash); err != nil {
				return err
			}
		}
		return nil
	}
	if v.P.Type == ListType {
		l := (*List)(unsafe.Pointer(v.P))
		s.reserve(len(s.entries) + min(len(l.Items), maxSetRoom))
		for i := 0; i < len(l.Items); i++ {
			if err := s.Add(t, l.Items[i]); err != nil {
				return err
			}
		}
		return nil
	}
	return t.Each(v, func(x Value) error { return s.Add(t, x) })
}

// merge adds the items of o.
func (s *Set) merge(t *Thread, o *Set) error {
	if s == o || o.used == 0 {
		return nil
	}
	if size := max(int(s.size), setMinSize); int(s.fill+o.used)*5 >= (size-1)*3 {
		s.resize(int(s.used+o.used) * 2)
	} else if s.index == nil {
		s.newIndex(setMinSize)
	}
	s.keys++
	if s.fill == 0 {
		s.used, s.free = o.used, o.free
		if cap(s.entries) < len(o.entries) {
			s.moveEntries(append([]setEntry(nil), o.entries...))
		} else {
			s.entries = s.entries[:len(o.entries)]
			copy(s.entries, o.entries)
		}
		if s.size == o.size && o.fill == o.used {
			copy(unsafe.Slice(s.slot(0), s.size), unsafe.Slice(o.slot(0), o.size))
			s.fill = o.fill
		} else {
			s.indexAll(o)
		}
		return nil
	}
	for i := 0; i < int(o.size); i++ {
		if e := o.at(i); e != nil {
			if err := s.addEntry(t, *e, e.hash()); err != nil {
				return err
			}
		}
	}
	return nil
}

// SetIter is the iterator over a set: Pos is the next slot, Set nil when it is
// exhausted, Used the size the set must keep.
type SetIter struct {
	Header
	Set  *Set
	Pos  int
	Used int
	Left int
}

// Step returns the next item, the zero Value at the end.
func (it *SetIter) Step() (Value, error) {
	s := it.Set
	if s == nil {
		return Value{}, nil
	}
	if it.Used != int(s.used) {
		it.Used = -1
		return Value{}, Errorf(RuntimeErrorType, "Set changed size during iteration")
	}
	if i := s.Next(it.Pos); i >= 0 {
		it.Pos = i + 1
		it.Left--
		return s.Item(i), nil
	}
	it.Set = nil
	return Value{}, nil
}

func newSetIter(v Value) Value {
	s := (*Set)(unsafe.Pointer(v.P))
	return Value{P: &(&SetIter{Header{SetIterType}, s, 0, s.Len(), s.Len()}).Header}
}
