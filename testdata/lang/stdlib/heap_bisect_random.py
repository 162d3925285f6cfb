"""heapq, bisect, random with a seed, statistics, array, struct, zlib, hashlib, base64, uuid, secrets, copy, pprint."""
import array
import base64
import binascii
import bisect
import copy
import hashlib
import heapq
import hmac
import pprint
import random
import statistics
import struct
import uuid
import zlib

h = []
for n in (5, 1, 8, 3, 9, 2):
    heapq.heappush(h, n)
print([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, [4, 7, 1]), heapq.nsmallest(2, "hello", key=ord), list(heapq.merge([1, 4], [2, 3])))
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_left([{"k": 1}, {"k": 5}], 3, key=lambda d: d["k"]))
bisect.insort(a, 4)
print(a)
r = random.Random(42)
print(r.random(), r.randint(1, 100), r.choice("abcdef"), r.sample(range(100), 5), r.shuffle(x := list(range(8))), x, r.gauss(0, 1), r.choices("ab", [1, 9], k=6))
state = r.getstate()
print(r.getrandbits(70), r.uniform(1, 2), (r.setstate(state), r.getrandbits(70))[1], r.randbytes(4), r.triangular(0, 1, 0.5))
print(random.Random("text").random(), random.Random(b"bytes").random(), random.Random(1.5).random())
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.pstdev(data), statistics.variance(data), statistics.quantiles(data), statistics.fmean(data))
arr = array.array("d", [1, 2.5])
arr.append(3)
arr.extend([4, 5])
print(arr, arr.typecode, arr.itemsize, arr[1:3], arr.tobytes()[:8], list(arr), sum(arr), memoryview(arr)[1], arr.index(3))
try:
    array.array("b", [200])
except OverflowError as e:
    print(e)
print(struct.pack("<Hi3sd", 1, -2, b"abc", 0.5), struct.unpack(">hH", b"\xff\xff\xff\xff"), struct.calcsize("@iq"), list(struct.iter_unpack("<H", b"\1\0\2\0")))
try:
    struct.pack("b", 1000)
except struct.error as e:
    print(e)
z = zlib.compress(b"hello" * 100)
print(len(z) < 50, zlib.decompress(z)[:5], zlib.crc32(b"abc"), zlib.adler32(b"abc"), binascii.hexlify(b"\0\xff"), binascii.crc_hqx(b"a", 0))
print(hashlib.sha256(b"x").hexdigest(), hashlib.md5(b"").hexdigest(), hashlib.new("sha1", b"a").digest().hex(), hmac.new(b"k", b"m", "sha256").hexdigest()[:16])
hh = hashlib.sha256()
hh.update(b"a")
h2 = hh.copy()
hh.update(bytearray(b"b"))
print(hh.hexdigest()[:12], h2.hexdigest()[:12], hh.name, hh.digest_size, hh.block_size)
print(base64.b64encode(b"any carnal pleas"), base64.urlsafe_b64decode("_-8="), base64.b32encode(b"hi"), base64.b85encode(b"hello"), base64.a85encode(b"hi"))
try:
    base64.b64decode("abc")
except binascii.Error as e:
    print(e)
print(uuid.UUID("12345678123456781234567812345678"), uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.UUID(int=5).hex)
deep = {"a": [1, {2}], "b": (3, [4])}
deep["self"] = deep
c = copy.deepcopy(deep)
print(c["self"] is c, c["a"] == deep["a"], c["a"] is not deep["a"], copy.copy([deep])[0] is deep)
pprint.pprint({"key" * 5: list(range(25)), "nested": {"x" * 30: "y" * 60, "z": [("t", i) for i in range(3)]}, "s": "word " * 30})
del deep["self"]
pprint.pprint(deep, depth=2)
print(pprint.pformat([{"b": 1, "a": 2}], width=10, sort_dicts=False))
# needs: libpython
