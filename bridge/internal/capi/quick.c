//go:build libpython

// This file defines calls whose arguments and result are few and flat: numbers, strs, bytes
// and references. They cross in an array of words, without a buffer: math.sqrt costs 75 ns
// so, 180 with one.
#include "capi.h"

// mb_word writes o, borrowed, as one word. It answers 0 for what needs a buffer.
int mb_word(mb_val *w, PyObject *o) {
	PyTypeObject *t = Py_TYPE(o);
	if (t == &PyLong_Type) {
		Py_ssize_t n = Py_SIZE(o);
		digit *d = ((PyLongObject *)o)->ob_digit;
		if (n >= -1 && n <= 1) w->v = n * (int64_t)d[0]; // of zero, d[0] is 0 too
		else {
			int overflow;
			w->v = PyLong_AsLongLongAndOverflow(o, &overflow);
			if (overflow) return 0;
		}
		w->tag = 'i';
		return 1;
	}
	if (t == &PyFloat_Type) {
		double d = PyFloat_AS_DOUBLE(o);
		memcpy(&w->v, &d, 8);
		w->tag = 'd';
		return 1;
	}
	if (o == Py_None) { w->tag = 'N'; return 1; }
	if (t == &PyBool_Type) { w->tag = o == Py_True ? 'T' : 'F'; return 1; }
	if (t == &PyUnicode_Type) {
		if (!PyUnicode_IS_COMPACT_ASCII(o) || PyUnicode_GET_LENGTH(o) > INT32_MAX) return 0;
		w->tag = 'a';
		w->n = PyUnicode_GET_LENGTH(o);
		w->v = (intptr_t)PyUnicode_1BYTE_DATA(o);
		return 1;
	}
	if (t == &PyBytes_Type) {
		if (PyBytes_GET_SIZE(o) > INT32_MAX) return 0;
		w->tag = 'b';
		w->n = PyBytes_GET_SIZE(o);
		w->v = (intptr_t)PyBytes_AS_STRING(o);
		return 1;
	}
	if (o == Py_NotImplemented) { w->tag = '!'; return 1; }
	if (t == &PyTuple_Type || t == &PyList_Type || t == &PyDict_Type || t == &PySet_Type || t == &PyFrozenSet_Type || t == &PyByteArray_Type ||
	    t == &PyComplex_Type || t == &PySlice_Type || t == &PyRange_Type || o == Py_Ellipsis)
		return 0;
	uintptr_t h = mb_handle(o);
	if (h) {
		w->tag = 'G';
		w->v = h;
		return 1;
	}
	w->tag = 'P';
	w->v = (intptr_t)o;
	return 1;
}

// mb_float makes a float of its bits. A NaN is equal to nothing but, in containers, to itself, and Go's floats have no
// identity but their bits: NaNs of the same bits, as long as they are not too many kinds, are one object.
PyObject *mb_float(double d) {
	static PyObject *seen[8];
	static int n;
	if (d == d) return PyFloat_FromDouble(d);
	for (int i = 0; i < n; i++)
		if (!memcmp(&((PyFloatObject *)seen[i])->ob_fval, &d, 8)) return Py_NewRef(seen[i]);
	PyObject *o = PyFloat_FromDouble(d);
	if (o && n < 8) seen[n++] = Py_NewRef(o);
	return o;
}

// mb_of_word makes a new reference of one word that Go wrote.
PyObject *mb_of_word(const mb_val *w) {
	switch (w->tag) {
	case 'i': return PyLong_FromLongLong(w->v);
	case 'd': { double d; memcpy(&d, &w->v, 8); return mb_float(d); }
	case 'N': Py_RETURN_NONE;
	case 'T': Py_RETURN_TRUE;
	case 'F': Py_RETURN_FALSE;
	case 'a': {
		PyObject *o = PyUnicode_New(w->n, 127);
		if (o) memcpy(PyUnicode_1BYTE_DATA(o), (void *)(intptr_t)w->v, w->n);
		return o;
	}
	case 'u': return PyUnicode_DecodeUTF8((char *)(intptr_t)w->v, w->n, "surrogatepass");
	case 'b': return PyBytes_FromStringAndSize((char *)(intptr_t)w->v, w->n);
	case 'P': return Py_NewRef((PyObject *)(intptr_t)w->v);
	}
	PyErr_Format(PyExc_SystemError, "bridge: bad word %d", w->tag);
	return NULL;
}

enum { SMALL = 512 }; // the longest text that is copied twice rather than cost a second crossing

// mb_result writes a result, which it consumes, as one word; 0 if it needs a buffer and is left alone.
// What needs a reference to live until it is read has it in the second word.
int mb_result(mb_quick *q, PyObject *r) {
	mb_val *w = q->w;
	if (!mb_word(w, r)) return 0;
	switch (w->tag) {
	case 'P': return 1; // with the reference
	case 'G': w[1].v = (intptr_t)r; return 1;
	case 'a': case 'b':
		w[1].v = 0;
		if (w->n > SMALL) { w[1].v = (intptr_t)r; return 1; }
		memcpy(q->buf.p, (void *)(intptr_t)w->v, w->n); // a buffer has 512 bytes at least
		w->v = (intptr_t)q->buf.p;
	}
	Py_DECREF(r);
	return 1;
}

mb_quick *mb_quick_new(void) {
	mb_quick *q = calloc(1, sizeof *q);
	mb_trim(&q->buf);
	return q;
}

// mb_trim gives up a large buffer.
void mb_trim(mb_buf *b) {
	free(b->p);
	b->p = malloc(SMALL);
	b->cap = SMALL;
}

// mb_quick_call is mb_quick_op for a call, with less to set up. The status is in the words' struct.
void mb_quick_call(uintptr_t callable, uintptr_t where, int n) {
	mb_quick *q = (mb_quick *)where;
	PyObject *f = (PyObject *)callable, *room[MB_WORDS + 1], **v = room + 1, *r = NULL;
	struct frame fr;
	mb_frame_push(&fr);
	int i = 0;
	for (; i < n; i++) {
		if (q->w[i].tag == 'd') {
			double d;
			memcpy(&d, &q->w[i].v, 8);
			v[i] = mb_float(d);
		} else v[i] = mb_of_word(&q->w[i]);
		if (!v[i]) break;
	}
	if (i == n) {
		vectorcallfunc vector = PyVectorcall_Function(f);
		r = vector ? vector(f, v, n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL) : PyObject_Vectorcall(f, v, n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
	}
	while (i > 0) {
		i--;
		Py_DECREF(v[i]);
	}
	if (mb_frame_idle(&fr) || mb_frame_calm(&fr)) {
		mb_frame_leave(&fr);
		if (r && PyFloat_CheckExact(r)) {
			double d = PyFloat_AS_DOUBLE(r);
			q->w[0].tag = 'd';
			memcpy(&q->w[0].v, &d, 8);
			Py_DECREF(r);
			return;
		}
		if (r && mb_result(q, r)) return;
		q->w[0].tag = 'X';
		q->buf.tail = 0;
		q->status = mb_finish(r, &q->buf);
		return;
	}
	q->w[0].tag = 'X';
	q->status = mb_finish(r, &q->buf);
	mb_frame_pop(&fr, &q->buf, 1);
}
