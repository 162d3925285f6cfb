//go:build libpython

// This file defines the operations of Go on C objects. mb_op is the one door: it reads
// its arguments from a flat buffer and writes its result, or the exception, into another.
#include "capi.h"

enum { FAILED = MB_FAILED, VALUE = MB_VALUE, ABSENT = MB_ABSENT };
#define MAXA 12 // not less than MB_WORDS

typedef struct {
	PyObject *small[MAXA + 1], **v, *kw;
	int n;
} args;

static void args_free(args *a) {
	for (int i = 0; i < a->n; i++) Py_DECREF(a->v[i]);
	Py_XDECREF(a->kw);
	if (a->v != a->small + 1) free(a->v - 1);
}

// Reads n positional and nk keyword arguments, and the tuple of keyword names if nk > 0.
static int args_read(args *a, const uint8_t *in, int n, int nk) {
	a->n = 0;
	a->kw = NULL;
	a->v = a->small + 1;
	if (n + nk > MAXA) {
		PyObject **p = malloc(sizeof(PyObject *) * (n + nk + 1));
		if (!p) { PyErr_NoMemory(); return -1; }
		a->v = p + 1;
	}
	for (int i = 0; i < n + nk; i++) {
		if (!(a->v[i] = mb_build(&in))) return -1;
		a->n++;
	}
	if (nk > 0 && !(a->kw = mb_build(&in))) return -1;
	for (int i = 0; i < nk; i++) // C compares keyword names by address first
		PyUnicode_InternInPlace(&PyTuple_GET_ITEM(a->kw, i));
	return 0;
}

// The arguments from the given one on as a tuple, and the keywords as a dict or NULL.
static int args_classic(args *a, int from, int nk, PyObject **t, PyObject **d) {
	int n = a->n - nk;
	*d = NULL;
	if (!(*t = PyTuple_New(n - from))) return -1;
	for (int i = from; i < n; i++) PyTuple_SET_ITEM(*t, i - from, Py_NewRef(a->v[i]));
	if (nk == 0) return 0;
	if (!(*d = PyDict_New())) return -1;
	for (int i = 0; i < nk; i++)
		if (PyDict_SetItem(*d, PyTuple_GET_ITEM(a->kw, i), a->v[n + i]) < 0) return -1;
	return 0;
}

static PyObject *unsupported(PyObject *o, const char *what) {
	PyErr_Format(PyExc_TypeError, "'%.200s' object %s", Py_TYPE(o)->tp_name, what);
	return NULL;
}

static const int binary_offsets[] = {
#define NB(f) offsetof(PyNumberMethods, f)
	NB(nb_add), NB(nb_subtract), NB(nb_multiply), NB(nb_matrix_multiply), NB(nb_true_divide), NB(nb_floor_divide), NB(nb_remainder),
	NB(nb_divmod), NB(nb_power), NB(nb_lshift), NB(nb_rshift), NB(nb_and), NB(nb_xor), NB(nb_or)};
static const int inplace_offsets[] = {
	NB(nb_inplace_add), NB(nb_inplace_subtract), NB(nb_inplace_multiply), NB(nb_inplace_matrix_multiply), NB(nb_inplace_true_divide),
	NB(nb_inplace_floor_divide), NB(nb_inplace_remainder), -1, NB(nb_inplace_power), NB(nb_inplace_lshift), NB(nb_inplace_rshift),
	NB(nb_inplace_and), NB(nb_inplace_xor), NB(nb_inplace_or)};

static void *number_slot(PyTypeObject *t, int offset) {
	return t->tp_as_number && offset >= 0 ? *(void **)((char *)t->tp_as_number + offset) : NULL;
}

