package object

import (
	"unsafe"
)

// This file defines Dict, the value of the dict type, and the table under it.
// The methods of dict are in dict_methods.go.

// DictEntry is one item of a Dict. A deleted one has the zero Key.
type DictEntry struct {
	Key  Value
	Val  Value
	Hash int64
}

// Dict is a hash table that keeps insertion order: items lie in Entries in the
// order they came, and an index table of positions in Entries is probed. Up to
// eight entries there is no index table, and Entries is searched in order.
//
// Keys counts the changes to the set of keys and their positions; an inline
// cache that has seen this dict with this count may use the position in Entries
// it has seen with it.
type Dict struct {
	Header
	Entries []DictEntry
	Keys    uint64
	// table points at size int32: 0 free, -1 deleted, else position+1. It is a
	// pointer, and the numbers are of 32 bits, so that a Dict takes 64 bytes.
	table unsafe.Pointer
	size  uint32 // a power of two, 0 without a table
	used  int32
	head  int32 // Entries before this position are deleted
	fill  int32 // how much of table is not free
}

const (
	dictLinear   = 8
	dictMinTable = 4 * dictLinear
	// dictFast is the number of items up to which a table grows fourfold, to be made less often.
	dictFast = 50000
)

// dict2, dict4 and dict8 are dicts whose first entries lie in the same allocation.
type (
	dict2 struct {
		Dict
		room [2]DictEntry
	}
	dict4 struct {
		Dict
		room [4]DictEntry
	}
	dict8 struct {
		Dict
		room [8]DictEntry
	}
)

// NewDict returns an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{DictType}} }

// NewDictSize returns an empty dict with room for n items.
func NewDictSize(n int) *Dict {
	switch {
	case n == 0:
		return NewDict()
	case n <= 2:
		d := &dict2{}
		d.Header.Type = DictType
		d.Entries = d.room[:0]
		return &d.Dict
	case n <= 4:
		d := &dict4{}
		d.Header.Type = DictType
		d.Entries = d.room[:0]
		return &d.Dict
	case n <= 8:
		d := &dict8{}
		d.Header.Type = DictType
		d.Entries = d.room[:0]
		return &d.Dict
	}
	d := NewDict()
	d.Entries = make([]DictEntry, 0, n)
	d.reindex(tableSize(n))
	return d
}

// reserve makes room for n entries in all.
func (d *Dict) reserve(n int) {
	if n <= cap(d.Entries) || n <= dictLinear {
		return
	}
	d.moveEntries(n)
	if size := tableSize(n); size > int(d.size) {
		d.reindex(size)
	}
}

// tableSize is the size of the table for n entries.
func tableSize(n int) int {
	size := dictMinTable
	for n*3 > size*2 {
		size *= 2
	}
	return size
}

// NewDictOf returns a dict of keys, which must be exact strs, and values, if the
// keys are interned and all different, which a glance tells; else nil.
func NewDictOf(keys, vals []Value) *Dict {
	if len(keys) > dictLinear {
		return nil
	}
	d := NewDictSize(len(keys))
	d.Entries = d.Entries[:len(keys)]
	for i, k := range keys {
		if k.P.Type != StrType {
			return nil
		}
		s := (*Str)(unsafe.Pointer(k.P))
		if s.meta&strInterned == 0 {
			return nil
		}
		for _, e := range d.Entries[:i] {
			if e.Key.P == k.P {
				return nil
			}
		}
		e := &d.Entries[i]
		e.Key, e.Val, e.Hash = k, vals[i], s.hash
	}
	d.used = int32(len(keys))
	d.Keys = 1
	return d
}

// Value returns the dict as a Value.
func (d *Dict) Value() Value { return Value{P: &d.Header} }

// AsDict returns v as a *Dict if it is a dict or an instance of a subclass.
func AsDict(v Value) (*Dict, bool) {
	if v.P == nil {
		return nil, false
	}
	if v.P.Type == DictType || v.P.Type.IsSubtype(DictType) {
		return (*Dict)(unsafe.Pointer(v.P)), true
	}
	return nil, false
}

