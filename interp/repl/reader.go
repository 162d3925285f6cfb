package repl

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/peterh/liner"
	"golang.org/x/term"

	"memphis/interp"
	"memphis/interp/object"
)

// This file defines where lines come from: the line editor on a terminal, else standard input as it is.

// openReader chooses the reader for standard input.
func openReader(p *interp.Interpreter, history string) lineReader {
	if term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd())) && liner.TerminalSupported() {
		if r := newEditor(p, history); r != nil {
			return r
		}
	}
	return &plain{p: p, in: bufio.NewReader(os.Stdin)}
}

// plain reads lines without editing; the prompt goes to standard error.
type plain struct {
	p       *interp.Interpreter
	in      *bufio.Reader
	pending chan read
}

type read struct {
	line string
	err  error
}

// signalInterval is how often a waiting prompt looks for signals whose handlers are in Python.
const signalInterval = 50 * time.Millisecond

func (r *plain) readLine(prompt string) (string, error) {
	_, _ = io.WriteString(os.Stderr, prompt)
	if r.pending == nil {
		r.pending = make(chan read, 1)
		go func(c chan read) {
			line, err := r.in.ReadString('\n')
			if line != "" {
				err = nil
			}
			c <- read{strings.TrimSuffix(line, "\n"), err}
		}(r.pending)
	}
	tick := time.NewTicker(signalInterval)
	defer tick.Stop()
	for {
		var got read
		done := false
		r.p.Thread().Unlocked(func() {
			select {
			case got = <-r.pending:
				done = true
			case <-tick.C:
			}
		})
		if done {
			r.pending = nil
			return strings.ToValidUTF8(got.line, "\ufffd"), got.err
		}
		if err := r.p.RunSignals(); err != nil {
			return "", interrupted(r.p, err)
		}
	}
}

func (r *plain) close() {}

// interrupted is the error of reading a line during which a signal's handler raised err.
func interrupted(p *interp.Interpreter, err error) error {
	if object.ErrorIs(object.ToException(err), object.KeyboardInterruptType) {
		return errInterrupt
	}
	if err := show(p, err); err != nil {
		return err
	}
	return errInterrupt
}

// editor edits lines on a terminal. Between two lines the terminal is as it was, for the program that runs then.
type editor struct {
	p               *interp.Interpreter
	line            *liner.State
	normal, editing liner.ModeApplier
	history         string
}

func newEditor(p *interp.Interpreter, history string) lineReader {
	normal, err := liner.TerminalMode()
	if err != nil {
		return nil
	}
	e := &editor{p: p, line: liner.NewLiner(), normal: normal, history: history}
	if e.editing, err = liner.TerminalMode(); err != nil {
		_ = e.line.Close()
		return nil
	}
	e.line.SetCtrlCAborts(true)
	e.line.SetTabCompletionStyle(liner.TabPrints)
	e.line.SetWordCompleter(func(line string, pos int) (string, []string, string) {
		runes := []rune(line)
		head, tail := string(runes[:pos]), string(runes[pos:])
		word := lastName(head)
		return strings.TrimSuffix(head, word), complete(p, word), tail
	})
	if history != "" {
		if f, err := os.Open(history); err == nil {
			// A history that cannot be read is only a shorter one.
			_, _ = e.line.ReadHistory(f)
			_ = f.Close()
		}
	}
	_ = normal.ApplyMode()
	return e
}

func (e *editor) readLine(prompt string) (string, error) {
	// The editor measures the prompt, so it takes one line without control characters.
	if i := strings.LastIndexByte(prompt, '\n'); i >= 0 {
		_, _ = io.WriteString(os.Stdout, prompt[:i+1])
		prompt = prompt[i+1:]
	}
	prompt = printable(prompt)
	if err := e.editing.ApplyMode(); err != nil {
		return "", err
	}
	var line string
	var err error
	e.p.Thread().Unlocked(func() { line, err = e.line.Prompt(prompt) })
	_ = e.normal.ApplyMode()
	if serr := e.p.RunSignals(); serr != nil {
		return "", interrupted(e.p, serr)
	}
	switch {
	case err == liner.ErrPromptAborted:
		return "", errInterrupt
	case err != nil:
		return "", io.EOF
	}
	if strings.TrimSpace(line) != "" {
		e.line.AppendHistory(line)
	}
	return line, nil
}

// close keeps the history and leaves the terminal as it was.
func (e *editor) close() {
	if e.history != "" {
		if err := os.MkdirAll(filepath.Dir(e.history), 0o700); err == nil {
			if f, err := os.OpenFile(e.history, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err == nil {
				_, _ = e.line.WriteHistory(f)
				_ = f.Close()
			}
		}
	}
	_ = e.line.Close()
	_ = e.normal.ApplyMode()
}

// printable is text without control characters and the escape sequences that colour it.
func printable(text string) string {
	var b strings.Builder
	escape := false
	for _, r := range text {
		switch {
		case r == '\x1b':
			escape = true
		case escape:
			escape = !(r >= '@' && r <= '~') || r == '['
		case unicode.IsPrint(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
