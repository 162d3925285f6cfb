# complex: arithmetic, repr with signed zeros, parsing, comparison.
print(1 + 2j, 1 - 2j, -1j, 1j, 0j, -0j, complex(0, -0.0), complex(-0.0, 0), complex(1e20, 1e-5), complex('inf', ) if 0 else complex(float('inf'), float('nan')), 1.5j, 3 + 0j)
print((1 + 2j) + 1, (1 + 2j) - 1.5, (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), (1 + 2j) ** 2, (1 + 2j) ** 0.5, (1 + 2j) ** (1j), 2 ** (1 + 1j), 1 / 1j, 5 - 1j, -(1 + 2j), +(1j), abs(3 + 4j), (1 + 2j).conjugate(), (1 + 2j).real, (1 + 2j).imag, (1 + 2j) == 1 + 2j, 1 + 0j == 1, 1j != 1, bool(0j), bool(1j), hash(1 + 0j) == hash(1), hash(1 + 2j), (1 + 2j) ** 3, (1 + 2j) ** -2, 0j ** 0, (2j) ** 10, (0.5 + 1j) ** 100 != 0)
print(complex(), complex(1), complex(1, 2), complex('1+2j'), complex(' -1.5j '), complex('j'), complex('(1+2j)'), complex('1e5-2e-3j'), complex(1j, 2), complex(1, 1j), complex(True, 2.5), complex('nan+infj'), complex('3'), complex(imag=2), complex(real=1), complex('1_0+2j'), complex('+j'), complex('-inf'))
for f in (lambda: complex('1 + 2j'), lambda: complex(''), lambda: complex('a'), lambda: complex('1+2'), lambda: complex('1', 2), lambda: complex(1, '2'), lambda: complex([]), lambda: complex(None), lambda: 1j < 2j, lambda: 1j > 1, lambda: int(1j), lambda: float(1j), lambda: 1j // 1, lambda: 1j % 1, lambda: divmod(1j, 1), lambda: 1j / 0, lambda: 0j ** -1, lambda: round(1j), lambda: 1j & 1, lambda: sorted([1j, 2j]), lambda: max(1j, 2), lambda: complex('1j1'), lambda: pow(1j, 2, 3), lambda: (1e200 + 1j) ** 2, lambda: abs(complex(1e308, 1e308)), lambda: setattr(1j, 'real', 5), lambda: [1][1j], lambda: '%d' % 1j):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class C:
    def __complex__(self): return 1 + 1j
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class Bad:
    def __complex__(self): return 5
print(complex(C()), complex(F()), complex(I()), complex(F(), I()))
try: complex(Bad())
except TypeError as e: print(e)
print(f'{1+2j:.2f} {1+2j:>12} {1+2j:e} {1.5-2j!r} {1j:g} {1+2j:+} {12345.678+1j:,.1f}', format(1j, ''), '%s' % (1j), repr([1j]), str(1e16 + 1e-7j), sum([1j, 2, 3.5]), 1j.imag, (1j).__bool__(), (2 + 3j).__getnewargs__(), complex.__doc__.split('\n')[0])
import cmath
print(cmath.sqrt(-1), cmath.phase(1j), cmath.polar(1 + 1j), cmath.rect(1, 0), cmath.exp(0j), cmath.log(1j), cmath.isnan(complex('nan')), cmath.isclose(1j, 1j + 1e-12), cmath.pi, cmath.infj, cmath.sin(1j))
def mandel(c, n=30):
    z = 0
    for i in range(n):
        z = z * z + c
        if abs(z) > 2: return i
    return n
for y in range(-6, 7, 2): print(''.join(' .:-=+*#%@'[min(9, mandel(complex(x / 20, y / 6)) // 3)] for x in range(-40, 15)))
