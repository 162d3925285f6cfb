import _operator
import copy
import pickle

pairs = [(7, 3), (2.5, 2), ('ab', 'b'), ([1], [2]), ({1, 2}, {2}), ((1, 2), 0), ('%s', 1), (6, True)]
for name in sorted(n for n in dir(_operator) if not n.startswith('__') and n not in ('attrgetter', 'itemgetter', 'methodcaller', '_compare_digest', 'call', 'length_hint')):
    f = getattr(_operator, name)
    for x, y in pairs:
        for args in (copy.copy(x),), (copy.copy(x), y):
            try:
                r = f(*args)
                print(name, args, sorted(r) if isinstance(r, set) else r)
            except Exception as e:
                print(name, type(e).__name__, str(e).replace('_operator.', ''))

class P:
    x = 1
    def __init__(self): self.y = {'k': [10, 20]}
    def add(self, a, b=0): return a + b
    def __length_hint__(self): return 11
p = P()
p.z = P()
print(_operator.attrgetter('x')(p), _operator.attrgetter('x', 'z.y')(p), _operator.itemgetter('k')(p.y), _operator.itemgetter(0, -1)([1, 2, 3]), _operator.itemgetter(slice(1, None))('abc'))
print(_operator.methodcaller('add', 1, b=5)(p), _operator.length_hint(p), _operator.length_hint(5 and [1, 2], 3), _operator._compare_digest('a', 'a'), _operator._compare_digest(b'a', b'b'))
l = [1, 2, 3]
_operator.setitem(l, 0, 9)
_operator.delitem(l, 1)
print(l, _operator.iadd(l, [4]) is l, l, _operator.indexOf(l, 4), _operator.countOf([1, 1.0, 2], 1), _operator.concat('a', 'b'), _operator.contains(l, 9))
print(_operator.call(max, 1, 5, key=lambda v: -v), repr(_operator.itemgetter(1, 2)).replace('_operator', 'operator'))
for g in _operator.itemgetter(1), _operator.attrgetter('x'):
    print(g(p) if g != _operator.itemgetter and isinstance(g, _operator.attrgetter) else g([5, 6]))
for call in (lambda: _operator.attrgetter(1), lambda: _operator.itemgetter(), lambda: _operator.attrgetter('q')(p), lambda: _operator.itemgetter(5)([1]), lambda: _operator.methodcaller(), lambda: _operator.index(1.5)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
import operator
nan = float('nan')
print(operator.indexOf([nan, nan, 21], nan), operator.countOf([nan, nan, 21], nan), operator.contains([1, nan], nan), operator.contains([1], nan))
print(operator.concat([1], [2]), operator.iconcat([1], [2]), operator.length_hint(iter([1, 2])), operator.index(True))
for f in (lambda: operator.index('a'), lambda: operator.concat(1, 2), lambda: operator.itemgetter(), lambda: operator.indexOf([1], 2)):
    try: f()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
