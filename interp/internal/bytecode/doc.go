// Package bytecode defines what the compiler hands to the virtual machine: the instruction set (opcode.go, info.go), the
// code object (code.go) with its compressed table of source positions (position.go), and tools on them: a
// disassembler, a verifier that proves a code object safe to run, and a serialiser for __pycache__.
//
// The machine is a register machine. A frame owns a window of at most 256 registers. The low ones are the function's local
// variables, so that x = a + b is one instruction; those above are temporaries, used like a stack: an expression
// leaves nothing behind above the register it was asked for. A call's function and arguments lie at the top of
// that stack, and the callee's window begins at its first argument, so that passing arguments copies nothing.
//
// There is no stack of blocks: an exception table says for each range of instructions where its handler is and which
// register receives the exception, so that try costs nothing until something is raised.
package bytecode
