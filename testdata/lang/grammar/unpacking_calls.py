# Stars in calls, displays, assignments, subscripts and returns.
def f(*args, **kw): return args, kw
print(f(*[1], 2, *(3, 4), a=1, **{'b': 2}, c=3, **{'d': 4}))
print(f(*'ab', *{'k': 1}, *range(2)))
print([*range(3), *'ab', *{1: 2}], (*[1], 2), {*[1, 1], 2}, {'a': 1, **{'a': 2, 'b': 3}, 'b': 4})
def g(a, b=2, /, c=3, *, d=4, **k): return a, b, c, d, k
print(g(1), g(1, 9, c=8, d=7, a=6, b=5), g(*[1, 2, 3], d=1))
for call in ('g()', 'g(1, 2, 3, 4)', 'g(1, c=1, **{"c": 2})', 'g(1, 2, 3, c=3)', 'f(*1)', 'f(**1)', 'f(**{1: 2})', 'f(*None)', 'g(a=1)',
             'f(**[("a", 1)])', 'len()', 'len(1, 2)', 'len(x=1)', 'print(nope=1)', 'int(1, 2, 3)', 'sorted()', 'sorted([1], 5)', '"".join()',
             '[].append()', '[].append(1, 2)', '{}.get()', 'isinstance(1)', 'int(x=1)', 'str(1, bad=2)', 'max()', 'max([])', 'max(1, key=1, bad=2)',
             'f.__call__(1, *2)', 'object(1)', 'type()', 'range()', 'range(1, 2, 3, 4)', 'enumerate()', 'zip(1)', 'map()', 'getattr(1)'):
    try:
        print(call, '->', eval(call))
    except TypeError as e:
        print(call, '->', e)
    except ValueError as e:
        print(call, '-> ValueError', e)
def h(a, b, c): pass
def h1(self): pass
def kwonly(*, a, b, c=1): pass
for call in ('h()', 'h(1)', 'h(1, 2)', 'h(1, 2, 3, 4)', 'h(1, 2, 3, d=4)', 'h(1, a=2)', 'h1()', 'h1(1, 2)', 'kwonly()', 'kwonly(a=1)', 'kwonly(1)',
             'kwonly(a=1, b=2, d=3)', '(lambda x, y=1: 0)()', '(lambda: 0)(1)', 'kwonly(1, 2, a=1, b=2)'):
    try:
        print(call, '->', eval(call))
    except TypeError as e:
        print(call, '->', e)
a, *b = 'x'; print(a, b)
*a, b = 'xyz'; print(a, b)
a, *b, c = range(6); print(a, b, c)
(a, *b), (*c, d) = (1, 2, 3), (4, 5, 6); print(a, b, c, d)
for stmt in ('a, b = 1', 'a, b = [1]', 'a, b = 1, 2, 3', 'a, *b, c = [1]', 'a, b = {}', '(a, b), c = 1, 2', 'a, b = "abc"', 'a, *b = None', '[] = [1]', '() = iter("a")'):
    try:
        exec(stmt)
    except (TypeError, ValueError) as e:
        print(stmt, '->', type(e).__name__, e)
def r(): return 1, *[2, 3], *(4,)
print(r())
def y():
    yield 1, *[2, 3]
print(list(y()))
for x in 1, *[2, 3]: print(x, end=' ')
print()
class Sub:
    def __getitem__(self, k): return k
s = Sub()
print(s[1, 2], s[1, *[2, 3]], s[*[]], s[1:2, ...], s[::2], s[:], s[1:2:3], s[1,])
print(*[1, 2], *(3,), sep='-', **{'end': '!\n'})
