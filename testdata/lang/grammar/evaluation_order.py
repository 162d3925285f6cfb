# The order in which parts of expressions and statements are evaluated.
def t(x, result=None):
    print(x, end=' ')
    return x if result is None else result
class D(dict):
    def __setitem__(self, k, v): print(f'set[{k}]={v}', end=' ')
    def __getitem__(self, k): print(f'get[{k}]', end=' '); return 0
    def __delitem__(self, k): print(f'del[{k}]', end=' ')
d = D()
t(1) + t(2) * t(3); print()
t(1) ** t(2) ** t(1); print()
(t(1), [t(2), t(3)], {t(4): t(5), t(6): t(7)}, {t(8), t(9)}); print()
t(print, lambda *a, **k: None)(t(1), *t((2,)), k=t(3), **t({'end': ' '})); print()
d[t('a')] = t('value'); print()
d[t('a')] = d[t('b')] = t('v'); print()
d[t('k')] += t(1); print()
t(1) < t(2) < t(0) < t(9); print()
t('x') if t(0) else t('y'); print()
[t(i) for i in t((1, 2)) if t(i)]; print()
{t(k): t(v) for k, v in [(1, 2), (3, 4)]}; print()
a, b = t(1), t(2); print()
x = [0, 0, 0]
i = 0
i, x[i] = 1, 9
print(i, x)
del d[t(1)], d[t(2)]; print()
@t('deco1', lambda f: t('call1') and f)
@t('deco2', lambda f: t('call2') and f)
def f(a=t('default'), *, k=t('kwdefault')) -> t('annotation'): pass
print()
def kw(**k): return list(k)
print(kw(b=t(1), a=t(2), **{'c': t(3)}))
class M(type):
    def __new__(m, n, b, ns, **k): print('new', n, [k for k in ns if not k.startswith('__')], k, end=' '); return super().__new__(m, n, b, ns)
    def __init__(c, *a, **k): print('init', end=' ')
    @classmethod
    def __prepare__(m, n, b, **k): print('prepare', k, end=' '); return {}
class A(t(object), metaclass=t(M), opt=t('kw')):
    t('body')
    v = t('v')
print()
def gen():
    print('start', end=' ')
    x = yield t(1)
    print('got', x, end=' ')
    yield t(2)
g = gen(); next(g); g.send(5); print()
assert t(1), t('not evaluated'); print()
try:
    assert t(0), t('message')
except AssertionError as e:
    print(repr(e))
lst = [1, 2, 3]
lst[t(0)], lst[t(1)] = t('p'), t('q'); print(lst)
for lst[0] in (7, 8): pass
print(lst)
print(f'{t(1)}{t(2)!r:>{t(5)}}')
