# C makes weak references to 1100 instances of Python, of which it holds no others.
import ctypes

class Thing:
    pass

ref = ctypes.pythonapi.PyWeakref_NewRef
ref.argtypes, ref.restype = [ctypes.py_object, ctypes.py_object], ctypes.py_object
targets = [Thing() for i in range(1100)]
refs = [ref(target, None) for target in targets]
print(sum(r() is target for r, target in zip(refs, targets)))
