//go:build libpython

// This file defines the C side of Go objects. An instance of memphis.object stands for
// one Go object by a handle; a class of ours is a heap type, its twin, derived from it
// (or from the C type that it subclasses) with memphis.type as metatype. Whatever C asks
// of them goes to Go through one door, memphisSlot.
#include "capi.h"
#include "structmember.h"
#include "_cgo_export.h"

PyTypeObject *mb_object_type, *mb_function_type, *mb_meta_type, *mb_module_type;

// A proxy of an object. It has no field of its own but the list of weak references, which
// CPython does not count as layout: C code may derive a class from one of ours and from a
// C type at once, as _decimal does with MutableMapping. Handles are in a table by address.
typedef struct {
	PyObject_HEAD
	PyObject *weakrefs;
} GoObject;

// A proxy of a function: nothing derives from it, so it holds what makes calls quick.
typedef struct {
	PyObject_HEAD
	uintptr_t h;
	vectorcallfunc call;
	PyObject *weakrefs;
} GoFunction;

// The table: open addressing, at most half full, guarded by the GIL. A look-up costs 3 ns. Beside proxies it
// has containers on loan, which are exactly of C's own types.
static struct entry { PyObject *o; uintptr_t h; } *table;
static size_t mask, used;

static inline size_t spot(PyObject *o) { return ((uintptr_t)o >> 4) * 0x9E3779B97F4A7C15ull >> 20 & mask; }

uintptr_t mb_lookup(PyObject *o) {
	if (!table) return 0;
	for (size_t i = spot(o); table[i].o; i = (i + 1) & mask)
		if (table[i].o == o) return table[i].h;
	return 0;
}

int mb_enter(PyObject *o, uintptr_t h) {
	if (2 * (used + 1) > mask + 1 || !table) {
		size_t old = table ? mask + 1 : 0, n = old ? 2 * old : 1024;
		struct entry *t = table, *fresh = calloc(n, sizeof *fresh);
		if (!fresh) { PyErr_NoMemory(); return -1; }
		table = fresh;
		mask = n - 1;
		used = 0;
		for (size_t i = 0; i < old; i++)
			if (t[i].o) mb_enter(t[i].o, t[i].h);
		free(t);
	}
	size_t i = spot(o);
	while (table[i].o) i = (i + 1) & mask;
	table[i].o = o;
	table[i].h = h;
	used++;
	return 0;
}

// Removes an entry, and moves up those behind it that were displaced.
void mb_leave(PyObject *o) {
	if (!table) return;
	size_t i = spot(o);
	while (table[i].o && table[i].o != o) i = (i + 1) & mask;
	if (!table[i].o) return;
	used--;
	for (size_t k = i;;) {
		k = (k + 1) & mask;
		if (!table[k].o) break;
		size_t home = spot(table[k].o);
		if (((k - home) & mask) >= ((k - i) & mask)) {
			table[i] = table[k];
			i = k;
		}
	}
	table[i].o = NULL;
}

// The handle of a proxy, 0 of anything else: an instance of a class that C derived from one of ours is no proxy.
uintptr_t mb_handle(PyObject *o) {
	PyTypeObject *t = Py_TYPE(o);
	if (t == mb_function_type) return ((GoFunction *)o)->h;
	return t->tp_flags & Py_TPFLAGS_HEAPTYPE ? mb_lookup(o) : 0;
}

// How many answers of Go are being read. To make a dict or a set of one takes the hashes of its keys, which may be Go's.
int mb_reading;
static __thread int reading_here;

static PyObject *read_answer(mb_buf *b) {
	const uint8_t *p = b->p;
	size_t some = mb_top ? mb_top->n : 0;
	mb_reading++;
	reading_here++;
	PyObject *o = mb_build(&p);
	reading_here--;
	mb_reading--;
	mb_loans_ready(some);
	return o;
}

void mb_forked(void) {
	PyOS_AfterFork_Child();
	mb_reading = reading_here;
}

