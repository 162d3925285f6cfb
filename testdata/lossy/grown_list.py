# A list that grows after C has got it.
import ctypes

log = []
holder = ctypes.py_object(log)
for i in range(2000):
    log.append(i)
print(holder.value is log, len(holder.value))
