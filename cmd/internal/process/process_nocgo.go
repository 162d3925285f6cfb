//go:build !cgo

package process

import (
	"os/signal"
	"syscall"
)

// Settle returns the signals that the process was started with ignored, as far as Go's runtime knows: bit n-1 is signal n. That
// has opened /dev/null for the standard descriptors that were closed, so closed knows of none.
func Settle() (ignored uint64, closed [3]bool) {
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT} {
		if signal.Ignored(s) {
			ignored |= 1 << (s - 1)
		}
	}
	return ignored, closed
}
