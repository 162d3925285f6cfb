# Functions as objects: attributes, names, docs, copying, partial application, method objects.
import types, functools
def f(a, b=1): "doc of f"; return a + b
f.x = 1; f.__dict__['y'] = 2; print(f.x, f.y, f.__dict__, f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__closure__, f.__globals__ is globals(), f.__builtins__['len'] is len, callable(f), type(f) is types.FunctionType, f.__call__(1), f.__get__(5)(), hash(f) == hash(f), f == f, f != (lambda: 0), bool(f))
def outer():
    def inner(): pass
    class L:
        def m(self): pass
        n = lambda self: 0
    return inner, L
i, L = outer(); print(i.__qualname__, L.m.__qualname__, L.n.__qualname__, L.__qualname__, L().m.__qualname__, L().m.__func__ is L.m, L().m.__doc__, (lambda: 0).__name__)
g = types.FunctionType(f.__code__, f.__globals__, 'g', f.__defaults__); g.__kwdefaults__ = None; print(g(1), g.__name__, g is f, g.__code__ is f.__code__)
m = types.MethodType(f, 10); print(m(), m(5), m.__self__, m.__func__ is f, m == types.MethodType(f, 10), m.x, hash(m) == hash(types.MethodType(f, 10)), repr(m))
try: m.z = 1
except AttributeError as e: print(e)
try: types.MethodType(5, 1)
except TypeError as e: print(e)
try: types.MethodType(f, None)
except TypeError as e: print(e)
for attr in ('__name__', '__doc__', '__module__', '__text_signature__', '__self__', '__qualname__'): print(attr, repr(getattr(len, attr, 'none'))[:60], repr(getattr([].append, attr, 'none'))[:40] if attr != '__self__' else '')
try: len.x = 1
except AttributeError as e: print(e)
try: f.__code__ = 5
except TypeError as e: print(e)
try: del f.__code__
except TypeError as e: print(e)
try: f.__dict__ = 5
except TypeError as e: print(e)
f.__dict__ = {'new': 1}; print(f.new, hasattr(f, 'x')); del f.new
try: f.new
except AttributeError as e: print(e)
f.__doc__ = None; f.__module__ = 'mod'; f.__annotations__ = {'a': int}; print(f.__doc__, f.__module__, f.__annotations__); del f.__annotations__; print(f.__annotations__)
def compose(*fs): return functools.reduce(lambda f, g: lambda x: f(g(x)), fs)
def curry(f, n): return (lambda *a: f(*a) if len(a) >= n else curry(lambda *b: f(*a, *b), n - len(a)))
print(compose(str, abs, int)('-5'), curry(lambda a, b, c: (a, b, c), 3)(1)(2)(3), list(map(functools.partial(pow, 2), range(4))), [*map(str.upper, 'ab')], [*map(int.__add__, [1], [2])], sorted('bAc', key=str.swapcase), max([-3, 2], key=abs), list(filter(str.isdigit, 'a1b2')), dict(map(reversed, {'a': 1}.items())), (lambda *a, **k: (a, k))(*'ab', z=1))
def counter():
    counter.n = getattr(counter, 'n', 0) + 1; return counter.n
print(counter(), counter(), counter.n)
def gen_attr(): yield
async def co_attr(): pass
print(gen_attr().gi_code is gen_attr.__code__, gen_attr.__code__.co_flags & 32, type(gen_attr()).__name__, types.GeneratorType is type(gen_attr())); c = co_attr(); print(c.cr_code is co_attr.__code__, isinstance(c, types.CoroutineType)); c.close()
@types.coroutine
def old(): return (yield 'y')
async def use(): return await old()
u = use(); print(u.send(None))
try: u.send('r')
except StopIteration as e: print(e.value)
