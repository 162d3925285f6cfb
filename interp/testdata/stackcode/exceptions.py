"""Exceptions, groups of them, and context managers."""


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


def exceptions(n):
    try:
        with M() as m, M():
            if n == 1:
                raise KeyError(n)
            elif n == 2:
                raise ValueError(m) from None
            elif n == 3:
                raise ExceptionGroup('g', [ValueError(1), TypeError(2), OSError(3)])
            assert n, 'none'
            return n
    except (ValueError, AssertionError) as e:
        show(type(e).__name__, e.__cause__)
        try:
            raise
        except ValueError:
            show('again')
        except AssertionError:
            return 'asserted'
    finally:
        show('finally')


def groups(n):
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2), OSError(3)][:n])
    except* TypeError as g:
        show(g.exceptions)
        raise KeyError('in clause')
    except* ValueError:
        show('value')


for n in range(4):
    attempt(exceptions, n)
    try:
        attempt(groups, n)
    except BaseException as e:
        show(type(e))
