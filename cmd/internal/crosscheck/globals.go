package crosscheck

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// This file defines how the globals that a program ends with are compared: those of its module __main__, when Python runs
// what was registered with atexit. Plain values compare by repr, containers and what the program's own classes made by what
// they hold, functions by name, parameters and defaults, classes by bases and attributes, modules by name.

//go:embed probe.py
var probeSource string

// A Probe is a folder with the code that writes a program's globals.
type Probe struct{ dir string }

// NewProbe makes one; Close removes it.
func NewProbe() (*Probe, error) {
	dir, err := os.MkdirTemp("", "crosscheck-probe")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "sitecustomize.py"), []byte(probeSource), 0o644); err != nil {
		return nil, err
	}
	return &Probe{dir}, nil
}

// Close removes what the probe needed.
func (p *Probe) Close() { os.RemoveAll(p.dir) }

// Environment is env for a run that ends with the globals in a file.
func (p *Probe) Environment(env []string, file string) []string {
	path := p.dir
	out := make([]string, 0, len(env)+2)
	for _, v := range env {
		if old, ok := strings.CutPrefix(v, "PYTHONPATH="); ok && old != "" {
			path = p.dir + string(os.PathListSeparator) + old
			continue
		}
		out = append(out, v)
	}
	return append(out, "PYTHONPATH="+path, "MEMPHIS_CROSSCHECK_GLOBALS="+file)
}

// Globals are names with the texts of their values, one a line.
type Globals string

// ReadGlobals reads what a run has left in a file, nothing if it did not come to its end.
func ReadGlobals(file string) Globals {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	return Globals(address.ReplaceAllString(string(text), "0x..."))
}

func (g Globals) names() map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(string(g), "\n") {
		if name, v, ok := strings.Cut(line, " = "); ok {
			m[name] = v
		}
	}
	return m
}

// Differ returns the lines of the first name that want and got do not agree about, "" if there is none. What again, a second run of the
// reference, has otherwise than the first does not count: it is nil to count everything.
func (want Globals) Differ(got Globals, again *Globals) string {
	if want == got {
		return ""
	}
	w, g := want.names(), got.names()
	unsure := func(name string) bool {
		return again != nil && again.names()[name] != w[name]
	}
	for line := range strings.SplitSeq(string(want), "\n") {
		name, v, ok := strings.Cut(line, " = ")
		if !ok || g[name] == v || unsure(name) {
			continue
		}
		if other, has := g[name]; has {
			return fmt.Sprintf("- %s = %s\n+ %s = %s\n", name, v, name, other)
		}
		return fmt.Sprintf("- %s = %s\n", name, v)
	}
	for line := range strings.SplitSeq(string(got), "\n") {
		name, _, ok := strings.Cut(line, " = ")
		if _, has := w[name]; ok && !has && !unsure(name) {
			return fmt.Sprintf("+ %s\n", line)
		}
	}
	return ""
}
