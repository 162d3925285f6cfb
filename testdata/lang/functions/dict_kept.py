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
