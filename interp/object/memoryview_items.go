package object

import (
	"encoding/binary"
	"math"
	"strings"
)

// This file defines how a memoryview reads and writes its items, and its indexing.

// nativeKind is the letter of a format of one native item, or 0.
func nativeKind(format string) byte {
	f := strings.TrimPrefix(format, "@")
	if len(f) == 1 && kindSize(f[0]) > 0 {
		return f[0]
	}
	return 0
}

// kindSize is the size in bytes of an item, on a 64-bit machine.
func kindSize(kind byte) int {
	switch kind {
	case 'c', 'b', 'B', '?':
		return 1
	case 'h', 'H':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'n', 'N', 'd', 'P':
		return 8
	}
	return 0
}

func byteKindFormat(kind byte) bool { return kind == 'c' || kind == 'b' || kind == 'B' }

// kind is the kind of the items, or the error of one that cannot be read.
func (m *MemoryView) kind() (byte, error) {
	k := nativeKind(m.format)
	if k == 0 {
		if len(strings.TrimPrefix(m.format, "@")) == 1 {
			return 0, Errorf(NotImplementedErrorType, "memoryview: format %s not supported", m.format)
		}
		return 0, Errorf(NotImplementedErrorType, "memoryview: unsupported format %s", m.format)
	}
	return k, nil
}

// item is the item at the offset at.
func (m *MemoryView) item(at int) (Value, error) {
	k, err := m.kind()
	if err != nil {
		return Value{}, err
	}
	return unpackItem(m.cell(at), k)
}

func unpackItem(b []byte, kind byte) (Value, error) {
	bo := binary.NativeEndian
	switch kind {
	case 'B':
		return Int(int(b[0])), nil
	case 'b':
		return Int(int(int8(b[0]))), nil
	case 'c':
		return NewBytes(string(b[:1])), nil
	case '?':
		return Bool(b[0] != 0), nil
	case 'h':
		return Int(int(int16(bo.Uint16(b)))), nil
	case 'H':
		return Int(int(bo.Uint16(b))), nil
	case 'i':
		return Int(int(int32(bo.Uint32(b)))), nil
	case 'I':
		return Int(int(bo.Uint32(b))), nil
	case 'l', 'q', 'n':
		return Int64(int64(bo.Uint64(b))), nil
	case 'L', 'Q', 'N', 'P':
		return Uint64(bo.Uint64(b)), nil
	case 'f':
		return Float(float64(math.Float32frombits(bo.Uint32(b)))), nil
	default:
		return Float(math.Float64frombits(bo.Uint64(b))), nil
	}
}

// setItem writes v at the offset at.
func (m *MemoryView) setItem(t *Thread, at int, v Value) error {
	kind, err := m.kind()
	if err != nil {
		return err
	}
	wrongType := func() error {
		return Errorf(TypeErrorType, "memoryview: invalid type for format '%s'", m.format)
	}
	wrongValue := func() error {
		return Errorf(ValueErrorType, "memoryview: invalid value for format '%s'", m.format)
	}
	wrong := func(err error) error {
		switch {
		case ErrorIs(err, TypeErrorType):
			return wrongType()
		case ErrorIs(err, OverflowErrorType), ErrorIs(err, ValueErrorType):
			return wrongValue()
		}
		return err
	}
	bo := binary.NativeEndian
	switch kind {
	case 'c':
		s, ok := AsBytes(v)
		if !ok {
			return wrongType()
		}
		if len(s) != 1 {
			return wrongValue()
		}
		m.cell(at)[0] = s[0]
		return nil
	case '?':
		b, err := t.Truth(v)
		if err != nil {
			return err
		}
		if err := m.check(); err != nil {
			return err
		}
		cell := m.cell(at)
		cell[0] = 0
		if b {
			cell[0] = 1
		}
		return nil
	case 'f', 'd':
		x, err := t.ToFloat(v)
		if err != nil {
			return wrong(err)
		}
		if err := m.check(); err != nil {
			return err
		}
		x = PlainFloat(x)
		if kind == 'd' {
			bo.PutUint64(m.cell(at), math.Float64bits(x))
			return nil
		}
		bo.PutUint32(m.cell(at), math.Float32bits(float32(x)))
		return nil
	}
	r, err := t.Index(v)
	if err != nil {
		return wrong(err)
	}
	if err := m.check(); err != nil {
		return err
	}
	size := kindSize(kind)
	var bits uint64
	if signed := strings.IndexByte("bhilqn", kind) >= 0; signed {
		n, ok := SmallInt(r)
		if limit := int64(1) << (8*size - 1); !ok || size < 8 && (n < -limit || n >= limit) {
			return wrongValue()
		}
		bits = uint64(n)
	} else {
		if intSign(r) < 0 {
			return wrongValue()
		}
		b := BigInt(r)
		if b.BitLen() > 8*size {
			return wrongValue()
		}
		bits = b.Uint64()
	}
	switch size {
	case 1:
		m.cell(at)[0] = byte(bits)
	case 2:
		bo.PutUint16(m.cell(at), uint16(bits))
	case 4:
		bo.PutUint32(m.cell(at), uint32(bits))
	default:
		bo.PutUint64(m.cell(at), bits)
	}
	return nil
}

