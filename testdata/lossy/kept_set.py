# A set that C holds, too large to be compared at each crossing.
import ctypes

big = set(range(1500))
holder = ctypes.py_object(big)
print(holder.value is big, len(holder.value))
