"""A matrix class with operators, determinants over fractions, inverses and iteration."""
from fractions import Fraction
class Matrix:
    __slots__ = ('rows',)
    def __init__(self, rows):
        self.rows = tuple(tuple(r) for r in rows)
        if len({len(r) for r in self.rows}) != 1: raise ValueError('rows of different lengths')
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    shape = property(lambda self: (len(self.rows), len(self.rows[0])))
    def __getitem__(self, k):
        match k:
            case int(i): return self.rows[i]
            case (int(i), int(j)): return self.rows[i][j]
            case (slice() as r, slice() as c): return Matrix([row[c] for row in self.rows[r]])
            case _: raise TypeError(f'bad index {k!r}')
    def __iter__(self): return (x for r in self.rows for x in r)
    def __eq__(self, o): return isinstance(o, Matrix) and self.rows == o.rows
    def __hash__(self): return hash(self.rows)
    def __add__(self, o): return Matrix([[a + b for a, b in zip(r, s, strict=True)] for r, s in zip(self.rows, o.rows, strict=True)]) if isinstance(o, Matrix) else NotImplemented
    def __mul__(self, k): return Matrix([[a * k for a in r] for r in self.rows]) if isinstance(k, (int, float, Fraction)) else NotImplemented
    __rmul__ = __mul__
    def __neg__(self): return self * -1
    def __sub__(self, o): return self + -o
    def __matmul__(self, o):
        if self.shape[1] != o.shape[0]: raise ValueError(f'{self.shape} @ {o.shape}')
        cols = list(zip(*o.rows)); return Matrix([[sum(a * b for a, b in zip(r, c)) for c in cols] for r in self.rows])
    def __pow__(self, n):
        r, b = Matrix.identity(self.shape[0]), self
        while n: r, b, n = (r @ b if n & 1 else r), b @ b, n >> 1
        return r
    @property
    def T(self): return Matrix(zip(*self.rows))
    def det(self):
        m, d = [[Fraction(x) for x in r] for r in self.rows], Fraction(1)
        for i in range(len(m)):
            p = next((r for r in range(i, len(m)) if m[r][i]), None)
            if p is None: return Fraction(0)
            if p != i: m[i], m[p], d = m[p], m[i], -d
            d *= m[i][i]
            for r in range(i + 1, len(m)):
                f = m[r][i] / m[i][i]; m[r] = [a - f * b for a, b in zip(m[r], m[i])]
        return d
    def inverse(self):
        n = self.shape[0]; m = [[Fraction(x) for x in r] + [Fraction(int(i == j)) for j in range(n)] for i, r in enumerate(self.rows)]
        for i in range(n):
            p = next((r for r in range(i, n) if m[r][i]), None)
            if p is None: raise ZeroDivisionError('singular')
            m[i], m[p] = m[p], m[i]; m[i] = [x / m[i][i] for x in m[i]]
            for r in range(n):
                if r != i: f = m[r][i]; m[r] = [a - f * b for a, b in zip(m[r], m[i])]
        return Matrix([r[n:] for r in m])
    def __repr__(self): return '[' + '; '.join(' '.join(map(str, r)) for r in self.rows) + ']'
a = Matrix([[1, 2], [3, 4]]); b = Matrix([[0, 1], [1, 0]]); c = Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]])
print(a + b, a - b, a @ b, a * 2, 3 * a, -a, a.T, a ** 10, a[0], a[1, 0], c[:2, 1:], list(a), a == Matrix([(1, 2), (3, 4)]), {a: 1}[Matrix([[1, 2], [3, 4]])], a.det(), c.det(), c.inverse(), c @ c.inverse() == Matrix.identity(3), a.shape, (Matrix([[1, 1], [1, 0]]) ** 90)[0, 1])
for f in (lambda: Matrix([[1], [1, 2]]), lambda: a @ c, lambda: a + 5, lambda: a * 'x', lambda: a['k'], lambda: a[5], lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: a + c, lambda: setattr(a, 'x', 1), lambda: sum([a, b])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
