package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lossyDir holds programs in each of which a value loses something on its way to or from C: NAME.txt is what Memphis prints,
// the warning too. Those in its folder near come close to that and lose nothing: NAME.out is what python3 prints. A line
// "# args: ..." gives Memphis arguments.
const lossyDir = "../../testdata/lossy"

const lossyPrograms = 30

// arguments reads a program's line "# args: ...".
func arguments(t *testing.T, program string) []string {
	t.Helper()
	source, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if rest, ok := strings.CutPrefix(string(source), "# args: "); ok {
		line, _, _ := strings.Cut(rest, "\n")
		return strings.Fields(line)
	}
	return nil
}

// eachProgram runs f for the programs of a folder, of which there must be enough.
func eachProgram(t *testing.T, folder string, f func(t *testing.T, dir, base string, args []string)) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	programs, err := filepath.Glob(filepath.Join(folder, "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	if len(programs) < lossyPrograms {
		t.Errorf("%d programs, want %d at least", len(programs), lossyPrograms)
	}
	for _, program := range programs {
		base := strings.TrimSuffix(filepath.Base(program), ".py")
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.Abs(folder)
			if err != nil {
				t.Fatal(err)
			}
			f(t, dir, base, arguments(t, program))
		})
	}
}

// TestLossy compares the warnings with the recorded ones; -record records them anew.
func TestLossy(t *testing.T) {
	eachProgram(t, lossyDir, func(t *testing.T, dir, base string, args []string) {
		r := normalised(run(t, dir, langLimit, memphis(t), append(args, base+".py")...), dir)
		if r.code != 0 {
			t.Errorf("exit code %d", r.code)
		}
		got := r.stdout + r.stderr
		if n := strings.Count(r.stderr, "LossyConversionWarning"); n != 1 {
			t.Errorf("%d warnings, want one", n)
		}
		path := filepath.Join(dir, base+".txt")
		if *record {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := difference(string(want), got); d != "" {
			t.Error(d)
		}
		// --lossy=error makes an exception of it, and ignore silences it.
		if base == "kept_list" {
			if r := run(t, dir, langLimit, memphis(t), "--lossy=error", base+".py"); r.code != 1 || !strings.Contains(r.stderr, "\nmemphis.LossyConversionWarning: ") {
				t.Errorf("--lossy=error: exit code %d, %s", r.code, r.stderr)
			}
			if r := run(t, dir, langLimit, memphis(t), "-W", "error::LossyConversionWarning", base+".py"); r.code != 1 {
				t.Errorf("-W error: exit code %d, %s", r.code, r.stderr)
			}
			if r := run(t, dir, langLimit, memphis(t), "--lossy=ignore", base+".py"); r.code != 0 || r.stderr != "" {
				t.Errorf("--lossy=ignore: exit code %d, %s", r.code, r.stderr)
			}
			if r := run(t, dir, langLimit, memphis(t), "--lossy=report", base+".py"); !strings.Contains(r.stderr, "kept-large: 1") {
				t.Errorf("--lossy=report: %s", r.stderr)
			}
			if r := run(t, dir, langLimit, memphis(t), "--lossy=json", base+".py"); !strings.Contains(r.stderr, `"losses":{"kept-large":1}`) {
				t.Errorf("--lossy=json: %s", r.stderr)
			}
		}
	})
}

// TestNearMisses runs programs that must not warn, and print what python3 prints.
func TestNearMisses(t *testing.T) {
	eachProgram(t, filepath.Join(lossyDir, "near"), func(t *testing.T, dir, base string, args []string) {
		if *record {
			recordProgram(t, dir, base)
			return
		}
		want := recorded(t, dir, base)
		got := normalised(run(t, dir, langLimit, memphis(t), append(args, base+".py")...), dir)
		if d := difference(want.stdout, got.stdout); d != "" {
			t.Errorf("stdout: %s", d)
		}
		if got.stderr != "" || got.code != want.code {
			t.Errorf("exit code %d, stderr: %s", got.code, got.stderr)
		}
	})
}