PyObject *mb_from_val(mb_val *r, mb_buf *b) {
	switch (r->tag) {
	case 'i': return PyLong_FromLongLong(r->v);
	case 'd': { double d; memcpy(&d, &r->v, 8); return mb_float(d); }
	case 'N': Py_RETURN_NONE;
	case 'T': Py_RETURN_TRUE;
	case 'F': Py_RETURN_FALSE;
	case '!': Py_RETURN_NOTIMPLEMENTED;
	case 'P': return Py_NewRef((PyObject *)(uintptr_t)r->v);
	case 'a': case 'u': case 'b': { // in the buffer, without a tag
		r->v = b && r->n ? (intptr_t)b->p : (intptr_t) "";
		return mb_of_word(r);
	}
	case 'X': return read_answer(b);
	case 'E': {
		PyObject *e = read_answer(b);
		if (!e) return NULL;
		if (!PyExceptionInstance_Check(e)) PyErr_Format(PyExc_SystemError, "bridge: Go raised an object that is not an exception");
		else {
			// PyErr_Restore, not SetObject: cause and context are set already
			PyErr_Restore(Py_NewRef((PyObject *)Py_TYPE(e)), Py_NewRef(e), PyException_GetTraceback(e));
		}
		Py_DECREF(e);
		return NULL;
	}
	case 'S': return NULL; // the end of an iteration, no exception
	}
	PyErr_Format(PyExc_SystemError, "bridge: bad answer %d from Go", r->tag);
	return NULL;
}

// What a callback costs when nothing is asked.
void mb_call_back(int n) { while (n-- > 0) memphisNothing(); }

// Asks with arguments that need no buffer; 0 if they do.
static inline int quick(int slot, PyObject *self, int64_t x, PyObject *const *v, Py_ssize_t n, PyObject **answer) {
	mb_val w[MB_WORDS];
	if (n > MB_WORDS) return 0;
	for (Py_ssize_t i = 0; i < n; i++)
		if (!mb_word(&w[i], v[i])) return 0;
	mb_buf *b = NULL;
	memphisQuick(slot, self, mb_handle(self), x, w, n, &b);
	*answer = mb_from_val(&w[0], b);
	if (b) mb_give(b);
	return 1;
}

static PyObject *ask(int slot, PyObject *self, int64_t x, PyObject *const *v, int n) {
	PyObject *o = NULL;
	if (quick(slot, self, x, v, n, &o)) return o;
	mb_buf *b = mb_take();
	mb_val r = {0};
	int i = 0;
	while (i < n && mb_flatten(b, v[i], 0) == 0) i++;
	if (i == n) {
		memphisSlot(slot, self, mb_handle(self), x, b, n, 0, &r);
		o = mb_from_val(&r, b);
	}
	mb_give(b);
	return o;
}

static PyObject *call_go(PyObject *self, PyObject *const *args, size_t nf, PyObject *kw) {
	Py_ssize_t n = PyVectorcall_NARGS(nf), nk = kw ? PyTuple_GET_SIZE(kw) : 0;
	PyObject *o = NULL;
	if (nk == 0 && quick(SL_CALL, self, 0, args, n, &o)) return o;
	mb_buf *b = mb_take();
	mb_val r = {0};
	Py_ssize_t i = 0;
	while (i < n + nk && mb_flatten(b, args[i], 0) == 0) i++;
	if (i == n + nk && (nk == 0 || mb_flatten(b, kw, 0) == 0)) {
		memphisSlot(SL_CALL, self, mb_handle(self), 0, b, n, nk, &r);
		o = mb_from_val(&r, b);
	}
	mb_give(b);
	return o;
}

static PyObject *call_tuple(int slot, PyObject *self, PyObject *args, PyObject *kw) {
	PyObject *o = NULL, *k, *v;
	Py_ssize_t n = PyTuple_GET_SIZE(args), nk = kw ? PyDict_GET_SIZE(kw) : 0, i = 0, pos = 0;
	if (slot == SL_CALL && nk == 0 && quick(slot, self, 0, ((PyTupleObject *)args)->ob_item, n, &o)) return o;
	mb_buf *b = mb_take();
	mb_val r = {0};
	PyObject *names = nk ? PyTuple_New(nk) : NULL;
	while (i < n && mb_flatten(b, PyTuple_GET_ITEM(args, i), 0) == 0) i++;
	if (i < n) goto done;
	for (i = 0; nk && PyDict_Next(kw, &pos, &k, &v); i++) {
		PyTuple_SET_ITEM(names, i, Py_NewRef(k));
		if (mb_flatten(b, v, 0)) goto done;
	}
	if (nk && mb_flatten(b, names, 0)) goto done;
	memphisSlot(slot, self, slot == SL_CALL ? mb_handle(self) : 0, 0, b, n, nk, &r);
	o = mb_from_val(&r, b);
done:
	Py_XDECREF(names);
	mb_give(b);
	return o;
}

static PyObject *go_call(PyObject *self, PyObject *args, PyObject *kw) { return call_tuple(SL_CALL, self, args, kw); }
static PyObject *go_new(PyTypeObject *t, PyObject *args, PyObject *kw) { return call_tuple(SL_NEW, (PyObject *)t, args, kw); }
// Go has initialised its object when it was made; C's type.__call__ asks again.
static int go_init(PyObject *self, PyObject *args, PyObject *kw) { (void)self; (void)args; (void)kw; return 0; }

