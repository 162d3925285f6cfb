# The same while C holds the object.
import ctypes

class Thing:
    pass

ref = ctypes.pythonapi.PyWeakref_NewRef
ref.argtypes, ref.restype = [ctypes.py_object, ctypes.py_object], ctypes.py_object
target = Thing()
holder = ctypes.py_object(target)
print(ref(target, None)() is target)
