# Memory of a bytearray that C keeps open, small and large: both sides see each other's writes.
import ctypes

for n in 100, 20000, 100000:
    b = bytearray(n)
    a = (ctypes.c_char * n).from_buffer(b)
    a[0] = b'x'
    b[1] = ord('y')
    print(b[0:2], a[0:2])
    del a
