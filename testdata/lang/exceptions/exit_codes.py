# SystemExit inside atexit handlers, and the exit code.
import atexit, sys
atexit.register(print, 'first registered, last run')
@atexit.register
def second(): print('second')
def failing(): raise ValueError('in atexit')
atexit.register(failing)
atexit.register(print, 'unregistered'); atexit.unregister(print)
atexit.register(print, 'third', sep='-', end='!\n')
for code in (None, 0, 3, 'text', (1, 2), True, -1, 256):
    try: sys.exit(code)
    except SystemExit as e: print(repr(e.code), e.args)
try: sys.exit(1, 2)
except TypeError as e: print(e)
try:
    try: sys.exit(5)
    finally: print('finally on exit')
except SystemExit as e: print(e)
sys.stdout.write('no newline at end'); print()
raise SystemExit('a message to stderr')
