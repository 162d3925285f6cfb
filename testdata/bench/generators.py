"""Generators: simple ones, pipelines, send, yield from recursion."""
def count(n):
    for i in range(n): yield i
def keep(it):
    for x in it:
        if x % 3: yield x
def double(it):
    for x in it: yield x * 2
def walk(lo, hi):
    if lo < hi:
        mid = (lo + hi) // 2
        yield from walk(lo, mid)
        yield mid
        yield from walk(mid + 1, hi)
def average():
    total = n = 0
    value = None
    while True:
        value = yield total / n if n else None
        total += value; n += 1
def main(n):
    total = sum(double(keep(count(n))))
    total += sum(walk(0, n // 10))
    a = average(); next(a)
    for i in range(n // 2): last = a.send(i)
    return total, last
print(main(2_000_000))