// offset finds the item at index i of dimension dim, from the offset at on.
func (m *MemoryView) offset(at, dim, i int) (int, error) {
	n := m.shape[dim]
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, Errorf(IndexErrorType, "index out of bounds on dimension %d", dim+1)
	}
	return m.step(at, dim, i), nil
}

// locate finds the item that key, an index or a tuple of indexes, is for. ok is
// false if key is neither.
func (m *MemoryView) locate(t *Thread, key Value) (at int, ok bool, err error) {
	if key.P.Type.Index != nil {
		if len(m.shape) == 0 {
			return 0, true, Errorf(TypeErrorType, "invalid indexing of 0-dim memory")
		}
		i, err := t.AsIndex(key, IndexErrorType)
		if err != nil {
			return 0, true, err
		}
		if err := m.check(); err != nil {
			return 0, true, err
		}
		if len(m.shape) > 1 {
			return 0, true, Errorf(NotImplementedErrorType, "multi-dimensional sub-views are not implemented")
		}
		at, err = m.offset(m.at, 0, i)
		return at, true, err
	}
	u, isTuple := AsTuple(key)
	if !isTuple {
		return 0, false, nil
	}
	for _, x := range u.Items {
		if x.P.Type.Index == nil {
			return 0, false, nil
		}
	}
	if len(u.Items) > len(m.shape) {
		return 0, true, Errorf(TypeErrorType, "cannot index %d-dimension view with %d-element tuple", len(m.shape), len(u.Items))
	}
	if len(u.Items) < len(m.shape) {
		return 0, true, Errorf(NotImplementedErrorType, "sub-views are not implemented")
	}
	at = m.at
	for dim, x := range u.Items {
		i, err := t.AsIndex(x, IndexErrorType)
		if err != nil {
			return 0, true, err
		}
		if err := m.check(); err != nil {
			return 0, true, err
		}
		if at, err = m.offset(at, dim, i); err != nil {
			return 0, true, err
		}
	}
	return at, true, nil
}

// slice is the view that a slice of the first dimension selects.
func (m *MemoryView) slice(t *Thread, sl *Slice) (MemoryView, error) {
	with := *m
	start, _, step, n, err := sl.Indices(t, m.shape[0])
	if err != nil {
		return with, err
	}
	if err := m.check(); err != nil {
		return with, err
	}
	with.shape = append([]int{n}, m.shape[1:]...)
	with.strides = append([]int{m.strides[0] * step}, m.strides[1:]...)
	if n > 0 {
		with.at += start * m.strides[0]
	}
	return with, nil
}

