"""Generators that loops resume so often that they run as machine code: values, pairs, delegation, sending, errors in between."""
import gc, sys

def count(n):
    for i in range(n):
        yield i

def pairs(n):
    for i in range(n):
        yield i, -i

def triples(n):
    for i in range(n):
        yield (i, i, i) if i == n - 1 else (i, i)

def through(g):
    r = yield from g
    yield r

def deep(d):
    if d:
        yield from deep(d - 1)
        yield d
        yield from deep(d - 1)

def fails(n):
    for i in range(n):
        yield i
    raise KeyError(n)

def guarded(n):
    try:
        for i in range(n):
            yield i
    finally:
        log.append(n)

def handling(n):
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError:
            yield type(sys.exc_info()[1]).__name__

def echo():
    got = None
    while True:
        got = yield got

def returns(n):
    yield from count(n)
    return n * n

log = []

def totals():
    s = 0
    for x in count(40): s += x
    for a, b in pairs(40): s += a * b
    for t in pairs(5): s += t[1]
    for x in through(returns(10)): s += x
    for x in deep(5): s += x
    for x in guarded(3): s += x
    for x in guarded(9):
        if x == 4: break
    try:
        for x in fails(6): s += x
    except KeyError as e:
        s += e.args[0]
    try:
        for a, b in triples(7): s += a
    except ValueError as e:
        s += len(str(e))
    e = echo()
    next(e)
    for i in range(5): s += e.send(i)
    return s

def inside_handler():
    out = []
    try:
        raise LookupError
    except LookupError:
        for name in handling(3): out.append((name, type(sys.exc_info()[1]).__name__))
    for x in through(count(2)): out.append(x)
    return out

def taken():
    s = set(x % 7 for x in count(30)), max(x * 3 % 11 for x in count(20)), min(float(x) for x in count(5)), max(str(x) for x in count(12))
    for f in (max, min):
        try: f(x for x in count(0))
        except ValueError as e: s += (str(e),)
        try: f(x for x in (1, "a"))
        except TypeError as e: s += (str(e),)
    try: set([x] for x in count(2))
    except TypeError as e: s += (str(e),)
    return s, list(enumerate(count(3))), list(zip(count(3), count(4))), list(map(lambda x: x + 1, count(3))), set(())

def loops(n):
    l, d, s = list(range(n)), {str(i): i for i in range(n)}, 0
    for i, x in enumerate(l): s += i * x
    for i, x in enumerate(l, 2**63 - 3): s ^= i
    for a, b in zip(l, l[1:]): s += a - b
    it = iter(l)
    for a, b in zip(it, it): s += a * b
    for x in tuple(l): s += x
    for k in d: s += len(k)
    for v in d.values(): s += v
    for k, v in d.items(): s += v
    del d["3"]
    for k, v in d.items(): s += v
    for b in bytes(l): s += b
    for b in bytearray(l): s += b
    return s

for i in range(300):
    r = totals(), inside_handler(), taken(), loops(20)
gc.collect()
print(r, len(log))
log.sort()  # when generators that were dropped are closed is the collector's affair

def grow(d):
    for k in d: d[k + 1] = 1

for i in range(300):
    try: grow({1: 1})
    except RuntimeError as e: m = str(e)
print(m)

def itself():
    for x in g: yield x

g = itself()
try: next(g)
except ValueError as e: print(e)

def recursive(n):
    yield n
    yield from recursive(n + 1)

sys.setrecursionlimit(200)
try:
    for x in recursive(0): pass
except RecursionError as e:
    print(x > 100, e)
