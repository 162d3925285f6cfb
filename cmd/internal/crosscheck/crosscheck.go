// Package crosscheck runs a program on both engines of Memphis, as machine code and on the host's python3, compares what it prints and how
// it exits, makes random programs to run, and cuts down those that differ.
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

// Result is what a program did.
type Result struct {
	Stdout, Stderr string
	Code           int // -1 for a signal or the end of the time
}

var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// Run runs the file, in its folder, for at most limit.
func (r Runner) Run(file string, limit time.Duration) (Result, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if r.Compiler != "" {
		compiled, err := r.compile(ctx, file)
		if err != nil {
			return Result{}, err
		}
		if compiled != "" {
			file = compiled
			defer os.Remove(file)
		}
	}
	cmd := exec.CommandContext(ctx, r.Command, filepath.Base(file))
	cmd.Dir, cmd.WaitDelay = filepath.Dir(file), time.Second
	cmd.Env = append(append(cmd.Environ(), "LC_ALL=C.UTF-8", "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1"), r.Env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil {
		return Result{}, fmt.Errorf("crosscheck: %s: %w", r.Name, err)
	}
	clean := func(b *bytes.Buffer) string { return address.ReplaceAllString(b.String(), "0x...") }
	return Result{clean(&stdout), clean(&stderr), cmd.ProcessState.ExitCode()}, nil
}

// compile makes a .pyc file beside the program, whose name tracebacks then show, and returns its name; "" if the program
// does not compile.
func (r Runner) compile(ctx context.Context, file string) (string, error) {
	shown, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	const script = "import py_compile, sys; py_compile.compile(*sys.argv[1:], doraise=True)"
	cmd := exec.CommandContext(ctx, r.Compiler, "-W", "ignore", "-c", script, file, file+"c", shown)
	var exit *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &exit):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("crosscheck: %s: %w", r.Name, err)
	}
	return file + "c", nil
}

// A Difference is where one runner's result departs from that of the first.
type Difference struct {
	Runner, Reference string
	What              string // stdout, stderr or exit code
	Text              string // the lines around it
}

func (d *Difference) String() string {
	return fmt.Sprintf("%s: %s differs from %s's\n%s", d.Runner, d.What, d.Reference, d.Text)
}

// Compare runs the file with all runners and returns the first difference from the first of them, nil if there is none. A
// program that the first does not come to an end of has none.
func Compare(runners []Runner, file string, limit time.Duration) (*Difference, error) {
	want, err := runners[0].Run(file, limit)
	if err != nil {
		return nil, err
	}
	if want.Code == -1 {
		return nil, nil
	}
	for _, r := range runners[1:] {
		got, err := r.Run(file, limit)
		if err != nil {
			return nil, err
		}
		d := &Difference{Runner: r.Name, Reference: runners[0].Name}
		switch {
		case want.Stdout != got.Stdout:
			d.What, d.Text = "stdout", lines(want.Stdout, got.Stdout)
		case want.Stderr != got.Stderr:
			d.What, d.Text = "stderr", lines(want.Stderr, got.Stderr)
		case want.Code != got.Code:
			d.What, d.Text = "exit code", fmt.Sprintf("- %d\n+ %d\n", want.Code, got.Code)
		default:
			continue
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
