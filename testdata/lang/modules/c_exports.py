# needs: libpython
# C has views of bytearrays: those cannot be resized until it lets them go.
from ctypes import *
import gc
def t(f):
    try:
        print(f())
    except BufferError as e:
        print('BufferError', e)
ba = bytearray(16)
q = (c_char * 8).from_buffer(ba, 4)
q[0] = b'Z'
t(lambda: ba.append(1))
t(lambda: ba.extend(b'ab'))
t(ba.clear)
t(lambda: ba.pop())
t(lambda: ba.__delitem__(0))
t(lambda: ba.__iadd__(b'x'))
ba[5] = 65
print(q[1], ba, len(ba))
q[2] = b'Q'
print(ba)
ba[0:2] = b'xy'
print(ba)
t(lambda: ba.__setitem__(slice(0, 2), b'xyz'))
r = (c_char * 2).from_buffer(ba)
del q
t(lambda: ba.append(1))
r = None
t(lambda: ba.append(1))
print(len(ba))
ba.clear()
print(ba)
class B(bytearray):
    pass
b = B(b'hello')
v = (c_char * 5).from_buffer(b)
t(lambda: b.append(1))
v.value = b'abc'
print(b)
v = None
t(lambda: b.append(1))
print(b)
big = bytearray(100000)
v = (c_char * 5).from_buffer(big)
t(lambda: big.append(1))
v.value = b'abc'
print(big[:4])
v = None
t(lambda: big.append(1))
print(len(big))
import socket, zlib, struct
for i in range(20):
    x = bytearray(b'abcd')
    struct.pack_into('<h', x, 0, i)
    x.append(i)
    zlib.crc32(x)
    x += b'z'
print(x)
