# needs: libpython
# C and Python tell the same id of C's objects and types.
import ctypes
import datetime
import decimal
import zlib

address = ctypes.pythonapi.PyLong_FromVoidPtr
address.restype, address.argtypes = ctypes.py_object, [ctypes.py_object]


class Pair(ctypes.Structure):
    "A class that a metaclass of C's makes, with a __new__ of its own."
    _fields_ = [("a", ctypes.c_int), ("b", ctypes.c_int)]

    def __new__(cls, *args):
        self = super().__new__(cls)
        self.made = True
        return self

    def __init__(self, *args):
        super().__init__(*args)
        self.b = 42


class Triple(Pair):
    _fields_ = [("c", ctypes.c_int)]

    def __new__(cls, *args):
        self = Pair.__new__(cls)
        self.third = True
        return self


values = [
    datetime.date(1, 1, 1), decimal.Decimal(1), zlib.compressobj(), (ctypes.c_int * 3)(), ctypes.c_int(3), (ctypes.c_char_p * 5)(),
    Pair(1), Triple(2), ctypes.c_int, datetime.date, Pair, ctypes.POINTER(Pair), ctypes.c_int * 3,
]
for x in values:
    print(type(x).__name__, address(x) == id(x))
for x in values[6:8]:
    print(x.a, x.b, x.made, getattr(x, "third", None))


def attempt(f, *args):
    try:
        print(f(*args))
    except TypeError as e:
        print(e)


attempt(object.__new__, Pair)
attempt(ctypes.Structure.__new__, int)
attempt(ctypes.Structure.__new__, ctypes.c_int)
attempt(ctypes.Structure.__new__, ctypes.Union)
attempt(datetime.date.__new__, datetime.datetime, 1, 1, 1)
attempt(ctypes.Structure)
