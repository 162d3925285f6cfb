# Metaclasses: __prepare__, __call__, instance checks, conflicts, attribute lookup on classes.
class Meta(type):
    def __prepare__(name, bases, **kw): print('prepare', name, kw); return {'injected': 1}
    __prepare__ = classmethod(lambda m, name, bases, **kw: (print('prepare', name, kw), {'injected': 1})[1])
    def __new__(m, name, bases, ns, **kw): print('new', name, kw); return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print('init', name, kw); super().__init__(name, bases, ns)
    def __call__(cls, *a, **k): print('call', cls.__name__, a, k); return super().__call__(*a, **k)
    def meta_method(cls): return cls.__name__
    @property
    def meta_prop(cls): return f'prop of {cls.__name__}'
    x = 'meta x'
    def __getattr__(cls, n): return f'{cls.__name__}?{n}'
    def __len__(cls): return 77
    def __iter__(cls): return iter('cls')
    def __getitem__(cls, k): return (cls.__name__, k)
    def __contains__(cls, k): return k == 'yes'
    def __repr__(cls): return f'<<{cls.__name__}>>'
    def __add__(cls, o): return 'added'
    def __instancecheck__(cls, o): return o == 5 or super().__instancecheck__(o)
    def __subclasscheck__(cls, o): return o is int or super().__subclasscheck__(o)
    def __dir__(cls): return ['only']
    def __bool__(cls): return False
class A(metaclass=Meta, option=1):
    def __init__(self, v=0): self.v = v
print(A.injected, A.meta_method(), A.meta_prop, A.x, A.unknown, len(A), list(A), A[1:2], 'yes' in A, A, A + 1, bool(A), dir(A))
a = A(5); print(type(a), isinstance(5, A), isinstance(a, A), isinstance(6, A), issubclass(int, A), issubclass(str, A))
try: a.meta_method()
except AttributeError as e: print(e)
class B(A): x = 'own x'
print(type(B).__name__, B.x, Meta.x, B().v)
class M2(type): pass
try:
    class Conflict(A, metaclass=M2): pass
except TypeError as e: print(e)
class M3(Meta, M2): pass
class OK(A, metaclass=M3): pass
print(type(OK).__name__, type(type(OK)).__name__)
def func_meta(name, bases, ns, **kw): return (name, bases, sorted(k for k in ns if k[0] != '_'), kw)
class F(int, metaclass=func_meta, z=1): y = 2
print(F)
class Singleton(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst: cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class S(metaclass=Singleton): pass
print(S() is S())
class DescMeta(type):
    @property
    def both(cls): return 'from meta data descriptor'
class Z(metaclass=DescMeta): both = 'from class'
print(Z.both, Z().both)
T = type('T', (object,), dict(a=1)); print(T.__name__, T.a, T.__module__, T.__qualname__, T.__doc__)
for args in ((), (1, 2), ('T', (), {}, 1), ('T', [], {}), (5, (), {}), ('T', (), []), ('a\0b', (), {}), ('T', (5,), {}), ('T', (), {1: 2})):
    try: print(type(*args))
    except (TypeError, ValueError) as e: print(args, type(e).__name__, e)
T.__name__ = 'Renamed'; T.__qualname__ = 'Q.R'; print(T, T.__name__)
for n, v in (('__name__', 5), ('__qualname__', 5), ('__module__', 7), ('__bases__', 5), ('__mro__', ()), ('__dict__', {}), ('__abstractmethods__', {'a'}), ('__doc__', 'newdoc'), ('__class__', int)):
    try: setattr(T, n, v); print(n, 'ok')
    except (TypeError, AttributeError) as e: print(n, type(e).__name__, e)
try: T()
except TypeError as e: print(e)
class BadPrepare(type):
    @classmethod
    def __prepare__(m, n, b): return 5
try:
    class BP(metaclass=BadPrepare): pass
except TypeError as e: print(e)
class Recorder(dict):
    def __setitem__(self, k, v): print('  ns', k); super().__setitem__(k, v)
class RecMeta(type):
    @classmethod
    def __prepare__(m, n, b): return Recorder()
    def __new__(m, n, b, ns): return super().__new__(m, n, b, dict(ns))
class R(metaclass=RecMeta):
    a = 1
    def f(self): pass
    b = a
print(type.__call__(int, '5'), type.__dict__['__mro__'].__get__(bool), type(int).__name__, int.__base__, type.__subclasses__(type)[:0], Meta.__mro__[1])
