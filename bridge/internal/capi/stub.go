//go:build !libpython

package capi

import (
	"math"
	"time"
)

// This file is the twin of live.go in a program built without libpython. Start fails, so
// nothing else is ever reached with work to do.

// Built says whether libpython is linked into the program.
const Built = false

// Start answers ErrNotBuilt.
func Start(Config, Handler) error { return ErrNotBuilt }

// Started reports whether libpython runs.
func Started() bool { return false }

// DropRequested reports whether a thread has waited for the GIL for a switch interval.
func DropRequested() bool { return false }

// ReadZone makes the C library read the environment's time zone anew.
func ReadZone() {}

// Bare crosses to C and back.
func Bare() {}

// BareCallbacks has C call back.
func BareCallbacks(int) {}

// Cbrt is the C library's cube root; nothing calls it here.
func Cbrt(x float64) float64 { return math.Cbrt(x) }

// Erfc is the C library's complementary error function; nothing calls it here.
func Erfc(x float64) float64 { return math.Erfc(x) }

// Frames is the number of Python frames that libpython has evaluated since its start.
func Frames() uint64 { return 0 }

// FrameNames says which code the first frames ran.
func FrameNames() []string { return nil }

// Thread is CPython's state of one OS thread.
type Thread struct{}

// NewThread makes the thread state of the calling OS thread.
func NewThread() Thread { return Thread{} }

// Here returns the state that CPython knows for the calling OS thread.
func Here() Thread { return Thread{} }

// Ident is the number of the thread in C.
func (t Thread) Ident() uint64 { return 0 }

// Valid reports whether there is a state.
func (t Thread) Valid() bool { return false }

// Failure writes a SystemError for a panic to a buffer.
func Failure(any, *Buffer) {}

// Current is the state of the thread that holds the GIL.
func Current() Thread { return Thread{} }

// Context is the context of the thread.
func (t Thread) Context() Ref { return 0 }

// SetContext replaces the context of the thread.
func (t Thread) SetContext(Ref) {}

// ContextRoot is the root of a context.
func ContextRoot(Ref) Ref { return 0 }

// ContextEntered reports whether C has entered the context.
func ContextEntered(Ref) (Ref, bool) { return 0, false }

// NoVariables reports whether a root has none.
func NoVariables(Ref) bool { return true }

// NewContext returns a new context with a root.
func NewContext(Ref) Ref { return 0 }

// Watch has Handler.ThreadEnded called when t ends.
func (t Thread) Watch() uint64 { return 0 }

// Acquire takes the GIL for t.
func (t Thread) Acquire() {}

// Release gives up the GIL.
func Release() Thread { return Thread{} }

// Drop ends a thread state.
func (t Thread) Drop() {}

// BeforeFork does nothing here.
func BeforeFork() {}

// AfterForkParent does nothing here.
func AfterForkParent() {}

// AfterForkChild does nothing here.
func AfterForkChild() {}

// SetMainThread tells CPython that signals are handled on the calling OS thread.
func SetMainThread() {}

// ArmSignal makes f what CPython calls for a signal.
func ArmSignal(int, Ref) bool { return false }

// Interrupt makes the handler of a signal run in a blocking C call of the main thread.
func Interrupt(int) {}

// HookImports makes C code import through the given callables.
func HookImports(importFunc, findAndLoad, codecSearch, find, keep Ref) error { return ErrNotBuilt }

// RegisterErrorHandler gives C the handler of coding errors that is called name.
func RegisterErrorHandler(name string, f Ref) bool { return false }

// Importers are the functions with which libpython itself imports.
func Importers() (load, again Ref) { return 0, 0 }

// RunPython readies libpython for packages that run inside it.
func RunPython() bool { return false }

// RunTypes are the types of what Python code consists of.
func RunTypes() (refs [10]Ref) { return refs }

// Flush writes out what C's stdio holds.
func Flush() {}

// SetMaxStrDigits limits conversions of ints.
func SetMaxStrDigits(int) {}

// Incref takes a reference.
func Incref(Ref) {}

// Decref gives a reference up.
func Decref(Ref) {}

// RefCount returns the number of references.
func RefCount(Ref) int { return 0 }

