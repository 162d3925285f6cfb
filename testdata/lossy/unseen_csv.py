# __str__ of a cell changes the row that csv writes.
import csv
import io

class Cell:
    def __str__(self):
        row[-1] = 'z'
        return 'cell'

row = [Cell()] + ['a'] * 1200
out = io.StringIO()
csv.writer(out).writerow(row)
print(out.getvalue()[:8], row[-1])
