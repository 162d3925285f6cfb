package importer

import (
	"encoding/binary"
	"os"

	"memphis/interp/object"
)

// This file defines SourceFileLoader.get_code, where the time of most imports goes, in Go. It does what importlib's own
// does, with the user's cache behind __pycache__. Whatever is out of the ordinary is left to importlib's: subclasses
// and changed methods, caches checked by hash, -v.

// sourceLoader is what get_code finds in SourceFileLoader before the program can change it.
type sourceLoader struct {
	im      *Importer
	class   *object.Type
	python  object.Value // importlib's get_code
	methods map[*object.Str]object.Value
}

// hookable are the methods that importlib's get_code calls; a program that changes one wants it called.
var hookable = []string{"get_filename", "path_stats", "get_data", "set_data", "_cache_bytecode"}

// installSourceLoader puts get_code into SourceFileLoader.
func (im *Importer) installSourceLoader(t *object.Thread) error {
	v, _ := im.External(t).GetString("SourceFileLoader")
	cls, ok := object.AsType(v)
	if !ok {
		return nil
	}
	l := &sourceLoader{im: im, class: cls, python: cls.Lookup(t, object.Intern("get_code")), methods: map[*object.Str]object.Value{}}
	for _, name := range hookable {
		key := object.Intern(name)
		l.methods[key] = cls.Lookup(t, key)
	}
	method := object.NewMethod(cls, &object.Method{
		Name: "get_code", Sig: "(fullname)", Fn: object.FnBound(func(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
			code, err := l.code(t, self, a[0])
			switch {
			case err != nil:
				return object.Value{}, err
			case code == nil:
				return t.Call(l.python, self, a[0])
			}
			return code.Value(), nil
		}),
		Doc: "Concrete implementation of InspectLoader.get_code.\n\nReading of bytecode requires path_stats to be implemented. To write\nbytecode, set_data must also be implemented.",
	})
	return t.SetAttr(v, object.Intern("get_code"), method)
}

// code is get_code for the ordinary case, nil for others.
func (l *sourceLoader) code(t *object.Thread, self, fullname object.Value) (*object.Code, error) {
	if self.Type() != l.class || l.im.Verbose {
		return nil, nil
	}
	for name, was := range l.methods {
		if l.class.Lookup(t, name) != was {
			return nil, nil
		}
	}
	name, err := t.GetAttrString(self, "name")
	if err != nil {
		return nil, nil
	}
	y, isStr := object.AsStr(fullname)
	if x, ok := object.AsStr(name); !ok || !isStr || x.String() != y.String() {
		return nil, nil
	}
	path, err := t.GetAttrString(self, "path")
	if err != nil {
		return nil, nil
	}
	source, ok := object.AsStr(path)
	if !ok {
		return nil, nil
	}
	if f := t.Interp.WriteOut; f != nil {
		f(t)
	}
	st, err := os.Stat(source.String())
	if err != nil {
		return nil, nil
	}
	header := l.im.header(st)
	places := l.im.places(t, source.String())
	if len(places) == 0 {
		return nil, nil
	}
	cached := false
	for i, place := range places {
		data, err := readFile(place)
		if err != nil {
			continue
		}
		if i == 0 && l.special(data) {
			return nil, nil
		}
		if !valid(data, header) {
			continue
		}
		if cached = l.im.Trees; cached {
			break
		}
		if code, err := l.im.Load(t, data[headerLen:]); err == nil {
			code.SetFilename(path)
			return code, nil
		}
	}
	src, err := readFile(source.String())
	if err != nil {
		return nil, nil
	}
	v, err := t.CallMethodString(self, "source_to_code", object.NewBytes(string(src)), path)
	if err != nil {
		return nil, err
	}
	code, ok := object.AsCode(v)
	if !ok {
		return nil, nil
	}
	if !cached {
		l.im.store(t, places, code, header, st, false)
	}
	return code, nil
}

// special reports whether a cache needs importlib's own eyes: it is checked by hash, or what it holds is no code object.
// One that begins as code and then breaks off is only damaged.
func (l *sourceLoader) special(data []byte) bool {
	if len(data) < headerLen || binary.LittleEndian.Uint32(data) != l.im.Magic {
		return false
	}
	return binary.LittleEndian.Uint32(data[4:]) != 0 || len(data) == headerLen || !l.im.IsCode(data[headerLen])
}
