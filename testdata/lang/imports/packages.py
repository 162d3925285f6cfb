# Packages: relative imports, __init__, __path__, submodule binding, namespace packages, python -m.
import sys, subprocess, importlib.util
sys.path.insert(0, 'lib')
import pack.sub.deep
print(sorted(m for m in sys.modules if m.startswith('pack')), pack.one, pack.version, pack.mod1.one, pack.sub.helped, hasattr(pack, 'helper'))
from pack import sub as s, version as v; from pack.sub import deep; print(s is pack.sub, v, deep.__package__, pack.__path__[0].endswith('pack'), pack.__spec__.submodule_search_locations == pack.__path__, pack.__spec__.parent, deep.__spec__.parent)
sys.path[:0] = ['lib/ns_one', 'lib/ns_two']
import space.left, space.right
print(space.left.side, space.right.side, len(space.__path__), type(space.__path__).__name__, getattr(space, '__file__', None), space.__spec__.origin, type(space.__loader__).__name__)
importlib.invalidate_caches()
r = importlib.reload(pack.mod1); print(r is pack.mod1)
print(importlib.import_module('.helper', 'pack').helped, importlib.import_module('pack.helper').__name__)
for args in (('.helper',), ('..x', 'pack'), ('nope',)):
    try: importlib.import_module(*args)
    except (TypeError, ImportError) as e: print(type(e).__name__, e)
try: importlib.reload('x')
except TypeError as e: print(e)
print(importlib.util.find_spec('pack.sub').name, importlib.util.find_spec('nope'), importlib.util.find_spec('os').origin.endswith('os.py'))
try: importlib.util.find_spec('nope.sub')
except ModuleNotFoundError as e: print(e)
print(subprocess.run([sys.executable, '-m', 'runme', 'arg'], cwd='lib', capture_output=True, text=True).stdout)
print(subprocess.run([sys.executable, 'lib/runme', 'a'], capture_output=True, text=True).stderr.splitlines()[-1])
print(subprocess.run([sys.executable, '-c', 'import sys; print(sys.argv, sys.path[0] == "", __name__)', 'x', '-y'], capture_output=True, text=True).stdout)
print(subprocess.run([sys.executable, '-'], input='print(__name__, __file__ if "__file__" in globals() else "no file")', capture_output=True, text=True).stdout)
for args in (['-m', 'nope'], ['-m', 'pack.mod1x'], ['nofile.py'], ['-c', '1/0'], ['-c', 'import sys; sys.exit(7)'], ['-Z'], ['-c'], ['-c', 'raise SystemExit("bye")'], ['-W', 'error', '-c', 'import warnings; warnings.warn("x")'], ['-c', 'x = = 1'], ['-O', '-c', 'assert 0; print(__debug__)'], ['-c', 'print(__debug__)'], ['-E', '-s', '-c', 'import sys; print(sys.flags.ignore_environment, sys.flags.no_user_site)'], ['-I', '-c', 'import sys; print(sys.flags.isolated, sys.flags.safe_path)'], ['-OO', '-c', 'def f(): "doc"\nprint(f.__doc__)'], ['-B', '-q', '-u', '-c', 'import sys; print(sys.dont_write_bytecode, sys.flags.quiet)'], ['-X', 'dev', '-c', 'import sys; print(sys.flags.dev_mode, sys._xoptions)'], ['-b', '-c', 'print(b"a" == "a")'], ['-bb', '-c', 'print(str(b"a"))']):
    r = subprocess.run([sys.executable, *args], capture_output=True, text=True); print(args, r.returncode, repr(r.stdout), repr(r.stderr.splitlines()[-1] if r.stderr and args[0] not in ('-Z', '-c', '-m') or len(args) > 1 and r.stderr and args[0] != '-m' and '-Z' not in args else '').replace(sys.executable, 'PYTHON'))
# needs: libpython
