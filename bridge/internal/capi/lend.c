//go:build libpython

// This file defines loans: containers of Go that C works on as real containers of its own.
//
// A loan is a C list, dict, set or bytearray (or an instance of a class of ours derived from
// one) that stands for a container of Go, known by a handle. It belongs to the frame of the
// operation that it came with. When the operation is over, what C changed is written behind
// the result, and a container that C still refers to is kept: it goes on standing for Go's,
// so that it comes home as the same object, and both sides tell each other their changes.
#include "capi.h"
#include "_cgo_export.h"

struct loan {
	PyObject *o, *snap;
	uint64_t version; // of a dict, as its snapshot
	uintptr_t h;
	size_t at;        // in live
	Py_ssize_t inner; // references from other loans, while a frame ends
	uint8_t shadow, exact, kept, ready, reached;
	uint8_t deaf;     // kept, but changes are not told, except while it is lent anew: Go has said so
	uint32_t lent;    // the frames of operations that it came with again
	uint8_t orphan;   // the operation that it first came with is over; another thread's has it still
};

static struct loan **by_handle;
static size_t handles;
static struct loan **live; // those that can change
size_t mb_nlive;
static size_t caplive;
static size_t nkept; // of live
__thread struct frame *mb_top;

static struct loan *loan_of(uintptr_t h) { return h < handles ? by_handle[h] : NULL; }

static int reserve(uintptr_t h) {
	if (h >= handles) {
		size_t n = handles ? handles * 2 : 256;
		while (n <= h) n *= 2;
		struct loan **p = realloc(by_handle, n * sizeof *p);
		if (!p) { PyErr_NoMemory(); return -1; }
		memset(p + handles, 0, (n - handles) * sizeof *p);
		by_handle = p;
		handles = n;
	}
	if (mb_nlive == caplive) {
		size_t n = caplive ? caplive * 2 : 64;
		struct loan **p = realloc(live, n * sizeof *p);
		if (!p) { PyErr_NoMemory(); return -1; }
		live = p;
		caplive = n;
	}
	return 0;
}

static int enlist(struct loan *e, int again) {
	struct frame *f = mb_top;
	if (f->n == f->cap) {
		size_t n = f->cap ? f->cap * 2 : 8;
		struct item *p = realloc(f->v, n * sizeof *p);
		if (!p) { PyErr_NoMemory(); return -1; }
		f->v = p;
		f->cap = n;
	}
	f->v[f->n++] = (struct item){e, again};
	e->lent += again;
	return 0;
}

// Makes o, a new reference of which the loan takes one of its own, the loan of handle h.
static struct loan *loan_new(PyObject *o, uintptr_t h, int shadow, int exact) {
	struct loan *e = calloc(1, sizeof *e);
	if (!e || reserve(h) || (!shadow && mb_enter(o, h))) { free(e); return NULL; }
	e->o = Py_NewRef(o);
	e->h = h;
	e->shadow = shadow;
	e->exact = exact;
	by_handle[h] = e;
	if (!exact) {
		e->at = mb_nlive;
		live[mb_nlive++] = e;
	}
	if (enlist(e, 0)) return NULL;
	return e;
}

static void loan_drop(struct loan *e) {
	by_handle[e->h] = NULL;
	nkept -= e->kept;
	if (!e->exact) {
		live[e->at] = live[--mb_nlive];
		live[e->at]->at = e->at;
	}
	if (!e->shadow) mb_leave(e->o);
	Py_XDECREF(e->snap);
	Py_DECREF(e->o);
	free(e);
}

static Py_ssize_t size_of(PyObject *o) {
	if (PyList_Check(o)) return PyList_GET_SIZE(o);
	if (PyDict_Check(o)) return 1; // its version tells
	if (PySet_Check(o)) return PySet_GET_SIZE(o);
	return PyByteArray_GET_SIZE(o) / 64 + 1;
}

// Whether C need not tell what it changes.
static int mute(struct loan *e) { return e->deaf && !e->lent; }

static void snapshot(struct loan *e) {
	PyObject *o = e->o, *s = NULL;
	e->ready = 1;
	if (e->exact || mute(e)) return;
	if (PyDict_Check(o)) { e->version = ((PyDictObject *)o)->ma_version_tag; return; }
	if (PyList_Check(o)) s = PyList_AsTuple(o);
	else if (PySet_Check(o)) s = PySequence_Tuple(o);
	else s = PyBytes_FromStringAndSize(PyByteArray_AS_STRING(o), PyByteArray_GET_SIZE(o));
	if (!s) PyErr_Clear();
	Py_XSETREF(e->snap, s);
}

