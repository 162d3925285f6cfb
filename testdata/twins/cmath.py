import cmath

inf, nan = float('inf'), float('nan')
values = [0, 1, -1.5, 2 + 3j, -1 - 0j, 1e-200j, complex(inf, 1), complex(-inf, nan), complex(0.0, -0.0)]
for name in sorted(n for n in dir(cmath) if not n.startswith('_')):
    f = getattr(cmath, name)
    if not callable(f):
        print(name, f)
        continue
    for v in values:
        try:
            print(name, v, f(v))
        except Exception as e:
            print(name, v, type(e).__name__, e)

class C:
    def __complex__(self): return 3 + 4j
class F:
    def __float__(self): return 9.0
print(cmath.polar(C()), cmath.sqrt(F()), cmath.rect(2, cmath.pi), cmath.log(8, 2), cmath.isclose(1, 1 + 1e-12j), cmath.phase(-1))
