# except* and exception groups: split, subgroup, derive, nesting, re-raising.
def run(exc, label):
    try:
        try: raise exc
        except* ValueError as eg: print(label, 'V', repr(eg), len(eg.exceptions))
        except* (TypeError, KeyError) as eg: print(label, 'TK', repr(eg))
        else: print('else')
        finally: print('fin', end=' ')
    except BaseException as e: print('out', repr(e), repr(e.__context__)[:30])
    else: print('clean')
EG = ExceptionGroup
run(EG('a', [ValueError(1), TypeError(2)]), 1)
run(EG('b', [ValueError(1), OSError(2), EG('n', [KeyError(3), IndexError(4), ValueError(5)])]), 2)
run(ValueError('naked'), 3)
run(OSError('unhandled'), 4)
run(BaseExceptionGroup('k', [KeyboardInterrupt(), ValueError(1)]), 5)
g = EG('g', [ValueError(1), EG('h', [TypeError(2), ValueError(3)])])
print(g.split(ValueError), g.subgroup(TypeError), g.split(lambda e: e.args == (3,)), g.subgroup(KeyError), g.subgroup((TypeError, KeyError)))
print(g.message, g.exceptions, str(g), g.args, g.derive([KeyError()]), isinstance(g, Exception))
print(type(BaseExceptionGroup('x', [ValueError()])), type(BaseExceptionGroup('x', [KeyboardInterrupt()])))
for args in ((), ('m',), ('m', []), ('m', 5), ('m', [5]), (5, [ValueError()]), ('m', [KeyboardInterrupt()]), ('m', ValueError()), ('m', [ValueError]), ('m', (ValueError(),), 1)):
    try: EG(*args); print('ok')
    except (TypeError, ValueError) as e: print(args, type(e).__name__, e)
class MyG(EG):
    def derive(self, excs): return MyG(self.message + '!', excs)
try:
    try: raise MyG('mine', [ValueError(1), TypeError(2)])
    except* ValueError as e: print(type(e).__name__, e.message)
except MyG as e: print(repr(e))
def multi():
    try:
        try: raise EG('x', [ValueError(1), TypeError(2)])
        except* ValueError as e: raise KeyError('new')
        except* TypeError as e: raise
    except BaseException as e: return e
r = multi(); print(repr(r), [repr(x.__context__)[:40] for x in r.exceptions])
def single():
    try:
        try: raise EG('x', [ValueError(1)])
        except* ValueError: raise OSError('one')
    except BaseException as e: return repr(e), repr(e.__context__)
print(single())
def reraise_whole():
    try:
        try: raise EG('x', [ValueError(1), ValueError(2)])
        except* ValueError as e: raise e
    except BaseException as e: return repr(e)
print(reraise_whole())
for src in ('try: pass\nexcept* ValueError: pass\nexcept KeyError: pass', 'try: pass\nexcept*: pass', 'def f():\n try: pass\n except* ValueError: return', 'for x in y:\n try: pass\n except* ValueError: continue', 'for x in y:\n try: pass\n except* ValueError: break'):
    try: compile(src, '<s>', 'exec'); print('ok')
    except SyntaxError as e: print(e.msg)
try:
    try: raise ValueError
    except* EG: pass
except TypeError as e: print(e)
try:
    try: raise ValueError
    except* 5: pass
except TypeError as e: print(e)
try: pass
except* ValueError: print('no')
else: print('else ran')
g1 = EG('m', [ValueError(1)]); g1.__cause__ = KeyError(); g1.add_note('note'); m, rest = g1.split(ValueError); print(m.__cause__, m.__notes__, rest, m is g1)
print(EG('t', [EG('u', [ValueError(i)]) for i in range(3)]).subgroup(lambda e: isinstance(e, ValueError) and e.args[0] > 0))
