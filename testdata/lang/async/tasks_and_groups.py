"""TaskGroup, timeouts, shielding, cancellation and queues."""
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="none")


async def work(name, delay, fail=None):
    var.set(name)
    try:
        await asyncio.sleep(delay)
        if fail:
            raise fail
        return name, var.get()
    except asyncio.CancelledError as e:
        print("cancelled", name, e.args)
        raise
    finally:
        print("finally", name)


async def group():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("a", 0))
            tg.create_task(work("b", 0.01, ValueError("b failed")))
            tg.create_task(work("c", 10))
    except* ValueError as eg:
        print(repr(eg), [str(e) for e in eg.exceptions])


async def timeouts():
    try:
        async with asyncio.timeout(0.01):
            await work("slow", 10)
    except TimeoutError as e:
        print("timeout", repr(e), type(e.__cause__).__name__)
    try:
        await asyncio.wait_for(work("waited", 10), 0.01)
    except asyncio.TimeoutError as e:
        print("wait_for", repr(e))


async def queues():
    q = asyncio.Queue(2)
    got = []

    async def consumer():
        while (item := await q.get()) is not None:
            got.append(item)
            q.task_done()

    t = asyncio.create_task(consumer(), name="consumer")
    for i in range(5):
        await q.put(i)
    await q.put(None)
    await t
    print(got, q.empty(), t.get_name(), t.done(), t.cancelled())


async def gathering():
    r = await asyncio.gather(work("x", 0), work("y", 0, KeyError("k")), return_exceptions=True)
    print(r)
    t = asyncio.create_task(work("z", 10))
    await asyncio.sleep(0)
    t.cancel("enough")
    try:
        await t
    except asyncio.CancelledError as e:
        print("z", e.args, t.cancelled())
    done, pending = await asyncio.wait([asyncio.create_task(work(n, 0)) for n in "pq"])
    print(sorted(t.result() for t in done), pending)


async def sync():
    lock, cond, sem, event = asyncio.Lock(), asyncio.Condition(), asyncio.Semaphore(2), asyncio.Event()
    order = []

    async def user(i):
        async with sem:
            async with lock:
                order.append(i)
                await asyncio.sleep(0)
        async with cond:
            cond.notify_all()
        event.set()

    tasks = [asyncio.create_task(user(i)) for i in range(4)]
    await event.wait()
    await asyncio.gather(*tasks)
    print(order, lock.locked(), sem.locked(), event.is_set())


async def main():
    await timeouts()
    await group()
    await queues()
    await gathering()
    await sync()
    print(var.get())
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, sum, range(10)))
    print(await asyncio.to_thread(lambda: var.get()))


asyncio.run(main())
try:
    asyncio.run(coro := asyncio.sleep(0), 1)
except TypeError as e:
    print(e)
    coro.close()
try:
    asyncio.run(3)
except ValueError as e:
    print(e)
# needs: libpython
