package main_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"memphis/cmd/internal/crosscheck"
)

// TestCrosscheck runs a few random programs on both engines and on python3. The command memphis-crosscheck runs more.
func TestCrosscheck(t *testing.T) {
	const first, programs = 1000, 12
	runners := crosscheck.Runners(memphis(t), python(t))
	dir := t.TempDir()
	for seed := uint64(first); seed < first+programs; seed++ {
		file := filepath.Join(dir, "program.py")
		if err := os.WriteFile(file, []byte(crosscheck.Generate(seed)), 0o644); err != nil {
			t.Fatal(err)
		}
		d, err := crosscheck.Compare(runners, file, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if d != nil {
			t.Errorf("seed %d: %v", seed, d)
		}
	}
}
