# Asynchronous generators, iteration protocol, athrow, aclose, asend, async comprehensions.
import asyncio
def drive(coro):
    out = []
    try:
        v = None
        while True: out.append(coro.send(v))
    except StopIteration as e: return out, e.value
    except BaseException as e: return out, repr(e)
class Y:
    def __await__(self): return (yield 'tick')
async def ag():
    try:
        x = yield 1
        print('got', x)
        await Y()
        yield 2
    except ValueError as e: print('caught', e); yield 'handled'
    finally: print('cleanup')
a = ag()
print(type(a), a.__name__, a.ag_running, a.ag_frame is not None, a.ag_await)
print(drive(a.__anext__()), drive(a.asend('hi')), drive(a.athrow(ValueError('v'))), drive(a.__anext__()))
print(drive(a.__anext__()), drive(a.aclose()))
b = ag(); drive(b.__anext__()); print(drive(b.aclose()), drive(b.__anext__()))
c = ag()
print(drive(c.asend(5)))
print(drive(c.athrow(KeyError('early'))), drive(c.__anext__()))
async def ret():
    yield 1
    return
async def consume(x): return [v async for v in x]
print(drive(consume(ret())), drive(consume(ag())))
async def stopasync(): yield 1; raise StopAsyncIteration('inside')
print(drive(consume(stopasync())))
async def stopit(): raise StopIteration('co')
print(drive(stopit()))
class AI:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1; await Y(); return self.n
async def loops():
    out = []
    async for x in AI(3): out.append(x)
    else: out.append('else')
    async for x in AI(5):
        if x == 3: break
    else: out.append('no')
    out.append({v async for v in AI(2)}); out.append([w for v in [1, 2] if v async for w in AI(v)]); out.append({v: [u async for u in AI(v)] async for v in AI(2)})
    g = (v * 2 async for v in AI(2)); out.append(type(g).__name__); out.append([z async for z in g])
    return out
print(drive(loops()))
async def wrong(x):
    async for _ in x: pass
class NoNext:
    def __aiter__(self): return 5
class BadNext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class AsyncIter:
    async def __aiter__(self): return self
import warnings; warnings.simplefilter('ignore')
for x in ([], 5, NoNext(), BadNext(), AsyncIter()): print(drive(wrong(x)))
class CM:
    async def __aenter__(self): await Y(); return 'entered'
    async def __aexit__(self, *a): print('exit', a[0]); await Y(); return a[0] is ValueError
async def withs():
    async with CM() as x, CM() as y: print(x, y)
    async with CM(): raise ValueError('suppressed')
    async with CM(): raise KeyError('out')
print(drive(withs()))
async def badwith(x):
    async with x: pass
class NoExit:
    async def __aenter__(self): pass
class SyncCM:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class BadEnter:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass
for x in (5, NoExit(), SyncCM(), BadEnter()): print(drive(badwith(x)))
print(drive(anext(AI(1))), drive(anext(AI(0), 'default') if False else ret().__anext__()))
async def anexts():
    i = AI(1); return [await anext(i), await anext(i, 'dflt')]
print(drive(anexts()))
try: aiter(5)
except TypeError as e: print(e)
try: anext(5)
except TypeError as e: print(e)
r = a.__anext__(); r.close(); print(type(r).__name__, type(a.asend(1)).__name__, type(a.athrow(ValueError)).__name__)
async def yielder(): yield
print(asyncio.run(consume(yielder())))
# needs: libpython
