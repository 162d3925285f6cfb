# The list lies in a tuple, which C keeps.
import ctypes

lines = ['line %d' % i for i in range(3000)]
holder = ctypes.py_object(('header', lines))
print(holder.value[1] is lines)
