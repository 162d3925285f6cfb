# needs: libpython
# Contexts of decimal in threads, tasks, generators and subclasses.
import decimal, threading, asyncio, contextvars, copy, pickle, sys, numbers, fractions, gc, weakref
from decimal import *
def t(name, f):
    try:
        print(name, '->', repr(f())[:300])
    except BaseException as e:
        print(name, '!!', type(e).__module__, type(e).__qualname__, e, '|', repr(e.__cause__), repr(e.__context__))
D = Decimal
getcontext().prec = 10
def w(out):
    out.append(getcontext().prec)
    getcontext().prec = 3
    out.append(D(1) / 3)
o = []
x = threading.Thread(target=w, args=(o,))
x.start()
x.join()
print(o, D(1) / 3)
async def task(p):
    with localcontext() as c:
        c.prec = p
        for i in range(3):
            await asyncio.sleep(0)
        return D(1) / 7
async def task2(p):
    getcontext().prec = p
    await asyncio.sleep(0)
    return (D(1) / 7, getcontext().prec)
async def main():
    print(await asyncio.gather(*(task(p) for p in range(3, 8)), *(task2(p) for p in range(3, 6))))
    print(getcontext().prec)
asyncio.run(main())
def g():
    with localcontext(Context(prec=4)):
        yield (D(1) / 3)
        yield (D(1) / 3)
i = g()
print(next(i), D(2) / 3, next(i))
i.close()
print(D(2) / 3)
ctx = contextvars.copy_context()
t('ctxrun', lambda: ctx.run(lambda: (setattr(getcontext(), 'prec', 2), D(1) / 3)))
print(D(1) / 3)
def r():
    raise KeyError('in run')
t('runraise', lambda: ctx.run(r))
print(D(1) / 3, ctx.run(lambda: D(1) / 3))
class Sub(Decimal):

    def __new__(cls, v, tag=None):
        o = super().__new__(cls, v)
        o.tag = tag
        return o

    def __add__(self, o):
        return ('add', super().__add__(o))

    def __hash__(self):
        return 5
s = Sub('1.5', 't')
t('Sub', lambda: (s, s.tag, s + 1, 1 + s, s * 2, type(s * 2), type(+s), hash(s), s == D('1.5'), max(s, D(9)), type(copy.copy(s)), copy.copy(s).tag, type(pickle.loads(pickle.dumps(s)) if 0 else s)))
class TC(Context):

    def __init__(s, **k):
        super().__init__(**k)
        s.name = 'tc'

    def add(self, a, b):
        return 'sub add'
c = TC(prec=3)
t('TC', lambda: (c.add(1, 2), c.divide(1, 3), c.name, c))
setcontext(c)
t('gc', lambda: (getcontext() is c, type(getcontext()), D(1) / 3))
setcontext(Context(prec=10))
c = Context(traps=[Inexact])
t('traps', lambda: c.divide(1, 3))
t('flags', lambda: (c.flags[Inexact], c.traps[Inexact], sorted(map(str, c.flags))[:2], len(c.flags), dict(c.traps)[Inexact]))
t('fl', lambda: (c.flags.__setitem__(Inexact, False), c.flags[Inexact], c.clear_flags()))
t('fl2', lambda: c.flags['x'])
t('fl3', lambda: c.flags.__delitem__(Inexact))
t('fl4', lambda: c.flags == {**c.flags})
t('flc', lambda: c.flags.copy())
t('trapset', lambda: setattr(c, 'traps', {Inexact: False}))
t('trapset2', lambda: setattr(c, 'traps', {k: False for k in c.traps}))
t('badprec', lambda: setattr(c, 'prec', 0))
t('badattr', lambda: setattr(c, 'nope', 0))
t('delp', lambda: delattr(c, 'prec'))
t('rnd', lambda: setattr(c, 'rounding', 'x'))
class MyErr(decimal.Inexact):
    pass
t('cls', lambda: (issubclass(DivisionByZero, ZeroDivisionError), DivisionByZero.__mro__))
t('div0', lambda: D(1) / 0)
t('div00', lambda: D(0) / 0)
t('conv', lambda: D('abc'))
t('snan', lambda: D('sNaN') + 1)
t('cmp', lambda: D('NaN') < 1)
t('float', lambda: D(1) + 1.5)
t('fl==', lambda: (D('1.5') == 1.5, D(1) < 1.5, D('1.5') == fractions.Fraction(3, 2), hash(D('1.5')) == hash(1.5)))
with localcontext() as lc:
    lc.traps[FloatOperation] = True
    t('flop', lambda: D(1) < 1.5)
    t('flop2', lambda: D(1.5))
