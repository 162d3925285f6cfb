# What random programs on both engines and python3 found to differ, about exceptions.
import sys
def star():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError: raise RuntimeError('in a clause')
def context_of_group(call):
    try:
        try: raise LookupError('handled')
        finally: call()
    except Exception as e: print(repr(e), repr(e.__context__), repr(e.exceptions[0].__context__))
context_of_group(star)
context_of_group(lambda: list(map(lambda _: star(), [1])))
def parameter(n, e=5):
    while n:
        n -= 1
        try: {}[n]
        except KeyError as e: pass
    return e
def dropped(n, a):
    for i in range(n):
        if i: del a
    return a
for f, *args in (parameter, 0), (parameter, 1), (dropped, 1, 2), (dropped, 2, 3), (dropped, 3, 4):
    try: print(f(*args))
    except UnboundLocalError as e: print(e)
def deep(n):
    if n == 0: return 0
    return deep(n - 1)
try: deep(10**6)
except RecursionError as e: print(e)
class Sub(SyntaxError): pass
for c in Sub, IndentationError, SyntaxError, TabError:
    for place in ('f', 1, 1, 'foo()', 1, 4), ('f', 2, 0, '\n', 2, -1), ('f', 1, 2, 'foo()', 1, 9), ('f', 1, 2, 'foo()', 2, 9):
        sys.__excepthook__(c, c('shown', place), None)
