# Whole asyncio programs: pipelines, semaphores, streams over a socket pair, contextvars, shutdown of generators.
import asyncio, contextvars
var = contextvars.ContextVar('var', default='unset')
async def child(n): var.set(n); await asyncio.sleep(0); return var.get()
async def ctx():
    var.set('parent')
    print(await asyncio.gather(*(child(i) for i in range(3))), var.get())
    ctx = contextvars.copy_context(); print(ctx.run(lambda: (var.set('in run'), var.get())[1]), var.get(), ctx[var], var in ctx, len(ctx))
    t = var.set('temp'); print(var.get(), t.old_value); var.reset(t); print(var.get())
    try: var.reset(t)
    except RuntimeError as e: print(str(e).split(' at 0x')[0][:30])
asyncio.run(ctx()); print(var.get())
async def sem():
    s = asyncio.Semaphore(2); active = peak = 0
    async def job():
        nonlocal active, peak
        async with s:
            active += 1; peak = max(peak, active); await asyncio.sleep(0.001); active -= 1
    await asyncio.gather(*(job() for _ in range(6))); return peak
print(asyncio.run(sem()))
async def server():
    async def handle(r, w):
        while line := await r.readline(): w.write(line.upper()); await w.drain()
        w.close()
    srv = await asyncio.start_server(handle, '127.0.0.1', 0)
    port = srv.sockets[0].getsockname()[1]
    async def client(n):
        r, w = await asyncio.open_connection('127.0.0.1', port)
        w.write(f'hello {n}\n'.encode()); await w.drain(); line = await r.readline(); w.write_eof(); rest = await r.read(); w.close(); await w.wait_closed(); return line, rest
    print(await asyncio.gather(*(client(i) for i in range(3))))
    srv.close(); await srv.wait_closed()
asyncio.run(server())
async def sub():
    p = await asyncio.create_subprocess_exec('cat', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    out, _ = await p.communicate(b'through cat'); print(out, p.returncode)
asyncio.run(sub())
async def agen_shutdown():
    async def ag():
        try:
            while True: yield 1
        finally: print('agen finalized by shutdown')
    g = ag(); print(await anext(g)); global keep; keep = g
asyncio.run(agen_shutdown())
async def cond():
    c = asyncio.Condition(); ready = []
    async def wait(n):
        async with c: await c.wait_for(lambda: ready); return n
    ts = [asyncio.create_task(wait(i)) for i in range(2)]
    await asyncio.sleep(0)
    async with c: ready.append(1); c.notify_all()
    print(await asyncio.gather(*ts))
asyncio.run(cond())
async def cancel_chain():
    log = []
    async def inner():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: log.append('inner'); raise
        finally: log.append('fin')
    async def outer():
        try: await inner()
        except asyncio.CancelledError as e: log.append(('outer', e.args)); raise
    t = asyncio.create_task(outer()); await asyncio.sleep(0); t.cancel('why')
    try: await t
    except asyncio.CancelledError as e: log.append(e.args)
    print(log)
asyncio.run(cancel_chain())
async def shield():
    async def w(): await asyncio.sleep(0.001); return 'survived'
    inner = asyncio.create_task(w()); s = asyncio.shield(inner); await asyncio.sleep(0); s.cancel()
    try: await s
    except asyncio.CancelledError: print('shield cancelled', inner.cancelled())
    print(await inner)
asyncio.run(shield())
async def completed():
    async def after(d, v): await asyncio.sleep(d); return v
    print([await f for f in asyncio.as_completed([after(0.03, 'c'), after(0.001, 'a'), after(0.015, 'b')])])
    loop = asyncio.get_running_loop(); seen = []; loop.call_later(0.001, seen.append, 'later'); loop.call_soon(seen.append, 'soon'); await asyncio.sleep(0.01); print(seen)
    print(await loop.run_in_executor(None, lambda: 'executor'))
asyncio.run(completed())
with asyncio.Runner() as r: print(r.run(asyncio.sleep(0, 'runner')))
loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda l, c: print('handler', c['message'], repr(c.get('exception'))))
loop.call_soon(lambda: 1 / 0); loop.call_soon(loop.stop); loop.run_forever(); loop.close(); print(loop.is_closed())
# needs: libpython
