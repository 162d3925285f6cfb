# Operator dispatch: each binary operator with its reflected and in-place forms, and the rules of which goes first.
class V:
    def __init__(self, name): self.name = name
    def __repr__(self): return self.name
ops = 'add sub mul truediv floordiv mod pow matmul and or xor lshift rshift divmod'.split()
def make(op, kind):
    def method(self, other, *rest):
        print(f'  {kind}{op}({self}, {other}{"".join(", %r" % r for r in rest)})', end='')
        return NotImplemented if self.name.startswith('n') and kind == '' else f'<{kind}{op}>'
    return method
for op in ops:
    for kind in ('', 'r', 'i'):
        setattr(V, f'__{kind}{op}__', make(op, kind))
class Sub(V):
    pass
class SubOverride(V):
    def __radd__(self, other):
        return 'override first'
a, n, s, so = V('a'), V('n'), Sub('s'), SubOverride('so')
print(a + a); print(a + s); print(a + so); print(n - s)
print(n - s, n * s, a - n, a * n, a / n, a // n, a % n, a ** n, a @ n, a & n, a | n, a ^ n, a << n, a >> n, divmod(a, n))
print(pow(a, a, 5))
for op in ('+', '-', '*', '/', '//', '%', '**', '@', '&', '|', '^', '<<', '>>'):
    ns = {'x': a, 'y': a}
    exec(f'x {op}= y', ns)
    print(op, ns['x'])
class Bare: pass
for expr in ('Bare() + 1', '1 + Bare()', 'Bare() @ Bare()', 'divmod(Bare(), 1)', 'Bare() ** 2', '-Bare()', '~Bare()', '+Bare()',
             'Bare() < 1', '1 >= Bare()', 'Bare() in 5', '[] + ()', '"a" + 1', '1 + "a"', '"a" * 1.5', '{} | []', '{1} | [1]',
             '[] < ()', 'None < None', '1 << -1', '"a" - "b"', 'b"a" + "a"', '1 @ 1', 'pow(2, "a")', 'pow(2, 2, 2.0)', 'Bare() += 1'):
    try:
        exec(expr) if '+=' in expr else print(expr, '->', eval(expr))
    except (TypeError, ValueError, SyntaxError) as e:
        print(expr, '->', type(e).__name__, e)
x = Bare()
try:
    x += 1
except TypeError as e:
    print(e)
try:
    x **= 1
except TypeError as e:
    print(e)
class Cmp:
    def __eq__(self, o): return 'eq'
    def __lt__(self, o): return 'lt'
    def __gt__(self, o): return 'gt'
c = Cmp()
print(c == 1, 1 == c, c != 1, c < 1, 1 < c, 1 > c, c > c)
print(c is c, c is not c, not c, c and 1)