// Exports is how many views of a bytearray are open.
func Exports(Ref) int { return 0 }

// WeaklyKnown reports whether there are weak references to an object.
func WeaklyKnown(Ref, int) bool { return false }

// TypeOf returns the type of a C object.
func TypeOf(Ref) Ref { return 0 }

// Blocks is the number of blocks of memory that libpython's objects take.
func Blocks() int { return 0 }

// ModuleVersion is the version of a module's namespace.
func ModuleVersion(Ref) uint64 { return 0 }

// DecrefMany gives up many references in one crossing.
func DecrefMany([]Ref) {}

// Adopt puts a container of C's on loan.
func Adopt(Ref, Handle) bool { return false }

// BuiltinsModule is libpython's module builtins.
func BuiltinsModule() Ref { return 0 }

// DictOf returns the namespace of a C module.
func DictOf(Ref) Ref { return 0 }

// DictVersion is a number that changes with each change of a dict.
func DictVersion(Ref) uint64 { return 0 }

// Cycles finds the C objects that are kept alive by objects of ours only.
func Cycles([]uintptr) (objects []Ref, first []uint32, to []int32) { return nil, nil, nil }

// Deafen says that C need not tell any more what it changes in a loan that it keeps.
func Deafen(Handle) {}

// Forget ends a loan.
func Forget(Handle) bool { return true }

// Named is how often a loan has been named in an answer.
func Named() uint64 { return 0 }

// Reading is false.
func Reading() bool { return false }

// SetSwitchInterval says how long a thread waits for the GIL before it asks for it.
func SetSwitchInterval(time.Duration) {}

// Name returns an interned str as a C object.
func Name(string) Ref { return 0 }

// ObjectType is the base of all twins that derive from no C type.
func ObjectType() Ref { return 0 }

// FunctionType is the type of proxies that are descriptors.
func FunctionType() Ref { return 0 }

// ModuleType is the type of proxies of modules.
func ModuleType() Ref { return 0 }

// MetaType is the metatype of twins.
func MetaType() Ref { return 0 }

// BaseMeta is type itself.
func BaseMeta() Ref { return 0 }

// HandleOf returns the handle of a proxy.
func HandleOf(Ref) Handle { return 0 }

// Result is the answer of an operation.
type Result struct {
	Reader
	Status Status
	Tail   Reader
}

// Free gives the result's memory back.
func (r *Result) Free() {}

// Do performs an operation on a C object.
func Do(Op, Ref, Ref, int64, *Buffer, int, int) *Result { return &Result{} }

// Quick is C memory for a crossing whose arguments are words.
type Quick struct{ Words *[MaxWords]Word }

// NewQuick makes one.
func NewQuick() *Quick { return &Quick{Words: new([MaxWords]Word)} }

// Do performs an operation on a C object.
func (q *Quick) Do(Op, Ref, Ref, int64, int) Status { return Raised }

// Call calls a C object.
func (q *Quick) Call(Ref, int) {}

// Status is how Call ended.
func (q *Quick) Status() Status { return Raised }

// Answer is the buffer, and what is said about loans behind it.
func (q *Quick) Answer() (Reader, Reader) { return Reader{}, Reader{} }

// Text is the text that a word points at.
func (w *Word) Text() string { return "" }

// View is a C object's memory, seen through the buffer protocol.
type View struct {
	Data     []byte
	ReadOnly bool
	Format   string
	ItemSize int
	Shape    []int
	Strides  []int
	// Suboffsets are those of the buffer protocol, nil if there are none.
	Suboffsets []int
	Offset     int // of the first item in Data
	Owner      Ref // borrowed; 0 if there is none
}

// GetView opens the buffer of a C object.
func GetView(Ref, bool) (*View, *Result) { return nil, &Result{} }

// Close releases the buffer.
func (v *View) Close() {}

// NewBuffer returns an empty buffer.
func NewBuffer() *Buffer { return &Buffer{} }

// Free gives the buffer back to the pool.
func (b *Buffer) Free() {}

// BuiltinModules are the names of the modules linked into libpython.
func BuiltinModules() []string { return nil }
