# Annotations kept as source text, unparsed from the tree.
from __future__ import annotations
def f(a: int, b: List[undefined] = 1, *args: (1 + 2) * 3, c: 'quoted' = None, d: lambda x, /, y=1, *z, k, **w: x, **kw: {**a, 'b': [1, *c]}) -> x if y else not z: pass
for k, v in f.__annotations__.items(): print(k, '|', v)
class C:
    a: 1 < 2 <= 3 != 4 is not None
    b: x[1:2, ::3, ...] = 5
    c: f'{x!r:>{width}} {{}}'
    d: [i for i in range(3) if i if not i]
    e: {k: v for k, v in z}
    g: (yield_, *rest, 1,)
    h: -x ** -y
    i: (-x) ** 2
    j: a.b.c(d, *e, k=1, **f)
    l: b'bytes' if False else 1.5e10
    m: 1j + 2.0 - ~x @ y // z
    n: (a or b) and c or not d
    o: lambda *, a=1: a
    p: 1 .real
    q: x[()]
    r: x[(1, 2)]
    s: (x for x in y)
    t: 'a' 'b' "it's"
    u: {1, 2}
    v: {}
    w: ()
    x_: (a, )
    y: (a if b else c)(d)
    z: (lambda: 1)()
for k, v in C.__annotations__.items(): print(k, '|', v)
x: Unknown[Name] = 1
print(__annotations__, annotations)
async def g(a: 1 if False else 2): pass
print(g.__annotations__)
