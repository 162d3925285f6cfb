# package: python3-numpy
import numpy as np, pickle, copy
class A(np.ndarray):
    def __new__(cls, x, info=None): o = np.asarray(x).view(cls); o.info = info; return o
    def __array_finalize__(self, o): self.info = getattr(o, 'info', None)
    def __repr__(self): return f'A({self.tolist()}, {self.info})'
    def __array_ufunc__(self, uf, m, *a, **k):
        a = [np.asarray(x) if isinstance(x, A) else x for x in a]
        r = getattr(uf, m)(*a, **k); return A(r, 'uf') if isinstance(r, np.ndarray) else r
a = A([1,2,3], 'i'); print(repr(a), repr(a[1:]), a[1:].info, repr(a + 1), repr(np.sin(a)), a.sum(), type(a.T), isinstance(a, np.ndarray), a.base is not None)
print(copy.deepcopy(a).info, pickle.loads(pickle.dumps(a)), repr(a.view(np.ndarray)), np.asarray(a).__class__)
dt = np.dtype([('x', 'i4'), ('y', 'f8', (2,)), ('n', 'U5')]); s = np.zeros(3, dt); s['x'] = [1,2,3]; s[0] = (9, [1,2], 'abc'); print(s, s[0]['n'], s.dtype.names, s['y'].shape, s[0], type(s[0]), s[s['x'] > 2]); r = s.view(np.recarray); print(r.x, r[1].n)
uf = np.frompyfunc(lambda a, b: a * 10 + b, 2, 1); print(uf([1,2],[3,4]), uf.reduce([1,2,3]), uf.nin, uf.outer([1,2],[3]))
v = np.vectorize(lambda x, y=1: x + y, otypes=[float]); print(v([1,2]), v([1,2], 5))
o = np.array([1, 'a', None, [1,2], {3: 4}], dtype=object); print(o, o[3], o[3] is o[3]); o[3].append(5); print(o)
for p in range(6): assert (pickle.loads(pickle.dumps(np.arange(5), p)) == np.arange(5)).all()
m = memoryview(np.arange(6, dtype='i4').reshape(2,3)); print(m.shape, m.strides, m[1,2], m.tolist(), m.format, m.nbytes, m.c_contiguous)
b = bytearray(8); n = np.frombuffer(b, dtype='u1'); n[0] = 7; print(b, n.flags.writeable)
print(np.float64(1.5) + 1, type(np.float64(1) + 1), isinstance(np.float64(1), float), np.int64(3) == 3, hash(np.int64(3)), {np.int64(3): 1}[3], f'{np.float64(1.234):.2f}', repr(np.float64(1)), str(np.bool_(True)), np.int64(5) // 2, 5 / np.float32(2), [1,2,3][np.int64(1)], range(np.int64(3)), round(np.float64(1.5)), int(np.int8(3)))
with np.errstate(divide='raise'):
    try: np.array([1.]) / 0
    except FloatingPointError as e: print(e)
try: np.array([1,2]) + np.array([1,2,3])
except ValueError as e: print(e)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); np.array([1.]) / 0; print(w[0].category, w[0].message, w[0].filename.rsplit('/')[-1], w[0].lineno)
match np.array([1,2]):
    case [a, b]: print('seq')
    case np.ndarray(shape=sh): print('nd', sh)
a = np.arange(10); print(a[a % 2 == 0], a[::-1][:3], a[[1,2]], a[...], a[None].shape, (a > 3).any(), a @ a, -a[:2], ~a[:2], a[2:5] ** 2, divmod(a[3], 2), a in [1] if False else '', 3 in a)
a += 1; a[0] = 99; a[1:3] = [5, 6]; print(a, len(a), list(a)[:2], max(a), sorted(a)[:2], sum(a), a.tolist()[0].__class__, bool(a[0]))
print(np.array_equal(np.sort(np.array([3,1,2])), [1,2,3]), np.linalg.inv(np.eye(2) * 2), np.random.default_rng(0).integers(0, 10, 5), np.random.RandomState(1).rand(2))
class Arr:
    def __array__(self, dtype=None): return np.array([7, 8])
    __array_priority__ = 100
    def __radd__(self, o): return 'radd'
print(np.asarray(Arr()), np.arange(2) + Arr())
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 2
print(np.array(Seq()), np.fromiter((x*x for x in range(4)), int), np.array([[1,2],[3,4]]).T.flatten(), np.einsum('ij->ji', [[1,2]]), np.apply_along_axis(lambda x: x.sum(), 0, np.ones((2,3))))
it = np.nditer(np.arange(4).reshape(2,2), flags=['multi_index']); print([(int(x), it.multi_index) for x in it], list(np.ndenumerate(np.eye(2)))[1], list(np.ndindex(2,1)))
print(np.dtype('i4'), np.dtype('i4') == 'i4', np.dtype(float) is np.dtype('f8'), np.dtype('i4').itemsize, np.result_type('i4', 'f4'), np.can_cast('i8','i4'), np.iinfo('i1').max, np.finfo(float).eps)
print(np.datetime64('2020-01-01') + np.timedelta64(1, 'D'), np.arange('2020-01', '2020-03', dtype='datetime64[M]'), np.datetime64('2020-01-01').astype(object), np.array(['a', 'bcd']).astype('S'), np.char.upper(['a']), np.unique([1,1,2], return_counts=True))
np.savetxt(__import__('sys').stdout, np.eye(2), fmt='%d'); import io; f = io.BytesIO(); np.save(f, np.arange(3)); f.seek(0); print(np.load(f)); f = io.BytesIO(); np.savez(f, a=np.arange(2), b=np.eye(1)); f.seek(0); z = np.load(f); print(z['a'], sorted(z))
ma = np.ma.array([1,2,3], mask=[0,1,0]); print(ma, ma.mean(), ma + 1); print(np.poly1d([1,2])(3), np.matrix('1 2; 3 4') * np.matrix('1;1'))
