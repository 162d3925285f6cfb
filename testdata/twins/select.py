# select(), poll() and epoll objects over pipes and socket pairs: what is ready, timeouts, and what they refuse.
import os, select, socket, threading, time
def tried(f, *args, **kw):
    try: return f(*args, **kw)
    except BaseException as e: return f'{type(e).__name__}: {e}'
print(select.error is OSError, select.POLLIN, select.EPOLLET, select.PIPE_BUF, select.EPOLL_CLOEXEC)
r, w = os.pipe()
a, b = socket.socketpair()
class File:
    def __init__(self, fd): self.fd = fd
    def fileno(self): return self.fd
# select
print(select.select([r], [], [], 0), select.select([], [w], [], 0) == ([], [w], []), select.select([a], [a, b], [], 0) == ([], [a, b], []))
os.write(w, b'x'); f = File(r); print(select.select([f, r, a], (), ()) == ([f, r], [], []), select.select({f}, [], [], None) == ([f], [], []), select.select([f], [], [], 1.5)[0] == [f])
for args in ((1, [], []), ([], [], 2), ([[]], [], []), ([-1], [], []), ([File('x')], [], []), ([2000], [], []), ([], [], [], 'x'), ([], [], [], -1), ([], [], [], float('nan')), ([10**10], [], [])):
    print(tried(select.select, *args))
start = time.monotonic(); print(select.select([a], [], [], 0.02), time.monotonic() - start >= 0.02)
bad = os.dup(r); os.close(bad); print(tried(select.select, [bad], [], [], 0))
# poll
p = select.poll(); print(type(p), p.poll(0), p.register(r), p.register(w, select.POLLOUT), p.register(a.fileno(), select.POLLIN))
print(sorted(p.poll()) == sorted([(r, select.POLLIN), (w, select.POLLOUT)]), p.modify(w, 0), p.poll(-1) == [(r, select.POLLIN)], p.poll(1.5) == [(r, 1)])
for args in (p.modify, 999, 1), (p.unregister, 999), (p.register, -1), (p.register, r, -1), (p.register, r, 1 << 16), (p.register, 'x'), (p.poll, 'x'), (p.poll, 1 << 40), (p.modify, r): print(tried(*args))
p.unregister(r); print(p.poll(0), p.poll(5)); p.register(bad, 1); print(p.poll(0) == [(bad, select.POLLNVAL)])
# epoll
e = select.epoll(); print(type(e), e.closed, e.fileno() > 2, e.poll(0), e.register(r), e.register(a, select.EPOLLIN | select.EPOLLOUT))
print(sorted(e.poll()) == sorted([(r, 1), (a.fileno(), 4)]), len(e.poll(maxevents=1)), e.modify(a, select.EPOLLIN), e.poll(timeout=0) == [(r, 1)], e.poll(-1, 5) == [(r, 1)])
print(tried(e.register, r), tried(e.modify, b, 1), tried(e.unregister, b), tried(e.register, 'x'), tried(e.poll, 'x'), tried(e.poll, 0, 0), tried(e.poll, 1e20), tried(e.poll, 1 << 40), tried(e.register), sep='\n')
e.unregister(fd=r); start = time.monotonic(); print(e.poll(0.02), time.monotonic() - start >= 0.019)
g = select.epoll.fromfd(os.dup(e.fileno())); b.send(b'!'); print(g.poll() == [(a.fileno(), 1)]); g.close()
with e as same: print(same is e)
print(e.closed, tried(e.poll), tried(e.fileno), tried(e.register, r), tried(e.__enter__), e.close())
print(tried(select.epoll, 0), tried(select.epoll, flags=1), tried(select.epoll, 10, select.EPOLL_CLOEXEC).closed, tried(select.epoll, 'x'))
# Another thread's write ends a wait.
for wait in (lambda: select.select([a], [], [])[0] == [a], lambda: q.poll() == [(a.fileno(), 1)], lambda: h.poll() == [(a.fileno(), 1)]):
    a.recv(10)
    q, h = select.poll(), select.epoll(); q.register(a, 1); h.register(a, 1)
    t = threading.Timer(0.05, b.send, [b'x']); t.start(); print(wait()); t.join()
