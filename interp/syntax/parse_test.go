package syntax

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"
)

// validSnippets touch all of the grammar.
var validSnippets = []string{
	"match x:\n    case [1, *rest] if rest: pass\n    case {'a': 1, **kw}: y\n    case A(b, c=d) | None as z: pass\n    case -1+2j | 's' 't': pass\n    case (a.b, [c], _): pass\n",
	"match a, *b:\n  case _: pass\n",
	"match = case = _ = type(match)[match:case](_)\nmatch (x)\nmatch * a, b\nmatch -a\n",
	"lambda a, /, b=1, *c, d=2, **e: a",
	"def f(a, /, b: int=1, *c: *x, d=2, e, **g) -> int:\n    'doc'\n    return a, *b\n",
	"async def f():\n    async with a as b, c as (d, e): await x\n    async for i in y: yield i\n    return [i async for i in x if i]\n",
	"with (open(a) as b, open(c) as d,):\n    pass\nwith (a, b) as c, d: x\nwith (yield): x\nwith (a): b\n",
	"try:\n    x\nexcept* (A, B) as e:\n    y\nelse:\n    z\nfinally:\n    w\n",
	"x = {a: b, **c, d: {e for e in f}, g: {h: i for h, i in j}}; {*a, (c := d)}\n",
	"f(a, *b, c=d, **e, g=(h for h in i))(x for x in y)[1:2, ::3, ..., *z]\n",
	"x = f\"{a!r:>{b}} {c=} {d:{e}{f}}\" \"g\" f'{h}' rf'\\d{a[b]}{{}}' f'''{\n a}'''\n",
	"a, *b = c[1:2] = d\na: int = 5\na.b: str\n(c): d = yield e\nx **= yield from y\n",
	"for (a, b), c in d, *e:\n    continue\nelse:\n    break\n",
	"while (a := b) and not c or d is not e not in f: pass\n",
	"if a: b\nelif c: d\nelse: e\n",
	"from .a import (b as c, d,)\nfrom ... import e\nimport f.g as h, i\nfrom .... import *\n",
	"@a.b[c](d)\nclass A(B, metaclass=C, *d, **e):\n    @property\n    def f(self): global x, y; nonlocal z; del a.b, c[0], (d, [e])\n",
	"assert a, b; raise c from d; return\n",
	"x = 0x1f + 0o17 - 0b11 * 1_000 / 1e5 // .5 ** 1j @ 0_0 % ~+-x << 1 >> 2 & 3 ^ 4 | 5\n",
	"x = 'a\\\nb' \"c\"; b'd\\x41' Rb'\\q'; u'\\N{BULLET}\\u1234\\U0001F600\\ud800\\777'\n",
	"if x:\n\ty\n\tif z:\n\t    w\n\f\nx = (\n 1, # c\n\n 2) \\\n + 3\n",
	"é = ﬁ + 'ü'\n",
}

func parse(t *testing.T, src string, opt Options) Mod {
	t.Helper()
	opt.SourceIsText = true
	mod, err := Parse([]byte(src), opt)
	if err != nil {
		t.Fatalf("%.80q: %v", src, err)
	}
	return mod
}

// TestSnippets compares trees with the oracle's in all modes.
func TestSnippets(t *testing.T) {
	o := startOracle(t)
	list := append([]string{
		"", "\n", "# c", "a\n", "(yield)", "f'{a!r}'", "1.5e300*1e999j", "'\\x00\\xad\\u200b'", "b'\\xff\"\\''", `"'"`, `'"\''`,
		"1e16, 1e15, 123456789.0, 1e-4, 1e-5, 0.1, 1e22, 5e-324, 1j, 1.5j, 1e20j",
		"0xffffffffffffffff, 9223372036854775807, 9223372036854775808, 0b" + strings.Repeat("10", 50) + ", 0o" + strings.Repeat("17", 40),
		"f'a' 'b' f'{c}' 'd'", "u'a' f'{b}' 'c'", "f''", "f'{{}}'", "f'{x!s:{y}}' 'z'", "f'{a:{b:}}'", "f'{ a = }'", "f'{\n a, b}'", "f'''\n  {\n a, b}'''",
		"f'{a != b}{a == b}{a <= b}{a[\"b\"]}{a:=5}{(a:=5)}{lambda: 1}'[0]",
	}, validSnippets...)
	for _, src := range list {
		for _, mode := range []string{"exec", "eval", "single"} {
			q := query{Src: src, Mode: mode, Dump: true}
			want := o.ask(t, q)
			mod, err := Parse(q.source(), q.options())
			if err != nil {
				if got := describe(err); show(got) != show(want) {
					t.Errorf("%q %s: got %s, want %s", src, mode, show(got), show(want))
				}
			} else if got := Dump(mod, true); got != want.Tree {
				t.Errorf("%q %s:\n got  %s\n want %s %s", src, mode, got, want.Tree, want.Msg)
			}
		}
	}
}

