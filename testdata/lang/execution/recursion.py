# Deep recursion of every kind ends in RecursionError, and the program goes on.
import sys
def f(n=0): return f(n + 1)
class G:
    def __getattr__(self, n): return getattr(self, n + 'x')
    def __eq__(self, o): return self == o
    def __repr__(self): return repr(self)
    def __add__(self, o): return self + o
    def __call__(self): return self()
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __hash__(self): return hash(self)
    def __bool__(self): return bool(self)
    def __getitem__(self, i): return self[i]
    def __contains__(self, x): return x in self
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    @property
    def p(self): return self.p
    def __set__(self, o, v): o.d = v
    def __lt__(self, o): return sorted([self, o])
    def __format__(self, s): return f'{self}'
    def __index__(self): return [1][self]
def gen(): yield from gen()
def comp(): return [comp() for _ in [1]]
def ex(): exec('ex()')
def wrap(g): return lambda: g()
h = lambda: h()
g = G()
def agen(): return max([1, 2], key=lambda x: agen())
def kw(**k): return kw(**k)
def st(*a): return st(*a)
class Meta(type):
    def __call__(c): return c()
class M(metaclass=Meta): pass
for name, t in (('plain', f), ('getattr', lambda: g.x), ('eq', lambda: g == 1), ('repr', lambda: repr(g)), ('add', lambda: g + 1), ('call', g), ('len', lambda: len(g)), ('iter', lambda: iter(g)), ('hash', lambda: hash(g)), ('bool', lambda: bool(g)), ('item', lambda: g[0]), ('in', lambda: 1 in g), ('with', g.__enter__), ('prop', lambda: g.p), ('lt', lambda: g < g), ('format', lambda: f'{g}'), ('gen', lambda: next(gen())), ('comp', comp), ('exec', ex), ('lambda', h), ('max', agen), ('kw', lambda: kw(a=1)), ('star', lambda: st(1, 2)), ('meta', M), ('index', lambda: [1][g]), ('map', lambda: list(map(lambda x: f(), [1]))), ('sort', lambda: [3, 1].sort(key=lambda x: f()))):
    try: t(); print(name, 'returned')
    except RecursionError as e: print(name, str(e)[:32])
l = []
for _ in range(100000): l = [l]
try: repr(l)
except RecursionError as e: print('repr', str(e)[:32])
try: l == [[l]]; print('eq fine')
except RecursionError as e: print('eq', str(e)[:32])
m = []
for _ in range(100000): m = [m]
try: print(l == m)
except RecursionError as e: print('eq', str(e)[:32])
del l, m
import copy
l = []
for _ in range(5000): l = [l]
try: copy.deepcopy(l)
except RecursionError as e: print('deepcopy', str(e)[:32])
try: eval('(' * 5000 + ')' * 5000)
except (SyntaxError, MemoryError, RecursionError) as e: print(type(e).__name__)
try: compile('-' * 100000 + '1', 'f', 'eval')
except (SyntaxError, MemoryError, RecursionError) as e: print(type(e).__name__)
def again(n): return n if n == 0 else again(n - 1)
print(again(500)); sys.setrecursionlimit(10**6); print(again(50000)); sys.setrecursionlimit(1000)
def finally_chain(n):
    try: return finally_chain(n + 1)
    finally: seen.append(1)
seen = []
try: finally_chain(0)
except RecursionError: print(len(seen) > 500)
def catch(n):
    try: return catch(n + 1)
    except RecursionError: return n
print(500 < catch(0) <= 1000, catch(0) == catch(0))
