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
	Release  func()
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
	b, release, err := t.BytesLike(v)
	if err != nil {
		return nil, err
	}
	defer release()
	return append([]byte(nil), b...), nil
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
	return buf.Bytes, buf.Release, nil
}

// IsContiguous reports whether the items lie in C order without gaps.
func (b *Buffer) IsContiguous() bool {
	if b.Strides == nil {
		return true
	}
	want := b.ItemSize
	for i := len(b.Shape) - 1; i >= 0; i-- {
		if b.Shape[i] == 0 {
			return true
		}
		if b.Shape[i] > 1 && b.Strides[i] != want {
			return false
		}
		want *= b.Shape[i]
	}
	return true
}

// Contiguous returns the bytes of a buffer that is contiguous.
func (b *Buffer) Contiguous() ([]byte, error) {
	if !b.IsContiguous() {
		return nil, Errorf(BufferErrorType, "memoryview: underlying buffer is not C-contiguous")
	}
	return b.Bytes, nil
}
