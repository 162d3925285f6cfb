# Generators: send, throw, close, return values, re-entrance, states.
import inspect
def g():
    print('start')
    try:
        x = yield 1
        print('got', x)
        while True:
            try: x = yield x
            except ValueError as e: print('caught', e); x = 'recovered'
    except GeneratorExit: print('closing'); raise
    finally: print('finally')
a = g()
print(inspect.getgeneratorstate(a), a.gi_running, a.gi_yieldfrom)
try: a.send(5)
except TypeError as e: print(e)
print(next(a), a.send('s'), a.throw(ValueError('v')), inspect.getgeneratorstate(a))
a.close(); print(inspect.getgeneratorstate(a), a.gi_frame)
for f in (lambda: next(a), lambda: a.send(1), lambda: a.throw(KeyError('late')), lambda: a.close()):
    try: print(f())
    except (StopIteration, KeyError) as e: print(repr(e))
def ret():
    yield 1
    return 'value'
r = ret(); next(r)
try: next(r)
except StopIteration as e: print(e.value, e.args)
def never(): return 5; yield
try: next(never())
except StopIteration as e: print(e.value)
def stop(): yield 1; raise StopIteration('inside')
try: list(stop())
except RuntimeError as e: print(e, repr(e.__cause__), repr(e.__context__))
def nonext(): yield next(iter([]))
try: list(nonext())
except RuntimeError as e: print(e)
def reent():
    yield next(me)
me = reent()
try: next(me)
except ValueError as e: print(e)
def bad_close():
    try: yield 1
    except GeneratorExit: yield 2
b = bad_close(); next(b)
try: b.close()
except RuntimeError as e: print(e)
def swallow():
    try: yield 1
    except GeneratorExit: return 'swallowed'
s = swallow(); next(s); print(s.close())
def tb():
    try: yield
    except Exception as e: print(repr(e), e.__traceback__ is not None); raise KeyError('new') from e
t = tb(); next(t)
try: t.throw(ValueError, ValueError('old style'), None)
except KeyError as e: print(repr(e), repr(e.__cause__))
t = tb()
for args in ((5,), (ValueError, 'msg'), (ValueError('x'), 'y'), (int,), (ValueError, None, 5), ()):
    t = tb(); next(t)
    try: t.throw(*args)
    except (TypeError, KeyError) as e: print(args, type(e).__name__, e)
fresh = g()
try: fresh.throw(ValueError('before start'))
except ValueError as e: print(e, inspect.getgeneratorstate(fresh))
g2 = g(); g2.close(); print(inspect.getgeneratorstate(g2))
print(a.__name__, a.__qualname__, type(a), iter(a) is a, repr(a).split(' at ')[0]); a.__name__ = 'n'; a.__qualname__ = 'q.n'; print(repr(a).split(' at ')[0])
try: a.__name__ = 5
except TypeError as e: print(e)
def fib():
    x, y = 0, 1
    while True: yield x; x, y = y, x + y
import itertools
print(list(itertools.islice(fib(), 15)), sum(itertools.takewhile(lambda v: v < 1000, fib())))
def inner_exc():
    try: raise ValueError('active')
    except ValueError:
        yield __import__('sys').exc_info()[0]
i = inner_exc(); print(next(i), __import__('sys').exc_info()[0])
try: raise KeyError
except KeyError: print(list(i), __import__('sys').exc_info()[0])
