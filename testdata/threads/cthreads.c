// A C extension whose threads are its own: they call Python by PyGILState_Ensure, as libraries with threads of
// their own do.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <pthread.h>
#include <time.h>

struct job {
	PyObject *f;
	int number, calls, again;
	long sum;
	pthread_t id;
};

// Calls f(number, i) for each i below calls, with one thread state for all calls or, if again is set, one for each.
static void *work(void *arg) {
	struct job *j = arg;
	PyGILState_STATE st = 0;
	if (!j->again) st = PyGILState_Ensure();
	for (int i = 0; i < j->calls; i++) {
		if (j->again) st = PyGILState_Ensure();
		PyObject *r = PyObject_CallFunction(j->f, "ii", j->number, i);
		if (r) j->sum += PyLong_AsLong(r);
		if (PyErr_Occurred()) PyErr_WriteUnraisable(j->f);
		Py_XDECREF(r);
		if (j->again) PyGILState_Release(st);
		else {
			Py_BEGIN_ALLOW_THREADS
			Py_END_ALLOW_THREADS
		}
	}
	if (!j->again) PyGILState_Release(st);
	return NULL;
}

// run(f, threads, calls, again=False) returns the sum of what f returned in all threads.
static PyObject *run(PyObject *self, PyObject *args) {
	PyObject *f;
	int n, calls, again = 0;
	if (!PyArg_ParseTuple(args, "Oii|p", &f, &n, &calls, &again)) return NULL;
	struct job *jobs = calloc(n, sizeof *jobs);
	long sum = 0;
	Py_BEGIN_ALLOW_THREADS
	for (int i = 0; i < n; i++) {
		jobs[i] = (struct job){f, i, calls, again};
		pthread_create(&jobs[i].id, NULL, work, &jobs[i]);
	}
	for (int i = 0; i < n; i++) {
		pthread_join(jobs[i].id, NULL);
		sum += jobs[i].sum;
	}
	Py_END_ALLOW_THREADS
	free(jobs);
	return PyLong_FromLong(sum);
}

static void *detached(void *arg) {
	struct timespec ts = {0, 20000000};
	nanosleep(&ts, NULL);
	PyGILState_STATE st = PyGILState_Ensure();
	PyObject *r = PyObject_CallNoArgs(arg);
	if (!r) PyErr_WriteUnraisable(arg);
	Py_XDECREF(r);
	Py_DECREF((PyObject *)arg);
	PyGILState_Release(st);
	return NULL;
}

// later(f) calls f in a thread that nobody joins.
static PyObject *later(PyObject *self, PyObject *f) {
	pthread_t id;
	pthread_create(&id, NULL, detached, Py_NewRef(f));
	pthread_detach(id);
	Py_RETURN_NONE;
}

static void spin(double seconds) {
	struct timespec a, b;
	clock_gettime(CLOCK_MONOTONIC, &a);
	do clock_gettime(CLOCK_MONOTONIC, &b);
	while ((b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) / 1e9 < seconds);
}

// unlocked(seconds) keeps the processor busy with the lock released.
static PyObject *unlocked(PyObject *self, PyObject *arg) {
	double s = PyFloat_AsDouble(arg);
	Py_BEGIN_ALLOW_THREADS
	spin(s);
	Py_END_ALLOW_THREADS
	Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"run", run, METH_VARARGS}, {"later", later, METH_O}, {"unlocked", unlocked, METH_O}, {0}};
static PyModuleDef module = {PyModuleDef_HEAD_INIT, "cthreads", NULL, -1, methods};
PyMODINIT_FUNC PyInit_cthreads(void) { return PyModule_Create(&module); }
