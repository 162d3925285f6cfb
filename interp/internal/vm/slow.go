package vm

import (
	"strings"
	"unsafe"

	. "memphis/interp/internal/bytecode"
	"memphis/interp/internal/engine"
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
	if a.P.Type == object.IntType && b.P.Type == object.IntType && bop != object.OpMatMul && bop != object.OpTrueDiv {
		return object.IntType.Binary[bop](m.t, a, b)
	}
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
		return object.Bool(object.CompareStrs((*object.Str)(unsafe.Pointer(a.P)), (*object.Str)(unsafe.Pointer(b.P)), c)), nil
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
	if a.P.Type == object.StrType && b.P.Type == object.StrType {
		return object.CompareStrs((*object.Str)(unsafe.Pointer(a.P)), (*object.Str)(unsafe.Pointer(b.P)), c), nil
	}
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
	case object.StrType:
		if v.P.Type == object.StrType {
			return strings.Contains((*object.Str)(unsafe.Pointer(c.P)).String(), (*object.Str)(unsafe.Pointer(v.P)).String()), nil
		}
	case object.DictType:
		if i := (*object.Dict)(unsafe.Pointer(c.P)).FindFast(v); i >= -1 {
			return i >= 0, nil
		}
		_, ok, err := (*object.Dict)(unsafe.Pointer(c.P)).Get(m.t, v)
		return ok, err
	case object.SetType:
		if i := (*object.Set)(unsafe.Pointer(c.P)).FindFast(v); i >= -1 {
			return i >= 0, nil
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

// findTuple looks for the tuple that in, a BUILDTUPLE, makes as a key for next: in the dict that next subscripts, or in the
// dict or set that it searches. It returns the position of the key, -1 if it is not there, and less than that if
// this cannot be told so.
func (m *machine) findTuple(regs *window, in, next word) int {
	var c *object.Value
	switch next.Op() {
	case GETITEM:
		if c = next.b(regs); next.C() != in.A() {
			return -2
		}
	case SETITEM:
		if c = next.a(regs); next.B() != in.A() {
			return -2
		}
	case IN, NOTIN, JIN:
		c = next.c(regs)
		if next.B() != in.A() {
			return -2
		}
		if c.P.Type == object.SetType {
			return (*object.Set)(unsafe.Pointer(c.P)).FindTuple(args(regs, int(in.B()), int(in.C())))
		}
	default:
		return -2
	}
	if c.P.Type != object.DictType {
		return -2
	}
	return (*object.Dict)(unsafe.Pointer(c.P)).FindTuple(args(regs, int(in.B()), int(in.C())))
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
			return (*object.Str)(unsafe.Pointer(o.P)).Slice(t, i, j), nil
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

func (m *machine) formatValue(v object.Value, conv uint8, spec object.Value) (object.Value, error) {
	if conv == InJoined && spec.P == nil && (v.P == &object.IntHeader || v.P == &object.FloatHeader) {
		// BUILDSTRING puts them in without a str of their own.
		return v, nil
	}
	return engine.FormatValue(m.t, v, conv&^InJoined, spec)
}
