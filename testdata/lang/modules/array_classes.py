# needs: libpython
import array, copy, pickle
from collections.abc import MutableSequence, Sequence
class A(array.array):
    def __new__(cls, data=()): return super().__new__(cls, 'i', data)
    def __init__(self, data=()): self.log = []
    def append(self, v): self.log.append(v); super().append(v)
    def __repr__(self): return f'A<{self.tolist()}>'
a = A([1,2,3]); a.append(4); print(a, a.log, len(a), a[1:3], type(a[1:3]), a + a, a * 2, 3 in a, a.index(3), list(reversed(a)), isinstance(a, Sequence), isinstance(a, MutableSequence))
b = array.array('d', [1.5, 2]); b.extend([3]); b += array.array('d', [4]); print(b, b.typecode, b.itemsize, b.buffer_info()[1], b.tobytes()[:8], memoryview(b).format, sum(b))
m = memoryview(b); m[0] = 9.5; print(b[0], m.tolist(), m.cast('B')[0:2].tobytes(), m.cast('B').cast('d').tolist(), m.cast('B').cast('d', (2,2)).tolist(), m.readonly, m.obj is b)
try: b.append(1)
except BufferError as e: print(e)
m.release(); b.append(1); print(len(b))
print(copy.copy(b), copy.deepcopy(a), pickle.loads(pickle.dumps(b)), b == array.array('d', b), b < array.array('d', [100]))
c = array.array('u', 'héllo'); print(c, c.tounicode()); c[0] = 'x'; del c[1:3]; print(c)
try: array.array('b', [300])
except OverflowError as e: print(e)
try: array.array('x')
except ValueError as e: print(e)
try: b['a']
except TypeError as e: print(e)
try: hash(b)
except TypeError as e: print(e)
match array.array('i', [1,2,3]):
    case [x, *r]: print(x, r)
it = iter(b); next(it); print(list(it), it.__length_hint__() if hasattr(it,'__length_hint__') else '')
x, *y = array.array('i', [1,2,3]); print(x, y, f'{array.array("i",[1])}', str(b)[:10])
b[0:2] = array.array('d', [7, 7, 7]); print(b); b.byteswap(); b.byteswap(); b.reverse(); print(b.pop(), b.count(7.0)); b.insert(0, 5); b.remove(5)
import io, struct
f = io.BytesIO(); array.array('H', [1,2]).tofile(f); f.seek(0); z = array.array('H'); z.fromfile(f, 2); print(z)
try: z.fromfile(f, 2)
except EOFError as e: print(e)
ba = bytearray(8); struct.pack_into('<ii', ba, 0, 1, 2); print(ba, struct.unpack_from('<i', ba, 4), struct.Struct('>h').pack(5), list(struct.iter_unpack('<i', ba)))
struct.pack_into('i', z2 := array.array('i', [0]), 0, 7); print(z2)
try: struct.pack('i', 'a')
except struct.error as e: print(e, type(e).__module__)
class S(struct.Struct):
    def __init__(self, f): super().__init__(f); self.k = 1
print(S('ii').size, S('ii').k, S('2s').pack(b'ab'), S('i').format)
class I:
    def __index__(self): return 7
print(struct.pack('b', I()), array.array('i', [I()]), struct.calcsize('@iq'))
