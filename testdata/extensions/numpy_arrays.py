# package: python3-numpy
import pickle
import numpy as np

print(np.arange(12).reshape(3, 4))
a = np.array([[1.5, 2.0], [3.25, -4.0]])
print(a.dtype, a.shape, a.ndim, a.size, a.itemsize, a.strides)
print(a @ a, a.T, sep="\n")
print(a * 2 + 1)
print(np.linalg.inv(a))
print(np.linalg.det(a), np.trace(a))
w, v = np.linalg.eig(np.array([[2.0, 0.0], [0.0, 3.0]]))
print(w, v, sep="\n")

# indexing, slicing, views
b = np.arange(20)
c = b[2:10:2]
c[0] = 99
print(b[:5], c.base is b)
print(b[b % 2 == 1])
print(b[[1, 3, 5]], b[-1], b[::-3])
m = np.zeros((2, 3), dtype=np.int32)
m[1, :] = [7, 8, 9]
m[:, 0] += 5
print(m, m.sum(axis=0), m.sum(axis=1), m.mean())
for row in m:
    print(list(row), row.tolist(), type(row[0]).__name__)

# ufuncs and reductions
x = np.linspace(0, 1, 5)
print(np.sqrt(x), np.exp(x), np.sin(x), sep="\n")
print(np.add.reduce(x), np.multiply.accumulate(x + 1), np.maximum(x, 0.5))
print(np.where(x > 0.4, x, -x), np.cumsum(x), np.diff(x))
print(np.sort([3, 1, 2]), np.argsort([3, 1, 2]), np.unique([1, 2, 2, 3]))

# dtypes and records
r = np.array([("a", 1, 2.5), ("b", 2, 3.5)], dtype=[("name", "U5"), ("n", "i4"), ("x", "f8")])
print(r["name"], r["x"].sum(), r[1], r.dtype.names)
print(np.array([1, 2, 3], dtype=complex), np.array(["x", "yy"]), np.array([None, "o", 3], dtype=object))
print(np.int8(127), np.float32(1) / 3, np.datetime64("2024-02-29") + 1)

# random numbers, with a seed
g = np.random.default_rng(42)
print(g.integers(0, 100, 5), g.random(3).round(6))
np.random.seed(1)
print(np.random.rand(3).round(6), np.random.permutation(5))

# buffers in both directions
buf = bytearray(8)
n = np.frombuffer(buf, dtype=np.uint16)
n[:] = [1, 2, 3, 65535]
print(buf)
mv = memoryview(a)
print(mv.shape, mv.format, mv.strides, mv.tolist())
print(bytes(np.array([1, 2], dtype="<i2")), np.array(memoryview(b"abc")))

# callbacks from C into Python
print(np.vectorize(lambda p, q: p * 10 + q)([1, 2], [3, 4]))
print(np.apply_along_axis(lambda col: col.max() - col.min(), 0, m))
print(np.fromiter((i * i for i in range(5)), dtype=float))


class Meters(np.ndarray):
    def __new__(cls, values, unit="m"):
        self = np.asarray(values).view(cls)
        self.unit = unit
        return self

    def __array_finalize__(self, obj):
        self.unit = getattr(obj, "unit", "?")


d = Meters([1, 2, 3], unit="km")
print(type(d + 1).__name__, (d + 1).unit, d[1:].unit, repr(d))


class Lazy:
    def __array__(self, dtype=None):
        return np.array([4, 5, 6])


print(np.add(Lazy(), 1), np.array(Lazy()))

# errors
for f in (lambda: np.array([1, 2]) + np.array([1, 2, 3]), lambda: a[5], lambda: np.linalg.inv(np.zeros((2, 2))), lambda: np.zeros(3).foo):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
with np.errstate(divide="ignore"):
    print(np.array([1.0]) / 0)
p = pickle.loads(pickle.dumps(r))
print((p == r).all(), p.dtype == r.dtype)
np.set_printoptions(precision=3, suppress=True)
print(np.array([1 / 3, 1e-10, 12345.678]))
print(np.einsum("ij,jk->ik", a, a), np.dot([1, 2], [3, 4]), np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6))
