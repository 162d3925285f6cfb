# needs: libpython
import _queue, warnings, json, ctypes, gc
warnings.simplefilter('error')
q = _queue.SimpleQueue()
l = [1, 2]
q.put(l)
l.append(3)
x = q.get()
print(x is l, x)
d = {}
for i in range(100): q.put({'i': i})
print([q.get()['i'] for _ in range(100)][:5])
po = ctypes.py_object(l)
l.append('after')
print(po.value is l, po.value)
class D(dict): pass
dd = D(a=1); dd['self'] = dd
po2 = ctypes.py_object(dd); print(po2.value is dd, po2.value['self'] is dd)
seen = []
def hook(o):
    seen.append(o); return o
r = json.loads('[{"a": {"b": 1}}, {"c": 2}]', object_hook=hook)
print(r[0] is seen[1], r[1] is seen[2], r[0]['a'] is seen[0])
a = [object() for _ in range(10)]
def default(o):
    del a[-1]
print(json.JSONEncoder(default=default).encode(a))
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
t = ([],); t[0].append(t)
try: json.dumps(t)
except ValueError as e: print(e)
gc.collect()
import _elementtree as E
el = E.Element('a', {'x': '1'})
el.text = [1]
el.text.append(2); print(el.text, el.attrib)
el.attrib['y'] = '2'; print(el.get('y'), el.items())
e2 = E.Element('b', k='v')
a = e2.attrib
print(type(a) is dict, isinstance(a, dict), dict.items(a), a == {'k': 'v'}, {**a, 'z': 1}, dict(a), sorted(a))
class S(ctypes.BigEndianStructure): _fields_ = [('x', ctypes.c_uint16), ('y', ctypes.c_uint32)]
print(bytes(S(1, 2)), (ctypes.c_int * 3) is (ctypes.c_int * 3))
import pickle, decimal
print(pickle.loads(pickle.dumps(decimal.Decimal('1.5').as_tuple())), pickle.loads(pickle.dumps(ctypes.c_int(5))).value)
import sqlite3
db = sqlite3.connect(':memory:'); db.execute('create table t(a)'); print(list(db.iterdump()))
