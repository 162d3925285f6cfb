# Two keys of a frozenset become equal after they were put in.
import ctypes

class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return self.n == other.n

one, two = Key(1), Key(2)
box = frozenset((one, two))
two.n = 1
holder = ctypes.py_object(box)
print(len(box))
