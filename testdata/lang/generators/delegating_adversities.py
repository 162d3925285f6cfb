# Chains of generators and coroutines in machine code, while they are thrown into, closed, traced, looked at, resumed by others,
# collected and run out of stack in the middle.
import gc
import sys
import threading
import types


def leaf(n, log):
    got = []
    try:
        for i in range(n):
            try:
                got.append((yield i))
            except KeyError as e:
                got.append((yield ("caught", e.args)))
    finally:
        log.append(len(got))
    return got


def chain(depth, n, log):
    if depth == 0:
        return (yield from leaf(n, log))
    return (yield from chain(depth - 1, n, log))


def sent(times):
    total = 0
    for k in range(times):
        log = []
        g = chain(k % 6, 5, log)
        out = [next(g)]
        try:
            for j in range(10):
                if (j + k) % 4 == 3:
                    out.append(g.throw(KeyError(j)))
                else:
                    out.append(g.send(j))
        except StopIteration as e:
            out.append(e.value)
        total += len(repr(out)) + sum(log)
    return total


print("sent", sent(800))


def closed(times):
    total = 0
    for k in range(times):
        log = []
        g = chain(k % 7, 4, log)
        for _ in range(k % 4):
            next(g)
        g.close()
        total += sum(log) + len(log)
        try:
            next(g)
        except StopIteration:
            total += 1
    return total


print("closed", closed(800))


def failing(depth, when):
    if depth == 0:
        for i in range(10):
            if i == when:
                raise IndexError(when)
            yield i
    else:
        try:
            yield from failing(depth - 1, when)
        except IndexError as e:
            if depth % 3 == 0:
                yield "again"
                raise LookupError(depth) from e
            raise


def failures(times):
    total = 0
    for k in range(times):
        try:
            for x in failing(k % 8, k % 9):
                total += 1
        except LookupError as e:
            tb, n = e.__traceback__, 0
            while tb:
                tb, n = tb.tb_next, n + 1
            total += 100 * n + 1000 * len(repr(e.__cause__)) + len(repr(e.__context__))
    return total


print("failures", failures(1000))


def endless():
    n = 0
    while True:
        n += (yield n) or 0


def relay(g):
    return (yield from g)


def shared(times):
    "The inner generator is resumed by others between two steps of the one that delegates to it."
    total = 0
    for k in range(times):
        inner = endless()
        a, b = relay(inner), relay(relay(inner))
        total += next(a)
        try:
            total += b.send(None)
        except TypeError as e:
            total += len(str(e))
        total += inner.send(k)
        total += a.send(1)
        inner.close()
        try:
            a.send(2)
        except StopIteration as e:
            total += 1 if e.value is None else 1000
    return total


print("shared", shared(800))


def looks(g_of):
    for i in range(4):
        g = g_of[0]
        try:
            next(g)
        except ValueError as e:
            yield str(e), g.gi_running, g.gi_yieldfrom is not None


def reentered(times):
    out = set()
    for k in range(times):
        g_of = [None]
        g_of[0] = relay(relay(looks(g_of)))
        out.update(g_of[0])
    return sorted(out)


print("reentered", reentered(500))


def depth_of(frame):
    n = 0
    while frame:
        frame, n = frame.f_back, n + 1
    return n


def where():
    for i in range(6):
        yield depth_of(sys._getframe())


def deep(k):
    return (yield from where()) if k == 0 else (yield from deep(k - 1))


def stacks(times):
    seen = set()
    base = depth_of(sys._getframe())
    for k in range(times):
        g = deep(k % 5)
        seen.add((k % 5, next(g) - base))
        seen.add((k % 5, g.gi_frame.f_back))
        seen.update((k % 5, d - base) for d in g)
    return sorted(seen, key=str)


print("stacks", stacks(500))


def collecting(n):
    for i in range(n):
        if i % 50 == 0:
            gc.collect()
        yield [i]


def collected():
    return sum(x[0] for x in relay(relay(relay(collecting(600))))) + len(list(relay(collecting(300))))


print("collected", collected())


def traced(times):
    events = []

    def tracer(frame, event, arg):
        if frame.f_code.co_name in ("relay", "toggling"):
            events.append((frame.f_code.co_name, event))
            return tracer

    def toggling(n):
        for i in range(n):
            if i == 3:
                sys.settrace(tracer)
            if i == 5:
                sys.settrace(None)
            yield i
    total = 0
    for k in range(times):
        for x in relay(relay(toggling(8))):
            total += x
        total += len(list(relay(toggling(7)))) + sum(relay(relay(toggling(7))))
    sys.settrace(None)
    return total, len(events)


print("traced", traced(300)[0])


def bottomless(n):
    yield n
    yield from bottomless(n + 1)


def out_of_stack():
    counts = []
    for _ in range(4):
        n = 0
        try:
            for x in bottomless(0):
                n += 1
        except RecursionError as e:
            counts.append(n > 500)
    return counts


print("out of stack", out_of_stack())


@types.coroutine
def pause(x):
    return (yield x)


async def work(depth, n):
    if depth == 0:
        total = 0
        for i in range(n):
            total += await pause(i)
        return total
    try:
        return await work(depth - 1, n) + depth
    finally:
        await pause(-1)


def scheduled(times):
    total = 0
    tasks = [work(k % 5, 6) for k in range(times)]
    values = [None] * len(tasks)
    while tasks:
        rest = []
        for i, task in enumerate(tasks):
            try:
                v = task.send(None if values[i] is None else values[i] + 1)
                rest.append((task, v))
            except StopIteration as e:
                total += e.value
        tasks, values = [t for t, v in rest], [v for t, v in rest]
    return total


print("scheduled", scheduled(1200))


def cancelled(times):
    out = {}
    for k in range(times):
        task = work(k % 5, 6)
        try:
            task.send(None)
            for _ in range(k % 4):
                task.send(1)
            task.throw(OSError(k % 3))
            while True:
                task.send(0)
        except StopIteration as e:
            r = ("value", e.value)
        except OSError as e:
            r = ("raised", e.args)
        out[r] = out.get(r, 0) + 1
        task.close()
    return sorted(out.items())


print("cancelled", cancelled(600))


def in_threads():
    results = []

    def run():
        results.append(sum(x if isinstance(x, int) else 0 for k in range(300) for x in chain(k % 5, 8, [])))
    threads = [threading.Thread(target=run) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results


print("threads", in_threads())


def handed_over():
    "A chain that is resumed by several threads in turn."
    g = relay(relay(leaf(2000, [])))
    lock, out = threading.Lock(), []

    def run():
        while True:
            with lock:
                try:
                    out.append(next(g))
                except StopIteration:
                    return
    threads = [threading.Thread(target=run) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return out == list(range(2000))


print("handed over", handed_over())


class Own:
    "What is delegated to is at times no generator."
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration("own")
        return self.n

    def send(self, v):
        return (v, next(self))

    def throw(self, *a):
        return "thrown"


def several(k):
    kinds = (range(3), Own(3), leaf(3, []), [1, 2], relay(Own(2)), iter("ab"), {1: 2})
    r = yield from kinds[k % len(kinds)]
    yield ("result", r)


def changing(times):
    total = 0
    for k in range(times):
        g = several(k)
        total += len(repr(list(g)))
        g = relay(several(k * 5))
        try:
            out = [next(g)]
            while True:
                out.append(g.send("x" if k * 5 % 7 in (1, 2, 4) else None))
        except StopIteration:
            total += len(repr(out))
        except AttributeError as e:
            total += len(str(e))
    return total


print("changing", changing(1500))
