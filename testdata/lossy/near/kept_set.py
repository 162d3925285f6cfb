# A set that C holds, small enough: what Python does later, C sees.
import ctypes

big = set(range(150))
holder = ctypes.py_object(big)
big.add(-1)
size = ctypes.pythonapi.PySet_Size
size.argtypes, size.restype = [ctypes.py_object], ctypes.c_ssize_t
print(holder.value is big, size(holder), len(big))
