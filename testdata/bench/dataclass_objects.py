"""Making many small objects: dataclasses, namedtuples, plain classes, comparison and hashing."""
from dataclasses import dataclass
from collections import namedtuple
@dataclass
class Vec:
    x: float
    y: float
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def dot(self, o): return self.x * o.x + self.y * o.y
@dataclass(frozen=True, order=True)
class Key: a: int; b: str = "k"
Pair = namedtuple("Pair", "left right")
class Node:
    def __init__(self, value, left=None, right=None): self.value, self.left, self.right = value, left, right
def tree(d): return Node(d) if not d else Node(d, tree(d - 1), tree(d - 1))
def check(n): return 1 if n.left is None else 1 + check(n.left) + check(n.right)
def main(n):
    acc = Vec(0.0, 0.0)
    for i in range(n): acc = acc + Vec(i * 0.5, 1.0)
    d = {}
    for i in range(n // 6): d[Key(i % 1000)] = d.get(Key(i % 1000), 0) + 1
    pairs = [Pair(i, i + 1) for i in range(n // 2)]
    s = sum(p.left * p.right for p in pairs) % 1000007
    return acc, len(d), s, sum(check(tree(13)) for _ in range(4)), min(d)
print(main(400_000))
