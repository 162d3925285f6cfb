//go:build libpython

// This file defines what Python code that libpython itself runs needs beyond C code: a super
// that looks into classes of Go, whose twins have empty dictionaries.
#include "capi.h"

// What the class t itself has under the name: a new reference, NULL without an exception for nothing.
static PyObject *own(PyTypeObject *t, PyObject *name) {
	if (!PyType_IsSubtype(Py_TYPE(t), mb_meta_type) || t == mb_object_type || t == mb_module_type) return Py_XNewRef(PyDict_GetItemWithError(t->tp_dict, name));
	PyObject *d = PyObject_GetAttrString((PyObject *)t, "__dict__"), *v = d ? PyObject_GetItem(d, name) : NULL;
	Py_XDECREF(d);
	if (!v && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
	return v;
}

static PyObject *field(PyObject *super, const char *name) {
	PyObject *s = PyUnicode_InternFromString(name), *v = s ? PyObject_GenericGetAttr(super, s) : NULL;
	Py_XDECREF(s);
	return v;
}

static PyObject *super_getattro(PyObject *self, PyObject *name) {
	PyObject *from = field(self, "__thisclass__"), *obj = field(self, "__self__"), *type = field(self, "__self_class__"), *v = NULL;
	if (from && obj && type && PyType_Check(type) && PyUnicode_CompareWithASCIIString(name, "__class__")) {
		PyObject *mro = Py_NewRef(((PyTypeObject *)type)->tp_mro);
		Py_ssize_t n = PyTuple_GET_SIZE(mro), i = 0;
		while (i < n && PyTuple_GET_ITEM(mro, i) != from) i++;
		for (i++; i < n && !v && !PyErr_Occurred(); i++) v = own((PyTypeObject *)PyTuple_GET_ITEM(mro, i), name);
		descrgetfunc get = v ? Py_TYPE(v)->tp_descr_get : NULL;
		if (get) Py_SETREF(v, get(v, obj == type ? NULL : obj, type));
		Py_DECREF(mro);
	}
	Py_XDECREF(from);
	Py_XDECREF(obj);
	Py_XDECREF(type);
	return v || PyErr_Occurred() ? v : PySuper_Type.tp_getattro(self, name);
}

int mb_runs_python; // classes of any base of ours are made by Go, an enumeration of ints, say

// mb_run_python readies libpython for packages that run inside it.
int mb_run_python(void) {
	PyType_Slot slots[] = {{Py_tp_getattro, super_getattro}, {0, NULL}};
	PyType_Spec spec = {"super", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
	PyObject *bases = PyTuple_Pack(1, &PySuper_Type), *t = bases ? PyType_FromSpecWithBases(&spec, bases) : NULL;
	int r = t ? PyDict_SetItemString(PyEval_GetBuiltins(), "super", t) : -1;
	Py_XDECREF(bases);
	Py_XDECREF(t);
	if (r < 0) PyErr_Clear();
	mb_runs_python = 1;
	return r;
}
