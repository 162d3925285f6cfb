// Package pickle is the module _pickle: Pickler, Unpickler and PickleBuffer ("pickle" in the
// library reference; the protocols are described in Lib/pickletools.py). It is native because
// pickling walks graphs of our own objects: from C each node of them would be a crossing or two.
package pickle

import (
	"sync"

	"memphis/interp/object"
)

type (
	thread = object.Thread
	value  = object.Value
	tuple  = object.Tuple
)

// Module is the table of the module _pickle.
var Module = &object.ModuleDef{
	Name: "_pickle",
	Doc:  "Optimized C implementation for the Python pickle module.",
	Methods: []object.Method{
		{Name: "dump", Sig: "($module, /, obj, file, protocol=None, *, fix_imports=True,\n     buffer_callback=None)", Doc: "Write a pickled representation of obj to the open file object file.", Fn: object.FnBound(dump)},
		{Name: "dumps", Sig: "($module, /, obj, protocol=None, *, fix_imports=True,\n      buffer_callback=None)", Doc: "Return the pickled representation of the object as a bytes object.", Fn: object.FnBound(dumps)},
		{Name: "load", Sig: "($module, /, file, *, fix_imports=True, encoding='ASCII',\n     errors='strict', buffers=())", Doc: "Read and return an object from the pickle data stored in a file.", Fn: object.FnBound(load)},
		{Name: "loads", Sig: "($module, data, /, *, fix_imports=True, encoding='ASCII',\n      errors='strict', buffers=())", Doc: "Read and return an object from the given pickle data.", Fn: object.FnBound(loads)},
	},
	Init: func(t *thread, m *object.Module) error {
		setupOnce.Do(setup)
		st := &state{}
		if err := st.fill(t); err != nil {
			return err
		}
		t.Interp.State[stateKey{}] = st
		for _, typ := range []*object.Type{picklerType, unpicklerType, bufferType, errorType, picklingErrorType, unpicklingErrorType} {
			m.Dict().SetStr(object.Intern(typ.QualName), typ.Value())
		}
		return nil
	},
}

var (
	errorType           = &object.Type{Name: "_pickle.PickleError"}
	picklingErrorType   = &object.Type{Name: "_pickle.PicklingError"}
	unpicklingErrorType = &object.Type{Name: "_pickle.UnpicklingError"}

	setupOnce sync.Once
)

func setup() {
	object.Define(errorType, object.TypeSpec{Base: object.ExceptionType, Flags: object.FlagBase})
	object.Define(picklingErrorType, object.TypeSpec{Base: errorType, Flags: object.FlagBase})
	object.Define(unpicklingErrorType, object.TypeSpec{Base: errorType, Flags: object.FlagBase})
	setupBuffer()
	setupMemo()
	setupPickler()
	setupUnpickler()
}

type stateKey struct{}

// state is what the module needs of others, in one interpreter.
type state struct {
	dispatch, extensions, inverted, cache                *object.Dict // of copyreg
	nameMap, importMap, reverseNameMap, reverseImportMap *object.Dict // of _compat_pickle
	encode, getattr, partial                             value
}

func stateOf(t *thread) *state { return t.Interp.State[stateKey{}].(*state) }

func (st *state) fill(t *thread) error {
	for _, need := range []struct {
		module, name string
		dict         **object.Dict
		object       *value
	}{
		{"copyreg", "dispatch_table", &st.dispatch, nil},
		{"copyreg", "_extension_registry", &st.extensions, nil},
		{"copyreg", "_inverted_registry", &st.inverted, nil},
		{"copyreg", "_extension_cache", &st.cache, nil},
		{"_compat_pickle", "NAME_MAPPING", &st.nameMap, nil},
		{"_compat_pickle", "IMPORT_MAPPING", &st.importMap, nil},
		{"_compat_pickle", "REVERSE_NAME_MAPPING", &st.reverseNameMap, nil},
		{"_compat_pickle", "REVERSE_IMPORT_MAPPING", &st.reverseImportMap, nil},
		{"codecs", "encode", nil, &st.encode},
		{"functools", "partial", nil, &st.partial},
		{"builtins", "getattr", nil, &st.getattr},
	} {
		m, err := t.Interp.Host.Import(t, need.module, nil, value{}, 0)
		if err != nil {
			return err
		}
		v, err := t.GetAttrString(m, need.name)
		if err != nil {
			return err
		}
		if need.object != nil {
			*need.object = v
			continue
		}
		d, ok := object.AsDict(v)
		if !ok {
			return object.Errorf(object.RuntimeErrorType, "%s.%s should be a dict, not %s", need.module, need.name, v.P.Type.Name)
		}
		*need.dict = d
	}
	return nil
}

func picklingError(format string, args ...any) error {
	return object.Errorf(picklingErrorType, format, args...)
}

func unpicklingError(format string, args ...any) error {
	return object.Errorf(unpicklingErrorType, format, args...)
}

// repr is repr(v) for a message.
func repr(t *thread, v value) string {
	s, err := t.Repr(v)
	if err != nil {
		return "<" + v.P.Type.Name + " object>"
	}
	return s.String()
}

func str(v value) string {
	s, ok := object.AsStr(v)
	if !ok {
		return ""
	}
	return s.String()
}

// method looks up an optional attribute of v: the zero Value if there is none.
func method(t *thread, v value, name string) (value, error) {
	return t.GetAttrOpt(v, object.Intern(name))
}
