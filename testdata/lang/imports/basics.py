# import in all its forms, what it binds, and what sys.modules holds.
import sys
sys.path.insert(0, 'lib')
import plain, plain as p2
print(plain is p2, plain is sys.modules['plain'], plain.value, plain.__name__, plain.__doc__, plain.__file__.endswith('lib/plain.py'), plain.__spec__.name, plain.__loader__.__class__.__name__, plain.__package__ == '', plain.__cached__ is None or plain.__cached__.endswith('.pyc'))
from plain import value, get as getter, K
plain.value = 5; print(value, getter(), K.__module__)
from plain import *
print('_hidden' in globals(), 'get' in globals())
from with_all import *
print(a, _b, 'c' in globals())
import os.path as osp, xml.dom.minidom
print(osp.__name__, xml.__name__, xml.dom.minidom.__name__, 'dom' in vars(xml))
for stmt in ('import no_such', 'import plain.sub', 'from plain import nope', 'from no_such import x', 'import os.nope', 'from os import nope', 'from bad_all import *', 'import raises', 'import syntax_bad', 'from . import x', 'from .. import y', 'import pack.nope', 'from pack.sub import nope', 'import 5', '__import__("")', '__import__("a", level=-1)', '__import__(5)', 'from dyn import zzz', 'import_ = __import__("plain", fromlist=[5])'):
    try: exec(stmt, {'__name__': 'test'})
    except Exception as e: print(stmt, '->', type(e).__name__, str(e).replace(plain.__file__.rsplit('/', 1)[0], 'LIB'), getattr(e, 'name', None))
print('raises' in sys.modules, 'syntax_bad' in sys.modules)
import dyn; print(dyn.x5, dir(dyn)); from dyn import x_any; print(x_any)
try: dyn.nope
except AttributeError as e: print(e)
import circ_a; print(circ_a.f(), sys.modules['circ_b'].early)
sys.modules['fake'] = 'not a module'; import fake; print(fake); from fake import upper; print(upper())
sys.modules['blocked'] = None
try: import blocked
except ModuleNotFoundError as e: print(e)
del sys.modules['plain']; import plain as again; print(again is plain, again is p2)
print(__import__('os.path').__name__, __import__('os.path', fromlist=['x']).__name__, __name__, __spec__, __package__, __builtins__.__name__, type(sys).__name__)
def local_import():
    import json.decoder as jd
    from json import dumps as d, loads
    return jd.__name__, d([1]), sorted(locals())
print(local_import())
class C: import math; from math import pi
print(C.math.floor(C.pi))
if 1: import plain as cond
try: import nope1
except ImportError: nope1 = None
print(nope1, cond.value)
