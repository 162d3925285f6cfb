# More lists than are looked at.
import ctypes

lists = [[i] for i in range(80)]
holders = []
for x in lists:
    holders.append(ctypes.py_object(x))
print(all(h.value is x for h, x in zip(holders, lists)))
