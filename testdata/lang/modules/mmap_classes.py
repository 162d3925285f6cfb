# needs: libpython
import mmap, os, tempfile, struct, re
f = tempfile.TemporaryFile(); f.write(b'hello world' + b'\0'*100); f.flush()
m = mmap.mmap(f.fileno(), 0); print(len(m), m[:5], m.find(b'world'), m[0], m.readline()[:3], m.tell())
m[0:5] = b'HELLO'; m[5] = 45; print(bytes(m[:11])); m.seek(0); print(m.read(5), m.read_byte()); m.seek(0); m.write(b'xx'); print(m[:3])
print(re.search(rb'w\w+', m).group(), memoryview(m)[0], m.size(), isinstance(m, mmap.mmap), 'closed', m.closed)
mv = memoryview(m)
try: m.close()
except BufferError as e: print(e)
mv.release()
class M(mmap.mmap):
    def __new__(cls, *a, **k): return super().__new__(cls, *a, **k)
    def up(self): return self[:5].upper()
with M(-1, 20) as k: k[:5] = b'abcde'; print(k.up(), k.rfind(b'e'), k.move(5, 0, 5), k[:10]); k.flush()
print(k.closed)
try: k[0]
except ValueError as e: print(e)
m.resize(5) if False else None
a = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
try: a[0] = 1
except TypeError as e: print(e)
struct.pack_into('<I', m, 0, 0x41424344); print(m[:4], list(m[0:6:2]), m[-1])
for i, c in enumerate(m):
    if i > 1: break
    print(c)
