//go:build libpython

// This file defines the flat buffers: values written one after another, a tag byte
// and then the content in the machine's byte order. One crossing carries any number
// of nested values: 1000 ints cost 15 us so, against 38 us one by one.
#include "capi.h"

int mb_grow(mb_buf *b, size_t more) {
	if (b->n + more <= b->cap) return 0;
	size_t c = b->cap ? b->cap * 2 : 512;
	while (c < b->n + more) c *= 2;
	uint8_t *p = realloc(b->p, c);
	if (!p) { PyErr_NoMemory(); return -1; }
	b->p = p;
	b->cap = c;
	return 0;
}

// A stack of free buffers, guarded by the GIL: calls nest, so each takes its own.
static mb_buf *pool[64];
static int npool;

mb_buf *mb_take(void) {
	if (npool > 0) {
		mb_buf *b = pool[--npool];
		b->n = 0;
		return b;
	}
	mb_buf *b = calloc(1, sizeof *b);
	b->p = malloc(512);
	b->cap = 512;
	return b;
}

void mb_give(mb_buf *b) {
	// A buffer that once held megabytes is not kept for an int.
	if (npool == 64 || b->cap > 1 << 20) {
		free(b->p);
		free(b);
		return;
	}
	pool[npool++] = b;
}

static inline uint32_t r32(const uint8_t **p) { uint32_t v; memcpy(&v, *p, 4); *p += 4; return v; }
static inline uint64_t r64(const uint8_t **p) { uint64_t v; memcpy(&v, *p, 8); *p += 8; return v; }
static inline void w8(mb_buf *b, uint8_t v) { b->p[b->n++] = v; }
static inline void w32(mb_buf *b, uint32_t v) { memcpy(b->p + b->n, &v, 4); b->n += 4; }
static inline void w64(mb_buf *b, uint64_t v) { memcpy(b->p + b->n, &v, 8); b->n += 8; }

// Keys that are equal now though they were not when they were put in: how many are lost, and
// of what the last was, a dict (0), a set (1) or a frozenset (2).
struct merged mb_merged;
// How often a loan has been named in an answer, in which it must still be one when Go reads it.
uint64_t mb_named;
void mb_note_merged(size_t n, int kind) {
	if (n == 0) return;
	mb_merged.n += n;
	mb_merged.kind = kind;
}

static PyObject *build_set(const uint8_t **pp, PyObject *set) {
	uint32_t n = r32(pp);
	for (uint32_t i = 0; set && i < n; i++) {
		PyObject *e = mb_build(pp);
		if (!e || PySet_Add(set, e) < 0) Py_CLEAR(set);
		Py_XDECREF(e);
	}
	if (set) mb_note_merged(n - PySet_GET_SIZE(set), PySet_Check(set) ? 1 : 2);
	return set;
}

// An element of a container: most are ints, which need no call.
static inline PyObject *build(const uint8_t **pp) {
	if (**pp == 'i') {
		++*pp;
		return PyLong_FromLongLong((int64_t)r64(pp));
	}
	return mb_build(pp);
}

