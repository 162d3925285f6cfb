// Package importer starts the import system and does what the import statement
// does.
//
// The finders and loaders are importlib's own, run from the standard library's
// sources: importlib/_bootstrap.py as the module _frozen_importlib and
// importlib/_bootstrap_external.py as _frozen_importlib_external, just as CPython
// runs its frozen copies of them. Only the path through sys.modules is Go.
package importer

import (
	"strings"

	"memphis/interp/object"
)

// Importer is the state of the import system in one interpreter.
type Importer struct {
	// Lib is the directory of the standard library's sources.
	Lib string
	// Compile compiles the source of a frozen module.
	Compile func(t *object.Thread, src []byte, filename string) (*object.Code, error)
	// Dump and Load are marshal's, for code objects; IsCode tells from the first byte whether Load may succeed.
	Dump   func(t *object.Thread, code *object.Code) ([]byte, error)
	Load   func(t *object.Thread, data []byte) (*object.Code, error)
	IsCode func(first byte) bool
	// Magic begins the caches, Tag names them; UserCache is the folder of those that cannot lie beside their sources,
	// "" for none.
	Magic          uint32
	Tag, UserCache string
	// Foreign begins the .pyc files of CPython, whose code Load reads as well.
	Foreign uint32
	// Optimize is -O's count. Verbose is -v, FrozenOff -X frozen_modules=off, Times -X importtime.
	Optimize                  int
	Verbose, FrozenOff, Times bool
	// Trees says that code runs from its syntax tree, which caches do not hold: where there is the source it is compiled
	// each time. Caches are written all the same.
	Trees bool

	boot  *object.Module // _frozen_importlib
	times times
}

// Start runs importlib's bootstrap: afterwards Import works. sys and imp are the
// native modules of these names.
func (im *Importer) Start(t *object.Thread, sys, imp object.Value) error {
	code, err := im.FrozenCode(t, "_frozen_importlib")
	if err != nil {
		return err
	}
	m := object.NewModule("_frozen_importlib")
	m.Dict().SetString("__builtins__", t.Interp.Builtins.Value())
	m.Dict().SetString("__origname__", object.StrValue("importlib._bootstrap"))
	t.Interp.Modules.SetString("_frozen_importlib", m.Value())
	if _, err := code.Body.Exec(t, code, m.Dict(), object.Value{}, nil); err != nil {
		return err
	}
	im.boot = m
	install, _ := m.Dict().GetString("_install")
	if _, err := t.Call(install, sys, imp); err != nil {
		return err
	}
	ext, _ := m.Dict().GetString("_install_external_importers")
	if _, err := t.Call(ext); err != nil {
		return err
	}
	im.installClassify(t)
	return im.installSourceLoader(t)
}

// External returns the namespace of _frozen_importlib_external, nil before Start.
func (im *Importer) External(t *object.Thread) *object.Dict {
	v, ok := t.Interp.Modules.GetString("_frozen_importlib_external")
	if !ok {
		return nil
	}
	m, _ := object.AsModule(v)
	return m.Dict()
}

// Import is builtins.__import__ (Library reference; reference, section 5).
func (im *Importer) Import(t *object.Thread, name string, globals *object.Dict, fromlist object.Value, level int) (object.Value, error) {
	abs := name
	if level > 0 {
		var err error
		if abs, err = im.resolve(t, name, globals, level); err != nil {
			return object.Value{}, err
		}
	} else if name == "" {
		return object.Value{}, object.Errorf(object.ValueErrorType, "Empty module name")
	}
	mod, ok := t.Interp.Modules.GetString(abs)
	if !ok || mod.IsNone() {
		var err error
		if mod, err = im.load(t, abs); err != nil {
			return object.Value{}, err
		}
	} else if err := im.wait(t, mod, abs); err != nil {
		return object.Value{}, err
	}
	from := false
	if !fromlist.IsNil() && !fromlist.IsNone() {
		var err error
		if from, err = t.Truth(fromlist); err != nil {
			return object.Value{}, err
		}
	}
	if !from {
		if level > 0 && name == "" {
			return mod, nil
		}
		front, _, dotted := strings.Cut(name, ".")
		if !dotted {
			return mod, nil
		}
		if level == 0 {
			return im.Import(t, front, nil, object.Value{}, 0)
		}
		top := abs[:len(abs)-(len(name)-len(front))]
		v, ok := t.Interp.Modules.GetString(top)
		if !ok {
			return object.Value{}, object.Errorf(object.KeyErrorType, "'%s' not in sys.modules as expected", top)
		}
		return v, nil
	}
	path, err := t.GetAttrOpt(mod, object.Intern("__path__"))
	if err != nil || path.IsNil() || path.IsNone() {
		return mod, err
	}
	if im.boot == nil {
		return mod, nil
	}
	handle, _ := im.boot.Dict().GetString("_handle_fromlist")
	imp, _ := t.Interp.Builtins.GetString("__import__")
	v, err := t.Call(handle, mod, fromlist, imp)
	return v, trim(err)
}

