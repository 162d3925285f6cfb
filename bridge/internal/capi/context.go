//go:build libpython

package capi

/*
#define Py_BUILD_CORE 1
#include "capi.h"
#include "internal/pycore_context.h"
*/
import "C"

import "unsafe"

// This file defines what is read and written in CPython's contexts (PEP 567). A context is one persistent mapping of
// variables, its root, which a copy shares; all but making one is a word or two of memory, without a crossing.

var current *unsafe.Pointer // where CPython keeps the state of the thread that holds the GIL

// Current is the state of the calling thread, which holds the GIL.
func Current() Thread { return Thread{*current} }

// Context is the context of the thread, borrowed; zero if C has not needed one yet.
func (t Thread) Context() Ref {
	return *(*Ref)(unsafe.Add(t.ts, unsafe.Offsetof(C.PyThreadState{}.context)))
}

// SetContext replaces the context of the thread: it takes the reference to ctx over, and leaves that to the old one to the caller.
func (t Thread) SetContext(ctx Ref) {
	s := (*C.PyThreadState)(t.ts)
	*(*Ref)(unsafe.Pointer(&s.context)) = ctx
	s.context_ver++ // what variables have cached is of no more use
}

// ContextRoot is the root of a context, borrowed.
func ContextRoot(ctx Ref) Ref {
	return *(*Ref)(unsafe.Add(ctx.ptr(), unsafe.Offsetof(C.struct__pycontextobject{}.ctx_vars)))
}

// ContextEntered reports whether C has entered the context, and which was the thread's before.
func ContextEntered(ctx Ref) (outer Ref, yes bool) {
	c := (*C.struct__pycontextobject)(ctx.ptr())
	return Ref(uintptr(unsafe.Pointer(c.ctx_prev))), c.ctx_entered != 0
}

// NoVariables reports whether a root has none.
func NoVariables(root Ref) bool { return (*C.PyHamtObject)(root.ptr()).h_count == 0 }

// NewContext returns a new context with a root; zero if there is no memory.
func NewContext(root Ref) Ref { return refOf(C.mb_context_new(root.c())) }

//export memphisContextCopied
func memphisContextCopied(from, to *C.PyObject) {
	defer ignore()
	handler.ContextCopied(Current(), refOf(from), refOf(to))
}
