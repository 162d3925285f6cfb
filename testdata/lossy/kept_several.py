# Three lists, each small, together too large.
import ctypes

lists = [list(range(500)) for _ in range(3)]
holders = [ctypes.py_object(x) for x in lists]
print([h.value is x for h, x in zip(holders, lists)])
