package object

import (
	"math/bits"
	"unsafe"
)

// This file defines the searches of dicts and sets that call no code: for keys that are strs or ints, and for tuples of
// such. The engines try them first. They cannot fail, so that their result is one register, and they take a third less
// time than the searches that may have to call __eq__.

// unknown is what they answer where only a comparison could tell.
const unknown = -2

// FindFast returns the position in Entries of the item with the key, -1 if there is none, or less than that if only the
// general search can tell.
func (d *Dict) FindFast(key Value) int {
	pos, _, _ := d.findFast(key)
	return pos
}

// findFast is FindFast, and tells the key's hash and the place in the table where an absent one belongs.
func (d *Dict) findFast(key Value) (pos int, hash int64, place uint64) {
	if key.P == &IntHeader {
		hash = HashInt(int64(key.N))
	} else if key.P.Type == StrType {
		s := (*Str)(unsafe.Pointer(key.P))
		if hash = s.hash; hash == 0 {
			hash = s.Hash()
		}
	} else {
		return unknown, 0, 0
	}
	if d.table == nil {
		for i := range d.Entries {
			if e := &d.Entries[i]; e.Hash == hash && e.Key.P != nil {
				switch sameKey(e.Key, key) {
				case same:
					return i, hash, 0
				case perhaps:
					return unknown, 0, 0
				}
			}
		}
		return -1, hash, 0
	}
	mask := uint64(d.size - 1)
	perturb := uint64(hash)
	place = ^uint64(0)
	for i := perturb & mask; ; {
		x := *d.slot(i)
		if x > 0 {
			if e := &d.Entries[x-1]; e.Hash == hash {
				switch sameKey(e.Key, key) {
				case same:
					return int(x - 1), hash, 0
				case perhaps:
					return unknown, 0, 0
				}
			}
		} else {
			place = min(place, i)
			if x == 0 {
				return -1, hash, place
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// What sameKey answers.
const (
	different = iota
	same
	perhaps
)

// sameKey compares a key with an int or str of the same hash.
func sameKey(k, key Value) int {
	if k == key {
		return same
	}
	if key.P == &IntHeader {
		if k.P == &IntHeader {
			return different
		}
	} else if k.P.Type == StrType {
		if (*Str)(unsafe.Pointer(k.P)).s == (*Str)(unsafe.Pointer(key.P)).s {
			return same
		}
		return different
	}
	return perhaps
}

// SetFast binds the key as Set does, or returns false if it is none of those that FindFast knows.
func (d *Dict) SetFast(key, v Value) bool {
	pos, hash, place := d.findFast(key)
	if pos >= 0 {
		d.Entries[pos].Val = v
		return true
	}
	if pos == unknown {
		return false
	}
	d.insertAt(key, hash, v, place)
	return true
}

// Count adds one to the number that the key has, 0 if it has none, or returns false if it is none of the keys that
// FindFast knows, or has no small number.
func (d *Dict) Count(key Value) bool {
	pos, hash, place := d.findFast(key)
	if pos == -1 {
		d.insertAt(key, hash, Int(1), place)
		return true
	}
	if pos == unknown || d.Entries[pos].Val.P != &IntHeader || d.Entries[pos].Val.N >= 1<<62 {
		return false
	}
	d.Entries[pos].Val.N++
	return true
}

// GetsAsDict reports whether what typ does to get an item is what dict does, as defaultdict and most subclasses in
// Python do. The values of typ are dicts then.
func GetsAsDict(typ *Type) bool {
	return *(*unsafe.Pointer)(unsafe.Pointer(&typ.GetItem)) == *(*unsafe.Pointer)(unsafe.Pointer(&dictSlot))
}

// SetsAsDict is GetsAsDict for setting an item.
func SetsAsDict(typ *Type) bool {
	return *(*unsafe.Pointer)(unsafe.Pointer(&typ.SetItem)) == *(*unsafe.Pointer)(unsafe.Pointer(&dictSetSlot))
}

var (
	dictSlot    BinaryFunc                                = dictGetItem
	dictSetSlot func(t *Thread, self, key, v Value) error = dictSetItem
)

// FindTuple is FindFast for the tuple of items.
func (d *Dict) FindTuple(items []Value) int {
	hash, ok := plainTupleHash(items)
	if !ok {
		return unknown
	}
	if d.table == nil {
		for i := range d.Entries {
			if e := &d.Entries[i]; e.Hash == hash && e.Key.P != nil {
				switch sameTuple(e.Key, items) {
				case same:
					return i
				case perhaps:
					return unknown
				}
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
			if e := &d.Entries[x-1]; e.Hash == hash {
				switch sameTuple(e.Key, items) {
				case same:
					return int(x - 1)
				case perhaps:
					return unknown
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// FindFast is the dict's FindFast for a set.
func (s *Set) FindFast(key Value) int {
	pos, _, _ := s.findFast(key)
	return pos
}

// AddFast adds v if that is an int or a str, and no key has to be compared with it by more than its text; it reports whether so.
func (s *Set) AddFast(v Value) bool {
	pos, hash, free := s.findFast(v)
	if pos == -1 {
		s.addAt(free, newSetEntry(v, hash), hash)
	}
	return pos >= -1
}

// findFast is FindFast, and tells the key's hash and where an absent one belongs.
func (s *Set) findFast(key Value) (pos int, hash int64, free int) {
	free = -1
	want := key
	if key.P == &IntHeader {
		hash = HashInt(int64(key.N))
	} else if key.P.Type == StrType {
		hash = (*Str)(unsafe.Pointer(key.P)).Hash()
		want.N = uint64(hash)
	} else {
		return unknown, 0, 0
	}
	if s.index == nil {
		return -1, hash, free
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
				if x == 0 {
					if free < 0 {
						free = int(j)
					}
					return -1, hash, free
				}
				free = int(j)
				continue
			}
			e := &s.entries[x-1]
			if e.p == want.P {
				if e.n == want.N {
					return int(j), hash, 0
				}
			} else if e.hash() == hash {
				switch sameKey(e.key(), key) {
				case same:
					return int(j), hash, 0
				case perhaps:
					return unknown, 0, 0
				}
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// FindTuple is FindFast for the tuple of items.
func (s *Set) FindTuple(items []Value) int {
	hash, ok := plainTupleHash(items)
	if !ok {
		return unknown
	}
	if s.index == nil {
		return -1
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
				if x == 0 {
					return -1
				}
			} else if e := &s.entries[x-1]; e.hash() == hash {
				switch sameTuple(e.key(), items) {
				case same:
					return int(j)
				case perhaps:
					return unknown
				}
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// sameTuple compares a key with a tuple of ints and strs of the same hash.
func sameTuple(k Value, items []Value) int {
	if k.P.Type != TupleType {
		return perhaps
	}
	other := (*Tuple)(unsafe.Pointer(k.P)).Items
	if len(other) != len(items) {
		return perhaps
	}
	n, differ := equalPrefix(other, items)
	switch {
	case n == len(items):
		return same
	case differ:
		return different
	}
	return perhaps
}

// The factors of xxHash.
const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

// plainTupleHash is the hash of the tuple of items if all are ints and strs.
func plainTupleHash(items []Value) (int64, bool) {
	acc := uint64(xxPrime5)
	for _, x := range items {
		var h int64
		if x.P == &IntHeader {
			h = HashInt(int64(x.N))
		} else if x.P.Type == StrType {
			h = (*Str)(unsafe.Pointer(x.P)).Hash()
		} else {
			return 0, false
		}
		acc = bits.RotateLeft64(acc+uint64(h)*xxPrime2, 31) * xxPrime1
	}
	return endTupleHash(acc, len(items)), true
}

// endTupleHash is the last step of the hash of a tuple of n items.
func endTupleHash(acc uint64, n int) int64 {
	acc += uint64(n) ^ (xxPrime5 ^ 3527539)
	if acc == ^uint64(0) {
		return 1546275796
	}
	return int64(acc)
}
