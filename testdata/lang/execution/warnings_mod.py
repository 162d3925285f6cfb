# warnings: filters, categories, once per location, formats, errors, catch_warnings.
import warnings, sys
def w(msg='m', cat=UserWarning, lvl=1): warnings.warn(msg, cat, stacklevel=lvl)
for i in range(3): w('same place')
w('deprecated', DeprecationWarning); w('pending', PendingDeprecationWarning); w('resource', ResourceWarning); w('runtime', RuntimeWarning); w('import', ImportWarning)
warnings.warn('default category'); warnings.warn(SyntaxWarning('instance')); warnings.warn('level 2', stacklevel=1)
with warnings.catch_warnings(record=True) as rec:
    warnings.simplefilter('always'); w('a'); w('b', DeprecationWarning); print([(str(r.message), r.category.__name__, r.lineno > 0, r.filename.endswith('warnings_mod.py')) for r in rec])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: w('now an error')
    except UserWarning as e: print('raised', e)
    warnings.filterwarnings('ignore', message='quiet.*'); w('quiet please'); warnings.filterwarnings('ignore', category=RuntimeWarning); w('x', RuntimeWarning)
    warnings.filterwarnings('error', module='nomatch'); print(len(warnings.filters) > 3, warnings.filters[0][0])
with warnings.catch_warnings(record=True) as rec:
    warnings.simplefilter('once')
    for i in range(3): w('once'); w('other')
    print(len(rec)); warnings.resetwarnings(); warnings.simplefilter('module'); [w('mod') for _ in range(3)]; print(len(rec)); warnings.simplefilter('default'); warnings.warn_explicit('explicit', UserWarning, 'file.py', 42, module='mod'); print(rec[-1])
for f in (lambda: warnings.warn('x', 5), lambda: warnings.warn('x', int), lambda: warnings.simplefilter('bad'), lambda: warnings.filterwarnings('error', message=5), lambda: warnings.warn(), lambda: warnings.warn_explicit('x', UserWarning, 'f', 'a'), lambda: warnings.simplefilter('error', lineno=-1)):
    try: f()
    except (TypeError, AssertionError, ValueError) as e: print(type(e).__name__, e)
old = warnings.showwarning; warnings.showwarning = lambda m, c, f, l, file=None, line=None: print('show', m, c.__name__); w('custom shown'); warnings.showwarning = old
of = warnings.formatwarning; warnings.formatwarning = lambda *a, **k: 'FORMATTED\n'; w('fmt', RuntimeWarning); warnings.formatwarning = of
print(warnings.formatwarning('msg', UserWarning, 'f.py', 3, 'source line'), end='')
class Custom(UserWarning):
    def __str__(self): return 'custom text'
w('x', Custom)
eval(compile('"\\d"', 'esc.py', 'eval')); eval(compile('1 is 1', 'is.py', 'eval')); exec(compile('assert (1, "x")', 'as.py', 'exec')); eval(compile('[1](2) if 0 else 0', 'call.py', 'eval'))
with warnings.catch_warnings():
    warnings.simplefilter('error')
    for src in ('"\\d"', '1 is 1', '0x1for x in []', '5()'):
        try: compile(src, 'e.py', 'exec'); print('ok')
        except SyntaxError as e: print(e.msg)
def outer(): inner()
def inner(): warnings.warn('seen at the caller', stacklevel=2)
outer(); outer(); print('bool', b'a' == 'a'); import unittest
class T(unittest.TestCase):
    def runTest(self):
        with self.assertWarns(DeprecationWarning) as c: w('dep', DeprecationWarning)
        print(c.warning)
unittest.TextTestRunner(stream=open('/dev/null', 'w')).run(T()); print(issubclass(EncodingWarning, Warning), sorted(k.__name__ for k in Warning.__subclasses__() if k.__module__ == 'builtins'))
