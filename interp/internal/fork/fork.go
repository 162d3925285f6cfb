// Package fork forks a process that runs Go.
//
// A child of fork has one thread, that which forked; Go's runtime in it would miss all its others and hang at the next collection.
// So the others are made anew in the child. Before it forks, the caller stops all threads with a signal; each stands in the
// signal's handler, and what it did is in the frame that the kernel has put on its signal stack. In the child,
// a thread is cloned for each of them, with its thread-local storage, and returns from that same frame: the kernel gives it its
// registers, signal mask and signal stack back, and it goes on with the instruction, or makes the system call again, at which it
// was interrupted. Since all threads stood still when memory was copied, the child has the runtime's locks, lists and
// waiting threads as they were.
//
// What else tells a thread or a process from another is put right: thread ids where the C library and the runtime keep them, lists of
// robust mutexes, restartable sequences, and the runtime's epoll instance, which would otherwise be the parent's too. The offsets
// that this needs are found by their values when they are first needed, and held against two threads; if one is not found,
// [Fork] says that it cannot.
//
// Threads that are in C or in a system call that blocks are not made anew: what they do there is the parent's business. For the
// runtime they stay in that call. So a goroutine that did something else goes on in the child, and one that was in such a call
// never returns from it.
package fork

import (
	"errors"
	"time"
)

// ErrUnsupported is the error where forking is not possible: on other systems, without cgo, or beside a runtime whose insides are not found.
var ErrUnsupported = errors.ErrUnsupported

// Report tells what a fork took.
type Report struct {
	// Tries is how often the threads were stopped until none stood in an awkward place.
	Tries int
	// Resumed and Lost count the threads that the child has again, and those that it has not.
	Resumed, Lost int
	// Stopped is how long they stood still.
	Stopped time.Duration
}
