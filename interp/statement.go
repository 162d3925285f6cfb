package interp

import (
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/object"
)

// This file defines what the prompt needs: whether the lines typed so far are a statement, and running it.

// Statements compiles what is typed at a prompt. Future imports of one statement hold for those after it.
type Statements struct {
	p      *Interpreter
	future int
	runner object.Value // the asyncio.Runner of statements that await
}

// NewStatements returns the compiler of one session at a prompt.
func (p *Interpreter) NewStatements() *Statements { return &Statements{p: p} }

// Await says whether await may stand outside functions. Such statements run in one event loop, that of an asyncio.Runner.
func (s *Statements) Await(on bool) {
	if s.future &^= pyCFAllowTopLevelAwait; on {
		s.future |= pyCFAllowTopLevelAwait
	}
}

// finish runs what a statement that awaits has returned.
func (s *Statements) finish(v object.Value) error {
	t := s.p.main
	if v.P == nil || v.P.Type != object.CoroutineType {
		return nil
	}
	if s.runner.P == nil {
		asyncio, err := s.p.Import("asyncio")
		if err != nil {
			return err
		}
		if s.runner, err = t.CallMethodString(asyncio, "Runner"); err != nil {
			return err
		}
	}
	_, err := t.CallMethodString(s.runner, "run", v)
	return err
}

// Compile compiles the lines typed so far, without the end of the last line. The code is nil if more lines must follow,
// as they must until an empty line ends a compound statement.
func (s *Statements) Compile(lines []string, filename string) (*object.Code, error) {
	last := lines[len(lines)-1]
	blank := strings.TrimSpace(last) == ""
	if blank && last != "" && len(lines) > 1 {
		return nil, nil // only a line without spaces ends a block
	}
	t, src := s.p.main, strings.Join(lines, "\n")
	whole := []byte(src + "\n")
	const trial = pyCFDontImplyDedent | pyCFAllowIncompleteInput | quiet
	if _, err := s.p.parse(t, []byte(src), true, filename, "single", compileFlags{flags: s.future | trial}); err != nil {
		if !object.ErrorIs(err, object.SyntaxErrorType) {
			return nil, err
		}
		_, err = s.p.parse(t, whole, true, filename, "single", compileFlags{flags: s.future | trial})
		if err == nil || errorText(t, err) == "incomplete input" {
			if !blank || len(lines) == 1 {
				return nil, nil
			}
			// An empty line ends every statement but one with an open bracket or string.
			_, err = s.p.parse(t, whole, true, filename, "single", compileFlags{flags: s.future | quiet})
			if err != nil && endsOpen(errorText(t, err)) {
				return nil, nil
			}
		}
	}
	return s.compile(whole, filename)
}

// CompileLast compiles lines after which the input ends.
func (s *Statements) CompileLast(lines []string, filename string) (*object.Code, error) {
	return s.compile([]byte(strings.Join(lines, "\n")+"\n"), filename)
}

func (s *Statements) compile(src []byte, filename string) (*object.Code, error) {
	code, err := s.p.compile(s.p.main, src, true, filename, "single", compileFlags{flags: s.future, optimize: -1})
	if err != nil {
		return nil, err
	}
	s.future |= int(code.Flags) & int(bytecode.FutureMask)
	return code, nil
}

// errorText is the message of a SyntaxError.
func errorText(t *object.Thread, err error) string {
	v, aerr := t.GetAttrString(object.ToException(err).Value(), "msg")
	if aerr != nil {
		return ""
	}
	s, _ := object.AsStr(v)
	if s == nil {
		return ""
	}
	return s.String()
}

// endsOpen reports whether a message of the parser says that the text ended inside a bracket, a string of three quotes
// or a line that goes on.
func endsOpen(msg string) bool {
	return strings.HasSuffix(msg, "was never closed") || strings.HasPrefix(msg, "unterminated triple-quoted") ||
		strings.HasPrefix(msg, "unexpected EOF")
}

// Exec runs a statement that Compile returned, in __main__, and flushes the standard streams.
func (s *Statements) Exec(code *object.Code) error {
	g := s.p.Main()
	err := s.p.main.Guard(func() error {
		v, err := code.Body.Exec(s.p.main, code, g, g.Value(), nil)
		if err == nil {
			err = s.finish(v)
		}
		return err
	})
	s.p.FlushStd()
	return err
}

// Sys returns a value of the module sys.
func (p *Interpreter) Sys(name string) (object.Value, bool) { return p.in.Sys.GetString(name) }

// SetSys sets a name of the module sys.
func (p *Interpreter) SetSys(name string, v object.Value) { p.in.Sys.SetString(name, v) }

// Module returns a module that has been imported.
func (p *Interpreter) Module(name string) (object.Value, bool) { return p.in.Modules.GetString(name) }

// Builtins is the namespace of the module builtins.
func (p *Interpreter) Builtins() *object.Dict { return p.in.Builtins }

// RunSignals runs the handlers of the signals that have come.
func (p *Interpreter) RunSignals() error { return RunSignals(p.main) }
