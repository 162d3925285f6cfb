package native

import (
	"errors"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"
)

func enter(s *State)

func getg() uintptr

// Goroutine returns the address of the runtime's record of the goroutine that calls.
func Goroutine() uintptr { return getg() }

// Enter runs the code at s.Code until it leaves. s must be set up by [State.Init].
func (s *State) Enter() { enter(s) }

// Init makes s ready for Enter.
func (s *State) Init() { s.Marking = marking() }

// Supported reports whether machine code can be made and run.
func Supported() bool { return marking() != 0 && memory.ready() }

// Executable memory is a file in memory, mapped once for writing and once for running, so that no page is ever both and code
// can be added while other goroutines run what is there. It is not given back: codes that are compiled are few, and when
// maxMemory is full there are no more of them.
const (
	arenaSize = 1 << 20
	maxMemory = 64 << 20
)

type arenas struct {
	sync.Mutex
	write, run []byte // what is left of the newest arena, in both mappings
	total      int
	err        error
}

var memory arenas

func (m *arenas) ready() bool {
	m.Lock()
	defer m.Unlock()
	return m.err == nil && (len(m.write) > 0 || m.grow() == nil)
}

func (m *arenas) grow() error {
	if m.total += arenaSize; m.total > maxMemory {
		m.err = errors.New("native: no room for more code")
		return m.err
	}
	fd, err := unix.MemfdCreate("memphis-code", unix.MFD_CLOEXEC)
	if err != nil {
		m.err = err
		return err
	}
	defer unix.Close(fd)
	if err = unix.Ftruncate(fd, arenaSize); err == nil {
		if m.write, err = unix.Mmap(fd, 0, arenaSize, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED); err == nil {
			m.run, err = unix.Mmap(fd, 0, arenaSize, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_SHARED)
		}
	}
	if err != nil {
		m.write, m.run = nil, nil
	}
	m.err = err
	return err
}

// Place puts code, which must not depend on where it lies, into executable memory and returns its address.
func Place(code []byte) (uintptr, error) {
	m := &memory
	m.Lock()
	defer m.Unlock()
	if len(code) > arenaSize {
		return 0, errors.New("native: code too long")
	}
	if m.err != nil {
		return 0, m.err
	}
	if len(code) > len(m.write) {
		if err := m.grow(); err != nil {
			return 0, err
		}
	}
	at := uintptr(unsafe.Pointer(&m.run[0]))
	copy(m.write, code)
	n := min((len(code)+63)&^63, len(m.write))
	m.write, m.run = m.write[n:], m.run[n:]
	return at, nil
}

// Hold keeps Place waiting until the function is called that it returns: while the process forks. A child shares its parent's
// code, which never changes once it is placed, and must not write where the parent will.
func Hold() (release func(child bool)) {
	m := &memory
	m.Lock()
	return func(child bool) {
		if child {
			m.write, m.run = nil, nil
		}
		m.Unlock()
	}
}

// storePointer is read by marking: a store of a pointer that needs a write barrier.
//
//go:noinline
func storePointer(to **State, p *State) { *to = p }

// marking is the address of the runtime's flag that write barriers are on, 0 if it was not found. The runtime has no name for
// it that a package may use, but the compiler makes every store of a pointer compare it with 0, so it is read from such a store:
// CMPL flag(IP), $0 is 83 3d, four bytes of distance from the end of the instruction, and 00.
var marking = sync.OnceValue(func() uintptr {
	f := storePointer
	at := **(**unsafe.Pointer)(unsafe.Pointer(&f))
	code := unsafe.Slice((*byte)(at), 64)
	for i := 0; i+7 <= len(code); i++ {
		if code[i] == 0x83 && code[i+1] == 0x3d && code[i+6] == 0 {
			return uintptr(int64(uintptr(at)) + int64(i) + 7 + int64(*(*int32)(unsafe.Pointer(&code[i+2]))))
		}
		if code[i] == 0xc3 {
			break
		}
	}
	return 0
})
