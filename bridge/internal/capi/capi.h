// This file declares what the Go half of capi calls, and the format of the flat
// buffers in which values cross. capi.go describes both.
#ifndef MEMPHIS_CAPI_H
#define MEMPHIS_CAPI_H
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <stdint.h>

// A growing block of C memory that holds flat values.
typedef struct {
	uint8_t *p;
	size_t n, cap;
	size_t tail; // of an answer: where what is said about loans begins, 0 if nothing is
} mb_buf;

// One value that needs no buffer: see quick.c. n is the length of a text at v. As the answer
// of a callback, with the tag X, the value is in the buffer.
typedef struct {
	int32_t tag;
	uint32_t n;
	int64_t v;
} mb_val;

// How an operation ended.
enum { MB_FAILED = 0, MB_VALUE = 1, MB_ABSENT = 2 };

// A crossing whose arguments are words.
#define MB_WORDS 6
typedef struct {
	mb_val w[MB_WORDS];
	mb_buf buf;
	int status; // of mb_quick_call
} mb_quick;

// Operations on C objects, in the order of the Op constants in ops.go.
enum {
	OP_GETATTR, OP_SETATTR, OP_DELATTR, OP_CALL, OP_CALLMETHOD, OP_REPR, OP_STR, OP_HASH, OP_LEN, OP_BOOL,
	OP_INT, OP_FLOAT, OP_INDEX, OP_NEG, OP_POS, OP_ABS, OP_INVERT, OP_BINARY, OP_INPLACE, OP_POW3, OP_COMPARE,
	OP_ITER, OP_NEXT, OP_CONTAINS, OP_GETITEM, OP_SETITEM, OP_DELITEM, OP_ISINSTANCE, OP_ISSUBCLASS, OP_DIR,
	OP_AWAIT, OP_AITER, OP_ANEXT, OP_DESCRGET, OP_DESCRSET, OP_DESCRDEL, OP_NEW, OP_INIT, OP_TYPEINFO, OP_TYPEDICT,
	OP_CREATEBUILTIN, OP_CREATEDYNAMIC, OP_EXECMODULE, OP_MODULEDICT, OP_MAKECLASS, OP_ITEMS, OP_REPLACE,
	OP_EXCEPTION, OP_SETMODULE, OP_GETMODULE, OP_BYTES, OP_BUILTIN, OP_SEND, OP_TYPEOF,
	OP_COLLECT, OP_TYPESET, OP_SYNC, OP_FILLMODULE, OP_BUILD, OP_RAISE, OP_SETCAUSE,
	OP_PATCH, OP_READLINE, OP_DICTCHANGES, OP_TIEHOME,
	OP_COUNT
};

// What a proxy asks of Go, in the order of the Slot constants in ops.go. Up to SL_SEQITEM
// they are also bits of a type's mask; the binary operators follow from bit 32 on.
enum {
	SL_CALL, SL_GETATTR, SL_SETATTR, SL_ITER, SL_NEXT, SL_HASH, SL_COMPARE, SL_REPR, SL_STR, SL_LEN, SL_GETITEM,
	SL_SETITEM, SL_CONTAINS, SL_BOOL, SL_INT, SL_FLOAT, SL_INDEX, SL_NEG, SL_POS, SL_ABS, SL_INVERT, SL_AWAIT,
	SL_AITER, SL_ANEXT, SL_DESCRGET, SL_DESCRSET, SL_BUFFER, SL_NEW, SL_INIT, SL_SEND, SL_SEQITEM, SL_BINARY, SL_INPLACE,
	SL_POW3, SL_TYPEGETATTR, SL_TYPESETATTR, SL_TYPECALL, SL_ISINSTANCE, SL_ISSUBCLASS, SL_TYPEDIR, SL_FINALIZE,
	SL_TYPEREPR, SL_TYPENEW,
	SL_COUNT
};
#define MASK_BINARY 32
#define MASK_INPLACE 46
#define MASK_SEQUENCE 60

// buffers
int mb_grow(mb_buf *b, size_t more);
mb_buf *mb_take(void);
void mb_give(mb_buf *b);
void mb_trim(mb_buf *b);

// flat.c
PyObject *mb_build(const uint8_t **pp);
int mb_flatten(mb_buf *b, PyObject *o, int owned);
int mb_flatten_items(mb_buf *b, PyObject *o, int owned);
void mb_flatten_error(mb_buf *b);
void mb_flatten_exception(mb_buf *b, PyObject *exc);

extern struct merged { size_t n; int kind; } mb_merged;
void mb_note_merged(size_t n, int kind);

