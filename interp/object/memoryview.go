package object

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"unsafe"
	"weak"
)

// This file defines the memoryview type (Library reference, "Memory Views").
// How items are read and written is in memoryview_items.go.

// managedBuffer is a Buffer that the memoryviews made from one object share; it
// is released with the last of them.
type managedBuffer struct {
	buf      *Buffer
	views    int
	released bool
}

// MemoryView is a memoryview: an array of items in the memory of another object.
type MemoryView struct {
	Header
	array
	base     *managedBuffer
	at       int // offset in mem of the first item
	format   string
	readOnly bool
	released bool
	exports  int
	hash     int64 // 0 until computed
}

func viewOf(v Value) *MemoryView { return (*MemoryView)(unsafe.Pointer(v.P)) }

// NewMemoryView returns memoryview(v).
func (t *Thread) NewMemoryView(v Value) (Value, error) {
	if v.P.Type == MemoryViewType {
		m := viewOf(v)
		if err := m.check(); err != nil {
			return Value{}, err
		}
		return m.derive(*m), nil
	}
	f := v.P.Type.Buffer
	if f == nil {
		return Value{}, Errorf(TypeErrorType, "memoryview: a bytes-like object is required, not '%s'", v.P.Type.Name)
	}
	buf, err := f(t, v, false)
	if err != nil {
		return Value{}, err
	}
	if len(buf.Shape) > 64 {
		buf.Release()
		return Value{}, Errorf(ValueErrorType, "memoryview: number of dimensions must not exceed 64")
	}
	return newView(t, buf), nil
}

// heldBuffer is a Buffer that is released once, by its memoryviews or for them.
type heldBuffer struct{ release func() }

func (h *heldBuffer) once() {
	if f := h.release; f != nil {
		h.release = nil
		f()
	}
}

// newView makes a memoryview of buf, which it releases in the end.
func newView(t *Thread, buf *Buffer) Value {
	base := &managedBuffer{buf: buf, views: 1}
	if buf.Watched {
		in, held := t.Interp, &heldBuffer{release: buf.Release}
		buf.Release = held.once
		runtime.AddCleanup(base, func(held *heldBuffer) { in.enqueue(func(*Thread) { held.once() }) }, held)
	}
	if b, ok := AsByteArray(buf.Obj); ok {
		// A bytearray watches its views itself.
		buf.Release()
		buf.Release = noRelease
		b.views = append(b.views, weak.Make(base))
	}
	format := buf.Format
	if format == "" {
		format = "B"
	}
	m := &MemoryView{
		Header: Header{MemoryViewType}, array: buf.items(), base: base, at: buf.Offset, format: format, readOnly: buf.ReadOnly,
	}
	return Value{P: &m.Header}
}

// MemoryViewOf makes a memoryview of buf, which it releases in the end.
func (t *Thread) MemoryViewOf(buf *Buffer) Value { return newView(t, buf) }

// derive makes a view of the same memory as m, as with describes it.
func (m *MemoryView) derive(with MemoryView) Value {
	with.released, with.exports, with.hash = false, 0, 0
	m.base.views++
	return Value{P: &with.Header}
}

func (m *MemoryView) check() error {
	if m.released || m.base.released {
		return Errorf(ValueErrorType, "operation forbidden on released memoryview object")
	}
	return nil
}

func (m *MemoryView) release() error {
	if m.released {
		return nil
	}
	if m.exports > 0 {
		return Errorf(BufferErrorType, "memoryview has %d exported buffer%s", m.exports, plural(m.exports))
	}
	m.released = true
	base := m.base
	// A bytearray asks whether base is still reachable: this view does not count.
	m.mem, m.base = nil, nil
	if base.views--; base.views == 0 {
		base.released = true
		base.buf.Release()
	}
	return nil
}

// releaseNow is release as the program asks for it: who has m's memory and is not referred to any more counts no longer.
func (m *MemoryView) releaseNow(t *Thread) error {
	if !m.released && m.exports > 0 {
		t.Interp.Host.Collect(t, false)
	}
	return m.release()
}

// count is the number of items.
func (m *MemoryView) count() int { return count(m.shape) }

// nbytes is the size of the items. Where they have no dimension it is that of the memory: a structure may have been made longer
// than its type is (ctypes.resize).
func (m *MemoryView) nbytes() int {
	if len(m.shape) == 0 {
		return len(m.mem) - m.at
	}
	return m.count() * m.itemSize
}

