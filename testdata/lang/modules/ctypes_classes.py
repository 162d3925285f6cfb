# needs: libpython
from ctypes import *
class P(Structure):
    _fields_ = [('x', c_int), ('y', c_double)]
    def __init__(self, *a, **k): super().__init__(*a, **k); self.extra = 'e'
    def norm(self): return (self.x**2 + self.y**2)**.5
    def __repr__(self): return f'P({self.x}, {self.y})'
p = P(3, 4.0); print(p, p.norm(), p.extra, sizeof(P), P.x, P.y.offset, P.y.size)
class Q(P): _fields_ = [('z', c_char * 4)]
q = Q(1, 2.0, b'abc'); print(q, q.z, [f[0] for f in Q._fields_], Q.__mro__[1:3])
class U(Union): _fields_ = [('i', c_uint32), ('b', c_ubyte * 4), ('f', c_float)]
u = U(0x01020304); print(list(u.b), bytes(u.b), u.b[1:3]); u.f = 1.0; print(hex(u.i))
class B(Structure): _fields_ = [('a', c_int, 3), ('b', c_int, 5), ('c', c_uint8)]
b = B(3, -7, 9); print(b.a, b.b, b.c, sizeof(B), B.a)
A = P * 3; a = A(P(1,1), (2, 2.5)); print(len(a), a[1], a[2].x, [v.x for v in a], A._length_, A._type_ is P)
a[0].x = 77; print(a[0].x); pp = pointer(a[0]); pp.contents.x = 5; print(a[0].x, pp[0].y, bool(pp), bool(POINTER(P)()))
CB = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
ia = (c_int * 5)(5, 1, 4, 2, 3)
libc = CDLL(None)
def cmp(x, y): return x[0] - y[0]
libc.qsort(ia, len(ia), sizeof(c_int), CB(cmp)); print(list(ia))
strlen = libc.strlen; strlen.argtypes = [c_char_p]; strlen.restype = c_size_t; print(strlen(b'hello'))
try: strlen(5)
except ArgumentError as e: print(e)
class Wrap:
    def __init__(self, s): self._as_parameter_ = s
print(strlen(Wrap(b'abcd')))
class Conv:
    @classmethod
    def from_param(cls, v): return c_char_p(str(v).encode())
strlen.argtypes = [Conv]; print(strlen(12345))
strlen.restype = lambda r: ('r', r); print(strlen('x'))
def err(result, func, args): return (result, args)
strlen.restype = c_size_t; strlen.errcheck = err; print(strlen('xyz')[0])
s = create_string_buffer(b'abc', 10); print(s.raw, s.value, len(s)); s.value = b'zz'; print(s.raw)
w = create_unicode_buffer('hé'); print(w.value, w[:])
i = c_int(5); print(i, i.value, byref(i) is not None); i.value += 1; print(i, c_int(2**31).value, c_uint8(-1).value)
print(cast(pointer(i), POINTER(c_uint)).contents.value, addressof(i) == addressof(pointer(i).contents))
mv = memoryview(ia); print(mv.format, mv.shape, mv.cast('B').nbytes)
print(from_buffer := (c_ubyte * 3).from_buffer_copy(b'xyz'), list(from_buffer))
ba = bytearray(4); ci = c_uint32.from_buffer(ba); ci.value = 0x41424344; print(ba)
class Node(Structure): pass
Node._fields_ = [('v', c_int), ('next', POINTER(Node))]
n2 = Node(2); n1 = Node(1, pointer(n2)); print(n1.next.contents.v, bool(n2.next))
try: n2.next.contents
except ValueError as e: print(e)
class BE(BigEndianStructure): _fields_ = [('x', c_uint16)]
print(bytes(BE(0x1234)), py_object([1]).value)
import copy, pickle
print(copy.copy(P(1, 2.0)), pickle.loads(pickle.dumps(P(1, 2.0))))
try: P(1,2,3,4)
except TypeError as e: print(e)
try: p.x = 'a'
except TypeError as e: print(e)
class E(c_int):
    def __repr__(self): return f'E({self.value})'
class S2(Structure): _fields_ = [('e', E)]
print(S2(E(4)).e, isinstance(S2(E(4)).e, E))