static int status(PyObject *r);
// An instance of a Python class with a C base and an __init__ of its own.
static int go_init_py(PyObject *self, PyObject *args, PyObject *kw) { return status(call_tuple(SL_INIT, self, args, kw)); }

static int status(PyObject *r) {
	if (!r) return -1;
	Py_DECREF(r);
	return 0;
}
static int truth(PyObject *r) {
	if (!r) return -1;
	int t = r == Py_True ? 1 : r == Py_False ? 0 : PyObject_IsTrue(r);
	Py_DECREF(r);
	return t;
}

static PyObject *go_getattro(PyObject *o, PyObject *name) { return ask(SL_GETATTR, o, 0, &name, 1); }
static int go_setattro(PyObject *o, PyObject *name, PyObject *v) { PyObject *a[] = {name, v}; return status(ask(SL_SETATTR, o, 0, a, v ? 2 : 1)); }
static PyObject *go_iter(PyObject *o) { return ask(SL_ITER, o, 0, NULL, 0); }
static PyObject *go_next(PyObject *o) { return ask(SL_NEXT, o, 0, NULL, 0); }
static PyObject *go_repr(PyObject *o) { return ask(SL_REPR, o, 0, NULL, 0); }
static PyObject *go_str(PyObject *o) { return ask(SL_STR, o, 0, NULL, 0); }
static PyObject *go_compare(PyObject *a, PyObject *b, int op) { return ask(SL_COMPARE, a, op, &b, 1); }
static Py_hash_t go_hash(PyObject *o) {
	PyObject *r = ask(SL_HASH, o, 0, NULL, 0);
	if (!r) return -1;
	Py_hash_t h = PyLong_AsSsize_t(r);
	Py_DECREF(r);
	return h == -1 ? (PyErr_Occurred() ? -1 : -2) : h;
}
static Py_ssize_t go_len(PyObject *o) {
	PyObject *r = ask(SL_LEN, o, 0, NULL, 0);
	if (!r) return -1;
	Py_ssize_t n = PyLong_AsSsize_t(r);
	Py_DECREF(r);
	return n;
}
static PyObject *go_subscript(PyObject *o, PyObject *k) { return ask(SL_GETITEM, o, 0, &k, 1); }
static PyObject *go_item(PyObject *o, Py_ssize_t i) {
	PyObject *k = PyLong_FromSsize_t(i), *r = k ? ask(SL_GETITEM, o, 0, &k, 1) : NULL;
	Py_XDECREF(k);
	return r;
}
static int go_ass_subscript(PyObject *o, PyObject *k, PyObject *v) { PyObject *a[] = {k, v}; return status(ask(SL_SETITEM, o, 0, a, v ? 2 : 1)); }
static int go_ass_item(PyObject *o, Py_ssize_t i, PyObject *v) {
	PyObject *k = PyLong_FromSsize_t(i);
	int r = k ? go_ass_subscript(o, k, v) : -1;
	Py_XDECREF(k);
	return r;
}
static int go_contains(PyObject *o, PyObject *v) { return truth(ask(SL_CONTAINS, o, 0, &v, 1)); }
static int go_bool(PyObject *o) { return truth(ask(SL_BOOL, o, 0, NULL, 0)); }
#define UNARY(name, slot) static PyObject *go_##name(PyObject *o) { return ask(slot, o, 0, NULL, 0); }
UNARY(int, SL_INT)
UNARY(float, SL_FLOAT)
UNARY(index, SL_INDEX)
UNARY(neg, SL_NEG)
UNARY(pos, SL_POS)
UNARY(abs, SL_ABS)
UNARY(invert, SL_INVERT)
UNARY(await, SL_AWAIT)
UNARY(aiter, SL_AITER)
UNARY(anext, SL_ANEXT)
#define BINARY(name, i) \
	static PyObject *go_##name(PyObject *a, PyObject *b) { PyObject *v[] = {a, b}; return ask(SL_BINARY, a, i, v, 2); } \
	static PyObject *go_i##name(PyObject *a, PyObject *b) { return ask(SL_INPLACE, a, i, &b, 1); }
