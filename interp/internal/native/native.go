// Package native holds what the VM needs to run machine code of its own making on x86-64 Linux: an assembler, executable
// memory, and the way into the code and back.
//
// The code runs on the goroutine's stack, of which it uses nothing but the return address. It calls Go by returning to [State.Enter]
// with the address of a function, which is called from there, so that nothing of the code is on the stack meanwhile. While it
// runs the goroutine cannot be stopped, so Go's collector can neither start to mark nor see a pointer that is only in a register. It
// writes pointers without the collector's write barrier, and is therefore not entered while the collector marks; and it looks,
// at each loop's end and each call, whether Go wants to stop the goroutine, and leaves then.
//
// Elsewhere than on x86-64 Linux, and where the kernel gives no executable memory, [Supported] reports false.
package native

import "unsafe"

// State is what passes between Go and machine code. The VM keeps one for each of its machines, whose fields the code reaches
// by their distance from it.
type State struct {
	Frame unsafe.Pointer // the frame, on the way in
	Regs  unsafe.Pointer // its registers
	Code  uintptr        // where to enter
	// Marking is the address of the word that says that Go's collector marks.
	Marking uintptr
	Int     unsafe.Pointer // the headers of ints and floats, which the code keeps in registers
	Float   unsafe.Pointer
	Why     uint64         // how the code was left
	Machine unsafe.Pointer // first argument of the Go functions that the code calls
}

// How machine code is left: Left and those that the code itself makes up, or Refused or Marked.
const (
	Refused = iota // it was not entered: the collector marks
	Marked         // the collector has begun to mark in a Go function that the code called
	Left           // the first that the code may give
)

// MaxWhy is more than all reasons, and all results of Go functions that are no addresses.
const MaxWhy = 64
