"""An event loop of generators with timers, channels and cancellation: deterministic virtual time."""
import heapq, itertools
class Cancelled(Exception): pass
class Task:
    ids = itertools.count(1)
    def __init__(self, gen, name=None): self.gen, self.name, self.done, self.result, self.error, self.waiters = gen, name or f'task-{next(self.ids)}', False, None, None, []
    def __repr__(self): return f'<{self.name} {"done" if self.done else "pending"}>'
class Loop:
    def __init__(self): self.now, self.queue, self.seq, self.log = 0, [], itertools.count(), []
    def call(self, delay, task, value=None, exc=None): heapq.heappush(self.queue, (self.now + delay, next(self.seq), task, value, exc))
    def spawn(self, gen, name=None): t = Task(gen, name); self.call(0, t); return t
    def cancel(self, t): self.call(0, t, exc=Cancelled())
    def run(self):
        while self.queue:
            self.now, _, t, v, e = heapq.heappop(self.queue)
            if t.done: continue
            try: what = t.gen.throw(e) if e else t.gen.send(v)
            except StopIteration as s: self.finish(t, s.value, None)
            except Exception as x: self.finish(t, None, x)
            else:
                match what:
                    case ('sleep', n): self.call(n, t)
                    case ('join', Task(done=True) as o): self.call(0, t, o.result, o.error)
                    case ('join', o): o.waiters.append(t)
                    case ('spawn', g): self.call(0, t, self.spawn(g))
                    case ('put', ch, x): ch.items.append(x); self.call(0, t); self.wake(ch)
                    case ('get', ch): ch.getters.append(t); self.wake(ch)
                    case _: self.call(0, t, exc=TypeError(f'bad request {what!r}'))
    def wake(self, ch):
        while ch.items and ch.getters: self.call(0, ch.getters.pop(0), ch.items.pop(0))
    def finish(self, t, v, e):
        t.done, t.result, t.error = True, v, e
        self.log.append((self.now, t.name, v if e is None else repr(e)))
        for w in t.waiters: self.call(0, w, v, e)
class Channel:
    def __init__(self): self.items, self.getters = [], []
def producer(ch, n):
    for i in range(n): yield 'put', ch, i; yield 'sleep', 2
    yield 'put', ch, None
    return f'made {n}'
def consumer(ch, name, out):
    while (x := (yield 'get', ch)) is not None: out.append((name, x)); yield 'sleep', 5
    yield 'put', ch, None
    return name
def main(loop):
    ch, out = Channel(), []
    p = yield 'spawn', producer(ch, 6)
    cs = []
    for c in 'ab': cs.append((yield 'spawn', consumer(ch, c, out)))
    print((yield 'join', p), loop.now)
    for c in cs: print((yield 'join', c), loop.now)
    print(out)
    def bad(): yield 'sleep', 1; raise ValueError('bad task')
    try: yield 'join', (yield 'spawn', bad())
    except ValueError as e: print('joined a failure:', e)
    def long():
        try: yield 'sleep', 1000
        except Cancelled: yield 'sleep', 1; return 'cleaned up'
        finally: print('long ends at', loop.now)
    t = yield 'spawn', long(); yield 'sleep', 3; loop.cancel(t); print((yield 'join', t), t)
    try: yield 'nonsense'
    except TypeError as e: print(e)
    return 'main done'
loop = Loop(); m = loop.spawn(main(loop), 'main'); loop.run(); print(m, m.result, loop.now); print(*loop.log, sep='\n')
