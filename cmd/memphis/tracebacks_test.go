package main_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tracebackPrograms end with an exception that nobody handles, or print one; each shows another part of what the
// interpreter writes about it.
var tracebackPrograms = []struct{ name, source string }{
	{"operator", "def f(x):\n    return (x) / (0)\nf(1)\n"},
	{"operator of two characters", "x = 1; x //  0\n"},
	{"not ASCII", "def f(x):\n    return x[\"aé\"] [ 'b'], \"é\" + 1\nf({'aé': {}})\n"},
	{"several lines", "(1 +\n  \"\")\n"},
	{"several lines of subscription", "[1, 2][\n   7]\n"},
	{"whole line", "def f():\n    g()\ndef g():\n    h()   # c\ndef h():\n    int('x')   \nf()\n"},
	{"recursion", "def r(): r()\nr()\n"},
	{"cause and context", "try:\n    try: 1/0\n    except Exception as e: raise ValueError('x') from e\nexcept Exception:\n    raise KeyError('k')\n"},
	{"cause of itself", "e = ValueError('a'); e.__cause__ = e; raise e\n"},
	{"group", "e = ExceptionGroup('eg', [ValueError(1), ExceptionGroup('in', [TypeError('a\\nb'), OSError(2, 'no')]), KeyError(3)])\ne.add_note('note 1\\nline 2'); e.add_note('z')\nraise e\n"},
	{"wide group", "def mk():\n    try:\n        try: raise ValueError('c')\n        except Exception: raise TypeError('d')\n    except Exception as x: return x\nraise ExceptionGroup('many', [mk()] + [ValueError(i) for i in range(18)])\n"},
	{"deep group", "e = ExceptionGroup('0', [ValueError(0)])\nfor i in range(14): e = ExceptionGroup(str(i), [e])\nraise e\n"},
	{"the same member twice", "raise ExceptionGroup('x', [ValueError(1)] * 2)\n"},
	{"notes that are no list", "e = ValueError('a'); e.__notes__ = 5\nraise e\n"},
	{"suggested builtin", "print(pritn)\n"},
	{"suggested attribute", "import sys\nsys.modles\n"},
	{"suggested local", "def foo():\n    blech = 1\n    return bleach\nfoo()\n"},
	{"str that fails", "class E(Exception):\n    def __str__(self): 1/0\nraise E\n"},
	{"module that is no str", "class G(Exception): pass\nG.__module__ = 5\nraise G('a')\n"},
	{"syntax", "compile('  x = = 1\\n', 'foo.py', 'exec')\n"},
	{"syntax, not ASCII", "exec('def f():\\n    return ééé +* 2\\n')\n"},
	{"syntax, own text", "raise SyntaxError('hi', ('f', 3, 5, '   abc def', 4, 2))\n"},
	{"syntax without a place", "raise SyntaxError('hi')\n"},
	{"indentation", "exec('if 1:\\nx')\n"},
	{"exit with a text", "import sys\nsys.exit('bye')\n"},
	{"exit with a number", "raise SystemExit(3)\n"},
	{"hook that fails", "import sys\nsys.excepthook = lambda *a: 1/0; raise ValueError(3)\n"},
	{"no entries", "import sys\nsys.tracebacklimit = 0; int('x')\n"},
	{"last entries", "import sys\nsys.tracebacklimit = 1\ndef f(): int('x')\nf()\n"},
	{"no stderr", "import sys\nsys.stderr = None; 1/0\n"},
	{"call over lines", "def f(*a): raise ValueError(a)\nx = f(\n    1,\n    2)\n"},
	{"method chain over lines", "s = 'a'\n(s\n .upper()\n .nosuch\n .strip())\n"},
	{"operator over lines", "a, b = 1, 'x'\nz = (a *\n     2 + (\n        b))\n"},
	{"nested comprehensions", "def f(xs):\n    return [[y / x for y in\n        (1, 2)] for x in xs]\nf([1,\n   0])\n"},
	{"condition of a comprehension", "{k: v for k, v in [(1, 0)]\n    if k / v}\n"},
	{"generator expression", "sum(1 / i for i in\n    range(2))\n"},
	{"decorator", "def deco(f):\n    raise TypeError(f.__name__)\n@(lambda f: f)\n@deco\n@staticmethod\ndef g():\n    pass\n"},
	{"call of what a decorator made", "def d(f):\n    def w(*a):\n        return f(*a,\n                 1)\n    return w\n@d\ndef h(x): return x\nh(5)\n"},
	{"body of a class", "class A:\n    x = 1\n    class B:\n        y = x\n"},
	{"metaclass", "class M(type):\n    def __new__(m, *a): return super().__new__(m, *a).x\nclass A(metaclass=M):\n    pass\n"},
	{"bases", "class A(\n    int, str\n): pass\n"},
	{"lambda", "f = lambda x: (\n    x.y)\nprint(list(map(f, [1])))\n"},
	{"default of a parameter", "def f(a,\n      b=1 / 0): pass\n"},
	{"annotation", "def f(a: nosuch, *, b: int = 1) -> nothing: pass\n"},
	{"coroutines", "async def a(): return 1 / 0\nasync def b():\n    return await a()\nasync def c():\n    async with nothing() as n: pass\nasync def main():\n    try: await b()\n    except ArithmeticError as e: await c()\nmain().send(None)\n"},
	{"asynchronous comprehension", "async def g():\n    yield 0\nasync def f(): return [1 / x async for x in g()]\ntry: f().send(None)\nexcept StopIteration: pass\n"},
	{"exit of a with statement", "class C:\n    def __enter__(self): pass\n    def __exit__(self, *a): return a[0].nosuch\nwith C():\n    1 / 0\n"},
	{"entry of a with statement", "with open('/nosuch/file') as f, \\\n     open('b') as g:\n    pass\n"},
	{"no context manager", "with 5 as x:\n    pass\n"},
	{"groups within groups", "def f(n):\n    try: raise ExceptionGroup('inner', [ValueError(n), KeyError(n)])\n    except* KeyError as e:\n        raise TypeError('clause') from e\ntry: f(1)\nexcept ExceptionGroup as g:\n    raise ExceptionGroup('outer', [g, OSError(2, 'no')]) from None\n"},
	{"chains", "def a():\n    try: {}['k']\n    finally: b()\ndef b():\n    try: [][1]\n    except IndexError as e: raise RuntimeError('b') from e\ntry: a()\nexcept RuntimeError as e:\n    e.add_note('first\\nsecond')\n    raise SystemError from e.__context__\n"},
	{"repeated frames", "import sys\nsys.setrecursionlimit(80)\ndef f(n): return g(n + 1)\ndef g(n): return f(n + 1)\nf(0)\n"},
	{"one frame, repeated", "def f(n):\n    if n: return f(n - 1)\n    return 1 +\\\n        {}\nf(9)\n"},
	{"generator", "def g():\n    try: yield 1\n    finally: 1 / 0\ni = g()\nfor x in i:\n    i.throw(KeyError('k'))\n"},
	{"delegation", "def g():\n    yield from h()\ndef h():\n    x = yield 1\n    yield x[0]\ni = g(); next(i)\ni.send(\n  None)\n"},
	{"thrown", "def g():\n    try: yield 1\n    except KeyError: yield 2\ni = g(); next(i); i.throw(KeyError); i.throw(ValueError('out'))\n"},
	{"pattern", "class P:\n    __match_args__ = 'x', 5\nmatch P():\n    case P(a,\n           b): pass\n"},
	{"unpacking", "(a,\n b), c = [1, 2, 3], 4\n"},
	{"assignment to an item", "d = ()\nd[\n  0] = 1\n"},
	{"augmented assignment", "class A: pass\na = A()\na.b.c += \\\n   1\n"},
	{"deletion", "x = [1]\ndel x[0], x[0].y\n"},
	{"format", "v = 3\nprint(f'{v!r:>{v}}'\n      f'{v:{\"q\"}}')\n"},
	{"assertion", "def f(x): assert x > 1 and (\n    x < 5), f'{x} is wrong'\nf(7)\n"},
	{"import", "from os.path import (join,\n   nosuch)\n"},
	{"comparison", "1 < 2 < 'x' < 3\n"},
	{"argument count", "def f(a, *, b): pass\nf(1, 2)\n"},
	{"keyword twice", "def f(**k): pass\nf(**{'a': 1},\n  **{'a': 2})\n"},
	{"slice", "'abc'[1:\n  'x']\n"},
	{"walrus", "if (n := len(5)) and (\n    n): pass\n"},
	{"exit in a finally block", "import sys\ntry: 1 / 0\nfinally: sys.exit('left')\n"},
	{"raised class", "class E(Exception):\n    def __init__(self): raise OSError('init')\nraise E\n"},
	{"no cause", "raise ValueError from 'x'\n"},
	{"missing block", "def f():\n    if 1:\n    else_ = 2\n"},
	{"missing block at the end", "class A:\n"},
	{"unclosed", "x = [1,\n  2\ny = 3\n"},
	{"unfinished text", "x = 1\ny = \"\"\"abc\n"},
	{"wrong target", "f() = 1\n"},
	{"misplaced", "def f():\n    yield\n    return\nawait f()\n"},
	{"dedent", "if 1:\n        x = 1\n    y = 2\n"},
	{"f-string", "x = f'{a b}'\n"},
	{"keyword after", "f(a=1, 2)\n"},
	{"unraisable", "import sys, types\ntry: 1/0\nexcept Exception as e: a = types.SimpleNamespace\nclass O:\n    __repr__ = lambda s: '<o>'\nsys.unraisablehook\ntry: sys.unraisablehook(3)\nexcept TypeError as e: print(e)\n"},
}

// TestTracebacks compares what is written to stderr, and the exit code, with the host's python3, on both engines.
func TestTracebacks(t *testing.T) {
	for _, p := range tracebackPrograms {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "program.py"), []byte(p.source), 0o644); err != nil {
				t.Fatal(err)
			}
			want := run(t, dir, time.Minute, python(t), "program.py")
			for _, engine := range []string{"vm", "treewalk"} {
				t.Log("engine", engine)
				sameResult(t, want, runIn(t, environment("MEMPHIS_ENGINE="+engine), dir, time.Minute, memphis(t), "program.py"))
			}
		})
	}
}
