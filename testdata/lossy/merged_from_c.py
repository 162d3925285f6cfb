# A copy that C has made of a dict: its keys are equal when it comes back.
import ctypes

class Key:
    equal = False
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return Key.equal

copy = ctypes.pythonapi.PyDict_Copy
copy.argtypes, copy.restype = [ctypes.py_object], ctypes.py_object
holder = ctypes.py_object({Key(): 1, Key(): 2})
Key.equal = True
print(len(copy(holder)))
