//go:build libpython

// This file defines the life of libpython in the process: start, the lock, threads,
// signals, and the hooks by which C code that imports Python is led back to us.
#define Py_BUILD_CORE 1
#include "capi.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_runtime.h"
#include "internal/pycore_frame.h"
#undef Py_BUILD_CORE
#include "_cgo_export.h"
#include <malloc.h>
#include <pthread.h>
#include <signal.h>

// cpy3 0.2.0 declares this function, which Python 3.11 has as a macro-less export only
// of older versions; nothing here calls it.
#if !defined(PySignal_SetWakeupFd)
int PySignal_SetWakeupFd(int fd) { (void)fd; return -1; }
#endif

static uint64_t frames;
static char names[64][160];
static int nnames;

// Counts Python frames (PEP 523). Python source runs in Go, so after the start this
// stays at zero; the first names are kept to say what broke the rule.
static PyObject *count_frame(PyThreadState *ts, struct _PyInterpreterFrame *f, int throwflag) {
	frames++;
	if (nnames < 64) {
		const char *file = PyUnicode_AsUTF8(f->f_code->co_filename), *name = PyUnicode_AsUTF8(f->f_code->co_qualname);
		snprintf(names[nnames++], sizeof names[0], "%s:%d %s", file ? file : "?", f->f_code->co_firstlineno, name ? name : "?");
		if (!file || !name) PyErr_Clear();
	}
	return _PyEval_EvalFrameDefault(ts, f, throwflag);
}

uint64_t mb_frames(void) { return frames; }
int mb_frame_name(int i, char *out, size_t cap) {
	if (i >= nnames) return 0;
	snprintf(out, cap, "%s", names[i]);
	return 1;
}

static PyObject *signal_module;

static const char *check(PyStatus st, PyConfig *c) {
	if (!PyStatus_Exception(st)) return NULL;
	if (c) PyConfig_Clear(c);
	return st.err_msg ? st.err_msg : "libpython failed to start";
}

#define MUST(x) do { const char *e = check((x), &c); if (e) return e; } while (0)

// mb_start initialises libpython on the calling thread, which then holds the GIL. It
// returns NULL, or what went wrong. Every path is given, since libpython would
// otherwise follow PATH and may find another Python.
const char *mb_start(const char *executable, const char *home, const char *prefix, const char **paths, size_t npaths, unsigned long hash_seed) {
	PyPreConfig pre;
	PyPreConfig_InitIsolatedConfig(&pre);
	pre.utf8_mode = 1;
	pre.configure_locale = 1;
	const char *e = check(Py_PreInitialize(&pre), NULL);
	if (e) return e;
	PyConfig c;
	PyConfig_InitIsolatedConfig(&c);
	c.site_import = 0;
	c.install_signal_handlers = 0;
	c.write_bytecode = 0;
	c.pathconfig_warnings = 0;
	c.use_hash_seed = 1;
	c.hash_seed = hash_seed;
	MUST(PyConfig_SetBytesString(&c, &c.program_name, executable));
	MUST(PyConfig_SetBytesString(&c, &c.executable, executable));
	MUST(PyConfig_SetBytesString(&c, &c.base_executable, executable));
	MUST(PyConfig_SetBytesString(&c, &c.home, home));
	MUST(PyConfig_SetBytesString(&c, &c.prefix, prefix));
	MUST(PyConfig_SetBytesString(&c, &c.exec_prefix, prefix));
	MUST(PyConfig_SetBytesString(&c, &c.base_prefix, prefix));
	MUST(PyConfig_SetBytesString(&c, &c.base_exec_prefix, prefix));
	c.module_search_paths_set = 1;
	for (size_t i = 0; i < npaths; i++) {
		wchar_t *w = Py_DecodeLocale(paths[i], NULL);
		if (!w) return "a module search path cannot be decoded";
		PyStatus st = PyWideStringList_Append(&c.module_search_paths, w);
		PyMem_RawFree(w);
		MUST(st);
	}
	// The first touch of fresh memory costs 0.2 us a page, so malloc keeps what blocks of up to
	// 4 MB left behind: 1 MB of text then costs 15 us, not 250.
	mallopt(M_MMAP_THRESHOLD, 4 << 20);
	mallopt(M_TRIM_THRESHOLD, 16 << 20);
	MUST(Py_InitializeFromConfig(&c));
	PyConfig_Clear(&c);
	signal_module = PyImport_ImportModule("_signal");
	if (!signal_module || mb_ops_start() || mb_proxy_start()) return "libpython's own modules or the proxy types cannot be made";
	_PyInterpreterState_SetEvalFrameFunc(PyInterpreterState_Get(), count_frame);
	return NULL;
}

int mb_initialized(void) { return Py_IsInitialized(); }

// The address of the flag that a thread waiting for the GIL sets after one switch
// interval (5 ms). Go reads it without a crossing.
int *mb_drop_request(void) { return (int *)&PyInterpreterState_Main()->ceval.gil_drop_request._value; }

void mb_set_main_thread(void) { _PyRuntime.main_thread = PyThread_get_thread_ident(); }

void *mb_thread_new(void) { return PyThreadState_New(PyInterpreterState_Main()); }
// Called with the GIL held by another state or by this one.
void mb_thread_drop(void *ts) {
	if (PyThreadState_GET() == ts) {
		PyThreadState_Clear(ts);
		PyThreadState_DeleteCurrent();
		return;
	}
	PyThreadState_Clear(ts);
	PyThreadState_Delete(ts);
}

static void thread_ended(void *ts) { memphisThreadEnded(ts); }

