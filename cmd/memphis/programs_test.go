package main_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// This file runs programs: the memphis that these tests build (or the one that MEMPHIS names), and the host's python3,
// which is what they compare with.

// record makes TestLang write the recordings instead of comparing with them: `make record`.
var record = flag.Bool("record", false, "re-record testdata/lang with the host's python3")

// slots limits how many programs run at once: a start costs both cores something, and timings stay sane.
var slots = make(chan struct{}, 2)

// python is the host's python3: PYTHON, else Debian's, which a version manager's shim in PATH must not hide.
func python(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("PYTHON"); path != "" {
		return path
	}
	for _, path := range []string{"/usr/bin/python3", "python3"} {
		if found, err := exec.LookPath(path); err == nil {
			return found
		}
	}
	t.Skip("no python3 on this host to compare with")
	return ""
}

// build makes the program once for all tests of this package.
var build = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("MEMPHIS"); path != "" {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "memphis-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "memphis")
	args := []string{"build", "-o", path}
	if withLibpython {
		args = append(args, "-tags", "libpython")
	}
	if out, err := exec.Command("go", append(args, "memphis/cmd/memphis")...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

// memphis is the path of the program under test.
func memphis(t testing.TB) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if p, err := probe(); err == nil {
		p.Close()
	}
	if path, err := build(); err == nil && os.Getenv("MEMPHIS") == "" {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// result is what a program printed, and its exit code (-1 for a signal or a timeout).
type result struct {
	stdout, stderr string
	code           int
}

// environment is the same for every program: nothing of the caller's but what is needed to start.
func environment(extra ...string) []string {
	env := []string{"LC_ALL=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1", "TZ=UTC"}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return append(env, extra...)
}

// run runs a program in dir, waiting for a free slot first.
func run(t testing.TB, dir string, limit time.Duration, name string, args ...string) result {
	t.Helper()
	return runIn(t, environment(), dir, limit, name, args...)
}

// runIn is run in another environment.
func runIn(t testing.TB, env []string, dir string, limit time.Duration, name string, args ...string) result {
	t.Helper()
	slots <- struct{}{}
	defer func() { <-slots }()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, env, time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	r := result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
	var exit *exec.ExitError
	if ctx.Err() != nil {
		r.stderr += fmt.Sprintf("\n[ended after %v]\n", limit)
	} else if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return r
}

var (
	address = regexp.MustCompile(`\bat 0x[0-9a-f]+`)
	stdlib  = regexp.MustCompile(`(/[^\s"']+)?/lib(64)?/python3\.11/`)
)

// normalise takes out of a program's output what differs between hosts: the program's directory, the directory of the
// standard library, and addresses.
func normalise(text, dir string) string {
	text = strings.ReplaceAll(text, dir+string(filepath.Separator), "")
	text = strings.ReplaceAll(text, dir, ".")
	text = stdlib.ReplaceAllString(text, "<lib>/")
	return address.ReplaceAllString(text, "at 0x...")
}

// sameResult checks that a program did what is wanted.
func sameResult(t *testing.T, want, got result) {
	t.Helper()
	if d := difference(want.stdout, got.stdout); d != "" {
		t.Errorf("stdout: %s", d)
	}
	if d := difference(want.stderr, got.stderr); d != "" {
		t.Errorf("stderr: %s", d)
	}
	if want.code != got.code {
		t.Errorf("exit code %d, want %d", got.code, want.code)
	}
}

// sameRecording checks got, of what, against the file golden, which write makes it first.
func sameRecording(t *testing.T, golden, what, got string, write bool) {
	t.Helper()
	if write {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || len(want) == 0 {
		t.Fatal("no recording: ", err)
	}
	if d := difference(string(want), got); d != "" {
		t.Errorf("%s: %s", what, d)
	}
}

// difference shows two texts around their first differing line, or "" when they are equal.
func difference(want, got string) string {
	if want == got {
		return ""
	}
	const before, after = 3, 8
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	first := 0
	for first < len(w) && first < len(g) && w[first] == g[first] {
		first++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "line %d differs (%d lines wanted, %d got)\n", first+1, len(w)-1, len(g)-1)
	for _, line := range w[max(0, first-before):first] {
		b.WriteString("    " + ended(line))
	}
	for _, line := range w[first:min(len(w), first+after)] {
		b.WriteString("  - " + ended(line))
	}
	for _, line := range g[first:min(len(g), first+after)] {
		b.WriteString("  + " + ended(line))
	}
	return b.String()
}

func ended(line string) string {
	if strings.HasSuffix(line, "\n") {
		return line
	}
	return line + "(no newline)\n"
}
