# A list that C holds, too large to be compared at each crossing.
import ctypes

big = list(range(2000))
holder = ctypes.py_object(big)
print(holder.value is big, len(holder.value))
