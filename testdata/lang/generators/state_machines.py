"""Generators as coroutines: parsers, schedulers, trees, and their introspection."""
import inspect
import itertools
from collections import deque


def tokenizer(consumer):
    word = []
    try:
        while True:
            c = yield
            if c.isalnum():
                word.append(c)
            elif word:
                consumer.send("".join(word))
                word.clear()
    finally:
        if word:
            consumer.send("".join(word))
        consumer.close()


def collect(into):
    try:
        while True:
            into.append((yield))
    except GeneratorExit:
        into.append(len(into))


words = []
c = collect(words)
next(c)
t = tokenizer(c)
next(t)
for ch in "to be, or not to be":
    t.send(ch)
t.close()
print(words)


def scheduler(tasks):
    queue = deque(tasks)
    while queue:
        name, task = queue.popleft()
        try:
            what = next(task)
        except StopIteration as stop:
            yield name, "done", stop.value
        else:
            yield name, what
            queue.append((name, task))


def job(n, result):
    for i in range(n):
        yield i
    return result


print(list(scheduler([("a", job(2, "A")), ("b", job(0, "B")), ("c", job(1, None))])))


class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def paths(self, prefix=()):
        here = (*prefix, self.value)
        if not self.children:
            yield here
        for child in self.children:
            yield from child.paths(here)


tree = Tree(1, Tree(2, Tree(3)), Tree(4, Tree(5), Tree(6)))
print(list(tree), list(tree.paths()))


def averager():
    total, n, average = 0.0, 0, None
    while (x := (yield average)) is not None:
        total += x
        n += 1
        average = total / n
    return total, n


def report(results):
    while True:
        results.append((yield from averager()))


out = []
r = report(out)
next(r)
print([r.send(v) for v in (10, 20, None, 5, None)], out)
g = job(1, 0)
print(inspect.getgeneratorstate(g), g.gi_yieldfrom, g.gi_running, inspect.getgeneratorlocals(g))
next(g)
print(inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))
next(g, None)
print(inspect.getgeneratorstate(g), g.gi_frame)


def throws():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield f"handled {e}"
        except GeneratorExit:
            yield "refused to stop"


g = throws()
print(next(g), g.throw(ValueError("v")), next(g), g.throw(ValueError, ValueError("w")), next(g))
try:
    g.close()
except RuntimeError as e:
    print(e)
try:
    g.throw(KeyError("out"))
except KeyError as e:
    print(repr(e), inspect.getgeneratorstate(g))


def leaks():
    raise StopIteration("inner")
    yield


try:
    next(leaks())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def reentrant():
    yield next(me)


me = reentrant()
try:
    next(me)
except ValueError as e:
    print(e)
try:
    job(1, 2).send(1)
except TypeError as e:
    print(e)


def primes():
    found = []
    for n in itertools.count(2):
        if all(n % p for p in itertools.takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


print(list(itertools.islice(primes(), 15)))
print(sum(x * x for x in range(1000) if x % 3 == 0), max((len(w), w) for w in "a bb ccc dd".split()))
print([*map(lambda p: p[0] + p[1], zip((i for i in range(3)), (j for j in "012".replace("0", "3").encode())))])
