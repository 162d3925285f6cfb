# Method resolution order, super in all forms, cooperative calls, mixins.
class A:
    def f(self): return ['A']
    @classmethod
    def c(cls): return [('A', cls.__name__)]
    @staticmethod
    def s(): return 'static A'
class B(A):
    def f(self): return ['B'] + super().f()
    @classmethod
    def c(cls): return [('B', cls.__name__)] + super().c()
    @staticmethod
    def s(): return 'static B'
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
    def old(self): return super(B, self).f()
d = D()
print(d.f(), D.c(), d.old(), D.s(), [k.__name__ for k in D.__mro__])
print(super(C, d).f(), super(B, D).c(), super(D, d).s())
s = super(B, d)
print(repr(s), s.__thisclass__, s.__self__ is d, s.__self_class__)
for f in (lambda: super(B), lambda: super(B, 5), lambda: super(5, d), lambda: super(), lambda: super(B, A()), lambda: super(B, d).nope, lambda: super(B, d, 1)):
    try: print(f().__class__)
    except (TypeError, AttributeError, RuntimeError) as e: print(type(e).__name__, e)
class X(A): pass
try: type('Bad', (A, X), {})
except TypeError as e: print(e)
try: type('Bad', (type('P', (X, A), {}), type('Q', (A,), {}), A, X), {})
except TypeError as e: print(e)
class NoArgs:
    def m(self, *args): return super().__repr__().split(' at ')[0]
    def n(): super()
    def dele(self): del self; super()
    gen = lambda self: [super().__hash__ for _ in [1]]
print(NoArgs().m())
for f in (NoArgs.n, NoArgs().dele, NoArgs().gen):
    try: print(f())
    except (RuntimeError, TypeError) as e: print(type(e).__name__, e)
class Base:
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag; print('init_subclass', cls.__name__, tag)
class S1(Base, tag='one'): pass
class S2(S1): pass
try:
    class S3(Base, bad=1): pass
except TypeError as e: print(e)
class Log:
    def __init__(self, *a, **k): print('Log', a, k); super().__init__(*a, **k)
class L(Log, dict): pass
print(L([(1, 2)], a=3))
class Prop:
    @property
    def p(self): return 'base'
class SubProp(Prop):
    @property
    def p(self): return 'sub+' + super().p
print(SubProp().p)
class Deep: pass
K = Deep
for i in range(50): K = type(f'K{i}', (K,), {f'm{i}': lambda self, i=i: i})
print(K().m0(), K().m49(), len(K.__mro__))
class Dyn1:
    def who(self): return 1
class Dyn2:
    def who(self): return 2
class Dyn(Dyn1): pass
x = Dyn(); print(x.who()); Dyn.__bases__ = (Dyn2,); print(x.who(), Dyn.__mro__[1].__name__)
for bases in ((), (int,), (Dyn,), 5, (5,)):
    try: Dyn.__bases__ = bases; print('ok')
    except TypeError as e: print(e)
class MroMeta(type):
    def mro(cls): return [cls, *type.mro(cls)[1:][::-1]]
try:
    class R(Dyn1, Dyn2, metaclass=MroMeta): pass
    print([k.__name__ for k in R.__mro__])
except TypeError as e: print(e)
class HasEntries:
    def __mro_entries__(self, bases): return (Dyn1, Dyn2)
class E(HasEntries()): pass
print(E.__bases__, type(E.__orig_bases__[0]).__name__)
