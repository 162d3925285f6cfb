# The dictionaries of functions, exceptions and partials cannot be deleted; those of instances can; those of streams stay.
import functools
import io


class C:
    def method(self):
        pass


class Error(Exception):
    pass


class Bytes(io.BytesIO):
    pass


def f():
    pass


for o in f, C.method, functools.partial(f), ValueError(), Error(), staticmethod(f), classmethod(f), io.BytesIO(), Bytes(), C():
    name = type(o).__name__
    o.__dict__["x"] = 1
    try:
        del o.__dict__
        print(name, "deleted", o.__dict__)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, name, e, o.x)
    for v in None, 3:
        try:
            o.__dict__ = v
        except (TypeError, AttributeError) as e:
            print(name, e)

# Nor those of instances of classes that derive from such a type, wherever it stands among the bases.
class Plain: pass
class First(Exception, Plain): pass
class Second(Plain, Exception): pass
for x in First(), Second(), Plain():
    x.__dict__ = {"a": 1}
    try:
        del x.__dict__
        print(type(x).__name__, "deleted", vars(x))
    except TypeError as e:
        print(type(x).__name__, e, vars(x))
