//go:build linux && amd64

// This file finds out where the C library and Go's runtime keep what has to be put right in a child: offsets that neither
// promises. Each is looked for by its value, and reading goes through the kernel, which answers an error where there is no memory.

#define _GNU_SOURCE
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fork.h"

struct layout layout;

static char *fs_base(void) {
	char *p;
	__asm__("movq %%fs:0, %0" : "=r"(p)); // x86-64 ABI: a thread control block begins with its own address
	return p;
}

// look copies what lies at p, and returns how much of it is there.
static size_t look(const void *p, void *to, size_t n) {
	struct iovec local = {to, n}, remote = {(void *)p, n};
	long pid = sys(SYS_getpid);
	long got = sys(SYS_process_vm_readv, pid, &local, 1, &remote, 1, 0);
	return got < 0 ? 0 : (size_t)got;
}

// Places in a thread control block where the tid lies. It has two such words at most.
struct places { int n; long at[8]; };

static void find_tid(struct places *p) {
	int words[600], tid = sys(SYS_gettid);
	size_t n = look(fs_base(), words, sizeof words) / sizeof words[0];
	p->n = 0;
	for (size_t i = 0; i < n && p->n < 8; i++)
		if (words[i] == tid) p->at[p->n++] = i * sizeof words[0];
}

static void *find_tid_there(void *p) {
	find_tid(p);
	return NULL;
}

// words of an m, and of a g, that are looked at
enum { m_words = 256, g_words = 32, tls_words = 2048 };

// find_go finds the offsets of g and m. The thread is in C, called by the goroutine g: the g of its TLS is that of its own stack.
static int find_go(uintptr_t g, uint64_t goid, struct layout *l) {
	static uintptr_t tls[tls_words];
	uintptr_t gw[g_words], m[m_words], back[g_words];
	uint64_t tid = sys(SYS_gettid);
	if (look((void *)g, gw, sizeof gw) != sizeof gw) return 1;
	int found = 0;
	for (int i = 0; i + 1 < g_words; i++)
		if (gw[i + 1] == goid && (gw[i] & ~(uint64_t)scanned) == in_call) l->g_status = i * 8, found++;
	if (found != 1) return 8;
	char *base = fs_base();
	size_t have = tls_words;
	while (have && look(base - have * 8, tls, have * 8) != have * 8) have /= 2;
	for (int i = 2; i < g_words; i++) {
		if (gw[i] < 4096 || gw[i] % 8 || look((void *)gw[i], m, sizeof m) != sizeof m) continue;
		// m begins with g0, whose m is this one.
		if (m[0] == g || look((void *)m[0], back, sizeof back) != sizeof back || back[i] != gw[i]) continue;
		long procid = 0, curg = 0, lockedg = 0, tls_g = 0;
		int ids = 0;
		for (int j = 1; j < 32; j++)
			if (m[j] == tid) procid = j * 8, ids++;
		for (int j = 1; j < 64; j++)
			if (m[j] == g && !curg) curg = j * 8;
		for (int j = curg / 8 + 1; j < m_words; j++)
			if (m[j] == g && !lockedg) lockedg = j * 8;
		// The last one: below a thread's own storage its stack may lie, with more of the same.
		for (size_t j = 0; j < have; j++)
			if (tls[j] == m[0]) tls_g = ((long)j - (long)have) * 8;
		if (ids != 1 || !curg || !lockedg || !tls_g) continue;
		l->g_m = i * 8;
		l->m_procid = procid;
		l->m_curg = curg;
		l->m_lockedg = lockedg;
		l->tls_g = tls_g;
		return 0;
	}
	return 2;
}

// note_libc notes where the C library's and the dynamic linker's code lies.
static int note_libc(struct dl_phdr_info *info, size_t size, void *data) {
	const char *name = strrchr(info->dlpi_name, '/');
	name = name ? name + 1 : info->dlpi_name;
	if (strncmp(name, "libc.so", 7) && strncmp(name, "ld-linux", 8)) return 0;
	int *n = data;
	for (int i = 0; i < info->dlpi_phnum && *n < 4; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];
		if (h->p_type != PT_LOAD || !(h->p_flags & PF_X)) continue;
		layout.libc[*n][0] = info->dlpi_addr + h->p_vaddr;
		layout.libc[(*n)++][1] = info->dlpi_addr + h->p_vaddr + h->p_memsz;
	}
	return 0;
}

static void find_vdso(void) {
	uintptr_t at = getauxval(AT_SYSINFO_EHDR);
	if (!at) return;
	const ElfW(Ehdr) *e = (void *)at;
	const ElfW(Phdr) *h = (void *)(at + e->e_phoff);
	for (int i = 0; i < e->e_phnum; i++)
		if (h[i].p_type == PT_LOAD) layout.vdso = at, layout.evdso = at + h[i].p_offset + h[i].p_memsz;
}

int find_layout(uintptr_t g, uint64_t goid, uintptr_t text, uintptr_t etext) {
	int err = find_go(g, goid, &layout);
	if (err) return err;
	struct places here, there = {0};
	find_tid(&here);
	pthread_t other;
	if (pthread_create(&other, NULL, find_tid_there, &there)) return 3;
	pthread_join(other, NULL);
	int found = 0;
	for (int i = 0; i < here.n; i++)
		for (int j = 0; j < there.n; j++)
			if (here.at[i] == there.at[j]) layout.tcb_tid = here.at[i], found++;
	if (found != 1) return 4;
	int n = 0;
	dl_iterate_phdr(note_libc, &n);
	if (!n) return 5;
	find_vdso();
	layout.text = text;
	layout.etext = etext;
	return 0;
}

int check_layout(uintptr_t g, uint64_t goid) {
	struct layout l;
	int err = find_go(g, goid, &l);
	if (err) return err;
	if (l.g_m != layout.g_m || l.m_procid != layout.m_procid || l.m_curg != layout.m_curg || l.m_lockedg != layout.m_lockedg || l.tls_g != layout.tls_g || l.g_status != layout.g_status) return 6;
	if (*(int *)(fs_base() + layout.tcb_tid) != sys(SYS_gettid)) return 7;
	return 0;
}
