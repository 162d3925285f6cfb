package engine

import (
	"unsafe"

	"memphis/interp/object"
)

// This file defines unpacking: of items to targets, and of stars in displays and calls.

// itemsOf are the items of a plain list or tuple.
func itemsOf(v object.Value) (items []object.Value, plain bool) {
	switch v.P.Type {
	case object.ListType:
		return (*object.List)(unsafe.Pointer(v.P)).Items, true
	case object.TupleType:
		return (*object.Tuple)(unsafe.Pointer(v.P)).Items, true
	}
	return nil, false
}

// Unpack sets dst to the items of v, which must be as many.
func Unpack(t *object.Thread, v object.Value, dst []object.Value) error {
	items, plain := itemsOf(v)
	if !plain {
		if v.P.Type.Iter == nil && v.P.Type.GetItem == nil {
			return object.Errorf(object.TypeErrorType, "cannot unpack non-iterable %s object", v.P.Type.Name)
		}
		it, err := t.Iter(v)
		if err != nil {
			return err
		}
		for i := range dst {
			x, err := t.Next(it)
			if err != nil {
				return err
			}
			if x.P == nil {
				return object.Errorf(object.ValueErrorType, "not enough values to unpack (expected %d, got %d)", len(dst), i)
			}
			dst[i] = x
		}
		x, err := t.Next(it)
		if err != nil {
			return err
		}
		if x.P != nil {
			return object.Errorf(object.ValueErrorType, "too many values to unpack (expected %d)", len(dst))
		}
		return nil
	}
	if len(items) < len(dst) {
		return object.Errorf(object.ValueErrorType, "not enough values to unpack (expected %d, got %d)", len(dst), len(items))
	}
	if len(items) > len(dst) {
		return object.Errorf(object.ValueErrorType, "too many values to unpack (expected %d)", len(dst))
	}
	for i := range dst { // there are few: copy costs more
		dst[i] = items[i]
	}
	return nil
}

// UnpackEx sets dst to before items of v, a list of those between, and after items.
func UnpackEx(t *object.Thread, v object.Value, before, after int, dst []object.Value) error {
	if v.P.Type.Iter == nil && v.P.Type.GetItem == nil {
		return object.Errorf(object.TypeErrorType, "cannot unpack non-iterable %s object", v.P.Type.Name)
	}
	items, plain := itemsOf(v)
	if !plain {
		it, err := t.Iter(v)
		if err != nil {
			return err
		}
		for {
			x, err := t.Next(it)
			if err != nil {
				return err
			}
			if x.P == nil {
				break
			}
			items = append(items, x)
		}
	}
	n := len(items)
	if n < before+after {
		return object.Errorf(object.ValueErrorType, "not enough values to unpack (expected at least %d, got %d)", before+after, n)
	}
	copy(dst, items[:before])
	copy(dst[before+1:], items[n-after:])
	dst[before] = object.NewListOf(items[before : n-after]).Value()
	return nil
}

// BuildSet is a set display.
func BuildSet(t *object.Thread, items []object.Value) (object.Value, error) {
	s := object.NewSet()
	for _, v := range items {
		if err := s.Add(t, v); err != nil {
			return object.Value{}, err
		}
	}
	return s.Value(), nil
}

// ListExtend appends the items of v to a list under construction.
func ListExtend(t *object.Thread, list, v object.Value) error {
	l := (*object.List)(unsafe.Pointer(list.P))
	switch v.P.Type {
	case object.ListType:
		l.AppendAll((*object.List)(unsafe.Pointer(v.P)).Items)
		return nil
	case object.TupleType:
		l.AppendAll((*object.Tuple)(unsafe.Pointer(v.P)).Items)
		return nil
	}
	if v.P.Type.Iter == nil && v.P.Type.GetItem == nil {
		return object.Errorf(object.TypeErrorType, "Value after * must be an iterable, not %s", v.P.Type.Name)
	}
	return l.Extend(t, v)
}

// SetUpdate adds the items of v to a set.
func SetUpdate(t *object.Thread, set, v object.Value) error {
	s := (*object.Set)(unsafe.Pointer(set.P))
	return t.Each(v, func(x object.Value) error { return s.Add(t, x) })
}

