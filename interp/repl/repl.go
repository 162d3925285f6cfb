// Package repl is the interactive prompt: it reads statements, runs each when it is complete and shows what came of it,
// as python3 does. On a terminal lines are edited, remembered and completed; from a pipe they are only read.
package repl

import (
	"errors"
	"io"
	"os"
	"regexp"
	"strings"

	"memphis/interp"
	"memphis/interp/object"
)

// Config says how a session begins.
type Config struct {
	// Banner is printed first, to standard error; "" for none.
	Banner string
	// Startup is a file of Python that runs before the first prompt (PYTHONSTARTUP); "" for none.
	Startup string
	// History is the file that keeps the lines typed on a terminal; "" for none.
	History string
	// Await takes await, async for and async with outside functions.
	Await bool
}

// filename is how tracebacks call what is typed.
const filename = "<stdin>"

// errInterrupt is the error of reading a line that Ctrl-C ended.
var errInterrupt = errors.New("interrupted")

// lineReader reads a line after showing a prompt. It returns io.EOF at the end of the input, and errInterrupt.
type lineReader interface {
	readLine(prompt string) (string, error)
	// follow tells the lines of the statement so far, before the next one is read.
	follow(lines []string)
	// pasted is the line that readLine will return next, if it has been pasted already.
	pasted() (line string, ok bool)
	close()
}

// Run reads and runs statements from standard input until it ends. Its error is what ends the program with it:
// SystemExit, or the KeyboardInterrupt that the last statement ended with, which has been printed.
func Run(p *interp.Interpreter, c Config) error {
	if c.Banner != "" {
		_, _ = io.WriteString(os.Stderr, c.Banner+"\n")
	}
	if c.Startup != "" {
		if err := startup(p, c.Startup); err != nil {
			return err
		}
	}
	if err := interactiveHook(p); err != nil {
		return err
	}
	for name, text := range map[string]string{"ps1": ">>> ", "ps2": "... "} {
		if _, ok := p.Sys(name); !ok {
			p.SetSys(name, object.StrValue(text))
		}
	}
	in := openReader(p, c.History)
	defer in.close()
	s := session{p: p, in: in, statements: p.NewStatements()}
	s.statements.Await(c.Await)
	for {
		err := s.statement()
		switch {
		case err == io.EOF:
			return s.last
		case err != nil:
			return err
		}
	}
}

// startup runs the user's file of PYTHONSTARTUP; its errors are only printed.
func startup(p *interp.Interpreter, path string) error {
	src, err := os.ReadFile(path)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			_, _ = io.WriteString(os.Stderr, "Could not open PYTHONSTARTUP\n")
			err = object.OSErrorOf(pe.Err, object.StrValue(path))
		}
		return show(p, err)
	}
	if err := p.Run(src, path); err != nil {
		return show(p, err)
	}
	return nil
}

// interactiveHook calls sys.__interactivehook__, unless it is the one of site: that one sets up GNU readline, whose work
// is done here.
func interactiveHook(p *interp.Interpreter) error {
	hook, ok := p.Sys("__interactivehook__")
	if !ok {
		return nil
	}
	t := p.Thread()
	if name, err := t.GetAttrString(hook, "__qualname__"); err == nil {
		if s, ok := object.AsStr(name); ok && s.String() == "enablerlcompleter.<locals>.register_readline" {
			return nil
		}
	}
	if _, err := t.Call(hook); err != nil {
		_, _ = io.WriteString(os.Stderr, "Failed calling sys.__interactivehook__\n")
		return show(p, err)
	}
	return nil
}

// session is the state between two statements.
type session struct {
	p          *interp.Interpreter
	in         lineReader
	statements *interp.Statements
	// last is the KeyboardInterrupt that the last statement ended with.
	last error
}

// statement reads and runs one statement. Its error ends the session.
func (s *session) statement() error {
	var lines []string
	for {
		name := "ps1"
		if len(lines) > 0 {
			name = "ps2"
		}
		s.in.follow(lines)
		line, err := s.in.readLine(s.prompt(name))
		switch {
		case errors.Is(err, errInterrupt):
			_, _ = io.WriteString(os.Stderr, "\nKeyboardInterrupt\n")
			return nil
		case err == io.EOF && len(lines) > 0:
			return s.end(lines)
		case err != nil:
			if err == io.EOF {
				_, _ = io.WriteString(os.Stderr, "\n")
			}
			return err
		}
		if len(lines) == 0 && (strings.TrimSpace(line) == "" || strings.HasPrefix(strings.TrimSpace(line), "#")) {
			return nil
		}
		lines = append(lines, line)
		next, pasted := s.in.pasted()
		if pasted && line == "" && len(lines) > 1 && (next == "" || next[0] == ' ') {
			continue // pasted blocks may have empty lines in them
		}
		code, cerr := s.statements.Compile(lines, filename)
		if cerr != nil {
			return show(s.p, cerr)
		}
		if code == nil && pasted && ends(next) {
			code, _ = s.statements.Compile(append(lines, ""), filename)
		}
		if code != nil {
			return s.run(code)
		}
	}
}

// clause matches the beginnings of lines that go on with a compound statement.
var clause = regexp.MustCompile(`^(?:else|elif|except|finally|case)\b|^[)\]}#]|^$`)

// ends reports whether a pasted line ends the block before it, without the empty line that ends one that is typed.
func ends(line string) bool {
	return !strings.HasPrefix(line, " ") && !clause.MatchString(line)
}

// end runs what the end of the input left unfinished: the end closes blocks, but neither brackets nor strings.
func (s *session) end(lines []string) error {
	_, _ = io.WriteString(os.Stderr, "\n")
	code, err := s.statements.CompileLast(lines, filename)
	if err != nil {
		return show(s.p, err)
	}
	return s.run(code)
}

// run executes a statement and prints what it raised.
func (s *session) run(code *object.Code) error {
	err := s.statements.Exec(code)
	s.last = nil
	if err == nil {
		return nil
	}
	if err := show(s.p, err); err != nil {
		return err
	}
	if object.ErrorIs(object.ToException(err), object.KeyboardInterruptType) {
		s.last = interp.Interrupted
	}
	return nil
}

// show prints an exception; SystemExit is returned instead.
func show(p *interp.Interpreter, err error) error {
	if object.ErrorIs(object.ToException(err), object.SystemExitType) {
		return err
	}
	p.PrintError(err)
	p.FlushStd()
	return nil
}

// prompt is the text of sys.ps1 or sys.ps2, which may be any object; "" if it has none.
func (s *session) prompt(name string) string {
	v, ok := s.p.Sys(name)
	if !ok {
		return ""
	}
	text, err := s.p.Thread().Str(v)
	if err != nil {
		return ""
	}
	return text.String()
}
