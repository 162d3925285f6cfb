package main_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"memphis/stdlibpath"
)

// notImported are the modules of Lib that memphis need not import, each with the reason. At most 5.
var notImported = map[string]string{
	"antigravity": "it opens a web browser",
}

// listing prints the names of Lib's top-level modules and packages.
const listing = `
import os, sys
lib = sys.argv[1]
for entry in sorted(os.listdir(lib)):
    name, ext = os.path.splitext(entry)
    if ext == ".py" or not ext and os.path.exists(os.path.join(lib, entry, "__init__.py")):
        if name.isidentifier(): print(name)
`

// frames is the line that -X frames makes memphis print at exit: how many Python frames libpython has evaluated.
var frames = regexp.MustCompile(`(?m)^libpython frames: ([0-9]+).*\n`)

// TestImports imports every top-level module of the host's Lib that python3 can import, each in a process of its own, and
// counts the Python frames that libpython evaluated: there must be none, since Python source runs in Go.
func TestImports(t *testing.T) {
	if testing.Short() {
		t.Skip("starts more than 200 programs")
	}
	needBridge(t)
	host, err := stdlibpath.Find(stdlibpath.Options{})
	if err != nil {
		t.Skip(err)
	}
	if len(notImported) > 5 {
		t.Errorf("%d modules are let off, 5 may be", len(notImported))
	}
	listed := run(t, t.TempDir(), time.Minute, python(t), "-c", listing, host.Lib)
	names := strings.Fields(listed.stdout)
	if len(names) < 150 {
		t.Fatalf("only %d modules in %s: %s", len(names), host.Lib, listed.stderr)
	}
	for _, name := range names {
		if notImported[name] != "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code := "import " + name
			want := run(t, t.TempDir(), time.Minute, python(t), "-c", code)
			if want.code != 0 {
				t.Skip("python3 does not import it either")
			}
			got := run(t, t.TempDir(), time.Minute, memphis(t), "-X", "frames", "-c", code)
			if got.code != want.code {
				t.Fatalf("exit code %d\n%s", got.code, lastLines(got.stderr, 25))
			}
			if d := difference(want.stdout, got.stdout); d != "" {
				t.Errorf("stdout: %s", d)
			}
			counted := frames.FindStringSubmatch(got.stderr)
			if counted == nil {
				t.Fatalf("-X frames prints no count: %q", got.stderr)
			}
			if n, err := strconv.Atoi(counted[1]); err != nil || n != 0 {
				t.Errorf("libpython evaluated Python frames: %s", counted[0])
			}
			if d := difference(want.stderr, frames.ReplaceAllString(got.stderr, "")); d != "" {
				t.Errorf("stderr: %s", d)
			}
		})
	}
}
