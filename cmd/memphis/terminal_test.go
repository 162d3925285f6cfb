package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// prompt starts memphis on a terminal.
func prompt(t *testing.T, home string, env []string, args ...string) (*os.File, *screen) {
	t.Helper()
	cmd := exec.Command(memphis(t), args...)
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
	tty, s := prompt(t, home, []string{"TERM=xterm", "PYTHONSTARTUP=" + startup}, "--await")
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
		{"import pydoc; pydoc.pager = pydoc.plainpager\r", ">>> "},
		{"help(len)\r", "Return the number of items in a container."},
		{"", ">>> "},
		// A wide and a combining character are deleted as what they are: the a before them stays, and so does the quote.
		{"'a\u4f60\u0301e\u0301\x7f\x7f!'\r", "'a!'"},
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
