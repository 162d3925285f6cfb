//go:build !(linux && amd64 && cgo)

package fork

// Signal is the signal that threads are stopped with: none here.
const Signal = 0

// Fork fails: it needs Linux, x86-64 and cgo.
func Fork() (pid int, r Report, err error) { return 0, r, ErrUnsupported }
