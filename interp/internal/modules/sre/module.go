// Package sre is the module _sre: compiled patterns, matches and scanners, which the package re of the
// standard library is made of ("re" in the library reference).
//
// re's own compiler, in Python, translates a pattern to an array of code words; the engine in
// interp/internal/sre runs it. This package is what lies between: it brings subjects into the form that
// the engine wants, and engine's spans into Python objects. An ASCII str and a bytes-like object are
// matched where they lie; another str is decoded once, see subject.
package sre

import (
	"sync"

	engine "memphis/interp/internal/sre"
	"memphis/interp/object"
)

// Module is the table of the module _sre.
var Module = &object.ModuleDef{
	Name: "_sre",
	Methods: []object.Method{
		{Name: "compile", Sig: "(pattern, flags, code, groups, groupindex, indexgroup)", Fn: object.FnBound(compile)},
		{Name: "getcodesize", Sig: "()", Fn: object.Fn0(func(t *object.Thread, self object.Value) (object.Value, error) { return object.Int(codeSize), nil })},
		{Name: "ascii_iscased", Sig: "(character, /)", Fn: object.Fn1(isCased(engine.ASCIIIsCased))},
		{Name: "unicode_iscased", Sig: "(character, /)", Fn: object.Fn1(isCased(engine.IsCased))},
		{Name: "ascii_tolower", Sig: "(character, /)", Fn: object.Fn1(toLower(engine.ASCIIToLower))},
		{Name: "unicode_tolower", Sig: "(character, /)", Fn: object.Fn1(toLower(engine.ToLower))},
	},
	Init: func(t *object.Thread, m *object.Module) error {
		setupOnce.Do(setup)
		d := m.Dict()
		d.SetString("MAGIC", object.Int(engine.Magic))
		d.SetString("CODESIZE", object.Int(codeSize))
		d.SetString("MAXREPEAT", object.Int(engine.MaxRepeat))
		d.SetString("MAXGROUPS", object.Int(engine.MaxGroups))
		d.SetString("copyright", object.StrValue(" SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB "))
		return nil
	},
}

// codeSize is the size of a code word in bytes.
const codeSize = 4

var setupOnce sync.Once

func setup() {
	setupPattern()
	setupMatch()
	setupScanner()
}

// character converts a code point given as an int to C's int.
func character(t *object.Thread, v object.Value) (rune, error) {
	n, err := t.AsIndex(v, object.OverflowErrorType)
	if err != nil {
		if object.ErrorIs(err, object.OverflowErrorType) {
			return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C long")
		}
		return 0, err
	}
	if n != int(int32(n)) {
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C int")
	}
	return rune(n), nil
}

func isCased(f func(rune) bool) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		c, err := character(t, v)
		if err != nil {
			return object.Value{}, err
		}
		return object.Bool(c >= 0 && f(c)), nil
	}
}

func toLower(f func(rune) rune) object.Fn1 {
	return func(t *object.Thread, self, v object.Value) (object.Value, error) {
		c, err := character(t, v)
		if err != nil {
			return object.Value{}, err
		}
		if c < 0 {
			return v, nil
		}
		return object.Int(int(f(c))), nil
	}
}

// lib calls a function of the module re.
func lib(t *object.Thread, name string, args ...object.Value) (object.Value, error) {
	m, ok := t.Interp.Modules.GetString("re")
	if !ok {
		var err error
		if m, err = t.Interp.Host.Import(t, "re", nil, object.Value{}, 0); err != nil {
			return object.Value{}, err
		}
	}
	f, err := t.GetAttrString(m, name)
	if err != nil {
		return object.Value{}, err
	}
	return t.Call(f, args...)
}
