# A table of tuples.
import ctypes

rows = [(i, str(i)) for i in range(100)]
table = (ctypes.py_object * 100)()
for i, row in enumerate(rows):
    table[i] = row
print(table[99] == rows[99], table[3][1])
