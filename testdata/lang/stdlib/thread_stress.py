# needs: libpython
"""Sixteen threads at once in sockets, sqlite3, zlib, hashes and queues, each with a bounded count."""
import hashlib
import os
import queue
import random
import socket
import sqlite3
import sys
import tempfile
import threading
import zlib

THREADS, ROUNDS = 16, 25
failures = []
work, results = queue.Queue(maxsize=8), queue.SimpleQueue()
path = os.path.join(tempfile.mkdtemp(), "shared.db")
with sqlite3.connect(path) as db:
    db.execute("create table log (worker int, round int, digest text)")
db.close()
write = threading.Lock()
barrier = threading.Barrier(THREADS)
done = threading.Event()


def checked(f):
    def run(*args):
        try:
            f(*args)
        except BaseException as e:
            failures.append((threading.current_thread().name, repr(e)))
            barrier.abort()
    return run


@checked
def worker(n):
    rng = random.Random(n)
    a, b = socket.socketpair()
    a.settimeout(30)
    echo = threading.Thread(target=serve, args=(b,), name=f"echo {n}")
    echo.start()
    own = sqlite3.connect(":memory:")
    own.create_function("twice", 1, lambda x: x * 2)
    own.create_collation("backwards", lambda x, y: (x < y) - (x > y))
    own.execute("create table t (x int)")
    shared = sqlite3.connect(path, timeout=30)
    barrier.wait(30)
    for i in range(ROUNDS):
        data = rng.randbytes(200) * 50
        packed = zlib.compress(data)
        a.sendall(len(packed).to_bytes(4, "big") + packed)
        answer = read(a, int.from_bytes(read(a, 4), "big"))
        assert zlib.decompress(answer) == data[::-1]
        own.executemany("insert into t values (?)", ((k,) for k in range(i)))
        assert own.execute("select sum(twice(x)) from t where x < ?", (i,)).fetchone()[0] in (None, sum(2 * k * (i - k) for k in range(i)))
        assert [r[0] for r in own.execute("select cast(x as text) from t where x < 3 group by x order by 1 collate backwards")] == [str(k) for k in reversed(range(min(i, 3)))]
        digest = hashlib.sha256(data * 20).hexdigest()
        with write, shared:
            shared.execute("insert into log values (?, ?, ?)", (n, i, digest))
        work.put((n, i, data[:100]), timeout=30)
    a.shutdown(socket.SHUT_WR)
    echo.join(30)
    a.close()
    own.close()
    shared.close()


def read(s, n):
    out = b""
    while len(out) < n:
        part = s.recv(n - len(out))
        if not part:
            raise EOFError
        out += part
    return out


@checked
def serve(s):
    with s:
        while True:
            try:
                n = int.from_bytes(read(s, 4), "big")
            except EOFError:
                return
            packed = zlib.compress(zlib.decompress(read(s, n))[::-1], 1)
            s.sendall(len(packed).to_bytes(4, "big") + packed)


@checked
def consumer():
    while not done.is_set() or not work.empty():
        try:
            n, i, data = work.get(timeout=0.05)
        except queue.Empty:
            continue
        results.put((n, i, zlib.crc32(data)))
        work.task_done()


sys.setswitchinterval(0.001)
consumers = [threading.Thread(target=consumer, name=f"consumer {i}") for i in range(3)]
workers = [threading.Thread(target=worker, args=(i,), name=f"worker {i}") for i in range(THREADS)]
for t in consumers + workers:
    t.start()
for t in workers:
    t.join(60)
print("workers that still run:", [t.name for t in workers if t.is_alive()])
work.join()
done.set()
for t in consumers:
    t.join(10)
got = sorted(results.get() for _ in range(results.qsize()))
print(len(got), len(set((n, i) for n, i, _ in got)), zlib.crc32(repr(got).encode()))
with sqlite3.connect(path) as db:
    print(db.execute("select count(*), count(distinct worker), count(distinct digest) from log").fetchone())
db.close()
print("failures:", failures)
print("threads:", threading.active_count())