// The slot of one operand's type, as Go's own binary operators ask for it: NotImplemented
// when the type has none. x is the operator; bit 8 asks for the slot of the second
// operand, bit 9 for both in turn, bit 10 for the sequence's slot rather than the number's.
static PyObject *binary(PyTypeObject *named, int x, PyObject *l, PyObject *r) {
	int op = x & 0xff;
	if (x & 0x200) {
		int swap = Py_TYPE(l) != Py_TYPE(r) && PyType_IsSubtype(Py_TYPE(r), Py_TYPE(l));
		PyObject *v = binary(NULL, op | (swap ? 0x100 : 0), l, r);
		if (v != Py_NotImplemented || Py_TYPE(l) == Py_TYPE(r)) return v;
		Py_DECREF(v);
		v = binary(NULL, op | (swap ? 0 : 0x100), l, r);
		if (v != Py_NotImplemented) return v;
		Py_DECREF(v);
		return binary(NULL, op | 0x400, l, r);
	}
	PyTypeObject *t = named ? named : Py_TYPE(x & 0x100 ? r : l);
	if (op > 13) { PyErr_SetString(PyExc_SystemError, "bridge: no such operator"); return NULL; }
	if (op == 8) {
		ternaryfunc f = (ternaryfunc)number_slot(t, binary_offsets[op]);
		return f ? f(l, r, Py_None) : Py_NewRef(Py_NotImplemented);
	}
	binaryfunc f = (binaryfunc)number_slot(t, binary_offsets[op]);
	// Concatenation comes after both operands' slots, so Go asks for it by itself.
	if (f && !(x & 0x400)) return f(l, r);
	PySequenceMethods *s = t->tp_as_sequence;
	if (op == 0 && s && s->sq_concat && !(x & 0x100)) return s->sq_concat(l, r);
	// to Go's list, C's is another type, and the operator is the right operand's
	if (op == 0 && (x & 0x100) && PyList_Check(l) && PyList_Check(r)) return PyList_Type.tp_as_sequence->sq_concat(l, r);
	if (op == 2 && s && s->sq_repeat) {
		PyObject *seq = x & 0x100 ? r : l, *count = x & 0x100 ? l : r;
		if (PyIndex_Check(count)) {
			Py_ssize_t n = PyNumber_AsSsize_t(count, PyExc_OverflowError);
			return n == -1 && PyErr_Occurred() ? NULL : s->sq_repeat(seq, n);
		}
	}
	Py_RETURN_NOTIMPLEMENTED;
}

static PyObject *inplace(PyTypeObject *t, int op, PyObject *l, PyObject *r) {
	if (op == 8) {
		ternaryfunc f = (ternaryfunc)number_slot(t, inplace_offsets[op]);
		return f ? f(l, r, Py_None) : Py_NewRef(Py_NotImplemented);
	}
	binaryfunc f = op < 14 ? (binaryfunc)number_slot(t, inplace_offsets[op]) : NULL;
	if (f) return f(l, r);
	PySequenceMethods *s = t->tp_as_sequence;
	if (op == 0 && s && s->sq_inplace_concat) return s->sq_inplace_concat(l, r);
	if (op == 2 && s && s->sq_inplace_repeat && PyIndex_Check(r)) {
		Py_ssize_t n = PyNumber_AsSsize_t(r, PyExc_OverflowError);
		return n == -1 && PyErr_Occurred() ? NULL : s->sq_inplace_repeat(l, n);
	}
	Py_RETURN_NOTIMPLEMENTED;
}

