"""The spectral norm: float work through generator expressions and nested calls."""
def A(i, j): return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
def times(v, f): n = len(v); return [sum(f(i, j) * v[j] for j in range(n)) for i in range(n)]
def transposed(i, j): return A(j, i)
def both(v): return times(times(v, A), transposed)
u = [1.0] * 230
for _ in range(12): v = both(u); u = both(v)
print(round((sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)) ** 0.5, 9))
