"""Pattern matching."""


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


def patterns(x):
    match x:
        case {'a': 1, **rest}:
            return rest
        case [a, *b, 3]:
            return a, b
        case M(kind=2) | M(kind=1):
            return 'M'
        case int(n) | str(n) if n:
            return n
        case None:
            return 'none'
        case (1, 2) | [_]:
            return 'pair'
    return 'nothing'


for p in ({'a': 1, 'b': 2}, [1, 2, 3], M(), 5, 'x', None, (1, 2), [7], 1.5):
    attempt(patterns, p)
