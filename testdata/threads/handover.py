"""C functions that release the lock let other threads run, and threads that compute hand over to each other."""
import ctypes
import hashlib
import lzma
import socket
import sqlite3
import sys
import threading
import time
import zlib

import cthreads

libc = ctypes.CDLL(None)
big = bytes(range(256)) * 40_000
a, b = socket.socketpair()
path = sys.argv[1]
sqlite3.connect(path).execute("create table t (x)")
holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def busy():
    holder.execute("begin exclusive")
    c = sqlite3.connect(path, timeout=0.2)
    try:
        c.execute("select * from t").fetchall()
    except sqlite3.OperationalError as e:
        return str(e)
    finally:
        holder.execute("rollback")


# What a thread counts while the main thread is in C: thousands, where it would be next to nothing had C kept the lock.
count, stop = 0, False


def counting():
    global count
    while not stop:
        count += 1


t = threading.Thread(target=counting)
t.start()
works = {
    "zlib.compress": lambda: len(zlib.compress(big)) > 0,
    "hashlib.sha512": lambda: len([hashlib.sha512(big) for _ in range(3)]),
    "lzma.compress": lambda: len(lzma.compress(big[:500_000])) > 0,
    "sqlite, busy": busy,
    "sleep in C": lambda: libc.usleep(100_000),
    "socket.recv": lambda: (threading.Timer(0.1, b.send, [b"x"]).start(), a.recv(1))[1],
    "unlocked": lambda: cthreads.unlocked(0.1),
}
for name, work in works.items():
    before = count
    result = work()
    print(name, result, count - before > 1000 or count - before)

# Threads that never let go of the lock by themselves take turns: each waits for about one switch interval
# (5 ms) for its turn, so one that waits 20 times is done long before ten seconds.
turns, begin = 0, time.monotonic()
while turns < 20:
    time.sleep(0)
    libc.getpid()
    turns += 1
print("turns", turns, time.monotonic() - begin < 10)
sys.setswitchinterval(0.0005)
begin = time.monotonic()
for _ in range(100):
    time.sleep(0.0001)
print("short turns", time.monotonic() - begin < 10, sys.getswitchinterval())
stop = True
t.join()
