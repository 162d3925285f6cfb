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
	used    int
	head    int     // Entries before this position are deleted
	index   []int32 // 0 free, -1 deleted, else position+1; len is a power of two
	fill    int     // how much of index is not free
}

const dictLinear = 8

// NewDict returns an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{DictType}} }

// NewDictSize returns an empty dict with room for n items.
func NewDictSize(n int) *Dict {
	d := &Dict{Header: Header{DictType}}
	if n > 0 {
		d.Entries = make([]DictEntry, 0, n)
	}
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

// Len is the number of items.
func (d *Dict) Len() int { return d.used }

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

// find returns the position of key in Entries, or -1. Comparing can run Python
// code that changes the dict: then the search begins anew.
func (d *Dict) find(t *Thread, key Value, hash int64) (int, error) {
restart:
	if d.index == nil {
		for i := range d.Entries {
			e := &d.Entries[i]
			if e.Hash == hash && e.Key.P != nil {
				if e.Key == key {
					return i, nil
				}
				keys := d.Keys
				eq, err := keysEqual(t, e.Key, key)
				if err != nil {
					return -1, err
				}
				if d.Keys != keys {
					goto restart
				}
				if eq {
					return i, nil
				}
			}
		}
		return -1, nil
	}
	mask := uint64(len(d.index) - 1)
	perturb := uint64(hash)
	for i := perturb & mask; ; {
		x := d.index[i]
		if x == 0 {
			return -1, nil
		}
		if x > 0 {
			e := &d.Entries[x-1]
			if e.Hash == hash {
				if e.Key == key {
					return int(x - 1), nil
				}
				keys := d.Keys
				eq, err := keysEqual(t, e.Key, key)
				if err != nil {
					return -1, err
				}
				if d.Keys != keys {
					goto restart
				}
				if eq {
					return int(x - 1), nil
				}
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
	if d.index == nil {
		for i := range d.Entries {
			if d.Entries[i].Key.P == &key.Header {
				return i
			}
		}
	}
	hash := key.Hash()
	if d.index == nil {
		for i := range d.Entries {
			e := &d.Entries[i]
			if e.Hash == hash && e.Key.P != nil && strKeyEqual(e.Key, key) {
				return i
			}
		}
		return -1
	}
	mask := uint64(len(d.index) - 1)
	perturb := uint64(hash)
	for i := perturb & mask; ; {
		x := d.index[i]
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

// Get returns the value of key.
func (d *Dict) Get(t *Thread, key Value) (Value, bool, error) {
	if key.P.Type == StrType {
		s := (*Str)(unsafe.Pointer(key.P))
		if s.meta&strInterned != 0 || d.index != nil {
			hash := s.Hash()
			i, err := d.find(t, key, hash)
			if err != nil || i < 0 {
				return Value{}, false, err
			}
			return d.Entries[i].Val, true, nil
		}
	}
	hash, err := t.Hash(key)
	if err != nil {
		return Value{}, false, err
	}
	return d.GetHash(t, key, hash)
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
	hash, err := t.Hash(key)
	if err != nil {
		return err
	}
	return d.SetHash(t, key, hash, v)
}

// SetHash is Set with the key's hash known.
func (d *Dict) SetHash(t *Thread, key Value, hash int64, v Value) error {
	i, err := d.find(t, key, hash)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.Entries[i].Val = v
		return nil
	}
	d.insert(key, hash, v)
	return nil
}

// Delete removes the item of key and returns its value, with false if there is none.
func (d *Dict) Delete(t *Thread, key Value) (Value, bool, error) {
	hash, err := t.Hash(key)
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
	if len(d.Entries) == cap(d.Entries) && d.used < len(d.Entries)*3/4 {
		d.compact()
	}
	if cap(d.Entries) == 0 {
		// Most dicts that get one item get a few more.
		d.Entries = make([]DictEntry, 0, dictLinear/2)
	}
	d.Entries = append(d.Entries, DictEntry{key, v, hash})
	d.used++
	d.changed()
	if d.index == nil {
		if len(d.Entries) > dictLinear {
			d.reindex(4 * dictLinear)
		}
		return
	}
	// Deleted places count, too: a search ends at a free one only.
	if max(len(d.Entries), d.fill+1)*3 > len(d.index)*2 {
		if d.used < len(d.Entries)*3/4 {
			d.compact()
		}
		// All of Entries must fit, holes included: with room for the items alone, a dict that has a few
		// holes would be indexed anew for every item added.
		n := len(d.index)
		for len(d.Entries)*3 >= n*2 {
			n *= 2
		}
		if n > len(d.index) {
			n = max(n, len(d.index)*4)
			if d.used > 50000 {
				n = max(len(d.index)*2, 1)
			}
		}
		d.reindex(n)
		return
	}
	d.indexAdd(hash, len(d.Entries)-1)
}

func (d *Dict) indexAdd(hash int64, pos int) {
	mask := uint64(len(d.index) - 1)
	perturb := uint64(hash)
	i := perturb & mask
	for d.index[i] > 0 {
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
	if d.index[i] == 0 {
		d.fill++
	}
	d.index[i] = int32(pos + 1)
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
	if d.index != nil {
		d.reindex(len(d.index))
	}
}

func (d *Dict) reindex(n int) {
	d.fill = 0
	if n == len(d.index) {
		clear(d.index)
	} else {
		d.index = make([]int32, n)
	}
	for i := range d.Entries {
		if d.Entries[i].Key.P != nil {
			d.indexAdd(d.Entries[i].Hash, i)
		}
	}
}

func (d *Dict) deleteAt(pos int) {
	e := &d.Entries[pos]
	if d.index != nil {
		mask := uint64(len(d.index) - 1)
		perturb := uint64(e.Hash)
		i := perturb & mask
		for d.index[i] != int32(pos+1) {
			perturb >>= 5
			i = (i*5 + perturb + 1) & mask
		}
		d.index[i] = -1
	}
	*e = DictEntry{}
	d.used--
	d.changed()
	// The hole stays, the last one too: an iterator finds what is added behind it
	// and tells that the keys changed.
	if pos == d.head {
		// Leading holes are remembered, so that taking the oldest item is cheap.
		for d.head < len(d.Entries) && d.Entries[d.head].Key.P == nil {
			d.head++
		}
	}
}

// Clear removes every item.
func (d *Dict) Clear() {
	d.Entries = nil
	d.index = nil
	d.used = 0
	d.head = 0
	d.changed()
}

// CopyDict returns a new exact dict with the items of d.
func (d *Dict) CopyDict() *Dict {
	c := NewDictSize(d.used)
	for i := range d.Entries {
		if d.Entries[i].Key.P != nil {
			c.Entries = append(c.Entries, d.Entries[i])
		}
	}
	c.used = d.used
	c.changed()
	if c.used > dictLinear {
		n := 4 * dictLinear
		for c.used*3 > n*2 {
			n *= 2
		}
		c.reindex(n)
	}
	return c
}

// Next iterates: it returns the position of the first item at or after pos, or
// -1. The loop is for i := d.Next(0); i >= 0; i = d.Next(i + 1).
func (d *Dict) Next(pos int) int {
	for pos = max(pos, d.head); pos < len(d.Entries); pos++ {
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
	hash, err := t.Hash(key)
	if err != nil {
		return false, err
	}
	i, err := d.find(t, key, hash)
	if err != nil || i < 0 {
		return false, err
	}
	if last && i == len(d.Entries)-1 || !last && i == d.head {
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
		gap := d.used + 1
		moved := make([]DictEntry, gap+len(d.Entries), gap+len(d.Entries)+gap)
		copy(moved[gap:], d.Entries)
		d.Entries, d.head = moved, gap
		n := max(len(d.index), 4*dictLinear)
		for len(moved)*3 > n {
			n *= 2
		}
		d.reindex(n)
	}
	if d.index != nil && (d.fill+1)*3 > len(d.index)*2 {
		d.reindex(len(d.index))
	}
	d.head--
	d.Entries[d.head] = e
	d.used++
	d.indexAddAt(e.Hash, d.head)
	d.changed()
	return true, nil
}

// indexAddAt is indexAdd where there may be no index table.
func (d *Dict) indexAddAt(hash int64, pos int) {
	if d.index != nil {
		d.indexAdd(hash, pos)
	}
}
