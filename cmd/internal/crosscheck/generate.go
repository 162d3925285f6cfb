package crosscheck

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// This file makes random programs. They are typed enough to run for a while: a, b and c are ints, s and t strs, xs and ys
// lists of ints; what a program calls is defined before it. Loops count their rounds, so every program ends.

const prelude = `import sys
rounds = 0
def tick():
    global rounds
    rounds += 1
    if rounds > 400:
        print('enough')
        sys.exit(3)
class E1(Exception): pass
class E2(E1): pass
class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print('enter', self.name)
        return len(self.name)
    def __exit__(self, t, v, tb):
        print('exit', self.name, t and t.__name__)
        return self.swallow
    async def __aenter__(self):
        return self.__enter__()
    async def __aexit__(self, t, v, tb):
        await Step(1)
        return self.__exit__(t, v, tb)
class Step:
    def __init__(self, n): self.n = n
    def __await__(self):
        for i in range(self.n):
            yield i
        return self.n
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        await Step(1)
        self.i += 1
        if self.i > self.n: raise StopAsyncIteration
        return self.i
def drive(c):
    sent = None
    try:
        while True:
            tick()
            print('step', c.send(sent))
            sent = rounds
    except StopIteration as e:
        return e.value
def trace(f):
    def call(*args, **kw):
        print('call', f.__name__, args, sorted(kw))
        return f(*args, **kw)
    return call
`

// kind is what a function is, which decides what may stand in it.
type kind uint8

const (
	module kind = iota
	function
	generator
	coroutine
	plain // what a snippet is put together of: nothing there belongs to one kind of function
)

// gen is a program under construction.
type gen struct {
	r         *rand.Rand
	b         strings.Builder
	depth     int // of indentation
	left      int // statements that may still be written
	kind      kind
	loops     int      // loops around, within the function
	owns      bool     // the function has the variables of its own
	star      bool     // within except*, where nothing may leave
	functions []string // by kind
	gens      []string
	coros     []string
	classes   []string
	names     int
	snippets  int // larger pieces that may still be written
	hots      int // functions that run long
}

// Generate returns the random program of a seed.
func Generate(seed uint64) string {
	g := &gen{r: rand.New(rand.NewPCG(seed, 0x6d656d)), left: 90, snippets: 5, hots: 2}
	g.b.WriteString(prelude)
	g.start()
	for n := 2 + g.r.IntN(4); n > 0; n-- {
		g.definition()
	}
	for n := 3 + g.r.IntN(4); n > 0; n-- {
		if n > 1 || g.chance(2) {
			g.line("try:")
			g.block(2, func() {})
			g.line("except Exception as e: print(type(e).__name__, e, type(e.__context__).__name__, type(e.__cause__).__name__)")
		} else {
			g.statement()
			if g.chance(3) {
				g.last()
			}
		}
		g.line("print([globals().get(n) for n in ('a', 'b', 'c', 's', 't', 'xs', 'ys')])")
	}
	return g.b.String()
}

// last writes what is likely to end the program with a traceback.
func (g *gen) last() {
	if g.r.IntN(3) > 0 {
		g.snippet()
	}
	g.fill(lastSnippets[g.r.IntN(len(lastSnippets))])
}

func (g *gen) line(format string, args ...any) {
	g.b.WriteString(strings.Repeat("    ", g.depth))
	fmt.Fprintf(&g.b, format, args...)
	g.b.WriteByte('\n')
}

func (g *gen) pick(options ...string) string { return options[g.r.IntN(len(options))] }

func (g *gen) chance(n int) bool { return g.r.IntN(n) == 0 }

func (g *gen) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// start gives the variables of a scope their values, or leaves one out.
func (g *gen) start() {
	out := g.r.IntN(40)
	for i, v := range []string{"a = %d", "b = %d", "c = %d"} {
		if i != out || g.kind == module {
			g.line(v, g.r.IntN(9)-2)
		}
	}
	g.line("s = %q; t = %q", g.pick("spam", "", "é", "xyz"), g.pick("t", "long text"))
	g.line("xs = [%d, %d]; ys = []", g.r.IntN(9), g.r.IntN(9))
}

// block writes an indented block of up to n statements, and end behind them.
func (g *gen) block(n int, end func()) {
	g.depth++
	for k := 1 + g.r.IntN(n); k > 0; k-- {
		g.statement()
	}
	end()
	g.depth--
}

