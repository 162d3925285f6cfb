# Iterators: the protocol, exhaustion, iter with a sentinel, zip, map, filter, enumerate, reversed.
it = iter('abc'); print(next(it), next(it), next(it), next(it, 'default'))
try: next(it)
except StopIteration as e: print(repr(e), e.value)
n = iter([1, 2, 3, 0, 4].__iter__().__next__, 0); print(list(n), list(n)); c = iter(lambda: 5, 5); print(list(c), type(n).__name__)
print(list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate('ab', start=-1)), list(enumerate('a', 10**20)), list(zip('abc', [1, 2])), list(zip()), list(zip('a')), dict(zip('ab', range(2))), list(zip(*[(1, 2), (3, 4)])), list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None.__class__, [])), list(filter(None, [0, 1, '', 'a', [], [0]])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed('abc')), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({1: 2, 3: 4})))
for f in (lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1], [], strict=True)), lambda: zip(5), lambda: map(), lambda: map(str), lambda: map(5, [1]), lambda: list(map(5, [1])), lambda: filter(1), lambda: enumerate(5), lambda: enumerate([], 'a'), lambda: reversed({1}), lambda: reversed(5), lambda: iter(5), lambda: iter(5, 6), lambda: next([]), lambda: list(map(lambda x: 1 / x, [1, 0])), lambda: enumerate(), lambda: zip(strict=1, x=2), lambda: next(), lambda: iter(), lambda: sum(['a']), lambda: sum(['a'], ''), lambda: sum([b'a'], b''), lambda: sum([[1]]), lambda: any(5), lambda: all(None), lambda: max(x for x in ()), lambda: dict(zip([1, [2]], [3, 4])) , lambda: {k: v for k, v in [1]}, lambda: tuple(x for x in 5), lambda: next(iter([]), *[1, 2])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
z = zip([1, 2], 'ab'); print(iter(z) is z, next(z), list(z), list(z)); m = map(abs, [-1]); print(iter(m) is m, next(m), next(m, 'done')); 
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): n = self.n; return (i for i in range(n, 0, -1))
    def __reversed__(self): return iter(range(1, self.n + 1))
    def __len__(self): return self.n
c = Countdown(3); print(list(c), list(c), list(reversed(c)), sum(c), sorted(c), max(c), 2 in c, [*c], dict.fromkeys(c), set(c) == {1, 2, 3}, tuple(c), list(zip(c, c)), ' '.join(map(str, c)), any(x > 2 for x in c), all(c), list(enumerate(c)))
a, b, *rest = c; print(a, b, rest)
class Broken:
    def __iter__(self): return self
    def __next__(self): raise KeyError('broken')
for f in (list, tuple, set, sum, max, sorted, lambda b: [*b], lambda b: 'x' in b, lambda b: dict(b), lambda b: next(b), lambda b: ','.join(b), all, lambda b: [x for x in b], lambda b: list(zip([1], b)), lambda b: list(map(str, b))):
    try: f(Broken())
    except KeyError as e: print(repr(e), end=' ')
print()
class Hint:
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): return 1000
import operator; print(list(Hint()), operator.length_hint(Hint()), operator.length_hint(5, 7), operator.length_hint(iter([1, 2])), operator.length_hint(zip([1])))
it = iter([1, 2, 3, 4]); print(list(zip(it, it))); it = iter(range(10)); print([next(it) for _ in range(3)], list(it)); it = iter([1, 2, 3]); print(2 in it, list(it)); s = iter({1}); print(list(s), list(s))
def forever():
    i = 0
    while True: yield i; i += 1
for i, x in zip(range(3), forever()): print(i, x, end=';')
else: print('end')
d = {'a': 1, 'b': 2}; ki = iter(d.items()); print(next(ki), list(ki), type(ki).__name__, type(iter(d)).__name__, type(iter(d.values())).__name__, type(iter(set())).__name__, type(iter('')).__name__, type(iter(b'')).__name__, type(iter(())).__name__, type(iter([])).__name__, type(reversed([])).__name__, type(iter(bytearray())).__name__, type(iter(memoryview(b''))).__name__ if 0 else '', type(iter('é')).__name__)
import copy, pickle
for i in (iter([1, 2, 3]), iter('abc'), iter((1, 2)), iter(range(3)), enumerate('ab'), zip('ab', 'cd'), reversed([1, 2]), map(abs, [1, -2])):
    next(i); j = copy.copy(i); print(list(i), list(j))
# needs: libpython
