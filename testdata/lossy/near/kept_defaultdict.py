# A dict of another class with a key added after C has got it: PyDict_GetItem finds it.
import collections
import ctypes

names = collections.defaultdict(int, a=1)
row = (ctypes.py_object * 2)(names, None)
names['b'] += 5
get = ctypes.pythonapi.PyDict_GetItemString
get.argtypes, get.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.c_void_p
print(row[0] is names, get(row[0], b'b') is not None, get(row[0], b'c') is not None, dict(names))
