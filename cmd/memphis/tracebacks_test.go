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
	{"unraisable", "import sys, types\ntry: 1/0\nexcept Exception as e: a = types.SimpleNamespace\nclass O:\n    __repr__ = lambda s: '<o>'\nsys.unraisablehook\ntry: sys.unraisablehook(3)\nexcept TypeError as e: print(e)\n"},
}

// TestTracebacks compares what is written to stderr, and the exit code, with the host's python3.
func TestTracebacks(t *testing.T) {
	for _, p := range tracebackPrograms {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "program.py"), []byte(p.source), 0o644); err != nil {
				t.Fatal(err)
			}
			want := run(t, dir, time.Minute, python(t), "program.py")
			got := run(t, dir, time.Minute, memphis(t), "program.py")
			sameResult(t, want, got)
		})
	}
}
