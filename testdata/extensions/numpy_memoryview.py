# package: python3-numpy
# Views of arrays in C: strides, Fortran order, suboffsets, formats that only the struct module reads, re-export.
import numpy


def show(m):
    print(m.format, m.itemsize, m.shape, m.strides, m.suboffsets, m.nbytes, m.c_contiguous, m.f_contiguous, m.contiguous)


a = numpy.arange(24, dtype='i2').reshape(4, 6)
for view in (a, a.T, a[::2], a[:, ::3], a[::-1], a[1:, ::-2], a[0:0], a[:, :, None], a[2, 3]):
    m = memoryview(view)
    show(m)
    print(m.tolist(), m.obj is view)
    print(m.tobytes().hex(), m.tobytes('F').hex(), m.tobytes('A').hex())
    print(m == view, m == memoryview(view.copy()), numpy.asarray(m).tolist())

m = memoryview(a[::-1, 0])
m[1] = -7
m[::2] = memoryview(numpy.array([100, 101], 'i2'))
print(m.tolist(), a[:, 0].tolist(), m[-1], m[1:3].tolist(), list(m[::-1]))
for bad in (lambda: m.cast('B'), lambda: memoryview(a)[0], lambda: memoryview(a)[0:1, 0:1], lambda: memoryview(a)[1, 9],
            lambda: m.__setitem__(0, 1 << 20), lambda: memoryview(numpy.zeros(2, 'f8')).__setitem__(0, 10**400),
            lambda: memoryview(numpy.zeros((2, 0))).cast('B'), lambda: memoryview(b'ab').cast('B', [2**70])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)

pairs = numpy.array([(1, 2.5), (3, float('nan'))], dtype=[('a', '<i4'), ('b', '<f8')])
plain = numpy.array([(1, 2.5), (3, 4.0)], dtype=[('a', '<i4'), ('b', '<f8')])
show(memoryview(pairs))
print(memoryview(plain) == plain, memoryview(pairs) == pairs)
big = numpy.array([1, 2, 3], '>i4')
print(memoryview(big) == numpy.array([1, 2, 3], '<i4'), memoryview(big) == numpy.array([1, 2, 4], '<i4'))
try:
    print(memoryview(big).tolist())
except NotImplementedError as e:
    print(e)
for value in (1, b'a', memoryview(numpy.array(5)), numpy.array([3], '<u4')):
    try:
        print(7 in memoryview(value))
    except Exception as e:
        print(type(e).__name__, e)