// The slots that a type has, as a mask. What stands for "the default" is read from
// object and list: the address of a function of libpython as seen from another library is
// not the one that libpython itself uses.
static uint64_t mask_of(PyTypeObject *t) {
	uint64_t m = 0;
#define BIT(s, cond) if (cond) m |= (uint64_t)1 << (s)
	PyNumberMethods *nb = t->tp_as_number;
	PySequenceMethods *sq = t->tp_as_sequence;
	PyMappingMethods *mp = t->tp_as_mapping;
	PyAsyncMethods *am = t->tp_as_async;
	BIT(SL_CALL, t->tp_call);
	BIT(SL_ITER, t->tp_iter);
	BIT(SL_NEXT, PyIter_Check((PyObject *)&(PyObject){1, t}));
	BIT(SL_HASH, t->tp_hash && t->tp_hash != PyList_Type.tp_hash);
	BIT(SL_COMPARE, t->tp_richcompare);
	BIT(SL_LEN, (sq && sq->sq_length) || (mp && mp->mp_length));
	BIT(SL_GETITEM, (sq && sq->sq_item) || (mp && mp->mp_subscript));
	BIT(SL_SETITEM, (sq && sq->sq_ass_item) || (mp && mp->mp_ass_subscript));
	BIT(SL_SEQITEM, sq && sq->sq_item);
	BIT(SL_CONTAINS, sq && sq->sq_contains);
	BIT(SL_BOOL, nb && nb->nb_bool);
	BIT(SL_INT, nb && nb->nb_int);
	BIT(SL_FLOAT, nb && nb->nb_float);
	BIT(SL_INDEX, nb && nb->nb_index);
	BIT(SL_NEG, nb && nb->nb_negative);
	BIT(SL_POS, nb && nb->nb_positive);
	BIT(SL_ABS, nb && nb->nb_absolute);
	BIT(SL_INVERT, nb && nb->nb_invert);
	BIT(SL_AWAIT, am && am->am_await);
	BIT(SL_AITER, am && am->am_aiter);
	BIT(SL_ANEXT, am && am->am_anext);
	BIT(SL_DESCRGET, t->tp_descr_get);
	BIT(SL_DESCRSET, t->tp_descr_set);
	BIT(SL_BUFFER, t->tp_as_buffer && t->tp_as_buffer->bf_getbuffer);
	BIT(SL_NEW, t->tp_new);
	BIT(SL_INIT, t->tp_init);
	BIT(SL_REPR, t->tp_repr);
	BIT(SL_STR, t->tp_str);
	BIT(SL_GETATTR, t->tp_getattro && t->tp_getattro != PyBaseObject_Type.tp_getattro);
	BIT(SL_SETATTR, t->tp_setattro && t->tp_setattro != PyBaseObject_Type.tp_setattro);
	for (int i = 0; i < 14; i++) {
		BIT(MASK_BINARY + i, number_slot(t, binary_offsets[i]));
		BIT(MASK_INPLACE + i, number_slot(t, inplace_offsets[i]));
	}
	BIT(MASK_SEQUENCE, sq && sq->sq_concat);
	BIT(MASK_SEQUENCE + 1, sq && sq->sq_repeat);
	BIT(MASK_SEQUENCE + 2, sq && sq->sq_inplace_concat);
	BIT(MASK_SEQUENCE + 3, sq && sq->sq_inplace_repeat);
	return m;
}

static void put_str(mb_buf *b, const char *s) {
	PyObject *o = s ? PyUnicode_DecodeUTF8(s, strlen(s), "replace") : Py_NewRef(Py_None);
	if (o) mb_flatten(b, o, 1);
	Py_XDECREF(o);
}

// put_ref writes a new reference to o, whatever it is; for NULL it writes None.
static void put_ref(mb_buf *b, PyObject *o) {
	mb_grow(b, 24);
	b->p[b->n++] = o ? 'P' : 'N';
	if (!o) return;
	uint64_t v[2] = {(uintptr_t)Py_NewRef(o), (uintptr_t)Py_TYPE(o)};
	memcpy(b->p + b->n, v, 16);
	b->n += 16;
}

static void put_int(mb_buf *b, uint64_t v) {
	mb_grow(b, 16);
	b->p[b->n++] = 'i';
	memcpy(b->p + b->n, &v, 8);
	b->n += 8;
}

static void put_refs(mb_buf *b, PyObject *tuple) {
	uint32_t n = tuple ? PyTuple_GET_SIZE(tuple) : 0;
	mb_grow(b, 8);
	b->p[b->n++] = '(';
	memcpy(b->p + b->n, &n, 4);
	b->n += 4;
	for (uint32_t i = 0; i < n; i++) put_ref(b, PyTuple_GET_ITEM(tuple, i));
}

static void type_info(mb_buf *b, PyTypeObject *t) {
	put_str(b, t->tp_name);
	put_str(b, t->tp_doc);
	put_int(b, t->tp_flags);
	put_int(b, mask_of(t));
	put_int(b, t->tp_dictoffset);
	put_int(b, PyType_IsSubtype(t, &_PyWeakref_RefType) ? -1 : t->tp_weaklistoffset);
	put_ref(b, (PyObject *)Py_TYPE(t));
	put_ref(b, (PyObject *)t->tp_base);
	put_refs(b, t->tp_bases);
	put_refs(b, t->tp_mro);
}

static int kind_of(PyObject *v) {
	PyTypeObject *t = Py_TYPE(v);
	if (t == &PyMethodDescr_Type) return 'm';
	if (t == &PyClassMethodDescr_Type) return 'c';
	if (t == &PyGetSetDescr_Type) return 'g';
	if (t == &PyMemberDescr_Type) return 'b';
	if (t == &PyWrapperDescr_Type) return 'w';
	if (PyCFunction_Check(v)) return 'f';
	return 'v';
}