func (m *MemoryView) contiguous() bool {
	return m.suboffsets == nil && inOrder(m.shape, m.strides, m.itemSize, false)
}

func (m *MemoryView) fortran() bool {
	return m.suboffsets == nil && inOrder(m.shape, m.strides, m.itemSize, true)
}

// bytes returns the items in C order, without a copy if they lie so.
func (m *MemoryView) bytes() []byte {
	n := m.nbytes()
	if m.contiguous() {
		return m.mem[m.at : m.at+n]
	}
	return m.gather(make([]byte, 0, n), m.at, 0)
}

func setupMemoryView() {
	y := MemoryViewType
	y.New = memoryNew
	y.Repr = func(t *Thread, v Value) (Value, error) {
		if viewOf(v).released {
			return StrValue(fmt.Sprintf("<released memory at 0x%x>", ID(v))), nil
		}
		return StrValue(fmt.Sprintf("<memory at 0x%x>", ID(v))), nil
	}
	y.Hash = memoryHash
	y.Compare = memoryCompare
	y.Len = func(t *Thread, v Value) (int, error) {
		m := viewOf(v)
		if err := m.check(); err != nil || len(m.shape) == 0 {
			return 1, err
		}
		return m.shape[0], nil
	}
	y.GetItem = memoryGetItem
	y.SetItem = memorySetItem
	y.Iter = memoryIter
	y.Buffer = memoryBuffer
	get := func(f func(m *MemoryView) Value) func(t *Thread, v Value) (Value, error) {
		return func(t *Thread, v Value) (Value, error) {
			m := viewOf(v)
			if err := m.check(); err != nil {
				return Value{}, err
			}
			return f(m), nil
		}
	}
	Define(y, TypeSpec{
		Doc:    "Create a new memoryview object which references the given object.",
		Layout: NewLayout[MemoryView]("memoryview", objectLayout), Flags: FlagSequence | FlagWeakref,
		Methods: []Method{
			{Name: "release", Sig: "($self, /)", Doc: "Release the underlying buffer exposed by the memoryview object.",
				Fn: Fn0(func(t *Thread, v Value) (Value, error) { return None, viewOf(v).releaseNow(t) })},
			{Name: "tobytes", Sig: "($self, /, order='C')", Doc: "Return the data in the buffer as a byte string.\n\nOrder can be {'C', 'F', 'A'}. When order is 'C' or 'F', the data of the\noriginal array is converted to C or Fortran order. For contiguous views,\n'A' returns an exact copy of the physical memory. In particular, in-memory\nFortran order is preserved. For non-contiguous views, the data is converted\nto C first. order=None is the same as order='C'.", Fn: FnBound(memoryToBytes)},
			{Name: "hex", Sig: "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", Doc: "Return the data in the buffer as a str of hexadecimal numbers.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = memoryview(b'\\xb9\\x01\\xef')\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'",
				Fn: FnBound(func(t *Thread, v Value, args []Value) (Value, error) {
					m := viewOf(v)
					if err := m.check(); err != nil {
						return Value{}, err
					}
					return t.hexOf(string(m.bytes()), args)
				})},
			{Name: "tolist", Sig: "($self, /)", Doc: "Return the data in the buffer as a list of elements.", Fn: Fn0(memoryToList)},
			{Name: "cast", Sig: "($self, /, format, shape=<unrepresentable>)", Doc: "Cast a memoryview to a new format or shape.", Fn: FnBound(memoryCast)},
			{Name: "toreadonly", Sig: "($self, /)", Doc: "Return a readonly version of the memoryview.",
				Fn: Fn0(func(t *Thread, v Value) (Value, error) {
					m := viewOf(v)
					if err := m.check(); err != nil {
						return Value{}, err
					}
					with := *m
					with.readOnly = true
					return m.derive(with), nil
				})},
			{Name: "__enter__", Fn: Fn0(func(t *Thread, v Value) (Value, error) { return v, viewOf(v).check() })},
			{Name: "__exit__", Fn: FnVec(func(t *Thread, v Value, args []Value, kw *Tuple) (Value, error) {
				return None, viewOf(v).releaseNow(t)
			})},
		},
		GetSets: []GetSet{
			{Name: "obj", Doc: "The underlying object of the memoryview.", Get: get(func(m *MemoryView) Value { return m.base.buf.Obj.OrNone() })},
			{Name: "nbytes", Doc: "The amount of space in bytes that the array would use in\n a contiguous representation.",
				Get: get(func(m *MemoryView) Value { return Int(m.nbytes()) })},
			{Name: "readonly", Doc: "A bool indicating whether the memory is read only.", Get: get(func(m *MemoryView) Value { return Bool(m.readOnly) })},
			{Name: "itemsize", Doc: "The size in bytes of each element of the memoryview.", Get: get(func(m *MemoryView) Value { return Int(m.itemSize) })},
			{Name: "format", Doc: "A string containing the format (in struct module style)\n for each element in the view.", Get: get(func(m *MemoryView) Value { return StrValue(m.format) })},
			{Name: "ndim", Doc: "An integer indicating how many dimensions of a multi-dimensional\n array the memory represents.", Get: get(func(m *MemoryView) Value { return Int(len(m.shape)) })},
			{Name: "shape", Doc: "A tuple of ndim integers giving the shape of the memory\n as an N-dimensional array.", Get: get(func(m *MemoryView) Value { return intsTuple(m.shape) })},
			{Name: "strides", Doc: "A tuple of ndim integers giving the size in bytes to access\n each element for each dimension of the array.", Get: get(func(m *MemoryView) Value { return intsTuple(m.strides) })},
			{Name: "suboffsets", Doc: "A tuple of integers used internally for PIL-style arrays.", Get: get(func(m *MemoryView) Value { return intsTuple(m.suboffsets) })},
			{Name: "c_contiguous", Doc: "A bool indicating whether the memory is C contiguous.", Get: get(func(m *MemoryView) Value { return Bool(m.contiguous()) })},
			{Name: "f_contiguous", Doc: "A bool indicating whether the memory is Fortran contiguous.",
				Get: get(func(m *MemoryView) Value { return Bool(m.fortran()) })},
			{Name: "contiguous", Doc: "A bool indicating whether the memory is contiguous.",
				Get: get(func(m *MemoryView) Value {
					return Bool(m.contiguous() || m.fortran())
				})},
		},
	})
	memoryIterType.Iter = func(t *Thread, v Value) (Value, error) { return v, nil }
	memoryIterType.Next = memoryIterNext
	Define(memoryIterType, TypeSpec{Layout: NewLayout[memoryIterator]("memory_iterator", objectLayout), Flags: FlagNoNew})
}

