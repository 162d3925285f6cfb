//go:build linux && amd64

// This file finds the runtime's epoll instance. A child shares it with its parent, and each would take the other's events;
// so the child gets one of its own, with the same descriptors in it.

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "fork.h"

static char text[max_polled * 128];

static char *decimal(char *to, int n) {
	if (n >= 10) to = decimal(to, n / 10);
	*to++ = '0' + n % 10;
	*to = 0;
	return to;
}

// slurp reads the file /proc/self/DIR/N/FILE into text, and returns an errno.
static int slurp(const char *dir, int n_th, const char *file) {
	char name[64] = "/proc/self/";
	strcat(name, dir);
	strcat(decimal(name + strlen(name), n_th), file);
	long f = sys(SYS_open, name, O_RDONLY | O_CLOEXEC), n = 0, got;
	if (f < 0) return -f;
	while ((got = sys(SYS_read, f, text + n, sizeof text - 1 - n)) > 0) n += got;
	sys(SYS_close, f);
	text[n] = 0;
	if (got < 0) return -got;
	return n == sizeof text - 1 ? ENOMEM : 0;
}

static int is_link(int fd, const char *want) {
	char name[64] = "/proc/self/fd/", to[64];
	decimal(name + strlen(name), fd);
	long n = sys(SYS_readlink, name, to, sizeof to - 1);
	if (n < 0) return 0;
	to[n] = 0;
	return !strcmp(to, want);
}

// number reads the number behind the next name in *s, and leaves *s behind it.
static int number(char **s, const char *name, int base, uint64_t *to) {
	char *p = strstr(*s, name);
	if (!p) return 0;
	p += strlen(name);
	while (*p == ' ' || *p == '\t') p++;
	for (*to = 0;; p++) {
		int digit = *p >= '0' && *p <= '9' ? *p - '0' : *p >= 'a' && *p <= 'f' ? *p - 'a' + 10 : base;
		if (digit >= base) break;
		*to = *to * base + digit;
	}
	*s = p;
	return 1;
}

extern char __data_start, _end;

// read_epoll fills p with what the epoll instance fd waits for. It is the runtime's if an eventfd is among that, filed under
// the address of the variable that has its number: p->eventfd.
static int read_epoll(int fd, struct poller *p) {
	int err = slurp("fdinfo/", fd, "");
	if (err) return err;
	p->n = 0;
	p->eventfd = -1;
	uint64_t tfd, events, data;
	for (char *s = text; number(&s, "tfd:", 10, &tfd) && number(&s, "events:", 16, &events) && number(&s, "data:", 16, &data); p->n++) {
		if (p->n == max_polled) return ENOMEM;
		if (data >= (uintptr_t)&__data_start && data + 8 <= (uintptr_t)&_end && data % 8 == 0 && *(uint64_t *)data == tfd) p->eventfd = tfd;
		p->polled[p->n].fd = tfd;
		p->polled[p->n].events = events;
		p->polled[p->n].data = data;
	}
	return 0;
}

int find_poller(struct poller *p) {
	if (p->epfd >= 0) return 0;
	DIR *d = opendir("/proc/self/fd");
	if (!d) return errno;
	int err = ENOSYS;
	for (struct dirent *e; err && (e = readdir(d));) {
		int fd = atoi(e->d_name);
		if (e->d_name[0] == '.' || !is_link(fd, "anon_inode:[eventpoll]")) continue;
		int bad = read_epoll(fd, p);
		if (bad) {
			err = bad;
		} else if (p->eventfd >= 0 && is_link(p->eventfd, "anon_inode:[eventfd]")) {
			p->epfd = fd;
			err = 0;
		}
	}
	closedir(d);
	return err;
}

int read_poller(struct poller *p) {
	int err = read_epoll(p->epfd, p);
	if (err) return err;
	if (p->eventfd < 0) return EBADF;
	if ((err = slurp("fdinfo/", p->eventfd, ""))) return err;
	char *s = text;
	return number(&s, "eventfd-count:", 16, &p->count) ? 0 : EBADF;
}

int ignores_signal(int tid, int sig) {
	uint64_t mask;
	if (slurp("task/", tid, "/status")) return 0;
	char *s = strstr(text, "State:\tS");
	return s && number(&s, "SigBlk:", 16, &mask) && mask >> (sig - 1) & 1;
}
