# A signal that comes again before its handler has run comes once; handlers run in the order of the numbers.
import signal
import sys
import threading
import time

got = []
for n in signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP:
    signal.signal(n, lambda n, frame: got.append(signal.Signals(n).name))


def many():
    time.sleep(0.05)
    for _ in range(1000):
        for n in signal.SIGUSR2, signal.SIGUSR1, signal.SIGHUP:
            signal.raise_signal(n)


interval = sys.getswitchinterval()
sys.setswitchinterval(100)  # the main thread does not run before the other has ended
t = threading.Thread(target=many)
t.start()
t.join()
sys.setswitchinterval(interval)
print(got)
for n in signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP:
    signal.signal(n, signal.SIG_DFL)
