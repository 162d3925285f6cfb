// This file looks at the process as whoever started it left it, before Go's runtime has its own signal handlers and
// descriptors. It runs with the constructors of the C library.
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

uint64_t mb_ignored;   // the signals that are ignored, 1 << (number-1)
int mb_closed;         // the standard descriptors that are closed, 1 << descriptor: the runtime opens /dev/null for them
int mb_low[64], mb_nlow; // the descriptors that are taken so that the runtime's own come behind them

__attribute__((constructor)) static void look(void) {
	for (int n = 1; n <= 64; n++) {
		struct sigaction act;
		if (sigaction(n, 0, &act) == 0 && !(act.sa_flags & SA_SIGINFO) && act.sa_handler == SIG_IGN) mb_ignored |= (uint64_t)1 << (n - 1);
	}
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0) mb_closed |= 1 << fd;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null < 0) return;
	for (;;) {
		int fd = fcntl(null, F_DUPFD_CLOEXEC, 3);
		if (fd < 0) { // the process may have no more: the runtime needs some
			for (int i = 0; i < 8 && mb_nlow > 0; i++) close(mb_low[--mb_nlow]);
			break;
		}
		if (fd >= 64) {
			close(fd);
			break;
		}
		mb_low[mb_nlow++] = fd;
	}
	if (null < 3 || null >= 64) close(null);
	else mb_low[mb_nlow++] = null;
}
