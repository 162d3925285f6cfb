//go:build libpython

// This file finds the C objects that only objects of Go keep alive, by trial deletion: from the
// count of each object's references those are taken that come from other objects, by
// tp_traverse, and those that Go says it holds. What is left of a count comes from a C stack, a
// static variable or a Go object that was not found; that object and all that it leads to are
// in use. Of the others Go's collector decides.
#include "capi.h"

struct node { PyObject *o; Py_ssize_t refs; int32_t id; uint8_t used; };

static struct node *nodes;
static size_t n_nodes, cap_nodes;
static int32_t *slots; // of a hash table: 1 + the index of a node
static size_t slot_mask;
static int out_of_memory;

static size_t *todo, n_todo; // nodes found to be in use that are still to be followed
static struct mb_graph *result;
static size_t cap_edges;

static inline size_t place(PyObject *o) { return ((uintptr_t)o >> 4) * 0x9E3779B97F4A7C15ull >> 16 & slot_mask; }

static struct node *find(PyObject *o) {
	for (size_t i = place(o); slots[i]; i = (i + 1) & slot_mask)
		if (nodes[slots[i] - 1].o == o) return &nodes[slots[i] - 1];
	return NULL;
}

static int grow(void) {
	size_t cap = cap_nodes ? 2 * cap_nodes : 1 << 16;
	struct node *v = realloc(nodes, cap * sizeof *v);
	if (v) nodes = v;
	int32_t *s = calloc(2 * cap, sizeof *s);
	if (!v || !s) { free(s); out_of_memory = 1; return -1; }
	free(slots);
	slots = s;
	slot_mask = 2 * cap - 1;
	cap_nodes = cap;
	for (size_t k = 0; k < n_nodes; k++) {
		size_t i = place(nodes[k].o);
		while (slots[i]) i = (i + 1) & slot_mask;
		slots[i] = k + 1;
	}
	return 0;
}

static struct node *add(PyObject *o, Py_ssize_t refs) {
	if (n_nodes == cap_nodes && grow()) return NULL;
	size_t i = place(o);
	while (slots[i]) i = (i + 1) & slot_mask;
	slots[i] = n_nodes + 1;
	nodes[n_nodes] = (struct node){o, refs, -1, 0};
	return &nodes[n_nodes++];
}

static struct node *node_of(PyObject *o) {
	struct node *n = find(o);
	return n ? n : add(o, Py_REFCNT(o));
}

// What refers to nothing that a collector knows of is no node, but for what Go has named.
static int subtract(PyObject *o, void *arg) {
	(void)arg;
	struct node *n = find(o);
	if (!n && PyObject_IS_GC(o)) n = add(o, Py_REFCNT(o)); // not tracked: a tuple of proxies, say
	if (n) n->refs--;
	return 0;
}

static int use(PyObject *o, void *arg) {
	(void)arg;
	struct node *n = find(o);
	if (n && !n->used) {
		n->used = 1;
		todo[n_todo++] = n - nodes;
	}
	return 0;
}

static int edge(PyObject *o, void *arg) {
	(void)arg;
	struct node *n = find(o);
	if (!n || n->used) return 0;
	if (result->edges == cap_edges) {
		size_t cap = cap_edges ? 2 * cap_edges : 1024;
		int32_t *v = realloc(result->to, cap * sizeof *v);
		if (!v) { out_of_memory = 1; return 0; }
		result->to = v;
		cap_edges = cap;
	}
	result->to[result->edges++] = n->id;
	return 0;
}

static void follow(PyObject *o, visitproc f) {
	PyTypeObject *t = Py_TYPE(o);
	if (t->tp_traverse && PyObject_IS_GC(o)) t->tp_traverse(o, f, NULL);
}

// mb_cycles answers with those objects that are not in use as far as C can tell, and how they
// refer to each other. held are pairs: an object, and how many references to it Go has. A
// container on loan leads to what its snapshot holds.
struct mb_graph *mb_cycles(const uintptr_t *held, size_t n) {
	PyObject *all = PyObject_CallNoArgs(mb_gc_get_objects);
	if (!all) { PyErr_Clear(); return NULL; }
	result = calloc(1, sizeof *result);
	cap_edges = n_nodes = 0;
	out_of_memory = !result;
	if (slots) memset(slots, 0, (slot_mask + 1) * sizeof *slots);
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(all) && !out_of_memory; i++) add(PyList_GET_ITEM(all, i), Py_REFCNT(PyList_GET_ITEM(all, i)) - 1);
	for (size_t i = 0; i < n && !out_of_memory; i++) {
		struct node *x = node_of((PyObject *)held[2 * i]);
		if (x) x->refs -= (Py_ssize_t)held[2 * i + 1];
	}
	PyObject *snap;
	for (size_t i = 0; !out_of_memory && mb_snapshot(i, &snap); i++)
		if (snap) { struct node *x = node_of(snap); if (x) x->refs--; }
	for (size_t i = 0; i < n_nodes && !out_of_memory; i++) follow(nodes[i].o, subtract); // which may add some
	todo = malloc(n_nodes * sizeof *todo + 1);
	n_todo = 0;
	if (!todo) out_of_memory = 1;
	if (!out_of_memory) {
		PyObject *o;
		for (size_t i = 0; i < n_nodes; i++)
			if (nodes[i].refs != 0 && !nodes[i].used) use(nodes[i].o, NULL);
		while (n_todo > 0) {
			PyObject *x = nodes[todo[--n_todo]].o;
			follow(x, use);
			if (mb_snapshot_of(x, &o)) use(o, NULL);
		}
		for (size_t i = 0; i < n_nodes; i++)
			if (!nodes[i].used) nodes[i].id = result->n++;
		result->object = malloc(result->n * sizeof *result->object + 1);
		result->first = malloc((result->n + 1) * sizeof *result->first);
		if (!result->object || !result->first) out_of_memory = 1;
		for (size_t i = 0; i < n_nodes && !out_of_memory; i++) {
			if (nodes[i].used) continue;
			result->object[nodes[i].id] = (uintptr_t)nodes[i].o;
			result->first[nodes[i].id] = result->edges;
			follow(nodes[i].o, edge);
			if (mb_snapshot_of(nodes[i].o, &o)) edge(o, NULL);
		}
	}
	free(todo);
	Py_DECREF(all);
	if (out_of_memory) {
		mb_graph_free(result);
		return NULL;
	}
	result->first[result->n] = result->edges;
	return result;
}

void mb_graph_free(struct mb_graph *g) {
	if (!g) return;
	free(g->object);
	free(g->first);
	free(g->to);
	free(g);
}
