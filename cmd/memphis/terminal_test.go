package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// prompt starts memphis on a terminal.
func prompt(t *testing.T, home string, env []string, args ...string) (*os.File, *screen) {
	t.Helper()
	return terminal(t, memphis(t), home, env, args...)
}

// terminal starts a program on a terminal of 24 lines.
func terminal(t *testing.T, program, home string, env []string, args ...string) (*os.File, *screen) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(environment(env...), "HOME="+home)
	cmd.Dir = home
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
		_ = cmd.Wait()
	})
	s := &screen{}
	go s.readFrom(tty)
	return tty, s
}

// escape matches what moves the cursor, colours or erases.
var escape = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// prompts matches a prompt at the end of what is shown; Memphis indents the lines of blocks.
var prompts = regexp.MustCompile(`(?:>>> |(\.\.\. ) *|\? )$`)

// settled waits until a prompt is the last that has been written, and returns all that has been, without what escape matches.
func (s *screen) settled(t *testing.T) string {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		s.mu.Lock()
		text := escape.ReplaceAllString(s.text.String(), "")
		shown := prompts.MatchString(text)
		if shown {
			s.text.Reset()
		}
		s.mu.Unlock()
		switch {
		case shown:
			return prompts.ReplaceAllString(text, "$1")
		case time.Now().After(end):
			t.Fatalf("no prompt, but %q", text)
		}
	}
}

// answers types lines at a prompt on a terminal, and returns what the terminal shows for each: between the end of the line and
// the next prompt.
func answers(t *testing.T, program string, args []string, lines []string) []string {
	t.Helper()
	home := t.TempDir()
	tty, s := terminal(t, program, home, []string{"TERM=xterm", "NO_COLOR=1", "PAGER=cat"}, args...)
	s.settled(t)
	var all []string
	for _, line := range lines {
		if _, err := tty.WriteString(line + "\r"); err != nil {
			t.Fatal(err)
		}
		s.wait(t, "\r\n")
		all = append(all, s.settled(t))
	}
	return all
}

// TestTerminalAnswers compares what prompts on a terminal answer with what python3's own shows there, byte for byte.
func TestTerminalAnswers(t *testing.T) {
	if !withLibpython {
		t.Skip("help() starts a pager, which needs _posixsubprocess")
	}
	lines := []string{
		"import sys", "sys", "type(sys.modules)", "1", "_", "_ + 1", "None", "_", "'a\\n'; b'b'", "print(end='x')", "1/0", "undefined", "sys.last_value",
		"x = [1, 2.5, {'k': (3,)}, None]", "x", "def f(): return g()", "", "f()", "f.__name__", "f.__code__.co_filename", "class A: pass", "", "A",
		"raise KeyboardInterrupt", "raise ValueError('a') from KeyError('b')", "x = (", "1, 2)", "x", "1 +", "if 1: 'one'; 'two'", "", "len", "exit", "copyright",
		"import os; os", "sys.ps1, sys.ps2", "sys.flags.interactive, hasattr(sys, 'ps1'), sys.argv, __name__", "help(len)", "input('? ')", "abc", "def", "'\u4f60\u597d'",
		"sys.stdout.isatty(), sys.stdin.isatty()", "os.get_terminal_size()", "__builtins__", "__doc__", "__spec__", "__loader__", "dir()",
	}
	want := answers(t, python(t), []string{"-q"}, lines)
	got := answers(t, memphis(t), []string{"-q"}, lines)
	for i, line := range lines {
		if got[i] != want[i] {
			t.Errorf("%s: the terminal shows %q, want %q", line, got[i], want[i])
		}
	}
}

// step is what is typed, slowly if it is to look typed, and what the terminal shows then.
type step struct{ typed, shown string }

func drive(t *testing.T, tty *os.File, s *screen, steps []step) {
	t.Helper()
	for _, step := range steps {
		if _, err := tty.WriteString(step.typed); err != nil {
			t.Fatal(err)
		}
		s.wait(t, step.shown)
		time.Sleep(50 * time.Millisecond) // longer than a paste takes
	}
}

