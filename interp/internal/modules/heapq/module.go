// Package heapq is the module _heapq: a list kept as a binary heap, smallest item first
// (Python library reference, heapq).
//
// It is native because a heap lives in a list of ours: over the bridge each push would
// copy the whole list to C and back, O(n) in place of O(log n).
package heapq

import "memphis/interp/object"

type (
	value  = object.Value
	thread = object.Thread
)

// Module is the table of _heapq.
var Module = &object.ModuleDef{
	Name: "_heapq",
	Doc:  "Heap queue algorithm (a.k.a. priority queue): a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k, so that a[0] is the smallest item.",
	Methods: []object.Method{
		{Name: "heappush", Sig: "($module, heap, item, /)", Doc: "Push item onto heap, maintaining the heap invariant.", Fn: object.Fn2(push)},
		{Name: "heappop", Sig: "($module, heap, /)", Doc: "Pop the smallest item off the heap, maintaining the heap invariant.", Fn: pop("heappop", false)},
		{Name: "heappushpop", Sig: "($module, heap, item, /)", Doc: "Push item on the heap, then pop and return the smallest item from the heap.", Fn: object.Fn2(pushPop)},
		{Name: "heapreplace", Sig: "($module, heap, item, /)", Doc: "Pop and return the current smallest value, and add the new item.", Fn: replace("heapreplace", false)},
		{Name: "heapify", Sig: "($module, heap, /)", Doc: "Transform list into a heap, in-place, in O(len(heap)) time.", Fn: heapify("heapify", false)},
		{Name: "_heappop_max", Sig: "($module, heap, /)", Doc: "Maxheap variant of heappop.", Fn: pop("_heappop_max", true)},
		{Name: "_heapify_max", Sig: "($module, heap, /)", Doc: "Maxheap variant of heapify.", Fn: heapify("_heapify_max", true)},
		{Name: "_heapreplace_max", Sig: "($module, heap, item, /)", Doc: "Maxheap variant of heapreplace.", Fn: replace("_heapreplace_max", true)},
	},
	Init: func(t *thread, m *object.Module) error {
		m.Dict().SetString("__about__", object.StrValue("Heap queues: see https://docs.python.org/3/library/heapq.html#theory"))
		return nil
	},
}

// heap is a list seen as a heap: of its smallest item, or of its largest.
type heap struct {
	t   *thread
	l   *object.List
	max bool
}

func listArg(v value, fn, which string) (*object.List, error) {
	l, ok := object.AsList(v)
	if !ok {
		return nil, object.Errorf(object.TypeErrorType, "%s() argument %smust be list, not %s", fn, which, v.Type().Name)
	}
	return l, nil
}

// before compares two items. The comparison may run Python code, which may change the
// list: then the positions mean nothing any more.
func (h *heap) before(a, b value) (bool, error) {
	n := len(h.l.Items)
	if h.max {
		a, b = b, a
	}
	r, err := h.t.CompareBool(a, b, object.LT)
	if err == nil && len(h.l.Items) != n {
		err = object.Errorf(object.RuntimeErrorType, "list changed size during iteration")
	}
	return r, err
}

// rise moves the item at pos up to where its parent comes before it, not above start.
func (h *heap) rise(start, pos int) error {
	for pos > start {
		parent := (pos - 1) / 2
		first, err := h.before(h.l.Items[pos], h.l.Items[parent])
		if err != nil {
			return err
		}
		if !first {
			return nil
		}
		it := h.l.Items
		it[pos], it[parent] = it[parent], it[pos]
		pos = parent
	}
	return nil
}

// sink moves the item at pos all the way down along the children that come first, and
// then up to its place. An item that sinks was a leaf before and mostly ends near the
// bottom, so comparing it on the way down would cost more than it saves.
func (h *heap) sink(pos int) error {
	start, end := pos, len(h.l.Items)
	for 2*pos+1 < end {
		child := 2*pos + 1
		if child+1 < end {
			first, err := h.before(h.l.Items[child], h.l.Items[child+1])
			if err != nil {
				return err
			}
			if !first {
				child++
			}
		}
		it := h.l.Items
		it[pos], it[child] = it[child], it[pos]
		pos = child
	}
	return h.rise(start, pos)
}

func push(t *thread, _, list, item value) (value, error) {
	l, err := listArg(list, "heappush", "1 ")
	if err != nil {
		return value{}, err
	}
	l.Append(item)
	h := heap{t: t, l: l}
	return object.None, h.rise(0, len(l.Items)-1)
}

func pop(name string, max bool) object.Fn1 {
	return func(t *thread, _, list value) (value, error) {
		l, err := listArg(list, name, "")
		if err != nil {
			return value{}, err
		}
		n := len(l.Items)
		if n == 0 {
			return value{}, object.Errorf(object.IndexErrorType, "index out of range")
		}
		last := l.Items[n-1]
		l.Items[n-1] = value{}
		l.Items = l.Items[:n-1]
		if n == 1 {
			return last, nil
		}
		first := l.Items[0]
		l.Items[0] = last
		h := heap{t, l, max}
		return first, h.sink(0)
	}
}

func replace(name string, max bool) object.Fn2 {
	return func(t *thread, _, list, item value) (value, error) {
		l, err := listArg(list, name, "1 ")
		if err != nil {
			return value{}, err
		}
		if len(l.Items) == 0 {
			return value{}, object.Errorf(object.IndexErrorType, "index out of range")
		}
		first := l.Items[0]
		l.Items[0] = item
		h := heap{t, l, max}
		return first, h.sink(0)
	}
}

func pushPop(t *thread, _, list, item value) (value, error) {
	l, err := listArg(list, "heappushpop", "1 ")
	if err != nil || len(l.Items) == 0 {
		return item, err
	}
	h := heap{t: t, l: l}
	smaller, err := t.CompareBool(l.Items[0], item, object.LT)
	if err != nil || !smaller {
		return item, err
	}
	if len(l.Items) == 0 {
		return value{}, object.Errorf(object.IndexErrorType, "index out of range")
	}
	first := l.Items[0]
	l.Items[0] = item
	return first, h.sink(0)
}

func heapify(name string, max bool) object.Fn1 {
	return func(t *thread, _, list value) (value, error) {
		l, err := listArg(list, name, "")
		if err != nil {
			return value{}, err
		}
		h := heap{t, l, max}
		for i := len(l.Items)/2 - 1; i >= 0; i-- {
			if err := h.sink(i); err != nil {
				return value{}, err
			}
		}
		return object.None, nil
	}
}
