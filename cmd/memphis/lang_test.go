package main_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"memphis/cmd/internal/crosscheck"
)

// langDir holds the programs of each area of the language in a folder of its own: AREA/NAME.py with what python3 prints in
// NAME.out, NAME.err (absent when empty) and NAME.exit (absent when 0). A program with the line "# needs: libpython",
// its first or its last, imports what only the bridge gives.
const langDir = "../../testdata/lang"

// langPrograms is the least number of programs that testdata/lang must have, so that a broken glob cannot pass.
const langPrograms = 150

const langLimit = 60 * time.Second

// TestLang runs every program of testdata/lang on both engines and compares what it prints, and how it exits, with the
// recording, and the globals that it leaves with those that it leaves under python3. On the engine treewalk the name of a test ends in "@treewalk"; with all code that runs twice made into machine
// code, in "@native".
func TestLang(t *testing.T) {
	programs, err := filepath.Glob(filepath.Join(langDir, "*", "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	if len(programs) < langPrograms {
		t.Errorf("%d programs, want %d at least", len(programs), langPrograms)
	}
	for _, program := range programs {
		name := strings.TrimSuffix(strings.TrimPrefix(program, langDir+"/"), ".py")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.Abs(filepath.Dir(program))
			if err != nil {
				t.Fatal(err)
			}
			base := strings.TrimSuffix(filepath.Base(program), ".py")
			if *record {
				recordProgram(t, dir, base)
				return
			}
			if !withLibpython && needsLibpython(t, program) {
				t.Skip("needs libpython")
			}
			runRecorded(t, "lang/"+name, "MEMPHIS_ENGINE=vm", dir, base)
		})
		if *record {
			continue
		}
		for at, env := range map[string]string{"@treewalk": "MEMPHIS_ENGINE=treewalk", "@native": "MEMPHIS_JIT=1"} {
			t.Run(name+at, func(t *testing.T) {
				t.Parallel()
				dir, err := filepath.Abs(filepath.Dir(program))
				if err != nil {
					t.Fatal(err)
				}
				if !withLibpython && needsLibpython(t, program) {
					t.Skip("needs libpython")
				}
				runRecorded(t, "lang/"+name+at, env, dir, strings.TrimSuffix(filepath.Base(program), ".py"))
			})
		}
	}
}

// runRecorded runs a program with a variable in its environment and compares what it does with its recording.
func runRecorded(t *testing.T, name, variable, dir, base string) {
	t.Helper()
	want := recorded(t, dir, base)
	env, globals := withGlobals(t, environment(variable))
	got := normalised(runIn(t, env, dir, langLimit, memphis(t), base+".py"), dir)
	if why := known(t, name); why != "" {
		if want == got {
			t.Logf("passes, though testdata/known.txt has it: %s", why)
			return
		}
		t.Skipf("known to differ: %s", why)
	}
	sameResult(t, want, got)
	sameGlobals(t, dir, base, crosscheck.ReadGlobals(globals))
}

func normalised(r result, dir string) result {
	return result{normalise(r.stdout, dir), normalise(r.stderr, dir), r.code}
}

func needsLibpython(t *testing.T, program string) bool {
	source, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(source), "\n"), "\n")
	const needs = "# needs: libpython"
	return lines[0] == needs || lines[len(lines)-1] == needs
}

// recorded reads a program's recording. An empty one is a failure: such a program shows nothing.
func recorded(t *testing.T, dir, base string) result {
	t.Helper()
	read := func(suffix string) string {
		text, err := os.ReadFile(filepath.Join(dir, base+suffix))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
	}
	r := result{stdout: read(".out"), stderr: read(".err")}
	if r.stdout == "" && r.stderr == "" {
		t.Fatal("no recording: run make record")
	}
	if text := read(".exit"); text != "" {
		code, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			t.Fatal(err)
		}
		r.code = code
	}
	return r
}

// recordProgram writes what the host's python3 prints, twice the same or not at all: a program whose output changes from
// run to run can prove nothing.
func recordProgram(t *testing.T, dir, base string, args ...string) {
	t.Helper()
	r := normalised(run(t, dir, langLimit, python(t), append(args, base+".py")...), dir)
	if again := normalised(run(t, dir, langLimit, python(t), append(args, base+".py")...), dir); again != r {
		t.Fatalf("two runs differ:\n%s%s", difference(r.stdout, again.stdout), difference(r.stderr, again.stderr))
	}
	if r.stdout == "" {
		t.Fatalf("prints nothing; stderr: %s", r.stderr)
	}
	code := ""
	if r.code != 0 {
		code = strconv.Itoa(r.code) + "\n"
	}
	for suffix, text := range map[string]string{".out": r.stdout, ".err": r.stderr, ".exit": code} {
		path := filepath.Join(dir, base+suffix)
		if text == "" {
			os.Remove(path)
		} else if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
