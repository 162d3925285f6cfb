"""List work: append, index, slices, sieve, nested lists, list methods."""
def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]
def matmul(a, b):
    n = len(a)
    out = []
    for i in range(n):
        row = []
        ai = a[i]
        for j in range(n):
            t = 0
            for k in range(n): t += ai[k] * b[k][j]
            row.append(t)
        out.append(row)
    return out
def bubble(xs):
    n = len(xs)
    for i in range(n):
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]: xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
def queue(n):
    q = []
    for i in range(n):
        q.append(i)
        if i % 3 == 0: q.pop()
    while len(q) > 10: q = q[len(q) // 2:]
    return q
n = 130
m = [[(i * j) % 7 for j in range(n)] for i in range(n)]
print(len(sieve(2_000_000)), sum(map(sum, matmul(m, m))), bubble([(i * 7919) % 1009 for i in range(1500)])[:5], queue(1_000_000)[:3])
