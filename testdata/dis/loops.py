import math


class Point:
    __slots__ = ("x",)
    scale = 2

    def __init__(self, x):
        self.x = x

    def twice(self):
        return self.x * self.scale

    @property
    def half(self):
        return self.x / 2


def total(points):
    sum = 0
    for p in points:
        sum += p.twice() + p.half
    return sum


def roots(n):
    out = []
    for i in range(n):
        if i % 2 == 0:
            out.append(math.sqrt(i))
    return len(out)


points = [Point(i) for i in range(500)]
print(total(points), roots(1000))
