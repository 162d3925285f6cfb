package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	readmeTarget = regexp.MustCompile("(?m)(?:^    |`)make ([a-z-]+)")
	readmePath   = regexp.MustCompile("`((?:interp|bridge|convert|stdlibpath|cmd|testdata|doc)[a-z0-9_/.-]*)`")
)

// TestReadme looks for what README.md names: targets of the Makefile, folders and files.
func TestReadme(t *testing.T) {
	root := filepath.Join("..", "..")
	text := func(name string) string {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	readme, makefile := text("README.md"), "\n"+text("Makefile")
	targets := readmeTarget.FindAllStringSubmatch(readme, -1)
	if len(targets) == 0 {
		t.Error("README.md names no target of the Makefile")
	}
	for _, m := range targets {
		if !strings.Contains(makefile, "\n"+m[1]+":") {
			t.Errorf("README.md says make %s, which the Makefile does not have", m[1])
		}
	}
	for _, m := range readmePath.FindAllStringSubmatch(readme, -1) {
		if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
			t.Errorf("README.md names %s: %v", m[1], err)
		}
	}
}

// TestUsage compares what the command line is answered with: exit codes, and which stream has the answer.
func TestUsage(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{
		{"--help"}, {"-h"}, {"-?"}, {"--version"}, {"-V"}, {"--help-env"}, {"--help-xoptions"}, {"--help-all"},
		{"-Z"}, {"-c"}, {"-m"}, {"-W"}, {"-X"}, {"--nonsense"}, {"nofile.py"}, {"-m", "nomodule"}, {"-c", "x = = 1"},
		{"-X", "int_max_str_digits", "-c", "1"}, {"-X", "int_max_str_digits=5", "-c", "1"}, {"-c", "raise SystemExit(7)"},
		{"-c", "raise KeyboardInterrupt"}, {"-W", "error", "-c", "import warnings; warnings.warn('x')"}, {"-W", "nonsense", "-c", "1"},
		{"-bb", "-c", "str(b'')"}, {"-c", "import sys; sys.exit('text')"},
	} {
		want := run(t, dir, time.Minute, python(t), args...)
		got := run(t, dir, time.Minute, memphis(t), args...)
		if want.code != got.code || (want.stdout == "") != (got.stdout == "") || (want.stderr == "") != (got.stderr == "") {
			t.Errorf("%q: exit code %d, stdout %q, stderr %q; want %d, %q, %q", args, got.code, got.stdout, got.stderr, want.code, want.stdout, want.stderr)
		}
	}
}
