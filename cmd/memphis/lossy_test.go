package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	})
}

// lossyModes are situations of each kind of loss, by the kind.
var lossyModes = map[string][]string{
	"kept-large":     {"kept_list", "kept_set", "kept_several"},
	"kept-grown":     {"grown_dict"},
	"unseen":         {"conflict_heap", "unseen_csv"},
	"keys-merged":    {"merged_dict"},
	"weak-reference": {"weak_many"},
	"chain-cut":      {"long_chain"},
}

// TestLossyModes runs some of the programs in each other mode of --lossy: error makes an exception of the warning, ignore
// silences it, report and json count it.
func TestLossyModes(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	dir, err := filepath.Abs(lossyDir)
	if err != nil {
		t.Fatal(err)
	}
	for kind, programs := range lossyModes {
		for _, base := range programs {
			t.Run(base, func(t *testing.T) {
				t.Parallel()
				args := arguments(t, filepath.Join(lossyDir, base+".py"))
				with := func(option ...string) result {
					return run(t, dir, langLimit, memphis(t), slices.Concat(option, args, []string{base + ".py"})...)
				}
				for _, option := range [][]string{{"--lossy=error"}, {"-W", "error::LossyConversionWarning"}} {
					if r := with(option...); r.code != 1 || !strings.Contains(r.stderr, "\nmemphis.LossyConversionWarning: ") {
						t.Errorf("%s: exit code %d, %s", option, r.code, r.stderr)
					}
				}
				silent := with("--lossy=ignore")
				if silent.code != 0 || silent.stderr != "" {
					t.Errorf("--lossy=ignore: exit code %d, %s", silent.code, silent.stderr)
				}
				for option, want := range map[string]string{"--lossy=report": kind + `: [1-9]`, "--lossy=json": `"losses":\{"` + kind + `":[1-9]`} {
					r := with(option)
					if r.code != 0 || r.stdout != silent.stdout || !regexp.MustCompile(want).MatchString(r.stderr) || strings.Contains(r.stderr, "LossyConversionWarning") {
						t.Errorf("%s: exit code %d, %s", option, r.code, r.stderr)
					}
				}
			})
		}
	}
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
