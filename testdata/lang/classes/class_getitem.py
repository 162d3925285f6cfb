# __class_getitem__, generic aliases and unions of types.
class A:
    def __class_getitem__(cls, k): return (cls.__name__, k)
class B(A): pass
print(A[int], B[1, 2], A[()])
try: A()[1]
except TypeError as e: print(e)
try: object[1]
except TypeError as e: print(e)
try: int[str]
except TypeError as e: print(e)
print(list[int], dict[str, int], tuple[int, ...], tuple[()], type[int], list[list[int]], set['fwd'], frozenset[None])
g = list[int]
print(g.__origin__, g.__args__, g.__parameters__, g([1, 2]), type(g), g == list[int], hash(g) == hash(list[int]), g is list[int], g.append is list.append)
for f in (lambda: isinstance([], g), lambda: issubclass(list, g), lambda: g[str], lambda: [] in g, lambda: len(g)):
    try: print(f())
    except TypeError as e: print(e)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__, L([1]))
print(int | str, int | None, None | int, int | str | int, list[int] | dict, (int | str).__args__, type(int | str), int | int, (int | str) == (str | int))
print(isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, int | str), isinstance(1.5, int | str))
for f in (lambda: int | 5, lambda: isinstance(1, int | list[int]), lambda: (int | str)(), lambda: 'a' | int):
    try: print(f())
    except TypeError as e: print(e)
match 1:
    case int() | str(): print('pattern or')
import types
print(types.GenericAlias(dict, (int, str)), types.UnionType, types.GenericAlias, isinstance(g, types.GenericAlias), isinstance(g, type), callable(g))
from typing import TypeVar, Generic
T, U = TypeVar('T'), TypeVar('U')
class G(Generic[T, U]): pass
print(list[T].__parameters__, list[T][int], dict[T, U][int, str], dict[T, T][int], G[int, str], G[T, int][str], tuple[T, ...][int])
for f in (lambda: list[T][int, str], lambda: G[int], lambda: G[int, str][int]):
    try: print(f())
    except TypeError as e: print(e)
print(*tuple[int, str].__args__, [*tuple[int, str]], list[int] | T)
print(repr(list[lambda: 0]).split(' at')[0], list[...], list['x'], dict[int, 'x'])
