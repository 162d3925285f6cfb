# A vector class with every operator and conversion; and one with none, for the messages.
class V:
    def __init__(s, *c): s.c = c
    def __repr__(s): return f'V{s.c}'
    def __eq__(s, o): return isinstance(o, V) and s.c == o.c
    def __hash__(s): return hash(s.c)
    def __lt__(s, o): return s.c < o.c
    def __le__(s, o): return s.c <= o.c
    def __add__(s, o): return V(*(a + b for a, b in zip(s.c, o.c))) if isinstance(o, V) else NotImplemented
    def __radd__(s, o): return s if o == 0 else NotImplemented
    def __sub__(s, o): return s + -o
    def __neg__(s): return V(*(-a for a in s.c))
    def __pos__(s): return s
    def __invert__(s): return V(*s.c[::-1])
    def __mul__(s, k): return V(*(a * k for a in s.c)) if not isinstance(k, V) else sum(a * b for a, b in zip(s.c, k.c))
    __rmul__ = __mul__
    def __matmul__(s, o): return s * o
    def __truediv__(s, k): return V(*(a / k for a in s.c))
    def __floordiv__(s, k): return V(*(a // k for a in s.c))
    def __mod__(s, k): return V(*(a % k for a in s.c))
    def __divmod__(s, k): return s // k, s % k
    def __pow__(s, k, m=None): return V(*(pow(a, k, m) for a in s.c))
    def __and__(s, o): return V(*(a for a in s.c if a in o.c))
    def __or__(s, o): return V(*s.c, *o.c)
    def __xor__(s, o): return V(*set(s.c) ^ set(o.c))
    def __lshift__(s, n): return V(*s.c[n:], *s.c[:n])
    def __rshift__(s, n): return s << -n
    def __abs__(s): return sum(a * a for a in s.c) ** .5
    def __bool__(s): return any(s.c)
    def __len__(s): return len(s.c)
    def __getitem__(s, i): return V(*s.c[i]) if isinstance(i, slice) else s.c[i]
    def __iter__(s): return iter(s.c)
    def __contains__(s, x): return x in s.c
    def __reversed__(s): return iter(s.c[::-1])
    def __round__(s, n=0): return V(*(round(a, n) for a in s.c))
    def __int__(s): return int(abs(s))
    def __float__(s): return float(abs(s))
    def __complex__(s): return complex(*s.c[:2])
    def __index__(s): return len(s.c)
    def __format__(s, spec): return '<' + ', '.join(format(a, spec) for a in s.c) + '>'
    def __call__(s, f): return V(*map(f, s.c))
    def __bytes__(s): return bytes(s.c)
    def __iadd__(s, o): s.c = (s + o).c; return s
    def __enter__(s): return s
    def __exit__(s, *a): print('exit'); return True
a, b = V(1, 2, 3), V(4, 5, 6)
print(a + b, a - b, -a, +a, ~a, a * 2, 2 * a, a * b, a @ b, a / 2, b // 4, b % 4, divmod(b, 4), a ** 2, pow(a, 2, 5), a & V(2, 3), a | b, a << 1, a >> 1, abs(V(3, 4)), bool(V(0)), len(a), a[0], a[1:], list(a), 2 in a, list(reversed(a)), round(V(1.26), 1), int(V(3, 4)), float(V(6, 8)), complex(a), [9, 8, 7, 6][a], f'{a:.1f}', a(lambda x: x * 10), bytes(a), sum([a, b]), sorted([b, a]), max(a, b), {a: 1}[V(1, 2, 3)], a == V(1, 2, 3), a != b, a < b, a >= b, hex(a), 'abcdef'[:a], range(a))
c = a; c += b; print(c is a, c, [*c], dict(enumerate(c)), '%s %r' % (c, c), str(c), bool(c and 1))
with c as w: raise ValueError
x, *y = c; print(x, y)
class N: pass
n = N()
for e in 'n+1 1+n n-n n*2 2*n n/1 n//1 n%1 n**2 2**n n@n n<<1 n>>1 n&1 n|1 n^1 -n +n ~n n<n n<=1 n>1 n>=n n[0] n[1:] len(n) n() abs(n) int(n) float(n) complex(n) round(n) 1innX [1][n] list(n) iter(n) next(n) reversed(n) bytes(n) hash(n)>=0 bool(n) format(n,"x") sum([n]) divmod(n,1) pow(n,2) sorted([n,n]) n==n n!=n "%d"%n {**n} [*n] f(*n)'.split():
    e = e.replace('innX', ' in n')
    try: print(e, eval(e, {'n': n, 'f': print}))
    except (TypeError, ValueError) as x: print(e, '->', x)
for st in ('n[0] = 1', 'del n[0]', 'n.x += 1', 'n += 1', 'with n: pass', 'for i in n: pass', 'a, b = n', 'async def f():\n await n\nf().send(None)', 'raise n', 'del n.x', 'n.f()', 'class Q(n): pass', 'assert n, 1', 'x = n.y.z'):
    try: exec(st, {'n': n}); print(st, 'ok')
    except Exception as x: print(repr(st), '->', type(x).__name__, x)
