# Views with strides, formats and dimensions.
import ctypes
import zlib

view = ctypes.pythonapi.PyMemoryView_FromObject
view.argtypes, view.restype = [ctypes.py_object], ctypes.py_object
b = bytearray(range(24))
for m in memoryview(b).cast('H')[::2], memoryview(b)[::-3], memoryview(b).cast('B', (4, 6)), memoryview(b).cast('d'):
    w = view(m)
    print(w.format, w.itemsize, w.shape, w.strides, w.tolist() == m.tolist(), w.readonly)
w = view(memoryview(b)[::-1])
w[0] = 255
print(b[-1], zlib.crc32(memoryview(b)[2:9]))
try:
    zlib.crc32(memoryview(b)[::2])
except BufferError as e:
    print(e)
