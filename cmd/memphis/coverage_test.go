package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// covered is what coverage.py tells of one file in its JSON report.
type covered struct {
	Executed         []int    `json:"executed_lines"`
	Missing          []int    `json:"missing_lines"`
	Excluded         []int    `json:"excluded_lines"`
	ExecutedBranches [][2]int `json:"executed_branches"`
	MissingBranches  [][2]int `json:"missing_branches"`
}

// diff tells what of c, the wanted one, g lacks or has too much.
func (c covered) diff(g covered) string {
	var out []string
	compare := func(what string, want, got any) {
		if a, b := fmt.Sprint(want), fmt.Sprint(got); a != b {
			i := 0
			for i < min(len(a), len(b)) && a[i] == b[i] {
				i++
			}
			out = append(out, fmt.Sprintf("%s differ behind ...%s: want %.60s, got %.60s", what, a[max(i-20, 0):i], a[i:], b[i:]))
		}
	}
	compare("executed lines", c.Executed, g.Executed)
	compare("missing lines", c.Missing, g.Missing)
	compare("excluded lines", c.Excluded, g.Excluded)
	compare("executed branches", c.ExecutedBranches, g.ExecutedBranches)
	compare("missing branches", c.MissingBranches, g.MissingBranches)
	return strings.Join(out, "; ")
}

// TestCoverage runs the programs of testdata/coverage under coverage.py, with its tracer in Python: line and branch coverage
// of the package that each exercises, and coverage.py's text, are those under python3, with both engines.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	if !withLibpython {
		t.Skip("needs libpython")
	}
	programs, err := filepath.Glob("../../testdata/coverage/of_*.py")
	if err != nil || len(programs) == 0 {
		t.Fatal("no programs: ", err)
	}
	if r := run(t, "", time.Minute, python(t), "-c", "import coverage, flask"); r.code != 0 {
		t.Skip("python3-coverage or python3-flask is missing")
	}
	for _, path := range programs {
		pkg := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "of_"), ".py")
		t.Run(pkg, func(t *testing.T) {
			program, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			want, text := coverage(t, pkg, program, python(t))
			if len(want) == 0 || len(text) < 200 {
				t.Fatalf("python3's report has %d files: %s", len(want), text)
			}
			for _, engine := range []string{"vm", "treewalk"} {
				got, shown := coverage(t, pkg, program, memphis(t), "--engine", engine)
				if d := difference(text, shown); d != "" {
					t.Errorf("%s: the program or the report differs: %s", engine, d)
				}
				for file, w := range want {
					g := got[file]
					if !reflect.DeepEqual(g, w) {
						t.Errorf("%s: %s: %s", engine, file, w.diff(g))
					}
				}
			}
		})
	}
}

// coverage measures a package while program runs, and returns what its JSON report says of each file, with the text of the
// program and of the report.
func coverage(t *testing.T, pkg, program string, interpreter ...string) (map[string]covered, string) {
	t.Helper()
	dir := t.TempDir()
	text := ""
	for _, args := range [][]string{
		{"run", "--timid", "--branch", "--source", pkg, program},
		{"report", "--show-missing"},
		{"json", "-q", "-o", "report.json"},
	} {
		r := run(t, dir, 3*time.Minute, interpreter[0], append(append(interpreter[1:len(interpreter):len(interpreter)], "-m", "coverage"), args...)...)
		if r.code != 0 {
			t.Fatalf("%v: coverage %s: exit code %d\n%s%s", interpreter, args[0], r.code, r.stdout, r.stderr)
		}
		text += r.stdout + r.stderr
	}
	data, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct{ Files map[string]covered }
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	return report.Files, text
}
