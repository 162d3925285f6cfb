# needs: libpython
import zlib, socket, ssl, sqlite3, traceback, pickle, copy, binascii, struct, json, ctypes, decimal
class MyZ(zlib.error):
    def __init__(self, *a): super().__init__(*a); self.k = 1
try: raise MyZ('x', 2)
except zlib.error as e: print(repr(e), e.k, e.args, e.__class__.__mro__[1:3])
try:
    try: zlib.decompress(b'x')
    except zlib.error as e:
        e.add_note('note'); raise RuntimeError('outer') from e
except RuntimeError as e: traceback.print_exc(); print(repr(e.__cause__), e.__cause__.__notes__, e.__suppress_context__)
try:
    try: binascii.unhexlify('zz')
    finally: 1/0
except ZeroDivisionError as e: print(repr(e.__context__), type(e.__context__).__module__)
for x in (zlib.error('a'), socket.timeout('t'), ssl.SSLError(1, 'm'), sqlite3.IntegrityError('i'), struct.error('s'), decimal.InvalidOperation('d'), socket.gaierror(-2, 'Name'), binascii.Error('b'), ctypes.ArgumentError('c')):
    y = pickle.loads(pickle.dumps(x)); print(type(y), y.args, str(y), repr(copy.copy(x)), y == x, isinstance(x, OSError))
try: raise ExceptionGroup('g', [zlib.error('1'), ValueError('2'), MyZ('q')])
except* zlib.error as g: print(repr(g), g.exceptions)
except* ValueError as g: print(g.exceptions)
class Both(sqlite3.Error, KeyError): pass
try: raise Both('k')
except KeyError as e: print(repr(e), str(e), Both.__mro__)
def f():
    def g(a, b): raise IndexError('in cb')
    import sqlite3; c = sqlite3.connect(':memory:'); c.create_collation('z', g); return c
import functools
try: sorted([3,1], key=functools.cmp_to_key(lambda a, b: 1/0))
except ZeroDivisionError as e: traceback.print_exc()
try: json.loads('{"a": }')
except json.JSONDecodeError as e: print(e, e.pos, e.__class__.__module__)
e = zlib.error('z'); e.attr = 5; e.__cause__ = ValueError('c'); print(e.__dict__, e.__cause__, e.with_traceback(None) is e); e.args = (1,2); print(e, e.args)
print(ssl.SSLError.__bases__, ssl.SSLZeroReturnError.__mro__, ssl.SSLCertVerificationError.__bases__, socket.timeout is TimeoutError, socket.error is OSError)
try: raise ssl.SSLZeroReturnError(6, 'zr')
except ssl.SSLError as e: print(e.errno, e.strerror, e.args, e)