// (name, kind, reference) of every entry, but of those that seen has, too: three values each.
static void namespace(mb_buf *b, PyObject *dict, PyObject *seen) {
	uint32_t n = 0;
	size_t at = b->n + 1;
	mb_grow(b, 8);
	b->p[b->n] = '(';
	b->n += 5;
	PyObject *k, *v;
	Py_ssize_t pos = 0;
	while (PyDict_Next(dict, &pos, &k, &v)) {
		if (!PyUnicode_Check(k) || (seen && PyDict_GetItem(seen, k) == v)) continue;
		mb_flatten(b, k, 1);
		put_int(b, kind_of(v));
		if (kind_of(v) == 'v') mb_flatten(b, v, 1);
		else put_ref(b, v);
		n += 3;
	}
	memcpy(b->p + at, &n, 4);
}

// The entries that differ from those of seen, and the names of those that only seen has. It follows.
static int dict_changes(mb_buf *b, PyObject *dict, PyObject *seen) {
	namespace(b, dict, seen);
	PyObject *gone = PyList_New(0), *k, *v;
	Py_ssize_t pos = 0;
	while (gone && PyDict_Next(seen, &pos, &k, &v))
		if (PyUnicode_Check(k) && !PyDict_GetItem(dict, k) && PyList_Append(gone, k) < 0) Py_CLEAR(gone);
	int failed = !gone || mb_flatten_items(b, gone, 1) || mb_update(seen, dict) < 0;
	Py_XDECREF(gone);
	return failed ? -1 : 0;
}

// types.SimpleNamespace(**kw): exported by libpython, declared in its internal headers.
extern PyObject *_PyNamespace_New(PyObject *);

static PyObject *spec(PyObject *name, PyObject *origin) {
	PyObject *d = PyDict_New(), *r = NULL;
	if (d && !PyDict_SetItemString(d, "name", name) && !PyDict_SetItemString(d, "origin", origin)) r = _PyNamespace_New(d);
	Py_XDECREF(d);
	return r;
}

static PyObject *imp_module;
PyObject *mb_gc_get_objects; // gc.get_objects

// mb_ops_start takes what the operations need before imports lead to Go.
int mb_ops_start(void) {
	imp_module = PyImport_ImportModule("_imp");
	PyObject *gc = PyImport_ImportModule("gc");
	mb_gc_get_objects = gc ? PyObject_GetAttrString(gc, "get_objects") : NULL;
	Py_XDECREF(gc);
	return imp_module && mb_gc_get_objects ? 0 : -1;
}

static PyObject *create(const char *func, PyObject *name, PyObject *origin) {
	PyObject *s = spec(name, origin), *m = NULL;
	if (s) m = PyObject_CallMethod(imp_module, func, "O", s);
	Py_XDECREF(s);
	return m;
}

static PyObject *none_if(int r) { return r < 0 ? NULL : Py_NewRef(Py_None); }
static PyObject *bool_if(int r) { return r < 0 ? NULL : PyBool_FromLong(r); }

// mb_finish writes a result, of which it takes the reference, or the exception for NULL.
int mb_finish(PyObject *r, mb_buf *out) {
	if (out->cap > 1 << 20) mb_trim(out);
	out->n = 0;
	if (!r) {
		if (!PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, "bridge: error without an exception");
		mb_flatten_error(out);
		return FAILED;
	}
	int failed = mb_flatten(out, r, 1);
	Py_DECREF(r);
	if (failed) {
		mb_flatten_error(out);
		return FAILED;
	}
	return VALUE;
}

// The slot functions below take the type whose slot is meant: a class of ours that
// derives from a C type and calls super() means its base's slot, not its own, which would
// lead back to it.

static Py_ssize_t index_of(PyTypeObject *t, PyObject *o, PyObject *k) {
	Py_ssize_t i = PyNumber_AsSsize_t(k, PyExc_IndexError);
	if (i < 0 && !PyErr_Occurred() && t->tp_as_sequence->sq_length) {
		Py_ssize_t n = t->tp_as_sequence->sq_length(o);
		if (n >= 0) i += n;
	}
	return i;
}

