# needs: libpython
"""What C code keeps in context variables of its own follows our contexts: here the current context of _decimal."""
import asyncio
import contextvars
import decimal
import threading
from decimal import Decimal, getcontext, localcontext, setcontext, Context


def third():
    return str(Decimal(1) / Decimal(3))


def show(*what):
    print(*what)


# Tasks that never saw main's context have their own each.
async def work(prec, rounds, out):
    setcontext(Context(prec=prec))
    for _ in range(rounds):
        await asyncio.sleep(0)
        out.append((prec, third(), getcontext().prec))


async def local(prec, out):
    with localcontext() as c:
        c.prec = prec
        for _ in range(3):
            await asyncio.sleep(0)
            out.append((prec, third()))
            await nested(prec + 1, out)
            assert getcontext() is c
    out.append((prec, "after", getcontext().prec))


async def nested(prec, out):
    with localcontext(Context(prec=prec)):
        await asyncio.sleep(0)
        out.append((prec, third()))


async def child(out):
    await asyncio.sleep(0)
    out.append(("child", getcontext().prec))
    getcontext().prec += 1
    setcontext(Context(prec=2))
    await asyncio.sleep(0)
    out.append(("child", getcontext().prec))


async def parent(out):
    setcontext(Context(prec=7))
    t = asyncio.create_task(child(out))
    setcontext(Context(prec=8))
    await t
    out.append(("parent", getcontext().prec))
    await asyncio.gather(child(out), child(out))
    out.append(("parent", getcontext().prec))


def tasks():
    out = []

    async def main():
        await asyncio.gather(*(work(p, 3, out) for p in (3, 5, 9)))
        show(sorted(out))
        out.clear()
        await asyncio.gather(*(local(p, out) for p in (4, 6, 10)))
        show(sorted(out, key=str))
        out.clear()
        await parent(out)
        show(out)

    asyncio.run(main())


show("main before", getcontext().prec)
tasks()
show("main after", getcontext().prec, third())

# Contexts and copies of them.
getcontext().prec = 11
inherited = contextvars.copy_context()
fresh = contextvars.Context()
setcontext(Context(prec=12))
later = contextvars.copy_context()
show(inherited.run(third), later.run(third), third(), fresh.run(third))
inherited.run(setcontext, Context(prec=13))
again = inherited.copy()
inherited.run(setcontext, Context(prec=14))
show(inherited.run(third), again.run(third), later.run(third), third())
fresh.run(setcontext, Context(prec=3))
show(fresh.run(third), fresh.run(lambda: again.run(lambda: (third(), inherited.run(third), later.run(third))) + (third(),)), third())


def fails():
    setcontext(Context(prec=21))
    raise KeyError("gone")


try:
    later.run(fails)
except KeyError as e:
    show("raised", e, getcontext().prec, later.run(third))

# The same object where contexts share it.
same = contextvars.copy_context()
same.run(lambda: setattr(getcontext(), "prec", 17))
show(getcontext().prec, same.run(getcontext) is getcontext())
same.run(setcontext, Context(prec=18))
show(getcontext().prec, same.run(lambda: getcontext().prec), same.run(getcontext) is getcontext())

# Variables of ours in the same contexts.
var = contextvars.ContextVar("var", default="none")


def both(name, prec):
    var.set(name)
    setcontext(Context(prec=prec))
    return contextvars.copy_context()


a = contextvars.copy_context().run(both, "a", 4)
b = a.run(both, "b", 5)
c = contextvars.Context().run(both, "c", 6)
for x in (a, b, c, a):
    show(x.run(var.get), x.run(third), x[var])
show(var.get(), getcontext().prec)


# Generators run in the context of who resumes them.
def gen():
    for _ in range(3):
        yield getcontext().prec, third()


g = gen()
show(next(g), a.run(next, g), c.run(next, g), list(g))


def keeps():
    with localcontext() as ctx:
        ctx.prec = 19
        yield third()
        yield third()


g = keeps()
show(next(g), third(), next(g))
g.close()
show(third())


async def agen(prec):
    with localcontext() as ctx:
        ctx.prec = prec
        for _ in range(2):
            yield third()
            await asyncio.sleep(0)


async def drain(prec):
    return [x async for x in agen(prec)] + [getcontext().prec]


async def two():
    return await asyncio.gather(drain(5), drain(8))


show(asyncio.run(two()))

# Threads begin with a context of their own, and can run in one of ours.
got = dict.fromkeys(range(3))  # in an order of its own


def thread(name, prec, wait):
    before = getcontext().prec
    getcontext().prec = prec
    wait.wait()
    got[name] = before, third()


barrier = threading.Barrier(3)
ts = [threading.Thread(target=thread, args=(n, n + 2, barrier)) for n in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
show(sorted(got.items()), third())
t = threading.Thread(target=lambda: got.update(copy=a.run(third), own=third()))
t.start()
t.join()
show(got["copy"], got["own"], a.run(third))
got = dict(sorted(got.items(), key=str))


async def off():
    setcontext(Context(prec=23))
    return await asyncio.to_thread(third), await asyncio.get_running_loop().run_in_executor(None, third)


show(asyncio.run(off()), third())


# What C calls back sees the context that C was called in, and may enter others.
def key(n):
    return Decimal(n) / 7, b.run(third), third()


show(a.run(lambda: [str(k[0]) + k[1] + k[2] for k in map(key, (1, 2))]), third())


class Rounded:
    def __init__(self, n):
        self.n = n

    def __getattr__(self, name):
        raise AttributeError(name)

    def __rmul__(self, other):
        return c.run(lambda: +Decimal("1.23456789")), +Decimal("1.23456789123456789")


show(a.run(lambda: Decimal(2) * Rounded(1)), third())

# Many contexts, most of which C never hears of.
contexts = [contextvars.copy_context() for _ in range(2000)]
for i, x in enumerate(contexts):
    if i % 7 == 0:
        x.run(setcontext, Context(prec=i % 20 + 1))
show(sum(x.run(lambda: getcontext().prec) for x in contexts), getcontext().prec)
show(len({id(x.run(getcontext)) for x in contexts}))
