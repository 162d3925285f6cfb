package object

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"unsafe"
)

// This file defines list.sort and sorted(): a stable merge sort that takes
// advantage of runs already in order (Tim Peters describes the algorithm in
// CPython's Objects/listsort.txt), with comparisons specialised to the type that
// all keys have.

// sortItem is a value with what it is ordered by.
type sortItem[K any] struct {
	k K
	v Value
}

// strKey orders a str by its first eight bytes, which nearly always decide, and
// by its text if they do not.
type strKey struct {
	prefix uint64
	s      *Str
}

// tupleKey orders a tuple by its first item, a small int, and by all if that is equal.
type tupleKey struct {
	first int64
	u     Value
}

func listSort(t *Thread, v Value, args []Value) (Value, error) {
	l := (*List)(unsafe.Pointer(v.P))
	reverse := false
	if args[1].P != nil {
		n, err := t.AsIndex(args[1], OverflowErrorType)
		if err != nil {
			return Value{}, err
		}
		reverse = n != 0
	}
	key := args[0]
	if key.P != nil && key.IsNone() {
		key = Value{}
	}
	// While it is being sorted, the list is empty, so that code run by
	// comparisons can do no harm; what it puts there is found out at the end.
	items := l.Items
	l.Items = nil
	err := t.SortValues(items, key, reverse)
	changed := l.Items != nil
	l.Items = items
	if err == nil && changed {
		err = Errorf(ValueErrorType, "list modified during sort")
	}
	return None, err
}

// SortValues sorts items as list.sort does: by key (the zero Value for none),
// stably, in descending order if reverse. On an error items is still a
// permutation of what it was.
func (t *Thread) SortValues(items []Value, key Value, reverse bool) error {
	if len(items) < 2 {
		if key.P != nil && len(items) == 1 {
			_, err := t.Call(key, items[0])
			return err
		}
		return nil
	}
	if key.P == nil {
		return t.sortPlain(items, reverse)
	}
	keys := make([]Value, len(items))
	for i, x := range items {
		k, err := t.Call(key, x)
		if err != nil {
			return err
		}
		keys[i] = k
	}
	return t.sortByKeys(items, keys, reverse)
}

// sortWith sorts items by what mk makes of their keys. Reversing before and after
// keeps equal items in their order.
func sortWith[K any](items, keys []Value, reverse bool, mk func(k Value) K, less func(a, b *sortItem[K]) bool) {
	a := make([]sortItem[K], len(items))
	n := len(items) - 1
	for i, x := range items {
		j := i
		if reverse {
			j = n - i
		}
		a[j] = sortItem[K]{mk(keys[i]), x}
	}
	timSort(a, less)
	for i := range a {
		j := i
		if reverse {
			j = n - i
		}
		items[j] = a[i].v
	}
}

func (t *Thread) sortByKeys(items, keys []Value, reverse bool) error {
	var err error
	switch sortKind(keys) {
	case &IntHeader:
		sortWith(items, keys, reverse, Value.Int64, func(a, b *sortItem[int64]) bool { return a.k < b.k })
	case &FloatHeader:
		sortWith(items, keys, reverse, Value.Float64, func(a, b *sortItem[float64]) bool { return a.k < b.k })
	case &strKind:
		sortWith(items, keys, reverse, makeStrKey, func(a, b *sortItem[strKey]) bool {
			if a.k.prefix != b.k.prefix {
				return a.k.prefix < b.k.prefix
			}
			return a.k.s.s < b.k.s.s
		})
	case &tupleKind:
		sortWith(items, keys, reverse, func(k Value) tupleKey {
			return tupleKey{int64((*Tuple)(unsafe.Pointer(k.P)).Items[0].N), k}
		}, func(a, b *sortItem[tupleKey]) bool {
			if a.k.first != b.k.first {
				return a.k.first < b.k.first
			}
			return err == nil && t.tupleLess(a.k.u, b.k.u, &err)
		})
	default:
		less := t.sortLess(keys, &err)
		sortWith(items, keys, reverse, func(k Value) Value { return k }, func(a, b *sortItem[Value]) bool { return less(a.k, b.k) })
	}
	return err
}

