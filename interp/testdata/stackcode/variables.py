"""Local, global and free variables, cells, class scopes, annotations, imports."""
from itertools import *
import math
from math import floor, pi


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


def cells(n):
    total = 0

    def add(k):
        nonlocal total
        total += k
        return lambda: (total, n)
    show(add(2)(), add(3)())
    del total
    try:
        add(1)
    except NameError as e:
        show(e)


def scopes(v):
    class K:
        w = v
        nothing = None
    left = 2
    while K.nothing is None:
        left -= 1
        if not left:
            K.nothing = 0
    return K.w


def annotated(a: int, *b: str, c: 'x' = 1) -> None:
    z: int = a
    return z


variables(1, d=4, q=1)
attempt(cells, 5)
attempt(annotated, 1)
attempt(scopes, 1)
show(floor(pi), annotated.__annotations__, list(chain([1], [2])))
value: int = 3
del value, floor