func TestFunctionType(t *testing.T) {
	got := Dump(parse(t, "(int, *str, **x) -> a[b]", Options{Mode: FuncType}), false)
	want := "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), Name(id='x', ctx=Load())], " +
		"returns=Subscript(value=Name(id='a', ctx=Load()), slice=Name(id='b', ctx=Load()), ctx=Load()))"
	if got != want {
		t.Errorf("got %s", got)
	}
}

// TestDepth checks that texts of any depth and length give a tree or an error, in time.
func TestDepth(t *testing.T) {
	many := strings.Repeat
	for _, c := range []struct{ src, msg string }{
		{many("(", 100_000), "SyntaxError: too many nested parentheses"},
		{many("(", 200) + many(")", 200), ""},
		{many("{", 199), "SyntaxError: '{' was never closed"},
		{many("-", 10_000) + "1", "MemoryError: "},
		{many("not ", 10_000) + "1", "MemoryError: "},
		{many("~", 100_000) + "1", "MemoryError: "},
		{many("lambda:", 10_000) + "1", "MemoryError: "},
		{many("a if b else ", 10_000) + "c", "MemoryError: "},
		{many("2**", 10_000) + "1", "MemoryError: "},
		{"a" + many("+a", 100_000), ""},
		{"a" + many(".a", 50_000), ""},
		{"a" + many("(b)", 50_000), ""},
		{many("x=", 50_000) + "1", ""},
		{"if a: b\n" + many("elif a: b\n", 50_000), ""},
		{"[" + many("1,", 500_000) + "]", ""},
		{"'" + many("a", 5_000_000) + "'", ""},
		{many("a ", 10_000), "SyntaxError: invalid syntax"},
		{many("print ", 1_000), "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"},
		{many("(print ", 100), "SyntaxError: '(' was never closed"},
		{many("f(**{a: [", 60), "SyntaxError: '[' was never closed"},
		{"if 1:\n" + many(" ", 100) + "x", ""},
	} {
		start := time.Now()
		mod, err := Parse([]byte(c.src), Options{})
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%.20q took %v", c.src, d)
		}
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.msg {
			t.Errorf("%.20q: got %q, want %q", c.src, got, c.msg)
		}
		if err == nil {
			n := 0
			Inspect(mod, func(AST) bool { n++; return true })
			if n < 2 {
				t.Errorf("%.20q: %d nodes", c.src, n)
			}
		}
	}
}

// TestBigInts checks that large literals are read right and in time, and that decimal ones are limited.
func TestBigInts(t *testing.T) {
	value := func(src string, opt Options) *big.Int {
		c := parse(t, src, opt).(*Module).Body[0].(*ExprStmt).Value.(*Constant)
		return c.Int
	}
	start := time.Now()
	want := new(big.Int).Lsh(big.NewInt(1), 4_000_000)
	want.Sub(want, big.NewInt(1))
	if value("0x"+strings.Repeat("f", 1_000_000), Options{}).Cmp(want) != 0 {
		t.Error("hexadecimal")
	}
	if value("0b"+strings.Repeat("1", 4_000_000), Options{}).Cmp(want) != 0 {
		t.Error("binary")
	}
	digits := strings.Repeat("123456789_0", 5_000)
	long := value(digits, Options{MaxIntDigits: -1})
	if got := long.String(); got != strings.ReplaceAll(digits, "_", "") {
		t.Error("decimal")
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
	if _, err := Parse([]byte(strings.Repeat("1", 700)), Options{MaxIntDigits: 640}); err == nil || !strings.Contains(err.Error(), "Exceeds the limit (640 digits)") {
		t.Errorf("limit: %v", err)
	}
}

func TestWarnings(t *testing.T) {
	type w = Warning
	dep := func(line int, msg string) w { return w{DeprecationWarning, msg, line} }
	for _, c := range []struct {
		src  string
		want []w
	}{
		{`'\d'`, []w{dep(1, `invalid escape sequence '\d'`)}},
		{"'''\n\\d'''\n'\\q'", []w{dep(1, `invalid escape sequence '\d'`), dep(3, `invalid escape sequence '\q'`)}},
		{`f'\d{x}\w'`, []w{dep(1, `invalid escape sequence '\d'`), dep(1, `invalid escape sequence '\w'`)}},
		{`'\777'`, []w{dep(1, `invalid octal escape sequence '\777'`)}},
		{"with ('\\d', b): x", []w{dep(1, `invalid escape sequence '\d'`)}},
		{`r'\d' '\é'`, nil},
		{"1if x else 0x1or 2", []w{{SyntaxWarning, "invalid decimal literal", 1}, {SyntaxWarning, "invalid hexadecimal literal", 1}}},
	} {
		var got []w
		parse(t, c.src, Options{Warn: func(x Warning) error {
			got = append(got, x)
			return nil
		}})
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.src, got, c.want)
		}
	}
	raised := func(Warning) error { return ErrWarningRaised }
	_, err := Parse([]byte("x = '\\d'\n"), Options{Warn: raised})
	if got, want := describe(err), `{"kind":"SyntaxError","msg":"invalid escape sequence '\\d'","line":1,"col":5,"eline":1,"ecol":9,"text":"x = '\\d'\n"}`; show(got) != want {
		t.Errorf("raised: %s", show(got))
	}
	own := errors.New("own")
	if _, err := Parse([]byte("1if x else y"), Options{Warn: func(Warning) error { return own }}); err != own {
		t.Errorf("callback's error: %v", err)
	}
}

