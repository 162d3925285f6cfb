package main_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"memphis/cmd/internal/crosscheck"
)

// TestCrosscheck runs a few random programs on both engines and on python3. The command memphis-crosscheck runs more.
func TestCrosscheck(t *testing.T) {
	const first, programs = 1000, 12
	runners := crosscheck.Runners(memphis(t), python(t))
	dir, probe := t.TempDir(), newProbe(t)
	for seed := uint64(first); seed < first+programs; seed++ {
		file := filepath.Join(dir, "program.py")
		if err := os.WriteFile(file, []byte(crosscheck.Generate(seed)), 0o644); err != nil {
			t.Fatal(err)
		}
		d, err := crosscheck.Compare(runners, crosscheck.Program{File: "program.py", Dir: dir, Limit: time.Minute, Probe: probe})
		if err != nil {
			t.Fatal(err)
		}
		if d != nil {
			t.Errorf("seed %d: %v", seed, d)
		}
	}
}

// ownGlobals are programs of testdata/lang whose globals tell which Python it is.
var ownGlobals = map[string]string{
	"stdlib/fork_pools":             "names of processes and pipes",
	"stdlib/signals_default":        "sys.executable",
	"stdlib/fork_threads":           "the order in which threads run",
	"exceptions/uncaught_in_thread": "the order in which threads run",
	"modules/threads_and_locks":     "the order in which threads run",
	"stdlib/io_files":               "numbers of file descriptors",
	"modules/ctypes_classes":        "the module of a class whose metaclass is in C",
	"async/task_steps":              "__dict__ of what C's Future is the base of",
	"async/future_objects":          "__dict__ of what C's Future is the base of",
	"execution/recursion":           "how deep Go's stack is",
	"stdlib/sqlite_misc":            "the module of a class whose metaclass is in C",
	"classes/del_cycles":            "what the collector has taken",
	"modules/cycles_through_c":      "what the collector has taken",
	"execution/refcount":            "numbers of references",
	"imports/packages":              "sys.executable",
	"stdlib/subprocess_mod":         "numbers of file descriptors",
	"stdlib/interrupt_everywhere":   "numbers of file descriptors",
	"modules/c_containers":          "the module of a class whose metaclass is in C",
	"containers/memoryview_release": "the module of a class whose metaclass is in C",
}

// probe is that of all programs of testdata/lang.
var probe = sync.OnceValues(crosscheck.NewProbe)

// withGlobals adds to an environment what makes a program leave its globals in a file.
func withGlobals(t testing.TB, env []string) ([]string, string) {
	t.Helper()
	p, err := probe()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "globals")
	return p.Environment(env, file), file
}

// reference holds the globals of programs under python3, by their paths.
var reference sync.Map

// sameGlobals checks the globals that a program of testdata/lang left.
func sameGlobals(t *testing.T, dir, base string, got crosscheck.Globals) {
	t.Helper()
	name := filepath.Base(dir) + "/" + base
	if why := ownGlobals[name]; why != "" {
		return
	}
	once := func() crosscheck.Globals {
		env, file := withGlobals(t, environment())
		runIn(t, env, dir, langLimit, python(t), base+".py")
		return crosscheck.ReadGlobals(file)
	}
	known, _ := reference.LoadOrStore(name, sync.OnceValue(once))
	want := known.(func() crosscheck.Globals)()
	if want.Differ(got, nil) == "" {
		return
	}
	again := once()
	if d := want.Differ(got, &again); d != "" {
		t.Errorf("globals:\n%s", d)
	}
}

func newProbe(t testing.TB) *crosscheck.Probe {
	t.Helper()
	probe, err := crosscheck.NewProbe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(probe.Close)
	return probe
}
