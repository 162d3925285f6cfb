import math
from decimal import Decimal
from fractions import Fraction

values = [0.0, -0.0, 0.5, -1.5, 2, 10, 1e300, float('inf'), float('nan'), True, Fraction(1, 3), 2 ** 70]
for name in sorted(n for n in dir(math) if not n.startswith('_')):
    f = getattr(math, name)
    if not callable(f):
        print(name, f)
        continue
    for v in values:
        try:
            print(name, v, f(v))
        except Exception as e:
            print(name, v, type(e).__name__, e)
for call in ['math.gcd(12, -18, 27)', 'math.lcm(4, 6)', 'math.comb(10, 3)', 'math.perm(10)', 'math.factorial(25)', 'math.isqrt(10 ** 40)', 'math.prod([2, 3.5], start=2)', 'math.fsum([0.1] * 10)',
             'math.hypot(3, 4, 12)', 'math.dist((1, 2), [4, 6])', 'math.ldexp(0.5, 10)', 'math.frexp(10)', 'math.modf(-2.25)', 'math.nextafter(1, 2)', 'math.ulp(1.0)', 'math.isclose(1, 1 + 1e-10)',
             'math.log(8, 2)', 'math.log(10 ** 400)', 'math.pow(0, -1)', 'math.fmod(-7, 3)', 'math.remainder(7, 2)', 'math.copysign(3, -0.0)', 'math.floor(Decimal("2.7"))', 'math.trunc(Fraction(-7, 2))',
             'math.ceil(object())', 'math.sqrt("4")', 'math.comb(3, -1)', 'math.dist((1,), (1, 2))', 'math.atan2(-0.0, -1)', 'math.gcd(1.5)']:
    try:
        print(call, eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)

class N:
    def __float__(self): return 2.25
    def __ceil__(self): return 'ceil'
    def __floor__(self): return 'floor'
    def __trunc__(self): return 'trunc'
    def __index__(self): return 6
print(math.sqrt(N()), math.ceil(N()), math.floor(N()), math.trunc(N()), math.factorial(N()))