BINARY(add, 0)
BINARY(sub, 1)
BINARY(mul, 2)
BINARY(matmul, 3)
BINARY(truediv, 4)
BINARY(floordiv, 5)
BINARY(mod, 6)
BINARY(divmod, 7)
BINARY(lshift, 9)
BINARY(rshift, 10)
BINARY(and, 11)
BINARY(xor, 12)
BINARY(or, 13)
static PyObject *go_pow(PyObject *a, PyObject *b, PyObject *c) { PyObject *v[] = {a, b, c}; return ask(SL_POW3, a, 0, v, 3); }
static PyObject *go_ipow(PyObject *a, PyObject *b, PyObject *c) { (void)c; return ask(SL_INPLACE, a, 8, &b, 1); }
static PyObject *go_descr_get(PyObject *o, PyObject *obj, PyObject *type) {
	PyObject *v[] = {obj ? obj : Py_None, type ? type : Py_None};
	return ask(SL_DESCRGET, o, obj != NULL, v, 2);
}
static int go_descr_set(PyObject *o, PyObject *obj, PyObject *value) {
	PyObject *v[] = {obj, value};
	return status(ask(SL_DESCRSET, o, 0, v, value ? 2 : 1));
}
static PySendResult go_send(PyObject *o, PyObject *arg, PyObject **result) {
	mb_buf *b = mb_take();
	mb_val r = {0};
	*result = NULL;
	PySendResult s = PYGEN_ERROR;
	if (mb_flatten(b, arg, 0) == 0) {
		// Go answers (finished, value)
		memphisSlot(SL_SEND, o, mb_handle(o), 0, b, 1, 0, &r);
		PyObject *pair = mb_from_val(&r, b);
		if (pair && PyTuple_CheckExact(pair) && PyTuple_GET_SIZE(pair) == 2) {
			s = PyTuple_GET_ITEM(pair, 0) == Py_True ? PYGEN_RETURN : PYGEN_NEXT;
			*result = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
		}
		Py_XDECREF(pair);
	}
	mb_give(b);
	return s;
}

// An array of Go's that C has open: internal of its view.
struct array { uintptr_t id; Py_ssize_t dims[]; };

static int contiguous(const Py_buffer *v, int fortran) {
	Py_ssize_t n = v->itemsize;
	for (int i = 0; i < v->ndim; i++) {
		int k = fortran ? i : v->ndim - 1 - i;
		if (v->shape[k] == 0) return 1;
		if (v->shape[k] > 1 && v->strides[k] != n) return 0;
		n *= v->shape[k];
	}
	return 1;
}

// Fills the view of an array of items, of which p tells all but the memory.
static int fill_array(PyObject *o, Py_buffer *view, const uint8_t *p, int flags) {
	int64_t itemsize, ndim, nsub;
	memcpy(&itemsize, p, 8);
	memcpy(&ndim, p + 8, 8);
	memcpy(&nsub, p + 16, 8);
	size_t dims = 8 * (2 * ndim + nsub);
	const uint8_t *format = p + 24 + dims;
	struct array *a = malloc(sizeof *a + dims + strlen((const char *)format) + 1);
	if (!a) { PyErr_NoMemory(); return -1; }
	a->id = (uintptr_t)view->internal;
	memcpy(a->dims, p + 24, dims);
	char *f = strcpy((char *)a->dims + dims, (const char *)format);
	view->itemsize = itemsize;
	view->ndim = ndim;
	view->shape = ndim ? a->dims : NULL;
	view->strides = ndim ? a->dims + ndim : NULL;
	view->suboffsets = nsub ? a->dims + 2 * ndim : NULL;
	view->len = itemsize;
	for (int i = 0; i < ndim; i++) view->len *= view->shape[i];
	int c = !nsub && contiguous(view, 0), fortran = !nsub && contiguous(view, 1);
	const char *wrong = NULL;
	if ((flags & PyBUF_WRITABLE) && view->readonly) wrong = "memoryview: underlying buffer is not writable";
	else if ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS && !c) wrong = "memoryview: underlying buffer is not C-contiguous";
	else if ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS && !fortran) wrong = "memoryview: underlying buffer is not Fortran contiguous";
	else if ((flags & PyBUF_ANY_CONTIGUOUS) == PyBUF_ANY_CONTIGUOUS && !c && !fortran) wrong = "memoryview: underlying buffer is not contiguous";
	else if ((flags & PyBUF_INDIRECT) != PyBUF_INDIRECT && nsub) wrong = "memoryview: underlying buffer requires suboffsets";
	else if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !c) wrong = "memoryview: underlying buffer is not C-contiguous";
	else if ((flags & PyBUF_ND) != PyBUF_ND && (flags & PyBUF_FORMAT)) wrong = "memoryview: cannot cast to unsigned bytes if the format flag is present";
	if (wrong) {
		free(a);
		PyErr_SetString(PyExc_BufferError, wrong);
		return -1;
	}
	view->format = (flags & PyBUF_FORMAT) == PyBUF_FORMAT ? f : NULL;
	if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES) view->strides = NULL;
	if ((flags & PyBUF_ND) != PyBUF_ND) {
		view->ndim = 1;
		view->shape = NULL;
	}
	view->obj = Py_NewRef(o);
	view->internal = (void *)((uintptr_t)a | 1);
	return 0;
}

