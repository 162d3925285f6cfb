"""Calls, containers, unpacking, loops, comprehensions."""
import itertools as it


def show(*args):
    for a in args:
        print(a, end=' ')
    print()


def attempt(f, *args):
    try:
        show(f(*args))
    except Exception as e:
        show(type(e).__name__, e, type(e.__context__).__name__)


def variables(a, b=2, /, c=3, *args, d, e=5, **kw):
    x = a
    if b:
        y = x
    try:
        show(x, y, c, args, d, e, sorted(kw))
    except UnboundLocalError as err:
        show(err)
    del x
    global glob
    glob = a
    show(glob)
    del glob


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


class N(M):
    x = it.count

    def __init__(self):
        super().__init__()
        self.kind = 4
        del self.kind

    def me(self):
        return __class__.__name__, {k: v for k, v in zip('ab', [1, 2])}, {i % 2 for i in range(4)}, [i for i in range(3) if i], list(j for j in 'ab')


def containers(*a, **k):
    t = (*a, 1)
    show(t, [*a, *t], {*a, 5}, {'a': 1, **k, 'b': 2}, {1: 2, 3: 4}, {'x': a, 'y': k}, [1, 2, 3], {1, 2, 3})
    first, *rest = t
    p, q = 1, 2
    p, q = q, p
    p, q, first = first, p, q
    for k2, w in {}.items(): pass
    for i, (j, l) in enumerate([(1, 2), (3, 4)]):
        if i:
            continue
        show(i, j, l)
    else:
        show('else')
    show(first, rest, p, q, max(*a, *t), dict(**k, **{'z': 1}), dict(a=1, **k), variables(*a, d=1, **k))
    while p:
        p -= 1
        if p is None:
            break
    while q is not None:
        q = None
    show(M().kind.__add__(1), 'a b'.split(sep=' '))


attempt(lambda: N().me())
attempt(containers, 1, 2)
show(N.x)
