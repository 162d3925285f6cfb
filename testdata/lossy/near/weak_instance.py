# C makes a weak reference to an instance of Python, of which it holds no other.
import ctypes

class Thing:
    def run(self):
        return 1

ref = ctypes.pythonapi.PyWeakref_NewRef
ref.argtypes, ref.restype = [ctypes.py_object, ctypes.py_object], ctypes.py_object
target = Thing()
print(ref(target, None)() is target)