func (g *gen) inKind(k kind, owns bool, body func()) {
	kindWas, ownsWas, loops, star := g.kind, g.owns, g.loops, g.star
	g.kind, g.owns, g.loops, g.star = k, owns, 0, false
	body()
	g.kind, g.owns, g.loops, g.star = kindWas, ownsWas, loops, star
}

func (g *gen) definition() {
	switch g.r.IntN(5) {
	case 0, 1:
		f := g.name("f")
		if g.chance(3) {
			g.line("@trace")
		}
		g.line("def %s(p=1, /, q=%s, *rest, k=2, **kw):", f, g.integer(0))
		g.inKind(function, true, func() {
			g.depth++
			g.start()
			g.line("a = p + q + k + len(rest) + len(kw)")
			g.depth--
			g.block(4, func() { g.line("return %s", g.integer(2)) })
		})
		g.functions = append(g.functions, f)
	case 2:
		f := g.name("g")
		g.line("def %s(n=3):", f)
		g.inKind(generator, true, func() {
			g.depth++
			g.start()
			g.depth--
			g.block(4, func() { g.line("yield %s", g.integer(2)) })
		})
		g.gens = append(g.gens, f)
	case 3:
		f := g.name("co")
		g.line("async def %s(n=2):", f)
		g.inKind(coroutine, true, func() {
			g.depth++
			g.start()
			g.depth--
			g.block(4, func() { g.line("return await Step(%d)", g.r.IntN(3)) })
		})
		g.coros = append(g.coros, f)
	case 4:
		c := g.name("C")
		base := ""
		if len(g.classes) > 0 && g.chance(2) {
			base = "(" + g.pick(g.classes...) + ")"
		}
		g.line("class %s%s:", c, base)
		g.depth++
		g.line("__match_args__ = ('v',)")
		g.line("count: int = %s", g.integer(0))
		g.line("names = [i * count for i in range(2)] if False else [count]")
		g.line("def __init__(self, v=1): self.v = v")
		g.line("def m(self, d=0):")
		g.inKind(function, true, func() {
			g.depth++
			g.start()
			g.depth--
			g.block(2, func() {
				if base != "" {
					g.line("return super().m(d) + %s", g.integer(1))
				} else {
					g.line("return self.v + d + __class__.count")
				}
			})
		})
		if g.chance(2) {
			g.line("def __add__(self, o): return %s(self.v + (o.v if isinstance(o, %s) else o))", c, c)
			g.line("def __bool__(self): print('bool', self.v); return self.v > 1")
			g.line("def __eq__(self, o): print('eq'); return NotImplemented")
		}
		g.line("@property")
		g.line("def twice(self): return self.v * 2")
		g.depth--
		g.classes = append(g.classes, c)
	}
}

// integer writes an int.
func (g *gen) integer(depth int) string {
	if depth <= 0 {
		return g.pick("a", "b", "c", "a", "b", "c", "1", "2", "-3", "len(s)", "rounds")
	}
	x, y := g.integer(depth-1), g.integer(depth-1)
	switch g.r.IntN(18) {
	case 0:
		return fmt.Sprintf("(%s + %s)", x, y)
	case 1:
		return fmt.Sprintf("(%s * %s %% 97)", x, y)
	case 2:
		return fmt.Sprintf("(%s // (%s or %s))", x, y, g.pick("1", "1", "2", "a"))
	case 3:
		return fmt.Sprintf("(%s if %s else %s)", x, g.condition(depth-1), y)
	case 4:
		return fmt.Sprintf("sum(%s)", g.list(depth-1))
	case 5:
		return fmt.Sprintf("%s[%s %% 2]", g.pick("xs", "xs", "xs", "ys"), x)
	case 6:
		if g.kind != module || g.depth == 0 {
			return fmt.Sprintf("(%s := %s)", g.pick("a", "b", "c"), x)
		}
	case 7:
		if len(g.functions) > 0 {
			return fmt.Sprintf("%s(%s)", g.pick(g.functions...), g.pick("", x, x+", "+y, "*xs[:3]", x+", k="+y, "**{'k': "+x+"}", x+", z="+y, "q="+x+", *[]"))
		}
	case 8:
		if len(g.classes) > 0 {
			return fmt.Sprintf("%s(%s).%s", g.pick(g.classes...), x, g.pick("v", "twice", "m()", "m("+y+")", "m(d="+y+")", "m()", "v", "twice"))
		}
	case 9:
		return fmt.Sprintf("(lambda p, *, q=%s: p + q)(%s)", y, x)
	case 10:
		return fmt.Sprintf("{%s: %s, 'k': %s}.get('k')", x, y, x)
	case 11:
		switch g.kind {
		case generator:
			return fmt.Sprintf("((yield %s) or %s)", x, y)
		case coroutine:
			return fmt.Sprintf("(await Step(%d) + %s)", g.r.IntN(3), x)
		}
	case 12:
		return fmt.Sprintf("(%s and %s or %s)", x, y, g.integer(depth-1))
	case 13:
		return fmt.Sprintf("(-%s)", x)
	case 14:
		return fmt.Sprintf("len(%s)", g.str(depth-1))
	}
	return x
}

