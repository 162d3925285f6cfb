"""Decorators with state, signatures, wraps, caches, single dispatch and partials."""
import functools
import inspect
import operator


def counted(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


def repeat(times, /, *, sep=" "):
    def deco(fn):
        @functools.wraps(fn)
        def wrapper(*a, **k):
            return sep.join(str(fn(*a, **k)) for _ in range(times))
        return wrapper
    return deco


@counted
@repeat(3, sep="-")
def greet(name: str, greeting="hi", *rest, mark: str = "!", **extra) -> str:
    """Greets."""
    return f"{greeting} {name}{mark}{rest or ''}{extra or ''}"


print(greet("ann"), greet("bob", "yo", 1, mark="?", z=2), greet.calls)
print(greet.__name__, greet.__doc__, greet.__wrapped__.__name__, inspect.signature(greet), greet.__annotations__)
for call in (lambda: greet(), lambda: greet("a", name="b"), lambda: repeat(times=3), lambda: repeat(1, 2)):
    try:
        print(call())
    except TypeError as e:
        print(e)


@functools.lru_cache(maxsize=3)
def square(n):
    print("computing", n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 4, 2)], square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info())


class Shape:
    def __init__(self, side):
        self.side = side

    @functools.cached_property
    def area(self):
        print("area of", self.side)
        return self.side ** 2

    @functools.singledispatchmethod
    def add(self, other):
        return NotImplemented

    @add.register
    def _(self, other: int):
        return Shape(self.side + other)

    @add.register(list)
    def _(self, other):
        return [self.add(x).side for x in other]

    @functools.partialmethod
    def nothing(self):
        pass

    scale = functools.partialmethod(lambda self, k, by: self.side * k + by, by=1)


s = Shape(3)
print(s.area, s.area, s.add(2).side, s.add([1, 2]), s.add("x"), s.scale(4), s.scale(4, by=0))


@functools.singledispatch
def show(x):
    return f"object {x!r}"


@show.register(int)
@show.register(float)
def _(x):
    return f"number {x}"


@show.register
def _(x: str | bytes):
    return f"text {x!r}"


print(show(1), show(2.5), show("s"), show(b"b"), show(None), show(True), sorted(t.__name__ for t in show.registry))
p = functools.partial(int, base=2)
print(p("101"), p, p.func, p.args, p.keywords, functools.partial(p, "11")())
add3 = functools.partial(functools.partial(operator.add, 1), 2)
print(add3(), add3.args)
print(functools.reduce(operator.mul, range(1, 8)), functools.reduce(lambda a, b: a + b, [], "start"))
try:
    functools.reduce(operator.add, [])
except TypeError as e:
    print(e)


@functools.total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


print(Version(1, 2) >= Version(1, 1), Version(1) > Version(2), sorted([Version(3), Version(1, 5), Version(2)], key=lambda v: v.parts)[0].parts)
print(sorted(["b", "A", "c"], key=functools.cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))


def f(a, /, b, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


sig = inspect.signature(f)
print(sig, [(p.name, str(p.kind), p.default is p.empty) for p in sig.parameters.values()])
b = sig.bind(1, 2, d=4, z=9)
b.apply_defaults()
print(b.arguments, f(*b.args, **b.kwargs))
try:
    sig.bind(1)
except TypeError as e:
    print(e)
print(inspect.getfullargspec(f))
