# exec, eval and compile with namespaces of all kinds.
g = {}; exec('x = 1\ndef f(): return x + y', g); g['y'] = 5; print(g['f'](), '__builtins__' in g, eval('x + y', g), eval('x', {'x': 2}), eval('x + z', {'x': 1}, {'z': 10}))
l = {}; exec('a = 1; b = lambda: a', {'a': 'global'}, l); print(l['a'], l['b']()); exec('class C:\n q = a\n def m(self): return a', {'a': 'G'}, l); print(l['C'].q, l['C']().m())
class NS(dict):
    def __missing__(self, k): print('missing', k); raise KeyError(k)
    def __setitem__(self, k, v): print('set', k, v); super().__setitem__(k, v)
ns = NS(); exec('p = 1; q = p + 1; print(q, len([1]))', {}, ns)
from collections import ChainMap; print(eval('a + b', {}, ChainMap({'a': 1}, {'b': 2})))
for f in (lambda: eval('1 +'), lambda: eval(5), lambda: exec(5), lambda: eval('x = 1'), lambda: eval('x', 5), lambda: eval('x', {}, 5), lambda: exec('x', []), lambda: eval(compile('x = 1', '', 'exec')), lambda: compile('1', '', 'bad'), lambda: compile('1', '', 'exec', flags=-1), lambda: compile(5, '', 'exec'), lambda: eval('no_name', {}), lambda: eval('len', {'__builtins__': {}}), lambda: eval('len([])', {'__builtins__': None}), lambda: eval('__import__("os")', {'__builtins__': {}}), lambda: exec('import os', {'__builtins__': {}}), lambda: eval('(yield)'), lambda: compile('\0', '', 'exec'), lambda: exec('def f(): nonlocal x'), lambda: eval('x:=1'), lambda: exec(), lambda: eval(b'1 + 1'), lambda: eval('  1'), lambda: exec('  x = 1'), lambda: eval(compile('1+1', 'f', 'eval')), lambda: exec(compile('print("single")\n1 + 1', 'f', 'exec')), lambda: exec(compile('1 + 1', 'f', 'single')), lambda: exec(compile('None; "shown"', 'f', 'single')), lambda: compile('1\n2', 'f', 'single'), lambda: eval('lambda: 1')(), lambda: eval('[i for i in range(3)]'), lambda: eval('(a := 5)')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import builtins; print(eval('__builtins__', {'__builtins__': builtins}) is builtins, eval('my(2)', {'__builtins__': {'my': lambda x: x * 2}}))
c = compile('x * 2', '<c>', 'eval'); print([eval(c, {'x': i}) for i in range(3)], c.co_filename, c.co_name, c.co_names)
def scope():
    v = 1
    exec('v = 2'); r = [v]
    exec('w = 3'); r.append('w' in locals()); d = {}; exec('v = 5; z = 6', globals(), d); r.append(d); r.append(eval('v + 1')); r.append([eval('v', {'v': k}) for k in 'a'])
    try: r.append([eval('v') for _ in [0]])
    except NameError as e: r.append(str(e))
    return r
print(scope())
exec('global gg\ngg = 1'); print(gg); src = 'def outer():\n  n = 0\n  def inc():\n    nonlocal n\n    n += 1\n    return n\n  return inc\nc = outer(); c()'; ns = {}; exec(src, ns); print(ns['c'](), ns['c'].__closure__[0].cell_contents)
exec("if 1:\n  for i in range(2):\n    print('in exec', i)\nelse: pass"); exec(compile('from __future__ import annotations\ndef f(x: undefined): pass\nprint(f.__annotations__)', '', 'exec'))
code = compile('import sys\nprint(sys._getframe().f_code.co_filename, __name__)', 'named.py', 'exec'); exec(code); exec(code, {'__name__': 'other'})
def closure_exec():
    z = 1
    def inner(): return z
    try: exec(inner.__code__)
    except TypeError as e: print(e)
    exec(inner.__code__, closure=inner.__closure__); return 'ok'
print(closure_exec())
for i in range(200): exec(f'v{i} = {i}', ns)
print(ns['v199'], sum(v for k, v in ns.items() if k[0] == 'v' and k[1:].isdigit()))
