# with: order, suppression, multiple managers, failures on the way in and out.
class CM:
    def __init__(self, n, suppress=False, enter=None, exit=None): self.n, self.s, self.en, self.ex = n, suppress, enter, exit
    def __enter__(self):
        print('enter', self.n, end='; ')
        if self.en: raise self.en
        return self.n
    def __exit__(self, t, v, tb):
        print('exit', self.n, t and t.__name__, v, tb is not None, end='; ')
        if self.ex: raise self.ex
        return self.s
with CM('a') as a, CM('b') as b: print(a + b, end='; ')
print()
with CM('s', True): raise ValueError('suppressed')
print()
for args in ([CM('a'), CM('b', True)], [CM('a', True), CM('b', enter=KeyError('en'))], [CM('a'), CM('b', exit=KeyError('ex'))], [CM('a', True), CM('b', exit=KeyError('ex'))]):
    try:
        with args[0], args[1]: raise ValueError('body')
        print('survived')
    except Exception as e: print('raised', repr(e), repr(e.__context__))
with (CM('p') as x, CM('q') as y,): print(x, y)
with (CM('r')): print()
with (CM('t'), CM('u')): print()
def ret():
    with CM('ret'): return 'returned'
def loop():
    for i in range(3):
        with CM(i):
            if i == 1: break
            continue
    return i
print(ret(), loop())
with CM('unpack') as (c1, *c2): print(c1, c2)
d = {}
with CM('subscr') as d['k']: print(d)
class O: pass
with CM('attr') as O.x: print(O.x)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
for o in (5, NoExit(), NoEnter(), open):
    try:
        with o: pass
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class Inst: pass
i = Inst(); i.__enter__ = lambda: 1; i.__exit__ = lambda *a: 1
try:
    with i: pass
except TypeError as e: print(e)
class Truthy(CM):
    def __exit__(self, *a): return [1]
class BadBool:
    def __enter__(self): pass
    def __exit__(self, *a):
        class B:
            def __bool__(self): raise RuntimeError('bool of exit')
        return B()
with Truthy('t'): raise KeyError
try:
    with BadBool(): raise KeyError('k')
except RuntimeError as e: print(e, repr(e.__context__))
import contextlib, io
with contextlib.suppress(ZeroDivisionError, KeyError): 1 / 0
with contextlib.ExitStack() as st:
    for n in 'xyz': st.enter_context(CM(n))
    st.callback(print, 'callback'); st.push(lambda *e: print('pushed', e[0])); print('in stack')
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print('captured')
print(repr(buf.getvalue()))
with contextlib.nullcontext(5) as n: print(n)
with contextlib.closing(io.StringIO()) as f: f.write('x')
print(f.closed)
@contextlib.contextmanager
def cm():
    try: yield 1
    except ValueError: print('swallow')
with cm(): raise ValueError
@cm()
def deco(): print('decorated'); raise ValueError
deco()
@contextlib.contextmanager
def twice(): yield 1; yield 2
@contextlib.contextmanager
def none(): return; yield
for c in (twice, none):
    try:
        with c(): pass
    except RuntimeError as e: print(e)
