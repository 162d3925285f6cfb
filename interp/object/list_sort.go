package object

import (
	"slices"
	"strings"
	"unsafe"
)

// This file defines list.sort and sorted(): a stable merge sort that takes
// advantage of runs already in order (Tim Peters describes the algorithm in
// CPython's Objects/listsort.txt), with comparisons specialised to the type that
// all keys have.

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

func (t *Thread) sortByKeys(items, keys []Value, reverse bool) error {
	if kind := sortKind(keys); kind != nil {
		return t.sortByRanks(items, keys, kind, reverse)
	}
	a := make([]ranked, len(items))
	for i := range a {
		a[i].i = uint32(i)
	}
	var err error
	less := t.sortLess(keys, &err)
	sortRun(a, reverse, func(x, y *ranked) bool { return less(keys[x.i], keys[y.i]) })
	permute(items, a)
	return err
}

// sortPlain sorts items by themselves.
func (t *Thread) sortPlain(items []Value, reverse bool) error {
	switch kind := sortKind(items); {
	case kind == &IntHeader:
		// Equal ints are the same object, so stability does not show.
		sortPayload(items, reverse, false)
		return nil
	case kind == &FloatHeader && !slices.ContainsFunc(items, func(x Value) bool { return x.Float64() == 0 }):
		// Zeros of both signs are equal and yet differ.
		sortPayload(items, reverse, true)
		return nil
	}
	return t.sortByKeys(items, items, reverse)
}

// tupleLess is x < y for the items of two tuples, of which those before position i are equal.
func (t *Thread) tupleLess(x, y []Value, i int, err *error) bool {
	for ; i < len(x) && i < len(y); i++ {
		p, q := x[i], y[i]
		if p == q {
			continue
		}
		if p.P == &IntHeader && q.P == &IntHeader {
			return int64(p.N) < int64(q.N)
		}
		if p.P.Type == StrType && q.P.Type == StrType {
			if c := strings.Compare((*Str)(unsafe.Pointer(p.P)).s, (*Str)(unsafe.Pointer(q.P)).s); c != 0 {
				return c < 0
			}
			continue
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
		return func(a, b Value) bool {
			return *err == nil && t.tupleLess((*Tuple)(unsafe.Pointer(a.P)).Items, (*Tuple)(unsafe.Pointer(b.P)).Items, 0, err)
		}
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
