// Package sre executes regular expressions that CPython's re compiler has translated.
//
// Lib/re turns a pattern into an array of 32-bit code words; this package is the engine behind the
// module _sre that runs them. A pattern goes through three stages:
//
//  1. parse (parse.go) reads the code array into a small tree and rejects every array that the
//     compiler could not have made, so that a hostile array is an error and never a crash;
//  2. emit (emit.go, first.go) turns the tree into instructions. It knows for every place which
//     characters can come next, and so finds out where going back can never help: `\w+\s` loops
//     without leaving a choice behind;
//  3. run (run.go) is a backtracking machine with a stack of its own, so the depth of Go's stack does
//     not depend on the subject, and a million characters are as good as ten.
//
// Two instruction arrays are made from a pattern, each when it is first needed: one for subjects of
// bytes (bytes objects and ASCII strings, run in place) and one for subjects of code points. In the
// first every character class is a table of 256 booleans, whatever its flags were.
//
// Semantics are those of CPython 3.11's engine: how captures survive repeats, assertions and
// backtracking, which empty matches a repeat admits, what follows an empty match in an iteration.
// The interface speaks in positions; an index of a code point for wide subjects, of a byte otherwise.
package sre
