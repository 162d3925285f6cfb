# locals(), vars(), dir() and frames' f_locals.
import sys
def f(a, b=2, *c, **d):
    e = 1
    print(sorted(locals()))
    l = locals()
    l['a'] = 'changed'
    l['new'] = 1
    print(a, 'new' in locals())
    del e
    print(sorted(k for k in locals() if k != 'l'))
f(1)
def g():
    x = 1
    snap = locals()
    x = 2
    before = snap['x']
    locals()
    return before, snap['x'], snap is locals()
print(g())
def cells():
    a = 1
    def inner(): return a, sorted(locals())
    return sorted(k for k in locals() if k != 'inner'), inner()
print(cells())
class C:
    x = 1
    locals()['y'] = 2
    print(sorted(k for k in locals() if not k.startswith('__')))
    print(locals() is vars())
print(C.y)
print(globals() is locals(), globals() is sys._getframe().f_locals, vars() is globals())
def frame():
    v = 10
    fr = sys._getframe()
    return fr.f_locals['v'], fr.f_code.co_name, fr.f_lineno - fr.f_code.co_firstlineno, fr.f_globals is globals(), fr.f_back.f_code.co_name
print(frame())
def caller():
    secret = 'seen'
    return callee()
def callee(): return sys._getframe(1).f_locals['secret']
print(caller())
print([sorted(locals().keys()) for i in [1]], sorted((lambda p: locals())(1)))
def gen():
    a = 1
    yield
    b = 2
    yield
gg = gen(); next(gg); print(gg.gi_frame.f_locals); next(gg); print(gg.gi_frame.f_locals)
list(gg); print(gg.gi_frame)
def execs():
    a = 1
    exec('a = 2; b = 3')
    try: b
    except NameError as e: print(e)
    return a, eval('a'), 'b' in locals()
print(execs())
def dirs():
    p = q = 1
    return dir()
print(dirs(), 'dirs' in dir())
class O: pass
o = O(); o.z = 1; o.a = 2
print(vars(o), vars(o) is o.__dict__)
try: vars(1)
except TypeError as e: print(e)
class Slots: __slots__ = 'a'
try: vars(Slots())
except TypeError as e: print(e)
print(sorted(set(dir(o)) - set(dir(object))), dir(type('D', (), {'__dir__': lambda s: ['z', 'a']})()))
try: dir(type('D', (), {'__dir__': lambda s: 5})())
except TypeError as e: print(e)
def unbound_in_locals():
    if 0: never = 1
    return locals()
print(unbound_in_locals())
