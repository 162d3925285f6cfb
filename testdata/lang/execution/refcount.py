"""sys.getrefcount: what an added reference changes."""
import sys


class Node:
    def __init__(self, next=None):
        self.next = next


x = object()
before = sys.getrefcount(x)
pair = [x, x]
print("in a list twice:", sys.getrefcount(x) - before)
node = Node(x)
print("in an attribute:", sys.getrefcount(x) - before)
table = {x: x, "k": (x,)}
print("key, value, tuple:", sys.getrefcount(x) - before)
pair.clear()
node.next = None
del table["k"]
print("some of them gone:", sys.getrefcount(x) - before)
nodes = [Node() for _ in range(10)]
before = sys.getrefcount(Node)
nodes += [Node() for _ in range(5)]
print("instances of a class:", sys.getrefcount(Node) - before)


def echo():
    while True:
        got = yield


g = echo()
next(g)
before = sys.getrefcount(g)
g.send(g)
print("a generator's own variable:", sys.getrefcount(g) - before)
g.close()
print("closed:", sys.getrefcount(g) - before)


def closure():
    z = [1]
    before = sys.getrefcount(z)
    fs = [lambda: z for _ in range(3)]
    print("a cell:", sys.getrefcount(z) - before)
    w = z
    s = frozenset([id(z)]), {"z": z}
    print("a local, a dict:", sys.getrefcount(z) - before)
    return fs, w, s


closure()
