package crosscheck

import (
	"fmt"
	"regexp"
	"strings"
)

// This file defines the pieces of program that are texts with holes. In them $i is an int, $j a plain one that may stand
// where nothing may be awaited or bound, $k a small literal, $B one at the edge of a word, $f a float, $s a str, $q a literal
// str, $l a list of ints, $m a plain one, $c a condition, $v the name of an int variable, $o an arithmetic and $u a bitwise operator,
// $r a comparison, $F what stands behind the colon of a format, $e an exception to raise, $x an exception class, $D a call
// of a function of the program, and $1 to $3 are names that nothing else has.

var hole = regexp.MustCompile(`\$[a-zA-Z1-3]`)

// fill writes the lines of a snippet with its holes filled.
func (g *gen) fill(snippet string) {
	names := map[string]string{}
	for _, line := range strings.Split(strings.Trim(snippet, "\n"), "\n") {
		g.line("%s", hole.ReplaceAllStringFunc(line, func(h string) string {
			if h[1] < '4' {
				if names[h] == "" {
					names[h] = g.name("v")
				}
				return names[h]
			}
			return g.hole(h[1])
		}))
	}
}

func (g *gen) hole(kind byte) string {
	switch kind {
	case 'i':
		return g.integer(1)
	case 'j':
		return g.integer(0)
	case 'k':
		return fmt.Sprint(g.r.IntN(6))
	case 'B':
		return g.pick("2**31 - 1", "2**31", "-2**31", "2**62", "2**63 - 1", "2**63", "-2**63", "-2**63 - 1", "2**64", "3037000500", "10**18", "10**30", "-10**19", "2**100", "4611686018427387000")
	case 'f':
		return g.pick("0.5", "1.5", "-2.25", "1e10", "1e300", "0.1", "3.0", "-0.0", "float('inf')", "float('nan')", "2.675", "1e-7", "123456789.125")
	case 's':
		return g.str(1)
	case 'q':
		return g.pick("'spam'", "'a,b,,c'", "' pad '", "''", "'Ünïcode'", "'aXbXc'", "'12'", "'tab\\tend'", "'line\\nline'", "'ß'", "'日本語'", "('x' * 3)")
	case 'l':
		return g.list(1)
	case 'm':
		return g.pick("xs", "[3, 1, 2]", "[]", "[a, b, c]", "list(range(5))", "[1, 1, 2]")
	case 'c':
		return g.condition(1)
	case 'v':
		return g.pick("a", "b", "c")
	case 'o':
		return g.pick("+", "-", "*", "//", "%", "/", "**", "+", "-", "*")
	case 'u':
		return g.pick("&", "|", "^", "<<", ">>")
	case 'r':
		return g.pick("<", "<=", "==", "!=", ">", ">=", "in [0, 1] or 1 <")
	case 'F':
		return g.pick("", "5", "<8", ">8", "^9", "*^9", "05d", "x", "#x", "b", "#o", "+d", ",", "_", "e", ".2f", "10.3f", "%", ".3", "08.2f", "c", "n", "s", ">9", "_b", "-<4", "=+6", "z", ".2z", "10,.1f")
	case 'e':
		return g.exception()
	case 'x':
		return g.pick("E1", "E2", "ValueError", "KeyError", "TypeError", "ZeroDivisionError", "(IndexError, E2)", "LookupError", "Exception", "ArithmeticError")
	case 'D':
		if len(g.functions) > 0 {
			return g.pick(g.functions...) + g.pick("()", "(1, 2)", "(a, k=b)", "(*xs[:2])", "(q=c)", "(1, 2, 3, 4)", "(**{'k': 1, 'zz': 2})", "(p=1)", "(k=1, *[2])", "(1, q=2, **{'q': 3})")
		}
		return "len(xs)"
	}
	panic("crosscheck: no such hole: " + string(kind))
}

