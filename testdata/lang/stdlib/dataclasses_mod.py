from dataclasses import *
import dataclasses, typing
@dataclass
class A:
    x: int
    y: str = 'd'
    z: list = field(default_factory=list, repr=False, compare=False)
    c: typing.ClassVar[int] = 5
    i: InitVar[int] = 0
    def __post_init__(self, i): self.sum = self.x + i
a = A(1, i=10); print(a, a.sum, A(1) == A(1), A(1) == A(2), a.z, A(1).z is A(1).z, [f.name for f in fields(A)], asdict(a), astuple(a), replace(a, x=5, i=1), is_dataclass(A), is_dataclass(a), A.__match_args__, A.__hash__, A.__doc__, a.c, A.y, hasattr(A, 'z'))
@dataclass(frozen=True, order=True)
class F: a: int; b: int = field(default=2, hash=False); 
f = F(1); print(f, hash(f) == hash(F(1, 3)), F(1) < F(2), F(1, 2) >= F(1, 2), sorted([F(2), F(1)]), {F(1): 'k'}[F(1)])
for st in ('f.a = 2', 'del f.a', 'f < 5', 'A()', 'A(1, 2, 3, 4, 5)', 'replace(f, q=1)', 'fields(5)', 'asdict(5)', 'F(1) < A(1)', 'replace(a, x=1)', 'A(x=1, w=2)', 'hash(A(1))'):
    try: exec(st); print(st, 'ok')
    except Exception as e: print(st, type(e).__name__, e)
for body in ('x: list = []', 'x: int = 1\n y: int', 'x: int = field(default=1, default_factory=int)', 'x: int = field()\n x = 5', 'a: int = field(init=False)', '_: KW_ONLY\n b: int = 1\n c: int', 'x: dict = {}', 'x: set = set()'):
    try: ns = dict(globals()); exec(f'@dataclass\nclass T:\n {body}', ns); print(body, fields(ns['T'])[0].name, ns['T'].__init__.__annotations__)
    except (ValueError, TypeError) as e: print(repr(body), type(e).__name__, e)
@dataclass(kw_only=True, slots=True)
class K: p: int; q: int = 2
print(K(p=1), K.__slots__, hasattr(K(p=1), '__dict__'))
try: K(1)
except TypeError as e: print(e)
@dataclass
class Base: a: int = 1; b: int = 2
@dataclass
class Child(Base): c: int = 3; a: int = 10
print(Child(), Child(5, 6, 7), [f.name for f in fields(Child)], Child() == Base(10, 2))
@dataclass(repr=False, eq=False)
class N: v: int
print('N object' in repr(N(1)), N(1) == N(1), N.__hash__ is object.__hash__)
@dataclass(unsafe_hash=True)
class U: v: int
print(hash(U(1)) == hash(U(1)), len({U(1), U(1)}))
@dataclass
class Node: val: int; children: list['Node'] = field(default_factory=list); parent: 'Node | None' = field(default=None, repr=False)
n = Node(1, [Node(2), Node(3, [Node(4)])]); n.children.append(n); print(n); n.children.pop(); print(asdict(n), asdict(n, dict_factory=lambda kv: [k for k, v in kv]))
M = make_dataclass('M', ['x', ('y', int), ('z', int, field(default=5))], bases=(Base,), namespace={'tot': lambda s: s.y + s.z}) if 0 else make_dataclass('M', ['x', ('y', int), ('z', int, field(default=5))], namespace={'tot': lambda s: s.y + s.z}); print(M(1, 2), M(1, 2).tot())
print(fields(A)[1], fields(F)[0].type, MISSING, field(default=1).default, A.__init__.__annotations__, dataclasses.fields(A)[2].default_factory is list); import copy, inspect; print(copy.deepcopy(a) == a, inspect.signature(A), inspect.signature(K))
match F(1, 5):
    case F(a, b=5): print('matched', a)
@dataclass
class Desc:
    class D:
        def __get__(self, o, t): return 100 if o is None else o._d
        def __set__(self, o, v): o._d = v * 2
    d: int = D()
print(Desc(), Desc(5))
@dataclass
class Gen(typing.Generic[typing.TypeVar('T')]): item: typing.Any
print(Gen(1), Gen[int](2))
@dataclass(eq=True)
class WithEq:
    v: int
    def __eq__(s, o): return 'own'
    def __repr__(s): return 'own repr'
print(WithEq(1) == 5, WithEq(1))
