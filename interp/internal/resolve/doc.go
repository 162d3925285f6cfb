// Package resolve computes the symbol tables of a program: for each block (module, class body, function, lambda,
// comprehension) which names it mentions, and for each name whether it is a local variable, a cell (a local that an inner
// function uses), a free variable (a local of an outer function), or global.
//
// It works in two passes, as CPython's symtable does. The first (visit.go) walks the tree and notes what each block does
// with each name: binds it, uses it, declares it global. The second (analyze.go) walks the blocks from the
// outside in and decides the scopes. Both report the errors that the language defines here, such as a nonlocal without a
// binding, with CPython's texts.
//
// Class bodies are the odd ones: their names are invisible to the functions inside them, but for __class__, the cell that
// makes super() work.
package resolve
