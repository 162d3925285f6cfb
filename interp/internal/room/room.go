// Package room says how much memory one object may ask for.
//
// Go ends the process when the system refuses it memory, where Python raises
// MemoryError. So what grows by a number in the program is held against Bytes
// before it is made: what Linux would refuse one request for, by its default
// heuristic and the process's own limit.
package room

import (
	"math"

	"golang.org/x/sys/unix"
)

// Bytes is the size past which a request is refused: all memory and swap of the
// machine, or the limit of the process's address space if that is less.
var Bytes = ask()

func ask() int {
	n := uint64(1) << 36
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		n = (uint64(info.Totalram) + uint64(info.Totalswap)) * uint64(info.Unit)
	}
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &limit) == nil {
		n = min(n, limit.Cur)
	}
	return int(min(n, math.MaxInt64/16))
}

// For reports whether n items of size bytes each may be asked for.
func For(n, size int) bool { return n <= Bytes/size }
