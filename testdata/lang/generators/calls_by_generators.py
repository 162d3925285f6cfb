# Functions that generators and coroutines call in machine code: their frames lie behind the topmost one that is no generator's.
import sys
import gc


def add(a, b, *rest):
    return a + b + sum(rest)


def plain(a, b):
    c = a * 2
    d = b * 3
    return c + d


def nested(n, k):
    x = plain(n, k)
    y = plain(k, n)
    if n > 0:
        return nested(n - 1, k) + x - y
    return x + y


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def moved(self, d):
        return Point(self.x + d, self.y + d)

    def sum(self):
        return self.x + self.y

    @property
    def both(self):
        return self.x, self.y


def points(n):
    p = Point(0, 1)
    for i in range(n):
        p = p.moved(i)
        yield p.sum() + nested(i % 5, 2) + plain(i, 1)


def through(n):
    total = 0
    for x in points(n):
        total = plain(total % 1000, x)
        yield total
    return nested(3, 4)


def relayed(n):
    a = plain(n, n)
    r = yield from through(n)
    b = nested(2, r)
    yield a, b, plain(a, b)


def consume(n):
    "Its own window is full of variables while the generators it runs call."
    a, b, c, d, e, f = range(6)
    total = 0
    for x in relayed(n):
        if isinstance(x, tuple):
            total += sum(x)
        else:
            total += plain(x, a + b + c + d + e + f)
    return total, (a, b, c, d, e, f)


print(consume(2000))
print([consume(k)[0] for k in range(60)][-3:])


def recursing(n):
    def down(k):
        if k == 0:
            return sum(g)
        return down(k - 1) + plain(k, k)
    g = points(n)
    return down(n)


print([recursing(k) for k in (5, 40, 200)])


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield nested(depth, 1)
        for x in tree(depth - 1):
            yield plain(x, depth)


print(sum(tree(11)))


def mixed(fs, n):
    for i in range(n):
        f = fs[i % len(fs)]
        try:
            yield f(i, i % 3)
        except ZeroDivisionError as e:
            yield repr(e)


def divide(a, b):
    return a // b


def gen(a, b):
    yield a
    yield b


async def coro(a, b):
    return plain(a, b)


def run(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value
    except AttributeError:
        return c


out = []
for x in mixed([plain, divide, gen, coro, lambda a, b: (a, b), max, Point, add, int.__add__], 4500):
    if hasattr(x, "send") and hasattr(x, "cr_frame"):
        x = run(x)
    elif hasattr(x, "send"):
        x = list(x)
    elif isinstance(x, Point):
        x = x.both
    out.append(x)
print(len(out), out[-12:], hash(str(out)) == hash(str(out)))


def names():
    frame, out = sys._getframe(), []
    while frame:
        out.append(frame.f_code.co_name)
        frame = frame.f_back
    return "/".join(out)


def told(n):
    for i in range(n):
        yield names()


def frames():
    return {x for x in told(1500)}


print(frames())


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def limits(n):
    for i in range(n):
        try:
            yield deep(5000)
        except RecursionError:
            yield deep(100)


print(set(limits(30)))


def large(a):
    v0 = v1 = v2 = v3 = v4 = v5 = v6 = v7 = v8 = v9 = a
    return [v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, [a] * 3, {a: v0}, (v1, [v2, [v3, [v4]]])]


def keeping(n):
    for i in range(n):
        if i % 100 == 0:
            gc.collect()
        yield large(i)[-1]


def kept():
    a = [[i] for i in range(5)]
    n = sum(len(str(x)) for x in keeping(900))
    for x in keeping(900):
        n += len(str(x)) + len(large(x[0]))
    return n, a


print(kept())


async def one(x):
    return plain(x, 1)


async def two(x):
    y = await one(x)
    return plain(y, await one(y)) + nested(2, x)


async def many(n):
    total = 0
    for i in range(n):
        total += await two(i)
    return total


print(run(many(3000)))