static int unchanged(struct loan *e) {
	PyObject *o = e->o, *s = e->snap;
	if (e->exact) return 1;
	if (PyDict_Check(o)) return e->version == ((PyDictObject *)o)->ma_version_tag;
	if (!s) return 0;
	if (PyList_Check(o)) {
		Py_ssize_t n = PyList_GET_SIZE(o);
		return n == PyTuple_GET_SIZE(s) && (n == 0 || !memcmp(((PyListObject *)o)->ob_item, ((PyTupleObject *)s)->ob_item, n * sizeof(PyObject *)));
	}
	if (PySet_Check(o)) { // by identity: to ask for equality would call back
		PyObject *k;
		Py_ssize_t pos = 0, i = 0;
		Py_hash_t hash;
		if (PySet_GET_SIZE(o) != PyTuple_GET_SIZE(s)) return 0;
		while (_PySet_NextEntry(o, &pos, &k, &hash))
			if (PyTuple_GET_ITEM(s, i++) != k) return 0;
		return 1;
	}
	Py_ssize_t n = PyByteArray_GET_SIZE(o);
	return n == PyBytes_GET_SIZE(s) && !memcmp(PyByteArray_AS_STRING(o), PyBytes_AS_STRING(s), n);
}

static int update_dict(PyObject *o, PyObject *v) {
	PyObject *k, *x, *gone = PyList_New(0);
	Py_ssize_t pos = 0;
	int r = gone ? 0 : -1;
	while (r == 0 && PyDict_Next(o, &pos, &k, &x)) {
		int in = PyDict_Contains(v, k);
		if (in < 0 || (in == 0 && PyList_Append(gone, k) < 0)) r = -1;
	}
	for (Py_ssize_t i = 0; r == 0 && i < PyList_GET_SIZE(gone); i++) r = PyDict_DelItem(o, PyList_GET_ITEM(gone, i));
	Py_XDECREF(gone);
	return r ? r : PyDict_Update(o, v);
}

// mb_update gives o the content of v, a container of the same kind, and touches what it can
// leave as it is as little as possible: C may be iterating over it.
int mb_update(PyObject *o, PyObject *v) {
	if (PyList_Check(o)) {
		Py_ssize_t have = PyList_GET_SIZE(o), n = PyList_GET_SIZE(v), both = have < n ? have : n;
		for (Py_ssize_t i = 0; i < both; i++)
			if (PyList_GET_ITEM(o, i) != PyList_GET_ITEM(v, i) && PyList_SetItem(o, i, Py_NewRef(PyList_GET_ITEM(v, i))) < 0) return -1;
		if (have == n) return 0;
		PyObject *rest = PyList_GetSlice(v, both, n);
		int r = rest ? PyList_SetSlice(o, both, PyList_GET_SIZE(o), rest) : -1;
		Py_XDECREF(rest);
		return r;
	}
	if (PyDict_Check(o)) return update_dict(o, v);
	if (PySet_Check(o)) return PySet_Clear(o) < 0 ? -1 : _PySet_Update(o, v);
	if (PyByteArray_Check(o)) {
		Py_ssize_t n = PyByteArray_GET_SIZE(v);
		if (PyByteArray_GET_SIZE(o) != n && PyByteArray_Resize(o, n) < 0) return -1;
		memcpy(PyByteArray_AS_STRING(o), PyByteArray_AS_STRING(v), n);
		return 0;
	}
	PyErr_SetString(PyExc_SystemError, "bridge: not a container");
	return -1;
}

static inline uint64_t r64(const uint8_t **p) { uint64_t v; memcpy(&v, *p, 8); *p += 8; return v; }

// Gives o, of the known loan e, the content v; both references are taken over. That may call back for the sake of hashes and of
// equality: what C has meanwhile is no change of C's.
static PyObject *renew(struct loan *e, PyObject *o, PyObject *v) {
	e->ready = 0;
	int r = v ? mb_update(o, v) : -1;
	Py_XDECREF(v);
	if (r == 0 && mb_top) r = enlist(e, 1);
	snapshot(e);
	if (r < 0) Py_CLEAR(o);
	return o;
}

