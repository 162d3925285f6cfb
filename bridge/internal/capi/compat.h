// cpy3 0.2.0 was written for Python 3.7 and names four functions that 3.11 no longer
// has. This header is given to the compiler with CGO_CFLAGS=-include, so it is read
// before every C file of the build, the runtime's own included: it may include no
// other header and must stay silent in assembly.
#ifndef MEMPHIS_COMPAT_H
#define MEMPHIS_COMPAT_H
#ifndef __ASSEMBLER__
static inline int PyDict_ClearFreeList(void) { return 0; }
static inline int PyFloat_ClearFreeList(void) { return 0; }
static inline int PyList_ClearFreeList(void) { return 0; }
static inline int PyEval_ReInitThreads(void) { return 0; }
#endif
#endif
