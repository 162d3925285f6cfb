"""Statements: the lines to which they lead, and from where frames are left by exceptions."""
class S:
    def __init__(self): self.t = []
    def fail(self, *a): raise ValueError(a)
    def stmt(self, v):
        self.t.append(v)
        pop = True
        try:
            if v in 'abc':
                f = getattr(self, 'p' + v)
                return f()
            if v == 'x':
                return self.fail()
            e = v
            if e is None:
                return e(1)
            self.t.pop()
            pop = False
            self.fail(v, 1)
        finally:
            if pop:
                self.t.pop()
    def pa(self): return 1
    def pb(self): self.fail()
    def sub(self, end=None):
        body = []
        try:
            while self.t:
                if len(self.t) == 1:
                    return body
                rv = self.stmt('b')
        finally:
            if end is not None:
                self.t.pop()
        return body
for v in 'abcxyz':
    try: S().stmt(v)
    except Exception as e: print(v, e)
s = S(); s.t = [1,2]
try: s.sub(1)
except ValueError: pass
s = S(); s.t = [1,2]
try: s.sub()
except ValueError: pass
def w2(a):
    try:
        with open('/dev/null') as f:
            a()
    except ValueError:
        return 1
try: w2(lambda: 1/0)
except ZeroDivisionError: pass
def t(a):
    try:
        a()
    except ValueError as e:
        b = 1
    except (TypeError,
            KeyError):
        c = 1
    finally:
        d = 1
try: t(lambda: 1/0)
except ZeroDivisionError: pass
try: t(lambda: 1+'')
except ZeroDivisionError: pass
def h():
    try:
        1/0
    except ZeroDivisionError as e:
        if e:
            raise
def h2():
    try:
        1/0
    except ZeroDivisionError as e:
        try:
            raise
        except ValueError:
            pass
def h3():
    for i in 1, 2:
        try:
            try:
                1/0
            finally:
                i += 1
        except ZeroDivisionError:
            continue
        finally:
            i = 0
    raise ValueError from None
for k in h, h2, h3:
    try: k()
    except Exception: pass
async def aw():
    class C:
        async def __aenter__(self): return 1
        async def __aexit__(self, *a): return False
    async with C() as d:
        b = 1
    try:
        async with C() as d: raise KeyError
    except KeyError: pass
    async with C():
        raise ValueError
import asyncio
try: asyncio.run(aw())
except ValueError: pass
def gg():
    try:
        yield 1
        yield 2
    finally:
        print('fin')
def del_(x):
    yield from x
    return 1
g = gg(); next(g); g.close()
g = gg(); next(g)
try: g.throw(KeyError)
except KeyError: pass
list(del_([1,2])); list(del_(gg()))
def wh(n):
    while n: n -= 1
    while n < 3 and (n or True): print(end=str(n)); n += 1
    while True: n += 1; break
    while n:
        n -= 1
        if n == 2: continue
    else:
        n = 5
    return n
wh(3)
def cmp(a):
    x = (a +
      1)
    y = (a
      .real)
    z = (a <
       x <
       y)
    return (
        x
    )
cmp(1)
def lc(a):
    return [i
      for i in a
      if i
      if i > 1
    ]
lc([1,2,3])
def dd(self,
       *, k=(1,
         2), j: int = 3, **kw: 'x') -> None: pass
dd(1)
