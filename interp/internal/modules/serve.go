package modules

import (
	"fmt"
	"slices"
	"strings"

	"memphis/interp/object"
)

// This file defines how each C module of the host is served, and why.

// Service is a way of serving a C module.
type Service string

// The ways.
const (
	Native  Service = "native"  // in Go
	Bridged Service = "bridged" // from libpython
	Pure    Service = "pure"    // not at all: the standard library's Python twin runs, if there is one
	Foreign Service = "foreign" // a package, which runs inside libpython with its Python files
)

// reason says why a module is native, and whether it must be.
type reason string

const (
	own  reason = "it is about the interpreter that runs it, or the interpreter is made of it"
	dear reason = "a crossing to libpython would cost more than the work"
)

// bridges reports whether a native module could come from libpython instead.
func (r reason) bridges() bool { return r != own }

// withheld are the C modules that are not served from libpython, and why. Those about
// the interpreter itself would speak of the wrong one; for the others the standard
// library has a Python twin, which runs here.
var withheld = map[string]string{
	"_xxsubinterpreters": string(own),
}

// Served is a row of the table that Services returns.
type Served struct {
	Name string
	How  Service
	Why  string
	// Other are the further ways in which the module can be served.
	Other []Service
}

// Services returns the table of how the C modules of a host are served with settings s:
// dynamic are the names of those that are shared objects.
func Services(s *Settings, dynamic []string) []Served {
	var builtins []string
	if s.Extensions != nil {
		builtins = s.Extensions.Builtins()
	} else {
		dynamic = nil
	}
	rows := map[string]Served{}
	for _, row := range natives() {
		r := Served{Name: row.name, How: Native, Why: string(row.why)}
		if row.why != own {
			if row.why.bridges() && (slices.Contains(builtins, row.name) || slices.Contains(dynamic, row.name)) {
				r.Other = append(r.Other, Bridged)
			}
			r.Other = append(r.Other, Pure)
		}
		rows[row.name] = r
	}
	for _, def := range s.Modules {
		rows[def.Name] = Served{Name: def.Name, How: Native, Why: "Memphis's own"}
	}
	add := func(name, where string) {
		if _, ok := rows[name]; ok {
			return
		}
		if why := withheld[name]; why != "" {
			rows[name] = Served{name, Pure, why, []Service{Bridged}}
			return
		}
		rows[name] = Served{name, Bridged, where, []Service{Pure}}
	}
	for _, n := range builtins {
		add(n, "C code in libpython")
	}
	for _, n := range dynamic {
		add(n, "C code in a shared object")
	}
	out := make([]Served, 0, len(rows))
	for _, r := range rows {
		if how, ok := s.Serve[r.Name]; ok && how != r.How {
			r.Why = "by --module; else " + string(r.How)
			r.How = how
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(x, y Served) int { return strings.Compare(x.Name, y.Name) })
	return out
}

// CheckServe tells why a module cannot be served in a way: nil if it can. A module that the
// table does not know, one from outside the standard library, is bridged or pure.
func CheckServe(name string, how Service) error {
	switch how {
	case Native, Bridged, Pure:
	case Foreign:
		if strings.Contains(name, ".") {
			return fmt.Errorf("a package is foreign as a whole: %s", name[:strings.IndexByte(name, '.')])
		}
	default:
		return fmt.Errorf("a module is native, bridged or pure, a package also foreign, not %q", string(how))
	}
	for _, row := range natives() {
		if row.name == name {
			if how != Native && row.why == own {
				return fmt.Errorf("module %s is always native: %s", name, own)
			}
			if how == Foreign {
				return fmt.Errorf("module %s is no package", name)
			}
			if how == Bridged && !row.why.bridges() {
				return fmt.Errorf("module %s cannot be bridged: %s", name, row.why)
			}
			return nil
		}
	}
	if how == Native {
		return fmt.Errorf("there is no native module %s", name)
	}
	return nil
}

// ForeignPackages are the names of the packages that run inside libpython.
func ForeignPackages(s *Settings) []string {
	var names []string
	for name, how := range s.Serve {
		if how == Foreign {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func isNative(t *thread, name string) bool {
	s := settingsOf(t)
	if how := s.Serve[name]; how == Bridged || how == Pure {
		return false
	}
	for _, row := range natives() {
		if row.name == name {
			return true
		}
	}
	return slices.ContainsFunc(s.Modules, func(def *object.ModuleDef) bool { return def.Name == name })
}

// keptOut tells why a module of libpython is not served, "" if it is.
func keptOut(t *thread, name string) string {
	switch settingsOf(t).Serve[name] {
	case Bridged:
		return ""
	case Pure:
		return "--module " + name + "=pure"
	}
	for _, row := range natives() {
		if row.name == name {
			return string(row.why)
		}
	}
	return withheld[name]
}

func isForeignBuiltin(t *thread, name string) bool {
	ext := settingsOf(t).Extensions
	return ext != nil && keptOut(t, name) == "" && slices.Contains(ext.Builtins(), name)
}
