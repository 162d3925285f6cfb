//go:build libpython

// This file defines the contexts of contextvars as C code makes them. bridge/contexts.go says how they and ours follow
// each other.
#define Py_BUILD_CORE 1
#include "capi.h"
#include "internal/pycore_context.h"
#include "internal/pycore_runtime.h"
#undef Py_BUILD_CORE
#include "_cgo_export.h"

PyObject *mb_context_new(PyObject *root) {
	PyObject *c = PyContext_New();
	if (c) Py_SETREF(((PyContext *)c)->ctx_vars, (PyHamtObject *)Py_NewRef(root));
	else PyErr_Clear();
	return c;
}

void *mb_current(void) { return &_PyRuntime.gilstate.tstate_current._value; }

// What Go's contexts have at the time of a copy, the copy has, too, so Go is told. These come before CPython's own functions of
// these names, as PyThreadState_SetAsyncExc does.
static PyObject *copied(PyObject *from) {
	PyObject *c = PyContext_New();
	if (!c) return NULL;
	if (from) Py_SETREF(((PyContext *)c)->ctx_vars, (PyHamtObject *)Py_NewRef((PyObject *)((PyContext *)from)->ctx_vars));
	memphisContextCopied(from, c);
	return c;
}

PyObject *PyContext_CopyCurrent(void) { return copied(PyThreadState_GET()->context); }

PyObject *PyContext_Copy(PyObject *from) {
	if (PyContext_CheckExact(from)) return copied(from);
	PyErr_SetString(PyExc_TypeError, "an instance of Context was expected");
	return NULL;
}
