# Messages and positions of syntax errors that compile() finds.
sources = [
    'x = ', 'x == = 1', '1 = x', 'f() = 1', 'x + 1 = 2', '"a" = 1', 'None = 1', 'True = 1', '__debug__ = 1', '(a, 1) = 2',
    '[a, b()] = 1', 'a if b else c = 1', 'lambda: 1 = 2', 'x := 1', '(x.y := 1)', '(a[0] := 1)', 'def f(a, a): pass',
    'def f(a=1, b): pass', 'def f(*): pass', 'def f(**k, a): pass', 'def f(a, /, b, /): pass', 'def f(*a, *b): pass',
    'f(a=1, 2)', 'f(**k, *a)', 'f(**k, 1)', 'f(a=1, a=2)', 'f(1=2)', 'f(a.b=1)', 'f(True=1)', 'f(x for x in y, 1)', 'f(1, x for x in y)',
    'return', 'yield', 'def f():\n    await x', 'await = 1', 'async x', 'break', 'continue', 'def f():\n    break',
    'if x', 'if x:\n', 'if x:\npass', 'for x in y', 'while', 'class', 'class C', 'def', 'def f', 'def f()', 'def f(:', 'try:\n  pass',
    'try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass', 'try:\n    pass\nexcept a, b:\n    pass',
    'from x import', 'from x import (a', 'from . import *, a', 'import a.b as', 'from __future__ import nothing', 'from __future__ import braces',
    'def f():\n    from x import *', 'global x; x = 1; global x', 'x = 1\nglobal x', 'def f():\n    x = 1\n    global x',
    'def f():\n    nonlocal x', 'nonlocal x', 'def f(a):\n    global a', 'def f():\n    print(x)\n    global x',
    '(', ')', '[1, 2', '{1: 2', '(1]', 'x = (1,\n     2', '"abc', "'abc", '"""abc', 'x = "a\n"', 'a b', 'a b c', '1a', '0777', '0x', '0b2', '0o8', '1__0',
    '1_', '1e', '1.e+', '0xg', 'a$b', 'a ? b', 'x = €', '\\ x', 'print 1', 'print "a"', 'exec "a"', 'raise A, B', 'a <> b', 'a!b', 'a++', '++a', 'i--',
    '*a', '*a = 1', '*a, *b = c', 'del *a', 'del f()', 'del 1', 'del (a, b())', 'del a + b', 'a, b += 1', '(a, b) += 1', 'f() += 1',
    'with a as 1: pass', 'with a as f(): pass', 'for 1 in x: pass', 'for f() in x: pass', '[x for 1 in y]', '[*x for x in y]', '{**x for x in y}',
    '[x, y for x in y]', 'f"{"', 'f"{a b}"', 'f"{}"', 'f"}"', 'f"{a!x}"', 'f"{a!}"', "f'{a[\"b\"]'", 'f"{#}"', 'f"{a\\b}"', 'b"é"', 'b"a" "b"',
    'match x:\n    case a: pass\n    case b: pass', 'match x:\n    case a | b: pass', 'match x:\n    case {**a, "b": 1}: pass', 'match x:\n    case [*a, *b]: pass',
    'match x:\n    case C(a=1, 2): pass', 'match x:\n    case a.b(): pass\n    case -x: pass', 'match x:\n    case 1 + 2: pass',
    '{1:2, 3}', '{1, 2:3}', '{1:}', '{:1}', '{a:b, **c, d}', 'x = {1:2,, 3:4}', '[1,,2]', '(,)', 'f(,)', 'lambda x: yield', 'class C(a for a in b): pass',
    'class C:\n    def f(self):\n    pass', ' x = 1', 'x = 1\n  y = 2', 'if 1:\n    a\n  b', 'if 1:\n\ta\n        b', 'else: pass', 'elif x: pass', 'except: pass',
    'assert', 'import', 'a = yield = 1', 'async def f():\n    yield 1\n    return 2', 'def f():\n    async for x in y: pass', '[await x for x in y]',
    'async def f():\n    yield from x', 'class C:\n    yield 1', '(yield) = 1', 'x: int: str = 1', '(a, b): int', '[a]: int', 'f(): int = 1', 'a.b: int; (a): int',
    "'\\x1'", "'\\u12'", "'\\N{no such name}'", "'\\U99999999'", "b'\\x1'", 'if x = 1: pass', 'while x = 1: pass', '(x = 1)', 'f(a, b = 1, c d)', 'foo(x y)',
]
for source in sources:
    try:
        compile(source, '<test>', 'exec')
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), repr(e.text), sep=' | ')
    else:
        print(repr(source), 'compiles')