// mb_build reads one value and returns a new reference. After an error the rest of
// the buffer is not read.
PyObject *mb_build(const uint8_t **pp) {
	const uint8_t *p = *pp;
	PyObject *o = NULL;
	uint32_t n;
	switch (*p++) {
	case 'N': o = Py_NewRef(Py_None); break;
	case 'T': o = Py_NewRef(Py_True); break;
	case 'F': o = Py_NewRef(Py_False); break;
	case '.': o = Py_NewRef(Py_Ellipsis); break;
	case '!': o = Py_NewRef(Py_NotImplemented); break;
	case 'i': o = PyLong_FromLongLong((int64_t)r64(&p)); break;
	case 'I': {
		int neg = *p++;
		n = r32(&p);
		o = _PyLong_FromByteArray(p, n, 1, 0);
		p += n;
		if (o && neg) {
			PyObject *m = PyNumber_Negative(o);
			Py_DECREF(o);
			o = m;
		}
		break;
	}
	case 'd': { uint64_t b = r64(&p); double d; memcpy(&d, &b, 8); o = mb_float(d); break; }
	case 'c': {
		uint64_t b[2] = {r64(&p)};
		b[1] = r64(&p);
		double d[2];
		memcpy(d, b, 16);
		o = PyComplex_FromDoubles(d[0], d[1]);
		break;
	}
	case 'a':
		n = r32(&p);
		o = PyUnicode_New(n, 127);
		if (o && n) memcpy(PyUnicode_1BYTE_DATA(o), p, n);
		p += n;
		break;
	case 'u': n = r32(&p); o = PyUnicode_DecodeUTF8((const char *)p, n, "surrogatepass"); p += n; break;
	case 'b': n = r32(&p); o = PyBytes_FromStringAndSize((const char *)p, n); p += n; break;
	case 'B': n = r32(&p); o = PyByteArray_FromStringAndSize((const char *)p, n); p += n; break;
	case '(':
		n = r32(&p);
		o = PyTuple_New(n);
		for (uint32_t i = 0; o && i < n; i++) {
			PyObject *e = build(&p);
			if (!e) Py_CLEAR(o);
			else PyTuple_SET_ITEM(o, i, e);
		}
		break;
	case '[':
		n = r32(&p);
		o = PyList_New(n);
		for (uint32_t i = 0; o && i < n; i++) {
			PyObject *e = build(&p);
			if (!e) Py_CLEAR(o);
			else PyList_SET_ITEM(o, i, e);
		}
		break;
	case '{':
		n = r32(&p);
		o = PyDict_New();
		for (uint32_t i = 0; o && i < n; i++) {
			PyObject *k = mb_build(&p), *v = k ? mb_build(&p) : NULL;
			if (!v || PyDict_SetItem(o, k, v) < 0) Py_CLEAR(o);
			Py_XDECREF(k);
			Py_XDECREF(v);
		}
		if (o) mb_note_merged(n - PyDict_GET_SIZE(o), 0);
		break;
	case 's': o = build_set(&p, PySet_New(NULL)); break;
	case 'z': o = build_set(&p, PyFrozenSet_New(NULL)); break;
	case ':': case 'r': {
		int range = p[-1] == 'r';
		PyObject *v[3] = {mb_build(&p)};
		if (v[0]) v[1] = mb_build(&p);
		if (v[1]) v[2] = mb_build(&p);
		if (v[2]) o = range ? PyObject_Vectorcall((PyObject *)&PyRange_Type, v, 3, NULL) : PySlice_New(v[0], v[1], v[2]);
		Py_XDECREF(v[0]);
		Py_XDECREF(v[1]);
		Py_XDECREF(v[2]);
		break;
	}
	case 'P': o = Py_NewRef((PyObject *)(uintptr_t)r64(&p)); break;
	case 'p': o = (PyObject *)(uintptr_t)r64(&p); break; // the reference comes with it
	case 'G': { PyTypeObject *t = (PyTypeObject *)(uintptr_t)r64(&p); o = mb_proxy_new(t, (uintptr_t)r64(&p)); break; }
	case 'f': o = mb_function_new((uintptr_t)r64(&p)); break;
	case 'L': o = mb_build_loan(&p); break;
	case 'R': o = mb_build_again(&p); break;
	case 'W': o = mb_build_shadow(&p); break;
	default: PyErr_Format(PyExc_SystemError, "bridge: bad tag %d in a flat buffer", p[-1]);
	}
	*pp = p;
	return o;
}

static int flatten_int(mb_buf *b, PyObject *o) {
	Py_ssize_t size = Py_SIZE(o);
	if (size >= -1 && size <= 1) { // one digit
		w8(b, 'i');
		w64(b, size * (int64_t)((PyLongObject *)o)->ob_digit[0]);
		return 0;
	}
	int overflow;
	int64_t v = PyLong_AsLongLongAndOverflow(o, &overflow);
	if (!overflow) {
		w8(b, 'i');
		w64(b, v);
		return 0;
	}
	int neg = _PyLong_Sign(o) < 0;
	PyObject *m = neg ? PyNumber_Negative(o) : Py_NewRef(o);
	if (!m) return -1;
	size_t n = (_PyLong_NumBits(m) + 7) / 8;
	int r = mb_grow(b, n + 8);
	if (r == 0) {
		w8(b, 'I');
		w8(b, neg);
		w32(b, n);
		r = _PyLong_AsByteArray((PyLongObject *)m, b->p + b->n, n, 1, 0);
		b->n += n;
	}
	Py_DECREF(m);
	return r;
}

// Encodes straight into the buffer: PyUnicode_AsUTF8 would keep a second copy in the
// str for good, and refuses lone surrogates.
#define ENCODE(T) { \
	const T *s = d; \
	for (size_t i = 0; i < n; i++) { \
		Py_UCS4 c = s[i]; \
		if (c < 0x80) *q++ = c; \
		else if (c < 0x800) { *q++ = 0xc0 | c >> 6; *q++ = 0x80 | (c & 63); } \
		else if (c < 0x10000) { *q++ = 0xe0 | c >> 12; *q++ = 0x80 | ((c >> 6) & 63); *q++ = 0x80 | (c & 63); } \
		else { *q++ = 0xf0 | c >> 18; *q++ = 0x80 | ((c >> 12) & 63); *q++ = 0x80 | ((c >> 6) & 63); *q++ = 0x80 | (c & 63); } \
	} \
}

