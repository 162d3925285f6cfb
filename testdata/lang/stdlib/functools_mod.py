import functools
from functools import *
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, repr(partial(print, 1, sep='-')), partial(p, '11')(), partial(partial(max, 1), 5)(3)); p.attr = 1; print(p.__dict__)
class C:
    def m(self, a, b=0): return (self.__class__.__name__, a, b)
    pm = partialmethod(m, 1, b=2)
    @cached_property
    def cp(self): print('computed'); return 42
    @singledispatchmethod
    def sd(self, x): return 'default'
    @sd.register
    def _(self, x: int): return f'int {x}'
    @sd.register(list)
    def _(self, x): return f'list {len(x)}'
c = C(); print(c.pm(), c.cp, c.cp, c.__dict__, c.sd(1), c.sd([1]), c.sd('x'), C.cp.__class__.__name__); del c.cp; print(c.cp)
@lru_cache(maxsize=2)
def sq(x): print('calc', x); return x * x
print(sq(1), sq(2), sq(1), sq(3), sq(2), sq.cache_info(), sq.cache_parameters(), sq.__wrapped__(5)); sq.cache_clear(); print(sq.cache_info())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100), fib.cache_info())
@lru_cache(typed=True)
def ty(x, *, k=0): return type(x).__name__
print(ty(1), ty(1.0), ty(True), ty(1, k=1), ty.cache_info().misses)
try: sq([])
except TypeError as e: print(e)
@lru_cache(maxsize=0)
def none(x): return x
none(1); none(1); print(none.cache_info())
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [3, 1], 10), reduce(lambda a, b: a + b, [], 'init'))
for f in (lambda: reduce(max, []), lambda: reduce(max, 5), lambda: partial(), lambda: partial(5), lambda: lru_cache(maxsize='a')(len), lambda: total_ordering(type('X', (), {})), lambda: singledispatch(len).register(5), lambda: wraps(5)(6)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@singledispatch
def show(x): return 'object'
@show.register(int)
@show.register(float)
def _(x): return 'number'
@show.register
def _(x: list | tuple): return 'seq'
import collections.abc
show.register(collections.abc.Mapping, lambda x: 'mapping'); print(show(1), show(1.5), show(True), show([]), show(()), show({}), show('s'), show.dispatch(bool)(1), sorted(k.__name__ for k in show.registry), show.__name__)
def deco(f):
    @wraps(f)
    def w(*a): "wdoc"; return f(*a)
    return w
@deco
def orig(x: int) -> str: "odoc"
print(orig.__name__, orig.__doc__, orig.__wrapped__.__name__, orig.__annotations__, orig.__module__, orig.__qualname__, WRAPPER_ASSIGNMENTS); print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@total_ordering
class T:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __gt__(s, o): return s.v > o.v
print(T(1) < T(2), T(1) <= T(1), T(2) >= T(3), T.__lt__.__doc__); up = update_wrapper(partial(len), len); print(up.__name__, up('abc'))
