//go:build linux && amd64

// This file stops the threads of the process, forks, and makes them anew in the child.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>

#include "fork.h"

struct thread threads[max_threads];

static atomic_int count;      // how many of threads are taken
static atomic_int stopped;    // how many of those are filled
static atomic_int left;       // how many have gone on since
static atomic_int round_now;  // the stop under way, odd; even when there is none
static atomic_int child_ready;
static int pid;
static struct poller poller = {.epfd = -1, .eventfd = -1};

static void futex_wait(atomic_int *at, int value, long ms) {
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	sys(SYS_futex, at, FUTEX_WAIT_PRIVATE, value, ms ? &t : NULL);
}

static void futex_wake(atomic_int *at) { sys(SYS_futex, at, FUTEX_WAKE_PRIVATE, 1 << 30); }

static long now(void) {
	struct timespec t;
	sys(SYS_clock_gettime, CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000 + t.tv_nsec;
}

// on_stop is where a stopped thread stands. All signals are blocked in it.
static void on_stop(int sig, siginfo_t *info, void *context) {
	int my_round = info->si_value.sival_int;
	if (info->si_code != SI_QUEUE || info->si_pid != pid || my_round != atomic_load(&round_now) || my_round % 2 == 0)
		return; // late: that stop was given up
	int i = atomic_fetch_add(&count, 1);
	char room[2048] __attribute__((aligned(16)));
	if (i < max_threads) {
		struct thread *t = &threads[i];
		__asm__("movq %%fs:0, %0" : "=r"(t->base));
		t->tid = sys(SYS_gettid);
		t->context = context;
		t->stack = room + sizeof room;
		t->robust = NULL;
		sys(SYS_get_robust_list, 0, &t->robust, &t->robust_len);
		t->m = t->curg = t->lockedg = t->procid = 0;
		t->g = *(uintptr_t *)(t->base + layout.tls_g);
		if (t->g && (t->m = *(uintptr_t *)(t->g + layout.g_m))) {
			t->procid = *(uint64_t *)(t->m + layout.m_procid);
			t->curg = *(uintptr_t *)(t->m + layout.m_curg);
			t->lockedg = *(uintptr_t *)(t->m + layout.m_lockedg);
		}
	}
	__asm__ volatile("" : : "r"(room) : "memory"); // the child uses it
	atomic_fetch_add(&stopped, 1);
	futex_wake(&stopped);
	while (atomic_load(&round_now) == my_round) futex_wait(&round_now, my_round, 0);
	atomic_fetch_add(&left, 1);
	futex_wake(&left);
}

// release lets all threads go on, and waits until each has had the processor: one that is stopped again before that would
// never leave the place where it stands.
static void release(long deadline) {
	atomic_fetch_add(&round_now, 1);
	futex_wake(&round_now);
	for (int n; (n = atomic_load(&left)) < atomic_load(&count) && now() < deadline;) futex_wait(&left, n, 2);
}

// Threads that a C library has made to sleep with all signals blocked. They are no concern of Go's, which blocks ours for moments
// only, when it makes a thread.
static int deaf[64], n_deaf;

static int is_deaf(int tid, int sig) {
	for (int i = 0; i < n_deaf; i++)
		if (deaf[i] == tid) return ignores_signal(tid, sig);
	return 0;
}

// has_stopped reports whether a thread is among the first n of threads.
static int has_stopped(int tid, int n) {
	for (int i = 0; i < n; i++)
		if (threads[i].tid == tid) return 1;
	return 0;
}

// stop_all stops all threads but this one, and returns their number or a negative errno; then they must be released as well.
// A thread made meanwhile is found by reading the list once more: its maker, which blocks signals while it does that, is
// stopped only when the new one is in the list.
enum { deaf_ns = 1000000000 }; // how long a thread must have slept with the signal blocked

static int stop_all(int sig, long deadline) {
	static int asked[max_threads];
	int n_asked = 0, me = sys(SYS_gettid);
	long begun = now();
	atomic_store(&count, 0);
	atomic_store(&stopped, 0);
	atomic_store(&left, 0);
	int my_round = atomic_fetch_add(&round_now, 1) + 1;
	long dir = sys(SYS_open, "/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) return dir;
	int err = 0;
	for (int fresh = 1; fresh && !err;) {
		fresh = 0;
		static char names[16384] __attribute__((aligned(16)));
		sys(SYS_lseek, dir, 0, SEEK_SET);
		long n;
		while (!err && (n = sys(SYS_getdents64, dir, names, sizeof names)) > 0) {
			for (char *p = names; p < names + n && !err; p += *(unsigned short *)(p + 16)) {
				int tid = 0, known = 0;
				for (char *s = p + 19; *s >= '0' && *s <= '9'; s++) tid = tid * 10 + *s - '0';
				if (!tid || tid == me) continue;
				for (int i = 0; i < n_asked && !known; i++) known = asked[i] == tid;
				if (known || is_deaf(tid, sig)) continue;
				if (n_asked == max_threads) {
					err = -EAGAIN;
					break;
				}
				siginfo_t info;
				memset(&info, 0, sizeof info);
				info.si_signo = sig;
				info.si_code = SI_QUEUE;
				info.si_pid = pid;
				info.si_value.sival_int = my_round;
				long r = sys(SYS_rt_tgsigqueueinfo, pid, tid, sig, &info);
				if (r == -ESRCH) continue;
				if (r < 0) err = r;
				asked[n_asked++] = tid;
				fresh = 1;
			}
		}
		if (n < 0) err = n;
		for (int seen; !err && (seen = atomic_load(&stopped)) < n_asked;) {
			futex_wait(&stopped, seen, 2);
			if (atomic_load(&stopped) != seen) continue;
			// Those that have ended do not stop any more.
			int filled = atomic_load(&stopped);
			if (filled != atomic_load(&count)) continue;
			for (int i = 0; i < n_asked; i++)
				if (!has_stopped(asked[i], filled)) {
					int gone = sys(SYS_tgkill, pid, asked[i], 0) == -ESRCH;
					if (!gone && n_deaf < 64 && now() > begun + deaf_ns && ignores_signal(asked[i], sig)) deaf[n_deaf++] = asked[i], gone = 1;
					if (gone) asked[i--] = asked[--n_asked];
				}
			if (now() > deadline) err = -EAGAIN;
		}
	}
	sys(SYS_close, dir);
	return err ? err : n_asked;
}

static int in_libc(uintptr_t pc) {
	for (int i = 0; i < 4; i++)
		if (pc >= layout.libc[i][0] && pc < layout.libc[i][1]) return 1;
	return 0;
}

// fate_of says what becomes of a thread in the child. Go's runtime must find all its threads again, wherever they are in it.
// Not so those in C, or in a system call that blocks: they do what the program has them do, which is the parent's business.
// For Go they are in that call for ever. One that has left the lock but not reached the call yet is let go on for a while, and so is
// one in the C library outside of a system call, which may hold a lock there that the child needs.
static int fate_of(const struct thread *t) {
	const greg_t *r = t->context->uc_mcontext.gregs;
	uintptr_t pc = r[REG_RIP];
	const unsigned char *code = (void *)pc;
	// A call that the handler interrupted, and that is made again after it, has its number in rax.
	int calling = code[0] == 0x0f && code[1] == 0x05;
	int interrupted = r[REG_RAX] == -EINTR && code[-2] == 0x0f && code[-1] == 0x05;
	if (!t->m) return in_libc(pc) && !calling && !interrupted ? AGAIN : LOST;
	if (t->procid != (uint64_t)t->tid) return AGAIN; // it has just begun
	int own_stack = t->g == t->curg;
	int in_go = (pc >= layout.text && pc < layout.etext) || (pc >= layout.vdso && pc < layout.evdso) || own_stack;
	if (!in_go) {
		if (!t->curg) return RESUME;
		return in_libc(pc) && !calling && !interrupted ? AGAIN : LOST;
	}
	// A goroutine with a thread to itself, as Python's have, that waits for a processor or is in the scheduler on its way.
	uint32_t status = t->lockedg ? *(uint32_t *)(t->lockedg + layout.g_status) & ~scanned : 0;
	if (!own_stack) return status == runnable || status == running ? AGAIN : RESUME;
	if (calling && r[REG_RAX] != SYS_futex && r[REG_RAX] != SYS_epoll_pwait && r[REG_RAX] != SYS_epoll_wait) return LOST;
	if (calling || interrupted) return RESUME;
	return t->lockedg == t->curg ? AGAIN : RESUME;
}

extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

// resume is where a thread begins in the child.
static void resume(struct thread *t) {
	*(uint64_t *)(t->m + layout.m_procid) = sys(SYS_gettid);
	if (t->robust) sys(SYS_set_robust_list, t->robust, t->robust_len);
	if (&__rseq_size && __rseq_size) {
		char *area = t->base + __rseq_offset;
		if (sys(SYS_rseq, area, 32, 0, 0x53053053) < 0) *(int *)(area + 4) = -2; // RSEQ_CPU_ID_REGISTRATION_FAILED
	}
	while (!atomic_load(&child_ready)) futex_wait(&child_ready, 0, 0);
	// The kernel takes registers, floating point state, signal mask and signal stack from what the handler was given.
	__asm__ volatile("movq %0, %%rsp\n\tmovl $15, %%eax\n\tsyscall\n\thlt" : : "r"(t->context) : "memory");
}

static long clone_thread(struct thread *t) {
	int *tid = (int *)(t->base + layout.tcb_tid);
	long flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS |
		CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
	long r = SYS_clone;
	register int *ctid __asm__("r10") = tid;
	register char *tls __asm__("r8") = t->base;
	register void (*f)(struct thread *) __asm__("r12") = resume;
	register struct thread *arg __asm__("r13") = t;
	__asm__ volatile("syscall\n\t"
	                 "testq %%rax, %%rax\n\t"
	                 "jnz 1f\n\t"
	                 "xorl %%ebp, %%ebp\n\t"
	                 "movq %%r13, %%rdi\n\t"
	                 "call *%%r12\n\t"
	                 "hlt\n"
	                 "1:"
	                 : "+a"(r)
	                 : "D"(flags), "S"(t->stack), "d"(tid), "r"(ctid), "r"(tls), "r"(f), "r"(arg)
	                 : "rcx", "r11", "memory");
	return r;
}

// own_poller puts the stand-ins in the place of the runtime's descriptors.
static void own_poller(void) {
	struct poller *p = &poller;
	sys(SYS_dup3, p->fresh_event, p->eventfd, O_CLOEXEC);
	sys(SYS_close, p->fresh_event);
	sys(SYS_dup3, p->fresh, p->epfd, O_CLOEXEC);
	sys(SYS_close, p->fresh);
	if (p->count) sys(SYS_write, p->eventfd, &p->count, 8);
	for (int i = 0; i < p->n; i++) {
		struct epoll_event e = {.events = p->polled[i].events, .data.u64 = p->polled[i].data};
		sys(SYS_epoll_ctl, p->epfd, EPOLL_CTL_ADD, p->polled[i].fd, &e);
	}
}

// become_process makes the child, which has one thread yet, what the parent is.
static void become_process(int n, char *base, uintptr_t m, void *robust, size_t robust_len) {
	pid = sys(SYS_getpid);
	own_poller();
	*(uint64_t *)(m + layout.m_procid) = sys(SYS_gettid);
	if (robust) {
		*(void **)robust = robust; // an empty list, which leads to itself
		sys(SYS_set_robust_list, robust, robust_len);
	}
	atomic_store(&child_ready, 0);
	for (int i = 0; i < n; i++) {
		struct thread *t = &threads[i];
		if (t->fate == RESUME) {
			// Memory or a limit of processes: this child cannot live.
			if (clone_thread(t) < 0) sys(SYS_exit_group, 71);
			continue;
		}
		*(int *)(t->base + layout.tcb_tid) = 0;
		if (t->m && t->procid == (uint64_t)t->tid) *(uint64_t *)(t->m + layout.m_procid) = 0;
	}
	atomic_fetch_add(&round_now, 1);
	atomic_store(&child_ready, 1);
	futex_wake(&child_ready);
}

struct kernel_sigaction {
	void (*handler)(int, siginfo_t *, void *);
	unsigned long flags;
	void (*restorer)(void);
	uint64_t mask;
};

void memphis_fork_restore(void);
__asm__(".text\n.globl memphis_fork_restore\n.hidden memphis_fork_restore\nmemphis_fork_restore:\n\tmovl $15, %eax\n\tsyscall\n");

enum { max_again_ns = 200000000, SA_RESTORER_ = 0x04000000 };

long fork_process(int sig, long timeout_ms, struct report *rep) {
	struct kernel_sigaction act = {on_stop, SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_RESTORER_, memphis_fork_restore, ~0ULL}, old;
	uint64_t all = ~0ULL, mask;
	int err = find_poller(&poller);
	if (err) return -err;
	if ((poller.fresh = sys(SYS_epoll_create1, EPOLL_CLOEXEC)) < 0) return poller.fresh;
	if ((poller.fresh_event = sys(SYS_eventfd2, 0, EFD_CLOEXEC | EFD_NONBLOCK)) < 0) {
		sys(SYS_close, poller.fresh);
		return poller.fresh_event;
	}
	pid = sys(SYS_getpid);
	sys(SYS_rt_sigprocmask, SIG_SETMASK, &all, &mask, 8);
	sys(SYS_rt_sigaction, sig, &act, &old, 8);

	char *base;
	__asm__("movq %%fs:0, %0" : "=r"(base));
	uintptr_t m = *(uintptr_t *)(*(uintptr_t *)(base + layout.tls_g) + layout.g_m);
	void *robust = NULL;
	size_t robust_len = 0;
	sys(SYS_get_robust_list, 0, &robust, &robust_len);
	int *tid = (int *)(base + layout.tcb_tid);

	long begun = now(), deadline = begun + timeout_ms * 1000000, patience = begun + max_again_ns, result = 0;
	int late = 0;
	for (rep->tries = 1;; rep->tries++) {
		begun = now();
		int n = stop_all(sig, deadline), again = 0;
		if (n < 0) {
			result = n;
			late = 1;
			release(0);
			break;
		}
		rep->resumed = rep->lost = 0;
		for (int i = 0; i < n; i++) {
			int fate = threads[i].fate = fate_of(&threads[i]);
			if (fate == AGAIN) {
				again = 1;
				threads[i].fate = threads[i].m && !in_libc(threads[i].context->uc_mcontext.gregs[REG_RIP]) ? RESUME : LOST;
			}
			rep->resumed += threads[i].fate == RESUME;
			rep->lost += threads[i].fate == LOST;
		}
		if (again && begun < patience) {
			release(deadline);
			struct timespec t = {0, 20000L << (rep->tries < 6 ? rep->tries : 6)};
			sys(SYS_nanosleep, &t, NULL);
			continue;
		}
		if ((err = read_poller(&poller))) {
			result = -err;
			release(0);
			break;
		}
		result = sys(SYS_clone, CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD, 0, 0, tid, 0);
		if (result == 0) {
			become_process(n, base, m, robust, robust_len);
		} else {
			release(0);
		}
		break;
	}
	rep->stopped_ns = now() - begun;
	// A thread that did not stop in time may get the signal yet, which would end the process without a handler.
	if (!late) sys(SYS_rt_sigaction, sig, &old, NULL, 8);
	sys(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, 8);
	if (result != 0) {
		sys(SYS_close, poller.fresh);
		sys(SYS_close, poller.fresh_event);
	}
	return result;
}
