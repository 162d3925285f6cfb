# try, except, else, finally in all orders and with all exits.
def t(*, exc=None, ret=None):
    out = []
    try:
        out.append('try')
        if exc: raise exc
        if ret: return out
    except (ValueError, KeyError) as e: out.append(f'except {e!r}')
    except OSError: out.append('os'); return out
    else: out.append('else')
    finally: out.append('finally')
    out.append('after'); return out
print(t(), t(exc=ValueError(1)), t(exc=KeyError('k')), t(exc=OSError()), t(ret=1))
try: t(exc=TypeError('through'))
except TypeError as e: print(e)
def f1():
    try: return 'try'
    finally: return 'finally'
def f2():
    for i in range(3):
        try: continue
        finally: print('f', i, end=' ')
    for i in range(3):
        try: break
        finally: print('b', i, end=' ')
    while True:
        try: 1 / 0
        except ZeroDivisionError: break
        finally: print('w', end=' ')
    return 'done'
def f3():
    try: raise ValueError('lost')
    finally: return 'swallowed'
def f4():
    for i in range(2):
        try: raise ValueError
        finally: continue
    return 'continued'
def f5():
    x = 1
    try: return x
    finally: x = 2
def f6():
    try:
        try: raise ValueError('inner')
        finally: raise KeyError('replaces')
    except KeyError as e: return repr(e), repr(e.__context__)
def f7():
    try: pass
    except: return 'no'
    else:
        try: 1 / 0
        except ZeroDivisionError: return 'else raised'
    finally: print('fin', end=' ')
print(f1(), f2(), f3(), f4(), f5(), f6(), f7())
for exc in ('ValueError', 'ValueError()', 'ValueError("a", 2)', 'KeyError("key")', 'KeyError(1, 2)', 'OSError(2, "msg")', 'OSError(2, "msg", "file")', 'OSError(2, "m", "f1", None, "f2")', 'FileNotFoundError(1)', 'UnicodeDecodeError("utf-8", b"\\xff", 0, 1, "bad")', 'UnicodeEncodeError("ascii", "é", 0, 1, "bad")', 'UnicodeTranslateError("abc", 1, 3, "why")', 'StopIteration(5)', 'SystemExit(3)', 'ImportError("m", name="n", path="p")', 'SyntaxError("msg", ("f", 1, 2, "text"))', 'AttributeError("m", name="n", obj=1)', 'NameError("m", name="n")', 'KeyboardInterrupt()', 'GeneratorExit("x")', 'ExceptionGroup("g", [ValueError(1)])', 'OSError(17, "x")', 'OSError(32, "x")', 'OSError("one")', 'BlockingIOError(11, "b", 5)', 'Exception(None)', 'IndexError(())', 'AssertionError((1, 2))'):
    e = eval(exc); print(exc, '|', repr(e), '|', e, '|', e.args, '|', sorted((k, getattr(e, k)) for k in ('errno', 'strerror', 'filename', 'filename2', 'value', 'code', 'name', 'path', 'msg', 'lineno', 'start', 'reason', 'characters_written') if getattr(e, k, None) is not None))
for stmt in ('raise', 'raise 5', 'raise int', 'raise "str"', 'raise ValueError from 5', 'raise None', 'raise ValueError from int', 'raise type("X", (), {})', 'raise ValueError, "x"'):
    try: exec(stmt)
    except BaseException as e: print(stmt, '->', type(e).__name__, e)
for handler in ('5', '"s"', '(ValueError, 5)', 'int', '[ValueError]', '(ValueError, (KeyError,))', 'None'):
    try:
        exec(f'try: 1/0\nexcept {handler}: pass')
    except BaseException as e: print(handler, '->', type(e).__name__, e)
class E(Exception):
    def __init__(self, a, b=2): super().__init__(a); self.b = b
e = E('x', b=3); print(repr(e), e.args, e.b, e.__reduce__()[:2])
print(E.__mro__, issubclass(FileNotFoundError, OSError), IOError is OSError, EnvironmentError is OSError, BaseException.__subclasses__()[:4])
