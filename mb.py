# Pattern matching: literals, captures, or, guards, sequences, mappings.
def m(x):
    match x:
        case 0: return 'zero'
        case 1 | 2 | 3: return 'small'
        case -1: return 'minus one'
        case 1.5: return 'float'
        case 2+3j: return 'complex'
        case 'a' 'b': return 'ab'
        case b'x': return 'bytes x'
        case None: return 'None'
        case True: return 'never: 1 came first'
        case []: return 'empty seq'
        case [x]: return f'one {x}'
        case [x, y]: return f'two {x} {y}'
        case [1, *rest, 9]: return f'1..9 {rest}'
        case [first, *_]: return f'many {first}'
        case {'type': 'circle', 'r': r}: return f'circle {r}'
        case {'type': t, **rest} if rest: return f'typed {t} {sorted(rest)}'
        case {}: return 'mapping'
        case str(s): return f'str {s}'
        case int() | float() as n if n > 100: return f'big {n}'
        case int(n): return f'int {n}'
        case float(): return 'some float'
        case _: return f'other {type(x).__name__}'
for x in (0, 2, True, False, -1, 1.5, 2+3j, 'ab', b'x', None, [], (), (5,), [1, 2], (1, 2, 3, 9), [1, 9, 9], range(4), 'abc', '', bytearray(b'x'), 1000, 200.5, 55, 5.5,
          {'type': 'circle', 'r': 2, 'extra': 1}, {'type': 'square', 'w': 1}, {'type': 'none'}, {}, {1}, object, iter([1]), 0.0, 1.0):
    print(repr(x) if not str(x).startswith('<') else type(x).__name__, '->', m(x))
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def p(o):
    match o:
        case P(0, 0): return 'origin'
        case P(0, y=y): return f'on y at {y}'
        case P(x, 0): return f'on x at {x}'
        case P(x=int(x), y=int(y)) if x == y: return f'diagonal {x}'
        case P(x, y) as whole: return f'{x},{y} {type(whole).__name__}'
for o in (P(0, 0), P(0, 1), P(2, 0), P(3, 3), P(1, 'a')): print(p(o))
match 5:
    case x if x > 10: print('no')
    case y if y > 3 and (z := y): print('guard', x, y, z)
match (1, (2, [3, {'k': (4, 5)}])):
    case (a, (b, [c, {'k': (d, e)}])): print(a, b, c, d, e)
match {'a': 1, 'b': 2}:
    case {'a': 1, **kw}: print(kw)
class Color: RED = 'red'
match 'red':
    case Color.RED: print('dotted value')
def nomatch(x):
    match x:
        case 1: return 1
print(nomatch(2))
