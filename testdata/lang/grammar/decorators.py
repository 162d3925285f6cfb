# Decorators: any expression, order, classes, stacked on methods.
def tag(name):
    def deco(f):
        f.tags = getattr(f, 'tags', []) + [name]
        return f
    return deco
@tag('a')
@tag('b')
def f(): "doc"
print(f.tags, f.__name__, f.__doc__)
registry = {}
decos = [lambda f: f, lambda f: 'replaced']
@decos[1]
def g(): pass
print(g)
@(lambda f: (f.__name__, 'from lambda'))
def h(): pass
print(h)
@registry.setdefault
def k(): pass
print(k, list(registry))
@(d := tag('walrus'))
def w(): pass
print(w.tags, d.__name__)
@decos[0] if True else None
class C:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    @property
    def p(self): return self._p
    @p.setter
    def p(self, v): self._p = v * 2
    @p.deleter
    def p(self): print('deleting'); del self._p
    @tag('m')
    def m(self): return self.m.tags
o = C()
o.p = 5
print(o.p, C.s(1), C.c(2), o.s(3), o.c(4), o.m())
del o.p
try:
    o.p
except AttributeError as e:
    print(e)
import functools
def wraps_log(f):
    @functools.wraps(f)
    def inner(*a, **k):
        print('call', f.__qualname__, a, k)
        return f(*a, **k)
    return inner
class K:
    @wraps_log
    def method(self, x, y=2):
        """doc of method"""
        return x + y
    @classmethod
    @wraps_log
    def cm(cls): return cls.__name__
    @staticmethod
    @wraps_log
    def sm(): return 'static'
k = K()
K.__repr__ = lambda self: '<K>'
print(k.method(1), k.method.__doc__, K.method.__qualname__, K.method.__wrapped__.__code__.co_name)
print(K.cm() if False else k.sm())
class Counter:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a):
        self.n += 1
        return self.f(*a)
@Counter
def add(a, b): return a + b
print(add(1, 2), add(3, 4), add.n)
try:
    @5
    def bad(): pass
except TypeError as e:
    print(e)
s = C.__dict__['s']
print(s.__wrapped__.__name__, s(7), callable(s), s.__isabstractmethod__ if hasattr(s, '__isabstractmethod__') else None)
