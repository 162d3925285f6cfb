# needs: libpython
import xxsubtype as x
for T, B in ((x.spamlist, list), (x.spamdict, dict)):
    print(T, T.__mro__, T.__bases__, issubclass(T, B), isinstance(T(), B), isinstance(T(), T))
l = x.spamlist([1,2,3]); l.append(4); print(l, l.getstate(), len(l), l == [1,2,3,4], l[1:], sorted(l), [*l], l+[5], type(l+[5]))
l.setstate(5); print(l.state, l.getstate())
d = x.spamdict(a=1); d['b']=2; print(d, {**d}, dict(d), list(d), d=={'a':1,'b':2}, d.get('a'), d|{'c':3})
import json; print(json.dumps([l, d]))
class M(x.spamdict):
    def __missing__(self, k): return k*2
    def f(self): return super().copy()
m = M(); m['q']=1; print(m['zz'], m, m.f(), isinstance(m, dict), M.__mro__, m.state)
class L(x.spamlist):
    def append(self, v): super().append(v*2)
k=L(); k.append(3); k.extend([1,2]); print(k, k.index(6), k.getstate(), type(k).__name__)
def f(**kw): return kw
print(f(**d), max(l), sum(l), 3 in l, l.count(1), list(reversed(l)), l*2)
match l:
    case [1,*r]: print('seq', r)
match d:
    case {'a':v}: print('map', v)
import copy, pickle
print(copy.copy(d), type(copy.copy(d)), copy.deepcopy(l))
try: hash(l)
except TypeError as e: print(e)
print(dict.__len__(d), list.__len__(l), dict.keys(d), dict.get(d,'a'))
l.sort(reverse=True); print(l, repr(l), str(d), f'{l}')
dict.update(d, z=5); print(d); d.update({'y':1}); del d['y']; print(d.pop('z'), d.items(), d.setdefault('n', []))

