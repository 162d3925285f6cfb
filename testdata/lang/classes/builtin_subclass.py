# Subclasses of built-in types: what methods return, how operators and constructors behave.
class I(int):
    def __repr__(self): return f'I({int(self)})'
class S(str): pass
class L(list): pass
class D(dict):
    def __missing__(self, k): return f'missing {k}'
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
class F(float): pass
class B(bytes): pass
class St(set): pass
class Fs(frozenset): pass
i = I(5)
print(i, i + 1, type(i + 1), type(+i), -i, [i], str(i), f'{i}', f'{i:03}', i == 5, hash(i) == hash(5), {5: 'x'}[i], I('12'), I(3.7), I.from_bytes(b'\1', 'big'), type(i.real), int(i) is i)
s = S('abc'); s.tag = 1
print(s, type(s + 'd'), type(s.upper()), type(s[:]), type(str(s)), s == 'abc', {s: 1}['abc'], s.__dict__, repr(s), type('%s' % s), type(s.strip()), type(''.join([s])))
l = L([1, 2]); print(l, type(l + [3]), type(l * 2), type(l[:]), type(l.copy()), l == [1, 2], type(sorted(l)), L.__name__); l.x = 1; l += [5]; print(type(l), l)
d = D(a=1); print(d['a'], d['zz'], d.get('zz'), 'zz' in d, type(d.copy()), type(d | {}), D.fromkeys('ab'), type(D.fromkeys('a')), d)
t = T(1, 2, 3); print(t, type(t[:]), type(t + ()), t == (1, 2, 3), t.count(1), type(t * 1), hash(t) == hash((1, 2, 3)))
f = F(1.5); print(f, type(f + 1), type(f * F(2)), type(-f), F.fromhex('0x1p1'), type(F.fromhex('0x1p1')), f.as_integer_ratio())
b = B(b'ab'); print(b, type(b + b'c'), type(b[:]), b == b'ab', type(b.upper()), B.fromhex('6162'), type(B.fromhex('61')))
st = St([1, 2]); print(st, type(st | {3}), type(st.copy()), type(st & {1}), st == {1, 2}); print(Fs([1]), type(Fs([1]) | {2}), type(Fs([1]).copy()))
for base in (bool, type(None), range, slice, type(lambda: 0), memoryview, type(...), type(len), type((i for i in ()))):
    try: type('X', (base,), {}); print(base.__name__, 'ok')
    except TypeError as e: print(e)
class LI(list):
    def __getitem__(self, i): return 'overridden'
    def __iter__(self): return iter('iter')
    def __len__(self): return 99
li = LI([1, 2, 3])
print(li[0], list(li), len(li), [*li], li, li.pop(), sum([1]), repr(li), tuple(li), sorted(li), li + [1], 1 in li, bool(li), ','.join(li))
class DI(dict):
    def __getitem__(self, k): return 'over'
    def keys(self): return ['fake']
    def __iter__(self): return iter(['it'])
    def __contains__(self, k): return True
di = DI(a=1)
print(di['x'], di.get('a'), dict(di), {**di}, list(di), list(di.items()), 'q' in di, '%(a)s' % di, '{a}'.format_map(di), di.pop('a'))
class SI(str):
    def __str__(self): return 'custom str'
    def __format__(self, spec): return 'custom fmt'
    def __eq__(self, o): return True
    def __hash__(self): return hash('zz')
    def __len__(self): return 42
si = SI('abc')
print(si, str(si), f'{si}', '%s' % si, si + '!', len(si), si == 'x', si in {'abc'}, ''.join([si]), 'abc' == si, si.upper(), repr(si))
class II(int):
    def __add__(self, o): return 'add'
    def __radd__(self, o): return 'radd'
    def __index__(self): return 100
    def __int__(self): return 200
    def __eq__(self, o): return NotImplemented
    __hash__ = int.__hash__
ii = II(1)
print(ii + 1, 1 + ii, [0, 1, 2][ii], int(ii), range(ii), ii == 1, sum([1, ii]), ii * 2, float(ii), '%d' % ii, hex(ii))
class E(Exception):
    def __str__(self): return 'custom ' + super().__str__()
e = E('a', 1); print(e, repr(e), e.args)
class KD(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.attr = 5
k = KD({1: 2}, x=3); print(k, k.attr, k == {1: 2, 'x': 3})
import pickle, copy
for o in (l, t, d, s, i): c = copy.deepcopy(o); print(type(c).__name__, c == o, getattr(c, '__dict__', None))
# needs: libpython
