import os.path as p
from math import floor

x: int = 3
y = z = x
a, (b, *c) = 1, (2, 3, 4)
a, b = b, a
x += 1; y -= 1
if (n := len(c)) > 1 and \
        y:
    z = n
elif x: z = 0
else:
    z = -1
while z:
    z -= 1
    if z == 1:
        continue
    break
else:
    z = 5
del b
assert a, "never"
matrix = [[1, 2], [3, 4]]
matrix[0][1] = matrix[1][0]
matrix[z][-1] += 5
matrix[1:] = []
print(floor(2.5), p.sep,
      matrix, f"{x!r:>{y}}")
for i, v in enumerate("ab"): pass
try:
    pass
finally:
    z = None
