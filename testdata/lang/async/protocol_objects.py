"""Awaitables, asynchronous iterators and context managers written by hand, driven without an event loop."""


class Value:
    def __init__(self, *values):
        self.values = values

    def __await__(self):
        total = 0
        for v in self.values:
            total += yield v
        return total


class Counter:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return await Value(self.i)


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    async def __aenter__(self):
        print("enter", await Value("in"))
        return self

    async def __aexit__(self, kind, value, tb):
        print("exit", kind and kind.__name__, value, tb is not None)
        return self.swallow


def drive(coro, send=lambda v: 1):
    sent = None
    yielded = []
    while True:
        try:
            v = coro.send(sent)
        except StopIteration as e:
            return yielded, e.value
        yielded.append(v)
        sent = send(v)


async def sums():
    return [x async for x in Counter(4) if x], {x: y async for x in Counter(1) for y in "ab"}


async def managed(swallow, fail):
    async with Manager(swallow) as m, Manager(False):
        if fail:
            raise LookupError("inside")
        return "returned"
    return "swallowed"


async def agen():
    try:
        for i in range(3):
            got = yield i
            print("got", got)
    except GeneratorExit:
        print("closed")
        raise
    finally:
        await Value("cleanup")


print(drive(sums()))
print(drive(managed(True, True)))
print(drive(managed(True, False)))
try:
    print(drive(managed(False, True)))
except LookupError as e:
    print("out", e, e.__context__)


async def use():
    g = agen()
    print(await g.__anext__(), await g.asend("first"))
    await g.aclose()
    try:
        await g.asend("late")
    except StopAsyncIteration as e:
        print("stopped", e.args)
    h = agen()
    await anext(h)
    try:
        await h.athrow(KeyError("thrown"))
    except KeyError as e:
        print("thrown", e)
    print(await anext(h, "default"))
    n = 0
    async for x in agen():
        n += x
    else:
        print("else", n)


print(drive(use(), lambda v: 0))
for bad in "async def f():\n yield 1\n return 2", "def f():\n await x", "async def f():\n yield from []", "[x async for x in y]":
    try:
        compile(bad, "bad", "exec")
        print("compiled")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset)


async def not_awaitable():
    await 3


async def not_iterable():
    async for x in [1]:
        pass


async def not_manager():
    async with open:
        pass


class BadAwait:
    def __await__(self):
        return 3


async def bad_await():
    await BadAwait()


for f in not_awaitable, not_iterable, not_manager, bad_await:
    try:
        f().send(None)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
c = sums()
print(c.cr_running, c.cr_await, c.cr_frame.f_lineno, c.cr_code.co_name)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
