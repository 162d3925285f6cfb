//go:build libpython

package capi

/*
#cgo CFLAGS: -O2
#cgo noescape mb_decref_many
#cgo LDFLAGS: -lm
#include <math.h>
#include <stdlib.h>
#include <time.h>
#include "capi.h"
static void mb_incref(PyObject *o) { Py_INCREF(o); }
static void mb_decref(PyObject *o) { Py_DECREF(o); }
static void mb_nothing(void) {}
extern Py_ssize_t _Py_GetAllocatedBlocks(void); // what sys.getallocatedblocks() answers
static uint64_t mb_module_version(PyObject *o) { PyObject *d = PyModule_Check(o) ? PyModule_GetDict(o) : NULL; return d ? ((PyDictObject *)d)->ma_version_tag : 0; }
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"
	"unsafe"
)

// This file defines the Go half of the crossing. What it keeps is state of the process,
// as libpython is: there is one, and the GIL guards it.

// Built says whether libpython is linked into the program.
const Built = true

var (
	handler  Handler
	results  []*Result
	names    map[string]Ref
	dropFlag *int32
	started  atomic.Bool
)

func (r Ref) ptr() unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&r)) }
func (r Ref) c() *C.PyObject      { return (*C.PyObject)(r.ptr()) }
func refOf(o *C.PyObject) Ref     { return Ref(uintptr(unsafe.Pointer(o))) }

// Start initialises libpython on the calling thread, to which the goroutine must be
// locked. The thread holds the GIL afterwards. A second call is an error.
func Start(c Config, h Handler) error {
	if started.Load() {
		return errors.New("libpython is running already")
	}
	exe, home, prefix := C.CString(c.Executable), C.CString(c.Home), C.CString(c.Prefix)
	defer C.free(unsafe.Pointer(exe))
	defer C.free(unsafe.Pointer(home))
	defer C.free(unsafe.Pointer(prefix))
	size := C.size_t(unsafe.Sizeof(exe))
	mem := C.malloc(size * C.size_t(len(c.Paths)+1))
	defer C.free(mem)
	paths := unsafe.Slice((**C.char)(mem), len(c.Paths)+1)
	for i, p := range c.Paths {
		paths[i] = C.CString(p)
		defer C.free(unsafe.Pointer(paths[i]))
	}
	handler = h
	current = (*unsafe.Pointer)(C.mb_current())
	names = map[string]Ref{}
	if msg := C.mb_start(exe, home, prefix, &paths[0], C.size_t(len(c.Paths)), C.ulong(c.HashSeed)); msg != nil {
		return fmt.Errorf("libpython: %s", C.GoString(msg))
	}
	dropFlag = (*int32)(unsafe.Pointer(C.mb_drop_request()))
	started.Store(true)
	return nil
}

// Started reports whether libpython runs.
func Started() bool { return started.Load() }

// DropRequested reports whether a thread has waited for the GIL for a switch interval.
// It reads one word of C memory and may be called from any thread.
func DropRequested() bool { return dropFlag != nil && atomic.LoadInt32(dropFlag) != 0 }

// ReadZone makes the C library read the environment's time zone anew, which Go changes
// there with its own.
func ReadZone() { C.tzset() }

// Bare crosses to C and back with nothing to do there: what all else is measured by.
func Bare() { C.mb_nothing() }

// BareCallbacks has C call back n times, with nothing to do there.
func BareCallbacks(n int) { C.mb_call_back(C.int(n)) }

// Cbrt is the C library's cube root.
func Cbrt(x float64) float64 { return float64(C.cbrt(C.double(x))) }

// Erfc is the C library's complementary error function.
func Erfc(x float64) float64 { return float64(C.erfc(C.double(x))) }

// Frames is the number of Python frames that libpython has evaluated since its start.
func Frames() uint64 { return uint64(C.mb_frames()) }

// FrameNames says which code the first frames ran.
func FrameNames() (names []string) {
	var buf [160]C.char
	for i := 0; C.mb_frame_name(C.int(i), &buf[0], C.size_t(len(buf))) != 0; i++ {
		names = append(names, C.GoString(&buf[0]))
	}
	return names
}

// Thread is CPython's state of one OS thread.
type Thread struct{ ts unsafe.Pointer }

// NewThread makes the thread state of the calling OS thread; it needs no lock.
func NewThread() Thread { return Thread{C.mb_thread_new()} }

// Here returns the state that CPython knows for the calling OS thread, zero if none.
func Here() Thread { return Thread{C.mb_thread_here()} }

// Watch has Handler.ThreadEnded called when t ends, the calling thread's state, which C made. It returns what
// threading.get_ident() is there under CPython.
func (t Thread) Watch() uint64 { return uint64(C.mb_thread_watch(t.ts)) }

// Ident is the number of the thread in C.
func (t Thread) Ident() uint64 { return uint64((*C.PyThreadState)(t.ts).thread_id) }

// Valid reports whether there is a state.
func (t Thread) Valid() bool { return t.ts != nil }

// Acquire takes the GIL for t, waiting as long as it takes.
func (t Thread) Acquire() { C.mb_acquire(t.ts) }

// SetSwitchInterval says how long a thread waits for the GIL before it asks for it.
func SetSwitchInterval(d time.Duration) {
	C._PyEval_SetSwitchInterval(C.ulong(max(1, d.Microseconds())))
}

// Release gives up the GIL. If a thread had asked for it, that thread has run when
// Acquire returns.
func Release() Thread { return Thread{C.mb_release()} }

// Drop ends a thread state; the GIL is held by it, and free afterwards, or by another.
func (t Thread) Drop() { C.mb_thread_drop(t.ts) }

// BeforeFork readies libpython for a fork of the process. The GIL is held.
func BeforeFork() { C.PyOS_BeforeFork() }

// AfterForkParent ends in the parent what BeforeFork began.
func AfterForkParent() { C.PyOS_AfterFork_Parent() }

// AfterForkChild ends in the child what BeforeFork began: the GIL is made anew, held by the calling thread, and the states of
// all others are freed.
func AfterForkChild() { C.mb_forked() }

// SetMainThread tells CPython that signals are handled on the calling OS thread.
func SetMainThread() { C.mb_set_main_thread() }

// ArmSignal makes f what CPython calls for a signal; the process's disposition stays.
func ArmSignal(signum int, f Ref) bool { return C.mb_arm_signal(C.int(signum), f.c()) == 0 }

// Interrupt makes the handler of signum run in a blocking C call of the main thread. Any
// thread may call it, without the GIL.
func Interrupt(signum int) { C.mb_interrupt(C.int(signum)) }

// HookImports makes C code import, and look modules up, through the given callables; the modules named by
// keep stay in libpython's sys.modules, the others leave it.
func HookImports(importFunc, findAndLoad, codecSearch, find, keep Ref) error {
	if what := C.mb_hook_imports(importFunc.c(), findAndLoad.c(), codecSearch.c(), find.c(), keep.c()); what != nil {
		return fmt.Errorf("libpython: cannot redirect %s", C.GoString(what))
	}
	return nil
}

// RegisterErrorHandler gives C the handler of coding errors that is called name.
func RegisterErrorHandler(name string, f Ref) bool {
	n := C.CString(name)
	defer C.free(unsafe.Pointer(n))
	return C.PyCodec_RegisterError(n, f.c()) == 0
}

// Importers are the functions with which libpython itself imports: the first takes the name of
// a module and the second.
func Importers() (load, again Ref) { return refOf(C.mb_find_and_load), refOf(C.mb_gcd_import) }

// RunPython readies libpython for packages that run inside it.
func RunPython() bool { return C.mb_run_python() == 0 }

// RunTypes are the types of what Python code consists of, where C runs it: functions, methods, generators,
// coroutines, asynchronous generators, code objects, frames, tracebacks, cells and modules.
func RunTypes() (refs [10]Ref) {
	for i, p := range [10]*C.PyTypeObject{&C.PyFunction_Type, &C.PyMethod_Type, &C.PyGen_Type, &C.PyCoro_Type, &C.PyAsyncGen_Type, &C.PyCode_Type, &C.PyFrame_Type, &C.PyTraceBack_Type, &C.PyCell_Type, &C.PyModule_Type} {
		refs[i] = Ref(uintptr(unsafe.Pointer(p)))
	}
	return refs
}

// SetMaxStrDigits sets what sys.set_int_max_str_digits does.
func SetMaxStrDigits(n int) { C.mb_max_str_digits(C.int(n)) }

// Flush writes out what C's stdio holds.
func Flush() { C.mb_flush() }

// Incref takes a reference. CPython 3.11 counts in a plain word at the beginning of the
// object, so no crossing is needed.
func Incref(r Ref) { *(*int)(r.ptr())++ }

// Decref gives a reference up.
func Decref(r Ref) {
	if n := (*int)(r.ptr()); *n > 1 {
		*n--
		return
	}
	C.mb_decref(r.c())
}

// RefCount returns the number of references to r.
func RefCount(r Ref) int { return *(*int)(r.ptr()) }

// Exports is how many views of the bytearray r are open.
func Exports(r Ref) int {
	return int((*C.PyByteArrayObject)(r.ptr()).ob_exports)
}

// WeaklyKnown reports whether there are weak references to r, whose type has the list of them at
// the offset at.
func WeaklyKnown(r Ref, at int) bool { return *(*uintptr)(unsafe.Add(r.ptr(), at)) != 0 }

// TypeOf returns the type of r, borrowed.
func TypeOf(r Ref) Ref { return *(*Ref)(unsafe.Add(r.ptr(), unsafe.Sizeof(r))) }

// Blocks is the number of blocks of memory that libpython's objects take.
func Blocks() int { return int(C._Py_GetAllocatedBlocks()) }

// ModuleVersion is a number that changes whenever C changes the namespace of the module r.
func ModuleVersion(r Ref) uint64 { return uint64(C.mb_module_version(r.c())) }

// DecrefMany gives up many references in one crossing.
func DecrefMany(rs []Ref) {
	if len(rs) > 0 {
		C.mb_decref_many((**C.PyObject)(unsafe.Pointer(&rs[0])), C.size_t(len(rs)))
	}
}

// Adopt puts a container of C's on loan, known by the handle; it reports whether that could
// be done.
func Adopt(r Ref, h Handle) bool { return C.mb_adopt(r.c(), C.uintptr_t(h)) == 0 }

// Forget ends the loan of the handle; it reports false, and does nothing, while an operation under way
// has the loan.
func Forget(h Handle) bool { return C.mb_forget(C.uintptr_t(h)) == 0 }

// Reading reports whether C is reading an answer of ours, for which it may call back.
func Reading() bool { return C.mb_reading != 0 }

// Named is how often a loan has been named in an answer that we own.
func Named() uint64 { return uint64(C.mb_named) }

// BuiltinsModule is libpython's module builtins, borrowed.
func BuiltinsModule() Ref { return refOf(C.PyImport_AddModule(builtinsName)) }

var builtinsName = C.CString("builtins")

// DictOf returns the namespace of a C module, borrowed.
func DictOf(module Ref) Ref { return refOf(C.PyModule_GetDict(module.c())) }

// DictVersion is a number that changes with each change of a dict: it is in the struct behind
// the length.
func DictVersion(dict Ref) uint64 { return *(*uint64)(unsafe.Add(dict.ptr(), 24)) }

// Cycles finds the C objects that are kept alive by objects of ours only, as far as C can tell.
// held are the objects to which we have references, each followed by their number. The i-th
// object's references are to the objects numbered to[first[i]:first[i+1]].
func Cycles(held []uintptr) (objects []Ref, first []uint32, to []int32) {
	if len(held) == 0 {
		return nil, nil, nil
	}
	g := C.mb_cycles((*C.uintptr_t)(unsafe.Pointer(&held[0])), C.size_t(len(held)/2))
	if g == nil {
		return nil, nil, nil
	}
	objects = slices.Clone(unsafe.Slice((*Ref)(unsafe.Pointer(g.object)), int(g.n)))
	first = slices.Clone(unsafe.Slice((*uint32)(unsafe.Pointer(g.first)), int(g.n)+1))
	if g.edges > 0 {
		to = slices.Clone(unsafe.Slice((*int32)(unsafe.Pointer(g.to)), int(g.edges)))
	}
	C.mb_graph_free(g)
	return objects, first, to
}

// Deafen says that C need not tell any more what it changes in a loan that it keeps.
func Deafen(h Handle) { C.mb_deafen(C.uintptr_t(h)) }

// Name returns the interned str s as a C object that lives for ever: attribute names are
// made once.
func Name(s string) Ref {
	if r, ok := names[s]; ok {
		return r
	}
	p := C.CString(s)
	r := refOf(C.PyUnicode_InternFromString(p))
	C.free(unsafe.Pointer(p))
	names[string(append([]byte(nil), s...))] = r
	return r
}

// The types that the bridge itself makes.

// ObjectType is the base of all twins that derive from no C type.
func ObjectType() Ref { return Ref(uintptr(unsafe.Pointer(C.mb_object_type))) }

// FunctionType is the type of proxies that are descriptors.
func FunctionType() Ref { return Ref(uintptr(unsafe.Pointer(C.mb_function_type))) }

// ModuleType is the type of proxies of modules.
func ModuleType() Ref { return Ref(uintptr(unsafe.Pointer(C.mb_module_type))) }

// MetaType is the metatype of twins.
func MetaType() Ref { return Ref(uintptr(unsafe.Pointer(C.mb_meta_type))) }

// BaseMeta is type itself.
func BaseMeta() Ref { return Ref(uintptr(unsafe.Pointer(&C.PyType_Type))) }

// HandleOf returns the handle of a proxy.
func HandleOf(r Ref) Handle { return Handle(C.mb_handle(r.c())) }

// Result is the answer of an operation. Its references are owned by the reader.
type Result struct {
	Reader
	Status Status
	// Tail is what is said about loans: values of KindChanged and KindKept.
	Tail Reader
	buf  *C.mb_buf
}

// Free gives the result's memory back.
func (r *Result) Free() {
	r.b, r.Tail.b = nil, nil
	if r.buf.cap > 1<<20 {
		C.free(unsafe.Pointer(r.buf.p))
		r.buf.p, r.buf.cap = nil, 0
	}
	results = append(results, r)
}

// Do performs an operation on o, by the slots of typ if it is not zero and else by o's own. args holds n positional arguments, nk keyword arguments
// and, if nk > 0, the tuple of their names; x is the operator or the mask where the
// operation has one. The result must be freed.
func Do(op Op, o, typ Ref, x int64, args *Buffer, n, nk int) *Result {
	var r *Result
	if k := len(results); k > 0 {
		r = results[k-1]
		results = results[:k-1]
	} else {
		r = &Result{buf: (*C.mb_buf)(C.calloc(1, C.size_t(unsafe.Sizeof(C.mb_buf{}))))}
	}
	if r.buf.p == nil {
		r.buf.p = (*C.uint8_t)(C.malloc(512))
		r.buf.cap = 512
	}
	r.buf.n = 0
	var in []byte
	if args != nil {
		in = args.B
	}
	// The addresses go as numbers: cgo's check of pointer arguments costs 25 ns here, and
	// the buffer holds no pointers. Heap objects do not move, and args is kept alive.
	st := C.mb_op(C.int(op), C.uintptr_t(o), C.uintptr_t(typ), C.int64_t(x), C.uintptr_t(uintptr(unsafe.Pointer(unsafe.SliceData(in)))), C.int(n), C.int(nk), C.uintptr_t(uintptr(unsafe.Pointer(r.buf))))
	runtime.KeepAlive(args)
	r.Status = Status(st)
	r.b = unsafe.Slice((*byte)(r.buf.p), int(r.buf.n))
	if tail := int(r.buf.tail); tail > 0 {
		r.b, r.Tail.b = r.b[:tail], r.b[tail:]
	}
	return r
}

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
	view       *C.Py_buffer
}

// GetView opens the buffer of o. When it fails, the exception is in the result, to be
// freed.
func GetView(o Ref, writable bool) (*View, *Result) {
	flags := C.int(C.PyBUF_FULL_RO)
	if writable {
		flags = C.PyBUF_FULL
	}
	v := C.mb_buffer_new()
	if C.mb_get_buffer(o.c(), flags, v) != 0 {
		C.mb_buffer_drop(v)
		r := Do(OpTypeOf, o, 0, 0, nil, 0, 0)
		r.b = nil
		r.buf.n = 0
		C.mb_flatten_error(r.buf)
		r.Status = Raised
		r.b = unsafe.Slice((*byte)(r.buf.p), int(r.buf.n))
		return nil, r
	}
	w := &View{ReadOnly: v.readonly != 0, ItemSize: int(v.itemsize), Owner: refOf(v.obj), view: v}
	if v.format != nil {
		w.Format = C.GoString(v.format)
	}
	if v.ndim == 0 {
		w.Shape = []int{}
	}
	dims := func(p *C.Py_ssize_t) (ns []int) {
		if p != nil {
			for _, n := range unsafe.Slice(p, int(v.ndim)) {
				ns = append(ns, int(n))
			}
		}
		return ns
	}
	if v.shape != nil {
		w.Shape = append(w.Shape, dims(v.shape)...)
		w.Strides, w.Suboffsets = dims(v.strides), dims(v.suboffsets)
	}
	if v.len > 0 {
		// Strides may lead beyond v.len, and to before v.buf.
		first, end := 0, int(v.len)
		if w.Strides != nil {
			end = w.ItemSize
			for i, n := range w.Shape {
				if far := (n - 1) * w.Strides[i]; far < 0 {
					first += far
				} else {
					end += far
				}
			}
		}
		w.Data, w.Offset = unsafe.Slice((*byte)(unsafe.Add(v.buf, first)), end-first), -first
	}
	return w, nil
}

// Close releases the buffer.
func (v *View) Close() {
	C.mb_buffer_drop(v.view)
	v.view, v.Data = nil, nil
}

// answer moves what a callback wrote to where C reads it: small values to r, others to the
// buffer that at names, or to one that it makes.
func answer(st Status, out *Buffer, at **C.mb_buf, r *C.mb_val) {
	switch {
	case st == Absent:
		r.tag = 'S'
		return
	case st == Raised:
		r.tag = 'E'
	case len(out.B) == 1 && (out.B[0] == 'N' || out.B[0] == 'T' || out.B[0] == 'F' || out.B[0] == '!'):
		r.tag = C.int32_t(out.B[0])
		return
	case len(out.B) == 9 && (out.B[0] == 'i' || out.B[0] == 'd' || out.B[0] == 'P'):
		r.tag, r.v = C.int32_t(out.B[0]), C.int64_t(le.Uint64(out.B[1:]))
		return
	default:
		r.tag = 'X'
	}
	if !fill(at, out.B) {
		r.tag = 0
	}
}

func fill(at **C.mb_buf, text []byte) bool {
	if *at == nil {
		*at = C.mb_take()
	}
	b := *at
	b.n = 0
	if int(b.cap) < len(text) && C.mb_grow(b, C.size_t(len(text))) != 0 {
		return false
	}
	copy(unsafe.Slice((*byte)(b.p), len(text)), text)
	b.n = C.size_t(len(text))
	return true
}

var buffers []*Buffer

// NewBuffer returns an empty buffer from the pool.
func NewBuffer() *Buffer {
	if n := len(buffers); n > 0 {
		b := buffers[n-1]
		buffers = buffers[:n-1]
		b.B = b.B[:0]
		return b
	}
	return &Buffer{B: make([]byte, 0, 256)}
}

// Free gives the buffer back to the pool.
func (b *Buffer) Free() {
	if cap(b.B) <= 1<<20 && len(buffers) < 64 {
		buffers = append(buffers, b)
	}
}

// Failure writes a SystemError for a panic, which must never unwind C frames, to an empty buffer.
func Failure(p any, out *Buffer) {
	out.Reset()
	msg := NewBuffer()
	msg.Str(fmt.Sprintf("Go panic: %v\n%s", p, debug.Stack()))
	exc := Do(OpCall, refOf(C.PyExc_SystemError), 0, 0, msg, 1, 0)
	if exc.Status == Done {
		out.Give(exc.Next().Ref)
	}
	exc.Free()
}

// failed answers with a SystemError for a panic.
func failed(p any, b **C.mb_buf, r *C.mb_val) {
	out := &Buffer{}
	Failure(p, out)
	answer(Raised, out, b, r)
}

//export memphisNothing
func memphisNothing() {}

//export memphisSlot
func memphisSlot(slot C.int, self *C.PyObject, h C.uintptr_t, x C.int64_t, b *C.mb_buf, n, nk C.Py_ssize_t, r *C.mb_val) {
	done := false
	defer func() {
		if !done {
			failed(recover(), &b, r)
		}
	}()
	args := Reader{unsafe.Slice((*byte)(b.p), int(b.n))}
	out := NewBuffer()
	st := handler.Slot(Current(), Slot(slot), refOf(self), Handle(h), int64(x), &args, int(n), int(nk), out)
	answer(st, out, &b, r)
	out.Free()
	done = true
}

// memphisQuick has no deferred function of its own, which would take 3 ns: Handler.Quick does not panic.
//
//export memphisQuick
func memphisQuick(slot C.int, self *C.PyObject, h C.uintptr_t, x C.int64_t, w *C.mb_val, n C.Py_ssize_t, b **C.mb_buf) {
	text, out, st := handler.Quick(Current(), Slot(slot), refOf(self), Handle(h), int64(x), (*[MaxWords]Word)(unsafe.Pointer(w)), int(n))
	switch {
	case out != nil:
		answer(st, out, b, w)
		out.Free()
	case st == Absent:
		w.tag = 'S'
	case text != "":
		if !fill(b, unsafe.Slice(unsafe.StringData(text), len(text))) {
			w.tag = 0
		}
	}
}

//export memphisBuffer
func memphisBuffer(self *C.PyObject, h C.uintptr_t, flags C.int, view *C.Py_buffer, b *C.mb_buf, r *C.mb_val) {
	done := false
	defer func() {
		if !done {
			failed(recover(), &b, r)
		}
	}()
	out := NewBuffer()
	exp, st := handler.Buffer(Current(), refOf(self), Handle(h), flags&C.PyBUF_WRITABLE != 0, out)
	if st == Done {
		// The handler has pinned the memory, so C may hold its address.
		*(*uintptr)(unsafe.Pointer(&view.buf)) = uintptr(unsafe.Pointer(unsafe.SliceData(exp.Data)))
		view.len = C.Py_ssize_t(len(exp.Data))
		if exp.ReadOnly {
			view.readonly = 1
		} else {
			view.readonly = 0
		}
		*(*uintptr)(unsafe.Pointer(&view.internal)) = exp.ID
		r.tag = 'N'
		if exp.Shape != nil {
			layout(exp, b)
			*(*uintptr)(unsafe.Pointer(&view.buf)) += uintptr(exp.Offset)
			r.tag = 'X'
		}
	} else {
		answer(st, out, &b, r)
	}
	out.Free()
	done = true
}

// layout writes what C must know of an array: the size of an item, the number of dimensions and of
// suboffsets, shape, strides, suboffsets, and the format with a NUL behind it.
func layout(x Exported, b *C.mb_buf) {
	w := make([]byte, 0, 64)
	w = le.AppendUint64(w, uint64(x.ItemSize))
	w = le.AppendUint64(w, uint64(len(x.Shape)))
	w = le.AppendUint64(w, uint64(len(x.Suboffsets)))
	for _, ns := range [][]int{x.Shape, x.Strides, x.Suboffsets} {
		for _, n := range ns {
			w = le.AppendUint64(w, uint64(n))
		}
	}
	w = append(append(w, x.Format...), 0)
	b.n = 0
	if C.mb_grow(b, C.size_t(len(w))) == 0 {
		copy(unsafe.Slice((*byte)(b.p), len(w)), w)
		b.n = C.size_t(len(w))
	}
}

//export memphisBufferDone
func memphisBufferDone(id C.uintptr_t) {
	defer ignore()
	handler.BufferDone(uintptr(id))
}

//export memphisWeakLost
func memphisWeakLost(self *C.PyObject, h C.uintptr_t) C.int {
	defer ignore()
	if handler.WeakLost(refOf(self), Handle(h)) {
		return 1
	}
	return 0
}

//export memphisBorn
func memphisBorn(self *C.PyObject, h C.uintptr_t) (first C.uintptr_t) {
	defer ignore()
	return C.uintptr_t(handler.Born(refOf(self), Handle(h)))
}

//export memphisShadow
func memphisShadow(self *C.PyObject, h C.uintptr_t) {
	defer ignore()
	handler.Shadow(refOf(self), Handle(h))
}

//export memphisShadowOf
func memphisShadowOf(h C.uintptr_t) (have C.uintptr_t) {
	defer ignore()
	return C.uintptr_t(handler.ShadowOf(Handle(h)))
}

//export memphisRelease
func memphisRelease(self *C.PyObject, h C.uintptr_t) {
	defer ignore()
	handler.Release(refOf(self), Handle(h))
}

//export memphisThreadEnded
func memphisThreadEnded(ts unsafe.Pointer) {
	defer ignore()
	handler.ThreadEnded(Thread{ts})
}

//export memphisRaiseIn
func memphisRaiseIn(ident C.ulong, b *C.mb_buf) C.int {
	defer ignore()
	var exc *Reader
	if b != nil {
		exc = &Reader{unsafe.Slice((*byte)(b.p), int(b.n))}
	}
	return C.int(handler.RaiseIn(Current(), uint64(ident), exc))
}

// ignore ends a panic where C asks for no answer: a panic must never unwind C frames.
func ignore() { recover() }

// BuiltinModules are the names of the modules linked into libpython; it need not run.
func BuiltinModules() (names []string) {
	for i := C.int(0); ; i++ {
		p := C.mb_builtin_name(i)
		if p == nil {
			return names
		}
		names = append(names, C.GoString(p))
	}
}