// mb_build_loan reads what follows the tag 'L': a handle and the content. A list or dict is
// known by its handle before its content is read, which may refer to it.
PyObject *mb_build_loan(const uint8_t **pp) {
	uintptr_t h = r64(pp);
	struct loan *e = loan_of(h);
	if (e) { // known already: Go tells its content anew
		PyObject *o = Py_NewRef(e->o), *v = mb_build(pp);
		return renew(e, o, v);
	}
	if (!mb_top) return mb_build(pp);
	uint32_t n;
	PyObject *o = NULL;
	switch (**pp) {
	case '[':
		memcpy(&n, *pp + 1, 4);
		*pp += 5;
		o = PyList_New(n);
		if (o && !loan_new(o, h, 0, 0)) Py_CLEAR(o);
		for (uint32_t i = 0; o && i < n; i++) {
			PyObject *v = mb_build(pp);
			if (!v) Py_CLEAR(o);
			else PyList_SET_ITEM(o, i, v);
		}
		return o;
	case '{':
		memcpy(&n, *pp + 1, 4);
		*pp += 5;
		o = PyDict_New();
		if (o && !loan_new(o, h, 0, 0)) Py_CLEAR(o);
		for (uint32_t i = 0; o && i < n; i++) {
			PyObject *k = mb_build(pp), *v = k ? mb_build(pp) : NULL;
			if (!v || PyDict_SetItem(o, k, v) < 0) Py_CLEAR(o);
			Py_XDECREF(k);
			Py_XDECREF(v);
		}
		if (o) mb_note_merged(n - PyDict_GET_SIZE(o), 0);
		return o;
	}
	o = mb_build(pp);
	if (o && !loan_new(o, h, 0, 0)) Py_CLEAR(o);
	return o;
}

// mb_build_again reads what follows the tag 'R': the handle of a loan written before.
PyObject *mb_build_again(const uint8_t **pp) {
	struct loan *e = loan_of(r64(pp));
	if (e) return Py_NewRef(e->o);
	PyErr_SetString(PyExc_SystemError, "bridge: an unknown loan");
	return NULL;
}

// mb_build_shadow reads what follows the tag 'W': a built-in type, a class of ours derived
// from it, a handle, whether C may have an instance for that already, and the value.
PyObject *mb_build_shadow(const uint8_t **pp) {
	PyTypeObject *base = (PyTypeObject *)(uintptr_t)r64(pp), *type = (PyTypeObject *)(uintptr_t)r64(pp);
	uintptr_t h = r64(pp);
	PyObject *o = *(*pp)++ == 'T' ? (PyObject *)memphisShadowOf(h) : NULL, *v, *args;
	int exact = !PyType_IsSubtype(base, &PyList_Type) && !PyType_IsSubtype(base, &PyDict_Type) && !PyType_IsSubtype(base, &PySet_Type) &&
	            !PyType_IsSubtype(base, &PyByteArray_Type);
	if (exact) {
		Py_XDECREF(o);
		if (!(v = mb_build(pp))) return NULL;
		args = PyTuple_Pack(1, v);
		Py_DECREF(v);
		if (!args) return NULL;
		o = base->tp_new(type, args, NULL);
		Py_DECREF(args);
		if (!o) return NULL;
		memphisShadow(o, h);
		if (mb_top && !loan_of(h) && !loan_new(o, h, 1, 1)) Py_CLEAR(o);
		return o;
	}
	if (!o) {
		if (!(args = PyTuple_New(0))) return NULL;
		o = base->tp_new(type, args, NULL);
		Py_DECREF(args);
		if (!o) return NULL;
		memphisShadow(o, h);
	}
	struct loan *e = loan_of(h);
	if (e) return renew(e, o, mb_build(pp));
	v = !mb_top || loan_new(o, h, 1, 0) ? mb_build(pp) : NULL;
	if (!v || mb_update(o, v) < 0) Py_CLEAR(o);
	Py_XDECREF(v);
	return o;
}

// mb_loans_ready takes the snapshots of the loans that came with what has just been built, before which the frame had some.
void mb_loans_ready(size_t some) {
	for (size_t i = some; mb_top && i < mb_top->n; i++)
		if (!mb_top->v[i].again) snapshot(mb_top->v[i].e);
}

