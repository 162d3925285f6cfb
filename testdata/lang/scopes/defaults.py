# Default values, keyword-only defaults, and functions' writable attributes.
def f(a, b=[], *, c={}, d=1): b.append(a); c[a] = d; return b, c
print(f(1)); print(f(2)); print(f.__defaults__, f.__kwdefaults__)
f.__defaults__ = (['new'],); f.__kwdefaults__ = {'c': {}, 'd': 'k'}
print(f(3))
f.__defaults__ = None
try: f(1)
except TypeError as e: print(e)
f.__kwdefaults__ = None
try: f(1, [])
except TypeError as e: print(e)
f.__defaults__ = (0, [],)
print(f(c={}, d=0))
for name, value in (('__defaults__', 5), ('__kwdefaults__', 5), ('__code__', 5), ('__name__', 5), ('__qualname__', None), ('__dict__', 5), ('__globals__', {}), ('__closure__', None), ('__annotations__', 5)):
    try: setattr(f, name, value); print(name, 'set')
    except (TypeError, AttributeError) as e: print(name, type(e).__name__, e)
def g(x): return x * 2
def h(x): return x + 100
g.__code__ = h.__code__
print(g(1), g.__name__, g.__code__.co_name)
def closure(n):
    def k(): return n
    return k
try: g.__code__ = closure(1).__code__
except ValueError as e: print(e)
g.__name__ = 'renamed'; g.__qualname__ = 'qual.renamed'; g.__doc__ = 'doc'; g.custom = 1
print(g.__name__, g.__qualname__, g.__doc__, g.__dict__, g.__module__)
print(repr(g).split(' at ')[0], repr(lambda: 0).split(' at ')[0])
del g.__doc__; print(g.__doc__)
try: del g.__name__
except TypeError as e: print(e)
i = 5
def late(x=i): return x
i = 6
print(late())
def order(a=1, b=2): return a, b
print(order(b=5), order(5), order(*(), **{'a': 3}))
def poskw(a, b=2, /, c=3, *d, e, f=6, **g): return locals()
print(poskw(1, e=5), poskw(1, 2, 3, 4, 5, e=6, g=7, a=8))
print(poskw.__code__.co_argcount, poskw.__code__.co_posonlyargcount, poskw.__code__.co_kwonlyargcount, poskw.__code__.co_varnames, poskw.__code__.co_flags & 0x0c)
print((lambda a, b=1, *c, d, **e: 0).__code__.co_varnames)
def ann(a: int, /, b: 'str' = 'x', *c: float, d: list = [], **e: dict) -> None: pass
print(ann.__annotations__)
ann.__annotations__['new'] = 1; print('new' in ann.__annotations__)
ann.__annotations__ = None; print(ann.__annotations__)
import inspect
print(inspect.signature(poskw), inspect.signature(ann), inspect.signature(lambda x, *, y=1: 0))
print(inspect.getfullargspec(poskw))
