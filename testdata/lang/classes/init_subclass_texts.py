# What the default __init_subclass__ says of what it does not take: the class by its whole name.


def local():
    class Meta(type):
        pass

    class Base:
        pass

    class Takes(metaclass=Meta, flag=3):
        pass


def inner():
    class Base:
        pass

    return Base


Base = inner()
for f in (local, lambda: Base.__init_subclass__(x=1), lambda: Base.__init_subclass__(1), lambda: object.__init_subclass__(2, 3),
          lambda: type("New", (Base,), {}, x=1)):
    try:
        f()
    except TypeError as e:
        print(e)
