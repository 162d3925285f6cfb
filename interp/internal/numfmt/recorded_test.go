package numfmt

import (
	"bufio"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

//go:generate /usr/bin/python3 testdata/record.py testdata/cases.jsonl

// limit is Python's default for sys.get_int_max_str_digits().
const limit = 4300

// floatOf reads what float.hex wrote.
func floatOf(t *testing.T, s any) float64 {
	text := s.(string)
	if text == "nan" {
		return math.NaN()
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(s, err)
	}
	return f
}

func sameFloat(a, b float64) bool {
	return a != a && b != b || math.Float64bits(a) == math.Float64bits(b)
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
	switch op {
	case "repr":
		return Repr(floatOf(t, a[0])), nil
	case "fcomplex":
		p := a[0].([]any)
		c := complex(floatOf(t, p[0]), floatOf(t, p[1]))
		f, err := Parse(a[1].(string), "complex", '>')
		if err != nil {
			return nil, err
		}
		return f.Complex(c)
	case "ffloat":
		f, err := Parse(a[1].(string), "float", '>')
		if err != nil {
			return nil, err
		}
		return f.Float(floatOf(t, a[0]))
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
				return nil, errors.New("")
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
		n, b, tooLong, ok := ParseInt(ASCII(a[0].(string)), base, limit)
		switch {
		case tooLong > 0:
			return nil, errors.New("Exceeds the limit (4300 digits) for integer string conversion: value has " + strconv.Itoa(tooLong))
		case !ok:
			return nil, errors.New("invalid literal for int()")
		case b == nil:
			b = big.NewInt(n)
		}
		if strings.HasPrefix(a[0].(string), "0xfff") {
			return "0x" + b.Text(16), nil
		}
		return b.String(), nil
	case "float":
		f, err := ParseFloat(ASCII(a[0].(string)))
		if err != nil {
			return nil, errors.New("could not convert string to float:")
		}
		return f, nil
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
			if !strings.HasPrefix(message, err.Error()) {
				t.Errorf("%v: got error %v, want %s", c, err, text)
			}
			continue
		}
		if f, ok := got.(float64); ok && err == nil {
			if !sameFloat(f, floatOf(t, want)) {
				t.Errorf("%v: got %x", c, f)
			}
			continue
		}
		g, _ := json.Marshal(got)
		w, _ := json.Marshal(want)
		if err != nil || string(g) != string(w) {
			t.Errorf("%v: got %s, %v", c, g, err)
		}
	}
	if n < 8000 {
		t.Errorf("only %d cases", n)
	}
}
