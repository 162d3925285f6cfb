"""Reads and writes of instance attributes, class attributes, properties and slots."""
class Point:
    dims = 2
    def __init__(self, x, y): self.x = x; self.y = y; self.z = 0
class Slotted:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
class Prop:
    def __init__(self): self._v = 1
    @property
    def v(self): return self._v
def main(n):
    p, s, q = Point(1, 2), Slotted(3, 4), Prop()
    for i in range(n):
        p.x = p.y + p.dims
        p.y = p.x - 1
        p.z = s.x + p.z
        s.x = i & 7
        s.y += q.v
        p.y &= 0xffff
    return p.x, p.y, p.z, s.x, s.y
print(main(3_000_000))
