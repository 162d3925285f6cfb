# os.fork: what a child has of its parent, and how it ends.
import atexit
import gc
import os
import signal
import sys
import random
import time


def forked(f, *args):
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        f(*args)
        sys.exit(9)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


atexit.register(lambda: print("atexit", flush=True))


def plain():
    print("child")


def fails():
    sys.stderr = sys.stdout
    raise ValueError("in the child")


def quits():
    print("never written", end="")
    os._exit(3)


print("exit code", forked(plain))
print("exit code", forked(quits))
print("exit code", forked(os.abort) == -signal.SIGABRT)

# Grandchildren, collections, and code that gets hot in a child.
data = [[i] for i in range(10000)]


def deeper(n):
    gc.collect()
    total = sum(x[0] * 2 - x[0] for x in data)
    assert total == 49995000
    if n:
        assert forked(deeper, n - 1) == 9
    os._exit(9)


print("exit code", forked(deeper, 4))

# Each child has random numbers of its own.
seen = set()
for _ in range(5):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(w, str(random.random()).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    seen.add(os.read(r, 100))
print(len(seen), "different random numbers")

# Signals go to the child's handlers.
got = []
signal.signal(signal.SIGUSR1, lambda *a: got.append("usr1"))
signal.signal(signal.SIGALRM, lambda *a: got.append("alarm"))


def signals():
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    while len(got) < 2:
        time.sleep(0.01)
    print(got, flush=True)
    os._exit(0)


print("exit code", forked(signals), got)

# Hooks that fail do not keep the process from forking.
sys.unraisablehook = lambda u: print("unraisable:", repr(u.exc_value), flush=True)


def bad():
    raise KeyError("hook")


os.register_at_fork(before=bad)
print("exit code", forked(os._exit, 4))
sys.addaudithook(lambda name, args: name.startswith("os.fork") and print("audit", name, args, flush=True))
print("exit code", forked(os._exit, 5))
# needs: libpython
