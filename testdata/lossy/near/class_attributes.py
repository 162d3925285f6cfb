# Containers in the body of a class that C makes, and set on it later.
import ctypes

shared = [1]
class S(ctypes.Structure):
    _fields_ = [('x', ctypes.c_int)]
    registry = shared
    options = {'a': 1}

shared.append(2)
S.options['b'] = 2
S.later = later = set()
later.add(3)
print(S.registry is shared, S.registry, S.options, S.later is later, type(S.options) is dict)
