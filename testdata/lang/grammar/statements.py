# Statements on one line, semicolons, nested blocks and odd layouts.
x = 1; y = 2; print(x, y);
if x: print('one-line if'); print('second')
else: print('never')
for i in 1, 2, 3: print(i, end=' ')
else: print('for-else')
while x < 3: x += 1
else: print('while-else', x)
if x == 1:
    pass
elif x == 2:
    pass
elif x == 3:
    if y == 2:
        print('nested')
    else:
        print('no')
else:
    print('no')
def f(): return 1; print('unreachable')
print(f())
class C: a = 1; b = a + 1
print(C.a, C.b)
try: raise ValueError
except ValueError: print('caught')
else: print('no')
finally: print('finally')
with open('/dev/null') as fh, open('/dev/null') as fh2: print('with', fh.closed)
print(fh.closed, fh2.closed)
a = b = c = [1]
print(a is b is c)
(a, b), *c = (1, 2), 3, 4
print(a, b, c)
[a, [b, *c], d] = 1, (2, 3, 4), 5
print(a, b, c, d)
*a, = 'abc'
print(a)
x: int = 5
y: 'undefined name' = 6
z: int
print(__annotations__)
(x): str = 'no annotation kept'
print(__annotations__)
del a, (b, [c]), d
try:
    a
except NameError as e:
    print(e)
assert True, 'never evaluated'
if True:
	print('a tab is fine when consistent')
if (1 and
    2
    # a comment inside brackets
    and 3): print('continued')
total = 1 + \
    2 + \
    3
print(total)
lambda: (yield)
def g():
    global gg, hh
    gg = 1; hh = 2
g(); print(gg, hh)
x = 5
x += 1; x -= 2; x *= 3; x /= 2; x //= 1; x **= 2; x %= 7
print(x)
n = 0b1100
n &= 0b0110; print(n); n |= 1; print(n); n ^= 0xF; print(n); n <<= 4; print(n); n >>= 2; print(n)