// mb_hold keeps o alive until the operation under way is over.
void mb_hold(PyObject *o) {
	struct frame *f = mb_top;
	if (!f) return;
	if ((f->nheld & (f->nheld - 1)) == 0) { // full at each power of two
		PyObject **p = realloc(f->held, (f->nheld ? 2 * f->nheld : 1) * sizeof *p);
		if (!p) return;
		f->held = p;
	}
	f->held[f->nheld++] = Py_NewRef(o);
}

static void put64(mb_buf *b, uint64_t v) { memcpy(b->p + b->n, &v, 8); b->n += 8; }

static void tell(mb_buf *out, struct loan *e) {
	size_t n = out->n;
	if (mb_grow(out, 16)) { PyErr_Clear(); return; }
	out->p[out->n++] = 'C';
	put64(out, e->h);
	if (mb_flatten_items(out, e->o, 1)) { PyErr_Clear(); out->n = n; }
	snapshot(e);
}

// Calls f for the loans that C has changed, or reports whether there is one. Those of calls under way are
// not looked at beyond 64, or 1024 elements (about 0.5 us); those kept that would take too long are deaf,
// and are looked at like those of calls when they are lent anew.
static int each_change(void (*f)(mb_buf *, struct loan *), mb_buf *out) {
	Py_ssize_t sum = 0;
	size_t kept = 0, lent = 0;
	for (size_t i = 0; i < mb_nlive && (kept < nkept || lent < 64); i++) {
		struct loan *e = live[i];
		kept += e->kept;
		if (mute(e)) continue;
		if (!e->kept || e->deaf) {
			Py_ssize_t n = size_of(e->o);
			if (++lent > 64 || sum + n > 1024) continue;
			sum += n;
		}
		if (!e->ready || unchanged(e)) continue;
		if (!f) return 1;
		f(out, e);
	}
	return 0;
}

// mb_tell writes what C has changed in loans.
void mb_tell(mb_buf *out) { each_change(tell, out); }

// mb_frame_calm reports whether there is nothing to say when the frame ends, though there are loans.
int mb_frame_calm(const struct frame *f) { return f->n == 0 && f->nheld == 0 && mb_merged.n == 0 && !each_change(NULL, NULL); }

// Calls f for the loans that o, a loan or a tuple in one, refers to.
static void each(PyObject *o, void (*f)(struct loan *)) {
	PyObject *k, *v;
	Py_ssize_t pos = 0;
	Py_hash_t hash;
#define SEE(x) do { PyObject *y = (x); struct loan *e; \
	if (y && PyTuple_CheckExact(y) && Py_REFCNT(y) == 1) each(y, f); \
	else if (y && (PyList_CheckExact(y) || PyDict_CheckExact(y) || PySet_CheckExact(y) || PyByteArray_CheckExact(y)) && (e = loan_of(mb_lookup(y)))) f(e); } while (0)
	if (PyList_Check(o)) for (Py_ssize_t i = 0; i < PyList_GET_SIZE(o); i++) SEE(PyList_GET_ITEM(o, i));
	else if (PyTuple_Check(o)) for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(o); i++) SEE(PyTuple_GET_ITEM(o, i));
	else if (PyDict_Check(o)) while (PyDict_Next(o, &pos, &k, &v)) { SEE(k); SEE(v); }
	else if (PySet_Check(o)) while (_PySet_NextEntry(o, &pos, &k, &hash)) SEE(k);
}

static void count(struct loan *e) { e->inner++; }
static void reach(struct loan *e) {
	if (e->reached) return;
	e->reached = 1;
	each(e->o, reach);
}

static void empty(PyObject *o) {
	if (PyList_Check(o)) PyList_SetSlice(o, 0, PyList_GET_SIZE(o), NULL);
	else if (PyDict_Check(o)) PyDict_Clear(o);
	else if (PySet_Check(o)) PySet_Clear(o);
	PyErr_Clear();
}

