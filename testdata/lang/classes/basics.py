# Instances, attributes, methods, bound and unbound, class attributes against instance ones.
class A:
    count = 0
    items = []
    def __init__(self, v=1): self.v = v; A.count += 1; self.items.append(v)
    def get(self): return self.v
    def __repr__(self): return f'A({self.v})'
a, b = A(), A(2)
print(a, b, A.count, a.items is b.items, a.count)
a.count = 'own'; print(a.count, b.count, a.__dict__)
m = a.get
print(m(), m.__self__ is a, m.__func__ is A.get, m.__name__, A.get(b), m == a.get, m is a.get, hash(m) == hash(a.get))
a.get = lambda: 'instance function'
print(a.get(), A.get(a))
try: A.get()
except TypeError as e: print(e)
try: a.nope
except AttributeError as e: print(e, e.name, e.obj is a)
try: A.nope
except AttributeError as e: print(e)
try: a.get.nope = 1
except AttributeError as e: print(e)
try: m.nope = 1
except AttributeError as e: print(e)
for f in (lambda: object().x, lambda: setattr(object(), 'x', 1), lambda: (1).x, lambda: setattr(1, 'x', 1), lambda: delattr(a, 'zz'), lambda: setattr(int, 'x', 1), lambda: delattr(A, 'zz'), lambda: getattr(a, 5), lambda: None.x, lambda: setattr(None, 'x', 1), lambda: setattr('', 'upper', 1), lambda: setattr(a, '__class__', int), lambda: setattr(a, '__dict__', 5), lambda: object.__new__(), lambda: object.__new__(int), lambda: int.__new__(A), lambda: object(1), lambda: A(1, 2)):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class B(A): pass
print(B(), B.__bases__, B.__mro__, issubclass(B, A), isinstance(B(), (int, A)), B.__subclasses__(), A.__subclasses__())
o = A(9); o.__class__ = B; print(type(o).__name__, o.get())
o.__dict__ = {'v': 'swapped'}; print(o.v, o)
class N:
    def __new__(cls, *a): print('new', a); return object.__new__(cls) if a else 'not an instance'
    def __init__(self, *a): print('init', a)
print(type(N(1)).__name__, N())
class I:
    def __init__(self): return 1
try: I()
except TypeError as e: print(e)
class G:
    def __getattr__(self, n):
        if n == 'dyn': return 'made'
        raise AttributeError(n)
    def __setattr__(self, n, v): print('set', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
g = G(); g.x = 1; print(g.x, g.dyn, hasattr(g, 'zz'), getattr(g, 'zz', 'dflt')); del g.x
class GA:
    v = 1
    def __getattribute__(self, n): return f'<{n}>' if n != '__dict__' else super().__getattribute__(n)
print(GA().v, GA().anything, GA().__class__, type(GA()).__name__)
A.late = lambda self: ('late', self.v); print(b.late()); del A.late; print(hasattr(b, 'late'))
A.__repr__ = lambda self: 'patched'; print(b, [b], {b: 1})
print(type('T', (A,), {'x': 5, '__doc__': 'd'}).x, type(a) is A, type(A) is type, type(type) is type, callable(a), callable(A))
