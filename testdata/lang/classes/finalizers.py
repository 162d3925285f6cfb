# __del__ and weak references at points where both CPython and a tracing collector must agree: after gc.collect().
import gc, weakref
log = []
class F:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
f = F('plain'); del f; gc.collect(); print(log)
a, b = F('a'), F('b'); a.o, b.o = b, a; del a, b; gc.collect(); print(sorted(log))
log.clear()
class W: pass
w = W(); r = weakref.ref(w, lambda ref: log.append('callback')); print(r() is w, r == weakref.ref(w), weakref.getweakrefcount(w) >= 1)
del w; gc.collect(); print(r(), log)
log.clear()
k = W(); d = weakref.WeakKeyDictionary({k: 1}); v = weakref.WeakValueDictionary(x=k); s = weakref.WeakSet([k])
print(len(d), len(v), len(s), k in d, v['x'] is k); del k; gc.collect(); print(len(d), len(v), len(s), 'x' in v)
class M:
    def m(self): return 'method'
o = M(); wm = weakref.WeakMethod(o.m); print(wm()()); del o; gc.collect(); print(wm())
o = W(); o.x = 5; p = weakref.proxy(o); print(p.x, type(p).__name__); p.y = 6; print(o.y); del o; gc.collect()
try: p.x
except ReferenceError as e: print(e)
o = W(); fin = weakref.finalize(o, log.append, 'finalized'); print(fin.alive); del o; gc.collect(); print(log, fin.alive)
o = W(); fin = weakref.finalize(o, lambda *a: a, 1, 2); print(fin(), fin(), fin.alive, fin.detach())
for x in (1, 'a', (), [], {}, None, object()):
    try: weakref.ref(x); print(type(x).__name__, 'ok')
    except TypeError as e: print(e)
for x in (lambda: 0, W, {1}, frozenset(), len, gc, (i for i in ()), type('L', (list,), {})(), type('I', (int,), {})()):
    try: print(weakref.ref(x)() is x)
    except TypeError as e: print(e)
class Res:
    def __del__(self): Res.saved = self; log.append('resurrected')
x = Res(); del x; gc.collect(); print(type(Res.saved).__name__, log[-1]); Res.saved.again = 1; print(Res.saved.again)
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
e1, e2 = Eq(1), Eq(1); print(weakref.ref(e1) == weakref.ref(e2), hash(weakref.ref(e1)) == hash(e1), len({weakref.ref(e1), weakref.ref(e2)}))
class Sub(weakref.ref): __slots__ = ('name',)
sr = Sub(e1); sr.name = 'n'; print(sr() is e1, sr.name, weakref.ref(e1) is weakref.ref(e1))
def gen():
    try: yield 1
    finally: log.append('gen closed')
g = gen(); next(g); del g; gc.collect(); print(log[-1])
print(gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.is_tracked([]), gc.is_tracked(1), isinstance(gc.get_count(), tuple), gc.get_threshold()[0])
def explode():
    class X:
        def __del__(self): raise ValueError('in del')
    return X
import sys
hook = sys.unraisablehook
sys.unraisablehook = lambda u: log.append((type(u.exc_value).__name__, str(u.exc_value), u.err_msg))
y = explode()(); del y; gc.collect(); print(log[-1]); sys.unraisablehook = hook
