from enum import *
import enum
class Color(Enum):
    RED = 1; GREEN = 2; BLUE = 3; CRIMSON = 1
    def describe(self): return f'{self.name}={self.value}'
    @classmethod
    def first(cls): return cls.RED
    @property
    def warm(self): return self is Color.RED
print(Color.RED, repr(Color.RED), Color(1), Color['GREEN'], Color.CRIMSON is Color.RED, list(Color), Color.__members__, len(Color), Color.RED.name, Color.RED.value, Color.BLUE.describe(), Color.first(), Color.RED.warm, Color.RED in Color, Color.RED == 1, Color.RED is Color(1), hash(Color.RED) == hash(Color.RED), isinstance(Color.RED, Color), type(Color.RED), Color, f'{Color.RED}', [c.name for c in reversed(Color)], {Color.RED: 'r'}[Color(1)], bool(Color.RED))
for s in ('Color(9)', 'Color["NO"]', 'Color.NO', 'Color.RED = 5', 'del Color.RED', 'Color.RED.value = 5', 'Color.RED < Color.BLUE', 'class X(Color): pass', 'class D(Enum): A = 1; A = 2', 'Color()', '1 in Color', 'class E(Enum): pass\nE(1)', 'Color.RED.BLUE.name', 'unique(Color)', 'class M(Enum): mro = 1', 'class I(int, Enum): A = "x"'):
    try: exec(s); print(s, 'ok')
    except Exception as e: print(s, type(e).__name__, e)
class N(IntEnum): ONE = 1; TWO = 2
class S(StrEnum): A = auto(); B = 'bee'
class P(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
class IF(IntFlag): A = 1; B = 2; C = 4
print(N.ONE + 1, N.TWO > N.ONE, N.ONE == 1, f'{N.ONE}', repr(N.TWO), [10, 20, 30][N.ONE], sorted([N.TWO, N.ONE]), S.A, repr(S.B), S.A + 'x', S.A == 'a', f'{S.B:>5}', P.R | P.W, P.RW, repr(P.R | P.X), P.R & P.W, ~P.R, P.R in P.RW, P(0), P(7), bool(P(0)), list(P.RW), P.R ^ P.RW, len(P.RW), P.RW.value, IF.A | IF.B, IF.A | 8, repr(IF(8)), IF.A + 1, ~IF.A, IF(3), P['R'], str(P.R | P.X))
try: P(8)
except ValueError as e: print(e)
class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    A = auto(); B = auto()
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6); MARS = (6.4e23, 3.4e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(6.67e-11 * self.mass / self.radius ** 2, 2)
class Miss(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A if v == 'any' else None
class New(bytes, Enum):
    def __new__(cls, v, label): o = bytes.__new__(cls, [v]); o._value_ = v; o.label = label; return o
    X = (65, 'ex')
print(Auto.A.value, Auto.B.value, Planet.EARTH.g, Planet((6.4e23, 3.4e6)), Miss('any'), New.X.label, New(65), New.X == b'A'); Func = Enum('Func', 'A B C'); print(list(Func), Enum('G', {'X': 10})(10), Enum('H', [('a', 1)], module='m', qualname='q.H').a, IntEnum('I', 'A B', start=5).B.value)
class Mixed(str, Enum): A = 'x'
class Nm(Enum):
    A = 1; _ignore_ = ['tmp']; tmp = 5; B = member(2); f = nonmember(7)
    def meth(self): pass
    class Inner: pass
print(Mixed.A == 'x', f'{Mixed.A}', str(Mixed.A), Nm.f, list(Nm), Mixed('x').upper()); import pickle, copy; print(pickle.loads(pickle.dumps(Color.RED)) is Color.RED, copy.deepcopy(P.RW) is P.RW, dir(Color)[:3], Color.__doc__, Color.RED.__class__.__members__['BLUE'])
try: Miss('other')
except ValueError as e: print(e)
@verify(UNIQUE, CONTINUOUS)
class V(Enum): A = 1; B = 2
@unique
class Un(Enum): A = 1
class Strict(Flag, boundary=CONFORM): A = 1; B = 2
print(Strict(7), V.A, enum.EnumMeta is EnumType, isinstance(Color, EnumMeta), [m for m in Color if m.value > 1])
match Color.RED:
    case Color.GREEN: print('no')
    case Color.RED: print('match')
# needs: libpython
