# dict: order, methods, views, merging, missing keys, mutation during iteration.
d = {'b': 1, 'a': 2}; d['c'] = 3; d['b'] = 9; del d['a']; d['a'] = 4; print(d, list(d), len(d), 'b' in d, d.get('zz'), d.get('zz', 0), d.pop('c'), d.pop('c', None), d.setdefault('n', []), d.setdefault('b', 5), d)
d.update({'x': 1}, y=2); d.update([('z', 3)]); d.update(('ab', 'cd')); print(d, d.popitem(), d.popitem()); e = d.copy(); e.clear(); print(e, bool(e), d | {'b': 0, 'q': 1}, {'k': 1} | d == d, dict(a=1, **{'b': 2}), dict([(1, 2)], c=3), dict({1: 2}), dict(), dict(zip('ab', [1, 2])), dict.fromkeys('aba', 0), dict.fromkeys([1, 2]))
d |= [('new', 1)]; print(d); d |= {}; print({1: 'int', 1.0: 'float', True: 'bool'}, {0: 'a', False: 'b', 0.0: 'c', '0': 'd'}, {(1, 2): 'tuple', None: 'none', ...: 'dots', frozenset(): 'fs', int: 'type'})
k, v, i = d.keys(), d.values(), d.items(); d['live'] = 1; print(k, len(v), ('live', 1) in i, 'live' in k, 1 in v, list(reversed(d)), list(reversed(v))[:2], list(reversed(i))[0], k.mapping['live'], type(k), k & {'live', 'zz'}, sorted(k | {'zz'}), k - set(d), k ^ k, k == set(d), k <= set(d), {'live'} < k, i & {('live', 1)}, k.isdisjoint([5]), repr(v)[:12], v == v, d.values() == d.values(), d.items() == d.items())
for f in (lambda: {}['x'], lambda: {}[[]], lambda: {}.pop('x'), lambda: {}.popitem(), lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update([(1,)]), lambda: dict(5), lambda: dict([(1, 2, 3)]), lambda: dict(1, 2), lambda: {} < {}, lambda: {} | [], lambda: {[]: 1}, lambda: {1: 2}[1][0], lambda: dict.fromkeys(5), lambda: hash({}), lambda: {}.get(), lambda: {} + {}, lambda: {}.setdefault(), lambda: {}.__delitem__(1), lambda: {}.keys()[0], lambda: {**5}, lambda: dict(**{1: 2}), lambda: {}.get([]), lambda: next(reversed({})), lambda: {1: 1}.keys() | 5, lambda: [] in {}, lambda: {}.fromkeys([[]]), lambda: dict('ab'), lambda: dict(['ab', 'cd'])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for op in ("d['new'] = 1", "del d[next(iter(d))]", "d.clear()"):
    d = {1: 1, 2: 2, 3: 3}
    try:
        for x in d: exec(op)
        print('no error', d)
    except RuntimeError as e: print(op, e)
d = {1: 1}
for x in d: d[1] = x + 1
print(d); it = iter(d); d[5] = 5
try: next(it)
except RuntimeError as e: print(e)
try: next(it)
except (RuntimeError, StopIteration) as e: print(type(e).__name__)
print({1: 2} == {1: 2.0}, {1: 2, 3: 4} == {3: 4, 1: 2}, {1: {2: {3: 4}}}[1][2][3], {} == [], {1: float('nan')} == {1: float('nan')})
class K:
    def __init__(self, n, h=1): self.n, self.h = n, h
    def __hash__(self): return self.h
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __repr__(self): return f'K{self.n}'
kd = {K(i): i for i in range(20)}; print(len(kd), kd[K(7)], K(99) in kd, kd.pop(K(3)), list(kd)[:4]); del kd[K(0)]; kd[K(0)] = 'back'; print(list(kd)[-1], kd[K(0)])
class BadHash:
    def __hash__(self): raise ValueError('no hash')
class BadEq:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError('no eq')
for f in (lambda: {BadHash(): 1}, lambda: {}.get(BadHash()), lambda: {1: 1}[BadEq()], lambda: {BadEq(): 1, BadEq(): 2}):
    try: print(f())
    except ValueError as e: print(e)
class M(dict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
m = M(); print(m[4], m, m.get(5), 5 in m)
big = {i: str(i) for i in range(2000)}
for i in range(0, 2000, 2): del big[i]
print(len(big), sum(big), list(big)[:3], next(iter(big.items())), big.popitem()); 
for i in range(0, 2000, 2): big[i] = 'again'
print(len(big), list(big)[-1], list(big)[0])
s = {'a': 1}; s['a'] = s; print(s); a, b = {}, {}; a['b'] = b; b['a'] = a
try: a == {'b': {'a': {'b': b}}} and print('ok')
except RecursionError: print('recursion')
import sys
d = dict.fromkeys(range(5)); print(sys.getsizeof(d) > sys.getsizeof({}), d.__contains__(3), d.__len__(), dict.__or__({1: 1}, {2: 2}), {}.__eq__(5), dict.__getitem__({1: 2}, 1), {'self': 1, **{'self': 2}})
