# __cause__, __context__, __suppress_context__, with_traceback, add_note.
import traceback, sys
def show(e): print(repr(e), '| cause', repr(e.__cause__), '| context', repr(e.__context__), '| suppress', e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError('v')
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError('v') from z
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError('v') from None
except ValueError as e: show(e)
try: raise ValueError from KeyError
except ValueError as e: show(e)
e = ValueError(); e.__cause__ = KeyError('c'); show(e); e.__suppress_context__ = False; show(e)
for attr, v in (('__cause__', 5), ('__context__', 5), ('__traceback__', 5), ('__suppress_context__', 'x'), ('args', 5), ('args', [1, 2]), ('__notes__', 5)):
    try: setattr(e, attr, v); print(attr, getattr(e, attr))
    except TypeError as x: print(attr, x)
try: del e.__cause__
except TypeError as x: print(x)
def loop():
    try:
        try: raise ValueError('a')
        except ValueError as a:
            try: raise KeyError('b')
            except KeyError as b: raise a
    except ValueError as x: show(x); show(x.__context__)
loop()
def rer():
    try: raise ValueError('orig')
    except ValueError:
        try: raise
        except ValueError as e: show(e); print(sys.exc_info()[1] is e)
        raise
try: rer()
except ValueError as e: print(len(traceback.extract_tb(e.__traceback__)))
def nested():
    try:
        try: raise ValueError(1)
        except ValueError:
            try: raise TypeError(2)
            finally: print('ctx', repr(sys.exc_info()[1]))
    except TypeError as e: show(e); show(e.__context__)
    print(sys.exc_info())
nested()
e = ValueError('noted'); e.add_note('one'); e.add_note('two\nlines'); print(e.__notes__)
try: e.add_note(5)
except TypeError as x: print(x)
print(''.join(traceback.format_exception(e)))
e.__notes__ = 'not a list'; print(''.join(traceback.format_exception_only(e)))
e.__notes__ = [1, 'x']; print(''.join(traceback.format_exception_only(e)))
try: raise ValueError('tb')
except ValueError as x: tb = x.__traceback__
n = KeyError('with tb').with_traceback(tb); print(n.__traceback__ is tb, tb.tb_lineno, tb.tb_next, tb.tb_frame.f_code.co_name)
try: n.with_traceback(5)
except TypeError as x: print(x)
def ctx_mgr():
    class CM:
        def __enter__(self): return self
        def __exit__(self, *a): raise KeyError('exit')
    try:
        with CM(): raise ValueError('body')
    except KeyError as e: show(e)
ctx_mgr()
def gen():
    try: yield
    except ValueError: raise KeyError('gen')
g = gen(); next(g)
try: g.throw(ValueError('thrown'))
except KeyError as e: show(e)
class Del:
    def __init__(self): self.e = None
try:
    try: raise OSError('os')
    except OSError as e: e2 = RuntimeError('later'); raise e2
except RuntimeError as e: show(e); chain = e
try: raise chain from chain
except RuntimeError as e: print(e.__cause__ is e, e.__context__)
def swallow():
    for i in range(3):
        try: raise ValueError(i)
        except ValueError as e: last = e
    return last.__context__
print(swallow())
