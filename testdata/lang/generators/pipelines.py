# Generators as programs: pipelines, coroutines by send, backtracking, schedulers.
def numbers(n):
    for i in range(n): yield i
def mapped(f, it):
    for x in it: yield f(x)
def filtered(p, it):
    for x in it:
        if p(x): yield x
def take(n, it):
    for _, x in zip(range(n), it): yield x
print(list(take(5, filtered(lambda x: x % 3 == 0, mapped(lambda x: x * x, numbers(1000))))))
def averager():
    total = n = 0
    avg = None
    while True:
        v = yield avg
        if v is None: return n, avg
        total += v; n += 1; avg = total / n
a = averager(); next(a); print([a.send(v) for v in (10, 20, 60)])
try: a.send(None)
except StopIteration as e: print(e.value)
def permutations(xs):
    if not xs: yield []
    for i, x in enumerate(xs):
        for rest in permutations(xs[:i] + xs[i + 1:]): yield [x] + rest
print(list(permutations([1, 2, 3])))
def queens(n, row=0, cols=()):
    if row == n: yield cols
    else:
        for c in range(n):
            if all(c != q and abs(c - q) != row - i for i, q in enumerate(cols)): yield from queens(n, row + 1, cols + (c,))
print(next(queens(8)), sum(1 for _ in queens(6)))
from collections import deque
def task(name, n):
    for i in range(n): print(name, i, end='; '); yield
def run(*tasks):
    q = deque(tasks)
    while q:
        t = q.popleft()
        try: next(t); q.append(t)
        except StopIteration: print('done', t.__name__, end='; ')
    print()
run(task('A', 2), task('B', 3), task('C', 1))
def primes():
    sieve = {}
    n = 2
    while True:
        p = sieve.pop(n, None)
        if p is None: yield n; sieve[n * n] = n
        else:
            m = n + p
            while m in sieve: m += p
            sieve[m] = p
        n += 1
print(list(take(12, primes())))
def hanoi(n, a='A', b='B', c='C'):
    if n: yield from hanoi(n - 1, a, c, b); yield a + c; yield from hanoi(n - 1, b, a, c)
print(' '.join(hanoi(3)), sum(1 for _ in hanoi(10)))
def countdown(n):
    while n:
        got = yield n
        n = got if got is not None else n - 1
c = countdown(5); print(next(c), next(c), c.send(10), next(c))
def tokens(s):
    word = ''
    for ch in s + ' ':
        if ch.isspace():
            if word: yield word
            word = ''
        else: word += ch
print(list(tokens('  the quick  brown fox ')))
from contextlib import contextmanager
@contextmanager
def tag(name):
    print(f'<{name}>', end='')
    try: yield name.upper()
    except ValueError as e: print(f'!{e}!', end='')
    finally: print(f'</{name}>', end=' ')
with tag('a') as t, tag('b') as u: print(t, u, end='')
with tag('c'): raise ValueError('suppressed')
print()
def interleave(*its):
    its = [iter(i) for i in its]
    while its:
        for i in its[:]:
            try: yield next(i)
            except StopIteration: its.remove(i)
print(list(interleave('abc', [1, 2], (None,))))
def lots(n):
    for i in range(n): yield i
print(sum(lots(100000)), max(len(list(lots(k))) for k in range(50)))
gens = [lots(5) for _ in range(1000)]; print(sum(next(g) for g in gens for _ in range(2)))
def many_locals():
    a, b, c, d, e = 1, 2, 3, 4, 5
    for i in range(3):
        x = yield a + b + c + d + e + i
        a += x or 0
m = many_locals(); print(next(m), m.send(10), m.send(100))
