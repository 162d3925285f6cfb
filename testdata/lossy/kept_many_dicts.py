# A table of rows, each a dict, in C's memory.
import ctypes

rows = [{'id': i, 'name': str(i)} for i in range(100)]
table = (ctypes.py_object * 100)()
for i, row in enumerate(rows):
    table[i] = row
print(table[99] is rows[99], table[3]['name'])
