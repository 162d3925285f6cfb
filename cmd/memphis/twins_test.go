package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// twinsDir holds, for each native module that libpython has too, a program named after it that puts it through its paces:
// it must print what python3 prints whichever serves it, Go or libpython. That tests the module, and the bridge.
const twinsDir = "../../testdata/twins"

func TestTwins(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	programs, err := filepath.Glob(filepath.Join(twinsDir, "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	if len(programs) < 14 {
		t.Errorf("%d programs, want 14 at least", len(programs))
	}
	dir, err := filepath.Abs(twinsDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range programs {
		name := strings.TrimSuffix(filepath.Base(program), ".py")
		if *record {
			t.Run(name, func(t *testing.T) { recordProgram(t, dir, name, "-P") })
			continue
		}
		for _, how := range []string{"native", "bridged"} {
			t.Run(name+"/"+how, func(t *testing.T) {
				t.Parallel()
				if how == "bridged" && !withLibpython {
					t.Skip("needs libpython")
				}
				if why := known(t, "twins/"+name+"/"+how); why != "" {
					t.Skipf("known to differ: %s", why)
				}
				want := recorded(t, dir, name)
				got := normalised(run(t, dir, langLimit, memphis(t), "-P", "--module", name+"="+how, name+".py"), dir)
				if d := difference(want.stdout, got.stdout); d != "" {
					t.Errorf("stdout: %s", d)
				}
				if got.stderr != "" || got.code != 0 {
					t.Errorf("exit code %d, stderr: %s", got.code, got.stderr)
				}
			})
		}
	}
}

// TestModules asks for the table of modules, and for what it refuses.
func TestModules(t *testing.T) {
	r := run(t, ".", langLimit, memphis(t), "--modules")
	for _, want := range []string{"sys ", "native ", "memphis "} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("--modules lacks %q: %s", want, r.stdout)
		}
	}
	for arg, want := range map[string]string{
		"sys=bridged": "always native", "zlib=native": "no native module", "math=fast": "native, bridged or pure, a package also foreign",
	} {
		if r := run(t, ".", langLimit, memphis(t), "--module", arg, "-c", "pass"); r.code != 2 || !strings.Contains(r.stderr, want) {
			t.Errorf("--module %s: exit code %d, %s", arg, r.code, r.stderr)
		}
	}
	r = run(t, ".", langLimit, memphis(t), "--module", "_bisect=pure", "-c", "import bisect; print(bisect.bisect.__code__.co_name)")
	if r.stdout != "bisect_right\n" {
		t.Errorf("--module _bisect=pure: %s%s", r.stdout, r.stderr)
	}
}
