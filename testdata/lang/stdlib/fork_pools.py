# What forks in the standard library: multiprocessing, concurrent.futures, pty, subprocess's preexec_fn.
import multiprocessing
import os
import pty
import subprocess
from concurrent.futures import ProcessPoolExecutor

print(multiprocessing.get_start_method())
state = []


def square(x):
    return x * x


def child(q, n):
    state.append(n)
    q.put((n, list(state), os.getpid() != parent))


parent = os.getpid()
state.append("parent's")
queue = multiprocessing.Queue()
ps = [multiprocessing.Process(target=child, args=(queue, i)) for i in range(3)]
for p in ps:
    p.start()
print(sorted(queue.get(timeout=20) for _ in ps))
for p in ps:
    p.join()
print([p.exitcode for p in ps], state)

with multiprocessing.Pool(4) as pool:
    print(pool.map(square, range(20)))
with ProcessPoolExecutor(2) as executor:
    print(list(executor.map(square, range(10))))
    try:
        executor.submit(int, "x").result()
    except ValueError as e:
        print(e)

value = multiprocessing.Value("i", 0)


def add():
    for _ in range(100):
        with value.get_lock():
            value.value += 1


ps = [multiprocessing.Process(target=add) for _ in range(3)]
for p in ps:
    p.start()
for p in ps:
    p.join()
print(value.value)

pid, fd = pty.fork()
if pid == 0:
    os.write(1, b"on a terminal: %r\n" % os.isatty(0))
    os._exit(3)
out = b""
while True:
    try:
        part = os.read(fd, 100)
    except OSError:
        break
    if not part:
        break
    out += part
print(out, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def before():
    os.write(1, b"before\n")
    os.umask(0o77)


print(subprocess.run(["/bin/sh", "-c", "umask; ls /proc/self/fd"], preexec_fn=before, capture_output=True, text=True).stdout)
for args, kw in ((["/no/such/program"], {"preexec_fn": before, "stdout": subprocess.DEVNULL}), (["/bin/true"], {"preexec_fn": before, "cwd": "/no/such/folder"}), (["/bin/true"], {"preexec_fn": lambda: 1 / 0})):
    try:
        subprocess.run(args, **kw)
    except (OSError, subprocess.SubprocessError) as e:
        print(type(e).__name__, e)
# needs: libpython
