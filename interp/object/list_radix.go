package object

import (
	"encoding/binary"
	"math"
	"slices"
	"unsafe"
)

// This file sorts by ranks: where numbers that order as the keys do decide, or nearly always do, items are sorted by the
// bytes of those, without a comparison. 100,000 ints by a key take a third of the time of a merge sort, and since what
// is sorted holds no pointers, the collector has nothing to look at.

// ranked is the position of an item and the rank of its key.
type ranked struct {
	k uint64
	i uint32
}

// radixMin is the length from which sorting byte by byte pays.
const radixMin = 64

// strKind and tupleKind stand for str, and for tuples that begin with a small
// int, in sortKind's answer.
var strKind, tupleKind Header

// sortKind says whether all keys are small ints, floats with an order, strs or tuples that begin with a small int; nil if
// not.
func sortKind(keys []Value) *Header {
	switch h := keys[0].P; {
	case h == &IntHeader:
		for _, k := range keys {
			if k.P != h {
				return nil
			}
		}
		return h
	case h == &FloatHeader:
		for _, k := range keys {
			if k.P != h || math.IsNaN(k.Float64()) {
				return nil
			}
		}
		return h
	case h.Type == StrType:
		for _, k := range keys {
			if k.P.Type != StrType {
				return nil
			}
		}
		return &strKind
	case h.Type == TupleType:
		for _, k := range keys {
			if k.P.Type != TupleType {
				return nil
			}
			if u := (*Tuple)(unsafe.Pointer(k.P)); len(u.Items) == 0 || u.Items[0].P != &IntHeader {
				return nil
			}
		}
		return &tupleKind
	}
	return nil
}

func intRank(n uint64) uint64 { return n ^ 1<<63 }

// floatRank is the rank of a float, given its bits; zeros of both signs are equal.
func floatRank(bits uint64) uint64 {
	switch {
	case bits<<1 == 0:
		return 1 << 63
	case bits>>63 != 0:
		return ^bits
	}
	return bits | 1<<63
}

// strRank orders a str by its first eight bytes.
func strRank(s string) uint64 {
	if len(s) >= 8 {
		return binary.BigEndian.Uint64(bytesView(s[:8]))
	}
	var k uint64
	for i := range len(s) {
		k |= uint64(s[i]) << (56 - 8*i)
	}
	return k
}

// sortPayload sorts items, all small ints or all floats of which equal ones are the same, by their payloads.
func sortPayload(items []Value, reverse, floats bool) {
	ks := make([]uint64, len(items))
	for i, x := range items {
		if floats {
			ks[i] = floatRank(x.N)
		} else {
			ks[i] = intRank(x.N)
		}
	}
	ks = sortRanks(ks)
	for i, k := range ks {
		if reverse {
			i = len(items) - 1 - i
		}
		switch {
		case !floats:
			k ^= 1 << 63
		case k>>63 != 0:
			k &^= 1 << 63
		default:
			k = ^k
		}
		items[i].N = k
	}
}

// sortRanks sorts ks and returns them, perhaps in another place.
func sortRanks(ks []uint64) []uint64 {
	diff, sorted := uint64(0), true
	for i, k := range ks[1:] {
		diff |= k ^ ks[i]
		sorted = sorted && ks[i] <= k
	}
	if sorted {
		return ks
	}
	if len(ks) < radixMin {
		slices.Sort(ks)
		return ks
	}
	tmp := make([]uint64, len(ks))
	for shift := 0; shift < 64; shift += 8 {
		if byte(diff>>shift) == 0 {
			continue
		}
		var at [256]uint32
		for _, k := range ks {
			at[byte(k>>shift)]++
		}
		startsOf(&at)
		for _, k := range ks {
			p := &at[byte(k>>shift)]
			tmp[*p] = k
			*p++
		}
		ks, tmp = tmp, ks
	}
	return ks
}

// startsOf turns the numbers of items with each byte into where the first of them goes.
func startsOf(at *[256]uint32) {
	sum := uint32(0)
	for i, n := range at {
		at[i] = sum
		sum += n
	}
}

// rankSorter sorts stretches of ranked items; tmp is room for it.
type rankSorter struct {
	tmp []ranked
}

// sort sorts a by the ranks, stably.
func (s *rankSorter) sort(a []ranked) {
	diff, sorted := uint64(0), true
	for i := 1; i < len(a); i++ {
		diff |= a[i].k ^ a[i-1].k
		sorted = sorted && a[i-1].k <= a[i].k
	}
	if sorted {
		return
	}
	if len(a) < radixMin {
		insertRanked(a)
		return
	}
	if len(s.tmp) < len(a) {
		s.tmp = make([]ranked, len(a))
	}
	from, to := a, s.tmp[:len(a)]
	for shift := 0; shift < 64; shift += 8 {
		if byte(diff>>shift) == 0 {
			continue
		}
		var at [256]uint32
		for i := range from {
			at[byte(from[i].k>>shift)]++
		}
		startsOf(&at)
		for i := range from {
			p := &at[byte(from[i].k>>shift)]
			to[*p] = from[i]
			*p++
		}
		from, to = to, from
	}
	if &from[0] != &a[0] {
		copy(a, from)
	}
}

