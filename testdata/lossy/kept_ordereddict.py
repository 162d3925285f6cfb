# A dict of another class, in an array of C.
import collections
import ctypes

names = collections.OrderedDict((str(i), i) for i in range(1000))
row = (ctypes.py_object * 2)(names, None)
print(row[0] is names)
