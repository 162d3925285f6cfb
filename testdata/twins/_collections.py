import collections
import copy
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.maxlen, d.pop(), d.popleft(), len(d), d[0], list(reversed(d)))
d.extend('ab'); d.extendleft('c'); d.rotate(1)
print(d, d.index('a'), d.count('a'), 'b' in d, d.copy() == d, deque([1]) + deque([2]), deque([1]) * 2)
d.remove('a'); d.insert(1, 'i'); d.reverse(); del d[0]; d[0] = 'z'
print(d, deque('abc') < deque('abd'), copy.copy(d), bool(deque()))
d.clear()
print(d)
dd = defaultdict(list, a=[1])
dd['b'].append(2)
print(dd, dd.default_factory, dd.copy(), dict(dd), dd.get('zz'), dd | {'c': 3})
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
o.move_to_end('a'); o.move_to_end('c', last=False)
print(o, o.popitem(), o.popitem(last=False), list(reversed(o)), o == OrderedDict(b=2), o == {'b': 2})
o.update(x=1); o.setdefault('y', 5)
print(o, list(o.items()), o.pop('x'), o | {'q': 1}, OrderedDict.fromkeys('ab', 0), copy.deepcopy(o))
print(Counter('abracadabra').most_common(2), Counter(a=3) - Counter(a=1, b=2))
P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
print(p, p.x, p.y, p._replace(x=9), p._asdict(), P._fields, P.x.__doc__)

class Missing(defaultdict):
    def __missing__(self, key):
        return 'no ' + key
class Stack(deque):
    def push(self, v):
        self.append(v)
        return self
print(Missing()['a'], Stack([1]).push(2), type(Stack() + Stack()).__name__)
for call in (lambda: deque().pop(), lambda: deque([1])[3], lambda: deque(maxlen=-1), lambda: deque([1]).remove(2), lambda: defaultdict(5), lambda: OrderedDict().popitem(), lambda: OrderedDict().move_to_end('q'), lambda: defaultdict()['x'], lambda: P(), lambda: P(1, 2, 3)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
q = deque([1, 2, 3])
try:
    for x in q:
        q.append(x)
except RuntimeError as e:
    print(e)
