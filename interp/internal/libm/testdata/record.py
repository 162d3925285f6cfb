"""Records cases.txt: function, arguments, result, in hexadecimal, as the host's Python computes them."""
import math, random, sys

rnd = random.Random(3)


def wide(lo, hi):
    v = math.exp(rnd.uniform(math.log(lo), math.log(hi)))
    return rnd.choice([v, -v])


ranges = {
    "exp": lambda: rnd.choice([rnd.uniform(-10, 10), rnd.uniform(-745, 709)]),
    "exp2": lambda: rnd.choice([rnd.uniform(-10, 10), rnd.uniform(-1074, 1023)]),
    "log": lambda: abs(wide(1e-300, 1e300)), "log2": lambda: abs(wide(1e-300, 1e300)), "log10": lambda: abs(wide(1e-300, 1e300)),
    "sin": lambda: rnd.choice([rnd.uniform(-10, 10), wide(1e-8, 1e300)]), "cos": lambda: rnd.choice([rnd.uniform(-10, 10), wide(1e-8, 1e300)]),
    "tan": lambda: rnd.choice([rnd.uniform(-10, 10), wide(1e-8, 1e300)]),
    "asin": lambda: rnd.uniform(-1, 1), "acos": lambda: rnd.uniform(-1, 1), "atan": lambda: wide(1e-8, 1e8),
    "sinh": lambda: rnd.choice([rnd.uniform(-5, 5), wide(1e-8, 700)]), "cosh": lambda: rnd.choice([rnd.uniform(-5, 5), wide(1e-8, 700)]),
    "tanh": lambda: wide(1e-8, 20), "asinh": lambda: wide(1e-8, 1e20), "acosh": lambda: 1 + abs(wide(1e-8, 1e20)),
    "cbrt": lambda: wide(1e-300, 1e300),
}
two = {
    "pow": lambda: (rnd.uniform(0, 10), rnd.choice([rnd.uniform(-15, 15), float(rnd.randint(-40, 40))])),
    "atan2": lambda: (rnd.uniform(-10, 10), wide(1e-10, 1e10)),
    "hypot": lambda: (rnd.uniform(-10, 10), wide(1e-3, 1e3)),
}
with open(sys.argv[1], "w") as f:
    for name, draw in ranges.items():
        for _ in range(150):
            x = draw()
            print(name, x.hex(), "0", getattr(math, name)(x).hex(), file=f)
    for name, draw in two.items():
        for _ in range(150):
            x, y = draw()
            print(name, x.hex(), y.hex(), getattr(math, name)(x, y).hex(), file=f)
