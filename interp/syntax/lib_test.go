package syntax

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// libDir is the standard library of the oracle.
const libDir = "/usr/lib/python3.11"

// libFiles returns the Python files of the standard library, one in each step of them.
func libFiles(t testing.TB, step int) []string {
	t.Helper()
	var files []string
	n := 0
	err := filepath.WalkDir(libDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".py") && !d.IsDir() {
			if n%step == 0 {
				files = append(files, path)
			}
			n++
		}
		return nil
	})
	if err != nil {
		t.Skipf("no standard library: %v", err)
	}
	return files
}

// TestLib compares the trees of the standard library, its tests included, with the oracle's: all of it, or, with
// -short, one file in 20.
func TestLib(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 20
	}
	files := libFiles(t, step)
	o := startOracle(t)
	var spent time.Duration
	size := 0
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		mod, err := Parse(src, Options{Filename: path, Decode: decodeHTML})
		spent += time.Since(start)
		size += len(src)
		want := o.ask(t, query{Path: path})
		switch {
		case err != nil:
			// The text of an error comes from the file here, so only the message and the place count.
			if got := describe(err); got.Kind != want.Kind || got.Msg != want.Msg || got.Line != want.Line {
				t.Errorf("%s: %v, want %s %s", path, err, want.Kind, want.Msg)
			}
		case fmt.Sprintf("%x", sha256.Sum256([]byte(Dump(mod, true)))) != want.Sum:
			t.Errorf("%s: %s", path, difference(t, o, path, mod, want))
		}
	}
	t.Logf("%d files, %d bytes, parsed in %v", len(files), size, spent)
}

// difference shows where our tree of a file and the oracle's part.
func difference(t *testing.T, o *oracle, path string, mod Mod, a answer) string {
	if a.Kind != "" {
		return "parsed, but the oracle says " + a.Kind + ": " + a.Msg
	}
	got, want := Dump(mod, true), o.ask(t, query{Path: path, Dump: true}).Tree
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	window := func(s string) string { return s[max(0, min(i, len(s))-150):min(len(s), i+100)] }
	return fmt.Sprintf("trees differ\n got  %s\n want %s", window(got), window(want))
}

// TestFinderAccepts checks that the finder, which only ever sees texts that the parser has rejected, accepts what the
// parser accepts: the two hold the same grammar.
func TestFinderAccepts(t *testing.T) {
	step := 7
	if testing.Short() {
		step = 40
	}
	for _, path := range libFiles(t, step) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		opt := Options{Filename: path, Decode: decodeHTML}
		if _, err := Parse(src, opt); err != nil {
			continue
		}
		if f := finderOf(src, opt); f != nil && !f.pass(Exec, false) {
			t.Errorf("%s: the finder stops at line %d", path, f.toks[f.fill-1].line)
		}
	}
}

// finderOf returns a finder for a text that can be scanned.
func finderOf(src []byte, opt Options) *finder {
	text, err := decodeSource(src, &opt)
	if err != nil {
		return nil
	}
	sc := newScanner(text, &opt)
	sc.scan(opt.Mode)
	if sc.err != nil && sc.scanErr == nil {
		return nil
	}
	return newFinder(sc, &opt, nil)
}

// BenchmarkLib parses a sample of the standard library.
func BenchmarkLib(b *testing.B) {
	var texts [][]byte
	size := 0
	for _, path := range libFiles(b, 10) {
		src, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, src)
		size += len(src)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range texts {
			Parse(src, Options{Decode: decodeHTML})
		}
	}
}
