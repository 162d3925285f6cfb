import contextlib, io, asyncio
from contextlib import *
@contextmanager
def cm(n, swallow=False):
    print('enter', n)
    try: yield n
    except ValueError as e:
        print('saw', e)
        if not swallow: raise
    finally: print('leave', n)
with cm('a') as x: print(x)
with cm('b', True): raise ValueError('v')
try:
    with cm('c'): raise ValueError('w')
except ValueError as e: print('out', e)
@cm('deco')
def f(): return 'f result'
print(f(), f())
with ExitStack() as s:
    [s.enter_context(cm(i)) for i in range(2)]; s.callback(lambda *a, **k: print('cb', a, k), 1, k=2)
    @s.push
    def ex(t, v, tb): print('push saw', t); return True
    s2 = s.pop_all(); print('popped')
s2.close()
with ExitStack() as s: s.push(lambda *e: True); raise KeyError('suppressed by push')
try:
    with ExitStack() as s:
        s.callback(lambda: 1 / 0); s.callback(lambda: {}['k']); raise ValueError('first')
except ZeroDivisionError as e: print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
with suppress(KeyError, IndexError): [][0]
print('after'); 
try:
    with suppress(KeyError): 1 / 0
except ZeroDivisionError: print('not suppressed')
o = io.StringIO()
with redirect_stdout(o), redirect_stderr(o): print('x'); import sys; print('y', file=sys.stderr)
print(repr(o.getvalue())); 
class Cl:
    def close(self): print('closed')
with closing(Cl()): pass
with nullcontext('n') as n: print(n)
class CD(ContextDecorator):
    def __enter__(self): print('CD in'); return self
    def __exit__(self, *a): print('CD out', a[0]); return True
@CD()
def g(): raise ValueError
print(g()); print(issubclass(Cl, AbstractContextManager), isinstance(CD(), AbstractContextManager))
with contextlib.chdir('/'): import os; print(os.getcwd())
@asynccontextmanager
async def acm():
    print('a-enter')
    try: yield 'av'
    finally: print('a-leave')
async def main():
    async with acm() as v: print(v)
    async with AsyncExitStack() as st:
        await st.enter_async_context(acm()); st.push_async_callback(asyncio.sleep, 0); st.enter_context(cm('sync'))
    async with aclosing(agen()) as ag: print(await anext(ag))
    async with nullcontext(1) as n: print(n)
async def agen():
    try: yield 1
    finally: print('ag closed')
asyncio.run(main())
@contextmanager
def noyield():
    if 0: yield
@contextmanager
def two(): yield; yield
@contextmanager
def reraise():
    try: yield
    except Exception as e: raise RuntimeError('wrapped') from e
@contextmanager
def stopper(): yield; 
for c in (noyield, two):
    try:
        with c(): pass
    except RuntimeError as e: print(e)
try:
    with reraise(): raise KeyError('k')
except RuntimeError as e: print(e, repr(e.__cause__))
try:
    with stopper(): raise StopIteration('si')
except StopIteration as e: print(repr(e))
try:
    with two(): raise ValueError('body')
except (RuntimeError, ValueError) as e: print(repr(e))
try:
    with cm: pass
except TypeError as e: print(e)
with cm('one-shot') as once: pass
c = cm('again')
with c: pass
try:
    with c: pass
except (AttributeError, RuntimeError) as e: print(type(e).__name__, e)
# needs: libpython
