# Exceptions in threads, excepthook of threading, and the main thread going on.
import threading, sys
def bad(): raise ValueError('in a thread')
t = threading.Thread(target=bad, name='worker-1'); t.start(); t.join()
print('main continues', t.is_alive())
threading.excepthook = lambda a: print('hook', a.exc_type.__name__, a.exc_value, a.thread.name)
t = threading.Thread(target=bad, name='worker-2'); t.start(); t.join()
def quiet(): sys.exit(3)
t = threading.Thread(target=quiet); t.start(); t.join(); print('SystemExit in a thread is silent')
out = []
ts = [threading.Thread(target=lambda i=i: out.append(i)) for i in range(5)]
[t.start() for t in ts]; [t.join() for t in ts]; print(sorted(out))
lock = threading.Lock(); n = 0
def inc():
    global n
    for _ in range(2000):
        with lock: n += 1
ts = [threading.Thread(target=inc) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(n)
print(lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.01)); lock.release()
try: lock.release()
except RuntimeError as e: print(e)
r = threading.RLock(); r.acquire(); r.acquire(); r.release(); r.release()
try: r.release()
except RuntimeError as e: print(e)
loc = threading.local(); loc.x = 'main'
def tl():
    out.append(hasattr(loc, 'x')); loc.x = 'thread'
t = threading.Thread(target=tl); t.start(); t.join(); print(out[-1], loc.x)
ev = threading.Event(); res = []
def wait(): res.append(ev.wait(5))
t = threading.Thread(target=wait); t.start(); ev.set(); t.join(); print(res)
bar = threading.Barrier(3); order = []
def b(): order.append(bar.wait())
ts = [threading.Thread(target=b) for _ in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(order))
import queue
q = queue.Queue(); 
def consumer():
    total = 0
    while (x := q.get()) is not None: total += x; q.task_done()
    res.append(total)
t = threading.Thread(target=consumer); t.start(); [q.put(i) for i in range(10)]; q.put(None); t.join(); print(res[-1])
print(threading.current_thread() is threading.main_thread(), threading.active_count(), threading.current_thread().name)
tm = threading.Timer(0.01, lambda: res.append('timer')); tm.start(); tm.join(); print(res[-1])
cond = threading.Condition(); items = []
def prod():
    with cond: items.append(1); cond.notify()
with cond:
    threading.Thread(target=prod).start(); print(cond.wait_for(lambda: items, timeout=5))
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(3) as ex: print(list(ex.map(lambda x: x * x, range(5))), ex.submit(pow, 2, 10).result(), repr(ex.submit(bad).exception()))
try: threading.Thread(target=bad).join()
except RuntimeError as e: print(e)
t = threading.Thread(target=print, args=('daemon',), daemon=True); t.start(); t.join(); print(t.daemon)
try: t.start()
except RuntimeError as e: print(e)
