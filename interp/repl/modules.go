package repl

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"memphis/interp"
	"memphis/interp/object"
)

// This file defines what Tab offers in import statements.

var (
	importLine = regexp.MustCompile(`^\s*(?:import|from)\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*([\w.]*)$`)
	fromLine   = regexp.MustCompile(`^\s*from\s+([\w.]+)\s+import\s+\(?(?:\w+(?:\s+as\s+\w+)?\s*,\s*)*(\w*)$`)
)

// imports lists what the last word of an import statement may become; ok is false if head is none.
func imports(p *interp.Interpreter, head string) (found []string, ok bool) {
	p.Thread().Locked(func() {
		if m := fromLine.FindStringSubmatch(head); m != nil {
			if _, err := p.Import(m[1]); err == nil {
				ok = true
				mod, _ := p.Module(m[1])
				for _, name := range attributesOf(p, mod, m[2]) {
					found = append(found, name)
				}
				found = append(found, submodules(p, m[1], m[2])...)
			}
			return
		}
		if m := importLine.FindStringSubmatch(head); m != nil {
			ok = true
			if i := strings.LastIndexByte(m[1], '.'); i >= 0 {
				for _, name := range submodules(p, m[1][:i], m[1][i+1:]) {
					found = append(found, m[1][:i+1]+name)
				}
				return
			}
			found = topModules(p, m[1])
		}
	})
	return found, ok
}

// topModules lists the modules that begin with prefix: built-in ones and those on sys.path.
func topModules(p *interp.Interpreter, prefix string) []string {
	var found []string
	if v, ok := p.Sys("builtin_module_names"); ok {
		if u, ok := object.AsTuple(v); ok {
			for _, x := range u.Items {
				if s, ok := object.AsStr(x); ok && strings.HasPrefix(s.String(), prefix) {
					found = append(found, s.String())
				}
			}
		}
	}
	v, _ := p.Sys("path")
	if l, ok := object.AsList(v); ok {
		for _, x := range l.Items {
			if s, ok := object.AsStr(x); ok {
				found = append(found, modulesIn(s.String(), prefix)...)
			}
		}
	}
	return found
}

// submodules lists the modules in a package that has been imported or can be found beside its __path__.
func submodules(p *interp.Interpreter, pkg, prefix string) []string {
	if _, err := p.Import(pkg); err != nil {
		return nil
	}
	mod, ok := p.Module(pkg)
	if !ok {
		return nil
	}
	v, err := p.Thread().GetAttrString(mod, "__path__")
	l, isList := object.AsList(v)
	if err != nil || !isList {
		return nil
	}
	var found []string
	for _, x := range l.Items {
		if s, ok := object.AsStr(x); ok {
			found = append(found, modulesIn(s.String(), prefix)...)
		}
	}
	return found
}

// modulesIn lists the modules and packages in a folder.
func modulesIn(dir, prefix string) []string {
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // sys.path may name what does not exist
	}
	var found []string
	for _, e := range entries {
		name, ext, _ := strings.Cut(e.Name(), ".")
		if !strings.HasPrefix(name, prefix) || !object.IsIdentifier(name) || prefix == "" && strings.HasPrefix(name, "_") {
			continue
		}
		if e.IsDir() {
			if _, err := os.Stat(filepath.Join(dir, name, "__init__.py")); err != nil || ext != "" {
				continue
			}
		} else if ext != "py" && !strings.HasSuffix(ext, "so") {
			continue
		}
		found = append(found, name)
	}
	return found
}
