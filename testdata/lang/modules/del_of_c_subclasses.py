# needs: libpython
# __del__ of classes that derive from types of C's: when it runs, what it sees, and what becomes of an object that it brings back.
import array
import copy
import ctypes
import gc
import pickle
import sqlite3
import sys
import weakref
import _random


class Row(array.array):
    def __del__(self):
        print("end of", self.tolist(), getattr(self, "name", None))


def drop(make):
    x = make()
    x = None
    gc.collect()


print("- dropped, by del, and at the end of a function")
drop(lambda: Row("i", [1]))
r = Row("i", [2])
r.name = "two"
del r
gc.collect()


def local():
    r = Row("i", [3])
    return len(r)


n = local()
gc.collect()
print(n)

print("- kept by C only, then no more")
it = iter(Row("i", [4]))
gc.collect()
n = next(it)
gc.collect()
print(n)
n = next(it, None)
gc.collect()
print(n)

print("- a copy and a pickled one have their own")
r = Row("i", [5])
r.name = "original"
s = copy.copy(r)
s.append(6)
t = pickle.loads(pickle.dumps(r))
t.append(7)
del r
gc.collect()
s = None
gc.collect()
t = None
gc.collect()

print("- in a cycle with itself")
r = Row("i", [8])
r.me = r
r = None
gc.collect()

print("- in a cycle through C")


class Keeper(sqlite3.Connection):
    def __del__(self):
        print("end of a connection", self.execute("select 6 * 7").fetchone())
        self.close()


k = Keeper(":memory:")
k.set_progress_handler(k.interrupt, 10**6)
k = None
gc.collect()

print("- brought back")
saved = []


class Back(_random.Random):
    def __del__(self):
        print("__del__", len(saved))
        saved.append(self)


b = Back(3)
b.note = "kept"
seen = weakref.ref(b)
want = b.random()
b = None
gc.collect()
b = saved.pop()
print(b.note, type(b).__name__, isinstance(b.random(), float), want != b.random())
d = {b: 1}
print(d[b], b in [b])
b = d = None
gc.collect()
print("once only", len(saved))

print("- that raises, inherits, overrides, is given up")


class Loud(array.array):
    def __del__(self):
        raise ValueError(self.tolist())


sys.unraisablehook = lambda u: print("unraisable", repr(u.exc_value), u.object.__qualname__)
drop(lambda: Loud("b", [1]))


class Under(Row):
    pass


class Over(Row):
    def __del__(self):
        print("over")
        super().__del__()


drop(lambda: Under("b", [9]))
drop(lambda: Over("b", [10]))
x = Over("b")
del Over.__del__
x = None
gc.collect()

print("- later __del__")


class Late(array.array):
    pass


Late.__del__ = lambda self: print("late", self.tolist())
drop(lambda: Late("b", [2]))

print("- structures, and callbacks of weak references first")


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int)]

    def __del__(self):
        print("end of point", self.x)


p = Point(5)
p = None
gc.collect()
r = Row("i", [11])
w = weakref.ref(r, lambda w: print("callback", w()))
r = None
gc.collect()
sys.unraisablehook = sys.__unraisablehook__
print("- at exit")
left = Row("i", [12])
