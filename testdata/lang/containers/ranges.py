# range: arithmetic on huge values, slicing, equality, methods.
for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(2, 5, -1), range(-5, 5, 4), range(10**20, 10**20 + 5, 2), range(0, -10**19, -10**18)):
    print(r, len(r), list(r)[:4], r[-1] if r else None, r[1:3], r[::-1], r.start, r.stop, r.step, list(reversed(r))[:2], bool(r), hash(r) == hash(range(r.start, r.stop, r.step)), r.index(r[0]) if r else '', r.count(r.start))
r = range(0, 100, 7)
print(14 in r, 15 in r, 14.0 in r, 14.5 in r, 'a' in r, -7 in r, 98 in r, 105 in r, True in range(2), r.index(14), r.count(15), r == range(0, 99, 7), range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), range(1) == range(0, 1, 5), r != [0], r[3], r[2:5], r[::3], r[-3:], r[5:2], r[::-2], max(r), min(r), sum(r))
for f in (lambda: range(), lambda: range(1.5), lambda: range('a'), lambda: range(1, 2, 0), lambda: range(1, 2, 3, 4), lambda: range(5)[5], lambda: range(5)[-6], lambda: range(5).index(9), lambda: range(5)['a'], lambda: range(5)[::0], lambda: range(5) < range(6), lambda: range(5) + range(5), lambda: range(x=1), lambda: setattr(range(5), 'start', 1), lambda: len(range(10**20)), lambda: range(10**20)[10**19], lambda: range(10**20).index(10**18), lambda: range(None), lambda: next(range(3)), lambda: range(5).__setitem__(0, 1), lambda: range(5).index('a'), lambda: range(5).count([])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
it = iter(range(3)); print(next(it), it.__length_hint__(), list(it), next(it, None), type(it).__name__, type(iter(range(2**70))).__name__, list(iter(range(2**70, 2**70 + 2))), type(reversed(range(3))).__name__)
total = 0
for i in range(10, -10, -3):
    if i == 4: continue
    total += i
    i = 1000
else: total += 0.5
print(total, i)
for i in range(0): pass
print(i, [i for i in range(3)], [(i, j) for i in range(2) for j in range(i)], dict(enumerate(range(3, 6))), list(zip(range(3), range(10, 0, -4))), sorted(range(5), key=lambda x: -x), list(map(lambda x: x * x, range(4))), {**dict.fromkeys(range(2))})
class I:
    def __index__(self): return 3
print(range(I()), range(I(), 10, I()), 3 in range(I()), I() in range(5), list(range(5))[I()])
print(range(2**63 - 2, 2**63 + 2), list(range(2**63 - 2, 2**63 + 2)), len(range(-2**61, 2**61)), range(-2**63, 2**63)[2**62], 2**64 in range(2**65), range(0, 2**100, 2**98)[3], sum(range(10**6)), range(True, 5), range(5)[True])
import copy, operator
print(copy.copy(r) == r, operator.length_hint(r), r.__reduce__(), range(5).__contains__(3), range(3).__iter__().__next__(), range.__doc__.split('\n')[0])