// insertRanked sorts a few by insertion.
func insertRanked(a []ranked) {
	for i := 1; i < len(a); i++ {
		x := a[i]
		if a[i-1].k <= x.k {
			continue
		}
		lo, hi := 0, i-1
		for lo < hi {
			m := int(uint(lo+hi) >> 1)
			if a[m].k <= x.k {
				lo = m + 1
			} else {
				hi = m
			}
		}
		copy(a[lo+1:i+1], a[lo:i])
		a[lo] = x
	}
}

// insertMax is the number of strs up to which they are sorted by insertion: ranks would take three allocations.
const insertMax = 12

// insertStrs sorts items by their keys, which are strs, and puts those in order, too, be they the items themselves or not.
func insertStrs(items, keys []Value, reverse bool) {
	text := func(i int) string { return (*Str)(unsafe.Pointer(keys[i].P)).s }
	for i := 1; i < len(keys); i++ {
		x, k := items[i], keys[i]
		s, j := text(i), i
		for j > 0 && (!reverse && s < text(j-1) || reverse && s > text(j-1)) {
			items[j], keys[j] = items[j-1], keys[j-1]
			j--
		}
		items[j], keys[j] = x, k
	}
}

// sortByRanks sorts items by their keys, which are of the kind, stably, in descending order if reverse.
func (t *Thread) sortByRanks(items, keys []Value, kind *Header, reverse bool) (err error) {
	if kind == &strKind && len(keys) <= insertMax {
		insertStrs(items, keys, reverse)
		return nil
	}
	flip := uint64(0)
	if reverse {
		flip = ^flip
	}
	a := make([]ranked, len(keys))
	for i, k := range keys {
		var r uint64
		switch kind {
		case &IntHeader:
			r = intRank(k.N)
		case &FloatHeader:
			r = floatRank(k.N)
		case &strKind:
			r = strRank((*Str)(unsafe.Pointer(k.P)).s)
		default:
			r = intRank((*Tuple)(unsafe.Pointer(k.P)).Items[0].N)
		}
		a[i] = ranked{r ^ flip, uint32(i)}
	}
	s := &rankSorter{}
	s.sort(a)
	switch kind {
	case &strKind:
		text := func(x *ranked) string { return (*Str)(unsafe.Pointer(keys[x.i].P)).s }
		eachTie(a, func(run []ranked) {
			sortRun(run, reverse, func(x, y *ranked) bool { return text(x) < text(y) })
		})
	case &tupleKind:
		eachTie(a, func(run []ranked) {
			if err == nil {
				t.sortTuples(s, run, keys, 1, flip, &err)
			}
		})
	}
	permute(items, a)
	return err
}

// eachTie calls f with each stretch of two or more items whose ranks are equal.
func eachTie(a []ranked, f func(run []ranked)) {
	for i := 0; i < len(a); {
		j := i + 1
		for j < len(a) && a[j].k == a[i].k {
			j++
		}
		if j-i > 1 {
			f(a[i:j])
		}
		i = j
	}
}

// sortRun sorts a stretch by comparing. Reversing before and after keeps equal items in their order.
func sortRun(run []ranked, reverse bool, less func(x, y *ranked) bool) {
	if reverse {
		slices.Reverse(run)
	}
	timSort(run, less)
	if reverse {
		slices.Reverse(run)
	}
}

// sortTuples sorts a stretch of tuples whose items before position d are equal.
func (t *Thread) sortTuples(s *rankSorter, run []ranked, keys []Value, d int, flip uint64, err *error) {
	items := func(x *ranked) []Value { return (*Tuple)(unsafe.Pointer(keys[x.i].P)).Items }
	for i := range run {
		if u := items(&run[i]); len(u) <= d || u[d].P != &IntHeader {
			sortRun(run, flip != 0, func(x, y *ranked) bool {
				return *err == nil && t.tupleLess(items(x), items(y), d, err)
			})
			return
		}
	}
	for i := range run {
		run[i].k = intRank(items(&run[i])[d].N) ^ flip
	}
	s.sort(run)
	eachTie(run, func(r []ranked) {
		if *err == nil {
			t.sortTuples(s, r, keys, d+1, flip, err)
		}
	})
}

// permute puts at each position of items the one whose position a tells there, and spoils a.
func permute(items []Value, a []ranked) {
	for j := range a {
		if int(a[j].i) == j {
			continue
		}
		first, to := items[j], j
		for {
			from := int(a[to].i)
			a[to].i = uint32(to)
			if from == j {
				items[to] = first
				break
			}
			items[to] = items[from]
			to = from
		}
	}
}
