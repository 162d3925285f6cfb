# Type comments in trees (PEP 484; ast.parse(type_comments=True)).
import ast

source = '''\
x = []  # type: List[int]
a = b = 1 #type:int
for i in x:  # type: int
    pass
with open("f") as f:  # type: IO
    pass
with (open("f")):  # type: IO
    pass
def f(a,  # type: int
      b=2,  # type: str
      *c,   # type: bool
      d,  # type: A
      **e  # type: B
      ):
    # type: (...) -> None
    return 1  # type: ignore
async def g():  # type: () -> int
    async for i in x:  # type: int
        y = 1; z = 2  # type: int
    async with a as b:  # type: int
        pass
# type: ignore[name]
t = 1 # type: ignored
'''
tree = ast.parse(source, type_comments=True)
for node in ast.walk(tree):
    comment = getattr(node, "type_comment", None)
    if comment is not None:
        print(type(node).__name__, getattr(node, "lineno", 0), getattr(node, "end_col_offset", 0), repr(comment))
print([(i.lineno, i.tag) for i in tree.type_ignores])
plain = ast.parse(source)
print(any(getattr(n, "type_comment", None) for n in ast.walk(plain)), plain.type_ignores)

for wrong in ["f(1, # type: int\n 2)\n", "def f(*, # type: int\n a):\n  pass\n", "def f():  # type: () -> int\n  # type: () -> str\n  pass\n",
              "# type: int\nx = 1\n", "x += 1  # type: int\n", "x: int = 1  # type: int\n", "with (a as b):  # type: int\n  pass\n",
              "x = 1  # type: int\ny = = 2\n", "class C:  # type: int\n  pass\n", "if x:  # type: int\n  pass\n"]:
    try:
        ast.parse(wrong, type_comments=True)
        print("fine", repr(wrong))
    except SyntaxError as e:
        print(repr(wrong), e.msg, e.lineno)

print(ast.dump(ast.parse("(int, *str, **Any) -> bool", mode="func_type")))
for version, text in [((3, 7), "(x := 1)"), ((3, 9), "match x:\n  case 1: pass"), ((3, 4), "x: int = 1"), ((3, 8), "with (a as b): pass")]:
    try:
        ast.parse(text, feature_version=version)
        print("fine", text)
    except SyntaxError as e:
        print(e.msg)

# Trees that a program built: constants of any immutable type.
m = ast.parse("from __future__ import annotations\ndef f(a: 1): pass\nx = 3")
m.body[1].args.args[0].annotation = ast.Constant((1, "a", frozenset()))
m.body[2].value = ast.Constant((1, (2, 3), b"x", ..., frozenset({4})))
ast.fix_missing_locations(m)
exec(compile(m, "x", "exec"))
print(f.__annotations__, x)
for bad in [ast.Delete([None]), ast.ClassDef("C", [], [], [None], []), ast.Expr(ast.Constant([1])), ast.TryStar([ast.Pass()], [], [ast.Pass()], [ast.Pass()])]:
    m = ast.fix_missing_locations(ast.Module([bad], []))
    try:
        compile(m, "x", "exec")
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
