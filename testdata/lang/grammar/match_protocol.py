# What a match statement asks of its subject, step by step.
import collections, collections.abc
class Spy:
    def __init__(self, **k): self.__dict__.update(k)
    def __getattr__(self, name):
        print('  getattr', name); raise AttributeError(name)
match Spy(a=1):
    case Spy(a=2): print('no')
    case Spy(missing=1): print('no')
    case Spy(a=1): print('a=1')
class Seq(collections.abc.Sequence):
    def __len__(self): print('  len'); return 3
    def __getitem__(self, i):
        print('  item', i)
        if i >= 3: raise IndexError
        return i * 10
match Seq():
    case [0, 5, _]: print('no')
    case [a, *_]: print('first', a)
match Seq():
    case [_, *mid, 20]: print('mid', mid)
class Map(dict):
    def get(self, k, default=None): print('  get', k); return super().get(k, default)
    def keys(self): print('  keys'); return super().keys()
match Map(x=1, y=2):
    case {'x': 1, 'z': _}: print('no')
    case {'x': 1, **rest}: print('rest', rest)
match collections.defaultdict(int):
    case {'k': v}: print('no: get() does not make items')
    case {}: print('left empty')
class Args:
    __match_args__ = ('only',)
    only = 1
for pattern in ('Args(1, 2)', 'Args(1, only=1)', 'int(1, 2)', 'Bad(1)', 'Bad2(1)', 'NotAType(1)', 'Plain(1)', 'Plain()', 'str(x)', 'dict(d)', 'Args(nope=1)'):
    class Bad: __match_args__ = 'x'
    class Bad2: __match_args__ = (1,)
    class Plain: pass
    NotAType = 5
    ns = dict(globals())
    subject = {'i': '1', 'B': pattern[:4].strip('(1'), 's': '"s"', 'd': '{}'}.get(pattern[0], None)
    subject = {'int(1, 2)': '1', 'Bad(1)': 'Bad()', 'Bad2(1)': 'Bad2()', 'Plain(1)': 'Plain()', 'Plain()': 'Plain()', 'str(x)': '"s"', 'dict(d)': '{1: 2}', 'NotAType(1)': '5'}.get(pattern, 'Args()')
    try:
        exec(f'match {subject}:\n    case {pattern}: r = "match"\n    case _: r = "no match"', ns)
        print(pattern, ns['r'])
    except TypeError as e:
        print(pattern, 'TypeError', e)
class Meta(type):
    def __instancecheck__(cls, o): print('  instancecheck'); return True
class Any(metaclass=Meta): pass
match 5:
    case Any(real=r): print('real', r)
match 'text':
    case [*_]: print('no: str is no sequence pattern')
    case collections.abc.Sequence(): print('but it is a Sequence')
match bytearray(b'ab'):
    case [*_]: print('no')
    case bytes() | bytearray() as b: print(b)
match collections.deque([1, 2]):
    case [a, b]: print('deque', a, b)
match memoryview(b'ab'):
    case [a, b]: print('memoryview', a, b)
for subject in (True, 1, 1.0):
    match subject:
        case True: print(subject, 'is True')
        case 1: print(subject, 'equals 1')
K = Color = type('Color', (), {'A': 'a', 'B': 'a'})
try:
    match {'a': 1}:
        case {K.A: x, K.B: y}: pass
except ValueError as e: print(e)
match (1, 2):
    case (x, 3): pass
    case _: print('x may be bound by the failed pattern:', 'x' in globals())
