# Implicit special methods are looked up on the type; containers, calls, context managers, conversions.
class S:
    def __len__(self): return 3
    def __getitem__(self, i):
        if isinstance(i, slice): return ('slice', i.start, i.stop, i.step)
        if isinstance(i, int) and i >= 3: raise IndexError(i)
        return i
    def __contains__(self, x): return x == 'in'
    def __call__(self, *a, **k): return a, k
    def __bool__(self): return False
    def __index__(self): return 2
    def __int__(self): return 42
    def __float__(self): return 4.5
    def __complex__(self): return 1j
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return 7
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __abs__(self): return 'abs'
    def __neg__(self): return 'neg'
    def __bytes__(self): return b'by'
    def __hash__(self): return 2**70
    def __format__(self, s): return f'fmt({s})'
    def __dir__(self): return ['b', 'a']
    def __reversed__(self): return iter('rev')
    def __missing__(self, k): return 'unused'
    def __length_hint__(self): return 10
    def __divmod__(self, o): return 'dm'
    def __sizeof__(self): return 100
s = S()
print(len(s), s[1], s[-1], s[1:2], s[::3], s['k'], s[1, ...], list(s), 'in' in s, 5 in s, s(1, a=2), bool(s), not s)
print([10, 20, 30][s], 'abc'[s:], hex(s), bin(s), int(s), float(s), complex(s), round(s), round(s, 2), range(s), '%d' % s, 'x' * s, chr(97 + s.__index__()))
import math, operator
print(math.floor(s), math.ceil(s), math.trunc(s), abs(s), -s, bytes(s), f'{s:q}', format(s), dir(s), list(reversed(s)), divmod(s, 1), operator.index(s), hash(s) == hash(2**70))
s.__len__ = lambda: 99; s.__call__ = lambda: 'inst'; s.__class__.extra = 1
print(len(s), s())
class It:
    def __iter__(self): return self
    def __init__(self): self.i = 0
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration('done')
        return self.i
print(list(It()), sum(It()), max(It()), 2 in It(), 9 in It(), tuple(It()), [*It()], dict(zip(It(), It())))
class OldSeq:
    def __getitem__(self, i): return [10, 20][i]
print(list(OldSeq()), 20 in OldSeq(), list(map(str, OldSeq())), iter(OldSeq()).__class__.__name__)
class NoIter: __iter__ = None; __contains__ = None; __hash__ = None; __len__ = None
for f in (lambda: iter(NoIter()), lambda: 1 in NoIter(), lambda: hash(NoIter()), lambda: len(NoIter()), lambda: len(5), lambda: iter(5), lambda: next(5), lambda: 5(), lambda: 5[0], lambda: 1 in 5, lambda: reversed(5), lambda: hash([]), lambda: {[]: 1}, lambda: {{}}, lambda: abs(''), lambda: round(''), lambda: int([]), lambda: float([]), lambda: complex([]), lambda: -'', lambda: 'a'[1.0], lambda: [1]['a'], lambda: (1,)[None], lambda: {}[[]], lambda: range(1.5), lambda: chr('a'), lambda: ord('ab'), lambda: [][0:'a'], lambda: bytes(None), lambda: format(1, 2)):
    try: print(f())
    except TypeError as e: print(e)
class Bad:
    def __len__(self): return -1
    def __bool__(self): return 1
    def __index__(self): return 'x'
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return 'h'
    def __iter__(self): return 5
    def __int__(self): return 1.5
    def __float__(self): return 1
    def __format__(self, s): return 5
    def __contains__(self, x): return 'truthy'
    def __bytes__(self): return 'str'
    def __dir__(self): return 5
    def __length_hint__(self): return -1
for f in (len, bool, operator.index, str, repr, hash, iter, int, float, format, lambda b: 1 in b, bytes, dir, list):
    try: print(f(Bad()))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
class Len2:
    def __len__(self): return 2**70
for f in (len, bool):
    try: f(Len2())
    except (OverflowError, ValueError) as e: print(type(e).__name__, e)
