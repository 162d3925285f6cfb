# The part of the module memphis that is written in Python.

import functools
import types


def trace(function=None, /, *, files=(), functions=(), depth=0, out=None, json=False):
    """Show each line that runs while the decorated function does: trace(f), or @trace, or @trace(depth=1).

    Of the functions that it calls, those are shown that are neither of the standard library nor of an
    installed package, or those that fit the patterns in files and functions; depth limits how deep.
    The trace goes to standard error, or is appended to the file out; json makes each row a JSON object.
    """
    if function is None:
        return functools.partial(trace, files=files, functions=functions, depth=depth, out=out, json=json)
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(trace(function.__func__, files=files, functions=functions, depth=depth, out=out, json=json))
    start, stop = _tracing(tuple(files), tuple(functions), depth, out, json)
    flags = getattr(getattr(function, "__code__", None), "co_flags", 0)

    def steps(inner):
        # yield from inner, traced while inner runs.
        value = error = None
        while True:
            start()
            try:
                if error is None:
                    item = inner.send(value)
                else:
                    item = inner.throw(error)
            except StopIteration as e:
                return e.value
            finally:
                stop()
            value = error = None
            try:
                value = yield item
            except GeneratorExit:
                inner.close()
                raise
            except BaseException as e:
                error = e

    awaited = types.coroutine(lambda inner: (yield from steps(inner)))
    if flags & 0x80:  # a coroutine

        async def traced(*args, **kwargs):
            return await awaited(function(*args, **kwargs))

    elif flags & 0x200:  # an asynchronous generator

        async def traced(*args, **kwargs):
            inner = function(*args, **kwargs)
            step = inner.asend(None)
            while True:
                try:
                    item = await awaited(step)
                except StopAsyncIteration:
                    return
                try:
                    value = yield item
                except GeneratorExit:
                    await inner.aclose()
                    raise
                except BaseException as e:
                    step = inner.athrow(e)
                else:
                    step = inner.asend(value)

    elif flags & 0x20:  # a generator

        def traced(*args, **kwargs):
            return (yield from steps(function(*args, **kwargs)))

    else:

        def traced(*args, **kwargs):
            start()
            try:
                return function(*args, **kwargs)
            finally:
                stop()

    return functools.wraps(function)(traced)
