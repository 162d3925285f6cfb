"""Sorting with and without keys, by tuples, by attribute, reversed, min and max with keys."""
from operator import itemgetter, attrgetter
class Rec:
    def __init__(self, a, b): self.a = a; self.b = b
    def __lt__(self, other): return self.a < other.a
def main(n):
    seed, data = 42, []
    for i in range(n):
        seed = seed * 1103515245 + 12345 & 0x7fffffff
        data.append(seed)
    out = [sorted(data)[n // 2], sorted(data, key=lambda x: x % 1000)[0] % 1000, sorted(data, key=lambda x: -x)[0], sorted(data, reverse=True)[-1]]
    pairs = [(x % 100, x) for x in data]
    out.append(sorted(pairs)[0][0]); out.append(sorted(pairs, key=itemgetter(1))[0][0])
    recs = [Rec(x % 1000, x) for x in data]
    out.append(sorted(recs, key=attrgetter("b"))[0].a); out.append(sorted(recs[:n // 4])[0].a)
    out.append(max(data, key=lambda x: x ^ 0x55555)); out.append(sorted(map(str, data), key=str.lower)[0])
    return out
print(main(110_000))
