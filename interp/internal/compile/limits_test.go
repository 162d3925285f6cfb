package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/syntax"
)

// compileText compiles and verifies a program.
func compileText(src string) (*bytecode.Code, error) {
	mod, err := syntax.Parse([]byte(src), syntax.Options{Filename: "<test>"})
	if err != nil {
		return nil, err
	}
	code, err := compile.Compile(mod, compile.Options{Filename: "<test>"})
	if err != nil {
		return nil, err
	}
	return code, bytecode.Verify(code)
}

// numbered returns f(0), f(1), ... joined.
func numbered(n int, format, sep string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(format, "#", fmt.Sprint(i))
	}
	return strings.Join(parts, sep)
}

// nested puts n copies of open before and close after a core.
func nested(n int, open, core, end string) string {
	return strings.Repeat(open, n) + core + strings.Repeat(end, n)
}

// TestLimits compiles programs that need more registers than there are.
func TestLimits(t *testing.T) {
	locals := "def f():\n" + numbered(400, "    v# = g(#)\n", "")
	for name, src := range map[string]string{
		"locals":             locals + "    return " + numbered(400, "v#", " + "),
		"far operands":       locals + "    v399 += v398 * v1; del v397; v1, v300 = v300, v1; v350 = v351 = v2\n    for v390, v1 in v391: v390 = v1 if v390 else v392\n",
		"far cells":          locals + "    def h():\n        nonlocal v3, v398\n        v3 = v398 = v399\n    return lambda: v399 + v2\n",
		"far cells only":     "def f():\n" + numbered(300, "    v# = #\n", "") + "    return lambda: (" + numbered(300, "v#", ", ") + ")",
		"parameters":         "def f(" + numbered(300, "p#", ", ") + "):\n    p299 = p0\n    return lambda: p298\n",
		"defaults":           "def f(" + numbered(300, "p#=x#", ", ") + ", *, " + numbered(300, "k#=y#", ", ") + "): pass",
		"annotations":        "def f(" + numbered(300, "p#: x#", ", ") + ") -> r: pass",
		"arguments":          "f(" + numbered(300, "a#", ", ") + ")",
		"keywords":           "f(" + numbered(300, "k#=a#", ", ") + ")",
		"method arguments":   "o.f(" + numbered(300, "a#", ", ") + ", **k)",
		"starred arguments":  "f(" + numbered(300, "*a#, b#", ", ") + ", " + numbered(300, "k#=a#, **d#", ", ") + ")",
		"list":               "x = [" + numbered(1000, "a#", ", ") + "]",
		"starred list":       "x = [" + numbered(300, "*a#", ", ") + "]",
		"set":                "x = {" + numbered(1000, "a#", ", ") + "}",
		"tuple":              "x = (" + numbered(1000, "a#", ", ") + ")",
		"dict":               "x = {" + numbered(1000, "a#: b#", ", ") + "}",
		"dict of constants":  "x = {" + numbered(1000, "#: b#", ", ") + "}",
		"merged dict":        "x = {" + numbered(300, "**a#, b#: c#", ", ") + "}",
		"constants":          "x = [" + numbered(1000, "'c#'", ", ") + "]\ny = x" + numbered(400, " + 'd#'", ""),
		"f-string":           "x = f'" + numbered(300, "{a#} b", "") + "'",
		"unpacking":          numbered(300, "a#", ", ") + " = x",
		"starred unpacking":  numbered(200, "a#", ", ") + ", *s, " + numbered(99, "b#", ", ") + " = x",
		"parallel":           numbered(300, "a#", ", ") + " = " + numbered(300, "b#", ", "),
		"comparison chain":   "x = " + numbered(500, "a#", " < ") + "\nif " + numbered(500, "a#", " < ") + ": pass",
		"boolean":            "x = " + numbered(2000, "a#", " and "),
		"sum":                "x = " + numbered(2900, "a#", " + "),
		"nested calls":       "x = " + nested(90, "f(1, 2, ", "x", ")"),
		"nested lists":       "x = " + nested(90, "[a, b, ", "x", "]"),
		"nested dicts":       "x = " + nested(90, "{a: b, c: ", "x", "}"),
		"nested subscripts":  "x = " + nested(90, "a[b][", "x", "]"),
		"nested conditions":  "x = " + nested(90, "(a if b else ", "x", ")"),
		"nested lambdas":     "x = " + nested(90, "(lambda: ", "x", ")"),
		"nested comps":       "x = " + nested(40, "[a for a in ", "x", "]"),
		"right operands":     "def f(x): return " + nested(90, "(a + b * (c - ", "x", "))"),
		"powers":             "x = " + numbered(500, "a#", " ** "),
		"decorators":         numbered(300, "@d#\n", "") + "def f(): pass\n" + numbered(300, "@d#\n", "") + "class A: pass\n",
		"bases":              "class A(" + numbered(300, "b#", ", ") + "): pass",
		"with":               "with " + numbered(20, "a# as b#", ", ") + ": pass",
		"sequence pattern":   "match x:\n    case [" + numbered(300, "a#", ", ") + "]: pass",
		"starred pattern":    "match x:\n    case [" + numbered(200, "a#", ", ") + ", *s, " + numbered(200, "b#", ", ") + "]: pass",
		"class pattern":      "match x:\n    case A(" + numbered(300, "k#=a#", ", ") + "): pass",
		"mapping pattern":    "match x:\n    case {" + numbered(300, "'k#': a#", ", ") + ", **rest}: pass",
		"nested pattern":     "match x:\n    case " + nested(60, "[_, ", "1", ", _]") + ": pass",
		"free variables":     "def f(" + numbered(300, "p#", ", ") + "):\n    def g(): return " + numbered(300, "p#", ", "),
		"elif":               "if a0: pass\n" + numbered(900, "elif a#: b#\n", ""),
		"long jump":          "while x:\n" + numbered(40000, "    f(#)\n", ""),
		"function constants": numbered(3000, "def f#(a=#): return a + #\n", ""),
	} {
		if _, err := compileText(src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := compileText("def outer(z):\n    " + strings.ReplaceAll(src, "\n", "\n    ")); err != nil {
			t.Errorf("%s, in a function: %v", name, err)
		}
	}
}

// TestDeep compiles trees that are too deep: a RecursionError, never a crash.
func TestDeep(t *testing.T) {
	name := func() syntax.Expr { return &syntax.Name{Id: "x"} }
	grow := map[string]func(syntax.Expr) syntax.Expr{
		"unary": func(e syntax.Expr) syntax.Expr { return &syntax.UnaryOp{Op: syntax.USub, Operand: e} },
		"left":  func(e syntax.Expr) syntax.Expr { return &syntax.BinOp{Left: e, Right: name()} },
		"right": func(e syntax.Expr) syntax.Expr { return &syntax.BinOp{Left: name(), Right: e} },
		"list":  func(e syntax.Expr) syntax.Expr { return &syntax.List{Elts: []syntax.Expr{e}} },
		"call":  func(e syntax.Expr) syntax.Expr { return &syntax.Call{Func: e} },
		"if": func(e syntax.Expr) syntax.Expr {
			return &syntax.IfExp{Test: name(), Body: e, Orelse: name()}
		},
		"lambda": func(e syntax.Expr) syntax.Expr { return &syntax.Lambda{Args: &syntax.Arguments{}, Body: e} },
		"and": func(e syntax.Expr) syntax.Expr {
			return &syntax.BoolOp{Values: []syntax.Expr{e, name()}}
		},
		"constants": func(e syntax.Expr) syntax.Expr {
			return &syntax.Tuple{Elts: []syntax.Expr{e, &syntax.Constant{Kind: syntax.ConstInt}}}
		},
	}
	for what, f := range grow {
		for _, depth := range []int{500, 2900, 10000, 100000} {
			e := name()
			for range depth {
				e = f(e)
			}
			_, err := compile.Compile(&syntax.Expression{Body: e}, compile.Options{Filename: "<test>"})
			if depth > 3000 {
				if err == nil || err.Error() != "RecursionError: maximum recursion depth exceeded during compilation" {
					t.Errorf("%s, %d deep: %v", what, depth, err)
				}
			} else if err != nil {
				t.Errorf("%s, %d deep: %v", what, depth, err)
			}
		}
	}
}