// mapItems calls f with each key and value of a mapping; notMapping makes the
// error for what is none.
func mapItems(t *object.Thread, v object.Value, notMapping func() error, f func(k, v object.Value) error) error {
	if d, ok := object.PlainDict(v); ok {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := f(d.Entries[i].Key, d.Entries[i].Val); err != nil {
				return err
			}
		}
		return nil
	}
	if err := keyItems(t, v, f); err == nil || !object.ErrorIs(err, object.AttributeErrorType) {
		return err
	}
	return notMapping() // whoever raised the AttributeError, as in CPython
}

// keyItems is mapItems for what is no plain dict; without a method keys it fails with an AttributeError.
func keyItems(t *object.Thread, v object.Value, f func(k, v object.Value) error) error {
	keys, err := t.GetAttr(v, object.Intern("keys"))
	if err != nil {
		return err
	}
	ks, err := t.MappingKeys(v, keys)
	if err != nil {
		return err
	}
	for _, k := range ks {
		x, err := t.GetItem(v, k)
		if err == nil {
			err = f(k, x)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// DictUpdate is **v in a dict display.
func DictUpdate(t *object.Thread, dict, v object.Value) error {
	d := (*object.Dict)(unsafe.Pointer(dict.P))
	return mapItems(t, v, func() error {
		return object.Errorf(object.TypeErrorType, "'%s' object is not a mapping", v.P.Type.Name)
	}, func(k, x object.Value) error { return d.Set(t, k, x) })
}

// DictMerge is **v in a call of callee, whose keywords so far are in dict.
func DictMerge(t *object.Thread, dict, v, callee object.Value) error {
	d := (*object.Dict)(unsafe.Pointer(dict.P))
	notMapping := func() error {
		return object.Errorf(object.TypeErrorType, "%s argument after ** must be a mapping, not %s", funcDesc(t, callee), v.P.Type.Name)
	}
	return mapItems(t, v, notMapping, func(k, x object.Value) error {
		_, dup, err := d.Get(t, k)
		if err != nil {
			return err
		}
		if dup {
			s, err := t.Str(k)
			if err != nil {
				return err
			}
			return object.Errorf(object.TypeErrorType, "%s got multiple values for keyword argument '%s'", funcDesc(t, callee), s)
		}
		return d.Set(t, k, x)
	})
}

// funcDesc is a callable in the messages about its arguments.
func funcDesc(t *object.Thread, f object.Value) string {
	q, err := t.GetAttrOpt(f, object.Intern("__qualname__"))
	if err != nil || q.P == nil {
		s, err := t.Str(f)
		if err != nil {
			return "function"
		}
		return s.String()
	}
	qs, ok := object.AsStr(q)
	if !ok {
		return "function"
	}
	mod, err := t.GetAttrOpt(f, object.Intern("__module__"))
	if err == nil && mod.P != nil {
		if ms, ok := object.AsStr(mod); ok && ms.String() != "builtins" {
			return ms.String() + "." + qs.String() + "()"
		}
	}
	return qs.String() + "()"
}

// CallEx is f(*args, **kwargs).
func CallEx(t *object.Thread, f, args, kwargs object.Value) (object.Value, error) {
	u, ok := object.AsTuple(args)
	if !ok {
		if args.P.Type.Iter == nil && args.P.Type.GetItem == nil {
			return object.Value{}, object.Errorf(object.TypeErrorType, "%s argument after * must be an iterable, not %s", funcDesc(t, f), args.P.Type.Name)
		}
		items, err := t.Collect(args)
		if err != nil {
			return object.Value{}, err
		}
		u = object.NewTuple(items)
	}
	var d *object.Dict
	if kwargs.P != nil {
		d = (*object.Dict)(unsafe.Pointer(kwargs.P))
	}
	return t.CallKw(f, u, d)
}

// FormatValue is a replacement field of an f-string: conv is 0, or 1 for !s, 2 for !r, 3 for !a; spec may be the zero Value.
func FormatValue(t *object.Thread, v object.Value, conv uint8, spec object.Value) (object.Value, error) {
	switch conv {
	case 1:
		s, err := t.Str(v)
		if err != nil {
			return v, err
		}
		v = s.Value()
	case 2:
		s, err := t.Repr(v)
		if err != nil {
			return v, err
		}
		v = s.Value()
	case 3:
		s, err := object.ASCII(t, v)
		if err != nil {
			return v, err
		}
		v = s
	}
	if spec.P == nil && v.P.Type == object.StrType {
		return v, nil
	}
	if spec.P == nil {
		spec = object.StrValue("")
	}
	return object.Format(t, v, spec)
}