func TestFeatureVersion(t *testing.T) {
	for _, c := range []struct {
		src     string
		minor   int
		message string
	}{
		{"(a := 1)", 7, "Assignment expressions are only supported in Python 3.8 and greater"},
		{"def f(a, /): pass", 7, "Positional-only parameters are only supported in Python 3.8 and greater"},
		{"match x:\n case 1: pass", 9, "Pattern matching is only supported in Python 3.10 and greater"},
		{"with (a, b): pass", 8, "Parenthesized context managers are only supported in Python 3.9 and greater"},
		{"x: int = 1", 5, "Variable annotation syntax is only supported in Python 3.6 and greater"},
		{"try: x\nexcept* A: y", 10, "Exception groups are only supported in Python 3.11 and greater"},
		{"f'{a=}'", 7, "f-string: self documenting expressions are only supported in Python 3.8 and greater"},
	} {
		_, err := Parse([]byte(c.src), Options{FeatureVersion: c.minor})
		if got := describe(err).Msg; got != c.message {
			t.Errorf("%q: %q", c.src, got)
		}
		parse(t, c.src, Options{FeatureVersion: 11})
	}
}

func TestBarry(t *testing.T) {
	parse(t, "a <> b", Options{Future: BarryAsBDFL})
	if _, err := Parse([]byte("a != b"), Options{Future: BarryAsBDFL}); describe(err).Msg != "with Barry as BDFL, use '<>' instead of '!='" {
		t.Error(err)
	}
	if _, err := Parse([]byte("a <> b"), Options{}); describe(err).Msg != "invalid syntax" {
		t.Error(err)
	}
}

// TestSchema checks that every node class is described.
func TestSchema(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Classes() {
		if c.Name == "" || seen[c.Name] {
			t.Errorf("class %v has the name %q", c.Type, c.Name)
		}
		seen[c.Name] = true
	}
	for _, name := range []string{"Module", "arguments", "Constant", "match_case", "Expr", "TypeIgnore"} {
		if !seen[name] {
			t.Errorf("no class %s", name)
		}
	}
}

// TestFileLine checks that the text of a parser's error comes from the file, where there is one.
func TestFileLine(t *testing.T) {
	opt := Options{FileLine: func(line int) (string, bool) { return fmt.Sprintf("line %d\n", line), line == 2 }}
	_, err := Parse([]byte("x\ny z\n"), opt)
	if a := describe(err); a.Text == nil || *a.Text != "line 2\n" {
		t.Errorf("got %s", show(a))
	}
	_, err = Parse([]byte("y z\n"), opt)
	if a := describe(err); a.Text == nil || *a.Text != "y z\n" {
		t.Errorf("got %s", show(a))
	}
}

func TestFromFile(t *testing.T) {
	for _, c := range []struct{ src, msg string }{
		{"x\n# \xff", `Non-UTF-8 code starting with '\xff' in file a.py on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details`},
		{"# coding: foo", "encoding problem: foo"},
		{"# coding: utf-8\n# \xc3\xa9", ""},
	} {
		_, err := Parse([]byte(c.src), Options{Filename: "a.py", FromFile: true})
		if got := describe(err).Msg; got != c.msg {
			t.Errorf("%q: %q", c.src, got)
		}
	}
}