// mb_frame_pop ends the frame of an operation: changes are written to out, loans that C let go are
// dropped, the others kept. Loans may refer to each other, so what counts is whether anything
// else refers to them. Unless all is set, only the loans of this frame are looked at for changes: Go does
// not read what is said of others behind the answers to some questions.
void mb_frame_pop(struct frame *f, mb_buf *out, int all) {
	size_t n = 0;
	out->tail = out->n;
	for (size_t i = 0; i < f->n; i++) {
		struct loan *e = f->v[i].e;
		if (f->v[i].again) {
			if (e->deaf && e->ready && !unchanged(e)) tell(out, e);
			e->lent--;
			if (mute(e)) Py_CLEAR(e->snap);
			if (!e->orphan || e->lent) continue;
			e->orphan = 0;
		} else if (e->lent) {
			e->orphan = 1;
			continue;
		}
		if (e->ready && !unchanged(e)) tell(out, e);
		Py_CLEAR(e->snap);
		if (e->exact || Py_REFCNT(e->o) == 1) loan_drop(e);
		else f->v[n++] = f->v[i];
	}
	if (n > 0) {
		for (size_t i = 0; i < n; i++) f->v[i].e->inner = 0, f->v[i].e->reached = 0;
		for (size_t i = 0; i < mb_nlive; i++) live[i]->inner = 0, live[i]->reached = 0;
		for (size_t i = 0; i < n; i++) each(f->v[i].e->o, count);
		for (size_t i = 0; i < n; i++)
			if (Py_REFCNT(f->v[i].e->o) > 1 + f->v[i].e->inner) reach(f->v[i].e);
		size_t kept = 0;
		for (size_t i = 0; i < n; i++) {
			struct loan *e = f->v[i].e;
			if (e->reached) f->v[kept++] = f->v[i];
			else {
				// what is in it may be what holds it
				if (e->inner > 0) empty(e->o);
				loan_drop(e);
			}
		}
		for (size_t i = 0; i < kept; i++) {
			struct loan *e = f->v[i].e;
			nkept += !e->kept;
			e->kept = 1;
			snapshot(e);
			if (mb_grow(out, 24)) { PyErr_Clear(); break; }
			out->p[out->n++] = 'K';
			put64(out, e->h);
			put64(out, (uintptr_t)e->o);
		}
	}
	free(f->v);
	for (size_t i = 0; i < f->nheld; i++) Py_DECREF(f->held[i]);
	free(f->held);
	mb_top = f->up;
	if (all && mb_nlive > 0) mb_tell(out);
	if (all && mb_merged.n > 0 && mb_grow(out, 24) == 0) {
		out->p[out->n++] = 'M';
		put64(out, mb_merged.n);
		put64(out, mb_merged.kind);
		mb_merged.n = 0;
	}
	if (out->tail == out->n) out->tail = 0;
}

// mb_adopt makes o, a container that C passes to a callback, one on loan: the container of Go
// that h names has its content, and C keeps it.
int mb_adopt(PyObject *o, uintptr_t h) {
	struct loan *e = calloc(1, sizeof *e);
	if (!e || reserve(h) || mb_enter(o, h)) {
		PyErr_Clear();
		free(e);
		return -1;
	}
	e->o = Py_NewRef(o);
	e->h = h;
	e->kept = 1;
	by_handle[h] = e;
	e->at = mb_nlive;
	live[mb_nlive++] = e;
	nkept++;
	snapshot(e);
	return 0;
}

// mb_deafen ends the telling of what C changes in a loan that it keeps.
void mb_deafen(uintptr_t h) {
	struct loan *e = loan_of(h);
	if (!e) return;
	e->deaf = 1;
	if (mute(e)) Py_CLEAR(e->snap);
}

// mb_forget ends a loan that C has let go; it answers -1 while an operation under way has it.
int mb_forget(uintptr_t h) {
	struct loan *e = loan_of(h);
	if (e && e->lent) return -1;
	if (e) loan_drop(e);
	return 0;
}

// mb_snapshot answers with what the i-th loan that can change holds to see changes, which may be
// nothing; 0 if there is none.
int mb_snapshot(size_t i, PyObject **snap) {
	if (i >= mb_nlive) return 0;
	*snap = live[i]->snap;
	return 1;
}

// mb_snapshot_of answers with the snapshot of a loan, 0 if o is none that has one.
int mb_snapshot_of(PyObject *o, PyObject **snap) {
	struct loan *e = mb_nlive > 0 && (PyList_CheckExact(o) || PySet_CheckExact(o)) ? loan_of(mb_lookup(o)) : NULL;
	return e && (*snap = e->snap) != NULL;
}
