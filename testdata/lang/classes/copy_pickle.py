# needs: libpython
# copy and pickle protocols of user classes.
import copy, pickle, copyreg
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return vars(self) == vars(o)
    def __repr__(self): return f'P({self.x}, {self.y})'
p = P(1, [2]); p.me = p
c = copy.copy(p); d = copy.deepcopy(p)
print(c.y is p.y, c.me is p, d.y == p.y, d.y is p.y, d.me is d)
del p.me
for proto in range(pickle.HIGHEST_PROTOCOL + 1):
    print(proto, pickle.loads(pickle.dumps(p, proto)))
class State:
    def __init__(self): self.a = 1; self.cache = 'big'
    def __getstate__(self): s = self.__dict__.copy(); del s['cache']; return s
    def __setstate__(self, s): self.__dict__.update(s); self.cache = 'rebuilt'
s = pickle.loads(pickle.dumps(State())); print(s.a, s.cache, copy.copy(State()).cache)
class NewArgs:
    def __new__(cls, v, *, k=0): o = super().__new__(cls); o.v, o.k = v, k; return o
    def __getnewargs_ex__(self): return (self.v,), {'k': self.k}
n = pickle.loads(pickle.dumps(NewArgs(1, k=2), 4)); print(n.v, n.k)
class Red:
    def __init__(self, v): self.v = v
    def __reduce__(self): return (Red, (self.v * 2,), {'extra': 1})
r = pickle.loads(pickle.dumps(Red(2))); print(r.v, r.extra, copy.copy(Red(3)).v)
class Glob:
    def __reduce__(self): return 'GLOBAL'
GLOBAL = Glob(); print(pickle.loads(pickle.dumps(GLOBAL)) is GLOBAL, copy.deepcopy(GLOBAL) is GLOBAL)
class L(list): pass
l = L([1, 2]); l.attr = 'a'; l.append(l)
l2 = pickle.loads(pickle.dumps(l)); print(l2[:2], l2.attr, l2[2] is l2)
class DeepC:
    def __deepcopy__(self, memo): print('deepcopy', type(memo).__name__); return 'deep'
    def __copy__(self): return 'shallow'
print(copy.copy(DeepC()), copy.deepcopy([DeepC()]))
copyreg.pickle(complex, lambda c: (complex, (c.real + 1, c.imag)))
print(pickle.loads(pickle.dumps(1j)), copy.copy(2j))
del copyreg.dispatch_table[complex]
for o in (lambda: 0, (i for i in ()), type('Loc', (), {})(), open('/dev/null')):
    try: pickle.dumps(o); print('ok')
    except (pickle.PicklingError, TypeError, AttributeError) as e: print(type(e).__name__, str(e).split(' at 0x')[0])
print(pickle.loads(pickle.dumps([None, True, 10**30, -1.5, 'é', b'x', (1,), {1: 2}, {3}, frozenset([4]), range(3), slice(1), len, int, P, ..., NotImplemented, bytearray(b'z')])))
import enum
class E(enum.Enum): A = 1; B = 2
print(pickle.loads(pickle.dumps(E.A)) is E.A, copy.deepcopy(E.B) is E.B)
try: raise ValueError('x', 1)
except ValueError as e: e2 = pickle.loads(pickle.dumps(e)); print(repr(e2), e2.args)
class Persist(pickle.Pickler):
    def persistent_id(self, o): return 'pid' if isinstance(o, P) else None
import io
buf = io.BytesIO(); Persist(buf).dump([p, 1])
class Unpersist(pickle.Unpickler):
    def persistent_load(self, pid): return f'<{pid}>'
print(Unpersist(io.BytesIO(buf.getvalue())).load())
a = [1]; shared = [a, a]; s2 = copy.deepcopy(shared); print(s2[0] is s2[1], copy.deepcopy({'k': (a, a)})['k'][0] is a)
t = (1, 'a'); print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.copy({1}) == {1}, copy.replace if hasattr(copy, 'replace') else 'no replace in 3.11')
class Slots:
    __slots__ = ('a', 'b')
sl = Slots(); sl.a = 1; print(pickle.loads(pickle.dumps(sl)).a, hasattr(pickle.loads(pickle.dumps(sl)), 'b'))
