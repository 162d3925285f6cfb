# What hangs on an exception is there for C, and when it comes home.
import ctypes

attr = ctypes.pythonapi.PyObject_GetAttrString
attr.argtypes, attr.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.py_object
e = ValueError('a', [1])
e.code = 5
e.add_note('note')
print(attr(e, b'code'), attr(e, b'__notes__'), attr(e, b'args')[1] is e.args[1])
class Odd(KeyError):
    def __str__(self):
        return 'odd'
o = Odd(1)
o.more = {'a': 1}
print(attr(o, b'more') is o.more, ctypes.py_object(o).value is o)