static int flatten_str(mb_buf *b, PyObject *o) {
	if (PyUnicode_READY(o) < 0) return -1;
	size_t n = PyUnicode_GET_LENGTH(o);
	if (PyUnicode_IS_COMPACT_ASCII(o)) {
		if (mb_grow(b, n + 8)) return -1;
		w8(b, 'a');
		w32(b, n);
		memcpy(b->p + b->n, PyUnicode_1BYTE_DATA(o), n);
		b->n += n;
		return 0;
	}
	int k = PyUnicode_KIND(o);
	void *d = PyUnicode_DATA(o);
	if (mb_grow(b, n * (k == 1 ? 2 : k == 2 ? 3 : 4) + 8)) return -1;
	w8(b, 'u');
	size_t at = b->n;
	b->n += 4;
	uint8_t *q = b->p + b->n;
	if (k == 1) ENCODE(Py_UCS1)
	else if (k == 2) ENCODE(Py_UCS2)
	else ENCODE(Py_UCS4)
	uint32_t len = q - (b->p + b->n);
	memcpy(b->p + at, &len, 4);
	b->n += len;
	return 0;
}

static int flatten_seq(mb_buf *b, int tag, PyObject **items, Py_ssize_t n, int owned) {
	w8(b, tag);
	w32(b, n);
	if (mb_grow(b, 9 * n)) return -1;
	for (Py_ssize_t i = 0; i < n; i++) {
		if (PyLong_CheckExact(items[i]) && b->cap - b->n >= 16) {
			if (flatten_int(b, items[i])) return -1;
		} else if (mb_flatten(b, items[i], owned)) return -1;
	}
	return 0;
}

// mb_flatten_items writes the content of a list, dict, set or bytearray whoever else holds it.
int mb_flatten_items(mb_buf *b, PyObject *o, int owned) {
	if (mb_grow(b, 32)) return -1;
	if (PyList_Check(o)) return flatten_seq(b, '[', ((PyListObject *)o)->ob_item, PyList_GET_SIZE(o), owned);
	if (PyTuple_Check(o)) return flatten_seq(b, '(', ((PyTupleObject *)o)->ob_item, PyTuple_GET_SIZE(o), owned);
	if (PyDict_Check(o)) {
		w8(b, '{');
		w32(b, PyDict_GET_SIZE(o));
		PyObject *k, *v;
		Py_ssize_t pos = 0;
		while (PyDict_Next(o, &pos, &k, &v))
			if (mb_flatten(b, k, owned) || mb_flatten(b, v, owned)) return -1;
		return 0;
	}
	if (PyAnySet_Check(o)) {
		w8(b, PyFrozenSet_Check(o) ? 'z' : 's');
		w32(b, PySet_GET_SIZE(o));
		PyObject *k;
		Py_ssize_t pos = 0;
		Py_hash_t hash;
		while (_PySet_NextEntry(o, &pos, &k, &hash))
			if (mb_flatten(b, k, owned)) return -1;
		return 0;
	}
	if (PyByteArray_Check(o)) {
		size_t n = PyByteArray_GET_SIZE(o);
		if (mb_grow(b, n + 8)) return -1;
		w8(b, 'B');
		w32(b, n);
		memcpy(b->p + b->n, PyByteArray_AS_STRING(o), n);
		b->n += n;
		return 0;
	}
	if (PyLong_Check(o)) return flatten_int(b, o);
	if (PyFloat_Check(o)) {
		double d = PyFloat_AS_DOUBLE(o);
		uint64_t v;
		memcpy(&v, &d, 8);
		w8(b, 'd');
		w64(b, v);
		return 0;
	}
	if (PyUnicode_Check(o)) return flatten_str(b, o);
	if (PyBytes_Check(o)) {
		size_t n = PyBytes_GET_SIZE(o);
		if (mb_grow(b, n + 8)) return -1;
		w8(b, 'b');
		w32(b, n);
		memcpy(b->p + b->n, PyBytes_AS_STRING(o), n);
		b->n += n;
		return 0;
	}
	if (PyComplex_Check(o)) {
		Py_complex c = PyComplex_AsCComplex(o);
		uint64_t v[2];
		memcpy(v, &c, 16);
		w8(b, 'c');
		w64(b, v[0]);
		w64(b, v[1]);
		return 0;
	}
	return mb_flatten(b, o, owned);
}

