# A dict that grows when C has let it go.
import ctypes
import gc

seen = {0: 0}
holder = ctypes.py_object(seen)
del holder
gc.collect()
ctypes.sizeof(ctypes.c_int)
seen.update((i, i) for i in range(1000))
ctypes.sizeof(ctypes.c_int)
print(len(seen))
