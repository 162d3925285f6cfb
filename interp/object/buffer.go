package object

// This file defines Buffer, the export of memory (the buffer protocol).

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