// Go fills the view: its memory stays put until the release, by the number in internal, or
// in what that points to if it is odd.
static int go_getbuffer(PyObject *o, Py_buffer *view, int flags) {
	mb_buf *b = mb_take();
	mb_val r = {0};
	int failed = -1;
	view->obj = NULL;
	memphisBuffer(o, mb_handle(o), flags, view, b, &r);
	if (r.tag == 'E') mb_from_val(&r, b);
	else {
		uintptr_t id = (uintptr_t)view->internal;
		if (!view->buf) view->buf = ""; // C code looks at the first byte of nothing, too
		if (r.tag == 'X') failed = fill_array(o, view, b->p, flags);
		else {
			failed = PyBuffer_FillInfo(view, o, view->buf, view->len, view->readonly, flags);
			if (!failed) view->internal = (void *)(id << 1);
		}
		if (failed) memphisBufferDone(id);
	}
	mb_give(b);
	return failed;
}
static void go_releasebuffer(PyObject *o, Py_buffer *view) {
	(void)o;
	uintptr_t id = (uintptr_t)view->internal;
	if (id & 1) {
		struct array *a = (struct array *)(id - 1);
		id = a->id;
		free(a);
	} else id >>= 1;
	memphisBufferDone(id);
}

static void go_dealloc(PyObject *o) {
	PyTypeObject *t = Py_TYPE(o);
	GoObject *g = (GoObject *)o;
	uintptr_t h = mb_lookup(o);
	if (g->weakrefs && h && memphisWeakLost(o, h)) { Py_SET_REFCNT(o, 1); return; } // it has fallen asleep
	if (h) {
		mb_leave(o);
		memphisRelease(o, h);
	}
	if (g->weakrefs) PyObject_ClearWeakRefs(o); // what that calls must not find the proxy any more
	t->tp_free(o);
	Py_DECREF(t);
}

// A proxy of a module is a module for C, too: PyModule_GetDict wants one.
static void module_dealloc(PyObject *o) {
	PyTypeObject *t = Py_TYPE(o);
	uintptr_t h = mb_lookup(o);
	if (h) {
		mb_leave(o);
		memphisRelease(o, h);
	}
	PyModule_Type.tp_dealloc(o);
	Py_DECREF(t);
}
static PyType_Slot module_slots[] = {
	{Py_tp_getattro, go_getattro}, {Py_tp_setattro, go_setattro}, {Py_tp_repr, go_repr}, {Py_tp_str, go_str}, {Py_tp_hash, go_hash},
	{Py_tp_richcompare, go_compare}, {Py_tp_dealloc, module_dealloc}, {0, 0}};
static PyType_Spec module_spec = {"memphis.module", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, module_slots};

static void function_dealloc(PyObject *o) {
	PyTypeObject *t = Py_TYPE(o);
	GoFunction *g = (GoFunction *)o;
	if (g->weakrefs && g->h && memphisWeakLost(o, g->h)) { Py_SET_REFCNT(o, 1); return; }
	if (g->h) memphisRelease(o, g->h);
	if (g->weakrefs) PyObject_ClearWeakRefs(o);
	t->tp_free(o);
	Py_DECREF(t);
}

// An instance of a class whose C base is not ours has no place for a handle: Go keeps
// its address, and hears here that C's last reference went.
static void go_finalize(PyObject *o) {
	PyObject *t, *v, *tb;
	PyErr_Fetch(&t, &v, &tb);
	memphisRelease(o, 0);
	PyErr_Restore(t, v, tb);
	PyTypeObject *base = Py_TYPE(o);
	while (base && base->tp_finalize == go_finalize) base = base->tp_base;
	if (base && base->tp_finalize) base->tp_finalize(o);
}

static PyMemberDef object_members[] = {{"__weaklistoffset__", T_PYSSIZET, offsetof(GoObject, weakrefs), READONLY, NULL}, {0}};
static PyType_Slot object_slots[] = {
	{Py_tp_getattro, go_getattro}, {Py_tp_setattro, go_setattro}, {Py_tp_repr, go_repr}, {Py_tp_str, go_str}, {Py_tp_hash, go_hash},
	{Py_tp_richcompare, go_compare}, {Py_tp_dealloc, go_dealloc}, {Py_tp_new, go_new}, {Py_tp_init, go_init}, {Py_tp_members, object_members}, {0, 0}};
