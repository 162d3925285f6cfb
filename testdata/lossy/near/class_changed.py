# A special method that a class gets after C has seen an instance.
import ctypes

compare = ctypes.pythonapi.PyObject_RichCompareBool
compare.argtypes = [ctypes.py_object, ctypes.py_object, ctypes.c_int]
class A:
    def __init__(self, n):
        self.n = n
x, y = A(1), A(2)
try:
    compare(x, y, 0)
except TypeError as e:
    print(e)
A.__lt__ = lambda self, other: self.n < other.n
print(compare(x, y, 0), compare(y, x, 0))
