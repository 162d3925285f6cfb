# A list that C holds, small enough: what Python does later, C sees.
import ctypes

big = list(range(200))
holder = ctypes.py_object(big)
big.append(-1)
size = ctypes.pythonapi.PyList_Size
size.argtypes, size.restype = [ctypes.py_object], ctypes.c_ssize_t
print(holder.value is big, size(holder), len(big))
