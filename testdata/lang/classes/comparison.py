# Rich comparison: reflection, NotImplemented, default equality, total ordering, hash rules.
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, T) else NotImplemented
    def __lt__(self, o): return self.v < o.v if isinstance(o, T) else NotImplemented
a, b = T(1), T(2)
print(a == T(1), a != b, a < b, a > b, a == 1, a != 1, 1 == a, T.__hash__)
for f in (lambda: a <= b, lambda: a < 1, lambda: 1 > a, lambda: hash(a), lambda: sorted([a, 1])):
    try: print(f())
    except TypeError as e: print(e)
print([x.v for x in sorted([T(3), T(1), T(2)])], max(a, b).v, min(a, b).v)
class L:
    log = []
    def __init__(self, n): self.n = n
for op in ('lt', 'le', 'eq', 'ne', 'gt', 'ge'):
    def f(self, o, op=op): L.log.append(f'{self.n}.{op}'); return NotImplemented
    setattr(L, f'__{op}__', f)
class M(L): pass
class M2(L):
    def __lt__(self, o): L.log.append('M2.lt'); return NotImplemented
    def __gt__(self, o): L.log.append('M2.gt'); return NotImplemented
import operator
for op in (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge):
    for x, y in ((L('x'), L('y')), (L('x'), M('m')), (L('x'), M2('m2')), (M2('m2'), L('x')), (L('x'), 5), (5, L('y'))):
        L.log = []
        try: r = op(x, y)
        except TypeError as e: r = str(e)
        print(op.__name__, L.log, r)
class Same:
    def __eq__(self, o): return False
s = Same()
print(s == s, s != s, s in [s], [s] == [s], (s,) == (s,), {1: s} == {1: s}, [s].index(s), [s].count(s), s in (Same(),))
nan = float('nan')
print(nan == nan, nan in [nan], [nan] == [nan], float('nan') in [nan], {nan: 1}.get(nan), {nan: 1}.get(float('nan')))
import functools
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(1) >= V(2), V(2) > V(1), V.__le__.__name__)
class H:
    def __eq__(self, o): return True
    __hash__ = object.__hash__
print(len({H(), H()}), isinstance(hash(H()), int))
class Sub(T): pass
print(Sub.__hash__, Sub(1) == T(1))
class WithHash(T):
    def __hash__(self): return hash(self.v)
print(len({WithHash(1), WithHash(1), WithHash(2)}), hash(WithHash(5)))
print(1 == 1.0 == True, hash(1) == hash(1.0) == hash(True) == hash(1+0j), (1, 2) < (1, 3) < (2,), [1] < [1, 0], 'a' < 'b' < 'ba', () == [], b'a' == 'a', {1, 2} > {1}, {1} <= {2})
print(None == 0, None is None, ... == ..., object() == object(), int == int, len == len, range(3) == range(0, 3, 1), range(0) == range(1, 1), 0.0 == -0.0, float('inf') > 10**400, 2**53 + 1 == float(2**53))
class Ar:
    def __eq__(self, o): return ['not', 'a', 'bool']
print(Ar() == 1, Ar() != 1, [Ar()] == [1])
print((1).__eq__(1.0), (1).__lt__('a'), 'a'.__eq__(1), [].__lt__(()), object().__eq__(1), object().__ne__(object()), (1.0).__eq__(1))
