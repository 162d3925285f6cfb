# Closures: cells, late binding, sharing, and introspection of both.
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get(), inc.__closure__[0].cell_contents, inc.__closure__[0] is get.__closure__[0])
inc.__closure__[0].cell_contents = 100
print(get(), inc())
def late():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
    i = 'changed'
    return [f() for f in fs]
print(late())
def deep(a):
    def l1(b):
        def l2(c):
            def l3(d): return a, b, c, d
            return l3
        return l2
    return l1
f = deep(1)(2)(3)
print(f(4), f.__code__.co_freevars, f.__code__.co_cellvars, deep.__code__.co_cellvars)
print([c.cell_contents for c in f.__closure__])
def arg_cell(x):
    def g(): return x
    x += 1
    return g
print(arg_cell(1)(), arg_cell.__code__.co_cellvars, arg_cell.__code__.co_varnames)
def empty():
    def g(): return later
    try:
        g()
    except NameError as e:
        print(e)
    try:
        g.__closure__[0].cell_contents
    except ValueError as e:
        print(e)
    later = 1
    return g
print(empty()())
def self_ref(n):
    def fact(k): return 1 if k <= 1 else k * fact(k - 1)
    return fact(n)
print(self_ref(20))
class C:
    x = 'class'
    def m(self): return x
    def n(self): return __class__
    f = lambda: x
x = 'global'
print(C().m(), C().n(), C.f(), C.n.__closure__[0].cell_contents is C)
def skip_class():
    x = 'function'
    class D:
        x = 'in class'
        def get(self): return x
        y = [x for _ in [0]]
        z = x
    return D().get(), D.y, D.z
print(skip_class())
def class_free():
    v = 'free'
    class E:
        v = v if False else 'set first'
        w = v
    class F:
        w = v
    return E.w, F.w
print(class_free())
import types
def free(): return cell_value
cell = types.CellType(42)
def tmpl():
    cell_value = None
    def g(): return cell_value
    return g
h = types.FunctionType(tmpl().__code__, globals(), 'h', None, (cell,))
print(h(), types.CellType() == types.CellType(), types.CellType(1) < types.CellType(2))
for args in ((tmpl().__code__, {}), (tmpl().__code__, {}, 'n', None, ()), (tmpl().__code__, {}, 'n', None, (1,)), (5, {})):
    try: types.FunctionType(*args)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def kwdefault_closure(n):
    return lambda *, k=n, **kw: (k, kw, n)
print(kwdefault_closure(3)(z=1))
