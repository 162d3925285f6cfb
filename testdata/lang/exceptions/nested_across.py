# needs: libpython
# Exceptions in each other's arguments, causes, contexts, groups and attributes cross to C and back once each, however often one is
# met: twenty-four that are both the argument and the cause of the next would be met sixteen million times.
import queue

def argument(e):
    return ValueError(e)

def argument_and_cause(e):
    x = ValueError(e)
    x.__cause__ = e
    return x

def cause_and_context(e):
    x = KeyError()
    x.__cause__ = x.__context__ = e
    return x

def group(e):
    x = ExceptionGroup("group", [e, e])
    x.__cause__ = e
    return x

def attribute(e):
    x = OSError(e)
    x.first, x.second = e, e
    return x

class Wrapper(Exception):
    pass

def wrapped(e):
    try:
        try:
            raise e
        except Exception as y:
            raise Wrapper(y) from y
    except Wrapper as z:
        return z

for wrap in argument, argument_and_cause, cause_and_context, group, attribute, wrapped:
    e = inner = LookupError("inner")
    for i in range(24):
        e = wrap(e)
    q = queue.SimpleQueue()
    q.put(e)
    q.put((e, [e], inner))
    print(wrap.__name__, q.get() is e, [x is y for x, y in zip(q.get(), (e, [e], inner))])

# Those that are each other's cause.
a, b = ValueError("a"), ValueError("b")
a.__cause__, b.__cause__ = b, a
q.put(a)
print(q.get() is a, a.__cause__ is b, b.__cause__ is a)
