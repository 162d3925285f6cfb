# sys: attributes, limits, hooks, interning, display.
import sys
print(sys.version_info >= (3, 11), sys.version_info[:2], sys.version_info.releaselevel, sys.byteorder, sys.maxsize, sys.maxunicode, sys.platform, sys.float_info.dig, sys.float_info.max, sys.int_info.bits_per_digit, sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.algorithm in ('siphash13', 'siphash24'), sys.implementation.name in ('cpython', 'memphis'), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.flags.optimize, sys.flags.utf8_mode, sys.argv[0].endswith('sys_module.py'), len(sys.argv), sys.dont_write_bytecode, sys.thread_info.name, sys.getswitchinterval(), sys.hexversion >> 16 == 0x30b, sys.api_version, sys.copyright.split('\n')[0])
print(sys.stdin.name, sys.stdout.name, sys.stderr.name, sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors, sys.stdout is sys.__stdout__, sys.stdin.fileno(), sys.stdout.isatty(), sys.stdout.line_buffering, sys.stdin.mode)
print(sys.getrecursionlimit()); sys.setrecursionlimit(200)
def r(n): return 0 if not n else 1 + r(n - 1)
print(r(150))
try: r(250)
except RecursionError as e: print(e)
for v in (0, -1, 'a', 2**40): 
    try: sys.setrecursionlimit(v)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
def deep():
    try: sys.setrecursionlimit(5)
    except RecursionError as e: return str(e)
    finally: sys.setrecursionlimit(1000)
def d2(n): return deep() if not n else d2(n - 1)
print(d2(20)); sys.setrecursionlimit(20000); print(r(15000)); sys.setrecursionlimit(1000)
a = 'not an identifier!' + str(1); b = 'not an identifier!' + str(1); print(a is b, sys.intern(a) is sys.intern(b)); 
try: sys.intern(5)
except TypeError as e: print(e)
sys.displayhook([1, 'a']); sys.displayhook(None); import builtins; print(builtins._)
old = sys.stdout; import io; sys.stdout = io.StringIO(); print('captured'); s = sys.stdout.getvalue(); sys.stdout = old; print(repr(s))
print('to stderr', file=sys.stderr); sys.stderr.write('direct\n'); print('flush', flush=True, end=''); print(); sys.stdout.write('é😀\n'); sys.stdout.buffer.write(b'bytes\n'); sys.stdout.flush(); print(*range(3), sep='', end='|\n', file=None)
try: print(1, sep=5)
except TypeError as e: print(e)
print(sys.exc_info(), sys.getrefcount([]) >= 0, sys.getsizeof(1) > 0, sys.getsizeof('a' * 1000) > 1000, callable(sys.getallocatedblocks), sys.is_finalizing(), sys._getframe().f_lineno, sys.call_tracing(lambda x: x + 1, (1,)), type(sys._current_frames()).__name__, sys.exception() if hasattr(sys, 'exception') else '')
try: 1 / 0
except ZeroDivisionError: print(sys.exc_info()[0].__name__, sys.exception(), sys.exc_info()[2].tb_lineno)
sys.audit('my.event', 1); events = []; sys.addaudithook(lambda e, a: events.append((e, a)) if e.startswith('my.') else None); sys.audit('my.second', 'x', 2); print(events)
print(sys.breakpointhook.__name__, sys.warnoptions, sys.orig_argv[-1].endswith('sys_module.py'), sys.pycache_prefix, isinstance(sys.path, list), 'sys' in sys.builtin_module_names, len(sys.stdlib_module_names) > 290, sys.prefix == sys.base_prefix, sys.ps1 if hasattr(sys, 'ps1') else 'no ps1', sys.abiflags, sys.platlibdir, sys.exec_prefix == sys.prefix)
sys.excepthook(KeyError, KeyError('shown'), None)
sys.stdout.reconfigure(errors='backslashreplace', line_buffering=True); print('\ud800', sys.stdout.line_buffering)