func intsTuple(ns []int) Value {
	items := make([]Value, len(ns))
	for i, n := range ns {
		items[i] = Int(n)
	}
	return NewTuple(items).Value()
}

var memoryNewSig = NewSignature("(object)")

func memoryNew(t *Thread, cls *Type, args []Value, kw *Tuple) (Value, error) {
	a, err := memoryNewSig.Bind(t, "memoryview", args, kw)
	if err != nil {
		return Value{}, err
	}
	return t.NewMemoryView(a[0])
}

func memoryBuffer(t *Thread, v Value, writable bool) (*Buffer, error) {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return nil, err
	}
	if writable && m.readOnly {
		return nil, Errorf(BufferErrorType, "memoryview: underlying buffer is not writable")
	}
	m.exports++
	released := false
	return &Buffer{
		Obj: v, Bytes: m.mem, ReadOnly: m.readOnly, Format: m.format, ItemSize: m.itemSize,
		Shape: m.shape, Strides: m.strides, Suboffsets: m.suboffsets, Offset: m.at, Release: func() {
			if !released {
				released = true
				m.exports--
			}
		},
	}, nil
}

func memoryHash(t *Thread, v Value) (int64, error) {
	m := viewOf(v)
	if m.hash != 0 {
		return m.hash, nil
	}
	if err := m.check(); err != nil {
		return 0, err
	}
	if !m.readOnly {
		return 0, Errorf(ValueErrorType, "cannot hash writable memoryview object")
	}
	switch strings.TrimPrefix(m.format, "@") {
	case "B", "b", "c":
	default:
		return 0, Errorf(ValueErrorType, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
	}
	if obj := m.base.buf.Obj; obj.P != nil {
		// The object must be hashable, too.
		if _, err := t.Hash(obj); err != nil {
			return 0, err
		}
	}
	m.hash = HashBytes(string(m.bytes()))
	return m.hash, nil
}

func memoryCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != EQ && op != NE {
		return NotImplemented, nil
	}
	m := viewOf(a)
	if a == b {
		return Bool(op == EQ), nil
	}
	if m.released || b.P.Type.Buffer == nil {
		return NotImplemented, nil
	}
	if b.P.Type == MemoryViewType && viewOf(b).released {
		return Bool(op == NE), nil
	}
	buf, err := b.P.Type.Buffer(t, b, false)
	if err != nil {
		return NotImplemented, nil
	}
	defer buf.Release()
	format := buf.Format
	if format == "" {
		format = "B"
	}
	eq, err := t.sameItems(m, &MemoryView{array: buf.items(), at: buf.Offset, format: format})
	return Bool(eq == (op == EQ)), err
}

