package syntax

import "errors"

// Mode says what a source text is, as the third argument of Python's compile does.
type Mode uint8

// The modes: a file, an expression, one interactive statement, a signature type comment.
const (
	Exec Mode = iota
	Eval
	Single
	FuncType
)

// FutureFlags are the features of __future__ that change how a program is read.
type FutureFlags uint8

// BarryAsBDFL replaces != by <> (from __future__ import barry_as_FLUFL).
const BarryAsBDFL FutureFlags = 1

// WarningKind is the category of a warning that reading a program can issue.
type WarningKind uint8

// The categories.
const (
	DeprecationWarning WarningKind = iota
	SyntaxWarning
)

// Warning is something questionable in a program that is still valid.
type Warning struct {
	Kind WarningKind
	Msg  string
	Line int
}

// ErrWarningRaised is what Options.Warn returns when the warning filters turn the warning into an exception of its
// own category: Parse then fails with a SyntaxError that has the warning's text.
var ErrWarningRaised = errors.New("warning raised")

// ErrUnknownEncoding is what Options.Decode returns for an encoding that does not exist; Parse makes it a SyntaxError.
var ErrUnknownEncoding = errors.New("unknown encoding")

// Options says how to read a source text. The zero value reads a file of Python 3.11 in UTF-8.
type Options struct {
	Filename string
	Mode     Mode
	// FromFile says that the interpreter read the source from the file called Filename to run it, rather than that it
	// was given to compile: CPython then words problems with the encoding otherwise, and finds more of them.
	FromFile bool
	// SourceIsText says that the source was a str, not bytes: it is UTF-8 whatever its coding cookie says.
	SourceIsText bool
	// Decode turns source bytes of an encoding other than UTF-8, Latin-1 and ASCII into UTF-8, or fails with
	// ErrUnknownEncoding or an error that Parse returns as it is. The name is as the coding cookie spells it.
	// A nil Decode knows no further encodings.
	Decode func(encoding string, src []byte) ([]byte, error)
	// DontImplyDedent makes the end of the text not close open blocks unless a newline came last
	// (PyCF_DONT_IMPLY_DEDENT), as an interactive prompt needs.
	DontImplyDedent bool
	// AllowIncompleteInput reports text that ends too early as "incomplete input" (PyCF_ALLOW_INCOMPLETE_INPUT).
	AllowIncompleteInput bool
	// TopLevelAwait is PyCF_ALLOW_TOP_LEVEL_AWAIT. The parser accepts await everywhere; compilers read the flag.
	TopLevelAwait bool
	// TypeComments is PyCF_TYPE_COMMENTS: comments such as "# type: int" are tokens of the grammar and end up in the
	// tree (PEP 484, "Type comments").
	TypeComments bool
	// FeatureVersion is the minor version of the grammar to accept, 0 for the newest.
	FeatureVersion int
	// Future holds features that are on from the start.
	Future FutureFlags
	// MaxIntDigits limits the decimal digits of an int literal, as sys.set_int_max_str_digits does: 0 is the default
	// of 4300, negative no limit.
	MaxIntDigits int
	// FileLine returns a line of the file called Filename, with its line end. CPython reads the text that it shows
	// for an error of the parser from that file again, in mode Exec, if it can. Nil means that there is no such file.
	FileLine func(line int) (text string, ok bool)
	// Warn receives warnings; nil drops them. An error it returns ends the parse.
	Warn func(Warning) error

	declared bool             // the source has a byte order mark or a coding cookie
	raised   map[string]error // what Warn returned other than nil, by message
}
