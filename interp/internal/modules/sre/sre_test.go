package sre

import (
	"testing"

	"memphis/interp/object"
)

// pattern compiles the code array of a pattern with _sre.compile.
func pattern(t *testing.T, th *object.Thread, m *object.Module, source string, groups int, index *object.Dict, code ...int) object.Value {
	words := make([]object.Value, len(code))
	for i, c := range code {
		words[i] = object.Int(c)
	}
	names := []object.Value{object.None, object.None, object.StrValue("n")}
	p, err := th.CallMethodString(m.Value(), "compile", object.StrValue(source), object.Int(32), object.NewList(words).Value(),
		object.Int(groups), index.Value(), object.NewTuple(names).Value())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestMethods calls the methods from Go; programs that compare with CPython are in testdata.
func TestMethods(t *testing.T) {
	th := object.NewInterp().NewThread()
	m, err := Module.New(th)
	if err != nil {
		t.Fatal(err)
	}
	index := object.NewDict()
	index.SetString("n", object.Int(2))
	p := pattern(t, th, m, "(a)(?P<n>b)?", 2, index,
		14, 8, 1, 1, 2, 1, 0, 97, 0, 17, 0, 16, 97, 17, 1, 23, 9, 0, 1, 17, 2, 16, 98, 17, 3, 18, 1)
	wide := pattern(t, th, m, "[é-ü]+|x", 0, object.NewDict(),
		14, 4, 0, 1, 4294967295, 7, 14, 24, 10, 1, 4294967295, 13, 5, 22, 233, 252, 0, 1, 15, 7, 5, 16, 120, 15, 2, 0, 1)
	str := object.StrValue
	for _, c := range []struct {
		p      object.Value
		method string
		args   []object.Value
		want   string
	}{
		{p, "match", []object.Value{str("ab")}, "<re.Match object; span=(0, 2), match='ab'>"},
		{p, "match", []object.Value{str("xab"), object.Int(1)}, "<re.Match object; span=(1, 3), match='ab'>"},
		{p, "fullmatch", []object.Value{str("abc")}, "None"},
		{p, "findall", []object.Value{str("ab a")}, "[('a', 'b'), ('a', '')]"},
		{p, "split", []object.Value{str("xaby")}, "['x', 'a', 'b', 'y']"},
		{p, "split", []object.Value{str("xaéa"), object.Int(1)}, "['x', 'a', None, 'éa']"},
		{p, "sub", []object.Value{str("-"), str("xabéay")}, "'x-é-y'"},
		{p, "subn", []object.Value{str("-"), str("xabay"), object.Int(1)}, "('x-ay', 1)"},
		{p, "match", []object.Value{object.NewBytes("a")}, "error"},
		{wide, "findall", []object.Value{str("aéêxü")}, "['éê', 'x', 'ü']"},
		{wide, "search", []object.Value{str("\u4e2déê")}, "<re.Match object; span=(1, 3), match='éê'>"},
	} {
		got := "error"
		v, err := th.CallMethodString(c.p, c.method, c.args...)
		if err == nil {
			r, err := th.Repr(v)
			if err != nil {
				t.Fatal(err)
			}
			got = r.String()
		}
		if got != c.want {
			t.Errorf("%s: got %s %v, want %s", c.method, got, err, c.want)
		}
	}
}