// mb_thread_watch has Go told when ts, the calling thread's state, which C made, ends: then its address is free
// for another thread's. It answers what threading.get_ident() is there under CPython.
unsigned long mb_thread_watch(void *state) {
	PyThreadState *ts = state;
	ts->on_delete = thread_ended;
	ts->on_delete_data = ts;
	return ts->thread_id;
}
void mb_acquire(void *ts) { PyEval_RestoreThread(ts); }
void *mb_release(void) { return PyEval_SaveThread(); }
void *mb_thread_here(void) { return PyGILState_GetThisThreadState(); }
int mb_hold_by_ensure(void) { return PyGILState_Ensure(); }
void mb_ensure_release(int state) { PyGILState_Release(state); }

static int wake;
static void awake(int s) { (void)s; }

// mb_arm_signal gives CPython a handler for signum, without letting it touch the
// process's own disposition, which is Go's. CPython runs the handler where a blocking C
// function comes back with EINTR. The first call also readies the signal that wakes the
// main thread: on the alternate stack, since Go threads need that, and not restarting
// system calls, since that is its whole purpose.
int mb_arm_signal(int signum, PyObject *handler) {
	if (!wake) {
		wake = SIGRTMAX - 2;
		struct sigaction sa;
		memset(&sa, 0, sizeof sa);
		sa.sa_handler = awake;
		sa.sa_flags = SA_ONSTACK;
		sigaction(wake, &sa, NULL);
	}
	struct sigaction saved;
	sigaction(signum, NULL, &saved);
	PyObject *r = PyObject_CallMethod(signal_module, "signal", "iO", signum, handler);
	sigaction(signum, &saved, NULL);
	Py_XDECREF(r);
	return r ? 0 : -1;
}

// These two are called from any thread, without the GIL.
void mb_interrupt(int signum) {
	PyErr_SetInterruptEx(signum);
	if (wake) pthread_kill((pthread_t)_PyRuntime.main_thread, wake);
}

// CPython's own function of this name finds no thread by the numbers that our _thread.get_ident gives, and nothing here
// ever evaluates a frame in which the exception would be raised. The symbols of the program come before those of its
// libraries, so C code and ctypes.pythonapi get this one.
int PyThreadState_SetAsyncExc(unsigned long ident, PyObject *exc) {
	mb_buf *b = exc ? mb_take() : NULL;
	int n = b && mb_flatten(b, exc, 0) < 0 ? 0 : memphisRaiseIn(ident, b);
	if (b) mb_give(b);
	return n;
}

// C code that only looks a module up ("json.decoder, if it is imported") asks sys.modules,
// so libpython gets one that asks us for what it lacks.
static PyObject *find_module;

static PyObject *modules_getitem(PyObject *d, PyObject *name) {
	PyObject *m = PyDict_GetItemWithError(d, name);
	if (m) return Py_NewRef(m);
	return PyErr_Occurred() ? NULL : PyObject_CallOneArg(find_module, name);
}

static PyObject *new_modules(PyObject *old) {
	PyType_Slot slots[] = {{Py_mp_subscript, modules_getitem}, {0, NULL}};
	PyType_Spec spec = {"memphis.modules", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
	PyObject *bases = PyTuple_Pack(1, &PyDict_Type), *t = bases ? PyType_FromSpecWithBases(&spec, bases) : NULL;
	PyObject *d = t ? PyObject_CallOneArg(t, old) : NULL;
	Py_XDECREF(bases);
	Py_XDECREF(t);
	return d;
}

// What CPython itself imports with, for packages that run inside it.
PyObject *mb_find_and_load, *mb_gcd_import;

// mb_hook_imports makes C code import through us: builtins.__import__, the import
// machinery's own entry, and the search for codecs. The modules that CPython wrote in
// Python for its own start leave sys.modules, so whoever asks next gets ours.
const char *mb_hook_imports(PyObject *import_func, PyObject *find_and_load, PyObject *codec_search, PyObject *find, PyObject *keep) {
	PyInterpreterState *in = PyInterpreterState_Get();
	if (PyDict_SetItemString(in->builtins, "__import__", import_func) < 0) return "builtins.__import__";
	Py_XSETREF(in->import_func, Py_NewRef(import_func));
	if (!(mb_find_and_load = PyObject_GetAttrString(in->importlib, "_find_and_load"))) return "_find_and_load";
	if (!(mb_gcd_import = PyObject_GetAttrString(in->importlib, "_gcd_import"))) return "_gcd_import";
	if (PyObject_SetAttrString(in->importlib, "_find_and_load", find_and_load) < 0) return "_find_and_load";
	if (in->codec_search_path) {
		PyObject *empty = PyList_New(0);
		Py_XSETREF(in->codec_search_path, empty);
		PyDict_Clear(in->codec_search_cache);
	}
	if (PyCodec_Register(codec_search) < 0) return "codecs";
	find_module = Py_NewRef(find);
	PyObject *modules = new_modules(in->modules);
	if (!modules || PyDict_SetItemString(in->sysdict, "modules", modules) < 0) return "sys.modules";
	Py_SETREF(in->modules, modules);
	PyObject *all = PyDict_Keys(in->modules);
	for (Py_ssize_t i = 0; all && i < PyList_GET_SIZE(all); i++) {
		PyObject *k = PyList_GET_ITEM(all, i);
		int kept = PySequence_Contains(keep, k);
		if (kept == 0 && PyDict_DelItem(in->modules, k) < 0) kept = -1;
		if (kept < 0) { Py_DECREF(all); return "sys.modules"; }
	}
	Py_XDECREF(all);
	return all ? NULL : "sys.modules";
}

void mb_max_str_digits(int n) { PyInterpreterState_Get()->int_max_str_digits = n; }

void mb_flush(void) { fflush(NULL); }

const char *mb_builtin_name(int i) { return PyImport_Inittab[i].name; }
