"""Hot code whose operands change their types: what machine code does itself, what it calls Go for, and what raises."""
def f(v):
    r=[]
    for c in v:
        r.append((c < ' ', c <= ' ', c > ' ', c >= ' ', c in ('a','bb','', 'é'), c not in ('x', 1), c == 'é', c in 'abé'))
    return r
vals=[' ', '  ', 'a', '', 'é', '\x1f', ' a', '!', 'bb', 'ab', 'x']
for i in range(3000): r=f(vals)
print(r)
def g(v): return [ (x in ('a', 'b'), x in (1,2,3), x in (None,'q')) for x in v]
for i in range(3000): r=g([None,1,'a','zz',2.0,True,'q',(),b'a'])
print(r)
def h(a,b): return a+b, a*b, a-b, a/b
for i in range(6000): r=h(1,2),h(1.5,2),h(2,0.5),h(True,2),h(10**20,1.5)
print(r)
def e(k):
    try:
        if k==0: raise ValueError
        if k==1: {}[1]
        if k==2: raise OSError(2,'x')
        if k==3: return 'fin'
        return 'ok'
    except ValueError: return 'v'
    except (KeyError, IndexError) as x: return repr(x)
    except Exception as x:
        try: raise TypeError from x
        except TypeError as t: return repr(t), repr(t.__cause__), repr(t.__context__)
    finally: k+=1
for i in range(3000): r=[e(j) for j in range(5)]
print(r)
import sys
print(sys.exc_info())
class A:
    def __add__(s,o): return NotImplemented if o==1 else 'add'
    def __radd__(s,o): return 'radd'
    def __lt__(s,o): return o
    def __getitem__(s,i): return i
    @property
    def p(s): return 5
class B(A):
    def __init__(s,x=3,*,y=4): super().__init__(); s.x=x; s.y=y
    def __call__(s,*a): return a
def q():
    a=A(); out=[]
    try: a+1
    except TypeError as t: out.append(str(t))
    out += [a+2, 1+a, a<3, a[7], a.p, B().x, B(1,y=2).y, B()(1,2)]
    if a < 0: out.append('no')
    if a < 1: out.append('yes')
    return out
for i in range(3000): r=q()
print(r)
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: yield got*2
    finally: pass
def use():
    t=0
    for x in gen(5): t+=x
    for a,b in zip(gen(3), 'abc'): t+=a+len(b)
    for i,(a,b) in enumerate([(1,2),(3,4)]): t+=i+a*b
    for k,v in {'a':1,'b':2}.items(): t+=v
    g=gen(3); next(g); t+=g.send(5); t+=sum(gen(4)); t+=len(list(gen(2)))
    return t, [*gen(3)], {x: y for x, y in zip(gen(3), gen(3))}, sum(x for x in gen(4)), max(gen(3)), any(gen(2))
for i in range(3000): r=use()
print(r)


def outgrow(start, stop, step):
    """stop is an int before and after the sum, in code that expects ints, and then too large for a machine word."""
    stop += (start - stop) % step
    return stop - step


def outgrow_loop(n, by):
    total = 1
    for _ in range(n):
        total = total * by
        total -= 1
    return total


for _ in range(3000):
    outgrow(10, 3, 4)
    outgrow_loop(3, 2)
print(outgrow(-4294967295, -2**63, -2**31), outgrow(2**63 - 1, 2**63 - 2**40, 2**50))
print(outgrow_loop(70, 3), outgrow_loop(100, 2), outgrow_loop(100, 1.5))
