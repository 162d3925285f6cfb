package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// foreignDir holds a program and the package that it uses, which runs inside libpython there.
const foreignDir = "../../testdata/foreign"

// TestForeign runs packages wholly inside libpython: they must do the same there.
func TestForeign(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	for _, c := range []struct{ pkg, folder, base, debian string }{
		{"shapes", foreignDir, "use_shapes", ""},
		{"numpy", extensionDir, "numpy_arrays", "python3-numpy"},
		{"lxml", extensionDir, "lxml_trees", "python3-lxml"},
		{"psycopg2", extensionDir, "psycopg2_adaption", "python3-psycopg2"},
		{"markupsafe", extensionDir, "markupsafe_escape", "python3-markupsafe"},
		{"yaml", extensionDir, "yaml_documents", "python3-yaml"},
		{"cryptography", extensionDir, "cryptography_ciphers", "python3-cryptography"},
		{"PIL", extensionDir, "pillow_images", "python3-pil"},
	} {
		t.Run(c.pkg, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.Abs(c.folder)
			if err != nil {
				t.Fatal(err)
			}
			if *record {
				if c.folder == foreignDir {
					recordProgram(t, dir, c.base)
				}
				return
			}
			if c.debian != "" {
				if out, err := exec.Command("dpkg-query", "-W", "-f", "${Status}", c.debian).Output(); err != nil || !strings.Contains(string(out), "ok installed") {
					t.Skipf("needs the Debian package %s: make need-test installs it", c.debian)
				}
			}
			want := recorded(t, dir, c.base)
			r := runIn(t, append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1"), dir, langLimit, memphis(t), "-X", "frames", "--module", c.pkg+"=foreign", c.base+".py")
			counted := frames.FindStringSubmatch(r.stderr)
			if counted == nil || counted[1] == "0" || !strings.Contains(r.stderr, "_find_and_load") {
				t.Error("libpython has evaluated no frame")
			}
			r.stderr = frames.ReplaceAllString(r.stderr, "")
			got := normalised(r, dir)
			if d := difference(want.stdout, got.stdout); d != "" {
				t.Errorf("stdout: %s", d)
			}
			if got.stderr != want.stderr || got.code != want.code {
				t.Errorf("exit code %d, stderr: %s", got.code, got.stderr)
			}
		})
	}
	for arg, want := range map[string]string{"math=foreign": "is no package", "a.b=foreign": "as a whole: a"} {
		if r := run(t, ".", langLimit, memphis(t), "--module", arg, "-c", "pass"); r.code != 2 || !strings.Contains(r.stderr, want) {
			t.Errorf("--module %s: exit code %d, %s", arg, r.code, r.stderr)
		}
	}
}
