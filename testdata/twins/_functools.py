import functools
from _functools import cmp_to_key, partial, reduce

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + [b], 'abc', []))
f = partial(int, base=2)
print(f('101'), f.func, f.args, f.keywords, partial(f, '11')(), partial(partial(max, 5), 7)(6))
p = partial(print, 'a', sep='-')
p('b', 'c')
p('b', sep='+')
p.note = 1
print(p.note, p.__dict__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted('bca', key=cmp_to_key(lambda a, b: (a > b) - (a < b))))
K = cmp_to_key(lambda a, b: a - b)
print(K(1) < K(2), K(1) == K(1), K(3) >= K(4), K(5).obj)

calls = []
@functools.lru_cache(maxsize=2)
def square(x, *, y=0):
    calls.append(x)
    return x * x + y
print([square(n) for n in (1, 2, 1, 3, 2, 2)], square(1, y=1), calls, square.cache_info())
square.cache_clear()
print(square.cache_info(), square.__name__, square.__wrapped__(4), square.cache_parameters())

class A:
    @functools.lru_cache(maxsize=None)
    def m(self, x):
        return self.k + x
    k = 10
    q = functools.partialmethod(lambda self, x, y: (self.k, x, y), 1)
a = A()
print(a.m(1), a.m(1), A.m.cache_info(), a.q(2))

class Sub(partial):
    def __call__(self, *args):
        return 'sub', super().__call__(*args)
print(Sub(pow, 2)(5))
for call in (lambda: partial(), lambda: partial(5), lambda: reduce(max, []), lambda: reduce(max, 5), lambda: cmp_to_key(), lambda: K(1) < 5, lambda: square([]), lambda: partial(max)()):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
class P(functools.partial):
    zz = 5
    def args2(self): return self.args * 2
    @property
    def w(self): return self._w * 2
    @w.setter
    def w(self, v): self._w = v
p = P(int, '5'); p.w = 4; p.q = 1
print(p(), p.zz, p.args2(), p.w, p.q, p.__dict__, vars(p) == p.__dict__)
del p._w
try: p.w
except AttributeError as e: print(e)
