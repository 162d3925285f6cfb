package importer

import (
	"os"
	"path/filepath"
	"strings"

	"memphis/interp/object"
)

// This file defines the frozen modules: those that start-up needs. CPython has their code in its binary; ours comes from
// the standard library's sources through the cache, but is found without a search and bears the same names,
// "<frozen os>", in tracebacks.

// frozenModule is a row of the table of frozen modules.
type frozenModule struct {
	name string
	// orig is the module whose source it is. "<" in front says that name is the __init__ of that package.
	orig string
	pkg  bool
	// always says that the module is frozen even under -X frozen_modules=off: importlib itself.
	always bool
}

// frozen are the frozen modules, in the order of _imp._frozen_module_names.
var frozen = []frozenModule{
	{name: "_frozen_importlib", orig: "importlib._bootstrap", always: true},
	{name: "_frozen_importlib_external", orig: "importlib._bootstrap_external", always: true},
	{name: "zipimport", orig: "zipimport", always: true},
	{name: "abc", orig: "abc"},
	{name: "codecs", orig: "codecs"},
	{name: "io", orig: "io"},
	{name: "_collections_abc", orig: "_collections_abc"},
	{name: "_sitebuiltins", orig: "_sitebuiltins"},
	{name: "genericpath", orig: "genericpath"},
	{name: "ntpath", orig: "ntpath"},
	{name: "posixpath", orig: "posixpath"},
	{name: "os.path", orig: "posixpath"},
	{name: "os", orig: "os"},
	{name: "site", orig: "site"},
	{name: "stat", orig: "stat"},
	{name: "importlib.util", orig: "importlib.util"},
	{name: "importlib.machinery", orig: "importlib.machinery"},
	{name: "runpy", orig: "runpy"},
	{name: "__hello__", orig: "__hello__"},
	{name: "__hello_alias__", orig: "__hello__"},
	{name: "__phello_alias__", orig: "__hello__", pkg: true},
	{name: "__phello_alias__.spam", orig: "__hello__"},
	{name: "__phello__", orig: "__phello__", pkg: true},
	{name: "__phello__.__init__", orig: "<__phello__"},
	{name: "__phello__.ham", orig: "__phello__.ham", pkg: true},
	{name: "__phello__.ham.__init__", orig: "<__phello__.ham"},
	{name: "__phello__.ham.eggs", orig: "__phello__.ham.eggs"},
	{name: "__phello__.spam", orig: "__phello__.spam"},
}

// find returns the row of a frozen module, nil if name is none now.
func (im *Importer) find(name string) *frozenModule {
	for i := range frozen {
		if f := &frozen[i]; f.name == name {
			if im.FrozenOff && !f.always {
				return nil
			}
			return f
		}
	}
	return nil
}

// file is the source of a frozen module.
func (im *Importer) file(f *frozenModule) string {
	orig, isInit := strings.CutPrefix(f.orig, "<")
	path := filepath.Join(im.Lib, filepath.Join(strings.Split(orig, ".")...))
	if isInit || f.pkg && f.orig == f.name {
		return filepath.Join(path, "__init__.py")
	}
	return path + ".py"
}

// FrozenCode returns the code object of a frozen module, nil if name is none.
func (im *Importer) FrozenCode(t *object.Thread, name string) (*object.Code, error) {
	f := im.find(name)
	if f == nil {
		return nil, nil
	}
	return im.cachedCode(t, im.file(f), "<frozen "+strings.TrimPrefix(f.orig, "<")+">")
}

// Frozen tells whether a module is frozen, under which name importlib knows its source, and whether it is a package.
func (im *Importer) Frozen(name string) (orig string, pkg, ok bool) {
	f := im.find(name)
	if f == nil {
		return "", false, false
	}
	if !f.always {
		if _, err := os.Stat(im.file(f)); err != nil {
			return "", false, false // a standard library without it
		}
	}
	return f.orig, f.pkg, true
}

// FrozenNames are the names of the frozen modules.
func (im *Importer) FrozenNames() []string {
	var names []string
	for _, f := range frozen {
		names = append(names, f.name)
	}
	return names
}

// SetFrozenOff says whether only importlib's own modules are frozen, as under -X frozen_modules=off.
func (im *Importer) SetFrozenOff(off bool) { im.FrozenOff = off }
