package object

import "unsafe"

// This file defines Buffer, the export of memory (the buffer protocol), and the
// doors through which others get at the bytes of an object.

// Buffer is memory that an object exports. Release must be called once.
type Buffer struct {
	Obj      Value
	Bytes    []byte
	ReadOnly bool
	Format   string // as in the struct module; "B" for plain bytes
	ItemSize int
	Shape    []int // nil: one dimension of len(Bytes)/ItemSize; with none, Bytes may be longer than the item
	Strides  []int // nil: C-contiguous
	Offset   int   // of the first item in Bytes, not 0 if Strides has negative ones
	// Suboffsets, if not nil, says for each dimension what to add to the pointer that lies where its stride leads to, to get
	// at the next dimension, or a negative number where there is none. The items are then not in Bytes.
	Suboffsets []int
	Release    func()
	// Watched says that a memoryview left unreferenced without a release must release the buffer
	// when the collector finds it. Release must not refer to what refers to the Buffer.
	Watched bool
}

func noRelease() {}

// bytesView is the memory of s, which must not be changed.
func bytesView(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// GetBuffer asks v for its memory, to be released when done with.
func (t *Thread) GetBuffer(v Value, writable bool) (*Buffer, error) {
	f := v.P.Type.Buffer
	if f == nil {
		return nil, Errorf(TypeErrorType, "a bytes-like object is required, not '%s'", v.P.Type.Name)
	}
	return f(t, v, writable)
}

// BytesLike returns the bytes of v, a bytes-like object, and what releases them.
// They must not be kept after that, nor changed.
func (t *Thread) BytesLike(v Value) ([]byte, func(), error) {
	if s, ok := AsBytes(v); ok {
		return bytesView(s), noRelease, nil
	}
	buf, err := t.GetBuffer(v, false)
	if err != nil {
		return nil, nil, err
	}
	b, err := buf.Contiguous()
	if err != nil {
		buf.Release()
		return nil, nil, err
	}
	return b, buf.Release, nil
}

// BytesCopy returns a copy of the bytes of v, a bytes-like object.
func (t *Thread) BytesCopy(v Value) ([]byte, error) {
	if s, ok := AsBytes(v); ok {
		return []byte(s), nil
	}
	buf, err := t.GetBuffer(v, false)
	if err != nil {
		return nil, err
	}
	defer buf.Release()
	return buf.Copy(), nil
}

// WritableBytes returns the memory of v, a writable bytes-like object, and what
// releases it.
func (t *Thread) WritableBytes(v Value) ([]byte, func(), error) {
	f := v.P.Type.Buffer
	if f == nil {
		return nil, nil, Errorf(TypeErrorType, "a read-write bytes-like object is required, not '%s'", v.P.Type.Name)
	}
	buf, err := f(t, v, true)
	if err != nil {
		if ErrorIs(err, BufferErrorType) {
			err = Errorf(TypeErrorType, "a read-write bytes-like object is required, not '%s'", v.P.Type.Name)
		}
		return nil, nil, err
	}
	if !buf.IsContiguous() {
		buf.Release()
		return nil, nil, Errorf(TypeErrorType, "contiguous buffer is required, not '%s'", v.P.Type.Name)
	}
	b, err := buf.Contiguous()
	return b, buf.Release, err
}

// Dimensions are the shape and the strides, also where they go without saying.
func (b *Buffer) Dimensions() (shape, strides []int) { return b.shape(), b.strides() }

// shape and strides are Shape and Strides with what they leave out.
func (b *Buffer) shape() []int {
	if b.Shape == nil {
		return []int{len(b.Bytes) / max(b.ItemSize, 1)}
	}
	return b.Shape
}

func (b *Buffer) strides() []int {
	if b.Strides == nil {
		return contiguousStrides(b.shape(), b.ItemSize)
	}
	return b.Strides
}

// contiguousStrides are the strides of items that lie in C order without gaps.
func contiguousStrides(shape []int, itemSize int) []int {
	strides := make([]int, len(shape))
	step := itemSize
	for i := len(shape) - 1; i >= 0; i-- {
		strides[i] = step
		step *= shape[i]
	}
	return strides
}

// IsContiguous reports whether the items lie in C order without gaps.
func (b *Buffer) IsContiguous() bool {
	return b.Suboffsets == nil && (b.Strides == nil || inOrder(b.shape(), b.Strides, b.ItemSize, false))
}

// inOrder reports whether items lie without gaps, in C or in Fortran order.
func inOrder(shape, strides []int, itemSize int, fortran bool) bool {
	step := itemSize
	for k := range shape {
		i := len(shape) - 1 - k
		if fortran {
			i = k
		}
		if shape[i] == 0 {
			return true
		}
		if shape[i] > 1 && strides[i] != step {
			return false
		}
		step *= shape[i]
	}
	return true
}

// Contiguous returns the bytes of a buffer that is contiguous.
func (b *Buffer) Contiguous() ([]byte, error) {
	if !b.IsContiguous() {
		return nil, Errorf(BufferErrorType, "memoryview: underlying buffer is not C-contiguous")
	}
	if b.Shape != nil && len(b.Shape) == 0 {
		return b.Bytes[b.Offset:], nil
	}
	n := b.ItemSize * count(b.shape())
	return b.Bytes[b.Offset : b.Offset+n], nil
}

// Copy returns a copy of the items in C order.
func (b *Buffer) Copy() []byte {
	if c, err := b.Contiguous(); err == nil {
		return append([]byte(nil), c...)
	}
	return b.items().gather(nil, b.Offset, 0)
}

// items is where b's items lie.
func (b *Buffer) items() array {
	return array{mem: b.Bytes, itemSize: b.ItemSize, shape: b.shape(), strides: b.strides(), suboffsets: b.Suboffsets}
}

// array is where the items of a buffer lie: at offsets from the beginning of mem, with suboffsets also outside of it.
type array struct {
	mem                        []byte
	itemSize                   int
	shape, strides, suboffsets []int
}

// cell is the memory of the item at an offset.
func (a *array) cell(at int) []byte {
	if a.suboffsets == nil {
		return a.mem[at : at+a.itemSize]
	}
	return unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(a.mem)), at)), a.itemSize)
}

