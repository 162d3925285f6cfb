"""Uses a package that runs inside libpython."""
import importlib
import shapes
from shapes import Square, ShapeError
from shapes.areas import Circle
import shapes.areas as areas

s, c = Square(3), Circle(1)
print(s, c, s.area(), round(c.area(), 3), s < c, sorted([s, c]))
print(isinstance(s, shapes.Shape), issubclass(Circle, areas.Shape), type(s).__name__, type(s) is Square, Square.__mro__[1] is areas.Shape)
print(shapes.describe(c, digits=2, extra=[1, 2]))
print(shapes.total([s, Square(1)]), shapes.total([s, s], key=lambda x: x.side))

# Its namespace is read as it is now.
print(shapes.count, shapes.register(s), shapes.count, shapes.register(c), shapes.count)
print(shapes.history, len(shapes.history))
shapes.count = 40
print(shapes.register(s), shapes.count, areas is shapes.areas, importlib.import_module("shapes.areas") is areas)


class Triangle(areas.Shape):
    def __init__(self, a, h):
        super().__init__("triangle")
        self.a, self.h = a, h

    def area(self):
        return self.a * self.h / 2


t = Triangle(2, 3)
print(t, t.area(), t < s, shapes.total([t, s]), shapes.check(t), shapes.describe(t))

# Exceptions, with their causes, both ways.
t.h = -1
try:
    shapes.check(t)
except ShapeError as e:
    print(type(e).__name__, e, e.name, isinstance(e, ValueError))


class Broken(Square):
    def area(self):
        return 1 / 0


try:
    shapes.check(Broken(1))
except ValueError as e:
    print(e, repr(e.__cause__))
try:
    areas.Shape("x")
except TypeError as e:
    print(e)

# Generators.
g = shapes.each([s, t, c])
print(next(g), g.send("got"), next(g), round(next(g), 2), list(g))
print(shapes.slow(5), shapes.slow(5), shapes.count, shapes.history[-1])
print(shapes.__name__, shapes.__doc__, shapes.areas.__name__, sorted(n for n in vars(areas) if n[0].isupper()))
try:
    from shapes import nothing
except ImportError as e:
    print(e.name, str(e).split(" (")[0])
try:
    import shapes.absent
except ModuleNotFoundError as e:
    print(e, e.name)
