# sorted and list.sort: stability, keys, reverse, adversarial inputs, exceptions in the middle.
import functools, operator, random as _r
def lcg(n, seed=1):
    out = []
    for _ in range(n): seed = (seed * 1103515245 + 12345) & 0x7fffffff; out.append(seed)
    return out
data = lcg(3000); s = sorted(data); print(s[:3], s[-3:], all(a <= b for a, b in zip(s, s[1:])), sorted(s) == s, sorted(s, reverse=True) == s[::-1], sorted(data, key=lambda x: -x) == s[::-1])
pairs = [(x % 10, i) for i, x in enumerate(data)]; by = sorted(pairs, key=operator.itemgetter(0)); print(all(a[1] < b[1] for a, b in zip(by, by[1:]) if a[0] == b[0])); rv = sorted(pairs, key=lambda p: p[0], reverse=True); print(all(a[1] < b[1] for a, b in zip(rv, rv[1:]) if a[0] == b[0]))
for name, xs in (('up', range(100)), ('down', range(100, 0, -1)), ('saw', [i % 7 for i in range(100)]), ('same', [5] * 100), ('organ', [*range(50), *range(50, 0, -1)]), ('almost', [*range(99), -1]), ('two', [1, 0]), ('one', [1]), ('none', [])):
    c = 0
    class T:
        __slots__ = 'v'
        def __init__(self, v): self.v = v
        def __lt__(self, o):
            global c; c += 1; return self.v < o.v
    r = [t.v for t in sorted(map(T, xs))]; print(name, r == sorted(xs), c < 700)
print(sorted(['b', 'A', 'a', 'B']), sorted(['b', 'A', 'a', 'B'], key=str.lower), sorted(['b', 'A', 'a', 'B'], key=lambda s: (s.lower(), s.islower())), sorted('hello'), sorted({'z': 1, 'a': 2}), sorted([[2], [1, 5], []]), sorted([(1, 'x'), (0, 'y')]), sorted([True, 0, 2.5, -1]), sorted([0.0, -0.0, 0]), sorted(['é', 'e', 'z', 'É']), sorted([b'b', b'a']), sorted([1.5, 1, 2**70, -2**70]), sorted([None, 1], key=lambda x: x is not None))
words = 'the quick brown fox jumps over the lazy dog'.split(); print(sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), sorted(set(words), key=words.index), max(words, key=len), min(words, key=len), sorted(words, key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b)))[:3])
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x); print(calls)
l = [3, 1, 2]
def bad(x):
    if x == 2: raise ValueError('in key')
    return x
try: l.sort(key=bad)
except ValueError as e: print(e, l)
class Cmp:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        Cmp.n += 1
        if Cmp.n > 5: raise RuntimeError('in lt')
        return self.v < o.v
l = [Cmp(i) for i in (5, 2, 8, 1, 9, 3)]
try: l.sort()
except RuntimeError as e: print(e, sorted(x.v for x in l))
for f in (lambda: sorted([1, 'a']), lambda: sorted([1j, 2]), lambda: sorted([{}, {}]), lambda: sorted([None, None]), lambda: sorted(5), lambda: sorted([1], key=1), lambda: sorted([1], nope=1), lambda: sorted([1], None), lambda: sorted([1, 2], reverse='a') , lambda: sorted([1, 2], reverse=None), lambda: sorted([1], key=None), lambda: max(1), lambda: max([], default='d'), lambda: max(1, 2, default=3), lambda: min('a', 1), lambda: max([1, 2], [1, 3]), lambda: max((1, 5), key=lambda x: -x), lambda: min({}, key=len)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
K = functools.cmp_to_key(lambda a, b: b - a); print(sorted([1, 3, 2], key=K), K(1) < K(2), K(1) == K(1), K(5).obj)
import heapq, bisect
h = data[:20]; heapq.heapify(h); print([heapq.heappop(h) for _ in range(20)] == sorted(data[:20]), heapq.nsmallest(2, data) == s[:2], heapq.nlargest(2, data) == s[-1:-3:-1], list(heapq.merge([1, 4], [2, 3], [0]))); b = [1, 3, 3, 5]; print(bisect.bisect(b, 3), bisect.bisect_left(b, 3), bisect.bisect(b, 0), bisect.bisect_left(b, 4, key=lambda x: x)); bisect.insort(b, 4); print(b)
def quick(xs): return xs if len(xs) < 2 else quick([x for x in xs[1:] if x < xs[0]]) + [xs[0]] + quick([x for x in xs[1:] if x >= xs[0]])
def merge_sort(xs):
    if len(xs) < 2: return xs
    m = len(xs) // 2; a, b, out = merge_sort(xs[:m]), merge_sort(xs[m:]), []
    while a and b: out.append(a.pop(0) if a[0] <= b[0] else b.pop(0))
    return out + a + b
print(quick(data[:300]) == merge_sort(data[:300]) == sorted(data[:300]))
# needs: libpython
