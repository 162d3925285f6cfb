# Instances of subclasses of str, int, float and tuple keep their class and attributes.
import collections
import ctypes
import enum

class Tag(str):
    pass
class Color(enum.IntEnum):
    RED = 3
Point = collections.namedtuple('Point', 'x y')
tag = Tag('abc')
tag.note = 'n'
for v in tag, Color.RED, Point(1, 2), True:
    holder = ctypes.py_object(v)
    print(holder.value is v, type(holder.value).__name__, holder.value)
print(ctypes.py_object(tag).value.note)
