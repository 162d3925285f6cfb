# Weak references that C has to objects of Python: they live as long as the objects, their callbacks run when those die,
# and a strong reference that C takes through one keeps the object.
import ctypes
import gc
import weakref

api = ctypes.pythonapi
new = api.PyWeakref_NewRef
new.argtypes, new.restype = [ctypes.py_object, ctypes.py_object], ctypes.py_object


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"

    def method(self):
        return self.name


node = Node("a")
ref = new(node, None)
print(ref() is node, ref().name, type(ref).__name__)
for _ in range(3):  # asleep and awake, again and again
    gc.collect()
    print(ref() is node, weakref.getweakrefcount(node) >= 0)

died = []
other = Node("b")
ref2 = new(other, lambda r: died.append("b"))
print(ref2() is other, died)
del other
gc.collect()
new(node, None)
print(ref2(), died)

# C takes a strong one.
box = (ctypes.py_object * 1)()
third = Node("c")
ref3 = new(third, None)
box[0] = ref3()
del third
gc.collect()
print(ref3(), box[0])
box[0] = None
gc.collect()
new(node, None)
gc.collect()
print(ref3())


def function():
    return 1


ref4 = new(function, None)
print(ref4() is function, ref4()())
bound = node.method
ref5 = new(bound, None)
print(ref5() is bound, ref5()())

# The same reference for the same object.
print(new(node, None) is ref, new(node, None) == ref, hash(ref) == hash(node))

# Many, one after the other: none is left behind.
for i in range(1000):
    n = Node(str(i))
    r = new(n, None)
    assert r() is n
    del n
gc.collect()
new(node, None)
print(r())

# needs: libpython