static PyObject *get_item(PyTypeObject *t, PyObject *o, PyObject *k) {
	if (t->tp_as_mapping && t->tp_as_mapping->mp_subscript) return t->tp_as_mapping->mp_subscript(o, k);
	if (t->tp_as_sequence && t->tp_as_sequence->sq_item) {
		if (!PyIndex_Check(k)) {
			PyErr_Format(PyExc_TypeError, "sequence index must be integer, not '%.200s'", Py_TYPE(k)->tp_name);
			return NULL;
		}
		Py_ssize_t i = index_of(t, o, k);
		return i == -1 && PyErr_Occurred() ? NULL : t->tp_as_sequence->sq_item(o, i);
	}
	return PyObject_GetItem(o, k);
}

static int set_item(PyTypeObject *t, PyObject *o, PyObject *k, PyObject *v) {
	if (t->tp_as_mapping && t->tp_as_mapping->mp_ass_subscript) return t->tp_as_mapping->mp_ass_subscript(o, k, v);
	if (t->tp_as_sequence && t->tp_as_sequence->sq_ass_item && PyIndex_Check(k)) {
		Py_ssize_t i = index_of(t, o, k);
		return i == -1 && PyErr_Occurred() ? -1 : t->tp_as_sequence->sq_ass_item(o, i, v);
	}
	return v ? PyObject_SetItem(o, k, v) : PyObject_DelItem(o, k);
}

static Py_ssize_t length(PyTypeObject *t, PyObject *o) {
	if (t->tp_as_sequence && t->tp_as_sequence->sq_length) return t->tp_as_sequence->sq_length(o);
	if (t->tp_as_mapping && t->tp_as_mapping->mp_length) return t->tp_as_mapping->mp_length(o);
	return PyObject_Size(o);
}

static PyObject *unary(PyTypeObject *t, PyObject *o, int offset, const char *what) {
	unaryfunc f = (unaryfunc)number_slot(t, offset);
	return f ? f(o) : unsupported(o, what);
}

