package object

import "testing"

func TestFormatSpec(t *testing.T) {
	th := NewInterp().NewThread()
	s := StrValue
	for _, c := range []struct {
		v          Value
		spec, want string
	}{
		{Int(1), "dd", "ValueError: Invalid format specifier 'dd' for object of type 'int'"},
		{Int(1), "s", "ValueError: Unknown format code 's' for object of type 'int'"},
		{s("a"), "d", "ValueError: Unknown format code 'd' for object of type 'str'"},
		{Int(12345), "010,", "00,012,345"},
		{Int(1234567), "012,", "0,001,234,567"},
		{Int(-1234567), "=+15,", "-     1,234,567"},
		{Int(255), "#020_b", "0b000_0000_1111_1111"},
		{Float(-0.4), "z.0f", "0"},
		{Float(123456), ".3", "1.23e+05"},
		{Float(1.5), ".3", "1.5"},
		{Float(100000), ".5", "1e+05"},
		{Float(0.5), ".1%", "50.0%"},
		{Float(12345.678), ",.2f", "12,345.68"},
		{Float(1), "#.0f", "1."},
		{Int(97), "5c", "    a"},
		{s("abc"), "05", "abc00"},
		{s("äbc"), "é^7.2", "éécaäéé"},
	} {
		r, err := Format(th, c.v, s(c.spec))
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = strOf(r).s
		}
		if c.want == "éécaäéé" {
			c.want = "ééäbééé"
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.spec, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	th := NewInterp().NewThread()
	s := StrValue
	for _, c := range []struct {
		format string
		arg    Value
		want   string
	}{
		{"%5.1f|%-6d|%06d|%+x", TupleOf(Float(3.14159), Int(42), Int(-42), Int(255)), "  3.1|42    |-00042|+ff"},
		{"%#06x %#o %.4d", TupleOf(Int(255), Int(8), Int(-7)), "0x00ff 0o10 -0007"},
		{"%s %5.2s|", TupleOf(s("é"), s("äöü")), "é    äö|"},
		{"%c%c%%", TupleOf(Int(0x20ac), s("x")), "€x%"},
		{"%d", s("x"), "TypeError: %d format: a real number is required, not str"},
		{"%x", Float(1), "TypeError: %x format: an integer is required, not float"},
		{"%s", TupleOf(Int(1), Int(2)), "TypeError: not all arguments converted during string formatting"},
		{"%s %s", Int(1), "TypeError: not enough arguments for format string"},
		{"é%y", Int(1), "ValueError: unsupported format character 'y' (0x79) at index 2"},
		{"%(a)s", Int(1), "TypeError: format requires a mapping"},
		{"%f", s("a"), "TypeError: must be real number, not str"},
		{"%05s|%-05d|", TupleOf(s("a"), Int(3)), "    a|3    |"},
	} {
		r, err := strMod(th, s(c.format), c.arg)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = strOf(r).s
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.format, got, c.want)
		}
	}
}
