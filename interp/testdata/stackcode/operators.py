"""Operators, comparisons, items, slices, formatting."""


def show(*args):
    for a in args:
        print(a, end=' ')
    print()


def attempt(f, *args):
    try:
        show(f(*args))
    except Exception as e:
        show(type(e).__name__, e, type(e.__context__).__name__)


class M:
    kind: int = 1

    def __rmatmul__(self, other):
        return f'{other!r:>6} @ {self.kind} {other:.1f} {self.kind!s}{self.kind!a}'

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        show('exit', t and t.__name__)
        return t is KeyError

    async def __aenter__(self):
        return 'entered'

    async def __aexit__(self, *args):
        show(len(args))

    def __aiter__(self):
        self.left = 2
        return self

    async def __anext__(self):
        self.left -= 1
        if self.left < 0:
            raise StopAsyncIteration
        return self.left


def operators(a, b):
    show(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, a << 1, a >> 1, a & b, a | b, a ^ b, -a, +a, ~a, not a)
    a += b; a -= 1; a *= 2; a //= 2; a %= 50; a &= 63; a |= 1; a ^= 2; a <<= 1; a >>= 1; a **= 2; a /= 2
    show(a, a < b, a <= b, a == b, a != b, a > b, a >= b, a is b, a is not b, a in (1, 2), a not in [b])
    xs = [1, 2, 3, 4]
    xs[0] = xs[-1]; xs[1:3] = [9]
    del xs[0]
    show(xs, xs[::2], xs[:-1], 1 < a < 100, a and b or None, a or b, 'x' if a else 'y')
    a @= M() if b else M()
    show(a)


attempt(operators, 20, 3)
attempt(operators, M(), 1)
