# A dict that C holds, too large to be compared at each crossing.
import ctypes

big = {i: str(i) for i in range(600)}
holder = ctypes.py_object(big)
print(holder.value is big, len(holder.value))
