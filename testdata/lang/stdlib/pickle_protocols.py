import collections, copyreg, datetime, io, pickle, pickletools


class Point:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y


class Node:
    def __init__(self, name):
        self.name, self.next = name, None


class Stack(list):
    pass


class Money:
    def __new__(cls, *, cents):
        self = super().__new__(cls)
        self.cents = cents
        return self

    def __getnewargs_ex__(self):
        return (), {'cents': self.cents}


data = {
    'ints': [0, 1, -1, 255, 256, 65535, 65536, -2**31, 2**31, -2**63, 2**100, -2**2000],
    'floats': [0.0, -1.5, 1e300, float('inf')], 'text': ['', 'abc', 'é', '\ud800', '\n\\', 'x' * 300],
    'bytes': [b'', b'ab\0', b'x' * 300], 'array': bytearray(b'xyz'), 'none': None, 'bools': (True, False),
    'tuples': [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)], 'sets': [set(), {1}, frozenset(), frozenset([2])],
    'types': [int, type(None), type(...), collections.OrderedDict, Node], 'calls': [len, str.upper, 'a'.join],
    'date': datetime.datetime(2020, 2, 3, 4, 5), 'complex': 1 - 2j, 'range': range(1, 9, 2), 'slice': ...,
}
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    s = pickle.dumps(data, protocol)
    same = pickle.loads(s)
    assert {k: v for k, v in same.items() if k != 'calls'} == {k: v for k, v in data.items() if k != 'calls'}
    print(protocol, len(s), same['calls'][2](['x', 'y']), len(pickletools.optimize(s)))

a, b = Node('a'), Node('b')
a.next, b.next = b, a
p = Point(1, [a, b])
stack = Stack([p, p, a])
stack.tag = 'top'
stack.append(stack)
for protocol in range(2, 6):
    s2 = pickle.loads(pickle.dumps((stack, Money(cents=5)), protocol))
    q = s2[0]
    print(type(q).__name__, q.tag, q[0] is q[1], q[0].y[0] is q[2], q[2].next.next is q[2], q[3] is q, s2[1].cents)
t = ([],)
t[0].append(t)
u = pickle.loads(pickle.dumps(t))
print(u[0][0] is u)


class Named(pickle.Pickler):
    def persistent_id(self, obj):
        return 'node:' + obj.name if isinstance(obj, Node) else None

    def reducer_override(self, obj):
        return (Point, (obj.y, obj.x)) if isinstance(obj, Point) else NotImplemented


class Finder(pickle.Unpickler):
    def persistent_load(self, pid):
        return pid.upper()

    def find_class(self, module, name):
        print('find', module, name)
        return super().find_class(module, name)


f = io.BytesIO()
w = Named(f)
w.dump([a, Point(1, 2)])
w.dump([a])
f.seek(0)
r = Finder(f)
x = r.load()
print(x[0], x[1].x, x[1].y, r.load(), sorted(r.memo.copy()))
buffers = []
s = pickle.dumps([pickle.PickleBuffer(bytearray(b'big')), pickle.PickleBuffer(b'fixed')], 5, buffer_callback=buffers.append)
print(len(buffers), [bytes(x) for x in pickle.loads(s, buffers=buffers)], buffers[0].raw().tobytes())
copyreg.add_extension('__main__', 'Point', 240)
print(len(pickle.dumps(Point, 2)), pickle.loads(pickle.dumps(Point, 2)) is Point)
copyreg.remove_extension('__main__', 'Point', 240)
for f in (
    lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps(io.StringIO), lambda: pickle.dumps((x for x in ())), lambda: pickle.dumps(1, 9),
    lambda: pickle.loads(b''), lambda: pickle.loads(b'\x80\x09.'), lambda: pickle.loads(b'K'), lambda: pickle.loads(b'h\0.'),
    lambda: pickle.loads(b'e.'), lambda: pickle.loads(b'?'), lambda: pickle.loads(b'cnowhere\nx\n.'), lambda: pickle.loads(b"cpickletools\nx\n."),
    lambda: pickle.loads(b'NN.')and 1, lambda: pickle.loads(b'(.'), lambda: pickle.loads(b'I1x\n.'), lambda: pickle.loads(b'Qx.'),
    lambda: pickle.loads('text'), lambda: pickle.Pickler(5), lambda: pickle.load(5),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])
# needs: libpython
