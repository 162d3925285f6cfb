# needs: libpython
"""Cycles that lead through objects of C's and of Python's are found, and living ones stay whole."""
import gc
import sys
import weakref
from xml.parsers import expat
import _queue


class Node:
    pass


class Handler:
    def __init__(self):
        self.seen = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = lambda name: self.seen.append('/' + name)

    def start(self, name, attrs):
        self.seen.append((name, attrs))


class Queue(_queue.SimpleQueue):
    pass


class Counted(Node):
    ended = 0
    saved = None

    def __del__(self):
        Counted.ended += 1
        if self.saved is not None:
            self.saved.append(self)


def parser():
    return Handler()


def own_queue():
    q = Queue()
    q.put(q)
    q.me = q
    return q


def queue():
    n = Node()
    n.q = _queue.SimpleQueue()
    n.q.put(n)
    return n


def kept_list():
    n = Node()
    q = _queue.SimpleQueue()
    n.items = [q, n]
    q.put(n.items)
    return n


def kept_dict():
    n = Node()
    q = _queue.SimpleQueue()
    n.d = {'q': q, 'n': n}
    q.put(n.d)
    return n


def two():
    a, b = Node(), Node()
    a.q, b.q = _queue.SimpleQueue(), _queue.SimpleQueue()
    a.q.put(b)
    b.q.put(a)
    return a


def method():
    n = Node()
    n.q = _queue.SimpleQueue()
    n.put = n.q.put
    n.put(n)
    return n


def in_tuple():
    n = Node()
    n.q = _queue.SimpleQueue()
    n.q.put((1, (n,), 'x'))
    return n


def counted():
    n = Counted()
    n.q = _queue.SimpleQueue()
    n.q.put(n)
    return n


KINDS = [parser, own_queue, queue, kept_list, kept_dict, two, method, in_tuple, counted]


def rss():
    with open('/proc/self/statm') as f:
        return int(f.read().split()[1]) * 4


def many(make, n):
    for i in range(n):
        make()


for make in KINDS:
    refs = [weakref.ref(make()) for i in range(20)]
    gc.collect()
    gc.collect()
    print(make.__name__, sum(r() is not None for r in refs))
print(Counted.ended)

# What lives goes on as it was, whether a name refers to it, or C alone by way of a living object.
h, q, n, l, d, t, m, u = [make() for make in KINDS[:8]]
outer = _queue.SimpleQueue()
outer.put(queue())
outer.put(parser())
gone = [weakref.ref(make()) for make in KINDS]
for i in range(3):
    gc.collect()
print(sum(r() is not None for r in gone))
h.parser.Parse('<a b="c"><d/></a>', True)
print(h.seen)
print(q.get() is q, q.me is q, n.q.get() is n, m.q.get() is m, u.q.get()[1][0] is u)
x = l.q = l.items[0].get()
print(x is l.items, x[1] is l)
y = d.d['q'].get()
print(y is d.d, y['n'] is d)
print(t.q.get().q.get() is t)
n = outer.get()
print(n.q.get() is n)
h = outer.get()
h.parser.Parse('<x/>', True)
print(h.seen)

# A __del__ that makes its object live again.
saved = Counted.saved = []
r = weakref.ref(counted())
for i in range(3):
    gc.collect()
print(len(saved), saved[0].q.get() is saved[0])
Counted.saved = None

# Without gc.collect(), too, they do not pile up: 108,000 of them with the argument 1200.
each = int(sys.argv[1]) if len(sys.argv) > 1 else 30
before = after = 0
for i in range(10):
    for make in KINDS:
        many(make, each)
    if i == 2:
        gc.collect()
        before = rss()
gc.collect()
after = rss()
print(after - before < 20_000 or (before, after))
