"""Generators in cycles, and what del ends at once."""
import gc
import sys
import weakref


def waits(log):
    try:
        mine = yield 1
        yield mine
    finally:
        log.append("closed")


log = []
g = waits(log)
next(g)
g.send(g)
del g
gc.collect()
print("a generator that knows itself:", log)


class Parser:
    def __init__(self, log):
        self.log = log
        self.steps = self.run()
        next(self.steps)

    def run(self):
        try:
            while True:
                yield len(self.log)
        finally:
            self.log.append(type(self).__name__)


log = []
parsers = [Parser(log) for _ in range(300)]
kept = parsers[7]
alive = weakref.ref(kept)
parsers = None
gc.collect()
print("methods that wait:", len(log), set(log), next(kept.steps))
kept = None
gc.collect()
print("and the last:", len(log), alive())


def local():
    log = []
    g = waits(log)
    next(g)
    del g
    log.append("after del")

    class Ends:
        def __del__(self):
            log.append("Ends")

    e = Ends()
    other = e
    del e
    log.append("still here")
    del other
    log.append("gone")
    e = Ends()
    show = lambda: e
    r = weakref.ref(e)
    del e
    log.append(r())
    return log


print(local())


def many():
    total = 0
    for i in range(2000):
        for x in waits([]):
            total += 1 if x is None else x
    return total


print(many())


def stubborn():
    try:
        yield
    except GeneratorExit:
        yield


sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.exc_value, u.exc_traceback.tb_frame.f_code.co_name)
g = stubborn()
next(g)
del g
print("del of a generator that goes on")
