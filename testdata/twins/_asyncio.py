import asyncio
import contextvars
import decimal
import gc
import weakref

var = contextvars.ContextVar("var", default="none")


def show(*what):
    print(*what)


# Futures.
async def futures():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    show(f.done(), f.cancelled(), type(f).__name__, isinstance(f, asyncio.Future), f.get_loop() is loop)
    for method in f.result, f.exception:
        try:
            method()
        except asyncio.InvalidStateError as e:
            show(type(e).__name__, e)
    seen = []
    f.add_done_callback(lambda f: seen.append(("first", f.result())))
    gone = lambda f: seen.append("never")
    f.add_done_callback(gone)
    f.add_done_callback(gone)
    show(f.remove_done_callback(gone))
    f.set_result([1])
    try:
        f.set_result(2)
    except asyncio.InvalidStateError as e:
        show(e)
    await asyncio.sleep(0)
    show(seen, await f, f.result() is f.result(), repr(f).startswith("<Future finished result=[1]"))
    f = loop.create_future()
    f.set_exception(KeyError("k"))
    try:
        await f
    except KeyError as e:
        show("raised", e, e is f.exception())
    f = loop.create_future()
    try:
        f.set_exception(StopIteration)
    except TypeError as e:
        show(e)
    show(f.cancel("why"), f.cancel(), f.cancelled())
    try:
        await f
    except asyncio.CancelledError as e:
        show("cancelled", e.args)
    f = loop.create_future()
    loop.call_soon(f.set_result, "later")
    show(await f, await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "slept")), 5))
    show(asyncio.isfuture(f), weakref.ref(f)() is f)


# Tasks: who is current, names, results, exceptions, cancelling.
async def value(x, rounds=1):
    for _ in range(rounds):
        await asyncio.sleep(0)
    return x


async def fails(e):
    await asyncio.sleep(0)
    raise e


async def stubborn(log):
    try:
        await asyncio.sleep(30)
    except asyncio.CancelledError as e:
        log.append(("first", e.args, asyncio.current_task().cancelling()))
        asyncio.current_task().uncancel()
    try:
        await asyncio.Event().wait()
    finally:
        log.append("left")


async def tasks():
    me = asyncio.current_task()
    t = asyncio.create_task(value(1), name="one")
    show(t.get_name(), t.done(), t in asyncio.all_tasks(), me in asyncio.all_tasks(), t.get_coro().__name__, t.get_coro().cr_running)
    show(await t, t.done(), t.result(), t.exception())
    t.set_name(2)
    show(repr(t.get_name()), t in asyncio.all_tasks())
    show(await asyncio.gather(*(value(i, i) for i in range(5))))
    show([type(x).__name__ for x in await asyncio.gather(fails(KeyError(1)), value(2), fails(OSError(3)), return_exceptions=True)])
    log = []
    t = asyncio.create_task(stubborn(log))
    await asyncio.sleep(0)
    t.cancel("once")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    show(log, t.done(), t.cancelling())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        show(log, t.cancelled())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(30)
    except TimeoutError as e:
        show("timeout", e.args)
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(fails(ValueError("a")))
            g.create_task(fails(TypeError("b")))
            g.create_task(asyncio.sleep(30))
    except* ValueError as e:
        show("values", [repr(x) for x in e.exceptions])
    except* TypeError as e:
        show("types", [repr(x) for x in e.exceptions])
    for wrong in (1, value):
        try:
            asyncio.Task(wrong)
        except TypeError as e:
            show(str(e).split(" at ")[0])
    t = asyncio.create_task(fails(KeyError("k")))
    done, pending = await asyncio.wait([t])
    show(len(done), len(pending), repr(t.exception()), [f.f_code.co_name for f in t.get_stack()])
    show(asyncio.current_task() is me)


class Awaits:
    "Yields what a task can wait for, and what it cannot."

    def __init__(self, what):
        self.what = what

    def __await__(self):
        return (yield self.what)


async def yields():
    show(await Awaits(None))
    for what in (1, "text", object):
        try:
            await Awaits(what)
        except RuntimeError as e:
            show(str(e).split(" got ")[-1])
    f = asyncio.get_running_loop().create_future()
    try:
        await Awaits(f)
    except RuntimeError as e:
        show(str(e).split(" in task")[0], "yield was used instead of" in str(e))

    async def itself():
        await asyncio.current_task()

    try:
        await asyncio.create_task(itself())
    except RuntimeError as e:
        show("Task cannot await on itself" in str(e))


# Contexts: of variables of ours, and of C's.
async def contexts(n):
    var.set(n)
    decimal.setcontext(decimal.Context(prec=n))
    await asyncio.sleep(0)
    t = asyncio.create_task(inner())
    var.set(n + 100)
    decimal.setcontext(decimal.Context(prec=28))
    got = await t
    seen = []
    asyncio.get_running_loop().call_soon(lambda: seen.append((var.get(), decimal.getcontext().prec)))
    await asyncio.sleep(0)
    return n, got, seen, var.get(), decimal.getcontext().prec


async def inner():
    before = var.get()
    await asyncio.sleep(0)
    var.set(before + 1000)
    await asyncio.sleep(0)
    return before, var.get(), str(1 / decimal.Decimal(3))


async def in_context():
    c = contextvars.copy_context()
    c.run(var.set, "given")
    show(await asyncio.create_task(in_it(), context=c), c[var], var.get())


async def in_it():
    before = var.get()
    await asyncio.sleep(0)
    var.set("inside")
    return before


async def gathers():
    var.set("outer")
    for row in await asyncio.gather(*(contexts(n) for n in (3, 4, 5))):
        show(row)
    show(var.get())
    await in_context()


# What is not right is told to the loop's handler.
async def told():
    loop = asyncio.get_running_loop()
    messages = []
    loop.set_exception_handler(lambda loop, context: messages.append((context["message"], repr(context.get("exception")))))
    f = loop.create_future()
    f.set_exception(KeyError("nobody looks"))
    del f
    t = asyncio.create_task(fails(ValueError("nobody looks either")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del t
    for _ in range(3):
        gc.collect()
        await asyncio.sleep(0)
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    show(*sorted(m for m in messages if "callback" not in m[0]), len(messages))


class Own(asyncio.Future):
    def __init__(self, tag):
        super().__init__()
        self.tag = tag

    def set_result(self, x):
        super().set_result((self.tag, x))


class Named(asyncio.Task):
    made = 0

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        Named.made += 1


async def classes():
    f = Own("tag")
    asyncio.get_running_loop().call_soon(f.set_result, 1)
    show(await f, f.tag)
    asyncio.get_running_loop().set_task_factory(lambda loop, coro, **kw: Named(coro, loop=loop, **kw))
    show(await asyncio.gather(value(1), value(2)), Named.made)


for main in futures, tasks, yields, gathers, told, classes:
    show("--", main.__name__)
    asyncio.run(main())
