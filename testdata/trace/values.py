from collections import OrderedDict, namedtuple
from enum import Enum


class Colour(Enum):
    RED = 1


class Loud:
    def __init__(self):
        self.deep = [[[[1]]]]

    def __repr__(self):
        raise RuntimeError("a repr that is called disturbs the program")

    def __getattr__(self, name):
        raise RuntimeError("so does " + name)


class Number(int):
    pass


long = "x" * 100 + "end"
many = list(range(100))
table = {i: str(i) for i in range(10)}
mixed = {1, "a", None, 2.5}
big = 10 ** 60
nothing = (), {}, set(), frozenset([1]), b"bytes", ..., 1j
loud = Loud()
other = loud
Point = namedtuple("Point", "x y")
point = Point(1, 2)
x = point.x
number = Number(5)
colour = Colour.RED
cycle = [1]
cycle.append(cycle)
order = OrderedDict(a=1)
kinds = len, len.__name__, Loud, OrderedDict
print(point, colour, number + 1)
