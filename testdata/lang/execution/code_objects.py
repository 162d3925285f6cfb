# Code objects: attributes, replace, equality, positions, disassembly-free introspection.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    """doc"""
    x = 1.5; y = 'text'; z = (1, 2)
    def g(): return x, a
    for i in range(3): x += i
    return g, [q for q in y], lambda: d
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals >= 10, c.co_varnames[:7], c.co_cellvars, c.co_freevars, c.co_filename.endswith('code_objects.py'), c.co_firstlineno, c.co_flags & 0xf, c.co_consts[0], 1.5 in c.co_consts, 'text' in c.co_consts, c.co_names, c.co_stacksize > 0, isinstance(c.co_code, bytes), len(list(c.co_lines())) > 4, len(list(c.co_positions())) > 5)
r = c.replace(co_name='renamed', co_filename='other.py', co_firstlineno=100); print(r.co_name, r.co_filename, r.co_firstlineno, r == c, c == c.replace(), hash(c) == hash(c.replace()), type(c).__name__, repr(r).split(' at ')[0], repr(r).split(', ')[1:])
def gen(): yield
async def co(): pass
async def ag(): yield
import inspect
print([bool(x.__code__.co_flags & k) for x in (f, gen, co, ag) for k in (inspect.CO_GENERATOR, inspect.CO_COROUTINE, inspect.CO_ASYNC_GENERATOR, inspect.CO_NESTED, inspect.CO_OPTIMIZED)])
print([k.co_name for k in c.co_consts if inspect.iscode(k)], compile('1', 'm', 'exec').co_name, compile('class Q:\n def m(self): pass', 'm', 'exec').co_consts[0].co_name, compile('x', 'f', 'eval').co_flags & 0x40)
for attr in ('co_name', 'co_code', 'co_nope'):
    try: setattr(c, attr, 1)
    except AttributeError as e: print(e)
try: c.replace(co_nope=1)
except TypeError as e: print(e)
try: c.replace(co_name=5)
except TypeError as e: print(e)
import types
nf = types.FunctionType(c.replace(co_name='nn'), globals(), 'newname', (9, 8, 7)); print(nf.__name__, nf.__defaults__, nf.__code__.co_name); 
def k(): return 'original'
k2 = types.FunctionType(k.__code__, {}); print(k2(), k2.__globals__, k2.__name__, k2.__module__, k2.__builtins__['len'] is len)
a, b = compile('x + 1', 'f', 'eval'), compile('x + 1', 'f', 'eval'); print(a == b, a is b, hash(a) == hash(b), a == compile('x + 2', 'f', 'eval'), a == compile('x + 1', 'g', 'eval'))
def lines():
    x = 1

    y = 2
    return x + y
print(sorted({l - lines.__code__.co_firstlineno for _, _, l in lines.__code__.co_lines() if l}), inspect.getsource(lines), inspect.getsourcelines(k)[1], inspect.getsourcefile(k).endswith('code_objects.py'), inspect.getcomments(k), inspect.cleandoc('  a\n    b'), inspect.getdoc(f))
print(inspect.signature(f), [p.kind.name for p in inspect.signature(f).parameters.values()], inspect.signature(f).bind(1, d=4).arguments, inspect.getfullargspec(f).kwonlydefaults, inspect.getcallargs(f, 1, d=2) if hasattr(inspect, 'getcallargs') else '', inspect.isfunction(f), inspect.ismethod(''.join), inspect.isbuiltin(len), inspect.isclass(int), inspect.isgeneratorfunction(gen), inspect.iscoroutinefunction(co), inspect.isasyncgenfunction(ag), inspect.getmodule(f).__name__, inspect.unwrap(f) is f, inspect.getclosurevars(f).globals, inspect.currentframe().f_lineno)
for bad in (lambda: inspect.signature(5), lambda: inspect.signature(f).bind(), lambda: inspect.signature(f).bind(1, 2, 3, d=4, a=5), lambda: inspect.getsource(len), lambda: inspect.signature(int.__add__), lambda: inspect.signature(print), lambda: inspect.signature(type('C', (), {'__init__': lambda self, x: None})), lambda: inspect.signature(dict)):
    try: print(bad())
    except (TypeError, ValueError) as e: print(type(e).__name__, str(e).split(' at 0x')[0])
