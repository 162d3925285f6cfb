# What a small container held before it grew must not stay alive with it.
import gc
log = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
def outgrow():
    l = [D('append'), 1]; l.append(2); l.append(3); l.clear()
    m = [D('extend'), 1]; m.extend(range(9)); m[0] = None
    n = [D('insert'), 1]; n.insert(0, 2); n.insert(0, 3); n.pop()
    n[2] = 0
    r = [D('repeat')]; r *= 5; r[:] = [1]
    s = [1, D('slice')]; s[1:1] = [2, 3, 4, 5]; del s[-1]
    i = [D('init'), 2]; i.__init__((3, 4, 5))
    d = {'a': D('dict'), 'b': 1}
    for k in range(20): d[k] = k
    d['a'] = None
    c = {'a': D('clear'), 'b': 1}; c.clear()
    return l, m, n, r, s, i, d, c
keep = outgrow()
gc.collect(); print(sorted(log)); log.clear()
print([len(x) for x in keep])
class P: pass
def attributes():
    p = P(); p.a = D('attribute'); p.b = p.c = p.d = p.e = p.f = p.g = p.h = p.i = 1
    p.a = 0
    return p
keep = attributes(), attributes(), attributes()
gc.collect(); print(sorted(log)); log.clear()
print(len(keep))
