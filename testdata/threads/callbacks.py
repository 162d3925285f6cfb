"""Callbacks from threads that C has made, by a C extension and by pthread_create through ctypes."""
import ctypes
import datetime
import gc
import itertools
import json
import queue
import sqlite3
import sys
import threading
import time
import weakref
import zlib

import cthreads

lock = threading.Lock()
total = 0


def count(n, i):
    global total
    with lock:
        total += n * i
    return zlib.crc32(b"x" * i) & 0xFF


want = 8 * sum(zlib.crc32(b"x" * i) & 0xFF for i in range(50))
for again in False, True:
    total = 0
    print("run", cthreads.run(count, 8, 50, again) == want, total == sum(n * i for n in range(8) for i in range(50)))

# Who one is: the same thread for as long as C keeps its state.
seen = {}


def who(n, i):
    t = threading.current_thread()
    with lock:
        seen.setdefault(n, set()).add((t.ident, threading.get_ident(), id(t), type(t).__name__, t.is_alive(), t.daemon))
    return 1


print("who", cthreads.run(who, 4, 10), [(len(s), sorted(x[3:] for x in s)) for _, s in sorted(seen.items())])
print("same", all(x[0] == x[1] for s in seen.values() for x in s), threading.current_thread() is threading.main_thread())

# threading.local lives as long as C keeps the state.
local = threading.local()
dead = itertools.count()


class Mark:
    def __del__(self):
        next(dead)


class Filled(threading.local):
    def __init__(self, x):
        self.x = x
        self.thread = threading.get_ident()


filled = Filled(7)


def remember(n, i):
    had = getattr(local, "n", 0)
    local.n = had + 1
    if not had:
        local.mark = Mark()
    assert filled.x == 7 and filled.thread == threading.get_ident()
    return had


print("local", cthreads.run(remember, 4, 10), cthreads.run(remember, 4, 10, True), hasattr(local, "n"))
gc.collect()
print("marks", next(dead))

# Exceptions.
reports = queue.SimpleQueue()
sys.unraisablehook = lambda u: reports.put((u.exc_type.__name__, str(u.exc_value), u.err_msg, getattr(u.object, "__name__", None),
                                             u.exc_traceback.tb_frame.f_code.co_name, u.exc_value.__traceback__ is u.exc_traceback))


def fails(n, i):
    if i == 3:
        raise KeyError(n)
    return 1


print("fails", cthreads.run(fails, 3, 5), sorted(reports.get() for _ in range(reports.qsize())))
cthreads.run(lambda n, i: sys.exit(5), 1, 1)
print("exit", reports.get()[:3])
sys.unraisablehook = sys.__unraisablehook__

# What they hold, start and wait for.
meet = threading.Barrier(12)


def meets(n, i):
    meet.wait(30)
    time.sleep(0.001)
    return n


print("barrier", cthreads.run(meets, 12, 3))


def starts(n, i):
    out = []
    t = threading.Thread(target=lambda: out.append(json.loads(json.dumps({"n": n}))["n"]))
    t.start()
    t.join()
    return out[0]


print("starts", cthreads.run(starts, 6, 3))


def nests(n, i):
    return cthreads.run(lambda n, i: 1, 2, 2) if n else 0


print("nests", cthreads.run(nests, 3, 2))


def objects(n, i):
    con = sqlite3.connect(":memory:")
    con.create_function("f", 1, lambda x: x + n)
    day = datetime.date(2024, 1, 1) + datetime.timedelta(con.execute("select f(1)").fetchone()[0])
    con.close()
    return day.day


print("objects", cthreads.run(objects, 6, 4))


class Held:
    pass


alive = weakref.WeakSet()


def makes(n, i):
    h = Held()
    h.me = h
    with lock:
        alive.add(h)
    return 1


print("makes", cthreads.run(makes, 4, 50))
gc.collect()
print("left", len(alive))

# A thread whose end nobody waits for.
done = threading.Event()
cthreads.later(done.set)
print("later", done.wait(30))

# Generators and locks that wander from thread to thread.
steps = itertools.count()
wander = (next(steps) for _ in range(1000))


def step(n, i):
    with lock:
        next(wander)
    return 1


print("generator", cthreads.run(step, 5, 20), next(wander))

# ctypes: a state for each callback.
libc = ctypes.CDLL(None)
ROUTINE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
libc.pthread_create.argtypes = [ctypes.POINTER(ctypes.c_ulong), ctypes.c_void_p, ROUTINE, ctypes.c_void_p]
libc.pthread_join.argtypes = [ctypes.c_ulong, ctypes.c_void_p]


def pthreads(f, n):
    ids = [ctypes.c_ulong() for _ in range(n)]
    for i, x in enumerate(ids):
        assert libc.pthread_create(ctypes.byref(x), None, f, i + 1) == 0
    out = []
    for x in ids:
        r = ctypes.c_void_p()
        libc.pthread_join(x, ctypes.byref(r))
        out.append(r.value)
    return out


@ROUTINE
def routine(x):
    had = hasattr(local, "n")
    local.n = x
    return 100 * x + had


print("ctypes", pthreads(routine, 5))
for _ in range(100):
    pthreads(routine, 1)
sys.unraisablehook = lambda u: reports.put((u.exc_type.__name__, u.err_msg))


@ROUTINE
def broken(x):
    raise ValueError


pthreads(broken, 2)
print("broken", reports.get(), reports.get())


# The stack of a callback, and the frames of all threads.
def stack(n, i):
    f, names = sys._getframe(), []
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    assert threading.get_ident() in sys._current_frames()
    print("stack", names)
    return 0


cthreads.run(stack, 1, 1)
print("main", threading.current_thread().name)
