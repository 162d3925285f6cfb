# Data and non-data descriptors, precedence, __set_name__, property by hand.
class Data:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.name = name
    def __get__(self, o, t=None): return self if o is None else o.__dict__.get(self.name, f'unset {self.name}')
    def __set__(self, o, v): o.__dict__[self.name] = ('data', v)
    def __delete__(self, o): print('delete', self.name); del o.__dict__[self.name]
class NonData:
    def __get__(self, o, t=None): return ('nondata', o is not None, t.__name__)
class SetOnly:
    def __set__(self, o, v): print('set only', v)
class C:
    d = Data(); e = Data(); n = NonData(); s = SetOnly()
c = C()
print(c.d, type(C.d).__name__, c.n, C.n)
c.d = 1; c.__dict__['n'] = 'instance wins'; c.__dict__['e'] = 'not descriptor'; c.__dict__['s'] = 'from dict'
print(c.d, c.n, c.e, c.s); del c.d; print(c.d)
c.s = 5
print(type(C.__dict__['s']).__name__, c.s)
try: del c.s
except AttributeError as e: print(e)
C.late = Data()
try: c.late
except AttributeError as e: print(e)
class Raises:
    def __get__(self, o, t): raise AttributeError('from descriptor')
class G:
    r = Raises()
    def __getattr__(self, n): return f'getattr({n})'
print(G().r, hasattr(type('Z', (), {'r': Raises()})(), 'r'))
class SN:
    def __set_name__(self, o, n): raise ValueError('in set_name')
try:
    class Bad: x = SN()
except RuntimeError as e: print(e, '|', repr(e.__cause__))
def func(self): return self
bound = func.__get__(5)
print(bound(), type(bound).__name__, func.__get__(None, int) is func, func.__get__(5, int)())
for f in (lambda: func.__get__(None), lambda: classmethod(5).__get__(1), lambda: property().__get__(1), lambda: staticmethod(func).__get__(1)(7), lambda: classmethod(func).__get__(None, int)()):
    try: print(f())
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
p = property(lambda s: s.v, lambda s, v: setattr(s, 'v', v), doc='pdoc')
class P: x = p; ro = property(lambda s: 1); wo = property(None, lambda s, v: None); nothing = property()
o = P(); o.x = 3; print(o.x, P.x is p, P.x.__doc__, p.fget(o), p.fdel)
for stmt in ('o.ro = 1', 'del o.ro', 'o.wo', 'o.nothing', 'o.nothing = 1', 'del o.x', 'P.x.fget = 1', 'p.__get__()'):
    try: exec(stmt)
    except (AttributeError, TypeError) as e: print(stmt, '->', type(e).__name__, e)
q = p.getter(lambda s: 'new getter'); print(q is p, q.__doc__, q.fset is p.fset)
class DocP:
    @property
    def a(self): "getter doc"; return 1
    b = property(a.fget, doc='own')
print(DocP.a.__doc__, DocP.b.__doc__, DocP.a.fget.__qualname__)
class SubP(property): pass
class UseSub:
    @SubP
    def z(self): "zdoc"; return 26
print(UseSub().z, UseSub.z.__doc__, isinstance(UseSub.z, property))
class Cached:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t=None):
        if o is None: return self
        print('computing'); v = o.__dict__[self.n] = self.f(o); return v
class U:
    @Cached
    def big(self): return 99
u = U(); print(u.big, u.big); del u.big; print(u.big)
print(int.__add__.__get__(3)(4), int.real.__get__(5), type(int.real).__name__, type(int.__add__).__name__, type(str.upper).__name__, type((1).__add__).__name__, type([].append).__name__, type(dict.__dict__['fromkeys']).__name__, type(type.__dict__['__dict__']).__name__)
print(str.upper, int.__add__, int.real, [].append.__name__, [].append.__self__, dict.__dict__['fromkeys'])
for f in (lambda: str.upper(5), lambda: int.__add__('a', 1), lambda: int.real.__get__('a'), lambda: list.append(5, 1), lambda: str.upper(), lambda: setattr(int.real, 'x', 1), lambda: int.real.__set__(5, 1), lambda: C.__dict__['__dict__'].__get__(5)):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