// AnyDict is AsDict that also takes a dict which C code shares with us: of that it returns a copy.
func AnyDict(t *Thread, v Value) (*Dict, bool) {
	if d, ok := AsDict(v); ok || v.P == nil {
		return d, ok
	}
	if y := v.P.Type.Acts; y == nil || !y.IsSubtype(DictType) {
		return nil, false
	}
	c, err := t.Call(DictType.Value(), v)
	if err != nil {
		return nil, false
	}
	return AsDict(c)
}

// Len is the number of items.
func (d *Dict) Len() int { return int(d.used) }

func (d *Dict) changed() { d.Keys++ }

// keysEqual compares a key of the table with one looked for, whose hashes are equal.
func keysEqual(t *Thread, a, b Value) (bool, error) {
	if a == b {
		return true, nil
	}
	if a.P.Type == StrType && b.P.Type == StrType {
		return (*Str)(unsafe.Pointer(a.P)).s == (*Str)(unsafe.Pointer(b.P)).s, nil
	}
	if a.P == &IntHeader && b.P == &IntHeader {
		return false, nil
	}
	return t.EqualValues(a, b)
}

// slot is the place i of the table.
func (d *Dict) slot(i uint64) *int32 { return (*int32)(unsafe.Add(d.table, i*4)) }

// find returns the position of key in Entries, or -1. Comparing can run Python
// code that changes the dict: then the search begins anew.
func (d *Dict) find(t *Thread, key Value, hash int64) (int, error) {
	pos, _, err := d.lookup(t, key, hash)
	return pos, err
}

