# set and frozenset: algebra, in-place forms, comparisons, errors, hashing.
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union(b, [9]), a.intersection(b, {3}), a.difference([1], (2,)), a.symmetric_difference([3, 7]), a.isdisjoint({9}), a.issubset(range(5)), a.issuperset([1]), a <= {1, 2, 3}, a < {1, 2, 3}, a >= set(), a == {3, 2, 1}, a != b, a > {1}, {1} < {2}, a == frozenset(a), set() == frozenset())
s = set('hello'); print(sorted(s), len(s), 'h' in s); s.add('z'); s.discard('nope'); s.remove('h'); s.update('xy', [1]); print(sorted(map(str, s))); s -= {'x', 1}; s |= {'q'}; s &= set('qloz'); s ^= {'q', 'new'}; print(sorted(s)); s.intersection_update('lo'); s.difference_update('l'); s.symmetric_difference_update('ok'); print(sorted(s), s.copy() is s, s.pop() in 'ko'); s.clear(); print(s, repr(set()), repr(frozenset()), repr({1}), frozenset([1]), {()}, {frozenset()})
for f in (lambda: set().pop(), lambda: {1}.remove(2), lambda: {[]}, lambda: {1} | [2], lambda: {1} + {2}, lambda: hash(set()), lambda: {1}.union(5), lambda: set(5), lambda: set(1, 2), lambda: {1} < [1], lambda: frozenset([1]).add(2), lambda: {1}[0], lambda: {1}.__ior__([1]), lambda: {1, 2}.update(5), lambda: {1}.add([]), lambda: [] in {1}, lambda: {1}.discard([]), lambda: {1} - 5, lambda: frozenset([[]]), lambda: set([1]) & 'a', lambda: {1}.isdisjoint(5), lambda: set(x=1), lambda: {1}.remove({2}), lambda: {frozenset({1})}.remove({1}), lambda: {1} in {frozenset({1})}):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset({1, 2}): 'k'}[frozenset({2, 1})], frozenset('ab') | {1} == {1, 'a', 'b'}, type(frozenset() | set()), type(set() | frozenset()), frozenset([1]) is frozenset(frozenset([1])), len({1, 1.0, True, 1 + 0j}), {1, True}, {True, 1}, {0, False, 0.0}, {'a', 'a'}, {*[1, 2], *(2, 3)})
for op in ('s.add(99)', 's.discard(1)', 's.clear()'):
    s = {1, 2, 3}
    try:
        for x in s: exec(op)
        print('ok')
    except RuntimeError as e: print(op, e)
big = set(range(1000)); big -= set(range(0, 1000, 3)); print(len(big), sum(big), min(big), max(big), 999 in big, 998 in big, sorted(big)[:5])
x = {1, 2}; y = x; y |= {3}; print(x); y = y | {4}; print(x, sorted(y)); fs = frozenset([1]); g = fs; g |= {2}; print(fs, g)
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return 7
    def __eq__(self, o): return self.v == o.v
s = {H(i % 5) for i in range(50)}; print(len(s), H(3) in s, H(9) in s); s.discard(H(3)); print(len(s), sorted(h.v for h in s))
def powerset(xs): return [frozenset(x for j, x in enumerate(xs) if i >> j & 1) for i in range(2 ** len(xs))]
p = powerset('abc'); print(len(set(p)), sorted(map(sorted, p)), sum(1 for u in p for v in p if u < v), sum(1 for u in p for v in p if u.isdisjoint(v)))
it = iter({1}); print(next(it), next(it, 'end'), it.__length_hint__()); print(set('ab') == {'b', 'a'}, {1, 2}.__and__({2}), {1}.__rsub__({1, 2}), {1}.__or__([1]), set.__contains__({1}, 1), {3, 1, 2}.__len__(), bool(set()), not {0}, sorted({'b', 'a'} ^ {'a'}), min({3, 1}), list({5}), tuple(frozenset({5})), set({1: 2}), set(range(3)) == {0, 1, 2})
