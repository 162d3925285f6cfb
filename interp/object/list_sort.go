package object

import (
	"slices"
	"unsafe"
)

// This file defines list.sort and sorted(): a stable merge sort that takes
// advantage of runs already in order (Tim Peters describes the algorithm in
// CPython's Objects/listsort.txt), with comparisons specialised to the type that
// all keys have.

// sortItem is a value with its key, when there is a key function.
type sortItem struct{ key, val Value }

// sortStr is a value with the text to order it by.
type sortStr struct {
	s   string
	val Value
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
	pairs := make([]sortItem, len(items))
	keys := make([]Value, len(items))
	for i, x := range items {
		k, err := t.Call(key, x)
		if err != nil {
			return err
		}
		pairs[i] = sortItem{k, x}
		keys[i] = k
	}
	// Reversing before and after keeps equal items in their order.
	if reverse {
		slices.Reverse(pairs)
	}
	var err error
	switch kind := sortKind(keys); kind {
	case &IntHeader:
		timSort(pairs, func(a, b *sortItem) bool { return int64(a.key.N) < int64(b.key.N) })
	case &FloatHeader:
		timSort(pairs, func(a, b *sortItem) bool { return a.key.Float64() < b.key.Float64() })
	case &strKind:
		timSort(pairs, func(a, b *sortItem) bool {
			return (*Str)(unsafe.Pointer(a.key.P)).s < (*Str)(unsafe.Pointer(b.key.P)).s
		})
	default:
		less := t.sortLess(keys, &err)
		timSort(pairs, func(a, b *sortItem) bool { return less(a.key, b.key) })
	}
	if reverse {
		slices.Reverse(pairs)
	}
	for i := range pairs {
		items[i] = pairs[i].val
	}
	return err
}

func (t *Thread) sortPlain(items []Value, reverse bool) error {
	switch sortKind(items) {
	case &IntHeader:
		// Equal ints are the same object, so stability does not show.
		ns := make([]int64, len(items))
		for i, x := range items {
			ns[i] = int64(x.N)
		}
		slices.Sort(ns)
		for i, n := range ns {
			if reverse {
				i = len(items) - 1 - i
			}
			items[i].N = uint64(n)
		}
		return nil
	case &FloatHeader:
		if reverse {
			slices.Reverse(items)
		}
		timSort(items, func(a, b *Value) bool { return a.Float64() < b.Float64() })
		if reverse {
			slices.Reverse(items)
		}
		return nil
	case &strKind:
		strs := make([]sortStr, len(items))
		for i, x := range items {
			strs[i] = sortStr{(*Str)(unsafe.Pointer(x.P)).s, x}
		}
		if reverse {
			slices.Reverse(strs)
		}
		timSort(strs, func(a, b *sortStr) bool { return a.s < b.s })
		for i := range strs {
			j := i
			if reverse {
				j = len(items) - 1 - i
			}
			items[j] = strs[i].val
		}
		return nil
	}
	if reverse {
		slices.Reverse(items)
	}
	var err error
	less := t.sortLess(items, &err)
	timSort(items, func(a, b *Value) bool { return less(*a, *b) })
	if reverse {
		slices.Reverse(items)
	}
	return err
}

// strKind stands for str in sortKind's answer.
var strKind Header

// sortKind says whether all keys are small ints, floats or strs; nil if not.
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
	}
	return nil
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
		return t.tupleLess(keys, err, general)
	}
	return func(a, b Value) bool {
		if *err != nil {
			return false
		}
		cmp := typ.Compare
		if cmp == nil {
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

// tupleLess compares tuples whose first items are all ints, floats or strs
// without a detour through the items' types, when those decide.
func (t *Thread) tupleLess(keys []Value, err *error, general func(a, b Value) bool) func(a, b Value) bool {
	firsts := make([]Value, len(keys))
	for i, k := range keys {
		items := (*Tuple)(unsafe.Pointer(k.P)).Items
		if len(items) == 0 {
			return general
		}
		firsts[i] = items[0]
	}
	first := func(v Value) Value { return (*Tuple)(unsafe.Pointer(v.P)).Items[0] }
	switch sortKind(firsts) {
	case &IntHeader:
		return func(a, b Value) bool {
			if x, y := int64(first(a).N), int64(first(b).N); x != y {
				return x < y
			}
			return general(a, b)
		}
	case &strKind:
		return func(a, b Value) bool {
			x, y := (*Str)(unsafe.Pointer(first(a).P)).s, (*Str)(unsafe.Pointer(first(b).P)).s
			if x != y {
				return x < y
			}
			return general(a, b)
		}
	}
	return general
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
