"""Statements in unusual but legal shapes."""
import sys; a = 1; b = 2
if a: b = 3
else: b = 4
print(a, b)
x = y = z = []
x += [1]
print(x is y is z, z)
(a, b), *c, [d, (e,)] = (1, 2), 3, 4, [5, (6,)]
print(a, b, c, d, e)
for i, (j, *k) in enumerate([(1, 2, 3), "abc"]): print(i, j, k)
for d["key"] in (d := {}), : pass
print(d.keys())
class C: pass
C.attr, C.other = 1, 2
[C.attr, *C.rest] = range(4)
print(C.attr, C.other, C.rest)
lst = list(range(10))
lst[2:5], lst[0] = "abcd", "first"
del lst[-1], lst[1::4]
print(lst)
while True:
    try:
        break
    finally:
        print("broke")
else:
    print("never")
n = 5
while n := n - 1:
    if n == 2: continue
    print(n, end=" ")
else:
    print("done")
print(*[1, 2], *"ab", sep="-", **{"end": "!\n"})
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4), (lambda: (yield))().__class__.__name__)
print(1 if 0 else 2 if 0 else 3, not 1 == 2, -2 ** 2, 2 ** -1, ~-1, 1 < 2 < 3 != 4, 1 < 3 < 2, [] or {} and 1, 0x_ff + 0b1_0 + 0o7 + 1_0)
print("con" "cat" f"{'e'}" 'nated', b"a" b"b", r"\n" "\n".encode("unicode_escape").decode(), """tri
ple""")
def f(a, b=2, /, c=3, *, d=4, **e) -> "annotation": "doc"; return a, b, c, d, e
print(f(1), f(1, 5, d=6, b=7), f.__doc__, f.__annotations__)
@lambda fn: fn.__name__
def named(): ...
print(named, ..., Ellipsis is ...)
with open(sys.argv[0]) as f1, open(sys.argv[0]) as f2: print(f1.readline() == f2.readline())
with (
    open(sys.argv[0]) as f1,
    open(sys.argv[0]) as f2,
): print(f1.closed, f2.closed)
assert (1, "a tuple is true")[0], "message"
try: assert not 1, {"m": 1}
except AssertionError as err: print(repr(err))
global_name: int = 3
undefined_but_annotated: "list[int]"
(parenthesised): int = 4
C.annotated: str = "x"
print(__annotations__)
async def coro(): return [x async for x in agen()]
async def agen():
    yield 1
    yield 2
try: coro().send(None)
except StopIteration as s: print(s.value)
match = case = type = 1
match match:
    case case: print("soft keywords", case)
match (1, {"k": [2, 3]}):
    case (int(one), {"k": [two, *_]}) if one < two: print(one, two)
if (m := len("abc")) > 2: print(m)
print([[i * j for j in range(3) if j] for i in range(3) if i], {i: {j for j in range(i)} for i in range(3)}, *(i for i in range(3)))
print({**{"a": 1}, "b": 2, **{"a": 3}}, {*"aab"} == {"a", "b"}, [*range(2), *[]], (*(), 1), {} | {"z": 1})
nonlocal_test = (lambda: [(y := 1), y])()
print(nonlocal_test)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3)])])
except* ValueError as eg: print(eg.exceptions)
except* TypeError: print("type")
if True:
	tabs = 1
	if tabs:
	        mixed = "eight spaces after a tab"
print(mixed, \
    "continued")
x = (  # comment
    1
    +  # another
    2
)
print(x, type, end="")
print()