// load finds and loads a module that is not in sys.modules.
func (im *Importer) load(t *object.Thread, abs string) (object.Value, error) {
	if im.boot == nil {
		return object.Value{}, object.NewImportError(object.ModuleNotFoundErrorType, "No module named '"+abs+"'", object.StrValue(abs), object.None, object.None)
	}
	if im.Times {
		defer im.times.begin(abs)()
	}
	find, _ := im.boot.Dict().GetString("_find_and_load")
	imp, _ := t.Interp.Builtins.GetString("__import__")
	v, err := t.Call(find, object.Intern(abs).Value(), imp)
	return v, trim(err)
}

// wait lets another thread that is importing mod finish.
func (im *Importer) wait(t *object.Thread, mod object.Value, abs string) error {
	if im.boot == nil {
		return nil
	}
	spec, err := t.GetAttrOpt(mod, object.Intern("__spec__"))
	if err != nil || spec.IsNil() || spec.IsNone() {
		return err
	}
	iv, err := t.GetAttrOpt(spec, object.Intern("_initializing"))
	if err != nil || iv.IsNil() {
		return err
	}
	busy, err := t.Truth(iv)
	if err != nil || !busy {
		return err
	}
	f, _ := im.boot.Dict().GetString("_lock_unlock_module")
	_, err = t.Call(f, object.StrValue(abs))
	return err
}

// resolve makes the absolute name of a relative import.
func (im *Importer) resolve(t *object.Thread, name string, globals *object.Dict, level int) (string, error) {
	if globals == nil {
		return "", object.Errorf(object.KeyErrorType, "'__name__' not in globals")
	}
	pkg := ""
	pv, ok := globals.GetString("__package__")
	spec, hasSpec := globals.GetString("__spec__")
	hasSpec = hasSpec && !spec.IsNone()
	if ok && !pv.IsNone() {
		s, isStr := object.AsStr(pv)
		if !isStr {
			return "", object.Errorf(object.TypeErrorType, "package must be a string")
		}
		pkg = s.String()
		if hasSpec {
			if err := agree(t, pv, spec); err != nil {
				return "", err
			}
		}
	} else if hasSpec {
		v, err := t.GetAttrString(spec, "parent")
		if err != nil {
			return "", err
		}
		s, isStr := object.AsStr(v)
		if !isStr {
			return "", object.Errorf(object.TypeErrorType, "__spec__.parent must be a string")
		}
		pkg = s.String()
	} else {
		if err := t.Warnf(object.ImportWarningType, 1, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"); err != nil {
			return "", err
		}
		nv, ok := globals.GetString("__name__")
		if !ok {
			return "", object.Errorf(object.KeyErrorType, "'__name__' not in globals")
		}
		s, isStr := object.AsStr(nv)
		if !isStr {
			return "", object.Errorf(object.TypeErrorType, "__name__ must be a string")
		}
		pkg = s.String()
		if _, ok := globals.GetString("__path__"); !ok {
			i := strings.LastIndexByte(pkg, '.')
			if i < 0 {
				return "", noParent()
			}
			pkg = pkg[:i]
		}
	}
	if pkg == "" {
		return "", noParent()
	}
	for ; level > 1; level-- {
		i := strings.LastIndexByte(pkg, '.')
		if i < 0 {
			return "", object.NewImportError(object.ImportErrorType, "attempted relative import beyond top-level package", object.None, object.None, object.None)
		}
		pkg = pkg[:i]
	}
	if name == "" {
		return pkg, nil
	}
	return pkg + "." + name, nil
}

// agree warns if a module's __package__ is not what its spec says.
func agree(t *object.Thread, pkg, spec object.Value) error {
	parent, err := t.GetAttrString(spec, "parent")
	if err != nil {
		return err
	}
	if same, err := t.EqualValues(pkg, parent); err != nil || same {
		return err
	}
	was, err := t.Repr(pkg)
	if err != nil {
		return err
	}
	want, err := t.Repr(parent)
	if err != nil {
		return err
	}
	return t.Warnf(object.ImportWarningType, 1, "__package__ != __spec__.parent (%s != %s)", was, want)
}

func noParent() error {
	return object.NewImportError(object.ImportErrorType, "attempted relative import with no known parent package", object.None, object.None, object.None)
}

// trim removes importlib's own frames from the traceback of err: all of them for
// an ImportError, else those that end in _call_with_frames_removed.
func trim(err error) error {
	exc, ok := err.(*object.Exception)
	if !ok {
		return err
	}
	always := exc.Header.Type.IsSubtype(object.ImportErrorType)
	var keep []*object.Traceback
	var chunk []*object.Traceback
	for tb := exc.Traceback; tb != nil; tb = tb.Next {
		fn, _ := object.AsStr(tb.Frame.Code.Filename)
		if s := fn.String(); s == "<frozen importlib._bootstrap>" || s == "<frozen importlib._bootstrap_external>" {
			chunk = append(chunk, tb)
			if always || tb.Frame.Code.Name.String() == "_call_with_frames_removed" {
				chunk = nil
			}
			continue
		}
		keep = append(append(keep, chunk...), tb)
		chunk = nil
	}
	keep = append(keep, chunk...)
	exc.Traceback = nil
	for i := len(keep) - 1; i >= 0; i-- {
		keep[i].Next = exc.Traceback
		exc.Traceback = keep[i]
	}
	return exc
}
