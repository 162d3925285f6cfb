# Generators that delegate, resumed by list, sum, loops and handlers so often that they run as machine code.
import traceback, contextlib
class Ctx:
    def emit(self, text):
        if isinstance(text, str):
            yield "|".join(c for c in text)
        else:
            for t in text:
                yield "|".join(c for c in t)
def fmt(ctx, n):
    if n % 5 == 0:
        yield from ctx.emit("abc")
    yield from ctx.emit(["x", "yz"])
    yield from ctx.emit("end")
def lots():
    total = 0
    ctx = Ctx()
    for i in range(3000):
        total += len(list(fmt(ctx, i)))
        total += sum(len(x) for x in fmt(ctx, i))
        for x in fmt(ctx, i): total += 1
    return total
print(lots())
@contextlib.contextmanager
def part(out):
    try:
        yield
    except:
        import sys
        out.append(len(list(traceback.TracebackException(*sys.exc_info()).format())))
def f(x): raise AttributeError(x)
out = []
for i in range(600):
    with part(out):
        if i % 2: f(i)
print(sum(out))
