# Comprehensions: scopes, nesting, conditions, generator laziness.
x = 'outer'
print([x for x in range(3)], x)
print([(a, b) for a in range(3) for b in range(a)], [a for a in range(20) if a % 2 if a % 3])
print([[j for j in range(i)] for i in range(4)], [k for i in [[1], [2, 3]] for k in i])
print({a: b for a, b in zip('abc', range(3))}, {c.lower() for c in 'aA'}, {**{i: i for i in range(2)}})
g = (print('lazy', i) or i for i in range(3))
print('made')
print(next(g), list(g))
def outermost():
    print('evaluated at once')
    return [1]
g = (i for i in outermost())
try:
    g = (i for i in 5)
except TypeError as e:
    print(e)
g = (j for i in [1] for j in 5)
try:
    next(g)
except TypeError as e:
    print(e)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
class C:
    size = 3
    ok = [i for i in range(size)]
    try:
        bad = [size for i in range(1)]
    except NameError as e:
        print(e)
print(C.ok, hasattr(C, 'i'))
def f():
    a = 1
    return [a + b for b in [c for c in range(a + 2)]], [locals().keys() - {'.0'} for z in [0]]
print(f())
print((i for i in ()).__name__, (i for i in ()).gi_code.co_name, [c.co_name for c in (lambda: [i for i in []]).__code__.co_consts if hasattr(c, 'co_name')])
print(sum(i * i for i in range(10)), max((len(s), s) for s in ['a', 'bbb', 'cc']), any(i > 2 for i in [1, 2, 3]), dict((k, v) for k, v in [(1, 2)]))
print([i if i % 2 else -i for i in range(5)], [(i, j) for i, j in [(1, 2)]], [i for i, in [(1,)]], [t for *t, _ in ['abc']])
it = iter(range(5))
print([(a, next(it, None)) for a in it])
print({i: {j: i * j for j in range(2)} for i in range(2)})
print([y for x in [1, 2] if (y := x * 2) > 2], y)
def gen_in_default(v=[i for i in 'ab']): return v
print(gen_in_default())
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
print([*(i for i in 'ab')], *(i for i in 'cd'))
print(list(lambda: (yield) for _ in range(1)).__len__() if True else 0)
