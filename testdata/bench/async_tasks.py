"""asyncio: bare yields, many tasks at once, futures that the loop completes, two tasks that talk through queues, a lock."""
import asyncio
async def yields(n):
    for _ in range(n): await asyncio.sleep(0)
    return n
async def one(i):
    await asyncio.sleep(0)
    return i
async def many(n): return sum(await asyncio.gather(*[one(i) for i in range(n)]))
async def futures(n):
    loop = asyncio.get_running_loop()
    total = 0
    for i in range(n):
        f = loop.create_future()
        loop.call_soon(f.set_result, i)
        total += await f
    return total
async def ping(n):
    there, back = asyncio.Queue(1), asyncio.Queue(1)
    async def echo():
        while True: await back.put(await there.get() + 1)
    task = asyncio.create_task(echo())
    x = 0
    for _ in range(n):
        await there.put(x)
        x = await back.get()
    task.cancel()
    return x
async def locked(n):
    lock, count = asyncio.Lock(), 0
    async def work():
        nonlocal count
        for _ in range(n):
            async with lock:
                count += 1
                await asyncio.sleep(0)
    async with asyncio.TaskGroup() as group:
        for _ in range(4): group.create_task(work())
    return count
async def main(): print(await yields(150000), await many(10000), await futures(40000), await ping(20000), await locked(5000))
asyncio.run(main())