// perform does one operation. It answers the status, and in r a new reference if that is -1.
static inline int perform(int op, PyObject *o, PyTypeObject *t, int64_t x, args *a, int nargs, int nk, mb_buf *out, PyObject **result) {
	PyObject *r = NULL, **v = a->v;
	int own = !t; // no type named: the object's own slots, by the usual doors
	if (!t && o) t = Py_TYPE(o);
	int status = -1;
	switch (op) {
	case OP_GETATTR:
		r = own || !t->tp_getattro ? PyObject_GetAttr(o, v[0]) : t->tp_getattro(o, v[0]);
		if (!r && x && PyErr_ExceptionMatches(PyExc_AttributeError)) {
			PyErr_Clear();
			out->n = 0;
			out->p[out->n++] = 'N';
			status = ABSENT;
		}
		break;
	case OP_SETATTR: r = none_if(own || !t->tp_setattro ? PyObject_SetAttr(o, v[0], v[1]) : t->tp_setattro(o, v[0], v[1])); break;
	case OP_DELATTR: r = none_if(own || !t->tp_setattro ? PyObject_SetAttr(o, v[0], NULL) : t->tp_setattro(o, v[0], NULL)); break;
	case OP_CALL:
		if (own || t == Py_TYPE(o)) r = PyObject_Vectorcall(o, v, nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, a->kw);
		else {
			PyObject *at = NULL, *ad = NULL;
			if (args_classic(a, 0, nk, &at, &ad) == 0) r = t->tp_call(o, at, ad);
			Py_XDECREF(at);
			Py_XDECREF(ad);
		}
		break;
	case OP_CALLMETHOD: {
		PyObject *name = v[0];
		v[0] = o; // borrowed for the call
		r = PyObject_VectorcallMethod(name, v, nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, a->kw);
		v[0] = name;
		break;
	}
	case OP_REPR: r = own || !t->tp_repr ? PyObject_Repr(o) : t->tp_repr(o); break;
	case OP_STR: r = own || !t->tp_str ? PyObject_Str(o) : t->tp_str(o); break;
	case OP_HASH: { Py_hash_t h = t->tp_hash ? t->tp_hash(o) : PyObject_Hash(o); r = h == -1 && PyErr_Occurred() ? NULL : PyLong_FromSsize_t(h); break; }
	case OP_LEN: { Py_ssize_t k = length(t, o); r = k < 0 ? NULL : PyLong_FromSsize_t(k); break; }
	case OP_BOOL: r = bool_if(t->tp_as_number && t->tp_as_number->nb_bool ? t->tp_as_number->nb_bool(o) : PyObject_IsTrue(o)); break;
	case OP_INT: r = unary(t, o, NB(nb_int), "cannot be converted to an int"); break;
	case OP_FLOAT: r = unary(t, o, NB(nb_float), "cannot be converted to a float"); break;
	case OP_INDEX: r = unary(t, o, NB(nb_index), "cannot be interpreted as an integer"); break;
	case OP_NEG: r = unary(t, o, NB(nb_negative), "has no unary -"); break;
	case OP_POS: r = unary(t, o, NB(nb_positive), "has no unary +"); break;
	case OP_ABS: r = unary(t, o, NB(nb_absolute), "has no abs()"); break;
	case OP_INVERT: r = unary(t, o, NB(nb_invert), "has no unary ~"); break;
	case OP_BINARY: r = binary(t, x, v[0], v[1]); break;
	case OP_INPLACE: r = inplace(t, x, o, v[0]); break;
	case OP_POW3: r = PyNumber_Power(v[0], v[1], v[2]); break;
	case OP_COMPARE: r = t->tp_richcompare ? t->tp_richcompare(o, v[0], x) : Py_NewRef(Py_NotImplemented); break;
	case OP_ITER: r = t->tp_iter ? t->tp_iter(o) : PyObject_GetIter(o); break;
	case OP_NEXT:
		if (!t->tp_iternext) { unsupported(o, "is not an iterator"); break; }
		r = t->tp_iternext(o);
		if (r) break;
		if (!PyErr_Occurred()) {
			out->n = 0;
			out->p[out->n++] = 'N';
			status = ABSENT;
		} else if (PyErr_ExceptionMatches(PyExc_StopIteration)) {
			// the value of a generator-like iterator rides on the exception
			PyObject *e, *ev, *etb;
			PyErr_Fetch(&e, &ev, &etb);
			PyErr_NormalizeException(&e, &ev, &etb);
			out->n = 0;
			PyObject *value = ((PyStopIterationObject *)ev)->value;
			mb_flatten(out, value ? value : Py_None, 1);
			Py_XDECREF(e);
			Py_XDECREF(ev);
			Py_XDECREF(etb);
			status = ABSENT;
		}
		break;
	case OP_SEND: {
		PySendResult s = PyIter_Send(o, v[0], &r);
		if (s == PYGEN_RETURN) {
			out->n = 0;
			mb_flatten(out, r, 1);
			Py_CLEAR(r);
			status = ABSENT;
		}
		break;
	}
	case OP_CONTAINS: r = bool_if(t->tp_as_sequence && t->tp_as_sequence->sq_contains ? t->tp_as_sequence->sq_contains(o, v[0]) : PySequence_Contains(o, v[0])); break;
	case OP_GETITEM: r = get_item(t, o, v[0]); break;
	case OP_SETITEM: r = none_if(set_item(t, o, v[0], v[1])); break;
	case OP_DELITEM: r = none_if(set_item(t, o, v[0], NULL)); break;
	case OP_ISINSTANCE: r = bool_if(PyObject_IsInstance(o, v[0])); break;
	case OP_ISSUBCLASS: r = bool_if(PyObject_IsSubclass(o, v[0])); break;
	case OP_DIR: r = PyObject_Dir(o); break;
	case OP_AWAIT: r = t->tp_as_async && t->tp_as_async->am_await ? t->tp_as_async->am_await(o) : unsupported(o, "can't be used in 'await' expression"); break;
	case OP_AITER: r = t->tp_as_async && t->tp_as_async->am_aiter ? t->tp_as_async->am_aiter(o) : unsupported(o, "is not an async iterable"); break;
	case OP_ANEXT: r = t->tp_as_async && t->tp_as_async->am_anext ? t->tp_as_async->am_anext(o) : unsupported(o, "is not an async iterator"); break;
	case OP_DESCRGET:
		// an absent obj is NULL for C, while None may be the very object: x tells
		r = t->tp_descr_get ? t->tp_descr_get(o, x ? v[0] : NULL, v[1] == Py_None ? NULL : v[1]) : Py_NewRef(o);
		break;
	case OP_DESCRSET: r = t->tp_descr_set ? none_if(t->tp_descr_set(o, v[0], v[1])) : unsupported(o, "is not a data descriptor"); break;
	case OP_DESCRDEL: r = t->tp_descr_set ? none_if(t->tp_descr_set(o, v[0], NULL)) : unsupported(o, "is not a data descriptor"); break;
	case OP_NEW: case OP_INIT: {
		PyObject *at = NULL, *ad = NULL;
		PyTypeObject *c = (PyTypeObject *)o;
		if (args_classic(a, 1, nk, &at, &ad) == 0) {
			if (op == OP_NEW) {
				if (!c->tp_new) PyErr_Format(PyExc_TypeError, "cannot create '%.100s' instances", c->tp_name);
				else r = c->tp_new((PyTypeObject *)v[0], at, ad);
				if (r && x && c->tp_init && c->tp_init(r, at, ad) < 0) Py_CLEAR(r); // initialised, too
			} else r = none_if(c->tp_init ? c->tp_init(v[0], at, ad) : 0);
		}
		Py_XDECREF(at);
		Py_XDECREF(ad);
		break;
	}
	case OP_TYPEINFO: out->n = 0; type_info(out, (PyTypeObject *)o); status = VALUE; break;
	case OP_TYPEDICT: out->n = 0; namespace(out, ((PyTypeObject *)o)->tp_dict, NULL); status = VALUE; break;
	case OP_MODULEDICT:
		if (!PyModule_Check(o)) { unsupported(o, "is not a module"); break; }
		out->n = 0;
		namespace(out, PyModule_GetDict(o), NULL);
		status = VALUE;
		break;
	case OP_CREATEBUILTIN: case OP_CREATEDYNAMIC:
		r = create(op == OP_CREATEBUILTIN ? "create_builtin" : "create_dynamic", v[0], nargs > 1 ? v[1] : v[0]);
		break;
	case OP_EXECMODULE:
		r = PyModule_Check(o) ? PyObject_CallMethod(imp_module, "exec_dynamic", "O", o) : Py_NewRef(Py_None);
		break;
	case OP_MAKECLASS: r = mb_make_class(o, v[0], v[1], v[2], x); break;
	case OP_TYPESET: r = none_if(mb_type_set(o, v[0], nargs > 1 ? v[1] : NULL)); break;
	case OP_ITEMS:
		out->n = 0;
		if (mb_flatten_items(out, o, 1) == 0) status = VALUE;
		break;
	case OP_REPLACE: r = none_if(mb_update(o, v[0])); break;
	case OP_TIEHOME:
		// In a field that CPython 3.11 frees and visits, and has no other use for: __notes__ is in the __dict__. C code
		// looks there, too: a UnicodeError of a codec is wrapped only if that is empty.
		Py_XSETREF(((PyBaseExceptionObject *)o)->notes, Py_NewRef(v[0]));
		r = Py_NewRef(Py_None);
		break;
	case OP_SYNC: r = Py_NewRef(Py_None); break; // the arguments and the end of the frame do it
	case OP_FILLMODULE: r = none_if(PyModule_Check(o) ? PyDict_Update(PyModule_GetDict(o), v[0]) : 0); break;
	case OP_BUILD: out->n = 0; put_ref(out, v[0]); status = VALUE; break;
	case OP_RAISE: { // the exception that a call of o leaves behind, made instance
		PyErr_SetObject(o, v[0]);
		break;
	}
	case OP_EXCEPTION: out->n = 0; mb_flatten_exception(out, o); status = VALUE; break;
	case OP_SETCAUSE:
		PyException_SetCause(o, v[0] == Py_None ? NULL : Py_NewRef(v[0]));
		PyException_SetContext(o, v[1] == Py_None ? NULL : Py_NewRef(v[1]));
		((PyBaseExceptionObject *)o)->suppress_context = x;
		r = Py_NewRef(Py_None);
		break;
	case OP_SETMODULE: r = none_if(PyDict_SetItem(PyImport_GetModuleDict(), v[0], o)); break;
	case OP_GETMODULE: {
		PyObject *m = PyDict_GetItemWithError(PyImport_GetModuleDict(), v[0]);
		if (m) r = Py_NewRef(m);
		else if (!PyErr_Occurred()) { out->n = 0; status = ABSENT; }
		break;
	}
	case OP_BYTES: r = PyBytes_FromObject(o); break;
	case OP_BUILTIN: r = PyMapping_GetItemString(PyEval_GetBuiltins(), PyUnicode_AsUTF8(v[0])); break;
	case OP_TYPEOF: r = Py_NewRef((PyObject *)t); break;
	case OP_PATCH: r = none_if(mb_patch((PyTypeObject *)o, x)); break;
	case OP_READLINE: {
		if (!PyOS_ReadlineFunctionPointer) { out->n = 0; status = ABSENT; break; }
		char *line = PyOS_Readline(stdin, stdout, PyBytes_AS_STRING(v[0]));
		if (line) r = PyBytes_FromString(line);
		else if (!PyErr_Occurred()) PyErr_SetNone(PyExc_KeyboardInterrupt);
		PyMem_Free(line);
		break;
	}
	case OP_DICTCHANGES:
		out->n = 0;
		if (dict_changes(out, o, v[0]) == 0) status = VALUE;
		break;
	case OP_COLLECT: r = PyLong_FromSsize_t(PyGC_Collect()); break;
	default: PyErr_Format(PyExc_SystemError, "bridge: no operation %d", op);
	}
	*result = r;
	return status;
}

