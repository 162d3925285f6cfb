"""A signal while functions of C or Go call Python again and again, with other threads at work: it comes within a second."""
import collections
import functools
import heapq
import itertools
import re
import signal
import threading
import time


class Endless:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __len__(self):
        return 10 ** 9

    def __getitem__(self, i):
        return 1

    def __eq__(self, other):
        return False


class Never:
    def __eq__(self, other):
        return False


def forever(f, *args):
    while True:
        f(*args)


def finished():
    try:
        while True:
            x = 1
    finally:
        seen.append("finally")


def deep(n):
    return deep(n - 1) if n else 0


seen = []
numbers = list(range(100_000))
works = {
    "map": lambda: any(map(lambda x: False, itertools.count())),
    "deque of map": lambda: collections.deque(map(lambda x: x, itertools.count()), maxlen=0),
    "reduce": lambda: functools.reduce(lambda a, b: a, range(10 ** 10)),
    "filter": lambda: next(filter(lambda x: False, itertools.count())),
    "takewhile": lambda: sum(itertools.takewhile(lambda x: True, itertools.repeat(1))),
    "starmap": lambda: all(itertools.starmap(lambda x: True, itertools.repeat((1,)))),
    "sort by key": lambda: forever(lambda: sorted(numbers, key=lambda x: -x)),
    "sort by cmp": lambda: forever(lambda: sorted(numbers, key=functools.cmp_to_key(lambda x, y: x - y))),
    "min": lambda: forever(lambda: min(numbers, key=lambda x: x)),
    "nlargest": lambda: forever(lambda: heapq.nlargest(10, numbers, key=lambda x: x)),
    "re.sub": lambda: forever(lambda: re.sub("a", lambda m: "b", "a" * 10_000)),
    "__next__": lambda: 2 in Endless(),
    "__getitem__": lambda: list(reversed(Endless())),
    "__eq__": lambda: forever(lambda: numbers.count(Never())),
    "for": lambda: [None for x in Endless() if x is None],
    "iter and sentinel": lambda: sum(iter(lambda: 1, 2)),
    "generator": lambda: sum(1 for x in itertools.count()),
    "catastrophic pattern": lambda: re.match(r"(a+)+$", "a" * 40 + "b"),
    "ints": lambda: forever(lambda: pow(3, 10 ** 5, 10 ** 300)),
    "recursion": lambda: forever(deep, 200),
    "finally": finished,
}
stop = False


def busy():
    n = 0
    while not stop:
        n += 1


# The kernel sends the signal: a thread of ours might not get to it.
signal.signal(signal.SIGALRM, signal.default_int_handler)
others = [threading.Thread(target=busy) for _ in range(2)]
for t in others:
    t.start()
for name, work in works.items():
    start = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)  # with much else to do, it may come before the next line
        work()
        print(name, "was not interrupted")
    except KeyboardInterrupt:
        took = time.monotonic() - start
        print(name, "ok" if took < 2 else f"took {took:.1f} s", *seen)
stop = True
for t in others:
    t.join()
