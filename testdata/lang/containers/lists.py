# list: every method, slices as targets, errors, aliasing.
l = [3, 1, 2]
l.append(5); l.extend('ab'); l.insert(1, 'i'); l.insert(-1, 'neg'); l.insert(100, 'end'); l.insert(-100, 'start'); print(l)
print(l.pop(), l.pop(0), l.pop(-2), l.index(1), l.count(1), l); l.remove('i'); l.reverse(); print(l); c = l.copy(); c.clear(); print(c, l)
n = [5, 2, 9, 1]; n.sort(); print(n); n.sort(reverse=True); print(n); n.sort(key=lambda x: x % 5); print(n, n.sort())
a = list(range(10)); a[2:5] = 'xy'; print(a); a[::2] = [0] * len(a[::2]); print(a); a[3:3] = [7, 8, 9]; print(a); a[:] = []; print(a); a[5:] = 'z'; print(a); a[0:0] = a; a += a; print(a); a *= 2; print(a); a[1:3] *= 2; print(a)
b = [1, 2, 3, 4, 5, 6]; del b[1:3]; print(b); del b[::-2]; print(b); b[-1:] = iter([8, 9]); print(b); b[1:1] = (x for x in 'gen'); print(b)
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1].index(1, 1), lambda: [1][1], lambda: [1].__setitem__(1, 0), lambda: [1, 2].__setitem__(slice(0, 2, 1), 5), lambda: [1, 2, 3].__setitem__(slice(0, 3, 2), [1]), lambda: [1].extend(5), lambda: [1] + (2,), lambda: [1].__iadd__(5), lambda: [1] * 1.5, lambda: [1] * [1], lambda: [1, 'a'].sort(), lambda: [1].sort(1), lambda: [1].sort(key=5), lambda: list(5), lambda: list(1, 2), lambda: [1].insert('a', 1), lambda: [1].pop('a'), lambda: [1]['a'], lambda: [1][1:2, 3], lambda: hash([]), lambda: [].append(), lambda: [1] < ['a'], lambda: [1].__delitem__(5), lambda: [1][::0], lambda: list(x=1), lambda: [1].count(), lambda: [1].index(), lambda: [] > 5):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [[1], 2] == [[1], 2], [1, 2] != (1, 2), [2] > [1, 5], [float('nan')] == [float('nan')], 3 in [1, 2.0, 3], [] in [[]], None in [0])
m = [[0] * 2] * 2; m[0][0] = 1; print(m); x = y = []; x.append(1); print(y); z = x[:]; z.append(2); print(x, z); x += [9]; print(y); x = x + [1]; print(y)
print([*range(3)] * 2, sum([[1], [2]], []), list('abc'), list({1: 2}), list(reversed([1, 2])), [1, 2, 3][-2:], [1, 2, 3][5:], [1, 2, 3][::-1], [1, 2, 3, 4][3:0:-2], min([3, 1]), max([1, 'a'[0:0] or 5]))
def mutate():
    l = [1, 2, 3, 4]
    for x in l:
        if x == 2: l.remove(x)
        if len(l) < 8: l.append(x * 10)
    return l
print(mutate())
it = iter([1, 2, 3]); print(next(it), it.__length_hint__(), it.__reduce__()[1], list(it), next(it, 'empty'))
l = [1, 2]; it = iter(l); list(it); l.append(3); print(list(it)); r = reversed(l); l.append(4); print(list(r))
class E:
    def __eq__(self, o): l2.clear(); return True
l2 = [E(), E(), 5]; print(l2.index(5) if 0 else (E() in l2), l2)
def key(x): big.append(1) if 0 else None; return -x
big = list(range(5)); big.sort(key=key); print(big)
def bad_key(x): ml.append(1); return x
ml = [3, 1]
try: ml.sort(key=bad_key)
except ValueError as e: print(e, ml)
s = [(1, 'b'), (0, 'a'), (1, 'a'), (0, 'b')]; print(sorted(s, key=lambda t: t[0]), sorted(s, key=lambda t: t[0], reverse=True), sorted(s, key=lambda t: t[1], reverse=False))
class NoLt: pass
try: sorted([NoLt(), NoLt()])
except TypeError as e: print(e)
l = []; l[:0] = l; print(l, l.__sizeof__() > 0, [].__doc__.split('\n')[0], list.__name__, [].__class__); l.extend(l); l = [1]; l.extend(l); l[1:] = l; print(l)
print(list.__add__([1], [2]), [].__len__(), [1, 2].__contains__(2), [1].__mul__(2), [3].__rmul__(2), [1].__eq__((1,)), [1].__ne__([2]), [5].__iter__().__next__(), list.sort.__name__, [1].__getitem__(0))