// TestTerminalFeatures drives what TestTerminal does not: indentation, completion of modules, colours, help, pasted blocks, await,
// start-up files, and wide and combining characters.
func TestTerminalFeatures(t *testing.T) {
	if !withLibpython {
		t.Skip("asyncio needs libpython")
	}
	home := t.TempDir()
	startup := filepath.Join(home, "startup.py")
	if err := os.WriteFile(startup, []byte("started = 'by PYTHONSTARTUP'\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	tty, s := prompt(t, home, []string{"TERM=xterm", "PAGER=cat; printf '(END)'; read key < /dev/tty", "PYTHONSTARTUP=" + startup}, "--await")
	drive(t, tty, s, []step{
		{"", ">>> "},
		{"started\r", "'by PYTHONSTARTUP'"},
		{"", ">>> "},
		// A block: the second line begins indented, an empty one ends it.
		{"def f(x):\r", "...     "},
		{"if x:\r", "...         "},
		{"return 'deep'\r", "...     "},
		{"return 'flat'\r", "... "},
		{"\r", ">>> "},
		{"f(0), f(1)\r", "('flat', 'deep')"},
		{"_[1]\r", "'deep'"},
		// A block that is pasted brings its own indentation.
		{"for i in range(2):\n    for j in range(2):\n        k = i * 10 + j\n        print('p', k)\n\n", "p 11"},
		{"", ">>> "},
		// A terminal that marks what is pasted: empty lines do not end a block, a line at the margin does, tabs complete nothing.
		{"\x1b[200~def g():\n    a = 'g'\n\n    if a:\n\treturn a * 3\nelse_ = g()\nelse_\x1b[201~", "\r\n>>> else_"},
		{"", "else_"},
		{" + '!'\r", "'ggg!'"},
		{"", ">>> "},
		{"def h():\r", "...     "},
		{"\x1b[200~    return 'no line end'\x1b[201~\r", "...     "}, // the text's own indentation, not twice
		{"\r", ">>> "},
		{"h()\r", "'no line end'"},
		{"", ">>> "},
		{"'\x1b[200~in a line\x1b[201~'\r", "'in a line'"},
		{"", ">>> "},
		{"\x1b[200~print('first')\n1/0\nprint('third')\n\x1b[201~", "first\r\n"},
		{"", "ZeroDivisionError"},
		{"", "third\r\n"},
		{"", ">>> "},
		// Tab completes modules, names in them, submodules.
		{"import coll\t", "import collections"},
		{".a\t", "collections.abc"},
		{"\r", ">>> "},
		{"from os.path import base\t", "from os.path import basename"},
		{"\r", ">>> "},
		{"basename('/a/b')\r", "'b'"},
		{"", ">>> "},
		// Colours: keyword, number, string, comment.
		{"if 1: print('x')  # why\r", "\x1b[1;34mif\x1b[0m \x1b[36m1\x1b[0m: print(\x1b[32m'x'\x1b[0m)  \x1b[2m# why\x1b[0m"},
		{"\r", ">>> "},
		// await outside functions, in one event loop.
		{"import asyncio\r", ">>> "},
		{"await asyncio.sleep(0, 'slept')\r", "'slept'"},
		{"", ">>> "},
		{"loop = asyncio.get_running_loop(); await asyncio.sleep(0); loop is asyncio.get_running_loop()\r", "True"},
		{"", ">>> "},
		// help() pages; a short text goes to a terminal page by page, which q leaves.
		{"help(len)\r", "Return the number of items in a container."},
		{"", "(END)"},
		{"q\r", ">>> "},
		{"help()\r", "help> "},
		{"abs\r", "Return the absolute value of the argument."},
		{"", "(END)"},
		{"q\r", "help> "},
		{"quit\r", ">>> "},
		// Ctrl-R looks back, Ctrl-A and Ctrl-K go to the line's start and delete, Ctrl-Y brings it back.
		{"\x12basen", "basename('/a/b')"},
		{"\r", "'b'"},
		{"", ">>> "},
		{"len(_)\x01\x0b2 * \x19\r", "2"},
		{"", ">>> "},
		// Ctrl-D deletes within a line, and leaves the prompt only at an empty one; Ctrl-C drops a block.
		{"99\x1b[D\x04\r", "9"},
		{"", ">>> "},
		{"if 1:\r", "...     "},
		{"\x03", "KeyboardInterrupt\r\n"},
		{"", ">>> "},
		// A wide and a combining character are deleted as what they are: the a before them stays, and so does the quote.
		{"'a\u4f60\u0301e\u0301\x7f\x7f!'\r", "'a!'"},
		{"", ">>> "},
		// So is the place of the cursor: the quote is in column 5, a wide character takes two.
		{"'\u4f60\u597d", "\u597d"},
		{"\x1b[D", "\x1b[8G"},
		{"\x1b[D", "\x1b[6G"},
		{"\x05e\u0301x\x1b[D", "\x1b[11G"}, // an é of two characters takes one column
		{"\x1b[D", "\x1b[10G"},
		{"\x05'\r", "'\u4f60\u597de\u0301x'"},
		{"", ">>> "},
		{"len('\u4f60\u597d')\x1b[D\x1b[D\x1b[D\x7f\r", "1"}, // left of the bracket and the quote, and the last wide one goes
		{"", ">>> "},
		{"\x04", "\r\n"},
	})
	// The history is there in the next session, and NO_COLOR is honoured.
	tty, s = prompt(t, home, []string{"TERM=xterm", "NO_COLOR=1"})
	drive(t, tty, s, []step{
		{"", ">>> "},
		{"await x\r", "SyntaxError"}, // not without --await
		{"", ">>> "},
		{"\x1b[A\x1b[A", "len('"},
		{"\r", "1"},
		{"", ">>> "},
		{"if 1: print('plain')\r", "... "},
		{"\r", "plain"},
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(s.text.String(), "\x1b[32m") {
		t.Errorf("colours in spite of NO_COLOR: %q", s.text.String())
	}
}