// lookup is find, and tells the place in the table where an absent key belongs.
func (d *Dict) lookup(t *Thread, key Value, hash int64) (pos int, place uint64, err error) {
restart:
	if d.table == nil {
		for i := range d.Entries {
			e := &d.Entries[i]
			if e.Hash == hash && e.Key.P != nil {
				if e.Key == key {
					return i, 0, nil
				}
				keys := d.Keys
				eq, err := keysEqual(t, e.Key, key)
				if err != nil {
					return -1, 0, err
				}
				if d.Keys != keys {
					goto restart
				}
				if eq {
					return i, 0, nil
				}
			}
		}
		return -1, 0, nil
	}
	mask := uint64(d.size - 1)
	perturb := uint64(hash)
	free := ^uint64(0)
	for i := perturb & mask; ; {
		x := *d.slot(i)
		if x > 0 {
			e := &d.Entries[x-1]
			if e.Hash == hash {
				if e.Key == key {
					return int(x - 1), i, nil
				}
				keys := d.Keys
				eq, err := keysEqual(t, e.Key, key)
				if err != nil {
					return -1, 0, err
				}
				if d.Keys != keys {
					goto restart
				}
				if eq {
					return int(x - 1), i, nil
				}
			}
		} else {
			free = min(free, i)
			if x == 0 {
				return -1, free, nil
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// findStr is find for an exact str; keys that are not strs never match, which
// differs from find only for a key whose class redefines __eq__ and __hash__ to
// be like a str's.
func (d *Dict) findStr(key *Str) int {
	if d.table == nil {
		for i := range d.Entries {
			if d.Entries[i].Key.P == &key.Header {
				return i
			}
		}
	}
	hash := key.Hash()
	if d.table == nil {
		for i := range d.Entries {
			e := &d.Entries[i]
			if e.Hash == hash && e.Key.P != nil && strKeyEqual(e.Key, key) {
				return i
			}
		}
		return -1
	}
	mask := uint64(d.size - 1)
	perturb := uint64(hash)
	for i := perturb & mask; ; {
		x := *d.slot(i)
		if x == 0 {
			return -1
		}
		if x > 0 {
			e := &d.Entries[x-1]
			if e.Key.P == &key.Header || e.Hash == hash && strKeyEqual(e.Key, key) {
				return int(x - 1)
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

func strKeyEqual(k Value, s *Str) bool {
	if k.P.Type != StrType && !k.P.Type.IsSubtype(StrType) {
		return false
	}
	p := (*Str)(unsafe.Pointer(k.P))
	// Two different interned strs are different texts.
	if p.meta&s.meta&strInterned != 0 {
		return false
	}
	return p.s == s.s
}

// FindStr returns the position in Entries of the item with the str key, or -1.
func (d *Dict) FindStr(key *Str) int { return d.findStr(key) }

// GetStr returns the value of the str key.
func (d *Dict) GetStr(key *Str) (Value, bool) {
	if i := d.findStr(key); i >= 0 {
		return d.Entries[i].Val, true
	}
	return Value{}, false
}

// GetString is GetStr for a Go string; it interns it.
func (d *Dict) GetString(key string) (Value, bool) { return d.GetStr(Intern(key)) }

// SetString is SetStr for a Go string; it interns it.
func (d *Dict) SetString(key string, v Value) { d.SetStr(Intern(key), v) }

// SetStr binds the str key.
func (d *Dict) SetStr(key *Str, v Value) {
	if i := d.findStr(key); i >= 0 {
		d.Entries[i].Val = v
		return
	}
	d.insert(key.Value(), key.Hash(), v)
}

// DelStr removes the item of the str key and reports whether there was one.
func (d *Dict) DelStr(key *Str) bool {
	i := d.findStr(key)
	if i < 0 {
		return false
	}
	d.deleteAt(i)
	return true
}

// keyHash is hash(key), quick for the usual kinds of keys.
func keyHash(t *Thread, key Value) (int64, error) {
	if key.P.Type == StrType {
		if s := (*Str)(unsafe.Pointer(key.P)); s.hash != 0 {
			return s.hash, nil
		}
	} else if key.P == &IntHeader {
		return HashInt(int64(key.N)), nil
	}
	return t.Hash(key)
}

// Get returns the value of key.
func (d *Dict) Get(t *Thread, key Value) (Value, bool, error) {
	hash, err := keyHash(t, key)
	if err != nil {
		return Value{}, false, err
	}
	i, _, err := d.lookup(t, key, hash)
	if err != nil || i < 0 {
		return Value{}, false, err
	}
	return d.Entries[i].Val, true, nil
}

// GetHash is Get with the key's hash known.
func (d *Dict) GetHash(t *Thread, key Value, hash int64) (Value, bool, error) {
	i, err := d.find(t, key, hash)
	if err != nil || i < 0 {
		return Value{}, false, err
	}
	return d.Entries[i].Val, true, nil
}

// Set binds key.
func (d *Dict) Set(t *Thread, key, v Value) error {
	hash, err := keyHash(t, key)
	if err != nil {
		return err
	}
	return d.SetHash(t, key, hash, v)
}

// SetHash is Set with the key's hash known.
func (d *Dict) SetHash(t *Thread, key Value, hash int64, v Value) error {
	i, place, err := d.lookup(t, key, hash)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.Entries[i].Val = v
		return nil
	}
	d.insertAt(key, hash, v, place)
	return nil
}

// Delete removes the item of key and returns its value, with false if there is none.
func (d *Dict) Delete(t *Thread, key Value) (Value, bool, error) {
	hash, err := keyHash(t, key)
	if err != nil {
		return Value{}, false, err
	}
	return d.DeleteHash(t, key, hash)
}

// DeleteHash is Delete for a key whose hash is known.
func (d *Dict) DeleteHash(t *Thread, key Value, hash int64) (Value, bool, error) {
	i, err := d.find(t, key, hash)
	if err != nil || i < 0 {
		return Value{}, false, err
	}
	v := d.Entries[i].Val
	d.deleteAt(i)
	return v, true, nil
}

// insert adds a key known to be absent.
func (d *Dict) insert(key Value, hash int64, v Value) {
	var place uint64
	if d.table != nil {
		place = d.freePlace(hash)
	}
	d.insertAt(key, hash, v, place)
}

// insertAt is insert where the key's place in the table is known.
func (d *Dict) insertAt(key Value, hash int64, v Value, place uint64) {
	n := len(d.Entries)
	if n == cap(d.Entries) || d.table != nil && d.crowded() {
		d.makeRoom()
		n = len(d.Entries)
		if d.table != nil {
			place = d.freePlace(hash)
		}
	}
	d.Entries = d.Entries[:n+1]
	e := &d.Entries[n]
	e.Key, e.Val, e.Hash = key, v, hash
	d.used++
	d.changed()
	if d.table != nil {
		d.fillPlace(place, n)
	} else if n >= dictLinear {
		d.reindex(dictMinTable)
	}
}

// crowded reports whether the table is too full for one more entry. Deleted
// places count, too: a search ends at a free one only.
func (d *Dict) crowded() bool {
	return (max(len(d.Entries), int(d.fill))+1)*3 > int(d.size)*2
}

// makeRoom makes room for one more entry, in Entries and in the table.
func (d *Dict) makeRoom() {
	if int(d.used) < len(d.Entries)*3/4 {
		d.compact()
	}
	if n := len(d.Entries); n == cap(d.Entries) {
		// Most dicts that get one item get a few more.
		to := max(2*n, dictLinear/2)
		if n > 1<<20 {
			to = n + n/2
		}
		d.moveEntries(to)
	}
	if d.table != nil && d.crowded() {
		// All of Entries must fit, holes included: with room for the items alone, a dict that has a few
		// holes would be indexed anew for every item added.
		n := int(d.size)
		for (len(d.Entries)+1)*3 > n*2 {
			n *= 2
		}
		if n > int(d.size) && d.used <= dictFast {
			n = max(n, int(d.size)*4)
		}
		d.reindex(n)
	}
}

// moveEntries moves Entries to where there is room for n.
func (d *Dict) moveEntries(n int) {
	s := make([]DictEntry, len(d.Entries), n)
	copy(s, d.Entries)
	leaveRoom(unsafe.Pointer(d), d.Entries, unsafe.Sizeof(dict8{}))
	d.Entries = s
}

// freePlace is the place in the table for a key that is absent.
func (d *Dict) freePlace(hash int64) uint64 {
	mask := uint64(d.size - 1)
	perturb := uint64(hash)
	i := perturb & mask
	for *d.slot(i) > 0 {
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
	return i
}

// fillPlace notes in the table that pos of Entries belongs to a place.
func (d *Dict) fillPlace(place uint64, pos int) {
	p := d.slot(place)
	if *p == 0 {
		d.fill++
	}
	*p = int32(pos + 1)
}

// compact squeezes deleted entries out of Entries.
func (d *Dict) compact() {
	k := 0
	for i := range d.Entries {
		if d.Entries[i].Key.P != nil {
			if k != i {
				d.Entries[k] = d.Entries[i]
			}
			k++
		}
	}
	clear(d.Entries[k:])
	d.Entries = d.Entries[:k]
	d.head = 0
	d.changed()
	if d.table != nil {
		d.reindex(int(d.size))
	}
}

// reindex makes the table anew, of n places.
func (d *Dict) reindex(n int) {
	d.fill = 0
	if n == int(d.size) {
		clear(unsafe.Slice((*int32)(d.table), n))
	} else {
		d.table = unsafe.Pointer(unsafe.SliceData(make([]int32, n)))
		d.size = uint32(n)
	}
	for i := range d.Entries {
		if d.Entries[i].Key.P != nil {
			d.fillPlace(d.freePlace(d.Entries[i].Hash), i)
		}
	}
}

func (d *Dict) deleteAt(pos int) {
	e := &d.Entries[pos]
	if d.table != nil {
		mask := uint64(d.size - 1)
		perturb := uint64(e.Hash)
		i := perturb & mask
		for *d.slot(i) != int32(pos+1) {
			perturb >>= 5
			i = (i*5 + perturb + 1) & mask
		}
		*d.slot(i) = -1
	}
	*e = DictEntry{}
	d.used--
	d.changed()
	// The hole stays, the last one too: an iterator finds what is added behind it
	// and tells that the keys changed.
	if pos == int(d.head) {
		// Leading holes are remembered, so that taking the oldest item is cheap.
		for int(d.head) < len(d.Entries) && d.Entries[d.head].Key.P == nil {
			d.head++
		}
	}
}

// Clear removes every item.
func (d *Dict) Clear() {
	leaveRoom(unsafe.Pointer(d), d.Entries, unsafe.Sizeof(dict8{}))
	d.Entries = nil
	d.table, d.size = nil, 0
	d.used, d.head, d.fill = 0, 0, 0
	d.changed()
}

// CopyDict returns a new exact dict with the items of d.
func (d *Dict) CopyDict() *Dict { return d.copyRoom(0) }

// copyRoom is CopyDict with room for more items.
func (d *Dict) copyRoom(more int) *Dict {
	var c *Dict
	if n := int(d.used) + more; n <= dictLinear {
		c = NewDictSize(n)
	} else {
		c = NewDict()
	}
	c.copyOf(d, more)
	return c
}

// copyOf gives c, which is empty, the items of d and room for more.
func (c *Dict) copyOf(d *Dict, more int) {
	n := len(d.Entries)
	if room := int(d.used) + more; cap(c.Entries) < room {
		if c.Entries != nil {
			leaveRoom(unsafe.Pointer(c), c.Entries, unsafe.Sizeof(dict8{}))
		}
		if room <= dictLinear {
			room = (room + 3) &^ 3 // a dict that gets these often gets more
		}
		c.Entries = make([]DictEntry, 0, room)
	} else {
		c.Entries = c.Entries[:0]
	}
	c.used, c.head, c.fill = d.used, 0, 0
	if n == int(d.used) {
		c.Entries = c.Entries[:n]
		copy(c.Entries, d.Entries)
	} else {
		for i := range d.Entries {
			if d.Entries[i].Key.P != nil {
				c.Entries = append(c.Entries, d.Entries[i])
			}
		}
	}
	c.changed()
	switch size := int(d.size); {
	case int(d.used) <= dictLinear:
		c.table, c.size = nil, 0
	case n == int(d.used) && (n+more)*3 <= size*2:
		// Without holes the tables are alike.
		table := append([]int32(nil), unsafe.Slice((*int32)(d.table), size)...)
		c.table, c.size, c.fill = unsafe.Pointer(unsafe.SliceData(table)), d.size, d.fill
	default:
		c.table, c.size = nil, 0
		c.reindex(tableSize(int(d.used) + more))
	}
}

// Next iterates: it returns the position of the first item at or after pos, or
// -1. The loop is for i := d.Next(0); i >= 0; i = d.Next(i + 1).
func (d *Dict) Next(pos int) int {
	for pos = max(pos, int(d.head)); pos < len(d.Entries); pos++ {
		if d.Entries[pos].Key.P != nil {
			return pos
		}
	}
	return -1
}

// PopFirst removes the first item and returns it; ok is false for an empty dict.
func (d *Dict) PopFirst() (key, val Value, ok bool) {
	i := d.Next(0)
	if i < 0 {
		return Value{}, Value{}, false
	}
	e := d.Entries[i]
	d.deleteAt(i)
	return e.Key, e.Val, true
}

// MoveToEnd makes the item of key the last one, or the first one, and reports
// whether there is such an item. The cost is constant on average: what goes to
// the front is put into a hole there, and where there is none, as many are made
// as there are items.
func (d *Dict) MoveToEnd(t *Thread, key Value, last bool) (bool, error) {
	hash, err := keyHash(t, key)
	if err != nil {
		return false, err
	}
	i, err := d.find(t, key, hash)
	if err != nil || i < 0 {
		return false, err
	}
	if last && i == len(d.Entries)-1 || !last && i == int(d.head) {
		return true, nil
	}
	e := d.Entries[i]
	if d.used == 1 {
		return true, nil
	}
	d.deleteAt(i)
	if last {
		d.insert(e.Key, e.Hash, e.Val)
		return true, nil
	}
	if d.head == 0 {
		d.compact()
		gap := int(d.used) + 1
		moved := make([]DictEntry, gap+len(d.Entries), gap+len(d.Entries)+gap)
		copy(moved[gap:], d.Entries)
		d.Entries, d.head = moved, int32(gap)
		n := max(int(d.size), dictMinTable)
		for len(moved)*3 > n {
			n *= 2
		}
		d.reindex(n)
	}
	if d.table != nil && (d.fill+1)*3 > int32(d.size)*2 {
		d.reindex(int(d.size))
	}
	d.head--
	d.Entries[d.head] = e
	d.used++
	if d.table != nil {
		d.fillPlace(d.freePlace(e.Hash), int(d.head))
	}
	d.changed()
	return true, nil
}
