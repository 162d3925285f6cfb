# Class bodies: name lookup, mangling, qualnames, annotations.
x = 'global'
class A:
    print(x)
    x = 'class'
    print(x)
    del x
    print(x)
    def f(self): return x
    class B:
        class C:
            def g(self): pass
        h = lambda: 0
    print(__name__, __qualname__, __module__)
print(A.B.C.g.__qualname__, A.B.h.__qualname__, A.f.__qualname__)
class M:
    __private = 1
    __dunder__ = 2
    _M__x = 3
    __ = 4
    def get(self): return self.__private, self.__dunder__, self.__x
    def set(self, __arg=5):
        __local = __arg
        self.__new = __local
        return sorted(k for k in locals()), self.__dict__
    def glob(self): return __mangled_global
    def kw(self, **k): return k
    def call(self): return self.kw(__a=1)
    class __Inner: __y = 1
    import os as __os
    def imp(self):
        import sys as __sys
        return sorted(locals().keys() - {'self'})
    __ann: int
_M__mangled_global = 'found'
print(M().get(), M().set(), M().glob(), M().call(), M().imp())
print(sorted(k for k in M.__dict__ if k.startswith('_M')), M.__annotations__, sorted(M._M__Inner.__dict__)[:1])
class _Under:
    __a = 1
print([k for k in _Under.__dict__ if 'a' in k and k.endswith('__a')])
class __: __a = 1
print([k for k in __.__dict__ if k.endswith('__a')])
def outer():
    y = 'free'
    class K:
        print(y)
        y2 = y
        def m(self): return y
        z = [y for _ in range(1)]
    return K
print(outer().__qualname__, outer()().m())
class Ann:
    a: int
    b: str = 'x'
    if True:
        c: float
    try:
        d: undefined_thing
    except NameError as e: print(e)
    def f(self):
        local: undefined_thing2 = 5
        return local
print(Ann.__annotations__, Ann().f())
class Empty: pass
print(Empty.__annotations__, Empty.__doc__, Empty.__module__, Empty.__bases__, Empty.__mro__)
class Doc:
    'the doc'
    __slots__ = ()
print(Doc.__doc__, Doc().__doc__)
class Order:
    c = 1; a = 2; b = 3
    def z(self): pass
print([k for k in Order.__dict__ if not k.startswith('__')])
class Q:
    __qualname__ = 'Renamed.Q'
    def f(self): pass
print(Q, Q.__name__, Q.f.__qualname__)
for stmt in ('class X(1): pass', 'class X(None): pass', 'class X(A, A): pass', 'class X(bool): pass', 'class X(type(None)): pass', 'class X(A, metaclass=5): pass', 'class X(foo=1): pass',
             'class X(type(lambda: 0)): pass', 'class X(object, A): pass', 'class X(int, str): pass', 'class X(slice): pass', 'class X(range): pass', 'class X(): __qualname__ = 5', 'class X(): __slots__ = ("a",); a = 1'):
    try: exec(stmt)
    except Exception as e: print(stmt, '->', type(e).__name__, e)
