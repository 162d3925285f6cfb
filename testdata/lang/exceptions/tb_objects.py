# Traceback and frame objects as values; the traceback module's functions.
import traceback, sys, io
def a(): b()
def b():
    local = 'value'
    c(local)
def c(x): raise RuntimeError(f'in c {x}')
try: a()
except RuntimeError as e: err = e
tb = err.__traceback__; names = []
while tb:
    names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno == tb.tb_lineno)); last = tb; tb = tb.tb_next
print(names, last.tb_frame.f_locals, last.tb_frame.f_back.f_locals, last.tb_lasti >= 0)
for fs in traceback.extract_tb(err.__traceback__): print(fs.name, fs.lineno, fs.line, fs.colno, fs.end_colno, fs.end_lineno)
print(''.join(traceback.format_tb(err.__traceback__, limit=2)), ''.join(traceback.format_tb(err.__traceback__, limit=-1)))
te = traceback.TracebackException.from_exception(err, capture_locals=True)
print(''.join(line for line in ''.join(te.format()).splitlines(True) if not line.startswith('    io = ')))
print(traceback.format_exception_only(err), str(te), te.exc_type)
try: raise KeyError('x')
except KeyError: print(traceback.format_exc())
buf = io.StringIO(); traceback.print_exception(err, file=buf, limit=1); print(buf.getvalue())
def stack(): return [f.name for f in traceback.extract_stack()]
print(stack())
err.__traceback__ = err.__traceback__.tb_next; print(len(traceback.extract_tb(err.__traceback__)))
import types
t2 = types.TracebackType(None, last.tb_frame, last.tb_lasti, 42); print(t2.tb_lineno, t2.tb_next)
t2.tb_next = last; print(t2.tb_next is last)
for f in (lambda: setattr(last, 'tb_next', t2), lambda: setattr(t2, 'tb_next', 5), lambda: types.TracebackType(1, 2, 3, 4)):
    try: f()
    except (ValueError, TypeError) as e: print(e)
class Multi(Exception): pass
class BadStr(Exception):
    def __str__(self): raise ValueError('no str')
print(traceback.format_exception_only(BadStr('x')), traceback.format_exception_only(Multi()), traceback.format_exception_only(Multi('two\nlines')), traceback.format_exception_only(None))
class Outer:
    class Inner(Exception): pass
print(traceback.format_exception_only(Outer.Inner('q')))
Outer.Inner.__module__ = 'builtins'; print(traceback.format_exception_only(Outer.Inner('q')))
old = sys.excepthook; sys.excepthook = lambda t, v, tb: print('hook', t.__name__, v, len(traceback.extract_tb(tb)))
fr = sys._getframe(); print(fr.f_code.co_name, fr.f_back, fr.f_trace, fr.f_builtins['len'] is len, fr.f_globals is globals())
try: fr.clear()
except RuntimeError as e: print(e)
last.tb_frame.clear(); print(last.tb_frame.f_locals)
a()
