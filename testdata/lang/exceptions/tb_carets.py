# Where the carets go: calls, attributes, subscripts, operators, multi-line expressions.
import traceback
cases = '''
x = None; x.attr.other
d = {}; d['a']['b']['c']
1 + 2 + '3' + 4
(1, 2)[5][6]
int('a') + int('b')
foo(1, 2, bar(3))
f = lambda a: a; f(1)(2)
[i / 0 for i in range(3)]
"abc".nope()
a = b = c = undefined
assert 1 == 2, 'message'
assert not [1]
for x in 5: pass
del {}['k']
x, y = 1
raise ValueError('raised here')
with 5 as x: pass
import no_such_module_here
from os import no_such_name
-'a'
not_defined + 1
{}[[]]
{[]: 1}
print(1, *5)
f"{1/0}"
lambda: 0 ; (lambda: 1/0)()
x = 5; x += 'a'
x = [1]; x[0] += 'a'
class A: y = 1/0
class B(undefined_base): pass
@undefined_deco\ndef g(): pass
def h(x=undefined_default): pass
(1 if True else 2)()
[1, 2, 3][1:2]['a']
"a" < 1
1 in 5
1 if nope else 2
async_ = (yield_ for yield_ in 1/0)
x = (1 +\n  2 +\n  None)
foo = 1; foo(\n  1,\n  2\n)
é = 'ü'; é.x + é
global_ = {"k": 1}; global_["k"].real.imag["x"]
'''
for i, case in enumerate(cases.strip().split('\n')):
    source = case.replace('\\n', '\n')
    name = f'case{i}.py'
    import linecache
    linecache.cache[name] = (len(source), None, [l + '\n' for l in source.split('\n')], name)
    try: exec(compile(source, name, 'exec'), {'__name__': 'm'})
    except Exception as e:
        print(f'{i}:', ''.join(traceback.format_exception(type(e), e, e.__traceback__.tb_next)), end='')
