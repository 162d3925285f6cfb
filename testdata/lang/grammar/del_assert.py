# del targets, assert, and what remains unbound afterwards.
a = [0, 1, 2, 3, 4, 5]
del a[0], a[-1]
print(a)
del a[1:3]
print(a)
a = list(range(10)); del a[::3]; print(a)
d = {'x': 1, 'y': 2}
del d['x']
print(d)
class C: attr = 1
o = C(); o.v = 1
del o.v
for stmt in ('del o.v', 'del o.attr', 'del d["nope"]', 'del a[100]', 'del undefined', 'del (1).real', 'del "abc"[0]', 'del (1, 2)[0]', 'del {1}[0]', 'del o[0]', 'del C.attr, C.attr'):
    try:
        exec(stmt)
    except Exception as e:
        print(stmt, '->', type(e).__name__, e)
def f():
    x = 1
    del x
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    try:
        del x
    except UnboundLocalError as e:
        print(e)
    x = 2
    print(x)
f()
def outer():
    v = 1
    def inner(): return v
    print(inner())
    del v
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    v = 3
    return inner()
print(outer())
def loop():
    for i in range(2):
        try:
            y
        except UnboundLocalError as e:
            print(e)
        else:
            print('bound', y)
        y = i
loop()
try:
    raise ValueError('gone')
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)
try:
    assert 0
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert [], ('tuple', 'message')
except AssertionError as e:
    print(repr(e))
class Bad:
    def __bool__(self): raise RuntimeError('no truth')
try:
    assert Bad()
except RuntimeError as e:
    print(e)
def assertions():
    AssertionError = ValueError
    try:
        assert False, 'local name is not used'
    except BaseException as e:
        print(type(e).__name__)
assertions()
del f, outer
print('f' in globals(), 'loop' in globals())
class D:
    x = 1
    del x
    try: x
    except NameError as e: print(e)
print(hasattr(D, 'x'))
