package object

import (
	"math"
	"unsafe"
)

// This file defines Set, the value of set and frozenset, and its table. Their
// methods are in set_methods.go.

// setEntry is one slot of a Set's table: a key, in which the hash of an object of the heap takes the place of the payload
// that such a Value has no use for. With the hash beside the key a set would be half as large again. A free slot is
// zero; a deleted one is dummy.
type setEntry struct {
	p *Header
	n uint64
}

// dummy is what is left of a deleted entry.
var dummy = setEntry{n: 1}

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
// growth are those of CPython, and sets of ints print alike.
type Set struct {
	Header
	table  []setEntry // len is a power of two; nil while the set is empty and new
	fill   int        // used and deleted slots
	used   int
	finger int // where pop goes on searching
	// keys counts changes, so that a search notices when a comparison changes the set.
	keys uint64
	hash int64 // of a frozenset, 0 until computed
}

const (
	setMinSize = 8
	// setProbes is how many neighbouring slots are tried before the next jump.
	setProbes = 9
)

// NewSet returns an empty set.
func NewSet() *Set { return &Set{Header: Header{SetType}} }

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
func (s *Set) Len() int { return s.used }

// Next iterates: it returns the position of the first item at or after pos, or
// -1; Item gives the item.
func (s *Set) Next(pos int) int {
	for ; pos < len(s.table); pos++ {
		if s.table[pos].p != nil {
			return pos
		}
	}
	return -1
}

// Item is the item at a position that Next gave.
func (s *Set) Item(pos int) Value { return s.table[pos].key() }

// find returns the position of key in the table, or -1, and then the free or
// deleted slot where it would go, if the table is not nil.
func (s *Set) find(t *Thread, key Value, hash int64) (pos, free int, err error) {
	return s.findEntry(t, newSetEntry(key, hash), hash)
}

// findEntry is find for an entry of another set.
func (s *Set) findEntry(t *Thread, want setEntry, hash int64) (pos, free int, err error) {
restart:
	free = -1
	if s.table == nil {
		return -1, free, nil
	}
	mask := uint64(len(s.table) - 1)
	perturb := uint64(hash)
	i := perturb & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			e := &s.table[j]
			if *e == want {
				return int(j), 0, nil
			}
			if e.p == nil {
				if e.n != 0 {
					free = int(j)
					continue
				}
				if free < 0 {
					free = int(j)
				}
				return -1, free, nil
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

// insertClean puts a key that is not there into a table without deleted slots.
func insertClean(table []setEntry, e setEntry) {
	mask := uint64(len(table) - 1)
	perturb := uint64(e.hash())
	i := perturb & mask
	for {
		end := i
		if i+setProbes <= mask {
			end = i + setProbes
		}
		for j := i; j <= end; j++ {
			if table[j].p == nil {
				table[j] = e
				return
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// resize makes the table larger than n.
func (s *Set) resize(n int) {
	size := setMinSize
	for size <= n {
		size *= 2
	}
	old := s.table
	s.table = make([]setEntry, size)
	for i := range old {
		if e := &old[i]; e.p != nil {
			insertClean(s.table, *e)
		}
	}
	s.fill = s.used
	s.keys++
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
	if s.table == nil {
		s.table = make([]setEntry, setMinSize)
		free = int(uint64(hash) & (setMinSize - 1))
	}
	reused := s.table[free].n != 0
	s.table[free] = v
	s.used++
	s.keys++
	if reused {
		return
	}
	s.fill++
	if s.fill*5 >= (len(s.table)-1)*3 {
		n := s.used * 4
		if s.used > 50000 {
			n = s.used * 2
		}
		s.resize(n)
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
	s.table[pos] = dummy
	s.used--
	s.keys++
}

// Pop removes an item and returns it, the zero Value if there is none.
func (s *Set) Pop() Value {
	if s.used == 0 {
		return Value{}
	}
	i := s.finger & (len(s.table) - 1)
	for s.table[i].p == nil {
		i++
		if i == len(s.table) {
			i = 0
		}
	}
	v := s.table[i].key()
	s.deleteAt(i)
	s.finger = i + 1
	return v
}

// Clear removes every item.
func (s *Set) Clear() {
	s.table = nil
	s.fill, s.used, s.finger = 0, 0, 0
	s.keys++
}

// Update adds what v iterates over.
func (s *Set) Update(t *Thread, v Value) error {
	if o, ok := AsSet(v); ok {
		return s.merge(t, o)
	}
	if v.P.Type == DictType {
		d := (*Dict)(unsafe.Pointer(v.P))
		if size := len(s.table); (s.fill+d.Len())*5 >= (max(size, setMinSize)-1)*3 {
			s.resize((s.used + d.Len()) * 2)
		}
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := s.addHash(t, d.Entries[i].Key, d.Entries[i].Hash); err != nil {
				return err
			}
		}
		return nil
	}
	if v.P.Type == ListType {
		l := (*List)(unsafe.Pointer(v.P))
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
	if size := max(len(s.table), setMinSize); (s.fill+o.used)*5 >= (size-1)*3 {
		s.resize((s.used + o.used) * 2)
	} else if s.table == nil {
		s.table = make([]setEntry, setMinSize)
	}
	s.keys++
	if s.fill == 0 {
		if len(s.table) == len(o.table) && o.fill == o.used {
			copy(s.table, o.table)
		} else {
			for i := range o.table {
				if e := &o.table[i]; e.p != nil {
					insertClean(s.table, *e)
				}
			}
		}
		s.fill, s.used = o.used, o.used
		return nil
	}
	for i := 0; i < len(o.table); i++ {
		if e := o.table[i]; e.p != nil {
			if err := s.addEntry(t, e, e.hash()); err != nil {
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
	if it.Used != s.used {
		it.Used = -1
		return Value{}, Errorf(RuntimeErrorType, "Set changed size during iteration")
	}
	for i := it.Pos; i < len(s.table); i++ {
		if e := &s.table[i]; e.p != nil {
			it.Pos = i + 1
			it.Left--
			return e.key(), nil
		}
	}
	it.Set = nil
	return Value{}, nil
}

func newSetIter(v Value) Value {
	s := (*Set)(unsafe.Pointer(v.P))
	return Value{P: &(&SetIter{Header{SetIterType}, s, 0, s.used, s.used}).Header}
}
