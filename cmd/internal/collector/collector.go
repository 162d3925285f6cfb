// Package collector sets Go's collector and heap up for Python programs. It does so while the program's packages are
// initialised, as soon as it can: what they allocate before it lies in small pages, of which each costs 4 us.
package collector

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The collector's settings. Go's default, to let the heap double between two collections, suits services with
// large heaps. A Python program makes many short-lived objects in a small heap: with 4 MB alive after start-up the
// collector would run all the time. So the heap may always grow to minHeap before it is collected (which takes a
// tenth to a quarter off our benchmarks' processor time; start-up alone does not reach it and stays below), a
// heap of middle size may grow by heapGrowth percent, and a large one by maxHeadroom more than its own size, so
// that a program that keeps 500 MB does not take 2.5 GB.
const (
	minHeap     = 32 << 20
	heapGrowth  = 300
	maxHeadroom = 256 << 20
	// goHeapMin is the heap that the runtime collects first at 100 percent, whatever is alive.
	goHeapMin = 4 << 20
)

// growthFor is the percentage that a heap of which live bytes were alive may grow by.
func growthFor(live uint64) int {
	live = max(live, goHeapMin)
	headroom := min(live*heapGrowth/100, live+maxHeadroom)
	if live < minHeap {
		headroom = max(headroom, minHeap-live)
	}
	return int(headroom * 100 / live)
}

// sentinel is an object whose finalizer runs once after each collection. It is not of the size and kind that the
// runtime packs several of into one block, which lives as long as any of them.
type sentinel struct {
	percent int
	grown   bool // hugeHeap has been asked for
	self    *sentinel
}

// Go initialises packages in the order of their paths where their imports allow it, so this runs before the object model
// and the modules make their tables. The environment variable GOGC keeps Go's own settings.
func init() {
	if os.Getenv("GOGC") != "" {
		return
	}
	skipSmall()
	hugePages[[startHeap/4 + 1<<20]byte](startHeap)
	s := &sentinel{percent: minHeap * 100 / goHeapMin}
	debug.SetGCPercent(s.percent)
	runtime.SetFinalizer(s, retune)
}

// How much of the heap is asked to lie in huge pages: at the start, and from the first collection on. With 64 MB, which is
// what a small heap grows to between two collections, a program that keeps 30 MB and so grows to 150 spent 0.3 of its
// 0.75 s on 24,000 page faults; with 256 MB it takes 0.43 s. Go's tables for as much cost 80 faults, and start-up needs 6 MB.
const (
	startHeap = 32 << 20
	hugeHeap  = 256 << 20
	hugePage  = 2 << 20
)

// skipSmall takes what the runtime has mapped of the huge page in which its heap begins, with blocks that nobody writes to.
// They take no memory, and go with the first collection. The heap grows from its lowest free address on, so without this
// start-up would use that part first, in pages of 4 KB: up to 600 faults of 4 us.
func skipSmall() {
	const block = 64 << 10
	for range hugePage / block {
		at := uintptr(unsafe.Pointer(unsafe.SliceData(make([]byte, block))))
		if at%hugePage+block >= hugePage {
			break
		}
	}
}

// hugePages makes the runtime map the next size bytes of the heap, a power of two, and asks the kernel for huge pages there.
// Without it a program that makes many objects spends a tenth of its time on 20,000 page faults and on misses in the address
// cache. Where the kernel has no huge pages, nothing changes. T is more than a quarter as large as size.
//
// The part is the stack of a goroutine that ends at once: nobody writes to it, so that it takes no memory, and a stack is
// given back to the heap without a collection, which would take 2 ms.
func hugePages[T any](size uintptr) {
	done := make(chan struct{})
	go func() {
		var top byte
		adviseBelow[T](&top, uintptr(unsafe.Pointer(&top)), size, nil)
		close(done)
	}()
	<-done
}

// adviseBelow has a frame with room for two T, the argument and the value, so that the runtime, which doubles stacks, moves
// this one to one of size bytes, which it gives the kernel advice on. was is the address of top before the call.
//
//go:noinline
func adviseBelow[T any](top *byte, was, size uintptr, w *T) {
	if w != nil {
		takeWide(*w)
		return
	}
	at := uintptr(unsafe.Pointer(top))
	if at == was {
		return
	}
	const page = 4096
	low := (at - size + 2*page) &^ (page - 1)
	high := low + size - 2*page
	// What lies below in the same huge page is taken by skipSmall, and as untouched.
	low &^= hugePage - 1
	// An error means small pages, as before.
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, low, high-low, unix.MADV_HUGEPAGE)
}

//go:noinline
func takeWide[T any](w T) { runtime.KeepAlive(&w) }

// deep is nearly as large as the stack of the main thread gets in start-up.
type deep [192 << 10]byte

// GrowStack makes the stack of the goroutine that runs Python as large as it will be in any case. By doubling from 8 KB it
// is copied five times, to pages that are touched for the first time: 120 faults.
func GrowStack() { growStack(nil) }

//go:noinline
func growStack(d *deep) {
	if d != nil {
		takeDeep(*d)
	}
}

//go:noinline
func takeDeep(d deep) { d[len(d)-1]++ }

// retune sets the percentage by what the last collection found alive.
func retune(s *sentinel) {
	if !s.grown {
		s.grown = true
		hugePages[[hugeHeap/4 + 4<<20]byte](hugeHeap)
	}
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if p := growthFor(sample[0].Value.Uint64()); p != s.percent {
		s.percent = p
		debug.SetGCPercent(p)
	}
	runtime.SetFinalizer(s, retune)
}
