# importlib's objects: finders, loaders, specs, hooks, zipimport, resources.
import sys, importlib.util, importlib.abc, importlib.machinery, types, zipfile, tempfile, os, importlib.resources
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith('virtual'):
            return importlib.machinery.ModuleSpec(name, Loader(), origin='nowhere', is_package=name == 'virtual')
class Loader(importlib.abc.Loader):
    def create_module(self, spec): print('create', spec.name); return None
    def exec_module(self, m): print('exec', m.__name__); exec(f'value = "from {m.__name__}"', m.__dict__)
sys.meta_path.insert(0, Finder())
import virtual, virtual.inner
print(virtual.value, virtual.inner.value, virtual.__spec__.origin, virtual, virtual.__path__)
sys.meta_path.pop(0)
class Src(importlib.abc.SourceLoader):
    def get_filename(self, name): return '<mem>'
    def get_data(self, path): return b'x = 1\ndef f(): return __name__'
spec = importlib.util.spec_from_loader('memmod', Src()); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m); print(m.x, m.f(), m.__file__, m)
with tempfile.TemporaryDirectory() as d:
    z = os.path.join(d, 'a.zip')
    with zipfile.ZipFile(z, 'w') as f: f.writestr('zmod.py', 'v = "zipped"\ndef boom(): raise ValueError("z")'); f.writestr('zpkg/__init__.py', 'p = 1'); f.writestr('zpkg/data.txt', 'resource in zip'); f.writestr('__main__.py', 'print("main of zip", __name__)')
    sys.path.insert(0, z)
    import zmod, zpkg
    print(zmod.v, zpkg.p, type(zmod.__loader__).__name__, zmod.__file__.replace(z, 'ZIP'), importlib.resources.files('zpkg').joinpath('data.txt').read_text(), zpkg.__loader__.get_data(os.path.join(z, 'zpkg', 'data.txt')))
    try: zmod.boom()
    except ValueError as e: print(e.__traceback__.tb_next.tb_frame.f_code.co_filename.replace(z, 'ZIP'))
    import subprocess; print(subprocess.run([sys.executable, z], capture_output=True, text=True).stdout)
    sys.path.pop(0)
    p = os.path.join(d, 'file_mod.py'); open(p, 'w').write('n = 1\n')
    spec = importlib.util.spec_from_file_location('any_name', p); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m); print(m.n, m.__name__, spec.has_location, spec.loader.get_source('any_name'), spec.loader.is_package('any_name'))
    sys.path.insert(0, d); import file_mod; open(p, 'w').write('n = 22222\n'); os.utime(p, (1, 1)); importlib.reload(file_mod); print(file_mod.n); sys.path.pop(0)
    os.mkdir(os.path.join(d, 'made')); open(os.path.join(d, 'made', '__init__.py'), 'w').write(''); open(os.path.join(d, 'made', 'r.txt'), 'w').write('text resource')
    sys.path.insert(0, d); importlib.invalidate_caches(); import made; print(importlib.resources.read_text(made, 'r.txt'), importlib.resources.is_resource(made, 'r.txt'), sorted(importlib.resources.contents(made))[-1]); import pkgutil; print([m.name for m in pkgutil.iter_modules([d])], pkgutil.get_data('made', 'r.txt')); sys.path.pop(0)
    import runpy; print(runpy.run_path(p)['n'], runpy.run_path(p, {'extra': 1}, 'as_name')['__name__'])
print([type(f).__name__ if not isinstance(f, type) else f.__name__ for f in sys.meta_path], importlib.machinery.SOURCE_SUFFIXES, importlib.machinery.all_suffixes()[0], sys.path_hooks[0].__name__, importlib.machinery.PathFinder.find_spec('os').name, importlib.machinery.BuiltinImporter.find_spec('sys').origin, importlib.machinery.FrozenImporter.find_spec('nope'))
print(importlib.util.resolve_name('.a', 'b.c'), importlib.util.cache_from_source('/x/y.py').startswith('/x/__pycache__/y.'), len(importlib.util.MAGIC_NUMBER), 'math' in sys.builtin_module_names or True, 'os' in sys.stdlib_module_names)
lazy = importlib.util.LazyLoader.factory(importlib.machinery.SourceFileLoader); print(lazy.__class__.__name__)
s = importlib.machinery.ModuleSpec('n', None, origin='o'); print(s, s.parent, s == importlib.machinery.ModuleSpec('n', None, origin='o'), s.cached, s.has_location)
import importlib.metadata as md; print(md.version('flask') if any(d.metadata['Name'] and d.metadata['Name'].lower() == 'flask' for d in md.distributions()) and 0 else 'metadata', type(md.distributions()).__name__)
# needs: libpython
