# Keys with the same hash that differ, and two NaNs, which equal nothing.
import ctypes

class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return self.n == other.n

one, two = Key(1), Key(2)
nan, other = float('nan'), float('inf') - float('inf')
for box in {one: 1, two: 2}, {one, two}, frozenset((one, two)), {nan: 1, other: 2}:
    holder = ctypes.py_object(box)
    print(len(holder.value), len(box))
