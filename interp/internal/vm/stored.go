package vm

import (
	"errors"
	"slices"
	"unsafe"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines how code objects are stored and come back: for __pycache__ and marshal.

// errNotOurs is the error of storing a code object of the other engine.
var errNotOurs = errors.New("vm: the code object has no bytecode")

// Marshal returns the stored form of a code object, with the names, numbers and file that code.replace may have changed.
func Marshal(code *object.Code) ([]byte, error) {
	bc := Bytecode(code)
	if bc == nil {
		return nil, errNotOurs
	}
	c := *bc
	if file, ok := object.AsStr(code.Filename); ok && file.String() != c.Filename {
		renamed(&c, c.Filename, file.String())
	}
	if len(code.Consts) > 0 && &code.Consts[0] != unsafe.SliceData(code.Body.(*linked).consts) {
		c.Consts = slices.Clone(bc.Consts)
		for i, v := range code.Consts {
			k, ok := StoredConst(v)
			if !ok {
				return nil, errNotOurs
			}
			if i < len(c.Consts) {
				c.Consts[i] = k
			}
		}
	}
	c.Name, c.QualName = code.Name.String(), code.QualName.String()
	c.FirstLine, c.Flags = code.FirstLine, bytecode.Flags(code.Flags)
	return bytecode.Encode(&c)
}

// StoredConst is an object as it is stored among the constants of a code object; false if it cannot be.
func StoredConst(v object.Value) (bytecode.Const, bool) {
	left := maxConsts
	return storedConst(v, &left)
}

// maxConsts is how many constants one may consist of: tuples may hold others many times.
const maxConsts = 1 << 20

func storedConst(v object.Value, left *int) (bytecode.Const, bool) {
	if *left--; *left < 0 {
		return nil, false
	}
	switch {
	case v.IsNone():
		return bytecode.NoneConst{}, true
	case v == object.Ellipsis:
		return bytecode.EllipsisConst{}, true
	case v.Is(object.BoolType):
		return bytecode.Bool(v == object.True), true
	case v.Is(object.IntType):
		if n, ok := object.SmallInt(v); ok {
			return bytecode.Int(n), true
		}
		big := &bytecode.BigInt{}
		big.Set(object.BigInt(v))
		return big, true
	case v.Is(object.FloatType):
		f, _ := object.AsFloat(v)
		return bytecode.Float(f), true
	case v.Is(object.StrType):
		s, _ := object.AsStr(v)
		return bytecode.Str(s.String()), true
	case v.Is(object.BytesType):
		b, _ := object.AsBytes(v)
		return bytecode.Bytes(b), true
	case v.Is(object.ComplexType):
		return bytecode.Complex((*object.ComplexObject)(unsafe.Pointer(v.P)).C), true
	case v.Is(object.TupleType):
		tuple, _ := object.AsTuple(v)
		list, ok := storedConsts(tuple.Items, left)
		return bytecode.Tuple(list), ok
	case v.Is(object.FrozenSetType):
		set := (*object.Set)(unsafe.Pointer(v.P))
		var items []object.Value
		for i := set.Next(0); i >= 0; i = set.Next(i + 1) {
			items = append(items, set.Item(i))
		}
		list, ok := storedConsts(items, left)
		return bytecode.FrozenSet(list), ok
	}
	if code, ok := object.AsCode(v); ok {
		if u, ok := code.Body.(*unread); ok {
			if h, ok := u.source.(held); ok {
				return h.Code, true
			}
		}
		bc := Bytecode(code)
		return bc, bc != nil
	}
	return nil, false
}

func storedConsts(items []object.Value, left *int) ([]bytecode.Const, bool) {
	list := make([]bytecode.Const, len(items))
	for i, item := range items {
		k, ok := storedConst(item, left)
		if !ok {
			return nil, false
		}
		list[i] = k
	}
	return list, true
}

// renamed gives c and the code objects in it that came from the file old the name new; shared parts are copied.
func renamed(c *bytecode.Code, old, new string) {
	c.Filename = new
	consts := append([]bytecode.Const(nil), c.Consts...)
	for i, k := range consts {
		inner, ok := k.(*bytecode.Code)
		if s, isStored := k.(*bytecode.Stored); isStored {
			// What cannot be read is left to Encode to find.
			inner, ok = nil, false
			if c, err := s.Load(); err == nil {
				inner, ok = c, true
			}
		}
		if ok && inner.Filename == old {
			copied := *inner
			renamed(&copied, old, new)
			consts[i] = &copied
		}
	}
	c.Consts = consts
}

// Unmarshal makes a code object, for t's interpreter, of what Marshal returned. If kept, data stays as it is, and the
// functions in it are read when they are called.
func Unmarshal(t *object.Thread, data []byte, kept bool) (*object.Code, error) {
	decode := bytecode.Decode
	if kept {
		decode = bytecode.DecodeHeads
	}
	bc, err := decode(data)
	if err != nil {
		return nil, err
	}
	return Link(t, bc), nil
}

// SameCode reports whether two bodies have the same instructions, tables and positions; constants are compared as objects.
func (lk *linked) SameCode(other object.Body) bool {
	o, ok := other.(*linked)
	if !ok {
		return false
	}
	x, y := lk.bc, o.bc
	return x == y || x.NumRegs == y.NumRegs && x.NumSlots == y.NumSlots && slices.Equal(x.Instrs, y.Instrs) && slices.Equal(x.ExcTable, y.ExcTable) &&
		slices.Equal(x.CacheNames, y.CacheNames) && slices.Equal(x.CellSlots, y.CellSlots) && slices.Equal(x.Captures, y.Captures) && slices.Equal(x.Positions, y.Positions)
}
