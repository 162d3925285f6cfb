package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines items, iteration, unpacking and displays of the built-in containers.

// itemOf is o[k] where that is an item of a list, a tuple, an ASCII text or a dict that is there; else the zero Value.
func itemOf(o, k *object.Value) object.Value {
	if k.P == &object.IntHeader {
		var items []object.Value
		i := int(k.N)
		switch o.P.Type {
		case object.ListType:
			items = (*object.List)(unsafe.Pointer(o.P)).Items
		case object.TupleType:
			items = (*object.Tuple)(unsafe.Pointer(o.P)).Items
		case object.StrType:
			if h := (*object.Str)(unsafe.Pointer(o.P)).ASCIIAt(i); h != nil {
				return object.FromPtr(h)
			}
		}
		if i < 0 {
			i += len(items)
		}
		if uint(i) < uint(len(items)) {
			return items[i]
		}
	}
	if o.P.Type == object.DictType || object.GetsAsDict(o.P.Type) {
		d := (*object.Dict)(unsafe.Pointer(o.P))
		if i := d.FindFast(*k); i >= 0 {
			return d.Entries[i].Val
		}
	}
	return object.Value{}
}

// setItemOf does o[k] = v for a list that has the item, or a dict with a simple key, and reports whether it did.
func setItemOf(o, k, v *object.Value) bool {
	if o.P.Type == object.ListType && k.P == &object.IntHeader {
		l := (*object.List)(unsafe.Pointer(o.P))
		i := int(k.N)
		if i < 0 {
			i += len(l.Items)
		}
		if uint(i) < uint(len(l.Items)) {
			l.Items[i] = *v
			return true
		}
	}
	return (o.P.Type == object.DictType || object.SetsAsDict(o.P.Type)) && (*object.Dict)(unsafe.Pointer(o.P)).SetFast(*k, *v)
}

// step takes a value from the iterator it for a FORITER whose destination is register dst; the zero Value says that
// there is none left. With unpacked, the UNPACK next, which follows, is done too: zip makes no tuple for it.
func (m *machine) step(regs *window, it object.Value, next word, dst uint8) (v object.Value, unpacked bool, err error) {
	switch it.P.Type {
	case object.DictKeyIterType, object.DictValueIterType:
		e, err := (*object.DictIter)(unsafe.Pointer(it.P)).Step()
		switch {
		case e == nil:
			return v, false, err
		case it.P.Type == object.DictKeyIterType:
			return e.Key, false, nil
		}
		return e.Val, false, nil
	case object.ZipType:
		if z := (*object.ZipIter)(unsafe.Pointer(it.P)); next.Op() == UNPACK && next.B() == dst && len(z.Its) == int(next.C()) {
			unpacked, err = z.NextInto(m.t, args(regs, int(next.A()), len(z.Its)))
			return v, unpacked, err
		}
	}
	take := it.P.Type.Next
	if take == nil {
		take = (*object.Thread).Next
	}
	if v, err = take(m.t, it); err != nil && object.ErrorIs(err, object.StopIterationType) {
		return object.Value{}, false, nil
	}
	return v, false, err
}

// pair2 does FORITER2's work on a pair, and reports whether v was one; if not, v
// is left for UNPACK2.
func pair2(regs *window, in word, v object.Value) bool {
	if v.P.Type == object.TupleType {
		if u := (*object.Tuple)(unsafe.Pointer(v.P)); len(u.Items) == 2 {
			a, b := u.Items[0], u.Items[1]
			regs[in.A()], regs[in.C()] = a, b
			return true
		}
	} else if v.P.Type == object.ListType {
		if u := (*object.List)(unsafe.Pointer(v.P)); len(u.Items) == 2 {
			a, b := u.Items[0], u.Items[1]
			regs[in.A()], regs[in.C()] = a, b
			return true
		}
	}
	regs[in.B()+1] = v
	return false
}

// useTuple does what next, which stands before pc, does with the tuple that in makes, without making it, and returns where
// to go on; -1 if that cannot be done.
func (m *machine) useTuple(regs *window, in, next word, pc int) int {
	i := m.findTuple(regs, in, next)
	if i < -1 {
		return -1
	}
	switch next.Op() {
	case GETITEM:
		if i < 0 {
			return -1
		}
		*next.a(regs) = (*object.Dict)(unsafe.Pointer(next.b(regs).P)).Entries[i].Val
	case SETITEM:
		if i < 0 {
			return -1
		}
		(*object.Dict)(unsafe.Pointer(next.a(regs).P)).Entries[i].Val = *next.c(regs)
	case IN, NOTIN:
		setBool(next.a(regs), i >= 0 == (next.Op() == IN))
	case JIN:
		if i >= 0 == (next.A() != 0) {
			return int(next.D())
		}
	}
	return pc
}

// buildDict makes the dict of in's pairs.
func (m *machine) buildDict(regs *window, in word) (object.Value, error) {
	if in.D() != 0 {
		return object.NewDictFor(regs[0]).Value(), nil
	}
	d := object.NewDictSize(int(in.C()))
	for i := 0; i < int(in.C()); i++ {
		if err := d.Set(m.t, regs[int(in.B())+2*i], regs[int(in.B())+2*i+1]); err != nil {
			return object.Value{}, err
		}
	}
	return d.Value(), nil
}

// buildKeyMap makes the dict with the constant keys and vals.
func (m *machine) buildKeyMap(keys, vals []object.Value) (object.Value, error) {
	if d := object.NewDictOf(keys, vals); d != nil {
		return d.Value(), nil
	}
	d := object.NewDictSize(len(vals))
	for i, v := range vals {
		if err := d.Set(m.t, keys[i], v); err != nil {
			return object.Value{}, err
		}
	}
	return d.Value(), nil
}
