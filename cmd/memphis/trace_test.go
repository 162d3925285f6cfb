package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// trace runs a program under --trace with an engine and returns what it wrote, without the folder of the program.
func trace(t *testing.T, engine, program string, options ...string) (result, string) {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "trace")
	args := append([]string{"--engine", engine, "--trace-out", out}, options...)
	r := run(t, dir, time.Minute, memphis(t), append(args, program)...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err, r.stderr)
	}
	return r, strings.ReplaceAll(string(b), filepath.Dir(program)+"/", "")
}

// TestTrace compares the traces of the programs in testdata/trace, with both engines, with those recorded.
func TestTrace(t *testing.T) {
	programs, err := filepath.Glob("../../testdata/trace/*.py")
	if err != nil || len(programs) < 12 {
		t.Fatal(len(programs), err)
	}
	for _, path := range programs {
		name := strings.TrimSuffix(filepath.Base(path), ".py")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			if !withLibpython && needsLibpython(t, program) {
				t.Skip("needs libpython")
			}
			golden := strings.TrimSuffix(path, ".py") + ".trace"
			var options []string
			if name == "statements" {
				options = []string{"--trace=json"}
			}
			for _, engine := range []string{"vm", "treewalk"} {
				r, got := trace(t, engine, program, options...)
				if name == "decorator" {
					// It traces itself.
					r = run(t, t.TempDir(), time.Minute, memphis(t), "--engine", engine, program)
					r.stdout, got = strings.ReplaceAll(r.stdout, filepath.Dir(program)+"/", ""), ""
				}
				if r.code != 0 || r.stderr != "" {
					t.Fatalf("%s: exit code %d: %s", engine, r.code, r.stderr)
				}
				got += "-- output --\n" + r.stdout
				sameRecording(t, golden, engine, got, *record && engine == "vm")
			}
		})
	}
}

// TestTraceOutput compares what traced programs print with what they print untraced: tracing runs no code of theirs.
func TestTraceOutput(t *testing.T) {
	program, err := filepath.Abs("../../testdata/trace/exception.py")
	if err != nil {
		t.Fatal(err)
	}
	plain := run(t, "", time.Minute, python(t), program)
	for _, engine := range []string{"vm", "treewalk"} {
		if r, _ := trace(t, engine, program); r.stdout != plain.stdout {
			t.Errorf("%s: %s", engine, difference(plain.stdout, r.stdout))
		}
	}
}

// TestTraceFilters asks for parts of a trace.
func TestTraceFilters(t *testing.T) {
	program, err := filepath.Abs("../../testdata/trace/recursion.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		options  []string
		has, not string
	}{
		{[]string{"--trace-depth", "2"}, "++ recursion.py:1 --> hanoi(n=2", "+++"},
		{[]string{"--trace-function", "odd"}, "+ recursion.py:12 --> odd(n=2)\n", "hanoi"},
		{[]string{"--trace-function=e*,odd"}, "++ recursion.py:12 --> odd(n=2)\n", "hanoi"},
		{[]string{"--trace-file", "other.py"}, "", "recursion"},
		{[]string{"--trace-file", "recurs*"}, "+ recursion.py:1 --> <module>\n", "xxx"},
	} {
		for _, engine := range []string{"vm", "treewalk"} {
			_, got := trace(t, engine, program, c.options...)
			if !strings.Contains(got, c.has) || strings.Contains(got, c.not) {
				t.Errorf("%s %v: %s", engine, c.options, got)
			}
		}
	}
}

// TestTraceFlask traces the functions of the demo application that serve one request, with both engines.
func TestTraceFlask(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	golden := "../../testdata/trace/flask.trace"
	for _, engine := range []string{"vm", "treewalk"} {
		out := filepath.Join(t.TempDir(), "trace")
		s := boot(t, memphis(t), nil, "--engine", engine, "--trace-out", out, "--trace-file", "app.py",
			"--trace-function", "begin,hello,helpers,end,teardown", "testdata/flask/app.py")
		if a, err := s.ask(exchange{method: "GET", path: "/hello/Ann/2"}); err != nil || a.body != "Hello, Ann!\nHello, Ann!\n" {
			t.Fatal(engine, a, err)
		}
		var got string
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if got = string(b); strings.Contains(got, "<-- teardown") {
				break
			}
		}
		got = regexp.MustCompile(`(?m)^\[\d+\] `).ReplaceAllString(got, "[thread] ")
		sameRecording(t, golden, engine, got, *record && engine == "vm")
	}
}
