# needs: libpython
# Fraction and Decimal with the built-in numbers; numbers' tower.
from fractions import Fraction as F
from decimal import Decimal as D, getcontext, localcontext, ROUND_HALF_UP, Inexact, DivisionByZero, InvalidOperation
import numbers
print(F(1, 3) + F(1, 6), F(3, 6), F('3/7'), F('0.125'), F(0.5), F(-1, -2), F(D('1.1')), F(1.1), F(1, 3) * 2, 1 / F(1, 3), F(7, 2) // 1, F(7, 2) % 1, F(1, 2) ** 2, F(1, 4) ** 0.5, F(2) ** -2, F(1, 2) + 0.5, F(1, 2) == 0.5, hash(F(1, 2)) == hash(0.5), F(5) == 5, round(F(7, 2)), round(F(22, 7), 2), int(F(7, 2)), float(F(1, 3)), F(22, 7).limit_denominator(5), F(3.141592653589793).limit_denominator(1000), abs(F(-1, 2)), F(1, 2) < F(2, 3) < 1, repr(F(1, 2)), str(F(4, 2)), divmod(F(7, 2), F(1, 3)), sum([F(1, i) for i in range(1, 10)]), max(F(1, 2), 0.6))
for f in (lambda: F(1, 0), lambda: F('a'), lambda: F(1.5, 2), lambda: F(None), lambda: F(1, 2) + D(1), lambda: F(float('nan')), lambda: F('1/0'), lambda: F(1, 2) + '1', lambda: F(float('inf'))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
getcontext().prec = 28
print(D('1.10') + D('2.205'), D(1) / D(3), D('1E+5'), D(0.1), D('0.1') + D('0.2') == D('0.3'), D(10) ** 20, D(2).sqrt(), D('1.5').quantize(D('1')), D('2.5').quantize(D('1'), ROUND_HALF_UP), D('-0'), D('NaN'), D('Infinity'), -D('1.50'), abs(D('-3')), D('7') // 2, D('-7') % 3, divmod(D(7), D(2)), D('1.23E-10'), D(5) == 5, D('0.5') == 0.5, hash(D(5)) == hash(5), D('1.0') == D('1.00'), repr(D('1.0')), str(D('1E-7')), D('123456.789').normalize(), D(1234567).to_eng_string(), D('3.14').as_tuple(), D('3.14').as_integer_ratio(), int(D('3.9')), float(D('1.5')), round(D('2.675'), 2), round(D('2.5')), f'{D("1234.5678"):,.2f} {D("0.5"):%} {D("1e10"):f} {D(5):>5}', D('1.5').exp().quantize(D('.0001')), sum([D('0.1')] * 3), max(D(1), D(2)), D(True))
for f in (lambda: D(1) / D(0), lambda: D('a'), lambda: D(1) + 1.5, lambda: D(0) / D(0), lambda: D('sNaN') + 1, lambda: D(-1).sqrt(), lambda: D(1) < D('NaN'), lambda: D([]), lambda: int(D('NaN')), lambda: int(D('Infinity')), lambda: D(10) ** 10**10):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
with localcontext() as ctx:
    ctx.prec = 5; print(D(1) / D(7)); ctx.traps[Inexact] = True
    try: D(1) / D(3)
    except Inexact as e: print('inexact', type(e).__name__)
print(D(1) / D(7), getcontext().prec, isinstance(e := D(1), numbers.Number), isinstance(e, numbers.Real), isinstance(1, numbers.Integral), isinstance(F(1), numbers.Rational), isinstance(1.5, numbers.Real), isinstance(1j, numbers.Complex), isinstance(True, numbers.Integral))
class Money(D):
    def __add__(self, o): return Money(super().__add__(o))
    def __str__(self): return f'${super().__str__()}'
m = Money('1.50') + Money('2.25'); print(m, type(m).__name__, m * 2, type(m * 2).__name__, repr(m), f'{m:.1f}')
class Frac(F): pass
print(type(Frac(1, 2) + Frac(1, 2)).__name__, Frac(1, 2))
