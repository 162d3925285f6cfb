package numfmt

import (
	"bufio"
	"encoding/json"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

//go:generate /usr/bin/python3 testdata/record.py testdata/cases.jsonl

// overflowChar stands for the two errors of the type c, which the caller raises.
var overflowChar = &Error{Overflow: true}

// limit is Python's default for sys.get_int_max_str_digits().
const limit = 4300

func parseHexFloat(t *testing.T, s any) float64 {
	f, err := FloatFromHex(s.(string))
	if err != nil {
		t.Fatal(s, err)
	}
	return f
}

func intOf(t *testing.T, s any) (int64, *big.Int) {
	b, ok := new(big.Int).SetString(s.(string), 10)
	if !ok {
		t.Fatal(s)
	}
	if b.IsInt64() {
		return b.Int64(), nil
	}
	return 0, b
}

// intText is the digits of n, or of b, and whether it is negative.
func intText(n int64, b *big.Int, base int) (bool, string) {
	if b == nil {
		b = big.NewInt(n)
	}
	s, neg := strings.CutPrefix(b.Text(base), "-")
	return neg, s
}

// run computes what a case asks for, as the recorder writes it.
func run(t *testing.T, op string, a []any) (any, error) {
	hex := func(f float64) any { return FloatHex(f) }
	switch op {
	case "repr":
		return Repr(parseHexFloat(t, a[0])), nil
	case "hex":
		return FloatHex(parseHexFloat(t, a[0])), nil
	case "crepr", "fcomplex":
		p := a[0].([]any)
		c := complex(parseHexFloat(t, p[0]), parseHexFloat(t, p[1]))
		if op == "crepr" {
			return ComplexRepr(c), nil
		}
		f, err := Parse(a[1].(string), "complex", '>')
		if err != nil {
			return nil, err
		}
		if a[1] == "" {
			return ComplexRepr(c), nil
		}
		return f.Complex(c)
	case "round":
		n, _ := intOf(t, a[1])
		f, err := RoundFloat(parseHexFloat(t, a[0]), int(n))
		return hex(f), err
	case "ffloat":
		f, err := Parse(a[1].(string), "float", '>')
		if err != nil {
			return nil, err
		}
		return f.Float(parseHexFloat(t, a[0]))
	case "fint":
		f, err := Parse(a[1].(string), "int", '>')
		if err != nil {
			return nil, err
		}
		n, b := intOf(t, a[0])
		if _, err := f.CheckInt(); err != nil {
			return nil, err
		}
		if f.Type == 'c' {
			if b != nil || n < 0 || n > 0x10FFFF {
				return nil, overflowChar
			}
			return f.Char(string(rune(n)))
		}
		neg, digits := intText(n, b, f.Base())
		return f.Int(neg, digits)
	case "fstr":
		f, err := Parse(a[1].(string), "str", '<')
		if err != nil {
			return nil, err
		}
		return f.Str(a[0].(string), utf8.RuneCountInString(a[0].(string)))
	case "int":
		base, _ := strconv.Atoi(a[1].(string))
		n, b, err := ParseInt(ASCII(a[0].(string)), base, limit)
		if err == BadLiteral {
			return nil, valueError("invalid literal for int()")
		}
		if b == nil {
			b = big.NewInt(n)
		}
		if strings.HasPrefix(a[0].(string), "0xfff") {
			return "0x" + b.Text(16), err
		}
		return b.String(), err
	case "float":
		f, ok := ParseFloat(ASCII(a[0].(string)))
		if !ok {
			return nil, valueError("could not convert string to float:")
		}
		return hex(f), nil
	case "complex":
		c, ok := ParseComplex(ASCII(a[0].(string)))
		if !ok {
			if !ComplexUnderscores(a[0].(string)) {
				return nil, valueError("could not convert string to complex:")
			}
			return nil, valueError("complex() arg is a malformed string")
		}
		return []any{FloatHex(real(c)), FloatHex(imag(c))}, nil
	case "fromhex":
		f, err := FloatFromHex(a[0].(string))
		return hex(f), err
	}
	t.Fatal(op)
	return nil, nil
}

// TestRecorded holds every conversion against what Python answered.
func TestRecorded(t *testing.T) {
	file, err := os.Open("testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	n := 0
	for lines.Scan() {
		var c []any
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		n++
		want := c[len(c)-1]
		got, err := run(t, c[0].(string), c[1:len(c)-1])
		if m, ok := want.(map[string]any); ok {
			text := m["error"].(string)
			if err == nil {
				t.Errorf("%v: got %v, want %s", c, got, text)
				continue
			}
			_, message, _ := strings.Cut(text, ": ")
			e, ok := err.(*Error)
			if ok && e.Overflow != strings.HasPrefix(text, "Overflow") || !strings.HasPrefix(message, err.Error()) {
				t.Errorf("%v: got error %v, want %s", c, err, text)
			}
			continue
		}
		g, _ := json.Marshal(got)
		w, _ := json.Marshal(want)
		if err != nil || string(g) != string(w) {
			t.Errorf("%v: got %s, %v", c, g, err)
		}
	}
	if n < 10000 {
		t.Errorf("only %d cases", n)
	}
}

// TestBigDigits checks reading in halves against math/big.
func TestBigDigits(t *testing.T) {
	for _, n := range []int{9999, 10000, 10001, 20000, 20001, 55555} {
		for _, base := range []int{10, 3, 36} {
			s := strings.Repeat("1201021", n/7+1)[:n]
			want, _ := new(big.Int).SetString(s, base)
			if got := bigDigits(s, base); got.Cmp(want) != 0 {
				t.Errorf("%d digits in base %d differ", n, base)
			}
		}
	}
	b := new(big.Int).Exp(big.NewInt(10), big.NewInt(4299), nil)
	if _, err := Decimal(b, limit); err != nil {
		t.Error(err)
	}
	b.Mul(b, big.NewInt(10))
	if _, err := Decimal(b, limit); err == nil {
		t.Error("4301 digits are over the limit")
	}
}

func BenchmarkRepr(b *testing.B) {
	for i := range b.N {
		Repr(math.Sqrt(float64(i)))
	}
}

func BenchmarkParseMillionDigits(b *testing.B) {
	s := strings.Repeat("7", 1000000)
	for range b.N {
		ParseInt(s, 10, 0)
	}
}
