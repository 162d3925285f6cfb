"""A package that runs inside libpython."""
import functools
import json

from .areas import Square, Shape, total
from . import areas

count = 0
history = []


class ShapeError(ValueError):
    def __init__(self, name, why):
        super().__init__(f"{name}: {why}")
        self.name = name


def register(shape):
    global count
    count += 1
    history.append(shape.name)
    return count


def describe(shape, /, *, digits=1, **more):
    return json.dumps({"name": shape.name, "area": round(shape.area(), digits), **more})


def each(shapes):
    for s in shapes:
        got = yield s.area()
        if got:
            yield got


def check(shape):
    try:
        if shape.area() < 0:
            raise ShapeError(shape.name, "negative")
    except ArithmeticError as e:
        raise ShapeError(shape.name, "no area") from e
    return True


@functools.lru_cache
def slow(n):
    register(Square(n))
    return n * n
