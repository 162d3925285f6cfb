# Two keys of a dict become equal after they were put in.
import ctypes

class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return self.n == other.n

one, two = Key(1), Key(2)
box = {one: 1, two: 2}
two.n = 1
holder = ctypes.py_object(box)
print(len(box))