// badKey is the error of a key that is no index.
func (m *MemoryView) badKey(key Value) error {
	if u, ok := AsTuple(key); ok && len(u.Items) > 0 {
		slices := true
		for _, x := range u.Items {
			slices = slices && x.P.Type == SliceType
		}
		if slices {
			return Errorf(NotImplementedErrorType, "multi-dimensional slicing is not implemented")
		}
	}
	return Errorf(TypeErrorType, "memoryview: invalid slice key")
}

func memoryGetItem(t *Thread, v, key Value) (Value, error) {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return Value{}, err
	}
	if len(m.shape) == 0 && key == Ellipsis {
		return v, nil
	}
	if sl, ok := AsSlice(key); ok {
		if len(m.shape) == 0 {
			return Value{}, Errorf(TypeErrorType, "invalid indexing of 0-dim memory")
		}
		// Made first: the __index__ of a bound may release m.
		v := m.derive(*m)
		d := viewOf(v)
		with, err := d.slice(t, sl)
		if err != nil {
			_ = d.release()
			return Value{}, err
		}
		d.at, d.shape, d.strides = with.at, with.shape, with.strides
		return v, nil
	}
	at, ok, err := m.locate(t, key)
	if err != nil {
		return Value{}, err
	}
	if !ok {
		if len(m.shape) == 0 {
			return Value{}, Errorf(TypeErrorType, "invalid indexing of 0-dim memory")
		}
		return Value{}, m.badKey(key)
	}
	return m.item(at)
}

func memorySetItem(t *Thread, v, key, x Value) error {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return err
	}
	if _, err := m.kind(); err != nil {
		return err
	}
	if m.readOnly {
		return Errorf(TypeErrorType, "cannot modify read-only memory")
	}
	if x.P == nil {
		return Errorf(TypeErrorType, "cannot delete memory")
	}
	if len(m.shape) == 0 {
		if u, ok := AsTuple(key); key == Ellipsis || ok && len(u.Items) == 0 {
			return m.setItem(t, m.at, x)
		}
		return Errorf(TypeErrorType, "invalid indexing of 0-dim memory")
	}
	if sl, ok := AsSlice(key); ok && len(m.shape) == 1 {
		return m.setSlice(t, sl, x)
	}
	at, ok, err := m.locate(t, key)
	if err != nil {
		return err
	}
	if !ok {
		if key.P.Type == SliceType {
			return Errorf(NotImplementedErrorType, "memoryview slice assignments are currently restricted to ndim = 1")
		}
		return m.badKey(key)
	}
	return m.setItem(t, at, x)
}

// setSlice assigns the items of x, which must be as many and of the same format.
func (m *MemoryView) setSlice(t *Thread, sl *Slice, x Value) error {
	buf, err := t.GetBuffer(x, false)
	if err != nil {
		return err
	}
	defer buf.Release()
	to, err := m.slice(t, sl)
	if err != nil {
		return err
	}
	format := strings.TrimPrefix(buf.Format, "@")
	if format == "" {
		format = "B"
	}
	shape := buf.shape()
	if format != strings.TrimPrefix(m.format, "@") || len(shape) != 1 || shape[0] != to.shape[0] || buf.ItemSize != m.itemSize {
		return Errorf(ValueErrorType, "memoryview assignment: lvalue and rvalue have different structures")
	}
	// A copy, since the two may lie in the same memory.
	src := buf.Copy()
	for i := range shape[0] {
		copy(m.cell(to.step(to.at, 0, i)), src[i*m.itemSize:])
	}
	return nil
}

func memoryToList(t *Thread, v Value) (Value, error) {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return Value{}, err
	}
	if _, err := m.kind(); err != nil {
		return Value{}, err
	}
	return m.list(m.at, 0)
}

// list is the list of the items from dimension dim on, at the offset at.
func (m *MemoryView) list(at, dim int) (Value, error) {
	if dim == len(m.shape) {
		return m.item(at)
	}
	out := make([]Value, m.shape[dim])
	for i := range out {
		x, err := m.list(m.step(at, dim, i), dim+1)
		if err != nil {
			return Value{}, err
		}
		out[i] = x
	}
	return NewList(out).Value(), nil
}
