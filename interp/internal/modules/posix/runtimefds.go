package posix

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// runtimeFDs are the descriptors of Go's runtime: its epoll instance, what wakes that, and the files that tell the
// container's processor limit. A daemon closes all descriptors when it starts, and with these the process would end. So
// for Python they are not open: nothing can close them or put another file there. They are looked for when the first
// interpreter of a process is made.
var runtimeFDs = sync.OnceValue(func() (fds []int) {
	time.AfterFunc(time.Hour, func() {}).Stop() // the first timer makes the epoll instance
	const dir = "/proc/self/fd"
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		fd, _ := strconv.Atoi(e.Name())
		to, err := os.Readlink(filepath.Join(dir, e.Name()))
		if err == nil && fd > 2 && (to == "anon_inode:[eventpoll]" || to == "anon_inode:[eventfd]" || strings.Contains(to, "/cgroup/") && strings.Contains(filepath.Base(to), "cpu.")) {
			fds = append(fds, fd)
		}
	}
	return fds
})

// isRuntimes reports whether a descriptor is the runtime's.
func isRuntimes(fd int) bool { return fd > 2 && slices.Contains(runtimeFDs(), fd) }
