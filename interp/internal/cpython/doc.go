// Package cpython runs what CPython 3.11 compiled: it proves one of its code objects sound and translates it into register
// bytecode.
//
// CPython's code is for a stack machine. Its instructions are units of two bytes, some followed by units that its
// interpreter keeps inline caches in; tables beside them say where exceptions go and from where in the source each unit
// came. The steps here are:
//
//   - decode.go and tables.go read the units and the two tables;
//   - verify.go interprets the code abstractly: it finds what the stack holds at each instruction that can be reached,
//     which must not depend on the way there, and which variables are bound;
//   - translate.go walks the code once more. Each depth of the stack has a register above the variables. What an
//     instruction pushes often needs none: a variable, a constant, the cells of a closure stay names until somebody uses
//     them, so that LOAD_FAST a, LOAD_FAST b, BINARY_OP +, STORE_FAST c becomes one instruction.
//
// CPython trusts its compiler and checks nothing of this; a damaged .pyc file may crash it. Here Translate returns an
// error for whatever could make the virtual machine read what is not there, or take one kind of object for another.
package cpython
