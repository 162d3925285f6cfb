# Coroutines by hand and under asyncio: await protocol, results, errors, gather.
import asyncio, inspect
async def add(a, b): return a + b
c = add(1, 2)
print(type(c), inspect.iscoroutine(c), inspect.getcoroutinestate(c), c.cr_await, c.cr_code.co_name)
try: c.send(None)
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self): got = yield ('asked', self.v); return (got, self.v)
async def use(): return [await Aw(1), await Aw(2)]
u = use(); print(u.send(None), u.send('x'))
try: u.send('y')
except StopIteration as e: print(e.value)
async def bad(x): await x
for x in (5, None, [1], (i for i in ())):
    try: bad(x).send(None)
    except TypeError as e: print(e)
class BadAw:
    def __await__(self): return 5
try: bad(BadAw()).send(None)
except TypeError as e: print(e)
class CoroAw:
    def __await__(self):
        c = add(1, 1)
        try: return c
        finally: self.c = c
ca = CoroAw()
try: bad(ca).send(None)
except TypeError as e: print(e)
ca.c.close()
async def main():
    print(await asyncio.gather(add(1, 2), add(3, 4), asyncio.sleep(0, 'slept')))
    async def fail(): raise ValueError('failed')
    print(await asyncio.gather(fail(), add(1, 1), return_exceptions=True))
    try: await fail()
    except ValueError as e: print('caught', e)
    t = asyncio.create_task(add(5, 6), name='adder'); print(t.get_name(), t.done(), await t, t.done(), t.result())
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); print(t.cancel())
    try: await t
    except asyncio.CancelledError as e: print('cancelled', t.cancelled())
    try: await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError as e: print(type(e).__name__, repr(e))
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(10)
    except TimeoutError as e: print('timeout', repr(e))
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, i)) for i in range(3)]); print(sorted(t.result() for t in done), pending)
    q = asyncio.Queue(2)
    async def producer():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def consumer():
        out = []
        while (x := await q.get()) is not None: out.append(x)
        return out
    _, out = await asyncio.gather(producer(), consumer()); print(out)
    lock = asyncio.Lock(); order = []
    async def worker(n):
        async with lock: order.append(n); await asyncio.sleep(0); order.append(-n)
    await asyncio.gather(*(worker(i) for i in (1, 2, 3))); print(order)
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return 'event'
    w = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set(); print(await w)
    fut = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(fut.set_result, 'fut'); print(await fut)
    res = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail()); tg.create_task(asyncio.sleep(5))
    except* ValueError as eg: print('group', eg.exceptions)
    async for x in agen(): res.append(x)
    print(res, [i async for i in agen() if i], {i: j async for i, j in pairs()})
    print(await asyncio.to_thread(sum, [1, 2, 3]))
async def agen():
    for i in range(3): yield i; await asyncio.sleep(0)
async def pairs():
    yield 'a', 1
    yield 'b', 2
asyncio.run(main())
try: asyncio.run(5)
except ValueError as e: print(e)
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
# needs: libpython
