package syntax

// ErrorKind is the Python exception class that an Error stands for.
type ErrorKind uint8

// The exception classes that reading a program can raise. The last three come without a position.
const (
	SyntaxError ErrorKind = iota
	IndentationError
	TabError
	ValueError
	MemoryError
	RecursionError
)

var errorKindNames = [...]string{"SyntaxError", "IndentationError", "TabError", "ValueError", "MemoryError", "RecursionError"}

// String returns the name of the exception class.
func (k ErrorKind) String() string { return errorKindNames[k] }

// Error is the failure of Parse. Line and EndLine count from 1; Col and EndCol count characters from 1, and are
// the offset and end_offset of the Python exception; a Line of 0 means that there is no position (None), and an EndCol
// of -1 that only that is None. Text is the
// source line with its line end; HasText is false where CPython leaves text as None.
type Error struct {
	Kind            ErrorKind
	Msg             string
	Filename        string
	Line, Col       int
	EndLine, EndCol int
	Text            string
	HasText         bool
	// Late is true of what the resolver finds and of unknown features of the future: the exception's args are the message alone, as its place became known later.
	Late bool
}

// Error returns the class and the message, without the position.
func (e *Error) Error() string { return e.Kind.String() + ": " + e.Msg }
