# needs: libpython
import array, ctypes, sys
a = array.array('i', range(6)); m = memoryview(a); print(m[1:3].tolist(), m[::2].tolist(), m == a, m[0:2] == array.array('i',[0,1]), hash(memoryview(b'a')) == hash(b'a'), m.cast('B')[4], m.nbytes, m.itemsize, m.ndim)
with m.cast('B') as c: print(c.format, len(c))
try: c[0]
except ValueError as e: print(e)
try: m['a']
except TypeError as e: print(e)
try: m[10]
except IndexError as e: print(e)
try: m[0] = 'x'
except TypeError as e: print(e)
try: m[0:2] = b'abc'
except ValueError as e: print(e)
try: m.cast('B', (2,2))
except TypeError as e: print(e)
m2 = memoryview(bytearray(range(12))).cast('B', (3,4)); print(m2[1,2], m2.shape, m2.strides, m2.tolist(), m2.tobytes('F') if sys.version_info > (3,8) else '', m2.f_contiguous, m2.contiguous)
s = (ctypes.c_short * 2 * 3)(); m3 = memoryview(s); print(m3.shape, m3.format, m3.ndim, m3.strides); m3 = m3.cast('B').cast('h'); m3[0] = 5; print(s[0][0])
print(bytes(m3[:1]), m3.hex()[:4], list(m3)[:1], 5 in m3, m3.toreadonly().readonly, memoryview(m3).obj is s)
import struct; print(struct.unpack('h', m3[:1]), b''.join([memoryview(b'a'), b'b']), bytearray(m3[:1]), int.from_bytes(m3[:1], 'little'))
import zlib, hashlib, binascii; print(zlib.crc32(m), hashlib.md5(m).hexdigest(), binascii.hexlify(m[:1]), zlib.crc32(memoryview(b'abc')[::1]))
try: zlib.crc32(m[::2])
except BufferError as e: print(e)
try: zlib.crc32('s')
except TypeError as e: print(e)
class X(bytearray): pass
print(zlib.crc32(X(b'abc')), zlib.compress(X(b'')) == zlib.compress(b''), binascii.b2a_hex(bytearray(b'a'), '-') )
