"""Packages made on the fly: relative imports, __all__, __getattr__, cycles, reload, main modules, errors."""
import importlib.machinery
import importlib.util
import os
import pathlib
import shutil
import sys
import tempfile

root = pathlib.Path(tempfile.mkdtemp())
sys.path.insert(0, str(root))
sys.dont_write_bytecode = True


def write(path, text):
    p = root / path
    p.parent.mkdir(parents=True, exist_ok=True)
    p.write_text(text)
    importlib.invalidate_caches()


write("pkg/__init__.py", '''
print("init", __name__, __package__)
__all__ = ["a", "public"]
public, _private, other = 1, 2, 3
def __getattr__(name):
    if name == "dynamic":
        return "made"
    raise AttributeError(f"nothing called {name}")
def __dir__():
    return ["dynamic", "public"]
''')
write("pkg/a.py", "from . import b\nfrom .b import value as v\nfrom .sub.deep import up\nname = __name__\n")
write("pkg/b.py", "from . import a\nvalue = 5\ndef late(): return a.name\n")
write("pkg/sub/__init__.py", "")
write("pkg/sub/deep.py", "from .. import public\nfrom ..b import value\nup = public + value\n")
write("pkg/bad.py", "from .... import x\n")
write("pkg/broken.py", "x = 1\nraise RuntimeError('while importing')\n")
write("pkg/syntax.py", "def f(:\n    pass\n")
write("pkg/__main__.py", "print('main', __name__, __package__)\n")
write("space/one/m.py", "where = 'one'\n")
from pkg import *
print(a.name, a.v, a.up, a.b.late(), public, "other" in globals(), "_private" in globals())
import pkg
print(pkg.dynamic, dir(pkg), pkg.__spec__.name, pkg.__spec__.submodule_search_locations == [str(root / "pkg")])
import pkg.sub.deep as deep
print(deep.__name__, deep.__package__, pkg.sub.deep is deep, sys.modules["pkg.sub.deep"] is deep)
for stmt in ("import pkg.nothing", "from pkg import nothing", "import pkg.bad", "import pkg.broken", "import pkg.syntax", "from pkg.a import nope",
             "import nowhere.at.all", "from . import x", "import pkg.a.b", "from pkg import *; from pkg.a import (name, nope as n)", "importlib.import_module('.a')"):
    try:
        exec(stmt)
    except (ImportError, RuntimeError, SyntaxError, TypeError, KeyError) as e:
        print(stmt, "->", type(e).__name__, str(e).replace(str(root), "ROOT"), getattr(e, "name", None))
print("pkg.broken" in sys.modules, importlib.import_module(".a", "pkg") is pkg.a, importlib.util.find_spec("pkg.b").origin == str(root / "pkg" / "b.py"))
import space.one.m
print(space.one.m.where, space.__file__ if hasattr(space, "__file__") else "namespace", type(space.__path__).__name__, space.__spec__.loader is not None)
write("pkg/b.py", "from . import a\nvalue = 'reloaded value'\nnew = 1\n")
b = importlib.reload(pkg.b)
print(b is pkg.b, b.value, b.new, hasattr(b, "late"))
import runpy
print(sorted(k for k in runpy.run_module("pkg", run_name="ran") if not k.startswith("__")))


class Finder:
    def __repr__(self):
        return "<Finder>"

    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            return importlib.machinery.ModuleSpec(name, self, is_package=name == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = len(module.__name__)


sys.meta_path.append(Finder())
import virtual.inner
print(virtual.answer, virtual.inner.answer, virtual.inner, virtual.__spec__)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
os.chdir("/")
shutil.rmtree(root)
print(importlib.import_module("json").__name__, __import__("os.path").__name__, __import__("os.path", fromlist=["join"]).__name__ in ("posixpath",), __name__, __spec__)
# needs: libpython
