import typing
from typing import *
T = TypeVar('T'); K = TypeVar('K', bound=int); V = TypeVar('V', int, str); C = TypeVar('C', covariant=True)
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, int], Union[int, None], Callable[[int], str], Callable[..., Any], Tuple[int, ...], Tuple[()], Type[int], Any, ClassVar[int], Literal[1, 'a'], Final[int], Annotated[int, 'meta'], T, K, V, C, NoReturn, Iterable[T], Generator[int, str, bool], Awaitable[int], Self, Never, LiteralString, TypeGuard[int], Concatenate[int, ...], Required[int], Unpack[Tuple[int]])
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int, str], bool]), get_origin(Union[int, str]), get_args(Literal[1, 2]), get_origin(int), get_args(Annotated[int, 'x', 5]), List[T][int], Dict[K, V].__parameters__, Union[List[T], int][str], Optional[T][int], Callable[[T], T][int])
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
b = Box[int](5); print(b.v, Box[int], b.__orig_class__, Box.__parameters__, Box[T][str], Box.__class_getitem__(int), isinstance(b, Box), Box[int] == Box[int], Box.__mro__[1])
class Sized2(Protocol):
    def size(self) -> int: ...
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen), issubclass(list, HasLen))
for f in (lambda: isinstance(5, Sized2), lambda: isinstance([], List[int]), lambda: List[int, str], lambda: Union[()], lambda: Box[int, str], lambda: Optional[int, str], lambda: Literal[[]], lambda: TypeVar('T', int), lambda: Generic[int], lambda: Callable[int], lambda: Any(), lambda: Union(), lambda: Sized2(), lambda: ClassVar[ClassVar[int]], lambda: List(), lambda: NewType('U', int)(5), lambda: cast(int, 'x'), lambda: T(), lambda: issubclass(int, List[int]), lambda: Annotated[int], lambda: get_type_hints(5), lambda: ForwardRef('1 +'), lambda: Final[int, str]):
    try: print(f())
    except TypeError as e: print('TypeError', e)
    except SyntaxError as e: print('SyntaxError', e)
class H:
    a: int; b: 'str' = 'x'; c: Optional['H'] = None; d: 'List[int]' = None
    def m(self, x: 'H', y: int = None) -> 'None': ...
print(get_type_hints(H), get_type_hints(H.m), get_type_hints(H, include_extras=True)['a'])
class TD(TypedDict, total=False): a: Required[int]; b: str
print(TD(a=1, b='x'), TD.__required_keys__, TD.__optional_keys__, TD.__total__, type(TD(a=1)), TypedDict('X', {'k': int})(k=1)); UserId = NewType('UserId', int); print(UserId(5), UserId, UserId.__supertype__)
@overload
def o(x: int) -> int: ...
@overload
def o(x: str) -> str: ...
def o(x): return x
print(o(1), len(get_overloads(o)), o.__name__); print(TYPE_CHECKING, cast('int', 1), NamedTuple('NT', [('a', int)])(1), get_type_hints(lambda: 0), is_typeddict(TD), assert_type(1, int), reveal_type.__name__)
try: assert_never(1)
except AssertionError as e: print(e)
@final
class Fin: pass
print(Fin.__final__, no_type_check(H) is H, AnyStr, SupportsInt, isinstance(5, SupportsInt), isinstance(1.5, SupportsIndex), Hashable, isinstance([], Hashable), Text is str, IO[str], Pattern[str], Counter[str], DefaultDict[str, int], ChainMap[str, int], Deque[int]); P = ParamSpec('P'); Ts = TypeVarTuple('Ts'); print(P.args, P.kwargs, Callable[P, T], Callable[P, T][[int, str], bool], *Ts, Generic[P], Tuple[Unpack[Ts]])
class Z(Generic[P, T]): ...
print(Z[[int], str], Z[..., int]); print(eval(repr(List[int])), typing.get_type_hints(TD), ForwardRef('H'), ForwardRef('H') == ForwardRef('H'), Union[int, 'fwd'], Optional['x'])