// step is the offset of element i of a dimension that begins at the offset at.
func (a *array) step(at, dim, i int) int {
	at += i * a.strides[dim]
	if a.suboffsets == nil || a.suboffsets[dim] < 0 || len(a.mem) == 0 {
		return at
	}
	base := unsafe.Pointer(unsafe.SliceData(a.mem))
	to := *(*uintptr)(unsafe.Add(base, at))
	return int(to-uintptr(base)) + a.suboffsets[dim]
}

// gather appends the items of the dimensions from dim on, which begin at the offset at, to dst in C order.
func (a array) gather(dst []byte, at, dim int) []byte {
	if dim == len(a.shape) {
		return append(dst, a.cell(at)...)
	}
	for i := range a.shape[dim] {
		dst = a.gather(dst, a.step(at, dim, i), dim+1)
	}
	return dst
}

// gatherFortran appends all items to dst in Fortran order: the first index is the fastest.
func (a array) gatherFortran(dst []byte, at int) []byte {
	index := make([]int, len(a.shape))
	for range count(a.shape) {
		p := at
		for dim, i := range index {
			p = a.step(p, dim, i)
		}
		dst = append(dst, a.cell(p)...)
		for dim := range index {
			if index[dim]++; index[dim] < a.shape[dim] {
				break
			}
			index[dim] = 0
		}
	}
	return dst
}

// count is the number of items of an array.
func count(shape []int) int {
	n := 1
	for _, k := range shape {
		n *= k
	}
	return n
}
