# A daemon closes every descriptor: the program goes on, with files, threads and processes.
import os
import subprocess
import sys
import threading
import time

first = os.open(os.devnull, os.O_RDONLY)
os.closerange(3, 1024)
again = os.open(os.devnull, os.O_RDONLY)
print(again == 3, first >= again)
os.close(again)

done = []
threads = [threading.Thread(target=lambda: (time.sleep(0.05), done.append(1))) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(done))
print(subprocess.run([sys.executable, "-c", "print('child')"], capture_output=True, text=True).stdout)
opened = []
for fd in range(3, 128):
    try:
        os.fstat(fd)
    except OSError as e:
        assert e.errno == 9, e
    else:
        opened.append(fd)
print(opened)
with open(os.__file__) as f:
    print(f.readline().strip())

# needs: libpython
