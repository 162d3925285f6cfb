# needs: libpython
"""SIGINT while the main thread waits in many ways: KeyboardInterrupt comes within a second."""
import asyncio
import multiprocessing.connection
import os
import queue
import select
import selectors
import signal
import socket
import sqlite3
import subprocess
import threading
import time

a, b = socket.socketpair()
r, w = os.pipe()
server = socket.create_server(("127.0.0.1", 0))
lock = threading.Lock()
lock.acquire()
parked = threading.Event()
thread = threading.Thread(target=parked.wait, args=(30,), daemon=True)
thread.start()
child = subprocess.Popen(["sleep", "30"])


def loop():
    while True:
        pass


def poll():
    p = select.poll()
    p.register(r, select.POLLIN)
    p.poll()


def selector():
    with selectors.DefaultSelector() as s:
        s.register(a, selectors.EVENT_READ)
        s.select()


def callbacks():
    db = sqlite3.connect(":memory:")
    db.create_function("slow", 1, lambda x: time.sleep(0.001) or x)
    try:
        db.execute("with recursive n(x) as (select 1 union all select x + 1 from n where x < 20000) select sum(slow(x)) from n").fetchall()
    except sqlite3.OperationalError:
        raise KeyboardInterrupt from None  # a callback that raised ends the query


async def forever():
    await asyncio.sleep(30)


waits = {
    "sleep": lambda: time.sleep(30),
    "recv": lambda: a.recv(1),
    "recv_into": lambda: a.recv_into(bytearray(1)),
    "recv with a timeout": lambda: (b.settimeout(30), b.recv(1)),
    "accept": server.accept,
    "os.read": lambda: os.read(r, 1),
    "select": lambda: select.select([a], [], []),
    "poll": poll,
    "selector": selector,
    "lock": lock.acquire,
    "lock with a timeout": lambda: lock.acquire(timeout=30),
    "Event.wait": lambda: threading.Event().wait(30),
    "Condition.wait": lambda: (c := threading.Condition()).acquire() and c.wait(30),
    "Queue.get": lambda: queue.Queue().get(timeout=30),
    "SimpleQueue.get": lambda: queue.SimpleQueue().get(),
    "join": lambda: thread.join(30),
    "wait for a child": child.wait,
    "pipe of a child": lambda: subprocess.run(["sleep", "30"], capture_output=True),
    "connection.wait": lambda: multiprocessing.connection.wait([a], 30),
    "loop": loop,
    "sqlite3 and callbacks": callbacks,
    "asyncio": lambda: asyncio.run(forever()),
}
for name, wait in waits.items():
    timer = threading.Timer(0.15, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    start = time.monotonic()
    try:
        wait()
        print(name, "was not interrupted")
    except KeyboardInterrupt:
        took = time.monotonic() - start
        print(name, "ok" if took < 1.15 else f"took {took:.1f} s")
    timer.join()
child.kill()
child.wait()
parked.set()