func (g *gen) condition(depth int) string {
	x, y := g.integer(depth-1), g.integer(depth-1)
	switch g.r.IntN(8) {
	case 0:
		return fmt.Sprintf("%s < %s", x, y)
	case 1:
		return fmt.Sprintf("%s <= %s < %s", x, y, g.integer(depth-1))
	case 2:
		return fmt.Sprintf("not %s", x)
	case 3:
		return fmt.Sprintf("%s in %s", x, g.list(depth-1))
	case 4:
		return fmt.Sprintf("(%s == %s and %s)", x, y, g.str(depth-1))
	case 5:
		if len(g.classes) > 0 {
			return fmt.Sprintf("%s(%s)", g.pick(g.classes...), x)
		}
	case 6:
		return fmt.Sprintf("%s is %s", g.pick("a", "None"), g.pick("None", "b"))
	}
	return x
}

func (g *gen) str(depth int) string {
	if depth <= 0 {
		return g.pick("s", "t", "'lit'", "str(a)")
	}
	x := g.str(depth - 1)
	switch g.r.IntN(8) {
	case 0:
		return fmt.Sprintf("(%s + %s)[:20]", x, g.str(depth-1))
	case 1:
		return fmt.Sprintf("f'<{%s}|{%s:>4}|{%s!r}>'", g.pick("a", "s", "xs"), g.pick("a", "b", "c"), g.pick("s", "t", "ys"))
	case 2:
		return fmt.Sprintf("%s[%s:%s]", x, g.integer(depth-1), g.integer(depth-1))
	case 3:
		return fmt.Sprintf("'%%s-%%d' %% (%s, %s)", x, g.integer(depth-1))
	case 4:
		return fmt.Sprintf("'-'.join(str(i) for i in %s)", g.list(depth-1))
	}
	return x
}

func (g *gen) list(depth int) string {
	if depth <= 0 {
		return g.pick("xs", "ys", "[1, 2]", "[a, b]", "[]")
	}
	x := g.integer(depth - 1)
	if strings.Contains(x, "yield") || strings.Contains(x, ":=") {
		x = "a"
	}
	switch g.r.IntN(8) {
	case 0:
		return fmt.Sprintf("[i + %s for i in %s if i %% 2]", x, g.list(depth-1))
	case 1:
		return fmt.Sprintf("[*%s, %s][:9]", g.list(depth-1), x)
	case 2:
		return fmt.Sprintf("sorted({%s, %s} | set(%s))", x, g.integer(0), g.list(depth-1))
	case 3:
		return fmt.Sprintf("[i * j for i in range(2) for j in %s[:3]]", g.list(depth-1))
	case 4:
		if len(g.gens) > 0 {
			return fmt.Sprintf("list(%s())[:6]", g.pick(g.gens...))
		}
	case 5:
		return fmt.Sprintf("list({k: v for k, v in zip(%s, 'ab')})", g.list(depth-1))
	case 6:
		if g.kind == coroutine {
			return fmt.Sprintf("[i async for i in Count(%d) if i != %s]", g.r.IntN(4), x)
		}
	}
	return g.list(depth - 1)
}

func (g *gen) exception() string {
	return g.pick("E1('one')", "E2", "E2(a, s)", "ValueError(t)", "KeyError(a)", "E1('x') from ValueError(b)", "E2('y') from None")
}
