import sys
print('exit by number')
def f():
    try: sys.exit(42)
    finally: print('cleanup')
f()
