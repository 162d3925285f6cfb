"""Integers beyond a machine word: factorials, Fibonacci, modular powers, digits."""
def main():
    f = 1
    for i in range(1, 3500): f *= i
    a, b = 0, 1
    for _ in range(60_000): a, b = b, a + b
    total = 0
    for i in range(1, 1500): total += pow(i, 10**30 + i, 2**127 - 1)
    q = 10**2000 // 7**1000
    for _ in range(400_000):
        q = (q * 6364136223846793005 + 1442695040888963407) % 2**192
    s = str(f % 10**4000)
    d = sum(map(int, s))
    x, k = 2**89 - 1, 0
    for i in range(900_000): k += x * i >> 70; k &= 2**100 - 1
    return f % 1000003, a % 10**9, total % 10**9, q % 10**9, d, k % 10**9
print(main())
