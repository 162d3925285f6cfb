# needs: libpython
from decimal import *
getcontext().prec = 6
print(Decimal(1)/7, getcontext())
with localcontext() as c:
    c.prec = 3; c.traps[Inexact] = True
    try: Decimal(1)/3
    except Inexact as e: print(type(e), e, e.args)
class D(Decimal):
    def __new__(cls, v, unit=''):
        s = super().__new__(cls, v); s.unit = unit; return s
    def __repr__(self): return f'D({super().__repr__()}, {self.unit})'
    def __add__(self, o): return D(super().__add__(o), self.unit)
d = D('1.5', 'kg'); print(d, repr(d), d + 1, (d+1).unit, d * 2, type(d * 2), hash(d) == hash(Decimal('1.5')), d == 1.5)
print(f'{d:.3f} {d:>10} {Decimal("1234567.891"):,.2f} {Decimal("1e10"):n}', round(d), round(Decimal('2.675'), 2), int(d), float(d))
ctx = Context(prec=4, rounding=ROUND_DOWN, traps=[DivisionByZero], flags=[])
print(ctx.divide(Decimal(2), Decimal(3)), ctx.flags[Inexact], dict(ctx.flags)[Rounded], ctx)
try: ctx.divide(Decimal(1), Decimal(0))
except DivisionByZero as e: print(repr(e), isinstance(e, ZeroDivisionError), DivisionByZero.__mro__)
print(Decimal('1.10').as_tuple(), Decimal('1.10').normalize(), Decimal('-0'), Decimal('nan').is_nan(), Decimal('sNaN'))
try: Decimal('abc')
except InvalidOperation as e: print(e, e.args)
import pickle, copy
print(pickle.loads(pickle.dumps(Decimal('1.5'))), copy.deepcopy(d), pickle.loads(pickle.dumps(ctx)))
print(sorted([Decimal(3), 1, 2.5]), max(Decimal(1), 2), sum([Decimal('0.1')]*3), divmod(Decimal(7), 2), pow(Decimal(2), 3, 5))
class C2(Context):
    def power(self, *a): return 'mine'
setcontext(C2(prec=10)); print(type(getcontext()), getcontext().power(1, 2), Decimal(1)/3)
match Decimal('1'):
    case Decimal(): print('m')
print(Decimal.from_float(0.1), Decimal(0.1) + Decimal('0.1'), Decimal((0, (1, 2), -1)), Decimal('1')._isinteger() if hasattr(Decimal, '_isinteger') else '')
import numbers; print(isinstance(Decimal(1), numbers.Number), issubclass(Decimal, numbers.Real))
print(Decimal('12.3456').quantize(Decimal('.01'), rounding=ROUND_UP), Decimal(10).sqrt(), Decimal(2) ** Decimal('0.5'), -d, abs(d), +Decimal('1.23456789'))