// simpleSnippets are statements that can stand anywhere.
var simpleSnippets = []string{
	`xs[$k:$k] = $m`,
	`xs[::2] = $m`,
	`del xs[$k:$k]`,
	`xs[-1] $o= $j`,
	`ys += $m; ys = ys[-5:]`,
	`xs *= 2; xs = xs[:5]`,
	`$v = divmod($i, $i)[$k % 2]`,
	`$v = $B $o $k; print($v, type($v).__name__); $v = 1`,
	`print($B $u $k, $B $r $B, ~($B), -($B), abs($B))`,
	`print(pow($j, $k, 7), round($f, $k), $f $o $k, int('$k$k', 7), hash($B) == hash($B))`,
	`print($f $r $f, $f == $k, min($f, $k), float($B).hex(), ($B).bit_length())`,
	`print($k / 7 $o $f, $f // $f if $k else 0, divmod($f, 2.5))`,
	`print(f'{$j:$F}')`,
	`print(f'{$f:$F}|{s!r:>$k}|{a=}|{xs!s:.$k}')`,
	`print(format($f, '$F'), format($j, '$F'), '%$k.$kf|%5s|%-5d|%r' % ($f, s, $j, t))`,
	`print('{:>{}} {k[0]} {0!r}'.format($q, $k, k=$q or 'z'))`,
	`print($q.split(','), $q.partition('a'), $q.strip(), $q.center(9, '*'), $q.replace('a', 'bb', $k))`,
	`print($q.find('a'), $q.rfind('n', $k), $q.count(''), $q.title(), $q.swapcase(), $q.zfill(6), $q.isalnum())`,
	`print($q.encode('utf-8'), $q.encode('ascii', 'replace'), $q[::-1], $q[$k:-$k], $q.upper() $r $q.lower())`,
	`print($q.splitlines(), $q.expandtabs(4), $q.casefold(), $q.rsplit('X', 1), sorted($q), 'a' in $q)`,
	`print($s.join(['p', 'q']), ($s * $k)[:12], $s.startswith(('s', 't')), ascii($q), $q.translate({97: 'A', 98: None}))`,
	`s = s[:6] + $q[:4]; t = t[-8:]`,
	`print(sorted($m, key=lambda v: -v), sorted($m, reverse=True), sorted(map(str, $m), key=len), max($m, default=$j, key=abs))`,
	`xs = sorted(xs, key=lambda v: (v % 3, -v)); print(xs, xs.index(xs[0]) if xs else None, xs.count($j))`,
	`print(list(zip($m, 'abc')), dict(enumerate($q)), list(map(lambda p, q: p - q, $m, $m)), any($m), all($m))`,
	`print([(i, j) for i in $m if i > $k for j in range(i) if (i + j) % 2], {i % 3: [j for j in range(i)] for i in $m})`,
	`print([($1 := i * 2) for i in $m], [lambda: i for i in range(2)][0](), sum(i for i in $m if i $r 1))`,
	`print({i % 4 for i in $m} $u {1, 2, $k} if 0 else {i % 4 for i in $m} | {1}, set($m) <= {1, 2, 3}, frozenset($m) & {1, 2}, {1, 2} ^ (set($m) - {None}))`,
	`$1 = {'a': $j, 'b': $j}; $1['c'] = $1.pop('a'); $1 |= {'b': 9, **$1}; print($1, $1.keys() & {'b', 'z'}, list($1.items()))`,
	`$1 = dict.fromkeys($m, 0); $1.update(k=$j); $1.setdefault('z', []).append($k); print($1, $1.get($j), list(reversed($1)), $1.popitem())`,
	`$1 = dict(a=1, **{'b': 2}); del $1['a']; print($1 == {'b': 2}, $1['zz'] if $k > 3 else len($1))`,
	`a, *b = $m or [1]; b = len(b)`,
	`(a, b), c = ($j, $j), $j`,
	`a, b = b, a; a = b = c = $j`,
	`print(*$m, sep='-', end='!\n')`,
	`print((lambda *p, k=$j, **q: (p, k, q))(*$m, **{'z': 1}), $D)`,
	`$D`,
	`print($D)`,
	`print(isinstance($j, (int, str)), issubclass(E2, E1), callable(len), type($s), id(a) == id(a), hash(()) == hash(()))`,
	`print(bytes([1, 2, $k]) + b'x', bytearray(b'abc')[$k:], b'%d' % $k, b'ab'.hex(), int.from_bytes(b'\x01\xff', 'big'), (300).to_bytes(2, 'little'))`,
	`print(complex($k, 1) * 2j, (1+2j).conjugate(), range(10)[$k:8:2], slice(1, $k).indices(5), 1 if $c else 2)`,
	`assert $c, ($j, $q)`,
	`print(nosuchname if $k == 5 else 1)`,
	`print(a.nosuch if $k == 5 else a.real)`,
	`xs[$k * 3 - 4] = $j`,
	`print(xs[$k * 3 - 4], s[$k], {}[$k] if $k > 4 else 0)`,
	`int($q)`,
	`print($j + $s if $k > 4 else None)`,
	`if $c: raise $e`,
	`print($j < $j <= $j != $j, not $c, $j or $q, $q and $j)`,
	`print([*xs, *range($k)], {**{'a': 1}, 'a': 2}, (*xs, 1)[-1:], [*$q])`,
	`$v: int = $i; print($v)`,
	`print(sys.exc_info()[1], sys._getframe().f_code.co_name, sorted(k for k in locals() if len(k) == 1)[:4])`,
}

