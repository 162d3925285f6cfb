# Recursive functions of many shapes.
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
def hanoi(n, a, b, c): return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
def perms(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i + 1:])]
def flatten(x): return [x] if not isinstance(x, (list, tuple)) else [z for y in x for z in flatten(y)]
def gcd(a, b): return a if b == 0 else gcd(b, a % b)
def power(b, n): return 1 if n == 0 else power(b * b, n // 2) * (b if n % 2 else 1)
def subsets(s): return [[]] if not s else (r := subsets(s[1:])) + [[s[0]] + x for x in r]
def binary(n): return str(n) if n < 2 else binary(n // 2) + str(n % 2)
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
def mc91(n): return n - 10 if n > 100 else mc91(mc91(n + 11))
def collatz(n, steps=0): return steps if n == 1 else collatz(3 * n + 1 if n % 2 else n // 2, steps + 1)
def pascal(n): return [1] if n == 0 else (lambda p: [1] + [a + b for a, b in zip(p, p[1:])] + [1])(pascal(n - 1))
def partitions(n, m=None): return [[]] if n == 0 else [[k] + p for k in range(min(n, m or n), 0, -1) for p in partitions(n - k, k)]
def lev(a, b, memo={}):
    if (a, b) not in memo: memo[a, b] = len(a) + len(b) if not a or not b else min(lev(a[1:], b) + 1, lev(a, b[1:]) + 1, lev(a[1:], b[1:]) + (a[0] != b[0]))
    return memo[a, b]
def deepsum(d): return sum(deepsum(v) if isinstance(v, dict) else v for v in d.values())
def qsort(l): return [] if not l else qsort([x for x in l[1:] if x <= l[0]]) + [l[0]] + qsort([x for x in l[1:] if x > l[0]])
def change(n, coins): return 1 if n == 0 else 0 if n < 0 or not coins else change(n - coins[0], coins) + change(n, coins[1:])
def fill(g, x, y, c):
    if 0 <= y < len(g) and 0 <= x < len(g[y]) and g[y][x] == '.':
        g[y][x] = c
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)): fill(g, x + dx, y + dy, c)
print(ack(2, 3), len(hanoi(8, 'A', 'B', 'C')), hanoi(2, 1, 2, 3), perms('abc'), flatten([1, [2, (3, [4])], []]), gcd(1071, 462), power(3, 40), subsets([1, 2, 3]), binary(37), even(200), odd(201), mc91(50), collatz(27), pascal(6), partitions(5), lev('kitten', 'sitting'), deepsum({'a': 1, 'b': {'c': 2, 'd': {'e': 3}}}), qsort([3, 1, 4, 1, 5, 9, 2, 6]), change(50, (25, 10, 5, 1)))
g = [list(r) for r in ('..#..', '.##..', '#..#.', '.....')]; fill(g, 0, 0, 'o'); print(*map(''.join, g), sep='\n')
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a))); print(Y(lambda s: lambda n: 1 if n < 2 else n * s(n - 1))(10), (lambda f: f(f, 6))(lambda f, n: n if n < 2 else f(f, n - 1) + f(f, n - 2)))
def trampoline(f, *a):
    r = f(*a)
    while callable(r): r = r()
    return r
def tsum(n, acc=0): return acc if n == 0 else lambda: tsum(n - 1, acc + n)
print(trampoline(tsum, 20000))
def solve(b, empty='0'):
    i = b.find(empty)
    if i < 0: return b
    r, c = divmod(i, 4); used = {b[j] for j in range(16) if j // 4 == r or j % 4 == c or (j // 8 == r // 2 and j % 4 // 2 == c // 2)}
    for d in '1234':
        if d not in used and (s := solve(b[:i] + d + b[i + 1:])): return s
print(solve('1000003002000004'))
def expr(s):
    def parse(i):
        if s[i] == '(':
            vals = []; i += 1
            while s[i] != ')':
                v, i = parse(i); vals.append(v)
            return vals, i + 1
        return s[i], i + 1
    return parse(0)[0]
print(expr('(a(bc)((d)e))'))
def show(t, depth=0):
    for k, v in t.items(): print('  ' * depth + k); show(v, depth + 1)
show({'root': {'usr': {'bin': {}, 'lib': {'py': {}}}, 'etc': {}}})
