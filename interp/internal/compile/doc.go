// Package compile turns a syntax tree into register code for the virtual machine.
//
// Compile resolves the names of the whole program (package resolve), then walks the tree once and emits the
// instructions of each block into a unit, which assemble turns into a bytecode.Code. Three ideas carry the walk:
//
//   - An expression is compiled into a wanted register (expr), or the compiler asks in which register its value
//     already is (operand). A local variable is a register, so x = a + b is one ADD. A register of a local variable
//     is only written by an expression's last instruction: when an exception interrupts x = f(y), x keeps its value.
//   - Temporaries are a stack above the local variables: top is the lowest free register. A call's function and
//     arguments lie at the top of it, since the callee's window begins there.
//   - Each label carries the set of local variables that are certainly bound when control reaches it (assigned.go);
//     only a read of another one needs a CHECK.
//
// Blocks that need work when control leaves them (loops, try, with) are on a stack of frame blocks; break, continue and
// return unwind it, and emit the finally bodies once more in place, as CPython does.
//
// Constant folding, docstrings, -O, the errors and the warnings are those of CPython 3.11, as are the source
// positions of the instructions that can fail, since tracebacks underline them.
package compile
