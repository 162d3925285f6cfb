# Large integers: text of a hundred thousand digits, the digit limit, algebraic identities.
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
for f in (lambda: int('9' * 4300) % 97, lambda: int('9' * 4301), lambda: len(str(10**4299)), lambda: str(10**4300), lambda: f'{10**4300}', lambda: '%d' % 10**4300, lambda: repr(-10**4300), lambda: len(hex(10**5000)), lambda: int('f' * 5000, 16) % 97, lambda: sys.set_int_max_str_digits(100), lambda: int('1_' * 4300 + '1') % 7, lambda: eval('1' * 5000)):
    try: print(f())
    except (ValueError, SyntaxError) as e: print(type(e).__name__, e)
sys.set_int_max_str_digits(0)
n = 7**118000; s = str(n); print(len(s), s[:20], s[-20:], int(s) == n)
m = int('123456789' * 12000); print(m % 1000000007, len(str(m * m)), str(m)[:12])
sys.set_int_max_str_digits(4300)
a, b = 3**500 + 7, 5**300 - 11
q, r = divmod(a, b); print(q * b + r == a, 0 <= r < b, divmod(-a, b)[1] + divmod(a, b)[1] == b, (a + b)**2 == a*a + 2*a*b + b*b, a // b == (a - a % b) // b)
for x in (a, -a, 1, -1, 0, 2**64, -2**64, 2**63, 2**64 - 1):
    for y in (b, -b, 3, -3, 2**32, -2**63):
        assert x == x // y * y + x % y and (x % y == 0 or (x % y > 0) == (y > 0)), (x, y)
for k in range(0, 200, 13):
    v = (1 << k) - 1; assert v.bit_length() == k and (v << k >> k) == v and v & (v + 1) == 0 and int(bin(v), 2) == v and int(hex(-v), 16) == -v and int.from_bytes(v.to_bytes(30, 'little'), 'little') == v and (-v >> 3) == -v // 8 and ~v == -v - 1 and (v ^ -1) == ~v and (-v & 0xff) == (-v) % 256, k
print('identities hold')
def fib(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
print(fib(1000), fib(5000) % 10**30)
def powmod(b, e, m):
    r = 1
    while e:
        if e & 1: r = r * b % m
        b = b * b % m; e >>= 1
    return r
print(powmod(3, 10**50, 10**30 + 57) == pow(3, 10**50, 10**30 + 57), pow(2, 2**70, 1000003))
def isprime(n): return n > 1 and all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11, 13))
print([n for n in range(2**61 - 5, 2**61 + 5) if isprime(n)], isprime(2**89 - 1), isprime(2**91 - 1))
pi, k, x = 0, 0, 10**60
def arctan(inv, unity):
    t = unity // inv; total = t; n = 3; sign = -1; sq = inv * inv
    while t: t //= sq; total += sign * (t // n); sign = -sign; n += 2
    return total
print((4 * (4 * arctan(5, x) - arctan(239, x))) // 10**5)
print(int(2.0**200), float(2**200), int(1e300) % 10**9, (2**1023 + 2**970).__float__(), 2**1024 // 2**1000 * 1.0, round(10**30 / 3), round(2.5e20), int(-1e18) - 1)
