# tuple: immutability, packing, comparison, hashing, methods.
t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t + (4,), t * 2, 0 * t, t[1:], t[::-1], 2 in t, len(t), (), (1,), tuple('ab'), tuple([1]), tuple(t) is t, t[:] is t, () is (), tuple() is (), 1, (2, 3))
for f in (lambda: t.index(9), lambda: t.__setitem__(0, 1), lambda: t[10], lambda: t + [1], lambda: t * 'a', lambda: (1, 2) < (1, 'a'), lambda: (1, 2) < 5, lambda: hash(([],)), lambda: tuple(5), lambda: tuple(1, 2), lambda: t.append(1), lambda: t['a'], lambda: ()[0], lambda: t.index(), lambda: tuple(x=1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: t[0] = 1
except TypeError as e: print(e)
try: del t[0]
except TypeError as e: print(e)
m = ([],)
try: m[0] += [1]
except TypeError as e: print(e, m)
print((1, 2) < (1, 3), (1,) < (1, 0), (2,) > (1, 9), () < (0,), (1, (2, 3)) == (1, (2, 3)), (1, 2) == [1, 2], ('a', 1) < ('b',), (float('nan'),) == (float('nan'),), (0.0,) == (-0.0,), hash((1, 2)) == hash((1.0, 2.0)), hash(()) == hash(tuple([])), hash((1, (2, 3))) == hash((1, (2, 3))))
a = 1, ; b = 1, 2; c = *b, 3; (d), e = 4, 5; print(a, b, c, d, e); a, b = b, a; print(a, b); (x, y), z = (1, 2), 3; print(x, y, z); x, y = y, x; print(x, y)
def multi(): return 1, 'two', [3]
p, q, r = multi(); print(p, q, r, multi()[1]); first, *rest = multi(); print(first, rest)
from collections import namedtuple
P = namedtuple('P', 'x y z', defaults=(10,)); p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._field_defaults, P._make([7, 8, 9]), p == (1, 2, 10), isinstance(p, tuple), [*p], P.x.__doc__, P.__doc__, hash(p) == hash((1, 2, 10)), p < (1, 3), p + (1,), p.index(2), P.__match_args__)
for f in (lambda: P(1), lambda: P(1, 2, 3, 4), lambda: P(1, 2, w=3), lambda: setattr(p, 'x', 1), lambda: namedtuple('A', 'a a'), lambda: namedtuple('A', 'class'), lambda: namedtuple('1A', 'a'), lambda: namedtuple('A', '_a'), lambda: p._replace(w=1), lambda: P._make([1]), lambda: namedtuple('A', 'a', defaults=(1, 2)), lambda: p.w):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(namedtuple('R', 'a class a _b', rename=True)._fields, namedtuple('C', 'a, b')._fields, namedtuple('E', ())(), type(p).__name__, P.__module__)
class Sub(P):
    __slots__ = ()
    @property
    def total(self): return self.x + self.y + self.z
print(Sub(1, 2, 3).total, Sub(1, 2)); import typing
class Emp(typing.NamedTuple):
    name: str
    id: int = 3
    def hello(self): return f'{self.name}!'
e = Emp('Ann'); print(e, e.hello(), Emp.__annotations__, Emp._field_defaults, e._replace(id=5), Emp.__mro__[1])
big = tuple(range(1000)); print(len(big), sum(big), big[-1], big[500:503], big.index(777), big == tuple(range(1000)), hash(big) == hash(tuple(range(1000))))
