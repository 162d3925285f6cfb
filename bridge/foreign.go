package bridge

import (
	"slices"
	"strings"

	"memphis/bridge/internal/capi"
	"memphis/interp/object"
)

// This file defines foreign packages: those that run wholly inside libpython, their Python files
// too, for what cannot work in any other way. Their objects are wrappers here. What they import
// from elsewhere is ours, as for C code.

// Finder returns what finds and loads the packages of those names, and the modules in them,
// inside libpython: a finder and loader for sys.meta_path. libpython starts with the first of
// them.
func (b *Bridge) Finder(t *object.Thread, packages []string) object.Value {
	b.foreign = packages
	m := object.NewModule("memphis.foreign")
	specs := map[string]object.Value{} // of modules being loaded, as libpython has made them
	def := func(name string, f object.FnVec) {
		m.Dict().SetString(name, object.NewBuiltin(&object.Method{Name: name, Fn: f}, object.Value{}))
	}
	def("find_spec", func(t *object.Thread, _ object.Value, args []object.Value, _ *object.Tuple) (object.Value, error) {
		if len(args) == 0 || !b.isForeign(text(args[0])) {
			return object.None, nil
		}
		imp, _ := t.Interp.Modules.GetString("_frozen_importlib")
		return t.CallMethodString(imp.OrNone(), "ModuleSpec", args[0], m.Value())
	})
	def("create_module", func(t *object.Thread, _ object.Value, args []object.Value, _ *object.Tuple) (object.Value, error) {
		name, err := t.GetAttrString(args[0], "name")
		if err != nil {
			return object.Value{}, err
		}
		if err := b.Start(t); err != nil {
			return object.Value{}, err
		}
		mod, err := b.importForeign(t, text(name))
		if err != nil {
			return object.Value{}, err
		}
		if spec, err := t.GetAttrString(mod, "__spec__"); err == nil {
			specs[text(name)] = spec
		}
		return mod, nil
	})
	def("exec_module", func(t *object.Thread, _ object.Value, args []object.Value, _ *object.Tuple) (object.Value, error) {
		name, err := t.GetAttrString(args[0], "__name__")
		if err != nil {
			return object.Value{}, err
		}
		// importlib has replaced it.
		if spec, ok := specs[text(name)]; ok {
			delete(specs, text(name))
			return object.None, t.SetAttr(args[0], object.Intern("__spec__"), spec)
		}
		return object.None, nil
	})
	return m.Value()
}

// runTypes are ours of capi.RunTypes.
var runTypes = [...]*object.Type{
	object.FunctionType, object.MethodType, object.GeneratorType, object.CoroutineType, object.AsyncGeneratorType, object.CodeType,
	object.FrameType, object.TracebackType, object.CellType, object.ModuleType,
}

// pairRunTypes makes the types of functions, generators and the like the same on both sides, for the
// sake of isinstance: where libpython runs Python code, it has its own.
func (b *Bridge) pairRunTypes() {
	for i, ref := range capi.RunTypes() {
		b.types[ref], b.refs[runTypes[i]] = runTypes[i], ref
	}
}

// isForeign reports whether a module runs inside libpython.
func (b *Bridge) isForeign(name string) bool {
	top, _, _ := strings.Cut(name, ".")
	return slices.Contains(b.foreign, top)
}

// importForeign has libpython's own import machinery import a module, which it looks for where
// ours would.
func (b *Bridge) importForeign(t *object.Thread, name string) (object.Value, error) {
	c := b.begin(t)
	defer c.end()
	if path, ok := t.Interp.Sys.GetString("path"); ok {
		ref, err := c.refFor(path)
		if err != nil {
			return object.Value{}, err
		}
		if !setSys("path", ref) {
			return object.Value{}, object.Errorf(object.SystemErrorType, "libpython's sys.path cannot be set")
		}
	}
	load, again := capi.Importers()
	c.where = "import " + name
	c.out.Str(name)
	c.out.Ref(again)
	v, _, err := c.run(capi.OpCall, load, 0, 0, 2, 0)
	return v, err
}
