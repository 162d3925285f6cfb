// Package marshal is the module marshal ("marshal" in the library reference):
// plain objects as bytes, in CPython's format, version 4 and those before it.
//
// A code object is the exception: its bytes are this interpreter's own, since the
// code in them is. They stand behind the same type letter, so that what importlib
// writes into a __pycache__ has its usual form, and behind their length as a negative
// number, which in CPython's form of a code object (code.go) would be that of its arguments.
package marshal

import (
	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// CodeHost is what an interpreter's Host implements if its code objects can be
// stored.
type CodeHost interface {
	// MarshalCode returns the stored form of a code object.
	MarshalCode(code *object.Code) ([]byte, error)
	// UnmarshalCode makes a code object of what MarshalCode returned. Its error is
	// a Go error if data is damaged or of another version. If kept, data stays as it is
	// and may be read later.
	UnmarshalCode(t *object.Thread, data []byte, kept bool) (*object.Code, error)
	// TranslateCode makes a code object of one of CPython's. Its error is a Go error that
	// says why it cannot be run.
	TranslateCode(t *object.Thread, c *StackCode) (*object.Code, error)
}

// Version is the version of the format.
const Version = 4

// maxDepth is how deeply objects may be nested.
const maxDepth = 2000

// The letters of the types.
const (
	typeNull          = '0'
	typeNone          = 'N'
	typeFalse         = 'F'
	typeTrue          = 'T'
	typeStopIteration = 'S'
	typeEllipsis      = '.'
	typeInt           = 'i'
	typeInt64         = 'I' // written by old versions only
	typeLong          = 'l'
	typeFloat         = 'f'
	typeBinaryFloat   = 'g'
	typeComplex       = 'x'
	typeBinaryComplex = 'y'
	typeBytes         = 's'
	typeUnicode       = 'u'
	typeInterned      = 't'
	typeASCII         = 'a'
	typeASCIIInterned = 'A'
	typeShortASCII    = 'z'
	typeShortInterned = 'Z'
	typeTuple         = '('
	typeSmallTuple    = ')'
	typeList          = '['
	typeDict          = '{'
	typeSet           = '<'
	typeFrozenSet     = '>'
	typeCode          = 'c'
	typeRef           = 'r'

	// flagRef is set in the letter of an object that later ones refer to by number.
	flagRef = 0x80
)

// Module is the table of the module marshal.
var Module = &object.ModuleDef{
	Name: "marshal",
	Doc:  "This module contains functions that can read and write Python values in\na binary format. The format is specific to Python, but independent of\nmachine architecture issues.\n\nNot all Python object types are supported; in general, only objects\nwhose value is independent from a particular invocation of Python can be\nwritten and read by this module. The following types are supported:\nNone, integers, floating point numbers, strings, bytes, bytearrays,\ntuples, lists, sets, dictionaries, and code objects, where it\nshould be understood that tuples, lists and dictionaries are only\nsupported as long as the values contained therein are themselves\nsupported; and recursive lists and dictionaries should not be written\n(they will cause infinite loops).\n\nVariables:\n\nversion -- indicates the format that the module uses. Version 0 is the\n    historical format, version 1 shares interned strings and version 2\n    uses a binary format for floating point numbers.\n    Version 3 shares common object references (New in version 3.4).\n\nFunctions:\n\ndump() -- write value to a file\nload() -- read value from a file\ndumps() -- marshal value as a bytes object\nloads() -- read value from a bytes-like object",
	Methods: []object.Method{
		{Name: "dump", Sig: "($module, value, file, version=version, /)", Doc: "Write the value on the open file.\n\n  value\n    Must be a supported type.\n  file\n    Must be a writeable binary file.\n  version\n    Indicates the data format that dump should use.\n\nIf the value has (or contains an object that has) an unsupported type, a\nValueError exception is raised - but garbage data will also be written\nto the file. The object will not be properly read back by load().", Fn: object.FnVec(func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
			if err := plain("dump", in, kw, 2, 3); err != nil {
				return value{}, err
			}
			version, err := versionArg(t, in[2:])
			if err != nil {
				return value{}, err
			}
			b, err := dumps(t, in[0], version)
			if err != nil {
				return value{}, err
			}
			return t.CallMethod(in[1], object.Intern("write"), object.NewBytesOf(b))
		})},
		{Name: "load", Sig: "($module, file, /)", Doc: "Read one value from the open file and return it.\n\n  file\n    Must be readable binary file.\n\nIf no valid value is read (e.g. because the data has a different Python\nversion's incompatible marshal format), raise EOFError, ValueError or\nTypeError.\n\nNote: If an object containing an unsupported type was marshalled with\ndump(), load() will substitute None for the unmarshallable type.", Fn: object.Fn1(func(t *thread, self, file value) (value, error) {
			v, err := t.CallMethod(file, object.Intern("read"), object.Int(0))
			if err != nil {
				return value{}, err
			}
			if _, ok := object.AsBytes(v); !ok {
				return value{}, object.Errorf(object.TypeErrorType, "file.read() returned not bytes but %s", v.Type().Name)
			}
			r := reader{t: t, file: file}
			return r.top()
		})},
		{Name: "dumps", Sig: "($module, value, version=version, /)", Doc: "Return the bytes object that would be written to a file by dump(value, file).\n\n  value\n    Must be a supported type.\n  version\n    Indicates the data format that dumps should use.\n\nRaise a ValueError exception if value has (or contains an object that has) an\nunsupported type.", Fn: object.FnVec(func(t *thread, self value, in []value, kw *object.Tuple) (value, error) {
			if err := plain("dumps", in, kw, 1, 2); err != nil {
				return value{}, err
			}
			version, err := versionArg(t, in[1:])
			if err != nil {
				return value{}, err
			}
			b, err := dumps(t, in[0], version)
			if err != nil {
				return value{}, err
			}
			return object.NewBytesOf(b), nil
		})},
		{Name: "loads", Sig: "($module, bytes, /)", Doc: "Convert the bytes-like object to a value.\n\nIf no valid value is found, raise EOFError, ValueError or TypeError.  Extra\nbytes in the input are ignored.", Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
			b, release, err := t.BytesLike(v)
			if err != nil {
				return value{}, err
			}
			defer release()
			r := reader{t: t, buf: b}
			return r.top()
		})},
	},
	Init: func(t *thread, m *object.Module) error {
		m.Dict().SetString("version", object.Int(Version))
		return nil
	},
}

// plain checks the arguments of a function that takes no keywords.
func plain(name string, in []value, kw *object.Tuple, least, most int) error {
	if kw != nil && len(kw.Items) > 0 {
		return object.Errorf(object.TypeErrorType, "marshal.%s() takes no keyword arguments", name)
	}
	return args.Positional(name, in, least, most)
}

func versionArg(t *thread, in []value) (int, error) {
	if len(in) == 0 {
		return Version, nil
	}
	return t.AsIndex(in[0], object.OverflowErrorType)
}

// DumpCode is dumps for a code object, without the references that a file of one object does not need.
func DumpCode(t *object.Thread, code *object.Code) ([]byte, error) { return dumps(t, code.Value(), 2) }

// LoadCode is loads for what must be a code object. data must stay as it is.
func LoadCode(t *object.Thread, data []byte) (*object.Code, error) {
	v, err := (&reader{t: t, buf: data, kept: true}).top()
	if err != nil {
		return nil, err
	}
	code, ok := object.AsCode(v)
	if !ok {
		return nil, bad("not a code object")
	}
	return code, nil
}

// IsCode reports whether the data that begins with this byte is a code object.
func IsCode(first byte) bool { return first&^flagRef == typeCode }
