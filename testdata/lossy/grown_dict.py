# A dict that grows after C has got it.
import ctypes

seen = {0: 0}
holder = ctypes.py_object(seen)
seen.update((i, i) for i in range(1000))
print(holder.value is seen, len(holder.value))
