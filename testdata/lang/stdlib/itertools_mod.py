from itertools import *
import operator
print(list(chain('ab', [1])), list(chain.from_iterable(['ab', 'c'])), list(islice(count(5, 2), 3)), list(islice(cycle('ab'), 5)), list(repeat(1, 3)), list(accumulate([1, 2, 3])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], operator.mul, initial=10)), list(compress('abcd', [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(takewhile(lambda x: x < 3, [1, 3, 1])), list(filterfalse(None, [0, 1, ''])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest('ab', [1], fillvalue='-')), list(pairwise('abcd')), list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(permutations('abc', 2)), list(combinations('abcd', 3)), list(combinations_with_replacement('ab', 2)), [(k, list(g)) for k, g in groupby('aabbca')], [(k, list(g)) for k, g in groupby([1, 3, 2, 4], lambda x: x % 2)])
print(list(islice('abcdef', 2)), list(islice('abcdef', 1, 4)), list(islice('abcdef', 0, None, 2)), list(islice('abc', None)), list(permutations([])), list(product()), list(combinations('ab', 3)), list(count(1.5, 0.5).__iter__().__next__.__self__.__class__.__name__[:5]), next(count(10**30)), count(2), count(1, 3), repeat('x', 2), list(zip(count(), 'ab')), len(list(permutations(range(5)))), list(accumulate('')), list(pairwise([1])))
a, b, c = tee(iter([1, 2, 3]), 3); print(next(a), list(b), list(a), list(c)); g = groupby('aab'); k, first = next(g); next(g); print(list(first)); it = iter('abcd'); print(list(islice(it, 1, 2)), list(it)); x = chain([1], [2]); print(next(x), x.__reduce__()[0].__name__, list(x)); c = cycle([1, 2]); next(c); print(next(c), next(c), next(cycle([]), 'empty'))
for f in (lambda: islice([1], -1), lambda: islice([1], 1, 2, 0), lambda: islice([1], 'a'), lambda: chain(5).__next__(), lambda: chain.from_iterable(5), lambda: count('a'), lambda: repeat(), lambda: repeat(1, 'a'), lambda: product([1], repeat=-1), lambda: permutations([1], -1), lambda: combinations([1], -1), lambda: combinations([1]), lambda: tee([1], -1), lambda: zip_longest([1], bad=1), lambda: accumulate(5), lambda: groupby(), lambda: starmap(pow, [1]).__next__(), lambda: compress(1, 2), lambda: cycle(5), lambda: islice(), lambda: pairwise(5), lambda: takewhile(5, [1]).__next__(), lambda: next(repeat(1, 0))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def grouper(it, n): a = [iter(it)] * n; return list(zip_longest(*a))
def powerset(s): return list(chain.from_iterable(combinations(s, r) for r in range(len(s) + 1)))
def sliding(it, n): its = tee(it, n); [next(islice(i, k, k), None) for k, i in enumerate(its)]; return list(zip(*its))
def roundrobin(*its):
    n = len(its); nexts = cycle(iter(i).__next__ for i in its)
    while n:
        try:
            for nx in nexts: yield nx()
        except StopIteration: n -= 1; nexts = cycle(islice(nexts, n))
print(grouper('abcde', 2), powerset([1, 2, 3]), sliding(range(5), 3), list(roundrobin('abc', 'd', 'ef')), sum(1 for p in permutations(range(6)) if all(abs(p[i] - p[j]) != j - i for i in range(6) for j in range(i + 1, 6))), max(accumulate([1, -3, 4, -1, 2, -5, 4], lambda a, x: max(x, a + x))))
class Bad:
    def __iter__(self): return self
    def __next__(self): raise ValueError('bad')
for f in (chain, cycle, pairwise, accumulate, lambda b: product(b), lambda b: groupby(b), lambda b: islice(b, 2), lambda b: compress(b, [1]), lambda b: zip_longest(b, [1]), lambda b: tee(b)[0], lambda b: starmap(pow, b), lambda b: filterfalse(None, b), lambda b: permutations(b)):
    try: list(f(Bad()))
    except ValueError as e: print(e, end=' ')
print()
