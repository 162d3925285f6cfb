package vm

import (
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines the slow paths of operators, items, unpacking and displays.

var binOps = [...]object.BinOp{
	object.OpAdd, object.OpSub, object.OpMul, object.OpMatMul, object.OpTrueDiv, object.OpMod, object.OpPow,
	object.OpLShift, object.OpRShift, object.OpOr, object.OpXor, object.OpAnd, object.OpFloorDiv,
}

// binary computes a binary operator, with a constant right operand or in place
// too: the four blocks of 13 instructions have the same order.
func (m *machine) binary(op Op, a, b object.Value) (object.Value, error) {
	k := int(op - ADD)
	bop := binOps[k%13]
	// int with float, in either order, is frequent and cheap to do here.
	if a.P == &object.FloatHeader && b.P == &object.IntHeader {
		if v, ok := floatOp(bop, a.Float64(), float64(b.Int64()), b.Int64()); ok {
			return v, nil
		}
	} else if a.P == &object.IntHeader && b.P == &object.FloatHeader {
		if v, ok := floatOp(bop, float64(a.Int64()), b.Float64(), a.Int64()); ok {
			return v, nil
		}
	} else if bop == object.OpTrueDiv && a.P == &object.IntHeader && b.P == &object.IntHeader {
		x, y := a.Int64(), b.Int64()
		const exact = 1 << 53
		if y != 0 && x < exact && x > -exact && y < exact && y > -exact {
			return object.Float(float64(x) / float64(y)), nil
		}
	}
	if a.P.Type == object.IntType && b.P.Type == object.IntType && bop != object.OpMatMul {
		return object.IntType.Binary[bop](m.t, a, b)
	}
	if k >= 26 {
		return m.t.InPlaceOp(bop, a, b)
	}
	return m.t.BinaryOp(bop, a, b)
}

func floatOp(op object.BinOp, a, b float64, n int64) (object.Value, bool) {
	const exact = 1 << 53
	if n >= exact || n <= -exact {
		return object.Value{}, false
	}
	switch op {
	case object.OpAdd:
		return object.Float(a + b), true
	case object.OpSub:
		return object.Float(a - b), true
	case object.OpMul:
		return object.Float(a * b), true
	case object.OpTrueDiv:
		if b != 0 {
			return object.Float(a / b), true
		}
	}
	return object.Value{}, false
}

// cmpOps numbers the comparisons by their instructions, from EQ on.
var cmpOps = [...]object.CmpOp{object.EQ, object.NE, object.LT, object.LE, object.GT, object.GE}

func (m *machine) compare(op Op, a, b object.Value) (object.Value, error) {
	c := cmpOps[op-EQ]
	if a.P == &object.FloatHeader && b.P == &object.FloatHeader {
		return object.Bool(compareFloats(c, a.Float64(), b.Float64())), nil
	}
	if a.P.Type == object.StrType && b.P.Type == object.StrType {
		r, err := m.t.CompareBool(a, b, c)
		return object.Bool(r), err
	}
	return m.t.Compare(a, b, c)
}

func compareFloats(c object.CmpOp, a, b float64) bool {
	switch c {
	case object.EQ:
		return a == b
	case object.NE:
		return a != b
	case object.LT:
		return a < b
	case object.LE:
		return a <= b
	case object.GT:
		return a > b
	}
	return a >= b
}

var jumpCmp = map[Op]object.CmpOp{
	JEQ: object.EQ, JNE: object.NE, JLT: object.LT, JLE: object.LE, JGT: object.GT, JGE: object.GE,
	JEQK: object.EQ, JNEK: object.NE, JLTK: object.LT, JLEK: object.LE, JGTK: object.GT, JGEK: object.GE,
}

var jumpOps = func() (t [256]object.CmpOp) {
	for op, c := range jumpCmp {
		t[op] = c
	}
	return t
}()

func (m *machine) compareTruth(op Op, a, b object.Value) (bool, error) {
	c := jumpOps[op]
	if a.P == &object.FloatHeader {
		if b.P == &object.FloatHeader {
			return compareFloats(c, a.Float64(), b.Float64()), nil
		}
		if n := b.Int64(); b.P == &object.IntHeader && n < 1<<53 && n > -1<<53 {
			return compareFloats(c, a.Float64(), float64(n)), nil
		}
	}
	return m.t.CompareBool(a, b, c)
}

func (m *machine) contains(c, v object.Value) (bool, error) {
	switch c.P.Type {
	case object.DictType:
		_, ok, err := (*object.Dict)(unsafe.Pointer(c.P)).Get(m.t, v)
		return ok, err
	case object.SetType:
		if v.P.Type == object.StrType || v.P == &object.IntHeader {
			return (*object.Set)(unsafe.Pointer(c.P)).Contains(m.t, v)
		}
		return m.t.Contains(c, v)
	case object.TupleType:
		for _, x := range (*object.Tuple)(unsafe.Pointer(c.P)).Items {
			if x == v {
				return true, nil
			}
			eq, err := m.t.EqualValues(x, v)
			if eq || err != nil {
				return eq, err
			}
		}
		return false, nil
	}
	return m.t.Contains(c, v)
}

func (m *machine) getItem(o, k object.Value) (object.Value, error) {
	if o.P.Type == object.DictType {
		v, ok, err := (*object.Dict)(unsafe.Pointer(o.P)).Get(m.t, k)
		if err != nil {
			return v, err
		}
		if !ok {
			return v, object.KeyError(k)
		}
		return v, nil
	}
	return m.t.GetItem(o, k)
}

func (m *machine) setItem(o, k, v object.Value) error {
	if o.P.Type == object.DictType {
		return (*object.Dict)(unsafe.Pointer(o.P)).Set(m.t, k, v)
	}
	return m.t.SetItem(o, k, v)
}

// getSlice is o[start:stop], without making a slice object for lists, tuples and strs.
func (m *machine) getSlice(o, start, stop object.Value) (object.Value, error) {
	t := m.t
	n := -1
	switch o.P.Type {
	case object.ListType:
		n = len((*object.List)(unsafe.Pointer(o.P)).Items)
	case object.TupleType:
		n = len((*object.Tuple)(unsafe.Pointer(o.P)).Items)
	case object.StrType:
		n = (*object.Str)(unsafe.Pointer(o.P)).Len()
	}
	if n >= 0 && plainBound(start) && plainBound(stop) {
		i, j := bound(start, n, 0), bound(stop, n, n)
		if j < i {
			j = i
		}
		switch o.P.Type {
		case object.ListType:
			return object.NewListOf((*object.List)(unsafe.Pointer(o.P)).Items[i:j]).Value(), nil
		case object.TupleType:
			if i == 0 && j == n {
				return o, nil
			}
			return object.NewTupleOf((*object.Tuple)(unsafe.Pointer(o.P)).Items[i:j]).Value(), nil
		default:
			return (*object.Str)(unsafe.Pointer(o.P)).Slice(i, j), nil
		}
	}
	return t.GetItem(o, object.NewSlice(start, stop, object.None))
}

func plainBound(v object.Value) bool { return v.P == &object.IntHeader || v.IsNone() }

func bound(v object.Value, n, def int) int {
	if v.P != &object.IntHeader {
		return def
	}
	i := int(v.N)
	if i < 0 {
		i += n
	}
	return min(max(i, 0), n)
}

func (m *machine) getIter(v object.Value) (object.Value, error) {
	switch v.P.Type {
	case object.GeneratorType, object.ListIterType, object.RangeIterType:
		return v, nil
	}
	return m.t.Iter(v)
}

// unpack sets dst to the items of v, which must be as many.
func (m *machine) unpack(v object.Value, dst []object.Value) error {
	t := m.t
	var items []object.Value
	switch v.P.Type {
	case object.ListType:
		items = (*object.List)(unsafe.Pointer(v.P)).Items
	case object.TupleType:
		items = (*object.Tuple)(unsafe.Pointer(v.P)).Items
	default:
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
	copy(dst, items)
	return nil
}

// unpackEx sets dst to before items of v, a list of those between, and after items.
func (m *machine) unpackEx(v object.Value, before, after int, dst []object.Value) error {
	if v.P.Type.Iter == nil && v.P.Type.GetItem == nil {
		return object.Errorf(object.TypeErrorType, "cannot unpack non-iterable %s object", v.P.Type.Name)
	}
	t := m.t
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	var items []object.Value
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
	n := len(items)
	if n < before+after {
		return object.Errorf(object.ValueErrorType, "not enough values to unpack (expected at least %d, got %d)", before+after, n)
	}
	copy(dst, items[:before])
	copy(dst[before+1:], items[n-after:])
	dst[before] = object.NewList(append([]object.Value(nil), items[before:n-after]...)).Value()
	return nil
}

func (m *machine) buildSet(items []object.Value) (object.Value, error) {
	s := object.NewSet()
	for _, v := range items {
		if err := s.Add(m.t, v); err != nil {
			return object.Value{}, err
		}
	}
	return s.Value(), nil
}

func (m *machine) listExtend(list, v object.Value) error {
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
	return m.t.Each(v, func(x object.Value) error {
		l.Append(x)
		return nil
	})
}

func (m *machine) setUpdate(set, v object.Value) error {
	s := (*object.Set)(unsafe.Pointer(set.P))
	return m.t.Each(v, func(x object.Value) error { return s.Add(m.t, x) })
}

// mapItems calls f with each key and value of a mapping; notMapping makes the
// error for what is none.
func (m *machine) mapItems(v object.Value, notMapping func() error, f func(k, v object.Value) error) error {
	t := m.t
	if d, ok := object.PlainDict(v); ok {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			if err := f(d.Entries[i].Key, d.Entries[i].Val); err != nil {
				return err
			}
		}
		return nil
	}
	keys, err := t.GetAttrOpt(v, object.Intern("keys"))
	if err != nil {
		return err
	}
	if keys.P == nil {
		return notMapping()
	}
	ks, err := t.Call(keys)
	if err != nil {
		return err
	}
	return t.Each(ks, func(k object.Value) error {
		x, err := t.GetItem(v, k)
		if err != nil {
			return err
		}
		return f(k, x)
	})
}

func (m *machine) dictUpdate(dict, v object.Value) error {
	d := (*object.Dict)(unsafe.Pointer(dict.P))
	return m.mapItems(v, func() error {
		return object.Errorf(object.TypeErrorType, "'%s' object is not a mapping", v.P.Type.Name)
	}, func(k, x object.Value) error { return d.Set(m.t, k, x) })
}

// funcDesc is a callable in the messages about its arguments.
func (m *machine) funcDesc(f object.Value) string {
	t := m.t
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

func (m *machine) dictMerge(dict, v, callee object.Value) error {
	d := (*object.Dict)(unsafe.Pointer(dict.P))
	return m.mapItems(v, func() error {
		return object.Errorf(object.TypeErrorType, "%s argument after ** must be a mapping, not %s", m.funcDesc(callee), v.P.Type.Name)
	}, func(k, x object.Value) error {
		_, dup, err := d.Get(m.t, k)
		if err != nil {
			return err
		}
		if dup {
			s, err := m.t.Str(k)
			if err != nil {
				return err
			}
			return object.Errorf(object.TypeErrorType, "%s got multiple values for keyword argument '%s'", m.funcDesc(callee), s)
		}
		return d.Set(m.t, k, x)
	})
}

// callEx is f(*args, **kwargs).
func (m *machine) callEx(f, args, kwargs object.Value) (object.Value, error) {
	t := m.t
	u, ok := object.AsTuple(args)
	if !ok {
		if args.P.Type.Iter == nil && args.P.Type.GetItem == nil {
			return object.Value{}, object.Errorf(object.TypeErrorType, "%s argument after * must be an iterable, not %s", m.funcDesc(f), args.P.Type.Name)
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

func (m *machine) formatValue(v object.Value, conv uint8, spec object.Value) (object.Value, error) {
	t := m.t
	if conv == InJoined && spec.P == nil && (v.P == &object.IntHeader || v.P == &object.FloatHeader) {
		// BUILDSTRING puts them in without a str of their own.
		return v, nil
	}
	switch conv &^ InJoined {
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
