//go:build cgo

package process

import (
	"syscall"
	"time"
)

/*
#include <stdint.h>
extern uint64_t mb_ignored;
extern int mb_closed;
extern int mb_low[64], mb_nlow;
*/
import "C"

// Settle gives back the low descriptors, so that the first file which Python opens is 3 as under python3. It returns the
// signals that the process was started with ignored, where bit n-1 is signal n, and which of the standard descriptors it was
// started without.
func Settle() (ignored uint64, closed [3]bool) {
	time.AfterFunc(time.Hour, func() {}).Stop() // the first timer makes the runtime's epoll instance
	for _, fd := range C.mb_low[:C.mb_nlow] {
		syscall.Close(int(fd))
	}
	C.mb_nlow = 0
	for fd := range closed {
		closed[fd] = C.mb_closed>>fd&1 != 0
	}
	return uint64(C.mb_ignored), closed
}
