# Assignment forms: chained, augmented on every kind of target, swaps, slices, order of effects.
a = b = c = []; a.append(1); print(a is b is c, c); x, y = 1, 2; x, y = y, x; print(x, y); i = 0; l = [5, 6, 7]; i, l[i] = 2, 'set'; print(i, l); l[i], i = 'two', 9; print(i, l)
class T:
    def __getattr__(s, n): print('get', n, end=' '); return 10
    def __setattr__(s, n, v): print('set', n, v, end=' ')
    def __getitem__(s, k): print('getitem', k, end=' '); return [1]
    def __setitem__(s, k, v): print('setitem', k, v, end=' ')
t = T(); t.x += 1; t.y -= 2; t['k'] += [2]; t[1:2] = 5; t[1, 2] *= 2; t.a = t.b = 3; t.p, t.q = 1, 2; [t.m, *t['r']] = 1, 2, 3; print()
n = 5
for op in '+ - * / // % ** & | ^ << >>'.split():
    v = 13; exec(f'v {op}= n'); print(op, v, end='; ')
print(); s = 'a'; s += 'b'; s *= 3; print(s); tup = (1,); old = tup; tup += (2,); print(tup, old); lst = [1]; old = lst; lst += (2,); lst *= 2; print(lst is old, lst); d = {'a': 1}; d['a'] += 1; d['b'] = d.get('b', 0) + 1; d |= {'c': 3}; print(d); st = {1}; st |= {2}; st -= {1}; st ^= {5}; st &= {5}; print(st)
(a), b = 1, 2; [a, b] = 3, 4; (a, (b, c)), d = (1, (2, 3)), 4; print(a, b, c, d); a, *b = range(4); *a, b = range(4); a, *b, c = 'ab'; print(a, b, c); a, = [7]; (b,) = {8}; print(a, b); *a, = {1: 2}; print(a)
class I:
    def __init__(s, v): s.v = v
    def __iadd__(s, o): s.v += o; return s
    def __isub__(s, o): return 'replaced'
    def __imul__(s, o): return NotImplemented
    def __mul__(s, o): return f'mul {o}'
    __imatmul__ = None
i = j = I(1); i += 5; print(i is j, i.v); i -= 1; print(i, j.v); j *= 3; print(j); k = I(1)
try: k @= 1
except TypeError as e: print(e)
try: k //= 1
except TypeError as e: print(e)
x: int = 5; x: str; x += 1; print(x); del x
try: x += 1
except NameError as e: print(e)
try: (1, 2)[0] += 1
except TypeError as e: print(e)
g = globals(); g['dyn'] = 'dynamic'; print(dyn); a = [1, 2, 3]; a[0], a[1:] = a[2], [a[0]]; print(a); m = [[0] * 2 for _ in range(2)]; m[0][1] = m[1][0] = 5; print(m); x = [1, 2]; x[:], y = [9, 8, 7], x; print(x, y); p = q = 0; p += (q := 5); print(p, q); z = (w := 3) + w; print(z)
