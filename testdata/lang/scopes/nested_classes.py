"""Names in nested functions, classes, comprehensions and lambdas."""
x = "global"


def outer():
    x = "outer"

    class A:
        x = "class A"
        seen = x

        def method(self):
            return x

        class B:
            seen = x

            def method(self):
                return x, __class__.__qualname__

        listed = [x for _ in range(1)]
        first = [y for y in (x, x)]
        lam = lambda self: (x, self.x)

    return A


A = outer()
print(A.seen, A().method(), A.B.seen, A.B().method(), A.listed, A.first, A().lam())


def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def down():
        nonlocal n
        n -= 1
        return n

    return up, down


up, down = counter()
print(up(), up(5), down(), [c.cell_contents for c in up.__closure__], up.__code__.co_freevars)
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs])


def late():
    def inner():
        return value
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    value = 1
    print(inner())
    del value
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)


late()


def shadow():
    try:
        print(len)
    except UnboundLocalError as e:
        print(e)
    len = 3
    return len


print(shadow())


def walrus():
    found = [last := v for v in range(4) if v % 2]
    return found, last


print(walrus())
exec("def made():\n    return x, y\ny = 2", {"x": 1}, ns := {})
try:
    ns["made"]()
except NameError as e:
    print(e)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        class Chatty(dict):
            def __missing__(self, key):
                if key.startswith("auto_"):
                    return key[5:]
                raise KeyError(key)
        return Chatty(kw)

    def __new__(mcs, name, bases, ns, **kw):
        return super().__new__(mcs, name, bases, dict(ns))

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)


class Auto(metaclass=Meta, given=5):
    a = auto_hello
    b = given
    c = x


print(Auto.a, Auto.b, Auto.c)


def gen_scope():
    z = 10
    total = sum(z * w for w in range(4))
    z = 20
    lazy = (z * w for w in range(4))
    z = 30
    return total, list(lazy)


print(gen_scope())


def defaults(a=x, *, b=[]):
    b.append(a)
    return b


print(defaults(), defaults("more") is defaults.__kwdefaults__["b"], defaults.__defaults__)
try:
    del undefined_name
except NameError as e:
    print(e)


def globals_in_functions():
    global made_global, x
    made_global = 1
    x = "changed"


globals_in_functions()
print(made_global, x, sorted(k for k in locals() if k.startswith("made")))
for x in range(2):
    pass
print(x, [x for x in "ab"], x)
