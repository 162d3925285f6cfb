# __getattribute__/__getattr__ chains, hasattr with errors, suggestions, dunder lookup on type only.
class A:
    def __init__(self): self.width = 1; self.height = 2
    @property
    def broken(self): return self.no_such
    def __getattr__(self, n):
        if n.startswith('dyn_'): return n[4:]
        raise AttributeError(f'A has no {n!r}')
a = A()
print(a.dyn_x, hasattr(a, 'q'), getattr(a, 'q', 0))
try: a.broken
except AttributeError as e: print(e)
class B:
    def __getattribute__(self, n):
        if n == 'boom': raise ValueError('boom')
        if n == 'fall': raise AttributeError('fell')
        return object.__getattribute__(self, n)
    def __getattr__(self, n): return f'getattr:{n}'
b = B()
print(b.fall, b.other)
for f in (lambda: b.boom, lambda: hasattr(b, 'boom'), lambda: getattr(b, 'boom', 1)):
    try: print(f())
    except ValueError as e: print('ValueError', e)
class Typo: colour = 1; value = 2
import sys, traceback
def show(f):
    try: f()
    except Exception as e: print(traceback.format_exception_only(type(e), e)[-1].strip())
show(lambda: Typo().color)
show(lambda: Typo.vlaue)
show(lambda: [].apend)
show(lambda: 'x'.uper())
show(lambda: colections)
show(lambda: prnt)
show(lambda: __import__('sys').exitt)
import math
show(lambda: math.sqroot)
def outer():
    local_variable = 1
    return local_varable
show(outer)
show(lambda: Typo().completely_different_name)
class M:
    def __getattr__(self, n): return lambda *x: (n, x)
m = M()
print(m.anything(1), m.__len__())
for f in (lambda: len(m), lambda: m + 1, lambda: m[0], lambda: iter(m), lambda: m()):
    try: print(f())
    except TypeError as e: print(e)
class Rec:
    def __getattr__(self, n): return self.missing
try: Rec().x
except RecursionError as e: print(type(e).__name__, str(e)[:40])
class Cls:
    def __set__(self, o, v): raise AttributeError('read only!')
    def __get__(self, o, t): return 'got'
class H: c = Cls()
try: H().c = 1
except AttributeError as e: print(e)
print(getattr(H(), 'c'), object.__getattribute__(H(), 'c'), type.__getattribute__(H, 'c'), H.__getattribute__(H(), 'c'))
setattr(H, 'non identifier!', 5); print(getattr(H, 'non identifier!'), 'non identifier!' in vars(H))
for args in ((H, 5), (H,), (H, 'a', 'b', 'c')):
    try: getattr(*args)
    except TypeError as e: print(e)
try: setattr(H(), 'a', 1, 2)
except TypeError as e: print(e)
o = H(); o.__dict__[5] = 'int key'; print(o.__dict__, hasattr(o, '5'))
object.__setattr__(o, 'via_object', 1); print(o.via_object); object.__delattr__(o, 'via_object')
class Ro:
    __setattr__ = __delattr__ = lambda self, *a: (_ for _ in ()).throw(TypeError('frozen'))
for st in ('Ro().x = 1', 'del Ro().x'):
    try: exec(st)
    except TypeError as e: print(e)
import types
ns = types.SimpleNamespace(a=1, b=[2]); ns.c = 3; del ns.a; print(ns, ns == types.SimpleNamespace(b=[2], c=3), types.SimpleNamespace())
mod = types.ModuleType('m', 'doc'); mod.x = 1
print(mod, mod.__doc__, mod.__dict__['x'], mod.__spec__)
try: mod.y
except AttributeError as e: print(e)
mod.__getattr__ = lambda n: f'module getattr {n}'; print(mod.y)
