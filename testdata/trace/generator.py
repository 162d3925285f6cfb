def numbers(n):
    total = 0
    for i in range(n):
        got = yield i
        if got is not None:
            total += got
    return total


def both(n):
    first = yield from numbers(n)
    try:
        yield first
    finally:
        first = None


g = both(2)
print(next(g))
print(g.send(10))
print(g.send(20))
g.close()
for a, b in zip(numbers(2), "xy"):
    print(a, b)
