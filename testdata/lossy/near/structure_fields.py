# The list of fields is read once, and stays the list that it is.
import ctypes

fields = [('f%d' % i, ctypes.c_int) for i in range(1100)]
class Wide(ctypes.Structure):
    _fields_ = fields
    table = fields

print(ctypes.sizeof(Wide), Wide.table is fields, len(Wide._fields_))