static PyType_Spec object_spec = {"memphis.object", sizeof(GoObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, object_slots};

static PyObject *function_get(PyObject *f, PyObject *obj, PyObject *type) {
	(void)type;
	return !obj || obj == Py_None ? Py_NewRef(f) : PyMethod_New(f, obj);
}
static PyMemberDef function_members[] = {
	{"__vectorcalloffset__", T_PYSSIZET, offsetof(GoFunction, call), READONLY, NULL},
	{"__weaklistoffset__", T_PYSSIZET, offsetof(GoFunction, weakrefs), READONLY, NULL},
	{0}};
static PyType_Slot function_slots[] = {
	{Py_tp_getattro, go_getattro}, {Py_tp_setattro, go_setattro}, {Py_tp_repr, go_repr}, {Py_tp_str, go_str}, {Py_tp_call, PyVectorcall_Call},
	{Py_tp_descr_get, function_get}, {Py_tp_dealloc, function_dealloc}, {Py_tp_members, function_members}, {0, 0}};
static PyType_Spec function_spec = {"function", sizeof(GoFunction), 0,
	Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_DISALLOW_INSTANTIATION, function_slots};

// The metatype: what C asks of a class of ours, Go answers.
static int plain_type; // set while the bridge itself makes or changes a twin
static PyObject *meta_getattro(PyObject *t, PyObject *name) {
	if (plain_type) return PyType_Type.tp_getattro(t, name);
	// C code trusts that a class holds what is read from it (_zoneinfo does), so a proxy lives
	// until the operation that C is in is over.
	PyObject *v = ask(SL_TYPEGETATTR, t, 0, &name, 1);
	if (v && Py_REFCNT(v) == 1) mb_hold(v);
	return v;
}
static int meta_setattro(PyObject *t, PyObject *name, PyObject *v) {
	if (plain_type) return PyType_Type.tp_setattro(t, name, v);
	PyObject *a[] = {name, v};
	return status(ask(SL_TYPESETATTR, t, 0, a, v ? 2 : 1));
}
// A class statement of Python that C itself runs wants to know the class in a cell of its own, which Go's
// namespace has no room for.
static PyObject *make_class(int slot, PyObject *t, PyObject *args, PyObject *kw) {
	PyObject *ns = PyTuple_GET_SIZE(args) == 3 ? PyTuple_GET_ITEM(args, 2) : NULL, *cell = NULL;
	if (ns && PyDict_Check(ns) && (cell = PyDict_GetItemString(ns, "__classcell__")) && PyCell_Check(cell)) {
		Py_INCREF(cell);
		if (PyObject_DelItemString(ns, "__classcell__") < 0) PyErr_Clear();
	} else cell = NULL;
	PyObject *r = call_tuple(slot, t, args, kw);
	if (r && cell) PyCell_Set(cell, r);
	Py_XDECREF(cell);
	return r;
}
static PyObject *meta_call(PyObject *t, PyObject *args, PyObject *kw) { return make_class(SL_TYPECALL, t, args, kw); }
// A class that C derives from classes of ours only, as Cython does with a class statement, is
// made by Go: it has their metaclass, whatever that is.
static PyObject *meta_new(PyTypeObject *t, PyObject *args, PyObject *kw) {
	PyObject *bases = PyTuple_GET_SIZE(args) == 3 ? PyTuple_GET_ITEM(args, 1) : NULL;
	int ours = 0;
	if (bases && PyTuple_Check(bases) && !plain_type && t == mb_meta_type) {
		for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++) {
			PyObject *b = PyTuple_GET_ITEM(bases, i);
			if (b == (PyObject *)&PyBaseObject_Type) continue;
			ours = PyType_IsSubtype(Py_TYPE(b), mb_meta_type) && (mb_runs_python || PyType_IsSubtype((PyTypeObject *)b, mb_object_type));
			if (!ours) break;
		}
	}
	return ours ? make_class(SL_TYPENEW, (PyObject *)t, args, kw) : PyType_Type.tp_new(t, args, kw);
}
static PyObject *meta_repr(PyObject *t) { return ask(SL_TYPEREPR, t, 0, NULL, 0); }
static PyObject *meta_instancecheck(PyObject *t, PyObject *o) { return ask(SL_ISINSTANCE, t, 0, &o, 1); }
static PyObject *meta_subclasscheck(PyObject *t, PyObject *o) { return ask(SL_ISSUBCLASS, t, 0, &o, 1); }
static PyObject *meta_dir(PyObject *t, PyObject *unused) { (void)unused; return ask(SL_TYPEDIR, t, 0, NULL, 0); }
// The metatype of a twin stands for all metaclasses of ours, of which one may prepare namespaces.
static PyObject *meta_prepare(PyObject *t, PyObject *args, PyObject *kw) {
	PyObject *bases = PyTuple_GET_SIZE(args) > 1 ? PyTuple_GET_ITEM(args, 1) : NULL;
	for (Py_ssize_t i = 0; bases && PyTuple_Check(bases) && i < PyTuple_GET_SIZE(bases); i++) {
		PyObject *meta = PyObject_GetAttrString(PyTuple_GET_ITEM(bases, i), "__class__");
		if (!meta) return NULL;
		PyObject *f = meta == t || meta == (PyObject *)&PyType_Type ? NULL : PyObject_GetAttrString(meta, "__prepare__"), *r = NULL;
		Py_DECREF(meta);
		if (f) r = PyObject_Call(f, args, kw);
		else if (!PyErr_Occurred()) continue;
		Py_XDECREF(f);
		return r;
	}
	return PyDict_New();
}
static PyMethodDef meta_methods[] = {
	{"__prepare__", (PyCFunction)(void (*)(void))meta_prepare, METH_CLASS | METH_VARARGS | METH_KEYWORDS, NULL},
	{"__instancecheck__", meta_instancecheck, METH_O, NULL},
	{"__subclasscheck__", meta_subclasscheck, METH_O, NULL},
	{"__dir__", meta_dir, METH_NOARGS, NULL},
	{0}};
