# Task of _asyncio: how it drives coroutines, what they may yield, cancellation, contexts, names, stacks, and the functions about tasks.
import asyncio, collections.abc, contextvars, gc, io, types, _asyncio
def tried(f, *args, **kw):
    try: return f(*args, **kw)
    except BaseException as e: return f'{type(e).__name__}: {e}'
def short(text): return text.replace(short.__code__.co_filename, 'FILE').split(' created at')[0]
class Loop(asyncio.SelectorEventLoop):
    """Steps by hand, and notes what goes wrong."""
    def __init__(self): super().__init__(); self.wrong = []; self.set_exception_handler(lambda loop, context: self.wrong.append(context['message']))
    def step(self): self.call_soon(self.stop); self.run_forever()
loop = Loop()
async def nothing(): return 'nothing'
# Construction.
for args, kw in ((), {}), ((1, 2), {}), ((1,), {'loop': loop}), ((nothing,), {'loop': loop}): print(short(tried(asyncio.Task, *args, **kw)).split(' at 0x')[0])
t = asyncio.Task(nothing(), loop=loop, name='N'); n = asyncio.Task(nothing(), loop=loop, name=12)
print(t.get_name(), n.get_name(), t.get_coro() is t._coro, t._must_cancel, t._fut_waiter, t._log_destroy_pending, t.done(), short(repr(t)))
t.set_name(3); print(t.get_name()); loop.step(); print(t.result(), short(repr(t)), tried(t.set_result, 1), tried(t.set_exception, 1))
a, b = asyncio.Task(nothing(), loop=loop), asyncio.Task(nothing(), loop=loop); print(int(b.get_name()[5:]) - int(a.get_name()[5:])); loop.step()
# What may be yielded.
@types.coroutine
def giving(x): return (yield x)
class Awaits:
    """An awaitable that yields what it is given."""
    def __init__(self, x): self.x = x
    def __await__(self): return (yield self.x)
async def show(x):
    try: return await Awaits(x)
    except RuntimeError as e: return short(str(e))
other = asyncio.new_event_loop()
foreign = other.create_future()
for x in (1, 'text', (i for i in ()), loop.create_future()):
    t = asyncio.Task(show(x), loop=loop, name='T'); loop.step(); loop.step(); print(t.result().replace(hex(id(x)), 'ID'))
t = asyncio.Task(show(foreign), loop=loop, name='T'); loop.step(); loop.step(); print(t.result())
async def itself(): await me
me = asyncio.Task(itself(), loop=loop, name='me'); loop.step(); loop.step(); print(short(str(me.exception())))
class Duck:
    """Like a future, without being one."""
    _asyncio_future_blocking = True
    def get_loop(self): return loop
    def add_done_callback(self, f, *, context): self.f, self.context = f, context
    def result(self): return 'duck'
    def cancel(self, msg=None): print('duck cancelled', msg); return False
async def pond(d): return await Awaits(d)
d = Duck(); t = asyncio.Task(pond(d), loop=loop); loop.step(); print(t._fut_waiter is d, d._asyncio_future_blocking, type(d.context).__name__, d.f.__self__ is t, d.f.__qualname__)
print(t.cancel('quack'), t.cancelling()); d.f(d); loop.step(); print(t.cancelled(), tried(t.result))
# Coroutines that are not made by async def.
class Handmade(collections.abc.Coroutine):
    """A coroutine in Python."""
    left = 2
    def send(self, v):
        self.left -= 1
        if self.left < 0: raise StopIteration('made')
    def throw(self, *e): raise e[0]
    def close(self): pass
    def __await__(self): return self
t = asyncio.Task(Handmade(), loop=loop)
for _ in range(3): loop.step()
print(t.result())
# Cancellation.
async def stubborn():
    """Ignores the first request."""
    seen = []
    for _ in range(2):
        try: await asyncio.sleep(10)
        except asyncio.CancelledError as e: seen.append((e.args, asyncio.current_task().uncancel()))
    return seen
t = asyncio.Task(stubborn(), loop=loop); loop.step()
print(t.cancel('one'), t.cancelling(), t._must_cancel); loop.step(); loop.step(); print(t.done()); t.cancel(); loop.step(); loop.step(); print(t.result(), t.cancel(), t.cancelling(), t.uncancel())
t = asyncio.Task(nothing(), loop=loop); print(t.cancel('early'), t._must_cancel, short(repr(t))); loop.step(); print(t.cancelled(), tried(t.result), tried(t.exception), t._cancel_message)
async def outer(inner): return await inner
i = asyncio.Task(outer(f := loop.create_future()), loop=loop); o = asyncio.Task(outer(i), loop=loop); loop.step(); o.cancel('deep')
for _ in range(4): loop.step()
print(f.cancelled(), i.cancelled(), o.cancelled(), tried(o.result), f._cancel_message)
async def late():
    asyncio.current_task().cancel(); return 'done all the same'
