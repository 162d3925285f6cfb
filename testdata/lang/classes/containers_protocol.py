"""Classes that behave as containers, numbers and callables, written with the special methods."""
import collections.abc
import math


class Matrix:
    __slots__ = ("rows",)

    def __init__(self, *rows):
        self.rows = [list(r) for r in rows]

    def __getitem__(self, at):
        match at:
            case (int(i), int(j)):
                return self.rows[i][j]
            case (slice() as i, slice() as j):
                return Matrix(*(r[j] for r in self.rows[i]))
            case int(i):
                return self.rows[i]
            case _:
                raise TypeError(f"bad index {at!r}")

    def __setitem__(self, at, value):
        i, j = at
        self.rows[i][j] = value

    def __matmul__(self, other):
        return Matrix(*([sum(a * b for a, b in zip(r, c)) for c in zip(*other.rows)] for r in self.rows))

    def __imul__(self, k):
        for r in self.rows:
            r[:] = [k * x for x in r]
        return self

    def __eq__(self, other):
        return self.rows == other.rows if isinstance(other, Matrix) else NotImplemented

    def __repr__(self):
        return "Matrix(" + ", ".join(map(repr, self.rows)) + ")"

    def __iter__(self):
        for r in self.rows:
            yield from r

    def __contains__(self, x):
        return any(x in r for r in self.rows)

    def __len__(self):
        return len(self.rows)

    def __bool__(self):
        return any(self)

    def __round__(self, n=None):
        return Matrix(*([round(x, n) for x in r] for r in self.rows))

    def __reversed__(self):
        return reversed(self.rows)


m = Matrix((1, 2), (3, 4))
n = m @ m
print(n, n[0, 1], n[:, 1:], n[1], 7 in n, len(n), bool(Matrix((0,))), list(reversed(m)), list(n))
m[0, 0] = 9.876
m *= 2
print(m, round(m, 1), m == n, m != n, m == 3, [*m], sum(m))
try:
    m["a"]
except TypeError as e:
    print(e)
for op in (lambda: m + m, lambda: hash(m), lambda: m < n, lambda: m.extra, lambda: setattr(m, "extra", 1), lambda: -m, lambda: m(), lambda: int(m), lambda: m ** 2, lambda: 3 @ m):
    try:
        op()
    except Exception as e:
        print(type(e).__name__, e)


class Bag(collections.abc.MutableMapping):
    def __init__(self, *args, **kw):
        self._d = dict(*args, **kw)

    def __getitem__(self, k):
        return self._d[k]

    def __setitem__(self, k, v):
        self._d[k] = v

    def __delitem__(self, k):
        del self._d[k]

    def __iter__(self):
        return iter(self._d)

    def __len__(self):
        return len(self._d)


b = Bag(a=1, b=2)
b.update(c=3)
print(dict(b), b.pop("a"), b.get("zz", "none"), "b" in b, b == {"b": 2, "c": 3}, list(b.items()), b.setdefault("d", 4), b.popitem(), {**b})
print(isinstance(b, collections.abc.Mapping), isinstance(m, collections.abc.Sized), issubclass(Bag, collections.abc.Iterable), isinstance(b, collections.abc.Hashable))


class Seq(collections.abc.Sequence):
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, i):
        return self.items[i]

    def __len__(self):
        return len(self.items)


s = Seq(3, 1, 2, 1)
print(list(s), s.index(1), s.count(1), 2 in s, list(reversed(s)), s[1:3], sorted(s), max(s))


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(Old()), 4 in Old(), 5 in Old(), dict(zip(Old(), "abcd")), [*Old()][::-1])


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, o):
        return Money(self.cents + (o.cents if isinstance(o, Money) else o))

    __radd__ = __add__

    def __format__(self, spec):
        return f"{self.cents / 100:{spec or '.2f'}} EUR"

    def __int__(self):
        return self.cents // 100

    def __float__(self):
        return self.cents / 100

    def __index__(self):
        return self.cents

    def __trunc__(self):
        return self.cents // 100

    def __floor__(self):
        return -1

    def __ceil__(self):
        return 1

    def __complex__(self):
        return complex(self.cents)

    def __divmod__(self, o):
        return divmod(self.cents, o)

    def __rpow__(self, o):
        return o ** self.cents

    def __call__(self, *a, **k):
        return a, k

    def __lt__(self, o):
        return self.cents < o.cents


c = sum([Money(150), Money(275)])
print(f"{c} {c:10.1f}", int(c), float(c), hex(c), range(500)[c], math.trunc(c), math.floor(c), math.ceil(c), complex(c), divmod(c, 100), 2 ** Money(5), c(1, x=2))
print(max([Money(5), Money(7)], key=int).cents, sorted([Money(3), Money(1)])[0].cents, min(Money(3), Money(1)).cents, [10, 20, 30][Money(1)], "ab" * Money(2))
