# needs: libpython
import copy, pickle, weakref, json, ctypes, array, operator, itertools, collections, datetime
from collections.abc import *
holder = ctypes.py_object([1, [2], {'a': 1}]); l = holder.value; print(type(l), l is holder.value, isinstance(l, list), l == [1, [2], {'a': 1}], l[1:], [*l], copy.copy(l), copy.deepcopy(l), json.dumps(l), pickle.loads(pickle.dumps(l)), repr(l), f'{l}', len(l), hash is not None)
PyList_New = ctypes.pythonapi.PyList_New; PyList_New.restype = ctypes.py_object; PyList_New.argtypes = [ctypes.c_ssize_t]
import xml.etree.ElementTree as ET
e = ET.Element('a', {'k': 'v'}); d = e.attrib
print(type(d), type(d) is dict, isinstance(d, (dict, MutableMapping)), d == {'k': 'v'}, {'k': 'v'} == d, d is e.attrib, {**d}, dict(d), d | {'z': 1}, {'z': 1} | d, list(d), d.keys() & {'k'}, copy.copy(d), json.dumps(d), pickle.dumps(d) == pickle.dumps({'k': 'v'}), f'{d}', repr(d), bool(d), 'k' in d, d.get('q', 5), sorted(d.items()), len(d))
match d:
    case {'k': x, **rest}: print('match', x, rest)
def f(**k): return k
print(f(**d), (lambda k: k)(**d), '%(k)s' % d, '{k}'.format(**d), '{0[k]}'.format(d), '{k}'.format_map(d))
d['n'] = [1]; print(e.attrib['n'], e.get('n')); d.setdefault('m', 2); d.update(x=1); print(d.pop('x'), d.popitem(), d.copy(), type(d.copy())); del d['n']; d |= {'y': 3}; print(e.attrib, d is e.attrib, e.attrib is d); d.clear(); print(e.attrib)
try: hash(d)
except TypeError as x: print(x)
try: d['nope']
except KeyError as x: print(repr(x))
try: d < {}
except TypeError as x: print(x)
class Sub(type(d)): pass
print(Sub.__mro__, isinstance(Sub(), dict), collections.ChainMap(d, {'q': 1})['q'], collections.Counter(d), collections.OrderedDict(d), dict.fromkeys(d), dict([*d.items()]))
r = iter(e.attrib); print(list(r), type(r).__name__, list(reversed(e.attrib)), type(e.attrib.keys()).__name__)
o = array.array('i', [1,2]); print({id(o): 1}[id(o)] , o is o, weakref.ref(o)() is o, [o][0] is o, {1: o}[1] is o, operator.is_(o, o), next(itertools.repeat(o)) is o, copy.copy([o])[0] is o, collections.deque([o])[0] is o)
cell = ctypes.py_object(o); print(cell.value is o, ctypes.py_object(print).value is print, ctypes.py_object(Sub).value is Sub, ctypes.py_object(len).value is len)
class K: pass
k = K(); print(ctypes.py_object(k).value is k); w = weakref.ref(k); print(w() is k, ctypes.cast(id(k), ctypes.c_void_p).value == id(k))
g = (i for i in range(3)); print(list(ctypes.py_object(g).value), ctypes.py_object((1, [2])).value, ctypes.py_object(1+2j).value, ctypes.py_object(2**100).value, ctypes.py_object('\ud800').value == '\ud800', ctypes.py_object(None).value if False else '', ctypes.py_object(range(3)).value, ctypes.py_object(slice(1,2)).value, ctypes.py_object(...).value, ctypes.py_object(frozenset([1])).value, ctypes.py_object(int).value, ctypes.py_object(bytearray(b'x')).value)
print(datetime.date(2020,1,1) in [datetime.date(2020,1,1)], {datetime.date(2020,1,1)} == {datetime.date(2020,1,1)}, datetime.date(2020,1,1).__eq__(5), datetime.date(2020,1,1) == 5)
