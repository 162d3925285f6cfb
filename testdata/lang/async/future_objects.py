# Future of _asyncio: its attributes, its methods, what it refuses, its iterator, its callbacks, subclasses.
import asyncio, contextvars, gc, weakref, _asyncio
from asyncio import Future, CancelledError, InvalidStateError
def tried(f, *args, **kw):
    try: return f(*args, **kw)
    except BaseException as e: return f'{type(e).__name__}: {e}'
class Loop:
    """Notes what it is asked for, and does it when told."""
    debug = False
    def __init__(self): self.calls, self.handled = [], []
    def get_debug(self): return self.debug
    def call_soon(self, f, *args, context=None): self.calls.append((f, args, context))
    def call_exception_handler(self, context): self.handled.append({k: type(v).__name__ if k != 'message' else v for k, v in context.items()})
    def run(self):
        calls, self.calls = self.calls, []
        for f, args, context in calls: f(*args)
loop = Loop()
print(Future, Future.__module__, asyncio.Future is _asyncio.Future, Future[int], Future.__text_signature__)
f = Future(loop=loop)
print(f, f._state, f._loop is loop, f._callbacks, f._result, f._exception, f._log_traceback, f._asyncio_future_blocking, f._source_traceback, f._cancel_message)
print(f.done(), f.cancelled(), tried(f.result), tried(f.exception), f.get_loop() is loop, tried(f.set_exception, 1), tried(f.set_exception, StopIteration), tried(f.set_exception, StopIteration(1)))
for args, kw in ((1,), {}), ((), {'lop': 1}), ((), {'loop': 1}): print(tried(Future, *args, **kw))
print(tried(f.set_result), tried(f.set_result, result=1), tried(f.cancel, 1, 2), tried(f.add_done_callback), tried(f.add_done_callback, 1, contex=2), sep='\n')
# Callbacks and their contexts.
var = contextvars.ContextVar('var', default='none')
def first(x): print('first', x is f)
def second(x): print('second', x.result())
context = contextvars.copy_context(); context.run(var.set, 'given')
f.add_done_callback(first); print(len(f._callbacks), f._callbacks[0][0] is first, type(f._callbacks[0][1]).__name__)
for g in second, first, second: f.add_done_callback(g, context=context)
print([c.__name__ for c, _ in f._callbacks], f._callbacks[1][1] is context)
print(f.remove_done_callback(first), f.remove_done_callback(first), f.remove_done_callback(print), [c.__name__ for c, _ in f._callbacks])
f.set_result(5); print(f._callbacks, [(g.__name__, a[0] is f, c is context) for g, a, c in loop.calls]); loop.run()
f.add_done_callback(second, context=None); print(loop.calls[0][2]); loop.run()
print(f, tried(f.set_result, 6), tried(f.set_exception, KeyError), f.cancel(), f.result(), f.exception(), f.remove_done_callback(second))
# Cancelled.
f = Future(loop=loop); print(f.cancel('why'), f.cancel(), f, f._cancel_message, tried(f.result), tried(f.exception), tried(f.set_result, 1), repr(f._make_cancelled_error()))
f = Future(loop=loop); f.cancel(msg=None); print(repr(f._make_cancelled_error()), tried(f.result))
# Exceptions, and those that nobody looks at.
f = Future(loop=loop); f.set_exception(KeyError('k')); print(f, f._log_traceback, repr(f.exception()), f._log_traceback, tried(f.result))
f = Future(loop=loop); f.set_exception(ValueError); print(f._log_traceback, tried(setattr, f, '_log_traceback', True)); f._log_traceback = False; del f; gc.collect()
f = Future(loop=loop); f.set_exception(ValueError); del f; gc.collect(); print(loop.handled)
f = Future(loop=loop); f.set_exception(e := ZeroDivisionError()); trail = []
for _ in range(2):
    try: f.result()
    except ZeroDivisionError as x:
        tb, n = x.__traceback__, 0
        while tb: tb, n = tb.tb_next, n + 1
        trail.append(n)
print(trail, e is f.exception())
# Read-only attributes, and those that can be set.
for name in '_state _loop _callbacks _result _exception _source_traceback _asyncio_future_blocking _log_traceback _cancel_message'.split():
    print(name, tried(setattr, f, name, 0), tried(delattr, f, name))
f.own = 1; print(f.own, weakref.ref(f)() is f)
# One without __init__.
g = Future.__new__(Future)
for name in 'result exception cancel cancelled done get_loop'.split(): print(name, tried(getattr(g, name)))
for name in '_state _loop _callbacks _result _exception _log_traceback _source_traceback _cancel_message'.split(): print(name, tried(getattr, g, name))
print(tried(repr, g), tried(g.set_result, 1), tried(g.set_exception, 1), tried(g.add_done_callback, 1), tried(g.remove_done_callback, 1), tried(iter, g), sep='\n')
# The iterator.
f = Future(loop=loop); it = f.__await__(); print(type(it), next(it) is f, f._asyncio_future_blocking, tried(next, it), tried(it.send, 1))
print(tried(it.throw, KeyError), tried(it.throw), tried(it.throw, 1), tried(it.throw, KeyError('x'), 1), tried(it.throw, KeyError, 'x', 2), tried(it.throw, KeyError, KeyError('y')), tried(next, it), it.close(), sep=' | ')
f.set_result((1, 2)); it = iter(f)
try: next(it)
except StopIteration as e: print(e.value, e.args)
print(tried(next, it), tried(next, iter(f)))
f = Future(loop=loop); f.set_result(None); it = iter(f); print(tried(it.send, None))
async def wait(f): return await f
f = Future(loop=loop); c = wait(f); print(c.send(None) is f, type(c.cr_await).__name__); f.set_exception(OSError('no')); print(tried(c.send, None))
# Debugging: where it was made.
Loop.debug = True; f = Future(loop=loop); print(f._source_traceback[-1].name, f._source_traceback[-1].line[:40]); Loop.debug = False
# Subclasses.
class Mine(Future):
    """With methods of its own."""
    def __init__(self, n, **kw): super().__init__(**kw); self.n = n
    def set_result(self, x): print('set_result', x); super().set_result(x * self.n)
    def cancel(self, msg=None): print('cancel', msg); return super().cancel(msg)
m = Mine(2, loop=loop); m.set_result(4); print(m, m.result(), m.n, isinstance(m, Future)); print(m.cancel('x'), Mine(1, loop=loop).cancel('y'))
class Ending(Future):
    def __del__(self): print('__del__', self.result()); super().__del__()
e = Ending(loop=loop); e.set_result(7); del e; gc.collect()
# needs: libpython