// blockSnippets are statements with others within.
var blockSnippets = []string{
	`
for $1 in range(3):
    try:
        if $1 == $k: continue
        if $1 == $k: break
        print('in', $1, $i)
        if $c: raise $e
    except $x as e:
        print('handled', e)
        if $k: continue
    else: print('else', $1)
    finally:
        print('finally', $1)
        if $k == 0: break
else: print('no break')
`, `
def $1(n):
    for i in range(n):
        try:
            try:
                if i == $k: return 'returned', i
                if i == $k: 1 / 0
            finally:
                print('f1', i)
                if i == $k: continue
        except ZeroDivisionError:
            if i == 3: break
        finally:
            if i == $k: return 'overridden'
    return 'end'
print($1($k))
`, `
def $1(x, /, y=$j, *args, z=$j, **kw): return x, y, args, z, sorted(kw)
try: print($1($j), $1($j, $j, $j, z=1, w=2), $1(*$m or [0], **{'y': 1} if $k > 3 else {}), $1(x=1) if $k == 5 else $1(y=3))
except TypeError as e: print(e)
`, `
class $1:
    __slots__ = 'p', 'q'
    def __init__(self, p): self.p = p
    def __eq__(self, o): return isinstance(o, $1) and self.p == o.p
    def __lt__(self, o): return self.p < o.p
    def __hash__(self): return hash(self.p)
    def __repr__(self): return f'<{self.p}>'
    def __getitem__(self, k): return self.p + k if isinstance(k, int) else k
    def __len__(self): return $k
    def __contains__(self, v): return v == self.p
    def __iadd__(self, o): self.p += o; return self
$2 = $1($j); $2 += $k; $2.q = [$2]
print($2, $2 == $1($j), sorted([$1(3), $1(1)]), $2[1], $2[1:2], len($2), $k in $2, bool($2), {$2: 1}, hasattr($2, 'r'), list(zip($2, range(2))))
del $2.q
print($2.q) if $k == 5 else $2.__setattr__('q', 1)
`, `
class $1:
    def __set_name__(self, owner, name): self.name = '_' + name; print('set_name', owner.__name__, name)
    def __get__(self, o, t): return self if o is None else o.__dict__.get(self.name, $j)
    def __set__(self, o, v):
        if v == $k: raise ValueError('refused', v)
        o.__dict__[self.name] = v
    def __delete__(self, o): del o.__dict__[self.name]
class $2(type):
    def __new__(m, name, bases, ns, **kw): print('new', name, sorted(kw)); return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(c, *p): print('making', c.__name__); return super().__call__(*p)
    def __prepare__(name, bases, **kw): return {'prepared': len(name) > 0}
class $3(metaclass=$2, flag=$k):
    d = $1()
    e = $1()
    def __init_subclass__(cls, **kw): print('subclass', cls.__name__, kw)
    def __getattr__(self, n):
        if n.startswith('x'): return n
        raise AttributeError(n)
    @property
    def v(self): return self.d + 1
    @v.setter
    def v(self, x): self.d = x
    @v.deleter
    def v(self): del self.d
    @classmethod
    def make(cls, *a): o = cls(); o.d = $k; return o
    @staticmethod
    def st(x=1): return x
o = $3.make()
try:
    print(o.d, o.e, o.v, o.xyz, o.st(), $3.st($j), $3.prepared)
    o.v = $k
    o.v += 1
    print(o.v, sorted(o.__dict__))
    del o.v
    print(o.d, o.nosuch)
except (ValueError, AttributeError, KeyError) as e: print(type(e).__name__, e)
type('Dyn', ($3,), {'d': 5}, opt=1) if $k else None
`, `
def $1():
    got = []
    try:
        while len(got) < 4:
            try: got.append((yield len(got)))
            except $x as e: got.append(e); yield 'caught'
    except GeneratorExit: print('closing', got); raise
    finally: print('gen ends', got)
    return got
$2 = $1()
try:
    print(next($2), $2.send($j), $2.throw($e) if $k else $2.send(1), $2.send(2))
    if $k > 2: $2.close()
    print(list($2))
except (Exception, StopIteration) as e: print('out', repr(e))
`, `
def $1(n):
    r = yield from $2(n)
    print('sub returned', r)
    yield from ($j, $j)
    return r
def $2(n):
    try:
        for i in range(n): x = yield i; print('got', x)
    except ValueError: yield 'recovered'
    return n
$3 = $1($k)
try:
    print(next($3), $3.send('s'), $3.throw(ValueError('v')) if $k > 2 else next($3), $3.gi_yieldfrom is None)
    for z in $3: print(z)
except StopIteration as e: print('stop', e.value)
except ValueError as e: print('value', e)
`, `
def $1(n):
    if n == 0: return $c
    return $1(n - 1)
try: $1($k); $1(100000) if $k > 3 else None
except RecursionError as e: print(e)
`, `
def $1():
    if $j > $k: $2 = 1
    def inner(): return $2
    try: print(inner())
    except NameError as e: print(type(e).__name__, e)
    del $2
    print($2)
try: $1()
except NameError as e: print(type(e).__name__, e)
`, `
try:
    raise ExceptionGroup('g', [ValueError($j), ExceptionGroup('h', [E1('x'), TypeError($q)]), KeyError('k')])
except* (ValueError, E1) as eg:
    print(repr(eg), eg.exceptions[0].args)
    if $k > 3: raise RuntimeError('in star')
except* TypeError as eg: print(repr(eg), len(eg.exceptions))
`, `
try:
    try:
        try: raise $e
        except $x as e:
            e.add_note('noted') if e else None
            raise KeyError($j) from $k and e
        finally: print('inner finally', type(sys.exc_info()[1]).__name__)
    except LookupError as e: print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__, getattr(e.__context__, '__notes__', 0))
except Exception as e: print('outer', repr(e), repr(e.__context__))
`, `
match $m:
    case []: print('empty')
    case [x] | [x, _]: print('one or two', x)
    case [0 | 1 as first, *rest] if rest $r [1]: print('low', first, rest)
    case [int(x), str() | int() as y, *_] if $c: print('ints', x, y)
    case (*most, last): print('last', most, last)
`, `
match {'op': $q, 'n': $j, 'xs': $m}:
    case {'op': 'spam' | '12' as op, 'n': int(n)}: print(op, n)
    case {'xs': [p, *_], **rest} if len(rest) > 1: print(p, sorted(rest))
    case {'nope': _}: print('never')
    case dict(d): print(len(d))
`, `
class $1:
    __match_args__ = 'x', 'y'
    def __init__(self, x, y): self.x, self.y = x, y
match $1($j, $q):
    case $1(1, y): print('one', y)
    case $1(x=0 | 2 as x, y=str(y)): print('kw', x, y)
    case $1(x, 'spam'): print('spam', x)
    case $1(x, y) if x $r y: print(x, y)
    case object(): print('other')
`, `
def $1():
    n = $j
    def up(d=$j):
        nonlocal n
        n += d
        return n
    def get(): return n
    return up, get, lambda: n
$2 = $1()
print($2[0](), $2[0]($k), $2[1](), $2[2](), $1.__code__.co_cellvars, $2[0].__closure__[0].cell_contents)
`, `
def $1(*deco):
    print('deco', deco)
    def wrap(f):
        def call(*p, **k):
            print('before', f.__name__, len(p), sorted(k))
            try: return f(*p, **k)
            finally: print('after')
        call.__name__ = f.__name__
        return call
    return wrap
@$1($j)
@$1(1, 2)
def $2(x=1, *, y=2): return x $o y
try: print($2(), $2($j), $2(3, y=$j), $2(1, 2) if $k == 5 else 0)
except Exception as e: print(type(e).__name__, e)
`, `
async def $1(n):
    try:
        for i in range(n):
            await Step(i % 2)
            got = yield i
            if got: print('agen got', got)
    finally:
        await Step(1)
        print('agen finally')
async def $2():
    out = []
    async for v in $1($k): out.append(v)
    g = $1(3)
    out.append(await g.asend(None))
    out.append(await g.asend('x'))
    if $k > 2: await g.aclose()
    else:
        try: await g.athrow(E1('thrown'))
        except E1 as e: out.append(repr(e))
    return out, [x async for x in $1(2)], {x: y async for x in $1(2) async for y in $1(x)}
try: print(drive($2()))
except Exception as e: print('async', repr(e))
`, `
async def $1(n):
    async with CM('w', $k > 2) as w, CM('v'):
        if n: raise $e
        return w, await Step(n)
try: print(drive($1(0)), drive($1(1)))
except Exception as e: print(repr(e))
`, `
class $1(Exception):
    def __init__(self, *a, code=$k): super().__init__(*a); self.code = code
    def __str__(self): return f'{self.code}:{self.args}'
try: raise $1($j, code=$j) from $1()
except $1 as e: print(e, repr(e), e.__cause__)
`, `
class $1(list):
    def append(self, v): super().append(v * 2)
    def __getattribute__(self, n): return super().__getattribute__(n)
class $2(dict):
    def __missing__(self, k): self[k] = k; return $j
class $3(int):
    def __add__(self, o): return $3(int(self) + o + 1)
    __radd__ = __add__
    def __index__(self): return 1
$1 = $1($m); $1.append($j); $2 = $2(); print($1, $2[$k], $2, $3($j) + 1, 1 + $3(2), sum([$3(1), 2]), xs[$3(0):], -$3(2))
`, `
global $1
$1 = $j
def $2():
    global $1
    $1 += 1
    return $1
print($2(), $2())
del $1
try: $2()
except NameError as e: print(e)
`,
}

