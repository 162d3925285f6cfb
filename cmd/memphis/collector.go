package main

import (
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
	self    *sentinel
}

// tuneCollector sets the collector up for Python programs, unless the environment variable GOGC did.
func tuneCollector(gogc string) {
	if gogc != "" {
		return
	}
	hugePages()
	s := &sentinel{percent: minHeap * 100 / goHeapMin}
	debug.SetGCPercent(s.percent)
	runtime.SetFinalizer(s, retune)
}

// hugeHeap is how much of the heap is asked to lie in huge pages. With 64 MB, which is what a small heap grows to between two
// collections, a program that keeps 30 MB and so grows to 150 spent 0.3 of its 0.75 s on 24,000 page faults; with 256 MB
// it takes 0.43 s.
const hugeHeap = 256 << 20

// hugePages makes the runtime map the heap's first part and asks the kernel for huge pages there. Without it a program
// that makes many objects spends a tenth of its time on 20,000 page faults and on misses in the address cache; start-up
// takes 3 MB more and no longer. Where the kernel has no huge pages, nothing changes.
//
// The part is the stack of a goroutine that ends at once: nobody writes to it, so that it takes no memory, and a stack is
// given back to the heap without a collection, which would take 2 ms.
func hugePages() {
	done := make(chan struct{})
	go func() {
		var top byte
		adviseBelow(&top, uintptr(unsafe.Pointer(&top)), nil)
		close(done)
	}()
	<-done
}

// wide is more than a quarter as large as hugeHeap: the frame of adviseBelow has two, the argument and the value, and
// stacks double.
type wide [hugeHeap/4 + 4<<20]byte

// adviseBelow has a frame with room for two wides, so that the runtime moves the stack to one of hugeHeap bytes, which it
// gives the kernel advice on. was is the address of top before the call.
//
//go:noinline
func adviseBelow(top *byte, was uintptr, w *wide) {
	if w != nil {
		takeWide(*w)
		return
	}
	at := uintptr(unsafe.Pointer(top))
	if at == was {
		return
	}
	const page = 4096
	low := (at - hugeHeap + 2*page) &^ (page - 1)
	// An error means small pages, as before.
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, low, hugeHeap-2*page, unix.MADV_HUGEPAGE)
}

//go:noinline
func takeWide(w wide) { w[len(w)-1]++ }

// retune sets the percentage by what the last collection found alive.
func retune(s *sentinel) {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if p := growthFor(sample[0].Value.Uint64()); p != s.percent {
		s.percent = p
		debug.SetGCPercent(p)
	}
	runtime.SetFinalizer(s, retune)
}
