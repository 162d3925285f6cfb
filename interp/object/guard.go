package object

import (
	"fmt"
	"runtime/debug"
)

// This file defines what a panic in Go code becomes: it is a bug of ours, and must not end the process.

// Boundary is what a thread is doing where a panic is to be caught.
type Boundary struct {
	frame         any
	depth, nested int
	exc           *Exception
	args, reprs   int
}

// Boundary notes in b what the thread is doing. A result would be copied in wider pieces than it was just written in, for
// which the processor waits: 12 ns.
func (t *Thread) Boundary(b *Boundary) {
	b.depth, b.nested, b.exc, b.args, b.reprs = t.Depth, t.Nested, t.Exc, len(t.argStack), len(t.reprs)
	if t.Engine != nil {
		b.frame = t.Engine.Mark()
	}
}

// Recovered takes the thread back to the boundary b after the panic p, and returns it as a SystemError with the stack of
// the Go code. It must be called by the deferred function that recovered.
func (t *Thread) Recovered(b *Boundary, p any) error {
	err := Errorf(SystemErrorType, "Go panic: %s\n\n%s", fmt.Sprint(p), debug.Stack())
	if t.Engine != nil {
		t.Engine.Unwind(b.frame)
	}
	t.Depth, t.Nested, t.Exc = b.depth, b.nested, b.exc
	// Room that is given back must be empty, what deferred functions have popped in another order too.
	clear(t.argStack[min(b.args, len(t.argStack)):cap(t.argStack)])
	t.argStack, t.reprs = t.argStack[:min(b.args, len(t.argStack))], t.reprs[:min(b.reprs, len(t.reprs))]
	return err
}

// Guard runs f and returns its error, or what Recovered makes of a panic. It stands where a thread begins, so that running
// code pays nothing for it.
func (t *Thread) Guard(f func() error) (err error) {
	var b Boundary
	t.Boundary(&b)
	defer func() {
		if p := recover(); p != nil {
			err = t.Recovered(&b, p)
		}
	}()
	return f()
}
