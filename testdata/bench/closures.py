"""Closures: reads and writes of cells, functions made in loops, lambdas."""
def counter(step):
    n = 0
    def bump():
        nonlocal n
        n += step
        return n
    return bump
def compose(f, g): return lambda x: f(g(x))
def main(n):
    bump = counter(3)
    total = 0
    inc = compose(lambda x: x + 1, lambda x: x * 2)
    for i in range(n):
        total += bump() + inc(i)
        if i % 10 == 0:
            total += compose(lambda x: x + i, abs)(-i)
    return total
print(main(2_200_000))