// What a metaclass of ours may define (EnumMeta does); Go answers for the others as type does.
static PyType_Slot meta_slots[] = {
	{Py_mp_subscript, go_subscript}, {Py_tp_iter, go_iter}, {Py_mp_length, go_len}, {Py_sq_contains, go_contains},
	{Py_tp_getattro, meta_getattro}, {Py_tp_setattro, meta_setattro}, {Py_tp_call, meta_call}, {Py_tp_new, meta_new}, {Py_tp_repr, meta_repr}, {Py_tp_methods, meta_methods}, {0, 0}};
static PyType_Spec meta_spec = {"memphis.type", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_TYPE_SUBCLASS, meta_slots};

int mb_proxy_start(void) {
	PyObject *bases = PyTuple_Pack(1, &PyType_Type);
	mb_meta_type = (PyTypeObject *)PyType_FromSpecWithBases(&meta_spec, bases);
	Py_XDECREF(bases);
	mb_object_type = (PyTypeObject *)PyType_FromSpec(&object_spec);
	mb_function_type = (PyTypeObject *)PyType_FromSpec(&function_spec);
	bases = PyTuple_Pack(1, &PyModule_Type);
	mb_module_type = (PyTypeObject *)PyType_FromSpecWithBases(&module_spec, bases);
	Py_XDECREF(bases);
	if (!mb_meta_type || !mb_object_type || !mb_function_type || !mb_module_type) return -1;
	mb_object_type->tp_name = "object"; // in messages of C code
	mb_module_type->tp_name = "module";
	return 0;
}

// Tells Go of the new proxy o. An object that is twice in one buffer has been given a handle each time: it keeps its first
// proxy, and Go has taken the handle back.
static PyObject *named(PyObject *o, uintptr_t h) {
	PyObject *first = (PyObject *)memphisBorn(o, h);
	if (!first) return o;
	Py_INCREF(first);
	if (Py_TYPE(o) == mb_function_type) ((GoFunction *)o)->h = 0;
	else mb_leave(o);
	Py_DECREF(o);
	return first;
}

PyObject *mb_proxy_new(PyTypeObject *t, uintptr_t h) {
	if (!t) t = mb_object_type;
	PyObject *o;
	if (PyType_IsSubtype(t, mb_module_type)) {
		PyObject *none = PyTuple_New(0);
		o = none ? PyModule_Type.tp_new(t, none, NULL) : NULL;
		Py_XDECREF(none);
	} else o = t->tp_alloc(t, 0);
	if (!o) return NULL;
	if (mb_enter(o, h) < 0) {
		Py_DECREF(o);
		return NULL;
	}
	return named(o, h);
}

PyObject *mb_function_new(uintptr_t h) {
	GoFunction *g = (GoFunction *)mb_function_type->tp_alloc(mb_function_type, 0);
	if (!g) return NULL;
	g->h = h;
	g->call = call_go;
	return named((PyObject *)g, h);
}