// mb_op reads its arguments from a flat buffer.
int mb_op(int op, uintptr_t o, uintptr_t type, int64_t x, uintptr_t in, int nargs, int nk, uintptr_t answer) {
	mb_buf *out = (mb_buf *)answer;
	PyObject *r = NULL;
	args a;
	struct frame f;
	out->tail = 0;
	mb_frame_push(&f);
	int status = -1;
	if (args_read(&a, (const uint8_t *)in, nargs, nk) == 0) {
		if (f.n > 0) mb_loans_ready(0);
		status = perform(op, (PyObject *)o, (PyTypeObject *)type, x, &a, nargs, nk, out, &r);
	}
	args_free(&a);
	if (status < 0) status = mb_finish(r, out);
	if (mb_frame_idle(&f)) mb_frame_leave(&f);
	else mb_frame_pop(&f, out, op != OP_ITEMS && op != OP_EXCEPTION && op != OP_SETMODULE && op != OP_MODULEDICT && op != OP_MAKECLASS &&
	                          op != OP_TYPEINFO && op != OP_TYPEDICT && op != OP_TYPESET && op != OP_PATCH && op != OP_TYPEOF && op != OP_COLLECT);
	return status;
}

// mb_quick_op takes its n arguments from words, and leaves the result in the first if it can: else the
// tag there is X, and the result, or the exception, in the buffer.
int mb_quick_op(int op, uintptr_t o, uintptr_t type, int64_t x, uintptr_t where, int n) {
	mb_quick *q = (mb_quick *)where;
	PyObject *r = NULL;
	args a;
	struct frame f;
	mb_frame_push(&f);
	q->buf.tail = 0;
	a.v = a.small + 1;
	a.kw = NULL;
	for (a.n = 0; a.n < n && (a.v[a.n] = mb_of_word(&q->w[a.n])); a.n++) {}
	int status = -1;
	if (a.n == n) status = perform(op, (PyObject *)o, (PyTypeObject *)type, x, &a, n, 0, &q->buf, &r);
	for (int i = 0; i < a.n; i++) Py_DECREF(a.v[i]);
	int idle = mb_frame_idle(&f) || mb_frame_calm(&f);
	if (status < 0 && r && idle && mb_result(q, r)) status = VALUE;
	else {
		if (status < 0) status = mb_finish(r, &q->buf);
		q->w[0].tag = 'X';
	}
	if (idle) mb_frame_leave(&f);
	else mb_frame_pop(&f, &q->buf, 1);
	return status;
}

void mb_decref_many(PyObject **p, size_t n) {
	for (size_t i = 0; i < n; i++) Py_DECREF(p[i]);
}

Py_buffer *mb_buffer_new(void) { return calloc(1, sizeof(Py_buffer)); }
int mb_get_buffer(PyObject *o, int flags, Py_buffer *view) {
	int failed = PyObject_GetBuffer(o, view, flags);
	if (failed) view->obj = NULL; // some leave there what is no reference
	return failed;
}
void mb_buffer_drop(Py_buffer *view) {
	if (view->obj) PyBuffer_Release(view);
	free(view);
}