// lend.c
struct loan;
struct frame {
	struct item { struct loan *e; int again; } *v;
	size_t n, cap;
	PyObject **held;
	size_t nheld;
	struct frame *up;
};
PyObject *mb_build_loan(const uint8_t **pp);
PyObject *mb_build_again(const uint8_t **pp);
PyObject *mb_build_shadow(const uint8_t **pp);
int mb_update(PyObject *o, PyObject *v);
void mb_loans_ready(size_t some);
void mb_hold(PyObject *o);
void mb_frame_pop(struct frame *f, mb_buf *out, int all);
extern __thread struct frame *mb_top;
extern size_t mb_nlive;
static inline void mb_frame_push(struct frame *f) {
	f->v = NULL;
	f->n = f->cap = f->nheld = 0;
	f->held = NULL;
	f->up = mb_top;
	mb_top = f;
}
// Whether nothing is lent or held, so that the frame can be left without looking.
static inline int mb_frame_idle(const struct frame *f) { return f->n == 0 && f->nheld == 0 && mb_nlive == 0 && mb_merged.n == 0; }
int mb_frame_calm(const struct frame *f);
static inline void mb_frame_leave(struct frame *f) { mb_top = f->up; }
void mb_tell(mb_buf *out);
int mb_forget(uintptr_t h);
extern uint64_t mb_named;
int mb_adopt(PyObject *o, uintptr_t h);
void mb_deafen(uintptr_t h);

int mb_snapshot(size_t i, PyObject **snap);
int mb_snapshot_of(PyObject *o, PyObject **snap);

// cycles.c
// n objects, by address; those that the i-th refers to are numbered by to[first[i]] up to to[first[i+1]].
struct mb_graph { size_t n, edges; uintptr_t *object; uint32_t *first; int32_t *to; };
struct mb_graph *mb_cycles(const uintptr_t *held, size_t n);
void mb_graph_free(struct mb_graph *g);
extern PyObject *mb_gc_get_objects;

// foreign.c
int mb_run_python(void);
extern int mb_runs_python;

// lifecycle.c
const char *mb_start(const char *executable, const char *home, const char *prefix, const char **paths, size_t npaths, unsigned long hash_seed);
int mb_initialized(void);
int *mb_drop_request(void);
uint64_t mb_frames(void);
int mb_frame_name(int i, char *out, size_t cap);
void *mb_thread_new(void);
void mb_thread_drop(void *ts);
void mb_acquire(void *ts);
void *mb_release(void);
void *mb_thread_here(void);
unsigned long mb_thread_watch(void *ts);
int mb_hold_by_ensure(void);
void mb_ensure_release(int state);
int mb_arm_signal(int signum, PyObject *handler);
void mb_interrupt(int signum);
void mb_set_main_thread(void);
const char *mb_hook_imports(PyObject *import_func, PyObject *find_and_load, PyObject *codec_search, PyObject *find, PyObject *keep);
void mb_flush(void);
extern PyObject *mb_find_and_load, *mb_gcd_import;
void mb_max_str_digits(int n);
const char *mb_builtin_name(int i);

// context.c
PyObject *mb_context_new(PyObject *root);
void *mb_current(void);

// ops.c
int mb_ops_start(void);
int mb_finish(PyObject *r, mb_buf *out);
int mb_op(int op, uintptr_t o, uintptr_t t, int64_t x, uintptr_t in, int nargs, int nkw, uintptr_t out);
int mb_quick_op(int op, uintptr_t o, uintptr_t type, int64_t x, uintptr_t where, int n);
void mb_decref_many(PyObject **p, size_t n);
int mb_get_buffer(PyObject *o, int flags, Py_buffer *view);
Py_buffer *mb_buffer_new(void);
void mb_buffer_drop(Py_buffer *view);

// quick.c
mb_quick *mb_quick_new(void);
void mb_quick_call(uintptr_t f, uintptr_t where, int n);
PyObject *mb_of_word(const mb_val *w);
PyObject *mb_float(double d);
int mb_word(mb_val *w, PyObject *o);
int mb_result(mb_quick *q, PyObject *r);

// proxy.c
void mb_call_back(int n);
extern PyTypeObject *mb_object_type, *mb_function_type, *mb_meta_type, *mb_module_type;
int mb_proxy_start(void);
uintptr_t mb_lookup(PyObject *o);
int mb_enter(PyObject *o, uintptr_t h);
void mb_leave(PyObject *o);
uintptr_t mb_handle(PyObject *o);
PyObject *mb_proxy_new(PyTypeObject *type, uintptr_t h);
PyObject *mb_function_new(uintptr_t h);
int mb_patch(PyTypeObject *type, uint64_t mask);
PyObject *mb_make_class(PyObject *meta, PyObject *name, PyObject *bases, PyObject *ns, uint64_t mask);
int mb_type_set(PyObject *t, PyObject *name, PyObject *v);
PyObject *mb_from_val(mb_val *r, mb_buf *b);
extern int mb_reading;
void mb_forked(void);
#endif
