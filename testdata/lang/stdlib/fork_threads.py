# Of a forked process only the thread that forked goes on: others neither take what its child waits for nor run.
import os
import sys
import threading
import time

r, w = os.pipe()
done_r, done_w = os.pipe()
lock = threading.Lock()
lock.acquire()
log = []
stop = False


def reader():
    log.append(os.read(r, 10))


def waiter():
    with lock:
        log.append("lock")


def sleeper():
    time.sleep(0.05)
    log.append("slept")


def compute():
    x = 0
    while not stop:
        x += 1


threads = [threading.Thread(target=f, daemon=True) for f in (reader, waiter, sleeper, compute)]
for t in threads:
    t.start()
time.sleep(0.02)
os.register_at_fork(
    before=lambda: log.append("before 1"),
    after_in_child=lambda: log.append("child 1"),
    after_in_parent=lambda: log.append("parent 1"),
)
os.register_at_fork(before=lambda: log.append("before 2"), after_in_child=lambda: log.append("child 2"))


def in_child():
    print("pid is new:", os.getpid() != parent)
    print([x for x in log if x != "slept"])
    print("threads:", threading.active_count(), threading.main_thread() is threading.current_thread())
    n = len(log)
    lock.release()
    time.sleep(0.15)
    print("lock is free:", lock.acquire(timeout=5))
    print("nobody else ran:", len(log) == n)
    t = threading.Thread(target=log.append, args=("new",))
    t.start()
    t.join()
    print(log[-1])


parent = os.getpid()
pid = os.fork()
if pid == 0:
    code = 1
    try:
        in_child()
        os.write(done_w, b"x")
        code = 5
    finally:
        sys.stdout.flush()
        # The parent's reader gets what is written now, though this process has the pipe, too.
        time.sleep(0.1)
        os._exit(code)

os.read(done_r, 1)
os.write(w, b"hello")
threads[0].join()
print("exit code", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
lock.release()
stop = True
for t in threads:
    t.join()
print(sorted(map(str, log)))

# A thread forks: it is the child's main thread, and the process ends with it.
def forks():
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        print("main:", threading.current_thread() is threading.main_thread(), threading.active_count(), flush=True)
        t = threading.Thread(target=lambda: (time.sleep(0.05), print("another thread", flush=True)))
        t.start()
        return
    print("exit code", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


t = threading.Thread(target=forks)
t.start()
t.join()

for bad in ({}, {"before": 1}, {"after_in_child": "x"}):
    try:
        os.register_at_fork(**bad)
    except TypeError as e:
        print("TypeError:", e)
# needs: libpython
