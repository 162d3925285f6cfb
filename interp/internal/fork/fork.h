#ifndef MEMPHIS_FORK_H
#define MEMPHIS_FORK_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

// Everything here is called from one thread at a time, but on_stop, which runs in all others.

// What becomes of a thread in the child.
enum fate {
	RESUME, // it goes on where it was stopped
	LOST,   // it is not made anew
	AGAIN,  // it stands where it should not be left: let all go on, and stop them once more
};

// struct thread is one that has been stopped.
struct thread {
	int tid, fate;
	ucontext_t *context;
	char *base;         // the fs register: its thread control block
	uintptr_t g, m, curg, lockedg;
	uint64_t procid;    // what m thinks its tid is
	void *robust;       // its list of robust mutexes
	size_t robust_len;
	char *stack;        // the end of room for it to start on in the child
};

enum { max_threads = 4096, max_polled = 1024 };

// struct layout is where the C library and Go's runtime keep what has to be put right in the child. All of it is looked for
// when the process runs, and held against two threads.
enum { runnable = 1, running = 2, in_call = 3, scanned = 0x1000 }; // a goroutine's status

struct layout {
	long tls_g;      // from fs to the g
	long g_m;        // in a g, its m
	long m_procid;   // in an m, its tid
	long m_curg;     // in an m, the goroutine it runs
	long m_lockedg;  // in an m, the goroutine locked to it
	long g_status;   // in a g, its status; its number follows
	long tcb_tid;    // in a thread control block, its tid
	uintptr_t text, etext;   // of Go
	uintptr_t vdso, evdso;
	uintptr_t libc[4][2];    // code of the C library and of the dynamic linker
};

extern struct layout layout;
extern struct thread threads[max_threads];

// find_layout fills layout; g is the goroutine that calls, goid its number. It returns 0, or the number of the step that found nothing.
int find_layout(uintptr_t g, uint64_t goid, uintptr_t text, uintptr_t etext);
// check_layout holds layout against the thread that calls.
int check_layout(uintptr_t g, uint64_t goid);

// struct poller is the runtime's epoll instance and what it waits for.
struct poller {
	int epfd, eventfd;      // -1 before they are found
	int fresh, fresh_event; // their stand-ins for the child
	uint64_t count;         // of eventfd
	int n;
	struct { int fd; uint32_t events; uint64_t data; } polled[max_polled];
};

// find_poller finds the runtime's epoll instance, if p has it not yet. It returns an errno.
int find_poller(struct poller *p);
// read_poller fills p, with the other threads stopped: it allocates nothing. It returns an errno.
int read_poller(struct poller *p);

// ignores_signal reports whether a thread of this process sleeps with a signal blocked. It allocates nothing.
int ignores_signal(int tid, int sig);

// fork_process forks. It returns the child's pid, 0 in the child, or a negative errno; *tries is how often the threads were
// stopped, *nanoseconds how long they stood still, *resumed and *lost what became of them.
struct report { int tries, resumed, lost; long stopped_ns; };
long fork_process(int sig, long timeout_ms, struct report *r);

// System calls that touch neither errno nor anything else of the C library.
static inline long sys6(long n, long a, long b, long c, long d, long e, long f) {
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
	__asm__ volatile("syscall" : "+a"(n) : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
	return n;
}
#define sys(n, ...) sys_(n, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define sys_(n, a, b, c, d, e, f, ...) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

#endif
