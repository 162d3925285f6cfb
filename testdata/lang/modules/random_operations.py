"""Random operations on deque, OrderedDict, lru_cache and the iterators of itertools, with a fixed generator."""
from collections import deque, OrderedDict, defaultdict, Counter
from functools import lru_cache, partial, reduce, cmp_to_key
import itertools
import copy

state = 12345


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n


def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def deques():
    for maxlen in (None, 0, 1, 5, 17):
        d = deque(maxlen=maxlen)
        log = []
        for step in range(600):
            op = rnd(22)
            x, y = rnd(9), rnd(25) - 8
            if op < 3: r = attempt(d.append, x)
            elif op < 6: r = attempt(d.appendleft, x)
            elif op == 6: r = attempt(d.pop)
            elif op == 7: r = attempt(d.popleft)
            elif op == 8: r = attempt(d.rotate, y)
            elif op == 9: r = attempt(d.extend, range(x))
            elif op == 10: r = attempt(d.extendleft, range(x))
            elif op == 11: r = attempt(d.insert, y, x)
            elif op == 12: r = attempt(d.remove, x)
            elif op == 13: r = attempt(d.index, x, y)
            elif op == 14: r = attempt(d.__getitem__, y)
            elif op == 15: r = attempt(d.__setitem__, y, x)
            elif op == 16: r = attempt(d.__delitem__, y)
            elif op == 17: r = d.count(x)
            elif op == 18: r = d.reverse()
            elif op == 19 and rnd(8) == 0: d *= rnd(3); r = len(d)
            elif op == 20 and len(d) > 60: r = d.clear()
            else: r = (x in d, d == copy.copy(d), list(reversed(d))[:3], d < deque([x, y]))
            log.append(r)
            if step % 50 == 0:
                print(maxlen, step, r, d)
        print(hash(str(log)) == hash(str(log)), sum(len(str(r)) * (i + 1) for i, r in enumerate(log)), list(d))


class Noisy(OrderedDict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        Noisy.calls += 1


def ordered():
    for cls in (OrderedDict, Noisy):
        Noisy.calls = 0
        d = cls()
        for step in range(3000):
            op, k, v = rnd(13), rnd(40), rnd(100)
            if op < 4: d[k] = v; r = None
            elif op == 4: r = attempt(d.pop, k)
            elif op == 5: r = attempt(d.popitem, last=bool(v & 1)) if v % 3 == 0 else None
            elif op < 8: r = attempt(d.move_to_end, k, last=bool(v & 1))
            elif op == 8: r = attempt(d.__delitem__, k)
            elif op == 9: r = d.setdefault(k, v)
            elif op == 10: r = next(iter(d.items()), None), next(reversed(d), None)
            elif op == 11: r = d == OrderedDict(d.items()), d == dict(d), d.copy() == d
            else: r = d.get(k)
            if step % 150 == 0:
                print(step, r, list(d.items())[:6], len(d), Noisy.calls)
        print(list(d), list(reversed(d.values())), d | {1: 2})
        for i in range(50): d.move_to_end(next(iter(d)))
        for i in range(30): d.move_to_end(next(reversed(d)), last=False)
        print(list(d))


def caches():
    for size in (0, 1, 3, 16, None):
        @lru_cache(maxsize=size, typed=size == 3)
        def f(*a, **k):
            return a, sorted(k.items())
        for step in range(400):
            args = [rnd(3) if rnd(2) else float(rnd(3)) for _ in range(rnd(3))]
            kw = {c: rnd(2) for c in "ab" if rnd(3) == 0}
            f(*args, **kw)
        print(size, f.cache_info(), f.cache_parameters())

    @lru_cache(None)
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    print(fib(150), fib.cache_info())


def iterators():
    for step in range(120):
        a = [rnd(5) for _ in range(rnd(6))]
        b = [rnd(5) for _ in range(rnd(4))]
        r, lo, hi, by = rnd(4), rnd(4), rnd(8), 1 + rnd(3)
        print(list(itertools.combinations(a, r)) == sorted(set(itertools.combinations(a, r))), len(list(itertools.permutations(a, r))),
              list(itertools.combinations_with_replacement(b, r))[-2:], list(itertools.product(a, b, repeat=min(r, 2)))[-1:],
              list(itertools.islice(a, lo, hi, by)), list(itertools.accumulate(a)), list(itertools.zip_longest(a, b, fillvalue="-")),
              [(k, list(g)) for k, g in itertools.groupby(sorted(a))], list(itertools.pairwise(a)), list(itertools.compress(a, itertools.cycle(b or [1]))),
              [list(t) for t in itertools.tee(itertools.chain(a, b), 2)], reduce(lambda x, y: x * 3 + y, a, 1))
        it = itertools.product(a, b) if r else itertools.permutations(a, 2)
        for _ in range(lo): next(it, None)
        print(list(copy.copy(it))[:4], list(copy.deepcopy(it))[:4] == list(it)[:4])
        m = defaultdict(partial(Counter, "ab"))
        m[r].update(a); m[lo].update(b)
        print(dict(m), sorted(a, key=cmp_to_key(lambda x, y: y - x)))


deques()
ordered()
caches()
iterators()
