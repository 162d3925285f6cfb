# Who has a memoryview's memory and is not referred to any more does not keep it from being released.
import array
import ctypes
import io


class NotIterable:
    def __iter__(self):
        raise TypeError('inner')


class Sequence:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 2


def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


b = bytearray(b'memory')
m = memoryview(b)
other = io.BytesIO(b'123456')
view = other.getbuffer()
keep = memoryview(view)
tell(view.release)
tell(other.close)
del keep, view
tell(other.close)
tell(m.release)
b += b'!'
print(b)

m = memoryview(array.array('d', [1.0, 2.0]))
tell(lambda: m.__setitem__(0, 10**400))
tell(lambda: m.__setitem__(0, 'x'))
tell(lambda: memoryview(b'ab').cast('B', [2**70]))
tell(lambda: memoryview(b'ab').cast('B', [0]))
tell(lambda: memoryview(b'').cast('B', [1]))
tell(lambda: memoryview(b'').cast('d').tolist())

for o in (array.array('u', 'ab'), (ctypes.c_short * 2)(5, 6), (ctypes.c_longdouble * 2)()):
    m = memoryview(o)
    tell(lambda: m.tolist())
    tell(lambda: m[0])
    tell(lambda: m.__setitem__(0, 1))
    tell(lambda: m.ndim and list(m))
    tell(lambda: 1 in m)

tell(lambda: 1 in NotIterable())
tell(lambda: 1 in 5)
tell(lambda: (4 in Sequence(), 5 in Sequence()))
# needs: libpython
