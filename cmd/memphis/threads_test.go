package main_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// This file tests threads and libpython: those that C makes, those that wait while C works, and sixteen that do all at once.

// stress has TestStress go on for so long: -stress 1h.
var stress = flag.Duration("stress", 0, "how long TestStress runs; without it, each thread does a few rounds")

var threadsDir = filepath.Join("..", "..", "testdata", "threads")

// extension compiles the C extension of testdata/threads and returns the directory that it is in.
func extension(t *testing.T) string {
	t.Helper()
	if !withLibpython {
		t.Skip("needs libpython")
	}
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("needs gcc to make an extension")
	}
	include, err := exec.Command(python(t), "-c", "import sysconfig; print(sysconfig.get_path('include'))").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	out, err := exec.Command("gcc", "-O2", "-shared", "-fPIC", "-I"+strings.TrimSpace(string(include)),
		"-o", filepath.Join(dir, "cthreads.so"), filepath.Join(threadsDir, "cthreads.c")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// TestThreadsOfC runs programs whose threads are C's, or wait for C, and compares what they print with python3.
func TestThreadsOfC(t *testing.T) {
	lib := extension(t)
	dir, err := filepath.Abs(threadsDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"callbacks", "handover"} {
		t.Run(program, func(t *testing.T) {
			run := func(name string, args ...string) result {
				db := filepath.Join(t.TempDir(), "handover.db")
				return normalised(runIn(t, environment("PYTHONPATH="+lib), dir, 2*langLimit, name, append(args, program+".py", db)...), dir)
			}
			want, got := run(python(t)), run(memphis(t))
			if d := difference(want.stdout, got.stdout); d != "" {
				t.Error(d)
			}
			if got.stderr != want.stderr || got.code != want.code {
				t.Errorf("exit code %d, stderr: %s", got.code, got.stderr)
			}
		})
	}
}

// TestStress has sixteen threads use sockets, databases, compression, callbacks, foreign threads, queues and more, which check
// what they get. One without an end is found by the limit.
func TestStress(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	variants := []struct{ name, engine, interval, gogc, rounds, modules string }{
		{"vm", "vm", "", "100", "4", ""},
		{"vm, collecting and switching often", "vm", "1e-5", "20", "1", "_json=bridged _pickle=bridged _heapq=bridged itertools=bridged"},
		{"treewalk", "treewalk", "", "100", "2", ""},
	}
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			args := []string{"--engine", v.engine, "-W", "ignore"}
			for _, m := range strings.Fields(v.modules) {
				args = append(args, "--module", m)
			}
			args = append(args, "stress.py")
			env := environment("GOGC="+v.gogc, "STRESS_ROUNDS="+v.rounds, "STRESS_INTERVAL="+v.interval)
			if *stress > 0 {
				args = append(args, strconv.FormatFloat(stress.Seconds(), 'f', -1, 64))
			}
			if path := os.Getenv("MEMPHIS_JIT"); path != "" {
				env = append(env, "MEMPHIS_JIT="+path)
			}
			r := runIn(t, env, threadsDir, 3*time.Minute+*stress, memphis(t), args...)
			if r.stdout != "failures: [] threads left: 1\n" || r.code != 0 {
				t.Errorf("exit code %d, %s%s", r.code, r.stdout, r.stderr)
			}
		})
	}
}
