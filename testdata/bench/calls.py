"""Plain calls of Python functions: recursion and a chain of small helpers."""
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def add(a, b): return a + b
def twice(a): return add(a, a)
def main(n):
    total = 0
    for i in range(n):
        total = add(total, twice(i)) & 0xffff
    return total
print(fib(28), main(2_500_000))
