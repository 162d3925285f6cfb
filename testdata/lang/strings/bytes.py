# bytes and bytearray: construction, methods, mutation, buffer export.
print(bytes(3), bytes([1, 2]), bytes(b'x'), bytes('é', 'utf-8'), bytes(range(3)), bytes(), bytes(memoryview(b'mv')), bytearray(2), bytearray('a', 'ascii'), bytes.fromhex('00 ff\tAb'), b'ab'.hex(), b'abcd'.hex(':'), b'abcde'.hex('-', 2), b'abcde'.hex('-', -2), bytearray.fromhex('6162'))
b = b'hello world'
print(b[0], b[-1], b[1:3], b[::-1], b[:], list(b[:3]), b + b'!', b * 2, 104 in b, b'lo' in b, len(b), b.find(b'o'), b.find(111), b.rfind(b'o'), b.count(b'l'), b.count(108), b.index(b'w'), b.replace(b'l', b'L', 2), b.split(), b.split(b'o'), b.partition(b' '), b.startswith(b'he'), b.endswith((b'x', b'd')), b.upper(), b.title(), b.capitalize(), b.center(15, b'*'), b.zfill(13), b.isalpha(), b'12'.isdigit(), b.islower(), b' a '.strip(), b'xax'.strip(b'x'), b'\n'.join([b'a', bytearray(b'b')]), b.translate(None, b'l'), b.translate(bytes.maketrans(b'lo', b'01')), b'a\tb'.expandtabs(4), b'a\r\nb'.splitlines(), b.removeprefix(b'hello'), b.removesuffix(b'ld'), b.decode('ascii'), b.swapcase(), b'A'.lower(), b.ljust(12, b'.'), b'a,b,c'.rsplit(b',', 1))
a = bytearray(b'abc'); a.append(100); a.extend(b'ef'); a.extend([103]); a.insert(0, 90); print(a, a.pop(), a.pop(0), a); a[0] = 65; a[1:3] = b'XYZ'; a[-1:] = [1, 2]; print(a); del a[0]; del a[::2]; print(a); a += b'zz'; a *= 2; print(a); a.remove(122); a.reverse(); print(a, a.copy() is a); a.clear(); print(a, a == b'', a == '')
for f in (lambda: bytes(-1), lambda: bytes([256]), lambda: bytes(['a']), lambda: bytes('a'), lambda: bytes(1.5), lambda: bytes(None), lambda: bytes(5, 'utf-8'), lambda: b'a' + 'b', lambda: b'a'[5], lambda: b'a'['x'], lambda: b'a'.find('a'), lambda: b'a'.join(['a']), lambda: b'a' in 'a', lambda: 'a' in b'a', lambda: 300 in b'a', lambda: b'a'.split(b''), lambda: b'a'.center(5, b'xy'), lambda: bytes.fromhex('0'), lambda: bytes.fromhex('zz'), lambda: bytes.fromhex('a b'), lambda: b'a'.index(b'b'), lambda: b'a'.replace('a', 'b'), lambda: hash(bytearray()), lambda: bytearray(b'a').append(256), lambda: bytearray(b'a').append('a'), lambda: bytearray().pop(), lambda: bytearray(b'a').remove(5), lambda: b'a'.hex('ab'), lambda: b'a'.hex(1), lambda: b'a' * 'b', lambda: b'a' < 'a', lambda: b'a'.translate(b'x'), lambda: bytes.maketrans(b'a', b'bc'), lambda: bytearray(b'ab').__setitem__(0, 'a'), lambda: bytearray(b'ab').__setitem__(9, 1), lambda: bytearray(b'abc').__setitem__(slice(0, 3, 2), b'1'), lambda: int.from_bytes('a', 'big'), lambda: b'%s' % 5):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a = bytearray(b'abcdef'); m = memoryview(a); m[0] = 90; m[1:3] = b'YX'; print(a, m.tolist(), m[2:].tobytes(), m.nbytes, m.format, m.itemsize, m.readonly, m.shape, m.strides, m.ndim, m.contiguous, m[::2].tolist(), m == a, m.hex(), len(m))
for f in (lambda: a.append(1), lambda: m.__setitem__(0, 300), lambda: m.__setitem__(slice(0, 2), b'abc'), lambda: memoryview(b'x').__setitem__(0, 1), lambda: memoryview('a'), lambda: m[10], lambda: hash(m), lambda: m.cast('x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(m.cast('H').tolist(), m.cast('B', (2, 3)).tolist(), m.toreadonly().readonly, hash(memoryview(b'ab')) == hash(b'ab')); m.release()
try: m[0]
except ValueError as e: print(e)
a.append(1); print(a)
with memoryview(b'ctx') as mv: print(mv[0])
import array; ar = array.array('i', [1, 2, 3]); ma = memoryview(ar); print(ma.format, ma.tolist(), ma.nbytes); ma[1] = 50; print(ar)
class B:
    def __bytes__(self): return b'from __bytes__'
    def __index__(self): return 65
print(bytes(B()), bytes([B()]), b'x' * B().__index__() == b'x' * 65, b''.join(memoryview(b'a') for _ in range(2)), b'a' < b'b' <= bytearray(b'b'), {b'a': 1}[b'a'], b'a' == bytearray(b'a') == memoryview(b'a'))
print(bytes([97]).isascii(), b'\x80'.isascii(), b'Ab'.istitle(), b''.isspace(), b'\x0b\x0c'.isspace(), b'\x1c'.isspace(), b'aB1'.isalnum())
# needs: libpython
