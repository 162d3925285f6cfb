# needs: libpython
import zlib, _struct, sys, importlib
from unittest import mock
d = zlib.compress(b'x'*100)
with mock.patch('zlib.compress') as c:
    c.return_value = 5
    print(zlib.compress(1), zlib.__dict__['compress'] is c, vars(zlib)['compress']())
print(zlib.decompress(d)[:3], zlib.compress.__name__)
with mock.patch.dict('zlib.__dict__', {'foo': 3}):
    print(zlib.foo)
print(hasattr(zlib, 'foo'))
zlib.x = [1]; zlib.__dict__['x'].append(2); print(zlib.x)
del zlib.x
print('x' in zlib.__dict__, hasattr(zlib,'x'))
m = importlib.reload(zlib); print(m is zlib, zlib.__spec__.name, zlib.__dict__['__spec__'] is zlib.__spec__)
print(type(zlib.__dict__), zlib.__dict__ is zlib.__dict__, vars(zlib) is zlib.__dict__)
print(sorted(n for n in dir(zlib) if 'comp' in n))
zlib.__dict__.update(y=7); print(zlib.y); zlib.__dict__.pop('y'); 
try: zlib.y
except AttributeError as e: print(e)
import _csv
print(_csv.__dict__.get('_dialects'))
import csv
csv.register_dialect('zz', delimiter=';')
print('zz' in csv.list_dialects(), )
import sqlite3
sqlite3.register_adapter(complex, str); print(len(sqlite3.adapters) > 0, sqlite3.adapters is sqlite3.dbapi2.adapters)
from zlib import *
print(crc32(b'a'))
import types
print(isinstance(zlib, types.ModuleType), repr(zlib), zlib.__name__)
import _testcapi
try: del _testcapi.nope
except AttributeError as e: print(e)
sys.modules['zlib'].level = 'seen'
import ctypes
get = ctypes.pythonapi.PyModule_GetDict; get.restype=ctypes.c_void_p; get.argtypes=[ctypes.py_object]
gd = ctypes.cast(get(zlib), ctypes.py_object).value # get's reference is borrowed
print(gd['level']); gd['from_c']=9; print(zlib.from_c)
add = ctypes.pythonapi.PyModule_AddIntConstant; add.argtypes=[ctypes.py_object, ctypes.c_char_p, ctypes.c_long]
add(zlib, b'K', 44); print(zlib.K); add(zlib, b'K', 45); print(zlib.K)
