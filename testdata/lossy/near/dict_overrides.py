# PyDict_GetItem does not ask a subclass's __getitem__ or __missing__.
import ctypes

class Default(dict):
    def __missing__(self, key):
        return 'missing'
    def __getitem__(self, key):
        return 'mine'

get = ctypes.pythonapi.PyDict_GetItemWithError
get.argtypes, get.restype = [ctypes.py_object, ctypes.py_object], ctypes.c_void_p
subscript = ctypes.pythonapi.PyObject_GetItem
subscript.argtypes, subscript.restype = [ctypes.py_object, ctypes.py_object], ctypes.py_object
d = Default(a=1)
print(get(d, 'a') is not None, get(d, 'b') is not None, subscript(d, 'a'), subscript(d, 'b'))
