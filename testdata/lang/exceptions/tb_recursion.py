# A recursion error's traceback folds repeated lines.
import sys
def down(n):
    return down(n + 1)
def ping(n): return pong(n)
def pong(n): return ping(n)
for f in (down, ping):
    try: f(0)
    except RecursionError as e: print(e)
def depth(n=0):
    try: return depth(n + 1)
    except RecursionError: return n
d = depth(); print(800 < d < 1000)
print('now uncaught')
down(0)
