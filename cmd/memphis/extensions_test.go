package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// extensionDir holds programs that use C extensions from outside the standard library, with what python3 prints. The
// first line of each names the Debian package: "# package: NAME".
const extensionDir = "../../testdata/extensions"

// extensionPrograms is the least number of programs there.
const extensionPrograms = 8

// TestExtensions runs the programs whose packages are installed. `make need-test` installs them where it may.
func TestExtensions(t *testing.T) {
	programs, err := filepath.Glob(filepath.Join(extensionDir, "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	if len(programs) < extensionPrograms {
		t.Errorf("%d programs, want %d at least", len(programs), extensionPrograms)
	}
	if !withLibpython {
		t.Skip("needs libpython")
	}
	for _, program := range programs {
		base := strings.TrimSuffix(filepath.Base(program), ".py")
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.Abs(extensionDir)
			if err != nil {
				t.Fatal(err)
			}
			source, err := os.ReadFile(program)
			if err != nil {
				t.Fatal(err)
			}
			line, _, _ := strings.Cut(string(source), "\n")
			pkg, ok := strings.CutPrefix(line, "# package: ")
			if !ok {
				t.Fatalf("the first line names no package: %q", line)
			}
			if out, err := exec.Command("dpkg-query", "-W", "-f", "${Status}", pkg).Output(); err != nil || !strings.Contains(string(out), "ok installed") {
				t.Skipf("needs the Debian package %s: make need-test installs it", pkg)
			}
			if *record {
				recordProgram(t, dir, base)
				return
			}
			runRecorded(t, "extensions/"+base, "vm", dir, base)
		})
	}
}
