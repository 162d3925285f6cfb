"""threading, queue, locks, local data, timers and executors."""
import concurrent.futures
import queue
import threading
import time

lock = threading.Lock()
total = 0


def add(n):
    global total
    for _ in range(n):
        with lock:
            total += 1


threads = [threading.Thread(target=add, args=(500,), name=f"adder-{i}") for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, [t.name for t in threads], any(t.is_alive() for t in threads))
local = threading.local()
local.x = "main"
seen = []


def look():
    seen.append(hasattr(local, "x"))
    local.x = threading.current_thread().name
    seen.append(local.x)


t = threading.Thread(target=look, name="looker", daemon=True)
t.start()
t.join()
print(seen, local.x, t.daemon, threading.current_thread() is threading.main_thread())
q = queue.Queue(maxsize=2)
got = []


def consume():
    while (item := q.get()) is not None:
        got.append(item)
        q.task_done()


c = threading.Thread(target=consume)
c.start()
for i in range(6):
    q.put(i)
q.join()
q.put(None)
c.join()
print(got)
try:
    q.get_nowait()
except queue.Empty as e:
    print(repr(e))
r = threading.RLock()
with r:
    with r:
        print("reentered", r._is_owned())
try:
    r.release()
except RuntimeError as e:
    print(e)
try:
    lock.release()
except RuntimeError as e:
    print(e)
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.locked())
lock.release()
cond = threading.Condition()
items = []


def producer():
    for i in range(3):
        with cond:
            items.append(i)
            cond.notify()


p = threading.Thread(target=producer)
with cond:
    p.start()
    print(cond.wait_for(lambda: len(items) == 3, timeout=10), items)
p.join()
e = threading.Event()
timer = threading.Timer(0.01, e.set)
timer.start()
print(e.wait(10), e.is_set())
barrier = threading.Barrier(3, action=lambda: print("all here"))
ts = [threading.Thread(target=barrier.wait) for _ in range(2)]
for t in ts:
    t.start()
barrier.wait()
for t in ts:
    t.join()
print(barrier.n_waiting, barrier.broken, threading.active_count())
sem = threading.BoundedSemaphore(1)
with sem:
    print(sem.acquire(blocking=False))
try:
    sem.release()
except ValueError as err:
    print(err)
with concurrent.futures.ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(lambda n: n * n, range(5))))
    f = pool.submit(divmod, 7, 2)
    g = pool.submit(divmod, 7, 0)
    print(f.result(), repr(g.exception()))
    done = [h.result() for h in concurrent.futures.as_completed([pool.submit(len, "abc")])]
    print(done)
try:
    threading.Thread(target=None, group=1)
except AssertionError as err:
    print(err)
t = threading.Thread(target=print, args=("ran",))
try:
    t.join()
except RuntimeError as err:
    print(err)
t.start()
t.join()
try:
    t.start()
except RuntimeError as err:
    print(err)
start = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - start >= 0.01)
