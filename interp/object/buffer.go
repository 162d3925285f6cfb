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
	Shape    []int // nil: one dimension of len(Bytes)/ItemSize
	Strides  []int // nil: C-contiguous
	Offset   int   // of the first item in Bytes, not 0 if Strides has negative ones
	Release  func()
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

// shape and strides are Shape and Strides with what they leave out.
// Dimensions are the shape and the strides, also where they go without saying.
func (b *Buffer) Dimensions() (shape, strides []int) { return b.shape(), b.strides() }

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
	return b.Strides == nil || inOrder(b.shape(), b.Strides, b.ItemSize, false)
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
	n := b.ItemSize
	for _, k := range b.shape() {
		n *= k
	}
	return b.Bytes[b.Offset : b.Offset+n], nil
}

// Copy returns a copy of the items in C order.
func (b *Buffer) Copy() []byte {
	if c, err := b.Contiguous(); err == nil {
		return append([]byte(nil), c...)
	}
	return gather(nil, b.Bytes, b.Offset, b.shape(), b.strides(), b.ItemSize)
}

// gather appends the items of an array to dst in C order.
func gather(dst, mem []byte, at int, shape, strides []int, itemSize int) []byte {
	if len(shape) == 0 {
		return append(dst, mem[at:at+itemSize]...)
	}
	for range shape[0] {
		dst = gather(dst, mem, at, shape[1:], strides[1:], itemSize)
		at += strides[0]
	}
	return dst
}