// hotSnippets run long enough to be made into machine code.
var hotSnippets = []string{
	`
def $1(n, a, b):
    for i in range(n):
        a $o= b
        if a > $B: a %= 97
        b = b + i $u $k
        if b > $B: b = $k
        if a == 0: a = 1
    return a, b
`, `
def $1(n, a, b):
    s = 0
    i = 0
    while i < n:
        s += a * i
        if i % 7 == $k: a, b = b, a
        elif s > $B: s -= b
        i += 1
    return s, a, b
`, `
def $1(n, a, b):
    xs = [a, b, 1]
    for i in range(n):
        xs[i % 3] += xs[(i + 1) % 3] $u $k
        if xs[0] > $B: xs[0] = -xs[0] // 3
        if xs[0] < -$B: xs[0] = b
        if len(xs) < 9: xs.append(i)
    return xs
`, `
def $1(n, a, b):
    d, t = {}, 0
    for i in range(n):
        k = (i * 7 + $k) % 11
        d[k] = d.get(k, a) + b
        if k in d and i % 5: t += d[k]
        try:
            if i % 500 == $k: raise KeyError(i)
            t ^= i
        except KeyError as e: t += e.args[0]
        except TypeError: t = i
    return d, t
`, `
class $2:
    def __init__(self, v): self.v, self.n = v, 0
    def step(self, d):
        self.v = self.v + d
        self.n += 1
        if self.v > $B: self.v = $k
        return self.v
def $1(n, a, b):
    o, t = $2(a), 0
    for i in range(n):
        t += o.step(b) $r i
        if i == n - $k: o.step = lambda d: d
        o.n -= 1
    return o.v, o.n, t
`, `
def $1(n, a, b):
    def f(x, y=$k): return x * y - b
    t = a
    for i in range(n):
        t = f(t) if i % 3 else f(t, $k)
        if not -$B < t < $B: t = i
    return t
`, `
def $1(n, a, b):
    t, f = 0.0, $f
    for i in range(n):
        f = f * 0.5 + a
        if f > b: f -= b
        t += f if i $r $k else -i
        if i % 900 == 3: t = int(t) if t == t and abs(t) < 1e18 else 0
    return t, f
`, `
def $1(n, a, b):
    s, c = '', 0
    for i in range(n):
        s += chr(97 + i % 5)
        if len(s) > 20: s = s[$k:] if i % 2 else s[::-1][:5]
        c += s.count('a') + (s > 'b') + s.find('e')
        if s[-1] == 'c': c -= ord(s[0])
    return s, c
`, `
def $2(n):
    i = 0
    while True:
        i += 1
        x = yield i
        if x is not None: i = x
        if i > n: return i
def $1(n, a, b):
    t, g = a, $2(n)
    for x in g:
        t += x * b
        if x % 1000 == $k: t += g.send(x + $k + 2)
        if t > $B: t = 0
    return t, [y for y in $2(3)]
`, `
def $1(n, a, b):
    out = []
    for i in range(n):
        for j in range(3):
            if j == $k: break
            a += j << $k
        else: a -= i
        if a > $B or a < -$B:
            out.append(a); a = b
        x, y = a, i
        a, b = (x, y) if x < y else (y, b)
    return a, b, out[-3:]
`, `
def $1(n, a, b):
    t = 0
    for i in range(n):
        t += (a + i) // (i % 5 + 1) - (b * i) % (i % 7 + 1)
        t = t * 3 if t < $B else t >> 40
        if i == $k * 400: a = a * 1.0
        if i == $k * 300: b = $B
    return t, a, b
`, `
def $1(n, a, b):
    t, i = a, n
    while i:
        i -= 1
        t = t + t - b
        if t >= $B or t <= -$B: t = t & 0xffff
        t = -t if i & 1 else ~t
        assert t == t + 0
    return t
`,
}

