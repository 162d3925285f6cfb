# sys.settrace: generators, coroutines, closures, with, try/finally, jumps; threads; f_locals; call_tracing.
import sys, threading
log = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    if event == 'exception': arg = arg[0].__name__, arg[2] is None
    log.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, arg))
    return tracer
def run(f, *a):
    log.clear()
    sys.settrace(tracer)
    try: f(*a)
    except Exception as e: log.append(('raised', repr(e)))
    finally: sys.settrace(None)
    print('--', f.__name__)
    for x in log:
        if x[1] != 'run': print(*x)
def gen(n):
    try:
        got = yield n
        yield got
    finally:
        n = None
    return 5
def delegating():
    result = yield from gen(1)
    return result
def generators():
    g = delegating()
    next(g)
    g.send('sent')
    for x in g: pass
    h = gen(2)
    next(h)
    h.close()
    k = gen(3)
    next(k)
    try: k.throw(KeyError('thrown'))
    except KeyError: pass
run(generators)
async def leaf(): return 3
async def coro():
    async for x in agen():
        pass
    async with CM() as c:
        return await leaf()
async def agen():
    yield 1
class CM:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return False
def drive():
    try: coro().send(None)
    except StopIteration as e: assert e.value == 3
run(drive)
def closure(a):
    def inner():
        nonlocal a
        a += 1
        return a
    return inner() + (
        a)
run(closure, 1)
class Next:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 1: raise StopIteration
        return self.n
def loops():
    for x in Next():
        if x: continue
    else:
        x = 0
    while True:
        break
    for i in range(3):
        try:
            if i == 1: break
        finally:
            x += 1
    return x
run(loops)
def handlers():
    try:
        try: {}['k']
        except ValueError: pass
        finally:
            x = 1
    except KeyError as e:
        x = 2
    else:
        x = 3
    try: return x
    finally: x = 4
run(handlers)
def failing():
    x = [1,
         2,
         int('z')]
    return x
run(failing)
def change():
    a = 1
    b = 2
    return a, b
def changer(frame, event, arg):
    if frame.f_code is change.__code__ and event == 'line' and frame.f_lineno == change.__code__.co_firstlineno + 3: frame.f_locals['b'] = 'changed'
    return changer
sys.settrace(changer); r = change(); sys.settrace(None); print(r)
def jumps(o):
    o.append(1)
    for i in (1, 2):
        o.append(i)
    try:
        o.append('body')
        1 / 0
    except ZeroDivisionError:
        o.append('except')
    finally:
        o.append('finally')
    with open(__file__):
        o.append('with')
    o.append('end')
def jump(a, b):
    base, done = jumps.__code__.co_firstlineno, []
    def tr(frame, event, arg):
        if frame.f_code is jumps.__code__ and event == 'line' and frame.f_lineno == base + a and not done:
            done.append(1)
            try: frame.f_lineno = base + b
            except ValueError as e: done.append(str(e))
        return tr
    o = []
    sys.settrace(tr)
    try: jumps(o)
    except Exception as e: o.append(repr(e))
    finally: sys.settrace(None)
    print(a, b, o, done[1:])
for a, b in ((1, 2), (1, 3), (3, 1), (1, 8), (8, 10), (6, 13), (12, 11), (13, 1), (1, 12), (1, 100), (5, 5)): jump(a, b)
try: sys._getframe().f_lineno = 1
except ValueError as e: print(e)
seen = set()
def thread_tracer(frame, event, arg): seen.add((event, frame.f_code.co_name)); return thread_tracer
def work(): return helper()
def helper(): return 1
threading.settrace(thread_tracer); t = threading.Thread(target=work); t.start(); t.join(); threading.settrace(None)
print(sorted(x for x in seen if x[1] in ('work', 'helper')), threading.gettrace())
def recursive(frame, event, arg):
    if event == 'call' and frame.f_code.co_name == 'helper': log.append(sys.call_tracing(inner, ()))
    elif event == 'call' and frame.f_code.co_name == 'inner': log.append('traced')
    return None
def inner(): return 'inner'
log = []; sys.settrace(recursive); helper(); sys.settrace(None); print(log)