t = asyncio.Task(late(), loop=loop); loop.step(); print(t.cancelled())
# Exceptions, tracebacks, SystemExit.
async def deep(): 1 / 0
async def failing(): await deep()
t = asyncio.Task(failing(), loop=loop); loop.step(); tb, names = t.exception().__traceback__, []
while tb: names.append(tb.tb_frame.f_code.co_name); tb = tb.tb_next
print(names, tried(t.result), t.get_stack()[0].f_code.co_name); out = io.StringIO(); t.print_stack(file=out); print(out.getvalue().replace(short.__code__.co_filename, 'FILE').splitlines()[-1])
async def leaving(): raise SystemExit(3)
t = asyncio.Task(leaving(), loop=loop); print(tried(loop.step), repr(t.exception())); loop.step()
async def stops(): raise StopIteration(1)
t = asyncio.Task(stops(), loop=loop); loop.step(); print(tried(t.result))
# Stacks of those that wait.
t = asyncio.Task(outer(f := loop.create_future()), loop=loop); loop.step(); print([x.f_code.co_name for x in t.get_stack()], t.get_stack(limit=0)); out = io.StringIO(); t.print_stack(file=out); print(out.getvalue().splitlines()[-1].strip()); f.set_result(8); loop.step(); loop.step(); print(t.result(), t.get_stack())
# Contexts.
var = contextvars.ContextVar('var', default='unset')
async def sets(v): old = var.get(); var.set(v); await asyncio.sleep(0); return old, var.get()
context = contextvars.copy_context(); context.run(var.set, 'given')
ts = [asyncio.Task(sets(1), loop=loop), asyncio.Task(sets(2), loop=loop, context=context), asyncio.Task(sets(3), loop=loop)]
for _ in range(3): loop.step()
print([t.result() for t in ts], var.get(), context[var])
# All tasks, the current one, entering and leaving.
hanging = asyncio.Task(outer(loop.create_future()), loop=loop, name='hanging'); loop.step()
print({t.get_name() for t in asyncio.all_tasks(loop)}, hanging in _asyncio._all_tasks, type(_asyncio._all_tasks), _asyncio._current_tasks)
async def current(): return asyncio.current_task().get_name(), asyncio.get_running_loop() is loop, list(_asyncio._current_tasks.values()) == [asyncio.current_task()]
t = asyncio.Task(current(), loop=loop, name='now'); loop.step(); print(t.result(), asyncio.current_task(loop), tried(asyncio.get_running_loop), _asyncio._get_running_loop())
class Plain: pass
p, q = Plain(), Plain(); Plain.__repr__ = lambda self: 'p' if self is p else 'q'
print(_asyncio._enter_task(loop, p), asyncio.current_task(loop), tried(_asyncio._enter_task, loop, q), tried(_asyncio._leave_task, loop, q), _asyncio._leave_task(loop, p), tried(_asyncio._leave_task, loop, p), tried(_asyncio._enter_task, [], p), sep='\n')
_asyncio._register_task(p); print(p in _asyncio._all_tasks); _asyncio._unregister_task(p); print(p in _asyncio._all_tasks, tried(_asyncio._register_task, 1))
_asyncio._unregister_task(hanging); print(asyncio.all_tasks(loop)); _asyncio._register_task(hanging); print(len(asyncio.all_tasks(loop)))
# A task that nobody can wake any more.
del hanging, t, i, o, ts, a, b, me, d, x, foreign; f = None; gc.collect(); print(loop.wrong, asyncio.all_tasks(loop)); loop.wrong.clear()
t = asyncio.Task(outer(loop.create_future()), loop=loop); t._log_destroy_pending = False; loop.step(); del t; gc.collect(); print(loop.wrong)
# Subclasses.
class Mine(asyncio.Task):
    """With methods of its own."""
    def cancel(self, msg=None): print('cancel', msg); return super().cancel(msg)
    def add_done_callback(self, f, *, context=None): print('add_done_callback'); super().add_done_callback(f, context=context)
    def get_loop(self): print('get_loop'); return super().get_loop()
m = Mine(nothing(), loop=loop); m.own = 1; o = asyncio.Task(outer(m), loop=loop); loop.step(); loop.step(); loop.step(); print(o.result(), m.own)
m = Mine(outer(loop.create_future()), loop=loop); o = asyncio.Task(outer(m), loop=loop); loop.step(); print(o.cancel('all'))
for _ in range(4): loop.step()
print(m.cancelled(), o.cancelled(), tried(asyncio.Task[int].__origin__), loop.wrong)
loop.close(); other.close()
# needs: libpython
