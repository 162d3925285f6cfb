# __slots__: storage, inheritance, conflicts with dict, weakref, class attributes.
import weakref
class P:
    __slots__ = ('x', 'y')
    def __init__(self, x=0): self.x = x
p = P(1)
print(p.x, hasattr(p, 'y'), hasattr(p, '__dict__'), P.__slots__, type(P.x).__name__, repr(P.x))
for stmt in ('p.z = 1', 'p.y', 'del p.y', 'p.__dict__', 'weakref.ref(p)', 'P.x.__set__(5, 1)', 'P.x.__get__(5)', 'vars(p)', 'p.__weakref__'):
    try: exec(stmt); print(stmt, 'ok')
    except (AttributeError, TypeError) as e: print(stmt, type(e).__name__, e)
p.y = 2; del p.y; p.y = 3; print(p.y, P.y.__get__(p), P.y.__get__(None, P) is P.y)
class Q(P): __slots__ = ['z']
class R(P): pass
q, r = Q(), R()
q.z = 1; r.anything = 2; r.x = 5
print(q.x, q.z, r.__dict__, hasattr(q, '__dict__'))
class W: __slots__ = ('a', '__weakref__')
class D: __slots__ = ('a', '__dict__')
w, d = W(), D()
print(weakref.ref(w)() is w); d.b = 1; d.a = 2; print(d.__dict__, d.a)
class S: __slots__ = 'single'
s = S(); s.single = 1; print(s.single)
class Priv: __slots__ = ('__p',); 
Priv().__class__; print([k for k in Priv.__dict__ if k.endswith('__p')])
for ns in ({'__slots__': 5}, {'__slots__': (1,)}, {'__slots__': ('a b',)}, {'__slots__': ('a', 'a')}, {'__slots__': ('__dict__', '__dict__')}, {'__slots__': ('a',), 'a': 1}, {'__slots__': ('',)}, {'__slots__': None}, {'__slots__': iter(['i1', 'i2'])}, {'__slots__': {'k': 'doc for k'}}, {'__slots__': ()}, {'__slots__': ('__class__',)}, {'__slots__': ('__qualname__',), '__qualname__': 'QQ'}):
    try: t = type('T', (), ns); print(sorted(k for k in t.__dict__ if type(t.__dict__[k]).__name__ == 'member_descriptor'))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
for base in (int, tuple, str, bytes, type, list, dict, Exception):
    try: t = type('T', (base,), {'__slots__': ('a',)}); print(base.__name__, 'ok')
    except TypeError as e: print(base.__name__, e)
try: type('M', (P, W), {'__slots__': ()})
except TypeError as e: print(e)
class E1: __slots__ = ()
class E2: __slots__ = ()
class E3(E1, E2, P): __slots__ = ()
print(E3(4).x, hasattr(E3(), '__dict__'))
class L(list): __slots__ = ('extra',)
l = L([1, 2]); l.extra = 'e'; print(l, l.extra, l == [1, 2])
try: l.other = 1
except AttributeError as e: print(e)
class C1: __slots__ = ('a', 'b')
class C2: __slots__ = ('a', 'b')
class C3: __slots__ = ('b', 'c')
o = C1(); o.a = 1
o.__class__ = C2; print(type(o).__name__, o.a)
for t in (C3, P, R, int):
    try: o.__class__ = t; print('ok')
    except TypeError as e: print(e)
class Redefine(P): __slots__ = ('x',)
rd = Redefine(10); print(rd.x, P.x.__get__(rd) if False else hasattr(rd, 'y'))
try: P.x.__get__(rd)
except AttributeError as e: print(e)
import copy, pickle
class CP:
    __slots__ = ('u', 'v')
c = CP(); c.u = [1]
c2 = copy.copy(c); c3 = copy.deepcopy(c); print(c2.u is c.u, c3.u, c3.u is c.u, hasattr(c2, 'v'))
print(c.__reduce_ex__(2)[2])
try: c.__reduce_ex__(0)
except TypeError as e: print(e)
# needs: libpython
