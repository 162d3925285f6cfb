"""Integers at work: gcd, modular arithmetic, bases, bits, roots, primes, pi."""
import math
import sys


def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        q, a, b = a // b, b, a % b
        x0, x1 = x1, x0 - q * x1
        y0, y1 = y1, y0 - q * y1
    return a, x0, y0


for a, b in (240, 46), (-240, 46), (10**30 + 57, 2**90), (0, 5), (7, 0):
    g, x, y = egcd(a, b)
    print(a, b, g, x, y, a * x + b * y == g, math.gcd(a, b), math.lcm(a, b))


def pi_digits(n):
    def arctan(x, unity):
        total = term = unity // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            sign, n = -sign, n + 2
        return total
    unity = 10 ** (n + 10)
    return 4 * (4 * arctan(5, unity) - arctan(239, unity)) // 10**10


print(pi_digits(120))


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print([n for n in range(60) if is_prime(n)], is_prime(2**61 - 1), is_prime(2**89 - 1), is_prime(2**67 - 1))
print(pow(3, -1, 7), pow(2, 10**20, 1000007), pow(-3, 5, 7), pow(5, 3, -7), pow(0, 0, 1))
for bad in (lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: 1 << -1, lambda: 5 // 0, lambda: 5 % 0, lambda: divmod(5, 0),
            lambda: 0 ** -1, lambda: int("0x", 16), lambda: int("1" * 5000), lambda: int("z", 36) + int("_1"), lambda: (1).to_bytes(0, "big"),
            lambda: (-1).to_bytes(2, "big"), lambda: int.from_bytes("a", "big"), lambda: int(float("nan")), lambda: int(float("inf")),
            lambda: math.isqrt(-1), lambda: math.factorial(-1), lambda: math.comb(-1, 2), lambda: 10 ** 400 * 1.0, lambda: 1 / 10**400 + 10**400 / 3):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
for n in (0, 1, -1, 255, -256, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 10**25):
    print(n, bin(n), oct(n), hex(n), n.bit_length(), n.bit_count(), ~n, -n, n >> 3, n << 3, n & 0xFF, n | 1, n ^ -1, hash(n))
for a in (17, -17, 10**20, -10**20):
    for b in (5, -5, 10**19 + 7):
        print(a, b, a // b, a % b, divmod(a, b), a / b, math.fmod(a, b))
print(math.isqrt(10**40 + 1), math.factorial(25), math.comb(60, 30), math.perm(20, 5), round(12345, -2), round(-15, -1), round(25, -1))
print((123456789).to_bytes(5, "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), (2**70).to_bytes(9, "big").hex())
print(f"{2**80:,} {2**80:_x} {-5:08b} {255:#06x} {10**6:+,} {42:^10}|{42:*<6}|{3:e}|{12345678901234567890:.3g}|{65:c}|{5:n}")
print(sys.int_info.bits_per_digit, sys.maxsize, int.__doc__.splitlines()[0], (5).real, (5).imag, (5).numerator, (5).conjugate(), (5).as_integer_ratio())
print(int("  -0b101 ", 0), int("0o17", 8), int("1_000"), int(b"12"), int("٣"), int("zz", 36), int(3.99), int(-3.99), int(True))


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print(max(range(1, 3000), key=collatz), [collatz(2**k + 1) for k in range(1, 12)])
fib = [0, 1]
while len(fib) < 300:
    fib.append(fib[-1] + fib[-2])
print(fib[100], fib[299], sum(fib) == fib[-1] + fib[-2] + fib[-1] - 1)
