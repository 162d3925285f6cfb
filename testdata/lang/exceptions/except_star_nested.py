# Groups in except* clauses within except* clauses, and what their parts suppress.
import traceback
def g(*e): return ExceptionGroup('g', list(e))
def c():
    try:
        try: raise g(ValueError(1), TypeError(2))
        except* ValueError:
            try: raise g(KeyError(5))
            except* KeyError as k: raise LookupError('inner')
    except* TypeError as e: print('outer', e.exceptions)
try: c()
except BaseException as e: traceback.print_exception(e); E=e
a=E.exceptions[0]; b=a.exceptions[0]; k=b.__context__; v=k.__context__
for x in (E,a,b,k,v): print(repr(x), x.__context__, x.__suppress_context__, x.__cause__, [id(y)==id(x) for y in (E,a,b,k,v)])
e = ExceptionGroup('a', [ValueError(1), KeyError(2)])
print([x.__suppress_context__ for x in e.split(ValueError)], e.subgroup(KeyError).__suppress_context__, e.derive([ValueError()]).__suppress_context__, e.subgroup(ExceptionGroup).__suppress_context__)