PyObject *mb_make_class(PyObject *meta, PyObject *name, PyObject *bases, PyObject *ns, uint64_t mask) {
	plain_type++;
	PyObject *r = PyObject_CallFunctionObjArgs(meta, name, bases, ns, NULL);
	if (r && mb_patch((PyTypeObject *)r, mask) < 0) Py_CLEAR(r);
	plain_type--;
	return r;
}

int mb_type_set(PyObject *t, PyObject *name, PyObject *v) {
	plain_type++;
	int r = PyType_Type.tp_setattro(t, name, v);
	plain_type--;
	return r;
}

// mb_patch fills the slots of a twin: those that the class of ours has, and no others,
// since C asks a type what it can do by looking at its slots. The class is a heap type
// just made, so its slot tables are its own.
int mb_patch(PyTypeObject *t, uint64_t mask) {
	if (!(t->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
		PyErr_SetString(PyExc_SystemError, "bridge: a twin must be a heap type");
		return -1;
	}
	PyNumberMethods *nb = t->tp_as_number;
	PySequenceMethods *sq = t->tp_as_sequence;
	PyMappingMethods *mp = t->tp_as_mapping;
	PyAsyncMethods *am = t->tp_as_async;
	int proxy = PyType_IsSubtype(t, mb_object_type) || PyType_IsSubtype(t, mb_module_type);
#define ON(s) (mask >> (s) & 1)
#define SET(s, field, f) if (ON(s)) field = f
	SET(SL_GETATTR, t->tp_getattro, go_getattro);
	SET(SL_SETATTR, t->tp_setattro, go_setattro);
	SET(SL_ITER, t->tp_iter, go_iter);
	SET(SL_NEXT, t->tp_iternext, go_next);
	SET(SL_HASH, t->tp_hash, go_hash);
	SET(SL_COMPARE, t->tp_richcompare, go_compare);
	SET(SL_REPR, t->tp_repr, go_repr);
	SET(SL_STR, t->tp_str, go_str);
	SET(SL_LEN, sq->sq_length, go_len);
	SET(SL_LEN, mp->mp_length, go_len);
	SET(SL_GETITEM, mp->mp_subscript, go_subscript);
	SET(SL_SETITEM, mp->mp_ass_subscript, go_ass_subscript);
	if (ON(SL_SEQITEM)) {
		SET(SL_GETITEM, sq->sq_item, go_item);
		SET(SL_SETITEM, sq->sq_ass_item, go_ass_item);
	}
	SET(SL_CONTAINS, sq->sq_contains, go_contains);
	SET(SL_BOOL, nb->nb_bool, go_bool);
	SET(SL_INT, nb->nb_int, go_int);
	SET(SL_FLOAT, nb->nb_float, go_float);
	SET(SL_INDEX, nb->nb_index, go_index);
	SET(SL_NEG, nb->nb_negative, go_neg);
	SET(SL_POS, nb->nb_positive, go_pos);
	SET(SL_ABS, nb->nb_absolute, go_abs);
	SET(SL_INVERT, nb->nb_invert, go_invert);
	SET(SL_AWAIT, am->am_await, go_await);
	SET(SL_AITER, am->am_aiter, go_aiter);
	SET(SL_ANEXT, am->am_anext, go_anext);
	SET(SL_SEND, am->am_send, go_send);
	SET(SL_DESCRGET, t->tp_descr_get, go_descr_get);
	SET(SL_DESCRSET, t->tp_descr_set, go_descr_set);
	SET(SL_NEW, t->tp_new, go_new);
	SET(SL_INIT, t->tp_init, go_init_py);
	SET(SL_CALL, t->tp_call, go_call);
	if (ON(SL_BUFFER)) {
		t->tp_as_buffer->bf_getbuffer = go_getbuffer;
		t->tp_as_buffer->bf_releasebuffer = go_releasebuffer;
	}
#define NUM(i, f, name) SET(MASK_BINARY + i, nb->nb_##f, go_##name); SET(MASK_INPLACE + i, nb->nb_inplace_##f, go_i##name)
	NUM(0, add, add);
	NUM(1, subtract, sub);
	NUM(2, multiply, mul);
	NUM(3, matrix_multiply, matmul);
	NUM(4, true_divide, truediv);
	NUM(5, floor_divide, floordiv);
	NUM(6, remainder, mod);
	SET(MASK_BINARY + 7, nb->nb_divmod, go_divmod);
	NUM(8, power, pow);
	NUM(9, lshift, lshift);
	NUM(10, rshift, rshift);
	NUM(11, and, and);
	NUM(12, xor, xor);
	NUM(13, or, or);
	if (!proxy) t->tp_finalize = go_finalize;
	PyType_Modified(t);
	return 0;
}
