# needs: libpython
# What classes of ctypes define for their own making: __init_subclass__, __class_getitem__, __new__.
import ctypes
class Base(ctypes.Structure):
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag)
        cls.tag = tag
    def __class_getitem__(cls, n):
        return cls.__name__, n
    def __new__(cls, *a):
        print("new", cls.__name__, a)
        return super().__new__(cls, *a)
class A(Base, tag=3):
    _fields_ = [("x", ctypes.c_int)]
print(A.tag, A[5], A(4).x, Base[1])
print(type(Base.__dict__["__init_subclass__"]), type(Base.__dict__["__class_getitem__"]), type(Base.__dict__["__new__"]))
class Broken(ctypes.Structure):
    def __init_subclass__(cls, **kw):
        cls._fields_ = []
try:
    class Sub(Broken): pass
except TypeError as e: print(e)
class U(ctypes.Union):
    def __init_subclass__(cls, /, **kw): print("union", cls, kw)
class V(U, k=1): _fields_ = [("a", ctypes.c_long)]
print(V(3).a)
