// Package syntax turns the text of a Python 3.11 program into a syntax tree.
//
// It has three layers, each in files of its own:
//
//   - The scanner (token.go, scanner.go, number.go, source.go) reads bytes and yields tokens. It knows
//     indentation, implicit and explicit line joining, PEP 263 encodings, and every lexical error.
//   - The parser (parser.go and the parser_*.go files) is a recursive-descent parser with a precedence climber for
//     operators. It reads the tokens left to right, with one token of look-ahead nearly everywhere; the three
//     places that cannot be decided locally (soft keywords, parenthesised with-items, lambda and assignment
//     targets) save the position and go back.
//   - The tree (ast.go) has one Go struct for each node of Python's abstract grammar, under the names that the
//     documentation of the module ast uses, so that a reader of that page can read this package.
//
// Parse is the door. A program that is not valid yields an *Error whose message, line, columns and text are
// those that CPython 3.11 reports, since people search for these texts and tools parse them. CPython finds them
// by parsing a second time with extra rules; here, too, the error rules (parser_invalid.go) run only after
// the plain parse has failed, so that valid programs do not pay for them.
//
// The package imports no other package of this module.
package syntax
