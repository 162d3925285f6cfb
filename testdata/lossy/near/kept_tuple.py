# A tuple of the same size: nobody can change it.
import ctypes

lines = tuple('line %d' % i for i in range(3000))
holder = ctypes.py_object(('header', lines))
print(holder.value[1] == lines)
