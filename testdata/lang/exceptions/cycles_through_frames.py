# Unreachable cycles through the frames of functions that have ended, which tracebacks and sys._getframe show.
import gc, sys
class N:
    def __init__(s, w): s.w = w
    def __del__(s): print("del", s.w)


def returned(n):
    try: raise ValueError(n)
    except ValueError as e:
        n.e = e
        return e
returned(N("returned"))
gc.collect()


def inner(n):
    def g():
        try: raise ValueError
        except ValueError as e: n.e = e
    g()
inner(N("closure"))
gc.collect()


def lam(n):
    f = lambda: (n, sys._getframe())
    n.f = f()[1]
lam(N("lambda"))
gc.collect()


def back(n):
    def g(): n.e = sys._getframe().f_back
    g()
back(N("back"))
gc.collect()


def caller(n):
    def g(k):
        raise ValueError
    try: g(1)
    except ValueError as e: n.e = e.__traceback__
caller(N("traceback"))
gc.collect()


def comp(n):
    n.e = [sys._getframe() for x in [n]]
comp(N("comprehension"))
gc.collect()


def genf(n):
    def g(): yield n, sys._getframe()
    i = g(); n.x = next(i); n.i = i
genf(N("generator frame"))
gc.collect()


def kw(n, *a, **k):
    n.f = sys._getframe()
kw(N("args"), 1, 2, x=3)
gc.collect()


def localsd(n):
    n.f = sys._getframe().f_locals
localsd(N("locals"))
gc.collect()


def localsd(n):
    n.f = sys._getframe(); n.f.f_locals
localsd(N("locals of frame"))
gc.collect()


def tr(n):
    f = sys._getframe(); f.f_trace = lambda *a: n; n.f = f
tr(N("trace"))
gc.collect()


print("end")


def generators():
    def returns():
        yield sys._getframe()

    def raises():
        yield sys._getframe()
        raise ValueError

    for g in returns, raises:
        i = g()
        frame = next(i)
        print(g.__name__, frame.f_back)
        try:
            list(i)
        except ValueError:
            pass
        print(frame.f_back)


generators()
