# needs: libpython
# __del__ of classes that derive from many types of C's: their last state, cycles, threads.
import array, gc, weakref, sqlite3, decimal, datetime, ctypes, collections, _queue, zlib, bz2, mmap, select, socket, ssl, threading, copy, pickle
import xml.etree.ElementTree as ET
log = []
class A(array.array):
    n = 0

    def __new__(cls, *a):
        o = super().__new__(cls, 'i', [1, 2, 3])
        o.name = 'a%d' % A.n
        A.n += 1
        return o

    def __del__(self):
        log.append((self.name, list(self), len(self)))
a = A()
del a
gc.collect()
print(log)
kept = []
class R(array.array):

    def __del__(self):
        kept.append(self)
        self.append(9)
r = R('i', [1])
r.tag = 'x'
i = id(r)
w = weakref.ref(r)
del r
gc.collect()
print(len(kept), kept[0].tag, kept[0], id(kept[0]) == i)
k = kept.pop()
k.append(10)
w2 = weakref.ref(k)
print(k, w2() is k)
del k
gc.collect()
print(len(kept), w2())
import sys
sys.unraisablehook = lambda u: print('unraisable', u.exc_type.__name__, u.exc_value, u.object.__qualname__)
class X(ET.Element):

    def __del__(self):
        raise ValueError(self.tag)
x = X('tag')
del x
gc.collect()
class C(ET.Element):

    def __del__(self):
        log.append(('C', self.tag, self.me is self))
log.clear()
c = C('cy')
c.me = c
del c
gc.collect()
print(log)
log.clear()
c = C('cy2')
c.me = c
d = C('cy3')
d.me = d
c.append(d)
d.append(c)
del c, d
gc.collect()
gc.collect()
print(sorted(log))
log.clear()
p = ET.Element('p')
c = C('held')
c.me = c
p.append(c)
w = weakref.ref(c)
del c
gc.collect()
print(log, p[0].me is p[0], w() is p[0])
c = p[0]
c.me = None
del c
gc.collect()
print(log)
class C2(ET.Element):

    def __del__(self):
        log.append(('C2', self.tag))
p = ET.Element('p')
p.append(C2('h2'))
gc.collect()
print(log)
p.clear()
gc.collect()
print(log)
p.append(C2('h3'))
del p
gc.collect()
gc.collect()
print(log)
class S(decimal.Decimal):
    __slots__ = ('a', '__weakref__')

    def __del__(self):
        log.append(('S', self.a, str(self)))
log.clear()
s = S('1.5')
s.a = 5
w = weakref.ref(s, lambda w: log.append('cb'))
del s
gc.collect()
print(log)
class So(socket.socket):

    def __del__(self):
        log.append(('So', self.fileno() >= 0))
        self.close()
log.clear()
s = So()
del s
gc.collect()
print(log)
log.clear()
gc.collect()
print(log)
class St(ctypes.Structure):
    _fields_ = [('x', ctypes.c_int)]

    def __del__(self):
        log.append(('St', self.x))
log.clear()
s = St(5)
p = ctypes.pointer(s)
del s
gc.collect()
print(log)
p.contents.x = 7
del p
gc.collect()
gc.collect()
print(sorted(log)[:1])
class I(ctypes.c_int):

    def __del__(self):
        log.append(('I', self.value))
log.clear()
f = ctypes.CDLL(None).abs
f.restype = I
v = f(-4)
print(v.value)
del v
gc.collect()
print(log)
arr = (St * 3)()
log.clear()
e = arr[1]
e.x = 3
del e
gc.collect()
print(log)
class D(datetime.datetime):

    def __del__(self):
        log.append(('D', self.year))
log.clear()
d = D(2020, 1, 1)
d2 = d + datetime.timedelta(1)
print(type(d2))
del d, d2
gc.collect()
print(log)
class Dq(collections.deque):

    def __del__(self):
        log.append(('Dq', list(self)))
log.clear()
d = Dq([1])
del d
gc.collect()
print(log)
class E(sqlite3.Error):

    def __del__(self):
        log.append('E')
log.clear()
e = E(1)
del e
gc.collect()
print(log)
try:
    raise E(2)
except E as e:
    pass
gc.collect()
print(log)
class Q(_queue.SimpleQueue):

    def __del__(self):
        log.append('Q')
log.clear()
q = Q()
q.put(q)
del q
gc.collect()
gc.collect()
print(log)
n = 0
class M(array.array):

    def __del__(self):
        global n
        n += 1
for i in range(3000):
    M('i', [i])
gc.collect()
print(n)
copy.copy(M('i'))
gc.collect()
print(n)
def thread():
    for i in range(500):
        M('i', [i])
ts = [threading.Thread(target=thread) for _ in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
gc.collect()
print(n)
