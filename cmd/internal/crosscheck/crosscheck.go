// Package crosscheck runs a program on both engines of Memphis, as machine code and on the host's python3, compares what it prints and how
// it exits and which globals it leaves, makes random programs to run, and cuts down those that differ.
package crosscheck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// A Runner is one way to run a program.
type Runner struct {
	Name    string
	Command string
	Env     []string // beyond what every run gets
	// Compiler is a python3 that compiles the program first: then Command runs its .pyc file. Programs that do not compile
	// are run as they are.
	Compiler string
}

// Runners are the engines of the memphis at a path, and the python3 at another; and the former with what the latter has
// compiled.
func Runners(memphis, python string) []Runner {
	return []Runner{
		{Name: "python3", Command: python},
		{Name: "vm", Command: memphis, Env: []string{"MEMPHIS_ENGINE=vm"}},
		{Name: "native", Command: memphis, Env: []string{"MEMPHIS_ENGINE=vm", "MEMPHIS_JIT=1"}},
		{Name: "treewalk", Command: memphis, Env: []string{"MEMPHIS_ENGINE=treewalk"}},
		{Name: "pyc", Command: memphis, Env: []string{"MEMPHIS_ENGINE=vm"}, Compiler: python},
	}
}

// A Program is what is run: a file with arguments and standard input, in a folder.
type Program struct {
	File  string // as the command line has it
	Dir   string // the current folder for "."
	Args  []string
	Stdin []byte
	Limit time.Duration // each run may take so long
	Probe *Probe        // nil to leave the globals out
}

// Result is what a program did.
type Result struct {
	Stdout, Stderr string
	Code           int // -1 for a signal or the end of the time
	Globals        Globals
}

var (
	address = regexp.MustCompile(`0x[0-9a-f]{6,}`)
	// warning is one that compiling gives, with its line of the source: who runs what is compiled does not see it.
	warning = regexp.MustCompile(`(?m)^.*: SyntaxWarning: .*\n(  .*(\n|$))?`)
)

// Run runs the program.
func (r Runner) Run(p Program) (Result, error) {
	ctx, cancel := context.WithTimeout(context.Background(), p.Limit)
	defer cancel()
	file := p.File
	if r.Compiler != "" {
		compiled, err := r.compile(ctx, p)
		if err != nil {
			return Result{}, err
		}
		if compiled != "" {
			file = compiled
			defer os.Remove(p.path(file))
		}
	}
	cmd := exec.CommandContext(ctx, r.Command, append([]string{file}, p.Args...)...)
	cmd.Dir, cmd.WaitDelay = p.Dir, time.Second
	cmd.Env = append(append(cmd.Environ(), "LC_ALL=C.UTF-8", "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1"), r.Env...)
	globals := ""
	if p.Probe != nil {
		globals = filepath.Join(p.Probe.dir, "globals")
		os.Remove(globals)
		cmd.Env = p.Probe.Environment(cmd.Env, globals)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(p.Stdin), &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil {
		return Result{}, fmt.Errorf("crosscheck: %s: %w", r.Name, err)
	}
	clean := func(text string) string {
		if file != p.File {
			text = strings.ReplaceAll(text, filepath.Base(file), filepath.Base(p.File))
		}
		return address.ReplaceAllString(text, "0x...")
	}
	out := Result{Stdout: clean(stdout.String()), Stderr: clean(stderr.String()), Code: cmd.ProcessState.ExitCode()}
	if globals != "" {
		out.Globals = Globals(clean(string(ReadGlobals(globals))))
	}
	return out, nil
}

// path is where a file named on the command line lies.
func (p Program) path(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(p.Dir, file)
}

// compile makes a .pyc file beside the program, whose name tracebacks then show, and returns its name; "" if the program
// does not compile.
func (r Runner) compile(ctx context.Context, p Program) (string, error) {
	shown, err := filepath.Abs(p.path(p.File))
	if err != nil {
		return "", err
	}
	out := strings.TrimSuffix(p.File, ".py") + ".crosscheck.pyc"
	const script = "import py_compile, sys; py_compile.compile(*sys.argv[1:], doraise=True)"
	cmd := exec.CommandContext(ctx, r.Compiler, "-W", "ignore", "-c", script, shown, p.path(out), shown)
	var exit *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &exit):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("crosscheck: %s: %w", r.Name, err)
	}
	return out, nil
}

// A Difference is where one runner's result departs from that of the first.
type Difference struct {
	Runner, Reference string
	What              string // stdout, stderr, exit code or globals
	Text              string // the lines around it
}

func (d *Difference) String() string {
	return fmt.Sprintf("%s: %s: - is %s, + is %s\n%s", d.Runner, d.What, d.Reference, d.Runner, d.Text)
}

// ErrEndless says that a program does not come to its end in time under the first runner.
var ErrEndless = errors.New("the program does not end in time, or dies of a signal")

// Compare runs the program with all runners and returns the first difference from the first of them, nil if there is none.
// What the first itself does otherwise in a second run is no difference.
func Compare(runners []Runner, p Program) (*Difference, error) {
	want, err := runners[0].Run(p)
	if err != nil {
		return nil, err
	}
	if want.Code == -1 {
		return nil, ErrEndless
	}
	var again *Result
	for _, r := range runners[1:] {
		got, err := r.Run(p)
		if err != nil {
			return nil, err
		}
		if r.Compiler != "" {
			got.Stderr, want.Stderr = warning.ReplaceAllString(got.Stderr, ""), warning.ReplaceAllString(want.Stderr, "")
		}
		if got == want {
			continue
		}
		if again == nil {
			second, err := runners[0].Run(p)
			if err != nil {
				return nil, err
			}
			again = &second
		}
		d := &Difference{Runner: r.Name, Reference: runners[0].Name}
		switch {
		case want.Stdout != got.Stdout && want.Stdout == again.Stdout:
			d.What, d.Text = "stdout", lines(want.Stdout, got.Stdout)
		case want.Stderr != got.Stderr && (want.Stderr == again.Stderr || r.Compiler != ""):
			d.What, d.Text = "stderr", lines(want.Stderr, got.Stderr)
		case want.Code != got.Code && want.Code == again.Code:
			d.What, d.Text = "exit code", fmt.Sprintf("- %d\n+ %d\n", want.Code, got.Code)
		default:
			d.What, d.Text = "globals", want.Globals.Differ(got.Globals, &again.Globals)
			if d.Text == "" {
				continue
			}
		}
		return d, nil
	}
	return nil, nil
}

// lines shows the first lines that differ, with a few before.
func lines(want, got string) string {
	const before, after = 3, 5
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	var b strings.Builder
	for _, l := range w[max(i-before, 0):i] {
		fmt.Fprintf(&b, "  %s\n", l)
	}
	for _, l := range w[i:min(i+after, len(w))] {
		fmt.Fprintf(&b, "- %s\n", l)
	}
	for _, l := range g[min(i, len(g)):min(i+after, len(g))] {
		fmt.Fprintf(&b, "+ %s\n", l)
	}
	return b.String()
}
