# Assignment expressions and where their names go.
if (n := 10) > 5: print(n)
print((y := 1, y + 1), y)
data = [1, 2, 3, 4]
print([last := x for x in data if (half := x / 2) > 1], last, half)
def f():
    if any((hit := x) > 2 for x in data):
        return hit
print(f())
while (line := data.pop() if data else None) is not None:
    print(line, end=' ')
print()
print({(k := i): (v := i * i) for i in range(3)}, k, v)
def g(x, y=(z := 5)): return x, y
print(g(1), z)
print(g(y := 3), y)
print(f'{(w := 7)} {w}', f'{w:=10}|')
lst = [0, 0]
lst[(i := 1)] = 'set'
print(lst, i)
class C:
    a = (b := 2) + 1
    c = [b for _ in [0] if True] if False else None
print(C.a, C.b)
x = (y := (z := 1) + 1) + 1
print(x, y, z)
def outer():
    def inner():
        nonlocal total
        return [total := total + v for v in (1, 2, 3)]
    total = 0
    print(inner(), total)
outer()
def glob():
    global made
    [made := q for q in 'xy']
glob()
print(made)
for src in ('[i := 0 for i in range(3)]', '[[(j := 0) for i in range(2)] for j in range(2)]', 'class C:\n    [x := 1 for _ in y]',
            '[x for x in (y := [1])]', '(a, b := 1)', 'lambda: x := 1', 'def f(a := 1): pass', 'f(a := 1, b=2)', 'del (a := 1)', 'x = y := 1', 'f(a=b := 1)',
            '[(x := 1), y := 2]', '{a := 1}', 'a[b := 0]', '(a := 1) = 2', '((a) := 1)', '(*a := 1)', 'assert (a := 1)', 'with (a := b): pass'):
    try:
        compile(src, '<w>', 'exec')
        print('ok', repr(src))
    except SyntaxError as e:
        print('error', repr(src), e.msg)
print((lambda: (q := 5) + q)())
