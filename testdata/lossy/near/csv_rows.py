# Many long rows, which nobody changes meanwhile.
import csv
import io

class Cell:
    def __str__(self):
        return 'cell'

rows = [[Cell()] + ['a'] * 1200 for _ in range(3)]
out = io.StringIO()
csv.writer(out).writerows(rows)
print(len(out.getvalue()), len(list(csv.reader(out.getvalue().splitlines()))))
