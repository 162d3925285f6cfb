// Package capi is the one place where Go and libpython touch: it knows CPython's C API
// and nothing of Memphis's objects.
//
// # Crossing
//
// A call from Go to C and back costs 25 ns before anything is done, a call from C to Go
// 39 ns, so every operation is one crossing, whatever its arguments hold. Values cross in
// flat buffers ([Buffer] writes them, [Reader] reads them): a tag byte, then the content.
// [Do] is the one door for operations of Go on C objects; [Handler.Slot] the one door for
// what C asks of Go objects through their proxies.
//
// # References
//
// A [Ref] is the address of a C object. Whoever holds one owes a [Decref] for each
// [Incref]; references read from a [Result] are owned, those read from the arguments of a
// callback are borrowed for its duration. All of it, and everything else here but the
// functions that say so, is for the thread that holds the GIL.
//
// # Building
//
// The C half needs the build tag libpython, since cgo flags cannot be given in a plain
// go build; without it [Start] answers [ErrNotBuilt] and nothing else is reached.
package capi

import (
	"errors"
	"unsafe"
)

// ErrNotBuilt is what everything answers in a program built without libpython.
var ErrNotBuilt = errors.New("built without libpython")

// Ref is the address of a C object; zero is none.
type Ref uintptr

// Handle is the number by which a proxy knows its Go object; zero is none.
type Handle uintptr

// Config says where the Python installation lies whose libpython is linked.
type Config struct {
	Executable string
	Home       string   // PYTHONHOME
	Prefix     string   // sys.prefix
	Paths      []string // sys.path of libpython: the standard library and its lib-dynload
	HashSeed   uint32   // of the hash of strings, the same as ours
}

// Status is how an operation or a callback ended.
type Status int

const (
	// Raised: the result is an exception, taken apart (see [OpException]).
	Raised Status = iota
	// Done: the result is a value.
	Done
	// Absent: an iterator is exhausted, or there is nothing to answer.
	Absent
)

// Exported is memory of ours that C reads or writes through the buffer protocol. It
// must not move until its ID comes back in Handler.BufferDone.
type Exported struct {
	Data     []byte
	ReadOnly bool
	ID       uintptr
	// What follows is set for an array of other items than bytes, or of other dimensions: the
	// first item is at Offset. Shape and Strides are not nil then, Suboffsets is if there are none.
	Offset, ItemSize           int
	Format                     string
	Shape, Strides, Suboffsets []int
}

// Handler answers what C asks of Go objects. It is called with the GIL held, on the
// thread that asked. A panic in it becomes a SystemError in C.
type Handler interface {
	// Slot answers slot s of the object self: that of handle h, or, when h is zero, the
	// object or class of ours whose C half self is. The n positional and nk keyword
	// arguments are in args, then the tuple of keyword names if nk > 0. x is the
	// operator where there is one. The answer goes to out; Raised takes an exception
	// instance from it. ts is the state of the thread that asks.
	Slot(ts Thread, s Slot, self Ref, h Handle, x int64, args *Reader, n, nk int, out *Buffer) Status
	// Quick is Slot for arguments that are words. The answer goes to the first word, with the
	// text that belongs to its tag; out, if not nil, holds the answer instead, and is freed. It does not panic.
	Quick(ts Thread, s Slot, self Ref, h Handle, x int64, w *[MaxWords]Word, n int) (text string, out *Buffer, st Status)
	// Buffer exports the bytes of an object.
	Buffer(ts Thread, self Ref, h Handle, writable bool, out *Buffer) (Exported, Status)
	// BufferDone ends an export.
	BufferDone(id uintptr)
	// Born says that the proxy self was made for handle h; Release that it is gone. h is
	// zero for an object whose class of ours derives from a C type. If the object has a proxy already, Born
	// answers with that, borrowed, and takes h back: self is given up.
	Born(self Ref, h Handle) Ref
	Release(self Ref, h Handle)
	// WeakLost says that the proxy self of h is about to go, while C has weak references to it.
	// If it answers true, the proxy stays, with a reference that belongs to the Handler.
	WeakLost(self Ref, h Handle) bool
	// Shadow says that self was made for the instance of a subclass of a built-in type that h
	// names in the buffer being read.
	Shadow(self Ref, h Handle)
	// ShadowOf returns the instance that was made for the object of h, a new reference; zero if there is none.
	ShadowOf(h Handle) Ref
	// ThreadEnded says that a thread that C made, and whose end is watched, is about to end.
	ThreadEnded(ts Thread)
	// ContextCopied says that to is a new copy of the context from, which may be zero.
	ContextCopied(ts Thread, from, to Ref)
	// RaiseIn is PyThreadState_SetAsyncExc: the exception is in exc, which is nil for none.
	RaiseIn(ts Thread, ident uint64, exc *Reader) int
}

// MaxWords is the number of arguments that a crossing without a buffer can have.
const MaxWords = 6

// Word is a value that crosses without a buffer. Its tag is a Kind: None, True, False, NotImplemented,
// Int and Float have their content in V, Ref the address of the object, Proxy the handle; of ASCII, Str and
// Bytes V is the address of the text and N its length.
type Word struct {
	Tag int32
	N   uint32
	V   uint64
}

// Set sets a word that has no text.
func (w *Word) Set(k Kind, v uint64) { w.Tag, w.V = int32(k), v }

// SetText sets a word to a text, which must stay alive until the crossing.
func (w *Word) SetText(k Kind, s string) {
	w.Tag, w.N, w.V = int32(k), uint32(len(s)), uint64(uintptr(unsafe.Pointer(unsafe.StringData(s))))
}

// MaxText is the length of the longest text that a word can have.
const MaxText = 1<<31 - 1

// KindBuffer is the tag of a word whose value is in the buffer.
const KindBuffer Kind = 'X'

// TypeFlags of CPython that matter here.
const (
	TypeImmutable   = 1 << 8
	TypeHeap        = 1 << 9
	TypeBase        = 1 << 10
	TypeVectorcall  = 1 << 11
	TypeMethodDescr = 1 << 17
	TypeNoNew       = 1 << 7
	TypeSequence    = 1 << 5
	TypeMapping     = 1 << 6
	TypeLong        = 1 << 24
	TypeList        = 1 << 25
	TypeTuple       = 1 << 26
	TypeBytes       = 1 << 27
	TypeStr         = 1 << 28
	TypeDict        = 1 << 29
	TypeException   = 1 << 30
	TypeType        = 1 << 31
)
