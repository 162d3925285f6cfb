"""Generators, coroutines, asynchronous generators."""


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


def gen(n):
    try:
        got = yield n
        show(got)
        yield from (i * i for i in range(n))
    finally:
        show('closed')
    return 'end'


async def agen(n):
    for i in range(n):
        yield i


async def coro(n):
    async with M() as m:
        show(m)
    async for i in M():
        show(i)
    show([i async for i in agen(n)], [j async for j in agen(2) if j])
    return await other(n)


async def other(n):
    return n + 1


def drive(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


g = gen(3)
show(next(g), g.send('sent'), list(g))
attempt(drive, coro(2))
