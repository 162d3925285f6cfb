package main_test

import (
	"path/filepath"
	"testing"
)

// TestCyclesThroughC makes 108,000 cycles that lead through objects of libpython's, of nine kinds, which the collectors must
// find; the program says so if memory grows by 20 MB.
func TestCyclesThroughC(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	if testing.Short() {
		t.Skip("takes ten seconds")
	}
	dir, err := filepath.Abs(filepath.Join(langDir, "modules"))
	if err != nil {
		t.Fatal(err)
	}
	want := recorded(t, dir, "cycles_through_c")
	got := normalised(run(t, dir, 3*langLimit, memphis(t), "cycles_through_c.py", "1200"), dir)
	if d := difference(want.stdout, got.stdout); d != "" {
		t.Error(d)
	}
	if got.stderr != "" || got.code != 0 {
		t.Errorf("exit code %d, stderr: %s", got.code, got.stderr)
	}
}
