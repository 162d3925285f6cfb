"""Loops over built-in iterators: enumerate, zip, range, map, filter, itertools, unpacking."""
import itertools
def main(n):
    total = 0
    xs = list(range(n))
    for i, x in enumerate(xs): total += i - x
    for a, b in zip(xs, reversed(xs)): total += a & b & 1
    for x in map(abs, xs): total += x
    for x in filter(None, xs): total ^= x
    for a, (b, c) in zip(xs, zip(xs, xs)): total += a + b - c
    for x in itertools.chain(xs, xs): total += x & 3
    for k, g in itertools.groupby(xs, lambda x: x >> 4): total += k
    for a, b in itertools.islice(itertools.product(range(1000), range(1000)), n): total += a ^ b
    for i in range(n, 0, -3): total -= i
    return total
print(main(800_000))
