# A dict that C holds, small enough: what Python does later, C sees.
import ctypes

big = {i: str(i) for i in range(60)}
holder = ctypes.py_object(big)
big[-1] = "x"
size = ctypes.pythonapi.PyDict_Size
size.argtypes, size.restype = [ctypes.py_object], ctypes.c_ssize_t
print(holder.value is big, size(holder), len(big))
