// Package treewalk runs the syntax tree: the engine that does what the language reference says, node by node.
//
// A code object comes from the compiler, so that its names, constants, flags, errors and warnings are those of the VM. When
// it is first run, a [builder] turns its tree into closures with resolved variables: an [expr] gives a value, a [stmt] says
// how it ended, normally or by break, continue, return, an exception or a yield. Frames stand on the thread's one stack, so
// functions of both engines call each other.
//
// A generator is neither a goroutine nor a stack of its own. Every node with a yield inside keeps what it needs to go on in
// the frame: which part it is in (states) and the values so far (temps). A yield returns through all of them to whoever
// resumed the generator; resuming walks down again, each node going straight to the part that it was in. So a suspended
// generator is an ordinary object, which the collector may take.
package treewalk
