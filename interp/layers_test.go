package interp_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is the path that every package of ours starts with.
const module = "memphis/"

// leaves are small packages that know nothing of Python's objects. Each may import other leaves only, and everything in
// interp, convert and bridge may import it. A new one is named here, with what it is.
var leaves = map[string]string{
	"interp/internal/codec":   "text encodings between WTF-8 strings and bytes, with error callbacks",
	"interp/internal/fork":    "forks a process that runs Go: its threads are made anew in the child",
	"interp/internal/libm":    "correctly rounded elementary functions, as C's libm gives them",
	"interp/internal/native":  "machine code: an assembler, executable memory, the way in and out",
	"interp/internal/numfmt":  "numbers to text and back: repr, int(), the format mini-language, % conversions",
	"interp/internal/pyhash":  "Python's hashes: SipHash-1-3 of strings, numbers, tuples, frozensets",
	"interp/internal/room":    "how much memory one object may ask for",
	"interp/internal/signals": "what the kernel and Go's runtime do with a signal",
	"interp/internal/sre":     "the regular expression engine: compiled patterns over strings and bytes",
	"interp/internal/unidata": "what Python asks about characters: predicates, case mappings and names",
}

// layers lists what each package may import from this module. The arrows run one way; a new edge is a change of design, so
// make it here on purpose, and tell doc/design.md. "dir/..." stands for every package below dir.
var layers = map[string][]string{
	"interp/syntax":                {},
	"interp/internal/resolve":      {"interp/syntax"},
	"interp/internal/bytecode":     {"interp/syntax"},
	"interp/internal/compile":      {"interp/syntax", "interp/internal/resolve", "interp/internal/bytecode"},
	"interp/internal/cpython":      {"interp/internal/bytecode"},
	"interp/object":                {},
	"interp/internal/engine":       {"interp/object"},
	"interp/internal/vm":           {"interp/object", "interp/internal/bytecode", "interp/internal/engine"},
	"interp/internal/treewalk":     {"interp/object", "interp/syntax", "interp/internal/resolve", "interp/internal/bytecode", "interp/internal/compile", "interp/internal/engine"},
	"interp/internal/modules/...":  {"interp/object", "interp/internal/modules/..."},
	"interp/internal/bytecode/gen": {"interp/syntax", "interp/internal/bytecode", "interp/internal/compile"},
	"interp/internal/dis":          {"interp/internal/bytecode"},
	"interp/internal/trace":        {"interp/object", "interp/syntax", "interp/internal/bytecode"},
	"interp/internal/traceback":    {"interp/object", "interp/syntax"},
	"interp/internal/importer":     {"interp/object"},
	"interp":                       {"interp/...", "stdlibpath"},
	"interp/repl":                  {"interp", "interp/object", "interp/syntax"},
	"convert":                      {"interp/object"},
	"convert/gen":                  {"convert"},
	"bridge/internal/capi":         {},
	"bridge":                       {"bridge/internal/capi", "convert", "interp/object"},
	"stdlibpath":                   {},
	"cmd/memphis":                  {"cmd/internal/collector", "cmd/internal/crosscheck", "cmd/internal/process", "bridge", "convert", "interp", "interp/object", "interp/repl", "stdlibpath"},
	"cmd/memphis-bench":            {},
	"cmd/memphis-crosscheck":       {"cmd/internal/crosscheck"},
	"cmd/internal/collector":       {},
	"cmd/internal/process":         {},
	"cmd/internal/crosscheck":      {},
	"cmd/memphis-conformance":      {},
}

// exceptions are single edges that the table of layers leaves out, each with its reason.
var exceptions = map[[2]string]string{
	{"interp/internal/modules/ast", "interp/syntax"}: "_ast turns syntax nodes into Python objects and back",
}

// covers tells whether pattern names pkg: itself, or a folder above it when it ends in "/...".
func covers(pattern, pkg string) bool {
	dir, tree := strings.CutSuffix(pattern, "/...")
	return pattern == pkg || tree && (pkg == dir || strings.HasPrefix(pkg, dir+"/"))
}

// allowedImports finds a package's row, preferring its own name to a folder's.
func allowedImports(pkg string) ([]string, bool) {
	if row, ok := layers[pkg]; ok {
		return row, true
	}
	if _, ok := leaves[pkg]; ok {
		return nil, true
	}
	for pattern, row := range layers {
		if covers(pattern, pkg) {
			return row, true
		}
	}
	return nil, false
}

// goPackage is what this test reads of go list -json.
type goPackage struct {
	ImportPath string
	Imports    []string
	CgoFiles   []string
}

func listPackages(t *testing.T, tags string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,CgoFiles", "-tags", tags, module+"...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// TestLayers holds every import of ours against the table, in both builds.
func TestLayers(t *testing.T) {
	for _, tags := range []string{"", "libpython"} {
		for _, p := range listPackages(t, tags) {
			pkg := strings.TrimPrefix(p.ImportPath, module)
			row, ok := allowedImports(pkg)
			if !ok {
				t.Errorf("%s: a new package: give it a row in layers, or name it in leaves", pkg)
				continue
			}
			for _, path := range p.Imports {
				dep, ours := strings.CutPrefix(path, module)
				_, leaf := leaves[dep]
				_, excepted := exceptions[[2]string{pkg, dep}]
				inRow := slices.ContainsFunc(row, func(pattern string) bool { return covers(pattern, dep) })
				if ours && !leaf && !excepted && !inRow {
					t.Errorf("%s may not import %s", pkg, dep)
				}
			}
		}
	}
}

// withC are the packages that may import "C": leaves, each with a twin without it.
var withC = []string{"bridge/internal/capi", "cmd/internal/process", "interp/internal/fork"}

// TestPackagesWithC keeps cgo in leaves, so that everything else builds and tests without a C compiler.
func TestPackagesWithC(t *testing.T) {
	for _, p := range listPackages(t, "libpython") {
		if pkg := strings.TrimPrefix(p.ImportPath, module); len(p.CgoFiles) > 0 && !slices.Contains(withC, pkg) {
			t.Errorf(`%s: import "C" in %v: only %v may`, pkg, p.CgoFiles, withC)
		}
	}
}