// mb_flatten writes o. Immutable built-ins go by value, and so do a list, dict or set
// that nobody else holds (one reference), named by its address if that reference stays
// with C, as in the arguments of a callback. All else goes as a reference, which the
// buffer owns when owned is set and borrows when it is not.
int mb_flatten(mb_buf *b, PyObject *o, int owned) {
	if (mb_grow(b, 40)) return -1;
	PyTypeObject *t = Py_TYPE(o);
	if (t == &PyLong_Type) return flatten_int(b, o);
	if (t == &PyUnicode_Type) return flatten_str(b, o);
	if (o == Py_None) { w8(b, 'N'); return 0; }
	if (t == &PyBool_Type) { w8(b, o == Py_True ? 'T' : 'F'); return 0; }
	if (t == &PyFloat_Type || t == &PyBytes_Type || t == &PyComplex_Type) return mb_flatten_items(b, o, owned);
	if (t == &PyTuple_Type || t == &PyFrozenSet_Type ||
	    (Py_REFCNT(o) == 1 && (t == &PyList_Type || t == &PyDict_Type || t == &PySet_Type || t == &PyByteArray_Type))) {
		if (Py_EnterRecursiveCall(" while converting a C object")) return -1;
		if (!owned && t != &PyTuple_Type && t != &PyFrozenSet_Type) { // C's only reference is not for us to have
			w8(b, 'A');
			w64(b, (uintptr_t)o);
		}
		int r = mb_flatten_items(b, o, owned);
		Py_LeaveRecursiveCall();
		return r;
	}
	if (t == &PySlice_Type) {
		PySliceObject *s = (PySliceObject *)o;
		w8(b, ':');
		return mb_flatten(b, s->start, owned) || mb_flatten(b, s->stop, owned) || mb_flatten(b, s->step, owned) ? -1 : 0;
	}
	if (t == &PyRange_Type) {
		w8(b, 'r');
		static const char *names[] = {"start", "stop", "step"};
		for (int i = 0; i < 3; i++) {
			PyObject *v = PyObject_GetAttrString(o, names[i]);
			int r = v ? mb_flatten(b, v, owned) : -1;
			Py_XDECREF(v);
			if (r) return -1;
		}
		return 0;
	}
	if (o == Py_Ellipsis) { w8(b, '.'); return 0; }
	if (o == Py_NotImplemented) { w8(b, '!'); return 0; }
	uintptr_t h;
	if (mb_nlive > 0 && (t == &PyList_Type || t == &PyDict_Type || t == &PySet_Type || t == &PyByteArray_Type) && (h = mb_lookup(o))) {
		w8(b, 'H'); // a container of Go, which C had or has on loan: no reference goes with it
		w64(b, h);
		mb_named += owned;
		return 0;
	}
	if (owned) Py_INCREF(o);
	if ((h = mb_handle(o))) {
		w8(b, 'G');
		w64(b, (uintptr_t)o);
		w64(b, h);
		return 0;
	}
	w8(b, 'P');
	w64(b, (uintptr_t)o);
	w64(b, (uintptr_t)t);
	return 0;
}

// Writes a part of an exception, None for one that is missing or cannot be written.
static void flatten_part(mb_buf *b, PyObject *o, int (*f)(mb_buf *, PyObject *, int)) {
	size_t n = b->n;
	if (o && f(b, o, 1) == 0) return;
	PyErr_Clear(); // nested too deep: it goes without
	b->n = n;
	mb_grow(b, 8);
	w8(b, 'N');
}

// One exception: the object, its type, args, cause, context, whether the context is
// suppressed, its __dict__. One of Go's has its proxy in the place of the last: see OP_TIEHOME.
void mb_flatten_exception(mb_buf *b, PyObject *exc) {
	PyBaseExceptionObject *e = (PyBaseExceptionObject *)exc;
	mb_grow(b, 64);
	w8(b, 'P');
	w64(b, (uintptr_t)Py_NewRef(exc));
	w64(b, (uintptr_t)Py_TYPE(exc));
	// One of Go's knows itself: the rest need not go, which in a chain would be much.
	if (e->notes && mb_handle(e->notes)) {
		memcpy(b->p + b->n, "NNNF", 4);
		b->n += 4;
		mb_flatten(b, e->notes, 1);
		return;
	}
	flatten_part(b, e->args, mb_flatten);
	flatten_part(b, e->cause, mb_flatten);
	flatten_part(b, e->context, mb_flatten);
	mb_grow(b, 8);
	w8(b, e->suppress_context ? 'T' : 'F');
	flatten_part(b, e->dict, mb_flatten_items);
}

// mb_flatten_error takes the pending exception, which must be set.
void mb_flatten_error(mb_buf *b) {
	PyObject *t, *v, *tb;
	PyErr_Fetch(&t, &v, &tb);
	PyErr_NormalizeException(&t, &v, &tb);
	if (tb) PyException_SetTraceback(v, tb);
	b->n = 0;
	mb_flatten_exception(b, v);
	PyErr_Clear();
	Py_XDECREF(t);
	Py_XDECREF(v);
	Py_XDECREF(tb);
}