func makeStrKey(k Value) strKey {
	s := (*Str)(unsafe.Pointer(k.P))
	var p uint64
	if len(s.s) >= 8 {
		p = binary.BigEndian.Uint64(bytesView(s.s[:8]))
	} else {
		for i := range len(s.s) {
			p |= uint64(s.s[i]) << (56 - 8*i)
		}
	}
	return strKey{p, s}
}

// sortPlain sorts items by themselves.
func (t *Thread) sortPlain(items []Value, reverse bool) error {
	kind := sortKind(items)
	if kind == &FloatHeader {
		for _, x := range items {
			// Zeros of both signs are equal and yet differ; NaNs have no order.
			if f := x.Float64(); f == 0 || f != f {
				kind = nil
				break
			}
		}
	}
	switch kind {
	case &IntHeader:
		// Equal ints are the same object, so stability does not show.
		sortPayload(items, reverse, func(n uint64) int64 { return int64(n) }, func(n int64) uint64 { return uint64(n) })
		return nil
	case &FloatHeader:
		sortPayload(items, reverse, math.Float64frombits, math.Float64bits)
		return nil
	}
	return t.sortByKeys(items, items, reverse)
}

// sortPayload sorts items by their payloads, that of equal ones being the same.
func sortPayload[K cmp.Ordered](items []Value, reverse bool, get func(uint64) K, put func(K) uint64) {
	ks := make([]K, len(items))
	for i, x := range items {
		ks[i] = get(x.N)
	}
	slices.Sort(ks)
	for i, k := range ks {
		if reverse {
			i = len(items) - 1 - i
		}
		items[i].N = put(k)
	}
}

// strKind and tupleKind stand for str, and for tuples that begin with a small
// int, in sortKind's answer.
var strKind, tupleKind Header

