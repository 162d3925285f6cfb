package main_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// sessions are what is typed at a prompt that reads a pipe.
var sessions = []struct{ name, flags, input string }{
	{"values", "", "x = 1\nx\n_ + 1\nNone\n'a'; [1] * 3\n"},
	{"modules", "", "import sys\nsys\ntype(sys.modules)\nprint(__name__, __doc__)\n"},
	{"exceptions", "", "1/0\ndef f():\n  return 1/0\n\nf()\nraise ValueError('a') from KeyError(1)\nimport sys\nsys.last_value\n"},
	{"exit", "", "import sys; sys.exit(3)\n"},
	{"exit with a text", "", "raise SystemExit('bye')\n"},
	{"exit function", "", "exit(5)\n"},
	{"interrupt", "", "raise KeyboardInterrupt\n"},
	{"interrupt, then more", "", "raise KeyboardInterrupt\n1\n"},
	{"not complete and never will be", "", "x +\n1 if\nx = 'a\nfor\n  1\n)\n"},
	{"blocks", "", "if 1:\n  print(2)\n\nif 1: print(1)\n\nfor i in range(2):\n  i\n# c\n  i\n\nclass A:\n  def f(self):\n    pass\n\nA\n"},
	{"blocks that fail", "", "if 1:\n  pass\nx\ntry:\n  1/0\nexcept E:\n  pass\n\nmatch 1:\n case 1: print('m')\n\n"},
	{"a line of spaces", "", "if 1:\n  1\n   \n\n"},
	{"brackets and strings", "", "(1,\n\n2)\n'''a\n\nb'''\nx = {'a':\n1}\nx\n1 \\\n+ 2\n"},
	{"the input ends in a block", "", "if 1:\n  print(3)\n"},
	{"the input ends in a bracket", "", "f(\n"},
	{"comments", "", "# c\n1\n"},
	{"future", "", "from __future__ import annotations\ndef f(x: undefined): pass\n\nf.__annotations__\n"},
	{"prompts", "", "import sys; sys.ps1='> '\n1\nsys.ps2='. '\nif 1:\n 2\n\nclass P:\n  n = 0\n  def __str__(self): P.n += 1; return f'{P.n}: '\n\nsys.ps1 = P()\n1\n2\n"},
	{"displayhook", "", "import sys\nsys.displayhook = lambda v: print('D', v)\n5\nsys.displayhook = 3\n6\n"},
	{"output without a line's end", "", "print('a', end='')\n1\n"},
	{"input", "", "input()\n"},
	{"after a command", "-c 'x = 5'", "x\n"},
	{"after an exit", "-c 'x = 5; import sys; sys.exit(4)'", "x\n"},
	{"after an exception", "script.py", "y\n"},
	{"after a module", "-m script", "y\n"},
}

// TestPrompt compares what the prompt prints, read from a pipe, with python3's.
func TestPrompt(t *testing.T) {
	for _, s := range sessions {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for name, text := range map[string]string{"input": s.input, "script.py": "y = 7\n1/0\n"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			command := `exec "$0" -i -q ` + s.flags + ` < input`
			want := run(t, dir, time.Minute, "sh", "-c", command, python(t))
			got := run(t, dir, time.Minute, "sh", "-c", command, memphis(t))
			sameResult(t, want, got)
		})
	}
}

// screen collects what a program writes to its terminal.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

// readFrom takes what comes from a terminal, until it is closed.
func (s *screen) readFrom(tty io.Reader) {
	buf := make([]byte, 4096)
	for {
		n, err := tty.Read(buf)
		_, _ = s.Write(buf[:n])
		if err != nil {
			return
		}
	}
}

// wait waits until text has been written after the last call, and forgets what came before it.
func (s *screen) wait(t *testing.T, text string) {
	t.Helper()
	s.upTo(t, text)
}

// upTo waits like wait, and returns all that has been written after the last call, up to text.
func (s *screen) upTo(t *testing.T, text string) string {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		all := s.text.String()
		i := strings.Index(all, text)
		if i >= 0 {
			s.text.Reset()
			s.text.WriteString(all[i+len(text):])
		}
		s.mu.Unlock()
		if i >= 0 {
			return all[:i+len(text)]
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t.Fatalf("the terminal does not show %q, but %q", text, s.text.String())
	return ""
}

// TestTerminal types at a prompt on a terminal: editing, history, completion, Ctrl-C and Ctrl-D.
func TestTerminal(t *testing.T) {
	home := t.TempDir()
	cmd := exec.Command(memphis(t))
	cmd.Env = append(environment("TERM=xterm"), "HOME="+home)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	defer tty.Close()
	defer cmd.Process.Kill()
	var s screen
	go s.readFrom(tty)
	steps := []struct{ typed, shown string }{
		{"", "memphis 0.1.0 REPL (engine: vm) (Type 'exit()' to quit)"},
		{"6 * 7\r", "42"},
		{"\x1b[A\r", "42"},                                   // the line before
		{"impo\t sys\r", "\x1b[11G sys\r\n"},                 // completed
		{"", ">>> "},                                         //
		{"sys.vers\t", ">>> sys.version"},                    // what there is
		{"\x03", "KeyboardInterrupt"},                        // Ctrl-C drops the line
		{"pritn(1)\x1b[D\x1b[D\x1b[D\x7f\x7f", "pri"},        // editing within the line: print(1) is left
		{"nt\r", "1"},                                        //
		{"if 1:\r", "... "},                                  //
		{"  'in' + 'side'\r\r", "'inside'"},                  //
		{"while 1: pass\r\r", "... "},                        // a loop without calls
		{"\x03", "KeyboardInterrupt"},                        // is interrupted
		{"import time; time.sleep(60)\r", "sleep"},           // a blocking call
		{"\x03", "KeyboardInterrupt"},                        // too
		{"input('name? ')\r", "name? "},                      // the terminal is as usual for the program
		{"me\r", "'me'"},                                     //
		{"raise SystemExit(3)\r", "raise SystemExit(3)\r\n"}, //
	}
	for _, step := range steps {
		if step.typed == "\x03" {
			time.Sleep(300 * time.Millisecond) // until the program runs
		}
		if _, err := tty.WriteString(step.typed); err != nil {
			t.Fatal(err)
		}
		s.wait(t, step.shown)
	}
	if _ = cmd.Wait(); cmd.ProcessState.ExitCode() != 3 {
		t.Errorf("exit code %d, want 3", cmd.ProcessState.ExitCode())
	}
	if b, err := os.ReadFile(filepath.Join(home, ".memphis_history")); err != nil || !strings.Contains(string(b), "6 * 7\n") {
		t.Errorf("history: %q, %v", b, err)
	}
}
