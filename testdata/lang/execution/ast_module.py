# ast: parse, dump, unparse, visitors, transformers, literal_eval, compile of trees.
import ast
t = ast.parse('x = 1 + f(a, *b, k=c)[0].attr'); print(ast.dump(t)); print(ast.dump(ast.parse('1', mode='eval'), indent=2)); print(ast.dump(ast.parse('a'), include_attributes=True))
src = '''
@deco
class A(B, metaclass=M):
    """doc"""
    x: int = 5
    async def f(self, a, /, b=1, *c, d, e=2, **g) -> None:
        async with x as y, z: await q
        async for i in j: yield i
        return [i async for i in j if i]
    def g(self):
        global p; nonlocal_ = 1
        try: raise E from e
        except (T, U) as n: pass
        except: ...
        else: del a[0], b.c
        finally: assert t, 'm'
        while 1:
            if a: break
            elif b: continue
            else: return
        for k, (v, *w) in z: print(f'{k!r:>{v}} {{x}} {v=}')
        else: pass
        lambda *a, k=1: (yield)
        x = y = z += 1 if False else 2
match p:
    case {"k": [1, *r], **rest} | C(a, b=2) as w if w: pass
    case -1 | 1+2j | "s" | None | a.b | _: pass
import a.b as c, d
from .. import e as f
from . x import *
a[1:2, ::3] = {**b, 'k': {1, 2}, (yield_): not -~x ** -y // z @ w}
if (n := 10) > 5 and not (a or b) is not c in d: pass
with (open(f)) as g, h(): pass
try: pass
except* V as eg: pass
x = b'bytes' + 'str' "joined" if 1.5e300 < 1j <= 10 != ... else lambda: 0
print(*a, **b, c=1)
'''.replace('z += 1 if False else 2', '1')
tree = ast.parse(src); out = ast.unparse(tree); print(out); print(ast.dump(ast.parse(out)) == ast.dump(tree), len(list(ast.walk(tree))))
class Names(ast.NodeVisitor):
    def __init__(self): self.seen = []
    def visit_Name(self, n): self.seen.append((n.id, type(n.ctx).__name__, n.lineno, n.col_offset, n.end_col_offset)); self.generic_visit(n)
v = Names(); v.visit(ast.parse('a = b + c(d)\ndel e')); print(v.seen)
class Double(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n)
    def visit_BinOp(self, n): self.generic_visit(n); n.op = ast.Mult() if isinstance(n.op, ast.Add) else n.op; return n
t = ast.fix_missing_locations(Double().visit(ast.parse('r = 1 + 2 + 3'))); ns = {}; exec(compile(t, '<t>', 'exec'), ns); print(ns['r'], ast.unparse(t))
e = ast.Expression(ast.BinOp(ast.Constant(1), ast.Add(), ast.Name('x', ast.Load()))); ast.fix_missing_locations(e); print(eval(compile(e, 'f', 'eval'), {'x': 5}))
f = ast.Module([ast.FunctionDef('made', ast.arguments([], [ast.arg('p')], None, [], [], None, []), [ast.Return(ast.JoinedStr([ast.Constant('v='), ast.FormattedValue(ast.Name('p', ast.Load()), -1, None)]))], [])], []); exec(compile(ast.fix_missing_locations(f), 'f', 'exec'), ns); print(ns['made'](7), ns['made'].__code__.co_varnames)
for bad in (ast.Expression(ast.Constant([1])), ast.Module([ast.Expr(ast.Name('x', ast.Store()))], []), ast.Expression(5), ast.Module([ast.Pass], []), ast.Expression(ast.Name('None', ast.Load())), ast.Expression(ast.Name()), ast.Module([ast.Delete([])], []), ast.Module([ast.FunctionDef('f', ast.arguments([], [], None, [], [], None, []), [], [])], []), ast.Expression(ast.Compare(ast.Constant(1), [], []))):
    try: compile(ast.fix_missing_locations(bad), 'b', 'eval' if isinstance(bad, ast.Expression) else 'exec'); print('ok')
    except (TypeError, ValueError, AttributeError) as x: print(type(x).__name__, x)
try: compile(ast.Expression(ast.Constant(1)), 'f', 'eval')
except TypeError as x: print(x)
print([ast.literal_eval(s) for s in ('[1, (2.5, "x"), {"k": None}, {1}, -1, 1+2j, b"b", True, ...]', ' 5', 'set()')])
for s in ('f()', 'a', '1+1', '[x for x in y]', '', 'lambda: 1', '{**a}', '--1'):
    try: print(s, ast.literal_eval(s))
    except (ValueError, SyntaxError) as x: print(s, type(x).__name__, str(x).split(' at 0x')[0].split('<')[0])
n = ast.Name('q', ast.Load(), lineno=5); print(n._fields, n.id, n._attributes, ast.BinOp._fields, n.lineno, hasattr(n, 'col_offset'), isinstance(ast.Constant(1), ast.Num), ast.get_docstring(tree.body[0]), ast.get_source_segment('a + b', ast.parse('a + b').body[0].value.right), list(ast.iter_child_nodes(ast.parse('a; b')))[1].__class__.__name__, ast.dump(ast.parse('def f() -> int: pass', type_comments=True))[:40], issubclass(ast.Add, ast.operator), ast.Name.__mro__[1].__name__, ast.PyCF_ONLY_AST, type(compile('1', 'f', 'exec', ast.PyCF_ONLY_AST)).__name__)
import copy, pickle; d = copy.deepcopy(t); print(ast.dump(d) == ast.dump(t), ast.increment_lineno(ast.parse('x'), 5).body[0].lineno, repr(ast.parse('x')).split(' at ')[0])
# needs: libpython
