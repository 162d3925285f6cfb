# Signals that are blocked wait, those sent to oneself have come when the call returns, and sigwait and its kin take them.
import os
import signal
import threading
import time

SIG = signal.SIGUSR1


def handler(n, frame):
    print('handler', signal.Signals(n).name)


def failing(n, frame):
    raise ZeroDivisionError('in the handler')


def names(s):
    return sorted(x.name for x in s)


signal.signal(SIG, handler)
os.kill(os.getpid(), SIG)
print('sent')
signal.raise_signal(SIG)
signal.pthread_kill(threading.get_ident(), SIG)
before = signal.pthread_sigmask(signal.SIG_BLOCK, [SIG, signal.SIGUSR2])
print(names(signal.pthread_sigmask(signal.SIG_BLOCK, []) - before))
os.kill(os.getpid(), SIG)
os.kill(os.getpid(), SIG)
os.kill(os.getpid(), signal.SIGUSR2)
print('blocked', names(signal.sigpending()))
info = signal.sigwaitinfo([signal.SIGUSR2])
print(info.si_signo == signal.SIGUSR2, info.si_code, info.si_pid == os.getpid(), info.si_uid == os.getuid(), len(info))
print(names(signal.sigpending()))
print('unblock')
signal.pthread_sigmask(signal.SIG_UNBLOCK, [SIG])
print(names(signal.sigpending()))

signal.signal(SIG, failing)
for send in (lambda: os.kill(os.getpid(), SIG), lambda: signal.raise_signal(SIG)):
    try:
        send()
    except ZeroDivisionError as e:
        print(e)
signal.pthread_sigmask(signal.SIG_BLOCK, [SIG])
signal.raise_signal(SIG)
try:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [SIG])
except ZeroDivisionError as e:
    print('unblocked:', e)

signal.pthread_sigmask(signal.SIG_BLOCK, [SIG])
killer = threading.Thread(target=lambda: (time.sleep(0.05), os.kill(os.getpid(), SIG)))
killer.start()
print(signal.sigwait({SIG}))
killer.join()
print(signal.sigtimedwait([SIG], 0), signal.sigtimedwait([SIG], 0.01))
signal.setitimer(signal.ITIMER_REAL, 0.02)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
print(signal.sigtimedwait([signal.SIGALRM, SIG], 10).si_signo)
signal.raise_signal(SIG)
signal.signal(SIG, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_SETMASK, before)
print('ignored')
for bad in (lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [0]), lambda: signal.sigwait([1 << 100]), lambda: signal.sigwait(3),
            lambda: signal.sigtimedwait([SIG], -1), lambda: signal.pthread_sigmask(17, [SIG]), lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ['x'])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(SIG in signal.valid_signals(), signal.struct_siginfo.n_fields)
