package compile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/syntax"
)

const lib = "/usr/lib/python3.11"

// libFiles returns the Python files of the host's standard library.
func libFiles(t testing.TB) []string {
	var files []string
	filepath.WalkDir(lib, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
			files = append(files, path)
		}
		return nil
	})
	if len(files) == 0 {
		t.Skip("the host has no Python library at " + lib)
	}
	return files
}

func compileFile(path string, src []byte) (*bytecode.Code, time.Duration, error) {
	mod, err := syntax.Parse(src, syntax.Options{Filename: path})
	if err != nil {
		return nil, 0, err
	}
	start := time.Now()
	code, err := compile.Compile(mod, compile.Options{Filename: path})
	return code, time.Since(start), err
}

func TestLib(t *testing.T) {
	var parse, comp time.Duration
	n, bytes := 0, 0
	for _, path := range libFiles(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		code, d, err := compileFile(path, src)
		comp += d
		parse += time.Since(start) - d
		if err != nil {
			if !strings.Contains(err.Error(), "unknown encoding") && !strings.Contains(path, "lib2to3/tests") && !strings.Contains(path, "bad") {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		n++
		bytes += len(src)
		if err := bytecode.Verify(code); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	t.Logf("%d files, %d bytes: parsed in %v, compiled in %v", n, bytes, parse, comp)
}
