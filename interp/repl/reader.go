package repl

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mattn/go-runewidth"
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

func (r *plain) follow([]string) {}

func (r *plain) pasted() (string, bool) { return "", false }

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
	input           *input
	normal, editing liner.ModeApplier
	history         string
	colours         bool
	open            string // the quote of a string that the lines so far leave open
	indent          string // what the next line of a block is to begin with
}

func newEditor(p *interp.Interpreter, history string) lineReader {
	normal, err := liner.TerminalMode()
	if err != nil {
		return nil
	}
	in, from, err := newInput()
	if err != nil {
		return nil
	}
	// The editor reads what os.Stdin is when it is made, and sets the modes of descriptor 0.
	stdin := os.Stdin
	os.Stdin = from
	e := &editor{p: p, line: liner.NewLiner(), input: in, normal: normal, history: history}
	os.Stdin = stdin
	e.colours = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
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
		return strings.TrimSuffix(head, word), complete(p, head, word), tail
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

// pasteTime is the time within which nobody types a line: it was pasted, on a terminal that does not mark pasted text.
const pasteTime = 30 * time.Millisecond

// follow says which line is expected: the next one of a statement whose lines so far are given, or the first one for none.
func (e *editor) follow(lines []string) {
	e.indent = ""
	if len(lines) == 0 {
		e.open = ""
		return
	}
	last := lines[len(lines)-1]
	if e.open != "" {
		return
	}
	text := strings.TrimRight(last, " \t")
	e.indent = last[:len(last)-len(strings.TrimLeft(last, " \t"))]
	if i := strings.IndexByte(text, '#'); i > 0 && !strings.ContainsAny(text[i:], `"'`) {
		text = strings.TrimRight(text[:i], " \t")
	}
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch {
	case strings.HasSuffix(text, ":"):
		e.indent += indent
	case slices.Contains([]string{"return", "pass", "break", "continue", "raise"}, word):
		e.indent = strings.TrimSuffix(e.indent, indent)
	}
}

// repaint colours the line that has just been entered, if it fits into one of the terminal.
func (e *editor) repaint(prompt, line string) {
	painted, open := coloured(line, e.open)
	e.open = open
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if !e.colours || err != nil || painted == line || runewidth.StringWidth(prompt+line) >= width {
		return
	}
	_, _ = io.WriteString(os.Stdout, "\x1b[1A\r\x1b[K"+prompt+painted+"\n")
}

// pasted is the next line of what has been pasted.
func (e *editor) pasted() (line string, ok bool) {
	lines := e.input.lines
	if len(lines) == 0 || len(lines) == 1 && lines[0] == "" {
		return "", false
	}
	return lines[0], true
}

// readPasted takes a line that was pasted and shows it like those that are typed. The last one, behind the last line's end,
// is left to the editor.
func (e *editor) readPasted(prompt string) string {
	line := e.input.lines[0]
	e.input.lines = e.input.lines[1:]
	shown := line
	painted, open := coloured(line, e.open)
	if e.open = open; e.colours {
		shown = painted
	}
	_, _ = io.WriteString(os.Stdout, prompt+shown+"\n")
	e.remember(line)
	return line
}

func (e *editor) remember(line string) {
	if strings.TrimSpace(line) != "" {
		e.line.AppendHistory(line)
	}
}

func (e *editor) readLine(prompt string) (string, error) {
	// The editor measures the prompt, so it takes one line without control characters.
	if i := strings.LastIndexByte(prompt, '\n'); i >= 0 {
		_, _ = io.WriteString(os.Stdout, prompt[:i+1])
		prompt = prompt[i+1:]
	}
	prompt = printable(prompt)
	if len(e.input.lines) > 1 {
		line := e.readPasted(prompt)
		if err := e.p.RunSignals(); err != nil {
			e.input.lines = nil
			return "", interrupted(e.p, err)
		}
		return line, nil
	}
	if len(e.input.lines) == 1 {
		if last := e.input.lines[0]; last != "" {
			e.indent = last
		}
		e.input.lines = nil
	}
	if err := e.editing.ApplyMode(); err != nil {
		return "", err
	}
	var line string
	var err error
	begun := time.Now()
	_, _ = io.WriteString(os.Stdout, markPastes)
	e.input.start(e.indent != "")
	e.p.Thread().Unlocked(func() { line, err = e.line.PromptWithSuggestion(prompt, e.indent, -1) })
	e.input.end()
	_, _ = io.WriteString(os.Stdout, unmarkPastes)
	if e.indent != "" && time.Since(begun) < pasteTime {
		line = strings.TrimPrefix(line, e.indent) // a pasted block has its own indentation
	} else if e.indent != "" && strings.TrimSpace(line) == "" {
		line = ""
	}
	_ = e.normal.ApplyMode()
	if err == nil {
		e.repaint(prompt, line)
	}
	if serr := e.p.RunSignals(); serr != nil {
		return "", interrupted(e.p, serr)
	}
	switch {
	case err == liner.ErrPromptAborted:
		return "", errInterrupt
	case err != nil:
		return "", io.EOF
	}
	e.remember(line)
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
