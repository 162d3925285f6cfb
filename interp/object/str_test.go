package object

import "testing"

// callRepr calls v.name(args...) and returns the repr of the result, or the error's text.
func callRepr(t *Thread, v Value, name string, args ...Value) string {
	r, err := t.CallMethodString(v, name, args...)
	if err != nil {
		return err.Error()
	}
	s, err := t.Repr(r)
	if err != nil {
		return err.Error()
	}
	return s.String()
}

func TestStrMethods(t *testing.T) {
	th := NewInterp().NewThread()
	s := StrValue
	for _, c := range []struct {
		v    Value
		name string
		args []Value
		want string
	}{
		{s("Straße"), "upper", nil, "'STRASSE'"},
		{s("ΑΣ ΣΑΣ"), "lower", nil, "'ας σας'"},
		{s("héllo wörld"), "title", nil, "'Héllo Wörld'"},
		{s("abc"), "center", []Value{Int(6)}, "' abc  '"},
		{s("abc"), "center", []Value{Int(7), s("é")}, "'ééabcéé'"},
		{s("abc"), "__getitem__", []Value{NewSlice(None, None, Int(-1))}, "'cba'"},
		{s("äbcdë"), "__getitem__", []Value{NewSlice(None, None, Int(-2))}, "'ëcä'"},
		{s("a\tb"), "expandtabs", nil, "'a       b'"},
		{s("it's \u200b\n"), "__repr__", nil, `'"it\'s \\u200b\\n"'`},
		{s("abc"), "join", []Value{s("xy")}, "'xabcy'"},
		{s("abc"), "find", []Value{s("")}, "0"},
		{s("abc"), "find", []Value{s(""), Int(4)}, "-1"},
		{s("abc"), "find", nil, "TypeError: find() takes at least 1 argument (0 given)"},
		{s("ab"), "replace", []Value{s(""), s("-")}, "'-a-b-'"},
		{s("-7"), "zfill", []Value{Int(4)}, "'-007'"},
	} {
		if got := callRepr(th, c.v, c.name, c.args...); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
