//go:build libpython

package capi

/*
#include "capi.h"
*/
import "C"

import "unsafe"

// This file defines the Go half of crossings without a buffer.

// Quick is C memory for a crossing whose arguments are words. It is never freed: whoever
// makes one keeps it.
type Quick struct {
	Words *[MaxWords]Word
	q     *C.mb_quick
}

// NewQuick makes one.
func NewQuick() *Quick {
	q := C.mb_quick_new()
	return &Quick{(*[MaxWords]Word)(unsafe.Pointer(&q.w)), q}
}

// Do performs an operation on o, by the slots of typ if it is not zero and else by o's own,
// with the first n words as arguments. The first word is the result, whose references are
// the caller's; with the tag KindBuffer, as after an exception, Answer has it. A text result
// has in the second word an object to give up when it has been read, or zero.
func (q *Quick) Do(op Op, o, typ Ref, x int64, n int) Status {
	return Status(C.mb_quick_op(C.int(op), C.uintptr_t(o), C.uintptr_t(typ), C.int64_t(x), C.uintptr_t(uintptr(unsafe.Pointer(q.q))), C.int(n)))
}

// Call is Do for a call of f; how it ended is to be asked for if the answer is in the buffer. The C function
// returns nothing, for to look where the stack is after a callback, as it must for a result, takes cgo 3 ns.
func (q *Quick) Call(f Ref, n int) {
	C.mb_quick_call(C.uintptr_t(f), C.uintptr_t(uintptr(unsafe.Pointer(q.q))), C.int(n))
}

// Status is how Call ended.
func (q *Quick) Status() Status { return Status(q.q.status) }

// Answer is what is in the buffer, and what is said about loans behind it.
func (q *Quick) Answer() (r, tail Reader) {
	b := &q.q.buf
	r.b = unsafe.Slice((*byte)(b.p), int(b.n))
	if n := int(b.tail); n > 0 {
		r.b, tail.b = r.b[:n], r.b[n:]
	}
	return r, tail
}

// Text is the text that a word points at, in C's memory.
func (w *Word) Text() string { return unsafe.String(*(**byte)(unsafe.Pointer(&w.V)), int(w.N)) }
