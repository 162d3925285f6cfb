# A chain of 100 exceptions.
import ctypes

def chain(n):
    e = None
    for i in range(n):
        try:
            try:
                if e:
                    raise e
                raise KeyError(i)
            except Exception as x:
                raise ValueError(i) from x
        except ValueError as y:
            e = y
    return e

attr = ctypes.pythonapi.PyObject_GetAttrString
attr.argtypes, attr.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.py_object

e = chain(100)
print(attr(e, b'__cause__') is e.__cause__)