// lastSnippets end the program, most with a traceback.
var lastSnippets = []string{
	`raise $e`, `print($D,
      $i,
      nosuch.attribute)`, `sys.exit($s)`, `sys.exit($k)`, `xs[99]`, `raise ExceptionGroup('last', [ValueError(1), ExceptionGroup('n', [$x('z')] if $k else [E1(1)])])`, `
def $1(n): return $1(n - 1) if n else {}['end']
$1($k)
`, `
def $1(n): return $1(n + 1)
sys.setrecursionlimit(60)
$1(0)
`, `
class $1:
    x = [i for i in
         (1, 2, 0) if 1 // i]
`, `
def $1():
    with CM('last', False):
        try: raise $e
        finally:
            {}[
              'k']
$1()
`, `
try: raise $e
except Exception as e:
    e.add_note('a note\nof two lines')
    raise
`, `
async def $1(): return [x async for x in Count(2) if x.nosuch]
drive($1())
`, `(lambda v: v
    + 'x')(1)`, `
def $1():
    yield 1
    raise StopIteration($k)
list($1())
`, `
@trace
def $1(x): return x.y(
    1)
$1($k)
`, `del nosuch`, `
def $1():
    print($2)
    $2 = 1
$1()
`, `from os import nosuch`, `import nosuch.module`, `a.b.c = 1`, `1 + (
  2 * 's' - 1)`, `assert a == 'x', (
    $q)`, `f(1, 2)(3)`, `exec('x = 1\ny = (')`, `eval('1 +')`, `int.from_bytes($s)`, `print(f'{a!r:{$q}}')`, `
for a.x in 1, 2:
    pass
`, `a: int = b.nosuch[0]`, `raise`, `raise E1 from 5`, `raise 5`, `[*5]`, `print(**5)`, `len(1, 2)`, `a, b = 1, 2, 3`, `a, *b, c = [1]`,
}

// hot writes a function that runs long, and calls of it with arguments of several types.
func (g *gen) hot() {
	g.names++
	name := g.name("hot")
	g.fill(strings.ReplaceAll(hotSnippets[g.r.IntN(len(hotSnippets))], "$1", name))
	arg := func() string {
		return g.pick("1", "2", "-3", "7", "0", g.hole('B'), g.hole('B'), g.hole('f'), "True", "'s'", "10**6")
	}
	for range 1 + g.r.IntN(3) {
		n := g.pick("2500", "2500", "3000", "50")
		g.line("try: print(str(%s(%s, %s, %s))[:300])", name, n, arg(), arg())
		g.line("except Exception as e: print(type(e).__name__, str(e)[:200], e.__traceback__.tb_next and e.__traceback__.tb_next.tb_lineno)")
	}
}
