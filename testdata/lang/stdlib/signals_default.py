# What signals do that nobody handles, before and after somebody did.
import os
import signal
import subprocess
import sys
import time


def child(code):
    p = subprocess.run([sys.executable, "-c", "import os, signal, time, sys\n" + code], capture_output=True, text=True, timeout=60)
    print(p.returncode, p.stdout.split(), p.stderr.splitlines()[-1:])


for name in ["SIGALRM", "SIGUSR1", "SIGQUIT", "SIGABRT", "SIGTERM", "SIGHUP", "SIGIO", "SIGVTALRM", "SIGSEGV", "SIGRTMIN"]:
    child(f"os.kill(os.getpid(), signal.{name}); time.sleep(10)")
child("signal.alarm(1); time.sleep(20)")
child("os.abort()")
child("signal.raise_signal(signal.SIGSEGV)")
for name in ["SIGCHLD", "SIGURG", "SIGWINCH", "SIGCONT", "SIGPIPE"]:
    child(f"os.kill(os.getpid(), signal.{name}); time.sleep(0.05); print('alive')")

# A handler, then the default again.
child("""
signal.signal(signal.SIGUSR1, lambda n, f: print('handled', n))
os.kill(os.getpid(), signal.SIGUSR1)
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.signal(signal.SIGUSR1, signal.SIG_DFL) is signal.SIG_IGN)
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(10)
""")
child("""
import faulthandler
faulthandler.register(signal.SIGUSR1, file=sys.stdout, all_threads=False)
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(0.3)
faulthandler.unregister(signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(10)
""".replace("file=sys.stdout", "file=open(os.devnull, 'w')"))
# Blocked and pending, then let through.
child("""
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.sigpending() == {signal.SIGUSR2})
sys.stdout.flush()
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR2])
time.sleep(10)
""")
# Ignored by whoever starts the program.
p = subprocess.run(["sh", "-c", "trap '' USR1; exec \"$0\" -c 'import os, signal, time; os.kill(os.getpid(), signal.SIGUSR1); time.sleep(0.05); print(signal.getsignal(signal.SIGUSR1))'", sys.executable], capture_output=True, text=True)
print(p.returncode, p.stdout)

# needs: libpython