// sortKind says whether all keys are small ints, floats, strs or tuples that
// begin with a small int; nil if not.
func sortKind(keys []Value) *Header {
	switch h := keys[0].P; {
	case h == &IntHeader || h == &FloatHeader:
		for _, k := range keys {
			if k.P != h {
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

// tupleLess is a < b for two tuples.
func (t *Thread) tupleLess(a, b Value, err *error) bool {
	x, y := (*Tuple)(unsafe.Pointer(a.P)).Items, (*Tuple)(unsafe.Pointer(b.P)).Items
	for i := 0; i < len(x) && i < len(y); i++ {
		p, q := x[i], y[i]
		if p == q {
			continue
		}
		if p.P == &IntHeader && q.P == &IntHeader {
			return int64(p.N) < int64(q.N)
		}
		eq, e := t.CompareBool(p, q, EQ)
		if e == nil && eq {
			continue
		}
		less := false
		if e == nil {
			less, e = t.CompareBool(p, q, LT)
		}
		*err = e
		return less && e == nil
	}
	return len(x) < len(y)
}

// sortLess returns the comparison for keys of any types. After an error, which
// it leaves in err, it compares no more.
func (t *Thread) sortLess(keys []Value, err *error) func(a, b Value) bool {
	typ := keys[0].P.Type
	for _, k := range keys {
		if k.P.Type != typ {
			typ = nil
			break
		}
	}
	general := func(a, b Value) bool {
		if *err != nil {
			return false
		}
		r, e := t.CompareBool(a, b, LT)
		*err = e
		return r && e == nil
	}
	if typ == nil || typ.Compare == nil {
		return general
	}
	if typ == TupleType {
		return func(a, b Value) bool { return *err == nil && t.tupleLess(a, b, err) }
	}
	return func(a, b Value) bool {
		if *err != nil {
			return false
		}
		// A comparison can change the class of an item.
		cmp := typ.Compare
		if cmp == nil || a.P.Type != typ || b.P.Type != typ {
			return general(a, b)
		}
		r, e := cmp(t, a, b, LT)
		if e == nil && r == NotImplemented {
			return general(a, b)
		}
		if e == nil && r.P == &BoolHeader {
			return r.N != 0
		}
		var truth bool
		if e == nil {
			truth, e = t.Truth(r)
		}
		*err = e
		return truth && e == nil
	}
}

// timSorter sorts a by less, which must not change a.
type timSorter[T any] struct {
	a    []T
	tmp  []T
	less func(x, y *T) bool
	// runs are the sorted stretches found so far, from left to right.
	runs []timRun
	// gallop is how often in a row one side must win before the merge looks
	// ahead by doubling steps; it adapts to the data.
	gallop int
}

type timRun struct{ start, n int }

const minGallop = 7

func timSort[T any](a []T, less func(x, y *T) bool) {
	s := &timSorter[T]{a: a, less: less, gallop: minGallop}
	n := len(a)
	// The shortest run is chosen so that n divided by it is a power of two or
	// little less.
	minRun, odd := n, 0
	for minRun >= 64 {
		odd |= minRun & 1
		minRun >>= 1
	}
	minRun += odd
	for lo := 0; lo < n; {
		k := s.countRun(lo)
		if k < minRun {
			force := min(minRun, n-lo)
			s.insertion(lo, lo+force, lo+k)
			k = force
		}
		s.runs = append(s.runs, timRun{lo, k})
		s.collapse(false)
		lo += k
	}
	s.collapse(true)
}

// countRun returns the length of the run at lo, made ascending.
func (s *timSorter[T]) countRun(lo int) int {
	a, hi := s.a, len(s.a)
	i := lo + 1
	if i == hi {
		return 1
	}
	if s.less(&a[i], &a[lo]) {
		for i++; i < hi && s.less(&a[i], &a[i-1]); i++ {
		}
		slices.Reverse(a[lo:i])
	} else {
		for i++; i < hi && !s.less(&a[i], &a[i-1]); i++ {
		}
	}
	return i - lo
}

// insertion sorts a[lo:hi], of which a[lo:from] is sorted, by binary insertion.
func (s *timSorter[T]) insertion(lo, hi, from int) {
	a := s.a
	for ; from < hi; from++ {
		x := a[from]
		l, r := lo, from
		for l < r {
			m := int(uint(l+r) >> 1)
			if s.less(&x, &a[m]) {
				r = m
			} else {
				l = m + 1
			}
		}
		copy(a[l+1:from+1], a[l:from])
		a[l] = x
	}
}

// collapse merges neighbouring runs until their lengths grow from right to left
// faster than Fibonacci's numbers, or, with all, until there is one.
func (s *timSorter[T]) collapse(all bool) {
	for len(s.runs) > 1 {
		r := s.runs
		i := len(r) - 2
		switch {
		case i > 0 && (all || r[i-1].n <= r[i].n+r[i+1].n || i > 1 && r[i-2].n <= r[i-1].n+r[i].n):
			if r[i-1].n < r[i+1].n {
				i--
			}
		case all || r[i].n <= r[i+1].n:
		default:
			return
		}
		s.merge(i)
	}
}

// merge merges runs i and i+1.
func (s *timSorter[T]) merge(i int) {
	x, y := s.runs[i], s.runs[i+1]
	s.runs[i].n = x.n + y.n
	s.runs = append(s.runs[:i+1], s.runs[i+2:]...)
	a := s.a
	// What is in place already at both ends stays.
	k := s.upper(&a[y.start], a[x.start:x.start+x.n], 0)
	x.start += k
	x.n -= k
	if x.n == 0 {
		return
	}
	y.n = s.lower(&a[x.start+x.n-1], a[y.start:y.start+y.n], y.n-1)
	if y.n == 0 {
		return
	}
	if x.n <= y.n {
		s.mergeLow(x, y)
	} else {
		s.mergeHigh(x, y)
	}
}

// lower is the position of the first item of the sorted run that is not less
// than x; the search starts at hint and doubles its steps.
func (s *timSorter[T]) lower(x *T, run []T, hint int) int {
	return s.search(run, hint, func(y *T) bool { return s.less(y, x) })
}

// upper is the position of the first item of the sorted run that is greater than x.
func (s *timSorter[T]) upper(x *T, run []T, hint int) int {
	return s.search(run, hint, func(y *T) bool { return !s.less(x, y) })
}

// search returns how many items at the start of run are before, which holds for
// a prefix.
func (s *timSorter[T]) search(run []T, hint int, before func(y *T) bool) int {
	lo, hi := 0, len(run)
	if before(&run[hint]) {
		lo = hint + 1
		for step := 1; ; step *= 2 {
			p := hint + step
			if p >= len(run) || p < 0 {
				break
			}
			if !before(&run[p]) {
				hi = p
				break
			}
			lo = p + 1
		}
	} else {
		hi = hint
		for step := 1; ; step *= 2 {
			p := hint - step
			if p < 0 {
				break
			}
			if before(&run[p]) {
				lo = p + 1
				break
			}
			hi = p
		}
	}
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if before(&run[m]) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func (s *timSorter[T]) room(run []T) []T {
	if cap(s.tmp) < len(run) {
		s.tmp = make([]T, max(len(run), 2*cap(s.tmp)))
	}
	tmp := s.tmp[:len(run)]
	copy(tmp, run)
	return tmp
}

// mergeLow merges two neighbouring runs, the left one no longer than the right, from the left.
func (s *timSorter[T]) mergeLow(x, y timRun) {
	a := s.a
	left := s.room(a[x.start : x.start+x.n])
	right := a[y.start : y.start+y.n]
	out := a[x.start : y.start+y.n]
	k, i, j := 0, 0, 0
	for i < len(left) && j < len(right) {
		wonL, wonR := 0, 0
		for i < len(left) && j < len(right) && wonL < s.gallop && wonR < s.gallop {
			if s.less(&right[j], &left[i]) {
				out[k] = right[j]
				j++
				wonR++
				wonL = 0
			} else {
				out[k] = left[i]
				i++
				wonL++
				wonR = 0
			}
			k++
		}
		for i < len(left) && j < len(right) {
			n := s.upper(&right[j], left[i:], 0)
			copy(out[k:], left[i:i+n])
			k += n
			i += n
			if i == len(left) {
				break
			}
			m := s.lower(&left[i], right[j:], 0)
			copy(out[k:], right[j:j+m])
			k += m
			j += m
			if n < minGallop && m < minGallop {
				s.gallop += 2
				break
			}
			s.gallop = max(s.gallop-1, 1)
		}
	}
	copy(out[k:], left[i:])
}

// mergeHigh merges two neighbouring runs, the right one shorter, from the right.
func (s *timSorter[T]) mergeHigh(x, y timRun) {
	a := s.a
	left := a[x.start : x.start+x.n]
	right := s.room(a[y.start : y.start+y.n])
	out := a[x.start : y.start+y.n]
	for len(left) > 0 && len(right) > 0 {
		wonL, wonR := 0, 0
		for len(left) > 0 && len(right) > 0 && wonL < s.gallop && wonR < s.gallop {
			end := len(left) + len(right) - 1
			if s.less(&right[len(right)-1], &left[len(left)-1]) {
				out[end] = left[len(left)-1]
				left = left[:len(left)-1]
				wonL++
				wonR = 0
			} else {
				out[end] = right[len(right)-1]
				right = right[:len(right)-1]
				wonR++
				wonL = 0
			}
		}
		for len(left) > 0 && len(right) > 0 {
			n := s.upper(&right[len(right)-1], left, len(left)-1)
			copy(out[n+len(right):], left[n:])
			moved := len(left) - n
			left = left[:n]
			if n == 0 {
				break
			}
			m := s.lower(&left[n-1], right, len(right)-1)
			copy(out[n+m:], right[m:])
			other := len(right) - m
			right = right[:m]
			if moved < minGallop && other < minGallop {
				s.gallop += 2
				break
			}
			s.gallop = max(s.gallop-1, 1)
		}
	}
	copy(out, right)
}
