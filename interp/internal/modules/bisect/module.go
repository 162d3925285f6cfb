// Package bisect is the module _bisect: binary search in a sorted sequence (Python library
// reference, bisect). It is native because over the bridge a search would copy the list.
package bisect

import "memphis/interp/object"

type (
	value  = object.Value
	thread = object.Thread
)

const (
	sig  = "($module, /, a, x, lo=0, hi=None, *, key=None)"
	tail = "\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched."
)

// Module is the table of _bisect.
var Module = &object.ModuleDef{
	Name: "_bisect",
	Doc:  "Bisection algorithms: a list is kept in sorted order without sorting it after each insertion.",
	Methods: []object.Method{
		{Name: "bisect_right", Sig: sig, Doc: "Return the index where to insert item x in list a, assuming a is sorted, behind every item equal to x." + tail, Fn: find(true)},
		{Name: "bisect_left", Sig: sig, Doc: "Return the index where to insert item x in list a, assuming a is sorted, before every item equal to x." + tail, Fn: find(false)},
		{Name: "insort_right", Sig: sig, Doc: "Insert item x in list a, and keep it sorted assuming a is sorted, behind every item equal to x." + tail, Fn: insort(true)},
		{Name: "insort_left", Sig: sig, Doc: "Insert item x in list a, and keep it sorted assuming a is sorted, before every item equal to x." + tail, Fn: insort(false)},
	},
}

// search returns where x belongs in a, by the key of the items where there is one.
func search(t *thread, a, x, lov, hiv, key value, right bool) (int, error) {
	lo := 0
	if lov.P != nil {
		var err error
		if lo, err = t.AsIndex(lov, object.OverflowErrorType); err != nil {
			return 0, err
		}
	}
	if lo < 0 {
		return 0, object.Errorf(object.ValueErrorType, "lo must be non-negative")
	}
	hi := -1
	if hiv.P != nil && !hiv.IsNone() {
		var err error
		if hi, err = t.AsIndex(hiv, object.OverflowErrorType); err != nil {
			return 0, err
		}
	}
	if hi == -1 {
		var err error
		if hi, err = t.Len(a); err != nil {
			return 0, err
		}
	}
	for lo < hi {
		mid := lo + (hi-lo)/2
		item, err := t.GetItem(a, object.Int(mid))
		if err != nil {
			return 0, err
		}
		if key.P != nil && !key.IsNone() {
			if item, err = t.Call(key, item); err != nil {
				return 0, err
			}
		}
		var less bool
		if right {
			less, err = t.CompareBool(x, item, object.LT)
			less = !less
		} else {
			less, err = t.CompareBool(item, x, object.LT)
		}
		if err != nil {
			return 0, err
		}
		if less {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, nil
}

func find(right bool) object.FnBound {
	return func(t *thread, _ value, a []value) (value, error) {
		i, err := search(t, a[0], a[1], a[2], a[3], a[4], right)
		return object.Int(i), err
	}
}

func insort(right bool) object.FnBound {
	return func(t *thread, _ value, a []value) (value, error) {
		x := a[1]
		if key := a[4]; key.P != nil && !key.IsNone() {
			var err error
			if x, err = t.Call(key, x); err != nil {
				return value{}, err
			}
		}
		i, err := search(t, a[0], x, a[2], a[3], a[4], right)
		if err != nil {
			return value{}, err
		}
		if l, ok := object.AsList(a[0]); ok && l.Header.Type == object.ListType {
			i = min(i, len(l.Items))
			l.Append(value{})
			copy(l.Items[i+1:], l.Items[i:])
			l.Items[i] = a[1]
			return object.None, nil
		}
		_, err = t.CallMethodString(a[0], "insert", object.Int(i), a[1])
		return object.None, err
	}
}
