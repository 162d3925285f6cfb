# needs: libpython
# Objects that nobody refers to any more end while all threads wait, since the wait may be for that.
import multiprocessing
import os
import queue
import socket
import subprocess
import threading
import time
import weakref


def apart(f):
    t = threading.Thread(target=lambda: print(f.__name__, f()))
    t.start()
    return t


a, b = socket.socketpair()
a = None
print("a socket", b.recv(1))

a, b = socket.socketpair()


def other_thread():
    return b.recv(1)


t = apart(other_thread)
a = None
t.join()

r, w = os.pipe()
f = os.fdopen(w, "w")
f.write("buffered")
f = None
print("a file", os.read(r, 100), os.read(r, 1))
os.close(r)

p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
p.stdin.write(b"to cat")
p.stdin = None
print("a pipe to a process", p.stdout.read())
p.wait()

r, w = multiprocessing.Pipe(False)
w = None
try:
    r.recv()
except EOFError as e:
    print("a connection", repr(e))

done = threading.Event()


class Sets:
    def __del__(self):
        done.set()


x = Sets()
x = None
print("__del__", done.wait(20))

q, sq = queue.Queue(), queue.SimpleQueue()
done.clear()
x = Sets()
w = weakref.ref(x, lambda w: q.put(("callback", w())))
holder = [x]
x = None
holder = None
print("callback and __del__", q.get(timeout=20), done.wait(20))


class Puts:
    def __init__(self, q, inner=None):
        self.q, self.inner = q, inner

    def __del__(self):
        self.q.put("put")


def local():
    x = Puts(q)


local()
print("at the end of a function", q.get(timeout=20))
x = Puts(sq, Puts(q))
x = None
print("a chain", q.get(timeout=20), sq.get(timeout=20))


def steps():
    try:
        yield 1
    finally:
        q.put("closed")


g = steps()
next(g)
g = None
print("a generator", q.get(timeout=20))

print("after a long rest")
x = Sets()
done.clear()
time.sleep(3)
x = None
print("__del__", done.wait(20))
