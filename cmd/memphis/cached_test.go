package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// cachedModule is a module whose functions are looked at in many ways, and then called.
const cachedModule = `"""The module."""
import functools

def plain(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    """Doc of plain."""
    return [x for x in range(a) if x], {y: b for y in args}, {c, d, e}, sorted(kwargs), 2 ** 70, frozenset({1, 2}), b'x', 1.5, 2j, ...

def outer(n):
    free = n
    def inner(x):
        "Doc of inner."
        nonlocal free
        free += x
        return lambda: (free, __class__ if False else None)
    return inner

class C:
    """Doc of C."""
    def method(self): return super().__repr__()[:2]
    async def coroutine(self): return [z async for z in self.agen()]
    async def agen(self):
        yield 1
    def gen(self):
        yield from (i * i for i in range(3))

@functools.wraps(plain)
def wrapper(): pass

def broken():
    missing = undefined
`

const cachedProgram = `
import sys; sys.dont_write_bytecode = False; sys.path.insert(0, sys.argv[1])
import m, inspect, marshal, asyncio, traceback, copy, json, types, enum, dataclasses
print(m.__doc__, m.plain.__doc__, m.wrapper.__doc__, m.wrapper.__code__.co_name, m.C.method.__doc__)
print(inspect.signature(m.plain), m.outer.__code__.co_varnames, m.outer.__code__.co_cellvars, m.plain.__code__.co_argcount)
f = types.FunctionType(m.outer.__code__, globals(), 'named')
inner = f(1)
print(inner.__doc__, inner.__code__.co_freevars, inner.__closure__[0].cell_contents, inner(4)()[0])
print(m.plain(3, 4, 5, 6, d=7, z=8)[:6])
print(m.plain.__code__ == m.plain.__code__.replace(), hash(m.C.gen.__code__) == hash(m.C.gen.__code__.replace()))
g = m.C.gen.__code__.replace(co_name='other')
print(g.co_name, list(types.FunctionType(g, {})(None)), g.co_firstlineno)
back = marshal.loads(marshal.dumps(m.broken.__code__))
print(back.co_names, back == m.broken.__code__, [c.co_name for c in m.outer.__code__.co_consts if hasattr(c, 'co_name')])
print(m.C().method(), asyncio.run(m.C().coroutine()), list(m.C().gen()))
m.plain.__doc__ = None; print(m.plain.__doc__)
m.broken.__code__ = m.wrapper.__code__; print(m.broken(), m.broken.__doc__)
try: m.outer(1)('a')
except TypeError: traceback.print_exc(file=sys.stdout)
try: m.plain()
except TypeError as e: print(e)
print(json.dumps([1]), enum.Enum('E', 'a b').a.name, dataclasses.make_dataclass('D', 'x')(1))
`

// TestCached runs a program before and after its modules are in the cache, whose functions are read when they are called.
func TestCached(t *testing.T) {
	if !withLibpython {
		t.Skip("needs libpython")
	}
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "m.py"), []byte(cachedModule), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-X", "pycache_prefix=" + filepath.Join(dir, "cache"), "-c", cachedProgram, dir}
	want := run(t, dir, time.Minute, python(t), args...)
	if want.code != 0 || want.stderr != "" {
		t.Fatal(want.stderr)
	}
	for range 3 {
		if got := run(t, dir, time.Minute, memphis(t), args...); got != want {
			t.Error(got.stderr, difference(want.stdout, got.stdout))
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "cache", dir, "m.memphis-311.pyc")); err != nil {
		t.Error(err)
	}
}

// TestImportTime compares what -X importtime prints, but for the numbers and the imports that one of the two makes for itself.
func TestImportTime(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"a.py", "b.py", "c.py"} {
		text := map[string]string{"a.py": "import b, c", "b.py": "import c", "c.py": ""}[name]
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lines := func(program string) string {
		r := run(t, dir, time.Minute, program, "-X", "importtime", "-c", "import a")
		head, _, _ := strings.Cut(r.stderr, "\n")
		_, own, _ := strings.Cut(r.stderr, "| site\n")
		return head + "\n" + regexp.MustCompile(`[0-9]+`).ReplaceAllString(own, "")
	}
	if want, got := lines(python(t)), lines(memphis(t)); strings.Join(strings.Fields(want), "") != strings.Join(strings.Fields(got), "") || !strings.Contains(got, "|     c\n") {
		t.Error(difference(want, got))
	}
}
