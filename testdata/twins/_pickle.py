import _pickle
import collections
import datetime
import io
import pickletools

class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __repr__(self): return 'P(%r)' % (self.x,)
class S:
    __slots__ = 'a',
class R:
    def __reduce__(self): return (complex, (1, 2))
class St:
    def __getstate__(self): return 'state'
    def __setstate__(self, s): self.s = s
class L(list): pass
N = collections.namedtuple('N', 'a b')

loop = [1]
loop.append(loop)
s = S(); s.a = 5
shared = ['x']
values = [None, True, 0, -1, 255, 65536, 2 ** 70, -2 ** 70, 1.5, float('inf'), 1j, '', 'abc', '\u00e9\U0001F600', 'x' * 300, b'', b'abc', bytearray(b'q'), (), (1,), (1, 2, 3, 4), [], [1, [2]], {}, {'a': {'b': 1}}, {1, 2}, frozenset('a'),
          P([1]), R(), L([1, 2]), N(1, 2), int, P, [shared, shared], datetime.date(2020, 1, 2), collections.OrderedDict(a=1), range(3), slice(1, 2), Ellipsis]
for proto in range(6):
    for v in values:
        try:
            data = _pickle.dumps(v, proto)
            back = _pickle.loads(data)
            print(proto, repr(back), type(back).__name__, len(data), len(list(pickletools.genops(data))))
        except Exception as e:
            print(proto, type(e).__name__, e)
back = _pickle.loads(_pickle.dumps(loop))
print(back[1] is back, _pickle.loads(_pickle.dumps(s, 2)).a, _pickle.loads(_pickle.dumps(St())).s)
f = io.BytesIO()
p = _pickle.Pickler(f, 4)
p.dump([1]); p.dump({'a': 2})
f.seek(0)
u = _pickle.Unpickler(f)
print(u.load(), u.load())

class MyPickler(_pickle.Pickler):
    def persistent_id(self, o):
        return 'id' if o is shared else None
class MyUnpickler(_pickle.Unpickler):
    def persistent_load(self, pid):
        return shared
    def find_class(self, module, name):
        print('find', module, name)
        return super().find_class(module, name)
f = io.BytesIO()
MyPickler(f).dump([shared, P(1)])
f.seek(0)
r = MyUnpickler(f).load()
print(r, r[0] is shared)
for call in (lambda: _pickle.loads(b''), lambda: _pickle.loads(b'garbage'), lambda: _pickle.dumps(lambda: 1), lambda: _pickle.dumps(1, 9), lambda: _pickle.loads('a')):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, str(e)[:60])
import pickle
for v in (len, getattr, min, iter, [1, 2].__len__, 'a'.upper, {1: 2}.get, int.from_bytes, str.lower, range(3).count, 1j, ..., NotImplemented, int, type(None)):
    for proto in (0, 2, 4):
        w = pickle.loads(pickle.dumps(v, proto))
        assert w == v or callable(w), v
print(pickle.loads(pickle.dumps(len)) is len, pickle.loads(pickle.dumps([iter([1, 2]), reversed([1, 2])]))[0].__next__())

# What __setstate__ gets is C's.
import functools, itertools
class Odd(Exception): pass
odd = Odd(1)
odd.more = [2]
part = functools.partial(int, base=2)
part.more = 3
cycle = itertools.cycle([1, 2])
next(cycle)
for proto in (0, 2, 4):
    x = pickle.loads(pickle.dumps(odd, proto))
    print(x.args, x.more, vars(x))
    y = pickle.loads(pickle.dumps(part, proto))
    print(y('101'), y.more)
    z = pickle.loads(pickle.dumps(cycle, proto))
    print([next(z) for _ in range(4)])
print(pickle.dumps(OSError(2, 'no'), 2) == pickle.dumps(OSError(2, 'no'), 2), len(pickle.dumps(OSError(2, 'no'), 2)))