// sameItems reports whether two views have the same shape and equal items.
func (t *Thread) sameItems(a, b *MemoryView) (bool, error) {
	if len(a.shape) != len(b.shape) {
		return false, nil
	}
	for i, n := range a.shape {
		if n != b.shape[i] {
			return false, nil
		}
		if n == 0 {
			break
		}
	}
	ka, kb := nativeKind(a.format), nativeKind(b.format)
	if ka == 0 || kb == 0 {
		return t.sameStructs(a, b)
	}
	x, y := a.bytes(), b.bytes()
	if ka == kb && ka != 'f' && ka != 'd' && ka != '?' {
		return string(x) == string(y), nil
	}
	for i := range a.count() {
		u, err := unpackItem(x[i*a.itemSize:], ka)
		if err != nil {
			return false, err
		}
		v, err := unpackItem(y[i*b.itemSize:], kb)
		if err != nil {
			return false, err
		}
		if eq, err := t.CompareBool(u, v, EQ); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

// sameStructs reports whether two views of the same shape have equal items, as the struct module reads them. A format that it
// does not know is like no other.
func (t *Thread) sameStructs(a, b *MemoryView) (bool, error) {
	if count(a.shape) == 0 {
		return true, nil
	}
	xs, err := t.structItems(a)
	if err != nil || xs == nil {
		return false, err
	}
	ys, err := t.structItems(b)
	if err != nil || len(ys) != len(xs) {
		return false, err
	}
	for i := range xs {
		// Member by member, since tuples take a NaN to be equal to itself.
		x, ok := AsTuple(xs[i])
		y, ok2 := AsTuple(ys[i])
		if !ok || !ok2 || len(x.Items) != len(y.Items) {
			return false, nil
		}
		for k := range x.Items {
			if eq, err := t.CompareBool(x.Items[k], y.Items[k], EQ); err != nil || !eq {
				return false, err
			}
		}
	}
	return true, nil
}

// structItems returns the tuples that struct.Struct makes of the items, nil if it does not know their format.
func (t *Thread) structItems(m *MemoryView) ([]Value, error) {
	mod, err := t.Interp.Host.Import(t, "struct", nil, Value{}, 0)
	if err != nil {
		return nil, err
	}
	cls, err := t.GetAttr(mod, Intern("Struct"))
	if err != nil {
		return nil, err
	}
	s, err := t.Call(cls, StrValue(m.format))
	if err != nil {
		known, aerr := t.GetAttr(mod, Intern("error"))
		if y, ok := AsType(known); aerr == nil && ok && ErrorIs(err, y) {
			err = nil
		}
		return nil, err
	}
	size, err := t.GetAttr(s, Intern("size"))
	if err != nil || !size.Is(IntType) || int(size.N) != m.itemSize {
		return nil, err
	}
	it, err := t.CallMethod(s, Intern("iter_unpack"), NewBytes(string(m.bytes())))
	if err != nil {
		return nil, err
	}
	list, err := t.Call(ListType.Value(), it)
	if err != nil {
		return nil, err
	}
	l, _ := AsList(list)
	return l.Items, nil
}

func memoryToBytes(t *Thread, v Value, args []Value) (Value, error) {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return Value{}, err
	}
	order := "C"
	if args[0].P != nil && !args[0].IsNone() {
		s, ok := AsStr(args[0])
		if !ok {
			return Value{}, Errorf(TypeErrorType, "tobytes() argument 'order' must be str or None, not %s", args[0].P.Type.Name)
		}
		if order = s.s; order != "C" && order != "F" && order != "A" {
			return Value{}, Errorf(ValueErrorType, "order must be 'C', 'F' or 'A'")
		}
	}
	if order == "A" && !m.contiguous() && m.fortran() {
		order = "F"
	}
	if order != "F" {
		return NewBytes(string(m.bytes())), nil
	}
	return NewBytesOf(m.gatherFortran(make([]byte, 0, m.count()*m.itemSize), m.at)), nil
}

func memoryCast(t *Thread, v Value, args []Value) (Value, error) {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return Value{}, err
	}
	f, ok := AsStr(args[0])
	if !ok {
		return Value{}, Errorf(TypeErrorType, "cast() argument 'format' must be str, not %s", typeNameOfArg(args[0]))
	}
	if !m.contiguous() {
		return Value{}, Errorf(TypeErrorType, "memoryview: casts are restricted to C-contiguous views")
	}
	if (args[1].P != nil || len(m.shape) != 1) && slices.Contains(m.shape, 0) {
		return Value{}, Errorf(TypeErrorType, "memoryview: cannot cast view with zeros in shape or strides")
	}
	var dims []Value
	if args[1].P != nil {
		if l, ok := AsList(args[1]); ok {
			dims = l.Items
		} else if u, ok := AsTuple(args[1]); ok {
			dims = u.Items
		} else {
			return Value{}, Errorf(TypeErrorType, "shape must be a list or a tuple")
		}
		if len(dims) > 64 {
			return Value{}, Errorf(ValueErrorType, "memoryview: number of dimensions must not exceed 64")
		}
		if len(m.shape) != 1 && len(dims) != 1 {
			return Value{}, Errorf(TypeErrorType, "memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	from, to := nativeKind(m.format), nativeKind(f.s)
	size := kindSize(to)
	switch {
	case size == 0:
		return Value{}, Errorf(ValueErrorType, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	case !byteKindFormat(from) && !byteKindFormat(to):
		return Value{}, Errorf(TypeErrorType, "memoryview: cannot cast between two non-byte formats")
	}
	n := m.nbytes()
	if n%size != 0 {
		return Value{}, Errorf(TypeErrorType, "memoryview: length is not a multiple of itemsize")
	}
	with := *m
	with.format, with.itemSize = f.s, size
	with.shape = []int{n / size}
	if args[1].P != nil {
		with.shape = make([]int, len(dims))
		product := size
		for i, d := range dims {
			if !d.Is(IntType) {
				return Value{}, Errorf(TypeErrorType, "memoryview.cast(): elements of shape must be integers")
			}
			k, ok := SmallInt(d)
			if !ok {
				return Value{}, Errorf(OverflowErrorType, "Python int too large to convert to C ssize_t")
			}
			if k <= 0 {
				return Value{}, Errorf(ValueErrorType, "memoryview.cast(): elements of shape must be integers > 0")
			}
			if int(k) > math.MaxInt/product {
				return Value{}, Errorf(ValueErrorType, "memoryview.cast(): product(shape) > SSIZE_MAX")
			}
			product *= int(k)
			with.shape[i] = int(k)
		}
		if product != n {
			return Value{}, Errorf(TypeErrorType, "memoryview: product(shape) * itemsize != buffer size")
		}
	}
	with.strides, with.suboffsets = contiguousStrides(with.shape, size), nil
	with.mem = m.mem[:m.at+n]
	return m.derive(with), nil
}

// memoryIterator iterates over a memoryview.
type memoryIterator struct {
	Header
	view Value // the zero Value when exhausted
	pos  int
}

var memoryIterType = &Type{Name: "memory_iterator"}

func memoryIter(t *Thread, v Value) (Value, error) {
	m := viewOf(v)
	if err := m.check(); err != nil {
		return Value{}, err
	}
	if len(m.shape) == 0 {
		return Value{}, Errorf(TypeErrorType, "invalid indexing of 0-dim memory")
	}
	if len(m.shape) > 1 {
		return Value{}, Errorf(NotImplementedErrorType, "multi-dimensional sub-views are not implemented")
	}
	if _, err := m.kind(); err != nil {
		return Value{}, err
	}
	return Value{P: &(&memoryIterator{Header{memoryIterType}, v, 0}).Header}, nil
}

func memoryIterNext(t *Thread, v Value) (Value, error) {
	it := (*memoryIterator)(unsafe.Pointer(v.P))
	if it.view.P == nil {
		return Value{}, nil
	}
	m := viewOf(it.view)
	if err := m.check(); err != nil {
		return Value{}, err
	}
	if it.pos >= m.shape[0] {
		it.view = Value{}
		return Value{}, nil
	}
	it.pos++
	return m.item(m.step(m.at, 0, it.pos-1))
}
