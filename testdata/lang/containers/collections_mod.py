# collections: deque, Counter, defaultdict, OrderedDict, ChainMap, User types.
from collections import *
d = deque([1, 2, 3], maxlen=5); d.append(4); d.appendleft(0); d.append(5); print(d, d.maxlen, d[0], d[-1], d.pop(), d.popleft(), len(d), d.index(3), d.count(3)); d.rotate(1); print(d); d.rotate(-2); print(d); d.extend('ab'); d.extendleft('xy'); print(d); d.insert(1, 'i') if len(d) < 5 else print('full'); d.remove('y'); d.reverse(); print(d, list(reversed(d)), 'x' in d, d.copy() == d, d + deque([1]), d * 2, deque([1]) < deque([2])); del d[0]; d[0] = 'set'; print(d, deque('abc', 2)); d.clear(); print(d, bool(d))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1]).index(2), lambda: deque(5), lambda: deque([1], -1), lambda: deque([1], 'a'), lambda: deque([1, 2])[0:1], lambda: hash(deque()), lambda: deque([1], maxlen=1).insert(0, 2), lambda: deque([1]) + [1], lambda: setattr(deque(), 'maxlen', 1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = deque([1, 2])
try:
    for x in d: d.append(x)
except RuntimeError as e: print(e)
c = Counter('abracadabra'); print(c, c.most_common(2), c['zz'], sum(c.values()), sorted(c.elements())[:6], c + Counter('aab'), c - Counter('aaaaaaab'), c & Counter('ab'), c | Counter('zz'), +Counter(a=-1, b=2), -Counter(a=-1), c.total()); c.update('aa'); c.subtract({'b': 5}); print(c, c == Counter(c), Counter(a=1) <= Counter(a=2), Counter([1, 1]), Counter({'x': 2}, ), dict(c)); del c['nope']; c['q'] += 1; print(c['q'], 'nope' in c, Counter(a=3).most_common(), repr(Counter()))
dd = defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dd.default_factory, dd.get('zz'), 'zz' in dd, dict(dd), dd.copy(), defaultdict(int, {'k': 1}), dd | {'c': 1}, type(dd | {})); dd.default_factory = None
try: dd['zz']
except KeyError as e: print(e)
try: defaultdict(5)
except TypeError as e: print(e)
nested = defaultdict(lambda: defaultdict(int)); nested['a']['b'] += 1; print(nested['a'], {k: dict(v) for k, v in nested.items()}); print(defaultdict(None), repr(defaultdict(list, a=[1])))
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); o.move_to_end('a'); print(o, o.popitem(), o.popitem(last=False)); o['z'] = 1; o.move_to_end('z', last=False); print(list(o), o == {'c': 3, 'z': 1} if 0 else list(reversed(o)), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), o | {'n': 1}, OrderedDict.fromkeys('ab'), o.pop('nope', 'dflt'), OrderedDict())
for f in (lambda: o.move_to_end('nope'), lambda: OrderedDict().popitem(), lambda: o.pop('nope')):
    try: f()
    except KeyError as e: print(repr(e))
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm, cm['a'], cm['b'], list(cm), len(cm), cm.maps, cm.new_child({'c': 1})['c'], cm.parents['a'], 'b' in cm, dict(cm)); cm['b'] = 'new'; print(cm.maps); del cm['b']
try: del cm['b']
except KeyError as e: print(e)
class UL(UserList):
    def append(self, x): super().append(x * 2)
u = UL([1]); u.append(2); print(u, u + [3], type(u[:]), u.data, len(u), u == [1, 4]); class_ud = type('UD', (UserDict,), {'__setitem__': lambda s, k, v: UserDict.__setitem__(s, str(k), v)}); ud = class_ud({1: 2}, b=3); print(ud, ud['1'], 'b' in ud, dict(ud)); us = UserString('abc'); print(us.upper(), us + 'd', us[0], us == 'abc', type(us.lower()).__name__, 'b' in us, len(us))