t('tup', lambda: D((0, (1, 2, 3), -2)))
t('tup2', lambda: D((0, (1, 12), 0)))
t('tup3', lambda: D((0, '12', 0)))
t('astup', lambda: (D('-1.50').as_tuple(), D('Infinity').as_tuple(), D('1.25').as_integer_ratio()))
t('dl', lambda: D([1, [2], 3]))
t('sub tuple', lambda: D(decimal.DecimalTuple(1, (2, 3), 1)))
class F(float):
    pass
class I(int):
    pass
class St(str):
    pass
t('subs', lambda: (D(F(1.5)), D(I(5)), D(St('2.5')), D(True), D('  3 '), D('1_000'), D('٣')))
t('fmt', lambda: (f"{D('1234567.891'):,.2f}", f"{D('1.5'):e}", f'{D(1):>10}', f"{D('0.1'):%}", format(D('NaN'), '010')))
t('fmtbad', lambda: format(D(1), 'zz'))
t('fmt3', lambda: D(1).__format__(5))
t('fmtu', lambda: format(D('1234.5'), 'é>10,'))
t('fmtloc', lambda: D('1234.5').__format__('n'))
t('fmtover', lambda: D('1234567.5').__format__(',.3f', {'thousands_sep': '_', 'decimal_point': '!', 'grouping': [2, 1, 0]}))
t('fmtover2', lambda: D('1234567.5').__format__(',.3f', {}))
t('pow', lambda: (pow(D(2), 3), pow(D(2), 3, 5), D(2) ** D('0.5'), 2 ** D(3)))
t('divmod', lambda: divmod(D(7), 3))
t('rops', lambda: (1 - D(3), 7 // D(2), 7 % D(4), divmod(7, D(2))))
t('round', lambda: (round(D('2.5')), round(D('2.675'), 2), int(D('1e20')), float(D('1e400'))))
t('sum', lambda: sum([D(1)] * 5))
t('stat', lambda: __import__('statistics').mean([D(1), D(2)]))
t('num', lambda: (isinstance(D(1), numbers.Number), isinstance(D(1), numbers.Real)))
t('ord', lambda: sorted([D(3), 1, D('2.5')]))
class Rev:

    def __radd__(s, o):
        return ('radd', o)

    def __eq__(s, o):
        return 'eq'

    def __lt__(s, o):
        raise ZeroDivisionError('lt')
t('rev', lambda: (D(1) + Rev(), D(1) == Rev()))
t('rev2', lambda: D(1) > Rev())
t('rev3', lambda: D(1) * Rev())
t('pickles', lambda: [pickle.loads(pickle.dumps(v, p)) for v in (D('1.5'), D('NaN'), decimal.DecimalTuple(0, (1,), 0)) for p in (0, 2, 5)])
cc = pickle.loads(pickle.dumps(c))
t('pc', lambda: (cc.prec, cc.traps[Inexact], cc))
t('copyc', lambda: (copy.copy(c), c.copy(), copy.deepcopy(c).prec))
t('id', lambda: (D(s) is s, D(D(5)) == 5, copy.copy(D(5)), (lambda d: copy.deepcopy(d) is d)(D(5))))
t('lctx', lambda: localcontext(5))
t('lctx2', lambda: [getcontext().prec for _ in [localcontext(prec=77).__enter__()]])
setcontext(Context(prec=9))
t('lctx3', lambda: localcontext(nope=77))
t('set', lambda: setcontext(5))
t('hugexp', lambda: D('1e999999999999999999'))
t('bigint', lambda: D(10 ** 5000) == 10 ** 5000)
t('toint', lambda: int(D(10 ** 5000)) == 10 ** 5000)
t('slots', lambda: D(1).__dict__)
t('attr', lambda: setattr(D(1), 'x', 1))
wk = D(5)
t('weak', lambda: weakref.ref(D(5)))
t('real', lambda: (D('1.5').real, D(1).imag, D(1).conjugate()))
t('logical', lambda: D(1010).logical_and(D(1100)))
t('sci', lambda: D(12345).to_eng_string(Context(prec=3)))
t('ctxarg', lambda: D(1).sqrt(context=5))
t('ctxarg2', lambda: D(2).sqrt(Context(prec=3)))
t('quant', lambda: D('1.2345').quantize(D('0.01'), rounding=ROUND_UP))
t('qbad', lambda: D('1.2345').quantize(D('0.01'), rounding='UP'))
with localcontext() as l1:
    l1.prec = 3
    try:
        with localcontext() as l2:
            l2.prec = 2
            raise ValueError
    except ValueError:
        print(getcontext() is l1, D(1) / 3)
